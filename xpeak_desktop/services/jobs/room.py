"""Where jobs are done: one profile, its lock held, on the worker's thread."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol

from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Clock, Ledger, LiveSource, PeakGateway, SecretName, SeenColumn
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.importing import ImportReport, Preview


class Room(Protocol):
    """One profile, open for work. Every method may raise ``Trouble``."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def cancel(self) -> threading.Event: ...
    @property
    def environment(self) -> str: ...
    @property
    def handover(self) -> Handover: ...

    def use_settings(self, settings: Settings) -> None:
        """Write the settings durably and work with them from now on."""

    def gateway(self) -> PeakGateway:
        """PEAK, with the secrets that are kept."""

    def connect_anew(self) -> None:
        """Begin with PEAK from the start, as if no client token had ever died early."""

    def try_secrets(self) -> PeakGateway:
        """PEAK, with the secrets just handed over on top of those kept; nothing is kept yet."""

    def shop_of_same_keys(self, business_id: str) -> str:
        """Another business on this computer that the Connect ID being tried serves, by name."""

    def keep_secrets(self, *, session_only: bool) -> None:
        """Keep what was tried: in the keyring, or for as long as the program runs."""

    def forget_tried(self) -> None:
        """Drop what was handed over and tried."""

    def secret_names(self) -> frozenset[SecretName]:
        """Which secrets there are."""

    def secrets_left(self) -> bool:
        """Whether anything that a person gave is kept, also where it is not used any more."""

    def token_tail(self) -> str:
        """The last four characters of the user token, to recognise it by; empty without one."""

    def forget_secrets(self, *, everything: bool = False) -> None:
        """Remove every secret of the profile from the keyring and from memory.

        ``everything``: also what protects a ledger that stays.
        """

    def secrets_kept(self) -> bool:
        """Whether the secrets outlive the program."""

    def live_source(self, url: str) -> LiveSource:
        """The live link with the shop key handed over, else the one kept."""

    def preview(self, path: Path) -> Preview:
        """What one export file holds; nothing is written."""

    def columns_of(self, path: Path) -> tuple[SeenColumn, ...]:
        """The columns of one export file, as they are understood so far."""

    def exports_in(self, folder: Path) -> Sequence[Path]:
        """The export files of a folder."""

    def import_files(self, files: Sequence[Path]) -> ImportReport:
        """Read export files into the ledger."""

    def read_source(self, source: Source | None = None) -> list[Problem]:
        """Read what is new; from the settings' source unless another is given."""

    def judge(self) -> int:
        """Judge all unsent receipts by what is decided now; the number that changed."""

    def back_up(self, out: Path | None) -> Path:
        """Copy the ledger to a file, or among the profile's copies; gives the file."""

    def copies(self) -> Sequence[tuple[datetime, Path]]:
        """The profile's copies of the ledger with when they were made (UTC), newest first."""

    def restore(self, copy: Path) -> Path | None:
        """Put a copy in the ledger's place; gives the file the present one was kept as.

        Nothing is sent from it before everything was compared with PEAK.
        """

    def move_out(self, target: Path) -> None:
        """Write the file for another computer, and send nothing from here any more."""

    def move_in(self, file: Path) -> None:
        """Take in a shop from another computer's file; its token is still to be given."""


class Job(Protocol):
    """One thing to do. Raises ``Trouble``; anything else is a bug."""

    @property
    def keeps(self) -> bool:
        """Whether it is done even while the program ends: every class of jobs states it.

        True for what keeps a person's word: quick, and done on this computer. By then ``cancel``
        is set, so that of PEAK nothing is asked after the word is kept. False for what only looks,
        asks PEAK, or takes its time: that would make quitting long, for an answer nobody reads.
        """

    def do(self, room: Room) -> Any: ...


class Look:
    """A job that only looks: no receipt moves by it, so nobody need look again because of it."""

    __slots__ = ()
    keeps: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Answered:
    """How a job ended: its result, or the problem that stood in its way."""

    number: int
    job: Job
    result: Any = None
    problem: Problem | None = None


def judge_if_awaited(room: Room) -> int:
    """Judge, unless the job was told to end: the next pass judges anyway, and quitting is quick."""
    return 0 if room.cancel.is_set() else room.judge()
