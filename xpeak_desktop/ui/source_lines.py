"""A receipt as xCommerce gives it, when no document can be computed from it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from xpeak_desktop import wording
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.widgets import WrappingLabel, label

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class SourceLines(QFrame):
    """Words and figures as read; a dash for what could not be read."""

    def __init__(self, receipt: Receipt, language: str) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for words, amount in self._rows(receipt, language):
            name = WrappingLabel(theme.SMALL)
            name.setText(wording.inert(words))
            row = grid.rowCount()
            grid.addWidget(name, row, 0)
            grid.addWidget(label(theme.SMALL, "", amount), row, 1, _RIGHT)

    def _rows(self, receipt: Receipt, language: str) -> list[tuple[str, str]]:
        day = receipt.issued_on
        written = wording.date_text(day, language) if day else wording.inert(receipt.issued_text)
        lines = [
            (f"{line.sku} {line.name}", f"{_shown(line.quantity)} × {_shown(line.unit_price)}")
            for line in receipt.lines
        ]
        return [
            (self.tr("Date as written"), written or "–"),
            (self.tr("Kind"), wording.inert(receipt.kind) or "–"),
            (self.tr("Status"), wording.inert(receipt.status) or "–"),
            (self.tr("VAT mode"), wording.inert(receipt.vat_mode) or "–"),
            *lines,
            (self.tr("Discount"), _amount(receipt.discount)),
            (self.tr("Shipping and COD fee"), _amount(_both(receipt))),
            ("VAT", _amount(receipt.vat)),
            (self.tr("Total"), _amount(receipt.total)),
        ]


def _both(receipt: Receipt) -> int | None:
    if receipt.shipping is None or receipt.cod_fee is None:
        return None
    return receipt.shipping + receipt.cod_fee


def _amount(satang: int | None) -> str:
    return "–" if satang is None else wording.amount_text(satang)


def _shown(number: object) -> str:
    return "–" if number is None else str(number)
