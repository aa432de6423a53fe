"""Which receipts go to PEAK, as what, and why the others wait: one state, one code.

Pure. The order of the checks is accounting.md's: excluded, number, date, words, channel, totals,
buyer, product, service, method, second feeder; the first that matches wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from xpeak_desktop.domain.document import (
    LONGEST_DESCRIPTION,
    LONGEST_NUMBER,
    Document,
    DocumentLine,
    PeakDocument,
    Service,
    Sums,
    VatClass,
    add_up,
    add_up_by_line,
    agrees,
    discount_total,
    is_tax_invoice,
    shorten,
    vat_class_of,
)
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import baht, baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Kind, Line, Receipt, Status, VatMode
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.domain.tax_id import has_company_name, tax_id_is_sound
from xpeak_desktop.domain.words import Words

_ONE: Final = Decimal(1)

CASH: Final = "cash"
"""The word for "PEAK's first cash account", which the seed says is the start value."""


@dataclass(frozen=True, slots=True)
class PeakItem:
    """A product or service as PEAK holds it; ``vat_class`` is ``None`` when PEAK does not say."""

    peak_id: str
    code: str
    name: str
    vat_class: VatClass | None = None


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A payment method of PEAK; ``cash`` is true for a cash account."""

    peak_id: str
    code: str
    name: str
    cash: bool


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """What a person decided about a payment channel; ``send`` is ``None`` until decided."""

    channel: str
    send: bool | None = None
    pay_into: str = CASH


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything a receipt is judged by, read once per judging.

    ``products`` maps the shop's SKU to PEAK's product; ``ambiguous`` are SKUs that two products
    of PEAK carry. ``today`` is the date in Bangkok.
    """

    rules: Rules
    today: date
    words: Words
    channels: Mapping[str, ChannelRule] = field(default_factory=dict)
    products: Mapping[str, PeakItem] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    services: Mapping[Service, PeakItem] = field(default_factory=dict)
    methods: Mapping[str, PaymentMethod] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person said about one receipt."""

    exclude: bool = False
    different_sale: bool = False
    accept_rounding: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement: a state, its code with the values its sentence needs, and the document."""

    state: State
    code: Code | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    document: Document | None = None
    warnings: tuple[Problem, ...] = ()


NO_DECISIONS: Final = Decisions()


def judge(
    receipt: Receipt,
    shop: Shop,
    decisions: Decisions = NO_DECISIONS,
    in_peak: tuple[PeakDocument, ...] = (),
) -> Verdict:
    """Decide what becomes of a receipt that is not in PEAK yet.

    ``in_peak`` are PEAK's documents of the receipt's date that are not known to be ours.
    """
    try:
        return _ready(receipt, shop, decisions, in_peak)
    except _Held as held:
        return held.verdict


class _Held(Exception):  # noqa: N818
    """Ends the judging at the first check that matches."""

    def __init__(self, state: State, code: Code, params: Mapping[str, str]) -> None:
        super().__init__(str(code))
        self.verdict = Verdict(state, code, params)


def _block(code: Code, /, **params: str) -> _Held:
    return _Held(State.BLOCKED, code, params)


def _exclude(code: Code, /, **params: str) -> _Held:
    return _Held(State.EXCLUDED, code, params)


def _ready(
    receipt: Receipt, shop: Shop, decisions: Decisions, in_peak: tuple[PeakDocument, ...]
) -> Verdict:
    _check_excluded(receipt, shop, decisions, in_peak)
    _check_number(receipt, in_peak)
    day = _check_date(receipt, shop)
    kind, mode = _check_words(receipt, shop)
    channel = _check_channel(receipt, shop)
    sums = _check_totals(receipt, mode, day, shop, decisions)
    _check_buyer(receipt, kind)
    vat_class = vat_class_of(mode)
    lines = (*_product_lines(receipt, shop, vat_class), *_fee_lines(receipt, shop, vat_class))
    method = _check_method(channel, shop)
    document = Document(
        code=receipt.number,
        reference=receipt.order_number,
        issued_on=day,
        paid_on=receipt.paid_on or day,
        tax_invoice=is_tax_invoice(
            kind,
            sums,
            registered=shop.rules.vat_registered,
            with_vat_counts=shop.rules.receipt_with_vat_is_tax_invoice,
        ),
        prices_include_vat=mode is VatMode.INCLUDE,
        lines=lines,
        discount=discount_total(receipt) or 0,
        sums=sums,
        method_id=method.peak_id,
        method_code=method.code,
        tags=("xCommerce", receipt.channel),
        buyer=receipt.buyer if kind is Kind.TAX_INVOICE else None,
        remark=_remark(receipt),
    )
    _check_second_feeder(document, decisions, in_peak)
    warnings = _warnings(receipt, shop, vat_class)
    return Verdict(State.READY, document=document, warnings=warnings)


def _check_excluded(
    receipt: Receipt, shop: Shop, decisions: Decisions, in_peak: tuple[PeakDocument, ...]
) -> None:
    if decisions.exclude:
        raise _exclude(Code.BY_PERSON)
    start = shop.rules.start_date
    too_early = bool(start and receipt.issued_on and receipt.issued_on < start)
    held = _left_out(receipt, shop, start if too_early else None)
    if held is None:
        return
    if not too_early:
        # "Not sent" would be no answer to a live document of its number; how the shop was booked
        # before the first day is nobody's question here.
        _check_clash(receipt, in_peak)
    raise held


def _left_out(receipt: Receipt, shop: Shop, start: date | None) -> _Held | None:
    """Why the shop's own word or a rule leaves a receipt out, if one does."""
    if shop.words.status(receipt.status) is Status.CANCELLED:
        return _exclude(Code.CANCELLED_BEFORE_SEND)
    if start is not None:
        return _exclude(Code.BEFORE_START_DATE, start=start.isoformat())
    rule = shop.channels.get(receipt.channel)
    if rule and rule.send is False:
        return _exclude(Code.CHANNEL_OFF, channel=receipt.channel)
    return None


def _check_number(receipt: Receipt, in_peak: tuple[PeakDocument, ...]) -> None:
    if not receipt.number:
        raise _block(Code.NUMBER_MISSING, order=receipt.order_number)
    if len(receipt.number) > LONGEST_NUMBER:
        raise _block(Code.NUMBER_TOO_LONG, number=receipt.number, longest=str(LONGEST_NUMBER))
    _check_clash(receipt, in_peak)


def _check_clash(receipt: Receipt, in_peak: tuple[PeakDocument, ...]) -> None:
    for document in in_peak:
        if receipt.number and document.code == receipt.number and not document.void:
            raise _block(
                Code.NUMBER_CLASH,
                number=receipt.number,
                total=_shown(receipt.total),
                peak_total=_shown(document.net),
            )


def _check_date(receipt: Receipt, shop: Shop) -> date:
    day = receipt.issued_on
    if day is None:
        raise _block(Code.DATE_INVALID, value=receipt.issued_text)
    if day > shop.today:
        raise _block(Code.DATE_FUTURE, date=day.isoformat())
    month = day.isoformat()[:7]
    if month in shop.rules.filed_months:
        raise _block(Code.DATE_IN_CLOSED_MONTH, month=month)
    return day


def _check_words(receipt: Receipt, shop: Shop) -> tuple[Kind, VatMode]:
    if shop.words.status(receipt.status) is None:
        raise _block(Code.STATUS_UNKNOWN, word=receipt.status)
    kind = shop.words.kind(receipt.kind)
    if kind is None:
        raise _block(Code.KIND_UNKNOWN, word=receipt.kind)
    mode = shop.words.vat_mode(receipt.vat_mode)
    if mode is None:
        raise _block(Code.VAT_MODE_UNKNOWN, word=receipt.vat_mode)
    if not shop.rules.vat_registered and (receipt.vat or mode is not VatMode.NONE):
        raise _block(Code.VAT_NOT_REGISTERED, vat=baht_text(receipt.vat or 0))
    return kind, mode


def _check_channel(receipt: Receipt, shop: Shop) -> ChannelRule:
    rule = shop.channels.get(receipt.channel)
    if rule is None or rule.send is None:
        raise _block(Code.CHANNEL_UNDECIDED, channel=receipt.channel)
    return rule


def _check_totals(
    receipt: Receipt, mode: VatMode, day: date, shop: Shop, decisions: Decisions
) -> Sums:
    sums = add_up(receipt, mode, day)
    if sums is None or receipt.total is None or not receipt.lines:
        raise _block(
            Code.TOTAL_MISMATCH,
            total=_shown(receipt.total),
            computed=_shown(sums.total if sums else None),
            difference=_shown(None),
        )
    if not agrees(receipt, sums):
        by_line = add_up_by_line(receipt, mode, day)
        params = {
            "total": baht_text(receipt.total),
            "computed": baht_text(sums.total),
            "difference": baht_text(abs(receipt.total - sums.total)),
            "vat": _shown(receipt.vat),
            "computed_vat": baht_text(sums.vat),
        }
        if by_line is not None and agrees(receipt, by_line):
            if not (shop.rules.peak_rounding_accepted or decisions.accept_rounding):
                raise _Held(State.BLOCKED, Code.ROUNDING_DIFFERS, params)
        else:
            code = Code.VAT_MISMATCH if receipt.total == sums.total else Code.TOTAL_MISMATCH
            raise _Held(State.BLOCKED, code, params)
    if sums.total < 0 or (sums.total == 0 and not shop.rules.zero_totals_allowed):
        raise _block(Code.NEGATIVE_OR_ZERO, total=baht_text(sums.total))
    return sums


def _shown(amount: int | None) -> str:
    return "?" if amount is None else baht_text(amount)


def _check_buyer(receipt: Receipt, kind: Kind) -> None:
    if kind is not Kind.TAX_INVOICE:
        return
    buyer = receipt.buyer
    missing = [
        name for name, value in (("name", buyer.name), ("address", buyer.address)) if not value
    ]
    if has_company_name(buyer.name) and not buyer.tax_id:
        missing.append("tax_id")
    if missing:
        raise _block(Code.TAX_INVOICE_INCOMPLETE, missing=",".join(missing))


def _product_lines(receipt: Receipt, shop: Shop, vat_class: VatClass) -> tuple[DocumentLine, ...]:
    found = [(line, _product(line, shop)) for line in receipt.lines]
    for line, item in found:
        if vat_class is VatClass.SEVEN and item.vat_class in (VatClass.NONE, VatClass.ZERO):
            raise _block(Code.VAT_CLASS_DIFFERS, sku=line.sku, name=line.name)
    return tuple(
        DocumentLine(
            item_id=item.peak_id,
            item_code=item.code,
            description=shorten(line.name)[0],
            quantity=line.quantity,
            unit_price=line.unit_price,
            vat_class=vat_class,
        )
        for line, item in found
        if line.quantity is not None and line.unit_price is not None
    )


def _remark(receipt: Receipt) -> str:
    """Carry on, line by line, product names that are longer than a line of PEAK holds."""
    long = [line for line in receipt.lines if len(line.name) > LONGEST_DESCRIPTION]
    pieces = ((line.sku, shorten(line.name)[1:]) for line in long)
    return "\n".join(f"{sku}: {' '.join(rest)}" for sku, rest in pieces if rest)


def _product(line: Line, shop: Shop) -> PeakItem:
    if line.sku in shop.ambiguous:
        raise _block(Code.PRODUCT_AMBIGUOUS, sku=line.sku, name=line.name)
    item = shop.products.get(line.sku)
    if item is None:
        raise _block(Code.PRODUCT_UNMATCHED, sku=line.sku, name=line.name)
    return item


def _fees(receipt: Receipt) -> tuple[tuple[Service, int], ...]:
    pairs = ((Service.SHIPPING, receipt.shipping), (Service.COD_FEE, receipt.cod_fee))
    return tuple((service, amount) for service, amount in pairs if amount)


def _fee_lines(receipt: Receipt, shop: Shop, vat_class: VatClass) -> tuple[DocumentLine, ...]:
    lines = []
    for service, amount in _fees(receipt):
        item = shop.services.get(service)
        if item is None:
            raise _block(Code.SERVICE_MISSING, service=service.value)
        lines.append(
            DocumentLine(
                item_id=item.peak_id,
                item_code=item.code,
                description=service.value,
                quantity=_ONE,
                unit_price=baht(amount),
                vat_class=vat_class,
            )
        )
    return tuple(lines)


def _check_method(rule: ChannelRule, shop: Shop) -> PaymentMethod:
    if rule.pay_into == CASH:
        method = next((one for one in shop.methods.values() if one.cash), None)
    else:
        method = shop.methods.get(rule.pay_into)
    if method is None:
        raise _block(Code.METHOD_MISSING, channel=rule.channel, method=rule.pay_into)
    return method


def _check_second_feeder(
    document: Document, decisions: Decisions, in_peak: tuple[PeakDocument, ...]
) -> None:
    """Hold a sale that another connector or a person seems to have put into PEAK already.

    Here the order number is the sign; total, date and buyer are compared by ``same_sale`` once
    our contact is known.
    """
    if decisions.different_sale or not document.reference:
        return
    for other in in_peak:
        if not other.void and other.reference == document.reference:
            raise _block(
                Code.ALREADY_IN_PEAK,
                number=document.code,
                other=other.code,
                total=baht_text(document.sums.total),
            )


def same_sale(document: Document, in_peak: tuple[PeakDocument, ...]) -> PeakDocument | None:
    """Find another's document of the same total, date and buyer, once our contact is known."""
    if not document.contact_id:
        return None
    ours = (document.contact_id, document.sums.total, document.issued_on)
    return next(
        (
            other
            for other in in_peak
            if not other.void
            and other.code != document.code
            and (other.contact_id, other.net, other.issued_on) == ours
        ),
        None,
    )


def _warnings(receipt: Receipt, shop: Shop, vat_class: VatClass) -> tuple[Problem, ...]:
    number, tax_id = receipt.number, receipt.buyer.tax_id
    found = []
    if tax_id and not tax_id_is_sound(tax_id):
        found.append(Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": tax_id}, number))
    if vat_class is VatClass.NONE and shop.rules.vat_registered:
        found += [
            Problem(Code.NO_VAT_SALE_OF_VAT_GOODS, {"sku": line.sku, "name": line.name}, number)
            for line in receipt.lines
            if shop.products[line.sku].vat_class is VatClass.SEVEN
        ][:1]
    found += [
        Problem(Code.SERVICE_VAT_DIFFERS, {"service": service.value}, number)
        for service, _ in _fees(receipt)
        if (known := shop.services[service].vat_class) is not None and known is not vat_class
    ]
    return tuple(found)
