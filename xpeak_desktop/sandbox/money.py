"""The practice PEAK's own arithmetic: satang in whole numbers, one rounding per document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

VAT_PERCENT = 7
TAXED = 3  # vatType 3 is VAT 7 %, 1 no VAT, 2 VAT 0 % (official doc at second hand: S13; S7)
_SATANG = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of one document in satang."""

    pre_tax: int
    vat: int
    net: int


def baht(satang: int) -> Decimal:
    """Write satang as baht with two places, for an answer."""
    return Decimal(satang).scaleb(-2)


def satang(amount: Decimal) -> int:
    """Round baht half up to whole satang."""
    return int(amount.quantize(_SATANG, ROUND_HALF_UP).scaleb(2))


def vat_on_top(base: int) -> int:
    """VAT of a price without VAT, in satang."""
    return _half_up(base * VAT_PERCENT, 100)


def vat_inside(total: int) -> int:
    """VAT held in a price with VAT, in satang."""
    return _half_up(total * VAT_PERCENT, 100 + VAT_PERCENT)


def document_totals(
    lines: Sequence[tuple[Decimal, int | None]], discount: Decimal, *, include_vat: bool
) -> Totals:
    """Add up a document from its line amounts in baht, each with its vatType.

    Unknown in PEAK and decided here: VAT is rounded half up once on the document (per line or per
    document: unknown); a line without a vatType carries no VAT; where classes are mixed, the
    document's discount is spread over them in proportion; a sum finer than a satang is rounded
    before the VAT is taken.
    """
    with localcontext() as context:
        context.prec = 80
        whole = sum((amount for amount, _ in lines), Decimal(0))
        taxed = sum((amount for amount, vat_type in lines if vat_type == TAXED), Decimal(0))
        after = satang(whole - discount)
        if all(vat_type == TAXED for _, vat_type in lines):
            taxed_after = after
        else:
            share = discount * taxed / whole if whole else Decimal(0)
            taxed_after = satang(taxed - share)
    if include_vat:
        vat = vat_inside(taxed_after)
        return Totals(after - vat, vat, after)
    vat = vat_on_top(taxed_after)
    return Totals(after, vat, after + vat)


def _half_up(numerator: int, denominator: int) -> int:
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size
