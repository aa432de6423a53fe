"""How a receipt becomes a PEAK document: its lines, its VAT, its discounts and its sums.

Pure arithmetic in satang and exact decimals. PEAK's field names are not known here; where PEAK
leaves a rule open the doubt stands beside the rule.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import Enum, StrEnum
from typing import Final

from xpeak_desktop.domain.money import baht_text, half_up, satang
from xpeak_desktop.domain.receipt import Buyer, Kind, Line, Receipt, VatMode

LONGEST_DESCRIPTION: Final = 256
"""PEAK's limit for a line's text is unknown; 256 is the longest text field its 2020 PDF names."""

_SARA_AM: Final = "\u0e33"
_LEADING_VOWELS: Final = "เแโใไ"

LONGEST_NUMBER: Final = 32
"""PEAK's limit for a document number is unknown; 16 characters were seen working. Ask PEAK."""

_RATES: Final[tuple[tuple[date, Decimal], ...]] = ((date(1999, 4, 1), Decimal("0.07")),)
"""VAT rates by first day. The law says 10 %; 7 % rests on decrees extended again and again."""

RATE_CONFIRMED_UNTIL: Final = date(2026, 9, 30)
"""The last decree found keeps 7 % through this day (published October 2025); what holds after it
was not found in public text. Past it the app shows one notice, and 7 % goes on."""


class VatClass(Enum):
    """The VAT class of a line or of a product."""

    NONE = "none"
    ZERO = "zero"
    SEVEN = "seven"


class Service(StrEnum):
    """The two services of the guide, by the names PEAK must hold them under."""

    SHIPPING = "ค่าขนส่ง"
    COD_FEE = "ค่าบริการ COD"


@dataclass(frozen=True, slots=True)
class Sums:
    """What a receipt adds up to, in satang; ``base`` is the amount before VAT."""

    base: int
    vat: int
    total: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line as PEAK gets it: price in baht per unit, read with the document's VAT mode."""

    item_id: str
    item_code: str
    description: str
    quantity: Decimal
    unit_price: Decimal
    vat_class: VatClass


@dataclass(frozen=True, slots=True)
class Document:
    """The PEAK document one receipt becomes. Sums in satang; the contact is added when sending.

    ``buyer`` is ``None`` for the general customer.
    """

    code: str
    reference: str
    issued_on: date
    paid_on: date
    tax_invoice: bool
    prices_include_vat: bool
    lines: tuple[DocumentLine, ...]
    discount: int
    sums: Sums
    method_id: str
    method_code: str
    tags: tuple[str, ...]
    buyer: Buyer | None
    contact_id: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PeakDocument:
    """A receipt as PEAK shows it. ``None`` means PEAK did not show the field, never zero.

    Sums in satang. ``journals`` is the number of journal entries; the list does not show them.
    """

    peak_id: str
    code: str
    issued_on: date | None = None
    reference: str = ""
    contact_id: str = ""
    contact_code: str = ""
    base: int | None = None
    vat: int | None = None
    net: int | None = None
    void: bool = False
    tax_invoice: bool | None = None
    journals: int | None = None
    link: str = ""


def vat_rate(day: date) -> Decimal:
    """The rate of a day, from the dated table; days before the table take its first rate."""
    rate = _RATES[0][1]
    for first_day, value in _RATES:
        if day >= first_day:
            rate = value
    return rate


def vat_class_of(mode: VatMode) -> VatClass:
    """A document has one VAT class, since the source has one VAT mode per receipt."""
    return VatClass.NONE if mode is VatMode.NONE else VatClass.SEVEN


def discount_total(receipt: Receipt) -> int | None:
    """Line and bill discounts together, in satang; ``None`` when one of them is unreadable."""
    return _sum([receipt.discount, *(line.discount for line in receipt.lines)])


def add_up(receipt: Receipt, mode: VatMode, day: date) -> Sums | None:
    """Compute the sums with VAT rounded half up once on the document.

    ``None`` when a quantity, price, discount or fee could not be read. Whether PEAK rounds the
    sum before taxes when a price has more than two decimals is unknown; here it is rounded first.
    """
    gross = _gross(receipt)
    fees = _sum([receipt.shipping, receipt.cod_fee])
    discount = discount_total(receipt)
    if gross is None or fees is None or discount is None:
        return None
    return _with_vat(satang(gross) - discount + fees, mode, vat_rate(day))


def add_up_by_line(receipt: Receipt, mode: VatMode, day: date) -> Sums | None:
    """Compute the sums the other way: each line and its VAT rounded on its own.

    Only used to recognise that a difference is a matter of rounding. The bill's discount and the
    fees count as lines.
    """
    fees = _sum([receipt.shipping, receipt.cod_fee])
    if fees is None or receipt.discount is None or _gross(receipt) is None:
        return None
    amounts = [_line_amount(line) for line in receipt.lines]
    parts = [amount for amount in amounts if amount is not None]
    if len(parts) != len(amounts):
        return None
    fee_parts = [receipt.shipping or 0, receipt.cod_fee or 0, -receipt.discount]
    rate = vat_rate(day)
    each = [_with_vat(part, mode, rate) for part in (*parts, *fee_parts)]
    return Sums(
        base=sum(one.base for one in each),
        vat=sum(one.vat for one in each),
        total=sum(one.total for one in each),
    )


def agrees(receipt: Receipt, sums: Sums) -> bool:
    """Whether the shop's own total, and its VAT if it tells any, are these."""
    return receipt.total == sums.total and (receipt.vat is None or receipt.vat == sums.vat)


def rounded_once(receipt: Receipt) -> tuple[Sums, ...]:
    """What a document of ours shows of a receipt whose shop rounded line by line, else nothing.

    The VAT mode is read off the sums, whatever the source's word for it: it is one in which the
    lines, each rounded on its own, make the shop's sums.
    """
    day = receipt.issued_on
    if day is None:
        return ()
    both = ((add_up_by_line(receipt, mode, day), add_up(receipt, mode, day)) for mode in VatMode)
    return tuple(
        once
        for by_line, once in both
        if by_line and once and agrees(receipt, by_line) and not agrees(receipt, once)
    )


def _with_vat(amount: int, mode: VatMode, rate: Decimal) -> Sums:
    if mode is VatMode.NONE:
        return Sums(base=amount, vat=0, total=amount)
    with localcontext() as context:
        context.prec = 50
        if mode is VatMode.EXCLUDE:
            vat = half_up(amount * rate)
            return Sums(base=amount, vat=vat, total=amount + vat)
        vat = half_up(amount * rate / (1 + rate))
    return Sums(base=amount - vat, vat=vat, total=amount)


def _gross(receipt: Receipt) -> Decimal | None:
    gross = Decimal(0)
    with localcontext() as context:
        context.prec = 50
        for line in receipt.lines:
            if line.quantity is None or line.unit_price is None:
                return None
            gross += line.quantity * line.unit_price
    return gross


def _line_amount(line: Line) -> int | None:
    if line.quantity is None or line.unit_price is None or line.discount is None:
        return None
    return satang(line.quantity * line.unit_price) - line.discount


def _sum(amounts: Iterable[int | None]) -> int | None:
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def is_tax_invoice(kind: Kind, sums: Sums, *, registered: bool, with_vat_counts: bool) -> bool:
    """Whether PEAK is told that this is a tax invoice too.

    A registered shop owes a tax invoice for every taxed sale, so a receipt that carries VAT counts
    as one unless the shop's rule says otherwise.
    """
    if not registered:
        return False
    return kind is not Kind.RECEIPT or (with_vat_counts and sums.vat != 0)


def shorten(text: str, limit: int = LONGEST_DESCRIPTION) -> tuple[str, ...]:
    """Split a text at blanks into pieces of at most ``limit`` characters; nothing is cut off."""
    rest, pieces = text.strip(), []
    while len(rest) > limit:
        cut = rest.rfind(" ", 1, limit + 1)
        cut = _between_letters(rest, limit) if cut < 1 else cut
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*pieces, rest)


def _between_letters(text: str, cut: int) -> int:
    """The last place up to ``cut`` that parts no Thai letter from its vowels and marks."""
    for place in range(cut, 0, -1):
        joined = unicodedata.category(text[place]) == "Mn" or text[place] == _SARA_AM
        if not joined and text[place - 1] not in _LEADING_VOWELS:
            return place
    return cut


class Mismatch(StrEnum):
    """A field in which PEAK's document disagrees with what was sent."""

    CODE = "code"
    DATE = "date"
    NET = "net"
    VAT = "vat"
    BASE = "base"
    VOID = "void"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement, both sides as plain text; sums in baht."""

    field: Mismatch
    ours: str
    peak: str


def missing_fields(shown: PeakDocument) -> bool:
    """Whether an answer shows too little to be believed without reading the document back."""
    return shown.issued_on is None or shown.net is None or shown.vat is None


def expected(sent: Document) -> PeakDocument:
    """Say what PEAK should show of a document we sent."""
    return PeakDocument(
        peak_id="",
        code=sent.code,
        issued_on=sent.issued_on,
        contact_id=sent.contact_id,
        base=sent.sums.base,
        vat=sent.sums.vat,
        net=sent.sums.total,
    )


def differences(sent: Document, shown: PeakDocument) -> tuple[Difference, ...]:
    """List where PEAK's document differs from ours; fields PEAK does not show are not compared."""
    return changes(expected(sent), shown)


def changes(ours: PeakDocument, shown: PeakDocument) -> tuple[Difference, ...]:
    """List where PEAK's document differs from what it should show; unknown fields are left out."""
    pairs = (
        (Mismatch.CODE, ours.code, shown.code),
        (Mismatch.DATE, _day(ours), _day(shown)),
        (Mismatch.NET, _text(ours.net), _text(shown.net)),
        (Mismatch.VAT, _text(ours.vat), _text(shown.vat)),
        (Mismatch.BASE, _text(ours.base), _text(shown.base)),
        (Mismatch.VOID, "live", "void" if shown.void else "live"),
        (Mismatch.CONTACT, ours.contact_id, shown.contact_id),
    )
    return tuple(
        Difference(field, mine, peak)
        for field, mine, peak in pairs
        if mine and peak and mine != peak
    )


def _day(document: PeakDocument) -> str:
    return document.issued_on.isoformat() if document.issued_on else ""


def _text(amount: int | None) -> str:
    return "" if amount is None else baht_text(amount)
