"""Compare after the shop changed what was sent: what the two sides differ by is named."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sales import QUICK, codes, export, hang_up, line, on_posts, sale
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ledger.sqlite import open_ledger
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

DEARER = (line(price="214.00"),)
MONTH = ("compare", "--month", "2026-11")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


def send_and_change(shop: ShopProfile, **changes: Any) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    assert shop.command("sync")[0] == 0
    export(shop, sale("RC-1", **changes), name="later.csv")
    assert shop.command("sync")[0] == 1


def sides(answer: dict[str, Any]) -> tuple[str, str, str, str]:
    """The baht of the one channel: in the shop, sent, in PEAK, and the difference of all."""
    [side] = answer["channels"]
    assert side["difference"] == answer["difference"]
    return side["shop"]["baht"], side["sent"]["baht"], side["peak"]["baht"], answer["difference"]


def decide(shop: ShopProfile, code: Code) -> None:
    """As a person who leaves it, or who wrote a credit note."""
    with closing(open_ledger(shop.ledger, SystemClock())) as ledger:
        receipt_id = ledger.receipt_id_of("RC-1")
        assert receipt_id is not None
        ledger.close_case(receipt_id, code)


def test_what_the_shop_changed_after_it_was_sent_is_named_and_counts_as_it_is_now(
    shop: ShopProfile,
) -> None:
    send_and_change(shop, lines=DEARER)
    code, answer = shop.command(*MONTH)
    assert (code, codes(answer)) == (1, [("RC-1", "changed_after_send")])
    assert sides(answer) == ("321.00", "214.00", "214.00", "107.00")
    assert answer["changed_in_shop"] == ["RC-1"]
    _, text = shop.raw(*MONTH, "--lang", "en")
    assert "RC-1: Changed after it was sent, from ฿107.00 to ฿214.00" in text
    assert "since they were sent 1: RC-1" in text


def test_what_the_shop_cancelled_after_it_was_sent_is_named_and_counts_for_nothing(
    shop: ShopProfile,
) -> None:
    send_and_change(shop, cancelled=True)
    code, answer = shop.command(*MONTH)
    assert (code, codes(answer)) == (1, [("RC-1", "cancelled_after_send")])
    assert sides(answer) == ("107.00", "214.00", "214.00", "-107.00")
    shop.server.books.void("RC-1")
    code, answer = shop.command(*MONTH)
    assert (code, answer["voided_in_peak"]) == (1, ["RC-1"])
    assert sides(answer)[-1] == "0.00"


def test_a_new_total_that_cannot_be_read_is_named_as_such(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    shop.command("sync")
    export(shop, sale("RC-1", lines=DEARER), name="later.csv")
    path = shop.exports / "later.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",214.00\n", ",?\n"), "utf-8-sig")
    assert shop.command("sync")[0] == 1
    for _ in range(2):
        code, answer = shop.command(*MONTH)
        assert (code, codes(answer)) == (1, [("RC-1", "changed_after_send")])
        assert (answer["changed_in_shop"], answer["total_unknown"]) == (["RC-1"], ["RC-1"])
        assert sides(answer) == ("214.00", "214.00", "214.00", "0.00")
        # The same when a person has decided.
        decide(shop, Code.CHANGED_AFTER_SEND)
    _, text = shop.raw(*MONTH, "--lang", "en")
    assert "New total in xCommerce cannot be read, counted as sent 1: RC-1" in text


@pytest.mark.parametrize("change", [{"lines": DEARER}, {"cancelled": True}])
def test_a_difference_that_a_person_decided_to_leave_is_still_named(
    shop: ShopProfile, change: dict[str, Any]
) -> None:
    send_and_change(shop, **change)
    case = Code.CANCELLED_AFTER_SEND if "cancelled" in change else Code.CHANGED_AFTER_SEND
    decide(shop, case)
    assert shop.command("status")[0] == 0
    code, answer = shop.command(*MONTH)
    assert (code, codes(answer)) == (1, [("RC-1", case.value)])
    assert answer["difference"] == ("-107.00" if "cancelled" in change else "107.00")


def test_a_document_that_was_made_to_say_what_the_shop_says_now_agrees(shop: ShopProfile) -> None:
    send_and_change(shop, lines=DEARER, issued_on=date(2026, 11, 6))
    shop.server.books.accountant_edit("RC-1", netAmount=Decimal("214.00"), issuedDate="20261106")
    decide(shop, Code.CHANGED_AFTER_SEND)
    code, answer = shop.command(*MONTH)
    assert (code, codes(answer)) == (0, [])
    assert sides(answer) == ("321.00", "214.00", "321.00", "0.00")
    assert (answer["other_amount"], answer["other_date"]) == ([], [])


def test_another_fate_in_peak_is_told_beside_the_shops_change(shop: ShopProfile) -> None:
    send_and_change(shop, lines=DEARER)
    shop.server.books.add_foreign_receipt("RC-1", 10700, "20261105", vat=700)
    code, answer = shop.command(*MONTH)
    told = [("RC-1", "changed_after_send"), ("RC-1", "duplicate_in_peak")]
    assert (code, codes(answer)) == (1, told)


def test_a_change_that_moves_no_baht_makes_no_difference(shop: ShopProfile) -> None:
    send_and_change(shop, order_number="SO-9")
    code, answer = shop.command(*MONTH)
    assert (code, codes(answer)) == (1, [("RC-1", "changed_after_send")])
    assert (answer["difference"], answer["changed_in_shop"]) == ("0.00", [])
    decide(shop, Code.CHANGED_AFTER_SEND)
    assert shop.command(*MONTH)[0] == 0


def test_what_is_still_being_checked_is_said_to_be(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), sale("RC-2"))
    on_posts(shop, hang_up, 2, point="after_handling")
    shop.command("sync")
    code, answer = shop.command(*MONTH)
    assert (code, answer["being_checked"]) == (0, ["RC-2"])
    # Both sides hold it: no difference, only no proof that it is ours yet.
    assert sides(answer) == ("214.00", "107.00", "214.00", "0.00")
    _, text = shop.raw(*MONTH, "--lang", "en")
    assert "Still being checked whether PEAK has them 1: RC-2" in text
    _, text = shop.raw(*MONTH)
    assert "กำลังตรวจว่า PEAK ได้รับหรือยัง 1: RC-2" in text
    shop.server.books.accountant_edit("RC-2", netAmount=Decimal("200.00"))
    code, answer = shop.command(*MONTH)
    assert (code, answer["difference"], answer["other_amount"]) == (1, "-93.00", ["RC-2"])
