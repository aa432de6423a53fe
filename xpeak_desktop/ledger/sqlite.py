"""The ledger: one SQLite file per environment and business, one writer, any number of readers.

Open it here. What it can do stands in ``ports.Ledger``; how, in this room's other files.
"""

from pathlib import Path

from xpeak_desktop.ledger import connection, files
from xpeak_desktop.ledger.auditing import Auditing
from xpeak_desktop.ledger.books import Books
from xpeak_desktop.ledger.guarding import Guarding
from xpeak_desktop.ledger.judging import Judging
from xpeak_desktop.ledger.reader import ReadOnlyReader, SqliteReader
from xpeak_desktop.ledger.sending import Sending
from xpeak_desktop.ports import Clock


class SqliteLedger(Judging, Books, Sending, Auditing, Guarding):
    """The one writer; make it in the thread that uses it, under the profile's lock."""


def open_ledger(
    path: Path,
    clock: Clock,
    journal_mode: str | None = None,
    *,
    thorough: bool = False,
    keep_old: bool = True,
) -> SqliteLedger:
    """Open the ledger for writing, creating or upgrading the file when it must be.

    ``journal_mode`` (``wal`` or ``delete``) is for tests; without it the safe one is chosen.
    The file is looked through for damage first; ``thorough`` takes several times as long.
    ``keep_old`` leaves a copy of an older version's file in ``backups`` beside it.
    Raises ``Trouble``: LEDGER_NEWER, LEDGER_BROKEN, LEDGER_LOCKED, LEDGER_READ_ONLY, DISK_FULL.
    """
    writer = connection.open_writer(
        path, clock.now(), journal_mode, thorough=thorough, keep_old=keep_old
    )
    ledger = SqliteLedger(writer, path, clock)
    if thorough:
        try:
            ledger.read_through()
        except BaseException:
            ledger.close()
            raise
    return ledger


def open_reader(path: Path, wait: float = connection.BUSY_SECONDS) -> SqliteReader:
    """Open the ledger for reading only, beside a writer in any thread or process.

    ``wait`` is how many seconds each question waits for a writer's lock.
    Where nothing was written yet, every answer is an empty one. Raises ``Trouble``; LEDGER_LOCKED
    may mean that a killed writer left something behind: call ``recover`` first.
    """
    # Asked first: a file that is exchanged meanwhile is opened anew later, and not held for ever.
    file = files.identity(path)
    opened = connection.open_read_only(path, wait) or connection.open_nothing()
    return ReadOnlyReader(opened, path, file)


def recover(path: Path, clock: Clock) -> None:
    """Put an existing file in order by opening it for writing once; hold the profile's lock.

    Rolls back what a killed writer left and upgrades an older file. Does nothing without a file.
    """
    if path.exists():
        open_ledger(path, clock).close()
