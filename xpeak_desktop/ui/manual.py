"""F1: opens the manual at what is on the screen, from the window and from its dialogs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.manual_text import CHAPTER

if TYPE_CHECKING:
    from xpeak_desktop.ui.manual_window import ManualWindow

_KEY: Final = "F1"
_HELPED: Final = "helped"


class Manual(QObject):
    """One for a window; ``where`` names the chapter of what it shows."""

    def __init__(self, window: QWidget, context: WindowContext, where: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._context, self._where = window, context, where
        self._shown: ManualWindow | None = None
        self._listen(window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def shown(self) -> "ManualWindow | None":
        """The manual on the screen, if it is."""
        return self._shown

    def _listen(self, window: QWidget) -> None:
        window.setProperty(_HELPED, True)
        key = QShortcut(QKeySequence(_KEY), window)
        key.activated.connect(self._on_key)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog that comes listens to the key as well."""
        window = now.window() if now is not None else None
        if isinstance(window, QDialog) and not window.property(_HELPED):
            self._listen(window)

    @Slot()
    def _on_key(self) -> None:
        key = self.sender()
        above = key.parent() if isinstance(key, QShortcut) else None
        self._open(above if isinstance(above, QWidget) else self._window)

    @Slot()
    def open(self) -> None:
        """Show the chapter of what the window shows."""
        self._open(self._window)

    def _open(self, above: QWidget) -> None:
        """``above`` a dialog it must be the dialog's own, or it could not be used."""
        chapter = above.property(CHAPTER) or self._where()
        if self._shown is None or self._shown.parentWidget() is not above:
            self.close()
            # Whoever needs no help need not wait for it at the start.
            from xpeak_desktop.ui.manual_window import ManualWindow

            self._shown = ManualWindow(self._context, above)
            self._shown.setProperty(_HELPED, True)
            self._shown.finished.connect(self._on_closed)
        # First on the screen: only there it is known how far down a heading stands.
        self._shown.show()
        self._shown.show_chapter(chapter)
        self._shown.raise_()
        self._shown.activateWindow()
        self._shown.view.setFocus()

    @Slot()
    def close(self) -> None:
        """Take it off the screen."""
        if self._shown is not None:
            self._shown.close()
            self._shown = None

    @Slot()
    def _on_closed(self) -> None:
        if self.sender() is self._shown:
            self._shown = None
