"""Opens windows, one after the other in one process: the real shop's and the practice shop's."""

import argparse
import contextlib
import getpass
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TextIO

from xpeak_desktop import cli
from xpeak_desktop.bootstrap import practice
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.speaking import language_of
from xpeak_desktop.bootstrap.support import save_report
from xpeak_desktop.bootstrap.vault import GIVEN, KEYS, PRACTICE, environment_of
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.crash_file import watching
from xpeak_desktop.desktop.paths import DEMO_PROFILE, find_places
from xpeak_desktop.desktop.provision import find_provision, program_folder
from xpeak_desktop.domain.problems import Area, Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import PRODUCTION_URL, Settings
from xpeak_desktop.ledger.files import identity
from xpeak_desktop.ports import Autostart, Secret, SecretName
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.jobs.room import Job, Room
from xpeak_desktop.services.judging import judge_all
from xpeak_desktop.services.progress import PassResult, Report
from xpeak_desktop.services.setting_up import set_up
from xpeak_desktop.services.setup_flow import Page, go_on_at, page_of, read_answers
from xpeak_desktop.ui.context import Leaving, WindowContext

logger: Final = logging.getLogger(__name__)

_DEMO_RECEIPTS: Final = 500
# Together about as long as a window takes to come or to go.
_TRIES: Final = 12
_PAUSE_SECONDS: Final = 0.4


class WindowWork:
    """What the window's worker does; made, used and closed on the worker's thread."""

    def __init__(
        self, profile: Profile, settings: Settings, cancel: threading.Event, handover: Handover
    ) -> None:
        self._path = profile.places.ledger
        shown = identity(self._path)
        self._desk = profile.open_desk(settings, cancel, handover)
        # Whoever pressed a button meant a receipt of the file that stood there.
        self._exchanged = shown not in (None, identity(self._path))

    def run_pass(self, report: Report) -> PassResult:
        """One pass."""
        self._exchanged = False
        try:
            return self._desk.sync(report)
        except Trouble as error:
            return PassResult(problem=error.problem)

    def do(self, job: Job) -> Any:
        """One job. Raises ``Trouble``; damage that it met is looked into by the next pass."""
        room: Room = self._desk
        exchanged, self._exchanged = self._exchanged, False
        if exchanged and hasattr(job, "receipt_id"):
            locked = Problem(Code.LEDGER_LOCKED, {"path": str(self._path)})
            raise Trouble(next(iter(room.ledger.warnings()), locked))
        try:
            return job.do(room)
        except Trouble as error:
            self._desk.remember(error.problem)
            raise

    def close(self) -> None:
        """Close the ledger and the connections."""
        self._desk.close()


# ---------------------------------------------------------------------- one shop


@dataclass(slots=True)
class Shop:
    """A profile whose lock is held, ready for one window after the other.

    ``notices`` are told by the first window only; ``told`` is the broken file they were about.
    """

    profile: Profile
    practice: bool = False
    shop_name: str = ""
    background: bool = False
    practice_token: Callable[[], Secret] | None = None
    autostart: Autostart | None = None
    crashed_before: bool = False
    notices: list[Problem] = field(default_factory=list)
    told: Path | None = None

    def context(self, asked: str | None, spoken: str) -> WindowContext:
        """What the next window needs, with the settings as they are now.

        It speaks the language ``asked`` for, else the one that is kept, else the one ``spoken``.
        """
        from xpeak_desktop.ui.resources import resources_dir

        profile, handover = self.profile, Handover()
        settings = self._settings()
        made = WindowContext(
            open_reader=profile.open_reader,
            make_work=lambda cancel: WindowWork(profile, settings, cancel, handover),
            clock=profile.clock,
            language=language_of(asked, settings.language, spoken),
            practice=self.practice or environment_of(settings.base_url) == PRACTICE,
            practice_shop=self.practice,
            shop_name=settings.business_name or self.shop_name,
            every_minutes=0 if self.practice else settings.pace.every_minutes,
            resources=resources_dir(),
            settings=settings,
            handover=handover,
            profile=profile.profile,
            instance=instance_of(profile),
            background=self.background,
            practice_token=self.practice_token,
            autostart=self.autostart,
            report=self._write_report,
            crashed_before=self.crashed_before,
            folder=profile.places.folder,
            keys_file=None if self.practice else profile.provision_file(),
            begin_at=self._begin_at(settings),
            notices=tuple(self.notices),
        )
        self.background = self.crashed_before = False
        self.notices = []
        return made

    def _settings(self) -> Settings:
        settings = self.profile.store.load()
        broken = self.profile.store.broken()
        if broken is not None and broken != self.told:
            self.told = broken
            self.notices.append(Problem(Code.SETTINGS_BROKEN, {"path": str(broken)}))
        prepared = self.profile.prepared_url
        if prepared and not settings.set_up and settings.base_url == PRODUCTION_URL:
            settings = replace(settings, base_url=prepared)
        return replace(settings, page=self._page(settings).value)

    def _page(self, settings: Settings) -> Page:
        """Where the set-up goes on: not behind what has been lost since it was reached."""
        page = page_of(settings.page)
        if settings.set_up or page in (Page.WELCOME, Page.TOKEN):
            return page
        desk = self.profile.open_desk(settings, self.profile.cancel)
        with contextlib.closing(desk):
            has_token = self._has_token(settings)
            return go_on_at(read_answers(desk.ledger, settings, has_token=has_token))

    def _begin_at(self, settings: Settings) -> Page | None:
        """The token's page, when the secrets went with the process before this one."""
        lost = settings.set_up and not self._has_token(settings)
        return Page.TOKEN if lost else None

    def _has_token(self, settings: Settings) -> bool:
        """Whether there is a token; the keyring may ask a person, so it is left to the worker."""
        if settings.keyring:
            return True
        return self.profile.secrets(settings).get(SecretName.USER_TOKEN) is not None

    def _write_report(self, path: Path) -> None:
        """Write the report for support; called on a thread of its own."""
        save_report(self.profile, path)


def instance_of(profile: Profile) -> str:
    """Names this profile of this person among all that may run on the computer."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return f"{profile.places.folder}|{getpass.getuser()}"
    return str(profile.places.folder)


@contextmanager
def real_shop(args: argparse.Namespace, *notices: Problem) -> Iterator[Shop]:
    """The shop of a profile. Raises ``Trouble`` (PROFILE_BUSY, what the ledger met, ...)."""
    profile = Profile(find_places(args.data_dir, args.profile))
    shop = Shop(profile, background=args.background, notices=list(notices))
    with profile.locked(), watching(profile.places.crash_log) as crashed:
        shop.crashed_before = crashed
        try:
            profile.provide(find_provision(profile.places.data, program_folder()))
        except Trouble as error:
            shop.notices.append(error.problem)
        shop.shop_name = profile.put_in_order()
        shop.autostart = profile.autostart()
        yield shop


@contextmanager
def first_steps(args: argparse.Namespace, language: str) -> Iterator[Shop]:
    """The practice shop before its set-up: the whole wizard is walked there."""
    profile = Profile(find_places(args.data_dir, DEMO_PROFILE))
    with practice.open_first_steps(profile, language) as token, profile.locked():
        profile.put_in_order()
        yield Shop(profile, practice=True, practice_token=token)


@contextmanager
def demo_shop(args: argparse.Namespace) -> Iterator[Shop]:
    """The practice shop, set up and full of receipts (``--demo``)."""
    profile = Profile(find_places(args.data_dir, DEMO_PROFILE))
    with profile.practice(_DEMO_RECEIPTS, seed=1) as made, profile.locked():
        desk = profile.open_desk(made.settings, profile.cancel)
        set_up(desk.ledger, desk.gateway(), made.plan, desk.environment, desk.read_source)
        judge_all(desk.ledger, made.settings, profile.clock.now())
        desk.close()
        profile.store.save(made.settings)
        secrets = profile.secrets(made.settings)
        given = {name: secret for name in GIVEN if (secret := secrets.get(name)) is not None}
        # What is let go in the settings can be had again: nobody has keys of a pretend PEAK.
        profile.provided = {name: given[name] for name in KEYS}
        yield Shop(
            profile,
            practice=True,
            background=args.background,
            practice_token=lambda: given[SecretName.USER_TOKEN],
        )


# ---------------------------------------------------------------------- one window after the other

OpenShop = Callable[[], AbstractContextManager[Shop]]


def run_windows(args: argparse.Namespace, argv: list[str], out: TextIO, asked: str | None) -> int:
    """Show windows until a person quits; the exit code of the process.

    ``asked`` is the language of the command line. Raises ``Trouble`` when there is no screen.
    """
    if not has_screen():
        raise trouble(Code.CONFIG_INVALID, key="DISPLAY", value="", expected=":0")
    name: str = args.profile
    open_shop: OpenShop = partial(real_shop, args)
    if args.demo:
        name, open_shop = DEMO_PROFILE, partial(demo_shop, args)
    spoken = ""
    while True:
        try:
            with ExitStack() as stack:
                shop = _enter(stack, open_shop, args, name)
                if shop is None:
                    return 0
                # Only now: who is the second to start need not wait for all of Qt.
                from xpeak_desktop.ui.app import run_window

                leaving = Leaving.AGAIN
                while leaving is Leaving.AGAIN:
                    context = shop.context(asked, spoken)
                    asked, spoken = None, context.language
                    leaving = run_window(context, argv)
                unasked = shop.profile.vault.unasked
        except Trouble as error:
            return _refuse(error.problem, args, asked or spoken, out)
        if leaving is Leaving.QUIT:
            return 0
        args.background = False
        if leaving is Leaving.PRACTICE:
            name, open_shop = DEMO_PROFILE, partial(first_steps, args, spoken)
        else:
            notices = _erase(args, unasked, spoken) if leaving is Leaving.ERASE else []
            name, open_shop = args.profile, partial(real_shop, args, *notices)


def _erase(args: argparse.Namespace, unasked: Problem | None, language: str) -> list[Problem]:
    """Remove the shop's files and say what stays behind; gives what stood in the way.

    It is said at once: the window that comes shows the set-up, and notices only after it.
    """
    found = [*([unasked] if unasked else []), *erase_files(args)]
    for problem in found:
        if problem.area is Area.WARNING:
            _show(problem, language)
    return [one for one in found if one.area is not Area.WARNING]


def erase_files(args: argparse.Namespace) -> list[Problem]:
    """Remove the shop's files, now that nothing of it is open; what stays, or stood in the way.

    The keyring, which may ask a person, was emptied while there was a window to say so.
    """
    try:
        return Profile(find_places(args.data_dir, args.profile)).erase_files()
    except Trouble as error:
        return [error.problem]


def _enter(
    stack: ExitStack, open_shop: OpenShop, args: argparse.Namespace, name: str
) -> Shop | None:
    """The shop of that profile; ``None`` when the window it has already came up instead.

    One that only just begins or ends has no window to bring up, and is waited for. So is whatever
    a start with the computer meets: it brings no window up, and in the end leaves without a word.
    Raises ``Trouble`` as the shop does.
    """
    tries = _TRIES
    while True:
        try:
            return stack.enter_context(open_shop())
        except Trouble as error:
            tries -= 1
            if error.problem.code is not Code.PROFILE_BUSY:
                raise
            if args.background:
                if not tries:
                    return None
            elif _other_came_up(args, name):
                return None
            elif not tries:
                raise
        _rest()


def _rest() -> None:
    SystemClock().wait(_PAUSE_SECONDS, threading.Event())


def has_screen() -> bool:
    """Whether a window can be shown: without a screen Qt would end the process."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if not os.environ.get("WAYLAND_DISPLAY"):
        return False
    from xpeak_desktop.ui.screen import speaks_wayland

    return speaks_wayland()


def _refuse(problem: Problem, args: argparse.Namespace, language: str, out: TextIO) -> int:
    """Say why there is no window, to whoever may look."""
    spoken = language_of(language)
    reply = cli.Reply(problems=[problem])
    cli.write(reply, out, as_json=args.json, lang=spoken)
    if not args.background:
        _show(problem, spoken)
    return reply.code


def _show(problem: Problem, language: str) -> None:
    from xpeak_desktop.ui.refusal import show_refusal
    from xpeak_desktop.ui.resources import resources_dir

    show_refusal(problem, language, resources_dir())


def _other_came_up(args: argparse.Namespace, name: str) -> bool:
    from xpeak_desktop.ui.single_instance import raise_other

    return raise_other(instance_of(Profile(find_places(args.data_dir, name))))
