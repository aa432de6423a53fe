"""When a document that PEAK lists is one of ours."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xpeak_desktop.domain.document import PeakDocument, Sums, add_up, rounded_once
from xpeak_desktop.domain.receipt import Line, Receipt, VatMode
from xpeak_desktop.services.judging import is_of

DAY = date(2026, 11, 5)
HALF = Line("TS-01", "เสื้อยืด", Decimal(1), Decimal("0.50"))
# Each line carries 0.04 of VAT by itself, all three 0.11 together.
SALE = Receipt(
    number="RC-1",
    issued_on=DAY,
    kind="ใบเสร็จรับเงิน",
    status="ชำระแล้ว",
    channel="COD",
    vat_mode="แยก VAT",
    lines=(HALF,) * 3,
    vat=12,
    total=162,
)
PLAIN = replace(SALE, vat=11, total=161)
SHOWN = PeakDocument("R-1", "RC-1", DAY, base=150, vat=11, net=161)


@pytest.mark.parametrize("sold", [SALE, PLAIN, replace(SALE, vat=None), replace(PLAIN, vat=None)])
def test_what_peak_rounds_once_is_of_a_sale_that_says_so_or_rounds_by_line(sold: Receipt) -> None:
    assert is_of(sold, SHOWN)


@pytest.mark.parametrize(
    "shown",
    [
        replace(SHOWN, net=162, vat=12, base=150),
        replace(SHOWN, net=162, vat=None, base=None),
    ],
)
def test_what_says_the_shops_own_sums_is_of_it_as_ever(shown: PeakDocument) -> None:
    assert is_of(SALE, shown)


@pytest.mark.parametrize(
    "shown",
    [
        replace(SHOWN, code="RC-2"),
        replace(SHOWN, issued_on=date(2026, 11, 6)),
        replace(SHOWN, issued_on=None),
        replace(SHOWN, net=None),
        replace(SHOWN, vat=None),
        replace(SHOWN, vat=12),
        replace(SHOWN, net=160),
        replace(SHOWN, net=163),
    ],
)
def test_anything_else_is_another_document(shown: PeakDocument) -> None:
    assert not is_of(SALE, shown)


def test_lines_that_do_not_make_the_shops_sums_adopt_nothing() -> None:
    """A receipt that is wrong by more than rounding is held, whatever it adds up to."""
    wrong = replace(SALE, total=262)
    sums = add_up(wrong, VatMode.EXCLUDE, DAY)
    assert sums is not None
    assert not is_of(wrong, replace(SHOWN, net=sums.total, vat=sums.vat))


def test_sums_are_rounded_once_only_where_the_shop_rounded_by_line() -> None:
    assert rounded_once(SALE) == (Sums(150, 11, 161),)
    assert rounded_once(PLAIN) == ()
    assert rounded_once(replace(SALE, issued_on=None)) == ()
    assert rounded_once(replace(SALE, total=None)) == ()
    unreadable = replace(HALF, unit_price=None)
    assert rounded_once(replace(SALE, lines=(HALF, unreadable))) == ()
