"""Taking the shop to another computer, and how it stands once it has gone."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ui import moving_questions
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.setting_row import SettingRow
from xpeak_desktop.ui.widgets import Button, hand_over, has_keyboard


class MovingRow(SettingRow):
    """One button while the shop is here; the ways on and back once it is not.

    Signals:
        out_wanted(Path): write the file there; a person has said yes.
        in_wanted(Path): take this file in.
        stay_wanted(): send from here again; a person has said yes.
    """

    out_wanted = Signal(object)
    in_wanted = Signal(object)
    stay_wanted = Signal()

    def __init__(self, language: str, *, practice: bool) -> None:
        translate = QCoreApplication.translate
        self.out = Button(translate("MovingRow", "Move…"), compact=True)
        self.again = Button(translate("MovingRow", "Make the file again…"), compact=True)
        self.stay = Button(translate("MovingRow", "Send from here…"), compact=True)
        self.bring = Button(translate("MovingRow", "Open a file…"), compact=True)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch()
        self._ways_on = (self.again, self.bring, self.stay)
        self._all = (self.out, *self._ways_on)
        for button in self._all:
            row.addWidget(button)
        for button in self._ways_on:
            button.hide()
        super().__init__(translate("MovingRow", "Move to another computer"), "", buttons)
        # The row has the keyboard while none of its buttons can be pressed.
        self.setAccessibleName(self.title.accessibleName())
        self._pressed: Button | None = None
        self._language, self._practice = language, practice
        self.question: Question | None = None
        self.out.clicked.connect(self._ask_out)
        # It may be lost, or never have got its name.
        self.again.clicked.connect(self._ask_again)
        self.stay.clicked.connect(self._ask_stay)
        self.bring.clicked.connect(self._ask_in)

    def show_settings(self, settings: Settings) -> None:
        """Say whether the shop is here."""
        away = bool(settings.moved_out)
        here = (self.out,)
        coming, leaving = (self._ways_on, here) if away else (here, self._ways_on)
        for button in coming:
            button.show()
        for button in leaving:
            # Not to the row below: that disconnects.
            hand_over(button, coming[0])
            button.hide()
        if away:
            text = self.tr("Moved to another computer on %1. Nothing is sent from this one")
            self.hint.say(text.replace("%1", self._day(settings.moved_out)), "warn")
        else:
            self.hint.say(
                self.tr("One file takes records and settings along, without token and keys")
            )

    def _day(self, moment: str) -> str:
        try:
            day = datetime.fromisoformat(moment).astimezone(BANGKOK).date()
        except ValueError:
            return moment
        return wording.date_text(day, self._language)

    def say_working(self) -> None:
        """The worker is at it."""
        self._pressed = next((one for one in self._all if has_keyboard(one)), None)
        if self._pressed is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in self._all:
            button.setEnabled(False)
        self.more.say(self.tr("Working on it"), "ink3")

    def say_out(self, file: Path) -> None:
        """The file is written."""
        self._say(self.tr("Saved as %1. Open it on the other computer, then delete it"), file)

    def say_in(self) -> None:
        """The shop is back."""
        self._say(self.tr("The shop is here again"))

    def say_stays(self) -> None:
        """This computer sends."""
        self._say(self.tr("This computer sends again, after comparing with PEAK"))

    def _say(self, words: str, file: Path | None = None) -> None:
        self._enable()
        name = wording.inert(file.name) if file is not None else ""
        self.more.say(words.replace("%1", name), "ok")

    def say_problem(self, problem: Problem) -> None:
        """It could not be done."""
        self._enable()
        self.more.say(wording.sentence(problem, self._language), "warn")

    def _enable(self) -> None:
        for button in self._all:
            button.setEnabled(True)
        if self._pressed is not None and self.window().focusWidget() is self:
            shown = next(one for one in (self._pressed, *self._all) if not one.isHidden())
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pressed = None

    # ------------------------------------------------------------------ asking

    @Slot()
    def _ask_out(self) -> None:
        question = moving_questions.move_out_question(self.window(), practice=self._practice)
        question.accepted.connect(self._on_out)
        self._open(question)

    @Slot()
    def _ask_again(self) -> None:
        question = moving_questions.again_question(self.window(), practice=self._practice)
        question.accepted.connect(self._on_out)
        self._open(question)

    @Slot()
    def _on_out(self) -> None:
        path = moving_questions.ask_where_to(self.window())
        if path is not None:
            self.out_wanted.emit(path)

    @Slot()
    def _ask_stay(self) -> None:
        question = moving_questions.stay_question(self.window(), practice=self._practice)
        question.accepted.connect(self.stay_wanted)
        self._open(question)

    @Slot()
    def _ask_in(self) -> None:
        path = moving_questions.ask_for_file(self.window())
        if path is not None:
            self.in_wanted.emit(path)

    def _open(self, question: Question) -> None:
        if self.question is not None:
            self.question.deleteLater()
        self.question = question
        question.open()
