"""What the ledger tells an audit: what was sent, what PEAK should show, what has been told."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ledgers import (
    DAY,
    START,
    document,
    make_ready,
    make_sending,
    make_sent,
    new_ledger,
    put_in_state,
    shown,
    stored,
)
from xpeak_desktop.domain.document import PeakDocument, Sums, expected
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ledger import auditing
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import Case, Ledger, ReceiptDetail, SentReceipt, Settled


@pytest.fixture(params=["delete", "wal"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    yield one
    one.close()


def told(ledger: SqliteLedger, receipt_id: int) -> ReceiptDetail:
    detail = ledger.receipt(receipt_id)
    assert detail is not None
    return detail


def the_one(ledger: SqliteLedger) -> SentReceipt:
    (sent,) = ledger.sent_between(DAY, DAY)
    return sent


def test_the_ledger_is_what_the_audit_needs(ledger: SqliteLedger) -> None:
    port: Ledger = ledger
    assert port.days_to_audit(DAY, DAY) == []


def test_a_sent_receipt_shows_what_peak_should_show(ledger: SqliteLedger) -> None:
    attempt = make_sent(ledger)
    assert the_one(ledger) == SentReceipt(
        attempt.receipt_id, "RC-1", expected(document("RC-1")), START
    )


def test_only_sent_receipts_are_audited(ledger: SqliteLedger) -> None:
    for state in State:
        put_in_state(ledger, state, f"RC-{state}")
    assert the_one(ledger).number == "RC-sent"
    found = ledger.sent_of([f"RC-{state}" for state in State] + ["RC-nobody"])
    assert [one.number for one in found] == ["RC-sent"]


def test_what_was_adopted_from_a_list_is_known_by_the_receipt_alone(
    ledger: SqliteLedger,
) -> None:
    # An earlier attempt came to nothing, and its document may be an old version.
    old = document("RC-1", sums=Sums(1, 0, 1))
    attempt = ledger.begin(make_ready(ledger, vat=700), old, START)
    ledger.finish(attempt, State.READY, Settled("not_sent"))
    ledger.adopt(stored(ledger), State.SENT, shown())
    expects = PeakDocument("", "RC-1", DAY, net=10700, vat=700)
    assert (the_one(ledger).expected, the_one(ledger).sent_at) == (expects, None)


def test_what_was_adopted_with_peaks_rounding_is_known_by_peaks_sums(
    ledger: SqliteLedger,
) -> None:
    make_ready(ledger, vat=700)
    ledger.adopt(stored(ledger), State.SENT, shown(net=10701, vat=701))
    assert the_one(ledger).expected == PeakDocument("", "RC-1", DAY, net=10701, vat=701)


def test_the_attempt_that_was_found_in_peak_counts_not_the_one_before(
    ledger: SqliteLedger,
) -> None:
    ledger.finish(make_sending(ledger), State.READY, Settled("absent"))
    again = document("RC-1", sums=Sums(9000, 630, 9630))
    later = ledger.begin(stored(ledger), again, START + timedelta(hours=1))
    ledger.interrupted()
    ledger.finish(later, State.SENT, Settled("adopted", shown()))
    sent = the_one(ledger)
    assert (sent.expected, sent.sent_at) == (expected(again), START + timedelta(hours=1))


def test_a_big_day_comes_page_by_page_and_whole(
    ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "_AT_ONCE", 2)
    numbers = [f"RC-{place}" for place in range(5)]
    for number in numbers:
        make_sent(ledger, number)
    make_sent(ledger, "RC-before", issued_on=DAY - timedelta(days=1))
    make_sent(ledger, "RC-after", issued_on=DAY + timedelta(days=1))
    assert [one.number for one in ledger.sent_between(DAY, DAY)] == numbers
    assert sorted(one.number for one in ledger.sent_of(numbers)) == numbers
    days = [one.number for one in ledger.sent_between(DAY, DAY + timedelta(days=1))]
    assert days == [*numbers, "RC-after"]


def test_receipts_may_be_written_while_they_are_read(
    ledger: SqliteLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "_AT_ONCE", 2)
    for place in range(5):
        make_sent(ledger, f"RC-{place}")
    for one in ledger.sent_between(DAY, DAY):
        ledger.void(one.receipt_id, shown(one.number, void=True))
    assert ledger.counts()[State.VOIDED].receipts == 5


def test_days_are_audited_that_have_something_sent_or_were_asked_for(
    ledger: SqliteLedger,
) -> None:
    days = [DAY + timedelta(days=ahead) for ahead in range(5)]
    make_sent(ledger, "RC-1", issued_on=days[3])
    make_sent(ledger, "RC-2", issued_on=days[3])
    make_ready(ledger, "RC-3", issued_on=days[2])
    ledger.set_date_read(days[1], [])
    ledger.set_date_read(days[3], [])
    assert ledger.days_to_audit(days[0], days[4]) == [days[1], days[3]]
    assert ledger.days_to_audit(days[2], days[2]) == []


def test_cases_come_with_their_receipt_open_or_decided(ledger: SqliteLedger) -> None:
    receipt_id = make_sent(ledger).receipt_id
    other = make_sent(ledger, "RC-2").receipt_id
    params = {"field": "net", "ours": "107.00", "peak": "99.00"}
    ledger.open_case(receipt_id, Problem(Code.PEAK_CHANGED, params))
    ledger.open_case(other, Problem(Code.NOT_BOOKED))
    ledger.close_case(receipt_id, Code.PEAK_CHANGED)
    ledger.open_case(receipt_id, Problem(Code.DUPLICATE_IN_PEAK, {"count": "2"}))
    first, second = ledger.sent_between(DAY, DAY)
    assert first.cases == (
        Case(Code.PEAK_CHANGED, params, open=False),
        Case(Code.DUPLICATE_IN_PEAK, {"count": "2"}, open=True),
    )
    assert [case.code for case in second.cases] == [Code.NOT_BOOKED]


def test_a_case_that_is_over_is_history_and_may_come_again(ledger: SqliteLedger) -> None:
    receipt_id = make_sent(ledger).receipt_id
    case = Problem(Code.PEAK_CHANGED, {"field": "net"})
    ledger.open_case(receipt_id, case)
    ledger.close_case(receipt_id, Code.PEAK_CHANGED, over=True)
    assert (the_one(ledger).cases, list(ledger.open_cases())) == ((), [])
    ledger.open_case(receipt_id, case)
    assert len(the_one(ledger).cases) == 1
    (before, now) = told(ledger, receipt_id).cases
    assert (before.closed_at, before.problem.params["field"]) == (START, "net")
    assert now.closed_at is None


def test_closing_touches_only_the_open_case_of_that_code(ledger: SqliteLedger) -> None:
    receipt_id = make_sent(ledger).receipt_id
    ledger.open_case(receipt_id, Problem(Code.NOT_BOOKED))
    ledger.close_case(receipt_id, Code.PEAK_CHANGED, over=True)
    assert [problem.code for _, problem in ledger.open_cases()] == [Code.NOT_BOOKED]
    ledger.close_case(receipt_id, Code.NOT_BOOKED)
    ledger.close_case(receipt_id, Code.NOT_BOOKED, over=True)
    assert [case.open for case in the_one(ledger).cases] == [False]
    assert told(ledger, receipt_id).moves[-1].after is State.SENT


def test_what_an_audit_did_not_find_is_no_positive_control(ledger: SqliteLedger) -> None:
    make_sent(ledger, "RC-1")
    missing = make_sent(ledger, "RC-2").receipt_id
    assert ledger.known_sent() == "RC-2"
    ledger.open_case(missing, Problem(Code.MISSING_IN_PEAK))
    assert ledger.known_sent() == "RC-1"


def test_a_day_of_sent_receipts_is_read_over_its_index_without_sorting(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    raw = sqlite3.connect(tmp_path / "profile/ledger.sqlite3")
    question = ("2026-11-01", "2026-11-01", "", 0, 400)
    rows = raw.execute(f"EXPLAIN QUERY PLAN {auditing.SENT_PAGE}", question).fetchall()
    raw.close()
    plan = " ".join(row[3] for row in rows)
    assert "receipt_by_state" in plan
    assert "TEMP B-TREE" not in plan
