"""A switch with the word beside it that says how it stands: ส่ง / ไม่ส่ง."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from xpeak_desktop.ui import icons, theme

_TRACK_WIDTH: Final = 40
_TRACK_HEIGHT: Final = 22
_KNOB: Final = 16
_TICK: Final = 12
_GAP: Final = 9
_HEIGHT: Final = 30


class Switch(QCheckBox):
    """A check box that paints itself; a screen reader hears a check box, and the word."""

    def __init__(self, on: str, off: str) -> None:
        super().__init__(off)
        self._on, self._off = on, off
        self.setFont(theme.font(theme.BODY))
        self.setMouseTracking(True)
        self.toggled.connect(self._say_state)

    @Slot(bool)
    def _say_state(self, on: bool) -> None:
        self.setText(self._on if on else self._off)

    def show_state(self, *, on: bool) -> None:
        """Stand so, without telling anybody."""
        blocked = self.blockSignals(True)
        self.setChecked(on)
        self._say_state(on)
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = theme.metrics(theme.BODY)
        words = max(metrics.horizontalAdvance(one) for one in (self._on, self._off))
        # One pixel more than measured: advance widths are fractions.
        return QSize(round(_TRACK_WIDTH + _GAP + words) + 3, max(_HEIGHT, theme.BODY.line))

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        track = QRectF(1, middle - _TRACK_HEIGHT / 2, _TRACK_WIDTH, _TRACK_HEIGHT)
        self._paint_track(painter, track)
        self._paint_knob(painter, track)
        colours = theme.current()
        ink = colours.ink if self.isChecked() else colours.ink2
        painter.setPen(QColor(ink if self.isEnabled() else colours.disabled))
        painter.setFont(theme.font(theme.BODY))
        words = QRectF(track.right() + _GAP, 0, self.width() - track.right() - _GAP, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        colours = theme.current()
        hovered = self.underMouse() and self.isEnabled()
        round_ = track.height() / 2
        if self.isChecked():
            fill = colours.accent_hover if hovered else colours.accent
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill if self.isEnabled() else colours.disabled))
            painter.drawRoundedRect(track, round_, round_)
            return
        painter.setPen(QPen(QColor(colours.line_strong if self.isEnabled() else colours.line), 1.5))
        painter.setBrush(QColor(colours.hover if hovered else colours.surface))
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), round_, round_)

    def _paint_knob(self, painter: QPainter, track: QRectF) -> None:
        colours = theme.current()
        space = (track.height() - _KNOB) / 2
        left = track.right() - space - _KNOB if self.isChecked() else track.left() + space
        knob = QRectF(left, track.top() + space, _KNOB, _KNOB)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self.isChecked():
            painter.setBrush(QColor(colours.line_strong if self.isEnabled() else colours.disabled))
            painter.drawEllipse(knob)
            return
        painter.setBrush(QColor(colours.on_accent))
        painter.drawEllipse(knob)
        tick = QRectF(0, 0, _TICK, _TICK)
        tick.moveCenter(knob.center())
        # The tick that shows the switch is on, in the colour of its ground.
        icons.paint_icon(painter, "check", tick, colours.accent)
