"""One pass: read what is new, settle what is uncertain, send what is ready, read back, audit.

The order matters. What a former run left under way is declared uncertain before anything else;
nothing is sent before PEAK has said whose books these are; and a pass never sleeps for a settle
window: what must rest is left for a later pass.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from xpeak_desktop.domain.document import RATE_CONFIRMED_UNTIL
from xpeak_desktop.domain.problems import Area, Code, Problem, Trouble
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.services.auditing import Auditing
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.judging import Judging, read_shop
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.services.proving import Proofs
from xpeak_desktop.services.reading_back import ReadingBack
from xpeak_desktop.services.readying import learn_from_peak
from xpeak_desktop.services.reconciling import Reconciling
from xpeak_desktop.services.sending import Sending
from xpeak_desktop.services.settling import Settling
from xpeak_desktop.services.tools import Tools

log: Final = logging.getLogger(__name__)

Intake = Callable[[], Sequence[Problem]]
"""Reads the watched folder or the live link into the ledger; what it could not read it returns."""


_STOPS_SENDING: Final = frozenset(
    {
        *(Code.PEAK_QUOTA, Code.FIRST_DOCUMENT_WAITS, Code.COMPARING_FIRST),
        # Of one call alone, often enough: the audit ends by itself where others have no answer.
        *(Code.PEAK_ERROR, Code.PEAK_ODD_ANSWER),
    }
)
_LONG_DOUBT: Final = timedelta(days=1)
"""So long a receipt may be uncertain before a person is told."""


def _stops_only_sending(problem: Problem) -> bool:
    """Whether PEAK can be read all the same: a void there must not wait until sending goes on."""
    return problem.code in _STOPS_SENDING or problem.area is Area.CASE


class Syncing:
    """The main job. One instance may run many passes, one after the other, on one thread."""

    def __init__(self, tools: Tools, intake: Intake, environment: str, contest: Contest) -> None:
        self._tools = tools
        self._intake = intake
        self._environment = environment
        self._contest = contest

    def run_pass(self) -> PassResult:
        """Do one whole pass. Never raises ``Trouble``: what stood in the way is in the result."""
        clock, gateway = self._tools.clock, self._tools.gateway
        began, asked = clock.monotonic(), gateway.request_count()
        work = _Pass(self._tools, self._intake, self._environment, self._contest)
        problem = work.run()
        stopped = self._tools.cancel.is_set()
        if problem and problem.code is Code.STOPPED:
            problem = None
        problem = self._note(problem, stopped=stopped)
        self._tools.report(Progress(Stage.DONE, work.sent + work.adopted))
        return PassResult(
            sent=work.sent,
            uncertain=work.uncertain,
            adopted=work.adopted,
            requests=gateway.request_count() - asked,
            seconds=clock.monotonic() - began,
            stopped=stopped,
            problem=problem,
            warnings=tuple(work.warnings),
        )

    def _note(self, problem: Problem | None, *, stopped: bool) -> Problem | None:
        """Keep for ``status`` what stood in the way; a full disk must not hide it."""
        try:
            self._contest.keep(self._tools.ledger)
            # A pass that was stopped has not shown that what stood in the way is gone.
            if problem is not None or not stopped:
                self._tools.ledger.set_trouble(problem)
        except Trouble as error:
            return problem or error.problem
        return problem


class _Pass:
    """The steps of one pass and what they counted."""

    def __init__(self, tools: Tools, intake: Intake, environment: str, contest: Contest) -> None:
        self._tools = tools
        self._intake = intake
        self._environment = environment
        self._contest = contest
        self._settling = Settling(tools)
        self._reconciling = Reconciling(tools, contest)
        self._sending: Sending | None = None
        self._greeted = False
        self._unread: Problem | None = None
        self.warnings: list[Problem] = []

    @property
    def sent(self) -> int:
        return self._sending.sent if self._sending else 0

    @property
    def uncertain(self) -> int:
        return self._sending.uncertain if self._sending else 0

    @property
    def adopted(self) -> int:
        sending = self._sending.adopted if self._sending else 0
        return self._settling.found + self._reconciling.adopted + sending

    def run(self) -> Problem | None:
        """Go as far as possible; the problem that ended the pass early, if one did."""
        problem = None
        try:
            self._tools.ledger.interrupted()
            self._read_source()
            self._work_with_peak()
            problem = (self._sending.unanswered if self._sending else None) or self._unread
        except Trouble as error:
            log.info("pass ended early: %s", error.problem.code)
            problem = error.problem
            if self._greeted and _stops_only_sending(problem):
                self._audit()
        self._reconciling.end_sending()
        return problem

    def _read_source(self) -> None:
        self._tools.report(Progress(Stage.READING))
        self.warnings += self._intake()
        self._judging(self._tools.clock.now()).judge_all()

    def _work_with_peak(self) -> None:
        tools = self._tools
        tools.report(Progress(Stage.CHECKING))
        self._reconciling.look_back()
        self._contest.refuse(tools.ledger, tools.clock.now())
        tools.patiently(self._greet)
        tools.ledger.tell_long_doubts(tools.gateway.now() - _LONG_DOUBT)
        tools.patiently(self._settling.run)
        self._unread = tools.patiently(lambda: learn_from_peak(tools))
        judging = self._judging(tools.gateway.now())
        judging.judge_all()
        self._notice_rate(tools.gateway.now())
        tools.patiently(lambda: self._reconciling.run(judging))
        proofs = Proofs(tools.ledger)
        reading = ReadingBack(tools, proofs)
        self._sending = Sending(tools, judging, proofs, reading, self._contest)
        proofs.let_be()
        tools.patiently(reading.check_all)
        self._stop_for(proofs.stopping_case())
        tools.check_cancel()
        self._reconciling.begin_sending()
        self._send(self._sending, judging)
        tools.patiently(reading.check_all)
        self._stop_for(proofs.waiting())
        self._audit()

    def _send(self, sending: Sending, judging: Judging) -> None:
        """Send; if somebody else seems to send too, what is left waits for PEAK's lists."""
        try:
            sending.run()
        except Trouble as met:
            if met.problem.code is not Code.COMPARING_FIRST:
                raise
        self._tools.patiently(lambda: self._reconciling.run(judging))

    def _audit(self) -> None:
        """Look at what was sent; trouble of its own ends it and is not the pass's."""
        Auditing(self._tools).run(self._sending.for_audit if self._sending else ())

    def _judging(self, now: datetime) -> Judging:
        return Judging(self._tools.ledger, read_shop(self._tools.ledger, self._tools.settings, now))

    def _greet(self) -> None:
        """Ask PEAK whose books the token opens; a ledger of another business refuses to go on."""
        business = self._tools.gateway.business()
        self._tools.ledger.bind(self._environment, business.business_id, business.name)
        self._greeted = True
        # Most deaths show at this first call; what a kill forgets now nobody would know again.
        self._reconciling.notice_another()

    @staticmethod
    def _stop_for(problem: Problem | None) -> None:
        if problem is not None:
            raise Trouble(problem)

    def _notice_rate(self, now: datetime) -> None:
        day = now.astimezone(BANGKOK).date()
        if day > RATE_CONFIRMED_UNTIL and self._tools.settings.rules.vat_registered:
            until = RATE_CONFIRMED_UNTIL.isoformat()
            self.warnings.append(Problem(Code.VAT_RATE_UNCONFIRMED, {"until": until}))
