"""A small dialog where a person chooses: the two sides, what to do in PEAK, and the buttons."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.document import expected
from xpeak_desktop.ports import ReceiptDetail
from xpeak_desktop.services.jobs.corrections import CheckAgain, Corrected, FindInPeak, Found
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.busy_arc import BusyArc
from xpeak_desktop.ui.button_row import ButtonRow
from xpeak_desktop.ui.choices import Choice, ProblemQuestion
from xpeak_desktop.ui.compare_table import CompareTable, Side, side_of_peak, side_of_receipt
from xpeak_desktop.ui.dialog_layout import below_strip
from xpeak_desktop.ui.widgets import Button, WrappingLabel, label, set_tone
from xpeak_desktop.ui.wizard_page import Desk

_WIDTH = 620


class ProblemDialog(QDialog):
    """Closes itself once the choice is written; while PEAK is asked, its way out still works.

    Signals:
        decided(Answered): what was chosen is written.
        wants_peak(Found): open the document in PEAK, or PEAK where it was not found.
    """

    decided = Signal(object)
    wants_peak = Signal(object)

    def __init__(
        self,
        question: ProblemQuestion,
        detail: ReceiptDetail,
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._question, self._detail, self._desk = question, detail, desk
        self._language = desk.context.language
        self._asking = Asking(desk.controller, self)
        self._asking.answered.connect(self._on_answered)
        self._asking.changed.connect(self._show_busy)
        self.setWindowTitle(question.title)
        self.setModal(True)
        self.title = WrappingLabel(theme.HEADING)
        self.title.setText(question.title)
        self.text = WrappingLabel(theme.BODY, "ink2")
        self.text.setText(question.text)
        self.note = WrappingLabel(theme.SMALL, "ink2")
        self.arc = BusyArc()
        self.table: CompareTable | None = None
        self.peak = Button(self.tr("Open in PEAK"), "open", "quiet", compact=True)
        self.peak.clicked.connect(self._on_peak)
        # The practice PEAK has no pages to open.
        self._opens = bool(question.peak_number) and not desk.context.practice
        self._found = Found(question.peak_number, ())
        self.back = Button(self._back_words())
        self.back.clicked.connect(self.reject)
        self.choices: dict[QPushButton, Choice] = {}
        self._lay_out()
        self._make_room()
        self._show_busy()

    def _back_words(self) -> str:
        # Where a cancelled receipt is talked of, "Cancel" could be read as a way to cancel it.
        return self.tr("Back") if self._question.cancelled else self.tr("Cancel")

    # ------------------------------------------------------------------ what stands in it

    def _lay_out(self) -> None:
        box = QVBoxLayout()
        box.setContentsMargins(28, 22, 28, 20)
        box.setSpacing(10)
        box.addWidget(self.title)
        if self._question.text:
            box.addWidget(self.text)
        if self._question.peak_number:
            box.addWidget(self._compared())
        self._add_steps(box)
        box.addLayout(self._foot_note())
        box.addSpacing(4)
        box.addWidget(self._buttons())
        below_strip(self, box, practice=self._desk.context.practice)
        self.setFixedWidth(theme.scaled(_WIDTH))

    def _compared(self) -> QWidget:
        later = self._detail.later if self._question.with_later else None
        ours = self.tr("In xCommerce now") if later else self._our_side_words()
        self.table = CompareTable(self._language, ours, self.tr("In PEAK"))
        self.table.show_sides(self._ours(), None)
        return self.table

    def _our_side_words(self) -> str:
        return self.tr("As sent") if self._detail.attempts else self.tr("In xCommerce")

    def _ours(self) -> Side:
        detail = self._detail
        if self._question.with_later and detail.later is not None:
            return replace(side_of_receipt(detail.later), void=self._question.cancelled)
        sent = detail.attempts[-1].document if detail.attempts else None
        if sent is not None:
            told = side_of_peak(expected(sent))
            return Side(told.number, told.day, told.total, told.vat, sent.reference)
        if detail.receipt is not None:
            return side_of_receipt(detail.receipt)
        return Side(detail.row.number, detail.row.issued_on, detail.row.total)

    def _add_steps(self, box: QVBoxLayout) -> None:
        for number, words in enumerate(self._question.steps, start=1):
            line = QHBoxLayout()
            line.setSpacing(10)
            mark = "•" if self._question.either else str(number)
            figure = label(theme.STRONG, "accent", mark)
            step = WrappingLabel(theme.BODY)
            step.setText(words)
            line.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(step, 1)
            box.addLayout(line)

    def _foot_note(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.arc, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.note, 1)
        if self._opens:
            line.addWidget(self.peak, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _buttons(self) -> ButtonRow:
        made: list[QPushButton] = []
        for choice in self._question.choices:
            button = Button(choice.words, "", "primary" if choice.first else "")
            button.clicked.connect(self._on_chosen)
            self.choices[button] = choice
            made.append(button)
        # Enter does what is harmless: it goes back, or asks PEAK once more.
        first = next((button for button in made if self.choices[button].first), self.back)
        first.setDefault(True)
        made.sort(key=lambda button: self.choices[button].first)
        row = ButtonRow(right=True)
        row.show_buttons([self.back, *made])
        return row

    # ------------------------------------------------------------------ asking and deciding

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now the sentences know how many lines they take.
        self._fit()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._question.peak_number:
            self._say(self.tr("Asking PEAK"), "ink2")
            self._asking.ask(FindInPeak(self._question.peak_number))

    @Slot()
    def _on_chosen(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            job = self.choices[pressed].job
            self._say(self.tr("Asking PEAK") if isinstance(job, CheckAgain) else "", "ink2")
            self._asking.ask(job)

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        if isinstance(answer.result, Found):
            self._show_found(answer.result)
        elif answer.problem is not None:
            self._say(wording.sentence(answer.problem, self._language), "bad")
        elif self._nothing_moved(answer):
            self._show_peak(answer.result)
            self._say(self.tr("PEAK still shows the same. Nothing was changed"), "warn")
        else:
            self.decided.emit(answer)
            self.accept()

    def _nothing_moved(self, answer: Answered) -> bool:
        """Whether PEAK was asked once more in vain."""
        result, row = answer.result, self._detail.row
        if not isinstance(answer.job, CheckAgain) or not isinstance(result, Corrected):
            return False
        before = row.case.code if row.case else row.code
        return (result.state, result.code) == (row.state, before)

    def _show_peak(self, result: Corrected) -> None:
        if result.documents and self.table is not None:
            self._show_found(Found(result.number, result.documents))

    @Slot()
    def _on_peak(self) -> None:
        self.wants_peak.emit(self._found)

    def _show_found(self, found: Found) -> None:
        self._found = found
        live = [one for one in found.documents if not one.void]
        shown = (live or list(found.documents))[:1]
        if self.table is not None and shown:
            self.table.show_sides(self._ours(), side_of_peak(shown[0]))
        if not found.documents:
            self._say(self.tr("PEAK does not show this number now"), "warn")
        elif len(live) > 1:
            text = self.tr("PEAK has %Ln documents of this number", "", len(live))
            self._say(text, "warn")
        else:
            self._say("", "ink2")

    def _say(self, text: str, tone: str) -> None:
        set_tone(self.note, "tone", tone)
        self.note.setText(text)
        self._make_room()

    def _make_room(self) -> None:
        """Room for what is said: kept where PEAK is asked, so that its answer moves nothing."""
        said = bool(self.note.text() or self._question.peak_number)
        if said == self.note.isHidden():
            self.note.setVisible(said)
            self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    @Slot()
    def _show_busy(self) -> None:
        busy = self._asking.busy
        self.arc.setVisible(busy)
        for button in self.choices:
            button.setEnabled(not busy)

    def done(self, result: int) -> None:
        self._asking.drop()
        super().done(result)
