"""The left side: whose shop it is, the places there are, and how the next run stands."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop.ui import figures, icons, theme
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import Icon, WrappingLabel, label

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
        self.setFixedHeight(theme.scaled(40))
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
        words = QRectF(44, 0, self.width() - 44 - (44 if self._count else 8), self.height())
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
    """Permanent, and only with places that exist.

    Signals:
        chosen(PlaceName): a person wants to go there.
        help_wanted(): the manual, at the chapter of this place.
    """

    chosen = Signal(object)
    help_wanted = Signal()

    def __init__(self, shop_name: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme.scaled(theme.RAIL_WIDTH))
        self.places = {
            PlaceName.HOME: Place("home", self.tr("Home")),
            PlaceName.RECEIPTS: Place("receipt", self.tr("Receipts")),
            PlaceName.PRODUCTS: Place("box", self.tr("Products")),
            PlaceName.CHANNELS: Place("bank", self.tr("Channels")),
            PlaceName.SETTINGS: Place("sliders", self.tr("Settings")),
        }
        self._picture = Icon("clock", 18, "rail_ink2")
        # Room for a second line, should a translation need it.
        self.state = WrappingLabel(theme.SMALL)
        self.next_run = WrappingLabel(theme.CAPTION)
        self.next_run.setProperty("quiet", True)
        line = QFrame()
        line.setObjectName("railrule")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 20, 8, 12)
        box.setSpacing(4)
        box.addLayout(self._head())
        box.addSpacing(14)
        for name, place in self.places.items():
            if name is PlaceName.SETTINGS:
                box.addStretch()
            place.clicked.connect(self._on_clicked)
            box.addWidget(place)
        self.help = Place("question", self.tr("Help"))
        self.help.setCheckable(False)
        self.help.clicked.connect(self.help_wanted)
        box.addWidget(self.help)
        box.addSpacing(8)
        rule = QHBoxLayout()
        rule.setContentsMargins(12, 0, 12, 0)
        rule.addWidget(line)
        box.addLayout(rule)
        box.addLayout(self._foot())
        self.show_shop(shop_name)

    @property
    def here(self) -> Place:
        """The place that is marked."""
        return next(place for place in self.places.values() if place.isChecked())

    def mark(self, name: PlaceName) -> None:
        """Show where the person is."""
        self.places[name].setChecked(True)

    @Slot()
    def _on_clicked(self) -> None:
        clicked = self.sender()
        self.chosen.emit(next(name for name, one in self.places.items() if one is clicked))

    def _head(self) -> QHBoxLayout:
        name = label(theme.STRONG, words="XPEAK")
        self.shop = label(theme.SMALL)
        self.shop.setProperty("quiet", True)
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

    def show_shop(self, name: str) -> None:
        """Whose shop it is; while that is not known, nothing is kept free for it."""
        room = theme.scaled(theme.RAIL_WIDTH) - 8 - 12 - 32 - 10 - 16
        self.shop.setText(_in_two_lines(name, room))
        self.shop.setToolTip(tip(name))
        self.shop.setVisible(bool(name))

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


def _in_two_lines(name: str, room: int) -> str:
    """A name that is too long for one line takes a second; what is then left over is cut."""
    metrics = theme.metrics(theme.SMALL)
    first, words = "", name.split()
    if metrics.horizontalAdvance(name) <= room:
        return name
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
        first = f"{first} {words.pop(0)}".strip()
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, room)
    return f"{first}\n{rest}" if first else rest
