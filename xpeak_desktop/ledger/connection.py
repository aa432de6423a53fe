"""Connections to a ledger file: durable ones that write, and read-only ones."""

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ledger import place
from xpeak_desktop.ledger.errors import NEEDS_WRITER, KnownErrors, code_of
from xpeak_desktop.ledger.migrations import APPLICATION_ID, VERSION, migrate, version_of

BUSY_SECONDS: Final = 5.0
FOREIGN: Final = "another program's database"
"""The detail of LEDGER_BROKEN for a sound file that is not ours to replace."""

WAL: Final = "wal"
DELETE: Final = "delete"

_SAFE_WAL: Final = (3, 51, 3)
"""Older SQLite has a race that can spoil a database in WAL mode."""

# NORMAL may lose a committed intent at a power cut, and then a receipt would be sent twice.
# EXTRA also makes the deletion of the journal durable.
_SYNCHRONOUS: Final = {WAL: "FULL", DELETE: "EXTRA"}


def open_writer(
    path: Path,
    now: datetime,
    journal_mode: str | None,
    *,
    thorough: bool = False,
    keep_old: bool = True,
) -> sqlite3.Connection:
    """Open, or create, a ledger file for writing and bring it to this program's version.

    ``journal_mode`` is ``wal`` or ``delete``; ``None`` chooses. ``keep_old`` leaves a copy of the
    former version among the backups. Raises ``Trouble`` (LEDGER_..., DISK_FULL).
    """
    with KnownErrors(path):
        _prepare_file(path)
        _check_version(path)
        connection = _connect(path, "rw")
        try:
            _be_durable(connection, journal_mode or _mode_for(path.parent))
            look_through(connection, path, thorough=thorough)
            backups = path.parent / "backups" if keep_old else None
            migrate(connection, backups, f"{now:%Y%m%dT%H%M%S%f}")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def open_read_only(path: Path, wait: float = BUSY_SECONDS) -> sqlite3.Connection | None:
    """Open a ledger file for reading only; ``None`` when nothing has been written to it yet.

    ``wait`` is how many seconds each question waits for a writer's lock. Raises ``Trouble``:
    LEDGER_LOCKED also when the file first needs ``recover`` (a killed writer left something
    behind, or an older program wrote it).
    """
    with KnownErrors(path):
        if not path.exists():
            return None
        connection = _connect(path, "ro", wait)
        try:
            version = _checked_version(connection, path)
        except BaseException:
            connection.close()
            raise
    if version == VERSION:
        return connection
    connection.close()
    if version:
        raise trouble(Code.LEDGER_LOCKED, path=str(path), detail=f"version {version}")
    return None


def open_nothing() -> sqlite3.Connection:
    """An empty ledger in memory, so that a profile without a file can be read like any other."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, None, "")
    return connection


def _connect(path: Path, mode: str, wait: float = BUSY_SECONDS) -> sqlite3.Connection:
    where = address(path.resolve().as_posix(), mode)
    connection = sqlite3.connect(
        where, timeout=wait, isolation_level=None, uri=True, cached_statements=256
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def address(path: str, mode: str) -> str:
    """A full path, written with slashes, as an address for SQLite.

    SQLite takes what follows ``file://`` for another computer and refuses it. So that is left
    empty: a Windows share's path begins with two slashes, which must come after those.
    """
    return f"file://{quote(path if path.startswith('/') else f'/{path}')}?mode={mode}"


def _prepare_file(path: Path) -> None:
    """Create folder and file for this user's eyes only; SQLite's side files inherit it."""
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _check_version(path: Path) -> None:
    """Refuse a newer or a foreign file before anything can change it."""
    connection = _connect(path, "ro")
    try:
        _checked_version(connection, path)
    except sqlite3.OperationalError as error:
        # A killed writer's journal hides the version; the writing connection rolls it back, and
        # ``migrate`` never touches a newer one.
        if error.sqlite_errorcode not in NEEDS_WRITER:
            raise
    finally:
        connection.close()


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    version = version_of(connection)
    if version > VERSION:
        raise trouble(Code.LEDGER_NEWER, path=str(path), version=str(version))
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in connection.execute("SELECT tbl_name FROM sqlite_schema")}
    if tables and (application != APPLICATION_ID or not version):
        ours = "receipt" in tables
        detail = "spoiled header" if ours else FOREIGN
        raise trouble(Code.LEDGER_BROKEN, path=str(path), detail=detail)
    return version


def look_through(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> None:
    """Refuse a damaged file before anything is read from it or written to it.

    Without the CHECKs it takes 0.2 s for 100,000 receipts, with them and the indexes 1 s.
    """
    connection.execute(f"PRAGMA ignore_check_constraints = {not thorough:d}")
    check = "integrity_check" if thorough else "quick_check"
    try:
        found = str(connection.execute(f"PRAGMA {check}(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if code_of(error) is not None:
            raise
        found = str(error)
    connection.execute("PRAGMA ignore_check_constraints = 0")
    if found != "ok":
        raise trouble(Code.LEDGER_BROKEN, path=str(path), detail=found)


def _mode_for(folder: Path) -> str:
    safe = sqlite3.sqlite_version_info >= _SAFE_WAL
    return WAL if safe and place.trusts_wal(folder) else DELETE


def _be_durable(connection: sqlite3.Connection, wanted: str) -> None:
    """Choose the journal; where SQLite keeps another one, be as durable as that one allows."""
    mode = _journal_mode(connection)
    if mode != wanted:
        # While somebody reads, the mode stays as it is: right, only slower or less wanted.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA journal_mode = {wanted}")
        mode = _journal_mode(connection)
    connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS.get(mode, 'EXTRA')}")
    if mode != WAL:
        # Changed pages that spill into the file before the commit keep every reader out until
        # then: 20 s for an export of 100,000 receipts. In memory these are 100 MB, and readers
        # wait for 0.3 s. A WAL takes what spills beside its readers.
        connection.execute("PRAGMA cache_spill = OFF")


def _journal_mode(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])
