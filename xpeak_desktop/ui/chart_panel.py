"""The chart of the last 30 days with its title and legend."""

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.day_chart import DAYS, Bar, DayChart, paint_part
from xpeak_desktop.ui.reading import NEEDS_YOU, SENT, WAITING, Days
from xpeak_desktop.ui.widgets import label


class _Swatch(QWidget):
    """The look of one part of the bars; its word stands beside it."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self.setFixedSize(QSize(10, 10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        looks = {"sent": QColor(colours.bar), "needs": QColor(colours.warn.solid)}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_part(painter, QRectF(self.rect()), looks.get(self._part), QColor(colours.bar))
        painter.end()


class ChartPanel(QFrame):
    """The unit gives way to the day that is pointed at or moved to by key."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.chart = DayChart(language)
        self.chart.chosen.connect(self._on_chosen)
        self.day = label(theme.SMALL, "ink2")
        self._sent = self._legend("sent", self.tr("Sent"))
        self._waiting = self._legend("waiting", self.tr("Waiting"))
        self._needs = self._legend("needs", self.tr("Needs you"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(theme.STRONG, words=self.tr("Last 30 days")))
        head.addStretch()
        for part in (self._sent, self._waiting, self._needs):
            head.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 10, 20, 10)
        box.setSpacing(2)
        box.addLayout(head)
        box.addWidget(self.day)
        box.addWidget(self.chart, 1)
        self._on_chosen("")

    def _legend(self, part: str, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Swatch(part), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(theme.SMALL, "ink2", words))
        return made

    def show_days(self, days: Days, today: date) -> None:
        """Show the thirty days up to today."""
        bars = []
        for ago in range(DAYS - 1, -1, -1):
            day = today - timedelta(days=ago)
            parts = (days.of(states, day, day) for states in (SENT, NEEDS_YOU, WAITING))
            bars.append(Bar(day, *(part.satang for part in parts)))
        self._needs.setVisible(any(bar.needs for bar in bars))
        self._waiting.setVisible(any(bar.waiting for bar in bars))
        self.chart.show_bars(bars)

    def _on_chosen(self, words: str) -> None:
        self.day.setText(words or self.tr("baht per day"))
