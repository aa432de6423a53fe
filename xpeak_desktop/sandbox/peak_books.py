"""The practice PEAK's memory: one business's master data and its receipts."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xpeak_desktop.sandbox import forms, master_data, receipts
from xpeak_desktop.sandbox.forms import RefusedError, Row
from xpeak_desktop.sandbox.master_data import Shelf, lower_keys
from xpeak_desktop.sandbox.money import baht
from xpeak_desktop.sandbox.receipt_store import Receipt, ReceiptStore
from xpeak_desktop.sandbox.switches import Switches

DUPLICATE = "315"
DUPLICATE_TEXT = "Transaction number is duplicated"
NOT_FOUND_ON_VOID = "384"

# The list's `status` filter (verified: S6); 0 stands in samples and is taken as "all".
_ALL, _APPROVED, _VOID = 0, 3, 4


@dataclass(slots=True)
class QueueJob:
    """Receipts waiting in PEAK's queue, and afterwards what became of them."""

    due: float
    rows: list[Row]
    results: list[dict[str, Any]] | None = None


class PeakBooks:
    """Hold everything the practice PEAK knows. Every public method may be called by any thread."""

    def __init__(self, switches: Switches, seed: int = 1) -> None:
        self.switches = switches
        self.lock = threading.RLock()
        self.request_counts: Counter[str] = Counter()
        self._ids = random.Random(f"{seed}:ids")
        self.new_id: Callable[[], str] = self._new_id
        self.contacts = Shelf(master_data.CONTACTS, self.new_id)
        self.products = Shelf(master_data.PRODUCTS, self.new_id)
        self.services = Shelf(master_data.SERVICES, self.new_id)
        self.methods = Shelf(master_data.METHODS, self.new_id)
        self._receipts = ReceiptStore()
        self._queue: dict[str, QueueJob] = {}
        self._waiting: list[QueueJob] = []
        self._journal_number = 0
        self._own_number = 0
        self._skipped = 0.0

    # What the routes do

    def create_receipt(self, row: Row, *, nested: bool) -> Receipt:
        """Book one receipt of a request. Refused when PEAK would not take it.

        A number is refused with 315 while a live document has it and is free again after a void
        (observed: S6, S7). Which of two complaints comes first is unknown, except among the three
        "Missing" texts.
        """
        (receipts.check_nested if nested else receipts.check_flat)(row)
        code = forms.code(row, "code")
        if code and self.switches.unique_codes and self._receipts.live(code):
            raise RefusedError(DUPLICATE, DUPLICATE_TEXT)
        document, totals, method_code = receipts.make_document(self, row, nested=nested)
        month = document["issuedDate"][:6]
        if month in self.switches.closed_months:
            # How PEAK refuses a closed period is unknown.
            raise RefusedError("400", f"issuedDate is in a closed accounting period: {month}")
        document["code"] = code or self._next_number(document["issuedDate"])
        document["onlineViewLink"] = f"https://peak.invalid/view/{document['id']}"
        document["documentLink"] = document["onlineViewLink"]
        return self._book(document, totals.net, totals.vat, method_code, foreign=False)

    def enqueue(self, rows: list[Row]) -> str:
        """Take receipts for later and give the queue's id; only their shape is checked now."""
        for row in rows:
            receipts.check_nested(row)
        queue_id = self.new_id()
        job = QueueJob(self._now() + self.switches.queue_seconds, rows)
        self._queue[queue_id] = job
        self._waiting.append(job)
        self.run_due()
        return queue_id

    def queue_results(self, queue_id: str) -> list[dict[str, Any]] | None:
        """Give what became of a queue, [] while it works, None when nobody knows it."""
        job = self._queue.get(queue_id.lower())
        if job is None:
            return None
        return job.results or []

    def run_due(self) -> None:
        """Book what has waited long enough in the queue."""
        if not self._waiting:
            return
        now = self._now()
        for job in [job for job in self._waiting if job.due <= now]:
            self._waiting.remove(job)
            job.results = self.create_all(job.rows, nested=True)

    def create_all(self, rows: list[Row], *, nested: bool) -> list[dict[str, Any]]:
        """Book each receipt by itself and answer each, in the order sent.

        Order, and whether one bad row stops the rest, are unknown; codes per row are observed
        (S7, S18).
        """
        results: list[dict[str, Any]] = []
        for row in rows:
            try:
                made = self.create_receipt(row, nested=nested)
            except RefusedError as refusal:
                results.append(refusal.as_row(row))
            else:
                results.append(self._created_row(made))
        return results

    def find_receipts(self, receipt_id: str, code: str) -> list[dict[str, Any]]:
        """Give the full documents with this id or code, journals included, as far as visible."""
        if receipt_id:
            one = self._receipts.with_id(receipt_id)
            found = [one] if one else []
        else:
            found = self._receipts.with_code(code)
        now = self._now()
        return [self._full(receipt, now) for receipt in found if receipt.visible_at <= now]

    def list_receipts(
        self, start: str, end: str, status: int, page: int, size: int
    ) -> tuple[list[dict[str, Any]], int]:
        """Give one page of header rows between two days (inclusive, "" = open) and the total."""
        now = self._now()
        found = [
            receipt
            for receipt in self._receipts.between(start, end)
            if self._listed_at(receipt) <= now and _has_status(receipt, status)
        ]
        first = (page - 1) * size
        return [receipt.header() for receipt in found[first : first + size]], len(found)

    def _listed_at(self, receipt: Receipt) -> float:
        lag = 0.0 if receipt.foreign else self.switches.listed_after_seconds
        return receipt.visible_at + lag

    def void_receipt(self, sent: Row) -> dict[str, Any]:
        """Void the live document named by a request row.

        The body is unknown, so every candidate name is taken. "384" not found on void: one
        integration's word. That a second void also says 384 is an assumption.
        """
        receipt = self._named(sent)
        if receipt is None or receipt.is_void:
            raise RefusedError(NOT_FOUND_ON_VOID, "Receipt not found")
        self._mark_void(receipt)
        return receipt.document

    def edit_receipt(self, sent: Row) -> dict[str, Any]:
        """Change a live document's notes. What PEAK's edit takes is unknown, so no more is done."""
        receipt = self._named(sent)
        if receipt is None or receipt.is_void:
            raise RefusedError("400", "Receipt not found")
        for name in ("reference", "remark"):
            if name in sent:
                receipt.change(**{name: forms.text(sent, name)})
        return receipt.document

    # What tests and a pretend accountant do

    def live_receipts(self, *, foreign: bool = True) -> list[dict[str, Any]]:
        """Give all documents that are not void, visible or not yet; amounts are Decimal baht.

        Those that somebody else made are left out unless `foreign`.
        """
        return [
            receipt.document
            for receipt in self._everything()
            if not receipt.is_void and (foreign or not receipt.foreign)
        ]

    def has_live(self, code: str) -> bool:
        """Tell whether a document of this number is not void."""
        with self.lock:
            return self._receipts.live(code) is not None

    def all_receipts(self) -> list[dict[str, Any]]:
        """Give all documents, void ones too, in the order of booking."""
        return [receipt.document for receipt in self._everything()]

    def receipts_with_code(self, code: str) -> list[dict[str, Any]]:
        """Give every document that has or had this number."""
        with self.lock:
            self.run_due()
            return [receipt.document for receipt in self._receipts.with_code(code)]

    def void(self, code: str) -> None:
        """Void a document as an accountant does in PEAK's window. KeyError when none is live."""
        with self.lock:
            self._mark_void(self._live(code))

    def accountant_edit(self, code: str, /, **fields: Any) -> None:
        """Overwrite fields of a live document (PEAK's names) as an accountant does."""
        with self.lock:
            receipt = self._live(code)
            receipt.change(**fields)
            self._receipts.refile(receipt)

    def add_foreign_receipt(
        self,
        code: str,
        net: int,
        issued: str,
        *,
        vat: int = 0,
        reference: str = "",
        contact_code: str = "",
        method_code: str = "CSH001",
    ) -> dict[str, Any]:
        """Book a document that somebody else made; `net` and `vat` in satang, `issued` yyyyMMdd."""
        with self.lock:
            contact = self.contacts.find("", contact_code) or self._passer_by()
            request = {
                "issueddate": issued,
                "taxstatus": 1,
                "contactid": contact["id"],
                "reference": reference,
                "products": [{"accountcode": "410101", "quantity": 1, "price": baht(net)}],
                "paidpayments": {
                    "payments": [{"paymentmethodcode": method_code, "amount": baht(net)}]
                },
            }
            document, _, method = receipts.make_document(self, request, nested=False)
            document.update(
                code=code,
                vatAmount=baht(vat),
                preTaxAmount=baht(net - vat),
                isTaxInvoice=int(vat > 0),
                onlineViewLink="",
                documentLink="",
            )
            return self._book(document, net, vat, method, foreign=True).document

    def let_pass(self, seconds: float) -> None:
        """Pretend that time went by, for everything that becomes visible or done later."""
        with self.lock:
            self._skipped += seconds

    def snapshot(self) -> dict[str, Any]:
        """Sum the books up in a form JSON can hold; money in satang."""
        with self.lock:
            self.run_due()
            live = [receipt for receipt in self._receipts if not receipt.is_void]
            return {
                "receipts": [receipt.summary() for receipt in live],
                "live": len(live),
                "void": len(self._receipts) - len(live),
                "net_satang": sum(receipt.net for receipt in live),
                "vat_satang": sum(receipt.vat for receipt in live),
                "contacts": len(self.contacts),
                "products": len(self.products),
                "services": len(self.services),
                "payment_methods": len(self.methods),
                "requests": dict(self.request_counts),
            }

    # How it is kept

    def _now(self) -> float:
        return time.monotonic() + self._skipped

    def _new_id(self) -> str:
        digits = f"{self._ids.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    def _everything(self) -> list[Receipt]:
        with self.lock:
            self.run_due()
            return list(self._receipts)

    def _live(self, code: str) -> Receipt:
        found = self._receipts.live(code)
        if found is None:
            raise KeyError(code)
        return found

    def _named(self, sent: Row) -> Receipt | None:
        receipt_id = forms.code(sent, "id") or forms.code(sent, "transactionId")
        if receipt_id:
            return self._receipts.with_id(receipt_id)
        return self._receipts.live(forms.code(sent, "code") or forms.code(sent, "transactionCode"))

    def _mark_void(self, receipt: Receipt) -> None:
        receipt.change(isVoid=True, status="Void")

    def _passer_by(self) -> Row:
        found = self.contacts.find("", "WALKIN")
        if found is None:
            found = self.contacts.create(lower_keys({"code": "WALKIN", "name": "-", "type": 5}))
        return found

    def _next_number(self, issued: str) -> str:
        while True:
            self._own_number += 1
            code = f"RE{issued[2:6]}{self._own_number:05d}"
            if self._receipts.live(code) is None:
                return code

    def _book(
        self, document: dict[str, Any], net: int, vat: int, method_code: str, *, foreign: bool
    ) -> Receipt:
        self._journal_number += 1
        now = self._now()
        day = document["issuedDate"]
        receipt = Receipt(
            document=document,
            net=net,
            vat=vat,
            method_code=method_code,
            journal={"id": self.new_id(), "code": f"JV-{day}{self._journal_number:05d}"},
            visible_at=now + (0 if foreign else self.switches.visible_after_seconds),
            journal_at=now + self.switches.journals_after_seconds,
            foreign=foreign,
        )
        self._receipts.add(receipt)
        return receipt

    def _created_row(self, receipt: Receipt) -> dict[str, Any]:
        document = receipt.document
        if self.switches.sparse_answers:
            return {"id": document["id"], "code": document["code"], **SUCCESS}
        # Journals are left out: they were only ever seen when reading by id or code (S6).
        return {**document, **SUCCESS}

    def _full(self, receipt: Receipt, now: float) -> dict[str, Any]:
        booked = self.switches.journals and receipt.journal_at <= now
        return {**receipt.document, "journals": [receipt.journal] if booked else []}


SUCCESS = {"resCode": "200", "resDesc": "Success"}


def _has_status(receipt: Receipt, status: int) -> bool:
    if status == _ALL:
        return True
    return status == (_VOID if receipt.is_void else _APPROVED)
