"""A field with a magnifying glass, and a cross that clears it."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit

from xpeak_desktop.ui import icons, theme


class SearchField(QLineEdit):
    """``name`` is what a screen reader calls it; ``hint`` stands in it while it is empty."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setFont(theme.font(theme.BODY))
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        # Qt makes a button of it, which is read out too.
        self._glass.setText(self.accessibleName())
        self._cross = QAction(self.tr("Clear search"), self)
        self._cross.triggered.connect(self.clear)
        self.textChanged.connect(self._offer_cross)
        self._colour_icons()

    @Slot(str)
    def _offer_cross(self, text: str) -> None:
        if text and self._cross not in self.actions():
            self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._cross)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_icons()

    def _colour_icons(self) -> None:
        colours = theme.current()
        for action, name in ((self._glass, "search"), (self._cross, "x")):
            action.setIcon(icons.field_icon(name, colours.ink2))
