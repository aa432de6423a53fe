"""The chart of the last 30 days with its title and legend."""

from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.day_chart import DAYS, Bar, DayChart
from xpeak_desktop.ui.reading import NEEDS_YOU, SENT, Days
from xpeak_desktop.ui.widgets import label


class _Swatch(QWidget):
    """The colour of one part of the bars; its word stands beside it."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(QSize(10, 10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        colour = colours.tone(self._tone).solid if self._tone else colours.bar
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(self.rect(), 2, 2)
        painter.end()


class ChartPanel(QFrame):
    """The legend gives way to the day that is pointed at or moved to by key."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.chart = DayChart(language)
        self.chart.chosen.connect(self._on_chosen)
        self.day = label(theme.SMALL, "ink2")
        self._needs = self._legend("warn", self.tr("Needs you"))
        self._sent = self._legend("", self.tr("Sent"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(theme.STRONG, words=self.tr("Last 30 days")))
        head.addWidget(label(theme.SMALL, "ink2", self.tr("baht per day")))
        head.addStretch()
        head.addWidget(self._sent)
        head.addWidget(self._needs)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 10, 20, 10)
        box.setSpacing(2)
        box.addLayout(head)
        box.addWidget(self.day)
        box.addWidget(self.chart, 1)

    def _legend(self, tone: str, words: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Swatch(tone), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(theme.SMALL, "ink2", words))
        return made

    def show_days(self, days: Days, today: date) -> None:
        """Show the thirty days up to today."""
        bars = []
        for ago in range(DAYS - 1, -1, -1):
            day = today - timedelta(days=ago)
            sent, needs = days.of(SENT, day, day), days.of(NEEDS_YOU, day, day)
            bars.append(Bar(day, sent.satang, needs.satang))
        self._needs.setVisible(any(bar.needs for bar in bars))
        self.chart.show_bars(bars)

    def _on_chosen(self, words: str) -> None:
        self.day.setText(words)
