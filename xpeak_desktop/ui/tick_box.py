"""A box to tick, in the colours and at the size of everything else."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from xpeak_desktop.ui import icons, theme

_BOX: Final = 18
_TICK: Final = 14
_GAP: Final = 10
_HEIGHT: Final = 30


class TickBox(QCheckBox):
    """A check box that paints itself; a screen reader hears a check box, and its words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setFont(theme.font(theme.BODY))
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        words = theme.metrics(theme.BODY).horizontalAdvance(self.text())
        # One pixel more than measured: advance widths are fractions.
        return QSize(round(_BOX + _GAP + words) + 3, max(_HEIGHT, theme.BODY.line))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - _BOX) / 2, _BOX, _BOX)
        self._paint_box(painter, box)
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.disabled))
        painter.setFont(theme.font(theme.BODY))
        words = QRectF(box.right() + _GAP, 0, self.width() - box.right() - _GAP, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        colours = theme.current()
        hovered = self.underMouse() and self.isEnabled()
        if self.isChecked():
            fill = colours.accent_hover if hovered else colours.accent
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill if self.isEnabled() else colours.disabled))
            painter.drawRoundedRect(box, 4, 4)
            tick = QRectF(0, 0, _TICK, _TICK)
            tick.moveCenter(box.center())
            icons.paint_icon(painter, "check", tick, colours.on_accent)
        else:
            edge = colours.focus if self.hasFocus() else colours.line_strong
            painter.setPen(QPen(QColor(edge if self.isEnabled() else colours.line), 1.5))
            painter.setBrush(QColor(colours.hover if hovered else colours.surface))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
