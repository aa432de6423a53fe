"""What the file itself refuses, whoever writes to it."""

import contextlib
import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledgers import (
    START,
    document,
    make_sending,
    make_sent,
    new_ledger,
    put_in_state,
    write_everything,
)
from xpeak_desktop.domain.journey import ALLOWED, State
from xpeak_desktop.ledger.judging import SAME_ORDER, UNSENT_PAGE
from xpeak_desktop.ledger.sending import READY
from xpeak_desktop.ledger.sqlite import SqliteLedger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path)
    yield one
    one.close()


@pytest.fixture
def raw(ledger: SqliteLedger, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A second, plain connection to the same file."""
    connection = sqlite3.connect(tmp_path / "profile/ledger.sqlite3", isolation_level=None)
    yield connection
    connection.close()


def test_the_trigger_allows_exactly_the_moves_of_the_journey(
    ledger: SqliteLedger, raw: sqlite3.Connection
) -> None:
    ids = {state: put_in_state(ledger, state, f"RC-{state}") for state in State}
    # Attempts have triggers of their own, tested below.
    raw.execute("DROP TRIGGER receipt_sends_with_intent")
    raw.execute("DROP TRIGGER receipt_settles_with_outcome")
    allowed = set()
    for before, after in itertools.product(State, State):
        raw.execute("BEGIN")
        with contextlib.suppress(sqlite3.IntegrityError):
            raw.execute("UPDATE receipt SET state = ? WHERE receipt_id = ?", (after, ids[before]))
            allowed.add((before, after))
        raw.execute("ROLLBACK")
    assert allowed == {(before, after) for before in State for after in ALLOWED[before]}


def test_a_receipt_is_stored_as_imported_only(
    ledger: SqliteLedger, raw: sqlite3.Connection
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="starts as imported"):
        raw.execute(
            "INSERT INTO receipt (key, number, order_number, issued_on, channel, total, state,"
            " origin, changed_at, fingerprint, payload)"
            " VALUES ('k', 'n', '', '', '', 0, 'ready', '', '', '', '')"
        )


def test_a_state_nobody_knows_is_refused(ledger: SqliteLedger, raw: sqlite3.Connection) -> None:
    put_in_state(ledger, State.READY)
    raw.execute("DROP TRIGGER receipt_moves_as_allowed")
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        raw.execute("UPDATE receipt SET state = 'lost'")


def test_no_receipt_is_sent_without_a_written_intent(
    ledger: SqliteLedger, raw: sqlite3.Connection
) -> None:
    put_in_state(ledger, State.READY)
    with pytest.raises(sqlite3.IntegrityError, match="open attempt"):
        raw.execute("UPDATE receipt SET state = 'sending'")


@pytest.mark.parametrize("before", [State.SENDING, State.UNCERTAIN])
def test_no_receipt_moves_on_while_its_attempt_is_open(
    ledger: SqliteLedger, raw: sqlite3.Connection, before: State
) -> None:
    put_in_state(ledger, before)
    with pytest.raises(sqlite3.IntegrityError, match="attempt ends before"):
        raw.execute("UPDATE receipt SET state = 'ready'")


def test_a_receipt_has_one_open_attempt_at_most(
    ledger: SqliteLedger, raw: sqlite3.Connection
) -> None:
    attempt = make_sending(ledger)
    again = (
        "INSERT INTO attempt (receipt_id, code, document, document_hash, started_at)"
        f" VALUES ({attempt.receipt_id}, 'RC-1', '', '', '')"
    )
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute(again)
    raw.execute("UPDATE attempt SET ended_at = 'now', outcome = 'sent'")
    raw.execute(again)


def test_two_receipts_never_share_a_document_code(
    ledger: SqliteLedger, raw: sqlite3.Connection
) -> None:
    put_in_state(ledger, State.READY, "RC-1")
    put_in_state(ledger, State.READY, "RC-2")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        raw.execute("UPDATE receipt SET code = 'RC-1'")


@pytest.mark.parametrize(
    "statement", ["UPDATE receipt_event SET at = ''", "DELETE FROM receipt_event"]
)
def test_history_is_only_ever_added_to(
    ledger: SqliteLedger, raw: sqlite3.Connection, statement: str
) -> None:
    put_in_state(ledger, State.SENT)
    with pytest.raises(sqlite3.IntegrityError, match="history"):
        raw.execute(statement)


def test_every_move_leaves_its_own_event(ledger: SqliteLedger, raw: sqlite3.Connection) -> None:
    make_sent(ledger)
    events = raw.execute("SELECT before, after FROM receipt_event ORDER BY event_id").fetchall()
    assert events == [
        (None, "imported"),
        ("imported", "ready"),
        ("ready", "sending"),
        ("sending", "sent"),
    ]


def test_what_was_sent_is_never_changed(ledger: SqliteLedger, raw: sqlite3.Connection) -> None:
    make_sent(ledger)
    with pytest.raises(sqlite3.IntegrityError, match="what was sent"):
        raw.execute("UPDATE attempt SET document = '{}'")


def test_receipts_with_a_history_cannot_be_deleted(ledger: SqliteLedger) -> None:
    put_in_state(ledger, State.EXCLUDED)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        ledger._connection.execute("DELETE FROM receipt")


def test_every_table_is_strict(ledger: SqliteLedger, raw: sqlite3.Connection) -> None:
    loose = raw.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND NOT strict AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert loose == []


def test_write_everything_leaves_no_table_empty_and_no_state_out(
    ledger: SqliteLedger, raw: sqlite3.Connection
) -> None:
    # The stored ledgers of the upgrade test are made by it.
    write_everything(ledger)
    tables = raw.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    empty = [name for (name,) in tables if not raw.execute(f'SELECT 1 FROM "{name}"').fetchone()]
    assert empty == []
    assert all(counted.receipts == 1 for counted in ledger.counts().values())


@pytest.mark.parametrize(
    ("sql", "parameters", "index"),
    [
        (UNSENT_PAGE, ("", "", 0, 500), "receipt_unsent"),
        (READY, ("", 0, "", 10), "receipt_by_state"),
        (
            SAME_ORDER,
            dict.fromkeys(("order", "total", "channel", "number"), ""),
            "receipt_of_order",
        ),
        ("SELECT state, sum(total) FROM receipt GROUP BY state", (), "receipt_by_state"),
        ("SELECT warnings FROM receipt WHERE warnings <> '[]'", (), "receipt_warned"),
    ],
)
def test_questions_asked_often_use_their_index_and_never_sort(
    ledger: SqliteLedger,
    raw: sqlite3.Connection,
    sql: str,
    parameters: tuple[object, ...] | dict[str, object],
    index: str,
) -> None:
    plan = " ".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", parameters))
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_an_intent_must_carry_a_number(ledger: SqliteLedger) -> None:
    put_in_state(ledger, State.READY)
    ready = ledger.ready(START, ("", 0), 1)[0]
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        ledger.begin(ready, document(""), START)
    assert ledger.counts()[State.READY].receipts == 1
