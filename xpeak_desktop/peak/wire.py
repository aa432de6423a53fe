"""PEAK's JSON into the domain, tolerantly; ``bodies`` is the way out. No others know its names.

Keys come in any letter case, numbers as strings or numbers (S6, S7, S8). What PEAK leaves open is
marked UNKNOWN beside the one line that decides it.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec

from xpeak_desktop.domain.document import PeakDocument, Service, VatClass
from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PaymentMethod, PeakItem
from xpeak_desktop.ports import Business, Contact
from xpeak_desktop.transport import Failure

OK: Final = "200"
_LONGEST_WORDS: Final = 300
_SIGNIFICANT: Final = Context(prec=15)
_MOST_BAHT: Final = Decimal(10) ** 13
_DATE: Final = re.compile("[0-9]{8}")

VAT_TYPE: Final[Mapping[VatClass, int]] = MappingProxyType(
    {VatClass.NONE: 1, VatClass.ZERO: 2, VatClass.SEVEN: 3}
)
"""PEAK's ``vatType`` (S13, its "Numeric Code"; 3 verified by S7). Other values: UNKNOWN."""

_VAT_CLASS: Final = {number: vat_class for vat_class, number in VAT_TYPE.items()}
_CASH: Final = 1
"""The ``type`` of a cash account (S9, S7); 2 is a bank account, the others are UNKNOWN."""


class Kind(Enum):
    """A resource: its wrapper and its array, lower-cased (S7, S8, S9).

    UNKNOWN: ``PeakServices`` and ``PeakUser`` follow the pattern; nobody showed them.
    """

    TOKEN = ("peakclienttoken", "")
    USER = ("peakuser", "users")
    CONTACTS = ("peakcontacts", "contacts")
    PRODUCTS = ("peakproducts", "products")
    SERVICES = ("peakservices", "services")
    METHODS = ("peakpaymentmethods", "paymentmethods")
    RECEIPTS = ("peakreceipts", "receipts")


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Envelope:
    """PEAK's answer: its own code and words, the rows, and the list's total where it gives one.

    ``res_code`` is the first that is not 200, wrapper before top level, since both places were
    seen (S6, S8, S12: conflict); '' when PEAK gave none. ``fields`` is the wrapper itself.
    """

    res_code: str
    words: str
    rows: tuple[Row, ...]
    fields: Row
    total: int | None = None


def odd(why: str, **params: str) -> Failure:
    """Build the failure for an answer that is not what PEAK is known to send."""
    return Failure(Code.PEAK_ODD_ANSWER, {"why": why, **params}, sent=True)


def open_envelope(parsed: Any, kind: Kind) -> Envelope:
    """Take the wrapper off; raises ``Failure`` (PEAK_ODD_ANSWER) when there is none."""
    wrapper_name, array_name = kind.value
    try:
        top = _lower(parsed, _ALL if kind is Kind.USER else _ENVELOPE)
    except RecursionError as error:
        raise odd("too_deep") from error
    if not isinstance(top, dict):
        raise odd("no_envelope")
    wrapper = top.get(wrapper_name)
    if not isinstance(wrapper, dict):
        wrapper = {}
    res_code, words = _worst(said(wrapper), said(top))
    # Of /user's answer nothing is known, not even whether it has a wrapper and a code.
    if not wrapper and not res_code and kind is not Kind.USER:
        raise odd("no_envelope")
    rows = wrapper.get(array_name)
    if rows is None:
        rows = []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise odd("rows", path=f"$.{wrapper_name}.{array_name}")
    return Envelope(res_code, words, tuple(rows), wrapper or top, _total(wrapper))


def said(part: Row) -> tuple[str, str]:
    """PEAK's code and words in a wrapper or a row; a code may be a string or a number."""
    code = part.get("rescode")
    words = part.get("resdesc") or part.get("message") or part.get("title") or ""
    return ("" if code is None else str(code).strip()), shown(str(words))


def words_of(parsed: Any) -> str | None:
    """The words of a JSON object that has none of PEAK's form; ``None`` if it is no object."""
    try:
        top = _lower(parsed)
    except RecursionError:
        return None
    return said(top)[1] if isinstance(top, dict) else None


def _worst(*heard: tuple[str, str]) -> tuple[str, str]:
    given = [one for one in heard if one[0]]
    return next(
        (one for one in given if one[0] != OK),
        given[0] if given else ("", heard[-1][1]),
    )


def shown(text: str) -> str:
    """Make PEAK's words safe to show: no control or direction characters, not too long."""
    visible = "".join(" " if char in "\r\n\t" else char for char in text)
    kept = "".join(char for char in visible if unicodedata.category(char) not in ("Cc", "Cf"))
    return kept.strip()[:_LONGEST_WORDS]


_ENVELOPE: Final = 3
"""Levels of objects whose keys are read: the answer, its wrapper, a row."""

_ALL: Final = 100


def _lower(value: Any, levels: int = _ENVELOPE) -> Any:
    """Give keys in lower case, as far down as anybody reads them: a receipt's lines stay."""
    if levels == 0:
        return value
    if isinstance(value, dict):
        return {key.lower(): _lower(inner, levels - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_lower(inner, levels) for inner in value]
    return value


def _total(wrapper: Row) -> int | None:
    """``totalReceipt`` (S6); the totals of other lists are UNKNOWN and not read."""
    total = str(wrapper.get("totalreceipt", ""))
    return int(total) if total.isascii() and total.isdigit() else None


def limit_said(parsed: Any) -> tuple[str, float | None]:
    """``type`` and ``retryAfterSeconds`` of a 429, anywhere in it: its layout is UNKNOWN (S7)."""
    kind, seconds = "", None
    waiting = [_lower(parsed)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            kind = kind or str(part.get("type") or "").lower()
            if seconds is None:
                seconds = _seconds(part.get("retryafterseconds"))
            waiting += part.values()
    return kind, seconds


def _seconds(value: Any) -> float | None:
    if not isinstance(value, int | str | Decimal) or isinstance(value, bool):
        return None
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds <= 86_400 else None


# ------------------------------------------------------------------- rows into the domain

_Text = str | int | None
_T = TypeVar("_T")


class _Named(msgspec.Struct, rename="lower"):
    id: _Text = None
    code: _Text = None
    name: _Text = None


class _Item(_Named, rename="lower"):
    sellVatType: _Text = None  # noqa: N815  (PEAK's spelling)


class _Method(_Named, rename="lower"):
    type: _Text = None


class _Contact(_Named, rename="lower"):
    taxNumber: _Text = None  # noqa: N815
    branchCode: _Text = None  # noqa: N815


class _Receipt(msgspec.Struct, rename="lower"):
    id: _Text = None
    code: _Text = None
    issuedDate: _Text = None  # noqa: N815
    reference: _Text = None
    contactId: _Text = None  # noqa: N815
    contactCode: _Text = None  # noqa: N815
    preTaxAmount: Decimal | None = None  # noqa: N815
    vatAmount: Decimal | None = None  # noqa: N815
    netAmount: Decimal | None = None  # noqa: N815
    isVoid: bool | None = None  # noqa: N815
    isTaxInvoice: bool | None = None  # noqa: N815
    journals: list[Any] | None = None
    documentLink: _Text = None  # noqa: N815
    onlineViewLink: _Text = None  # noqa: N815


def _as(row: Row, form: type[_T]) -> _T:
    try:
        return msgspec.convert(row, form, strict=False)
    except msgspec.ValidationError as error:
        raise odd("field", path=shown(str(error))) from error


def code_of(row: Row) -> str:
    """A row's code, composed and trimmed, so that it can be compared exactly."""
    code = row.get("code")
    return clean(str(code)) if isinstance(code, str | int) else ""


def id_of(row: Row) -> str:
    """A row's id, or ''."""
    peak_id = row.get("id")
    return str(peak_id) if isinstance(peak_id, str | int) else ""


def document(row: Row) -> PeakDocument:
    """Read a receipt; fields PEAK did not show stay ``None``. Sums are satang.

    The word in ``status`` is not read: it says "Draft" of a number used again (S6, verified).
    That a row without ``isVoid`` is not void is an inference; list rows may leave it out.
    """
    got = _as(row, _Receipt)
    return PeakDocument(
        peak_id=_text(got.id),
        code=clean(_text(got.code)),
        issued_on=_date(got.issuedDate),
        reference=clean(_text(got.reference)),
        contact_id=_text(got.contactId),
        contact_code=_text(got.contactCode),
        base=_money(got.preTaxAmount, "preTaxAmount"),
        vat=_money(got.vatAmount, "vatAmount"),
        net=_money(got.netAmount, "netAmount"),
        void=bool(got.isVoid),
        tax_invoice=got.isTaxInvoice,
        journals=None if got.journals is None else len(got.journals),
        link=_text(got.documentLink) or _text(got.onlineViewLink),
    )


def listed_document(row: Row) -> PeakDocument:
    """Read a receipt of a list: one odd row must not hide all others of its day.

    Of a row that cannot be read only its number is told, as of a live document that says nothing
    else: nothing is sent under that number. Raises ``Failure`` when not even that can be read.
    """
    try:
        return document(row)
    except Failure:
        code = code_of(row)
        if not code:
            raise
        return PeakDocument(peak_id=id_of(row), code=code)


def item(row: Row) -> PeakItem:
    """Read a product or service; its VAT class is that of its sales (S11)."""
    got = _as(row, _Item)
    return PeakItem(
        peak_id=_text(got.id),
        code=clean(_text(got.code)),
        name=clean(_text(got.name)),
        vat_class=_VAT_CLASS.get(_number(got.sellVatType) or 0),
    )


def method(row: Row) -> PaymentMethod:
    """Read a payment method; type 1 is cash, as is a code ``CSH...`` (S7, S8, S9)."""
    got = _as(row, _Method)
    code = clean(_text(got.code))
    kind = _number(got.type)
    return PaymentMethod(
        peak_id=_text(got.id),
        code=code,
        name=clean(_text(got.name)),
        cash=kind == _CASH or (kind is None and code.startswith("CSH")),
    )


def contact(row: Row) -> Contact:
    """Read a contact."""
    got = _as(row, _Contact)
    return Contact(
        peak_id=_text(got.id),
        code=clean(_text(got.code)),
        name=clean(_text(got.name)),
        tax_id=clean(_text(got.taxNumber)),
        branch=clean(_text(got.branchCode)),
    )


def listed_contact(row: Row) -> Contact:
    """Read a contact of a list: of an odd one no taxpayer is known, and the others are."""
    try:
        return contact(row)
    except Failure:
        return Contact(id_of(row), code_of(row), name="", tax_id="", branch="")


def services_among(items: Sequence[PeakItem]) -> dict[Service, tuple[PeakItem, ...]]:
    """Sort out the guide's two services by exact, trimmed name."""
    return {
        service: tuple(one for one in items if one.name == clean(service.value))
        for service in Service
    }


def token(envelope: Envelope) -> str:
    """The client token, or ''."""
    return _text(envelope.fields.get("token")).strip()


_ID_NAMES: Final = ("businessid", "merchantid", "organizationid", "companyid", "id")
_NAMES: Final = ("businessname", "merchantname", "organizationname", "companyname", "name")


def business(envelope: Envelope) -> Business:
    """Look for the business's id and name anywhere. UNKNOWN: the whole answer of ``/user`` (S5)."""
    found: dict[str, str] = {}
    waiting: list[Any] = [envelope.fields]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()
            for key, value in part.items():
                if isinstance(value, str | int) and not isinstance(value, bool):
                    found.setdefault(key, shown(str(value)))
    return Business(
        business_id=next((found[name] for name in _ID_NAMES if found.get(name)), ""),
        name=next((found[name] for name in _NAMES if found.get(name)), ""),
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _number(value: _Text) -> int | None:
    text = _text(value).strip()
    return int(text) if text.isascii() and text.isdigit() else None


def _date(value: _Text) -> date | None:
    """``yyyyMMdd``, Gregorian, as a string or a number (S6 to S9; S7 sends integers)."""
    text = _text(value).strip()
    if not text:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise odd("date", path="$.issueddate") from error


def _money(value: Decimal | None, name: str) -> int | None:
    """Baht into satang, read through 15 digits: the other side may compute with floats."""
    if value is None:
        return None
    if not value.is_finite() or abs(value) > _MOST_BAHT:
        raise odd("amount", path=f"$.{name.lower()}")
    return satang(_SIGNIFICANT.plus(value))
