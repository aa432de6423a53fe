"""The one place that knows everybody: settings, outside rooms, services, commands and window."""

import contextlib
import locale
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import urlsplit

from xpeak_desktop import cli, log, transport, wording
from xpeak_desktop.cli.rooms import Check, greet, ready_settings
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.kept_epoch import KeptEpoch
from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets, SessionSecrets
from xpeak_desktop.desktop.paths import DEMO_PROFILE, Places, find_places, storage_trouble
from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.desktop.settings_file import SettingsFile
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.domain.settings import Rules, Settings, Source
from xpeak_desktop.ledger.keeping import Keeper
from xpeak_desktop.ledger.sqlite import open_reader, recover
from xpeak_desktop.peak.gateway import connect
from xpeak_desktop.ports import (
    EpochStore,
    Ledger,
    LedgerReader,
    PeakGateway,
    Secret,
    SecretName,
    SecretStore,
)
from xpeak_desktop.services.config import Plan
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.importing import Importing, ImportReport
from xpeak_desktop.services.judging import judge_all
from xpeak_desktop.services.progress import PassResult, Progress, Report
from xpeak_desktop.services.senders import ThreadSenders
from xpeak_desktop.services.setting_up import set_up
from xpeak_desktop.services.syncing import Syncing
from xpeak_desktop.services.tools import Tools
from xpeak_desktop.shop.export_file import file_digest, read_export
from xpeak_desktop.shop.live_link import LiveLink

logger: Final = logging.getLogger(__name__)


def environment_of(base_url: str) -> str:
    """Which PEAK a ledger belongs to: the host, or ``practice`` for this computer itself."""
    host = urlsplit(base_url).hostname or ""
    return "practice" if transport.is_loopback(host) else host


class Desk:
    """One profile while its lock is held: the ledger is open, PEAK can be asked.

    Belongs to the thread that made it; only the gateway is used by the senders too.
    """

    def __init__(
        self,
        settings: Settings,
        keeper: Keeper,
        secrets: SecretStore,
        epochs: EpochStore,
        clock: SystemClock,
        cancel: threading.Event,
    ) -> None:
        self.settings = settings
        self._keeper = keeper
        self._epochs = epochs
        self._suspect = False
        self._open_ledger()
        self.environment = environment_of(settings.base_url)
        self._secrets = secrets
        self._clock = clock
        self._cancel = cancel
        self._contest = Contest()
        self._gateway: PeakGateway | None = None

    @property
    def ledger(self) -> Ledger:
        """The writer; another one after it had to be opened anew."""
        return self._ledger

    def _open_ledger(self, *, thorough: bool = False) -> None:
        self._ledger = self._keeper.open(thorough=thorough)
        self._importing = Importing(self._ledger, read_export, file_digest)

    def gateway(self) -> PeakGateway:
        """PEAK, connected when first needed."""
        if self._gateway is None:
            self._gateway = connect(
                self.settings.base_url,
                self._secrets,
                self._clock,
                self._cancel,
                self._contest.died_early,
            )
        return self._gateway

    def import_files(self, files: Sequence[Path]) -> ImportReport:
        """Read export files into the ledger."""
        return self._importing.import_files(files)

    def read_source(self) -> list[Problem]:
        """Read what is new in the watched folder or over the live link."""
        source = self.settings.source
        if source.kind == "live":
            key = self._secrets.get(SecretName.SHOP_KEY)
            if key is None:
                # What was read before may still go to PEAK.
                return [Problem(Code.SECRETS_MISSING, {"name": SecretName.SHOP_KEY.value})]
            link = LiveLink(source.url, key, self._clock, self._cancel)
            with contextlib.closing(link):
                report = self._importing.import_live(link, self._clock.now())
        elif source.kind == "folder":
            report = self._importing.import_folder(Path(source.folder))
        else:
            return []
        return report.problems()

    def sync(self, report: Report) -> PassResult:
        """Do one whole pass; the ledger is looked after first.

        Raises ``Trouble`` when there is no ledger to work with.
        """
        told = self._look_after_ledger()
        result = self._run_pass(report)
        self._suspect = result.problem is not None and result.problem.code is Code.LEDGER_BROKEN
        return replace(result, warnings=(*result.warnings, *told))

    def _look_after_ledger(self) -> list[Problem]:
        """Once a day, and when a pass met damage: look the file through, then copy it."""
        if not (self._suspected() or self._keeper.due()):
            return []
        self._ledger.close()
        self._suspect = True
        self._open_ledger(thorough=True)
        self._suspect = False
        problem = self._keeper.back_up_daily(self._ledger)
        return [problem] if problem else []

    def remember(self, problem: Problem) -> None:
        """Let the next pass look the ledger through when somebody met damage in it."""
        if problem.code is Code.LEDGER_BROKEN:
            with contextlib.suppress(Trouble):
                self._ledger.set_trouble(problem)

    def _suspected(self) -> bool:
        """Whether this process or the one before met damage that the quick look had missed."""
        if self._suspect:
            return True
        try:
            known = self._ledger.trouble()
        except Trouble:
            return True
        return known is not None and known.code is Code.LEDGER_BROKEN

    def back_up(self, out: Path | None) -> Path:
        """Copy the ledger to a file, or among the profile's copies."""
        return self._keeper.back_up(self._ledger, out)

    def _run_pass(self, report: Report) -> PassResult:
        senders = ThreadSenders()
        tools = Tools(
            ledger=self.ledger,
            gateway=self.gateway(),
            senders=senders,
            clock=self._clock,
            cancel=self._cancel,
            settings=self.settings,
            report=report,
            epochs=self._epochs,
        )
        try:
            return Syncing(tools, self.read_source, self.environment, self._contest).run_pass()
        finally:
            senders.close()

    def close(self) -> None:
        """Close connections; the caller releases the lock."""
        if self._gateway is not None:
            self._gateway.close()
        self.ledger.close()


class Profile:
    """Everything outside for one profile; the commands' ``Rooms``."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.profile = places.profile
        self.clock = SystemClock()
        self.cancel = threading.Event()
        self.store = SettingsFile(places.settings)
        self._given: SecretStore | None = None

    # ------------------------------------------------------------------ secrets

    def use_secrets(self, given: Mapping[SecretName, Secret] | None, *, keyring: bool) -> None:
        """Work with these secrets for this process; without them the keyring is asked."""
        if given is None and keyring:
            return
        self._given = SessionSecrets()
        for name, secret in (given or {}).items():
            self._given.put(name, secret)

    def keep_secrets(self, settings: Settings) -> None:
        """Put the secrets of this process into the keyring, unless a person said no."""
        if not settings.keyring or self._given is None:
            return
        keyring = KeyringSecrets(environment_of(settings.base_url), self.profile)
        for name in SecretName:
            secret = self._given.get(name)
            if secret is not None:
                keyring.put(name, secret)

    def secrets(self, settings: Settings) -> SecretStore:
        """The store a process works with."""
        if self._given is not None:
            return self._given
        if not settings.keyring:
            return SessionSecrets()
        return KeyringSecrets(environment_of(settings.base_url), self.profile)

    # ------------------------------------------------------------------ work

    @contextmanager
    def working(self, settings: Settings) -> Iterator[Desk]:
        """Take the profile's lock and open the ledger for writing."""
        with self._locked():
            desk = self.open_desk(settings, self.cancel)
            try:
                yield desk
            except Trouble as error:
                desk.remember(error.problem)
                raise
            finally:
                desk.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.places.create()
        try:
            log.set_up(self.places.logs)
        except OSError as error:
            raise storage_trouble(error, self.places.logs) from error
        with FileLock(self.places.lock):
            yield

    def open_desk(self, settings: Settings, cancel: threading.Event) -> Desk:
        """Open the ledger and the rest, on the thread that will use them; hold the lock."""
        secrets = self.secrets(settings)
        epochs = KeptEpoch(self.places.epoch, secrets)
        return Desk(settings, self._keeper(), secrets, epochs, self.clock, cancel)

    def _keeper(self) -> Keeper:
        return Keeper(self.places.ledger, self.places.backups, self.clock)

    def has_ledger(self) -> bool:
        """Whether this profile ever had anything to keep."""
        return self.places.ledger.exists()

    def restore(self, copy: Path) -> Path | None:
        """Put a copy of the ledger back; gives the file the present one was kept as."""
        settings = self.store.load()
        environment = environment_of(settings.base_url) if settings.set_up else ""
        with self._locked():
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
        """A read-only ledger; the file is put in order first when it must be."""
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

    def open_log(self) -> None:
        """Write the log for a command that has not opened it; if that fails, there is none."""
        with contextlib.suppress(Trouble, OSError):
            self.places.create()
            log.set_up(self.places.logs)

    # ------------------------------------------------------------------ doctor

    def checks(self) -> list[Check]:
        """Look at everything the program stands on, one after the other."""
        names: tuple[tuple[str, Callable[[], str]], ...] = (
            ("settings", self._check_settings),
            ("ledger", self._check_ledger),
            ("keyring", self._check_keyring),
            ("connection", self._check_connection),
            ("clock", self._check_clock),
            ("source", self._check_source),
            ("fonts", _check_fonts),
            ("tray", _check_tray),
        )
        return [_checked(name, look) for name, look in names]

    def _check_settings(self) -> str:
        return ready_settings(self).base_url

    def _check_ledger(self) -> str:
        with self.reading() as reader:
            total = sum(part.receipts for part in reader.counts().values())
        return f"{total:,}"

    def _check_keyring(self) -> str:
        settings = self.store.load()
        if self.secrets(settings).get(SecretName.USER_TOKEN) is None:
            raise trouble(Code.SECRETS_MISSING)
        return ""

    def _check_connection(self) -> str:
        with self.working(ready_settings(self)) as desk:
            return wording.inert(greet(desk).name)

    def _check_clock(self) -> str:
        with self.working(ready_settings(self)) as desk:
            gateway = desk.gateway()
            gateway.business()
            ahead = (self.clock.now() - gateway.now()).total_seconds()
        if abs(ahead) > _CLOCK_TOLERANCE:
            raise trouble(Code.CLOCK_WRONG, seconds=f"{ahead:.0f}")
        return f"{ahead:+.0f} s"

    def _check_source(self) -> str:
        source = ready_settings(self).source
        if source.kind == "folder" and not Path(source.folder).is_dir():
            raise trouble(Code.FOLDER_MISSING, folder=source.folder)
        return source.folder or source.url

    # ------------------------------------------------------------------ practice

    def write_demo_data(self, out: Path, receipts: int, seed: int, month: str) -> list[Path]:
        """Write export files like a shop's."""
        from xpeak_desktop.sandbox.shop_orders import write_demo_data

        try:
            return write_demo_data(out, receipts, seed, month or None)
        except ValueError as error:
            raise trouble(
                Code.CONFIG_INVALID, key="--month", value=month, expected="2026-11"
            ) from error
        except OSError as error:
            raise storage_trouble(error, out) from error

    def run_sandbox(self, port: int, scenario: str, seed: int, stdout: TextIO) -> None:
        """Serve the practice PEAK and shop until the process is asked to stop."""
        from xpeak_desktop.sandbox.server import run_in_foreground

        try:
            run_in_foreground(port, scenario, seed, stdout, self.cancel)
        except (OSError, OverflowError) as error:
            raise trouble(
                Code.CONFIG_INVALID, key="--port", value=str(port), expected="0, 1024 … 65535"
            ) from error

    @contextmanager
    def practice(self, receipts: int, seed: int) -> Iterator["Practice"]:
        """Open a new practice shop; what the last one left in this profile is thrown away."""
        from xpeak_desktop.sandbox.server import PracticeServer

        self.places.create()
        with FileLock(self.places.lock):
            _clear(self.places)
        exports = self.places.folder / "exports"
        with PracticeServer(receipts=receipts, seed=seed) as server:
            server.shop.write_csv(exports)
            given = server.credentials()
            names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
            secrets = {name: Secret(given[name.value]) for name in names}
            self.use_secrets(secrets, keyring=False)
            days = [receipt.issued_on for receipt in server.shop.receipts()]
            yield Practice(
                settings=_practice_settings(server.peak_url, exports),
                plan=_practice_plan(server.peak_url, exports),
                period=(min(days), max(days)),
                receipts=len(days),
            )


def _clear(places: Places) -> None:
    """Throw away what the last practice shop left, but for the lock that guards it."""
    for path in places.folder.iterdir():
        if path == places.lock:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    places.create()


_CLOCK_TOLERANCE: Final = 240.0


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, detail=look())
    except Trouble as error:
        return Check(name, error.problem)


def _check_fonts() -> str:
    from xpeak_desktop.ui.resources import resources_dir

    fonts = sorted(path.name for path in (resources_dir() / "fonts").glob("*.ttf"))
    if not fonts:
        raise trouble(Code.INTERNAL)
    return f"{len(fonts)}"


def _check_tray() -> str:
    """Ask Qt in a process of its own: without a screen it would end this one."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return "no_screen"
    asked = subprocess.run(
        [sys.executable, "-m", "xpeak_desktop.ui.tray_probe"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
    )
    return "tray_there" if asked.stdout.strip() == b"yes" else "tray_missing"


# ---------------------------------------------------------------------- the practice shop


@dataclass(frozen=True, slots=True)
class Practice:
    """The running practice shop: what a person would have typed in, and what it holds."""

    settings: Settings
    plan: Plan
    period: tuple[date, date]
    receipts: int


_PRACTICE_CHANNELS: Final = (
    ChannelRule("โอนธนาคาร กสิกร", send=True, pay_into="BSV001"),
    ChannelRule("โอนธนาคาร ไทยพาณิชย์", send=True, pay_into="BSV002"),
    ChannelRule("เก็บเงินปลายทาง (COD)", send=True, pay_into=CASH),
    ChannelRule("บัตรเครดิต", send=True, pay_into="BSV001"),
    ChannelRule("ShopeePay", send=False),
)


def _practice_settings(peak_url: str, exports: Path) -> Settings:
    return Settings(
        base_url=peak_url,
        source=Source("folder", folder=str(exports)),
        rules=Rules(start_date=date(2000, 1, 1)),
        set_up=True,
        keyring=False,
        create_services=True,
    )


def _practice_plan(peak_url: str, exports: Path) -> Plan:
    return Plan(_practice_settings(peak_url, exports), _PRACTICE_CHANNELS)


# ---------------------------------------------------------------------- the window


class WindowWork:
    """What the window's worker does; made, used and closed on the worker's thread."""

    def __init__(self, profile: Profile, settings: Settings, cancel: threading.Event) -> None:
        self._desk = profile.open_desk(settings, cancel)

    def run_pass(self, report: Report) -> PassResult:
        """One pass."""
        try:
            return self._desk.sync(report)
        except Trouble as error:
            return PassResult(problem=error.problem)

    def close(self) -> None:
        """Close the ledger and the connections."""
        self._desk.close()


def run_demo_window(profile: Profile, language: str, argv: list[str]) -> int:
    """Open the window on a new practice shop, under its strip."""
    from xpeak_desktop.ui.app import run_window
    from xpeak_desktop.ui.context import WindowContext
    from xpeak_desktop.ui.resources import resources_dir

    with profile.practice(_DEMO_RECEIPTS, seed=1) as shop, FileLock(profile.places.lock):
        log.set_up(profile.places.logs)
        desk = profile.open_desk(shop.settings, profile.cancel)
        set_up(desk.ledger, desk.gateway(), shop.plan, desk.environment, desk.read_source)
        judge_all(desk.ledger, shop.settings, profile.clock.now())
        desk.close()
        context = WindowContext(
            open_reader=profile.open_reader,
            make_work=lambda cancel: WindowWork(profile, shop.settings, cancel),
            clock=profile.clock,
            language=language,
            practice=True,
            shop_name="",
            every_minutes=0,
            resources=resources_dir(),
        )
        return run_window(context, argv)


_DEMO_RECEIPTS: Final = 500


# ---------------------------------------------------------------------- the way in


def run(argv: list[str], out: TextIO) -> int:
    """Start a command or the window; the exit code of the process."""
    try:
        args = cli.parse(argv)
    except cli.WrongUsage as wrong:
        return _wrong_usage(wrong, argv, out)
    args.lang = wording.pick_language(args.lang, _locales())
    demo = args.demo or args.command == "practice-run"
    try:
        profile = Profile(find_places(args.data_dir, DEMO_PROFILE if demo else args.profile))
        if args.command is None and args.demo:
            return run_demo_window(profile, args.lang, argv)
    except Trouble as error:
        return _refuse(error.problem, args.lang, as_json=args.json, out=out)
    if args.command is None:
        # The window for a real shop comes with the wizard; until then the commands do the work.
        return _refuse(Problem(Code.NOT_SET_UP), args.lang, as_json=args.json, out=out)
    return cli.run(args, profile, out)


def _locales() -> list[str]:
    """What the computer says about the language, the most particular first."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    return [*names, locale.getlocale()[0] or ""]


def _wrong_usage(wrong: cli.WrongUsage, argv: list[str], out: TextIO) -> int:
    """Say what cannot be read, as every command does; how it is written goes to stderr."""
    asked = next((argv[i + 1] for i, word in enumerate(argv[:-1]) if word == "--lang"), None)
    problem = Problem(Code.CONFIG_INVALID, {"key": str(wrong)})
    if sys.stderr is not None:
        sys.stderr.write(wrong.usage)
    lang = wording.pick_language(asked, _locales())
    return _refuse(problem, lang, as_json="--json" in argv, out=out)


def _refuse(problem: Problem, lang: str, *, as_json: bool, out: TextIO) -> int:
    reply = cli.Reply(problems=[problem])
    cli.write(reply, out, as_json=as_json, lang=lang)
    return reply.code


__all__ = ["Desk", "Profile", "Progress", "environment_of", "run"]
