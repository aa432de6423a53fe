"""People at work in the practice PEAK's own window while a program books, drawn by rate.

Somebody deletes what the very document that is being booked needs, an accountant voids or edits
what stands there already, or enters documents of his own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from xpeak_desktop.sandbox import forms
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.forms import RefusedError, Row
from xpeak_desktop.sandbox.master_data import Shelf
from xpeak_desktop.sandbox.money import satang
from xpeak_desktop.sandbox.peak_books import PeakBooks

_VOIDS: Final = "accountant_voids_rate"
_EDITS: Final = "accountant_edits_rate"
_ENTERS: Final = "accountant_enters_rate"
_ENTERED: Final = ("the number", "the order", "another sale")


class People:
    """Hang the people on a server's faults: they act around each document that is made."""

    def __init__(self, books: PeakBooks, faults: Faults) -> None:
        self._books = books
        self._deleted: dict[str, tuple[Shelf, Callable[[Row], Iterator[tuple[str, str]]]]] = {
            "product_deleted_rate": (books.products, _goods),
            "service_deleted_rate": (books.services, _goods),
            "contact_deleted_rate": (books.contacts, _contact),
            "method_deleted_rate": (books.methods, _methods),
        }
        self._entered = 0
        faults.add("before_handling", self.before_booking)
        faults.add("after_handling", self.after_booking)

    def before_booking(self, exchange: Exchange, faults: Faults) -> None:
        """Delete what a document needs, or enter one of one's own, just before it is booked."""
        for row in _documents(exchange, faults, (*self._deleted, _ENTERS)):
            with self._books.lock:
                self._delete(row, faults)
                if faults.strikes(_ENTERS):
                    self._enter(row, faults.pick(_ENTERS, _ENTERED))

    def after_booking(self, exchange: Exchange, faults: Faults) -> None:
        """Void or edit any document of the program's, perhaps the one just booked."""
        for _row in _documents(exchange, faults, (_VOIDS, _EDITS)):
            with self._books.lock:
                for name, act in ((_VOIDS, self._void), (_EDITS, self._edit)):
                    ours = self._books.live_receipts(foreign=False)
                    if ours and faults.strikes(name):
                        act(faults.pick(name, ours), faults)

    def _delete(self, row: Row, faults: Faults) -> None:
        for name, (shelf, named) in self._deleted.items():
            found = [one for key in named(row) if (one := shelf.find(*key))]
            if found and faults.strikes(name):
                shelf.remove(faults.pick(name, found)["code"])

    def _enter(self, row: Row, what: str) -> None:
        """Enter the sale that is about to come, by its number or its order, or something else."""
        self._entered += 1
        number, order = forms.code(row, "code"), forms.code(row, "reference")
        taken = self._books.switches.unique_codes and self._books.has_live(number)
        by_number = what == "the number" and not taken
        self._books.add_foreign_receipt(
            number if by_number else f"ACC-{self._entered}",
            satang(_paid(row)),
            forms.day(row, "issuedDate"),
            reference=order if what == "the order" else "",
        )

    def _void(self, document: Row, _faults: Faults) -> None:
        self._books.void(document["code"])

    def _edit(self, document: Row, faults: Faults) -> None:
        if faults.toss(_EDITS):
            change: dict[str, Any] = {"netAmount": document["netAmount"] + 1}
        else:
            day = date.fromisoformat(document["issuedDate"]) - timedelta(days=1)
            change = {"issuedDate": f"{day:%Y%m%d}"}
        self._books.accountant_edit(document["code"], **change)


def _documents(exchange: Exchange, faults: Faults, names: tuple[str, ...]) -> list[Row]:
    """Read what a plain create sends, if anybody is at work; nothing from nonsense."""
    if exchange.name != "POST /receipts" or not any(map(faults.may_strike, names)):
        return []
    try:
        return forms.items(forms.read_json(exchange.raw), "PeakReceipts", "receipts")
    except (ValueError, RefusedError):
        return []


def _rows(row: Row | None, name: str) -> list[Row]:
    found = (row or {}).get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _payments(row: Row) -> list[Row]:
    return _rows(forms.group(row, "paidPayments"), "payments")


def _goods(row: Row) -> Iterator[tuple[str, str]]:
    for line in _rows(row, "products"):
        yield forms.code(line, "productId"), forms.code(line, "productCode")


def _contact(row: Row) -> Iterator[tuple[str, str]]:
    yield forms.code(row, "contactId"), forms.code(row, "contactCode")


def _methods(row: Row) -> Iterator[tuple[str, str]]:
    for payment in _payments(row):
        yield forms.code(payment, "paymentMethodId"), forms.code(payment, "paymentMethodCode")


def _paid(row: Row) -> Decimal:
    return sum((forms.amount(one, "amount") or Decimal(0) for one in _payments(row)), Decimal(0))
