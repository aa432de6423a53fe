"""What the ledger tells a person: one receipt whole, what waits, and what a search finds."""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ledgers import (
    DAY,
    START,
    make_ready,
    make_sending,
    make_sent,
    new_ledger,
    put,
    put_in_state,
    receipt,
    shown,
    stored,
    write_everything,
)
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import fingerprint
from xpeak_desktop.domain.rules import ChannelRule, Decisions, PaymentMethod, Verdict
from xpeak_desktop.ledger import finding, telling
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_reader
from xpeak_desktop.ports import ReceiptDetail, ReceiptRow, Settled


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path)
    yield one
    one.close()


def block(ledger: SqliteLedger, number: str, code: Code, **params: str) -> None:
    put(ledger, receipt(number))
    ledger.judged(stored(ledger, number), Verdict(State.BLOCKED, code, params))


def told(ledger: SqliteLedger, number: str) -> ReceiptDetail:
    receipt_id = ledger.receipt_id_of(number)
    assert receipt_id is not None
    found = ledger.receipt(receipt_id)
    assert found is not None
    return found


# ---------------------------------------------------------------------- one receipt


@pytest.mark.parametrize("state", State, ids=str)
def test_a_receipt_in_any_state_is_told_whole(ledger: SqliteLedger, state: State) -> None:
    put_in_state(ledger, state, "RC-1")
    detail = told(ledger, "RC-1")
    assert detail.row.state is state
    assert detail.receipt == receipt("RC-1")
    assert detail.moves[0].before is None
    assert detail.moves[-1].after is state
    assert [move.after for move in detail.moves[:-1]] == [m.before for m in detail.moves[1:]]


def test_what_was_sent_and_answered_is_told(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger, "RC-1")
    ledger.finish(attempt, State.READY, Settled("not_sent"))
    again = ledger.begin(stored(ledger, "RC-1"), attempt.document, attempt.started_at)
    ledger.finish(again, State.REJECTED, Settled("rejected", None, "400", "no such product"))
    first, last = told(ledger, "RC-1").attempts
    assert (first.outcome, last.outcome) == ("not_sent", "rejected")
    assert last.document == attempt.document
    assert (last.res_code, last.words) == ("400", "no such product")
    assert last.ended_at is not None


def test_an_open_attempt_has_no_end(ledger: SqliteLedger) -> None:
    make_sending(ledger, "RC-1")
    [attempt] = told(ledger, "RC-1").attempts
    assert (attempt.outcome, attempt.ended_at) == ("", None)


def test_cases_tell_whether_a_person_closed_them(ledger: SqliteLedger) -> None:
    attempt = make_sent(ledger, "RC-1")
    for code in (Code.PEAK_CHANGED, Code.MISSING_IN_PEAK, Code.NOT_BOOKED):
        ledger.open_case(attempt.receipt_id, Problem(code, {"number": "RC-1"}))
    ledger.close_case(attempt.receipt_id, Code.PEAK_CHANGED)
    ledger.close_case(attempt.receipt_id, Code.MISSING_IN_PEAK, over=True)
    detail = told(ledger, "RC-1")
    assert [(case.closed_at is None, case.over) for case in detail.cases] == [
        (False, False),
        (False, True),
        (True, False),
    ]
    assert detail.row.case is not None
    assert detail.row.case.code is Code.NOT_BOOKED


def test_the_account_is_told_by_its_name_in_peak(ledger: SqliteLedger) -> None:
    ledger.set_methods(
        [
            PaymentMethod("m1", "CSH001", "เงินสด", cash=True),
            PaymentMethod("m2", "BNK1", "ธ.กสิกรไทย", cash=False),
        ]
    )
    put(ledger, receipt("RC-1"))
    assert told(ledger, "RC-1").account == ""
    ledger.set_channel(ChannelRule("หน้าร้าน", send=True))
    assert told(ledger, "RC-1").account == "เงินสด"
    ledger.set_channel(ChannelRule("หน้าร้าน", send=True, pay_into="BNK1"))
    assert told(ledger, "RC-1").account == "ธ.กสิกรไทย"
    assert told(ledger, "RC-1").accounts["CSH001"] == "เงินสด"


def test_a_later_version_and_decisions_are_told(ledger: SqliteLedger) -> None:
    make_sent(ledger, "RC-1")
    later = receipt("RC-1", total=20000)
    ledger.put_receipt(later, fingerprint(later), "later.xlsx")
    assert told(ledger, "RC-1").later == later
    make_ready(ledger, "RC-2")
    ledger.decide("RC-2", Decisions(different_sale=True))
    assert told(ledger, "RC-2").decisions == Decisions(different_sale=True)


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"number": 5}', '{"content": {}}'])
def test_what_is_damaged_is_left_out_and_the_rest_is_told(
    ledger: SqliteLedger, damage: str
) -> None:
    make_sent(ledger, "RC-1")
    ledger._run(
        "UPDATE receipt SET payload = ?, later_payload = ?,"
        " later_fingerprint = 'x', decisions = ?, warnings = ?",
        (damage,) * 4,
    )
    ledger._run("DROP TRIGGER attempt_keeps_its_document")
    ledger._run("UPDATE attempt SET document = ?", (damage,))
    detail = told(ledger, "RC-1")
    assert (detail.receipt, detail.later) == (None, None)
    assert [attempt.document for attempt in detail.attempts] == [None]
    assert detail.decisions == Decisions()
    assert detail.row.state is State.SENT
    assert detail.moves[-1].after is State.SENT


def test_nobody_is_told_of_a_receipt_that_is_not_there(ledger: SqliteLedger) -> None:
    assert ledger.receipt(1) is None
    assert ledger.receipt_id_of("RC-1") is None


def test_a_reader_of_nothing_answers_emptily(tmp_path: Path) -> None:
    reader = open_reader(tmp_path / "none.sqlite3")
    assert reader.needs() == []
    assert (reader.span(), reader.receipt(1), reader.offset_of(1)) == (None, None, None)
    assert reader.row_count([State.BLOCKED], "x", days=(DAY, DAY), asking=True) == 0
    reader.close()


# ---------------------------------------------------------------------- what waits


def test_what_waits_is_grouped_by_reason_with_examples(ledger: SqliteLedger) -> None:
    with ledger.transaction():
        for number in range(30):
            block(ledger, f"RC-{number:02}", Code.PRODUCT_UNMATCHED, sku=f"TS-{number % 3}")
    block(ledger, "RC-90", Code.SERVICE_MISSING, service="ค่าขนส่ง")
    attempt = make_sent(ledger, "RC-91")
    ledger.open_case(attempt.receipt_id, Problem(Code.PEAK_CHANGED, {"field": "net"}))
    needs = {need.code: need for need in ledger.needs()}
    products = needs[Code.PRODUCT_UNMATCHED]
    assert (products.receipts, products.satang) == (30, 30 * 10700)
    assert sorted(one["sku"] for one in products.examples) == ["TS-0", "TS-1", "TS-2"]
    assert needs[Code.SERVICE_MISSING].number == "RC-90"
    assert (needs[Code.PEAK_CHANGED].receipts, needs[Code.PEAK_CHANGED].satang) == (1, 0)
    ledger.close_case(attempt.receipt_id, Code.PEAK_CHANGED)
    assert Code.PEAK_CHANGED not in {need.code for need in ledger.needs()}


def test_thousands_of_different_values_give_a_few_examples(ledger: SqliteLedger) -> None:
    with ledger.transaction():
        for number in range(60):
            block(ledger, f"RC-{number}", Code.TOTAL_MISMATCH, difference=str(number))
    [need] = ledger.needs()
    assert need.receipts == 60
    assert 2 < len(need.examples) < 20


def test_needs_are_read_from_an_index_alone(ledger: SqliteLedger) -> None:
    block(ledger, "RC-1", Code.PRODUCT_UNMATCHED, sku="TS-1")
    for question, values in ((telling._HELD, ()), (telling._HELD_EXAMPLES, ("x", 5))):
        [*_, plan] = ledger._rows(f"EXPLAIN QUERY PLAN {question}", values)[0]
        assert "COVERING INDEX receipt_held" in plan


# ---------------------------------------------------------------------- what waits in vain


def fail(ledger: SqliteLedger, number: str, code: Code, times: int, **params: str) -> None:
    one = make_ready(ledger, number)
    for _ in range(times):
        ledger.delay(one.receipt_id, START, Problem(code, params))


def told_as_needs(ledger: SqliteLedger) -> dict[Code, int]:
    """What waits for a person, by reason; the list by receipts must say the same."""
    listed = Counter(row.code for row in (*ledger.held(), *ledger.stuck()))
    needs = {need.code: need.receipts for need in ledger.needs()}
    assert listed == needs
    return needs


def test_a_ready_receipt_for_which_peak_refused_something_needs_a_person(
    ledger: SqliteLedger,
) -> None:
    fail(ledger, "RC-1", Code.PEAK_REJECTED, 1, words="no such branch")
    [need] = ledger.needs()
    assert (need.code, need.receipts, need.satang) == (Code.PEAK_REJECTED, 1, 10700)
    assert need.examples == ({"words": "no such branch"},)
    assert told_as_needs(ledger) == {Code.PEAK_REJECTED: 1}
    ledger.wake(need.receipt_id)
    assert told_as_needs(ledger) == {}


def test_one_that_peak_has_no_answer_for_is_told_at_the_third_time(ledger: SqliteLedger) -> None:
    fail(ledger, "RC-1", Code.PEAK_ERROR, 2)
    assert told_as_needs(ledger) == {}
    fail(ledger, "RC-2", Code.PEAK_ERROR, 3)
    assert told_as_needs(ledger) == {Code.PEAK_ERROR: 1}


def test_one_reason_is_one_entry_in_whatever_state_its_receipts_are(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger, "RC-1")
    settled, words = Settled("rejected"), {"words": "closed"}
    ledger.finish(attempt, State.REJECTED, settled, Code.PEAK_REJECTED, words)
    fail(ledger, "RC-2", Code.PEAK_REJECTED, 1, words="no such branch")
    [need] = ledger.needs()
    assert (need.receipts, need.satang, need.number) == (2, 2 * 10700, "RC-1")
    assert [one["words"] for one in need.examples] == ["closed", "no such branch"]
    assert told_as_needs(ledger) == {Code.PEAK_REJECTED: 2}


def test_a_doubt_is_told_once_it_is_old_until_it_is_settled(ledger: SqliteLedger) -> None:
    attempt = make_sending(ledger, "RC-1")
    ledger.finish(attempt, State.UNCERTAIN, Settled("uncertain"), not_before=START)
    ledger.tell_long_doubts(START)
    assert told_as_needs(ledger) == {}
    ledger.tell_long_doubts(START + timedelta(seconds=1))
    ledger.rest(attempt.receipt_id, START + timedelta(hours=1), None)
    assert told_as_needs(ledger) == {Code.STILL_UNCERTAIN: 1}
    [(_, again)] = ledger.uncertain()
    ledger.finish(again, State.SENT, Settled("adopted", shown()))
    assert told_as_needs(ledger) == {}


def test_what_waits_in_vain_is_found_without_all_that_simply_waits(
    ledger: SqliteLedger,
) -> None:
    for question, values in ((telling._STUCK, ()), (telling._STUCK_EXAMPLES, ("x", 5))):
        plan = " ".join(row[-1] for row in ledger._rows(f"EXPLAIN QUERY PLAN {question}", values))
        assert "INDEX receipt_stuck" in plan


# ---------------------------------------------------------------------- lists


@pytest.fixture
def shop(ledger: SqliteLedger) -> SqliteLedger:
    """Forty days of receipts, one in every other state, one case, two months."""
    with ledger.transaction():
        write_everything(ledger)
        for number in range(40):
            put(
                ledger,
                receipt(
                    f"NR-{number:03}",
                    issued_on=DAY + timedelta(days=number),
                    total=100 * number,
                    channel="LINE Pay" if number % 2 else "บัตรเครดิต",
                ),
            )
    return ledger


@pytest.fixture
def stuck(shop: SqliteLedger) -> SqliteLedger:
    """The same, and two that wait for PEAK in vain beside one that may soon go."""
    fail(shop, "NR-STUCK", Code.PEAK_ERROR, 3)
    fail(shop, "NR-ONCE", Code.PEAK_ERROR, 1)
    fail(shop, "REFUSED", Code.PEAK_REJECTED, 1, words="closed")
    return shop


LONG_AGO = date(2001, 1, 1)
WANTED = tuple(
    itertools.product(
        (
            (),
            (State.SENT,),
            (State.BLOCKED, State.REJECTED),
            (State.EXCLUDED, State.VOIDED),
            (State.IMPORTED, State.READY, State.SENDING, State.UNCERTAIN),
        ),
        ("", "NR-0", "line", "11", "1,200.00", "%", "zz"),
        (None, (DAY, DAY + timedelta(days=9))),
        (False, True),
    ),
)


def test_every_list_is_what_looking_at_each_receipt_gives(stuck: SqliteLedger) -> None:
    everything = stuck.rows(0, 1000)
    for states, text, days, asking in WANTED:
        expected = [row for row in everything if is_wanted(row, states, text, days, asking=asking)]
        with_asking = asking and bool(states)
        counted = stuck.row_count(states, text, days=days, asking=with_asking)
        pages = [
            row
            for start in range(0, 60, 7)
            for row in stuck.rows(start, 7, states, text, days=days, asking=with_asking)
        ]
        assert (counted, pages) == (len(expected), expected), (states, text, days, asking)


def test_what_waits_in_vain_lies_among_what_needs_a_person_alone(stuck: SqliteLedger) -> None:
    in_vain = {"NR-STUCK", "REFUSED"}
    assert {row.number for row in stuck.rows(0, 99) if row.stuck} == in_vain
    waiting = (State.IMPORTED, State.READY, State.SENDING, State.UNCERTAIN)
    assert in_vain.isdisjoint(row.number for row in stuck.rows(0, 99, waiting))
    held = (State.BLOCKED, State.REJECTED)
    assert in_vain < {row.number for row in stuck.rows(0, 99, held, asking=True)}
    piles = (waiting, held, (State.SENT,), (State.EXCLUDED, State.VOIDED))
    counted = [stuck.row_count(states, asking=states == held) for states in piles]
    assert sum(counted) == stuck.row_count()


def test_a_receipt_is_found_in_every_list_that_has_it(stuck: SqliteLedger) -> None:
    for states, text, days, asking in WANTED:
        with_asking = asking and bool(states)
        shown_ids = [
            row.receipt_id for row in stuck.rows(0, 99, states, text, days=days, asking=with_asking)
        ]
        for row in stuck.rows(0, 99)[::9]:
            place = stuck.offset_of(row.receipt_id, states, text, days=days, asking=with_asking)
            expected = shown_ids.index(row.receipt_id) if row.receipt_id in shown_ids else None
            assert place == expected


def test_the_receipts_of_one_reason_are_as_many_as_are_told_of(stuck: SqliteLedger) -> None:
    needs = stuck.needs()
    assert len(needs) > 2
    for need in needs:
        assert stuck.row_count(code=need.code) == need.receipts
        rows = stuck.rows(0, 99, code=need.code)
        assert need.receipt_id in [row.receipt_id for row in rows]
        everything = [row for row in stuck.rows(0, 99) if row in rows]
        assert rows == everything
        for place, row in enumerate(rows):
            assert stuck.offset_of(row.receipt_id, code=need.code) == place
            assert row in stuck.rows(0, 99, text=row.number, code=need.code)
            day = row.issued_on or DAY
            of_day = stuck.rows(0, 99, days=(day, day), code=need.code)
            assert (row in of_day) is (row.issued_on is not None)
            assert not stuck.rows(0, 99, days=(LONG_AGO, LONG_AGO), code=need.code)


def test_one_reason_is_found_without_all_that_have_none(ledger: SqliteLedger) -> None:
    for question in finding.OF_ONE_REASON:
        asked = f"EXPLAIN QUERY PLAN {question.format(days='')}"
        plan = [row[-1] for row in ledger._rows(asked, ("total_mismatch",))]
        assert [step for step in plan if step.startswith("SCAN receipt")] == []


def is_wanted(
    row: ReceiptRow,
    states: tuple[State, ...],
    text: str,
    days: tuple[date, date] | None,
    *,
    asking: bool,
) -> bool:
    amount = {"11": 1100, "1,200.00": 120000}.get(text)
    said = text.lower() in row.number.lower() or text.lower() in row.channel.lower()
    asks = row.asks and bool(states)
    return (
        (asking if asks else not states or row.state in states)
        and (said or row.total == amount)
        and (days is None or (row.issued_on is not None and days[0] <= row.issued_on <= days[1]))
    )


def test_the_pages_of_one_search_fit_together_until_it_is_counted_anew(
    shop: SqliteLedger,
) -> None:
    assert shop.row_count((), "NR-") == 40
    put(shop, receipt("NR-999", issued_on=DAY + timedelta(days=300)))
    numbers = [row.number for start in (0, 20) for row in shop.rows(start, 20, (), "NR-")]
    assert len(set(numbers)) == 40
    assert shop.row_count((), "NR-") == 41
    assert shop.rows(0, 1, (), "NR-")[0].number == "NR-999"


def test_months_are_counted_by_state(shop: SqliteLedger) -> None:
    span = shop.span()
    assert span is not None
    counts = shop.counts_between(date(2026, 12, 1), date(2026, 12, 31))
    assert counts[State.IMPORTED].receipts == 10
    assert sum(one.receipts for one in shop.counts_between(*span).values()) == 49


def test_a_refusal_is_forgotten_only_where_there_is_one(ledger: SqliteLedger) -> None:
    receipt_id = put_in_state(ledger, State.REJECTED, "RC-1")
    refused = ledger.unsent(receipt_id)
    assert refused is not None
    assert refused.rejected_hash
    ledger.forget_refusal(receipt_id)
    free = ledger.unsent(receipt_id)
    assert free is not None
    assert free.rejected_hash == ""
    sent = put_in_state(ledger, State.SENT, "RC-2")
    assert ledger.unsent(sent) is None
    ledger.forget_refusal(sent)
    assert shown("RC-2").code == told(ledger, "RC-2").row.number
