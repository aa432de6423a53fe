"""A ledger file among its side files: copied, set aside and replaced so that no kill loses it.

A new file is made complete beside the old one under ``.next`` first. From then on whoever comes
can finish the exchange, and until then the old one stands as it was.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from xpeak_desktop import disk

SIDES: Final = ("-journal", "-wal", "-shm")
_KEPT_ASIDE: Final = ("damaged", "before-restore")


def stamp_of(now: datetime) -> str:
    """A moment as file names carry it, in UTC."""
    return f"{now:%Y%m%dT%H%M%S%fZ}"


def identity(path: Path) -> tuple[int, int] | None:
    """Which file stands there, as a copy that takes its place is another; ``None`` for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def side_files(path: Path) -> list[tuple[str, Path]]:
    """The side files of a database that are there, each with its ending."""
    found = [(side, path.with_name(path.name + side)) for side in SIDES]
    return [(side, one) for side, one in found if one.exists()]


def part_of(path: Path) -> Path:
    """Where a new ledger is made; a half-made one is thrown away."""
    return path.with_name(f"{path.name}.part")


def next_of(path: Path) -> Path:
    """Where a new ledger waits, complete, to take the old one's place."""
    return path.with_name(f"{path.name}.next")


def remove(path: Path) -> None:
    """Remove a database with its side files; not having it is fine."""
    for _, side in side_files(path):
        disk.remove(side)
    disk.remove(path, missing_ok=True)


def copy(source: Path, target: Path) -> None:
    """Copy a database that nobody has open, with what belongs to it, for this user's eyes only."""
    pairs = [(source, target)]
    # The index of a WAL is made anew from the WAL.
    pairs += [
        (file, target.with_name(target.name + side))
        for side, file in side_files(source)
        if side != "-shm"
    ]
    for one, copied in pairs:
        handle = os.open(copied, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out, one.open("rb") as into:
            shutil.copyfileobj(into, out, 1 << 20)


def sync(path: Path) -> None:
    """Make a file's content durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows opens no folder, and is asked for that with the rename."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(path: Path, label: str, now: datetime) -> None:
    """Set the ledger aside, if there is one, and put the one made at ``part_of`` in its place."""
    sync(part_of(path))
    disk.replace(part_of(path), next_of(path))
    sync_folder(path.parent)
    _set_aside(path, path.with_name(f"{path.name}.{label}-{stamp_of(now)}"))
    disk.replace(next_of(path), path)
    sync_folder(path.parent)


def finish_exchange(path: Path, now: datetime) -> None:
    """Finish what a kill interrupted: the new file takes its place, or was never there."""
    remove(part_of(path))
    if not next_of(path).exists():
        return
    if path.exists():
        # The old one was not set aside yet, and nobody was told that it would be.
        disk.remove(next_of(path))
        return
    # The side files belong to what was set aside last, unless it has its own.
    bare = [one for one in set_aside(path)[-1:] if not side_files(one)]
    fresh = path.with_name(f"{path.name}.damaged-{stamp_of(now)}")
    _set_aside(path, bare[0] if bare else fresh)
    disk.replace(next_of(path), path)
    sync_folder(path.parent)


def set_aside(path: Path) -> list[Path]:
    """The ledgers that once stood here, without their side files."""
    found = [one for label in _KEPT_ASIDE for one in path.parent.glob(f"{path.name}.{label}-*Z")]
    return sorted(found, key=lambda one: one.name.rpartition("-")[2])


def _set_aside(path: Path, aside: Path) -> None:
    # The database first: one without its journal would look whole and not be.
    if path.exists():
        disk.move(path, aside)
        sync_folder(path.parent)
    for side, file in side_files(path):
        disk.move(file, aside.with_name(aside.name + side))
    sync_folder(path.parent)
