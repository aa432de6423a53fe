"""The left side of "Review": what will go, what is not sent, what waits, and that it adds up."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ports import Counted
from xpeak_desktop.services.jobs.review import Reason, Review
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, panel, rule

_EDGE: Final = 20
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

MENDED_ON: Final[dict[Code, Page]] = {
    Code.PRODUCT_UNMATCHED: Page.PRODUCTS,
    Code.PRODUCT_AMBIGUOUS: Page.PRODUCTS,
    Code.CHANNEL_UNDECIDED: Page.CHANNELS,
    Code.METHOD_MISSING: Page.CHANNELS,
    Code.SERVICE_MISSING: Page.SERVICES,
    Code.VAT_NOT_REGISTERED: Page.RULES,
    Code.DATE_IN_CLOSED_MONTH: Page.RULES,
    Code.ROUNDING_DIFFERS: Page.RULES,
    Code.NEGATIVE_OR_ZERO: Page.RULES,
}
"""Where in the set-up the cause is; the other kinds are looked at receipt by receipt, later."""


class SumsPanel(QFrame):
    """A column of parts with their total: xCommerce equals what goes, waits and stays."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._language = language
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_EDGE, 12, _EDGE, 14)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_review(self, review: Review) -> None:
        """Fill the columns anew."""
        self._clear()
        heads = (self.tr("Channel"), self.tr("Receipts"), self.tr("Baht"))
        self._add([label(theme.SMALL, "ink3", words) for words in heads])
        for share in review.will_go:
            self._add_sum(wording.inert(share.name), share.counted)
        self._add_rule()
        self._add_sum(self.tr("Will go to PEAK"), review.going, theme.STRONG)
        if review.at_peak.receipts:
            self._add_sum(self.tr("At PEAK already"), review.at_peak, tone="ink2")
        for reason in review.not_sent:
            self._add_sum(self._left_out_words(reason), reason.counted, tone="ink2")
        if review.held.receipts:
            self._add_sum(self.tr("Needs you"), review.held, tone="warn")
        self._add_rule()
        self._add_sum(self.tr("All in xCommerce"), review.total, theme.STRONG)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, cells: list[QWidget]) -> None:
        row = self._grid.rowCount()
        for column, cell in enumerate(cells):
            if column:
                self._grid.addWidget(cell, row, column, _RIGHT)
            else:
                self._grid.addWidget(cell, row, column)

    def _add_rule(self) -> None:
        self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, 3)

    def _add_sum(
        self, words: str, counted: Counted, role: theme.TypeRole = theme.BODY, tone: str = ""
    ) -> None:
        name = WrappingLabel(role, tone)
        name.setText(words)
        ink = "ink3" if not counted.receipts else tone
        receipts = label(role, ink, figures.count(counted.receipts))
        baht = label(role, ink, wording.amount_text(counted.satang))
        self._add([name, receipts, baht])

    def _left_out_words(self, reason: Reason) -> str:
        code = reason.problem.code
        several = reason.problem.params.get("several", "")
        if code is Code.CHANNEL_OFF and several.isdigit():
            return self.tr("Not sent (%Ln channels are off)", "", int(several))
        if code is Code.CHANNEL_OFF:
            channel = wording.inert(reason.problem.params.get("channel", ""), 40)
            return self.tr("Not sent (%1 is off)").replace("%1", channel)
        if code is Code.BEFORE_START_DATE:
            return self.tr("Not sent (before the first day)")
        if code is Code.CANCELLED_BEFORE_SEND:
            return self.tr("Not sent (cancelled)")
        return self.tr("Not sent")


class WaitingList(QWidget):
    """What waits for a person, one line per kind, with the way to where it is put right.

    Signals:
        page_wanted(Page): go there.
    """

    page_wanted = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._pages: dict[Button, Page] = {}
        self.title = WrappingLabel(theme.SMALL_STRONG, "ink2")
        self._panel = panel()
        self._rows = QVBoxLayout(self._panel)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.title)
        box.addWidget(self._panel)

    def show_review(self, review: Review) -> None:
        """Show the kinds, those with most receipts first; nothing when nothing waits."""
        self.setVisible(bool(review.waiting))
        receipts = review.held.receipts
        text = self.tr("%Ln receipts wait for you first, they can follow later", "", receipts)
        self.title.setText(text)
        self._pages.clear()
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, reason in enumerate(review.waiting):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(reason))
        ring = self.window().findChild(FocusRing)
        if ring is not None:
            ring.watch(*self._pages)

    def first_button(self) -> Button | None:
        """The first way out."""
        return next(iter(self._pages), None)

    def _row(self, reason: Reason) -> QWidget:
        made = QWidget()
        sentence = WrappingLabel(theme.BODY)
        receipts = reason.counted.receipts
        sentence.setText(wording.sentence_of(reason.problem, receipts, self._language))
        sentence.setToolTip(tip(wording.fix(reason.problem, self._language)))
        many = self.tr("%Ln receipts", "how many wait", receipts)
        page = MENDED_ON.get(reason.problem.code)
        if page is None:
            # The list of receipts, where each is looked at, comes with the first sending.
            many = self.tr("%1, to be looked at on Home afterwards").replace("%1", many)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(sentence)
        words.addWidget(label(theme.SMALL, "ink2", many))
        box = QHBoxLayout(made)
        box.setContentsMargins(_EDGE, 6, 12, 6)
        box.setSpacing(10)
        box.addWidget(Icon("warn", 18, "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(words, 1)
        if page is not None:
            box.addWidget(self._button(page, reason.problem.code))
        made.setMinimumHeight(theme.scaled(40))
        return made

    def _button(self, page: Page, code: Code) -> Button:
        words = {
            Page.PRODUCTS: self.tr("Match products"),
            Page.CHANNELS: self.tr("Choose account"),
            Page.SERVICES: self.tr("See services"),
            Page.RULES: self.tr("Change shop rules"),
        }
        undecided = code is Code.CHANNEL_UNDECIDED
        made = Button(self.tr("Send or not?") if undecided else words[page], compact=True)
        made.clicked.connect(self._on_clicked)
        self._pages[made] = page
        return made

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.page_wanted.emit(self._pages[button])
