"""A short notice at the foot of a page that goes by itself; never for a problem."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.tips import tip

SHOWN_MS: Final = 6000
_ABOVE: Final = 24
_EDGE: Final = 16
_ICON: Final = 18


class Toast(QWidget):
    """Lies over its parent; it stays while the mouse is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._words = ""
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; empty when it is gone."""
        return "" if self.isHidden() else self._words

    def say(self, words: str) -> None:
        """Show these words for a while, and have them spoken."""
        self._words = i18n.plain(words)
        self.setAccessibleName(self._words)
        self.place()
        self.raise_()
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words))

    def place(self) -> None:
        """Take the right place; the parent calls it when its size changes."""
        parent = self._over
        room = parent.width() - 2 * _ABOVE
        words = theme.metrics(theme.BODY).horizontalAdvance(self._words)
        width = min(room, round(words + _ICON + 3 * _EDGE))
        height = theme.scaled(46)
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - height - _ABOVE, width, height
        )
        self.setToolTip(tip(self._words) if words > width - _ICON - 3 * _EDGE else "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave:
            self._timer.start()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.rail_line))
        painter.setBrush(QColor(colours.rail))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        icon = QRectF(QPointF(_EDGE, (self.height() - _ICON) / 2), QPointF(0, 0))
        icon.setWidth(_ICON)
        icon.setHeight(_ICON)
        icons.paint_icon(painter, "check", icon, colours.rail_ok)
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(QColor(colours.rail_ink))
        left = icon.right() + _EDGE
        where = QRectF(left, 0, self.width() - left - _EDGE, self.height())
        shown = theme.metrics(theme.BODY).elidedText(
            self._words, Qt.TextElideMode.ElideRight, where.width() + 1
        )
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
