"""Tabs with a count in the tone of what they hold."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.tips import tip

_HEIGHT = 42
_BETWEEN = (28, 14, 14, 14, 8)
"""The space after a tab, at each tightness."""

_ALL_COUNTS, _COUNT_OF_CHOSEN = 1, 2
"""Up to which tightness every tab keeps its count, and the chosen one."""

_LEAST_WORDS = 30
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
        self._tightness = 0
        self._widest: float | None = None
        self._fitted: list[QSize] = []
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
            self.setTabToolTip(number, "" if self._is_whole(number) else tip(tab.words + figure))
            # Only this makes QTabBar ask for the tabs' sizes again.
            self.setTabText(number, tab.words)

    def _figure(self, number: int) -> str:
        return QLocale().toString(self._counts[number])

    def fit(self, room: int) -> None:
        """Take no more room than there is: closer together, with fewer counts, shorter words."""
        self._widest = None
        for tightness in range(len(_BETWEEN)):
            self._tightness = tightness
            if sum(size.width() for size in self._sizes()) <= room:
                break
        else:
            self._shorten(room)
        if self._sizes() != self._fitted:
            self._fitted = self._sizes()
            self._show_counts()

    def _sizes(self) -> list[QSize]:
        return [self.tabSizeHint(number) for number in range(self.count())]

    def _shorten(self, room: int) -> None:
        """The longest words first, and no more of them than must be."""
        words = [self._widths(number)[0] for number in range(self.count())]
        # Each tab is rounded to whole pixels.
        rest = sum(size.width() for size in self._sizes()) - sum(words) + self.count()
        widest = max(words)
        while widest > _LEAST_WORDS and rest + sum(min(one, widest) for one in words) > room:
            widest -= 1
        self._widest = widest

    @property
    def _between(self) -> int:
        return _BETWEEN[self._tightness]

    def _has_pill(self, number: int) -> bool:
        """In little room only what is chosen, and what needs somebody, keeps its count."""
        loud = self._tabs[number].tone == "warn" and self._counts[number] > 0
        chosen = self._tightness <= _COUNT_OF_CHOSEN and number == self.currentIndex()
        return self._tightness <= _ALL_COUNTS or loud or chosen

    def _is_whole(self, number: int) -> bool:
        """Whether its words and its count are all there to be seen."""
        return self._has_pill(number) and self.shown_words(number) == self._tabs[number].words

    def shown_words(self, number: int) -> str:
        """A tab's words as they are painted, with … for what there is no room for."""
        role = theme.STRONG if number == self.currentIndex() else theme.BODY
        words, room = self._tabs[number].words, self._widths(number)[0]
        return theme.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, room)

    def _widths(self, number: int) -> tuple[float, float]:
        """The widths of a tab's words and of its pill; words as wide as if selected."""
        words = theme.metrics(theme.STRONG).horizontalAdvance(self._tabs[number].words) + 1
        if self._widest is not None:
            words = min(words, self._widest)
        figure = theme.metrics(theme.SMALL_STRONG).horizontalAdvance(self._figure(number))
        return words, max(figure + 2 * _PILL_PAD, _PILL_HEIGHT)

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
        colours = theme.current()
        where = QRectF(self.tabRect(number))
        words, pill_width = self._widths(number)
        text = QRectF(where.left(), where.top(), words, where.height())
        painter.setFont(theme.font(theme.STRONG if chosen else theme.BODY))
        painter.setPen(QColor(colours.accent_text if chosen else colours.ink2))
        painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), self.shown_words(number))
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
