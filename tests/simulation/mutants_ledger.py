"""Mutants of the ledger: of what is durable, and of what a row remembers."""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.simulation.mutants import Patch, World, mutant
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ledger import connection
from xpeak_desktop.ledger import sending as ledger_sending
from xpeak_desktop.ledger.importing import Importing
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ledger.writer import Writer
from xpeak_desktop.ports import Attempt, ImportResult

_POWER: World = {
    "hazard_every": 80.0, "hazards": ("power",), "passes": 12, "receipts": 12, "pcs": 1,
    "unique_codes": False, "late": 1.0, "lag": 1.0,
}  # fmt: skip

_KILLS: World = {
    "hazard_every": 25.0, "hazards": ("kill",), "passes": 12, "receipts": 12, "pcs": 1,
    "unique_codes": False, "list_lag": 90_000.0,
}  # fmt: skip


@mutant("an intent is not written")
def _no_intent() -> list[Patch]:
    def begin(self: Any, stored: Any, document: Any, now: Any) -> Attempt:
        return Attempt(stored.receipt_id, stored.receipt_id, document, "", now)

    return [(SqliteLedger, "begin", begin)]


@mutant("commits are not synced (NORMAL)", _POWER)
def _normal() -> list[Patch]:
    return [(connection._SYNCHRONOUS, "delete", "NORMAL")]


@mutant("commits are not synced at all (OFF)", _POWER)
def _off() -> list[Patch]:
    return [(connection._SYNCHRONOUS, "delete", "OFF")]


@mutant("the end of a journal is not made durable (FULL)", _POWER, journal="delete")
def _full() -> list[Patch]:
    return [(connection._SYNCHRONOUS, "delete", "FULL")]


def _without(side: str) -> list[Patch]:
    """What a killed writer left beside the file is deleted before the file is opened."""
    real = connection._prepare_file

    def prepare(path: Path) -> None:
        Path(f"{path}{side}").unlink(missing_ok=True)
        real(path)

    return [(connection, "_prepare_file", prepare)]


@mutant("a journal that was left behind is deleted", _POWER, journal="delete")
def _no_journal() -> list[Patch]:
    return _without("-journal")


@mutant("a log that was left behind is deleted", _POWER, journal="wal")
def _no_log() -> list[Patch]:
    return _without("-wal")


@mutant("a commit that failed is passed over", hazard_every=60.0, hazards=("disk.full",),
        receipts=15, passes=15, pcs=1, faults=(), arrive_over=7)  # fmt: skip
def _ignore_full() -> list[Patch]:
    @contextmanager
    def transaction(self: Any) -> Iterator[None]:
        if self._in_transaction:
            yield
            return
        self._run("BEGIN IMMEDIATE")
        self._in_transaction = True
        try:
            yield
        except BaseException:
            self._roll_back()
            raise
        else:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("COMMIT")
            self._roll_back()
        finally:
            self._in_transaction = False

    return [(Writer, "transaction", transaction)]


@mutant("every statement is a commit of its own", hazard_every=20.0,
        hazards=("kill", "disk.full", "disk.locked"), pcs=1, receipts=15, passes=15, faults=(),
        arrive_over=7)  # fmt: skip
def _autocommit() -> list[Patch]:
    @contextmanager
    def transaction(self: Any) -> Iterator[None]:
        yield

    return [(Writer, "transaction", transaction)]


@mutant("what was being sent at the end is ready again", _KILLS)
def _interrupted_is_ready() -> list[Patch]:
    def interrupted(self: Any) -> int:
        with self.transaction():
            self._run(
                "UPDATE attempt SET ended_at = started_at, outcome = 'not_sent'"
                " WHERE ended_at IS NULL AND receipt_id IN"
                " (SELECT receipt_id FROM receipt WHERE state = 'sending')"
            )
            self._run("UPDATE receipt SET state = 'ready' WHERE state = 'sending'")
        return 0

    return [(SqliteLedger, "interrupted", interrupted)]


@mutant("a doubt ends the attempt")
def _doubt_closes() -> list[Patch]:
    real = SqliteLedger._end

    def end(self: Any, attempt: Any, settled: Any, peak_id: str, ended: Any) -> None:
        real(self, attempt, settled, peak_id, ended or self._now())

    return [(SqliteLedger, "_end", end)]


@mutant("the first absence is forgotten")
def _forget_absence() -> list[Patch]:
    real = SqliteLedger.rest

    def rest(self: Any, receipt_id: int, not_before: Any, absent_since: Any) -> None:
        real(self, receipt_id, not_before, None)

    return [(SqliteLedger, "rest", rest)]


@mutant("a later version during a doubt is lost", changes=("source.changed",), change_rate=0.5,
        faults=("create.lost_after",), fault_rate=0.5, passes=6)  # fmt: skip
def _lose_later() -> list[Patch]:
    return [(Importing, "_apply_later", lambda self, receipt_id, state: None)]


@mutant("a change after sending is not told", changes=("source.changed",), change_rate=0.3)
def _no_case() -> list[Patch]:
    return [(Importing, "_open_case_of_version", lambda self, receipt_id, total, receipt: None)]


@mutant("a known receipt is never looked at again", changes=("source.changed",), change_rate=0.3)
def _first_version_only() -> list[Patch]:
    def put_version(self: Any, *given: Any) -> ImportResult:
        return ImportResult.SAME

    return [(Importing, "_put_version", put_version)]


@mutant("a later version replaces what is being sent", changes=("source.changed",),
        change_rate=0.5, hazard_every=60.0, hazards=("kill",))  # fmt: skip
def _replace_open() -> list[Patch]:
    from xpeak_desktop.ledger import importing

    open_too = frozenset({*importing._UNSENT, State.SENDING.value, State.UNCERTAIN.value})
    return [(importing, "_UNSENT", open_too)]


@mutant("sent receipts forget PEAK's id")
def _no_peak_id() -> list[Patch]:
    text = ledger_sending._FINISH.replace("peak_id = :peak_id", "peak_id = ''")
    assert text != ledger_sending._FINISH
    return [(ledger_sending, "_FINISH", text)]


@mutant("some ready receipts are overlooked")
def _skip_some() -> list[Patch]:
    text = ledger_sending.READY.replace("WHERE", "WHERE receipt_id % 7 <> 3 AND")
    assert text != ledger_sending.READY
    return [(ledger_sending, "READY", text)]
