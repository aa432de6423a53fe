"""A few answers side by side, one of them chosen: จดแล้ว / ยังไม่ได้จด."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.focus_ring import BY_KEY

_PAD: Final = 17
_EDGE: Final = 3
_RADIUS: Final = 6


class Segmented(QTabBar):
    """Left and right choose, as in every tab bar; each answer is a tab for a screen reader.

    Signals:
        chosen(int): a person has chosen; ``choose`` is silent.
    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], name: str) -> None:
        super().__init__()
        # Before addTab, which already asks for a tab's size.
        self._words = list(words)
        self._silent = True
        self._ringed = False
        self.setAccessibleName(i18n.plain(name))
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for number, text in enumerate(self._words):
            self.addTab(text)
            self.setAccessibleTabName(number, i18n.plain(text))
        self._silent = False
        self.currentChanged.connect(self._on_changed)

    def choose(self, number: int) -> None:
        """Show this answer as the chosen one; -1 for none."""
        self._silent = True
        self.setCurrentIndex(number)
        self._silent = False

    @Slot(int)
    def _on_changed(self, number: int) -> None:
        if not self._silent:
            self.chosen.emit(number)

    def tabSizeHint(self, index: int) -> QSize:
        words = theme.metrics(theme.STRONG).horizontalAdvance(self._words[index])
        return QSize(round(words + 1) + 2 * _PAD, theme.scaled(36))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        width = sum(self.tabSizeHint(number).width() for number in range(self.count()))
        return QSize(width, theme.scaled(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # ------------------------------------------------------------------ paint

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in BY_KEY
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ringed = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 0, self.sizeHint().width(), self.height())
        edge = QPen(QColor(colours.line_strong if self.isEnabled() else colours.line), 1)
        painter.setPen(edge)
        painter.setBrush(QColor(colours.surface if self.isEnabled() else colours.disabled_bg))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        for number in range(self.count()):
            self._paint_one(painter, number, chosen=number == self.currentIndex())
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()

    def _paint_one(self, painter: QPainter, number: int, *, chosen: bool) -> None:
        colours = theme.current()
        where = QRectF(self.tabRect(number))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected))
            tile = where.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
            painter.drawRoundedRect(tile, _RADIUS - 2, _RADIUS - 2)
        ink = colours.accent_text if chosen else colours.ink2
        painter.setPen(QColor(ink if self.isEnabled() else colours.disabled))
        painter.setFont(theme.font(theme.STRONG if chosen else theme.BODY))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), self._words[number])
