"""Receipts, documents and times as the text a ledger keeps, and back.

The names written here belong to stored files: changing one needs a migration. Every field is
listed by hand, so that renaming something in ``domain`` cannot change a stored file unseen.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from xpeak_desktop.domain.document import Document, DocumentLine, PeakDocument, Sums, VatClass
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Line, Receipt
from xpeak_desktop.domain.rules import NO_DECISIONS, Decisions
from xpeak_desktop.ledger.errors import UNREADABLE, Damaged

NO_PARAMS: Final = "{}"
NO_WARNINGS: Final = "[]"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_decode = json.JSONDecoder().decode


# --------------------------------------------------------------------------- times and days


def stamp(moment: datetime) -> str:
    """Write a moment so that text order is time order: UTC, microseconds, ``Z``."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str | None) -> datetime | None:
    """Read a stored moment back, in UTC."""
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    """Read a stored day back; an empty one is a day nobody could read."""
    return date.fromisoformat(text) if text else None


def day_text(value: date | None) -> str:
    """Write a day, or nothing."""
    return value.isoformat() if value else ""


# --------------------------------------------------------------------------- receipts


_SEAL: Final = ',"seal":"'
_SEAL_BYTES: Final = 8
_SEALED: Final = len(_SEAL) + 2 * _SEAL_BYTES + len('"}')
_UNSEALED_FIELDS: Final = 16


def receipt_to_json(receipt: Receipt) -> str:
    """Write a receipt as read, whole, with a seal over every letter of it.

    Decimals are text: they come back digit for digit. The fingerprint is no seal: it counts a
    buyer who is not kept.
    """
    return _sealed(_receipt_out(receipt))


def check_receipt(text: str) -> None:
    """Raise ``Damaged`` when a stored receipt is not what was written."""
    if not _has_seal(text):
        receipt_from_json(text)


def _sealed(text: str) -> str:
    return f'{text[:-1]}{_SEAL}{_seal(text[:-1])}"}}'


def _seal(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_SEAL_BYTES).hexdigest()


def _has_seal(text: str) -> bool:
    """Whether a text is sealed; raises ``Damaged`` when the seal is broken."""
    body, end = text[:-_SEALED], text[-_SEALED:]
    if not end.startswith(_SEAL):
        return False
    if end != f'{_SEAL}{_seal(body)}"}}':
        raise Damaged("a receipt's seal is broken")
    return True


def _receipt_out(receipt: Receipt) -> str:
    return _encode(
        {
            "number": receipt.number,
            "order_number": receipt.order_number,
            "issued_on": day_text(receipt.issued_on),
            "issued_text": receipt.issued_text,
            "paid_on": day_text(receipt.paid_on),
            "kind": receipt.kind,
            "status": receipt.status,
            "channel": receipt.channel,
            "vat_mode": receipt.vat_mode,
            "buyer": _buyer_out(receipt.buyer),
            "lines": [_line_out(line) for line in receipt.lines],
            "discount": receipt.discount,
            "shipping": receipt.shipping,
            "cod_fee": receipt.cod_fee,
            "vat": receipt.vat,
            "total": receipt.total,
        }
    )


def receipt_from_json(text: str) -> Receipt:
    """Read a receipt that ``receipt_to_json`` wrote. Raises ``Damaged``."""
    try:
        sealed, data = _has_seal(text), _decode(text)
        # Earlier versions wrote no seal, and nothing else in its place.
        if not sealed and len(data) != _UNSEALED_FIELDS:
            raise Damaged("a receipt has lost its seal")
        return _receipt_in(data)
    except UNREADABLE as error:
        raise Damaged(f"a receipt cannot be read: {error}") from error


def _receipt_in(data: Mapping[str, Any]) -> Receipt:
    return Receipt(
        number=data["number"],
        issued_on=day(data["issued_on"]),
        kind=data["kind"],
        status=data["status"],
        channel=data["channel"],
        vat_mode=data["vat_mode"],
        lines=tuple(_line_in(line) for line in data["lines"]),
        order_number=data["order_number"],
        issued_text=data["issued_text"],
        paid_on=day(data["paid_on"]),
        buyer=_buyer_in(data["buyer"]) or Buyer(),
        discount=data["discount"],
        shipping=data["shipping"],
        cod_fee=data["cod_fee"],
        vat=data["vat"],
        total=data["total"],
    )


def _line_out(line: Line) -> list[Any]:
    price = line.unit_price
    quantity = line.quantity
    return [
        line.sku,
        line.name,
        None if quantity is None else str(quantity),
        None if price is None else str(price),
        line.discount,
    ]


def _line_in(data: list[Any]) -> Line:
    sku, name, quantity, price, discount = data
    return Line(
        sku,
        name,
        None if quantity is None else Decimal(quantity),
        None if price is None else Decimal(price),
        discount,
    )


_NOBODY: Final = Buyer()


def _buyer_out(buyer: Buyer | None) -> list[str] | None:
    if buyer is None or buyer == _NOBODY:
        return None
    return [buyer.name, buyer.tax_id, buyer.branch, buyer.address]


def _buyer_in(data: list[str] | None) -> Buyer | None:
    return None if data is None else Buyer(*data)


# --------------------------------------------------------------------------- documents


_CONTENT: Final = ',"content":'


def document_to_json(document: Document) -> tuple[str, str]:
    """Write a document and its hash; the hash leaves the contact out.

    The contact is looked up when sending: a document is the same with and without it.
    """
    content = _document_content(document)
    text = f'{{"contact_id":{_encode(document.contact_id)}{_CONTENT}{content}}}'
    return text, hashlib.sha256(content.encode()).hexdigest()


def document_hash(document: Document) -> str:
    """Name a document's content, so that what PEAK refused is recognised."""
    return hashlib.sha256(_document_content(document).encode()).hexdigest()


def _document_content(document: Document) -> str:
    sums, buyer = document.sums, document.buyer
    return _encode(
        {
            "code": document.code,
            "reference": document.reference,
            "issued_on": document.issued_on.isoformat(),
            "paid_on": document.paid_on.isoformat(),
            "tax_invoice": document.tax_invoice,
            "prices_include_vat": document.prices_include_vat,
            "lines": [_document_line_out(line) for line in document.lines],
            "discount": document.discount,
            "sums": [sums.base, sums.vat, sums.total],
            "method_id": document.method_id,
            "method_code": document.method_code,
            "tags": document.tags,
            # Nobody known (an empty buyer) and the general customer (None) are two things here.
            "buyer": buyer and [buyer.name, buyer.tax_id, buyer.branch, buyer.address],
            "remark": document.remark,
        }
    )


def check_document(text: str, content_hash: str) -> None:
    """Raise ``Damaged`` when a stored document is not the one its hash was made of."""
    # A quotation mark inside the contact's id is written with a backslash before it.
    _, _, content = text.partition(_CONTENT)
    if hashlib.sha256(content[:-1].encode()).hexdigest() != content_hash:
        raise Damaged("a document is not what was sent")


def checked_document(text: str, content_hash: str) -> Document:
    """Read a document something is decided by. Raises ``Damaged``."""
    check_document(text, content_hash)
    try:
        return document_from_json(text)
    except UNREADABLE as error:
        raise Damaged(f"a document cannot be read: {error}") from error


def document_from_json(text: str) -> Document:
    """Read a document that ``document_to_json`` wrote."""
    stored = _decode(text)
    data = stored["content"]
    return Document(
        code=data["code"],
        reference=data["reference"],
        issued_on=date.fromisoformat(data["issued_on"]),
        paid_on=date.fromisoformat(data["paid_on"]),
        tax_invoice=data["tax_invoice"],
        prices_include_vat=data["prices_include_vat"],
        lines=tuple(_document_line_in(line) for line in data["lines"]),
        discount=data["discount"],
        sums=Sums(*data["sums"]),
        method_id=data["method_id"],
        method_code=data["method_code"],
        tags=tuple(data["tags"]),
        buyer=_buyer_in(data["buyer"]),
        contact_id=stored["contact_id"],
        remark=data["remark"],
    )


def expected_from_json(text: str) -> PeakDocument:
    """Read only what PEAK should show of a stored document; an audit reads thousands."""
    stored = _decode(text)
    data = stored["content"]
    base, vat, total = data["sums"]
    return PeakDocument(
        peak_id="",
        code=data["code"],
        issued_on=date.fromisoformat(data["issued_on"]),
        contact_id=stored["contact_id"],
        base=base,
        vat=vat,
        net=total,
    )


def _document_line_out(line: DocumentLine) -> list[str]:
    return [
        line.item_id,
        line.item_code,
        line.description,
        str(line.quantity),
        str(line.unit_price),
        line.vat_class.value,
    ]


def _document_line_in(data: list[str]) -> DocumentLine:
    item_id, item_code, description, quantity, price, vat_class = data
    return DocumentLine(
        item_id, item_code, description, Decimal(quantity), Decimal(price), VatClass(vat_class)
    )


# --------------------------------------------------------------------------- problems, decisions


def params_to_json(params: Mapping[str, str] | None) -> str:
    """Write the values of a problem's sentence; equal ones give equal text."""
    return _encode_sorted(dict(params)) if params else NO_PARAMS


def params_from_json(text: str) -> Mapping[str, str]:
    """Read the values of a problem's sentence."""
    return {} if text == NO_PARAMS else _decode(text)


def warnings_to_json(warnings: Iterable[Problem]) -> str:
    """Write a receipt's warnings; the receipt itself is known from where they stand."""
    pairs = [[problem.code.value, dict(problem.params)] for problem in warnings]
    return _encode_sorted(pairs) if pairs else NO_WARNINGS


def warnings_from_json(text: str, number: str) -> tuple[Problem, ...]:
    """Read the warnings of the receipt of that number."""
    if text == NO_WARNINGS:
        return ()
    return tuple(Problem(Code(code), params, number) for code, params in _decode(text))


def problem_to_json(problem: Problem) -> str:
    """Write one problem whole."""
    return _encode_sorted([problem.code.value, dict(problem.params), problem.receipt])


def problem_from_json(text: str) -> Problem:
    """Read one problem."""
    code, params, receipt = _decode(text)
    return Problem(Code(code), params, receipt)


def decisions_to_json(decisions: Decisions) -> str:
    """Write what a person decided about a receipt."""
    if decisions == NO_DECISIONS:
        return NO_PARAMS
    return _encode(
        {
            "exclude": decisions.exclude,
            "different_sale": decisions.different_sale,
            "accept_rounding": decisions.accept_rounding,
        }
    )


def decisions_from_json(text: str) -> Decisions:
    """Read what a person decided about a receipt."""
    if text == NO_PARAMS:
        return NO_DECISIONS
    data = _decode(text)
    return Decisions(data["exclude"], data["different_sale"], data["accept_rounding"])
