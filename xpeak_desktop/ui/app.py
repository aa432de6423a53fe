"""Starts windows, one after the other, and takes them down again in the right order."""

import logging
import os
import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QMetaMethod, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.context import Leaving, WindowContext
from xpeak_desktop.ui.crash import CrashWatch
from xpeak_desktop.ui.crash_dialog import CrashTelling
from xpeak_desktop.ui.end_signals import EndSignals
from xpeak_desktop.ui.garbage import WindowGarbage
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.single_instance import SingleInstance
from xpeak_desktop.ui.sync_controller import SyncController

log = logging.getLogger(__name__)

LONGEST_END_MS: Final = 90_000
"""From quitting to the end of the process: longer than any one request may take."""

# Windows groups windows and shows notices under this name; the installer waits for it to go.
_APP_ID = "XPEAK.Desktop"


class Application(QApplication):
    """Says when the system asks it to end: Quit in macOS's menu and Dock, or a session that ends.

    Qt would close every window instead, and one that only hides to the tray would forbid the end.

    Signals:
        asked_to_end(): the program shall end; nobody listens while there is no window.
    """

    asked_to_end = Signal()

    def event(self, event: QEvent) -> bool:
        asked = event.type() is QEvent.Type.Quit
        if asked and self.isSignalConnected(QMetaMethod.fromSignal(self.asked_to_end)):
            # Not passed on, as it would end our loop before thread and reader have ended.
            event.accept()
            self.asked_to_end.emit()
            return True
        return super().event(event)


def the_application(argv: Sequence[str]) -> QApplication:
    """The one QApplication, under the program's names; ``argv`` is without the program's own."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    _tell_windows_who_we_are()
    QApplication.setApplicationName("XPEAK")
    QApplication.setApplicationDisplayName("")
    QApplication.setOrganizationName("XPEAK")
    QApplication.setDesktopFileName("xpeak-desktop")
    app = Application(["xpeak-desktop", *argv])
    # Closing the last window may only hide it; the window itself says when all has ended.
    app.setQuitOnLastWindowClosed(False)
    return app


def _tell_windows_who_we_are() -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_APP_ID)
        # AppMutex of the installer; never closed, so that it lives as long as the process.
        ctypes.windll.kernel32.CreateMutexW(None, False, _APP_ID)


class _Ending(QObject):
    """Holds the event loop of one window and what is to come after it."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = QEventLoop()
        self.leaving = Leaving.QUIT
        self._patience = QTimer(self, singleShot=True, interval=LONGEST_END_MS)
        self._patience.timeout.connect(self._give_up)

    @Slot()
    def expect(self) -> None:
        """The window is gone for the person: the process must not stay for ever."""
        self._patience.start()

    @Slot()
    def _give_up(self) -> None:
        """Like a kill, which the ledger is made for; a thread cannot be ended from outside."""
        log.warning("what was under way at the end did not end")
        logging.shutdown()
        os._exit(0)

    @Slot(object)
    def end(self, leaving: Leaving) -> None:
        self.leaving = leaving
        self.loop.quit()

    def close(self) -> None:
        """Whatever still holds this: the process may go on, with another window."""
        self._patience.stop()


def run_window(context: WindowContext, argv: Sequence[str]) -> Leaving:
    """Show one window until it is left; several may follow each other in one process.

    Order at the end: no new pass, stop the one that runs, end its thread, close the reader, and
    only then leave Qt. The window itself does that; ``wait`` is for ends that go round it.
    """
    app = the_application(argv)
    settings = context.settings
    the_look(app, context.resources).use(settings.theme, settings.text_percent)
    translators = i18n.install(app, context.language, context.resources)
    watch, garbage = CrashWatch(), WindowGarbage()
    telling = CrashTelling(watch, context)
    watch.install()
    garbage.begin()
    controller = SyncController(context.make_work)
    window = MainWindow(context, controller)
    ending, signals = _Ending(), EndSignals()
    instance = SingleInstance(context.instance)
    window.left.connect(ending.end)
    window.vanished.connect(ending.expect)
    signals.asked_to_end.connect(window.quit)
    instance.asked.connect(window.bring_up)
    if isinstance(app, Application):
        app.asked_to_end.connect(window.quit)
    app.aboutToQuit.connect(ending.loop.quit)
    window.begin()
    telling.tell_crashed_before()
    try:
        ending.loop.exec()
        return ending.leaving
    finally:
        ending.close()
        instance.close()
        controller.wait()
        signals.close()
        if isinstance(app, Application):
            app.asked_to_end.disconnect(window.quit)
        window.hide()
        window.deleteLater()
        for translator in translators:
            app.removeTranslator(translator)
        app.processEvents()
        garbage.end()
        watch.remove()
