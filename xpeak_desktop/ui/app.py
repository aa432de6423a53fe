"""Starts the window and takes it down again, in the right order."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.end_signals import EndSignals
from xpeak_desktop.ui.icons import app_icon
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.style import style_sheet
from xpeak_desktop.ui.sync_controller import SyncController

# Windows groups windows and shows notices under this name.
_APP_ID = "XPEAK.Desktop"


class Look(QObject):
    """Fonts, style and colours of the application; follows the system's light and dark."""

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        for path in sorted((resources / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        # Once: setting the style again under a style sheet has crashed.
        app.setStyle("Fusion")
        app.setFont(theme.font(theme.BODY))
        app.setWindowIcon(app_icon())
        hints = QGuiApplication.styleHints()
        self.use_scheme(hints.colorScheme())
        hints.colorSchemeChanged.connect(self.use_scheme)

    @Slot(Qt.ColorScheme)
    def use_scheme(self, scheme: Qt.ColorScheme) -> None:
        """Colour everything for light or dark."""
        chosen = theme.DARK if scheme is Qt.ColorScheme.Dark else theme.LIGHT
        theme.use(chosen)
        self._app.setPalette(theme.palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen))
        for window in self._app.topLevelWidgets():
            window.update()


def make_application(argv: Sequence[str]) -> QApplication:
    """The QApplication under the program's names; ``argv`` is without the program's own."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_APP_ID)
    QApplication.setApplicationName("XPEAK")
    QApplication.setApplicationDisplayName("")
    QApplication.setOrganizationName("XPEAK")
    QApplication.setDesktopFileName("xpeak-desktop")
    return QApplication(["xpeak-desktop", *argv])


def run_window(context: WindowContext, argv: Sequence[str]) -> int:
    """Show the window until it is closed; the result is the process's exit code.

    Order at the end: no new pass, stop the one that runs, end its thread, close the reader, and
    only then leave Qt. The window itself does that; ``wait`` is for ends that go round it.
    """
    app = make_application(argv)
    look = Look(app, context.resources)
    translators = i18n.install(app, context.language, context.resources)
    controller = SyncController(context.make_work, context.clock, context.every_minutes)
    window = MainWindow(context, controller)
    signals = EndSignals()
    signals.asked_to_end.connect(window.close)
    controller.start()
    window.refresh_all()
    window.show()
    try:
        return app.exec()
    finally:
        controller.wait()
        signals.close()
        del look, translators
