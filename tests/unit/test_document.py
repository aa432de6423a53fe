import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.document import (
    LONGEST_DESCRIPTION,
    Difference,
    Document,
    DocumentLine,
    Mismatch,
    PeakDocument,
    Sums,
    VatClass,
    add_up,
    add_up_by_line,
    differences,
    discount_total,
    is_tax_invoice,
    missing_fields,
    shorten,
    vat_class_of,
    vat_rate,
)
from xpeak_desktop.domain.receipt import Kind, Line, Receipt, VatMode

DAY = date(2026, 11, 1)
NONE, EXCLUDE, INCLUDE = VatMode.NONE, VatMode.EXCLUDE, VatMode.INCLUDE


def line(price: str, quantity: str = "1", discount: int = 0) -> Line:
    return Line("TS-01", "เสื้อยืด", Decimal(quantity), Decimal(price), discount)


def sale(*lines: Line, discount: int = 0, shipping: int = 0, cod_fee: int = 0) -> Receipt:
    return Receipt(
        number="RC-1",
        issued_on=DAY,
        kind="receipt",
        status="paid",
        channel="หน้าร้าน",
        vat_mode="include",
        lines=lines,
        discount=discount,
        shipping=shipping,
        cod_fee=cod_fee,
    )


AMOUNTS = st.integers(-(10**9), 10**9)
LINES = st.builds(
    Line,
    sku=st.just("TS-01"),
    name=st.just("เสื้อยืด"),
    quantity=st.decimals(-1000, 100_000, places=3),
    unit_price=st.decimals(-(10**6), 10**8, places=6),
    discount=AMOUNTS,
)
SALES = st.builds(
    sale, LINES, LINES, LINES, discount=AMOUNTS, shipping=AMOUNTS, cod_fee=AMOUNTS
) | st.builds(sale, discount=AMOUNTS, shipping=AMOUNTS)
MODES = st.sampled_from(VatMode)


def round_half_up(value: Fraction) -> int:
    whole = math.floor(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


# --- sums, VAT rounded once ---


@pytest.mark.parametrize(
    ("price", "mode", "expected"),
    [
        ("100.00", EXCLUDE, Sums(10000, 700, 10700)),
        ("107.00", INCLUDE, Sums(10000, 700, 10700)),
        ("107.00", NONE, Sums(10700, 0, 10700)),
        ("0", EXCLUDE, Sums(0, 0, 0)),
        ("100.00", INCLUDE, Sums(9346, 654, 10000)),
        ("0.01", INCLUDE, Sums(1, 0, 1)),
        ("999999999.99", EXCLUDE, Sums(99999999999, 7000000000, 106999999999)),
        ("-100.00", EXCLUDE, Sums(-10000, -700, -10700)),
        ("-107.00", INCLUDE, Sums(-10000, -700, -10700)),
    ],
)
def test_the_golden_sums(price: str, mode: VatMode, expected: Sums) -> None:
    assert add_up(sale(line(price)), mode, DAY) == expected


@pytest.mark.parametrize(
    ("price", "vat"),
    [("0.50", 4), ("1.50", 11), ("2.50", 18), ("3.50", 25), ("10.50", 74), ("-1.50", -11)],
)
def test_half_a_satang_of_vat_is_rounded_up(price: str, vat: int) -> None:
    sums = add_up(sale(line(price)), EXCLUDE, DAY)
    assert sums is not None
    assert sums.vat == vat


@given(SALES, MODES)
def test_the_base_and_the_vat_are_always_the_total(receipt: Receipt, mode: VatMode) -> None:
    for sums in (add_up(receipt, mode, DAY), add_up_by_line(receipt, mode, DAY)):
        assert sums is not None
        assert sums.base + sums.vat == sums.total


@given(SALES, MODES)
def test_the_sums_are_those_of_exact_fractions(receipt: Receipt, mode: VatMode) -> None:
    gross = sum(
        (Fraction(one.quantity or 0) * Fraction(one.unit_price or 0) for one in receipt.lines),
        Fraction(0),
    )
    off = (receipt.discount or 0) + sum(one.discount or 0 for one in receipt.lines)
    fees = (receipt.shipping or 0) + (receipt.cod_fee or 0)
    amount = round_half_up(gross * 100) - off + fees
    by_mode = {NONE: Fraction(0), EXCLUDE: Fraction(7, 100), INCLUDE: Fraction(7, 107)}
    vat = round_half_up(amount * by_mode[mode])
    added = vat if mode is EXCLUDE else 0
    assert add_up(receipt, mode, DAY) == Sums(amount + added - vat, vat, amount + added)


def test_the_vat_is_rounded_once_and_not_per_line() -> None:
    twice_eight_satang = sale(line("0.08"), line("0.08"))
    assert add_up(twice_eight_satang, EXCLUDE, DAY) == Sums(16, 1, 17)


def test_prices_keep_six_places_until_the_sum_is_rounded() -> None:
    assert add_up(sale(line("33.333333", "3")), NONE, DAY) == Sums(10000, 0, 10000)
    assert add_up(sale(*[line("0.004")] * 5), NONE, DAY) == Sums(2, 0, 2)
    assert add_up(sale(line("0.005")), NONE, DAY) == Sums(1, 0, 1)
    assert add_up(sale(line("0.004999")), NONE, DAY) == Sums(0, 0, 0)


def test_discounts_are_taken_off_and_fees_added_before_vat() -> None:
    receipt = sale(line("120.00", discount=1000), discount=2000, shipping=700, cod_fee=300)
    assert discount_total(receipt) == 3000
    assert add_up(receipt, EXCLUDE, DAY) == Sums(10000, 700, 10700)
    assert add_up(receipt, INCLUDE, DAY) == Sums(9346, 654, 10000)
    assert add_up(receipt, NONE, DAY) == Sums(10000, 0, 10000)


def test_a_receipt_without_lines_adds_up_to_its_fees() -> None:
    assert add_up(sale(shipping=5000), EXCLUDE, DAY) == Sums(5000, 350, 5350)


# --- sums, each line rounded on its own ---


def test_rounding_per_line_gives_each_line_its_own_vat() -> None:
    twice_eight_satang = sale(line("0.08"), line("0.08"))
    assert add_up_by_line(twice_eight_satang, EXCLUDE, DAY) == Sums(16, 2, 18)


def test_rounding_per_line_rounds_the_amount_of_each_line() -> None:
    assert add_up_by_line(sale(*[line("0.005")] * 2), NONE, DAY) == Sums(2, 0, 2)
    assert add_up(sale(*[line("0.005")] * 2), NONE, DAY) == Sums(1, 0, 1)


def test_rounding_per_line_takes_fees_and_the_bill_discount_as_lines() -> None:
    receipt = sale(line("0.20", discount=12), discount=8, shipping=8, cod_fee=8)
    # 8, 8, 8 and -8 satang: one satang of VAT each.
    assert add_up_by_line(receipt, EXCLUDE, DAY) == Sums(16, 2, 18)
    assert add_up(receipt, EXCLUDE, DAY) == Sums(16, 1, 17)


@given(LINES, MODES)
def test_both_ways_agree_on_a_single_line(one: Line, mode: VatMode) -> None:
    assert add_up_by_line(sale(one), mode, DAY) == add_up(sale(one), mode, DAY)


# --- what could not be read ---

GOOD = sale(line("1"), line("2"))
UNREADABLE = {
    "quantity": replace(GOOD, lines=(line("1"), replace(line("2"), quantity=None))),
    "price": replace(GOOD, lines=(line("1"), replace(line("2"), unit_price=None))),
    "line discount": replace(GOOD, lines=(line("1"), replace(line("2"), discount=None))),
    "discount": replace(GOOD, discount=None),
    "shipping": replace(GOOD, shipping=None),
    "COD fee": replace(GOOD, cod_fee=None),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_value_that_could_not_be_read_is_never_guessed(what: str) -> None:
    for mode in VatMode:
        assert add_up(UNREADABLE[what], mode, DAY) is None
        assert add_up_by_line(UNREADABLE[what], mode, DAY) is None


@pytest.mark.parametrize("what", UNREADABLE)
def test_the_discount_is_unknown_when_one_discount_is(what: str) -> None:
    known = what not in ("line discount", "discount")
    assert discount_total(UNREADABLE[what]) == (0 if known else None)


# --- VAT rates, classes and tax invoices ---


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(1999, 4, 1), DAY, date(2030, 1, 1)])
def test_the_rate_is_seven_percent(day: date) -> None:
    assert vat_rate(day) == Decimal("0.07")


def test_a_document_has_the_one_vat_class_of_its_mode() -> None:
    assert vat_class_of(NONE) is VatClass.NONE
    assert vat_class_of(EXCLUDE) is VatClass.SEVEN
    assert vat_class_of(INCLUDE) is VatClass.SEVEN


@pytest.mark.parametrize(
    ("kind", "vat", "registered", "with_vat_counts", "expected"),
    [
        (Kind.TAX_INVOICE, 700, True, True, True),
        (Kind.TAX_INVOICE, 700, True, False, True),
        (Kind.TAX_INVOICE, 0, True, False, True),
        (Kind.TAX_INVOICE, 700, False, True, False),
        (Kind.ABBREVIATED, 700, True, True, True),
        (Kind.ABBREVIATED, 700, True, False, True),
        (Kind.ABBREVIATED, 0, True, False, True),
        (Kind.ABBREVIATED, 0, False, True, False),
        (Kind.RECEIPT, 700, True, True, True),
        (Kind.RECEIPT, -700, True, True, True),
        (Kind.RECEIPT, 700, True, False, False),
        (Kind.RECEIPT, 0, True, True, False),
        (Kind.RECEIPT, 0, True, False, False),
        (Kind.RECEIPT, 700, False, True, False),
    ],
)
def test_which_documents_are_tax_invoices(
    kind: Kind, vat: int, registered: bool, with_vat_counts: bool, expected: bool
) -> None:
    sums = Sums(10000, vat, 10000 + vat)
    found = is_tax_invoice(kind, sums, registered=registered, with_vat_counts=with_vat_counts)
    assert found is expected


# --- long texts ---


def test_a_text_that_fits_stays_whole() -> None:
    assert shorten("") == ("",)
    assert shorten("  เสื้อยืด  ") == ("เสื้อยืด",)
    assert shorten("ก" * LONGEST_DESCRIPTION) == ("ก" * 256,)


def test_a_long_text_is_split_at_a_blank_and_without_one_where_it_must() -> None:
    assert shorten("red cotton shirt", 11) == ("red cotton", "shirt")
    assert shorten("red cotton shirt", 10) == ("red cotton", "shirt")
    assert shorten("red cotton shirt", 9) == ("red", "cotton", "shirt")
    assert shorten("cotton", 4) == ("cott", "on")
    assert shorten("ก" * 257) == ("ก" * 256, "ก")


def test_no_thai_letter_is_parted_from_its_vowels_and_marks() -> None:
    assert shorten("กาที่", 4) == ("กา", "ที่")
    assert shorten("กขน้ำ", 4) == ("กข", "น้ำ")
    assert shorten("กขเก", 3) == ("กข", "เก")
    assert shorten("่่่่", 2) == ("่่", "่่"), "of marks alone no place is better"


@given(st.text(" \t\n\u00a0aก่", max_size=60) | st.text(max_size=60), st.integers(1, 20))
def test_splitting_loses_nothing_but_blanks(text: str, limit: int) -> None:
    pieces = shorten(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(len(piece) <= limit and piece == piece.strip() for piece in pieces)
    assert all(pieces) or pieces == ("",)


# --- our document beside PEAK's ---

SENT = Document(
    code="RC-1",
    reference="O-1",
    issued_on=DAY,
    paid_on=DAY,
    tax_invoice=True,
    prices_include_vat=True,
    lines=(DocumentLine("p1", "TS-01", "เสื้อยืด", Decimal(1), Decimal(107), VatClass.SEVEN),),
    discount=0,
    sums=Sums(10000, 700, 10700),
    method_id="m1",
    method_code="CSH001",
    tags=("xCommerce", "หน้าร้าน"),
    buyer=None,
    contact_id="c1",
)
SHOWN = PeakDocument(
    peak_id="p-1", code="RC-1", issued_on=DAY, contact_id="c1", base=10000, vat=700, net=10700
)


def test_a_document_that_peak_shows_as_it_was_sent_has_no_differences() -> None:
    assert differences(SENT, SHOWN) == ()
    assert not missing_fields(SHOWN)


@pytest.mark.parametrize(
    ("changed", "field", "ours", "peak"),
    [
        (replace(SHOWN, code="RC-2"), Mismatch.CODE, "RC-1", "RC-2"),
        (replace(SHOWN, issued_on=date(2026, 11, 2)), Mismatch.DATE, "2026-11-01", "2026-11-02"),
        (replace(SHOWN, net=10701), Mismatch.NET, "107.00", "107.01"),
        (replace(SHOWN, net=0), Mismatch.NET, "107.00", "0.00"),
        (replace(SHOWN, vat=0), Mismatch.VAT, "7.00", "0.00"),
        (replace(SHOWN, base=10001), Mismatch.BASE, "100.00", "100.01"),
        (replace(SHOWN, void=True), Mismatch.VOID, "live", "void"),
        (replace(SHOWN, contact_id="c2"), Mismatch.CONTACT, "c1", "c2"),
    ],
)
def test_each_field_that_differs_is_told(
    changed: PeakDocument, field: Mismatch, ours: str, peak: str
) -> None:
    assert differences(SENT, changed) == (Difference(field, ours, peak),)


def test_all_differences_are_told_at_once() -> None:
    changed = PeakDocument("p-1", "RC-2", date(2026, 11, 2), "", "c2", "", 1, 2, 3, void=True)
    assert [one.field for one in differences(SENT, changed)] == list(Mismatch)


def test_what_peak_does_not_show_is_not_compared() -> None:
    assert differences(SENT, PeakDocument("p-1", "RC-1")) == ()


def test_the_contact_is_not_compared_before_it_is_known() -> None:
    assert differences(replace(SENT, contact_id=""), SHOWN) == ()


@pytest.mark.parametrize(
    "shown",
    [replace(SHOWN, issued_on=None), replace(SHOWN, net=None), replace(SHOWN, vat=None)],
)
def test_an_answer_without_date_total_or_vat_shows_too_little(shown: PeakDocument) -> None:
    assert missing_fields(shown)


def test_an_answer_with_zero_sums_shows_enough() -> None:
    assert not missing_fields(PeakDocument("p-1", "RC-1", DAY, vat=0, net=0))
