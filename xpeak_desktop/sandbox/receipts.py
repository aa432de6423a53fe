"""Turning one receipt of a request into a document of the practice PEAK."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from xpeak_desktop.sandbox import forms
from xpeak_desktop.sandbox.forms import RefusedError, Row
from xpeak_desktop.sandbox.master_data import Shelf
from xpeak_desktop.sandbox.money import Totals, baht, document_totals

# Accounts that integrations were seen to use (S7, S8, S9). A real business has its own list.
ACCOUNTS = frozenset({"410101", "410107", "410301", "530501", "113105"})

_ZERO = Decimal(0)


class Desk(Protocol):
    """What a receipt may refer to."""

    contacts: Shelf
    products: Shelf
    services: Shelf
    methods: Shelf
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Payments:
    """The means of payment of one request, in the form an answer has them."""

    date: str
    rows: list[dict[str, Any]]
    total: Decimal
    method_code: str


def check_nested(row: Row) -> None:
    """Refuse flat keys where PEAK wants objects, in its order and words (verified on UAT: S7).

    The numeric code of these three texts was not recorded; 400 stands in for it.
    """
    if not forms.group(row, "contact"):
        raise RefusedError("400", "Missing Contact Data")
    paid = forms.group(row, "paidPayments")
    payments = paid.get("payments") if paid else None
    if not isinstance(payments, list) or not payments:
        raise RefusedError("400", "Missing Payment Data")
    for number, payment in enumerate(payments, start=1):
        given = isinstance(payment, dict) and (
            forms.group(payment, "paymentMethod") or payment.get("accountcode")
        )
        if not given:
            raise RefusedError("400", f"Missing Payment Method Data At Payment [{number}]")


def check_flat(row: Row) -> None:
    """Refuse a plain create without contact or payment; PEAK's words there are assumed."""
    if not (forms.code(row, "contactId") or forms.code(row, "contactCode")):
        raise RefusedError("400", "Missing Contact Data")
    paid = forms.group(row, "paidPayments")
    payments = paid.get("payments") if paid else None
    if not isinstance(payments, list) or not payments:
        raise RefusedError("400", "Missing Payment Data")


def make_document(desk: Desk, row: Row, *, nested: bool) -> tuple[dict[str, Any], Totals, str]:
    """Build the whole document, its sums and its (first) payment method's code.

    Everything it refers to must exist: Refused "400" with the field's name otherwise. The number
    is left to the books.
    """
    issued = forms.day(row, "issuedDate")
    if not issued:
        raise RefusedError("400", "issuedDate is required")
    due = forms.day(row, "dueDate") or issued
    # Defaults are unknown; "exclude" fits the one observation there is (S7).
    tax_status = forms.choice(row, "taxStatus", (0, 1)) or 0
    is_tax_invoice = forms.choice(row, "isTaxInvoice", (0, 1)) or 0
    lines = _lines(desk, row)
    payments = _payments(desk, row, nested=nested)
    contact = _contact(desk, row, nested=nested)
    discount = forms.amount(row, "discountTotal") or _ZERO
    totals = document_totals(
        # Amount or percent, per unit or per line: unknown. Here: baht off the line.
        [(ln["quantity"] * ln["price"] - (ln["discount"] or 0), ln["vatType"]) for ln in lines],
        discount,
        include_vat=tax_status == 1,
    )
    document = {
        "id": desk.new_id(),
        "code": "",
        "issuedDate": issued,
        "dueDate": due,
        "contactId": contact["id"],
        "contactCode": contact["code"],
        "status": "Approve",
        "isVoid": False,
        "isTaxInvoice": is_tax_invoice,
        "taxStatus": tax_status,
        "discountTotal": discount,
        **_sums(totals, payments.total),
        "reference": forms.text(row, "reference"),
        "remark": forms.text(row, "remark"),
        "tags": _tags(row),
        "products": lines,
        "paidPayments": [
            {
                "paymentGroupId": desk.new_id(),
                "paymentDate": payments.date or issued,
                "paymentTotal": payments.total,
                "payments": payments.rows,
            }
        ],
    }
    return document, totals, payments.method_code


def _sums(totals: Totals, paid: Decimal) -> dict[str, Any]:
    # Whether payments must add up to the total is unknown; a part payment is taken and shown.
    net = baht(totals.net)
    return {
        "preTaxAmount": baht(totals.pre_tax),
        "vatAmount": baht(totals.vat),
        "netAmount": net,
        "whtAmount": 0,
        "paymentAmount": paid,
        "remainAmount": net - paid,
        "remainWhtAmount": 0,
        "isPartialReceipt": int(paid < net),
    }


def _tags(row: Row) -> list[str]:
    tags = row.get("tags")
    if tags is None:
        return []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise RefusedError("400", "tags must be a list of texts")
    return tags


def _lines(desk: Desk, row: Row) -> list[dict[str, Any]]:
    sent = row.get("products")
    if not isinstance(sent, list) or not sent:
        raise RefusedError("400", "products must be a list with at least one row")
    return [_line(desk, line, number) for number, line in enumerate(sent, start=1)]


def _line(desk: Desk, sent: Any, number: int) -> dict[str, Any]:
    if not isinstance(sent, dict):
        raise RefusedError("400", f"products[{number}] must be an object")
    product_id, code = forms.code(sent, "productId"), forms.code(sent, "productCode")
    account = forms.code(sent, "accountCode")
    product: Row | None = None
    if product_id or code:
        # Whether a line may name a service through productId or productCode is unknown; taken.
        product = desk.products.find(product_id, code) or desk.services.find(product_id, code)
        if product is None:
            field = "productId" if product_id else "productCode"
            raise RefusedError("400", f"products[{number}].{field} not found: {product_id or code}")
    elif not account:
        raise RefusedError("400", f"products[{number}] needs productId, productCode or accountCode")
    if account and account not in ACCOUNTS:
        raise RefusedError("400", f"products[{number}].accountCode not found: {account}")
    return {
        "id": desk.new_id(),
        "productId": product["id"] if product else None,
        "productCode": product["code"] if product else None,
        "name": forms.text(sent, "name") or (product["name"] if product else None),
        "description": forms.text(sent, "description"),
        "accountCode": account or None,
        "quantity": forms.required_amount(sent, "quantity"),
        "price": forms.required_amount(sent, "price"),
        "discount": forms.amount(sent, "discount"),
        "vatType": forms.choice(sent, "vatType", (1, 2, 3)),
        "note": forms.text(sent, "note") or None,
    }


def _contact(desk: Desk, row: Row, *, nested: bool) -> Row:
    if not nested:
        contact_id, code = forms.code(row, "contactId"), forms.code(row, "contactCode")
        found = desk.contacts.find(contact_id, code)
        if found is None:
            field = "contactId" if contact_id else "contactCode"
            raise RefusedError("400", f"{field} not found: {contact_id or code}")
        return found
    sent = forms.group(row, "contact") or {}
    contact_id, code = forms.code(sent, "id"), forms.code(sent, "code")
    found = desk.contacts.find(contact_id, code)
    if found is not None:
        return found
    if contact_id or not forms.text(sent, "name"):
        raise RefusedError("400", f"contact not found: {contact_id or code}")
    # With a name and a type it makes the contact (observed on the expenses twin: S17).
    return desk.contacts.create(sent)


def _payments(desk: Desk, row: Row, *, nested: bool) -> Payments:
    paid = forms.group(row, "paidPayments") or {}
    when = forms.day(paid, "paymentDate")
    rows = [
        _payment(desk, sent, number, nested=nested)
        for number, sent in enumerate(paid["payments"], start=1)
    ]
    total = sum((payment["amount"] for payment in rows), _ZERO)
    codes = [payment["paymentMethodCode"] for payment in rows if payment["paymentMethodCode"]]
    return Payments(when, rows, total, codes[0] if codes else "")


def _payment(desk: Desk, sent: Any, number: int, *, nested: bool) -> dict[str, Any]:
    where = f"payments[{number}]"
    if not isinstance(sent, dict):
        raise RefusedError("400", f"{where} must be an object")
    holder = (forms.group(sent, "paymentMethod") or {}) if nested else sent
    id_field, code_field = ("id", "code") if nested else ("paymentMethodId", "paymentMethodCode")
    method_id, code = forms.code(holder, id_field), forms.code(holder, code_field)
    account = forms.code(sent, "accountCode")
    method: Row | None = None
    if method_id or code:
        method = desk.methods.find(method_id, code)
        if method is None:
            raise RefusedError("400", f"{where} payment method not found: {method_id or code}")
    elif not account:
        raise RefusedError("400", f"Missing Payment Method Data At Payment [{number}]")
    elif account not in ACCOUNTS:
        raise RefusedError("400", f"{where}.accountCode not found: {account}")
    return {
        "paymentMethodId": method["id"] if method else None,
        "paymentMethodCode": method["code"] if method else None,
        "accountCode": account or None,
        "amount": forms.required_amount(sent, "amount"),
    }
