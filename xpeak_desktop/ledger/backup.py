"""Daily copies of the ledger: whole, looked through before they count, seven kept."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from xpeak_desktop import disk
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ledger import connection, files
from xpeak_desktop.ledger.errors import KnownErrors
from xpeak_desktop.ledger.migrations import APPLICATION_ID, back_up

KEPT: Final = 7
_TIME: Final = "%Y%m%dT%H%M%S%fZ"
_DAILY: Final = re.compile(r"ledger-(\d{8}T\d{12}Z)\.sqlite3")
_ANY: Final = re.compile(r".*-(\d{8}T\d{6,12})Z?\.sqlite3")
_DIGITS: Final = 21
_MAGIC: Final = b"SQLite format 3\0"
_ID_AT: Final = 68


def daily_name(now: datetime) -> str:
    """The name of a copy made now."""
    return f"ledger-{files.stamp_of(now)}.sqlite3"


def daily(folder: Path) -> list[tuple[datetime, Path]]:
    """The dated copies, oldest first; those made before an upgrade are not counted."""
    found = [(_DAILY.fullmatch(path.name), path) for path in folder.glob("ledger-*.sqlite3")]
    return sorted(
        (datetime.strptime(match[1], _TIME).replace(tzinfo=UTC), path)
        for match, path in found
        if match
    )


def newest_first(folder: Path) -> Iterator[Path]:
    """Every copy there is, also those made before an upgrade."""
    found = [(match[1], one) for one in folder.iterdir() if (match := _ANY.fullmatch(one.name))]
    for _, path in sorted(found, reverse=True):
        yield path


def made(copy: Path) -> datetime:
    """When one of ``newest_first`` was made, by its name; some names tell no fractions."""
    stamp = _ANY.fullmatch(copy.name)
    text = f"{stamp[1] if stamp else '':0<{_DIGITS}}Z"
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)


def is_ledger(path: Path) -> bool:
    """Whether a file says of itself that it is a ledger; it may be damaged all the same."""
    try:
        with path.open("rb") as file:
            head = file.read(_ID_AT + 4)
    except OSError:
        return False
    return head.startswith(_MAGIC) and head[_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")


def make(ledger: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy to ``target``; what stood there stays until the copy is proved.

    Raises ``Trouble``: DISK_FULL, LEDGER_READ_ONLY, LEDGER_BROKEN.
    """
    part = target.with_name(f".{target.name}.part")
    with KnownErrors(target):
        try:
            files.remove(part)
            back_up(ledger, part)
            check(part)
            files.sync(part)
            disk.replace(part, target)
            files.sync_folder(target.parent)
        except BaseException:
            files.remove(part)
            raise


def check(copy: Path) -> None:
    """Look a copy through. Raises ``Trouble`` (LEDGER_BROKEN, LEDGER_NEWER)."""
    reader = connection.open_read_only(copy)
    if reader is None:
        raise trouble(Code.LEDGER_BROKEN, path=str(copy), detail="empty")
    try:
        connection.look_through(reader, copy, thorough=False)
    finally:
        reader.close()


def leave_room(ledger: Path, folder: Path) -> None:
    """Raise DISK_FULL when a copy would take the room that the ledger needs to work."""
    size = sum(one.stat().st_size for one in (ledger, *(f for _, f in files.side_files(ledger))))
    if shutil.disk_usage(folder).free < 2 * size:
        raise trouble(Code.DISK_FULL, path=str(folder))


def rotate(folder: Path) -> None:
    """Remove all but the last seven dated copies, and what a kill left half-made."""
    for _, path in daily(folder)[:-KEPT]:
        disk.remove(path)
    for part in folder.glob(".*.sqlite3.part*"):
        disk.remove(part)
