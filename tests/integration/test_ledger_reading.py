import contextlib
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
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
from xpeak_desktop.domain.rules import Verdict
from xpeak_desktop.ledger.reader import PAGE, SqliteReader
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_reader
from xpeak_desktop.ports import Counted, Ledger, LedgerReader, Settled


@pytest.fixture(params=["delete", "wal"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    yield one
    one.close()


@pytest.fixture
def reader(ledger: SqliteLedger, tmp_path: Path) -> Iterator[SqliteReader]:
    one = open_reader(tmp_path / "profile/ledger.sqlite3")
    yield one
    one.close()


def numbers(reader: SqliteReader, *states: State, text: str = "") -> list[str]:
    found = [row.number for row in reader.rows(0, 100, states, text)]
    assert reader.row_count(states, text) == len(found)
    return found


def test_a_reader_sees_what_the_writer_committed_and_nothing_else(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    put(ledger, receipt("RC-1"))
    with ledger.transaction():
        put(ledger, receipt("RC-2"))
        assert numbers(reader) == ["RC-1"]
    assert numbers(reader) == ["RC-2", "RC-1"]


def test_what_is_asked_together_is_answered_from_one_moment(tmp_path: Path) -> None:
    with closing(new_ledger(tmp_path, "wal")) as ledger:
        put(ledger, receipt("RC-1"))
        with closing(open_reader(tmp_path / "profile/ledger.sqlite3")) as reader:
            with reader.together():
                assert numbers(reader) == ["RC-1"]
                put(ledger, receipt("RC-2"))
                assert numbers(reader) == ["RC-1"]
            assert numbers(reader) == ["RC-2", "RC-1"]


def test_a_writer_waits_for_nobody_once_all_is_asked(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    with reader.together(), reader.together():
        assert numbers(reader) == []
    put(ledger, receipt("RC-1"))
    with contextlib.suppress(KeyError), reader.together():
        assert numbers(reader) == ["RC-1"]
        raise KeyError
    put(ledger, receipt("RC-2"))
    with reader.together():
        reader.close()


def test_the_writer_may_be_asked_together_too(ledger: SqliteLedger) -> None:
    with ledger.transaction():
        put(ledger, receipt("RC-1"))
        with ledger.together():
            assert ledger.row_count() == 1
    assert ledger.row_count() == 1


def test_a_reader_cannot_write(ledger: SqliteLedger, reader: SqliteReader) -> None:
    with pytest.raises(Exception, match="readonly"):
        reader._connection.execute("DELETE FROM meta")


def test_every_state_is_counted_also_the_empty_ones(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    put_in_state(ledger, State.BLOCKED, "RC-1")
    put_in_state(ledger, State.BLOCKED, "RC-2")
    put(ledger, receipt("RC-3", total=None))
    counts = reader.counts()
    assert set(counts) == set(State)
    assert counts[State.BLOCKED] == Counted(2, 21400)
    assert counts[State.IMPORTED] == Counted(1, 0)
    assert counts[State.SENT] == Counted(0, 0)


def test_channels_are_counted_by_state_and_code_within_the_days_asked_for(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    put(ledger, receipt("RC-1", channel="LINE", total=100))
    put(ledger, receipt("RC-2", channel="LINE", total=200, issued_on=DAY + timedelta(days=1)))
    put(ledger, receipt("RC-3", channel="LINE", total=400, issued_on=None))
    put_in_state(ledger, State.BLOCKED, "RC-4")
    blocked = ("หน้าร้าน", State.BLOCKED, Code.PRODUCT_UNMATCHED)
    imported = ("LINE", State.IMPORTED, None)
    assert reader.counts_by_channel(DAY, DAY) == {
        imported: Counted(1, 100),
        blocked: Counted(1, 10700),
    }
    assert reader.counts_by_channel(None, None)[imported] == Counted(3, 700)
    assert reader.counts_by_channel(DAY, None)[imported] == Counted(2, 300)


def test_every_channel_has_its_receipts_and_baht(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    put(ledger, receipt("RC-1", channel="LINE", total=100))
    put(ledger, receipt("RC-2", channel="LINE", total=200))
    put(ledger, receipt("RC-3", channel="", total=300))
    assert reader.channel_totals() == {"": Counted(1, 300), "LINE": Counted(2, 300)}


def test_the_list_is_newest_first_and_pages(ledger: SqliteLedger, reader: SqliteReader) -> None:
    put(ledger, receipt("RC-1", issued_on=DAY + timedelta(days=1)))
    put(ledger, receipt("RC-2"))
    put(ledger, receipt("RC-3"))
    put(ledger, receipt("RC-4", issued_on=None))
    assert numbers(reader) == ["RC-1", "RC-3", "RC-2", "RC-4"]
    assert [row.number for row in reader.rows(1, 2)] == ["RC-3", "RC-2"]
    assert reader.rows(4, 10) == []


def test_the_list_can_be_of_some_states_only(ledger: SqliteLedger, reader: SqliteReader) -> None:
    for state in State:
        put_in_state(ledger, state, f"RC-{state}")
    assert numbers(reader, State.SENT) == ["RC-sent"]
    assert set(numbers(reader, State.SENT, State.VOIDED)) == {"RC-sent", "RC-voided"}
    assert numbers(reader, State.SENT, text="voided") == []
    assert numbers(reader, State.SENT, text="SENT") == ["RC-sent"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rc-1", ["RC-1"]),
        ("หน้า", ["RC-1"]),
        ("%", ["50%_\\"]),
        ("_", ["50%_\\"]),
        ("\\", ["50%_\\"]),
        ("ไม่มี", []),
        ("' OR 1", []),
    ],
)
def test_search_finds_numbers_and_channels_and_takes_signs_as_they_are(
    ledger: SqliteLedger, reader: SqliteReader, text: str, found: list[str]
) -> None:
    put(ledger, receipt("RC-1"))
    put(ledger, receipt("50%_\\", channel="LINE"))
    assert numbers(reader, text=text) == found


def test_a_row_shows_why_and_until_when(ledger: SqliteLedger, reader: SqliteReader) -> None:
    ready = make_ready(ledger)
    later = START + timedelta(hours=1)
    ledger.delay(ready.receipt_id, later, Problem(Code.PEAK_ERROR, {"code": "500"}))
    (row,) = reader.rows(0, 1)
    assert (row.code, row.params, row.not_before) == (Code.PEAK_ERROR, {"code": "500"}, later)
    assert (row.issued_on, row.total, row.channel) == (DAY, 10700, "หน้าร้าน")


def test_held_are_the_blocked_and_the_rejected_however_many(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    verdict = Verdict(State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "A"})
    with ledger.transaction():
        for number in range(PAGE + 3):
            put(ledger, receipt(f"RC-{number:04d}"))
        for one in ledger.to_judge():
            ledger.judged(one, verdict)
    put_in_state(ledger, State.REJECTED, "RC-X")
    put_in_state(ledger, State.EXCLUDED, "RC-Y")
    held = list(reader.held())
    assert len({row.receipt_id for row in held}) == len(held) == PAGE + 4
    assert held[-1].number == "RC-X"


def test_asking_slowly_does_not_hold_up_the_writer(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    put_in_state(ledger, State.BLOCKED, "RC-1")
    put_in_state(ledger, State.BLOCKED, "RC-2")
    held = reader.held()
    next(held)
    # In DELETE mode an open cursor would make this wait five seconds, and then fail.
    put(ledger, receipt("RC-3"))
    assert next(held).number == "RC-2"


def test_cases_are_told_with_the_number_they_belong_to(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    attempt = make_sent(ledger)
    problem = Problem(Code.NOT_BOOKED, {"number": "RC-1"}, "RC-1")
    ledger.open_case(attempt.receipt_id, problem)
    ledger.open_case(attempt.receipt_id, problem)
    assert list(reader.open_cases()) == [("RC-1", problem)]


def test_warnings_are_told_until_they_no_longer_hold(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    warning = Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": "1"}, "RC-1")
    put(ledger, receipt())
    ledger.judged(stored(ledger), Verdict(State.READY, warnings=(warning,)))
    assert list(reader.warnings()) == [warning]
    ledger.judged(stored(ledger), Verdict(State.READY))
    assert list(reader.warnings()) == []


def test_everybodys_trouble_is_told_until_it_is_over(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    assert reader.trouble() is None
    problem = Problem(Code.OFFLINE, {"host": "peak"})
    ledger.set_trouble(problem)
    assert reader.trouble() == problem
    ledger.set_trouble(None)
    assert reader.trouble() is None


def test_small_facts_can_be_set_and_taken_back(ledger: SqliteLedger, reader: SqliteReader) -> None:
    ledger.set_meta("general_contact", "c1")
    assert reader.meta("general_contact") == "c1"
    ledger.set_meta("general_contact", None)
    assert reader.meta("general_contact") is None


def test_a_receipt_tells_its_moves_attempts_and_cases_in_order(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    attempt = make_sending(ledger)
    ledger.finish(
        attempt, State.UNCERTAIN, Settled("uncertain", None, "600", "?"), Code.PEAK_ODD_ANSWER
    )
    ((_, again),) = ledger.uncertain()
    ledger.finish(again, State.SENT, Settled("adopted", shown()))
    put(ledger, receipt(total=1))
    told = reader.receipt(attempt.receipt_id)
    assert told is not None
    assert [one.after for one in told.moves] == [
        State.IMPORTED,
        State.READY,
        State.SENDING,
        State.UNCERTAIN,
        State.SENT,
    ]
    [attempted] = told.attempts
    assert attempted.document is not None
    assert (attempted.document.code, attempted.outcome) == ("RC-1", "adopted")
    [case] = told.cases
    assert (case.problem.code, case.closed_at) == (Code.CHANGED_AFTER_SEND, None)
    assert reader.receipt(404) is None


def test_a_profile_without_a_ledger_gives_empty_answers(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "ledger.sqlite3"
    reader = open_reader(path)
    assert sum(one.receipts for one in reader.counts().values()) == 0
    assert reader.row_count() == 0
    assert reader.next_try() is None
    assert list(reader.held()) == []
    assert list(reader.open_cases()) == []
    assert list(reader.warnings()) == []
    assert not path.parent.exists()
    reader.close()


def test_reader_and_writer_answer_alike(ledger: SqliteLedger, reader: SqliteReader) -> None:
    write_everything(ledger)
    assert reader.counts() == ledger.counts()
    assert reader.rows(0, 99) == ledger.rows(0, 99)
    assert reader.matches() == ledger.matches()
    assert reader.channels() == ledger.channels()
    assert reader.shop_products() == ledger.shop_products()
    assert reader.trouble() == ledger.trouble()
    assert list(reader.open_cases()) == list(ledger.open_cases())


def test_the_receipts_of_some_days_come_by_day_however_many(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    with ledger.transaction():
        for number in range(PAGE + 3):
            put(ledger, receipt(f"RC-{number:04d}"))
        put(ledger, receipt("late", issued_on=DAY + timedelta(days=1)))
        put(ledger, receipt("early", issued_on=DAY - timedelta(days=1)))
        put(ledger, receipt("never", issued_on=None))
    found = [one.number for one in reader.between(DAY - timedelta(days=1), DAY)]
    assert found == ["early", *(f"RC-{number:04d}" for number in range(PAGE + 3))]


def test_reader_and_ledger_are_what_the_services_ask_for(
    ledger: SqliteLedger, reader: SqliteReader
) -> None:
    # For mypy more than for the run: the ports' signatures are these.
    writing: Ledger = ledger
    reading: LedgerReader = reader
    assert writing.row_count() == reading.row_count() == 0
