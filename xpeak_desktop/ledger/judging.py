"""The part of the ledger that judging reads from and writes to."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from xpeak_desktop.domain.journey import State, check_move
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.domain.rules import ChannelRule, Decisions, Verdict
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.reader import PAGE
from xpeak_desktop.ledger.writer import JUDGED_BY, STORED, Writer
from xpeak_desktop.ports import StoredReceipt

UNSENT_PAGE: Final = (
    # Word for word the index's own condition; SQLite would choose another index by guessing.
    f"SELECT {STORED} FROM receipt INDEXED BY receipt_unsent"
    " WHERE state IN ('imported', 'excluded', 'blocked', 'ready', 'rejected')"
    " AND (issued_on, number, receipt_id) > (?, ?, ?)"
    " ORDER BY issued_on, number, receipt_id LIMIT ?"
)
_NEW_PAGE: Final = (
    f"SELECT {STORED} FROM receipt WHERE state = 'imported'"
    " AND (issued_on, receipt_id) > (?, ?) ORDER BY issued_on, receipt_id LIMIT ?"
)
_HELD_PAGE: Final = (
    # Word for word the index's own condition, as above.
    f"SELECT {STORED} FROM receipt INDEXED BY receipt_held"
    " WHERE state IN ('blocked', 'rejected') AND state = 'blocked'"
    f" AND problem_code = '{Code.ALREADY_IN_PEAK.value}' AND receipt_id > ?"
    " ORDER BY receipt_id LIMIT ?"
)
_MOST_OF_ONE_ORDER: Final = 5
OF_ORDER: Final = (
    "SELECT count(*) FROM (SELECT 1 FROM receipt INDEXED BY receipt_of_order"
    f" WHERE order_number = ? AND order_number <> '' LIMIT {_MOST_OF_ONE_ORDER + 1})"
)
SAME_ORDER: Final = (
    "SELECT code FROM receipt INDEXED BY receipt_of_order"
    " WHERE order_number = :order AND order_number <> '' AND total = :total"
    " AND channel = :channel AND code <> :number"
    " AND (state IN ('sending', 'uncertain', 'sent') OR state = 'ready'"
    " AND (issued_on, receipt_id)"
    " < (SELECT issued_on, receipt_id FROM receipt WHERE code = :number)"
    # Of what a ledger begun anew does not know, PEAK's lists tell.
    " OR EXISTS (SELECT 1 FROM peak_document WHERE peak_document.day = receipt.issued_on"
    " AND peak_document.code = receipt.code AND void = 0))"
    " ORDER BY receipt_id LIMIT 1"
)
_REASON: Final = (
    "UPDATE receipt SET problem_code = ?, params = ?, warnings = ?, changed_at = ?"
    " WHERE receipt_id = ? AND state = ?"
)
# A move tells itself, by a trigger; another reason in the same state is told here.
_TELL_REASON: Final = (
    "INSERT INTO receipt_event (receipt_id, at, before, after, code, params)"
    " SELECT receipt_id, changed_at, state, state, problem_code, params FROM receipt"
    " WHERE receipt_id = ?"
)
_VERDICT: Final = (
    "UPDATE receipt SET state = ?, problem_code = ?, params = ?, warnings = ?, changed_at = ?,"
    " not_before = NULL, failures = 0, absent_since = NULL WHERE receipt_id = ? AND state = ?"
)


class Judging(Writer):
    """Receipts to be judged, the verdicts on them, and what a person decided."""

    def to_judge(self, *, only_new: bool = False) -> Iterator[StoredReceipt]:
        """Every receipt PEAK does not have yet, by date.

        Or only those just read in, and those that another receipt holds: its end frees them. A
        page at a time, so that the caller may write in between.
        """
        if only_new:
            yield from self._pages(_NEW_PAGE, ("", 0), lambda one: (_day(one), one.receipt_id))
            held = self._pages(_HELD_PAGE, (0,), lambda one: (one.receipt_id,))
            yield from filter(self._is_held_by_ours, held)
        else:
            yield from self._pages(
                UNSENT_PAGE,
                ("", "", 0),
                lambda one: (_day(one), one.receipt.number, one.receipt_id),
            )

    def _pages(
        self,
        sql: str,
        after: tuple[Any, ...],
        place: Callable[[StoredReceipt], tuple[Any, ...]],
    ) -> Iterator[StoredReceipt]:
        """Each page begins ``after`` the place of the last receipt of the one before."""
        while page := self._rows(sql, (*after, PAGE)):
            for row in page:
                stored = self._stored(row)
                yield stored
                after = place(stored)

    def _is_held_by_ours(self, stored: StoredReceipt) -> bool:
        other = stored.params.get("other", "")
        return self._row("SELECT 1 FROM receipt WHERE code = ?", (other,)) is not None

    def same_order(self, receipt: Receipt) -> str | None:
        """The number of another receipt of its order, channel and total that goes before it.

        PEAK has that one, may have it or lists it, or it is ready and has its turn first: by date,
        as receipts are sent. What stands on every sale of a till, such as "POS-1", is no order's
        number.
        """
        of_order = self._row(OF_ORDER, (receipt.order_number,))
        if of_order is None or of_order[0] > _MOST_OF_ONE_ORDER:
            return None
        row = self._row(
            SAME_ORDER,
            {
                "order": receipt.order_number,
                "total": receipt.total,
                "channel": receipt.channel,
                "number": receipt.number,
            },
        )
        return row[0] if row else None

    def judged(self, stored: StoredReceipt, verdict: Verdict) -> bool:
        """Write a verdict where it says something new; tells whether it did.

        ``LookupError`` when the receipt has moved since it was read.
        """
        state = stored.state
        if state is State.REJECTED and _is_no_news(verdict, stored.rejected_hash):
            return False
        code, params = verdict.code, verdict.params
        if state is verdict.state is State.READY:
            # Why a ready receipt rests is not the judge's to say.
            code, params = stored.code, stored.params
        said = (code, params, verdict.warnings)
        if state is verdict.state and said == (stored.code, stored.params, stored.warnings):
            return False
        reason = (
            code.value if code else None,
            codec.params_to_json(params),
            codec.warnings_to_json(verdict.warnings),
        )
        if state is verdict.state:
            with self.transaction():
                self._write(_REASON, (*reason, self._now(), stored.receipt_id, state.value))
                if (code, params) != (stored.code, stored.params):
                    self._run(_TELL_REASON, (stored.receipt_id,))
        else:
            check_move(state, verdict.state)
            moved = (verdict.state.value, *reason, self._now(), stored.receipt_id, state.value)
            self._write(_VERDICT, moved)
        return True

    def _write(self, sql: str, parameters: tuple[object, ...]) -> None:
        with self.transaction():
            if self._run(sql, parameters).rowcount != 1:
                raise LookupError(parameters)

    def decide(self, key: str, decisions: Decisions) -> None:
        """Keep what a person decided about a receipt; ``LookupError`` when there is none."""
        with self.transaction():
            cursor = self._run(
                "UPDATE receipt SET decisions = ?, changed_at = ? WHERE key = ?",
                (codec.decisions_to_json(decisions), self._now(), key),
            )
            if cursor.rowcount != 1:
                raise LookupError(key)
            self.judge_anew()

    def unsent(self, receipt_id: int) -> StoredReceipt | None:
        """One receipt that PEAK does not have yet; ``None`` for any other."""
        row = self._row(
            f"SELECT {STORED} FROM receipt WHERE receipt_id = ?"
            " AND state IN ('imported', 'excluded', 'blocked', 'ready', 'rejected')",
            (receipt_id,),
        )
        return self._stored(row) if row else None

    def forget_refusal(self, receipt_id: int) -> None:
        """Let a refused document go once more as it is: a person put PEAK right meanwhile."""
        with self.transaction():
            self._run(
                "UPDATE receipt SET rejected_hash = '' WHERE receipt_id = ? AND state = 'rejected'",
                (receipt_id,),
            )

    def judged_by(self) -> str | None:
        """A mark of what the unsent receipts were last judged by; ``None`` after a change."""
        return self.meta(JUDGED_BY)

    def set_judged_by(self, mark: str) -> None:
        self.set_meta(JUDGED_BY, mark)

    def set_channel(self, rule: ChannelRule) -> None:
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO channel_rule (channel, send, pay_into) VALUES (?, ?, ?)",
                (rule.channel, rule.send, rule.pay_into),
            )


def _day(stored: StoredReceipt) -> str:
    return codec.day_text(stored.receipt.issued_on)


def _is_no_news(verdict: Verdict, rejected_hash: str) -> bool:
    """Whether a refused receipt stays as it is.

    PEAK has seen it, so its date is not in the future: this computer's clock is wrong, and must
    not free the receipt to be refused again. Nor must a document that may stand for the same sale,
    which may be refused as well: each would free the other for ever.
    """
    if verdict.code is Code.ALREADY_IN_PEAK:
        # Unless a person has said that it may go once more.
        return bool(rejected_hash)
    return verdict.code is Code.DATE_FUTURE or _refused_before(verdict, rejected_hash)


def _refused_before(verdict: Verdict, rejected_hash: str) -> bool:
    """Whether sending it would only show PEAK again what it has refused."""
    document = verdict.document
    return (
        verdict.state is State.READY
        and document is not None
        and codec.document_hash(document) == rejected_hash
    )
