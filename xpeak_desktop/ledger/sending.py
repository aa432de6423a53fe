"""The part of the ledger that makes sending safe: intents, outcomes, and resting."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from xpeak_desktop.domain.document import Document, PeakDocument, Sums, agrees
from xpeak_desktop.domain.journey import ALLOWED, State, check_move
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.errors import Damaged
from xpeak_desktop.ledger.finding import STUCK
from xpeak_desktop.ledger.importing import Importing
from xpeak_desktop.ledger.writer import STORED, STORED_COLUMNS
from xpeak_desktop.ports import Attempt, Settled, StoredReceipt

READY: Final = (
    f"SELECT {STORED} FROM receipt WHERE state = 'ready'"
    " AND (issued_on, receipt_id) > (?, ?) AND (not_before IS NULL OR not_before <= ?)"
    " ORDER BY issued_on, receipt_id LIMIT ?"
)
LEFT_DAYS: Final = "left_days"
"""The note that ``services/left_days.py`` keeps: days of which nothing may be sent yet."""

UNCERTAIN: Final = (
    f"SELECT {STORED}, attempt_id, document, document_hash, started_at, res_code, words"
    " FROM receipt JOIN attempt ON attempt.receipt_id = receipt.receipt_id"
    " AND attempt.ended_at IS NULL WHERE receipt.state = 'uncertain'"
    " ORDER BY started_at, attempt_id"
)
_FINISH: Final = (
    # The trigger refuses a move that is not allowed, so that the state need not be read first.
    "UPDATE receipt SET state = :state, problem_code = :code, params = :params,"
    " not_before = :not_before, absent_since = NULL, peak_id = :peak_id,"
    " failures = CASE WHEN :state = 'sent' THEN 0"
    " WHEN :state = 'ready' AND :not_before IS NOT NULL THEN failures + 1 ELSE failures END,"
    " rejected_hash = coalesce(:refused, rejected_hash), changed_at = :now"
    " WHERE receipt_id = :receipt_id RETURNING later_fingerprint"
)
_LONG_DOUBT: Final = (
    "UPDATE receipt SET problem_code = ?1, params = '{}' WHERE state = 'uncertain'"
    " AND problem_code IS NOT ?1 AND receipt_id IN"
    " (SELECT receipt_id FROM attempt WHERE ended_at IS NULL AND started_at < ?2)"
)


class Sending(Importing):
    """What a pass asks and writes for every receipt it sends."""

    def ready(self, now: datetime, after: tuple[str, int], limit: int) -> list[StoredReceipt]:
        """The next receipts that may be sent, by date; ``after`` is the last one's day and id.

        Begin with ``("", 0)``. None of a day that could not be compared with PEAK yet.
        """
        left = list(json.loads(self.meta(LEFT_DAYS) or "{}"))
        marks = ", ".join("?" * len(left))
        but = f" AND issued_on NOT IN ({marks})" if left else ""
        question = READY.replace(" ORDER BY", f"{but} ORDER BY")
        rows = self._rows(question, (*after, codec.stamp(now), *left, limit))
        return [self._stored(row) for row in rows]

    def begin(self, stored: StoredReceipt, document: Document, now: datetime) -> Attempt:
        """Write the intent: after the commit, and only then, the document may leave."""
        check_move(stored.state, State.SENDING)
        text, content_hash = codec.document_to_json(document)
        moment = codec.stamp(now)
        with self.transaction():
            cursor = self._run(
                "INSERT INTO attempt (receipt_id, code, document, document_hash, started_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (stored.receipt_id, document.code, text, content_hash, moment),
            )
            moved = self._run(
                "UPDATE receipt SET state = 'sending', problem_code = NULL, params = '{}',"
                " not_before = NULL, absent_since = NULL, changed_at = ?"
                " WHERE receipt_id = ? AND code = ?",
                (moment, stored.receipt_id, document.code),
            )
            with self._known:
                if moved.rowcount != 1:
                    raise Damaged(f"{document.code} is not the number that {stored.key} stands for")
        attempt_id = cursor.lastrowid
        if attempt_id is None:
            raise RuntimeError("SQLite gave the attempt no id")
        return Attempt(attempt_id, stored.receipt_id, document, content_hash, now)

    def interrupted(self) -> int:
        """Call what was being sent when the program ended uncertain; tells how many."""
        with self.transaction():
            cursor = self._run(
                "UPDATE receipt SET state = 'uncertain', problem_code = NULL, params = '{}',"
                " not_before = NULL, absent_since = NULL, changed_at = ? WHERE state = 'sending'",
                (self._now(),),
            )
        return cursor.rowcount

    def uncertain(self) -> list[tuple[StoredReceipt, Attempt]]:
        """Every uncertain receipt with its open attempt, the oldest attempt first."""
        found = []
        for row in self._rows(UNCERTAIN):
            stored = self._stored(row[:STORED_COLUMNS])
            attempt_id, document, content_hash, started_at, res_code, words = row[STORED_COLUMNS:]
            attempt = Attempt(
                attempt_id,
                stored.receipt_id,
                self._document(document, content_hash),
                content_hash,
                datetime.fromisoformat(started_at),
                res_code,
                words,
            )
            found.append((stored, attempt))
        return found

    def finish(
        self,
        attempt: Attempt,
        state: State,
        settled: Settled,
        code: Code | None = None,
        params: Mapping[str, str] | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """Write how an attempt ended and move its receipt; UNCERTAIN leaves the attempt open.

        A version that came meanwhile is applied at once, or opens a case on what was sent.
        """
        with self.transaction():
            now = self._now()
            peak_id = settled.document.peak_id if settled.document else ""
            self._end(attempt, settled, peak_id, None if state is State.UNCERTAIN else now)
            rest = codec.stamp(not_before) if not_before else None
            moved = self._row(
                _FINISH,
                {
                    "receipt_id": attempt.receipt_id,
                    "state": state.value,
                    "code": code.value if code else None,
                    "params": codec.params_to_json(params),
                    "not_before": rest,
                    "peak_id": peak_id if state in (State.SENT, State.VOIDED) else "",
                    "refused": attempt.document_hash if state is State.REJECTED else None,
                    "now": now,
                },
            )
            if moved is None:
                raise LookupError(attempt.receipt_id)
            if state is State.VOIDED:
                self._is_void(peak_id)
            if moved[0] and state is not State.UNCERTAIN:
                self._apply_later(attempt.receipt_id, state)

    def _end(self, attempt: Attempt, settled: Settled, peak_id: str, ended: str | None) -> None:
        cursor = self._run(
            "UPDATE attempt SET ended_at = ?, outcome = ?, res_code = ?, words = ?, peak_id = ?"
            " WHERE attempt_id = ? AND ended_at IS NULL",
            (
                ended,
                settled.outcome,
                # A look-up that settles a doubt must not wipe out what PEAK had said to it.
                settled.res_code or attempt.res_code,
                settled.words or attempt.words,
                peak_id,
                attempt.attempt_id,
            ),
        )
        if cursor.rowcount != 1:
            raise LookupError(f"attempt {attempt.attempt_id} is not open")

    def rest(self, receipt_id: int, not_before: datetime, absent_since: datetime | None) -> None:
        """Let an uncertain receipt wait for its next look-up."""
        with self.transaction():
            cursor = self._run(
                "UPDATE receipt SET not_before = ?, absent_since = ?, changed_at = ?"
                " WHERE receipt_id = ? AND state = 'uncertain'",
                (
                    codec.stamp(not_before),
                    codec.stamp(absent_since) if absent_since else None,
                    self._now(),
                    receipt_id,
                ),
            )
            if cursor.rowcount != 1:
                raise LookupError(f"receipt {receipt_id} is not uncertain")

    def delay(self, receipt_id: int, not_before: datetime, problem: Problem) -> None:
        """Let a ready receipt wait because of its own trouble, which is counted."""
        with self.transaction():
            cursor = self._run(
                "UPDATE receipt SET not_before = ?, failures = failures + 1, problem_code = ?,"
                " params = ?, changed_at = ? WHERE receipt_id = ? AND state = 'ready'",
                (
                    codec.stamp(not_before),
                    problem.code.value,
                    codec.params_to_json(problem.params),
                    self._now(),
                    receipt_id,
                ),
            )
            if cursor.rowcount != 1:
                raise LookupError(f"receipt {receipt_id} is not ready")

    def put_off_day(self, day: date, not_before: datetime, problem: Problem) -> None:
        """Let the ready receipts of a day wait because PEAK cannot show that day, and count it."""
        with self.transaction():
            self._run(
                "UPDATE receipt SET not_before = ?, failures = failures + 1, problem_code = ?,"
                " params = ? WHERE state = 'ready' AND issued_on = ?",
                (
                    codec.stamp(not_before),
                    problem.code.value,
                    codec.params_to_json(problem.params),
                    day.isoformat(),
                ),
            )

    def wake(self, receipt_id: int) -> None:
        """Let a ready receipt go with the next pass: a person says that its trouble is gone."""
        with self.transaction():
            self._run(
                "UPDATE receipt SET not_before = NULL WHERE receipt_id = ? AND state = 'ready'",
                (receipt_id,),
            )

    def wake_stuck(self, code: Code) -> None:
        """Let all that waits in vain for one reason go with the next pass."""
        with self.transaction():
            self._run(
                "UPDATE receipt INDEXED BY receipt_stuck SET not_before = NULL"
                f" WHERE {STUCK} AND state = 'ready' AND problem_code = ?",
                (code.value,),
            )

    def tell_long_doubts(self, before: datetime) -> None:
        """Mark what was sent before that moment and is still uncertain: a person should know."""
        with self.transaction():
            self._run(_LONG_DOUBT, (Code.STILL_UNCERTAIN.value, codec.stamp(before)))

    def adopt(self, stored: StoredReceipt, state: State, document: PeakDocument) -> None:
        """Take over a document that PEAK shows under our number: nothing is sent for it."""
        params = codec.params_to_json(_other_sums(stored.receipt, document))
        with self.transaction():
            self._hold_first(stored, state, document)
            self._run(
                "UPDATE receipt SET state = ?, problem_code = NULL, params = ?, peak_id = ?,"
                " not_before = NULL, failures = 0, absent_since = NULL, changed_at = ?"
                " WHERE receipt_id = ?",
                (state.value, params, document.peak_id, self._now(), stored.receipt_id),
            )

    def _hold_first(self, stored: StoredReceipt, state: State, document: PeakDocument) -> None:
        """Go by way of BLOCKED where no move leads to ``state``: history tells what was found."""
        if state in ALLOWED[stored.state]:
            return
        check_move(stored.state, State.BLOCKED)
        check_move(State.BLOCKED, state)
        total = "?" if document.net is None else baht_text(document.net)
        params = {"number": stored.receipt.number, "other": document.code, "total": total}
        self._run(
            "UPDATE receipt SET state = 'blocked', problem_code = ?, params = ?, changed_at = ?"
            " WHERE receipt_id = ?",
            (
                Code.ALREADY_IN_PEAK.value,
                codec.params_to_json(params),
                self._now(),
                stored.receipt_id,
            ),
        )

    def void(self, receipt_id: int, document: PeakDocument) -> None:
        """Write that a person voided in PEAK what was sent; it is never sent again by itself."""
        with self.transaction():
            self._run(
                "UPDATE receipt SET state = 'voided', peak_id = ?, changed_at = ?"
                " WHERE receipt_id = ?",
                (document.peak_id, self._now(), receipt_id),
            )
            self._is_void(document.peak_id)

    def _is_void(self, peak_id: str) -> None:
        """Read as a live one with its day, it would hold the sale that was issued in its place."""
        self._run("UPDATE peak_document SET void = 1 WHERE peak_id = ?", (peak_id,))

    def sent_document(self, receipt_id: int) -> Document | None:
        """The document of a receipt's last attempt; ``None`` when none was ever made."""
        row = self._row(
            "SELECT document, document_hash FROM attempt WHERE receipt_id = ?"
            " ORDER BY attempt_id DESC LIMIT 1",
            (receipt_id,),
        )
        return self._document(*row) if row else None

    def _document(self, text: str, content_hash: str) -> Document:
        with self._known:
            return codec.checked_document(text, content_hash)

    def known_sent(self) -> str | None:
        """The number of a receipt that is surely in PEAK, the latest; ``None`` when none is.

        One that an audit no longer found would make every look-up beside it worthless.
        """
        row = self._row(
            "SELECT code FROM receipt WHERE state = 'sent' AND NOT EXISTS ("
            " SELECT 1 FROM case_ WHERE case_.receipt_id = receipt.receipt_id"
            " AND case_.code = ?)"
            " ORDER BY issued_on DESC, receipt_id DESC LIMIT 1",
            (Code.MISSING_IN_PEAK.value,),
        )
        return row[0] if row else None


def _other_sums(receipt: Receipt, document: PeakDocument) -> Mapping[str, str]:
    """What was taken over, where PEAK rounds otherwise than the shop: no attempt of ours tells."""
    if document.net is None or document.vat is None:
        return {}
    if agrees(receipt, Sums(document.net - document.vat, document.vat, document.net)):
        return {}
    return {"net": baht_text(document.net), "vat": baht_text(document.vat)}
