"""What the commands need from outside; ``bootstrap`` builds it for one profile."""

import contextlib
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TextIO

from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import (
    Business,
    Clock,
    Ledger,
    LedgerReader,
    PeakGateway,
    Secret,
    SecretName,
    SettingsStore,
)
from xpeak_desktop.services.config import Plan
from xpeak_desktop.services.importing import ImportReport
from xpeak_desktop.services.progress import PassResult, Report


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: a name, and the problem if it is not fine."""

    name: str
    problem: Problem | None = None
    detail: str = ""


class Workplace(Protocol):
    """One profile while its lock is held: the ledger is open, PEAK can be asked."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def environment(self) -> str: ...
    @property
    def settings(self) -> Settings: ...
    def use_settings(self, settings: Settings) -> None: ...
    def connect_anew(self) -> None: ...
    def gateway(self) -> PeakGateway: ...
    def read_source(self) -> list[Problem]: ...
    def import_files(self, files: Sequence[Path]) -> ImportReport: ...
    def sync(self, report: Report) -> PassResult: ...
    def back_up(self, out: Path | None) -> Path: ...
    def move_out(self, target: Path) -> None: ...
    def move_in(self, file: Path) -> None: ...


class Rooms(Protocol):
    """One profile's outside world. Every method may raise ``Trouble``."""

    @property
    def profile(self) -> str: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def cancel(self) -> threading.Event: ...
    @property
    def store(self) -> SettingsStore: ...
    def use_secrets(self, given: Mapping[SecretName, Secret] | None, *, keyring: bool) -> None: ...
    def keep_secrets(self, settings: Settings) -> None: ...
    def working(self, settings: Settings) -> AbstractContextManager[Workplace]: ...
    def reading(self) -> AbstractContextManager[LedgerReader]: ...
    def open_log(self) -> None: ...
    def exists(self) -> bool: ...
    def has_ledger(self) -> bool: ...
    def restore(self, copy: Path) -> Path | None: ...
    def disconnect(self) -> None: ...
    def erase(self) -> None: ...
    def checks(self) -> list[Check]: ...
    def write_demo_data(self, out: Path, receipts: int, seed: int, month: str) -> list[Path]: ...
    def run_sandbox(self, port: int, scenario: str, seed: int, stdout: TextIO) -> None: ...
    def practice(self, receipts: int, seed: int) -> AbstractContextManager["PracticeShop"]: ...


class PracticeShop(Protocol):
    """The pretend PEAK and shop, running: where they are and what a person would type in."""

    @property
    def settings(self) -> Settings: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def period(self) -> tuple[date, date]: ...
    @property
    def receipts(self) -> int: ...


def greet(place: Workplace) -> Business:
    """Ask PEAK whose books the token opens; a ledger of another business raises ``Trouble``."""
    business = place.gateway().business()
    place.ledger.bind(place.environment, business.business_id, business.name)
    return business


def ready_settings(rooms: Rooms) -> Settings:
    """The settings of a profile that is set up; raises ``Trouble`` (NOT_SET_UP) otherwise."""
    settings = rooms.store.load()
    if not settings.set_up and rooms.has_ledger():
        # A move to this computer that was cut off ends when the ledger is opened; where it cannot
        # be opened, that nothing is set up still comes first.
        with contextlib.suppress(Trouble), rooms.working(settings) as place:
            settings = place.settings
    if not settings.set_up:
        raise trouble(Code.NOT_SET_UP)
    return settings
