"""One receipt beside the list: what is wrong with it, the document, PEAK's answer, its history."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.document import Document
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.ports import ReceiptDetail
from xpeak_desktop.services.drafting import draft
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.actions import Do
from xpeak_desktop.ui.problem_box import ProblemBox
from xpeak_desktop.ui.receipt_story import Chapter, story_of
from xpeak_desktop.ui.receipts_model import state_words
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.slip import Slip
from xpeak_desktop.ui.slip_rows import Names
from xpeak_desktop.ui.source_lines import SourceLines
from xpeak_desktop.ui.state_chip import chip_width, paint_chip
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label

WIDTH = 396
_LEFT_US = (State.SENDING, State.UNCERTAIN, State.SENT, State.VOIDED)
_EDGE = 20
_LONG_NUMBER = 18


class Chip(QWidget):
    """The state of a receipt, as in the list."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._words, self._alarmed = State.IMPORTED, "", False

    def show_state(self, state: State, words: str, *, alarmed: bool) -> None:
        """Show this state."""
        self._state, self._words, self._alarmed = state, words, alarmed
        self.setFixedSize(QSize(chip_width(state, words, alarmed=alarmed), 28))
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        words, alarmed = self._words, self._alarmed
        paint_chip(painter, where, self._state, words, alarmed=alarmed, whole=True)
        painter.end()


class ReceiptPane(QFrame):
    """Shows what the ledger tells of one receipt; whoever holds it does what is asked.

    Signals:
        acted(Do, Problem): a button beside a problem was pressed.
        closed(): the pane is not wanted any more.
        wants_peak(): open the document in PEAK.
        wants_copy(): copy the number.
    """

    acted = Signal(object, object)
    closed = Signal()
    wants_peak = Signal()
    wants_copy = Signal()

    def __init__(self, language: str, *, practice: bool = False) -> None:
        super().__init__()
        self.setObjectName("receiptpane")
        self._practice = practice
        self._language = language
        self.detail: ReceiptDetail | None = None
        self.boxes: list[ProblemBox] = []
        self.setFixedWidth(theme.scaled(WIDTH))
        self.number = WrappingLabel(theme.HEADING)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where = WrappingLabel(theme.SMALL, "ink2")
        self.chip = Chip()
        self.close_button = Button("", "x", "quiet")
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.closed)
        self.copy = Button(self.tr("Copy number"), "copy", "quiet", compact=True)
        self.copy.setProperty("flush", True)
        self.copy.clicked.connect(self.wants_copy)
        self.peak = Button(self.tr("Open in PEAK"), "open", "quiet", compact=True)
        self.peak.clicked.connect(self.wants_peak)
        self.note = WrappingLabel(theme.SMALL, "bad")
        self.note.hide()
        self._scroll = Scrolling(_EDGE)
        self._scroll.setAccessibleName(self.tr("About this receipt"))
        # The history holds nothing to stop at: arrows and page keys must reach it.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._inside: QWidget | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(_EDGE, 12, 10, 0)
        top.setSpacing(8)
        top.addWidget(self.number, 1)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        under = QVBoxLayout()
        under.setContentsMargins(_EDGE, 0, _EDGE, 8)
        under.setSpacing(2)
        under.addWidget(self.where)
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self.copy)
        links.addWidget(self.peak)
        links.addStretch(1)
        under.addLayout(links)
        under.addWidget(self.note)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addLayout(under)
        box.addWidget(self._scroll, 1)

    # ------------------------------------------------------------------ what it shows

    def show_receipt(self, detail: ReceiptDetail, rules: Rules) -> None:
        """Show this receipt; the same one again keeps its place in the scrolling."""
        bar = self._scroll.verticalScrollBar()
        same = self.detail is not None and self.detail.row.receipt_id == detail.row.receipt_id
        if same and self.detail == detail:
            return
        top = bar.value() if same else 0
        self.detail = detail
        row = detail.row
        self.number.setText(_breakable(wording.inert(row.number)) or self.tr("No number"))
        words = state_words(row, self._language)
        self.chip.show_state(row.state, words, alarmed=row.asks)
        day = wording.date_text(row.issued_on, self._language) if row.issued_on else ""
        self.where.setText("  ".join(filter(None, (day, wording.inert(row.channel)))))
        self.copy.setEnabled(bool(row.number))
        # The practice PEAK has no pages to open.
        self.peak.setVisible(row.state in _LEFT_US and not self._practice)
        self._fill(detail, rules)
        bar.setValue(top)

    def _fill(self, detail: ReceiptDetail, rules: Rules) -> None:
        inside, box = QWidget(), self._scroll.box
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(8)
        self._add_problems(parts, detail)
        self._add_document(parts, detail, rules)
        self._add_answer(parts, detail)
        self._add_history(parts, detail)
        if self._inside is not None:
            box.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        while box.count():
            box.takeAt(0)
        self._inside = inside
        box.addWidget(inside)
        box.addStretch(1)

    def set_busy(self, *, busy: bool) -> None:
        """Grey what would start a second job."""
        for problem_box in self.boxes:
            problem_box.set_busy(busy=busy)
        self.peak.setEnabled(not busy)

    def say_problem(self, problem: Problem | None) -> None:
        """Say what stood in the way of what was asked for, or nothing."""
        words = "" if problem is None else wording.sentence(problem, self._language)
        self.note.setText(words)
        self.note.setVisible(bool(words))

    # ------------------------------------------------------------------ parts

    def _add_problems(self, parts: QVBoxLayout, detail: ReceiptDetail) -> None:
        self.boxes = [
            ProblemBox(problem, detail, self._language) for problem in problems_of(detail)
        ]
        for problem_box in self.boxes:
            problem_box.acted.connect(self._on_acted)
            parts.addWidget(problem_box)
        if detail.row.state is State.UNCERTAIN:
            parts.addWidget(self._said(self._unsure(), "doubt", "question"))
        for warning in detail.warnings:
            parts.addWidget(self._said(wording.sentence(warning, self._language), "info", "info"))

    def _unsure(self) -> str:
        return self.tr(
            "Not sure whether PEAK got it. PEAK is asked first, it is never simply sent again"
        )

    def _said(self, text: str, tone: str, icon: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        words = WrappingLabel(theme.SMALL, tone)
        words.setText(text)
        row.addWidget(Icon(icon, 18, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return line

    def _add_document(self, parts: QVBoxLayout, detail: ReceiptDetail, rules: Rules) -> None:
        sent = detail.attempts[-1] if detail.attempts and detail.row.state in _LEFT_US else None
        if sent is not None:
            self._head(parts, self.tr("Exactly what was sent to PEAK"))
            document = sent.document
        else:
            document = draft(detail, rules)
            computed = document is not None
            self._head(parts, self._drafted(detail.row.state, computed=computed))
        if document is not None:
            parts.addWidget(self._slip(document, detail))
        elif sent is None and detail.receipt is not None:
            parts.addWidget(SourceLines(detail.receipt, self._language))
        else:
            text = self.tr("What was kept of it cannot be read any more. PEAK's own copy counts")
            parts.addWidget(self._said(text, "warn", "warn"))

    def _drafted(self, state: State, *, computed: bool) -> str:
        if state is State.READY:
            return self.tr("What will go to PEAK")
        if state in _LEFT_US or not computed:
            return self.tr("The receipt in xCommerce")
        return self.tr("The receipt as calculated")

    def _slip(self, document: Document, detail: ReceiptDetail) -> Slip:
        slip = Slip(self._language)
        code = document.method_code
        slip.show_document(document, Names(account=detail.accounts.get(code, code)))
        return slip

    def _add_answer(self, parts: QVBoxLayout, detail: ReceiptDetail) -> None:
        if not detail.attempts:
            return
        last = detail.attempts[-1]
        self._head(parts, self.tr("PEAK's answer"))
        text = WrappingLabel(theme.SMALL)
        voided = detail.row.state is State.VOIDED
        text.setText(self._outcome("voided" if voided else last.outcome))
        parts.addWidget(text)
        small = [last.res_code, wording.inert(last.words), wording.inert(detail.row.peak_id)]
        if any(small):
            codes = WrappingLabel(theme.CAPTION, "ink3")
            codes.setText(" · ".join(filter(None, small)))
            codes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            codes.setAccessibleDescription(self.tr("For support"))
            parts.addWidget(codes)

    def _outcome(self, outcome: str) -> str:
        match outcome:
            case "sent":
                return self.tr("Booked, and PEAK shows the same total")
            case "adopted":
                return self.tr("PEAK has it, found by its number")
            case "rejected":
                return self.tr("PEAK refused it, it is not in PEAK")
            case "not_sent":
                return self.tr("It did not leave this computer")
            case "absent":
                return self.tr("PEAK surely does not have it")
            case "clash":
                return self.tr("PEAK has another receipt of this number")
            case "voided":
                return self.tr("It was voided in PEAK")
            case _:
                return self.tr("No clear answer yet")

    def _add_history(self, parts: QVBoxLayout, detail: ReceiptDetail) -> None:
        self._head(parts, self.tr("History"))
        for chapter in story_of(detail, self._language):
            parts.addWidget(self._chapter(chapter))

    def _chapter(self, chapter: Chapter) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        text = WrappingLabel(theme.SMALL)
        text.setText(chapter.text)
        words.addWidget(text)
        time = figures.day_and_time(chapter.at, self._language)
        words.addWidget(label(theme.CAPTION, "ink3", time))
        dot = Dot(chapter.tone)
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return line

    def _head(self, parts: QVBoxLayout, words: str) -> None:
        parts.addSpacing(6)
        parts.addWidget(label(theme.SMALL_MEDIUM, "ink2", words))

    # ------------------------------------------------------------------ what a person does

    @Slot(object)
    def _on_acted(self, do: Do) -> None:
        pressed = self.sender()
        if isinstance(pressed, ProblemBox):
            self.acted.emit(do, pressed.problem)


def _breakable(number: str) -> str:
    """A long number with places to break it: all of it must be seen beside the chip."""
    if len(number) <= _LONG_NUMBER:
        return number
    pieces = (number[start : start + 4] for start in range(0, len(number), 4))
    return "\u200b".join(pieces)


class Dot(QWidget):
    """The mark before a line of the history, in the tone of what happened."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(QSize(10, theme.SMALL.line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tone(self._tone).solid))
        painter.drawEllipse(QRectF(1, self.height() / 2 - 4, 8, 8))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def problems_of(detail: ReceiptDetail) -> list[Problem]:
    """What to say about a receipt: its open cases, else why it stands where it stands."""
    row = detail.row
    cases = [case.problem for case in detail.cases if case.closed_at is None]
    if cases:
        return cases
    if row.code is None:
        return []
    return [Problem(row.code, row.params, row.number)]
