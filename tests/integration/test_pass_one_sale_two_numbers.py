"""The shop issues a sale again under a new number: PEAK gets it once, unless a person says so."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk import at_desk
from tests.sales import (
    DAY,
    QUICK,
    SCB,
    codes,
    export,
    hang_up,
    line,
    on_posts,
    sale,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import CheckAgain, DifferentSale, LeaveOut

FIRST = sale("RC-1", order_number="SO-1")
AGAIN = replace(
    FIRST,
    number="TAX-1",
    issued_on=DAY + timedelta(days=2),
    kind="tax_invoice",
    buyer=Buyer("ร้านหนึ่ง", "", "", "กรุงเทพฯ"),
)
HELD = [("TAX-1", "already_in_peak")]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


@pytest.fixture
def issued_again(shop: ShopProfile) -> ShopProfile:
    """The first is sent, and then the second comes in a file without the first."""
    book(shop, FIRST)
    answer = book(shop, AGAIN, name="later.csv")
    assert (standing(answer), codes(answer)) == ({"blocked": 1, "sent": 1}, HELD)
    return shop


def book(shop: ShopProfile, *receipts: Any, name: str = "sales.csv") -> dict[str, Any]:
    export(shop, *receipts, name=name)
    return shop.sync_until_nothing_rests()[1]


def decide(shop: ShopProfile, number: str, kind: Any) -> None:
    with at_desk(shop) as desk:
        receipt_id = desk.ledger.receipt_id_of(number)
        assert receipt_id is not None
        kind(receipt_id).do(desk)


def test_a_sale_that_was_sent_is_not_sent_under_its_new_number(issued_again: ShopProfile) -> None:
    _, answer = issued_again.sync_until_nothing_rests()
    assert codes(answer) == HELD
    (problem,) = answer["problems"]
    assert problem["params"] == {"number": "TAX-1", "other": "RC-1", "total": "107.00"}
    assert list(issued_again.live()) == ["RC-1"]


def test_it_is_sent_once_the_first_is_void(issued_again: ShopProfile) -> None:
    issued_again.server.books.void("RC-1")
    decide(issued_again, "RC-1", CheckAgain)
    _, answer = issued_again.sync_until_nothing_rests()
    assert (standing(answer), codes(answer)) == ({"sent": 1, "voided": 1}, [])
    assert list(issued_again.live()) == ["TAX-1"]


def test_it_is_sent_once_the_first_is_void_though_its_day_was_listed_with_it(
    shop: ShopProfile,
) -> None:
    book(shop, FIRST)
    # Another sale of the day has PEAK's list read again, now with the first in it.
    book(shop, sale("RC-5"), name="other.csv")
    assert codes(book(shop, AGAIN, name="later.csv")) == HELD
    shop.server.books.void("RC-1")
    decide(shop, "RC-1", CheckAgain)
    _, answer = shop.sync_until_nothing_rests()
    assert (standing(answer), codes(answer)) == ({"sent": 2, "voided": 1}, [])
    assert sorted(shop.live()) == ["RC-5", "TAX-1"]


def test_it_is_sent_by_itself_when_the_audit_sees_the_void(issued_again: ShopProfile) -> None:
    issued_again.server.books.void("RC-1")
    with sqlite3.connect(issued_again.ledger) as connection:
        connection.execute("DELETE FROM meta WHERE name = 'audit'")
    connection.close()
    # One pass hears of the void, the next judges by it.
    issued_again.command("sync")
    issued_again.command("sync")
    assert list(issued_again.live()) == ["TAX-1"]


def test_a_person_says_that_it_is_another_sale(issued_again: ShopProfile) -> None:
    decide(issued_again, "TAX-1", DifferentSale)
    _, answer = issued_again.sync_until_nothing_rests()
    assert standing(answer) == {"sent": 2}
    assert sorted(issued_again.live()) == ["RC-1", "TAX-1"]


def test_a_person_says_that_it_is_the_same_sale(issued_again: ShopProfile) -> None:
    decide(issued_again, "TAX-1", LeaveOut)
    _, answer = issued_again.sync_until_nothing_rests()
    assert (standing(answer), codes(answer)) == ({"excluded": 1, "sent": 1}, [])


def test_that_the_shop_cancels_the_first_is_told_and_sends_nothing(
    issued_again: ShopProfile,
) -> None:
    answer = book(issued_again, replace(FIRST, cancelled=True), AGAIN, name="both.csv")
    assert sorted(codes(answer), key=str) == [("RC-1", "cancelled_after_send"), *HELD]
    assert list(issued_again.live()) == ["RC-1"]


def test_of_two_in_one_file_the_earlier_goes(shop: ShopProfile) -> None:
    answer = book(shop, AGAIN, FIRST)
    assert (standing(answer), codes(answer)) == ({"blocked": 1, "sent": 1}, HELD)
    assert list(shop.live()) == ["RC-1"]


def test_of_two_the_cancelled_one_holds_nothing(shop: ShopProfile) -> None:
    answer = book(shop, replace(FIRST, cancelled=True), AGAIN)
    assert (standing(answer), codes(answer)) == ({"excluded": 1, "sent": 1}, [])


def test_a_first_that_is_held_lets_the_other_go_and_is_held_in_its_turn(shop: ShopProfile) -> None:
    lost = replace(FIRST, lines=(line("NOPE-1"),))
    book(shop, lost, AGAIN)
    assert list(shop.live()) == ["TAX-1"]
    # Its product is there now, but the sale is in PEAK under the other number.
    answer = book(shop, FIRST, name="mended.csv")
    assert codes(answer) == [("RC-1", "already_in_peak")]
    decide(shop, "RC-1", LeaveOut)
    assert standing(shop.sync_until_nothing_rests()[1]) == {"excluded": 1, "sent": 1}


def test_while_nobody_knows_whether_the_first_arrived_the_other_waits(shop: ShopProfile) -> None:
    posted = on_posts(shop, hang_up, 1)
    export(shop, FIRST)
    assert standing(shop.command("sync")[1]) == {"uncertain": 1}
    export(shop, AGAIN, name="later.csv")
    assert standing(shop.command("sync")[1])["blocked"] == 1
    _, answer = shop.sync_until_nothing_rests()
    assert (standing(answer), codes(answer)) == ({"blocked": 1, "sent": 1}, HELD)
    assert posted == ["RC-1", "RC-1"]


def test_what_peak_refused_holds_nothing_and_is_held_in_its_turn(shop: ShopProfile) -> None:
    shop.server.switches.closed_months = ("202611",)
    assert standing(book(shop, FIRST)) == {"rejected": 1}
    earlier = replace(AGAIN, issued_on=date(2026, 10, 20))
    assert standing(book(shop, earlier, name="later.csv")) == {"rejected": 1, "sent": 1}
    shop.server.switches.closed_months = ()
    decide(shop, "RC-1", CheckAgain)
    _, answer = shop.sync_until_nothing_rests()
    assert codes(answer) == [("RC-1", "already_in_peak")]
    assert list(shop.live()) == ["TAX-1"]


def test_two_that_peak_refuses_do_not_free_each_other_for_ever(shop: ShopProfile) -> None:
    posted = on_posts(shop, lambda _: None)
    shop.server.switches.closed_months = ("202611",)
    export(shop, FIRST, AGAIN)
    for _ in range(6):
        shop.command("sync")
    _, answer = shop.command("sync")
    assert standing(answer) == {"rejected": 2}
    assert posted == ["RC-1", "TAX-1"]


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, order_number="SO-2"),
        replace(AGAIN, channel=SCB),
        sale("TAX-1", order_number="SO-1", lines=(line(price="53.50"),)),
    ],
    ids=["another order", "another channel", "another total"],
)
def test_what_differs_in_order_channel_or_total_is_another_sale(
    shop: ShopProfile, other: Any
) -> None:
    book(shop, FIRST)
    assert standing(book(shop, other, name="later.csv")) == {"sent": 2}


@pytest.mark.parametrize("none", ["", "-", "0", "ไม่มี"])
def test_sales_without_an_order_number_hold_each_other_not(shop: ShopProfile, none: str) -> None:
    both = [replace(one, order_number=none) for one in (FIRST, AGAIN)]
    assert standing(book(shop, *both)) == {"sent": 2}


def test_two_equal_parts_of_a_payment_are_asked_about_once_each(shop: ShopProfile) -> None:
    parts = [replace(FIRST, number=f"RC-{part}") for part in (1, 2, 3)]
    answer = book(shop, *parts)
    assert standing(answer) == {"blocked": 2, "sent": 1}
    for number in ("RC-2", "RC-3"):
        decide(shop, number, DifferentSale)
    assert standing(shop.sync_until_nothing_rests()[1]) == {"sent": 3}


def test_a_new_computer_that_knows_both_sends_neither_again(
    issued_again: ShopProfile, tmp_path: Path
) -> None:
    """Even if it reads the second one first."""
    there = ShopProfile(tmp_path / "there", issued_again.server)
    there.set_up(**QUICK)
    export(there, AGAIN, name="1.csv")
    export(there, FIRST, name="2.csv")
    posts = there.posts()
    _, answer = there.sync_until_nothing_rests()
    assert (standing(answer), there.posts()) == ({"blocked": 1, "sent": 1}, posts)
    assert codes(answer) == HELD


def test_a_new_computer_sees_the_first_in_peaks_list_of_their_day(
    shop: ShopProfile, tmp_path: Path
) -> None:
    same_day = replace(AGAIN, issued_on=DAY)
    book(shop, FIRST)
    there = ShopProfile(tmp_path / "there", shop.server)
    there.set_up(**QUICK)
    # Read in first, the second has its turn first, and this ledger has sent neither.
    export(there, same_day, name="1.csv")
    export(there, FIRST, name="2.csv")
    posts = there.posts()
    # One pass sees it in the list, the next takes it over.
    there.sync_until_nothing_rests()
    _, answer = there.sync_until_nothing_rests()
    assert (standing(answer), codes(answer)) == ({"blocked": 1, "sent": 1}, HELD)
    assert there.posts() == posts
