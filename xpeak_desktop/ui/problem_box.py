"""A problem of one receipt, said whole: what is, why, the sum behind it, and the buttons."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.ports import ReceiptDetail
from xpeak_desktop.services.drafting import sums_of
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.actions import Do, offer_of, words_of
from xpeak_desktop.ui.button_row import ButtonRow
from xpeak_desktop.ui.widgets import Button, WrappingLabel, label

# What a person left out may have been held for its sum, and still shows two totals.
_SUMS = (Code.TOTAL_MISMATCH, Code.VAT_MISMATCH, Code.ROUNDING_DIFFERS, Code.BY_PERSON)
_SETTLED = (State.EXCLUDED, State.VOIDED)
_ICONS = {
    Do.READ_AGAIN: "refresh",
    Do.CHECK: "refresh",
    Do.SEND_AGAIN: "refresh",
    Do.TRY_AGAIN: "refresh",
    Do.SEND_NOW: "send",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the sum; ``loud`` for the difference."""

    words: str
    amount: str
    loud: bool = False


class ProblemBox(QFrame):
    """Tinted by what it is; the first button is the one to press.

    Signals:
        acted(Do): a button was pressed.
    """

    acted = Signal(object)

    def __init__(self, problem: Problem, detail: ReceiptDetail, language: str) -> None:
        super().__init__()
        self.problem = problem
        tone = _tone(problem, detail)
        self.setProperty("panel", tone or "plain")
        self.title = WrappingLabel(theme.STRONG, tone)
        self.title.setText(wording.sentence(problem, language))
        self.cause = WrappingLabel(theme.SMALL, "ink2")
        self.cause.setText(wording.cause(problem, language))
        self.fix = WrappingLabel(theme.SMALL)
        self.fix.setText(wording.fix(problem, language))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 14)
        box.setSpacing(4)
        for part in (self.title, self.cause, self.fix):
            box.addWidget(part)
        figures = self._figures(detail)
        if figures:
            box.addSpacing(4)
            box.addWidget(_grid(figures, tone))
        self.row = ButtonRow()
        self.buttons: dict[QPushButton, Do] = {}
        for place, do in enumerate(offer_of(problem.code).pane):
            kind = "primary" if place == 0 else ""
            button = Button(words_of(do), _ICONS.get(do, ""), kind, compact=True)
            button.clicked.connect(self._on_clicked)
            self.buttons[button] = do
        self.row.show_buttons(list(self.buttons))
        if self.buttons:
            box.addSpacing(6)
            box.addWidget(self.row)

    def set_busy(self, *, busy: bool) -> None:
        """Grey the buttons while the worker is at it."""
        for button in self.buttons:
            button.setEnabled(not busy)

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.acted.emit(self.buttons[pressed])

    def _figures(self, detail: ReceiptDetail) -> list[Figure]:
        if self.problem.code not in _SUMS or detail.receipt is None:
            return []
        sums, receipt = sums_of(detail), detail.receipt
        if sums is None or receipt.total is None:
            return []
        found = []
        if receipt.total != sums.total:
            found += self._compared(
                self.tr("All lines together"),
                sums.total,
                self.tr("Total on xCommerce's receipt"),
                receipt.total,
            )
        if receipt.vat is not None and receipt.vat != sums.vat:
            found += self._compared(
                self.tr("VAT as calculated"),
                sums.vat,
                self.tr("VAT on xCommerce's receipt"),
                receipt.vat,
            )
        return found

    def _compared(self, ours: str, computed: int, theirs: str, given: int) -> list[Figure]:
        return [
            Figure(ours, wording.amount_text(computed)),
            Figure(theirs, wording.amount_text(given)),
            Figure(self.tr("Difference"), wording.amount_text(abs(computed - given)), loud=True),
        ]


def _tone(problem: Problem, detail: ReceiptDetail) -> str:
    if detail.row.case is None and detail.row.state in _SETTLED:
        # Told, but nobody needs to do anything.
        return ""
    if problem.code is Code.PEAK_REJECTED:
        return "bad"
    if problem.area is Area.WARNING or problem.retryable:
        return "info"
    return "warn"


def _grid(figures: list[Figure], tone: str) -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for row, figure in enumerate(figures):
        role = theme.SMALL_STRONG if figure.loud else theme.SMALL
        words = WrappingLabel(role, tone if figure.loud else "ink2")
        words.setText(figure.words)
        amount = label(role, tone if figure.loud else "", figure.amount)
        grid.addWidget(words, row, 0)
        grid.addWidget(amount, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return inside
