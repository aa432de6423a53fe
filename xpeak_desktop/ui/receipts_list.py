"""Tabs and the list of receipts; what is shown, and which receipt is chosen."""

from datetime import date
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.count_tabs import CountTabs, Tab
from xpeak_desktop.ui.empty_table import EmptyTable
from xpeak_desktop.ui.reading import NEEDS_YOU, NOT_SENT, SENT, WAITING, Reading, Shown
from xpeak_desktop.ui.receipts_model import ReceiptsModel
from xpeak_desktop.ui.receipts_table import ReceiptsTable
from xpeak_desktop.ui.row_table import EDGE
from xpeak_desktop.ui.widgets import Button, WrappingLabel

GROUPS: Final = ((), NEEDS_YOU, WAITING, SENT, NOT_SENT)
"""What lies in each tab; whatever needs a person is in the second one alone."""

ALL, NEEDS_YOU_TAB, _WAITING_TAB, _SENT_TAB = range(4)
_LEAST_HEIGHT: Final = 110


class ReceiptsList(QFrame):
    """Every receipt by state, month and search text.

    Signals:
        opened(int): a person wants to look at that receipt.
        moved(int): another receipt is chosen, without anybody asking to look at it.
        listed(): another tab, text or month is shown now.
        wants_everything(): the search and the month were asked to go.
        wants_reading(): read the shop's files now.
    """

    opened = Signal(int)
    moved = Signal(int)
    listed = Signal()
    wants_everything = Signal()
    wants_reading = Signal()

    def __init__(self, reading: Reading, language: str) -> None:
        super().__init__()
        self.setObjectName("receipts")
        self._reading, self._language = reading, language
        self._text = ""
        self._days: tuple[date, date] | None = None
        self._code: Code | None = None
        self._all = 0
        self._refreshing = False
        self.model = ReceiptsModel(reading, language, self)
        self.tabs = CountTabs(
            (
                Tab(self.tr("All"), "mute"),
                Tab(self.tr("Needs you"), "warn"),
                Tab(self.tr("Waiting"), "info"),
                Tab(self.tr("Sent"), "ok"),
                Tab(self.tr("Not sent"), "mute"),
            )
        )
        self.tabs.setAccessibleName(self.tr("Which receipts"))
        self.table = ReceiptsTable()
        self.clear = Button(self._clear_words())
        self.clear.clicked.connect(self.wants_everything)
        self.read = Button(self.tr("Read the files now"), "refresh", "primary")
        self.read.clicked.connect(self.wants_reading)
        self.empty = EmptyTable("receipt", self.clear, self.read)
        self.reason = WrappingLabel(theme.SMALL, "ink2")
        self.every_reason = Button(self.tr("Show all"), "x", "quiet", compact=True)
        self.every_reason.clicked.connect(self._on_every_reason)
        self._only = QWidget()
        self._only.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        self._lay_out()
        self.table.show_model(self.model)
        self.tabs.currentChanged.connect(self._on_tab)
        self.table.clicked.connect(self._on_opened)
        self.table.activated.connect(self._on_opened)
        self.table.selectionModel().currentRowChanged.connect(self._on_moved)
        self._show_rows()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        # The list gives way to the pane beside it: what does not fit is left out by the tabs.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.tabs.setSizePolicy(policy)
        self.tabs.setMinimumWidth(120)
        head.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        only = QHBoxLayout(self._only)
        only.setContentsMargins(EDGE, 6, EDGE, 6)
        only.addWidget(self.reason, 1)
        only.addWidget(self.every_reason, 0, Qt.AlignmentFlag.AlignVCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._only)
        box.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tabs.fit(event.size().width() - 2 * EDGE)

    # ------------------------------------------------------------------ what it shows

    def filter(self, text: str, days: tuple[date, date] | None) -> None:
        """Show the receipts of this text and these days."""
        if (text, days) != (self._text, self._days):
            self._text, self._days = text, days
            self._show_rows()

    def show_reason(self, code: Code | None) -> None:
        """Show only what needs a person for this reason, or all again."""
        if code is None and self._code is None:
            return
        self._code = code
        self._say_reason()
        if code is None or self.tabs.currentIndex() == NEEDS_YOU_TAB:
            self._show_rows()
        else:
            self.tabs.setCurrentIndex(NEEDS_YOU_TAB)

    @Slot()
    def _on_every_reason(self) -> None:
        self.show_reason(None)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_tab(self, tab: int) -> None:
        if tab != NEEDS_YOU_TAB:
            self._code = None
            self._say_reason()
        self._show_rows()

    def _say_reason(self) -> None:
        code = self._code
        self._only.setVisible(code is not None)
        if code is not None:
            needs = self._reading.summary(afresh=False).needs
            said = next((one for one in needs if one.problem.code is code), None)
            problem = said.problem if said is not None else Problem(code)
            words = wording.sentence_of(problem, said.receipts if said else 2, self._language)
            self.reason.setText(self.tr("Only: %1").replace("%1", words))

    def shown_in(self, tab: int) -> Shown:
        """What a tab shows."""
        asking = tab == NEEDS_YOU_TAB
        code = self._code if asking else None
        return Shown(GROUPS[tab], self._text, self._days, asking=asking, code=code)

    def refresh(self) -> None:
        """The ledger moved: new counts, and the rows that are on the screen."""
        self._count()
        chosen = self.table.currentIndex()
        chosen_id = self._receipt_at(chosen.row())
        top = self.table.verticalScrollBar().value()
        top_id = self._receipt_at(top) if top else None
        self._refreshing = True
        self.model.refresh()
        self._choose_again(chosen_id, chosen.row())
        self._refreshing = False
        self._scroll_back(top_id, top)
        self._show_emptiness()
        if self._code is not None and not self._reading.busy:
            self._leave_cured()

    def _leave_cured(self) -> None:
        """With its last receipt a reason is gone, and all the others show again."""
        if self.model.rowCount() or self._text or self._days:
            self._say_reason()
        else:
            self.show_reason(None)

    def _count(self) -> None:
        everything = self._reading.summary(afresh=False)
        summary = self._reading.counts(self._days) if self._days else everything
        counts = [summary.of(states).receipts for states in GROUPS]
        needs = self._reading.row_count(Shown(NEEDS_YOU, "", self._days, asking=True))
        if needs != counts[NEEDS_YOU_TAB]:
            # Some were sent, or voided since, or wait in vain, and are counted there alone.
            waiting = self._reading.row_count(Shown(WAITING, "", self._days))
            not_sent = self._reading.row_count(Shown(NOT_SENT, "", self._days))
            sent = counts[ALL] - needs - waiting - not_sent
            counts = [counts[ALL], needs, waiting, sent, not_sent]
        if self._reading.busy:
            return
        self._all = everything.of(()).receipts
        self.tabs.set_counts(counts)
        self.tabs.fit(self.width() - 2 * EDGE)

    def _receipt_at(self, number: int) -> int | None:
        row = self.model.row(number) if 0 <= number < self.model.rowCount() else None
        return row.receipt_id if row else None

    def _choose_again(self, receipt_id: int | None, near: int) -> None:
        """Keep the selection on the receipt, not on the number of its row.

        One that has left the list takes the selection along: nobody chose its neighbour.
        """
        if receipt_id is None:
            return
        place = self.model.row_of(receipt_id, near)
        if place is None:
            self.table.setCurrentIndex(QModelIndex())
            self.table.clearSelection()
        elif place != self.table.currentIndex().row():
            self._select(place)

    def _select(self, place: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(
            self.model.index(place, 0), flag.ClearAndSelect | flag.Rows
        )

    def _scroll_back(self, receipt_id: int | None, top: int) -> None:
        """Whoever has scrolled down keeps the same receipt on top; at the top new ones show."""
        place = self.model.row_of(receipt_id, top) if receipt_id is not None else None
        self.table.verticalScrollBar().setValue(top if place is None else place)

    # ------------------------------------------------------------------ choosing

    def choose(self, receipt_id: int) -> bool:
        """Go to a receipt: among what needs a person if it does, else among all."""
        for tab in (NEEDS_YOU_TAB, ALL):
            place = self._reading.offset_of(receipt_id, self.shown_in(tab))
            if place is not None:
                if tab != self.tabs.currentIndex():
                    self.tabs.setCurrentIndex(tab)
                elif self._receipt_at(place) != receipt_id:
                    # The ledger has moved since it was listed.
                    self._show_rows()
                self._select(place)
                self.table.scrollTo(
                    self.model.index(place, 0), ReceiptsTable.ScrollHint.PositionAtCenter
                )
                return True
        return False

    def keep(self, receipt_id: int) -> bool:
        """Choose a receipt where the list shows it; false when it does not."""
        place = self._reading.offset_of(receipt_id, self.model.shown)
        if place is not None:
            self._select(place)
        return place is not None

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        receipt_id = self._receipt_at(index.row())
        if receipt_id is not None:
            self.opened.emit(receipt_id)

    @Slot(QModelIndex, QModelIndex)
    def _on_moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        receipt_id = self._receipt_at(index.row())
        if receipt_id is not None and not self._refreshing:
            self.moved.emit(receipt_id)

    # ------------------------------------------------------------------ rows or none

    @Slot()
    def _show_rows(self) -> None:
        self.tabs.fit(self.width() - 2 * EDGE)
        self.model.show(self.shown_in(self.tabs.currentIndex()))
        self._show_emptiness()
        self.listed.emit()

    def _show_emptiness(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        problem = self._reading.problem
        if self._reading.busy and problem is None:
            # Nobody knows yet whether there is anything to list.
            self._stack.setCurrentWidget(self.table)
            return
        self.clear.setVisible(bool(self._text or self._days))
        self.clear.setText(self._clear_words())
        self.read.setVisible(not self._all and problem is None)
        if problem is not None:
            sentence = wording.sentence(problem, self._language)
            self.empty.say(sentence, wording.fix(problem, self._language), "x", "bad")
        elif self._text:
            title = self.tr("“%1” not found").replace("%1", wording.inert(self._text, 40))
            self.empty.say(title, self._what_else_to_try(), "search")
        elif not self._all:
            text = self.tr("Put receipt files from xCommerce into the folder, they are read here")
            self.empty.say(self.tr("No receipts yet"), text, "receipt")
        elif self.tabs.currentIndex() == NEEDS_YOU_TAB and self._days is None:
            text = self.tr("What needs you will stand here, each with its button")
            self.empty.say(self.tr("Nothing needs you"), text, "ok", "ok")
        else:
            self.empty.say(*self._nothing_in_tab(), "receipt")
        self._stack.setCurrentWidget(self.empty)

    def _clear_words(self) -> str:
        if self._days is None:
            return self.tr("Clear search")
        return self.tr("Clear search and month") if self._text else self.tr("Show all months")

    def _what_else_to_try(self) -> str:
        """Only what is not so already."""
        everywhere = self.tabs.currentIndex() == ALL
        if self._days is None:
            if everywhere:
                return self.tr("Try the last digits of the number, the channel or the total alone")
            return self.tr("Try the last digits of the number, or another tab")
        if everywhere:
            return self.tr("Try the last digits of the number, or another month")
        return self.tr("Try the last digits of the number, another month or another tab")

    def _nothing_in_tab(self) -> tuple[str, str]:
        """What would stand in this tab; of one month only, others may have it."""
        if self._days is not None:
            return self.tr("Nothing of this month"), self.tr("Choose another month, or all months")
        return {
            _WAITING_TAB: (
                self.tr("No receipt is waiting"),
                self.tr("New receipts stand here until they are sent"),
            ),
            _SENT_TAB: (
                self.tr("No sent receipts"),
                self.tr("What is in PEAK and right will stand here"),
            ),
        }.get(
            self.tabs.currentIndex(),
            (
                self.tr("No receipt is left out"),
                self.tr("What is not to be sent will stand here, with the reason"),
            ),
        )
