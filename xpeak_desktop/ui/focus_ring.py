"""The ring around what has the keyboard, shown only when the keyboard brought it there."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.day_chart import DayChart

BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_OUTSIDE = 4
_WATCHED = "ringed"
_WIDTH = 2


class FocusRing(QWidget):
    """Lies over the window and follows the widgets it was told to watch.

    A plain overlay: QFocusFrame would cut its own corners off.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around: QWidget | None = None
        self.hide()

    def watch(self, *widgets: QWidget) -> None:
        """Draw the ring around these when they get the focus by key."""
        for widget in widgets:
            widget.installEventFilter(self)
            widget.setProperty(_WATCHED, True)

    def watch_inside(self, root: QWidget) -> None:
        """Draw the ring around whatever in there shows its focus in no other way."""
        inside = [*root.findChildren(QAbstractButton), *root.findChildren(DayChart)]
        self.watch(*(one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus))

    @Slot(QWidget, QWidget)
    def watch_new(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch what was made later, too, when the keyboard first comes to it."""
        if not isinstance(now, (QAbstractButton, DayChart)) or now.property(_WATCHED):
            return
        if self._window.isAncestorOf(now):
            self.watch(now)
            if before is not None and not QApplication.mouseButtons():
                self._go_to(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            kind = event.type()
            if isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusIn:
                self._go_to(watched if event.reason() in BY_KEY else None)
            elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide) and watched is self._around:
                self._go_to(None)
            elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._holds(watched):
                self.follow()
        return False

    def _holds(self, watched: QWidget) -> bool:
        around = self._around
        return around is not None and (watched is around or watched.isAncestorOf(around))

    @Slot()
    def follow(self) -> None:
        """What it lies around was moved by something around that, such as a scroll bar."""
        if self._around is not None:
            self._go_to(self._around)

    def _go_to(self, widget: QWidget | None) -> None:
        self._around = widget
        if widget is None:
            self.hide()
            return
        window = self._window
        # What holds it may still be laid out, or moved later.
        outer = widget.parentWidget()
        while outer is not None and outer is not window:
            outer.installEventFilter(self)
            outer = outer.parentWidget()
        corner = widget.mapTo(window, widget.rect().topLeft())
        ring = QRect(corner, widget.size()).adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        self.setGeometry(ring.intersected(window.rect()))
        self.raise_()
        # What was scrolled away keeps the keyboard, and the ring comes back with it.
        self.setVisible(not widget.visibleRegion().isEmpty())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().focus), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        painter.end()
