"""Cells into dates, numbers and texts: two eras, two scripts, and nothing guessed."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.receipt import BANGKOK, clean, holds_a_number

Cell = str | float | int | bool | date | time | timedelta
"""What a reader gives for one cell; ``datetime`` is a ``date``, an empty cell is ``""``."""

_THAI_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_FIRST_BUDDHIST_YEAR: Final = 2400
_ERA_GAP: Final = 543
_FIRST_YEAR: Final = 1900
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})")
_TIME: Final = re.compile(r"[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*(น\.?|AM|PM)?", re.I)
_ZONED: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")

_NUMBER: Final = re.compile(r"(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?")
_LONGEST_WHOLE_PART: Final = 15
_TOO_LARGE: Final = 10**_LONGEST_WHOLE_PART
_EXCEL_DIGITS: Final = ".15g"
"""Excel keeps 15 significant digits; what a float carries beyond them is noise."""

_SIX_PLACES: Final = Decimal("0.000001")
_MINUS: Final = "-−–"
_BLANK: Final = " \t\r\n\u00a0\u200b\ufeff"


class Unreadable(ValueError):  # noqa: N818  (it says what the cell is)
    """A cell that says something which is not what its column is for."""


def read_text(cell: Cell) -> str:
    """Trim and compose a text; Excel's ``12.0`` for a code is the code ``12``."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return format(Decimal(format(cell, _EXCEL_DIGITS)), "f")
    return str(cell)


def read_digits(cell: Cell) -> str:
    """Read a tax number or branch: Thai digits become Arabic ones, blanks and hyphens go.

    Excel drops the leading zero of a tax number it takes for a number: it is put back. Without a
    letter or digit, as in a lone hyphen, the cell says nothing.
    """
    text = read_text(cell).translate(_THAI_DIGITS)
    bare = text.replace(" ", "").replace("-", "")
    if not isinstance(cell, str) and len(bare) == 12:
        return "0" + bare
    if bare.isdigit():
        return bare
    return text if any(map(str.isalnum, text)) else ""


def read_tax_id(cell: Cell) -> str:
    """Read a tax number; what people write for "none" is blank, or they would all be one buyer."""
    text = read_digits(cell)
    return text if holds_a_number(text) else ""


def read_date(cell: Cell) -> date | None:
    """Read a calendar day in Bangkok, in either era; ``None`` when the cell is blank.

    Raises ``Unreadable``, also for two-digit years: 26 may be 2026 or 2526.
    """
    if isinstance(cell, date):
        return _gregorian(cell.date() if isinstance(cell, datetime) else cell)
    if not isinstance(cell, str):
        raise Unreadable(cell)
    text = cell.strip(_BLANK)
    return _date_of(text.translate(_THAI_DIGITS)) if text else None


def _date_of(text: str) -> date:
    try:
        if _ZONED.fullmatch(text):
            return _gregorian(datetime.fromisoformat(text).astimezone(BANGKOK).date())
        if found := _DAY_FIRST.match(text):
            day, month, year = found[1], found[3], found[4]
        elif found := _YEAR_FIRST.match(text):
            year, month, day = found[1], found[3], found[4]
        else:
            raise Unreadable(text)
        rest = text[found.end() :]
        if rest.strip() and not _TIME.fullmatch(rest):
            raise Unreadable(text)
        return _day(int(year), int(month), int(day))
    except (ValueError, OverflowError) as error:
        raise Unreadable(text) from error


def _day(year: int, month: int, day: int) -> date:
    # The era is settled first: 29/2/2567 is a day though the Gregorian year 2567 has none.
    found = date(year - _ERA_GAP if year >= _FIRST_BUDDHIST_YEAR else year, month, day)
    if found.year < _FIRST_YEAR:
        raise Unreadable(found)
    return found


def _gregorian(day: date) -> date:
    """A date cell may hold the Buddhist year as if it were a Gregorian one."""
    try:
        return _day(day.year, day.month, day.day)
    except ValueError as error:
        raise Unreadable(day) from error


def read_number(cell: Cell) -> Decimal | None:
    """Read an exact number with at most six places (halves up); ``None`` when the cell is blank.

    Raises ``Unreadable``, also for ``12,34``: whether that is 12.34 or 1,234 is not guessed.
    """
    if isinstance(cell, str):
        text = cell.strip(_BLANK)
        return _number_of(text.translate(_THAI_DIGITS)) if text else None
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        raise Unreadable(cell)
    if not -_TOO_LARGE < cell < _TOO_LARGE:
        raise Unreadable(cell)
    text = format(cell, _EXCEL_DIGITS)
    number = Decimal(text)
    # "0.123456" is the longest that surely has no seventh place, and most are shorter.
    return number if len(text) <= 8 and "e" not in text else _six_places(number)


def _number_of(text: str) -> Decimal:
    negative = text.startswith("(") and text.endswith(")")
    bare = text[1:-1].strip() if negative else text
    bare = _without_currency(bare)
    if not negative and bare[:1] in tuple(_MINUS):
        negative, bare = True, bare[1:].lstrip()
        bare = _without_currency(bare)
    found = _NUMBER.fullmatch(bare)
    whole = bare.partition(".")[0].replace(",", "")
    if not found or not any(map(str.isdigit, bare)) or len(whole) > _LONGEST_WHOLE_PART:
        raise Unreadable(text)
    number = _six_places(Decimal(bare.replace(",", "")))
    return -number if negative else number


def _without_currency(text: str) -> str:
    return text.removeprefix("฿").removesuffix("บาท").removesuffix("฿").strip(_BLANK)


def _six_places(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -6:
        return number
    return number.quantize(_SIX_PLACES, rounding=ROUND_HALF_UP)


def read_amount(cell: Cell) -> int | None:
    """Read baht into satang; a lone dash is accounting's zero. ``None`` when the cell is blank."""
    if isinstance(cell, str) and cell.strip(_BLANK) in tuple(_MINUS):
        return 0
    number = read_number(cell)
    return None if number is None else satang(number)
