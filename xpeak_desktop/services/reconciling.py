"""Before a ledger that may lack something sends: read PEAK's lists again, take over what is there.

A copy that was put back does not know what was sent after it was made, a ledger begun anew knows
nothing, and where another computer was let in, it may have sent. What PEAK shows under our numbers
is taken over. What it does not show may still be on its way, so the lists are read a second time
after a rest, and only then something may be sent.
"""

import contextlib
import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.ports import LedgerReader, StoredReceipt
from xpeak_desktop.services.adopting import take_over
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.judging import Judging
from xpeak_desktop.services.left_days import LEFT_DAYS, LeftDays
from xpeak_desktop.services.progress import Progress, Stage
from xpeak_desktop.services.readying import ask_each
from xpeak_desktop.services.tools import Tools

log: Final = logging.getLogger(__name__)

RECONCILE: Final = "reconcile"
_COMPARED_FROM: Final = "compared_from"
"""The shop's start date when PEAK's lists were last compared."""

_EPOCH: Final = "epoch"
_SENDING: Final = "sending_since_epoch"
_UNREAD: Final = "new"
_AGAIN: Final = "again"
_KNOWN_DAYS: Final = 35
_AT_ONCE: Final = 5
_BATCH: Final = 400


class Reconciling:
    """One pass's guard: looks whether the ledger is the last one that sent, and puts it right."""

    def __init__(self, tools: Tools, contest: Contest) -> None:
        self._tools = tools
        self._contest = contest
        self._ledger = tools.ledger
        self._rest = timedelta(seconds=tools.settings.pace.settle_seconds)
        self._left = LeftDays(tools.ledger)
        self._left_asked = False
        self.adopted = 0

    # ------------------------------------------------------------------ is it the last one

    def look_back(self) -> None:
        """Notice a ledger older than the last one that sent, and a pass that was cut off."""
        kept, ours = self._tools.epochs.kept(), self._epoch()
        if ours < kept:
            log.info("the ledger has epoch %d, kept is %d", ours, kept)
            with self._ledger.transaction():
                self._ledger.set_meta(_EPOCH, str(kept))
                if self._ledger.meta(RECONCILE) is None:
                    self._ledger.compare_first(Problem(Code.LEDGER_BEHIND))
                # A comparison it had begun says nothing of what was sent since.
                self._ledger.set_meta(RECONCILE, _UNREAD)
        if self._ledger.meta(_SENDING) is not None:
            # A journal spoiled by the same accident loses the last outcomes without a sign.
            with self._ledger.transaction():
                self._ledger.forget_dates()
                self._ledger.set_meta(_SENDING, None)

    def begin_sending(self) -> None:
        """Count this pass as one that may send: in the ledger first, so that no alarm is false."""
        if not self._ledger.counts()[State.READY].receipts:
            return
        self._next_epoch(_SENDING, "yes")

    def end_sending(self) -> None:
        """Write that the pass came to its end, whatever else stood in its way."""
        with contextlib.suppress(Trouble):
            self.notice_another()
            if self._ledger.meta(_SENDING) is not None:
                self._ledger.set_meta(_SENDING, None)

    def _next_epoch(self, name: str, value: str) -> None:
        epoch = self._epoch() + 1
        with self._ledger.transaction():
            self._ledger.set_meta(_EPOCH, str(epoch))
            self._ledger.set_meta(name, value)
        self._tools.epochs.keep(epoch)

    def _epoch(self) -> int:
        return int(self._ledger.meta(_EPOCH) or 0)

    # ------------------------------------------------------------------ putting it right

    def run(self, judging: Judging) -> None:
        """Compare with PEAK if that is still to be done.

        Raises ``Trouble``: COMPARING_FIRST until the second reading, or what PEAK met.
        """
        self.notice_another()
        now = self._tools.gateway.now()
        mark = self._ledger.meta(RECONCILE)
        if self._starts_earlier_now():
            mark = _UNREAD
        if mark is None:
            self._read_left_days(judging)
            return
        if mark == _UNREAD:
            mark = self._begin((now + self._rest).isoformat())
        if mark != _AGAIN and datetime.fromisoformat(mark) <= now:
            mark = self._read_from_here(_AGAIN)
        self._read_days(judging)
        self._take_over(judging)
        if mark != _AGAIN:
            seconds = (datetime.fromisoformat(mark) - now).total_seconds()
            raise trouble(Code.COMPARING_FIRST, seconds=f"{max(seconds, 0):.0f}")
        if self._contest.another:
            # Let in while we read: what it sent may be on none of these lists.
            self.notice_another()
            raise trouble(Code.COMPARING_FIRST)
        self._ledger.set_meta(RECONCILE, None)
        log.info("the ledger was compared with PEAK")

    def notice_another(self) -> None:
        """Whoever else was let in may have sent what no list shows yet."""
        if self._contest.another:
            log.info("another computer may have sent: PEAK's lists come first")
            # A new epoch, so that a copy of the ledger that does not know it compares as well.
            self._next_epoch(RECONCILE, _UNREAD)
            self._contest.noted()

    def _starts_earlier_now(self) -> bool:
        """Whether receipts may go of which no list was compared: they lay before the start date."""
        compared, start = self._ledger.meta(_COMPARED_FROM), self._start()
        return bool(compared) and start < (compared or "")

    def _start(self) -> str:
        start = self._tools.settings.rules.start_date
        return start.isoformat() if start else ""

    def _begin(self, mark: str) -> str:
        """Begin the first reading: whatever was known of a former one counts no more."""
        with self._ledger.transaction():
            self._ledger.set_meta(LEFT_DAYS, None)
            self._ledger.set_meta(_COMPARED_FROM, self._start() or None)
            return self._read_from_here(mark)

    def _read_from_here(self, mark: str) -> str:
        with self._ledger.transaction():
            self._ledger.forget_dates()
            self._ledger.set_meta(RECONCILE, mark)
        return mark

    def _read_days(self, judging: Judging) -> None:
        """Read what is not read yet; each day counts from then on, whatever comes in between."""
        days = self._days()
        unread = [day for day in days if not self._ledger.date_was_read(day)]
        for start in range(0, len(unread), _AT_ONCE):
            self._tools.check_cancel()
            self._tools.report(Progress(Stage.SETTLING, start, len(unread)))
            some = unread[start : start + _AT_ONCE]
            troubles = self._read_some(judging, some)
            if len(troubles) == len(some):
                self._show_that_lists_answer(days, troubles)

    def _days(self) -> list[date]:
        """Nothing is dated after today; midnight may come before the second reading."""
        today = self._tools.gateway.now().astimezone(BANGKOK).date()
        start = self._tools.settings.rules.start_date
        return self._ledger.days_to_compare(_KNOWN_DAYS, start, today + timedelta(days=1))

    def _read_left_days(self, judging: Judging) -> None:
        """Read what could not be read when all others were compared."""
        due = [] if self._left_asked else self._left.due(self._tools.gateway.now())
        self._left_asked = True
        if due:
            troubles = self._read_some(judging, due)
            if len(troubles) < len(due):
                self._take_over(judging)

    def _read_some(self, judging: Judging, days: Sequence[date]) -> Mapping[date, Trouble]:
        """Read the lists of some days; those that PEAK cannot show are left for later.

        Raises ``Trouble`` that is not a day's own.
        """
        calls = {day: partial(self._read_day, day) for day in days}
        began = self._tools.gateway.now()
        answers, troubles = ask_each(self._tools, calls)
        again = self._tools.gateway.now() + self._rest
        with self._ledger.transaction():
            for day, documents in answers.items():
                self._ledger.set_date_read(day, documents)
                judging.forget_day(day)
            self._left.were_read(answers, began, again)
            self._left.missed(troubles)
            for day, error in troubles.items():
                self._ledger.put_off_day(day, again, error.problem)
        return troubles

    def _show_that_lists_answer(
        self, days: Sequence[date], troubles: Mapping[date, Trouble]
    ) -> None:
        """Several days without an answer are everybody's trouble unless another has one now.

        Before any was read, the latest is asked: the oldest may be what PEAK stumbles over.
        """
        known = next((day for day in days if self._ledger.date_was_read(day)), days[-1])
        if known in troubles:
            raise troubles[known]
        self._read_day(known)

    def _read_day(self, day: date) -> list[PeakDocument]:
        listed = self._tools.gateway.receipts_of(day, day)
        return [one for one in listed if one.issued_on in (None, day)]

    def _take_over(self, judging: Judging) -> None:
        batch: list[StoredReceipt] = []
        for stored in self._ledger.to_judge():
            batch.append(stored)
            if len(batch) == _BATCH:
                self._take_over_batch(judging, batch)
                batch = []
        self._take_over_batch(judging, batch)

    def _take_over_batch(self, judging: Judging, batch: list[StoredReceipt]) -> None:
        with self._ledger.transaction():
            for stored in batch:
                in_peak = judging.in_peak(stored.receipt)
                state = take_over(self._ledger, stored, in_peak)
                self.adopted += state is State.SENT
                if state is None and stored.state is State.EXCLUDED and in_peak:
                    # What is left out without a word must not be what PEAK holds otherwise.
                    judging.judge_one(stored)


def resting_until(reader: LedgerReader) -> datetime | None:
    """When the lists may be read the second time; ``None`` when nothing is compared."""
    mark = reader.meta(RECONCILE)
    if mark is None or mark in (_UNREAD, _AGAIN):
        return None
    return datetime.fromisoformat(mark)
