"""The window's view of the ledger: read only, and never a raised error inside a paint event."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Problem, Trouble
from xpeak_desktop.ports import Counted, LedgerReader, ReceiptRow
from xpeak_desktop.ui.needs import Need, gather

log = logging.getLogger(__name__)
_T = TypeVar("_T")

WAITING: Final = (State.IMPORTED, State.READY, State.SENDING, State.UNCERTAIN)
NEEDS_YOU: Final = (State.BLOCKED, State.REJECTED)
SENT: Final = (State.SENT,)
NOT_SENT: Final = (State.EXCLUDED, State.VOIDED)


@dataclass(frozen=True, slots=True)
class Summary:
    """The ledger in figures, as one reading of it: every receipt is in exactly one state."""

    counts: Mapping[State, Counted] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()

    def of(self, states: Sequence[State]) -> Counted:
        """Receipts and satang of these states together; no states means all of them."""
        chosen = [self.counts[state] for state in states or State if state in self.counts]
        return Counted(sum(one.receipts for one in chosen), sum(one.satang for one in chosen))


class Reading:
    """Opens the reader when it is first needed and keeps the last trouble in ``problem``.

    Before the first pass there may be no ledger; then what was opened stays empty for ever, so an
    empty one is opened again whenever things are read ``afresh``.
    """

    def __init__(self, open_reader: Callable[[], LedgerReader]) -> None:
        self._open_reader = open_reader
        self._reader: LedgerReader | None = None
        self._needs: tuple[Need, ...] = ()
        self._needs_of: tuple[Counted, ...] = ()
        self.problem: Problem | None = None

    def summary(self, *, afresh: bool) -> Summary:
        """The figures now; the needs are gathered anew when their counts moved, or ``afresh``."""
        nothing: Mapping[State, Counted] = {}
        counts = self._ask(lambda reader: reader.counts(), nothing)
        if afresh and not any(one.receipts for one in counts.values()):
            self.close()
            counts = self._ask(lambda reader: reader.counts(), nothing)
        held = tuple(counts[state] for state in NEEDS_YOU if state in counts)
        if afresh or held != self._needs_of:
            self._needs = self._ask(gather, self._needs)
            self._needs_of = held
        return Summary(counts, self._needs)

    def standing_problem(self) -> Problem | None:
        """What stands in everybody's way according to the ledger, or in the way of reading it."""
        noted = self._ask(lambda reader: reader.trouble(), None)
        return self.problem or noted

    def row_count(self, states: Sequence[State], text: str) -> int:
        """How many rows a list of these states and this search text has."""
        return self._ask(lambda reader: reader.row_count(states, text), 0)

    def rows(self, offset: int, limit: int, states: Sequence[State], text: str) -> list[ReceiptRow]:
        """One window of such a list."""
        return self._ask(lambda reader: reader.rows(offset, limit, states, text), [])

    def close(self) -> None:
        """Close the reader, if it was opened."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _ask(self, question: Callable[[LedgerReader], _T], otherwise: _T) -> _T:
        try:
            if self._reader is None:
                self._reader = self._open_reader()
            answer = question(self._reader)
        except Trouble as trouble:
            if self.problem != trouble.problem:
                log.info("the ledger cannot be read now: %s", trouble.problem.code)
            self.problem = trouble.problem
            # What could not be read is opened anew next time.
            self.close()
            return otherwise
        self.problem = None
        return answer
