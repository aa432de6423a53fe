"""The window as a process of its own, over a made-up shop: says when it is up and what it closed.

python -m tests.gui.window_process
python -m tests.gui.window_process stuck    (its pass never ends)
python -m tests.gui.window_process hung     (its folder never answers)
python -m tests.gui.window_process asked    (the system asks it to end)
"""

import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.fakes_ui import FakeClock, FakeReader, FakeWork, busy_shop
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Counted
from xpeak_desktop.services.progress import PassResult, Progress
from xpeak_desktop.ui import app, folder_watch
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.resources import resources_dir


def say(words: str) -> None:
    print(words, flush=True)


class LoudReader(FakeReader):
    """Says when it is read for the first time: then signals are listened to."""

    readings = 0

    def counts(self) -> Mapping[State, Counted]:
        self.readings += 1
        if self.readings == 1:
            say("up")
        return super().counts()

    def close(self) -> None:
        say("reader closed")


class StuckWork(FakeWork):
    """A request that does not come back."""

    def run_pass(self, report: Callable[[Progress], None]) -> PassResult:
        self.deaf = True
        say("at work")
        return super().run_pass(report)


def send_now() -> None:
    """Press F5 in the window, once it has come."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    if windows and windows[0].isActiveWindow():
        QTest.keyClick(windows[0].main, Qt.Key.Key_F5)
    else:
        QTimer.singleShot(50, send_now)


def ask_to_end() -> None:
    """As macOS does for Quit, once the window shows."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    if windows and windows[0].standing.known:
        event, application = QEvent(QEvent.Type.Quit), QApplication.instance()
        assert application is not None
        QApplication.sendEvent(application, event)
        say("accepted" if event.isAccepted() else "refused")
    else:
        QTimer.singleShot(50, ask_to_end)


def hang(_folder: Path) -> folder_watch.Seen:
    """As a folder in the network does whose server is gone."""
    say("folder asked")
    threading.Event().wait()
    return {}


def main() -> int:
    stuck, hung = sys.argv[1:] == ["stuck"], sys.argv[1:] == ["hung"]
    source = Source("folder", folder=str(Path.cwd())) if hung else Source()
    if hung:
        vars(folder_watch)["listed"] = hang
    if stuck:
        vars(app)["LONGEST_END_MS"] = 200
        QTimer.singleShot(0, send_now)
    if sys.argv[1:] == ["asked"]:
        QTimer.singleShot(0, ask_to_end)
    context = WindowContext(
        open_reader=LoudReader(busy_shop().all).opened,
        make_work=StuckWork if stuck else FakeWork,
        clock=FakeClock(),
        language="th",
        practice=True,
        shop_name="",
        every_minutes=15,
        resources=resources_dir(),
        settings=Settings(set_up=True, source=source),
    )
    leaving = app.run_window(context, [])
    say("thread over" if threading.active_count() == 1 else "thread left behind")
    say(leaving.value)
    return 0


if __name__ == "__main__":
    sys.exit(main())
