"""A pass under way: how far it is, how to stop it, and what stopping does not do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.ports import Clock
from xpeak_desktop.services.progress import Progress, Stage
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label

_ENOUGH = 5
_LONG_ENOUGH = 3.0


class ProgressPanel(QFrame):
    """Shown while a pass runs."""

    def __init__(self, clock: Clock, language: str) -> None:
        super().__init__()
        self._clock, self._language = clock, language
        self._first: tuple[float, int] | None = None
        self.setProperty("panel", "plain")
        self.title = WrappingLabel(theme.HEADING)
        self.stop = Button(self.tr("Stop"), compact=True)
        self.stop.setToolTip(self.tr("Stop (Esc)"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of this run"))
        self.promise = WrappingLabel(theme.SMALL, "ink2")
        self.left = label(theme.SMALL, "ink2")
        self._icon = Icon("send", 20, "accent_text")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        head.addWidget(self.left)
        head.addWidget(self.stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 12, 16, 12)
        box.setSpacing(8)
        box.addStretch()
        box.addLayout(head)
        box.addWidget(self.bar)
        box.addWidget(self.promise)
        box.addStretch()
        self.begin()

    def begin(self) -> None:
        """A pass begins; nothing is known of it yet."""
        self._first = None
        self.stop.setEnabled(True)
        self._icon.show_icon("send", "accent_text")
        self.promise.setText(
            self.tr("You can stop at any time. What is sent is never sent a second time")
        )
        self.show_progress(Progress(Stage.READING))

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        words = self._words(progress)
        self.title.setText(words)
        self.bar.setMaximum(max(progress.total, 1))
        self.bar.setValue(progress.done)
        self.bar.setAccessibleDescription(words)
        self.left.setText(self._time_left(progress))

    def show_stopping(self) -> None:
        """It was asked to stop and waits for PEAK's last answers."""
        if self.stop.hasFocus():
            # Else Qt would hand the keyboard to whatever comes next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop.setEnabled(False)
        self._icon.show_icon("clock", "info")
        self.title.setText(self.tr("Stopping"))
        self.left.setText("")
        self.promise.setText(
            self.tr("Waiting for PEAK's answer to what has left already. Nothing is lost")
        )

    def _words(self, progress: Progress) -> str:
        if progress.stage is not Stage.SENDING or not progress.total:
            return wording.stage_name(progress.stage, self._language)
        text = self.tr("Sending: %Ln of %1 sent", "", progress.done)
        return text.replace("%1", figures.count(progress.total))

    def _time_left(self, progress: Progress) -> str:
        """Roughly, from the pace so far; nothing before there is a pace."""
        if progress.stage is not Stage.SENDING:
            self._first = None
            return ""
        now = self._clock.monotonic()
        if self._first is None:
            self._first = now, progress.done
        began, at_first = self._first
        done, seconds = progress.done - at_first, now - began
        if done < _ENOUGH or seconds < _LONG_ENOUGH:
            return ""
        minutes = round(seconds / done * (progress.total - progress.done) / 60)
        if not minutes:
            return self.tr("Less than a minute left")
        return self.tr("About %Ln minutes left", "", minutes)
