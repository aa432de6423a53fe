"""The ring around what has the keyboard, shown only when the keyboard brought it there."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from xpeak_desktop.ui import theme

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_OUTSIDE = 4
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            kind = event.type()
            if isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusIn:
                self._go_to(watched if event.reason() in _BY_KEY else None)
            elif kind == QEvent.Type.FocusOut and watched is self._around:
                self._go_to(None)
            elif watched is self._around and kind in (QEvent.Type.Move, QEvent.Type.Resize):
                self._go_to(watched)
        return False

    def _go_to(self, widget: QWidget | None) -> None:
        self._around = widget
        if widget is None:
            self.hide()
            return
        window = self._window
        corner = widget.mapTo(window, widget.rect().topLeft())
        ring = QRect(corner, widget.size()).adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        self.setGeometry(ring.intersected(window.rect()))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().focus), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 8, 8)
        painter.end()
