"""Answers that never came: what is uncertain is settled, booked once, and never guessed."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sales import (
    QUICK,
    Action,
    codes,
    export,
    fail_500,
    hang_up,
    on_posts,
    sale,
    sales,
    show_html,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults, Point
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

NUMBERS = [one.number for one in sales(8)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, *sales(8))
        yield profile


@pytest.mark.parametrize("unique", [True, False], ids=["unique", "numbers_may_repeat"])
@pytest.mark.parametrize("point", ["before_handling", "after_handling"])
def test_each_receipt_is_booked_once_whatever_became_of_its_answer(
    shop: ShopProfile, point: Point, unique: bool
) -> None:
    shop.server.switches.unique_codes = unique
    posted = on_posts(shop, hang_up, 2, point=point)
    on_posts(shop, fail_500, 4, point=point)
    on_posts(shop, show_html, 6, point=point)
    _, answer = shop.command("sync")
    assert answer["receipts"]["uncertain"] == answer["this_pass"]["uncertain"] >= 1
    assert answer["receipts"]["sending"] == 0
    code, answer = shop.sync_until_nothing_rests()
    assert (code, answer["problems"]) == (0, [])
    assert standing(answer) == {"sent": len(NUMBERS)}
    assert sorted(shop.live()) == NUMBERS
    # What had been booked is found, never sent again; what had not is sent exactly once more.
    again = 0 if point == "after_handling" else 3
    assert len(posted) == len(NUMBERS) + again
    assert shop.server.books.snapshot()["void"] == 0


@pytest.mark.parametrize("accident", [hang_up, fail_500, show_html])
def test_one_lost_answer_stops_nobody_else(shop: ShopProfile, accident: Action) -> None:
    on_posts(shop, accident, 3, point="after_handling")
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 7, "uncertain": 1})


def test_lost_answers_in_a_row_end_the_pass(shop: ShopProfile) -> None:
    many = sales(40)
    export(shop, *many)
    on_posts(shop, show_html, *range(2, 41), point="before_handling")
    code, answer = shop.command("sync")
    assert (code, answer["ok"], codes(answer)) == (3, False, [(None, "peak_odd_answer")])
    # Three that came back, and those that were under way by then.
    assert 3 <= standing(answer)["uncertain"] <= 10
    assert standing(answer)["ready"] >= 29


def test_an_answer_that_breaks_off_is_no_answer(shop: ShopProfile) -> None:
    shop.server.switches.unique_codes = False
    posted = on_posts(
        shop, lambda _: shop.server.faults.plan("answer_cut", 1), 3, point="after_handling"
    )
    code, answer = shop.command("sync")
    assert (code, answer["this_pass"]["uncertain"]) == (0, 1)
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": len(NUMBERS)})
    assert sorted(posted) == sorted(shop.live()) == NUMBERS


def test_a_document_that_shows_late_is_not_taken_for_absent(shop: ShopProfile) -> None:
    # Booked, the answer lost, and still missing when it is looked up for the first time.
    switches = shop.server.switches
    asked: list[object] = []
    switches.unique_codes = False
    on_posts(shop, lambda _: switches.set("visible_after_seconds", 5000), 2)
    posted = on_posts(shop, hang_up, 2, point="after_handling")
    on_posts(shop, lambda _: switches.set("visible_after_seconds", 0), 2, point="after_handling")

    def note(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts" and [exchange.query.get("code")] == posted[1:2]:
            asked.append(exchange.query)

    shop.server.faults.add("before_handling", note)
    for _ in range(30):
        _, answer = shop.command("sync")
        if asked:
            break
    assert answer["receipts"]["uncertain"] == 1
    shop.server.books.let_pass(5000)
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": len(NUMBERS)})
    assert sorted(posted) == sorted(shop.live()) == NUMBERS


def test_an_uncertain_receipt_rests_before_it_is_looked_up(shop: ShopProfile) -> None:
    on_posts(shop, hang_up, 2, point="before_handling")
    shop.set_up(**(QUICK | {"settle_seconds = 300": "settle_seconds = 3000"}))
    # The first document of the profile is proved by then, so the other seven may go.
    shop.command("sync")
    code, answer = shop.command("sync")
    # It may move only after its rest; everybody else goes on, and the pass does not wait.
    assert code == 0
    assert standing(answer) == {"sent": 7, "uncertain": 1}
    assert 2900 < answer["next_try_seconds"] <= 3000
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 7, "uncertain": 1})
    assert codes(answer) == []


def test_a_person_who_voids_an_uncertain_receipt_in_peak_has_the_last_word(
    shop: ShopProfile,
) -> None:
    posted = on_posts(shop, hang_up, 2, point="after_handling")
    shop.command("sync")
    shop.server.books.void(posted[1])
    _, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": 7, "voided": 1}
    assert posted.count(posted[1]) == 1
    assert posted[1] not in shop.live()


def test_lost_answers_of_first_documents_end_the_pass_too(shop: ShopProfile) -> None:
    on_posts(shop, show_html, *range(1, 9), point="before_handling")
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (3, [(None, "peak_odd_answer")])
    assert standing(answer) == {"ready": 5, "uncertain": 3}


def test_rows_of_others_do_not_show_that_a_lost_receipt_is_absent(shop: ShopProfile) -> None:
    # PEAK takes no notice of the number and shows a page of older documents; its lists lag.
    shop.server.switches.unique_codes = False
    posted = on_posts(shop, hang_up, 2, point="after_handling")
    ignored = True

    def show_others(exchange: Exchange, _faults: Faults) -> None:
        if ignored and exchange.path == "/receipts/list":
            exchange.reply({"PeakReceipts": {"resCode": "200", "receipts": []}})
        elif ignored and exchange.name == "GET /receipts" and asks_for(exchange, posted[1:2]):
            other = {"id": "Z1", "code": "OTHER-1", "issuedDate": "20261101", "netAmount": 1}
            exchange.reply({"PeakReceipts": {"resCode": "200", "receipts": [other]}})

    shop.server.faults.add("before_handling", show_others)
    for _ in range(5):
        _, answer = shop.command("sync")
        time.sleep(1.1)
    assert answer["receipts"]["uncertain"] == 1
    assert posted.count(posted[1]) == 1
    ignored = False
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": len(NUMBERS)})
    assert sorted(posted) == sorted(shop.live()) == NUMBERS


def test_a_receipt_that_cannot_be_looked_up_stays_uncertain_and_holds_nobody(
    shop: ShopProfile,
) -> None:
    posted = on_posts(shop, hang_up, 2, point="after_handling")
    broken = break_look_ups(shop, lambda: posted[1:2])
    shop.command("sync")
    for name in ("b", "c"):
        time.sleep(1.1)
        export(shop, sale(f"RC-{name}"), name=f"{name}.csv")
        code, answer = shop.command("sync")
        assert (code, answer["ok"], answer["problems"]) == (0, True, [])
        assert answer["this_pass"]["sent"] == 1
        assert answer["receipts"]["uncertain"] == 1
    assert posted.count(posted[1]) == 1
    broken.clear()
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": len(NUMBERS) + 2})
    assert sorted(posted) == sorted(shop.live())


def test_look_ups_that_fail_in_a_row_end_the_pass(shop: ShopProfile) -> None:
    lose = on_posts(shop, hang_up, 2, 4, 6, point="after_handling")
    break_look_ups(shop, lambda: [lose[place] for place in (1, 3, 5) if place < len(lose)])
    _, answer = shop.command("sync")
    assert answer["receipts"]["uncertain"] == 3
    export(shop, sale("RC-b"), name="b.csv")
    time.sleep(1.1)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (3, [(None, "peak_error")])
    assert standing(answer) == {"sent": 5, "uncertain": 3, "ready": 1}


def break_look_ups(shop: ShopProfile, numbers: Callable[[], list[str]]) -> list[bool]:
    """Questions for these numbers fail until the list that is given back is emptied."""
    broken = [True]

    def fail(exchange: Exchange, _faults: Faults) -> None:
        if broken and exchange.name == "GET /receipts" and asks_for(exchange, numbers()):
            fail_500(exchange)

    shop.server.faults.add("before_handling", fail)
    return broken


def asks_for(exchange: Exchange, numbers: list[str]) -> bool:
    return exchange.query.get("code") in numbers
