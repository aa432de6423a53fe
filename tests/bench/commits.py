"""The ledger's commits of sending beside bare sqlite3: the same statements, file and pragmas.

    python -m tests.bench commits

A round begins and ends each receipt's attempt, two commits a receipt, as a pass does with a single
sender; the bare way repeats the statements that were noted down while ours ran once.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from tests.bench.rows import Goal, Interleaved, Row
from tests.fakes import FakeClock
from tests.ledgers import START, document, make_ready, shown
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ledger import connection
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger
from xpeak_desktop.ports import Settled

RECEIPTS = 300


class Noting:
    """A connection that notes every statement down."""

    def __init__(self, real: sqlite3.Connection) -> None:
        self._real = real
        self.noted: list[tuple[str, Any]] = []

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        self.noted.append((sql, parameters))
        return self._real.execute(sql, parameters)

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    def close(self) -> None:
        self._real.close()


def prepare(folder: Path, receipts: int) -> Path:
    """A ledger of receipts that are ready to be sent."""
    path = folder / "ready.sqlite3"
    with closing(open_ledger(path, FakeClock(START), "delete")) as ledger, ledger.transaction():
        for number in range(receipts):
            make_ready(ledger, f"RC-{number}")
    return path


def send_all(ledger: SqliteLedger) -> int:
    """Begin and finish every receipt; how many commits that took."""
    waiting = ledger.ready(START, ("", 0), RECEIPTS)
    for stored in waiting:
        number = stored.receipt.number
        attempt = ledger.begin(stored, document(number), START)
        ledger.finish(attempt, State.SENT, Settled("sent", shown(number), "200", "Success"))
    return 2 * len(waiting)


def statements(folder: Path, ready: Path) -> list[tuple[str, Any]]:
    """What ours asks of SQLite."""
    path = Path(shutil.copy(ready, folder / "noted.sqlite3"))
    noting = Noting(connection.open_writer(path, START, "delete"))
    with closing(SqliteLedger(cast(sqlite3.Connection, noting), path, FakeClock(START))) as ledger:
        send_all(ledger)
    return noting.noted


def rows(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        ready = prepare(folder, RECEIPTS)
        noted = statements(folder, ready)

        def ours() -> float:
            path = Path(shutil.copy(ready, folder / "ours.sqlite3"))
            with closing(open_ledger(path, FakeClock(START), "delete")) as ledger:
                began = time.perf_counter()
                commits = send_all(ledger)
                return commits / (time.perf_counter() - began)

        def bare() -> float:
            path = Path(shutil.copy(ready, folder / "bare.sqlite3"))
            with closing(connection.open_writer(path, START, "delete")) as plain:
                began = time.perf_counter()
                for sql, parameters in noted:
                    plain.execute(sql, parameters).fetchall()
                commits = sum(sql == "COMMIT" for sql, _ in noted)
                return commits / (time.perf_counter() - began)

        figures = Interleaved({"ours": ours, "bare": bare}).run(rounds)
    yield Row(
        "ledger: commits of sending",
        "commits/s",
        figures["ours"],
        figures["bare"],
        "bare sqlite3, same statements and pragmas",
        Goal(0.8, at_least=True, of_ratio=True),
    )
