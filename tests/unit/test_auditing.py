"""The audit beside a PEAK of one list: what it tells, what it leaves alone, how much it asks."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests.fakes import FakeClock
from tests.ledgers import START, document, receipt, shown, stored
from xpeak_desktop.domain.document import Document, PeakDocument, expected
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, trouble
from xpeak_desktop.domain.receipt import fingerprint
from xpeak_desktop.domain.rules import Verdict
from xpeak_desktop.domain.settings import Pace, Settings
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger
from xpeak_desktop.ports import Done, LookUp, PeakGateway, Settled
from xpeak_desktop.services.audit_findings import sample
from xpeak_desktop.services.audit_plan import AuditPlan
from xpeak_desktop.services.auditing import MOST_LISTS, MOST_LOOK_UPS, SAMPLE, Auditing
from xpeak_desktop.services.proving import Proofs
from xpeak_desktop.services.tools import Tools

SETTLE = 300
TODAY = date(2026, 11, 2)
HOUR = 3600


class Peak:
    """PEAK's documents as one list, and what its API hides or refuses at the moment."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.documents: list[PeakDocument] = []
        self.hidden: set[str] = set()
        self.blind = False
        self.token = "first"
        self.refuse: Callable[[str], None] = lambda _: None
        self.asked: list[str] = []

    def now(self) -> datetime:
        return self.clock.now()

    def session(self) -> str:
        return self.token

    def request_count(self) -> int:
        return len(self.asked)

    def receipts_of(self, first: date, last: date) -> Iterator[PeakDocument]:
        self._ask(first.isoformat())
        for one in self.documents:
            if one.issued_on and first <= one.issued_on <= last and one.code not in self.hidden:
                # A list shows no journals.
                yield replace(one, journals=None)

    def receipt(self, code: str) -> LookUp:
        self._ask(code)
        if self.blind or code in self.hidden:
            return LookUp((), self.token)
        return LookUp(tuple(one for one in self.documents if one.code == code), self.token)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        self.refuse(what)

    # ------------------------------------------------------------------ what people do there

    def change(self, number: str, **fields: Any) -> None:
        place = next(i for i, one in enumerate(self.documents) if one.code == number)
        self.documents[place] = replace(self.documents[place], **fields)

    def lists(self) -> list[str]:
        return [what for what in self.asked if what.startswith("20")]

    def look_ups(self) -> list[str]:
        return [what for what in self.asked if not what.startswith("20")]


class AtOnce:
    """``Senders`` that make each call as soon as it is asked for."""

    def __init__(self) -> None:
        self._done: list[Done] = []

    def submit(self, key: Any, call: Callable[[], Any]) -> None:
        try:
            self._done.append(Done(key, call()))
        except Exception as error:  # noqa: BLE001  (as the real ones hand it over)
            self._done.append(Done(key, error=error))

    def gather(self, timeout: float | None) -> list[Done]:
        done, self._done = self._done, []
        return done

    def waiting(self) -> int:
        return len(self._done)

    def close(self) -> None:
        pass


@dataclass
class Desk:
    """A ledger, a PEAK and a clock; ``audit`` is the end of one pass."""

    ledger: SqliteLedger
    peak: Peak
    clock: FakeClock
    cancel: threading.Event = field(default_factory=threading.Event)
    settle: float = SETTLE

    def audit(self, *just_sent: str, after: float = 0) -> None:
        self.clock.advance(after)
        settings = Settings(pace=Pace(settle_seconds=self.settle))
        tools = Tools(
            ledger=self.ledger,
            gateway=cast(PeakGateway, self.peak),
            senders=AtOnce(),
            clock=self.clock,
            cancel=self.cancel,
            settings=settings,
            report=lambda _: None,
        )
        self.peak.asked.clear()
        Auditing(tools).run(just_sent)

    def sell(self, number: str, day: date = TODAY, **fields: Any) -> None:
        """Send one receipt; PEAK shows it as it was sent but for ``fields``."""
        sale = receipt(number, issued_on=day)
        self.ledger.put_receipt(sale, fingerprint(sale), "sales.xlsx")
        sent = document(number, issued_on=day)
        self.ledger.judged(stored(self.ledger, number), Verdict(State.READY, document=sent))
        attempt = self.ledger.begin(stored(self.ledger, number), sent, self.clock.now())
        self.ledger.finish(attempt, State.SENT, Settled("sent", in_peak(sent)))
        self.peak.documents.append(in_peak(sent, **fields))

    def state(self, number: str) -> State:
        return next(row.state for row in self.ledger.rows(0, 500, (), number))

    def id_of(self, number: str) -> int:
        return next(row.receipt_id for row in self.ledger.rows(0, 500, (), number))

    def cases(self) -> list[tuple[str, Code]]:
        return [(number, problem.code) for number, problem in self.ledger.open_cases()]

    def case(self) -> Problem:
        ((_, problem),) = self.ledger.open_cases()
        return problem

    def opened(self) -> int:
        """How many cases were ever opened."""
        told = [self.ledger.receipt(row.receipt_id) for row in self.ledger.rows(0, 500)]
        return sum(len(one.cases) for one in told if one is not None)


def in_peak(sent: Document, **fields: Any) -> PeakDocument:
    shows = replace(expected(sent), peak_id=f"peak-{sent.code}", journals=1)
    return replace(shows, **fields)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = FakeClock(START)
    ledger = open_ledger(tmp_path / "ledger.sqlite3", clock, "delete")
    yield Desk(ledger, Peak(clock), clock)
    ledger.close()


def rested(desk: Desk, *numbers: str) -> None:
    """Some receipts that were sent and audited well before."""
    for number in numbers:
        desk.sell(number)
    desk.audit(after=SETTLE)
    desk.clock.advance(HOUR)


# ---------------------------------------------------------------------- how much it asks


def test_what_a_pass_sent_is_looked_up_by_number(desk: Desk) -> None:
    for number in ("RC-1", "RC-2", "RC-3"):
        desk.sell(number)
    desk.audit("RC-1", "RC-3")
    assert desk.peak.look_ups() == ["RC-1", "RC-3"]
    assert desk.cases() == []


def test_of_many_only_a_sample_is_looked_up(desk: Desk) -> None:
    numbers = [f"RC-{place}" for place in range(3 * SAMPLE)]
    for number in numbers:
        desk.sell(number)
    desk.audit(*numbers)
    assert len(set(desk.peak.look_ups())) == SAMPLE


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_a_sample_is_spread_over_all_of_them(chance: float) -> None:
    chosen = sample(range(1000), 20, chance)
    assert [place // 50 for place in chosen] == list(range(20))
    assert sample(range(1000), 20, 1 - 2**-53)[-1] == 999
    assert sample(range(20), 20, chance) == list(range(20))


def test_today_and_yesterday_are_read_once_an_hour(desk: Desk) -> None:
    yesterday = TODAY - timedelta(days=1)
    desk.sell("RC-1")
    desk.sell("RC-2", yesterday)
    desk.audit()
    assert desk.peak.lists() == [TODAY.isoformat(), yesterday.isoformat()]
    desk.audit(after=HOUR / 2)
    assert desk.peak.asked == []
    desk.audit(after=HOUR / 2)
    assert desk.peak.lists() == [TODAY.isoformat(), yesterday.isoformat()]


def test_passes_an_hour_apart_read_today_each_time(desk: Desk) -> None:
    desk.sell("RC-1")
    # The schedule's hour varies by a tenth, and an audit begins when the sending has ended.
    for minutes in (SETTLE / 60, 54, 66, 57.5, 60, 59.9):
        desk.audit(after=minutes * 60)
        assert desk.peak.lists() == [TODAY.isoformat()], minutes


def test_a_pass_a_day_reads_the_last_35_days_each_time(desk: Desk) -> None:
    for ago in range(3):
        desk.sell(f"RC-{ago}", TODAY - timedelta(days=ago))
    for hours in (1, 23.9, 24.1, 23.95):
        desk.audit(after=hours * HOUR)
        assert len(desk.peak.lists()) == 3, hours


def test_a_clock_that_was_set_back_does_not_put_the_audit_off(desk: Desk) -> None:
    desk.sell("RC-1")
    desk.audit()
    desk.clock.jump(-timedelta(hours=5))
    desk.audit()
    assert desk.peak.lists() == [TODAY.isoformat()]


def test_days_on_which_nothing_of_ours_can_be_are_not_asked_for(desk: Desk) -> None:
    desk.audit()
    assert desk.peak.asked == []


def test_the_last_35_days_are_read_a_few_in_each_pass_and_each_once_a_day(desk: Desk) -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(40)]
    for day in days:
        desk.sell(f"RC-{day}", day)
    read = []
    for _ in range(4):
        desk.audit(after=60)
        assert len(desk.peak.lists()) <= MOST_LISTS
        read += desk.peak.lists()
    assert read == [day.isoformat() for day in days[:35]]
    desk.audit(after=60)
    assert desk.peak.asked == []


def test_days_still_to_be_read_are_not_forgotten_when_the_hour_is_over(desk: Desk) -> None:
    days = [(TODAY - timedelta(days=ago)).isoformat() for ago in range(20)]
    for day in days:
        desk.sell(f"RC-{day}", date.fromisoformat(day))
    desk.audit()
    assert desk.peak.lists() == days[:12]
    desk.audit(after=HOUR)
    assert desk.peak.lists() == [*days[:2], *days[12:]]


def test_a_pass_with_nothing_to_audit_writes_nothing(desk: Desk) -> None:
    desk.sell("RC-1")
    desk.audit()
    written = desk.ledger._connection.total_changes
    desk.audit(after=60)
    assert desk.ledger._connection.total_changes == written


def test_a_slow_peak_makes_the_audit_shorter_not_the_pass_longer(desk: Desk) -> None:
    for ago in range(10):
        desk.sell(f"RC-{ago}", TODAY - timedelta(days=ago))
    desk.peak.refuse = lambda _: desk.clock.advance(25)
    desk.audit()
    assert len(desk.peak.lists()) == 3


def test_suspects_beyond_what_one_pass_may_look_up_are_left_for_the_next(desk: Desk) -> None:
    for place in range(MOST_LOOK_UPS + 10):
        desk.sell(f"RC-{place}", void=True)
    desk.audit(after=SETTLE)
    assert desk.ledger.counts()[State.VOIDED].receipts == MOST_LOOK_UPS
    desk.audit(after=60)
    assert desk.ledger.counts()[State.VOIDED].receipts == MOST_LOOK_UPS + 10
    desk.audit(after=60)
    assert desk.peak.asked == []


def test_a_list_in_which_all_agrees_needs_no_look_up(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.audit()
    assert desk.peak.asked == [TODAY.isoformat()]


# ---------------------------------------------------------------------- trouble


def test_a_day_that_peak_cannot_show_stops_no_other_day(desk: Desk) -> None:
    yesterday = TODAY - timedelta(days=1)
    desk.sell("RC-1")
    desk.sell("RC-2", yesterday, void=True)

    def odd(what: str) -> None:
        if what == TODAY.isoformat():
            raise trouble(Code.PEAK_ODD_ANSWER)

    desk.peak.refuse = odd
    desk.audit(after=SETTLE)
    assert desk.state("RC-2") is State.SENT
    desk.audit()
    assert desk.state("RC-2") is State.VOIDED
    desk.peak.refuse = lambda _: None
    desk.audit()
    assert desk.peak.asked == [TODAY.isoformat()]


def test_trouble_among_look_ups_changes_nothing_and_is_made_up_for(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.change("RC-1", void=True)
    desk.peak.change("RC-2", net=1)

    def offline(what: str) -> None:
        if what == "RC-2":
            raise trouble(Code.OFFLINE)

    desk.peak.refuse = offline
    desk.audit()
    assert (desk.state("RC-1"), desk.cases()) == (State.SENT, [])
    desk.peak.refuse = lambda _: None
    desk.audit()
    assert desk.state("RC-1") is State.VOIDED
    assert desk.cases() == [("RC-2", Code.PEAK_CHANGED)]


def test_a_number_that_peak_never_answers_for_stops_no_other_audit(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2", "RC-3")
    desk.peak.hidden = {"RC-1"}
    desk.audit()
    assert list(AuditPlan.load(desk.ledger).absent) == ["RC-1"]

    def odd(what: str) -> None:
        if what == "RC-1":
            raise trouble(Code.PEAK_ERROR)

    desk.peak.refuse = odd
    desk.peak.change("RC-2", void=True)
    desk.audit(after=HOUR)
    assert desk.state("RC-2") is State.VOIDED
    # It is asked for again, but not in every pass.
    desk.audit(after=SETTLE)
    assert desk.peak.look_ups() == []
    desk.audit(after=HOUR)
    assert desk.peak.look_ups() == ["RC-1"]
    # What was shown of it before still counts.
    desk.peak.refuse = lambda _: None
    desk.audit(after=HOUR)
    assert desk.cases() == [("RC-1", Code.MISSING_IN_PEAK)]


def test_a_suspect_that_peak_does_not_answer_for_is_not_forgotten(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.change("RC-1", void=True)
    desk.peak.change("RC-2", void=True)

    def odd(what: str) -> None:
        if what == "RC-1":
            raise trouble(Code.PEAK_ODD_ANSWER)

    desk.peak.refuse = odd
    desk.audit()
    assert (desk.state("RC-1"), desk.state("RC-2")) == (State.SENT, State.VOIDED)
    desk.peak.refuse = lambda _: None
    desk.audit(after=HOUR)
    assert desk.state("RC-1") is State.VOIDED


def test_several_numbers_without_any_answer_are_peaks_trouble(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2", "RC-3", "RC-4")
    for number in ("RC-1", "RC-2", "RC-3", "RC-4"):
        desk.peak.change(number, void=True)

    def odd(what: str) -> None:
        if what.startswith("RC"):
            raise trouble(Code.PEAK_ERROR)

    desk.peak.refuse = odd
    desk.audit()
    assert AuditPlan.load(desk.ledger).absent == {}
    desk.peak.refuse = lambda _: None
    desk.audit()
    assert {desk.state(f"RC-{place}") for place in range(1, 5)} == {State.VOIDED}


def test_a_person_who_stops_the_pass_stops_the_audit(desk: Desk) -> None:
    desk.sell("RC-1", void=True)
    desk.cancel.set()
    desk.audit("RC-1")
    assert desk.peak.asked == []
    desk.cancel.clear()
    desk.audit(after=1)
    assert desk.state("RC-1") is State.VOIDED


def test_a_stop_in_the_middle_of_a_list_leaves_the_day_for_later(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.peak.change("RC-1", void=True)
    desk.peak.refuse = lambda _: desk.cancel.set()
    desk.audit()
    assert desk.state("RC-1") is State.SENT
    desk.peak.refuse = lambda _: None
    desk.cancel.clear()
    desk.audit(after=1)
    assert desk.state("RC-1") is State.VOIDED


def test_a_long_list_is_left_at_once_when_a_person_stops(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sell("RC-1")
    given: list[str] = []

    def endless(*_: object) -> Iterator[PeakDocument]:
        for place in range(100):
            if place == 3:
                desk.cancel.set()
            given.append(f"IV-{place}")
            yield shown(given[-1])

    monkeypatch.setattr(desk.peak, "receipts_of", endless)
    desk.audit()
    assert len(given) == 4


def test_a_ledger_that_cannot_be_written_does_not_spoil_the_pass(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested(desk, "RC-1")
    desk.peak.change("RC-1", void=True)

    def full(*_: object) -> None:
        raise trouble(Code.DISK_FULL)

    with monkeypatch.context() as patch:
        patch.setattr(desk.ledger, "void", full)
        desk.audit()
        assert desk.state("RC-1") is State.SENT
        patch.setattr(desk.ledger, "set_meta", full)
        desk.audit(after=HOUR)
    desk.audit()
    assert desk.state("RC-1") is State.VOIDED


# ---------------------------------------------------------------------- voids and edits


def test_what_a_person_voided_in_peak_becomes_voided_and_its_questions_are_answered(
    desk: Desk,
) -> None:
    rested(desk, "RC-1", "RC-2")
    for code in (Code.CANCELLED_AFTER_SEND, Code.NOT_BOOKED, Code.CHANGED_AFTER_SEND):
        desk.ledger.open_case(desk.id_of("RC-1"), Problem(code))
    desk.peak.change("RC-1", void=True)
    desk.audit()
    assert (desk.state("RC-1"), desk.state("RC-2")) == (State.VOIDED, State.SENT)
    assert desk.cases() == [("RC-1", Code.CHANGED_AFTER_SEND)]


def test_a_number_that_stands_again_after_a_void_is_not_voided(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.peak.documents.append(replace(desk.peak.documents[0], peak_id="again"))
    desk.peak.change("RC-1", void=True)
    desk.audit()
    assert (desk.state("RC-1"), desk.cases()) == (State.SENT, [])


@pytest.mark.parametrize(
    ("change", "field", "ours", "peak"),
    [
        ({"net": 9900}, "net", "107.00", "99.00"),
        ({"vat": 0}, "vat", "7.00", "0.00"),
        ({"contact_id": "c9"}, "contact", "c1", "c9"),
        (
            {"issued_on": TODAY - timedelta(days=20)},
            "date",
            "2026-11-02",
            "2026-10-13",
        ),
    ],
)
def test_an_edit_opens_one_case_once(
    desk: Desk, change: dict[str, Any], field: str, ours: str, peak: str
) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.change("RC-1", **change)
    desk.audit()
    assert desk.case() == Problem(
        Code.PEAK_CHANGED, {"field": field, "ours": ours, "peak": peak}, "RC-1"
    )
    for _ in range(3):
        desk.audit(after=HOUR)
    assert desk.opened() == 1
    assert desk.state("RC-1") is State.SENT


def test_a_document_that_moved_is_found_by_the_list_of_its_new_day(desk: Desk) -> None:
    old = TODAY - timedelta(days=50)
    desk.sell("RC-1", old)
    desk.sell("RC-2")
    desk.peak.change("RC-1", issued_on=TODAY)
    desk.audit(after=SETTLE)
    assert desk.peak.lists() == [TODAY.isoformat()]
    assert desk.cases() == [("RC-1", Code.PEAK_CHANGED)]


def test_the_case_of_an_edit_follows_the_document_and_closes_with_it(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.peak.change("RC-1", net=9900)
    desk.audit()
    desk.peak.change("RC-1", net=9800)
    desk.audit(after=HOUR)
    assert desk.case().params["peak"] == "98.00"
    desk.peak.change("RC-1", net=10700)
    desk.audit(after=HOUR)
    assert (desk.cases(), desk.opened()) == ([], 1)
    desk.peak.change("RC-1", net=9800)
    desk.audit(after=HOUR)
    assert (desk.cases(), desk.opened()) == ([("RC-1", Code.PEAK_CHANGED)], 2)


def test_what_a_person_left_as_it_is_is_not_asked_again(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.peak.change("RC-1", net=9900)
    desk.audit()
    desk.ledger.close_case(desk.id_of("RC-1"), Code.PEAK_CHANGED)
    desk.audit(after=HOUR)
    assert desk.peak.look_ups() == []
    assert desk.cases() == []
    desk.peak.change("RC-1", net=9800)
    desk.audit(after=HOUR)
    assert desk.case().params["peak"] == "98.00"
    desk.peak.change("RC-1", net=9900)
    desk.audit(after=HOUR)
    assert desk.cases() == []


def test_what_peak_booked_otherwise_is_not_told_twice_and_closes_when_corrected(
    desk: Desk,
) -> None:
    desk.sell("RC-1", net=9900)
    told = {"field": "net", "ours": "107.00", "peak": "99.00"}
    desk.ledger.open_case(desk.id_of("RC-1"), Problem(Code.PEAK_TOTAL_DIFFERS, told))
    desk.audit(after=SETTLE)
    assert desk.cases() == [("RC-1", Code.PEAK_TOTAL_DIFFERS)]
    desk.peak.change("RC-1", net=9800)
    desk.audit(after=HOUR)
    assert desk.cases() == [("RC-1", Code.PEAK_TOTAL_DIFFERS)]
    desk.peak.change("RC-1", net=10700)
    desk.audit(after=HOUR)
    assert desk.cases() == []


def test_a_document_that_shows_too_little_closes_no_case(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.peak.change("RC-1", net=9900)
    desk.audit()
    desk.peak.change("RC-1", net=None)
    desk.audit(after=HOUR)
    assert desk.peak.look_ups() == ["RC-1"]
    assert desk.cases() == [("RC-1", Code.PEAK_CHANGED)]


def test_what_was_taken_over_from_peak_is_held_against_the_shops_receipt(desk: Desk) -> None:
    sale = receipt("RC-1", issued_on=TODAY)
    desk.ledger.put_receipt(sale, fingerprint(sale), "sales.xlsx")
    ready = Verdict(State.READY, document=document("RC-1"))
    desk.ledger.judged(stored(desk.ledger), ready)
    there = shown("RC-1", issued_on=TODAY, net=10700, vat=700, contact_id="theirs")
    desk.ledger.adopt(stored(desk.ledger), State.SENT, there)
    desk.peak.documents.append(there)
    desk.audit()
    assert desk.cases() == []
    desk.peak.change("RC-1", net=5)
    desk.audit(after=HOUR)
    assert desk.case().params == {"field": "net", "ours": "107.00", "peak": "0.05"}


# ---------------------------------------------------------------------- doubles


def double(desk: Desk, peak_id: str = "double", **fields: Any) -> None:
    first = desk.peak.documents[0]
    desk.peak.documents.append(replace(first, peak_id=peak_id, **fields))


def test_a_double_is_a_case_until_one_of_the_two_is_void(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    double(desk)
    desk.audit()
    assert desk.case() == Problem(
        Code.DUPLICATE_IN_PEAK,
        {"number": "RC-1", "count": "2", "ids": "double, peak-RC-1"},
        "RC-1",
    )
    desk.audit(after=HOUR)
    assert (desk.peak.look_ups(), desk.opened()) == ([], 1)
    desk.peak.change("RC-1", void=True)
    desk.audit(after=HOUR)
    assert (desk.cases(), desk.state("RC-1")) == ([], State.SENT)


def test_a_double_of_what_was_just_sent_is_found_at_once(desk: Desk) -> None:
    desk.sell("RC-1")
    double(desk)
    desk.audit("RC-1")
    assert desk.cases() == [("RC-1", Code.DUPLICATE_IN_PEAK)]


def test_a_double_on_another_day_is_found_and_stays_told(desk: Desk) -> None:
    yesterday = TODAY - timedelta(days=1)
    rested(desk, "RC-1")
    desk.sell("RC-2", yesterday)
    double(desk, issued_on=yesterday)
    desk.audit()
    assert desk.cases() == [("RC-1", Code.DUPLICATE_IN_PEAK)]
    for _ in range(3):
        desk.audit(after=HOUR)
    assert (desk.cases(), desk.opened()) == ([("RC-1", Code.DUPLICATE_IN_PEAK)], 1)


def test_a_new_double_is_told_though_a_person_left_the_former(desk: Desk) -> None:
    rested(desk, "RC-1")
    double(desk)
    desk.audit()
    desk.ledger.close_case(desk.id_of("RC-1"), Code.DUPLICATE_IN_PEAK)
    desk.audit(after=HOUR)
    assert desk.cases() == []
    double(desk, "third")
    desk.audit(after=HOUR)
    assert desk.case().params["count"] == "3"


# ---------------------------------------------------------------------- what PEAK does not show


def test_a_list_that_lags_opens_no_case(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.sell("RC-2")
    desk.peak.hidden = {"RC-2"}
    desk.audit("RC-2")
    for _ in range(4):
        desk.audit(after=SETTLE / 3)
    assert (desk.cases(), desk.state("RC-2")) == ([], State.SENT)
    desk.peak.hidden.clear()
    for _ in range(4):
        desk.audit(after=SETTLE)
    assert desk.opened() == 0
    desk.audit(after=60)
    assert desk.peak.asked == []


def test_what_is_gone_from_peak_is_a_case_after_two_look_ups(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.hidden = {"RC-1"}
    desk.audit()
    assert (desk.cases(), "RC-1" in desk.peak.look_ups()) == ([], True)
    desk.audit(after=SETTLE - 1)
    assert (desk.peak.asked, desk.cases()) == ([], [])
    desk.audit(after=1)
    assert desk.case() == Problem(
        Code.MISSING_IN_PEAK, {"number": "RC-1", "total": "107.00"}, "RC-1"
    )
    for _ in range(3):
        desk.audit(after=HOUR)
    assert (desk.opened(), desk.peak.look_ups()) == (1, [])
    assert desk.state("RC-1") is State.SENT


def test_what_comes_back_closes_its_case_and_opens_it_anew_when_it_goes_again(
    desk: Desk,
) -> None:
    rested(desk, "RC-1", "RC-2")
    for _ in range(2):
        desk.peak.hidden = {"RC-1"}
        desk.audit(after=HOUR)
        desk.audit(after=SETTLE)
        assert desk.cases() == [("RC-1", Code.MISSING_IN_PEAK)]
        desk.peak.hidden.clear()
        desk.audit(after=HOUR)
        assert desk.cases() == []
    assert desk.opened() == 2


def test_what_is_gone_at_once_after_sending_is_found_however_old_its_date(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.sell("RC-2", TODAY - timedelta(days=300))
    desk.peak.hidden = {"RC-2"}
    desk.audit("RC-2")
    for _ in range(2):
        desk.audit(after=SETTLE)
    assert desk.cases() == [("RC-2", Code.MISSING_IN_PEAK)]


def test_a_session_that_shows_nothing_at_all_proves_nobodys_absence(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.blind = True
    desk.peak.hidden = {"RC-1"}
    for _ in range(5):
        desk.audit(after=HOUR)
    assert desk.opened() == 0
    # Once something known is found, absence counts from then on, not from before.
    desk.peak.blind = False
    desk.audit(after=HOUR)
    assert desk.opened() == 0
    desk.audit(after=SETTLE)
    assert desk.cases() == [("RC-1", Code.MISSING_IN_PEAK)]


def test_the_second_look_up_must_be_as_sure_as_the_first(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.hidden = {"RC-1"}
    desk.audit()
    desk.peak.blind = True
    desk.audit(after=SETTLE)
    assert (desk.peak.look_ups(), desk.opened()) == (["RC-1", "RC-2"], 0)
    desk.peak.blind = False
    desk.audit(after=SETTLE)
    assert desk.cases() == [("RC-1", Code.MISSING_IN_PEAK)]


def test_a_look_up_that_comes_too_soon_does_not_count(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.hidden = {"RC-1"}
    desk.audit()
    desk.settle = 2 * SETTLE
    desk.audit(after=SETTLE)
    assert desk.opened() == 0
    desk.audit(after=2 * SETTLE)
    assert desk.cases() == [("RC-1", Code.MISSING_IN_PEAK)]


def test_lists_do_not_ask_again_for_what_is_fresh_or_watched_already(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.settle = HOUR + 60
    desk.sell("RC-3")
    desk.peak.hidden = {"RC-1", "RC-3"}
    desk.audit()
    assert "RC-1" in desk.peak.look_ups()
    assert "RC-3" not in desk.peak.look_ups()
    desk.audit(after=HOUR)
    assert desk.peak.asked == [TODAY.isoformat()]


def test_a_control_from_another_session_proves_nobodys_absence(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.hidden = {"RC-1"}

    def die(what: str) -> None:
        # The token changes between each look-up and its control.
        desk.peak.token = f"token-{len(desk.peak.asked)}"

    desk.peak.refuse = die
    for _ in range(5):
        desk.audit(after=HOUR)
    assert desk.opened() == 0


def test_a_control_that_peak_does_not_answer_for_proves_nothing_and_stops_nothing(
    desk: Desk,
) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.hidden = {"RC-1"}

    def odd(what: str) -> None:
        if what == "RC-2":
            raise trouble(Code.PEAK_ERROR)

    desk.peak.refuse = odd
    for _ in range(3):
        desk.audit(after=HOUR)
    assert desk.opened() == 0
    assert AuditPlan.load(desk.ledger).days == []
    desk.peak.refuse = lambda _: None
    for _ in range(3):
        desk.audit(after=HOUR)
    assert desk.cases() == [("RC-1", Code.MISSING_IN_PEAK)]


def test_a_shop_whose_only_document_is_gone_has_no_control(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.peak.hidden = {"RC-1"}
    for _ in range(5):
        desk.audit(after=HOUR)
    assert desk.opened() == 0


def test_what_was_voided_while_it_was_watched_is_watched_no_longer(desk: Desk) -> None:
    rested(desk, "RC-1", "RC-2")
    desk.peak.hidden = {"RC-1"}
    desk.audit()
    desk.ledger.void(desk.id_of("RC-1"), shown("RC-1", void=True))
    assert list(AuditPlan.load(desk.ledger).absent) == ["RC-1"]
    desk.audit(after=SETTLE)
    assert (desk.peak.look_ups(), desk.cases()) == ([], [])
    assert AuditPlan.load(desk.ledger).absent == {}


def test_more_than_can_be_watched_at_once_all_become_cases_in_the_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xpeak_desktop.services.auditing.MOST_ABSENT", 2)
    rested(desk, *(f"RC-{place}" for place in range(6)))
    desk.peak.hidden = {f"RC-{place}" for place in range(5)}
    for _ in range(8):
        desk.audit(after=HOUR)
    assert len(desk.cases()) == 5


# ---------------------------------------------------------------------- proofs, foreign documents


def test_a_document_that_waits_for_its_proof_is_left_to_it(desk: Desk) -> None:
    rested(desk, "RC-1")
    desk.sell("RC-2", void=True)
    Proofs(desk.ledger).add(desk.id_of("RC-2"), document("RC-2"), desk.clock.now())
    desk.audit("RC-2", after=HOUR)
    assert desk.state("RC-2") is State.SENT
    assert desk.peak.look_ups() == []


def test_foreign_documents_are_kept_for_judging_and_our_own_are_not(desk: Desk) -> None:
    rested(desk, "RC-1")
    foreign = shown("IV-9", issued_on=TODAY, net=100)
    desk.peak.documents.append(foreign)
    desk.audit()
    assert desk.ledger.in_peak(TODAY) == (foreign,)
    ((kept,),) = desk.ledger._rows("SELECT count(*) FROM peak_document")
    assert kept == 1


def test_documents_of_other_days_are_not_moved_by_a_list_that_ignored_its_dates(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested(desk, "RC-1")
    other = shown("IV-9", issued_on=TODAY - timedelta(days=9))
    desk.peak.documents.append(other)
    monkeypatch.setattr(desk.peak, "receipts_of", lambda *_: iter(desk.peak.documents))
    desk.audit()
    assert desk.ledger.in_peak(TODAY) == ()


@pytest.mark.parametrize(
    ("change", "anew"), [({"void": True}, True), ({"net": 5}, True), ({}, False)]
)
def test_receipts_are_judged_anew_when_what_may_hold_them_has_changed(
    desk: Desk, change: dict[str, Any], anew: bool
) -> None:
    rested(desk, "RC-1")
    desk.peak.documents.append(shown("IV-9", issued_on=TODAY, net=100))
    desk.audit()
    desk.ledger.set_judged_by("mark")
    desk.peak.change("IV-9", **change)
    desk.peak.documents.append(shown("IV-10", issued_on=TODAY, net=100))
    desk.audit(after=HOUR)
    assert (desk.ledger.judged_by() != "mark") is anew


def test_ours_that_the_ledger_does_not_call_sent_is_left_to_sending(desk: Desk) -> None:
    rested(desk, "RC-1")
    sale = receipt("RC-2", issued_on=TODAY)
    desk.ledger.put_receipt(sale, fingerprint(sale), "sales.xlsx")
    there = shown("RC-2", issued_on=TODAY, net=10700)
    desk.peak.documents.append(there)
    desk.audit()
    assert desk.ledger.in_peak(TODAY) == (there,)
    assert (desk.state("RC-2"), desk.peak.look_ups()) == (State.IMPORTED, [])


def test_a_plan_of_a_newer_version_is_read_as_far_as_it_is_known(desk: Desk) -> None:
    desk.sell("RC-1", void=True)
    desk.ledger.set_meta("audit", '{"known": "RC-0", "something": 1}')
    desk.audit(after=SETTLE)
    assert desk.state("RC-1") is State.VOIDED
