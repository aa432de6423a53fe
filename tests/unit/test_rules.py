from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from xpeak_desktop.domain.document import (
    LONGEST_NUMBER,
    Document,
    DocumentLine,
    PeakDocument,
    Service,
    Sums,
    VatClass,
)
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Line, Receipt
from xpeak_desktop.domain.rules import (
    NO_DECISIONS,
    ChannelRule,
    Decisions,
    PaymentMethod,
    PeakItem,
    Shop,
    Verdict,
    judge,
    same_sale,
)
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.domain.words import Topic, Words

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 20)
SHIRT = PeakItem("p1", "TS-01", "Shirt", VatClass.SEVEN)
CAP = PeakItem("p2", "CP-01", "Cap", None)
SHIPPING = PeakItem("s1", "SV-1", "ค่าขนส่ง", VatClass.SEVEN)
COD_FEE = PeakItem("s2", "SV-2", "ค่าบริการ COD", VatClass.SEVEN)
BANK = PaymentMethod("m1", "BSV001", "กสิกร", cash=False)
CASH = PaymentMethod("m2", "CSH001", "เงินสด", cash=True)
PETTY_CASH = PaymentMethod("m3", "CSH002", "เงินสดย่อย", cash=True)
COMPANY = Buyer("บริษัท ตัวอย่าง จำกัด", "0105536112014", "สำนักงานใหญ่", "กรุงเทพฯ")

SHOP = Shop(
    rules=Rules(start_date=date(2026, 11, 1)),
    today=TODAY,
    words=Words(),
    channels={"COD": ChannelRule("COD", send=True)},
    products={"TS-01": SHIRT, "CP-01": CAP},
    services={Service.SHIPPING: SHIPPING, Service.COD_FEE: COD_FEE},
    methods={one.code: one for one in (BANK, CASH, PETTY_CASH)},
)
# 50.00 and 50.00 for shipping, 7.00 VAT.
SALE = Receipt(
    number="RC2611-00001",
    issued_on=DAY,
    kind="ใบเสร็จรับเงิน",
    status="ชำระแล้ว",
    channel="COD",
    vat_mode="แยก VAT",
    lines=(Line("TS-01", "เสื้อยืด", Decimal(1), Decimal("50.00")),),
    order_number="O-1",
    shipping=5000,
    vat=700,
    total=10700,
)
OTHERS = PeakDocument("x-1", "IV-9", DAY, "", base=1, vat=0, net=1)


@dataclass(frozen=True)
class Case:
    """A receipt and all it is judged by."""

    receipt: Receipt = SALE
    shop: Shop = SHOP
    decisions: Decisions = NO_DECISIONS
    in_peak: tuple[PeakDocument, ...] = (OTHERS,)

    def verdict(self) -> Verdict:
        return judge(self.receipt, self.shop, self.decisions, self.in_peak)


Fault = Callable[[Case], Case]


def receipt_with(**changes: Any) -> Fault:
    return lambda case: replace(case, receipt=replace(case.receipt, **changes))


def shop_with(**changes: Any) -> Fault:
    return lambda case: replace(case, shop=replace(case.shop, **changes))


def rules_with(**changes: Any) -> Fault:
    return lambda case: replace(
        case, shop=replace(case.shop, rules=replace(case.shop.rules, **changes))
    )


def number_clashes(case: Case) -> Case:
    twin = PeakDocument("x-2", case.receipt.number, DAY, net=50000)
    return replace(case, in_peak=(*case.in_peak, twin))


def order_is_there(case: Case) -> Case:
    twin = PeakDocument("x-3", "IV-10", DAY, case.receipt.order_number)
    return replace(case, in_peak=(*case.in_peak, twin))


def lines(*prices: str) -> tuple[Line, ...]:
    return tuple(Line("TS-01", "เสื้อยืด", Decimal(1), Decimal(price)) for price in prices)


# Every reason in the order in which it is looked for, and how a receipt comes to have it.
FAULTS: dict[Code, Fault] = {
    Code.BY_PERSON: lambda case: replace(case, decisions=Decisions(exclude=True)),
    Code.CANCELLED_BEFORE_SEND: receipt_with(status="ยกเลิก"),
    Code.BEFORE_START_DATE: rules_with(start_date=date(2026, 11, 21)),
    Code.CHANNEL_OFF: shop_with(channels={"COD": ChannelRule("COD", send=False)}),
    Code.NUMBER_MISSING: receipt_with(number=""),
    Code.NUMBER_TOO_LONG: receipt_with(number="R" * (LONGEST_NUMBER + 1)),
    Code.NUMBER_CLASH: number_clashes,
    Code.DATE_INVALID: receipt_with(issued_on=None, issued_text="32/11/2569"),
    Code.DATE_FUTURE: shop_with(today=date(2026, 11, 19)),
    Code.DATE_IN_CLOSED_MONTH: rules_with(filed_months=frozenset({"2026-11"})),
    Code.STATUS_UNKNOWN: receipt_with(status="รอ"),
    Code.KIND_UNKNOWN: receipt_with(kind="ใบลดหนี้"),
    Code.VAT_MODE_UNKNOWN: receipt_with(vat_mode="VAT 7%"),
    Code.VAT_NOT_REGISTERED: rules_with(vat_registered=False),
    Code.CHANNEL_UNDECIDED: shop_with(channels={}),
    Code.TOTAL_MISMATCH: receipt_with(total=10701),
    Code.VAT_MISMATCH: receipt_with(vat=701),
    # Twice 8 satang carry 1 satang of VAT together and 2 apart.
    Code.ROUNDING_DIFFERS: receipt_with(lines=lines("0.08", "0.08"), vat=352, total=5368),
    Code.NEGATIVE_OR_ZERO: receipt_with(lines=lines("-60.00"), vat=-70, total=-1070),
    Code.TAX_INVOICE_INCOMPLETE: receipt_with(kind="ใบกำกับภาษี"),
    Code.PRODUCT_UNMATCHED: shop_with(products={}),
    Code.PRODUCT_AMBIGUOUS: shop_with(products={}, ambiguous=frozenset({"TS-01"})),
    Code.VAT_CLASS_DIFFERS: shop_with(products={"TS-01": replace(SHIRT, vat_class=VatClass.NONE)}),
    Code.SERVICE_MISSING: shop_with(services={}),
    Code.METHOD_MISSING: shop_with(methods={}),
    Code.ALREADY_IN_PEAK: order_is_there,
}
EXCLUDED = {Code.BY_PERSON, Code.CANCELLED_BEFORE_SEND, Code.BEFORE_START_DATE, Code.CHANNEL_OFF}

# Of each set a receipt can have one at most.
ONE_OF: tuple[set[Code], ...] = (
    {Code.CANCELLED_BEFORE_SEND, Code.STATUS_UNKNOWN},
    {Code.CHANNEL_OFF, Code.CHANNEL_UNDECIDED},
    {Code.NUMBER_MISSING, Code.NUMBER_TOO_LONG},
    {Code.NUMBER_MISSING, Code.NUMBER_CLASH},
    {Code.DATE_INVALID, Code.BEFORE_START_DATE},
    {Code.DATE_INVALID, Code.DATE_FUTURE},
    {Code.DATE_INVALID, Code.DATE_IN_CLOSED_MONTH},
    {Code.KIND_UNKNOWN, Code.TAX_INVOICE_INCOMPLETE},
    {Code.TOTAL_MISMATCH, Code.VAT_MISMATCH, Code.ROUNDING_DIFFERS, Code.NEGATIVE_OR_ZERO},
    {Code.PRODUCT_UNMATCHED, Code.PRODUCT_AMBIGUOUS, Code.VAT_CLASS_DIFFERS},
)
# What the shop leaves out without a word, and yet PEAK has another document of that number.
LOUDER = {(Code.CANCELLED_BEFORE_SEND, Code.NUMBER_CLASH), (Code.CHANNEL_OFF, Code.NUMBER_CLASH)}
PAIRS = [
    pair
    for pair in combinations(FAULTS, 2)
    if not any(set(pair) <= exclusive for exclusive in ONE_OF) and pair not in LOUDER
]


def ready(case: Case) -> Document:
    verdict = case.verdict()
    assert (verdict.state, verdict.code, dict(verdict.params)) == (State.READY, None, {})
    assert verdict.document is not None
    return verdict.document


def blocked(case: Case) -> tuple[Code | None, dict[str, str]]:
    verdict = case.verdict()
    assert verdict.state is State.BLOCKED
    assert verdict.document is None
    return verdict.code, dict(verdict.params)


def sale_of(*sold: Line, **changes: Any) -> Receipt:
    """A sale without VAT and fees whose total is right."""
    total = sum(int((one.quantity or 0) * (one.unit_price or 0) * 100) for one in sold)
    fields: dict[str, Any] = {"vat_mode": "ไม่มี VAT", "shipping": 0, "vat": 0, "total": total}
    return replace(SALE, lines=sold, **{**fields, **changes})


# --- one fault, one code ---


def test_a_receipt_without_a_fault_is_ready() -> None:
    verdict = Case().verdict()
    assert verdict.state is State.READY
    assert verdict.code is None
    assert verdict.warnings == ()


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_alone_gives_its_code(code: Code) -> None:
    verdict = FAULTS[code](Case()).verdict()
    assert verdict.code is code
    assert verdict.state is (State.EXCLUDED if code in EXCLUDED else State.BLOCKED)
    assert verdict.document is None
    assert verdict.warnings == ()


def test_every_reason_of_a_receipt_has_its_fault_here() -> None:
    own = {code for code in Code if Problem(code).area is Area.RECEIPT}
    assert own - {Code.PEAK_REJECTED, Code.STILL_UNCERTAIN} == set(FAULTS)


@pytest.mark.parametrize("earlier", FAULTS)
def test_of_two_faults_the_one_looked_for_first_is_told(earlier: Code) -> None:
    told = {
        later: FAULTS[later](FAULTS[earlier](Case())).verdict().code
        for first, later in PAIRS
        if first is earlier
    }
    assert told == dict.fromkeys(told, earlier)


def test_nearly_all_pairs_of_faults_are_tried() -> None:
    assert len(PAIRS) == 26 * 25 // 2 - 17 - 2


@pytest.mark.parametrize(("left_out", "clash"), sorted(LOUDER))
def test_what_is_left_out_is_no_answer_to_another_document_of_its_number(
    left_out: Code, clash: Code
) -> None:
    verdict = FAULTS[clash](FAULTS[left_out](Case())).verdict()
    assert (verdict.state, verdict.code) == (State.BLOCKED, Code.NUMBER_CLASH)


def test_a_receipt_with_all_that_can_go_wrong_still_has_one_code() -> None:
    case = Case()
    for fault in reversed(FAULTS.values()):
        case = fault(case)
    assert case.verdict().code is Code.BY_PERSON


# --- what the sentence of each reason is told ---


@pytest.mark.parametrize(
    ("code", "params"),
    [
        (Code.BY_PERSON, {}),
        (Code.CANCELLED_BEFORE_SEND, {}),
        (Code.BEFORE_START_DATE, {"start": "2026-11-21"}),
        (Code.CHANNEL_OFF, {"channel": "COD"}),
        (Code.NUMBER_MISSING, {"order": "O-1"}),
        (Code.NUMBER_TOO_LONG, {"number": "R" * 33, "longest": "32"}),
        (
            Code.NUMBER_CLASH,
            {"number": "RC2611-00001", "total": "107.00", "peak_total": "500.00"},
        ),
        (Code.DATE_INVALID, {"value": "32/11/2569"}),
        (Code.DATE_FUTURE, {"date": "2026-11-20"}),
        (Code.DATE_IN_CLOSED_MONTH, {"month": "2026-11"}),
        (Code.STATUS_UNKNOWN, {"word": "รอ"}),
        (Code.KIND_UNKNOWN, {"word": "ใบลดหนี้"}),
        (Code.VAT_MODE_UNKNOWN, {"word": "VAT 7%"}),
        (Code.VAT_NOT_REGISTERED, {"vat": "7.00"}),
        (Code.CHANNEL_UNDECIDED, {"channel": "COD"}),
        (
            Code.TOTAL_MISMATCH,
            {
                "total": "107.01",
                "computed": "107.00",
                "difference": "0.01",
                "vat": "7.00",
                "computed_vat": "7.00",
            },
        ),
        (
            Code.VAT_MISMATCH,
            {
                "total": "107.00",
                "computed": "107.00",
                "difference": "0.00",
                "vat": "7.01",
                "computed_vat": "7.00",
            },
        ),
        (
            Code.ROUNDING_DIFFERS,
            {
                "total": "53.68",
                "computed": "53.67",
                "difference": "0.01",
                "vat": "3.52",
                "computed_vat": "3.51",
            },
        ),
        (Code.NEGATIVE_OR_ZERO, {"total": "-10.70"}),
        (Code.TAX_INVOICE_INCOMPLETE, {"missing": "name,address"}),
        (Code.PRODUCT_UNMATCHED, {"sku": "TS-01", "name": "เสื้อยืด"}),
        (Code.PRODUCT_AMBIGUOUS, {"sku": "TS-01", "name": "เสื้อยืด"}),
        (Code.VAT_CLASS_DIFFERS, {"sku": "TS-01", "name": "เสื้อยืด"}),
        (Code.SERVICE_MISSING, {"service": "ค่าขนส่ง"}),
        (Code.METHOD_MISSING, {"channel": "COD", "method": "cash"}),
        (
            Code.ALREADY_IN_PEAK,
            {"number": "RC2611-00001", "other": "IV-10", "total": "107.00"},
        ),
    ],
)
def test_a_reason_comes_with_what_its_sentence_needs(code: Code, params: dict[str, str]) -> None:
    assert dict(FAULTS[code](Case()).verdict().params) == params


# --- excluded ---


def test_the_first_day_itself_is_sent() -> None:
    ready(rules_with(start_date=DAY)(Case()))
    ready(rules_with(start_date=None)(Case()))


def test_a_cancelled_receipt_of_any_fault_is_only_excluded() -> None:
    torn = replace(SALE, status="void", number="", issued_on=None, lines=(), total=None)
    assert Case(torn).verdict().code is Code.CANCELLED_BEFORE_SEND


def test_a_status_that_was_explained_as_cancelled_excludes() -> None:
    words = Words({(Topic.STATUS, "รอ"): "cancelled"})
    case = shop_with(words=words)(receipt_with(status="รอ")(Case()))
    assert case.verdict().code is Code.CANCELLED_BEFORE_SEND


def test_words_that_were_explained_no_longer_hold_a_receipt() -> None:
    words = Words(
        {
            (Topic.STATUS, "โอนแล้ว"): "paid",
            (Topic.KIND, "บิล"): "receipt",
            (Topic.VAT_MODE, "vat 7%"): "exclude",
        }
    )
    explained = receipt_with(status="โอนแล้ว", kind="บิล", vat_mode="VAT 7%")(Case())
    assert ready(shop_with(words=words)(explained)) == ready(Case())


# --- number and date ---


def test_the_longest_number_passes() -> None:
    assert ready(receipt_with(number="R" * LONGEST_NUMBER)(Case())).code == "R" * 32


def test_a_void_document_of_the_same_number_is_no_clash() -> None:
    void = PeakDocument("x-2", SALE.number, DAY, net=10700, void=True)
    ready(Case(in_peak=(void,)))


def test_saying_different_sale_does_not_free_a_taken_number() -> None:
    case = replace(number_clashes(Case()), decisions=Decisions(different_sale=True))
    assert blocked(case)[0] is Code.NUMBER_CLASH


def test_sums_that_nobody_knows_are_not_told_as_zero() -> None:
    twin = PeakDocument("x-2", SALE.number, DAY)
    case = replace(receipt_with(total=None)(Case()), in_peak=(twin,))
    assert blocked(case)[1] == {"number": SALE.number, "total": "?", "peak_total": "?"}


def test_today_is_not_the_future_and_another_month_is_not_closed() -> None:
    ready(shop_with(today=DAY)(Case()))
    ready(rules_with(filed_months=frozenset({"2026-10", "2025-11"}))(Case()))


# --- VAT registration and channels ---


def test_a_shop_without_vat_sells_without_vat() -> None:
    case = rules_with(vat_registered=False)(Case(sale_of(*lines("50.00"))))
    assert not ready(case).tax_invoice


@pytest.mark.parametrize(("mode", "vat"), [("แยก VAT", 0), ("รวม VAT", None), ("ไม่มี VAT", 700)])
def test_a_shop_without_vat_may_neither_charge_nor_show_it(mode: str, vat: int | None) -> None:
    receipt = sale_of(*lines("50.00"), vat_mode=mode, vat=vat)
    assert blocked(rules_with(vat_registered=False)(Case(receipt)))[0] is Code.VAT_NOT_REGISTERED


def test_a_channel_is_undecided_until_somebody_decides() -> None:
    known = shop_with(channels={"COD": ChannelRule("COD")})(Case())
    assert blocked(known) == (Code.CHANNEL_UNDECIDED, {"channel": "COD"})


# --- totals ---


@pytest.mark.parametrize(
    "changed",
    [
        receipt_with(total=None),
        receipt_with(lines=()),
        receipt_with(discount=None),
        receipt_with(shipping=None),
        receipt_with(cod_fee=None),
        receipt_with(lines=(Line("TS-01", "เสื้อยืด", None, Decimal("50.00")),)),
        receipt_with(lines=(Line("TS-01", "เสื้อยืด", Decimal(1), None),)),
        receipt_with(lines=(Line("TS-01", "เสื้อยืด", Decimal(1), Decimal("50.00"), None),)),
    ],
)
def test_a_sum_that_cannot_be_made_or_compared_holds_the_receipt(changed: Fault) -> None:
    code, params = blocked(changed(Case()))
    assert code is Code.TOTAL_MISMATCH
    assert params["difference"] == "?"


def test_what_is_known_of_the_sums_is_told() -> None:
    unread = receipt_with(discount=None)(Case())
    assert blocked(unread)[1] == {"total": "107.00", "computed": "?", "difference": "?"}
    missing = receipt_with(total=None)(Case())
    assert blocked(missing)[1] == {"total": "?", "computed": "107.00", "difference": "?"}


def test_a_source_that_shows_no_vat_is_held_to_its_total_only() -> None:
    assert ready(receipt_with(vat=None)(Case())).sums == Sums(10000, 700, 10700)
    code, params = blocked(receipt_with(vat=None, total=10600)(Case()))
    assert code is Code.TOTAL_MISMATCH
    assert params["vat"] == "?"
    assert params["difference"] == "1.00"


def test_a_wrong_vat_and_a_wrong_total_are_a_wrong_total() -> None:
    assert blocked(receipt_with(vat=600, total=10600)(Case()))[0] is Code.TOTAL_MISMATCH


def test_prices_with_vat_in_them_may_show_a_wrong_vat() -> None:
    wrong = sale_of(*lines("107.00"), vat_mode="รวม VAT", vat=701)
    assert blocked(Case(wrong))[0] is Code.VAT_MISMATCH


def test_vat_on_a_sale_without_vat_is_a_wrong_vat() -> None:
    assert blocked(Case(sale_of(*lines("107.00"), vat=700)))[0] is Code.VAT_MISMATCH


@pytest.mark.parametrize(
    "accepted",
    [
        lambda case: replace(case, decisions=Decisions(accept_rounding=True)),
        rules_with(peak_rounding_accepted=True),
    ],
)
def test_accepted_rounding_sends_the_sums_that_peak_will_make(accepted: Fault) -> None:
    case = accepted(FAULTS[Code.ROUNDING_DIFFERS](Case()))
    assert ready(case).sums == Sums(5016, 351, 5367)


@pytest.mark.parametrize("code", [Code.TOTAL_MISMATCH, Code.VAT_MISMATCH])
def test_accepting_rounding_accepts_no_other_difference(code: Code) -> None:
    case = rules_with(peak_rounding_accepted=True)(FAULTS[code](Case()))
    assert blocked(replace(case, decisions=Decisions(accept_rounding=True)))[0] is code


def test_a_wrong_total_is_told_before_a_negative_one() -> None:
    assert blocked(Case(sale_of(*lines("-1.00"), total=-200)))[0] is Code.TOTAL_MISMATCH


def test_a_sale_for_nothing_is_sent_only_where_the_shop_allows_it() -> None:
    free = Case(sale_of(*lines("50.00"), discount=5000, total=0))
    assert blocked(free) == (Code.NEGATIVE_OR_ZERO, {"total": "0.00"})
    assert ready(rules_with(zero_totals_allowed=True)(free)).sums == Sums(0, 0, 0)


def test_no_shop_sends_a_negative_total() -> None:
    negative = rules_with(zero_totals_allowed=True)(FAULTS[Code.NEGATIVE_OR_ZERO](Case()))
    assert blocked(negative)[0] is Code.NEGATIVE_OR_ZERO


def test_a_single_line_may_be_negative() -> None:
    assert ready(Case(sale_of(*lines("50.00", "-20.00")))).sums == Sums(3000, 0, 3000)


# --- buyers ---


@pytest.mark.parametrize(
    ("buyer", "missing"),
    [
        (Buyer(), "name,address"),
        (Buyer(name="สมหญิง ใจดี"), "address"),
        (Buyer(address="กรุงเทพฯ"), "name"),
        (replace(COMPANY, tax_id=""), "tax_id"),
        (replace(COMPANY, tax_id="", address=""), "address,tax_id"),
    ],
)
def test_what_a_full_tax_invoice_lacks_is_listed(buyer: Buyer, missing: str) -> None:
    case = receipt_with(kind="ใบกำกับภาษี", buyer=buyer)(Case())
    assert blocked(case) == (Code.TAX_INVOICE_INCOMPLETE, {"missing": missing})


def test_a_person_needs_no_tax_number() -> None:
    person = Buyer("สมหญิง ใจดี", address="เชียงใหม่")
    assert ready(receipt_with(kind="ใบกำกับภาษี", buyer=person)(Case())).buyer == person


@pytest.mark.parametrize("kind", ["ใบเสร็จรับเงิน", "ใบกำกับภาษีอย่างย่อ"])
def test_only_a_full_tax_invoice_names_its_buyer(kind: str) -> None:
    assert ready(receipt_with(kind=kind, buyer=COMPANY)(Case())).buyer is None
    full = ready(receipt_with(kind="ใบกำกับภาษี", buyer=COMPANY)(Case()))
    assert full.buyer == COMPANY


# --- products, services and methods ---


@pytest.mark.parametrize("vat_class", [VatClass.NONE, VatClass.ZERO])
@pytest.mark.parametrize("mode", ["แยก VAT", "รวม VAT"])
def test_vat_on_goods_that_carry_none_in_peak_holds_the_receipt(
    vat_class: VatClass, mode: str
) -> None:
    shop = replace(SHOP, products={"TS-01": replace(SHIRT, vat_class=vat_class)})
    receipt = sale_of(*lines("107.00"), vat_mode=mode, vat=None)
    receipt = receipt if mode == "รวม VAT" else replace(receipt, total=11449)
    assert blocked(Case(receipt, shop))[0] is Code.VAT_CLASS_DIFFERS
    ready(Case(sale_of(*lines("107.00")), shop))


def test_a_vat_class_that_peak_does_not_tell_holds_nothing() -> None:
    ready(shop_with(products={"TS-01": replace(SHIRT, vat_class=None)})(Case()))


def test_the_first_line_without_a_product_is_named() -> None:
    sold = (*lines("1.00"), *(Line(sku, "ใหม่", Decimal(1), Decimal(1)) for sku in ("N-1", "N-2")))
    assert blocked(Case(sale_of(*sold))) == (
        Code.PRODUCT_UNMATCHED,
        {"sku": "N-1", "name": "ใหม่"},
    )


def test_a_service_is_wanted_only_where_its_fee_is_charged() -> None:
    shop = replace(SHOP, services={})
    ready(Case(sale_of(*lines("50.00")), shop))
    with_fee = sale_of(*lines("50.00"), cod_fee=2000, total=7000)
    assert blocked(Case(with_fee, shop)) == (Code.SERVICE_MISSING, {"service": "ค่าบริการ COD"})


@pytest.mark.parametrize(("pay_into", "method"), [("BSV001", BANK), ("cash", CASH)])
def test_the_money_goes_where_its_channel_says(pay_into: str, method: PaymentMethod) -> None:
    channels = {"COD": ChannelRule("COD", send=True, pay_into=pay_into)}
    document = ready(shop_with(channels=channels)(Case()))
    assert (document.method_id, document.method_code) == (method.peak_id, method.code)


def test_cash_is_the_first_cash_account() -> None:
    methods = {one.code: one for one in (BANK, PETTY_CASH, CASH)}
    assert ready(shop_with(methods=methods)(Case())).method_code == "CSH002"


@pytest.mark.parametrize("pay_into", ["BSV009", "CASH", "cash"])
def test_an_account_that_is_gone_holds_the_receipt(pay_into: str) -> None:
    channels = {"COD": ChannelRule("COD", send=True, pay_into=pay_into)}
    case = shop_with(channels=channels, methods={"BSV001": BANK})(Case())
    assert blocked(case) == (Code.METHOD_MISSING, {"channel": "COD", "method": pay_into})


# --- a second feeder ---


def test_a_sale_that_another_feeder_put_there_is_held_until_somebody_says_it_is_another() -> None:
    case = order_is_there(Case())
    assert blocked(case)[0] is Code.ALREADY_IN_PEAK
    ready(replace(case, decisions=Decisions(different_sale=True)))


@pytest.mark.parametrize(
    "other",
    [
        PeakDocument("x-3", "IV-10", DAY, "O-1", void=True),
        PeakDocument("x-3", SALE.number, DAY, "O-1", void=True),
        PeakDocument("x-3", "IV-10", DAY, "O-2"),
        # Before our contact is known, the same total and date say nothing.
        PeakDocument("x-3", "IV-10", DAY, "", "", base=10000, vat=700, net=10700),
    ],
)
def test_another_document_that_is_not_the_same_order_holds_nothing(other: PeakDocument) -> None:
    ready(Case(in_peak=(other,)))


def test_a_sale_without_an_order_number_is_no_document_without_a_reference() -> None:
    case = receipt_with(order_number="")(Case())
    ready(replace(case, in_peak=(PeakDocument("x-3", "IV-10", DAY, ""),)))


SENDING = replace(ready(Case()), contact_id="c1")
SAME = PeakDocument("x-4", "IV-11", DAY, "", "c1", net=10700)


def test_the_same_total_date_and_buyer_is_the_same_sale() -> None:
    assert same_sale(SENDING, (OTHERS, SAME)) == SAME


@pytest.mark.parametrize(
    "other",
    [
        replace(SAME, net=10701),
        replace(SAME, net=None),
        replace(SAME, issued_on=date(2026, 11, 21)),
        replace(SAME, issued_on=None),
        replace(SAME, contact_id="c2"),
        replace(SAME, contact_id=""),
        replace(SAME, void=True),
        replace(SAME, code=SENDING.code),
    ],
)
def test_anything_else_is_another_sale(other: PeakDocument) -> None:
    assert same_sale(SENDING, (other,)) is None


def test_no_sale_is_the_same_before_our_contact_is_known() -> None:
    nobody = replace(SENDING, contact_id="")
    assert same_sale(nobody, (replace(SAME, contact_id=""), SAME)) is None


# --- the document ---


def test_a_receipt_becomes_its_document() -> None:
    sold = (
        Line("TS-01", "เสื้อยืด", Decimal("2"), Decimal("53.500001"), 350),
        Line("CP-01", "หมวก", Decimal("1.5"), Decimal("20.00")),
    )
    receipt = Receipt(
        number="TX2611-00007",
        issued_on=DAY,
        kind="ใบกำกับภาษี",
        status="สำเร็จ",
        channel="COD",
        vat_mode="รวม VAT",
        lines=sold,
        order_number="O-7",
        paid_on=date(2026, 11, 22),
        buyer=COMPANY,
        discount=150,
        shipping=4000,
        cod_fee=2050,
        vat=1259,
        total=19250,
    )
    seven = VatClass.SEVEN
    assert ready(Case(receipt)) == Document(
        code="TX2611-00007",
        reference="O-7",
        issued_on=DAY,
        paid_on=date(2026, 11, 22),
        tax_invoice=True,
        prices_include_vat=True,
        lines=(
            DocumentLine("p1", "TS-01", "เสื้อยืด", Decimal(2), Decimal("53.500001"), seven),
            DocumentLine("p2", "CP-01", "หมวก", Decimal("1.5"), Decimal("20.00"), seven),
            DocumentLine("s1", "SV-1", "ค่าขนส่ง", Decimal(1), Decimal("40.00"), seven),
            DocumentLine("s2", "SV-2", "ค่าบริการ COD", Decimal(1), Decimal("20.50"), seven),
        ),
        discount=500,
        sums=Sums(17991, 1259, 19250),
        method_id="m2",
        method_code="CSH001",
        tags=("xCommerce", "COD"),
        buyer=COMPANY,
    )


def test_a_fee_of_nothing_is_no_line() -> None:
    document = ready(Case(sale_of(*lines("50.00"))))
    assert [one.item_code for one in document.lines] == ["TS-01"]


def test_equal_lines_stay_apart_and_in_order() -> None:
    sold = (*lines("50.00", "50.00"), Line("CP-01", "หมวก", Decimal(1), Decimal(1)), *lines("50"))
    document = ready(Case(sale_of(*sold)))
    assert [one.item_code for one in document.lines] == ["TS-01", "TS-01", "CP-01", "TS-01"]
    assert document.lines[0] == document.lines[1]


@pytest.mark.parametrize(
    ("mode", "included", "vat_class"),
    [
        ("รวม VAT", True, VatClass.SEVEN),
        ("แยก VAT", False, VatClass.SEVEN),
        ("ไม่มี VAT", False, VatClass.NONE),
    ],
)
def test_every_line_has_the_vat_class_of_the_document(
    mode: str, included: bool, vat_class: VatClass
) -> None:
    total = 10700 if mode == "แยก VAT" else 10000
    document = ready(receipt_with(vat_mode=mode, vat=None, total=total)(Case()))
    assert document.prices_include_vat is included
    assert [one.vat_class for one in document.lines] == [vat_class, vat_class]


def test_without_a_payment_date_it_was_paid_on_the_day_of_the_receipt() -> None:
    assert ready(Case()).paid_on == DAY


@pytest.mark.parametrize(
    ("kind", "registered", "counts", "expected"),
    [
        ("ใบเสร็จรับเงิน", True, True, True),
        ("ใบเสร็จรับเงิน", True, False, False),
        ("ใบกำกับภาษีอย่างย่อ", True, False, True),
    ],
)
def test_the_shops_rule_decides_whether_a_receipt_with_vat_is_a_tax_invoice(
    kind: str, registered: bool, counts: bool, expected: bool
) -> None:
    rule = rules_with(vat_registered=registered, receipt_with_vat_is_tax_invoice=counts)
    assert ready(rule(receipt_with(kind=kind)(Case()))).tax_invoice is expected


def test_a_long_product_name_goes_on_in_the_remark() -> None:
    long, longer = "ก" * 250 + " ยาวมาก", "ข" * 600
    sold = (
        Line("TS-01", long, Decimal(1), Decimal(1)),
        Line("CP-01", longer, Decimal(1), Decimal(1)),
        *lines("1.00"),
    )
    document = ready(Case(sale_of(*sold)))
    assert [one.description for one in document.lines] == ["ก" * 250, "ข" * 256, "เสื้อยืด"]
    assert document.remark == f"TS-01: ยาวมาก\nCP-01: {'ข' * 256} {'ข' * 88}"


def test_names_that_fit_leave_no_remark() -> None:
    assert ready(Case()).remark == ""


# --- warnings ---


def warned(case: Case) -> list[tuple[Code, dict[str, str], str | None]]:
    ready(case)
    return [(one.code, dict(one.params), one.receipt) for one in case.verdict().warnings]


def test_a_wrong_tax_number_is_a_warning_and_holds_nothing() -> None:
    wrong = replace(COMPANY, tax_id="0105536112013")
    assert warned(receipt_with(kind="ใบกำกับภาษี", buyer=wrong)(Case())) == [
        (Code.TAX_ID_CHECK_DIGIT, {"tax_id": "0105536112013"}, SALE.number)
    ]


def test_selling_vat_goods_without_vat_is_one_warning() -> None:
    case = Case(sale_of(Line("CP-01", "หมวก", Decimal(1), Decimal(1)), *lines("1.00", "2.00")))
    told = (Code.NO_VAT_SALE_OF_VAT_GOODS, {"sku": "TS-01", "name": "เสื้อยืด"}, SALE.number)
    assert warned(case) == [told]
    assert warned(rules_with(vat_registered=False)(case)) == []


def test_a_service_of_another_vat_class_is_a_warning() -> None:
    services = {
        Service.SHIPPING: replace(SHIPPING, vat_class=VatClass.NONE),
        Service.COD_FEE: replace(COD_FEE, vat_class=None),
    }
    receipt = replace(SALE, cod_fee=1000, vat=770, total=11770)
    assert warned(Case(receipt, replace(SHOP, services=services))) == [
        (Code.SERVICE_VAT_DIFFERS, {"service": "ค่าขนส่ง"}, SALE.number)
    ]


def test_all_warnings_are_told_together() -> None:
    receipt = sale_of(
        *lines("50.00"),
        kind="ใบกำกับภาษี",
        buyer=replace(COMPANY, tax_id="1"),
        shipping=5000,
        total=10000,
    )
    assert [code for code, _, _ in warned(Case(receipt))] == [
        Code.TAX_ID_CHECK_DIGIT,
        Code.NO_VAT_SALE_OF_VAT_GOODS,
        Code.SERVICE_VAT_DIFFERS,
    ]
    assert all(Problem(code).area is Area.WARNING for code, _, _ in warned(Case(receipt)))
