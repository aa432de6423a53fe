"""The last page: sending has begun, and where the program is found from now on."""

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSystemTrayIcon, QVBoxLayout, QWidget

from xpeak_desktop.ui import icons, theme
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.slip import torn_paper
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_MARGIN = 40
_WORDS = 620


class _SlipSign(QWidget):
    """A small slip with a tick: the program's motif, as decoration."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(76, 96)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line_strong), 1))
        painter.setBrush(QColor(colours.paper))
        painter.drawPath(torn_paper(QRectF(self.rect()).adjusted(1, 1, -1, -1)))
        icons.paint_icon(painter, "ok", QRectF(22, 20, 32, 32), colours.ok.solid)
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawLine(18, 66, 58, 66)
        painter.drawLine(18, 75, 42, 75)
        painter.end()


class DonePage(SetupPage):
    """Its button leads home; closing the window leaves the program at work, where there is a tray.

    Not in the practice shop: there a run begins when a person asks, closing the window ends all,
    and the second button leads to the shop's own set-up.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._by_itself = desk.context.every_minutes > 0
        self._tray = QSystemTrayIcon.isSystemTrayAvailable()
        if self._by_itself:
            self.second = Button(self.tr("Close window"))
            self.second.clicked.connect(self._on_close)
        else:
            self.second = Button(self.tr("Connect my shop"))
            self.second.clicked.connect(self._on_own_shop)
        buttons = QHBoxLayout()
        buttons.addWidget(self.second)
        buttons.addStretch()
        told = QWidget()
        told.setMaximumWidth(theme.scaled(_WORDS))
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for icon, words in self._promises():
            column.addLayout(self._line(icon, words))
        column.addSpacing(4)
        column.addLayout(buttons)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 16, _MARGIN, 0)
        row.setSpacing(28)
        row.addWidget(_SlipSign(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 100)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch()

    def _promises(self) -> tuple[tuple[str, str], ...]:
        return (
            ("send", self._sending_words()),
            ("equal", self.tr("What PEAK shows is compared with each receipt, to the satang")),
            ("warn", self._needing_words()),
            ("window", self._closing_words()),
        )

    def _needing_words(self) -> str:
        return self.tr(
            "If something needs you, XPEAK says so in plain words, with a button to fix it"
        )

    def _sending_words(self) -> str:
        if self._by_itself:
            return self.tr("New receipts go to PEAK automatically, each once")
        return self.tr(
            "Later ones go when you press “Send now”, each once."
            " In your own shop they go automatically"
        )

    def _closing_words(self) -> str:
        if self._by_itself and not self._tray:
            return self.tr("No tray icon: receipts are sent while the window is open or minimised")
        if self._by_itself:
            return self.tr("Close this window when you like: the program goes on working")
        return self.tr("Closing the window ends the practice shop. Next time it begins anew")

    def _line(self, icon: str, words: str) -> QHBoxLayout:
        text = WrappingLabel(theme.BODY)
        text.setText(words)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Icon(icon, 20, "ink2"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        return line

    # ------------------------------------------------------------------ what the frame shows

    def heading(self) -> str:
        return self.tr("Sending has begun")

    def explanation(self) -> str:
        if self._by_itself and not self._tray:
            return self.tr("XPEAK tells you when something needs you")
        if self._by_itself:
            return self.tr(
                "XPEAK works in the system tray (by the clock) and tells you when something needs"
                " you"
            )
        return self.tr("The practice shop's first receipts are on their way to its PEAK")

    def next_words(self) -> str:
        return self.tr("Go to Home")

    def entered(self) -> None:
        """The word to start has been given: the first pass begins while this is read."""
        self.desk.controller.request()

    @Slot()
    def _on_close(self) -> None:
        window = self.window()
        # Whoever opens the window again is past this page.
        self.ended.emit()
        window.close()

    @Slot()
    def _on_own_shop(self) -> None:
        self.leaving.emit(Leaving.REAL)
