"""The left side: whose shop it is, the places there are, and how the next run stands."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop.ui import figures, icons, theme
from xpeak_desktop.ui.widgets import Icon, label

_ICON = 18
_PILL = 22


class Mark(QWidget):
    """The program's mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint_icon(painter, "mark", QRectF(self.rect()), "")
        painter.end()


class Place(QPushButton):
    """A place of the program; ``count`` is how much needs a person there."""

    def __init__(self, icon: str, words: str) -> None:
        super().__init__(words)
        self._icon = icon
        self._count = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(40)
        self.setProperty("kind", "place")

    def set_count(self, count: int) -> None:
        """Show how much needs a person."""
        self._count = count
        spoken = self.tr("%Ln receipts need you", "", count) if count else ""
        self.setAccessibleDescription(spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.rail_sel if self.isChecked() else colours.rail_hover
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        colour = colours.rail_ink if self.isChecked() else colours.rail_ink2
        middle = self.height() / 2
        icons.paint_icon(painter, self._icon, QRectF(13, middle - _ICON / 2, _ICON, _ICON), colour)
        painter.setFont(theme.font(theme.STRONG if self.isChecked() else theme.BODY))
        painter.setPen(QColor(colour))
        words = QRectF(44, 0, self.width() - 44 - 44, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._count:
            self._paint_count(painter, middle)
        painter.end()

    def _paint_count(self, painter: QPainter, middle: float) -> None:
        colours = theme.current()
        font = theme.font(theme.SMALL_STRONG)
        figure = figures.count(self._count)
        width = max(_PILL, theme.metrics(theme.SMALL_STRONG).horizontalAdvance(figure) + 14)
        pill = QRectF(self.width() - 10 - width, middle - _PILL / 2, width, _PILL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.rail_mark))
        painter.drawRoundedRect(pill, _PILL / 2, _PILL / 2)
        painter.setFont(font)
        painter.setPen(QColor(colours.demo_ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), figure)


class Rail(QFrame):
    """Permanent, and only with places that exist."""

    def __init__(self, shop_name: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme.RAIL_WIDTH)
        self.receipts = Place("receipt", self.tr("Receipts"))
        self.receipts.setChecked(True)
        self._picture = Icon("clock", 18, "rail_ink2")
        self.state = label(theme.SMALL)
        self.next_run = label(theme.CAPTION)
        self.next_run.setProperty("quiet", True)
        line = QFrame()
        line.setObjectName("railrule")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 20, 8, 12)
        box.setSpacing(4)
        box.addLayout(self._head(shop_name))
        box.addSpacing(14)
        box.addWidget(self.receipts)
        box.addStretch()
        rule = QHBoxLayout()
        rule.setContentsMargins(12, 0, 12, 0)
        rule.addWidget(line)
        box.addLayout(rule)
        box.addLayout(self._foot())

    def _head(self, shop_name: str) -> QHBoxLayout:
        name = label(theme.STRONG, words="XPEAK")
        self.shop = label(theme.SMALL)
        self.shop.setProperty("quiet", True)
        room = theme.RAIL_WIDTH - 8 - 12 - 32 - 10 - 16
        shown = self.shop.fontMetrics().elidedText(shop_name, Qt.TextElideMode.ElideRight, room)
        self.shop.setText(shown)
        self.shop.setToolTip(shop_name)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(self.shop)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 8, 0)
        head.setSpacing(10)
        head.addWidget(Mark(), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.state)
        words.addWidget(self.next_run)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 8, 0)
        foot.setSpacing(12)
        foot.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addLayout(words, 1)
        return foot

    def show_state(self, icon: str, state: str, next_run: str) -> None:
        """The two lines at the bottom."""
        self._picture.show_icon(icon, "rail_ink2")
        self.state.setText(state)
        self.next_run.setText(next_run)
        self.next_run.setVisible(bool(next_run))
