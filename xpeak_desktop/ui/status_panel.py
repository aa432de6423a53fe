"""How things stand while nothing runs: calm, something waits, or something is in the way."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Counted
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.actions import offer_of, words_of
from xpeak_desktop.ui.reading import SENT, WAITING, Summary
from xpeak_desktop.ui.standing import CALM
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, set_tone


@dataclass(frozen=True, slots=True)
class _Said:
    tone: str
    icon: str
    title: str
    text: str
    ground: str = "plain"
    amount: str = ""
    caption: str = ""
    button: str = ""
    problem: Problem | None = None


class StatusPanel(QFrame):
    """One sentence about the whole across the page, and what can be done about it.

    Signals:
        acted(Problem): the button beside a problem was pressed.
        folder_wanted(): open the folder of receipt files.
    """

    acted = Signal(object)
    folder_wanted = Signal()

    def __init__(self, language: str, *, scheduled: bool) -> None:
        super().__init__()
        self._language = language
        self._scheduled = scheduled
        self._icon = Icon("info", 20, "info")
        self.title = WrappingLabel(theme.HEADING)
        self.text = WrappingLabel(theme.BODY)
        self.caption = label(theme.SMALL, "ink2")
        self.amount = label(theme.TITLE)
        self.button = Button("")
        self.button.clicked.connect(self._on_clicked)
        self._problem: Problem | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addStretch()
        right.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self.amount, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch()
        box = QHBoxLayout(self)
        # Its edges are those of the panels above and below it.
        box.setContentsMargins(20, 14, 16, 14)
        box.setSpacing(12)
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(words, 1)
        box.addLayout(right)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_problem(self, problem: Problem, waiting: int) -> None:
        """Something stands in everybody's way; ``waiting`` receipts cannot go."""
        calm = problem.code in CALM
        tone = icon = "warn" if problem.retryable else "bad"
        if calm:
            tone, icon = "info", "clock"
        sentence = wording.sentence(problem, self._language)
        fix = self._fix(problem)
        do = offer_of(problem.code).strip
        caption = self.tr("%Ln receipts wait, none is lost", "", waiting) if waiting else ""
        button = words_of(do) if do is not None else ""
        ground = "plain" if calm else tone
        said = _Said(tone, icon, sentence, fix, ground, "", caption, button, problem)
        self._say(said)

    def _fix(self, problem: Problem) -> str:
        """What goes on with the next run goes on with a person where only they begin one."""
        if self._scheduled or problem.code is not Code.COMPARING_FIRST:
            return wording.fix(problem, self._language)
        if problem.params:
            return self.tr("Press Send now again after that")
        return self.tr("Press Send now to go on")

    @Slot()
    def _on_clicked(self) -> None:
        if self._problem is not None:
            self.acted.emit(self._problem)
        else:
            self.folder_wanted.emit()

    def show_empty(self, *, folder: bool) -> None:
        """The ledger holds nothing; its receipts come from a folder, or over the live link."""
        text = self.tr("Press Send now. The program reads your sales, checks them and sends them")
        button = ""
        if folder:
            text = self.tr(
                "Put receipt files from xCommerce into the folder you chose. The program reads them"
                " by itself"
            )
            button = self.tr("Open the folder")
        title = self.tr("No receipts yet")
        self._say(_Said("info", "tray-in", title, text, button=button))

    def show_figures(self, summary: Summary, month: Counted) -> None:
        """Nothing stands in the way: what waits, or that all is well. ``month`` was sent."""
        if summary.of(WAITING).receipts:
            self._say(self._waiting(summary))
        else:
            self._say(self._calm(summary, month))

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

    def _calm(self, summary: Summary, month: Counted) -> _Said:
        sent = month if month.receipts else summary.of(SENT)
        text = self.tr("All %Ln receipts to be sent are in PEAK", "", sent.receipts)
        caption = self.tr("Sent to PEAK")
        if month.receipts:
            text = self.tr("All %Ln receipts due this month are in PEAK", "", sent.receipts)
            caption = self.tr("Sent to PEAK this month")
        amount = wording.money_text(sent.satang, self._language)
        title = self.tr("All is well, nothing to do")
        return _Said("ok", "ok", title, text, "ok", amount, caption)

    def _say(self, said: _Said) -> None:
        self._problem = said.problem
        set_tone(self, "panel", said.ground)
        set_tone(self.title, "tone", said.tone)
        self._icon.show_icon(said.icon, said.tone)
        self.title.setText(said.title)
        self.text.setText(said.text)
        self.text.setVisible(bool(said.text))
        for part, words in ((self.amount, said.amount), (self.caption, said.caption)):
            part.setText(words)
            part.setVisible(bool(words))
        self.button.setText(said.button)
        self.button.setVisible(bool(said.button))
