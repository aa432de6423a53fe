"""A month to choose a day from, in the shop's own years: Qt's calendar only knows 2026."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import label

_WEEK: Final = 7
_WEEKS: Final = 6
_TABS: Final = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2199, 12, 31)


class IconButton(QPushButton):
    """A small button with nothing but an icon; ``name`` is what a screen reader says."""

    def __init__(self, icon: str, name: str, size: int = 32) -> None:
        super().__init__()
        self._icon = icon
        self.setAccessibleName(i18n.plain(name))
        self.setToolTip(tip(name))
        self.setFixedSize(size, size)
        self.setProperty("compact", True)
        self.setAutoDefault(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken if self.isDown() else colours.hover))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        side = 18.0
        where = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        colour = colours.ink2 if self.isEnabled() else colours.disabled
        icons.paint_icon(painter, self._icon, where, colour)
        painter.end()


class _Day(QPushButton):
    """One day; the keyboard moves from one to the next, and each is spoken as it is reached."""

    def __init__(self) -> None:
        super().__init__()
        self.day = _FIRST
        self.outside = self.chosen = self.today = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(QSize(theme.scaled(38), theme.scaled(34)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.chosen:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(tile, 6, 6)
        elif self.underMouse():
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(tile, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.today and not self.chosen:
            painter.setPen(QPen(QColor(colours.line_strong), 1))
            painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ink = colours.ink3 if self.outside else colours.ink
        painter.setPen(QColor(colours.on_accent if self.chosen else ink))
        painter.setFont(theme.font(theme.STRONG if self.chosen else theme.BODY))
        painter.drawText(tile, int(Qt.AlignmentFlag.AlignCenter), str(self.day.day))
        painter.end()


class CalendarPopup(QFrame):
    """Arrows move by days and weeks, Page Up and Down by months, Enter takes, Esc leaves.

    Signals:
        picked(date): a day was taken; the popup has closed.
    """

    picked = Signal(object)

    def __init__(self, language: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._language = language
        self._today = self._day = today
        self.setProperty("panel", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label(theme.STRONG)
        self._before = IconButton("chevron-left", self.tr("The month before"))
        self._after = IconButton("chevron-right", self.tr("The month after"))
        self._before.clicked.connect(self._month_before)
        self._after.clicked.connect(self._month_after)
        for button in (self._before, self._after):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.addSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._before)
        head.addWidget(self._after)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._monday_first = QLocale().firstDayOfWeek() is Qt.DayOfWeek.Monday
        self._days = [self._add_day(place) for place in range(_WEEK * _WEEKS)]
        for column, day in enumerate(self._shown_days(today)):
            if column == _WEEK:
                break
            name = label(theme.CAPTION, "ink3", wording.weekday_text(day, language))
            self._grid.addWidget(name, 0, column, Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(self._grid)
        self.show_day(today)

    def _add_day(self, place: int) -> _Day:
        day = _Day()
        day.clicked.connect(self._on_clicked)
        self._grid.addWidget(day, 1 + place // _WEEK, place % _WEEK)
        return day

    def day(self) -> date:
        """The day the keyboard stands on."""
        return self._day

    def show_day(self, day: date) -> None:
        """Stand on that day, in its month."""
        self._day = min(max(day, _FIRST), _LAST)
        self._title.setText(wording.full_month_text(self._day, self._language))
        for button, shown in zip(self._days, self._shown_days(self._day), strict=True):
            button.day = shown
            button.outside = shown.month != self._day.month
            button.chosen = shown == self._day
            button.today = shown == self._today
            button.setAccessibleName(wording.long_date_text(shown, self._language))
            button.update()
        self.setAccessibleName(wording.long_date_text(self._day, self._language))
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _shown_days(self, day: date) -> Iterator[date]:
        first = day.replace(day=1)
        back = first.weekday() if self._monday_first else (first.weekday() + 1) % _WEEK
        return (first + timedelta(days=place - back) for place in range(_WEEK * _WEEKS))

    # ------------------------------------------------------------------ moving

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _Day):
            self._pick(button.day)

    def _pick(self, day: date) -> None:
        self.hide()
        self.picked.emit(day)

    def _month_before(self) -> None:
        self.show_day(month_moved(self._day, -1))

    def _month_after(self) -> None:
        self.show_day(month_moved(self._day, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_WEEK,
            Qt.Key.Key_Down: _WEEK,
        }
        key = Qt.Key(event.key())
        if key in days:
            self.show_day(self._day + timedelta(days=days[key]))
        elif key is Qt.Key.Key_PageUp:
            self._month_before()
        elif key is Qt.Key.Key_PageDown:
            self._month_after()
        elif key is Qt.Key.Key_Home:
            self.show_day(self._day.replace(day=1))
        elif key is Qt.Key.Key_End:
            self.show_day(month_moved(self._day.replace(day=1), 1) - timedelta(days=1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab would leave the popup for widgets behind it.
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _TABS:
            return True
        return super().event(event)


def month_moved(day: date, months: int) -> date:
    """The same day some months later, or that month's last one where it has no such day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
