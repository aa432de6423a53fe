"""The upper part of the window: the day, the buttons, the figures and what goes on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.ledger_panel import LedgerPanel
from xpeak_desktop.ui.needs_panel import NeedsPanel
from xpeak_desktop.ui.progress_panel import ProgressPanel
from xpeak_desktop.ui.reading import Summary
from xpeak_desktop.ui.status_panel import StatusPanel
from xpeak_desktop.ui.widgets import Button, label

_LINES_ALONE = 4
_LINES_BESIDE = 1


class Overview(QWidget):
    """Figures at the left, what goes on at the right."""

    def __init__(self, language: str, *, scheduled: bool) -> None:
        super().__init__()
        self.day = label(theme.TITLE)
        self.last_run = label(
            theme.SMALL, "ink2", self.tr("Nothing sent since the program started")
        )
        self.send = Button(self.tr("Send now"), "send", "primary")
        self.send.setToolTip(self.tr("Send now (F5)"))
        self.ledger = LedgerPanel()
        self.progress = ProgressPanel(language)
        self.status = StatusPanel(language, scheduled=scheduled)
        self.needs = NeedsPanel(language)
        self._summary = Summary()
        self._problem: Problem | None = None
        self._running = False
        self._lay_out()
        self._choose()

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.day)
        titles.addWidget(self.last_run)
        head = QHBoxLayout()
        head.addLayout(titles, 1)
        head.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.progress)
        right.addWidget(self.status)
        right.addWidget(self.needs, 1)
        self._right = right
        panels = QHBoxLayout()
        panels.setSpacing(16)
        panels.addWidget(self.ledger, 10)
        panels.addLayout(right, 12)
        self._box = QVBoxLayout(self)
        self._box.addLayout(head)
        self._box.addLayout(panels)
        self.set_compact(compact=False)

    def set_compact(self, *, compact: bool) -> None:
        """In a low window the list below needs the room more."""
        self._box.setContentsMargins(32, 8 if compact else 16, 32, 10 if compact else 16)
        self._box.setSpacing(8 if compact else 14)
        self._right.setSpacing(8 if compact else 12)
        self.ledger.set_compact(compact=compact)

    def show_running(self, *, running: bool) -> None:
        """A pass has begun or ended."""
        self._running = running
        if running:
            self.progress.begin()
            self.progress.show()
            # Before the button goes grey: Qt would hand the keyboard to whatever comes next.
            _hand_over(self.send, self.progress.stop)
        self.send.setEnabled(not running)
        if not running:
            _hand_over(self.progress, self.send)
        self._choose()

    def show_problem(self, problem: Problem | None) -> None:
        """What stands in everybody's way, or that nothing does."""
        self._problem = problem
        self._choose()

    def show_summary(self, summary: Summary) -> None:
        """The ledger moved."""
        self._summary = summary
        self.ledger.show_summary(summary)
        self._choose()

    def _choose(self) -> None:
        """At most two panels stand at the right; each says something the other does not."""
        summary = self._summary
        if self._problem:
            self.status.show_problem(self._problem)
        else:
            self.status.show_summary(summary)
        status = not self._running and bool(self._problem or self.status.wanted(summary))
        beside = self._running or status
        self.needs.show_needs(summary.needs, _LINES_BESIDE if beside else _LINES_ALONE)
        self.progress.setVisible(self._running)
        self.status.setVisible(status)
        self.needs.setVisible(bool(summary.needs))


def _hand_over(leaving: QWidget, coming: QWidget) -> None:
    if leaving.hasFocus() or leaving.isAncestorOf(leaving.window().focusWidget()):
        coming.setFocus(Qt.FocusReason.OtherFocusReason)
