"""How products stand with PEAK, in words: one place for the list, its help and the export."""

import unicodedata

from PySide6.QtCore import QObject

from xpeak_desktop.domain.matching import Cause
from xpeak_desktop.services.jobs.products import ProductLine, Standing
from xpeak_desktop.ui.i18n import plain
from xpeak_desktop.wording import LONGEST_VALUE


class ProductWords(QObject):
    """A QObject for the sake of its ``tr``, which alone knows plurals."""

    def cause(self, cause: Cause | None) -> str:
        """What keeps two codes that look alike from being equal."""
        words = {
            Cause.LETTER_CASE: self.tr("Almost the same: capital letters"),
            Cause.SPACE: self.tr("Almost the same: a space"),
            Cause.LEADING_ZEROS: self.tr("Almost the same: zeros in front"),
            Cause.THAI_DIGITS: self.tr("Almost the same: Thai digits"),
            Cause.HYPHEN: self.tr("Almost the same: the kind of dash"),
            Cause.LETTER_O: self.tr("Almost the same: letter O and zero"),
            Cause.SEVERAL: self.tr("Almost the same: several letters"),
        }
        return words[cause] if cause is not None else ""

    def standing(self, line: ProductLine, *, pulled: bool) -> str:
        """How a code stands; "not in PEAK" cannot be said before PEAK's products were read."""
        if line.standing is Standing.MATCHED:
            return self.tr("Connected")
        if not pulled:
            return self.tr("Not looked up yet")
        if line.standing is Standing.NEAR:
            several = len(line.peak)
            if several > 1:
                return self.tr("%Ln products are almost the same", "", several)
            return self.cause(line.peak[0].cause)
        if line.standing is Standing.AMBIGUOUS:
            return self.tr("%Ln products have this number", "", len(line.peak))
        return self.tr("PEAK lacks this code")

    def waiting(self, line: ProductLine) -> str:
        """How many receipts wait for a product."""
        return self.tr("%Ln receipts", "that wait", line.waiting) if line.waiting else ""

    def export_rows(self, lines: list[ProductLine], *, pulled: bool) -> tuple[tuple[str, ...], ...]:
        """The list as a spreadsheet shows it, its heads first."""
        heads = (
            self.tr("xCommerce code"),
            self.tr("Product"),
            self.tr("Status"),
            self.tr("PEAK product number"),
            self.tr("Product in PEAK"),
            self.tr("Receipts waiting"),
        )
        rows = [
            (
                line.sku,
                line.name,
                plain(self.standing(line, pulled=pulled)),
                ", ".join(side.code for side in line.peak),
                ", ".join(side.name for side in line.peak),
                str(line.waiting),
            )
            for line in lines
        ]
        return (tuple(plain(head) for head in heads), *rows)


def shown_code(code: str) -> str:
    """A code sign by sign: what has no shape, or could turn the words around it, is a blank.

    Not ``wording.inert``, which makes one blank of two: that may be all the difference.
    """
    return "".join(" " if _has_no_shape(sign) else sign for sign in code[:LONGEST_VALUE])


def _has_no_shape(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn")
