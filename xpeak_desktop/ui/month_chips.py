"""Months to be marked one by one: those for which ภ.พ.30 has been filed."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from xpeak_desktop import wording
from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.focus_ring import BY_KEY

_GAP: Final = 8
_ICON: Final = 14
_PAD: Final = 10


class MonthChip(QPushButton):
    """A month that is marked or not; the mark is a tick as well as a colour."""

    def __init__(self, month: date, language: str) -> None:
        super().__init__(wording.month_text(month, language))
        self.month = month
        self._ringed = False
        self.setCheckable(True)
        self.setProperty("compact", True)
        self.setAutoDefault(False)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        words = theme.metrics(theme.SMALL_MEDIUM).horizontalAdvance(self.text())
        return QSize(round(words) + 1 + 2 * _PAD + _ICON + 6, theme.scaled(30))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in BY_KEY

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ringed = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, marked = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.hover if self.underMouse() else colours.surface
        painter.setBrush(QColor(colours.selected if marked else ground))
        edge = colours.accent_text if marked else colours.line_strong
        painter.setPen(QPen(QColor(edge), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._ringed:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        ink = colours.accent_text if marked else colours.ink2
        middle = (self.height() - _ICON) / 2
        mark = "check" if marked else "plus"
        icons.paint_icon(painter, mark, QRectF(_PAD, middle, _ICON, _ICON), ink)
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(theme.SMALL_MEDIUM))
        words = QRectF(_PAD + _ICON + 6, 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class MonthChips(QWidget):
    """Chips in as many lines as they need.

    Signals:
        marked(frozenset): a person marked or freed a month; all marked ones as ``YYYY-MM``.
    """

    marked = Signal(object)

    def __init__(self, language: str, name: str) -> None:
        super().__init__()
        self._language = language
        self._chips: list[MonthChip] = []
        self.setAccessibleName(i18n.plain(name))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_months(self, months: Iterable[date], marked: frozenset[str]) -> None:
        """Offer these months (their first days); silent."""
        wanted = list(months)
        if wanted != [chip.month for chip in self._chips]:
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._made(month) for month in wanted]
            self._arrange()
        for chip in self._chips:
            chip.setChecked(_key(chip.month) in marked)
        self.updateGeometry()

    def _made(self, month: date) -> MonthChip:
        chip = MonthChip(month, self._language)
        chip.setParent(self)
        chip.clicked.connect(self._on_clicked)
        chip.show()
        return chip

    @Slot()
    def _on_clicked(self) -> None:
        self.marked.emit(frozenset(_key(chip.month) for chip in self._chips if chip.isChecked()))

    # ------------------------------------------------------------------ measures

    def _corners(self, width: int) -> Iterator[tuple[MonthChip, int, int]]:
        x = y = 0
        for chip in self._chips:
            if x and x + chip.width() > width:
                x, y = 0, y + chip.height() + _GAP
            yield chip, x, y
            x += chip.width() + _GAP

    def _arrange(self) -> None:
        for chip, x, y in self._corners(self.width()):
            chip.move(x, y)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((y + chip.height() for chip, _, y in self._corners(width)), default=0)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.scaled(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _key(month: date) -> str:
    return month.strftime("%Y-%m")
