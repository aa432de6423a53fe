"""The part of the ledger that judging reads from and writes to."""

from collections.abc import Iterator
from typing import Final

from xpeak_desktop.domain.journey import State, check_move
from xpeak_desktop.domain.rules import ChannelRule, Decisions, Verdict
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.reader import PAGE
from xpeak_desktop.ledger.writer import STORED, Writer, stored_receipt
from xpeak_desktop.ports import StoredReceipt

UNSENT_PAGE: Final = (
    # Word for word the index's own condition; SQLite would choose another index by guessing.
    f"SELECT {STORED} FROM receipt INDEXED BY receipt_unsent"
    " WHERE state IN ('imported', 'excluded', 'blocked', 'ready', 'rejected')"
    " AND (issued_on, number, receipt_id) > (?, ?, ?)"
    " ORDER BY issued_on, number, receipt_id LIMIT ?"
)


class Judging(Writer):
    """Receipts to be judged, the verdicts on them, and what a person decided."""

    def to_judge(self) -> Iterator[StoredReceipt]:
        """Every receipt PEAK does not have yet, by date and number.

        A page at a time, so that the caller may write in between.
        """
        after: tuple[str, str, int] = ("", "", 0)
        while page := self._rows(UNSENT_PAGE, (*after, PAGE)):
            for row in page:
                stored = stored_receipt(row)
                yield stored
            receipt = stored.receipt
            after = (codec.day_text(receipt.issued_on), receipt.number, stored.receipt_id)

    def judged(self, stored: StoredReceipt, verdict: Verdict) -> bool:
        """Write a verdict where it says something new; tells whether it did."""
        row = self._row(
            "SELECT state, problem_code, params, warnings, rejected_hash FROM receipt"
            " WHERE receipt_id = ?",
            (stored.receipt_id,),
        )
        if row is None:
            raise LookupError(stored.receipt_id)
        state, code, params = State(row[0]), row[1], row[2]
        if state is State.REJECTED and _refused_before(verdict, row[4]):
            return False
        new_code = verdict.code.value if verdict.code else None
        new_params = codec.params_to_json(verdict.params)
        if state is verdict.state is State.READY:
            # Why a ready receipt rests is not the judge's to say.
            new_code, new_params = code, params
        new = (new_code, new_params, codec.warnings_to_json(verdict.warnings))
        if state is verdict.state:
            if new == (code, params, row[3]):
                return False
            self._write_reason(stored.receipt_id, new)
        else:
            check_move(state, verdict.state)
            self._write_verdict(stored.receipt_id, verdict.state, new)
        return True

    def _write_reason(self, receipt_id: int, reason: tuple[str | None, str, str]) -> None:
        with self.transaction():
            self._run(
                "UPDATE receipt SET problem_code = ?, params = ?, warnings = ?, changed_at = ?"
                " WHERE receipt_id = ?",
                (*reason, self._now(), receipt_id),
            )

    def _write_verdict(
        self, receipt_id: int, state: State, reason: tuple[str | None, str, str]
    ) -> None:
        with self.transaction():
            self._run(
                "UPDATE receipt SET state = ?, problem_code = ?, params = ?, warnings = ?,"
                " changed_at = ?, not_before = NULL, failures = 0, absent_since = NULL"
                " WHERE receipt_id = ?",
                (state.value, *reason, self._now(), receipt_id),
            )

    def decide(self, key: str, decisions: Decisions) -> None:
        """Keep what a person decided about a receipt; ``LookupError`` when there is none."""
        with self.transaction():
            cursor = self._run(
                "UPDATE receipt SET decisions = ?, changed_at = ? WHERE key = ?",
                (codec.decisions_to_json(decisions), self._now(), key),
            )
            if cursor.rowcount != 1:
                raise LookupError(key)

    def set_channel(self, rule: ChannelRule) -> None:
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO channel_rule (channel, send, pay_into) VALUES (?, ?, ?)",
                (rule.channel, rule.send, rule.pay_into),
            )


def _refused_before(verdict: Verdict, rejected_hash: str) -> bool:
    """Whether sending it would only show PEAK again what it has refused."""
    document = verdict.document
    return (
        verdict.state is State.READY
        and document is not None
        and codec.document_hash(document) == rejected_hash
    )
