"""Why a file cannot be read, in one word, and the Problem that says so."""

from enum import StrEnum
from pathlib import Path

from xpeak_desktop.domain.problems import Code, Trouble, trouble


class Reason(StrEnum):
    """The ``reason`` of a FILE_UNREADABLE; ``wording`` has a sentence for each."""

    MISSING = "missing"
    LOCKED = "locked"
    BEING_WRITTEN = "being_written"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_BIG = "too_big"
    STRAY_CELLS = "stray_cells"
    ENCODING = "encoding"
    FILE_TYPE = "file_type"


def unreadable(path: Path, reason: Reason) -> Trouble:
    """Build the exception for a file that cannot be read, ready to raise."""
    return trouble(Code.FILE_UNREADABLE, file=path.name, reason=reason.value)


def cannot_open(path: Path, error: OSError) -> Trouble:
    """Tell a file that somebody has open from one that is gone and one that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return unreadable(path, Reason.MISSING)
    if isinstance(error, PermissionError):
        return unreadable(path, Reason.LOCKED)
    return unreadable(path, Reason.DAMAGED)
