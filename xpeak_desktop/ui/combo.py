"""A choice among a few words, with a chevron of our own: Qt draws none under a style sheet."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from xpeak_desktop.ui import icons, theme

_CHEVRON = 16
_RIGHT = 10


class Combo(QComboBox):
    """QComboBox with a painted chevron."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font(theme.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = theme.current()
        painter = QPainter(self)
        left, top = self.width() - _RIGHT - _CHEVRON, (self.height() - _CHEVRON) / 2
        colour = colours.ink2 if self.isEnabled() else colours.disabled
        where = QRectF(left, top, _CHEVRON, _CHEVRON)
        icons.paint_icon(painter, "chevron-down", where, colour)
        painter.end()
