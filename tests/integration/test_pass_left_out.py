"""What the shop leaves out and PEAK holds all the same: taken over, or told; never passed over."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.sales import DAY, QUICK, codes, export, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_orders import BANGKOK
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches

DEARER = (line(price="214.00"),)
ISSUED = f"{DAY:%Y%m%d}"
FIRST = sale("RC-1")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0)
    with PracticeServer(switches=switches, receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, FIRST)
        profile.command("sync")
        yield profile


def put_back_yesterday(shop: ShopProfile, sent_since: ShopReceipt, now: ShopReceipt) -> None:
    """A copy is made, a sale is sent, the copy put back; the shop shows the sale otherwise."""
    copy = shop.folder / "yesterday.sqlite3"
    shop.command("backup", "--out", str(copy))
    export(shop, FIRST, sent_since)
    assert standing(shop.command("sync")[1]) == {"sent": 2}
    assert shop.command("restore", str(copy))[0] == 0
    export(shop, FIRST, now)


def audit_again(shop: ShopProfile) -> None:
    """Let every audit be due at the next pass."""
    connection = sqlite3.connect(shop.ledger)
    connection.execute("DELETE FROM meta WHERE name = 'audit'")
    connection.commit()
    connection.close()


def compared(shop: ShopProfile) -> dict[str, Any]:
    return shop.command("compare", "--month", "2026-11")[1]


def test_what_a_lost_time_sent_and_the_shop_cancelled_since_is_sent_with_a_case(
    shop: ShopProfile,
) -> None:
    two = sale("RC-2", lines=DEARER)
    put_back_yesterday(shop, two, replace(two, cancelled=True))
    posts = shop.posts()
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer), shop.posts()) == (1, {"sent": 2}, posts)
    assert codes(answer) == [("RC-2", "cancelled_after_send")]
    answer = compared(shop)
    # The shop counts it for nothing now, PEAK as it was sent.
    assert (answer["difference"], answer["not_sent_here"]) == ("-214.00", [])
    assert (answer["changed_in_shop"], codes(answer)) == (
        ["RC-2"],
        [("RC-2", "cancelled_after_send")],
    )
    assert answer["channels"][0]["sent"]["baht"] == "321.00"


def test_a_cancelled_sale_that_peak_holds_with_another_sum_waits_for_a_person(
    shop: ShopProfile,
) -> None:
    two = sale("RC-2", lines=DEARER)
    put_back_yesterday(shop, two, sale("RC-2", cancelled=True))
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (1, {"blocked": 1, "sent": 1})
    assert codes(answer) == [("RC-2", "number_clash")]
    answer = compared(shop)
    assert (answer["difference"], answer["not_sent_here"]) == ("-214.00", ["RC-2"])
    shop.server.books.void("RC-2")
    audit_again(shop)
    # One pass hears of the void, the next judges by it.
    shop.command("sync")
    assert standing(shop.command("sync")[1]) == {"excluded": 1, "sent": 1}
    assert compared(shop)["difference"] == "0.00"


def test_a_cancelled_sale_that_another_computer_sent_is_taken_over_when_its_day_is_read(
    shop: ShopProfile,
) -> None:
    shop.server.books.add_foreign_receipt("RC-2", 21400, ISSUED, vat=1400)
    export(shop, sale("RC-2", lines=DEARER, cancelled=True), sale("RC-3", lines=(line(price="9"),)))
    # Somebody else sends too: what is left waits until PEAK's lists were read twice.
    assert shop.command("sync")[1]["this_pass"]["adopted"] == 1
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (1, {"sent": 3})
    assert codes(answer) == [("RC-2", "cancelled_after_send")]


@pytest.mark.parametrize("total", [21400, 30000])
def test_a_cancelled_sale_that_appears_in_peak_is_found_by_the_audit(
    shop: ShopProfile, total: int
) -> None:
    today = datetime.now(BANGKOK).date()
    export(shop, FIRST, sale("RC-9", issued_on=today), name="today.csv")
    two = sale("RC-2", lines=DEARER, issued_on=today, cancelled=True)
    shop.command("sync")
    export(shop, two, name="two.csv")
    assert standing(shop.command("sync")[1]) == {"excluded": 1, "sent": 2}
    shop.server.books.add_foreign_receipt("RC-2", total, f"{today:%Y%m%d}", vat=1400)
    audit_again(shop)
    shop.command("sync")
    # What says something else is judged by the next pass.
    code, answer = shop.command("sync")
    assert code == 1
    told = "cancelled_after_send" if total == 21400 else "number_clash"
    assert codes(answer) == [("RC-2", told)]


def test_what_peak_refused_and_then_got_from_elsewhere_is_sent(shop: ShopProfile) -> None:
    shop.server.switches.closed_months = ("202611",)
    export(shop, FIRST, sale("RC-2", lines=DEARER))
    assert standing(shop.command("sync")[1]) == {"rejected": 1, "sent": 1}
    shop.server.switches.closed_months = ()
    shop.server.books.add_foreign_receipt("RC-2", 21400, ISSUED, vat=1400)
    export(shop, sale("RC-3", lines=(line(price="9"),)), name="later.csv")
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": 3})


def test_what_was_booked_by_hand_before_the_first_day_is_a_difference_and_no_clash(
    shop: ShopProfile,
) -> None:
    early = date(2026, 9, 10)
    shop.server.books.add_foreign_receipt("RC-0", 30000, f"{early:%Y%m%d}")
    export(shop, sale("RC-0", issued_on=early), name="old.csv")
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"excluded": 1, "sent": 1})
    code, answer = shop.command("compare", "--month", f"{early:%Y-%m}")
    assert (code, answer["difference"], answer["not_sent_here"]) == (1, "-300.00", ["RC-0"])
