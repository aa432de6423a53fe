"""Cells into dates, numbers and texts: two eras, two scripts, and nothing guessed."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.receipt import BANGKOK, clean, holds_a_number
from xpeak_desktop.domain.tax_id import tax_id_is_sound

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
_NO_WIDTH: Final = re.compile("[\u200b-\u200d\u2060\ufeff]")
_FORMULA_TEXT: Final = re.compile(r'="(?:[^"]|"")*"')
_SCIENTIFIC: Final = re.compile(r"\d([.,]\d+)?E\+?\d+", re.I)
_EXACT_BELOW: Final = 2**53
"""Whole numbers up to here are what a float says they are."""


class Unreadable(ValueError):  # noqa: N818  (it says what the cell is)
    """A cell that says something which is not what its column is for."""


def read_text(cell: Cell) -> str:
    """Trim and compose a text; Excel's ``12.0`` for a code is the code ``12``."""
    if isinstance(cell, str):
        # Nearly all codes: nothing in them needs composing.
        text = cell.strip()
        return text if text.isascii() and text[:2] != '="' else clean(_said(text))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int) or (isinstance(cell, float) and _is_exact(cell)):
        # An order number of sixteen digits is no price.
        return str(int(cell))
    if isinstance(cell, float):
        return format(Decimal(format(cell, _EXCEL_DIGITS)), "f")
    return str(cell)


def _said(cell: str) -> str:
    """What a cell says: ``="0012"`` is how a .csv keeps the zeros of ``0012``."""
    text = cell.strip(_BLANK)
    if text.startswith('="') and _FORMULA_TEXT.fullmatch(text):
        return text[2:-1].replace('""', '"').strip(_BLANK)
    return text


def is_not_understood(cell: Cell, value: object) -> bool:
    """Whether a cell has figures that were not read: those are no way to say "none"."""
    return value is None and any(map(str.isdigit, read_text(cell)))


def _is_exact(number: float) -> bool:
    return number.is_integer() and abs(number) < _EXACT_BELOW


def read_code(cell: Cell) -> str:
    """Read a number or code: signs without width go, as does the ``'`` that makes a cell text."""
    text = read_text(cell)
    if text.isascii() and text[:1] != "'":
        return text
    return clean(_NO_WIDTH.sub("", text).removeprefix("'"))


def read_digits(cell: Cell) -> str:
    """Read a tax number or branch: Thai digits become Arabic ones, blanks and hyphens go.

    Excel drops the leading zero of a tax number it takes for a number: it is put back. Without a
    letter or digit, as in a lone hyphen, the cell says nothing.
    """
    text = read_code(cell).translate(_THAI_DIGITS)
    bare = text.replace(" ", "").replace("-", "")
    if not isinstance(cell, str) and len(bare) == 12:
        return "0" + bare
    if bare.isdigit():
        return bare
    return text if any(map(str.isalnum, text)) else ""


def read_tax_id(cell: Cell) -> str:
    """Read a tax number; what people write for "none" is blank, or they would all be one buyer.

    A .csv that was saved by Excel lacks the leading zero, which the check digit proves, or has
    ``1.05556E+11``, which is nobody's number.
    """
    text = read_digits(cell)
    if _SCIENTIFIC.fullmatch(text) or not holds_a_number(text):
        return ""
    return f"0{text}" if tax_id_is_sound(f"0{text}") else text


def read_date(cell: Cell) -> date | None:
    """Read a calendar day in Bangkok, in either era; ``None`` when the cell is blank.

    Raises ``Unreadable``, also for two-digit years: 26 may be 2026 or 2526.
    """
    if isinstance(cell, date):
        return _gregorian(cell.date() if isinstance(cell, datetime) else cell)
    if not isinstance(cell, str):
        raise Unreadable(cell)
    text = _said(cell)
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
        text = _said(cell)
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
    if isinstance(cell, str) and _said(cell) in tuple(_MINUS):
        return 0
    number = read_number(cell)
    return None if number is None else satang(number)
