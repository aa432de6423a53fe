"""The part of the ledger that takes in the shop's records, new and later versions alike."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from xpeak_desktop.domain.journey import UNSENT, State
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Receipt, Status, source_key, without_buyer
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.reader import Row
from xpeak_desktop.ledger.telling import OVER
from xpeak_desktop.ledger.writer import Writer
from xpeak_desktop.ports import ImportResult

_COUNTABLE: Final = 10**13
"""Satang beyond which a total is a misread cell: kept in the payload, counted as nothing, so that
a sum over all receipts stays inside SQLite's integers."""

_UNSENT: Final = frozenset(state.value for state in UNSENT)
_OF_VERSION: Final = (Code.CHANGED_AFTER_SEND, Code.CANCELLED_AFTER_SEND)


@dataclass(frozen=True, slots=True)
class _Version:
    """A receipt as the source shows it, its mark, where it was read, and from when that is."""

    receipt: Receipt
    mark: str
    origin: str
    made: datetime | None


class Importing(Writer):
    """Files, receipts and products of the shop."""

    def knows_file(self, digest: str) -> bool:
        return self._row("SELECT 1 FROM import_file WHERE digest = ?", (digest,)) is not None

    def add_file(self, digest: str, name: str, receipts: int, complaints: int) -> None:
        with self.transaction():
            self._run(
                "INSERT OR REPLACE INTO import_file (digest, name, receipts, complaints, read_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (digest, name, receipts, complaints, self._now()),
            )

    def put_shop_product(self, sku: str, name: str) -> None:
        with self.transaction():
            self._run(
                "INSERT INTO shop_product (sku, name) VALUES (?, ?)"
                " ON CONFLICT (sku) DO UPDATE SET name = excluded.name",
                (sku, name),
            )

    def put_receipt(
        self,
        receipt: Receipt,
        mark: str,
        origin: str,
        *,
        buyer: Buyer | None = None,
        made: datetime | None = None,
    ) -> ImportResult:
        """Take in one receipt as the source shows it now; ``mark`` is its fingerprint.

        Buyers must have been dropped already where the law does not ask for them; ``buyer`` is the
        one that was read, who is compared and not kept. ``made`` is from when the file or answer
        is: what is older than a change, or of unknown age, does not take it back.
        """
        with self.transaction():
            known = self._row(
                "SELECT receipt_id, state, fingerprint, later_fingerprint, total FROM receipt"
                " WHERE key = ?",
                (source_key(receipt),),
            )
            if known is None:
                self._insert(receipt, mark, origin)
                return ImportResult.NEW
            if mark not in known[2:4]:
                receipt, mark = self._in_known_words(known[0], receipt, mark, buyer)
            return self._put_version(known, _Version(receipt, mark, origin, made))

    def _in_known_words(
        self, receipt_id: int, receipt: Receipt, mark: str, buyer: Buyer | None
    ) -> tuple[Receipt, str]:
        """The version and its mark as they are known, where only the words are others.

        What the shop calls "paid" today and "shipped" tomorrow, or "receipt" over the live link, is
        no change. Payload and mark stay those of one version, whichever spelling comes next.
        """
        row = self._row(
            "SELECT payload, fingerprint, later_payload, later_fingerprint FROM receipt"
            " WHERE receipt_id = ?",
            (receipt_id,),
        )
        words = Words(self.words())
        whole = receipt if buyer is None else replace(receipt, buyer=buyer)
        for payload, known_mark in (row[:2], row[2:]) if row else ():
            if payload is None:
                continue
            with self._known:
                known = codec.receipt_from_json(payload)
            same = words.same_version(whole, known, known_mark)
            if same is not None:
                return (without_buyer(same) if receipt.buyer == Buyer() else same), known_mark
        return receipt, mark

    def _insert(self, receipt: Receipt, mark: str, origin: str) -> None:
        self._run(
            "INSERT INTO receipt (key, number, code, order_number, issued_on, channel, total,"
            " state, origin, changed_at, fingerprint, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'imported', ?, ?, ?, ?)",
            (
                source_key(receipt),
                receipt.number,
                receipt.number or None,
                receipt.order_number,
                codec.day_text(receipt.issued_on),
                receipt.channel,
                _countable(receipt),
                origin,
                self._now(),
                mark,
                codec.receipt_to_json(receipt),
            ),
        )

    def _put_version(self, known: Row, shown: _Version) -> ImportResult:
        receipt_id, state, fingerprint, later, total = known
        if state in _UNSENT:
            if shown.mark == fingerprint:
                self._refresh(receipt_id, shown.receipt)
                return ImportResult.SAME
            self._replace(receipt_id, State(state), shown.receipt, shown.mark, shown.origin)
            return ImportResult.REPLACED
        if shown.mark == fingerprint:
            if later is not None and self._takes_back(receipt_id, state, shown.made):
                return self._take_back(receipt_id, state, total, shown.receipt)
            return ImportResult.SAME
        self._note_made(receipt_id, shown.made, first=later is None)
        if shown.mark == later:
            return ImportResult.SAME
        self._run(
            "UPDATE receipt SET later_payload = ?, later_fingerprint = ? WHERE receipt_id = ?",
            (codec.receipt_to_json(shown.receipt), shown.mark, receipt_id),
        )
        if state == State.SENT:
            self._open_case_of_version(receipt_id, total, shown.receipt)
            return ImportResult.CASE
        # A voided receipt is never sent again, whatever the source says of it.
        return ImportResult.SAME if state == State.VOIDED else ImportResult.LATER

    def _takes_back(self, receipt_id: int, state: str, made: datetime | None) -> bool:
        """Whether what was sent, or is under way, being shown again makes the later version void.

        An old export may be dropped in again: it must not answer what a newer one asks. Nothing
        has been asked yet while the outcome is open.
        """
        noted = codec.moment(self.meta(_made_of(receipt_id)))
        if made is None or noted is None:
            return state in (State.SENDING, State.UNCERTAIN)
        if made < noted or state == State.VOIDED:
            return False
        return state != State.SENT or self._still_asks(receipt_id)

    def _still_asks(self, receipt_id: int) -> bool:
        """Whether a person is asked about the later version, and has not acted on it in PEAK.

        Where PEAK's document was changed for it, what was sent is not what stands there.
        """
        cases = self._rows(
            "SELECT code, params, closed_at FROM case_ WHERE receipt_id = ?", (receipt_id,)
        )
        asked = any(code in _OF_VERSION and closed is None for code, _, closed in cases)
        return asked and not any(
            code == Code.PEAK_CHANGED and OVER not in codec.params_from_json(params)
            for code, params, _ in cases
        )

    def _take_back(self, receipt_id: int, state: str, total: int, receipt: Receipt) -> ImportResult:
        """Forget the later version: the source shows again what was sent, or is under way."""
        self._forget_later(receipt_id)
        for code in _OF_VERSION:
            self.close_case(receipt_id, code, over=True)
        if state == State.SENT and self._is_cancelled(receipt):
            # Taken over from PEAK though the shop had cancelled it: that is to decide once more.
            self._open_case_of_version(receipt_id, total, receipt)
            return ImportResult.CASE
        return ImportResult.SAME

    def _note_made(self, receipt_id: int, made: datetime | None, *, first: bool) -> None:
        """Keep from when the newest file is that shows a later version; unknown stays unknown."""
        name = _made_of(receipt_id)
        noted = made if first else codec.moment(self.meta(name))
        newest = max(made, noted) if made and noted else None
        self.set_meta(name, codec.stamp(newest) if newest else None)

    def _refresh(self, receipt_id: int, receipt: Receipt) -> None:
        """Keep what is no new version for the books but may be what a receipt waits for.

        An address completed in the shop changes no fingerprint, and yet unblocks a tax invoice.
        """
        payload = codec.receipt_to_json(receipt)
        refreshed = self._run(
            "UPDATE receipt SET payload = ? WHERE receipt_id = ? AND payload <> ?",
            (payload, receipt_id, payload),
        )
        if refreshed.rowcount:
            self.judge_anew()

    def _replace(
        self, receipt_id: int, state: State, receipt: Receipt, mark: str, origin: str
    ) -> None:
        """Put a later version in an unsent receipt's place; it is judged anew.

        ``rejected_hash`` and what a person decided stay.
        """
        # IMPORTED to IMPORTED is no move, and the trigger would refuse it as one.
        move = "" if state is State.IMPORTED else "state = 'imported',"
        self._run(
            f"UPDATE receipt SET {move} revision = revision + 1, order_number = ?, issued_on = ?,"
            " channel = ?, total = ?, payload = ?, fingerprint = ?, origin = ?, changed_at = ?,"
            " problem_code = NULL, params = '{}', warnings = '[]', not_before = NULL,"
            " failures = 0, absent_since = NULL, later_payload = NULL, later_fingerprint = NULL"
            " WHERE receipt_id = ?",
            (
                receipt.order_number,
                codec.day_text(receipt.issued_on),
                receipt.channel,
                _countable(receipt),
                codec.receipt_to_json(receipt),
                mark,
                origin,
                self._now(),
                receipt_id,
            ),
        )

    def _forget_later(self, receipt_id: int) -> None:
        self._run(
            "UPDATE receipt SET later_payload = NULL, later_fingerprint = NULL"
            " WHERE receipt_id = ? AND later_payload IS NOT NULL",
            (receipt_id,),
        )
        self.set_meta(_made_of(receipt_id), None)

    def _apply_later(self, receipt_id: int, state: State) -> None:
        """Do what a version asks for that came while the outcome was open."""
        row = self._row(
            "SELECT later_payload, later_fingerprint, origin, total FROM receipt"
            " WHERE receipt_id = ? AND later_payload IS NOT NULL",
            (receipt_id,),
        )
        if row is None:
            return
        payload, mark, origin, total = row
        with self._known:
            receipt = codec.receipt_from_json(payload)
        if state in UNSENT:
            self._replace(receipt_id, state, receipt, mark, origin)
            self.set_meta(_made_of(receipt_id), None)
        elif state is State.SENT:
            self._open_case_of_version(receipt_id, total, receipt)

    def _open_case_of_version(self, receipt_id: int, total: int, receipt: Receipt) -> None:
        cancelled = self._is_cancelled(receipt)
        code = Code.CANCELLED_AFTER_SEND if cancelled else Code.CHANGED_AFTER_SEND
        other = Code.CHANGED_AFTER_SEND if cancelled else Code.CANCELLED_AFTER_SEND
        # One question at a time: the newest version says what there is to decide.
        self._run(
            "UPDATE case_ SET closed_at = ?"
            " WHERE receipt_id = ? AND code = ? AND closed_at IS NULL",
            (self._now(), receipt_id, other.value),
        )
        new_total = "?" if receipt.total is None else baht_text(receipt.total)
        params = {"number": receipt.number, "old": baht_text(total), "new": new_total}
        self.open_case(receipt_id, Problem(code, params, receipt.number))

    def _is_cancelled(self, receipt: Receipt) -> bool:
        return Words(self.words()).status(receipt.status) is Status.CANCELLED


def _made_of(receipt_id: int) -> str:
    """The note of from when a receipt's later version is; gone with that version."""
    return f"later_made {receipt_id}"


def _countable(receipt: Receipt) -> int:
    total = receipt.total or 0
    return total if abs(total) <= _COUNTABLE else 0
