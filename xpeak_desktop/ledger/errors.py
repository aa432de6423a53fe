"""What SQLite and the disk can refuse, in the program's words; everything else stays a bug."""

import os
import sqlite3
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final

from xpeak_desktop import disk
from xpeak_desktop.domain.problems import Code, Problem, Trouble

# SQLite keeps the sort of an error in the low byte and its variety above it.
_SORT: Final = 0xFF

_SORTS: Final = {
    sqlite3.SQLITE_FULL: Code.DISK_FULL,
    sqlite3.SQLITE_BUSY: Code.LEDGER_LOCKED,
    sqlite3.SQLITE_LOCKED: Code.LEDGER_LOCKED,
    sqlite3.SQLITE_PROTOCOL: Code.LEDGER_LOCKED,
    # Virus scanners and backup programs hold a file for moments: that shows as an I/O error.
    sqlite3.SQLITE_IOERR: Code.LEDGER_LOCKED,
    sqlite3.SQLITE_READONLY: Code.LEDGER_READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Code.LEDGER_READ_ONLY,
    sqlite3.SQLITE_PERM: Code.LEDGER_READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Code.LEDGER_BROKEN,
    sqlite3.SQLITE_NOTADB: Code.LEDGER_BROKEN,
    sqlite3.SQLITE_FORMAT: Code.LEDGER_BROKEN,
}

_VARIETIES: Final = {
    # The WAL's index could not grow: only a full disk does that.
    sqlite3.SQLITE_IOERR_SHMSIZE: Code.DISK_FULL,
    sqlite3.SQLITE_IOERR_SHORT_READ: Code.LEDGER_BROKEN,
    sqlite3.SQLITE_IOERR_CORRUPTFS: Code.LEDGER_BROKEN,
    # A reader met what a killed writer left; ``recover`` puts it in order.
    sqlite3.SQLITE_READONLY_ROLLBACK: Code.LEDGER_LOCKED,
    sqlite3.SQLITE_READONLY_RECOVERY: Code.LEDGER_LOCKED,
    sqlite3.SQLITE_READONLY_CANTINIT: Code.LEDGER_LOCKED,
    sqlite3.SQLITE_READONLY_CANTLOCK: Code.LEDGER_LOCKED,
}

NEEDS_WRITER: Final = frozenset(
    {
        sqlite3.SQLITE_READONLY_ROLLBACK,
        sqlite3.SQLITE_READONLY_RECOVERY,
        sqlite3.SQLITE_READONLY_CANTINIT,
        sqlite3.SQLITE_READONLY_CANTLOCK,
    }
)
"""What a read-only connection meets when only a writer can put the file in order."""

_UNREADABLE: Final = "Could not decode to UTF-8"
"""How Python says that a text in a table is no text; SQLite itself does not look."""

UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError)
"""What reading a spoiled text can end in: it is no JSON, or JSON of another shape."""


class Damaged(ValueError):  # noqa: N818
    """A stored text is not what was written: SQLite itself does not look inside."""


_MAY_BE_FULL: Final = frozenset({sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC})
_PROBE: Final = b"\0" * 8192
"""As much as a small commit writes."""


def code_of(error: BaseException) -> Code | None:
    """The known trouble an error stands for, or ``None`` for a bug."""
    if isinstance(error, sqlite3.Error):
        number = getattr(error, "sqlite_errorcode", None)
        if number is None:
            return Code.LEDGER_BROKEN if _UNREADABLE in str(error) else None
        return _VARIETIES.get(number) or _SORTS.get(number & _SORT)
    if isinstance(error, Damaged | UnicodeDecodeError):
        # SQLite quotes the damaged place, and its words are then no text any more.
        return Code.LEDGER_BROKEN
    if isinstance(error, OSError):
        return Code.DISK_FULL if disk.says_full(error) else Code.LEDGER_READ_ONLY
    return None


def _may_be_full(error: BaseException | None) -> bool:
    """Whether SQLite may mean a full disk: a used-up quota, late news of it, no file any more.

    It tells ENOSPC of a write apart, and nothing else.
    """
    number = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or number is None:
        return False
    return number in _MAY_BE_FULL or number & _SORT == sqlite3.SQLITE_CANTOPEN


def _is_full(folder: Path) -> bool:
    """Whether a file beside the ledger cannot be written for want of room."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(_PROBE)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return disk.says_full(error)
    return False


class KnownErrors:
    """Turns known errors inside its ``with`` into ``Trouble``; has no state, may be nested."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        code = None if error is None else code_of(error)
        if _may_be_full(error) and _is_full(self._path.parent):
            code = Code.DISK_FULL
        if code:
            params = {"path": str(self._path), "detail": str(error)}
            raise Trouble(Problem(code, params)) from error
