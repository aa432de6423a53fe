from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.money import baht, baht_text, half_up, satang

SATANG = st.integers(-(10**25), 10**25)
NUMBERS = st.decimals(-(10**12), 10**12, places=6)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0", 0),
        ("0.4999999", 0),
        ("0.5", 1),
        ("1.5", 2),
        ("2.5", 3),
        ("-0.4999999", 0),
        ("-0.5", -1),
        ("-1.5", -2),
        ("-2.5", -3),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, rounded: int) -> None:
    assert half_up(Decimal(value)) == rounded


@given(NUMBERS)
def test_a_rounded_number_is_never_more_than_a_half_away(value: Decimal) -> None:
    assert abs(half_up(value) - value) <= Decimal("0.5")
    assert half_up(-value) == -half_up(value)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0.005", 1),
        ("0.004999", 0),
        ("-0.005", -1),
        ("-0.004999", 0),
        ("1.005", 101),
        ("2.675", 268),
        ("107", 10700),
        ("99999999999999999999999999999.995", 10**31),
    ],
)
def test_baht_become_satang_with_half_a_satang_rounded_up(amount: str, expected: int) -> None:
    assert satang(Decimal(amount)) == expected


def test_somebody_elses_rough_decimal_context_changes_no_sum() -> None:
    with localcontext() as context:
        context.prec = 3
        assert satang(Decimal("431900.25")) == 43190025


@given(SATANG)
def test_satang_given_as_baht_and_back_are_the_same_satang(amount: int) -> None:
    assert satang(baht(amount)) == amount


@given(SATANG)
def test_baht_always_have_two_decimals(amount: int) -> None:
    assert baht(amount).as_tuple().exponent == -2
    assert baht(amount) * 100 == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (100, "1.00"),
        (-129000, "-1290.00"),
        (43190025, "431900.25"),
    ],
)
def test_an_amount_is_written_plainly(amount: int, text: str) -> None:
    assert baht_text(amount) == text


@given(SATANG)
def test_a_written_amount_reads_back_as_the_same_amount(amount: int) -> None:
    assert satang(Decimal(baht_text(amount))) == amount
    assert baht_text(amount) == format(baht(amount), ".2f")
