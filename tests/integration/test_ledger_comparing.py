"""Which days are held against PEAK before an old ledger sends, and what waits for a list."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.ledgers import START, make_ready, make_sent, new_ledger, put, receipt, stored
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.rules import Verdict
from xpeak_desktop.ledger import sending
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.services.left_days import LEFT_DAYS, LeftDays

TODAY = date(2026, 11, 20)
BEGIN = date(2026, 11, 1)
LONG_AGO, AHEAD = date(2023, 5, 1), date(2296, 1, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path)
    yield one
    one.close()


def judge(ledger: SqliteLedger, number: str, day: date | None, state: State, code: Code) -> None:
    put(ledger, receipt(number, issued_on=day))
    ledger.judged(stored(ledger, number), Verdict(state, code))


def test_days_ahead_and_days_before_the_start_that_are_left_out_are_not_compared(
    ledger: SqliteLedger,
) -> None:
    judge(ledger, "RC-1", LONG_AGO, State.EXCLUDED, Code.BEFORE_START_DATE)
    judge(ledger, "RC-2", AHEAD, State.BLOCKED, Code.DATE_FUTURE)
    judge(ledger, "RC-3", None, State.BLOCKED, Code.DATE_INVALID)
    judge(ledger, "RC-4", BEGIN, State.EXCLUDED, Code.CHANNEL_OFF)
    make_ready(ledger, "RC-5", issued_on=TODAY)
    assert ledger.days_to_compare(1, BEGIN, TODAY) == [BEGIN, TODAY]
    assert ledger.days_to_compare(1, None, TODAY) == [LONG_AGO, BEGIN, TODAY]


def test_what_may_still_go_is_compared_however_old(ledger: SqliteLedger) -> None:
    judge(ledger, "RC-1", LONG_AGO, State.BLOCKED, Code.PRODUCT_UNMATCHED)
    make_sent(ledger, "RC-2", issued_on=LONG_AGO + timedelta(days=1))
    assert ledger.days_to_compare(0, BEGIN, TODAY) == [LONG_AGO]


def test_the_latest_days_are_compared_whatever_they_hold(ledger: SqliteLedger) -> None:
    for place in range(4):
        make_sent(ledger, f"RC-{place}", issued_on=BEGIN + timedelta(days=place))
    judge(ledger, "RC-9", AHEAD, State.BLOCKED, Code.DATE_FUTURE)
    last = [BEGIN + timedelta(days=2), BEGIN + timedelta(days=3)]
    assert ledger.days_to_compare(2, BEGIN, TODAY) == last


def test_nothing_of_a_day_that_was_left_is_ready(ledger: SqliteLedger) -> None:
    make_ready(ledger, "RC-1", issued_on=BEGIN)
    make_ready(ledger, "RC-2", issued_on=TODAY)
    left = LeftDays(ledger)
    left.missed([BEGIN])
    assert [one.receipt.number for one in ledger.ready(START, ("", 0), 9)] == ["RC-2"]
    left.missed([TODAY])
    assert ledger.ready(START, ("", 0), 9) == []


def test_a_day_that_was_left_is_sent_once_it_was_read_twice_a_settle_window_apart(
    ledger: SqliteLedger,
) -> None:
    now = datetime(2026, 11, 20, 3, tzinfo=UTC)
    left = LeftDays(ledger)
    left.missed([BEGIN, TODAY])
    left.were_read([BEGIN, LONG_AGO], now, now + HOUR)
    assert left.due(now) == [TODAY]
    left.were_read([BEGIN], now + HOUR / 2, now + HOUR * 3 / 2)
    # The first reading counts, whatever comes in between.
    left.missed([BEGIN])
    assert left.due(now + HOUR) == [BEGIN, TODAY]
    left.were_read([BEGIN], now + HOUR, now + 2 * HOUR)
    assert left.due(now + 9 * HOUR) == [TODAY]
    for when in (now, now + HOUR):
        left.were_read([TODAY], when, when + HOUR)
    assert ledger.meta(LEFT_DAYS) is None


def test_the_ready_receipts_of_a_day_are_put_off_and_told(ledger: SqliteLedger) -> None:
    make_ready(ledger, "RC-1", issued_on=BEGIN)
    make_ready(ledger, "RC-2", issued_on=TODAY)
    for _ in range(3):
        ledger.put_off_day(BEGIN, START + HOUR, Problem(Code.PEAK_ERROR))
    assert [one.receipt.number for one in ledger.ready(START, ("", 0), 9)] == ["RC-2"]
    assert [row.number for row in ledger.stuck()] == ["RC-1"]
    assert len(ledger.ready(START + HOUR, ("", 0), 9)) == 2


def test_both_rooms_know_the_note_by_one_name() -> None:
    assert sending.LEFT_DAYS == LEFT_DAYS
