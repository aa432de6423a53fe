"""Reading what a client sent: case-insensitive JSON, and values that may be text or number."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Row = dict[str, Any]

_LARGEST = Decimal(10) ** 12


class RefusedError(Exception):
    """One item, or one whole call, that PEAK answers with a resCode other than 200."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text

    def as_row(self, sent: Row) -> Row:
        """Answer the refused row among its neighbours, with what it called itself."""
        named = {name: sent[name] for name in ("code", "name") if isinstance(sent.get(name), str)}
        return {**named, "resCode": self.code, "resDesc": self.text}


def read_json(raw: bytes) -> Any:
    """Parse a body with every key in lower case and every fraction as Decimal.

    Case does not matter to PEAK (observed in code: S6, S7, S8, S17). ValueError on bad JSON.
    """
    try:
        return json.loads(
            raw,
            object_pairs_hook=_lower_keys,
            parse_float=Decimal,
            parse_constant=_no_constants,
        )
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def text(row: Row, name: str, *, longest: int = 0) -> str:
    """Read a text field, "" when it is missing or null; a number is taken as its digits."""
    value = row.get(name.lower())
    if value is None:
        return ""
    if isinstance(value, str):
        found = value
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RefusedError("400", f"{name} must be a text")
    else:
        found = str(value)
    if longest and len(found) > longest:
        raise RefusedError("400", f"{name} is longer than {longest} characters")
    return found


def code(row: Row, name: str) -> str:
    """Read a code or id without the blanks around it."""
    return text(row, name).strip()


def amount(row: Row, name: str) -> Decimal | None:
    """Read a number, None when it is missing or null.

    A number in quotes is taken too: one sample of 2020 sends its price so (observed: S9).
    """
    value = row.get(name.lower())
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise TypeError
        found = Decimal(value)
    except (TypeError, ValueError, InvalidOperation):
        raise RefusedError("400", f"{name} must be a number") from None
    if not found.is_finite() or abs(found) >= _LARGEST:
        raise RefusedError("400", f"{name} is not a possible amount")
    return found


def required_amount(row: Row, name: str) -> Decimal:
    """Read a number that has to be there."""
    found = amount(row, name)
    if found is None:
        raise RefusedError("400", f"{name} is required")
    return found


def choice(row: Row, name: str, allowed: tuple[int, ...]) -> int | None:
    """Read a whole number out of a known list, None when it is missing or null."""
    found = amount(row, name)
    if found is None:
        return None
    if found not in allowed:
        raise RefusedError("400", f"{name} is not a known value")
    return int(found)


def day(row: Row, name: str) -> str:
    """Read a calendar date yyyyMMdd, "" when it is missing.

    Gregorian years only (observed: S6 to S9). That a Buddhist year is refused is an assumption:
    it would otherwise be booked five centuries ahead.
    """
    found = code(row, name)
    if not found:
        return ""
    try:
        if len(found) != 8 or not found.isascii() or not found.isdigit():
            raise ValueError
        parsed = date(int(found[:4]), int(found[4:6]), int(found[6:]))
    except ValueError:
        raise RefusedError("400", f"{name} must be a date yyyyMMdd") from None
    if not 1990 <= parsed.year <= 2200:
        raise RefusedError("400", f"{name} must be a date yyyyMMdd of the Gregorian calendar")
    return found


def group(row: Row, name: str) -> Row | None:
    """Read a nested object, None when it is missing or something else."""
    value = row.get(name.lower())
    return value if isinstance(value, dict) else None


def items(body: Any, wrapper: str, rows: str) -> list[Row]:
    """Read the array of a create call. Refused when wrapper or array is missing or empty."""
    inner = body.get(wrapper.lower()) if isinstance(body, dict) else None
    if not isinstance(inner, dict):
        raise RefusedError("400", f"{wrapper} is required")
    found = inner.get(rows.lower())
    if not isinstance(found, list) or not found:
        raise RefusedError("400", f"{rows} must be a list with at least one row")
    if not all(isinstance(row, dict) for row in found):
        raise RefusedError("400", f"{rows} must be a list of objects")
    return found


def _lower_keys(pairs: list[tuple[str, Any]]) -> Row:
    return {key.lower(): value for key, value in pairs}


def _no_constants(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
