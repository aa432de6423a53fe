"""A receipt or tax invoice as the shop's records give it, before anybody has judged it."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Final

BANGKOK: Final = timezone(timedelta(hours=7), "Asia/Bangkok")
"""Thailand has one zone and no summer time, so no time-zone database is needed."""


class Kind(StrEnum):
    """What the document is under Thai tax law."""

    RECEIPT = "receipt"
    TAX_INVOICE = "tax_invoice"
    ABBREVIATED = "abbreviated_tax_invoice"


class Status(StrEnum):
    """Whether the sale stands."""

    PAID = "paid"
    CANCELLED = "cancelled"


class VatMode(StrEnum):
    """How the prices of one receipt relate to VAT; the source has one mode per receipt."""

    NONE = "none"
    EXCLUDE = "exclude"
    INCLUDE = "include"


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought; kept in the ledger for full tax invoices only."""

    name: str = ""
    tax_id: str = ""
    branch: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One product line. Quantity and price are exact decimals (price in baht), discount satang.

    ``None`` stands for a value that could not be read; such a receipt is held, never guessed.
    """

    sku: str
    name: str
    quantity: Decimal | None
    unit_price: Decimal | None
    discount: int | None = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt of the source, as read. Sums are satang; ``None`` means missing or unreadable.

    ``kind``, ``status`` and ``vat_mode`` are the source's own words: what they mean is decided
    when the receipt is judged, so that a word explained later needs no new import.
    """

    number: str
    issued_on: date | None
    kind: str
    status: str
    channel: str
    vat_mode: str
    lines: tuple[Line, ...]
    order_number: str = ""
    issued_text: str = ""
    paid_on: date | None = None
    buyer: Buyer = field(default_factory=Buyer)
    discount: int | None = 0
    shipping: int | None = 0
    cod_fee: int | None = 0
    vat: int | None = None
    total: int | None = None


_TWO_PART_AM: Final = "\u0e4d\u0e32"
_AM: Final = "\u0e33"


def clean(text: str) -> str:
    """Trim and compose a text, so that equal-looking numbers, codes and words are equal.

    NFC leaves the Thai vowel am alone when it was typed in two parts, as some programs do.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace(_TWO_PART_AM, _AM)
    return text.strip()


def holds_a_number(text: str) -> bool:
    """Whether a number or code says anything: "-", "ไม่มี" and "0000" are ways to say "none"."""
    return any(sign.isdecimal() and int(sign) for sign in text)


def source_key(receipt: Receipt) -> str:
    """The name under which the ledger knows a receipt: its number, or its content if it has none.

    A receipt without a number can never be sent, but it must be seen, and seen once.
    """
    return receipt.number or f"?{fingerprint(receipt)[:24]}"


def fingerprint(receipt: Receipt) -> str:
    """Hash what makes two versions of a receipt differ for the books.

    Phone, the spelling of an address and product names are left out on purpose.
    """
    content = (
        receipt.number,
        receipt.order_number,
        receipt.issued_on.isoformat() if receipt.issued_on else f"?{receipt.issued_text}",
        receipt.kind,
        receipt.status,
        receipt.channel,
        receipt.vat_mode,
        [
            (line.sku, _plain(line.quantity), _plain(line.unit_price), line.discount)
            for line in receipt.lines
        ],
        receipt.discount,
        receipt.shipping,
        receipt.cod_fee,
        receipt.vat,
        receipt.total,
        receipt.buyer.tax_id,
        receipt.buyer.branch,
    )
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(number: Decimal | None) -> str | None:
    """1, 1.0 and 1.00 are the same quantity."""
    return None if number is None else format(number.normalize(), "f")


def without_buyer(receipt: Receipt) -> Receipt:
    """Drop personal data that the law does not ask the shop to keep in its books."""
    return replace(receipt, buyer=Buyer())
