"""The field that searches products by code and by name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.search_field import SearchField

_WIDTH = 250


class ProductSearch(SearchField):
    """Esc clears it, and Enter does not leave the page it stands on."""

    def __init__(self) -> None:
        super().__init__(self.tr("Search products"), self.tr("Find a code or name"))
        self.setMaximumWidth(theme.scaled(_WIDTH))
        self.setMinimumWidth(110)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
