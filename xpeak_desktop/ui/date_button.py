"""A day in a button; a click opens the month it lies in."""

from datetime import date
from functools import cached_property

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from xpeak_desktop import wording
from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.calendar_popup import CalendarPopup

_ICON = 18


class DateButton(QPushButton):
    """Space, Enter, Alt+Down or a click open the calendar.

    Signals:
        chosen(date): a person took another day.
    """

    chosen = Signal(object)

    def __init__(self, language: str, today: date, name: str) -> None:
        super().__init__()
        self._language = language
        self._name = name
        self._day = today
        self._today = today
        self.clicked.connect(self.open_calendar)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_day(today)

    @cached_property
    def calendar(self) -> CalendarPopup:
        """Its forty-two days are made when they are first looked at."""
        made = CalendarPopup(self._language, self._today, self)
        made.picked.connect(self._on_picked)
        return made

    def day(self) -> date:
        """The day that stands in the button."""
        return self._day

    def show_day(self, day: date) -> None:
        """Show this day; silent."""
        self._day = day
        self.setText(wording.full_date_text(day, self._language))
        self.setAccessibleName(i18n.plain(f"{self._name} {self.text()}"))
        self.update()

    @Slot()
    def open_calendar(self) -> None:
        """Open the month under the button, or above it where there is no room.

        Its left edge is the button's, or its right edge where the window ends before.
        """
        calendar = self.calendar
        calendar.show_day(self._day)
        calendar.adjustSize()
        below = self.mapToGlobal(QPoint(0, self.height() + 4))
        # Not the button's own screen(): PySide takes what that returns for a part of the button.
        on = QGuiApplication.screenAt(below) or QGuiApplication.primaryScreen()
        screen = on.availableGeometry()
        if below.y() + calendar.height() > screen.bottom():
            below = self.mapToGlobal(QPoint(0, -calendar.height() - 4))
        left = below.x()
        window = self.window().frameGeometry()
        if left + calendar.width() > window.right():
            left += self.width() - calendar.width()
        left = max(screen.left(), min(left, screen.right() - calendar.width()))
        calendar.move(left, below.y())
        calendar.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(object)
    def _on_picked(self, day: date) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if day != self._day:
            self.show_day(day)
            self.chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ look

    def sizeHint(self) -> QSize:
        # As wide as the longest month, so that choosing moves nothing.
        metrics = theme.metrics(theme.BODY)
        months = (date(self._day.year, month, 28) for month in range(1, 13))
        texts = (wording.full_date_text(day, self._language) for day in months)
        width = max(metrics.horizontalAdvance(text) for text in texts)
        return QSize(round(width) + 14 + _ICON + 10 + 18, theme.scaled(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.hover if self.underMouse() else colours.surface
        painter.setBrush(QColor(ground if self.isEnabled() else colours.disabled_bg))
        painter.setPen(QPen(QColor(colours.line_strong if self.isEnabled() else colours.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ink = colours.ink if self.isEnabled() else colours.disabled
        middle = (self.height() - _ICON) / 2
        quiet = colours.ink2 if self.isEnabled() else colours.disabled
        icons.paint_icon(painter, "calendar", QRectF(14, middle, _ICON, _ICON), quiet)
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(theme.BODY))
        words = QRectF(14 + _ICON + 10, 0, self.width() - 42 - 8, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()
