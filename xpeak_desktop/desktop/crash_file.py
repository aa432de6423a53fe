"""Where a hard crash leaves its trace, for the next start to find.

Python writes the stacks of all threads there when the process dies of a signal: which function
stood where, never a value. An end by a kill or a power cut leaves nothing.
"""

import contextlib
import faulthandler
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from xpeak_desktop import disk
from xpeak_desktop import log as our_log
from xpeak_desktop.desktop.whole_file import write_whole

log = logging.getLogger(__name__)

_KEPT: Final = 3
# A hundred stacks of a hundred lines fit; what is longer is no dump.
_LONGEST: Final = 1_000_000

# Windows notes here what COM reports while the program goes on, by codes that begin with 8.
_SURVIVED: Final = re.compile(rb"Windows fatal exception: code 0x8")
_FATAL: Final = re.compile(rb"Fatal Python error|Windows fatal exception: (?!code 0x8)")


@contextmanager
def watching(path: Path) -> Iterator[bool]:
    """Have crashes written to this file; gives whether the run before this one crashed.

    That is told once: the trace is kept beside as ``crash.log.1`` and so on. Hold the profile's
    lock. Where the file cannot be written the program runs without it.
    """
    crashed = False
    try:
        crashed = _keep_aside(path)
        file = _open(path)
    except OSError as error:
        log.info("no crash file: %s", type(error).__name__)
        yield crashed
        return
    with file:
        faulthandler.enable(file)
        try:
            yield crashed
        finally:
            faulthandler.disable()
            # A clean end. Windows notes errors here too that the program has survived.
            with contextlib.suppress(OSError):
                file.truncate(0)


def _open(path: Path) -> BinaryIO:
    flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_TRUNC
    return os.fdopen(os.open(path, flags, 0o600), "wb", buffering=0)


def _keep_aside(path: Path) -> bool:
    """Whether there is a trace of a crash; it becomes the first of those kept."""
    try:
        with path.open("rb") as file:
            # How it ended stands last.
            file.seek(max(0, os.fstat(file.fileno()).st_size - _LONGEST))
            trace = file.read(_LONGEST)
    except FileNotFoundError:
        return False
    if not trace or (_SURVIVED.search(trace) and not _FATAL.search(trace)):
        return False
    for number in range(_KEPT - 1, 0, -1):
        with contextlib.suppress(FileNotFoundError):
            disk.replace(_aside(path, number), _aside(path, number + 1))
    # No value should be in it; a path may look like anything.
    text = our_log.redact(trace.decode("utf-8", "replace"))
    write_whole(_aside(path, 1), text.encode("utf-8"))
    return True


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")
