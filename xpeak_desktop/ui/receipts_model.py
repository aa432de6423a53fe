"""The receipts as a table: windows of the ledger, never a list of everything."""

from collections import OrderedDict
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import ReceiptRow
from xpeak_desktop.ui.reading import Reading, Shown
from xpeak_desktop.ui.tips import tip

PAGE: Final = 60
"""Rows read at a time: two screens, since all of them are waited for when one is wanted."""

KEPT_PAGES: Final = 40
ROW_ROLE: Final = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    STATE = 0
    NUMBER = 1
    DATE = 2
    CHANNEL = 3
    TOTAL = 4
    REASON = 5


COLUMNS: Final = tuple(Column)
"""By number; asking the enum takes ten times as long, and every cell asks."""


class ReceiptsModel(QAbstractTableModel):
    """Shows the receipts of some states and a search text, fetched page by page when seen."""

    def __init__(self, reading: Reading, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._language = language
        self._shown = Shown()
        self._count = 0
        self._pages: OrderedDict[int, list[ReceiptRow]] = OrderedDict()

    @property
    def shown(self) -> Shown:
        """Which receipts these are."""
        return self._shown

    def show(self, shown: Shown) -> None:
        """Show other receipts; the view starts at the top again."""
        self.beginResetModel()
        self._shown = shown
        self._pages.clear()
        self._count = self._reading.row_count(shown)
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown; scroll position and selected row stay."""
        count = self._reading.row_count(self._shown)
        if self._reading.busy:
            # The rows that were read stand until they can be read again.
            return
        seen = next(reversed(self._pages), None)
        self._pages.clear()
        if seen is not None and seen * PAGE < count:
            # What is on the screen is read with its count, not while it is painted.
            self._page(seen)
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(Column) - 1))

    def row(self, number: int) -> ReceiptRow | None:
        """The receipt in that row, fetched with its neighbours; None if it is gone meanwhile."""
        page, place = divmod(number, PAGE)
        rows = self._page(page)
        return rows[place] if place < len(rows) else None

    def row_of(self, receipt_id: int, near: int) -> int | None:
        """The row a receipt now stands in, if that is not far from ``near``."""
        middle = near // PAGE
        for page in (middle, *(middle + step for away in (1, 2, 3) for step in (away, -away))):
            if page * PAGE in range(self._count):
                for place, row in enumerate(self._page(page)):
                    if row.receipt_id == receipt_id:
                        return page * PAGE + place
        return None

    def _page(self, page: int) -> list[ReceiptRow]:
        if page not in self._pages:
            rows = self._reading.rows(page * PAGE, PAGE, self._shown)
            if self._reading.busy:
                # Not kept: it is wanted again once the ledger can be read.
                return []
            self._pages[page] = rows
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page]

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._count:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[index.column()])
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            ROW_ROLE,
        ):
            return None
        row = self.row(index.row())
        if row is None or role == ROW_ROLE:
            return row
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row) if column is Column.REASON else None
        return self._words(row, column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(Column(section))
        return None

    def _heading(self, column: Column) -> str:
        match column:
            case Column.STATE:
                return self.tr("State")
            case Column.NUMBER:
                return self.tr("Receipt number")
            case Column.DATE:
                return self.tr("Date")
            case Column.CHANNEL:
                return self.tr("Channel")
            case Column.TOTAL:
                return self.tr("Total, baht")
            case Column.REASON:
                return self.tr("Reason")

    def _words(self, row: ReceiptRow, column: Column) -> str:
        match column:
            case Column.STATE:
                return state_words(row, self._language)
            case Column.NUMBER:
                return wording.inert(row.number) or self.tr("No number")
            case Column.DATE:
                day = row.issued_on
                return wording.date_text(day, self._language) if day else self.tr("No date")
            case Column.CHANNEL:
                return wording.inert(row.channel)
            case Column.TOTAL:
                return wording.amount_text(row.total)
            case Column.REASON:
                problem = problem_of(row)
                return wording.sentence(problem, self._language) if problem else ""

    def _tip(self, row: ReceiptRow) -> str | None:
        problem = problem_of(row)
        if problem is None:
            return None
        lines = (wording.sentence(problem, self._language), wording.fix(problem, self._language))
        return tip("\n".join(line for line in lines if line))


def state_words(row: ReceiptRow, language: str) -> str:
    """What its chip says: a sent one that needs a person is more than sent."""
    if row.case is None or row.state is not State.SENT:
        return wording.state_name(row.state, language)
    match row.case.code:
        case Code.CHANGED_AFTER_SEND:
            return QCoreApplication.translate("ReceiptsModel", "Sent, changed")
        case Code.CANCELLED_AFTER_SEND:
            return QCoreApplication.translate("ReceiptsModel", "Sent, cancelled")
        case _:
            return QCoreApplication.translate("ReceiptsModel", "Sent, check it")


def problem_of(row: ReceiptRow) -> Problem | None:
    """Why the receipt stands where it stands, if there is a reason to tell."""
    if row.case is not None:
        return row.case
    return Problem(row.code, row.params, row.number) if row.code else None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column is Column.TOTAL else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
