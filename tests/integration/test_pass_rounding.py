"""What was sent with PEAK's rounding is known again by a ledger that has lost it."""

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk import at_desk
from tests.sales import DAY, QUICK, codes, export, line, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import AcceptRounding

# Three times 0.50 baht: 0.04 VAT for each line, but 0.11 for all at once.
EXCLUDED = sale(
    vat_mode="exclude",
    lines=(line(price="0.50"),) * 3,
    vat=Decimal("0.12"),
    total=Decimal("1.62"),
)
# 0.03 VAT in each line of 0.40, but 0.08 in 1.20.
INCLUDED = sale(lines=(line(price="0.40"),) * 3, vat=Decimal("0.09"), total=Decimal("1.20"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path / "here", server)
        profile.set_up(**QUICK)
        yield profile


def accept_and_send(shop: ShopProfile, sold: Any) -> dict[str, Any]:
    export(shop, sold)
    assert codes(shop.sync_until_nothing_rests()[1]) == [("RC-1", "rounding_differs")]
    with at_desk(shop) as desk:
        receipt_id = desk.ledger.receipt_id_of("RC-1")
        assert receipt_id is not None
        AcceptRounding(receipt_id).do(desk)
    return shop.sync_until_nothing_rests()[1]


def audit_again(shop: ShopProfile) -> None:
    connection = sqlite3.connect(shop.ledger)
    connection.execute("DELETE FROM meta WHERE name = 'audit'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("sold", [EXCLUDED, INCLUDED], ids=["exclude", "include"])
def test_a_new_computer_takes_over_what_was_sent_with_peaks_rounding(
    shop: ShopProfile, sold: Any, tmp_path: Path
) -> None:
    assert standing(accept_and_send(shop, sold)) == {"sent": 1}
    there = ShopProfile(tmp_path / "there", shop.server)
    there.set_up(**QUICK)
    posts = there.posts()
    answer = accept_and_send(there, sold)
    assert (standing(answer), codes(answer), there.posts()) == ({"sent": 1}, [], posts)
    # Audits that know PEAK's list, and one after it, see no change either.
    for _ in range(3):
        audit_again(there)
        assert codes(there.command("sync")[1]) == []
    code, answer = there.command("compare", "--month", f"{DAY:%Y-%m}")
    assert (code, answer["difference"], answer["other_amount"]) == (0, "0.00", [])


def test_a_change_in_peak_of_what_was_taken_over_is_told(shop: ShopProfile, tmp_path: Path) -> None:
    accept_and_send(shop, EXCLUDED)
    there = ShopProfile(tmp_path / "there", shop.server)
    there.set_up(**QUICK)
    accept_and_send(there, EXCLUDED)
    shop.server.books.accountant_edit("RC-1", netAmount=Decimal("1.62"))
    audit_again(there)
    assert codes(there.sync_until_nothing_rests()[1]) == [("RC-1", "peak_changed")]


@pytest.mark.parametrize(("net", "vat"), [(160, 10), (161, 12), (163, 11)])
def test_another_document_of_its_number_is_not_taken_over(
    shop: ShopProfile, net: int, vat: int
) -> None:
    shop.server.books.add_foreign_receipt("RC-1", net, f"{DAY:%Y%m%d}", vat=vat)
    answer = accept_and_send(shop, EXCLUDED)
    assert codes(answer) == [("RC-1", "number_clash")]
    assert shop.posts() == 0
