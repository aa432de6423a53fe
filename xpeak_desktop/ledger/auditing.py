"""The part of the ledger that an audit holds against PEAK: what was sent, what is told of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.reader import Row
from xpeak_desktop.ledger.telling import OVER
from xpeak_desktop.ledger.writer import Writer
from xpeak_desktop.ports import Case, SentReceipt

_AT_ONCE: Final = 400
"""Values in one question: SQLite takes 32,766, older ones 999."""

_SENT: Final = (
    # The attempt that put it there, if one did: what was adopted from a list has none, or only
    # earlier ones that came to nothing.
    "SELECT receipt.receipt_id, receipt.issued_on, receipt.code,"
    " CASE WHEN attempt.attempt_id IS NULL THEN receipt.payload END, receipt.params,"
    " attempt.document, attempt.document_hash, attempt.started_at FROM receipt"
    " LEFT JOIN attempt ON attempt.attempt_id = (SELECT max(attempt_id) FROM attempt AS one"
    " WHERE one.receipt_id = receipt.receipt_id AND one.outcome IN ('sent', 'adopted'))"
    " WHERE receipt.state = 'sent'"
)
SENT_PAGE: Final = (
    f"{_SENT} AND receipt.issued_on BETWEEN ? AND ?"
    " AND (receipt.issued_on, receipt.receipt_id) > (?, ?)"
    " ORDER BY receipt.issued_on, receipt.receipt_id LIMIT ?"
)


class Auditing(Writer):
    """Questions of the audit; what it finds is written by ``void`` and the cases' methods."""

    def days_to_audit(self, first: date, last: date) -> list[date]:
        """The days on which PEAK should show something of ours, or was asked what it holds."""
        span = (first.isoformat(), last.isoformat())
        rows = self._rows(
            "SELECT DISTINCT issued_on FROM receipt WHERE state = 'sent'"
            " AND issued_on BETWEEN ? AND ?"
            " UNION SELECT day FROM date_read WHERE day BETWEEN ? AND ? ORDER BY 1",
            (*span, *span),
        )
        return [date.fromisoformat(day) for (day,) in rows]

    def sent_between(self, first: date, last: date) -> Iterator[SentReceipt]:
        """Every sent receipt of the days from first to last, by day, a page at a time."""
        span = (first.isoformat(), last.isoformat())
        after: tuple[str, int] = ("", 0)
        while page := self._rows(SENT_PAGE, (*span, *after, _AT_ONCE)):
            yield from self._with_cases(page)
            after = (page[-1][1], page[-1][0])

    def sent_of(self, numbers: Sequence[str]) -> list[SentReceipt]:
        """The sent receipts among these numbers."""
        found: list[SentReceipt] = []
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            found += self._with_cases(self._rows(f"{_SENT} AND receipt.code IN ({marks})", some))
        return found

    def _with_cases(self, rows: Sequence[Row]) -> list[SentReceipt]:
        cases = self._cases_of([row[0] for row in rows])
        with self._known:
            return [_sent_receipt(row, tuple(cases.get(row[0], ()))) for row in rows]

    def _cases_of(self, receipt_ids: Sequence[int]) -> Mapping[int, list[Case]]:
        marks = ",".join("?" * len(receipt_ids))
        found: dict[int, list[Case]] = {}
        for receipt_id, code, text, closed_at in self._rows(
            "SELECT receipt_id, code, params, closed_at FROM case_"
            f" WHERE receipt_id IN ({marks}) ORDER BY case_id",
            receipt_ids,
        ):
            params = codec.params_from_json(text)
            if OVER not in params:
                case = Case(Code(code), params, open=closed_at is None)
                found.setdefault(receipt_id, []).append(case)
        return found


def _sent_receipt(row: Row, cases: tuple[Case, ...]) -> SentReceipt:
    receipt_id, _, number, payload, params, document, content_hash, started_at = row
    if document is not None:
        codec.check_document(document, content_hash)
        expected = codec.expected_from_json(document)
    else:
        receipt = codec.receipt_from_json(payload)
        shown = _other_sums(params)
        expected = PeakDocument(
            "",
            number,
            receipt.issued_on,
            vat=shown.get("vat", receipt.vat),
            net=shown.get("net", receipt.total),
        )
    return SentReceipt(receipt_id, number, expected, codec.moment(started_at), cases)


def _other_sums(params: str) -> Mapping[str, int]:
    """The sums that were taken over where they are not the shop's own; see ``adopt``."""
    told = codec.params_from_json(params)
    return {name: satang(Decimal(told[name])) for name in ("net", "vat") if name in told}
