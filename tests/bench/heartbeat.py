"""How late the window's own timer is while a pass runs at full speed, and while PEAK is silent:
in the window of a shop that is set up, and on each page of the wizard that asks PEAK.

    python -m tests.bench heartbeat

A timer of 10 ms in the window's thread notes how much later than that it fires: so long is the
window deaf. The practice server runs in a process of its own, as PEAK does.
"""

import itertools
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from tests.offscreen import OFFSCREEN

os.environ.setdefault("QT_QPA_PLATFORM", OFFSCREEN)

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest

from tests.bench.pass_beside_raw import SEED_DAY, Bench, Server, receipts, serving
from tests.bench.rows import Goal, Row
from tests.bench.start_to_safe import fill
from xpeak_desktop.bootstrap.profile import GLANCE_SECONDS, Profile
from xpeak_desktop.bootstrap.windows import WindowWork
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.keyring_secrets import SessionSecrets
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger.sqlite import open_ledger, open_reader
from xpeak_desktop.peak.gateway import connect
from xpeak_desktop.ports import Secret, SecretStore
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.services.progress import PassResult, Report
from xpeak_desktop.services.senders import ThreadSenders
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.services.syncing import Syncing
from xpeak_desktop.services.tools import Tools
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.app import the_application
from xpeak_desktop.ui.channels_page import ChannelsPage
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.garbage import WindowGarbage
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.wizard import SetupView
from xpeak_desktop.ui.wizard_page import Desk

BEAT_MS = 10

SILENCE = 8.0
"""So many seconds PEAK lets a page of the wizard wait, of which ``WATCHED`` are looked at."""

WATCHED = 5.0

FULL_SPEED = 6000
"""Receipts of a pass at full speed: some seconds, so that one late beat is not one of a hundred."""

_SERIES = itertools.count()

ASKING = (Page.TOKEN, Page.SERVICES, Page.CHANNELS, Page.PRODUCTS, Page.REVIEW)
"""The pages that ask PEAK; Welcome asks nothing, and is how they are at rest."""


class Heartbeat(QObject):
    """Notes how late it beats, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self._last = now

    def p99(self) -> float:
        """Of a hundred beats one is later than this."""
        return sorted(self.late)[int(len(self.late) * 0.99)]


def age(path: Path) -> Path:
    """Put all receipts of a ledger two years back; the file."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    known = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in triggers.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE receipt SET issued_on = date(issued_on, '-2 years')")
    for (sql,) in known:
        connection.execute(sql)
    connection.commit()
    connection.close()
    return path


class BenchWork:
    """A pass over the bench's ledger; made on the worker's thread."""

    def __init__(
        self, path: Path, settings: Settings, secrets: SecretStore, cancel: threading.Event
    ) -> None:
        self._clock, self._settings, self._cancel = SystemClock(), settings, cancel
        self._ledger = open_ledger(path, self._clock)
        self._gateway = connect(settings.base_url, secrets, self._clock, cancel)

    def run_pass(self, report: Report) -> PassResult:
        senders = ThreadSenders()
        tools = Tools(
            self._ledger,
            self._gateway,
            senders,
            self._clock,
            self._cancel,
            self._settings,
            report,
        )
        try:
            return Syncing(tools, list, "practice", Contest()).run_pass()
        finally:
            senders.close()

    def do(self, job: Job) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self._gateway.close()
        self._ledger.close()


class Measured:
    """A window over a shop with receipts to send."""

    def __init__(
        self, server: Server, asked: Server, folder: Path, count: int, old: int = 0
    ) -> None:
        """``server`` is set up on, and ``asked`` is what the window then talks to.

        ``old`` is how many receipts were sent long ago, so that no audit asks for them.
        """
        if old:
            age(fill(folder, old, 0)).rename(folder / "ledger.sqlite3")
        self._bench = Bench(server, folder)
        secrets = SessionSecrets()
        for name, value in asked.secrets.items():
            secrets.put(name, Secret(value))
        # Of numbers and a day of their own: what PEAK has already would only be taken over.
        series = next(_SERIES)
        day = SEED_DAY - timedelta(days=series)
        self._bench.put(receipts(f"HB{series}", count, day))
        self._bench.ledger.close()
        path = folder / "ledger.sqlite3"
        settings = Settings(
            base_url=asked.peak_url, rules=self._bench.settings.rules, set_up=True, keyring=False
        )
        context = WindowContext(
            open_reader=lambda: open_reader(path, GLANCE_SECONDS),
            make_work=lambda cancel: BenchWork(path, settings, secrets, cancel),
            clock=SystemClock(),
            language="th",
            practice=True,
            shop_name="",
            every_minutes=0,
            resources=resources_dir(),
            settings=settings,
        )
        self.controller = SyncController(context.make_work)
        self.window = MainWindow(context, self.controller, lambda: False)
        self.window.begin()

    def run(self, begin: Callable[[], None], seconds: float) -> Heartbeat:
        """Beat until the pass has ended, or for so many seconds."""
        beat = Heartbeat()
        loop = QEventLoop()
        self.controller.finished.connect(loop.quit)
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        the_application([]).processEvents()
        beat.start()
        begin()
        loop.exec()
        beat.stop()
        return beat

    def close(self) -> None:
        self.controller.wait()
        self.window.quit()


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Let the window live until something is true."""
    ends = time.perf_counter() + seconds
    while not true():
        assert time.perf_counter() < ends
        QTest.qWait(5)


class MeasuredPage:
    """One page of the wizard, of a shop with a token, waiting for a PEAK that says nothing."""

    def __init__(self, silent: Server, folder: Path, page: Page) -> None:
        profile = Profile(find_places(folder / "data", "default"))
        profile.places.create()
        settings = Settings(base_url=silent.peak_url, keyring=False)
        secrets = {name: Secret(value) for name, value in silent.secrets.items()}
        profile.use_secrets(secrets, keyring=False)
        profile.open_desk(settings, profile.cancel).close()
        handover = Handover()
        context = WindowContext(
            open_reader=profile.open_reader,
            make_work=lambda cancel: WindowWork(profile, settings, cancel, handover),
            clock=profile.clock,
            language="th",
            practice=False,
            shop_name="",
            every_minutes=0,
            resources=resources_dir(),
            settings=settings,
            handover=handover,
        )
        self.controller = SyncController(context.make_work)
        self.view = SetupView(Desk(context, self.controller), page)
        self.controller.start()
        self.view.resize(1280, 720)
        self.view.show()

    def waits(self) -> bool:
        """Whether PEAK's answer is awaited; Channels can be used meanwhile."""
        page = self.view.page
        if isinstance(page, ChannelsPage):
            return not page.channels.help.again.isEnabled()
        return page.busy

    def ask(self) -> None:
        """Have the page ask PEAK; most do so as they come."""
        page = self.view.page
        if isinstance(page, ProductsPage):
            until(lambda: not page.busy)
            page.products.status.match.click()
        until(self.waits)

    def watch(self) -> Heartbeat:
        """Beat while nothing is answered."""
        beat = Heartbeat()
        beat.start()
        QTest.qWait(round(WATCHED * 1000))
        beat.stop()
        return beat

    def close(self) -> None:
        self.controller.wait()
        self.view.close()
        self.view.deleteLater()


def watched(silent: Server, page: Page) -> Heartbeat:
    """The heartbeat on a page that waits; on Welcome, on one that does not."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        measured = MeasuredPage(silent, Path(name), page)
        try:
            if page in ASKING:
                measured.ask()
            beat = measured.watch()
            assert measured.waits() is (page in ASKING), page
        finally:
            measured.close()
    return beat


def wizard_rows(rounds: int) -> Iterator[Row]:
    """Each round: at rest on Welcome, then every page that asks a silent PEAK."""
    beats: dict[Page, list[Heartbeat]] = {page: [] for page in (Page.WELCOME, *ASKING)}
    with serving(SILENCE) as silent:
        for _ in range(min(rounds, 3)):
            for page, some in beats.items():
                some.append(watched(silent, page))
    rest = [max(one.late) for one in beats[Page.WELCOME]]
    for page in ASKING:
        worst = [max(one.late) for one in beats[page]]
        yield Row(f"heartbeat, wizard, {page}, PEAK silent: worst", "ms", worst, rest, "Welcome",
                  Goal(50))  # fmt: skip


def rows(rounds: int) -> Iterator[Row]:
    """Each round: at rest, a pass at full speed with the list of receipts open, a silent PEAK."""
    app = the_application([])
    the_look(app, resources_dir())
    i18n.install(app, "th", resources_dir())
    # As in the program: what is unreachable of Qt's is destroyed on this thread only.
    garbage = WindowGarbage()
    garbage.begin()
    beats: dict[str, list[Heartbeat]] = {"rest": [], "pass": [], "silent": []}
    with serving(0.0) as server, serving(30.0) as silent:
        for _ in range(min(rounds, 3)):
            with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
                measured = Measured(server, server, Path(name), FULL_SPEED, old=100_000)
                measured.window.main.go_to(PlaceName.RECEIPTS)
                beats["rest"].append(measured.run(lambda: None, 5))
                beats["pass"].append(measured.run(measured.controller.request, 120))
                result = measured.window.standing.result
                assert result is not None
                assert result.sent == FULL_SPEED, result
                measured.close()
            with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
                measured = Measured(server, silent, Path(name), 20)
                beats["silent"].append(measured.run(measured.controller.request, 8))
                measured.close()
    p99 = {name: [one.p99() for one in some] for name, some in beats.items()}
    worst = {name: [max(one.late) for one in some] for name, some in beats.items()}
    for name, what in (("pass", "full-speed pass, 100,000 rows"), ("silent", "PEAK silent")):
        yield Row(f"heartbeat, {what}: p99", "ms", p99[name], p99["rest"], "at rest", Goal(16))
        yield Row(f"heartbeat, {what}: worst", "ms", worst[name], worst["rest"], "at rest",
                  Goal(50))  # fmt: skip
    yield from wizard_rows(rounds)
    garbage.end()
