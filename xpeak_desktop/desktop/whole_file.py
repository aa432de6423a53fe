"""Writes a file whole or not at all, whatever happens meanwhile."""

import contextlib
import os
import tempfile
from pathlib import Path

from xpeak_desktop import disk


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file durably, for this person alone; what stood there stays until then.

    The folder must be there. Raises ``OSError``.
    """
    # mkstemp makes it 0600. The same folder: a rename across disks would be a copy.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        disk.replace(Path(name), path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(Path(name))
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows opens no folder, and is asked for that with the rename."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
