"""Two documents side by side, row by row; what differs is marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from xpeak_desktop import wording
from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.receipt import Receipt, Status
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.widgets import label, rule, set_tone


@dataclass(frozen=True, slots=True)
class Side:
    """One document in the few fields that both sides have; ``None`` where it says nothing.

    The two sides' words for a status are never the same: what ``void`` says is compared.
    """

    number: str = ""
    day: date | None = None
    total: int | None = None
    vat: int | None = None
    reference: str = ""
    status: str = ""
    void: bool | None = None


def side_of_receipt(receipt: Receipt) -> Side:
    """A receipt as xCommerce gives it; its status as it is understood."""
    return Side(
        receipt.number,
        receipt.issued_on,
        receipt.total,
        receipt.vat,
        receipt.order_number,
        _status(receipt.status),
    )


def _status(word: str) -> str:
    """What it means, in the window's language; a word that nobody knows as it is written."""
    match Words().status(word):
        case Status.PAID:
            return QCoreApplication.translate("CompareTable", "Paid")
        case Status.CANCELLED:
            return QCoreApplication.translate("CompareTable", "Cancelled")
        case None:
            return word


def side_of_peak(document: PeakDocument) -> Side:
    """A document as PEAK shows it."""
    status = QCoreApplication.translate("CompareTable", "Active")
    if document.void:
        status = QCoreApplication.translate("CompareTable", "Voided")
    return Side(
        document.code,
        document.issued_on,
        document.net,
        document.vat,
        document.reference,
        status,
        document.void,
    )


class CompareTable(QFrame):
    """Field, our side, the other side."""

    def __init__(self, language: str, ours: str, theirs: str) -> None:
        super().__init__()
        self._language = language
        self.setProperty("panel", "plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 10, 16, 10)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 3)
        for column, words in ((1, ours), (2, theirs)):
            head = label(theme.SMALL_MEDIUM, "ink3", words)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(rule(), 1, 0, 1, 3)
        self._cells: list[tuple[QLabel, QLabel, QLabel]] = []
        for row, words in enumerate(self._names(), start=2):
            cells = (label(theme.SMALL, "ink2", words), label(theme.SMALL), label(theme.SMALL))
            for column, cell in enumerate(cells):
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(cell, row, column, side)
            self._grid.setRowMinimumHeight(row, theme.SMALL.line + 2)
            self._cells.append(cells)

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Number"),
            self.tr("Date"),
            self.tr("Total"),
            "VAT",
            self.tr("Order number"),
            self.tr("Status"),
        )

    def show_sides(self, ours: Side, theirs: Side | None) -> None:
        """Fill it in; nothing of the other side is known while it is ``None``."""
        other = list(self._values(theirs)) if theirs else [""] * len(self._cells)
        for cells, mine, peak in zip(self._cells, self._values(ours), other, strict=True):
            cells[1].setText(mine or "–")
            cells[2].setText(peak or "–")
            differs = bool(mine and peak and mine != peak)
            if cells is self._cells[-1]:
                known = theirs is not None and None not in (ours.void, theirs.void)
                differs = theirs is not None and known and ours.void is not theirs.void
            for cell in cells:
                cell.setFont(theme.font(theme.SMALL_STRONG if differs else theme.SMALL))
                set_tone(cell, "tone", "warn" if differs else "ink2" if cell is cells[0] else "")
            cells[0].setAccessibleDescription(self.tr("differs") if differs else "")
            for cell in cells:
                cell.setVisible(bool(mine or peak))

    def _values(self, side: Side) -> Iterator[str]:
        yield wording.inert(side.number)
        yield wording.date_text(side.day, self._language) if side.day else ""
        yield "" if side.total is None else wording.money_text(side.total, self._language)
        yield "" if side.vat is None else wording.money_text(side.vat, self._language)
        yield wording.inert(side.reference)
        yield wording.inert(side.status)
