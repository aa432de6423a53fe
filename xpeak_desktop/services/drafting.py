"""The document a receipt would become, for a person to look at: held or not, matched or not."""

from decimal import Decimal

from xpeak_desktop.domain.document import (
    Document,
    DocumentLine,
    Service,
    Sums,
    add_up,
    discount_total,
    is_tax_invoice,
    vat_class_of,
)
from xpeak_desktop.domain.money import baht
from xpeak_desktop.domain.receipt import Kind, Receipt, VatMode
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ports import ReceiptDetail


def draft(detail: ReceiptDetail, rules: Rules) -> Document | None:
    """Compute it as far as possible; ``None`` when its date, words or figures cannot be read.

    PEAK's ids are left empty: nothing is ever sent from here.
    """
    receipt, words = detail.receipt, Words(detail.words)
    if receipt is None or receipt.issued_on is None or not receipt.lines:
        return None
    kind, mode = words.kind(receipt.kind), words.vat_mode(receipt.vat_mode)
    sums = add_up(receipt, mode, receipt.issued_on) if mode else None
    if kind is None or mode is None or sums is None:
        return None
    return Document(
        code=receipt.number,
        reference=receipt.order_number,
        issued_on=receipt.issued_on,
        paid_on=receipt.paid_on or receipt.issued_on,
        tax_invoice=is_tax_invoice(
            kind,
            sums,
            registered=rules.vat_registered,
            with_vat_counts=rules.receipt_with_vat_is_tax_invoice,
        ),
        prices_include_vat=mode is VatMode.INCLUDE,
        lines=_lines(receipt, mode),
        discount=discount_total(receipt) or 0,
        sums=sums,
        method_id="",
        method_code=detail.account,
        tags=("xCommerce", receipt.channel),
        buyer=receipt.buyer if kind is Kind.TAX_INVOICE else None,
    )


def sums_of(detail: ReceiptDetail) -> Sums | None:
    """What a receipt's lines add up to; ``None`` when that cannot be said."""
    receipt = detail.receipt
    if receipt is None or receipt.issued_on is None or not receipt.lines:
        return None
    mode = Words(detail.words).vat_mode(receipt.vat_mode)
    return add_up(receipt, mode, receipt.issued_on) if mode else None


def _lines(receipt: Receipt, mode: VatMode) -> tuple[DocumentLine, ...]:
    vat_class = vat_class_of(mode)
    goods = tuple(
        DocumentLine("", line.sku, line.name, line.quantity, line.unit_price, vat_class)
        for line in receipt.lines
        if line.quantity is not None and line.unit_price is not None
    )
    fees = ((Service.SHIPPING, receipt.shipping), (Service.COD_FEE, receipt.cod_fee))
    return goods + tuple(
        DocumentLine("", "", service.value, Decimal(1), baht(amount), vat_class)
        for service, amount in fees
        if amount
    )
