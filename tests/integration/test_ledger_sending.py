import dataclasses
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
from xpeak_desktop.domain.journey import ForbiddenMove, State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import AttemptTold, ReceiptRow, Settled

HOUR = timedelta(hours=1)


@pytest.fixture(params=["delete", "wal"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    yield one
    one.close()


def attempts(ledger: SqliteLedger, receipt_id: int) -> tuple[AttemptTold, ...]:
    told = ledger.receipt(receipt_id)
    assert told is not None
    return told.attempts


def row(ledger: SqliteLedger) -> ReceiptRow:
    (one,) = ledger.rows(0, 2)
    return one


def test_ready_receipts_come_by_date_then_in_the_order_they_came(ledger: SqliteLedger) -> None:
    make_ready(ledger, "RC-3")
    make_ready(ledger, "RC-2", issued_on=DAY - timedelta(days=1))
    make_ready(ledger, "RC-1")
    first, second = ledger.ready(START, ("", 0), 2)
    assert [first.receipt.number, second.receipt.number] == ["RC-2", "RC-3"]
    after = (DAY.isoformat(), second.receipt_id)
    assert [one.receipt.number for one in ledger.ready(START, after, 2)] == ["RC-1"]


def test_a_resting_receipt_is_not_ready_before_its_time(ledger: SqliteLedger) -> None:
    ready = make_ready(ledger)
    ledger.delay(ready.receipt_id, START + HOUR, Problem(Code.PEAK_ERROR))
    assert ledger.ready(START + HOUR - timedelta(microseconds=1), ("", 0), 9) == []
    (again,) = ledger.ready(START + HOUR, ("", 0), 9)
    assert (again.failures, again.code) == (1, Code.PEAK_ERROR)


def test_an_intent_holds_exactly_what_is_sent(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger)
    assert row(ledger).state is State.SENDING
    assert ledger.interrupted() == 1
    ((uncertain, kept),) = ledger.uncertain()
    assert kept == attempt
    assert uncertain.state is State.UNCERTAIN
    assert uncertain.not_before is None


def test_a_receipt_is_not_begun_twice(ledger: SqliteLedger) -> None:
    ready = make_ready(ledger)
    ledger.begin(ready, document(), START)
    with pytest.raises(Exception, match="UNIQUE"):
        ledger.begin(ready, document(), START)
    assert row(ledger).state is State.SENDING


def test_nothing_is_interrupted_when_nothing_was_being_sent(ledger: SqliteLedger) -> None:
    make_ready(ledger)
    assert ledger.interrupted() == 0


def test_a_sent_receipt_knows_its_document_in_peak(ledger: SqliteLedger) -> None:
    make_sent(ledger)
    assert (row(ledger).state, row(ledger).peak_id) == (State.SENT, "peak-RC-1")
    assert ledger.uncertain() == []


def test_an_uncertain_attempt_stays_open_with_what_peak_said(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger)
    ledger.finish(
        attempt,
        State.UNCERTAIN,
        Settled("uncertain", None, "777", "odd"),
        Code.PEAK_ODD_ANSWER,
        {"code": "777"},
        START + HOUR,
    )
    ((uncertain, open_one),) = ledger.uncertain()
    assert (open_one.res_code, open_one.words) == ("777", "odd")
    assert (uncertain.code, uncertain.not_before) == (Code.PEAK_ODD_ANSWER, START + HOUR)


def test_a_look_up_does_not_wipe_out_what_peak_had_said(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger)
    ledger.finish(attempt, State.UNCERTAIN, Settled("uncertain", None, "777", "odd"))
    ((uncertain, open_one),) = ledger.uncertain()
    ledger.finish(open_one, State.SENT, Settled("adopted", shown()))
    [told] = attempts(ledger, uncertain.receipt_id)
    assert (told.outcome, told.res_code, told.ended_at) == ("adopted", "777", START)
    assert ledger._row("SELECT peak_id FROM attempt") == ("peak-RC-1",)


def test_the_oldest_uncertain_attempt_comes_first(ledger: SqliteLedger) -> None:
    newer = make_ready(ledger, "RC-1")
    older = make_ready(ledger, "RC-2")
    ledger.begin(newer, document("RC-1"), START)
    ledger.begin(older, document("RC-2"), START - HOUR)
    ledger.interrupted()
    assert [attempt.document.code for _, attempt in ledger.uncertain()] == ["RC-2", "RC-1"]


def test_what_never_left_is_ready_again_and_its_failures_are_counted(
    ledger: SqliteLedger,
) -> None:
    for failures in (1, 2):
        (ready,) = ledger.ready(START + failures * HOUR, ("", 0), 9) or [make_ready(ledger)]
        attempt = ledger.begin(ready, document(), START)
        ledger.finish(
            attempt,
            State.READY,
            Settled("not_sent"),
            Code.PEAK_UNREACHABLE,
            not_before=START + failures * HOUR,
        )
        assert stored(ledger).failures == failures
    (again,) = ledger.ready(START + 3 * HOUR, ("", 0), 9)
    ledger.finish(ledger.begin(again, document(), START), State.SENT, Settled("sent", shown()))
    assert ledger.counts()[State.SENT].receipts == 1


def test_what_is_surely_absent_is_ready_at_once_without_counting_a_failure(
    ledger: SqliteLedger,
) -> None:
    attempt = make_sending(ledger)
    ledger.interrupted()
    ledger.finish(attempt, State.READY, Settled("absent"))
    found = stored(ledger)
    assert (found.not_before, found.failures, found.absent_since) == (None, 0, None)


def test_a_refusal_is_kept_with_the_hash_of_what_was_refused(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger)
    ledger.finish(
        attempt, State.REJECTED, Settled("rejected"), Code.PEAK_REJECTED, {"words": "ไม่พบ"}
    )
    found = stored(ledger)
    assert (found.state, found.rejected_hash) == (State.REJECTED, attempt.document_hash)
    assert (found.code, found.params) == (Code.PEAK_REJECTED, {"words": "ไม่พบ"})


def test_a_number_clash_does_not_take_over_the_other_document(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger)
    ledger.finish(attempt, State.BLOCKED, Settled("clash", shown()), Code.NUMBER_CLASH)
    assert (row(ledger).state, row(ledger).peak_id) == (State.BLOCKED, "")


def test_an_attempt_ends_once(ledger: SqliteLedger) -> None:
    attempt = make_sent(ledger)
    with pytest.raises(LookupError):
        ledger.finish(attempt, State.READY, Settled("not_sent"))
    [told] = attempts(ledger, attempt.receipt_id)
    assert told.outcome == "sent"


def test_an_old_attempt_cannot_end_a_new_one(ledger: SqliteLedger) -> None:
    old = make_sending(ledger)
    ledger.finish(old, State.READY, Settled("not_sent"))
    ledger.begin(stored(ledger), document(), START)
    with pytest.raises(LookupError):
        ledger.finish(old, State.SENT, Settled("sent", shown()))
    assert row(ledger).state is State.SENDING


def test_intents_and_outcomes_of_a_group_are_one_commit(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    first = make_sending(ledger, "RC-1")
    second = make_ready(ledger, "RC-2")

    def group() -> None:
        with ledger.transaction():
            ledger.finish(first, State.SENT, Settled("sent", shown()))
            ledger.begin(second, document("RC-2"), START)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        group()
    counts = ledger.counts()
    assert (counts[State.SENDING].receipts, counts[State.READY].receipts) == (1, 1)


def test_an_uncertain_receipt_rests_and_remembers_when_it_was_first_absent(
    ledger: SqliteLedger,
) -> None:
    receipt_id = put_in_state(ledger, State.UNCERTAIN)
    ledger.rest(receipt_id, START + HOUR, START)
    ((uncertain, _),) = ledger.uncertain()
    assert (uncertain.not_before, uncertain.absent_since) == (START + HOUR, START)
    ledger.rest(receipt_id, START + 2 * HOUR, None)
    assert ledger.uncertain()[0][0].absent_since is None


@pytest.mark.parametrize("state", [State.READY, State.SENT])
def test_only_an_uncertain_receipt_rests(ledger: SqliteLedger, state: State) -> None:
    receipt_id = put_in_state(ledger, state)
    with pytest.raises(LookupError):
        ledger.rest(receipt_id, START, None)


def test_a_receipt_whose_number_is_not_the_documents_is_not_sent(ledger: SqliteLedger) -> None:
    ready = make_ready(ledger, "RC-1")
    with pytest.raises(Trouble) as caught:
        ledger.begin(ready, document("RC-2"), START)
    assert caught.value.problem.code is Code.LEDGER_BROKEN
    assert attempts(ledger, ready.receipt_id) == ()
    assert row(ledger).state is State.READY


@pytest.mark.parametrize("state", [State.BLOCKED, State.SENT, State.UNCERTAIN])
def test_only_a_ready_receipt_is_delayed(ledger: SqliteLedger, state: State) -> None:
    receipt_id = put_in_state(ledger, state)
    with pytest.raises(LookupError):
        ledger.delay(receipt_id, START, Problem(Code.PEAK_ERROR))


@pytest.mark.parametrize(
    ("before", "after"),
    [(State.READY, State.SENT), (State.READY, State.VOIDED), (State.BLOCKED, State.SENT)],
)
def test_what_peak_has_already_is_adopted(
    ledger: SqliteLedger, before: State, after: State
) -> None:
    put_in_state(ledger, before)
    ledger.adopt(stored(ledger), after, shown())
    assert (row(ledger).state, row(ledger).peak_id, row(ledger).code) == (
        after,
        "peak-RC-1",
        None,
    )


@pytest.mark.parametrize("before", [State.EXCLUDED, State.REJECTED])
def test_what_is_left_out_or_refused_is_adopted_by_way_of_being_held(
    ledger: SqliteLedger, before: State
) -> None:
    receipt_id = put_in_state(ledger, before)
    ledger.adopt(stored(ledger), State.SENT, shown())
    assert (row(ledger).state, row(ledger).code) == (State.SENT, None)
    told = ledger.receipt(receipt_id)
    assert told is not None
    assert [(one.after, one.code) for one in told.moves[-2:]] == [
        (State.BLOCKED, Code.ALREADY_IN_PEAK),
        (State.SENT, None),
    ]


@pytest.mark.parametrize("before", [State.EXCLUDED, State.REJECTED])
def test_what_was_never_sent_does_not_become_voided(ledger: SqliteLedger, before: State) -> None:
    put_in_state(ledger, before)
    with pytest.raises(ForbiddenMove):
        ledger.adopt(stored(ledger), State.VOIDED, shown())
    assert row(ledger).state is before


def test_the_positive_control_is_a_receipt_that_was_sent(ledger: SqliteLedger) -> None:
    make_ready(ledger, "RC-1")
    assert ledger.known_sent() is None
    make_sent(ledger, "RC-2")
    put_in_state(ledger, State.VOIDED, "RC-3")
    assert ledger.known_sent() == "RC-2"


def test_nothing_is_to_be_tried_when_nothing_rests(ledger: SqliteLedger) -> None:
    for state in (State.BLOCKED, State.SENT, State.REJECTED, State.EXCLUDED):
        put_in_state(ledger, state, f"RC-{state}")
    assert ledger.next_try() is None


def test_the_next_try_is_the_earliest_of_all_that_rest(ledger: SqliteLedger) -> None:
    ready = make_ready(ledger, "RC-1")
    ledger.delay(ready.receipt_id, START + 2 * HOUR, Problem(Code.PEAK_ERROR))
    assert ledger.next_try() == START + 2 * HOUR
    uncertain = put_in_state(ledger, State.UNCERTAIN, "RC-2")
    ledger.rest(uncertain, START + HOUR, None)
    assert ledger.next_try() == START + HOUR


@pytest.mark.parametrize("state", [State.READY, State.UNCERTAIN])
def test_the_next_try_is_past_when_something_can_be_done_now(
    ledger: SqliteLedger, state: State
) -> None:
    put_in_state(ledger, state)
    found = ledger.next_try()
    assert found is not None
    assert found < START


def test_what_a_person_voided_in_peak_is_voided_here(ledger: SqliteLedger) -> None:
    attempt = make_sent(ledger)
    ledger.void(attempt.receipt_id, shown(void=True))
    assert row(ledger).state is State.VOIDED


def test_only_what_was_sent_can_be_voided(ledger: SqliteLedger) -> None:
    receipt_id = put_in_state(ledger, State.BLOCKED)
    with pytest.raises(Exception, match="cannot make this move"):
        ledger.void(receipt_id, shown(void=True))


def test_the_last_document_of_a_receipt_is_kept(ledger: SqliteLedger) -> None:
    ready = make_ready(ledger)
    assert ledger.sent_document(ready.receipt_id) is None
    first = ledger.begin(ready, document(), START)
    ledger.finish(first, State.READY, Settled("not_sent"))
    ledger.begin(stored(ledger), document(remark="2"), START)
    assert ledger.sent_document(ready.receipt_id) == document(remark="2")


def test_an_attempt_of_a_receipt_nobody_knows_is_an_error(ledger: SqliteLedger) -> None:
    unknown = dataclasses.replace(make_sending(ledger), receipt_id=404)
    with pytest.raises(LookupError):
        ledger.finish(unknown, State.SENT, Settled("sent", shown()))
