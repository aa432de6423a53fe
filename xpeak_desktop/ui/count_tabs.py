"""Tabs with a count in the tone of what they hold."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from xpeak_desktop.ui import theme

_HEIGHT = 42
_BETWEEN = 28
_GAP = 9
_PILL_PAD = 8
_PILL_HEIGHT = 20
_LINE = 3


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab's words, and the tone of its count."""

    words: str
    tone: str


class CountTabs(QTabBar):
    """Paints itself: QTabBar cannot put a pill behind a part of its text."""

    def __init__(self, tabs: tuple[Tab, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Before addTab, which already asks for a tab's size.
        self._tabs = tabs
        self._counts = [0] * len(tabs)
        # Before anybody has counted there is no figure to show; its room is kept.
        self._counted = False
        self._tightness = self._fitted = 0
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for tab in tabs:
            self.addTab(tab.words)
        self._show_counts()

    def set_counts(self, counts: list[int]) -> None:
        """Show these numbers, one per tab."""
        self._counts, self._counted = list(counts), True
        self._show_counts()

    def _show_counts(self) -> None:
        for number, tab in enumerate(self._tabs):
            figure = f" {self._figure(number)}" if self._counted else ""
            self.setAccessibleTabName(number, tab.words + figure)
            # Only this makes QTabBar ask for the tabs' sizes again.
            self.setTabText(number, tab.words)

    def _figure(self, number: int) -> str:
        return QLocale().toString(self._counts[number])

    def fit(self, room: int) -> None:
        """Take no more room than there is: closer together first, then fewer counts."""
        for tightness in range(3):
            self._tightness = tightness
            if sum(self.tabSizeHint(number).width() for number in range(self.count())) <= room:
                break
        if tightness != self._fitted:
            self._fitted = tightness
            self._show_counts()

    @property
    def _between(self) -> int:
        return (_BETWEEN, _BETWEEN // 2, _BETWEEN // 2)[self._tightness]

    def _has_pill(self, number: int) -> bool:
        """In little room only what is chosen, and what needs somebody, keeps its count."""
        loud = self._tabs[number].tone == "warn" and self._counts[number] > 0
        return self._tightness < 2 or loud or number == self.currentIndex()

    def _widths(self, number: int) -> tuple[float, float]:
        """The widths of a tab's words and of its pill; words as wide as if selected."""
        words = theme.metrics(theme.STRONG).horizontalAdvance(self._tabs[number].words)
        figure = theme.metrics(theme.SMALL_STRONG).horizontalAdvance(self._figure(number))
        return words + 1, max(figure + 2 * _PILL_PAD, _PILL_HEIGHT)

    def tabSizeHint(self, index: int) -> QSize:
        words, pill = self._widths(index)
        shown = _GAP + pill if self._has_pill(index) else 0
        return QSize(round(words + shown) + self._between, theme.scaled(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.count()):
            self._paint_tab(painter, number, chosen=number == self.currentIndex())
        painter.end()

    def _paint_tab(self, painter: QPainter, number: int, *, chosen: bool) -> None:
        colours, tab = theme.current(), self._tabs[number]
        where = QRectF(self.tabRect(number))
        words, pill_width = self._widths(number)
        text = QRectF(where.left(), where.top(), words, where.height())
        painter.setFont(theme.font(theme.STRONG if chosen else theme.BODY))
        painter.setPen(QColor(colours.accent_text if chosen else colours.ink2))
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), tab.words)
        if self._counted and self._has_pill(number):
            pill = QRectF(
                text.right() + _GAP,
                where.center().y() - _PILL_HEIGHT / 2,
                pill_width,
                _PILL_HEIGHT,
            )
            self._paint_pill(painter, pill, number)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_text))
            width = where.width() - self._between
            painter.drawRoundedRect(
                QRectF(where.left(), where.bottom() - _LINE, width, _LINE), 1.5, 1.5
            )

    def _paint_pill(self, painter: QPainter, pill: QRectF, number: int) -> None:
        some = self._counts[number] > 0
        tone = theme.current().tone(self._tabs[number].tone if some else "mute")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.bg))
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        painter.setFont(theme.font(theme.SMALL_STRONG))
        painter.setPen(QColor(tone.text))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self._figure(number))
