"""How things stand while nothing runs: calm, something waits, or something is in the way."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.reading import NEEDS_YOU, SENT, WAITING, Summary
from xpeak_desktop.ui.widgets import Icon, WrappingLabel, set_tone


@dataclass(frozen=True, slots=True)
class _Said:
    tone: str
    icon: str
    title: str
    text: str
    loud: bool = False


class StatusPanel(QFrame):
    """One sentence about the whole; only what stands in the way gets a coloured ground."""

    def __init__(self, language: str, *, scheduled: bool) -> None:
        super().__init__()
        self._language = language
        self._scheduled = scheduled
        self._icon = Icon("info", 32, "info")
        self.title = WrappingLabel(theme.HEADING)
        self.text = WrappingLabel(theme.BODY)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch()
        box = QHBoxLayout(self)
        box.setContentsMargins(24, 12, 20, 12)
        box.setSpacing(20)
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(words, 1)

    def show_problem(self, problem: Problem) -> None:
        """Something stands in everybody's way."""
        tone, icon = ("warn", "warn") if problem.retryable else ("bad", "bad")
        sentence = wording.sentence(problem, self._language)
        self._say(_Said(tone, icon, sentence, wording.fix(problem, self._language), loud=True))

    def show_summary(self, summary: Summary) -> None:
        """Nothing stands in the way: what waits, or that all is well."""
        if not summary.of(()).receipts:
            self._say(self._empty())
        elif summary.of(WAITING).receipts:
            self._say(self._waiting(summary))
        else:
            self._say(self._calm(summary))

    def wanted(self, summary: Summary) -> bool:
        """Whether there is something to say beside what needs a person."""
        return not summary.of(NEEDS_YOU).receipts and not summary.needs

    def _empty(self) -> _Said:
        return _Said(
            "info",
            "tray-in",
            self.tr("No receipts yet"),
            self.tr("Press Send now. The program reads your sales, checks them and sends them"),
        )

    def _waiting(self, summary: Summary) -> _Said:
        waiting = summary.of(WAITING)
        text = self.tr("%1 in total. Press Send now to send them")
        if self._scheduled:
            text = self.tr("%1 in total. Press Send now, or leave it to the next run")
        return _Said(
            "info",
            "clock",
            self.tr("%Ln receipts are waiting", "", waiting.receipts),
            text.replace("%1", wording.money_text(waiting.satang, self._language)),
        )

    def _calm(self, summary: Summary) -> _Said:
        sent = summary.of(SENT)
        text = self.tr("All %Ln receipts to be sent are in PEAK, %1", "", sent.receipts)
        return _Said(
            "ok",
            "ok",
            self.tr("All is well, nothing to do"),
            text.replace("%1", wording.money_text(sent.satang, self._language)),
        )

    def _say(self, said: _Said) -> None:
        set_tone(self, "panel", said.tone if said.loud else "plain")
        set_tone(self.title, "tone", said.tone)
        self._icon.show_icon(said.icon, said.tone)
        self.title.setText(said.title)
        self.text.setText(said.text)
        self.text.setVisible(bool(said.text))
