"""One XPEAK per profile, window or command: two would fight over PEAK's one client token."""

import contextlib
import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from xpeak_desktop.desktop.paths import PRIVATE_FILE, make_private_folder, storage_trouble
from xpeak_desktop.domain.problems import Code, trouble

# What a lock that somebody else holds looks like on the systems we know.
_HELD: Final = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EWOULDBLOCK})

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked, so the lock lies far behind the pid.
    _FAR: Final = 0x7FFFFFF0

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class FileLock:
    """One XPEAK per profile that may talk to PEAK. The system frees it when the process ends.

    The file stays when the lock goes: removing it would let a third process lock a new file of
    the same name beside the second one's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the profile, at once or not at all; having it already is fine.

        Raises PROFILE_BUSY with the ``pid`` of the holder, DISK_FULL or LEDGER_READ_ONLY.
        """
        if self._handle is not None:
            return
        make_private_folder(self._path.parent)
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        except OSError as error:
            raise storage_trouble(error, self._path) from error
        try:
            _lock(handle)
        except OSError as error:
            pid = _read_pid(handle)
            os.close(handle)
            if error.errno in _HELD:
                raise trouble(Code.PROFILE_BUSY, pid=pid) from error
            raise storage_trouble(error, self._path) from error
        self._handle = handle
        # The pid only makes the message better: a full disk must not stand in the way.
        with contextlib.suppress(OSError):
            _write(handle, str(os.getpid()))

    def release(self) -> None:
        """Give the profile back; not having it is fine."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with contextlib.suppress(OSError):
            _write(handle, "")
        try:
            _unlock(handle)
        finally:
            os.close(handle)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _write(handle: int, text: str) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text.encode("ascii"))


def _read_pid(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        text = os.read(handle, 20).decode("ascii").strip()
    except (OSError, ValueError):
        return ""
    return text if text.isdecimal() else ""
