"""Cells into dates and numbers: two eras, two scripts, nothing guessed."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.shop.values import (
    Cell,
    Unreadable,
    read_amount,
    read_code,
    read_date,
    read_digits,
    read_number,
    read_tax_id,
    read_text,
)

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
THE_DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "cell",
    [
        THE_DAY,
        datetime(2026, 11, 23, 23, 59),  # noqa: DTZ001
        date(2569, 11, 23),
        "23/11/2569",
        "23/11/2026",
        "2026-11-23",
        "2569-11-23",
        "๒๓/๑๑/๒๕๖๙",
        " 23/11/2569 10:30 ",
        "23/11/2569 10.30 น.",
        "2026-11-23 10:30:15",
        "2026-11-23T10:30:15",
        "2026-11-23T23:30:00+07:00",
        "2026-11-22T17:30:00Z",
    ],
)
def test_every_known_way_to_write_a_day_is_the_same_day(cell: Cell) -> None:
    assert read_date(cell) == THE_DAY


@pytest.mark.parametrize(
    "cell",
    [
        *("23/11/26", "23/11/69", "69-11-23", "31/02/2569", "2026-13-01", "11-2026", "เมื่อวาน"),
        *("23/11/2569 ตอนเช้า", "23/11-2569", "0/1/2569", "1/1/0026", "0001-01-01T00:00:00Z"),
        *(45000.0, True, time(10, 0)),
    ],
)
def test_what_is_no_day_or_not_surely_one_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read_date(cell)


def test_a_leap_day_of_the_buddhist_year_is_a_day() -> None:
    assert read_date("29/02/2567") == date(2024, 2, 29)


@given(day=st.dates(date(1900, 1, 1), date(2399, 12, 31)), thai=st.booleans())
def test_a_day_reads_the_same_in_both_eras_and_both_scripts(*, day: date, thai: bool) -> None:
    buddhist = f"{day.day}/{day.month:02}/{day.year + 543}"
    for text in (buddhist, f"{day.day:02}/{day.month}/{day.year}", day.isoformat()):
        assert read_date(text.translate(THAI) if thai else text) == day


@given(
    number=st.decimals(-(10**12), 10**12, places=4),
    thai=st.booleans(),
    separators=st.booleans(),
    form=st.sampled_from(["{}", "฿{}", "{} บาท", " {}\u00a0", "{}฿"]),
)
def test_a_number_survives_thai_digits_separators_and_currency(
    *, number: Decimal, form: str, thai: bool, separators: bool
) -> None:
    text = format(number, ",f") if separators else format(number, "f")
    text = form.format(text)
    assert read_number(text.translate(THAI) if thai else text) == number


@given(st.decimals(-(10**8), 10**8, places=6))
def test_excels_float_is_read_as_what_the_person_typed(number: Decimal) -> None:
    assert read_number(float(number)) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0.1 + 0.2, "0.3"),
        (333.33, "333.33"),
        (1290.0, "1290"),
        (1 / 3, "0.333333"),
        (1e-7, "0"),
        ("0.0000005", "0.000001"),
        ("(1,290.50)", "-1290.50"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("-฿5", "-5"),
        (".5", "0.5"),
        ("5.", "5"),
    ],
)
def test_numbers_are_exact_to_six_places(cell: Cell, number: str) -> None:
    assert read_number(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell",
    [
        *("12,34", "1,2345", "1.2.3", "1e5", "nan", "inf", "--5", "5%", "()", "฿", ".", "สอง"),
        *("1234567890123456", 1e15, float("nan"), float("inf"), True, THE_DAY, "-"),
    ],
)
def test_what_is_no_number_or_not_surely_one_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read_number(cell)


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u200b\t"])
def test_blank_cells_say_nothing(blank: str) -> None:
    assert [read(blank) for read in (read_number, read_amount, read_date)] == [None] * 3


def test_amounts_are_satang_and_a_dash_is_accountings_zero() -> None:
    assert read_amount("๑,๒๙๐.๕๐ บาท") == 129050
    assert read_amount(1.005) == 101
    assert read_amount(" - ") == 0


def test_codes_that_excel_took_for_numbers_are_codes_again() -> None:
    assert read_text(260001.0) == "260001"
    assert read_text(" ก\u0e4d\u0e32 ") == "ก\u0e33"
    assert read_digits(822463619719.0) == "0822463619719"
    assert read_digits("๐-๑๐๕๕-๑๒๓๔๕-๖๗-๘") == "0105512345678"
    assert read_digits("สำนักงานใหญ่") == "สำนักงานใหญ่"


@pytest.mark.parametrize("cell", ["-", "–", " - ", "...", "- -", "/", "", "\u200b"])
def test_signs_alone_are_no_number_and_no_branch(cell: Cell) -> None:
    assert (read_digits(cell), read_tax_id(cell)) == ("", "")


@pytest.mark.parametrize(
    "cell", ["ไม่มี", "N/A", "none", "0000000000000", "๐-๐๐๐๐-๐๐๐๐๐-๐๐-๐", 0, 0.0]
)
def test_what_people_write_for_no_tax_number_is_none(cell: Cell) -> None:
    assert read_tax_id(cell) == ""


def test_a_tax_number_is_read_however_it_is_written() -> None:
    assert read_tax_id(822463619719.0) == "0822463619719"
    assert read_tax_id("๐-๑๐๕๕-๑๒๓๔๕-๖๗-๘") == "0105512345678"
    assert read_tax_id("AB 123") == "AB 123"


def test_a_branch_of_zeros_is_the_head_office_and_stays() -> None:
    assert read_digits("00000") == "00000"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("RC-1", "RC-1"),
        ('="RC-1"', "RC-1"),
        (' ="0012" ', "0012"),
        ('="say ""x"""', 'say "x"'),
        ('="RC-1', '="RC-1'),
        ("'0012", "0012"),
        ("RC-1\u200b", "RC-1"),
        ("\ufeffRC\u2060-1", "RC-1"),
        (12.0, "12"),
        (1234567890123457.0, "1234567890123457"),
        (1234567890123457, "1234567890123457"),
        (12.5, "12.5"),
        (1e20, "100000000000000000000"),
    ],
)
def test_a_code_is_what_stands_in_the_cell(cell: Cell, code: str) -> None:
    assert read_code(cell) == code


def test_a_protected_cell_is_read_as_any_other() -> None:
    assert read_text('="ป้าย"') == "ป้าย"
    assert read_number('="1,290.50"') == Decimal("1290.50")
    assert read_amount('="107.00"') == 10700
    assert read_date('="23/11/2569"') == THE_DAY


@pytest.mark.parametrize(
    ("cell", "tax_id"),
    [
        ("0105556123453", "0105556123453"),
        ("105556123453", "0105556123453"),
        ("105556123454", "105556123454"),
        (105556123453.0, "0105556123453"),
        ("1.05556E+11", ""),
        ("1E11", ""),
        ("'0105556123453", "0105556123453"),
    ],
)
def test_a_tax_number_that_a_spreadsheet_spoiled_is_mended_or_none(cell: Cell, tax_id: str) -> None:
    assert read_tax_id(cell) == tax_id
