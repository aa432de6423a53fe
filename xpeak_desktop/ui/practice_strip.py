"""The strip above everything that says: this is the practice shop."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.icons import paint_icon

_MARGIN = 20
_ICON = 18
_GAP = 10
_STRIPE = 10
_APART = 28


class PracticeStrip(QWidget):
    """Marigold with diagonal stripes: nobody takes the practice shop for the real one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.scaled(theme.STRIP_HEIGHT))
        self.setAccessibleName(self.tr("Practice shop"))
        self.setAccessibleDescription(self._promise())
        self.leave = QPushButton(self.tr("Leave the practice shop"))
        self.leave.setFont(theme.font(theme.SMALL_STRONG))
        self.leave.setProperty("kind", "strip")
        self.leave.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch()
        row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)

    def _promise(self) -> str:
        return self.tr("All data is made up. Nothing is sent to the real PEAK")

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.demo))
        painter.setPen(QPen(QColor(colours.demo_stripe), _STRIPE))
        height = self.height()
        for left in range(-height, self.width() + height, _APART):
            painter.drawLine(left, height + _STRIPE, left + height + 2 * _STRIPE, -_STRIPE)
        icon = QRectF(_MARGIN, (height - _ICON) / 2, _ICON, _ICON)
        paint_icon(painter, "flag", icon, colours.demo_ink)
        painter.setPen(QColor(colours.demo_ink))
        end = self._write(painter, icon.right() + _GAP, theme.STRONG, self.accessibleName())
        self._write(painter, end + _GAP + 2, theme.BODY, self.accessibleDescription())
        painter.end()

    def _write(self, painter: QPainter, left: float, role: theme.TypeRole, words: str) -> float:
        font = theme.font(role)
        painter.setFont(font)
        # A dialog's strip has no button: it hides it.
        end = self.width() if self.leave.isHidden() else self.leave.x()
        room = end - left - _MARGIN
        metrics = theme.metrics(role)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown) + 1
        where = QRectF(left, 0, width, self.height())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), shown)
        return left + width
