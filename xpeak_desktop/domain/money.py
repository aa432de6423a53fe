"""Money without surprises: sums are satang in ``int``, and rounding happens only here."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

ONE_BAHT: Final = 100
_WHOLE: Final = Decimal(1)


def half_up(value: Decimal) -> int:
    """Round to a whole number, halves away from zero, as Thai practice and PEAK's screens do.

    That PEAK's API rounds the same way is an inference; the first document of every VAT mode is
    read back to prove it.
    """
    return int(value.quantize(_WHOLE, rounding=ROUND_HALF_UP))


def satang(baht: Decimal) -> int:
    """Turn an amount in baht into satang, rounding half a satang up."""
    with localcontext() as context:
        context.prec = 50
        return half_up(baht * ONE_BAHT)


def baht(amount: int) -> Decimal:
    """Give satang back as baht with exactly two decimals."""
    return Decimal(amount).scaleb(-2)


def baht_text(amount: int) -> str:
    """Write satang as the plain baht string of every file and JSON answer: ``-1290.00``."""
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), ONE_BAHT)
    return f"{sign}{whole}.{part:02d}"
