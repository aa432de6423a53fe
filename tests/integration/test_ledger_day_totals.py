"""What each day holds, for the home page: by state, and fast."""

from datetime import date, timedelta
from pathlib import Path

from tests.ledgers import DAY, make_sent, new_ledger, put, put_in_state, receipt
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.ports import Counted


def test_every_day_is_counted_by_state(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    put_in_state(ledger, State.BLOCKED, "RC-1")
    put_in_state(ledger, State.BLOCKED, "RC-2")
    put_in_state(ledger, State.SENT, "RC-3")
    for number, ago in (("RC-4", 1), ("RC-5", 2), ("RC-6", -1)):
        put(ledger, receipt(number, issued_on=DAY - timedelta(days=ago), total=500))
    put(ledger, receipt("RC-7", issued_on=None))
    totals = ledger.day_totals(DAY - timedelta(days=1), DAY)
    assert totals == {
        (DAY, State.BLOCKED): Counted(2, 21400),
        (DAY, State.SENT): Counted(1, 10700),
        (DAY - timedelta(days=1), State.IMPORTED): Counted(1, 500),
    }
    ledger.close()


def test_the_days_add_up_to_all_that_have_a_day(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    for state in State:
        put_in_state(ledger, state, f"RC-{state}")
    totals = ledger.day_totals(date(2000, 1, 1), date(2100, 1, 1))
    assert {state for _, state in totals} == set(State)
    assert sum(one.satang for one in totals.values()) == sum(
        one.satang for one in ledger.counts().values()
    )
    ledger.close()


def test_a_days_figures_come_from_the_index_alone(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    seen: list[str] = []
    ledger._connection.set_trace_callback(seen.append)
    ledger.day_totals(DAY, DAY)
    ledger._connection.set_trace_callback(None)
    plan = ledger._connection.execute(f"EXPLAIN QUERY PLAN {seen[-1]}").fetchall()
    assert "SEARCH receipt USING COVERING INDEX receipt_by_state" in str(plan)
    assert "(state=? AND issued_on>? AND issued_on<?)" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
    ledger.close()


def test_the_last_sending_is_known_after_a_restart(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    assert ledger.last_sent() is None
    make_sent(ledger, "RC-1")
    put_in_state(ledger, State.REJECTED, "RC-2")
    ledger.close()
    reader = open_reader(tmp_path / "profile/ledger.sqlite3")
    last = reader.last_sent()
    assert last is not None
    assert last.tzinfo is not None
    reader.close()


def test_a_reader_counts_anew_whenever_the_writer_has_committed(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    put(ledger, receipt("RC-1"))
    reader = open_reader(tmp_path / "profile/ledger.sqlite3")
    seen: list[str] = []
    reader._connection.set_trace_callback(seen.append)
    for _ in range(3):
        assert reader.counts()[State.IMPORTED].receipts == 1
    put(ledger, receipt("RC-2"))
    for _ in range(3):
        assert reader.counts()[State.IMPORTED].receipts == 2
    # Once for each commit that it could have missed, and not for each question.
    assert sum("GROUP BY state" in statement for statement in seen) == 2
    reader.close()
    ledger.close()


def test_the_writer_sees_its_own_writing_at_once(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    for number in range(3):
        put(ledger, receipt(f"RC-{number}"))
        assert ledger.counts()[State.IMPORTED].receipts == number + 1
    ledger.close()
