"""The window over 100,000 receipts: first paint, going to places, filtering, scrolling, memory.

    python -m tests.bench.window_100k

Prints a table; asserts nothing. Aims: each under 100 ms, memory under 150 MB. What a figure holds:

- process start: from before the interpreter starts, in a process of its own, the best of several;
  the modules of the whole program, Qt, fonts and style, the first paint;
- warm process: everything is loaded and a window was shown before; the second one is built and
  painted; the first one of the process also has to fill Qt's caches of glyphs;
- figures: from the first paint until the ledger was read and its figures are painted too;
- ahead: the longest single step of making the other places after the first paint;
- first visit: what is left of it once they are made;
- everything else: from the act until it is painted. "computed" leaves out waiting for the machine.

Needs no screen; with DISPLAY and QT_QPA_PLATFORM=xcb it uses one.
"""

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.offscreen import OFFSCREEN

os.environ.setdefault("QT_QPA_PLATFORM", OFFSCREEN)

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from tests.bench.start_to_safe import fill
from tests.gui.fakes_ui import FakeWork
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.app import the_application
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.receipts_place import ReceiptsPlace
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController

RECEIPTS = 100_000
AROUND_TODAY = "UPDATE receipt SET issued_on = date(?, '-' || (receipt_id % 365) || ' days')"
HELD = (
    "UPDATE receipt SET state = 'blocked', problem_code = 'product_unmatched',"
    """ params = '{"sku":"TS-' || (receipt_id % 97) || '"}' WHERE receipt_id % 50 = 0"""
)
LEFT_OUT = (
    "UPDATE receipt SET state = 'excluded', problem_code = 'channel_off',"
    """ params = '{"channel":"ShopeePay"}' WHERE receipt_id % 50 = 1"""
)


STAGES = ("python", "modules", "application, fonts, style", "window painted")

START = """
import sys, time
began, path = float(sys.argv[1]), sys.argv[2]
marks = [time.time() - began]
import xpeak_desktop.bootstrap.windows
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.app import the_application
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController
marks.append(time.time() - began)

class Work:
    def __init__(self, cancel): pass
    def run_pass(self, report): return PassResult()
    def do(self, job): return None
    def close(self): pass

class Painted(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() != QEvent.Type.Expose:
            return False
        watched.removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)
        marks.append(time.time() - began)
        self.seen = True
        return True

app = the_application([])
the_look(app, resources_dir())
i18n.install(app, "th", resources_dir())
marks.append(time.time() - began)
controller = SyncController(Work)
context = WindowContext(
    open_reader=lambda: open_reader(Path(path)), make_work=Work, clock=SystemClock(),
    language="th", practice=False, shop_name="", every_minutes=15, resources=resources_dir(),
    settings=Settings(set_up=True),
)
window = MainWindow(context, controller, lambda: False)
painted = Painted(window)
window.winId()
window.windowHandle().installEventFilter(painted)
window.begin()
while not painted.seen:
    app.processEvents()
window.quit()
controller.wait()
print(*marks, flush=True)
"""


class Offline(FakeWork):
    """The worker has no PEAK to ask; only the window is measured."""

    def do(self, job: Any) -> Any:
        raise Trouble(Problem(Code.OFFLINE))


class Painted(QObject):
    """Notes when a window has been painted for the first time: before anything else is done."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at: tuple[float, float] | None = None
        window.winId()
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Expose or self.at is not None:
            return False
        watched.removeEventFilter(self)
        QCoreApplication.sendEvent(watched, event)
        self.at = time.perf_counter(), time.thread_time()
        return True


def vary(path: Path, today: str) -> None:
    """Put the receipts on the last 365 days; every 50th waits for a person."""
    connection = sqlite3.connect(path)
    known = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in known:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(AROUND_TODAY, (today,))
    connection.execute(HELD)
    connection.execute(LEFT_OUT)
    for _, sql in known:
        connection.execute(sql)
    connection.commit()
    connection.close()


def resident_mb() -> float:
    """Memory of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


class Stopwatch:
    """Prints how long something took until it was painted."""

    def __init__(self, app: QApplication) -> None:
        self._app = app

    def time(self, name: str, act: Callable[[], object], times: int = 1) -> None:
        taken, own = [], []
        for _ in range(times):
            began, cpu = time.perf_counter(), time.thread_time()
            act()
            self._app.processEvents()
            taken.append((time.perf_counter() - began) * 1000)
            own.append((time.thread_time() - cpu) * 1000)
        middle, worst = statistics.median(taken), max(taken)
        busy = statistics.median(own)
        print(
            f"  {name:38} {middle:8.1f} ms   worst {worst:8.1f}   computed {busy:8.1f}", flush=True
        )


def measure(path: Path) -> None:
    """Open the window on that ledger and use it."""
    reader = open_reader(path)
    start_processes(path, 5)
    watch = Stopwatch(the_application([]))
    clock = SystemClock()
    today = clock.now().date()
    first = today.replace(day=1)
    print("questions to the ledger")
    watch.time("counts", reader.counts, 5)
    watch.time("day_totals, this month", lambda: reader.day_totals(first, today), 5)
    watch.time("needs", reader.needs, 5)
    watch.time("last_sent", reader.last_sent, 5)
    watch.time("next_try", reader.next_try, 5)
    watch.time("row_count of one state", lambda: reader.row_count((State.SENT,)), 5)
    reader.close()
    use_window(path, clock, watch)
    print(f"\nmemory: {resident_mb():.0f} MB (aim 150)")


def start_processes(path: Path, times: int) -> None:
    """Print the best of several starts of a process, stage by stage."""
    runs: list[list[float]] = []
    for _ in range(times):
        command = [sys.executable, "-c", START, repr(time.time()), str(path)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        runs.append([float(mark) * 1000 for mark in done.stdout.split()])
    print("process start to first paint")
    best = min(runs, key=lambda marks: marks[-1])
    for stage, mark in zip(STAGES, best, strict=True):
        print(f"  {stage:38} {mark:8.1f} ms from the start")


def shown(context: WindowContext, name: str) -> tuple[MainWindow, SyncController]:
    """A window that was just painted for the first time; prints how long that took."""
    app = the_application([])
    began, cpu = time.perf_counter(), time.thread_time()
    controller = SyncController(context.make_work)
    window = MainWindow(context, controller, lambda: False)
    painted = Painted(window)
    window.begin()
    while painted.at is None:
        app.processEvents()
    _tell(name, painted.at[0] - began, painted.at[1] - cpu)
    began, cpu = time.perf_counter(), time.thread_time()
    window.standing.read_first()
    app.sendPostedEvents()
    window.repaint()
    _tell("  figures", time.perf_counter() - began, time.thread_time() - cpu)
    return window, controller


def _tell(name: str, taken: float, own: float) -> None:
    print(f"  {name:38} {taken * 1000:8.1f} ms   computed {own * 1000:26.1f}", flush=True)


def end(window: MainWindow, controller: SyncController) -> None:
    window.quit()
    controller.wait()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    the_application([]).processEvents()


def make_places(window: MainWindow) -> None:
    """Let the places be made; prints the longest step, for which a person may have to wait."""
    app, longest, began = the_application([]), 0.0, time.thread_time()
    while set(window.main.made) != set(PlaceName):
        before = time.thread_time()
        app.processEvents()
        longest = max(longest, time.thread_time() - before)
    whole = (time.thread_time() - began) * 1000
    app.processEvents()
    print(f"  {'ahead: all places, and longest step':38} {whole:8.1f} ms   {longest * 1000:8.1f}")


def use_window(path: Path, clock: SystemClock, watch: Stopwatch) -> None:
    app = the_application([])
    the_look(app, resources_dir())
    i18n.install(app, "th", resources_dir())
    context = WindowContext(
        open_reader=lambda: open_reader(path),
        make_work=Offline,
        clock=clock,
        language="th",
        practice=False,
        shop_name="บ้านดินเผา เซรามิก",
        every_minutes=15,
        resources=resources_dir(),
        settings=Settings(set_up=True),
    )
    print("the window")
    window, controller = shown(context, "first window of the process")
    end(window, controller)
    window, controller = shown(context, "warm process")
    make_places(window)
    go = window.main.go_to
    for name in PlaceName:
        if name is not PlaceName.HOME:
            watch.time(f"first visit of {name}", partial(go, name))
    for name in PlaceName:
        go(PlaceName.SETTINGS)
        app.processEvents()
        watch.time(f"going to {name}", partial(go, name))
    watch.time("everything read again, at home", window.standing.refresh_all, 5)
    go(PlaceName.RECEIPTS)
    app.processEvents()
    use_list(window, watch)
    controller.wait()
    window.quit()


def use_list(window: MainWindow, watch: Stopwatch) -> None:
    place = window.main.view(PlaceName.RECEIPTS)
    assert isinstance(place, ReceiptsPlace)
    tabs, table = place.list.tabs, place.list.table
    print("the list of receipts")
    for number in range(tabs.count()):
        words = tabs.accessibleTabName(number)
        watch.time(f"tab {words}", partial(tabs.setCurrentIndex, number))
    tabs.setCurrentIndex(0)
    for text in ("RC-99", "โอน", "nothing like it", ""):
        place.search.setText(text)
        watch.time(f"search for {text!r}", place.search.returnPressed.emit)
    bar = table.verticalScrollBar()
    bar.setValue(0)
    watch.time("scrolling by a page", lambda: bar.setValue(bar.value() + bar.pageStep()), 50)
    watch.time("jumping to the middle", lambda: bar.setValue(bar.maximum() // 2))
    watch.time("jumping to the end", lambda: table.scrollToBottom())
    watch.time("jumping to the start", table.scrollToTop)
    assert isinstance(table, QAbstractItemView)
    table.setCurrentIndex(table.model().index(3, 0))
    watch.time("moving down one row", lambda: down(table), 20)
    for number in (60_000, 3):
        row = place.model.row(min(number, place.model.rowCount() - 1))
        assert row is not None
        watch.time(f"going to a receipt, row {number:,}", partial(place.go_to, row.number))


def down(table: QAbstractItemView) -> None:
    here = table.currentIndex()
    table.setCurrentIndex(here.siblingAtRow(here.row() + 1))


def main() -> None:
    """Measure over a ledger of that many receipts."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--receipts", type=int, default=RECEIPTS)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = fill(Path(name), asked.receipts)
        vary(path, SystemClock().now().date().isoformat())
        print(f"{asked.receipts:,} receipts, {path.stat().st_size / 1e6:,.0f} MB")
        measure(path)


if __name__ == "__main__":
    main()
