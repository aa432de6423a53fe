"""What every writing part of the ledger stands on: transactions, time, and the rows of receipts."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from xpeak_desktop.domain.binding import BINDING, clash
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.domain.words import Topic, plain
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.errors import Damaged
from xpeak_desktop.ledger.reader import TROUBLE, Row, SqliteReader
from xpeak_desktop.ledger.telling import OVER
from xpeak_desktop.ports import Clock, StoredReceipt

STORED: Final = (
    "receipt.receipt_id, receipt.key, receipt.payload, receipt.fingerprint, receipt.state,"
    " receipt.problem_code, receipt.params, receipt.decisions, receipt.not_before,"
    " receipt.failures, receipt.absent_since, receipt.rejected_hash, receipt.peak_id,"
    " receipt.warnings"
)
JUDGED_BY: Final = "judged_by"

STORED_COLUMNS: Final = STORED.count(",") + 1


class Writer(SqliteReader):
    """Adds to the reader what writes: one writer per ledger file, in one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock) -> None:
        super().__init__(connection, path)
        self._clock = clock
        self._in_transaction = False
        self._failed_inside = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one durable commit, or nothing; inner ones join the outer one.

        An error must leave the outermost ``with``: half of a commit is never written.
        """
        if self._in_transaction:
            with self._joined():
                yield
            return
        self._run("BEGIN IMMEDIATE")
        self._in_transaction, self._failed_inside = True, False
        try:
            yield
            if self._failed_inside:
                raise RuntimeError("a step of this transaction failed and was passed over")
            self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._in_transaction = False

    @contextmanager
    def _joined(self) -> Iterator[None]:
        if self._failed_inside:
            raise RuntimeError("this transaction has failed already")
        try:
            yield
        except BaseException:
            self._failed_inside = True
            raise

    def _roll_back(self) -> None:
        # After some errors SQLite has rolled back by itself; the first error is the one to tell.
        if self._connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")

    def _run(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        with self._known:
            return self._connection.execute(sql, parameters)

    def _run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._known:
            self._connection.executemany(sql, rows)

    def _now(self) -> str:
        return codec.stamp(self._clock.now())

    def _stored(self, row: Row) -> StoredReceipt:
        """Build a receipt from the columns of ``STORED``; LEDGER_BROKEN when it was spoiled."""
        with self._known:
            return stored_receipt(row)

    # ------------------------------------------------------------------ small facts

    def set_meta(self, name: str, value: str | None) -> None:
        with self.transaction():
            if value is None:
                self._run("DELETE FROM meta WHERE name = ?", (name,))
            else:
                self._run("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))

    def judge_anew(self) -> None:
        """Forget what the unsent receipts were judged by, so that all are looked at again."""
        self.set_meta(JUDGED_BY, None)

    def set_trouble(self, problem: Problem | None) -> None:
        text = codec.problem_to_json(problem) if problem else None
        if text != self.meta(TROUBLE):
            self.set_meta(TROUBLE, text)

    def bind(self, environment: str, business_id: str, business_name: str) -> None:
        """Tie the ledger to one environment and one business, for ever.

        PEAK may not tell the business's id, or not even its name: what both sides know is
        compared, and what was unknown is filled in. Raises LEDGER_OTHER_BUSINESS.
        """
        told = dict(zip(BINDING, (environment, business_id, business_name), strict=True))
        known = {name: self.meta(name) or "" for name in BINDING}
        problem = clash(known, told)
        if problem is not None:
            raise Trouble(problem)
        with self.transaction():
            for name, value in told.items():
                if value and value != known[name]:
                    self.set_meta(name, value)

    # ------------------------------------------------------------------ words

    def words(self) -> Mapping[tuple[Topic, str], str]:
        """What a person has explained, by topic and plain word."""
        rows = self._rows("SELECT topic, word, meaning FROM word")
        return {(Topic(topic), word): meaning for topic, word, meaning in rows}

    def remember_word(self, topic: Topic, word: str, meaning: str) -> None:
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO word (topic, word, meaning) VALUES (?, ?, ?)",
                (topic.value, plain(word), meaning),
            )

    # ------------------------------------------------------------------ cases

    def open_case(self, receipt_id: int, problem: Problem) -> None:
        """Open a case, or bring the open one of the same code up to date."""
        with self.transaction():
            self._run(
                "INSERT INTO case_ (receipt_id, code, params, opened_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (receipt_id, code) WHERE closed_at IS NULL"
                " DO UPDATE SET params = excluded.params",
                (
                    receipt_id,
                    problem.code.value,
                    codec.params_to_json(problem.params),
                    self._now(),
                ),
            )

    def close_case(self, receipt_id: int, code: Code, *, over: bool = False) -> None:
        """Close an open case: a person has decided, or what it told of is ``over``.

        What a person has decided about is not asked again; what was over may come back, so its
        params are marked. Without an open case of the code nothing happens.
        """
        found = self._row(
            "SELECT case_id, params FROM case_"
            " WHERE receipt_id = ? AND code = ? AND closed_at IS NULL",
            (receipt_id, code.value),
        )
        if found is None:
            return
        case_id, params = found
        if over:
            params = codec.params_to_json({**codec.params_from_json(params), OVER: "yes"})
        with self.transaction():
            self._run(
                "UPDATE case_ SET closed_at = ?, params = ? WHERE case_id = ?",
                (self._now(), params, case_id),
            )


def stored_receipt(row: Row) -> StoredReceipt:
    """Build a receipt from the columns of ``STORED``."""
    (
        receipt_id,
        key,
        payload,
        fingerprint,
        state,
        code,
        params,
        decisions,
        not_before,
        failures,
        absent_since,
        rejected_hash,
        peak_id,
        warnings,
    ) = row
    receipt = codec.receipt_from_json(payload)
    if receipt.number and receipt.number != key:
        raise Damaged(f"the receipt {key} says that it is {receipt.number}")
    return StoredReceipt(
        receipt_id,
        key,
        receipt,
        fingerprint,
        State(state),
        Code(code) if code else None,
        codec.params_from_json(params),
        codec.decisions_from_json(decisions),
        codec.moment(not_before),
        failures,
        codec.moment(absent_since),
        rejected_hash,
        peak_id,
        codec.warnings_from_json(warnings, receipt.number),
    )
