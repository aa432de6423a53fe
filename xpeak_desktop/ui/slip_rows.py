"""What stands on a slip: a document in words and figures, in the order in which it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication

from xpeak_desktop import wording
from xpeak_desktop.domain.document import Document, DocumentLine, VatClass, vat_rate
from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.receipt import Buyer
from xpeak_desktop.domain.tax_id import HEAD_OFFICE, branch_code
from xpeak_desktop.services.contacts import GENERAL_NAME
from xpeak_desktop.ui import theme


@dataclass(frozen=True, slots=True)
class Row:
    """One row: words at the left, maybe a figure at the right; ``middle`` is "2 × 125.00".

    ``tone`` and ``right_tone`` name inks of the theme.
    """

    left: str
    right: str = ""
    middle: str = ""
    role: theme.TypeRole = theme.SMALL
    right_role: theme.TypeRole = theme.SMALL
    tone: str = "ink"
    right_tone: str = "ink"


_MINUS: Final = "\u2212"
CUT: Final = Row("")
"""The dotted line between two parts."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people call what the document holds as ids: the account, the contact in PEAK."""

    account: str = ""
    contact: str = ""


def rows_of(document: Document, names: Names, language: str) -> list[Row]:
    """The whole document, exactly as PEAK gets it."""
    return [
        *_head(document, names, language),
        CUT,
        *map(_line, document.lines),
        CUT,
        *_sums(document, language),
        CUT,
        *_money(document, names, language),
    ]


def spoken(rows: list[Row]) -> str:
    """The same for a screen reader, one row per line."""
    lines = (" ".join(filter(None, (row.left, row.middle, row.right))) for row in rows)
    return "\n".join(line for line in lines if line)


def kind_words(document: Document) -> str:
    """What the document is under tax law: a receipt, or a tax invoice too."""
    if not document.tax_invoice:
        return QCoreApplication.translate("Slip", "Receipt")
    if document.buyer is None:
        return QCoreApplication.translate("Slip", "Receipt / abbreviated tax invoice")
    return QCoreApplication.translate("Slip", "Receipt / tax invoice")


def _head(document: Document, names: Names, language: str) -> Iterator[Row]:
    day = wording.date_text(document.issued_on, language)
    yield Row(kind_words(document), day, role=theme.SMALL_STRONG, tone="ink2", right_tone="ink2")
    yield Row(wording.inert(document.code), role=theme.HEADING)
    buyer = document.buyer
    name = names.contact or (buyer.name if buyer else "") or GENERAL_NAME
    yield Row(wording.inert(name), tone="ink2")
    if buyer is not None:
        yield from (Row(text, tone="ink2") for text in _taxpayer(buyer))


def _taxpayer(buyer: Buyer) -> Iterator[str]:
    if buyer.tax_id:
        yield _tax_number(buyer).replace("%1", buyer.tax_id)
    if buyer.address:
        yield wording.inert(buyer.address)


def _tax_number(buyer: Buyer) -> str:
    """With the branch as PEAK gets it; one that is no number keeps its own words."""
    branch = branch_code(buyer)
    if branch == HEAD_OFFICE:
        return QCoreApplication.translate("Slip", "Tax number %1, head office")
    if branch:
        text = QCoreApplication.translate("Slip", "Tax number %1, branch %2")
        return text.replace("%2", branch)
    text = QCoreApplication.translate("Slip", "Tax number %1")
    return f"{text}  {wording.inert(buyer.branch)}"


def _line(line: DocumentLine) -> Row:
    code = "" if line.description.startswith(line.item_code) else line.item_code
    each = f"{_plain(line.quantity)} × {_price(line.unit_price)}"
    return Row(
        wording.inert(f"{code} {line.description}"),
        wording.amount_text(satang(line.quantity * line.unit_price)),
        middle=each,
    )


def _sums(document: Document, language: str) -> Iterator[Row]:
    if document.discount:
        words = QCoreApplication.translate("Slip", "Discount")
        less = f"{_MINUS}{wording.amount_text(document.discount)}"
        yield Row(words, less, tone="ink2", right_tone="ink2")
    if any(line.vat_class is VatClass.SEVEN for line in document.lines):
        yield from _vat(document)
    else:
        yield Row(QCoreApplication.translate("Slip", "Without VAT"), tone="ink2")
    yield Row(
        QCoreApplication.translate("Slip", "Total"),
        wording.money_text(document.sums.total, language),
        role=theme.STRONG,
        right_role=theme.HEADING,
    )


def _vat(document: Document) -> Iterator[Row]:
    words = QCoreApplication.translate("Slip", "VAT %1%, added to the prices")
    if document.prices_include_vat:
        words = QCoreApplication.translate("Slip", "VAT %1%, in the prices")
    base = QCoreApplication.translate("Slip", "Amount before VAT")
    rate = _plain(vat_rate(document.issued_on) * 100)
    pairs = ((base, document.sums.base), (words.replace("%1", rate), document.sums.vat))
    for text, amount in pairs:
        yield Row(text, wording.amount_text(amount), tone="ink2", right_tone="ink2")


def _money(document: Document, names: Names, language: str) -> Iterator[Row]:
    account = wording.inert(names.account or document.method_code)
    yield Row(QCoreApplication.translate("Slip", "Paid into"), account, tone="ink2")
    if document.paid_on != document.issued_on:
        day = wording.date_text(document.paid_on, language)
        yield Row(QCoreApplication.translate("Slip", "Paid on"), day, tone="ink2")
    booked = QCoreApplication.translate("Slip", "Income (PEAK chooses the account)")
    yield Row(QCoreApplication.translate("Slip", "Booked to"), booked, tone="ink2")
    if document.reference:
        words = QCoreApplication.translate("Slip", "Order number")
        yield Row(words, wording.inert(document.reference), tone="ink2")
    if document.tags:
        tags = ", ".join(wording.inert(tag) for tag in document.tags)
        yield Row(QCoreApplication.translate("Slip", "Tags"), tags, tone="ink2")
    if document.remark:
        words = QCoreApplication.translate("Slip", "Remark")
        yield Row(words, wording.inert(document.remark), tone="ink2")


def _plain(number: Decimal) -> str:
    """A quantity or a rate without needless zeros: ``2``, ``1,000``, ``0.5``."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _price(number: Decimal) -> str:
    """A price in baht with its two decimals, or with as many more as it really has."""
    text = _plain(number)
    whole, _, part = text.partition(".")
    return f"{whole}.{part:0<2}"
