"""Everything outside for one profile; the commands' ``Rooms``."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, TextIO

from xpeak_desktop import log
from xpeak_desktop.bootstrap import doctor, practice
from xpeak_desktop.bootstrap.desk import Desk
from xpeak_desktop.bootstrap.moving import finish
from xpeak_desktop.bootstrap.vault import Vault, environment_of
from xpeak_desktop.cli.rooms import Check
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.paths import DEFAULT_PROFILE, Places, empty, storage_trouble
from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.desktop.provision import Provision, program_folder, provision_file
from xpeak_desktop.desktop.settings_file import SettingsFile
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger.guarding import ARRIVED
from xpeak_desktop.ledger.keeping import Keeper
from xpeak_desktop.ledger.sqlite import open_reader, recover
from xpeak_desktop.ports import Autostart, LedgerReader, Secret, SecretName, SecretStore
from xpeak_desktop.services.handover import Handover

GLANCE_SECONDS: Final = 0.02
"""A window waits so long for a writer's commit of a few rows, and comes back for a larger one."""


class Profile:
    """One profile's files, secrets and clock; opens a desk to work at."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.profile = places.profile
        self.clock = SystemClock()
        self.cancel = threading.Event()
        self.store = SettingsFile(places.settings)
        self.vault = Vault(places)
        self.provided: Mapping[SecretName, Secret] = {}
        self.prepared_url = ""
        self._holding = False

    # ------------------------------------------------------------------ secrets

    def use_secrets(self, given: Mapping[SecretName, Secret] | None, *, keyring: bool) -> None:
        """Work with these secrets for this process; without them the keyring is asked."""
        self.vault.use(given, keyring=keyring)

    def provide(self, provision: Provision) -> None:
        """Take what came with the program; it is kept with the first token."""
        self.provided, self.prepared_url = provision.secrets, provision.base_url

    def provision_file(self) -> Path | None:
        """The file with keys that came with the program and stays whatever is removed."""
        return provision_file(self.places.data, program_folder())

    def keep_secrets(self, settings: Settings) -> None:
        """Put the secrets of this process into the keyring, unless a person said no."""
        self.vault.keep(settings)

    def disconnect(self) -> None:
        """Remove the tokens and keys; the ledger and what is decided stay. Raises KEYRING_...."""
        settings, also = self._whose_secrets()
        with self.locked():
            self.vault.forget(settings, also=also)

    def erase(self) -> list[Problem]:
        """Remove everything of this profile, from the keyring and from the disk.

        Gives what stays behind all the same; raises what kept the shop here.
        """
        settings, also = self._whose_secrets()
        self.places.create()
        with FileLock(self.places.lock):
            self.vault.forget(settings, tuple(SecretName), also)
            return self._remove_files()

    def _whose_secrets(self) -> tuple[Settings, str]:
        """The settings, and which PEAK the ledger is for: settings can be lost or be too new.

        Raises SETTINGS_BROKEN for those of a newer program if the ledger says nothing either.
        """
        environment = ""
        with contextlib.suppress(Trouble), self.reading() as reader:
            environment = reader.meta("environment") or ""
        try:
            return self.store.load(), environment
        except Trouble as error:
            if error.problem.code is not Code.SETTINGS_BROKEN or not environment:
                raise
            return Settings(), environment

    def erase_files(self) -> list[Problem]:
        """Remove everything of this profile from the disk; its secrets have gone before.

        Gives what stays behind all the same; raises what kept the shop here.
        """
        self.places.create()
        with FileLock(self.places.lock):
            return self._remove_files()

    def _remove_files(self) -> list[Problem]:
        # Windows removes no file that is open.
        log.close()
        empty(self.places)
        found = (self.vault.unasked, self._start_no_more())
        return [one for one in found if one is not None]

    def _start_no_more(self) -> Problem | None:
        """Else each log-in would start the program, hidden, for a shop that is gone."""
        entry = self.autostart()
        try:
            if entry is not None:
                entry.set_enabled(False)
        except Trouble as error:
            return Problem(Code.AUTOSTART_KEEPS, error.problem.params)
        return None

    def autostart(self) -> Autostart | None:
        """Only for the usual data folder: what lies elsewhere is somebody's trial."""
        # Only now: most commands need not wait for it.
        from xpeak_desktop.desktop.autostart import autostart, own_command

        if self.places.mark:
            return None
        named = self.profile != DEFAULT_PROFILE
        words = ("--profile", self.profile) if named else ()
        return autostart(own_command(words), self.profile if named else "")

    def secrets(self, settings: Settings) -> SecretStore:
        """The store a process works with."""
        return self.vault.store(settings)

    # ------------------------------------------------------------------ work

    @contextmanager
    def working(self, settings: Settings) -> Iterator[Desk]:
        """Take the profile's lock and open the ledger for writing."""
        with self.locked():
            desk = self.open_desk(settings, self.cancel)
            try:
                yield desk
            except Trouble as error:
                desk.remember(error.problem)
                raise
            finally:
                desk.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the folders, write the log, and keep every other XPEAK out."""
        self.places.create()
        try:
            log.set_up(self.places.logs)
        except OSError as error:
            raise storage_trouble(error, self.places.logs) from error
        with FileLock(self.places.lock):
            self._holding = True
            try:
                yield
            finally:
                self._holding = False

    def open_desk(
        self, settings: Settings, cancel: threading.Event, handover: Handover | None = None
    ) -> Desk:
        """Open the ledger and the rest, on the thread that will use them; hold the lock."""
        return Desk(
            settings,
            self.places,
            self.store,
            self.vault,
            self.clock,
            cancel,
            handover or Handover(),
            self.provided,
        )

    def _keeper(self) -> Keeper:
        return Keeper(self.places.ledger, self.places.backups, self.clock)

    def exists(self) -> bool:
        """Whether anybody has ever worked with this profile on this computer."""
        return self.places.folder.is_dir()

    def has_ledger(self) -> bool:
        """Whether this profile ever had anything to keep."""
        return self.places.ledger.exists() or self._keeper().interrupted()

    def restore(self, copy: Path) -> Path | None:
        """Put a copy of the ledger back; gives the file the present one was kept as."""
        settings = self.store.load()
        environment = environment_of(settings.base_url) if settings.set_up else ""
        with self.locked():
            return self._keeper().restore(copy, environment)

    @contextmanager
    def reading(self) -> Iterator[LedgerReader]:
        """Open the ledger read-only, after putting right what a killed writer left behind."""
        reader = self.open_reader()
        try:
            yield reader
        finally:
            reader.close()

    def open_reader(self) -> LedgerReader:
        """A read-only ledger; the file is put in order first when it must be.

        While this process holds the lock, its worker does that: what is in its hands is left alone.
        """
        if self._holding:
            return self._open_reader_beside_worker()
        if self._keeper().interrupted():
            with FileLock(self.places.lock):
                self._keeper().open().close()
        try:
            return open_reader(self.places.ledger)
        except Trouble as error:
            if error.problem.code is not Code.LEDGER_LOCKED:
                raise
        with FileLock(self.places.lock):
            recover(self.places.ledger, self.clock)
        return open_reader(self.places.ledger)

    def put_in_order(self) -> str:
        """Have a ledger that can be read, for a window to come; gives its business's name.

        Hold the lock. Looking the whole file through is left to the worker.
        """
        if not self.has_ledger() or self._keeper().interrupted():
            self._keeper().open().close()
        try:
            reader = open_reader(self.places.ledger)
        except Trouble as error:
            if error.problem.code not in (Code.LEDGER_LOCKED, Code.LEDGER_BROKEN):
                raise
            self._keeper().open().close()
            reader = open_reader(self.places.ledger)
        with contextlib.closing(reader):
            if reader.meta(ARRIVED) is not None:
                with contextlib.closing(self._keeper().open()) as ledger:
                    finish(ledger, self.store.save)
            return reader.meta("business_name") or ""

    def _open_reader_beside_worker(self) -> LedgerReader:
        if self._keeper().interrupted():
            raise trouble(Code.LEDGER_LOCKED, path=str(self.places.ledger))
        return open_reader(self.places.ledger, GLANCE_SECONDS)

    def open_log(self) -> None:
        """Write the log for a command that has not opened it; if that fails, there is none."""
        with contextlib.suppress(Trouble, OSError):
            self.places.create()
            log.set_up(self.places.logs)

    # ------------------------------------------------------------------ what commands ask for

    def checks(self) -> list[Check]:
        """Look at everything the program stands on, one after the other."""
        return doctor.checks(self)

    def write_demo_data(self, out: Path, receipts: int, seed: int, month: str) -> list[Path]:
        """Write export files like a shop's."""
        return practice.write_demo_data(out, receipts, seed, month)

    def run_sandbox(self, port: int, scenario: str, seed: int, stdout: TextIO) -> None:
        """Serve the practice PEAK and shop until the process is asked to stop."""
        practice.run_sandbox(port, scenario, seed, stdout, self.cancel)

    def practice(self, receipts: int, seed: int) -> AbstractContextManager[practice.Practice]:
        """Open a new practice shop; what the last one left in this profile is thrown away."""
        return practice.open_shop(self, receipts, seed)
