"""The part of the ledger that knows how far it can be trusted: its epoch, and what it may lack.

``epoch`` counts the passes that may have sent. A copy that is put back counts fewer than what is
kept outside the ledger, and then PEAK's lists are read again before anything is sent.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ledger import backup, codec
from xpeak_desktop.ledger.reader import NOTICE
from xpeak_desktop.ledger.writer import Writer

RECONCILE: Final = "reconcile"
UNREAD: Final = "new"
"""The value of the mark before any list was read; ``services/reconciling.py`` writes the others."""

ARRIVED: Final = "arrived_settings"
"""Settings that came with the ledger from another computer and are still to be kept."""

_NOTICED_AT: Final = "noticed_at"
_TOLD_FOR: Final = timedelta(days=7)

_DAYS: Final = (
    # Each state by itself, so that an index gives its days without touching a receipt.
    "SELECT DISTINCT issued_on FROM receipt INDEXED BY receipt_by_state WHERE state IN ({states})"
    " AND issued_on > '' AND issued_on <= :last"
    " UNION SELECT DISTINCT issued_on FROM receipt INDEXED BY receipt_by_state"
    " WHERE state = 'excluded' AND issued_on > '' AND issued_on BETWEEN :start AND :last"
    " UNION SELECT issued_on FROM (SELECT DISTINCT issued_on FROM receipt INDEXED BY receipt_newest"
    " WHERE issued_on > '' AND issued_on <= :last ORDER BY issued_on DESC LIMIT :latest)"
    " ORDER BY 1"
)
_PAYLOADS: Final = "SELECT payload, later_payload FROM receipt"
_DOCUMENTS: Final = "SELECT document, document_hash FROM attempt"
_NOT_SENT: Final = "'imported', 'blocked', 'ready', 'rejected', 'sending', 'uncertain'"


class Guarding(Writer):
    """Marks that outlive a process, and the days whose lists are wanted again."""

    def compare_first(self, notice: Problem) -> None:
        """Let nothing be sent before PEAK's lists were read again, and tell a person why."""
        with self.transaction():
            self.set_meta(RECONCILE, UNREAD)
            self.set_meta(NOTICE, codec.problem_to_json(notice))
            self.set_meta(_NOTICED_AT, self._now())

    def read_through(self) -> None:
        """Hold every stored receipt and document against its seal. Raises LEDGER_BROKEN."""
        with self._known:
            for payload, later in self._connection.execute(_PAYLOADS):
                codec.check_receipt(payload)
                if later is not None:
                    codec.check_receipt(later)
            for document, content_hash in self._connection.execute(_DOCUMENTS):
                codec.check_document(document, content_hash)

    def copy_to(self, target: Path) -> None:
        """Write a whole and proved copy of this ledger. Raises ``Trouble``."""
        backup.make(self._connection, target)

    def forget_notice(self) -> None:
        """Stop telling what was put right more than a week ago."""
        told = codec.moment(self.meta(_NOTICED_AT))
        if told is None or self.meta(RECONCILE) or self._clock.now() - told < _TOLD_FOR:
            return
        with self.transaction():
            self.set_meta(NOTICE, None)
            self.set_meta(_NOTICED_AT, None)

    def forget_dates(self) -> None:
        """Let PEAK's list of every day be read again before anything of that day is sent."""
        with self.transaction():
            self._run("DELETE FROM date_read")

    def days_to_compare(self, latest: int, start: date | None, last: date) -> list[date]:
        """The days of everything that is not in PEAK for sure, and so many of the latest days.

        None after ``last``: a date that lies ahead was misread. What is left out is looked at only
        from the shop's ``start`` date on: before it, all that is old is left out.
        """
        values = {"start": codec.day_text(start), "last": codec.day_text(last), "latest": latest}
        rows = self._rows(_DAYS.format(states=_NOT_SENT), values)
        return [date.fromisoformat(day) for (day,) in rows]
