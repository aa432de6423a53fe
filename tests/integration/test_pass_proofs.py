"""The first document of each VAT mode goes alone and is read back whole before the others."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk import at_desk
from tests.sales import (
    DAY,
    QUICK,
    Action,
    codes,
    export,
    fail_500,
    line,
    on_posts,
    sale,
    sales,
    show_html,
    standing,
)
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.corrections import CheckAgain, CloseCase

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


def test_the_first_with_a_discount_is_proved_alone_as_well(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    plain = [sale(f"IN-{number}") for number in range(3)]
    less = [sale(f"DI-{number}", discount=Decimal("7.00")) for number in range(3)]
    export(shop, *plain, *less)
    shop.server.switches.answer_delay_seconds = 0.02
    story = Story(shop)
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 6}, [])
    for prefix in ("IN", "DI"):
        first = story.first_post(prefix)
        assert story.under_way_at(first) == [first], prefix
        assert story.after(first)[0] == ("GET /receipts", first), prefix


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


# ---------------------------------------------------------------------- one that cannot be read

MODES = ("include", "exclude", "none")


def let_half_an_hour_pass(shop: ShopProfile) -> None:
    """PEAK was asked in vain half an hour earlier than it was."""
    with at_desk(shop) as desk:
        waiting = json.loads(desk.ledger.meta("proofs") or "[]")
        for entry in waiting:
            since = datetime.fromisoformat(entry["unread_since"])
            entry["unread_since"] = (since - timedelta(minutes=31)).isoformat()
        desk.ledger.set_meta("proofs", json.dumps(waiting))


def of_each_mode(count: int) -> list[ShopReceipt]:
    return [
        sale(f"{mode[:2].upper()}-{number}", vat_mode=mode)
        for number in range(count)
        for mode in MODES
    ]


class Unreadable:
    """PEAK has no answer about some numbers, for as long as they stand here."""

    def __init__(self, shop: ShopProfile, how: Action = fail_500) -> None:
        self.numbers: set[str] = set()
        self._how = how
        shop.server.faults.add("before_handling", self._meet)

    def _meet(self, exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts" and exchange.query["code"] in self.numbers:
            self._how(exchange)


def first_is_unreadable(shop: ShopProfile, how: Action = fail_500) -> Unreadable:
    """Whatever document is made first, PEAK cannot show it again."""
    spell = Unreadable(shop, how)

    def begin(exchange: Exchange) -> None:
        spell.numbers.add(_code(exchange))

    on_posts(shop, begin, 1, point="after_handling")
    return spell


def not_theirs(exchange: Exchange) -> None:
    """The rows of others, as if the question had named no number."""
    exchange.reply({"PeakReceipts": {"resCode": "200", "resDesc": "OK", "receipts": [{}]}})


@pytest.mark.parametrize("how", [fail_500, show_html, not_theirs])
def test_a_first_document_that_cannot_be_read_holds_its_own_vat_mode_alone(
    shop: ShopProfile, how: Action
) -> None:
    shop.set_up(**QUICK)
    export(shop, *of_each_mode(3))
    spell = first_is_unreadable(shop, how)
    story = Story(shop)
    for _ in range(2):
        code, answer = shop.command("sync")
        [first] = spell.numbers
        # Nobody has to do anything yet, and the other modes have gone, each first one alone.
        assert (code, codes(answer)) == (0, [(None, "first_document_waits")])
        assert answer["problems"][0]["params"] == {"number": first}
        assert standing(answer) == {"ready": 2, "sent": 7}
    mine = first[:2]
    assert [number for number in shop.live() if number.startswith(mine)] == [first]
    for mode in MODES:
        one = story.first_post(mode[:2].upper())
        assert story.under_way_at(one) == [one], mode
    spell.numbers.clear()
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 9}, [])
    assert shop.posts() == 9


def test_a_person_is_told_of_a_first_document_that_stays_unreadable(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    export(shop, *of_each_mode(2))
    spell = first_is_unreadable(shop)
    shop.command("sync")
    [first] = spell.numbers
    let_half_an_hour_pass(shop)
    for _ in range(2):
        code, answer = shop.command("sync")
        assert (code, answer["ok"], codes(answer)) == (1, True, [(first, "missing_in_peak")])
        assert answer["problems"][0]["params"] == {"number": first, "total": "107.00"}
        assert standing(answer) == {"ready": 1, "sent": 5}
    assert codes(shop.command("status")[1]) == [(first, "missing_in_peak")]
    # Once PEAK shows it, it is proved, the others go, and the case is over by itself.
    spell.numbers.clear()
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 6}, [])


def test_a_person_is_told_of_a_first_document_that_never_shows(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(3))
    shop.server.switches.visible_after_seconds = 50_000
    shop.command("sync")
    [first] = shop.live()
    let_half_an_hour_pass(shop)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (1, [(first, "missing_in_peak")])
    assert standing(answer) == {"ready": 2, "sent": 1}


def test_one_whom_a_person_lets_be_proves_nothing_and_the_next_goes_alone(
    shop: ShopProfile,
) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(4))
    spell = first_is_unreadable(shop)
    shop.command("sync")
    [first] = spell.numbers
    let_half_an_hour_pass(shop)
    shop.command("sync")
    with at_desk(shop) as desk:
        receipt_id = desk.ledger.receipt_id_of(first)
        assert receipt_id is not None
        CloseCase(receipt_id, Code.MISSING_IN_PEAK).do(desk)
        assert desk.ledger.trouble() is None
    story = Story(shop)
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 4}, [])
    second = story.first_post("RC")
    assert story.under_way_at(second) == [second]
    assert story.after(second)[0] == ("GET /receipts", second)


def test_a_person_can_have_it_read_again(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(3))
    spell = first_is_unreadable(shop)
    shop.command("sync")
    [first] = spell.numbers
    let_half_an_hour_pass(shop)
    shop.command("sync")
    with at_desk(shop) as desk:
        receipt_id = desk.ledger.receipt_id_of(first)
        assert receipt_id is not None
        with pytest.raises(Trouble, match="peak_error"):
            CheckAgain(receipt_id).do(desk)
        assert desk.ledger.trouble() is not None
        spell.numbers.clear()
        read = CheckAgain(receipt_id).do(desk)
        assert (read.code, len(read.documents)) == (None, 1)
        assert desk.ledger.trouble() is None
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 3}, [])


def test_a_passs_own_first_that_cannot_be_read_holds_nobody(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    export(shop, *sales(2))
    assert standing(shop.command("sync")[1]) == {"sent": 2}
    spell = Unreadable(shop)
    for place, number in enumerate(("A-1", "B-1", "C-1", "D-1")):
        other = number.replace("1", "2")
        # Both leave at once, and either may be answered first.
        spell.numbers |= {number, other}
        more = [sale(number), sale(other, lines=(line(price="214"),))]
        export(shop, *more, name=f"{number}.csv")
        code, answer = shop.command("sync")
        assert (code, answer["problems"]) == (0, [])
        assert standing(answer) == {"sent": 4 + 2 * place}
    # What PEAK cannot show for long is told, and is the audit's from then on.
    let_half_an_hour_pass(shop)
    told = [codes(shop.command("sync")[1]) for _ in range(3)][-1]
    assert {code for _, code in told} == {"missing_in_peak"}
    assert {number for number, _ in told} <= spell.numbers
    spell.numbers.clear()
    with at_desk(shop) as desk:
        desk.ledger.set_meta("audit", None)
    code, answer = shop.command("sync")
    assert (code, answer["problems"]) == (0, [])


def test_peak_in_trouble_is_everybodys_and_ends_the_pass(shop: ShopProfile) -> None:
    shop.set_up(**QUICK)
    export(shop, *of_each_mode(2))

    def break_down(_exchange: Exchange) -> None:
        shop.server.switches.http_500_before_rate = 1.0

    on_posts(shop, break_down, 1, point="after_handling")
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (3, [(None, "peak_error")])
    assert (standing(answer), shop.posts()) == ({"ready": 5, "sent": 1}, 1)


def test_a_wait_that_peak_asks_for_does_not_end_the_wait_for_the_first(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else the question itself would wait, and the pass would not notice.
    monkeypatch.setattr("xpeak_desktop.peak.http._LONGEST_WISH", 0)
    shop.set_up(**PATIENT)
    export(shop, *sales(4))
    shop.server.switches.journals_after_seconds = 0.5
    asked: list[str] = []

    def be_busy(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "GET /receipts":
            asked.append(exchange.query["code"])
            if len(asked) == 2:
                exchange.reply(
                    {"message": "Rate limit exceeded.", "retryAfterSeconds": 1}, status=429
                )

    shop.server.faults.add("before_handling", be_busy)
    code, answer = shop.command("sync")
    assert (code, standing(answer), answer["problems"]) == (0, {"sent": 4}, [])
    assert len(asked) > 2


def test_another_document_of_its_number_says_nothing_before_the_first_one_is_shown(
    shop: ShopProfile,
) -> None:
    """PEAK shows ours a little later: until then only the accountant's stands there, or stood."""
    shop.server.switches.unique_codes = False
    shop.set_up(**{**QUICK, "settle_seconds = 300": "settle_seconds = 3"})
    entered: list[str] = []

    def enter(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /receipts" and not entered:
            entered.append("RC-1")
            shop.server.books.add_foreign_receipt("RC-1", 99900, f"{DAY:%Y%m%d}")
            # The accountant's is seen at once, ours is not.
            shop.server.switches.visible_after_seconds = 1.0

    shop.server.faults.add("before_handling", enter)
    export(shop, sale("RC-1"), sale("RC-2", lines=(line(price="214.00"),)))
    _, answer = shop.sync_until_nothing_rests()
    assert entered
    assert standing(answer) == {"sent": 2}
    assert "peak_total_differs" not in {code for _, code in codes(answer)}


def test_the_first_document_is_judged_by_itself_where_somebody_enters_its_number_too(
    shop: ShopProfile,
) -> None:
    """Where PEAK takes a number twice, an accountant's document may stand before ours."""
    shop.server.switches.unique_codes = False
    shop.set_up(**QUICK)
    entered: list[str] = []

    def enter(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /receipts" and not entered:
            entered.append("RC-1")
            shop.server.books.add_foreign_receipt("RC-1", 99900, f"{DAY:%Y%m%d}")

    shop.server.faults.add("before_handling", enter)
    export(shop, sale("RC-1"), sale("RC-2", lines=(line(price="214.00"),)))
    for _ in range(2):
        _, answer = shop.sync_until_nothing_rests()
    assert entered
    assert standing(answer) == {"sent": 2}
    assert codes(answer) == [("RC-1", "duplicate_in_peak")]
