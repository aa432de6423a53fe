"""A real ledger over a connection that the simulation watches, breaks and throws away."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, cast

from tests.simulation.chance import Stream
from tests.simulation.hazards import Hazards
from tests.simulation.shop import CHANNELS
from xpeak_desktop.ledger import connection as real_connection
from xpeak_desktop.ledger.migrations import migrate
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import Clock

_PATH: Final = Path("simulated.sqlite3")
_SYNCED_SHARE: Final = 0.3
_DURABLE: Final = {("delete", 3), ("wal", 2), ("wal", 3)}
_template: list[bytes] = []


def new_ledger_file() -> bytes:
    """An empty ledger of the present version, with the channels decided on; made once."""
    if not _template:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(connection, None, "")
        connection.executemany(
            "INSERT INTO channel_rule (channel, send, pay_into) VALUES (?, ?, ?)",
            [(rule.channel, rule.send, rule.pay_into) for rule in CHANNELS],
        )
        _template.append(connection.serialize())
        connection.close()
    return _template[0]


def sqlite_error(code: int, words: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


class Watched:
    """A connection whose every write is a step at which the computer can be struck."""

    def __init__(self, disk: "Disk", hazards: Hazards) -> None:
        self._disk = disk
        self._hazards = hazards

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        first = sql[:6]
        disk = self._disk
        if first == "SELECT" or first == "ROLLBA":
            return disk.connection.execute(sql, parameters)
        disk.at_commit = first == "COMMIT"
        self._hazards.step("sql " + sql[:24])
        disk.may_fail()
        if not disk.at_commit:
            return disk.connection.execute(sql, parameters)
        cursor = disk.commit(sql)
        disk.committed()
        self._hazards.step("committed")
        return cursor

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        self._hazards.step("sql " + sql[:24])
        self._disk.may_fail()
        return self._disk.connection.executemany(sql, rows)

    @property
    def in_transaction(self) -> bool:
        return self._disk.connection.in_transaction

    def close(self) -> None:
        """The file outlives the process."""


class Disk:
    """One computer's disk. What the program has not made durable is lost with the power."""

    def __init__(self, draw: Stream) -> None:
        self._draw = draw
        self._synced: bytes | None = None
        self._durable = True
        self._fails: Callable[[], None] | None = None
        self._fails_after_commit = False
        self.lost_commits = 0
        self.at_commit = False
        self.install()

    @property
    def path(self) -> Path:
        return _PATH

    def install(self) -> None:
        """A fresh ledger, as on a new computer."""
        self.connection = sqlite3.connect(
            ":memory:", isolation_level=None, cached_statements=256, check_same_thread=False
        )
        self._load(new_ledger_file())

    def copy(self) -> bytes:
        """A backup, made while nothing is being written."""
        return self.connection.serialize()

    def put_back(self, data: bytes) -> None:
        """A person puts a backup in the ledger's place; the program does not run."""
        self._load(data)
        self._synced = None

    def _load(self, data: bytes) -> None:
        self.connection.deserialize(data)
        self.connection.execute("PRAGMA foreign_keys = ON")

    def open(self, clock: Clock, hazards: Hazards) -> SqliteLedger:
        """The ledger as a new process opens it."""
        self._make_durable()
        mode = str(self.connection.execute("PRAGMA journal_mode").fetchone()[0])
        level = int(self.connection.execute("PRAGMA synchronous").fetchone()[0])
        self._durable = (mode, level) in _DURABLE
        if self._synced is None:
            self._keep_synced()
        watched = cast(sqlite3.Connection, Watched(self, hazards))
        return SqliteLedger(watched, self.path, clock)

    def _make_durable(self) -> None:
        real_connection._be_durable(self.connection, "delete")

    def _keep_synced(self) -> None:
        if not self._durable:
            self._synced = self.connection.serialize()

    def commit(self, sql: str) -> sqlite3.Cursor:
        return self.connection.execute(sql)

    # ------------------------------------------------------------------ what goes wrong

    def fail_once(self, kind: str) -> None:
        """Let the next write fail."""
        if kind == "disk.commit_unclear":
            self._fails_after_commit = True
            return
        code = sqlite3.SQLITE_FULL if kind == "disk.full" else sqlite3.SQLITE_BUSY

        def fail() -> None:
            raise sqlite_error(code, kind)

        self._fails = fail

    def may_fail(self) -> None:
        fails, self._fails = self._fails, None
        if fails is not None:
            fails()

    def fails_no_more(self) -> None:
        self._fails, self._fails_after_commit = None, False

    def committed(self) -> None:
        if not self._durable and self._draw.hit(_SYNCED_SHARE):
            self._keep_synced()
        if self._fails_after_commit:
            self._fails_after_commit = False
            raise sqlite_error(sqlite3.SQLITE_IOERR, "disk I/O error")

    def struck(self, *, power: bool) -> None:
        """The process ends at this very step."""

    def process_died(self, *, power: bool) -> None:
        """Roll back what was open; with the power also goes what was not made durable."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self.fails_no_more()
        if power and not self._durable and self._synced is not None:
            self.lost_commits += self.connection.serialize() != self._synced
            self._load(self._synced)

    # ------------------------------------------------------------------ what stands there

    def state_of(self, code: str) -> str | None:
        row = self.connection.execute(
            "SELECT state FROM receipt WHERE code = ?", (code,)
        ).fetchone()
        return row[0] if row else None

    def states(self) -> list[str]:
        """The states receipts are in now."""
        return [row[0] for row in self.connection.execute("SELECT DISTINCT state FROM receipt")]

    def epoch(self) -> int:
        row = self.connection.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()
        return int(row[0]) if row else 0

    def open_intent(self, code: str) -> tuple[str, str] | None:
        """State and document of the receipt whose attempt is open."""
        row: tuple[str, str] | None = self.connection.execute(
            "SELECT receipt.state, attempt.document FROM attempt JOIN receipt USING (receipt_id)"
            " WHERE attempt.code = ? AND ended_at IS NULL",
            (code,),
        ).fetchone()
        return row

    def close(self) -> None:
        self.connection.close()
