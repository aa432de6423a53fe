"""The first page: the language, and whether to practise first."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.jobs.moving import MoveIn
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import moving_questions, theme
from xpeak_desktop.ui.choice_card import ChoiceCard
from xpeak_desktop.ui.combo import Combo
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.keeping import Keeping
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.side_by_side import SideBySide
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

# Each in its own words: who cannot read the one finds the other.
_LANGUAGES = (("th", "ภาษาไทย"), ("en", "English"))


class WelcomePage(SetupPage):
    """What the program promises, and the choice between the practice shop and the real one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.practice = ChoiceCard(
            self.tr("Try the practice shop first"),
            self.tr(
                "A pretend shop with receipts to send."
                " Under 3 minutes, and nothing goes to the real PEAK"
            ),
        )
        self.real = ChoiceCard(
            self.tr("Connect my shop"),
            self.tr(
                "Have your PEAK login and the receipt files from xCommerce ready. About 10 minutes"
            ),
        )
        self._practising = desk.context.practice and desk.context.practice_shop
        (self.practice if self._practising else self.real).setChecked(True)
        self.language = Combo()
        for code, name in _LANGUAGES:
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(desk.context.language))
        self.language.setFixedWidth(theme.scaled(160))
        self.language.activated.connect(self._on_language)
        self.bring = Button(self.tr("I have a file from another computer…"), kind="quiet")
        self.bring.setProperty("flush", True)
        self.bring.clicked.connect(self._on_bring)
        self.bring.setVisible(not self._practising)
        self.keeping = Keeping(desk.controller, self)
        self.keeping.answered.connect(self._on_brought)
        self.problem = TroubleNote(desk.context.language, Page.WELCOME)
        self.problem.page_wanted.connect(self.page_wanted)
        self.problem.button.hide()
        self._build()

    def heading(self) -> str:
        return self.tr("Let every xCommerce receipt book itself in PEAK")

    def explanation(self) -> str:
        return self.tr("Eight steps, once. Stop any time, your answers are kept")

    def first(self) -> QWidget:
        return self.practice if self.practice.isChecked() else self.real

    def _build(self) -> None:
        scrolling = Scrolling(margin=40)
        self.body.addWidget(scrolling)
        box = scrolling.box
        box.addWidget(SideBySide(self.practice, self.real))
        box.addSpacing(14)
        box.addWidget(label(theme.STRONG, words=self.tr("What this program promises")))
        for promise in (
            self.tr("Each receipt is sent once, never twice"),
            self.tr("Totals agree to the satang or wait, and you see where they differ"),
            self.tr("Plain words and a button when something needs you"),
        ):
            box.addLayout(_promise(promise))
        box.addSpacing(14)
        box.addLayout(self._language_row())
        box.addLayout(self._file_row())
        box.addWidget(self.problem)
        box.addStretch()

    def _language_row(self) -> QHBoxLayout:
        words = label(theme.BODY, "ink2", "ภาษา / Language")
        words.setBuddy(self.language)
        self.language.setAccessibleName(words.text())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(words)
        row.addWidget(self.language)
        row.addStretch()
        return row

    def _file_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.bring)
        row.addStretch()
        return row

    # ------------------------------------------------------------------ another computer's shop

    @Slot()
    def _on_bring(self) -> None:
        file = moving_questions.ask_for_file(self.window())
        if file is not None:
            self.bring_in(file)

    def bring_in(self, file: Path) -> None:
        """Take in a shop from another computer; the answer counts wherever a person has gone."""
        self.problem.show_problem(None)
        self.bring.setEnabled(False)
        self.replacing.emit()
        self.keeping.ask(MoveIn(file))

    @Slot(object)
    def _on_brought(self, answer: Answered) -> None:
        self.bring.setEnabled(True)
        if answer.problem is None:
            self.leaving.emit(Leaving.AGAIN)
        else:
            self.problem.show_problem(answer.problem)

    # ------------------------------------------------------------------ the way on

    def check(self) -> None:
        """Nothing to ask: the way on may lead into another window instead."""
        wanted = Leaving.PRACTICE if self.practice.isChecked() else Leaving.REAL
        here = Leaving.PRACTICE if self._practising else Leaving.REAL
        if wanted is not here:
            self.leaving.emit(wanted)

    @Slot(int)
    def _on_language(self, index: int) -> None:
        code = self.language.itemData(index)
        if code != self.desk.context.language:
            self.asking.ask(KeepSettings(language=code))

    def take(self, answer: Answered) -> None:
        if answer.problem is None:
            self.leaving.emit(Leaving.AGAIN)
            return
        self.language.setCurrentIndex(self.language.findData(self.desk.context.language))
        self.problem.show_problem(answer.problem)


def _promise(words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(2, 0, 0, 0)
    row.setSpacing(10)
    line = WrappingLabel(theme.BODY)
    line.setText(words)
    row.addWidget(Icon("check", 16, "ok"))
    row.addWidget(line, 1)
    return row
