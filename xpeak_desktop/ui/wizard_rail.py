"""The left side of the wizard: its eight steps, which are done, and where one stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

import xpeak_desktop
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.widgets import WrappingLabel, label

WIDTH: Final = 264
_RING: Final = 24
_RING_LEFT: Final = 12
_WORDS_LEFT: Final = 50
_STEP: Final = 50
_GAP: Final = 2


class _Mark(QWidget):
    """The program's mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(36, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint_icon(painter, "mark", QRectF(self.rect()), "")
        painter.end()


@dataclass(frozen=True, slots=True)
class StepWords:
    """What the rail writes for a page; ``guide`` names its steps in the guide, or is empty."""

    page: Page
    name: str
    guide: str = ""


class Step(QPushButton):
    """One step: done, here, or still to come. Only what is done can be pressed."""

    def __init__(self, number: int, words: StepWords) -> None:
        super().__init__(i18n.plain(words.name))
        self.page = words.page
        self._number = number
        self._guide = i18n.plain(words.guide)
        self._state = "todo"
        self.setProperty("kind", "step")
        # Large text in a low window: the steps stand closer, and none is cut.
        self.setMinimumHeight(theme.BODY.line + theme.CAPTION.line)
        self.setMaximumHeight(theme.scaled(_STEP))
        self.setAutoDefault(False)
        self.setAccessibleName(f"{number}. {self.text()}")
        self.show_state("todo")

    def show_state(self, state: str) -> None:
        """``state`` is done, here or todo."""
        self._state = state
        self.setEnabled(state == "done")
        done = self.tr("done, press to go back to it")
        spoken = {"done": done, "here": self.tr("you are here"), "todo": ""}[state]
        self.setAccessibleDescription(" · ".join(part for part in (self._guide, spoken) if part))
        pointing = Qt.CursorShape.PointingHandCursor
        self.setCursor(pointing if state == "done" else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def state(self) -> str:
        """done, here or todo."""
        return self._state

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 24, theme.scaled(_STEP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self._state == "here"
        if here or (self._state == "done" and self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.rail_sel if here else colours.rail_hover))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.rail_ink), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        ring = QRectF(_RING_LEFT, (self.height() - _RING) / 2, _RING, _RING)
        self._paint_ring(painter, ring)
        self._paint_words(painter)
        painter.end()

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        colours = theme.current()
        ink = colours.demo_ink
        if self._state == "here":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.rail_mark))
            painter.drawEllipse(ring)
        elif self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.rail_ink2))
            painter.drawEllipse(ring)
            inner = ring.adjusted(5, 5, -5, -5)
            icons.paint_icon(painter, "check", inner, colours.rail)
            return
        else:
            ink = colours.rail_ink2
            painter.setPen(QPen(QColor(ink), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring.adjusted(0.7, 0.7, -0.7, -0.7))
        painter.setFont(theme.font(theme.SMALL_STRONG if self._state == "here" else theme.SMALL))
        painter.setPen(QColor(ink))
        painter.drawText(ring, int(Qt.AlignmentFlag.AlignCenter), str(self._number))

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme.current()
        width = self.width() - _WORDS_LEFT - 8
        role = theme.STRONG if self._state == "here" else theme.BODY
        name, guide = theme.BODY.line, theme.CAPTION.line if self._guide else 0
        top = (self.height() - name - guide) / 2
        painter.setFont(theme.font(role))
        quiet = self._state == "todo"
        painter.setPen(QColor(colours.rail_ink2 if quiet else colours.rail_ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        elide = Qt.TextElideMode.ElideRight
        words = theme.metrics(role).elidedText(self.text(), elide, width)
        painter.drawText(QRectF(_WORDS_LEFT, top, width, name), flags, words)
        if self._guide:
            painter.setFont(theme.font(theme.CAPTION))
            painter.setPen(QColor(colours.rail_ink if self._state == "here" else colours.rail_ink2))
            words = theme.metrics(theme.CAPTION).elidedText(self._guide, elide, width)
            painter.drawText(QRectF(_WORDS_LEFT, top + name, width, guide), flags, words)


class _Steps(QWidget):
    """The steps, with the thread that runs through them."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._steps = steps
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(_GAP)
        for step in steps:
            box.addWidget(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.current().rail_line), 2))
        middle = _RING_LEFT + _RING / 2
        for above, below in zip(self._steps, self._steps[1:], strict=False):
            top = above.geometry().center().y() + _RING / 2 + 4
            bottom = below.geometry().center().y() - _RING / 2 - 3
            painter.drawLine(int(middle), int(top), int(middle), int(bottom))
        painter.end()


class WizardRail(QFrame):
    """Permanent beside the pages.

    Signals:
        chosen(Page): a step that is done was pressed.
        help_wanted(): the help at the foot was pressed.
    """

    chosen = Signal(object)
    help_wanted = Signal()

    def __init__(self, words: Sequence[StepWords]) -> None:
        super().__init__()
        self.setObjectName("rail")
        # Larger text needs some of the room, but not all that it would ask for.
        self.setFixedWidth((WIDTH + theme.scaled(WIDTH)) // 2)
        self.steps = [Step(number, one) for number, one in enumerate(words, 1)]
        for step in self.steps:
            step.clicked.connect(self._on_step)
        self.help = QPushButton(self.tr("Help"))
        self.help.setProperty("kind", "railfoot")
        self.help.setFont(theme.font(theme.SMALL))
        self.help.setAutoDefault(False)
        self._colour_help()
        self.help.clicked.connect(self.help_wanted)
        version = label(theme.SMALL, words=self.tr("Version %1"))
        version.setText(version.text().replace("%1", xpeak_desktop.__version__))
        version.setProperty("quiet", True)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 0, 12, 0)
        foot.addWidget(self.help)
        foot.addStretch()
        foot.addWidget(version)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 20, 12, 14)
        box.setSpacing(0)
        box.addLayout(self._head())
        box.addSpacing(16)
        box.addWidget(_Steps(self.steps))
        box.addStretch()
        box.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme.HEADING, words="XPEAK"))
        line = WrappingLabel(theme.SMALL)
        line.setText(self.tr("xCommerce to PEAK"))
        line.setProperty("quiet", True)
        words.addWidget(line)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(_Mark(), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        return head

    def _colour_help(self) -> None:
        colour = theme.current().rail_ink2
        icon, size = icons.button_icon("question", colour, colour, 16)
        self.help.setIcon(icon)
        self.help.setIconSize(size)

    def show_here(self, page: Page) -> None:
        """Everything before this page is done; ``Page.DONE`` is no step, so then all are."""
        passed = True
        for step in self.steps:
            if step.page is page:
                passed = False
                step.show_state("here")
            else:
                step.show_state("done" if passed else "todo")
        if page is Page.DONE:
            for step in self.steps:
                step.setEnabled(False)

    @Slot()
    def _on_step(self) -> None:
        step = self.sender()
        if isinstance(step, Step):
            self.chosen.emit(step.page)
