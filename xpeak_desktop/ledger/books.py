"""The part of the ledger that remembers what PEAK holds: items, contacts, documents by day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from xpeak_desktop.domain.document import PeakDocument, VatClass
from xpeak_desktop.domain.rules import PaymentMethod, PeakItem
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.reader import peak_item
from xpeak_desktop.ledger.writer import STORED, Writer
from xpeak_desktop.ports import Contact, StoredReceipt

_KEEP_DOCUMENT: Final = (
    "INSERT OR REPLACE INTO peak_document"
    " (peak_id, day, code, reference, contact_id, base, vat, net, void)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CLASHES: Final = (
    "EXISTS (SELECT 1 FROM receipt JOIN attempt USING (receipt_id)"
    " WHERE receipt.code = peak_document.code AND attempt.outcome = 'clash'"
    " AND attempt.peak_id = peak_document.peak_id)"
)
"""What a look-up found under our number. A list that lags, or shows it on the day somebody moved
it to, must not make room for a second document of that number."""

_FORGET_DAY: Final = f"DELETE FROM peak_document WHERE day = ? AND NOT {_CLASHES}"
_LISTED: Final = (
    _KEEP_DOCUMENT.replace("INSERT OR REPLACE", "INSERT") + " ON CONFLICT (peak_id) DO UPDATE SET"
    f" day = CASE WHEN {_CLASHES} THEN peak_document.day ELSE excluded.day END,"
    " code = excluded.code, reference = excluded.reference, contact_id = excluded.contact_id,"
    " base = excluded.base, vat = excluded.vat, net = excluded.net, void = excluded.void"
)
_HELD_IN_PEAK: Final = (
    f"SELECT {STORED} FROM receipt WHERE state IN ('excluded', 'rejected')"
    " AND code IN (SELECT code FROM peak_document WHERE day = ? AND void = 0)"
    " AND issued_on = ? ORDER BY receipt_id"
)
_AT_ONCE: Final = 400
"""Values in one question: SQLite takes 32,766, older ones 999."""


class Books(Writer):
    """A copy of what PEAK showed; each ``set_`` method replaces the whole set."""

    def set_items(self, kind: str, items: Iterable[PeakItem]) -> None:
        """Replace the items of one kind, such as products."""
        # Read first: the items may still be coming over the network.
        rows = [(kind, one.peak_id, one.code, one.name, _vat(one.vat_class)) for one in items]
        with self.transaction():
            self._run("DELETE FROM peak_item WHERE kind = ?", (kind,))
            # PEAK's pages may show an item twice when something is added meanwhile.
            self._run_many(
                "INSERT OR REPLACE INTO peak_item (kind, peak_id, code, name, vat_class)"
                " VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    def items(self, kind: str) -> list[PeakItem]:
        rows = self._rows(
            "SELECT peak_id, code, name, vat_class FROM peak_item WHERE kind = ? ORDER BY rowid",
            (kind,),
        )
        return [peak_item(row) for row in rows]

    def set_methods(self, methods: Iterable[PaymentMethod]) -> None:
        rows = [(one.peak_id, one.code, one.name, one.cash) for one in methods]
        with self.transaction():
            self._run("DELETE FROM payment_method")
            self._run_many(
                "INSERT OR REPLACE INTO payment_method (peak_id, code, name, cash)"
                " VALUES (?, ?, ?, ?)",
                rows,
            )

    def methods(self) -> list[PaymentMethod]:
        """PEAK's payment methods in PEAK's order: the first cash account is the first here."""
        rows = self._rows("SELECT peak_id, code, name, cash FROM payment_method ORDER BY rowid")
        return [
            PaymentMethod(peak_id, code, name, bool(cash)) for peak_id, code, name, cash in rows
        ]

    def set_matches(self, matches: Mapping[str, PeakItem]) -> None:
        """Replace all matches of the shop's SKUs; a match left out is forgotten."""
        rows = [
            (sku, item.peak_id, item.code, item.name, _vat(item.vat_class))
            for sku, item in matches.items()
        ]
        with self.transaction():
            self._run("DELETE FROM product_match")
            self._run_many(
                "INSERT INTO product_match (sku, peak_id, peak_code, name, vat_class)"
                " VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    # ------------------------------------------------------------------ contacts

    def contact_id(self, code: str) -> str | None:
        row = self._row("SELECT peak_id FROM contact WHERE code = ? AND code <> ''", (code,))
        return row[0] if row else None

    def set_contact(self, contact: Contact) -> None:
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO contact (peak_id, code, name, tax_id, branch)"
                " VALUES (?, ?, ?, ?, ?)",
                (contact.peak_id, contact.code, contact.name, contact.tax_id, contact.branch),
            )

    def contact_code(self, peak_id: str) -> str:
        """The code of a known contact; empty for one that is not known or has none."""
        row = self._row("SELECT code FROM contact WHERE peak_id = ?", (peak_id,))
        return row[0] if row else ""

    def forget_contact(self, peak_id: str) -> None:
        with self.transaction():
            self._run("DELETE FROM contact WHERE peak_id = ?", (peak_id,))

    def contact_of_taxpayer(self, tax_id: str, branch: str) -> str | None:
        """The accountant's own contact of a taxpayer; the oldest where there are several."""
        row = self._row(
            "SELECT peak_id FROM contact WHERE tax_id = ? AND branch = ? AND tax_id <> ''"
            " ORDER BY rowid LIMIT 1",
            (tax_id, branch),
        )
        return row[0] if row else None

    # ------------------------------------------------------------------ documents by day

    def date_was_read(self, day: date) -> bool:
        row = self._row("SELECT 1 FROM date_read WHERE day = ?", (day.isoformat(),))
        return row is not None

    def set_date_read(self, day: date, documents: Sequence[PeakDocument]) -> None:
        """Keep PEAK's list of a day in place of an earlier one; what look-ups found stays."""
        text = day.isoformat()
        with self.transaction():
            self._run(_FORGET_DAY, (text,))
            self._run_many(_LISTED, [_document_row(text, one) for one in documents])
            self._run(
                "INSERT OR REPLACE INTO date_read (day, read_at) VALUES (?, ?)",
                (text, self._now()),
            )

    def note_in_peak(self, day: date, document: PeakDocument) -> None:
        """Keep one document that PEAK showed under a number of ours, beside the day's others."""
        with self.transaction():
            self._run(_KEEP_DOCUMENT, _document_row(day.isoformat(), document))

    def own_numbers(self, codes: Sequence[str]) -> frozenset[str]:
        """Which of these document numbers are numbers of receipts in this ledger."""
        found: set[str] = set()
        for start in range(0, len(codes), _AT_ONCE):
            some = codes[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._rows(f"SELECT code FROM receipt WHERE code IN ({marks})", some)
            found.update(code for (code,) in rows)
        return frozenset(found)

    def held_in_peak(self, day: date) -> list[StoredReceipt]:
        """Receipts that would not be sent from here, and PEAK has a live document of them."""
        text = day.isoformat()
        return [self._stored(row) for row in self._rows(_HELD_IN_PEAK, (text, text))]

    def in_peak(self, day: date) -> tuple[PeakDocument, ...]:
        """PEAK's documents of a day that are not ours.

        A number counts as ours once we have sent under it, or may have.
        """
        rows = self._rows(
            "SELECT peak_id, day, code, reference, contact_id, base, vat, net, void"
            " FROM peak_document WHERE day = ? AND NOT EXISTS ("
            " SELECT 1 FROM receipt WHERE receipt.code = peak_document.code"
            " AND receipt.state IN ('sending', 'uncertain', 'sent', 'voided'))"
            " ORDER BY rowid",
            (day.isoformat(),),
        )
        return tuple(
            PeakDocument(
                peak_id=peak_id,
                code=code,
                issued_on=codec.day(issued_on),
                reference=reference,
                contact_id=contact_id,
                base=base,
                vat=vat,
                net=net,
                void=bool(void),
            )
            for peak_id, issued_on, code, reference, contact_id, base, vat, net, void in rows
        )


def _document_row(day: str, document: PeakDocument) -> tuple[object, ...]:
    return (
        document.peak_id,
        day,
        document.code,
        document.reference,
        document.contact_id,
        document.base,
        document.vat,
        document.net,
        document.void,
    )


def _vat(vat_class: VatClass | None) -> str | None:
    return vat_class.value if vat_class else None
