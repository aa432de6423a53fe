"""Where the practice PEAK keeps its receipts: found by id, by number, or by day."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEADER_FIELDS = (
    "id",
    "code",
    "issuedDate",
    "dueDate",
    "contactId",
    "contactCode",
    "status",
    "isVoid",
    "isTaxInvoice",
    "taxStatus",
    "preTaxAmount",
    "vatAmount",
    "netAmount",
    "reference",
    "onlineViewLink",
    "documentLink",
)


@dataclass(slots=True)
class Receipt:
    """One document with its sums in satang, and the moments from which it can be seen."""

    document: dict[str, Any]
    net: int
    vat: int
    method_code: str
    journal: dict[str, str]
    visible_at: float
    journal_at: float
    foreign: bool

    @property
    def is_void(self) -> bool:
        """Tell whether the document has been cancelled."""
        return bool(self.document["isVoid"])

    def change(self, **fields: Any) -> None:
        """Replace the document: one that is being answered elsewhere stays as it was."""
        self.document = {**self.document, **fields}

    def header(self) -> dict[str, Any]:
        """Give a list's row: no lines, no payments, no journals (observed: S6)."""
        return {name: self.document[name] for name in _HEADER_FIELDS}

    def summary(self) -> dict[str, Any]:
        """Give what a test or benchmark compares; money in satang."""
        document = self.document
        return {
            "code": document["code"],
            "net": self.net,
            "vat": self.vat,
            "date": document["issuedDate"],
            "lines": len(document["products"]),
            "payment_method": self.method_code,
            "is_tax_invoice": document["isTaxInvoice"],
            "tax_status": document["taxStatus"],
            "contact_code": document["contactCode"],
            "reference": document["reference"],
            "foreign": self.foreign,
        }


class ReceiptStore:
    """Keep receipts in the order of booking. Not safe for threads: its owner holds a lock."""

    def __init__(self) -> None:
        self._all: list[Receipt] = []
        self._by_id: dict[str, Receipt] = {}
        self._by_code: dict[str, list[Receipt]] = {}
        self._by_day: dict[str, list[Receipt]] = {}
        self._days: list[str] = []

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Receipt]:
        return iter(list(self._all))

    def add(self, receipt: Receipt) -> None:
        """Keep a receipt under its id, its number and its day."""
        document = receipt.document
        self._all.append(receipt)
        self._by_id[document["id"]] = receipt
        self._by_code.setdefault(document["code"].casefold(), []).append(receipt)
        self._file(receipt)

    def refile(self, receipt: Receipt) -> None:
        """Keep a receipt under its day after that was changed."""
        for receipts in self._by_day.values():
            if receipt in receipts:
                receipts.remove(receipt)
        self._file(receipt)

    def _file(self, receipt: Receipt) -> None:
        day = receipt.document["issuedDate"]
        if day not in self._by_day:
            self._by_day[day] = []
            insort(self._days, day)
        self._by_day[day].append(receipt)

    def with_id(self, receipt_id: str) -> Receipt | None:
        """Give the receipt with this id."""
        return self._by_id.get(receipt_id.lower())

    def with_code(self, code: str) -> list[Receipt]:
        """Give every receipt that has or had this number, letter case aside."""
        return list(self._by_code.get(code.casefold(), ()))

    def live(self, code: str) -> Receipt | None:
        """Give the (first) receipt of this number that is not void."""
        for receipt in self._by_code.get(code.casefold(), ()):
            if not receipt.is_void:
                return receipt
        return None

    def between(self, start: str, end: str) -> Iterator[Receipt]:
        """Give the receipts of some days, both included; "" leaves an end open."""
        for day in self._days[bisect_left(self._days, start) :]:
            if end and day > end:
                return
            yield from self._by_day[day]
