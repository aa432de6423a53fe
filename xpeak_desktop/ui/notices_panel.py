"""What a person should hear of once: met at the start, or refused by something just asked for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel


class NoticesPanel(QFrame):
    """One sentence and what to do; gone when it was read."""

    def __init__(self, notices: Sequence[Problem], language: str) -> None:
        super().__init__()
        self._language = language
        self._left = list(notices)
        self.setProperty("panel", "info")
        self.title = WrappingLabel(theme.STRONG, "info")
        self.text = WrappingLabel(theme.SMALL)
        self.read = Button(self.tr("Got it"), compact=True)
        self.read.clicked.connect(self._on_read)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 10, 16, 10)
        box.setSpacing(12)
        box.addWidget(Icon("info", 20, "info"), 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(words, 1)
        box.addWidget(self.read)
        self._show_next()

    def add(self, problem: Problem) -> None:
        """Something else a person should hear of."""
        if problem not in self._left:
            self._left.append(problem)
        self._show_next()

    @Slot()
    def _on_read(self) -> None:
        del self._left[0]
        self._show_next()

    def _show_next(self) -> None:
        self.setVisible(bool(self._left))
        if self._left:
            problem = self._left[0]
            self.title.setText(wording.sentence(problem, self._language))
            self.text.setText(wording.fix(problem, self._language))
