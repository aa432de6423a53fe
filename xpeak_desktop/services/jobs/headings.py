"""Which column of an export is what, where its headings do not say so by themselves."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.ports import SeenColumn
from xpeak_desktop.services.headings import keep_headings
from xpeak_desktop.services.jobs.room import Look, Room


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The columns of one file, from left to right."""

    path: Path
    columns: tuple[SeenColumn, ...]


@dataclass(frozen=True, slots=True)
class LookAtColumns(Look):
    """Read the headings of one export file, and the first rows below them."""

    path: Path

    def do(self, room: Room) -> FileColumns:
        """Raises ``Trouble`` (FILE_UNREADABLE)."""
        return FileColumns(self.path, room.columns_of(self.path))


@dataclass(frozen=True, slots=True)
class ExplainColumns:
    """Remember what a person said: (heading, what it is); ``None`` is of no use to the program.

    Files that were read before are read again by it.
    """

    keeps: ClassVar[bool] = True

    said: tuple[tuple[str, Key | None], ...]

    def do(self, room: Room) -> None:
        """Raises ``Trouble`` for the ledger's own."""
        keep_headings(room.ledger, dict(self.said))
