"""The place of all receipts: search and month above, the list, and one receipt beside it."""

import calendar
from datetime import date

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.acting import Acting
from xpeak_desktop.ui.actions import Do
from xpeak_desktop.ui.combo import Combo
from xpeak_desktop.ui.place import NEEDS, PlaceView, reason_in
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.receipt_pane import ReceiptPane
from xpeak_desktop.ui.receipts_list import ALL, NEEDS_YOU_TAB, ReceiptsList
from xpeak_desktop.ui.row_table import EDGE
from xpeak_desktop.ui.search_field import SearchField
from xpeak_desktop.ui.toast import Toast
from xpeak_desktop.ui.widgets import label
from xpeak_desktop.ui.wizard_page import Desk

_TYPING_PAUSE_MS = 250
_BAR = 64
_MONTH_WIDTH = 188
_SEARCH_WIDTH = 260


class ReceiptsPlace(PlaceView):
    """Reads the ledger by windows; what a person decides goes to the worker."""

    def __init__(self, desk: Desk, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(desk, reading, parent)
        self._language = desk.context.language
        self.acting = Acting(desk, reading, self)
        self.search = SearchField(self.tr("Search receipts"), self.tr("Number, channel or total"))
        self.search.setFixedWidth(theme.scaled(_SEARCH_WIDTH))
        self.month = Combo()
        self.month.setAccessibleName(self.tr("Month"))
        self.month.setFixedWidth(theme.scaled(_MONTH_WIDTH))
        self._months: list[tuple[date, date] | None] = [None]
        self.list = ReceiptsList(reading, self._language)
        self.tabs, self.table = self.list.tabs, self.list.table
        self.model, self.empty = self.list.model, self.list.empty
        self.pane = ReceiptPane(self._language, practice=desk.context.practice)
        self.pane.hide()
        self.toast = Toast(self)
        self._shown_id: int | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._add_keys()

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setObjectName("receiptbar")
        bar.setFixedHeight(theme.scaled(_BAR))
        head = QHBoxLayout(bar)
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        head.setSpacing(10)
        head.addWidget(label(theme.TITLE, "", self.tr("Receipts")))
        head.addStretch(1)
        head.addWidget(self.search)
        head.addWidget(self.month)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.pane)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        box.addLayout(row, 1)
        self._fill_months()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._wait_for_typing)
        self.search.returnPressed.connect(self._filter)
        self._typing.timeout.connect(self._filter)
        self.month.currentIndexChanged.connect(self._filter_and_count)
        self.list.opened.connect(self._open)
        self.list.moved.connect(self._follow)
        self.list.listed.connect(self._keep_in_step)
        self.list.wants_everything.connect(self._show_everything)
        self.list.wants_reading.connect(self.desk.controller.request)
        self.pane.closed.connect(self.close_pane)
        self.pane.acted.connect(self._on_acted)
        self.pane.wants_peak.connect(self._on_wants_peak)
        self.pane.wants_copy.connect(self._on_wants_copy)
        self.acting.going.connect(self.going)
        self.acting.setup_wanted.connect(self.setup_wanted)
        self.acting.told.connect(self.toast.say)
        self.acting.refused.connect(self.pane.say_problem)
        self.acting.changed.connect(self._show_busy)

    def _add_keys(self) -> None:
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_escape)

    # ------------------------------------------------------------------ as a place

    def entered(self, find: str = "") -> None:
        self.refresh(afresh=True)
        reason = reason_in(find)
        if reason is not None:
            self._go_to_reason(reason)
        elif find == NEEDS:
            self._show_everything()
            self.list.tabs.setCurrentIndex(NEEDS_YOU_TAB)
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif find:
            self.go_to(find)
        elif self._shown_id is None:
            first = self.table if self.model.rowCount() else self.tabs
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        self.toast.hide()

    def refresh(self, *, afresh: bool) -> None:
        if afresh:
            self._fill_months()
        self.list.refresh()
        if self._shown_id is not None:
            self._show(self._shown_id)

    def go_to(self, number: str) -> None:
        """Go to the receipt of that number and show it."""
        receipt_id = self.reading.receipt_id_of(number)
        if receipt_id is None and number.isdigit():
            # One without a number is known by its place in the ledger alone.
            receipt_id = int(number)
        self._show_everything()
        if receipt_id is None or not self.list.choose(receipt_id):
            self.list.tabs.setCurrentIndex(ALL)
            self.search.setText(number)
            self._filter()
            return
        self._open(receipt_id)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_reason(self, reason: Code) -> None:
        """List what needs a person for one reason, the first of them open; the arrows go on."""
        self._show_everything()
        self.list.show_reason(reason)
        first = self.model.row(0)
        if first is not None and self.list.keep(first.receipt_id):
            self._open(first.receipt_id)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toast.place()

    # ------------------------------------------------------------------ search and month

    def _fill_months(self) -> None:
        """All months that have receipts, the latest first; the chosen one stays chosen."""
        months = [None, *_months_of(self.reading.span())]
        if self.reading.busy and self.month.count():
            return
        if months == self._months and self.month.count():
            return
        chosen = self._days()
        self._months = months
        self.month.blockSignals(True)
        self.month.clear()
        for days in months:
            words = wording.month_text(days[0], self._language) if days else self.tr("All months")
            self.month.addItem(words)
        self.month.setCurrentIndex(months.index(chosen) if chosen in months else 0)
        self.month.blockSignals(False)

    def _days(self) -> tuple[date, date] | None:
        return self._months[max(0, self.month.currentIndex())] if self._months else None

    @Slot()
    def _wait_for_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _filter(self) -> None:
        self._typing.stop()
        self.list.filter(self.search.text().strip(), self._days())

    @Slot()
    def _filter_and_count(self) -> None:
        self._filter()
        self.list.refresh()

    @Slot()
    def _show_everything(self) -> None:
        had_month = self._days() is not None
        self.list.show_reason(None)
        self.search.clear()
        self.month.blockSignals(True)
        self.month.setCurrentIndex(0)
        self.month.blockSignals(False)
        self._filter()
        if had_month:
            self.list.refresh()

    # ------------------------------------------------------------------ the pane

    @Slot(int)
    def _open(self, receipt_id: int) -> None:
        self._shown_id = receipt_id
        self.pane.say_problem(None)
        self._show(receipt_id)

    @Slot(int)
    def _follow(self, receipt_id: int) -> None:
        """The arrow keys take an open pane along."""
        if self._shown_id is not None and receipt_id != self._shown_id:
            self._open(receipt_id)

    @Slot()
    def _keep_in_step(self) -> None:
        """A pane beside a list without its receipt would be read as if it belonged there."""
        if self._shown_id is not None and not self.list.keep(self._shown_id):
            self.close_pane()

    def _show(self, receipt_id: int) -> None:
        detail = self.reading.receipt(receipt_id)
        if detail is not None:
            self.pane.show_receipt(detail, self.acting.settings.now.rules)
            self._show_busy()
            self.pane.show()
        elif not self.reading.busy:
            self.close_pane()
        elif self.pane.detail is None or self.pane.detail.row.receipt_id != receipt_id:
            # What it still shows is another's; it comes back once the ledger can be read.
            self.pane.hide()

    @Slot()
    def close_pane(self) -> None:
        """Give the list the whole width again."""
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.pane.isAncestorOf(focused)
        self._shown_id = None
        self.pane.hide()
        if inside:
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_escape(self) -> None:
        """Esc leaves what was opened last: the pane, then the search."""
        if self._shown_id is not None:
            self.close_pane()
        elif not self.toast.isHidden():
            self.toast.hide()
        elif self.search.text():
            self.search.clear()
        else:
            self.list.show_reason(None)

    @Slot(object, object)
    def _on_acted(self, do: Do, problem: Problem) -> None:
        if self.pane.detail is not None:
            self.pane.say_problem(None)
            self.acting.act_on_receipt(do, problem, self.pane.detail)

    @Slot()
    def _on_wants_peak(self) -> None:
        if self.pane.detail is not None:
            self.pane.say_problem(None)
            self.acting.open_in_peak(self.pane.detail.row.number)

    @Slot()
    def _on_wants_copy(self) -> None:
        if self.pane.detail is not None:
            self.acting.copy_number(self.pane.detail.row.number)

    @Slot()
    def _show_busy(self) -> None:
        self.pane.set_busy(busy=self.acting.busy)


def _months_of(span: tuple[date, date] | None) -> list[tuple[date, date]]:
    """First and last days of all months of a span, the latest first; at most ten years."""
    months: list[tuple[date, date]] = []
    if span is None:
        return months
    first, month = span[0].replace(day=1), span[1].replace(day=1)
    while month >= first and len(months) < 120:
        months.append((month, month.replace(day=calendar.monthrange(month.year, month.month)[1])))
        month = date.fromordinal(month.toordinal() - 1).replace(day=1)
    return months
