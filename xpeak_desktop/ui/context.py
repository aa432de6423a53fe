"""What the window is given by whoever starts it; it builds nothing from outside by itself."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Autostart, Clock, LedgerReader, Secret
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.services.progress import PassResult, Progress
from xpeak_desktop.services.setup_flow import Page


class Leaving(Enum):
    """What comes after a window: the end, or another window in the same process."""

    QUIT = "quit"
    PRACTICE = "practice"
    REAL = "real"
    AGAIN = "again"
    """The same shop once more, for what only a new window shows: the language."""
    ERASE = "erase"
    """The end of this shop on this computer: all of it is removed, and the set-up begins anew."""


class Work(Protocol):
    """What the worker's thread does; built, used and closed on that thread alone."""

    def run_pass(self, report: Callable[[Progress], None]) -> PassResult: ...
    def do(self, job: Job) -> Any: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class WindowContext:
    """Everything one window needs.

    ``open_reader`` is called on the window's thread; ``make_work`` on the worker's, with the event
    that asks a pass to stop. ``every_minutes`` 0 means that only a person starts a pass.
    ``settings`` are those of the start; whoever changes them gets the new ones from the job.
    ``practice``: PEAK is a pretend one, and the strip says so. ``practice_shop``: so is the shop,
    which can be left for the real one.
    ``practice_token`` gives the practice shop's pretend token, to be pasted as in PEAK.
    ``autostart`` is ``None`` where the computer cannot do it, and in the practice shop.
    ``report`` writes the redacted report for support to a file; call it through ``ReportSaver``.
    ``crashed_before``: the run before this one ended by a hard crash. ``folder`` is where
    everything of the profile lies. ``keys_file`` came with the program and holds the shop's keys
    whatever is removed.
    """

    open_reader: Callable[[], LedgerReader]
    make_work: Callable[[threading.Event], Work]
    clock: Clock
    language: str
    practice: bool
    shop_name: str
    every_minutes: int
    resources: Path
    settings: Settings = field(default_factory=Settings)
    handover: Handover = field(default_factory=Handover)
    profile: str = "default"
    instance: str = ""
    """Names this profile of this person among all that may run, for a second start to find it."""
    background: bool = False
    practice_token: Callable[[], Secret] | None = None
    autostart: Autostart | None = None
    report: Callable[[Path], None] | None = None
    crashed_before: bool = False
    practice_shop: bool = True
    folder: Path | None = None
    keys_file: Path | None = None
    begin_at: Page | None = None
    """A page of the set-up that must be done again first, though all is set up: the token."""
    notices: tuple[Problem, ...] = ()
    """What was met at the start and a person should hear of."""
