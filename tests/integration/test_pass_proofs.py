"""The first document of each VAT mode goes alone and is read back whole before the others."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sales import (
    QUICK,
    codes,
    export,
    on_posts,
    sale,
    sales,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

PATIENT = QUICK | {"settle_seconds = 300": "settle_seconds = 20"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        yield ShopProfile(tmp_path, server)


def test_a_late_journal_lets_the_others_wait_and_then_go_in_the_same_pass(
    shop: ShopProfile,
) -> None:
    shop.set_up(**PATIENT)
    export(shop, *sales(6))
    shop.server.switches.journals_after_seconds = 0.5
    alone: list[int] = []
    posted = on_posts(shop, lambda _: alone.append(shop.server.books.snapshot()["live"]), 2)
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 6}, [])
    assert answer["this_pass"]["seconds"] >= 0.5
    assert (len(posted), alone) == (6, [1])


def test_a_document_that_does_not_show_makes_the_others_wait_for_the_next_pass(
    shop: ShopProfile,
) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(6))
    shop.server.switches.visible_after_seconds = 5000
    code, answer = shop.command("sync")
    # Nobody has to do anything: the next pass asks again.
    assert (code, answer["ok"]) == (0, True)
    assert codes(answer) == [(None, "first_document_waits")]
    assert standing(answer) == {"ready": 5, "sent": 1}
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"ready": 5, "sent": 1})
    assert len(shop.live()) == 1
    shop.server.switches.visible_after_seconds = 0
    shop.server.books.let_pass(5000)
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 6}, [])
    assert len(shop.live()) == 6


def test_without_any_journal_the_first_is_not_booked_and_everybody_stops(
    shop: ShopProfile,
) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(6))
    shop.server.switches.journals = False
    for _ in range(10):
        code, answer = shop.command("sync")
        if code:
            break
    assert (code, answer["ok"]) == (1, True)
    [number] = shop.live()
    assert codes(answer) == [(number, "not_booked")]
    assert standing(answer) == {"ready": 5, "sent": 1}
    code, answer = shop.command("sync")
    assert (code, codes(answer), len(shop.live())) == (1, [(number, "not_booked")], 1)
    code, answer = shop.command("status")
    assert (code, codes(answer)) == (1, [(number, "not_booked")])


@pytest.mark.parametrize(
    ("shown", "params", "said"),
    [
        ({"netAmount": 108}, {"field": "net", "ours": "107.00", "peak": "108.00"}, "฿108.00"),
        ({"vatAmount": 7.01}, {"field": "vat", "ours": "7.00", "peak": "7.01"}, "฿7.01"),
        (
            {"issuedDate": "20261101"},
            {"field": "date", "ours": "2026-11-05", "peak": "2026-11-01"},
            " 1 ",
        ),
    ],
)
def test_a_first_document_that_peak_books_otherwise_stops_everybody(
    shop: ShopProfile, shown: dict[str, Any], params: dict[str, str], said: str
) -> None:
    shop.set_up(**QUICK)
    export(shop, *(sale(f"RC-{number}") for number in range(6)))

    def book_otherwise(_exchange: Exchange) -> None:
        [number] = shop.live()
        shop.server.books.accountant_edit(number, **shown)

    on_posts(shop, book_otherwise, 1, point="after_handling")
    code, answer = shop.command("sync")
    [number] = shop.live()
    assert (code, codes(answer)) == (1, [(number, "peak_total_differs")])
    assert answer["problems"][0]["params"] == params
    for lang in ("th", "en"):
        assert said in answer["problems"][0][lang]
    assert standing(answer) == {"ready": 5, "sent": 1}
    code, answer = shop.command("sync")
    assert (code, answer["this_pass"]["sent"], len(shop.live())) == (1, 0, 1)


@pytest.mark.parametrize("field", ["issuedDate", "netAmount", "vatAmount"])
def test_a_read_back_that_lacks_what_it_is_to_prove_proves_nothing(
    shop: ShopProfile, field: str
) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(6))
    hidden = hide(shop, field)
    for _ in range(2):
        code, answer = shop.command("sync")
        assert (code, codes(answer)) == (0, [(None, "first_document_waits")])
        assert standing(answer) == {"ready": 5, "sent": 1}
    hidden.clear()
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 6}, [])


def hide(shop: ShopProfile, field: str) -> list[str]:
    """Questions for a number do not show this field until the list that is given back is empty."""
    hidden = [field]

    def leave_out(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts" and exchange.answer:
            for row in exchange.answer["PeakReceipts"]["receipts"]:
                for one in hidden:
                    del row[one]

    shop.server.faults.add("after_handling", leave_out)
    return hidden


def test_a_first_document_voided_by_a_person_proves_nothing(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(4))
    posted = on_posts(
        shop,
        lambda _: shop.server.books.void(min(shop.live())),
        1,
        point="after_handling",
    )
    alone: list[int] = []
    on_posts(shop, lambda _: alone.append(shop.server.books.snapshot()["live"]), 2, 3)
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": 3, "voided": 1})
    # The second goes alone as well, since the first had proved nothing.
    assert alone[0] == 0
    assert alone[1] == 1
    assert posted.count(posted[0]) == 1


def test_each_vat_mode_is_proved_alone(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    modes = ("include", "exclude", "none")
    receipts = [
        sale(f"{mode[:2].upper()}-{number}", vat_mode=mode) for number in range(4) for mode in modes
    ]
    export(shop, *receipts)
    shop.server.switches.answer_delay_seconds = 0.02
    story = Story(shop)
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 12}, [])
    for mode in modes:
        first = story.first_post(mode[:2].upper())
        assert story.under_way_at(first) == [first], mode
        # It was read back whole before the next document left.
        assert story.after(first)[0] == ("GET /receipts", first), mode


class Story:
    """What PEAK was asked about receipts, in order, and which POSTs were under way meanwhile."""

    def __init__(self, shop: ShopProfile) -> None:
        self.calls: list[tuple[str, str]] = []
        self._under_way: set[str] = set()
        self._beside: dict[str, set[str]] = {}
        self._lock = threading.Lock()
        shop.server.faults.add("before_handling", self._come)
        shop.server.faults.add("after_handling", self._go)

    def _come(self, exchange: Exchange, _faults: Faults) -> None:
        with self._lock:
            if exchange.name == "GET /receipts":
                self.calls.append((exchange.name, exchange.query["code"]))
            if exchange.name == "POST /receipts":
                code = _code(exchange)
                self.calls.append((exchange.name, code))
                self._under_way.add(code)
                for one in self._under_way:
                    self._beside.setdefault(one, set()).update(self._under_way)

    def _go(self, exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /receipts":
            with self._lock:
                self._under_way.discard(_code(exchange))

    def first_post(self, prefix: str) -> str:
        posts = [code for name, code in self.calls if name == "POST /receipts"]
        return next(code for code in posts if code.startswith(prefix))

    def under_way_at(self, code: str) -> list[str]:
        return sorted(self._beside[code])

    def after(self, code: str) -> list[tuple[str, str]]:
        return self.calls[self.calls.index(("POST /receipts", code)) + 1 :]


def _code(exchange: Exchange) -> str:
    code: str = json.loads(exchange.raw)["PeakReceipts"]["receipts"][0]["code"]
    return code
