"""Files renamed and removed, also beside somebody who only has a look at them; and full disks.

Windows renames and removes no file that a virus scanner, the search index or another reader has
open, which is over in milliseconds: there it is done again for a second and a half. Elsewhere once
is enough, as nobody's reading is in the way.
"""

import errno
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

_HELD: Final = (5, 32, 33)
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_WINDOWS_FULL: Final = frozenset({39, 112})
"""ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL."""
_PAUSES: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
# A wait that nobody ends; it decides nothing, so it does not come through the clock's port.
_NEVER: Final = threading.Event()

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _REPLACE_EXISTING: Final = 0x1
    # Python's own renames do not ask for it, and a power cut could undo them.
    _WRITE_THROUGH: Final = 0x8

    _move_file = ctypes.WinDLL("kernel32", use_last_error=True).MoveFileExW
    _move_file.argtypes = (wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD)
    _move_file.restype = wintypes.BOOL

    def _rename(source: Path, target: Path, flags: int = _WRITE_THROUGH) -> None:
        if not _move_file(str(source), str(target), flags):
            raise ctypes.WinError(ctypes.get_last_error())

    def _replace(source: Path, target: Path) -> None:
        _rename(source, target, _WRITE_THROUGH | _REPLACE_EXISTING)
else:

    def _rename(source: Path, target: Path) -> None:
        os.rename(source, target)

    def _replace(source: Path, target: Path) -> None:
        os.replace(source, target)


def move(source: Path, target: Path) -> None:
    """Rename a file; Windows refuses a name that is taken. Raises ``OSError``."""
    patiently(lambda: _rename(source, target))


def replace(source: Path, target: Path) -> None:
    """Rename a file; one that had the name is gone. Raises ``OSError``."""
    patiently(lambda: _replace(source, target))


def remove(path: Path, *, missing_ok: bool = False) -> None:
    """Remove a file. Raises ``OSError``."""
    patiently(lambda: path.unlink(missing_ok=missing_ok))


def says_full(error: OSError) -> bool:
    """Whether an error says that there is no room, on the disk or of a person's share."""
    return error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL


def patiently(change: Callable[[], object], rest: Callable[[float], object] = _NEVER.wait) -> None:
    """Make a change of files, again after each pause while Windows says that a file is held."""
    for pause in _PAUSES:
        try:
            change()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
        else:
            return
        rest(pause)
    change()
