"""The window's view of the ledger: read only, and never a raised error inside a paint event."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.ports import Counted, LedgerReader, ReceiptDetail, ReceiptRow
from xpeak_desktop.services.reconciling import RECONCILE, resting_until
from xpeak_desktop.ui.needs import Need, gather

log = logging.getLogger(__name__)
_T = TypeVar("_T")

WAITING: Final = (State.IMPORTED, State.READY, State.SENDING, State.UNCERTAIN)
NEEDS_YOU: Final = (State.BLOCKED, State.REJECTED)
SENT: Final = (State.SENT,)
NOT_SENT: Final = (State.EXCLUDED, State.VOIDED)

AGAIN_MS: Final = 200
PATIENCE: Final = 25
"""So many times in a row a shut ledger is asked again before anybody is told: five seconds."""

HOLDS: Final = os.name != "nt"
"""Whether the reader stays open between questions.

Windows renames no file that SQLite has open, and a damaged ledger has to be set aside for a copy.
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """The ledger in figures, as one reading of it: every receipt is in exactly one state."""

    counts: Mapping[State, Counted] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()

    def of(self, states: Sequence[State]) -> Counted:
        """Receipts and satang of these states together; no states means all of them."""
        chosen = [self.counts[state] for state in states or State if state in self.counts]
        return Counted(sum(one.receipts for one in chosen), sum(one.satang for one in chosen))


@dataclass(frozen=True, slots=True)
class Days:
    """What each day holds, by state."""

    totals: Mapping[tuple[date, State], Counted] = field(default_factory=dict)

    def of(self, states: Sequence[State], first: date, last: date) -> Counted:
        """Receipts and satang of these days and states together; no states means all of them."""
        chosen = [
            counted
            for (day, state), counted in self.totals.items()
            if first <= day <= last and (not states or state in states)
        ]
        return Counted(sum(one.receipts for one in chosen), sum(one.satang for one in chosen))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows; no states means all. ``asking``: also others that need a person.

    These are in no other list of some states: each receipt lies on one pile.
    """

    states: tuple[State, ...] = ()
    text: str = ""
    days: tuple[date, date] | None = None
    asking: bool = False
    code: Code | None = None
    """What needs a person for this reason alone."""


class Reading(QObject):
    """Opens the reader when it is first needed and keeps the last trouble in ``problem``.

    A ledger that came into being since, or a copy that took a damaged one's place, is opened anew:
    what is shown must be of the file that the worker writes to, down to the ids.

    A writer shuts readers out while its pages go to the file. The window does not wait for that:
    while ``busy``, no answer means anything, and what is shown stays.

    Signals:
        again(): it is not ``busy`` any more, and all can be asked for again.
    """

    again = Signal()

    def __init__(
        self,
        open_reader: Callable[[], LedgerReader],
        parent: QObject | None = None,
        *,
        holds: bool = HOLDS,
    ) -> None:
        super().__init__(parent)
        self._open_reader = open_reader
        self._reader: LedgerReader | None = None
        self._found: object = None
        self._together = False
        self._holds = holds
        self._needs: tuple[Need, ...] = ()
        self._needs_of: tuple[Counted, ...] = ()
        self.problem: Problem | None = None
        self._shut_out = 0
        self._soon = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._soon.timeout.connect(self.again)

    @property
    def busy(self) -> bool:
        """Whether a writer has just shut the ledger: nothing is asked before ``again``."""
        return self._soon.isActive()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is asked inside is of one moment, and waits for the writer at most once.

        Between two commits of a pass at full speed there is hardly a gap: each question of its
        own would wait for the next one.
        """
        before, self._together = self._together, True
        try:
            with ExitStack() as stack:
                if not before:
                    self._drop_what_is_gone()
                self._ask(lambda reader: stack.enter_context(reader.together()), None)
                yield
        finally:
            self._together = before
            self._let_go()

    def summary(self, *, afresh: bool) -> Summary:
        """The figures now; the needs are gathered anew when their counts moved, or ``afresh``."""
        nothing: Mapping[State, Counted] = {}
        counts = self._ask(lambda reader: reader.counts(), nothing)
        held = tuple(counts[state] for state in NEEDS_YOU if state in counts)
        if not self.busy and (afresh or held != self._needs_of):
            self._needs = self._ask(gather, self._needs)
            self._needs_of = held
        return Summary(counts, self._needs)

    def days(self, first: date, last: date) -> Days:
        """The days from first to last."""
        nothing: Mapping[tuple[date, State], Counted] = {}
        return Days(self._ask(lambda reader: reader.day_totals(first, last), nothing))

    def last_sent(self) -> datetime | None:
        """When something was last sent, in this run of the program or a former one."""
        return self._ask(lambda reader: reader.last_sent(), None)

    def next_try(self) -> datetime | None:
        """When the ledger wants a receipt looked at next."""
        return self._ask(lambda reader: reader.next_try(), None)

    def standing_problem(self) -> Problem | None:
        """What stands in everybody's way according to the ledger, or in the way of reading it."""
        noted = self._ask(lambda reader: reader.trouble(), None)
        return self.problem or noted

    def comparing(self) -> tuple[bool, datetime | None]:
        """Whether PEAK is compared before anything is sent, and from when on it goes on.

        Nobody knows when before PEAK's lists were read the first time.
        """
        nothing: tuple[bool, datetime | None] = (False, None)
        return self._ask(
            lambda reader: (reader.meta(RECONCILE) is not None, resting_until(reader)), nothing
        )

    def row_count(self, shown: Shown) -> int:
        """How many rows a list has."""
        return self._ask(
            lambda reader: reader.row_count(
                shown.states, shown.text, days=shown.days, asking=shown.asking, code=shown.code
            ),
            0,
        )

    def rows(self, offset: int, limit: int, shown: Shown) -> list[ReceiptRow]:
        """One window of such a list."""
        return self._ask(
            lambda reader: reader.rows(
                offset,
                limit,
                shown.states,
                shown.text,
                days=shown.days,
                asking=shown.asking,
                code=shown.code,
            ),
            [],
        )

    def offset_of(self, receipt_id: int, shown: Shown) -> int | None:
        """Where in such a list a receipt stands."""
        return self._ask(
            lambda reader: reader.offset_of(
                receipt_id,
                shown.states,
                shown.text,
                days=shown.days,
                asking=shown.asking,
                code=shown.code,
            ),
            None,
        )

    def counts(self, days: tuple[date, date]) -> Summary:
        """The figures of some days; what needs a person is not told by days."""
        nothing: Mapping[State, Counted] = {}
        return Summary(self._ask(lambda reader: reader.counts_between(*days), nothing))

    def span(self) -> tuple[date, date] | None:
        """The first and the last day of any receipt."""
        return self._ask(lambda reader: reader.span(), None)

    def receipt(self, receipt_id: int) -> ReceiptDetail | None:
        """Everything about one receipt."""
        return self._ask(lambda reader: reader.receipt(receipt_id), None)

    def receipt_id_of(self, number: str) -> int | None:
        """Which receipt carries a number."""
        return self._ask(lambda reader: reader.receipt_id_of(number), None)

    def close(self) -> None:
        """Close the reader, if it was opened; whoever asks again opens it anew."""
        self._soon.stop()
        self._shut_out = 0
        self._drop_reader()

    def _let_go(self) -> None:
        if not self._holds and not self._together and self._reader is not None:
            self._found = self._reader.found
            self._drop_reader()

    def _drop_what_is_gone(self) -> None:
        if self._reader is not None and not self._reader.is_current():
            self._drop_reader()

    def _drop_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _opened(self) -> LedgerReader:
        if not self._together:
            self._drop_what_is_gone()
        if self._reader is None:
            self._reader = self._open_reader()
            self._reader.found = self._found
        return self._reader

    def _ask(self, question: Callable[[LedgerReader], _T], otherwise: _T) -> _T:
        if self.busy:
            return otherwise
        try:
            answer = question(self._opened())
            self._let_go()
        except Trouble as trouble:
            self._note(trouble.problem)
            # What could not be read is opened anew next time.
            self._drop_reader()
            return otherwise
        self.problem = None
        self._shut_out = 0
        return answer

    def _note(self, problem: Problem) -> None:
        if problem.code is Code.LEDGER_LOCKED:
            self._soon.start()
            self._shut_out += 1
            if self._shut_out < PATIENCE:
                return
        if self.problem != problem:
            log.info("the ledger cannot be read now: %s", problem.code)
        self.problem = problem
