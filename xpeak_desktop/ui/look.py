"""Fonts, style and colours of the application."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.icons import app_icon
from xpeak_desktop.ui.style import style_sheet


class Look(QObject):
    """One for the whole process; follows the system's light and dark unless a person chose."""

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        self._chosen = ""
        for path in sorted((resources / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        # Once: setting the style again under a style sheet has crashed.
        app.setStyle("Fusion")
        app.setWindowIcon(app_icon())
        self.use("", 100)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.use_scheme)

    def use(self, chosen: str, percent: int) -> None:
        """Take a person's choice: ``light``, ``dark`` or the system's; and the size of text.

        Text of another size is seen in what is built from now on.
        """
        self._chosen = chosen
        theme.use_text_percent(percent)
        self._app.setFont(theme.font(theme.BODY))
        self.use_scheme(QGuiApplication.styleHints().colorScheme())

    @Slot(Qt.ColorScheme)
    def use_scheme(self, scheme: Qt.ColorScheme) -> None:
        """Colour everything for light or dark; a person's choice goes before the system's."""
        dark = self._chosen == "dark" or (not self._chosen and scheme is Qt.ColorScheme.Dark)
        chosen = theme.DARK if dark else theme.LIGHT
        theme.use(chosen)
        self._app.setPalette(theme.palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen))
        for window in self._app.topLevelWidgets():
            window.update()


def the_look(app: QApplication, resources: Path) -> Look:
    """The application's one look."""
    return app.findChild(Look) or Look(app, resources)
