"""A few facts beside each other: what it is, small, above what it comes to."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import label

_GAP = 40
_BETWEEN = 8


class _Value(QLabel):
    """Shortened where there is no room; its tip has all of it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._whole = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(theme.STRONG))
        self.setMinimumHeight(theme.STRONG.line)
        self.setMinimumWidth(60)
        self.setToolTip(tip(words))

    def sizeHint(self) -> QSize:
        # Of all of it: shortened once, it would never ask for more again.
        whole = theme.metrics(theme.STRONG).horizontalAdvance(self._whole)
        return QSize(math.ceil(whole) + 2, theme.STRONG.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, elide, event.size().width())
        if shown != self.text():
            self.setText(shown)


class Facts(QWidget):
    """Pairs of (what, how much); as many beside each other as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(2)
        self._told: tuple[tuple[str, str], ...] = ()
        self._across = 0

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return self._told

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these instead of what was shown."""
        self._told = tuple(facts)
        self.setAccessibleName(i18n.plain(", ".join(f"{what}: {how}" for what, how in facts)))
        self._lay_out(self._fitting(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self._fitting(event.size().width())
        if across != self._across:
            self._lay_out(across)

    def _fitting(self, width: int) -> int:
        """As many beside each other as need not be shortened."""
        small, strong = theme.metrics(theme.SMALL), theme.metrics(theme.STRONG)
        wide = [
            max(small.horizontalAdvance(what), strong.horizontalAdvance(how)) + 2
            for what, how in self._told
        ]
        for across in range(len(wide), 1, -1):
            columns = [max(wide[column::across]) for column in range(across)]
            if sum(columns) + _GAP * across <= width:
                return across
        return 1

    def _lay_out(self, across: int) -> None:
        self._across = across
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
                widget.hide()
        for number, (what, how) in enumerate(self._told):
            row, column = divmod(number, across)
            caption = label(theme.SMALL, "ink2", what)
            if row:
                caption.setContentsMargins(0, _BETWEEN, 0, 0)
                caption.setMinimumHeight(theme.SMALL.line + _BETWEEN)
            self._grid.addWidget(caption, 2 * row, column)
            self._grid.addWidget(_Value(how), 2 * row + 1, column)
        for column in range(self._grid.columnCount() + 1):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(min(across, max(1, len(self._told))), 1)
