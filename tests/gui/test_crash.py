"""What nobody caught: told once per kind, never a flood, and the program lives on."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThread, qCritical, qInfo, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeClock
from xpeak_desktop.domain.problems import Code, Problem, trouble
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.crash import CrashWatch, Seldom
from xpeak_desktop.ui.crash_dialog import CrashDialog, CrashTelling
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.practice_strip import PracticeStrip
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.save_report import ReportSaver, suggested

Logged = list[logging.LogRecord]


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[CrashWatch]:
    one = CrashWatch()
    one.install()
    yield one
    one.remove()
    one.deleteLater()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[Logged]:
    """What was logged; errors are what these tests provoke."""
    records: Logged = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    handler = Keeping(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield records
    logging.getLogger().removeHandler(handler)


def stumble(number: int = 0) -> None:
    raise ZeroDivisionError(f"the {number}. time")


def met(act: Callable[[], object]) -> None:
    """Let Python's hook have what the act raises, as Qt does with a slot's."""
    try:
        act()
    except Exception as error:  # noqa: BLE001
        sys.excepthook(type(error), error, error.__traceback__)


# --------------------------------------------------------------------------- the hooks


def test_a_kind_is_told_once_and_logged_seldom(
    watch: CrashWatch, qtbot: QtBot, logged: Logged, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this", "10 times", "100 times")
    told: list[int] = []
    watch.stumbled.connect(lambda: told.append(1))
    for number in range(250):
        met(partial(stumble, number))
    QCoreApplication.processEvents()
    assert told == [1]
    assert len(logged) == 3
    assert logged[0].exc_info


def test_another_place_is_another_kind(
    watch: CrashWatch, qtbot: QtBot, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")
    told: list[int] = []
    watch.stumbled.connect(lambda: told.append(1))
    met(stumble)
    met(lambda: stumble())
    met(partial(int, "x"))
    QCoreApplication.processEvents()
    assert len(told) == 3


def test_a_recursion_without_end_is_one_kind(
    watch: CrashWatch, qtbot: QtBot, logged: Logged, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")

    def down(depth: int) -> None:
        down(depth + 1)

    for _ in range(3):
        met(lambda: down(0))
    assert len([one for one in logged if one.exc_info]) <= 2


class Painting(QWidget):
    painted = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painted += 1
        raise ZeroDivisionError

    def paint_again(self, times: int) -> None:
        """Have it painted that often, as a busy arc or a hovered list does."""
        end = self.painted + times
        while self.painted < end:
            self.update()
            QCoreApplication.processEvents()


def test_a_paint_event_that_fails_a_hundred_times_floods_nothing(
    watch: CrashWatch, qtbot: QtBot, look: Look, logged: Logged, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this", "10 times", "100 times")
    telling = CrashTelling(watch, context())
    widget = Painting()
    qtbot.addWidget(widget)
    widget.show()
    widget.paint_again(150)
    assert isinstance(telling.dialog, CrashDialog)
    telling.dialog.accept()
    widget.paint_again(100)
    assert telling.dialog is None
    assert len([one for one in logged if one.levelno >= logging.WARNING]) == 3


def test_a_thread_tells_on_the_windows_thread(
    watch: CrashWatch, qtbot: QtBot, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")
    where: list[QThread] = []
    watch.stumbled.connect(lambda: where.append(QThread.currentThread()))
    one = threading.Thread(target=stumble)
    with qtbot.waitSignal(watch.stumbled):
        one.start()
        one.join()
    assert where == [QCoreApplication.instance().thread()]  # type: ignore[union-attr]


class Worse(Exception):  # noqa: N818
    def __str__(self) -> str:
        raise RuntimeError("not even that")


def test_an_exception_that_cannot_be_written_does_no_harm(
    watch: CrashWatch, qtbot: QtBot, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")

    def worse() -> None:
        raise Worse

    with qtbot.waitSignal(watch.stumbled):
        met(worse)


class Stumbling(logging.Handler):
    """A log that fails, and asks for the hook again while it does."""

    def emit(self, record: logging.LogRecord) -> None:
        met(lambda: stumble())
        raise OSError("no disk")


def test_a_log_that_fails_makes_no_circle(
    watch: CrashWatch, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")
    handler = Stumbling()
    logging.getLogger().addHandler(handler)
    try:
        met(stumble)
    finally:
        logging.getLogger().removeHandler(handler)


def test_what_python_could_not_raise_is_logged_and_not_told(
    watch: CrashWatch, qtbot: QtBot, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")

    class Leaving:
        def __del__(self) -> None:
            raise ValueError

    with qtbot.assertNotEmitted(watch.stumbled, wait=50):
        Leaving()


def test_the_hooks_are_given_back(qapp: QApplication) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    watch = CrashWatch()
    watch.install()
    assert sys.excepthook != before[0]
    watch.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    watch.remove()


def test_what_qt_says_is_logged_as_loud_as_it_was(
    watch: CrashWatch, logged: Logged, expected_logs: Callable[..., None]
) -> None:
    expected_logs("WARNING qt: .*careful", "ERROR qt: .*serious")
    for _ in range(30):
        qWarning("careful \u202eabc\x1b[0m")
    qCritical("serious")
    assert [one.levelno for one in logged] == [logging.WARNING, logging.WARNING, logging.ERROR]
    assert "\u202e" not in logged[0].getMessage()
    assert "\x1b" not in logged[0].getMessage()
    assert "10 times" in logged[1].getMessage()


def test_a_message_of_a_megabyte_is_cut(watch: CrashWatch, logged: Logged) -> None:
    logging.getLogger("qt").setLevel(logging.INFO)
    try:
        qInfo("x" * 1_000_000)
    finally:
        logging.getLogger("qt").setLevel(logging.NOTSET)
    assert [len(one.getMessage()) < 1000 for one in logged] == [True]


def test_ever_new_kinds_do_not_fill_the_memory() -> None:
    seldom = Seldom()
    assert sum(bool(seldom.count(number)) for number in range(10_000)) <= 200
    assert [seldom.count(0) for _ in range(9)] == [0] * 8 + [10]


# --------------------------------------------------------------------------- the dialog


def context(**fields: object) -> WindowContext:
    values: dict[str, object] = {
        "open_reader": lambda: None,
        "make_work": lambda _cancel: None,
        "clock": FakeClock(),
        "language": "th",
        "practice": False,
        "shop_name": "",
        "every_minutes": 0,
        "resources": resources_dir(),
    }
    return WindowContext(**(values | fields))  # type: ignore[arg-type]


def opened(problem: Code, qtbot: QtBot, **fields: object) -> CrashDialog:
    the_context = context(**fields)
    dialog = CrashDialog(Problem(problem), the_context, the_context.report)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_crash_of_the_run_before_is_told_once(
    watch: CrashWatch, qtbot: QtBot, look: Look
) -> None:
    calm = CrashTelling(watch, context())
    calm.tell_crashed_before()
    assert calm.dialog is None
    telling = CrashTelling(watch, context(crashed_before=True))
    telling.tell_crashed_before()
    assert telling.dialog is not None
    assert "กลางคัน" in telling.dialog.title.accessibleName()
    telling.dialog.accept()
    assert telling.dialog is None


def test_only_one_dialog_at_a_time(
    watch: CrashWatch, qtbot: QtBot, look: Look, expected_logs: Callable[..., None]
) -> None:
    expected_logs("nobody caught this")
    telling = CrashTelling(watch, context())
    met(stumble)
    QCoreApplication.processEvents()
    first = telling.dialog
    met(lambda: stumble())
    QCoreApplication.processEvents()
    assert telling.dialog is first
    assert first is not None
    first.accept()


def test_the_practice_shop_has_its_strip_here_too(qtbot: QtBot, look: Look) -> None:
    assert opened(Code.INTERNAL, qtbot, practice=True).findChild(PracticeStrip)
    assert not opened(Code.INTERNAL, qtbot).findChild(PracticeStrip)


def test_without_a_report_there_is_no_button_for_one(qtbot: QtBot, look: Look) -> None:
    dialog = opened(Code.INTERNAL, qtbot)
    assert dialog.save.isHidden()
    dialog.go_on.click()
    assert dialog.isHidden()


def test_a_report_is_saved_where_the_person_says(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    here = threading.get_ident()
    wrote_on: list[int] = []

    def write(path: Path) -> None:
        wrote_on.append(threading.get_ident())
        path.write_text("x")

    dialog = opened(Code.INTERNAL, qtbot, report=write)
    dialog.save.click()
    assert dialog.saver is not None
    chooser = dialog.saver.dialog
    assert chooser is not None
    assert chooser.selectedFiles()[0].endswith("xpeak-report.zip")
    target = tmp_path / "รายงาน <b>1.zip"
    with qtbot.waitSignal(dialog.saver.saved):
        chooser.selectFile(str(target))
        chooser.accept()
    assert target.read_text() == "x"
    assert wrote_on
    assert wrote_on[0] != here
    assert "รายงาน <b>1.zip" in dialog.note.accessibleName()
    assert dialog.save.isEnabled()


@pytest.mark.skipif(sys.platform != "linux", reason="the variables are the desktops'")
def test_a_report_is_offered_to_a_folder_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    assert suggested("report.zip") == tmp_path / "report.zip"
    (tmp_path / "Documents").mkdir()
    assert suggested("report.zip") == tmp_path / "Documents" / "report.zip"


@pytest.mark.parametrize("error", [trouble(Code.DISK_FULL, path="/x"), ValueError("x")])
def test_a_report_that_cannot_be_written_is_said_in_words(
    error: Exception,
    qtbot: QtBot,
    look: Look,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    if isinstance(error, ValueError):
        request.getfixturevalue("expected_logs")("the report could not be written")

    def write(_path: Path) -> None:
        raise error

    dialog = opened(Code.INTERNAL, qtbot, report=write)
    assert dialog.saver is not None
    with qtbot.waitSignal(dialog.saver.refused):
        dialog.saver.save(tmp_path / "x.zip")
    assert dialog.note.property("tone") == "bad"
    assert dialog.save.isEnabled()


def test_while_a_report_is_written_no_other_is_begun(qtbot: QtBot, tmp_path: Path) -> None:
    gate = threading.Event()
    begun: list[Path] = []

    def write(path: Path) -> None:
        begun.append(path)
        gate.wait(20)

    saver = ReportSaver(write)
    saver.save(tmp_path / "1.zip")
    saver.save(tmp_path / "2.zip")
    saver.ask(None)
    assert saver.busy
    with qtbot.waitSignal(saver.saved):
        gate.set()
    assert begun == [tmp_path / "1.zip"]
    assert not saver.busy


def test_esc_and_enter_go_on(qtbot: QtBot, look: Look) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog = opened(Code.INTERNAL, qtbot)
        QTest.keyClick(dialog, key)
        assert dialog.isHidden()
