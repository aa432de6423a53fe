"""A profile as the window works with it: its worker, real HTTP, a real ledger, a real keyring."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from keyring.errors import KeyringLocked

from tests.memory_keyring import MemoryKeyring
from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import WindowWork
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.services.setup_flow import Answers, read_answers

KEYS = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY)


class SharedKeyring(MemoryKeyring):
    """What one test's processes share; ``locked`` refuses, ``full`` after so many writes."""

    priority = 1
    held: ClassVar[dict[tuple[str, str], str]] = {}
    locked: ClassVar[bool] = False
    full: ClassVar[int | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.entries = self.held

    @classmethod
    def reset(cls) -> None:
        cls.held.clear()
        cls.locked, cls.full = False, None

    @classmethod
    def names(cls) -> set[str]:
        """Which entries there are."""
        return {name for _, name in cls.held}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked or self.full == 0:
            raise KeyringLocked
        if self.full is not None:
            type(self).full = self.full - 1
        super().set_password(service, username, password)


@dataclass
class WindowedProfile:
    """One profile beside one practice PEAK; ``open`` is one run of the program."""

    folder: Path
    server: PracticeServer
    name: str = "default"
    opened: list[WindowWork] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.profile = Profile(find_places(self.folder / "data", self.name))
        self.profile.places.create()
        self.handover = Handover()
        self.cancel = threading.Event()
        if not self.profile.places.settings.exists():
            self.profile.store.save(replace(Settings(), base_url=self.server.peak_url))
        self.work = self._open()

    def _open(self) -> WindowWork:
        work = WindowWork(self.profile, self.settings, self.cancel, self.handover)
        self.opened.append(work)
        return work

    @property
    def settings(self) -> Settings:
        """What is on the disk."""
        return self.profile.store.load()

    @property
    def desk(self) -> Desk:
        """The worker's desk."""
        return self.work._desk

    def ask(self, job: Job) -> Any:
        """Have a job done."""
        return self.work.do(job)

    def answers(self) -> Answers:
        """How far the set-up has come, as the next start of the window reads it."""
        has_token = SecretName.USER_TOKEN in self.desk.secret_names()
        return read_answers(self.desk.ledger, self.desk.settings, has_token=has_token)

    def hand_over(self, *names: SecretName, **others: str) -> None:
        """Leave these of the server's secrets, or what is given for them."""
        given = self.server.credentials()
        for name in names:
            self.handover.leave(name, Secret(given[name.value]))
        for text, value in others.items():
            self.handover.leave(SecretName(text), Secret(value))

    def mints(self) -> int:
        """How often PEAK was asked for a client token."""
        return int(self.server.books.request_counts.get("POST /clienttoken", 0))

    def start_again(self) -> None:
        """End the program and start it anew: what was in memory is gone."""
        self.work.close()
        self.opened.remove(self.work)
        provided = self.profile.provided
        self.profile = Profile(self.profile.places)
        self.profile.provided = provided
        self.work = self._open()

    def close(self) -> None:
        for work in self.opened:
            work.close()


@contextmanager
def windowed_profile(folder: Path, server: PracticeServer, name: str = "default") -> Iterator[Any]:
    """One profile, closed at the end."""
    made = WindowedProfile(folder, server, name)
    try:
        yield made
    finally:
        made.close()
