"""The last 30 days as bars of baht, painted by hand.

QtCharts comes with Qt's add-ons and would double the size of the installed program for thirty
rectangles; it also knows nothing of our fonts, keys and screen readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xpeak_desktop import wording
from xpeak_desktop.ui import theme

DAYS: Final = 30
_STEPS: Final = 4
_NICE: Final = (1, 2, 2.5, 5, 10)
_LABEL_EVERY: Final = 7
_LEAST_PART: Final = 4.0
_LEAST_HEIGHT: Final = 190


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: what was sent, what waits for a person, and what goes by itself, in satang."""

    day: date
    sent: int = 0
    needs: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """The whole bar."""
        return self.sent + self.waiting + self.needs


def scale_of(satang: int) -> int:
    """The satang at the top of a scale of four even steps that holds this much."""
    step, power = max(satang, 100_00) / _STEPS, 100
    while power * 10 <= step:
        power *= 10
    return next(int(power * nice) for nice in _NICE if power * nice >= step) * _STEPS


class DayChart(QWidget):
    """Left and right move from day to day; the day's value is shown and spoken.

    Signals:
        chosen(str): the day in words that has been moved to; empty: none.
    """

    chosen = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._bars: Sequence[Bar] = ()
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setAccessibleName(self.tr("The last 30 days, baht per day"))

    def sizeHint(self) -> QSize:
        return QSize(380, 260)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these days, the last one being today."""
        self._bars = bars
        if self._at is not None:
            self._at = min(self._at, len(bars) - 1)
            self.setAccessibleDescription(self.value_text())
        self.update()

    def value_text(self) -> str:
        """The day moved to, in words; empty when none is."""
        if self._at is None or not self._bars:
            return ""
        bar = self._bars[self._at]
        if bar.waiting and bar.needs:
            text = self.tr("%1: sent %2, waiting %4, needs you %3")
        elif bar.waiting:
            text = self.tr("%1: sent %2, waiting %4")
        elif bar.needs:
            text = self.tr("%1: sent %2, needs you %3")
        else:
            text = self.tr("%1: sent %2")
        for place, satang in (("%2", bar.sent), ("%3", bar.needs), ("%4", bar.waiting)):
            text = text.replace(place, wording.money_text(satang, self._language))
        return text.replace("%1", wording.date_text(bar.day, self._language))

    # ------------------------------------------------------------------ moving

    def _go_to(self, number: int | None, *, spoken: bool = False) -> None:
        if number is not None:
            number = max(0, min(number, len(self._bars) - 1))
        if number == self._at or not self._bars:
            return
        self._at = number
        text = self.value_text()
        self.setAccessibleDescription(text)
        if spoken and text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.chosen.emit(text)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._bars) - 1
        at = last if self._at is None else self._at
        moves = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._go_to(moves[key], spoken=True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None:
            self._go_to(len(self._bars) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot = self._plot()
        if plot.contains(event.position()) and self._bars:
            self._go_to(int((event.position().x() - plot.left()) / self._slot(plot)))
        else:
            self._go_to(None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go_to(None)

    # ------------------------------------------------------------------ painting

    def _top(self) -> int:
        return scale_of(max((bar.total for bar in self._bars), default=0))

    def _plot(self) -> QRectF:
        small = theme.metrics(theme.CAPTION)
        left = small.horizontalAdvance(_baht(self._top())) + 8
        line = theme.CAPTION.line
        return QRectF(left, line / 2, self.width() - left, self.height() - line * 1.5 - 6)

    def _slot(self, plot: QRectF) -> float:
        return plot.width() / max(len(self._bars), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            # No days were read yet, and a scale would be made up.
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, top = self._plot(), self._top()
        self._paint_scale(painter, plot, top)
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, plot, top, number, bar)
        self._paint_days(painter, plot)
        painter.end()

    def _paint_scale(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colours = theme.current()
        painter.setFont(theme.font(theme.CAPTION))
        line = theme.CAPTION.line
        for step in range(_STEPS + 1):
            y = round(plot.bottom() - plot.height() * step / _STEPS) + 0.5
            painter.setPen(QPen(QColor(colours.line if step else colours.line_strong), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.ink2))
            where = QRectF(0, y - line / 2, plot.left() - 8, line)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(where, int(right), _baht(top * step // _STEPS))

    def _paint_bar(self, painter: QPainter, plot: QRectF, top: int, number: int, bar: Bar) -> None:
        colours = theme.current()
        slot = self._slot(plot)
        width = min(slot * 0.68, 26.0)
        left = plot.left() + slot * number + (slot - width) / 2
        if number == self._at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRect(QRectF(plot.left() + slot * number, plot.top(), slot, plot.height()))
        today = number == len(self._bars) - 1
        blue, bottom = QColor(colours.bar_today if today else colours.bar), plot.bottom()
        parts = ((bar.sent, blue), (bar.waiting, None), (bar.needs, QColor(colours.warn.solid)))
        for satang, colour in parts:
            high = _height(satang, top, plot)
            if high:
                part = QRectF(left, bottom - high, width, high)
                paint_part(painter, part, colour, edge=blue)
                bottom = part.top() - 2

    def _paint_days(self, painter: QPainter, plot: QRectF) -> None:
        """Every seventh day back from today; today stands at the right edge."""
        colours = theme.current()
        slot = self._slot(plot)
        last = len(self._bars) - 1
        for number in range(last, -1, -_LABEL_EVERY):
            role = theme.CAPTION if number < last else theme.CAPTION_STRONG
            words = day_and_month(self._bars[number].day, self._language)
            width = theme.metrics(role).horizontalAdvance(words) + 2
            middle = plot.left() + slot * (number + 0.5)
            left = min(max(middle - width / 2, 0.0), plot.right() - width)
            painter.setFont(theme.font(role))
            painter.setPen(QColor(colours.ink if number == last else colours.ink2))
            where = QRectF(left, plot.bottom() + 6, width, theme.CAPTION.line)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_part(painter: QPainter, part: QRectF, colour: QColor | None, edge: QColor) -> None:
    """One part of a bar; without a colour it is hollow: that much is still to come."""
    if colour is None:
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        part = part.adjusted(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    painter.drawRoundedRect(part, 1.5, 1.5)


def day_and_month(day: date, language: str) -> str:
    """``23 พ.ย.``, without the year."""
    return wording.date_text(day, language).rsplit(" ", 1)[0]


def _height(satang: int, top: int, plot: QRectF) -> float:
    """What is there is seen, however small it is beside the rest."""
    return max(plot.height() * satang / top, _LEAST_PART) if satang > 0 else 0.0


def _baht(satang: int) -> str:
    return f"{satang // 100:,}"
