"""One setting: its name and what it means at the left, what it is set to at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.widgets import Icon, WrappingLabel, set_tone

_EDGE = 20
_GAP = 24
_SIGN = 16
_LEAST_WORDS = 250


class Hint(QWidget):
    """A small line under a setting's name; a warning carries its sign."""

    def __init__(self) -> None:
        super().__init__()
        self.words = WrappingLabel(theme.SMALL, "ink2")
        self._sign = Icon("warn", _SIGN, "warn")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        sign = QVBoxLayout()
        # In the middle of the first line, whatever the size of text.
        sign.setContentsMargins(0, (theme.SMALL.line - _SIGN) // 2, 0, 0)
        sign.addWidget(self._sign)
        sign.addStretch()
        box.addLayout(sign)
        box.addWidget(self.words, 1)
        self.say("")

    def say(self, words: str, tone: str = "ink2") -> None:
        """Show a sentence; an empty one hides the line."""
        self.words.setText(words)
        set_tone(self.words, "tone", tone)
        self._sign.setVisible(tone in ("warn", "bad"))
        self._sign.show_icon("bad" if tone == "bad" else "warn", tone)
        self.setVisible(bool(words))

    def hush(self) -> None:
        """Take a success away once something else is done; a trouble stays."""
        if self.words.property("tone") == "ok":
            self.say("")


class SettingRow(QWidget):
    """Side by side where there is room, else one under the other; ``below``: always so."""

    def __init__(
        self, title: str, hint: str, control: QWidget | None = None, *, below: bool = False
    ) -> None:
        super().__init__()
        self._below = below
        self.ruled = False
        self.title = WrappingLabel(theme.STRONG)
        self.title.setText(title)
        self.hint, self.more = Hint(), Hint()
        self._control = control
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch()
        for line in (self.title, self.hint, self.more):
            words.addWidget(line)
        words.addStretch()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(_EDGE, 12, _EDGE, 12)
        self._box.setSpacing(_GAP)
        self._box.addLayout(words, 1)
        if control is not None:
            self._box.addWidget(control)
            self._align()
        # Only here has it a parent: shown before, it would flash as a window of its own.
        self.hint.say(hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # The row's own, so that it goes where the row goes.
        if self.ruled:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), 1, QColor(theme.current().line))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._control is not None:
            self._align()

    def _align(self) -> None:
        control = self._control
        if control is None:
            return
        room = self.width() - 2 * _EDGE - _GAP - control.sizeHint().width()
        under = self._below or room < theme.scaled(_LEAST_WORDS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if under else across)
        self._box.setSpacing(8 if under else _GAP)
        middle = Qt.AlignmentFlag.AlignLeft if under else Qt.AlignmentFlag.AlignVCenter
        self._box.setAlignment(control, Qt.AlignmentFlag(0) if self._below else middle)


class SettingList(QFrame):
    """Rows on one panel, with a hairline between them; the first one is never hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)

    def add(self, row: QWidget) -> None:
        """Put a row at the end."""
        if isinstance(row, SettingRow):
            row.ruled = self._box.count() > 0
        self._box.addWidget(row)
