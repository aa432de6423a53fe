"""The domain as PEAK's JSON, strictly: our own limits first, exact numbers, a fixed order.

With ``wire`` the only module that knows PEAK's field names. What PEAK leaves open is marked
UNKNOWN beside the one line that decides it.
"""

import functools
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import msgspec

from xpeak_desktop.domain.document import (
    LONGEST_DESCRIPTION,
    LONGEST_NUMBER,
    Document,
    DocumentLine,
    Service,
    VatClass,
    shorten,
)
from xpeak_desktop.domain.money import baht
from xpeak_desktop.domain.receipt import Buyer, clean
from xpeak_desktop.domain.tax_id import Owner, branch_code, owner_of
from xpeak_desktop.peak.wire import VAT_TYPE

# A Decimal goes out as the number it is: 107.25, not "107.25" and not 107.2500000001.
_ENCODE: Final = msgspec.json.Encoder(decimal_format="number").encode

_LONGEST_CONTACT_CODE: Final = 16
_LONGEST_CONTACT_NAME: Final = 256
_LONGEST_PRODUCT_NAME: Final = 100
_PLACES: Final = 6
_MOST_DIGITS: Final = 12
"""Contact code and name: PEAK's 2020 PDF (S2, official, old). Product name: one integration met a
400 above 100. Places of a quantity or price: ours; PEAK's limit is UNKNOWN."""

CONTACT_TYPE: Final[Mapping[Owner, int]] = MappingProxyType(
    {
        Owner.LIMITED_PARTNERSHIP: 1,
        Owner.COMPANY: 2,
        Owner.PUBLIC_COMPANY: 3,
        Owner.SHOP: 4,
        Owner.PERSON: 5,
        Owner.ORDINARY_PARTNERSHIP: 8,
    }
)
"""PEAK's contact ``type`` (S6, from PEAK's own list)."""

_NO_PREFIX: Final = 0
"""``prefixNameType`` "none" (S7, verified); S14 calls the field required for persons, S8 leaves it
out (conflict), so it is sent."""


class OwnLimit(ValueError):  # noqa: N818  (a limit, met)
    """The document breaks a limit of ours and was not sent; the text names the field."""


def token_body(connect_id: str, connect_key: str) -> bytes:
    """Ask for a client token. Most sources name the key ``password``; S6 ``connectKey``."""
    return _ENCODE({"PeakClientToken": {"connectId": connect_id, "password": connect_key}})


def receipt_body(document: Document) -> bytes:
    """Write one receipt in the flat shape of ``POST /receipts``; raises ``OwnLimit``.

    One document per call: batch limits and the order of answers are UNKNOWN. The flat keys are S9's
    and S11's; the nested shape belongs to the all-in-one and queue calls (S7, verified).
    """
    check(document)
    receipt: dict[str, Any] = {
        "code": document.code,
        "issuedDate": _day(document.issued_on),
        "dueDate": _day(document.issued_on),
        "contactId": document.contact_id,
        "tags": list(document.tags),
        "reference": document.reference,
    }
    if document.remark:
        receipt["remark"] = document.remark
    receipt["isTaxInvoice"] = int(document.tax_invoice)
    receipt["taxStatus"] = int(document.prices_include_vat)
    if document.discount:
        # S8 in production. Whether it counts before or after VAT when prices include VAT, PEAK
        # does not say (UNKNOWN); the first document of every VAT mode is read back.
        receipt["discountTotal"] = _number(baht(document.discount))
    receipt["products"] = [_line(line) for line in document.lines]
    receipt["paidPayments"] = {
        "paymentDate": _day(document.paid_on),
        # Whether the amounts must add up to the total is UNKNOWN; ours always do.
        "payments": [
            {
                "paymentMethodId": document.method_id,
                "amount": _number(baht(document.sums.total)),
            }
        ],
    }
    return _ENCODE({"PeakReceipts": {"receipts": [receipt]}})


def _line(line: DocumentLine) -> dict[str, Any]:
    # UNKNOWN: whether a line may name a service through productId; the services' own lines do.
    row: dict[str, Any] = {"productId": line.item_id}
    if line.item_code:
        row["productCode"] = line.item_code
    return {
        **row,
        "description": line.description,
        "quantity": _number(line.quantity),
        "price": _number(line.unit_price),
        "vatType": VAT_TYPE[line.vat_class],
    }


def check(document: Document) -> None:
    """Refuse what must never reach PEAK; raises ``OwnLimit``."""
    _demand(clean(document.code) == document.code and bool(document.code), "code: empty or unclean")
    _demand(len(document.code) <= LONGEST_NUMBER, f"code: over {LONGEST_NUMBER} characters")
    _demand(bool(document.contact_id), "contact: missing")
    _demand(bool(document.method_id), "payment method: missing")
    _demand(bool(document.lines), "lines: none")
    _demand(document.discount >= 0, "discount: negative")
    for place, line in enumerate(document.lines, start=1):
        _demand(bool(line.item_id), f"line {place}: no product")
        _demand(
            len(line.description) <= LONGEST_DESCRIPTION,
            f"line {place}: description over {LONGEST_DESCRIPTION} characters",
        )
        for number in (line.quantity, line.unit_price):
            _demand(_is_exact(number), f"line {place}: a number with more than {_PLACES} places")


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise OwnLimit(otherwise)


@functools.lru_cache(maxsize=4096)
def _is_exact(number: Decimal) -> bool:
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        return False
    exponent = _number(number).as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_PLACES


def void_body(peak_id: str, code: str) -> bytes:
    """Void one receipt. UNKNOWN: the whole shape; this is one of two likely ones (inference)."""
    return _ENCODE({"PeakReceipts": {"receipts": [{"id": peak_id, "code": code}]}})


def product_body(code: str, name: str) -> bytes:
    """Make a product: S8's smallest working form, and the code. The whole name is kept below it."""
    row = {"code": code, "name": shorten(name, _LONGEST_PRODUCT_NAME)[0], "description": name}
    return _ENCODE({"PeakProducts": {"products": [row]}})


def service_body(service: Service, *, with_vat: bool) -> bytes:
    """Make one of the guide's services; the wrapper's name is an inference from the pattern."""
    vat_class = VatClass.SEVEN if with_vat else VatClass.NONE
    row = {
        "name": service.value,
        "description": service.value,
        "sellVatType": VAT_TYPE[vat_class],
    }
    return _ENCODE({"PeakServices": {"services": [row]}})


def contact_body(code: str, name: str, buyer: Buyer | None) -> bytes:
    """Make a contact; raises ``OwnLimit``. Empty fields are left out (S6, S8)."""
    _demand(0 < len(code) <= _LONGEST_CONTACT_CODE, "contact code: over 16 characters")
    owner = owner_of(name)
    row: dict[str, Any] = {
        "code": code,
        "name": shorten(name, _LONGEST_CONTACT_NAME)[0],
        "type": CONTACT_TYPE[owner],
    }
    if owner is Owner.PERSON:
        row["prefixNameType"] = _NO_PREFIX
    if buyer is not None:
        details = {
            "taxNumber": buyer.tax_id,
            "branchCode": branch_code(buyer),
            "address": clean(buyer.address),
        }
        row |= {name: value for name, value in details.items() if value}
    return _ENCODE({"PeakContacts": {"contacts": [row]}})


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def day_text(day: date) -> str:
    """Write a date as PEAK's queries want it: ``yyyyMMdd``."""
    return _day(day)


@functools.lru_cache(maxsize=4096)
def _number(value: Decimal) -> Decimal:
    """Drop trailing zeros and exponents: 2 instead of 2.000000, 100 instead of 1E+2."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
