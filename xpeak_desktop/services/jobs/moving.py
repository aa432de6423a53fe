"""Moving a shop to another computer: only one of them may send."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Protocol

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Ledger
from xpeak_desktop.services.jobs.room import Room


@dataclass(frozen=True, slots=True)
class MovedOut:
    """The file for the other computer, and the settings by which this one sends no more."""

    file: Path
    settings: Settings


@dataclass(frozen=True, slots=True)
class MoveOut:
    """Write ledger and settings, never secrets, into one file; from then on send nothing here."""

    keeps: ClassVar[bool] = False

    file: Path

    def do(self, room: Room) -> MovedOut:
        """Raises ``Trouble`` (FILE_NOT_WRITTEN, DISK_FULL, ...)."""
        room.move_out(self.file)
        return MovedOut(self.file, room.settings)


@dataclass(frozen=True, slots=True)
class MovedIn:
    """The settings that came along; the token is still to be given."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class MoveIn:
    """Take over a shop from another computer's file; nothing goes before PEAK was compared."""

    keeps: ClassVar[bool] = False

    file: Path

    def do(self, room: Room) -> MovedIn:
        """Raises ``Trouble`` (MOVE_FILE_..., PROFILE_IN_USE, ...): then all is as it was."""
        room.move_in(self.file)
        return MovedIn(room.settings)


@dataclass(frozen=True, slots=True)
class StayHere:
    """A person says that this computer is the one that sends, after all."""

    keeps: ClassVar[bool] = True

    def do(self, room: Room) -> Settings:
        """The settings that hold now."""
        stay_here(room)
        return room.settings


class Stay(Protocol):
    """As much of a profile as it takes."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def settings(self) -> Settings: ...
    def use_settings(self, settings: Settings) -> None: ...
    def connect_anew(self) -> None: ...


def stay_here(place: Stay) -> None:
    """Send from here again; the other computer may have sent, so PEAK's lists are read first."""
    if not place.settings.moved_out:
        return
    place.ledger.compare_first(Problem(Code.LEDGER_MOVED))
    place.connect_anew()
    place.use_settings(replace(place.settings, moved_out=""))
    place.ledger.set_trouble(None)


def moved_out(settings: Settings) -> Problem | None:
    """Why nothing is sent from here, if the shop has moved to another computer."""
    if not settings.moved_out:
        return None
    try:
        made = datetime.fromisoformat(settings.moved_out).astimezone(BANGKOK).date().isoformat()
    except ValueError:
        made = ""
    return Problem(Code.MOVED_OUT, {"made": made})
