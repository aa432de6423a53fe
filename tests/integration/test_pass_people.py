"""People at work in PEAK's window during passes: nothing doubles, and each receipt says its fate.

What somebody deletes, voids, edits or enters there is drawn by rate at the documents we make.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sales import KBANK, QUICK, SCB, SETTLE, codes, export, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.ledger.sqlite import open_ledger
from xpeak_desktop.sandbox.master_data import Shelf, lower_keys
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches

RECEIPTS = 16
START = {"start_date = 2026-10-01": "start_date = 2020-01-01"}
DELETED = ("product_deleted", "service_deleted", "contact_deleted", "method_deleted")
OPEN = {"imported", "ready", "sending", "uncertain"}


@pytest.fixture(params=[True, False], ids=["unique", "reused"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopProfile]:
    """A shop whose first sale is sent already, so that its kind of VAT is proved."""
    switches = Switches(mint_limit_seconds=0, unique_codes=request.param)
    with PracticeServer(switches=switches, receipts=0, seed=5) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK, **START)
        export(profile, first_sale(), name="first.csv")
        assert profile.sync_until_nothing_rests()[0] == 0
        yield profile


def today() -> date:
    return SystemClock().now().astimezone(BANGKOK).date()


def first_sale() -> ShopReceipt:
    return sale("RC-00", issued_on=today())


def later_sales() -> list[ShopReceipt]:
    return [
        sale(
            f"RC-{number:02}",
            issued_on=today() - timedelta(days=number % 2),
            lines=(line(f"SKU-000{1 + number % 4}"),),
            channel=(KBANK, SCB)[number // 2 % 2],
            shipping=Decimal(40 * (number // 4 % 2)),
        )
        for number in range(1, RECEIPTS + 1)
    ]


def busy_days(shop: ShopProfile, name: str, rate: float) -> int:
    """Three passes over new sales with these people at work; how often they acted."""
    sold = later_sales()
    shop.server.switches.set(f"{name}_rate", rate)
    for day in range(3):
        export(shop, *sold[day::3], name=f"{day}.csv")
        shop.command("sync")
    shop.server.switches.set(f"{name}_rate", 0.0)
    acted = shop.server.faults.struck[f"{name}_rate"]
    assert acted > 0
    return acted


def hours_later(shop: ShopProfile) -> dict[str, Any]:
    """Whole audits, until one finds nothing that the last did not."""
    before: Any = None
    for _ in range(12):
        # What a list does not show means nothing before it has settled; PEAK tells whole seconds.
        time.sleep(SETTLE + 1)
        ledger = open_ledger(shop.ledger, SystemClock())
        plan = json.loads(ledger.meta("audit") or "{}")
        ledger.set_meta("audit", json.dumps({**plan, "recent_at": ""}))
        ledger.close()
        _, answer = shop.sync_until_nothing_rests()
        told = answer["receipts"], sorted(codes(answer), key=str)
        if told == before:
            break
        before = told
    check_told(answer)
    return answer


def check_told(answer: dict[str, Any]) -> None:
    """Every receipt stands in one state, none is under way, and what is not sent says why."""
    stands = standing(answer)
    assert sum(stands.values()) == RECEIPTS + 1
    assert not OPEN & stands.keys()
    told = {receipt for receipt, _ in codes(answer) if receipt}
    held = stands.get("blocked", 0) + stands.get("rejected", 0)
    assert len(told) >= held
    assert all(code for _, code in codes(answer))


def ours(shop: ShopProfile) -> Counter[str]:
    """How many documents of each number this program has standing in PEAK."""
    return Counter(one["code"] for one in shop.server.books.live_receipts(foreign=False))


def booked_ever(shop: ShopProfile) -> Counter[str]:
    """The same with the void ones, where nobody else makes documents."""
    return Counter(one["code"] for one in shop.server.books.all_receipts())


def shelves(shop: ShopProfile) -> list[Shelf]:
    books = shop.server.books
    return [books.products, books.services, books.contacts, books.methods]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", DELETED)
def test_what_is_deleted_in_mid_run_holds_its_receipts_until_it_is_back(
    shop: ShopProfile, name: str
) -> None:
    before = [list(shelf) for shelf in shelves(shop)]
    busy_days(shop, name, 0.15)
    _, answer = shop.sync_until_nothing_rests()
    check_told(answer)
    assert set(booked_ever(shop).values()) == {1}
    assert len(ours(shop)) == standing(answer)["sent"]
    for shelf, rows in zip(shelves(shop), before, strict=True):
        for row in rows:
            if not shelf.matching("", row["code"]):
                shelf.create(lower_keys(row))
    shop.command("match")
    _, answer = shop.sync_until_nothing_rests()
    check_told(answer)
    assert set(booked_ever(shop).values()) == {1}
    assert len(ours(shop)) == standing(answer)["sent"]
    if name != "contact_deleted":
        assert standing(answer) == {"sent": RECEIPTS + 1}


@pytest.mark.timeout(300)
def test_what_an_accountant_voids_during_passes_is_never_made_again(shop: ShopProfile) -> None:
    voided = busy_days(shop, "accountant_voids", 0.3)
    answer = hours_later(shop)
    assert standing(answer) == {"sent": RECEIPTS + 1 - voided, "voided": voided}
    assert codes(answer) == []
    assert set(booked_ever(shop).values()) == {1}
    assert len(ours(shop)) == RECEIPTS + 1 - voided


@pytest.mark.timeout(300)
def test_what_an_accountant_edits_during_passes_is_told_and_left_as_it_is(
    shop: ShopProfile,
) -> None:
    busy_days(shop, "accountant_edits", 0.3)
    sold = {one.number: one for one in (first_sale(), *later_sales())}
    edited = [
        one["code"]
        for one in shop.server.books.live_receipts()
        if one["netAmount"] != sold[one["code"]].total
        or one["issuedDate"] != f"{sold[one['code']].issued_on:%Y%m%d}"
    ]
    before = shop.server.books.live_receipts()
    answer = hours_later(shop)
    assert standing(answer) == {"sent": RECEIPTS + 1}
    told = codes(answer)
    assert sorted(number for number, _ in told if number) == sorted(edited)
    # Each of the three passes reads one document back as soon as it is booked: an edit that came
    # first cannot be told from PEAK's own booking.
    early = [one for one in told if one[1] == "peak_total_differs"]
    assert len(early) <= 3
    assert {code for _, code in told} - {"peak_total_differs"} == {"peak_changed"}
    assert set(ours(shop).values()) == {1}
    assert shop.server.books.live_receipts() == before


@pytest.mark.timeout(300)
def test_what_an_accountant_enters_during_passes_is_told_and_doubles_nothing_of_ours(
    shop: ShopProfile,
) -> None:
    busy_days(shop, "accountant_enters", 0.4)
    answer = hours_later(shop)
    assert set(ours(shop).values()) == {1}
    live = shop.server.books.snapshot()["receipts"]
    by_number = Counter(one["code"] for one in live)
    doubled = {number for number, count in by_number.items() if count > 1}
    assert not (doubled and shop.server.switches.unique_codes)
    if doubled:
        assert sorted(codes(answer)) == sorted((number, "duplicate_in_peak") for number in doubled)
    else:
        assert {code for _, code in codes(answer)} == {"number_clash"}
