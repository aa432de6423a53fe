"""What stands in the place of rows when there are none: what is so, and what to do."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop.ui import icons, theme
from xpeak_desktop.ui.slip import torn_paper
from xpeak_desktop.ui.widgets import WrappingLabel, label

_SLIP: Final = QSize(76, 96)
_ICON: Final = 26
_ROOM_FOR_SLIP: Final = 236
_WIDEST_TEXT: Final = 470


class EmptySlip(QWidget):
    """An empty sheet with the place's icon."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._tone = ""
        self.setFixedSize(_SLIP)

    def show_icon(self, icon: str, tone: str) -> None:
        """Change the picture; a tone colours it."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line_strong), 1.2))
        painter.setBrush(QColor(colours.paper))
        painter.drawPath(torn_paper(QRectF(self.rect()).adjusted(1, 1, -1, -1)))
        where = QRectF((self.width() - _ICON) / 2, 22, _ICON, _ICON)
        ink = colours.tone(self._tone).solid if self._tone else colours.ink2
        icons.paint_icon(painter, self._icon, where, ink)
        lines = QPen(QColor(colours.line), 3)
        lines.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(lines)
        painter.drawLine(18, 62, 58, 62)
        painter.drawLine(18, 72, 42, 72)
        painter.end()


class EmptyTable(QWidget):
    """One line what, one line what to do, and at most two buttons."""

    def __init__(self, icon: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._slip = EmptySlip(icon)
        self.title = label(theme.HEADING)
        self.text = WrappingLabel(theme.BODY, "ink2")
        # Not the layout's alignment: that would cut the second line off.
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMaximumWidth(theme.scaled(_WIDEST_TEXT))
        self.buttons = buttons
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 8, 20, 12)
        box.setSpacing(4)
        box.addStretch()
        box.addLayout(_centred(self._slip))
        box.addSpacing(8)
        box.addLayout(_centred(self.title))
        text = QHBoxLayout()
        text.addStretch(1)
        text.addWidget(self.text, 8)
        text.addStretch(1)
        box.addLayout(text)
        if buttons:
            box.addSpacing(12)
            box.addLayout(_centred(*buttons))
        box.addStretch()

    def say(self, title: str, text: str, icon: str = "", tone: str = "") -> None:
        """Change the words, and the picture if one is given."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        if icon:
            self._slip.show_icon(icon, tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._slip.setVisible(self.height() >= theme.scaled(_ROOM_FOR_SLIP))

    def minimumSizeHint(self) -> QSize:
        # Shown or not, it takes no height from what stands beside it.
        return QSize(80, 60)


def _centred(*widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(8)
    made.addStretch()
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch()
    return made
