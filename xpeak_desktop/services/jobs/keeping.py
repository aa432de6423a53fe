"""Settings and copies of the ledger: what is kept, and how it is put back."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from xpeak_desktop.domain.settings import Pace, Rules, Settings, Source, with_safe_pace
from xpeak_desktop.services.jobs.room import Room, judge_if_awaited


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Change what is given here in the settings, and leave the rest as it is by then."""

    keeps: ClassVar[bool] = True

    base_url: str | None = None
    source: Source | None = None
    rules: Rules | None = None
    pace: Pace | None = None
    language: str | None = None
    set_up: bool | None = None
    page: str | None = None
    paused_until: str | None = None
    close_explained: bool | None = None
    text_percent: int | None = None
    theme: str | None = None

    def do(self, room: Room) -> Settings:
        """The settings that hold now; receipts are judged again when the rules have changed.

        Raises ``Trouble`` (DISK_FULL, LEDGER_READ_ONLY, ...).
        """
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        changes = {name: value for name, value in given.items() if value is not None}
        before = room.settings
        room.use_settings(with_safe_pace(replace(before, **changes)))
        if before.rules != room.settings.rules:
            judge_if_awaited(room)
        return room.settings


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the ledger, and when it was made, in UTC."""

    path: Path
    made: datetime


@dataclass(frozen=True, slots=True)
class Copies:
    """The profile's copies, newest first; ``written`` is the one just made."""

    copies: tuple[Copy, ...] = ()
    written: Path | None = None


@dataclass(frozen=True, slots=True)
class LookAtBackups:
    """Ask which copies there are."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> Copies:
        """Raises ``Trouble`` when the folder cannot be read."""
        return Copies(_copies(room))


@dataclass(frozen=True, slots=True)
class BackUpLedger:
    """Write a whole copy: to a file, or among the profile's own."""

    keeps: ClassVar[bool] = False

    out: Path | None = None

    def do(self, room: Room) -> Copies:
        """Raises ``Trouble`` (DISK_FULL, CONFIG_INVALID for a file that is something else, ...)."""
        written = room.back_up(self.out)
        return Copies(_copies(room), written)


@dataclass(frozen=True, slots=True)
class Restored:
    """Which copy stands there now, and where the ledger before it was set aside."""

    copy: Path
    kept: Path | None


@dataclass(frozen=True, slots=True)
class RestoreLedger:
    """Put a copy in the ledger's place; nothing is sent before it was compared with PEAK."""

    keeps: ClassVar[bool] = False

    copy: Path

    def do(self, room: Room) -> Restored:
        """Raises ``Trouble`` (BACKUP_UNUSABLE, LEDGER_OTHER_BUSINESS, ...): then all is as was."""
        return Restored(self.copy, room.restore(self.copy))


def _copies(room: Room) -> tuple[Copy, ...]:
    return tuple(Copy(path, made) for made, path in room.copies())
