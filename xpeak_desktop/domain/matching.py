"""The shop's product codes beside PEAK's: equal ones are matched, close ones only explained.

A near miss is never matched by itself: sending a sale on the wrong product is worse than waiting.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PeakItem

_THAI_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－_", "-"))
_SPACES: Final = re.compile(r"[\s\u00a0\u200b-\u200d\u2060\ufeff]+")
_LEADING_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")


class Cause(StrEnum):
    """Why two codes that look alike are not equal."""

    LETTER_CASE = "letter_case"
    SPACE = "space"
    LEADING_ZEROS = "leading_zeros"
    THAI_DIGITS = "thai_digits"
    HYPHEN = "hyphen"
    LETTER_O = "letter_o"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A code of the shop and the one of PEAK it resembles."""

    sku: str
    name: str
    item: PeakItem
    cause: Cause


@dataclass(frozen=True, slots=True)
class MatchReport:
    """The outcome of one comparison; every SKU of the shop is in exactly one of the first three.

    ``shop_duplicates`` are spellings of the shop that mean the same code once trimmed.
    """

    matched: Mapping[str, PeakItem]
    unmatched: Mapping[str, str]
    ambiguous: Mapping[str, tuple[PeakItem, ...]]
    shop_duplicates: tuple[tuple[str, ...], ...]
    near_misses: tuple[NearMiss, ...]


def compare_products(shop: Mapping[str, str], items: Iterable[PeakItem]) -> MatchReport:
    """Join the shop's SKUs (to names) with PEAK's products on the trimmed, composed code."""
    by_code: dict[str, list[PeakItem]] = {}
    for item in items:
        if code := clean(item.code):
            by_code.setdefault(code, []).append(item)
    matched: dict[str, PeakItem] = {}
    unmatched: dict[str, str] = {}
    ambiguous: dict[str, tuple[PeakItem, ...]] = {}
    spelled: dict[str, str] = {}
    doubles: dict[str, list[str]] = {}
    for sku, name in shop.items():
        code = clean(sku)
        first = spelled.setdefault(code, sku)
        if first != sku:
            doubles.setdefault(code, [first]).append(sku)
        found = by_code.get(code, [])
        if len(found) == 1:
            matched[sku] = found[0]
        elif found:
            ambiguous[sku] = tuple(found)
        else:
            unmatched[sku] = name
    near = _near_misses(unmatched, by_code)
    return MatchReport(
        matched, unmatched, ambiguous, tuple(tuple(same) for same in doubles.values()), near
    )


def _near_misses(
    unmatched: Mapping[str, str], by_code: Mapping[str, list[PeakItem]]
) -> tuple[NearMiss, ...]:
    if not unmatched:
        return ()
    shapes = _skeletons([clean(sku) for sku in unmatched])
    wanted: dict[str, list[PeakItem]] = {shape: [] for shape in shapes}
    for shape, items in zip(_skeletons(list(by_code)), by_code.values(), strict=True):
        if (alike := wanted.get(shape)) is not None:
            alike += items
    return tuple(
        NearMiss(sku, name, item, why(sku, item.code))
        for shape, (sku, name) in zip(shapes, unmatched.items(), strict=True)
        for item in wanted[shape]
    )


def _no_space(code: str) -> str:
    return _SPACES.sub("", code)


def _no_leading_zeros(code: str) -> str:
    return _LEADING_ZEROS.sub("", code)


def _ascii_digits(code: str) -> str:
    return code.translate(_THAI_DIGITS)


def _plain_hyphen(code: str) -> str:
    return code.translate(_HYPHENS)


def _zero_for_o(code: str) -> str:
    return code.replace("O", "0").replace("o", "0")


_CURES: Final = (
    (Cause.LETTER_CASE, str.casefold),
    (Cause.SPACE, _no_space),
    (Cause.THAI_DIGITS, _ascii_digits),
    (Cause.HYPHEN, _plain_hyphen),
    (Cause.LETTER_O, _zero_for_o),
    (Cause.LEADING_ZEROS, _no_leading_zeros),
)


_ALIKE: Final = _THAI_DIGITS | _HYPHENS | str.maketrans("Oo", "00")


_BETWEEN: Final = "\0"


def _skeletons(codes: Sequence[str]) -> list[str]:
    """All cures at once, of all codes in one text: a shop may have a hundred thousand products."""
    found = _skeleton(_BETWEEN.join(codes)).split(_BETWEEN)
    # One that holds the sign itself comes out as two.
    return found if len(found) == len(codes) else [_skeleton(code) for code in codes]


def _skeleton(code: str) -> str:
    code = _SPACES.sub("", code.casefold()).translate(_ALIKE)
    return _LEADING_ZEROS.sub("", code)


def why(sku: str, code: str) -> Cause:
    """Name the one thing that differs, or say that it is several."""
    ours, theirs = clean(sku), clean(code)
    for cause, cure in _CURES:
        if cure(ours) == cure(theirs):
            return cause
    return Cause.SEVERAL
