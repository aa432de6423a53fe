"""Send what is ready: a rolling window of durable intents over at most five senders.

Every intent is committed before its first byte leaves, every outcome is written on this thread,
and both travel in the same commits, so that no sender waits for the slowest of a wave.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from xpeak_desktop.domain.document import Document, PeakDocument, differences, missing_fields
from xpeak_desktop.domain.journey import State, retry_delay
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Area, Code, Problem, Trouble
from xpeak_desktop.domain.receipt import Buyer
from xpeak_desktop.domain.rules import Verdict, judge, same_sale
from xpeak_desktop.ports import Answer, Attempt, Contact, Done, LookUp, Outcome, Settled
from xpeak_desktop.ports import StoredReceipt as Stored
from xpeak_desktop.services.adopting import take_over, take_over_held
from xpeak_desktop.services.contacts import (
    code_of,
    find_or_create,
    keep_pulled,
    known_contact,
    pull_is_due,
)
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.judging import Judging
from xpeak_desktop.services.progress import Progress, Stage
from xpeak_desktop.services.proving import Pending, Proofs, difference_problem
from xpeak_desktop.services.reading_back import ReadingBack
from xpeak_desktop.services.settling import clash
from xpeak_desktop.services.tools import MAY_BE_ITS_OWN, STRANGE_ANSWERS, Tools

WINDOW: Final = 10
_LOOK_AHEAD: Final = 60
_MOST_LOOKED_AT: Final = 200
"""Receipts that are adopted or held in one transaction before others get their turn."""

_PATIENCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Create:
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class _ReadBack:
    """``created`` is true when PEAK said yes but showed too little of the document.

    ``peak_id`` is then the id it gave, if it gave one.
    """

    attempt: Attempt
    created: bool = False
    peak_id: str = ""

    def own(self, look_up: LookUp) -> PeakDocument | None:
        """Our document: the one PEAK named, else the one that says what was sent."""
        if self.peak_id:
            return look_up.named(self.peak_id)
        return look_up.saying(self.attempt.document)


@dataclass(frozen=True, slots=True)
class _ReadDay:
    day: date


@dataclass(frozen=True, slots=True)
class _FindContact:
    code: str


@dataclass(frozen=True, slots=True)
class _PullContacts:
    pass


@dataclass(frozen=True, slots=True)
class _SeekContact:
    """Whether the contact of a refused document is still in PEAK."""

    peak_id: str
    code: str


@dataclass(frozen=True, slots=True)
class _Prove:
    entry: Pending
    document: Document


class Sending:
    """The sending part of one pass; made anew for each."""

    def __init__(
        self,
        tools: Tools,
        judging: Judging,
        proofs: Proofs,
        reading: ReadingBack,
        contest: Contest,
    ) -> None:
        self._tools = tools
        self._ledger = tools.ledger
        self._gateway = tools.gateway
        self._judging = judging
        self._proofs = proofs
        self._reading = reading
        self._contest = contest
        self._settle = timedelta(seconds=tools.settings.pace.settle_seconds)
        self._queue: deque[Stored] = deque()
        self._parked: dict[Any, list[Stored]] = {}
        self._open: dict[int, Stored] = {}
        self._days_read: set[date] = set()
        self._contacts: dict[str, str] = {}
        self._alone: tuple[Stored, Document] | None = None
        self._awaited: int | None = None
        self._more = False
        self._after = ("", 0)
        self._strange = 0
        self._unanswered: dict[Any, Trouble] = {}
        self._unanswered_in_a_row = 0
        self._sought: set[str] = set()
        self._proof_asked = False
        self._over = False
        self._pause: Answer | None = None
        self._halt: Trouble | None = None
        self._bug: BaseException | None = None
        self.sent = self.adopted = self.uncertain = 0
        self.for_audit: list[str] = []
        self._total = self._sent_before = 0

    @property
    def unanswered(self) -> Problem | None:
        """What PEAK could not say about a day or a buyer, while the others went on."""
        return next((one.problem for one in self._unanswered.values()), None)

    def run(self) -> None:
        """Send until nothing is left. Raises ``Trouble`` for what stands in everybody's way."""
        try:
            self._run()
        finally:
            # A ledger that fails ends the pass while calls wait for a sender: they stay here.
            self._over = True

    def _run(self) -> None:
        held = self._ledger.counts()
        self._total = held[State.READY].receipts
        self._sent_before = held[State.SENT].receipts
        waits = so_far = 0
        while True:
            self._roll()
            if self._bug is not None:
                raise self._bug
            if self._halt is None:
                return
            halt, self._halt = self._halt, None
            # A limit that slides lets a few through at a time: only waits for nothing are counted.
            done = self.sent + self.adopted
            waits, so_far = (waits if done == so_far else 0), done
            if not self._tools.wait_out(halt, waits):
                raise halt
            waits += 1
            self._start_over()
            self._await_proof()

    def _start_over(self) -> None:
        """After a pause: what was looked at and put aside is asked for again."""
        self._queue.clear()
        self._parked.clear()
        self._alone = None
        self._after = ("", 0)
        self._strange = 0
        self._pause = None

    # ------------------------------------------------------------------ the loop

    def _roll(self) -> None:
        finished: list[Done] = []
        while True:
            with self._ledger.transaction():
                for done in finished:
                    self._take(done)
                fresh = self._intend()
            for attempt in fresh:
                self._create(attempt)
            self._tell()
            if self._alone is not None and not self._tools.senders.waiting():
                self._send_alone(*self._alone)
                finished = []
            elif self._tools.senders.waiting():
                finished = self._tools.senders.gather(_PATIENCE)
            elif self._halted() or not self._more:
                return
            else:
                finished = []

    def _tell(self) -> None:
        done = self.sent + self.adopted
        self._tools.report(Progress(Stage.SENDING, done, self._total, self._sent_before))

    def _halted(self) -> bool:
        stopped = self._tools.cancel.is_set() or self._contest.another
        return stopped or self._halt is not None or self._bug is not None

    def _create(self, attempt: Attempt) -> None:
        call = partial(self._create_unless_paused, attempt.document)
        self._tools.senders.submit(_Create(attempt), call)

    def _create_unless_paused(self, document: Document) -> Answer:
        """Runs on a sender: once the queue is to stop, what still waits for a sender stays here."""
        if self._pause is not None:
            return self._pause
        if not self._may_leave():
            problem = Problem(Code.COMPARING_FIRST)
            return Answer(Outcome.NOT_SENT, problem=problem, everybody=True)
        answer = self._gateway.create_receipt(document, self._may_leave)
        self._strange = self._strange + 1 if answer.outcome is Outcome.UNKNOWN else 0
        refused = answer.everybody and answer.outcome is Outcome.NOT_SENT
        if refused or self._strange >= STRANGE_ANSWERS:
            self._pause = Answer(
                Outcome.NOT_SENT,
                problem=answer.problem or Problem(Code.PEAK_ODD_ANSWER),
                everybody=True,
                retry_after=answer.retry_after,
            )
        return answer

    def _may_leave(self) -> bool:
        return not (self._over or self._contest.another)

    def _intend(self) -> list[Attempt]:
        """Write the intents that fit into the window; the caller commits, then submits."""
        fresh: list[Attempt] = []
        while self._alone is None and len(self._open) < WINDOW and not self._halted():
            found = self._next_sendable()
            if found is None:
                break
            if not self._proofs.proved(found[1]):
                self._alone = found
                break
            fresh.append(self._begin(*found))
        if self._halted():
            self._alone = None
        return fresh

    def _begin(self, stored: Stored, document: Document) -> Attempt:
        attempt = self._ledger.begin(stored, document, self._gateway.now())
        self._open[attempt.attempt_id] = stored
        return attempt

    # ------------------------------------------------------------------ what can be sent next

    def _next_sendable(self) -> tuple[Stored, Document] | None:
        """The next receipt that can go; ``None`` ends the round, ``_more`` tells if it goes on."""
        for _ in range(_MOST_LOOKED_AT):
            self._more = bool(self._queue) or self._fetch()
            if not self._queue:
                return None
            stored = self._queue.popleft()
            document = self._prepare(stored)
            if document is not None:
                return stored, document
        return None

    def _fetch(self) -> bool:
        """Read more ready receipts; false when there are none, or enough wait for PEAK already."""
        if sum(len(waiting) for waiting in self._parked.values()) >= _LOOK_AHEAD:
            return False
        batch = self._ledger.ready(self._gateway.now(), self._after, _LOOK_AHEAD)
        if not batch:
            return False
        for stored in batch:
            if self._is_held(stored):
                continue
            day = stored.receipt.issued_on
            # Once in each pass: another computer may have sent, or a person voided, since the last.
            if day is None or day in self._days_read:
                self._queue.append(stored)
            else:
                self._park(_ReadDay(day), stored, partial(self._read_day, day))
        last = batch[-1]
        day = last.receipt.issued_on
        self._after = (day.isoformat() if day else "", last.receipt_id)
        return True

    def _is_held(self, stored: Stored) -> bool:
        """Whether it waits for the first of its VAT mode: then PEAK is asked nothing about it."""
        if not self._proofs.holds_any():
            return False
        document = judge(stored.receipt, self._judging.shop, stored.decisions).document
        return document is not None and self._proofs.holds(document)

    def _park(self, key: Any, stored: Stored, call: Callable[[], Any]) -> None:
        """Put a receipt aside until PEAK has answered; ask once for all that wait for the same."""
        if key in self._unanswered:
            self._put_off(stored, self._unanswered[key].problem)
            return
        if key not in self._parked:
            self._parked[key] = []
            self._tools.senders.submit(key, call)
        self._parked[key].append(stored)

    def _read_day(self, day: date) -> list[PeakDocument]:
        """PEAK's documents of a day; an ignored filter shows other days' as well."""
        listed = self._gateway.receipts_of(day, day)
        return [one for one in listed if one.issued_on in (None, day)]

    def _prepare(self, stored: Stored) -> Document | None:
        """The document to send, or ``None`` when the receipt went another way or has to wait."""
        in_peak = self._judging.in_peak(stored.receipt)
        if self._adopt(stored, in_peak):
            return None
        verdict = judge(stored.receipt, self._judging.shop, stored.decisions, in_peak)
        if verdict.document is None:
            self._ledger.judged(stored, verdict)
            return None
        document = verdict.document
        if self._proofs.holds(document):
            return None
        contact_id = self._contact_id(stored, document.buyer)
        if contact_id is None:
            return None
        document = replace(document, contact_id=contact_id)
        other = None if stored.decisions.different_sale else same_sale(document, in_peak)
        if other is not None:
            self._ledger.judged(stored, _same_sale_verdict(document, other))
            return None
        return document

    def _adopt(self, stored: Stored, in_peak: tuple[PeakDocument, ...]) -> bool:
        """Take over a document of our own number that PEAK already shows, if it says the same."""
        state = take_over(self._ledger, stored, in_peak)
        if state is State.SENT:
            self.adopted += 1
            self._contest.met()
        return state is not None

    def _contact_id(self, stored: Stored, buyer: Buyer | None) -> str | None:
        contact_id = self._contacts.get(code_of(buyer)) or known_contact(self._ledger, buyer)
        if contact_id is not None:
            self._contacts[code_of(buyer)] = contact_id
            return contact_id
        pulls = buyer and buyer.tax_id and not self._pulled_in_vain(stored)
        if pulls and pull_is_due(self._ledger, self._gateway.now()):
            self._park(_PullContacts(), stored, lambda: list(self._gateway.contacts()))
        else:
            key = _FindContact(code_of(buyer))
            self._park(key, stored, partial(find_or_create, self._gateway, buyer))
        return None

    def _pulled_in_vain(self, stored: Stored) -> bool:
        """Whether the accountant's own contact of this buyer was looked for often enough.

        A second contact beside it is a lesser evil than a tax invoice that never goes.
        """
        return _PullContacts() in self._unanswered and stored.failures >= STRANGE_ANSWERS

    # ------------------------------------------------------------------ what came back

    def _take(self, done: Done) -> None:
        key = done.key
        if isinstance(key, _Create | _ReadBack):
            self._take_attempt(key, done)
        elif isinstance(key, _Prove):
            self._take_proof(key, done)
        elif done.error is not None:
            self._not_answered(key, done.error)
        else:
            self._unanswered_in_a_row = 0
            self._learn(key, done.result)
            self._queue.extend(self._parked.pop(key, []))

    def _take_proof(self, key: _Prove, done: Done) -> None:
        if done.error is None:
            self._reading.judge(key.entry, key.document, done.result)
        elif not self._reading.failed(key.entry, key.document, done.error):
            self._failed(done.error, [])

    def _learn(self, key: Any, result: Any) -> None:
        if isinstance(key, _ReadDay):
            self._ledger.set_date_read(key.day, result)
            self._days_read.add(key.day)
            self._judging.forget_day(key.day)
            self._take_over_held(key.day)
        elif isinstance(key, _PullContacts):
            keep_pulled(self._ledger, result, self._gateway.now())
        elif isinstance(key, _SeekContact):
            if result is None or result.peak_id != key.peak_id:
                self._forget_contact(key.peak_id)
        elif isinstance(result, Contact):
            self._ledger.set_contact(replace(result, code=key.code))

    def _take_over_held(self, day: date) -> None:
        """Another computer, or a time this ledger has lost, may have sent what is left out here."""
        taken, others = take_over_held(self._ledger, day)
        self.adopted += taken
        if taken:
            self._contest.met()
            self._judging.forget_day(day)
        for stored in others:
            self._judging.judge_one(stored)

    def _not_answered(self, key: Any, error: BaseException) -> None:
        """What PEAK cannot say about one day or buyer puts those off who asked, and nobody else.

        Several in a row are everybody's trouble.
        """
        waiting = self._parked.pop(key, [])
        if isinstance(error, Trouble) and error.problem.code in MAY_BE_ITS_OWN:
            self._unanswered[key] = error
            self._unanswered_in_a_row += 1
            if self._unanswered_in_a_row < STRANGE_ANSWERS:
                for stored in waiting:
                    if isinstance(key, _PullContacts) and self._pulled_in_vain(stored):
                        self._queue.append(stored)
                    else:
                        self._put_off(stored, error.problem)
                return
        self._failed(error, waiting)

    def _put_off(self, stored: Stored, problem: Problem) -> None:
        self._ledger.delay(stored.receipt_id, self._later(stored), problem)

    def _failed(self, error: BaseException, waiting: list[Stored]) -> None:
        """A look-up failed: everybody's trouble stops the queue, else those who waited rest."""
        if not isinstance(error, Trouble):
            self._bug = self._bug or error
        elif error.problem.area is Area.RECEIPT:
            for stored in waiting:
                self._put_off(stored, error.problem)
        else:
            self._halt = self._halt or error

    def _take_attempt(self, key: _Create | _ReadBack, done: Done) -> None:
        attempt = key.attempt
        if done.error is not None:
            self._unsure(attempt)
            self._failed(done.error, [])
        elif isinstance(key, _Create):
            self._answered(attempt, done.result)
        else:
            self._read_back(key, done.result)

    def _answered(self, attempt: Attempt, answer: Answer) -> None:
        """Write what PEAK's answer to a create means; what is not clear stays uncertain."""
        shown = answer.document
        if answer.duplicate:
            self._ask_back(_ReadBack(attempt))
        elif answer.outcome is Outcome.YES and shown and shown.code == attempt.document.code:
            self._accepted(attempt, shown)
        elif answer.outcome is Outcome.NO:
            self._close(attempt)
            params = {"code": answer.res_code, "words": answer.words}
            settled = Settled("rejected", None, answer.res_code, answer.words)
            self._ledger.finish(attempt, State.REJECTED, settled, Code.PEAK_REJECTED, params)
            self._seek_contact(attempt.document.contact_id)
        elif answer.outcome is Outcome.NOT_SENT:
            self._never_left(attempt, answer)
        else:
            self._unsure(attempt, answer)

    def _seek_contact(self, peak_id: str) -> None:
        """Somebody may have deleted or merged it in PEAK: every document for it would be refused.

        What PEAK answers then is UNKNOWN, so that any refusal has the contact looked for, once.
        """
        code = self._ledger.contact_code(peak_id)
        if not code or peak_id in self._sought:
            return
        self._sought.add(peak_id)
        call = partial(self._gateway.contact, code)
        self._tools.senders.submit(_SeekContact(peak_id, code), call)

    def _forget_contact(self, peak_id: str) -> None:
        """It is gone: the next document for this buyer finds another, or has one made."""
        self._ledger.forget_contact(peak_id)
        self._contacts = {code: one for code, one in self._contacts.items() if one != peak_id}

    def _accepted(self, attempt: Attempt, shown: PeakDocument) -> None:
        if shown.void or missing_fields(shown):
            self._ask_back(_ReadBack(attempt, True, shown.peak_id))
        else:
            self._booked(attempt, shown, "sent")

    def _ask_back(self, key: _ReadBack) -> None:
        call = partial(self._gateway.receipt, key.attempt.document.code)
        self._tools.senders.submit(key, call)

    def _read_back(self, key: _ReadBack, look_up: LookUp) -> None:
        """After a 315, or a yes that showed too little: believe only what PEAK shows by code."""
        attempt, shown = key.attempt, key.own(look_up)
        if shown is None or missing_fields(shown):
            self._unsure(attempt)
        elif key.peak_id or not differences(attempt.document, shown):
            self._booked(attempt, shown, "sent" if key.created else "adopted")
        elif key.created:
            # PEAK named none, and what it shows so far may be another's of the same number.
            self._unsure(attempt)
        else:
            self._close(attempt)
            clash(self._tools, attempt, look_up)

    def _booked(self, attempt: Attempt, shown: PeakDocument, outcome: str) -> None:
        stored = self._close(attempt)
        self._ledger.finish(attempt, State.SENT, Settled(outcome, shown))
        self.sent += outcome == "sent"
        self.adopted += outcome == "adopted"
        case = difference_problem(attempt.document, shown)
        if case is not None:
            self._ledger.open_case(stored.receipt_id, case)
        known = stored.receipt_id, attempt.document, attempt.started_at, shown.peak_id
        if not self._proofs.proved(attempt.document):
            self._proofs.add(*known)
        elif not self._proof_asked:
            self._ask_proof(self._proofs.add(*known), attempt.document)
        else:
            self.for_audit.append(attempt.document.code)
        self._proof_asked = True

    def _ask_proof(self, entry: Pending, document: Document) -> None:
        """Read the pass's first document back while the others go on."""
        call = partial(self._gateway.receipt, entry.code)
        self._tools.senders.submit(_Prove(entry, document), call)

    def _never_left(self, attempt: Attempt, answer: Answer) -> None:
        stored = self._close(attempt)
        not_before = None if answer.everybody else self._later(stored)
        settled = Settled("not_sent", None, answer.res_code, answer.words)
        self._ledger.finish(attempt, State.READY, settled, not_before=not_before)
        self._everybody(answer)

    def _unsure(self, attempt: Attempt, answer: Answer | None = None) -> None:
        self._close(attempt)
        undocumented = answer is not None and answer.undocumented
        code, words = (answer.res_code, answer.words) if answer and undocumented else ("", "")
        settled = Settled("uncertain", None, code, words)
        rested = attempt.started_at + self._settle
        self._ledger.finish(attempt, State.UNCERTAIN, settled, not_before=rested)
        self.uncertain += 1
        problem = answer.problem if answer is not None else None
        if answer is not None and problem is not None and problem.code not in MAY_BE_ITS_OWN:
            self._everybody(answer)
        elif self._pause is not None:
            # One lost answer is that receipt's own trouble; several in a row are everybody's.
            self._everybody(self._pause)

    def _everybody(self, answer: Answer) -> None:
        if answer.everybody and answer.problem is not None and self._halt is None:
            self._halt = Trouble(answer.problem, answer.retry_after)

    def _close(self, attempt: Attempt) -> Stored:
        return self._open.pop(attempt.attempt_id)

    def _later(self, stored: Stored) -> Any:
        seconds = self._tools.settings.pace.retry_seconds
        return self._gateway.now() + retry_delay(
            seconds, stored.failures + 1, self._tools.clock.chance()
        )

    # ------------------------------------------------------------------ the first of a VAT mode

    def _send_alone(self, stored: Stored, document: Document) -> None:
        """Send one document with nothing else under way, and wait until PEAK shows it booked."""
        self._alone = None
        with self._ledger.transaction():
            attempt = self._begin(stored, document)
        answer = self._create_unless_paused(document)
        with self._ledger.transaction():
            self._answered(attempt, answer)
        while self._tools.senders.waiting():
            finished = self._tools.senders.gather(_PATIENCE)
            with self._ledger.transaction():
                for done in finished:
                    self._take(done)
        self._awaited = stored.receipt_id
        self._await_proof()

    def _await_proof(self) -> None:
        """Wait for a first document, if it was taken; what stays unseen holds its own mode."""
        for entry in [one for one in self._proofs.pending if one.receipt_id == self._awaited]:
            if self._halted():
                return
            try:
                self._reading.wait_for(entry)
            except Trouble as error:
                self._halt = error
                return
        self._awaited = None
        case = self._proofs.stopping_case()
        if case is not None:
            self._halt = Trouble(case)


def _same_sale_verdict(document: Document, other: PeakDocument) -> Verdict:
    params = {
        "number": document.code,
        "other": other.code,
        "total": baht_text(document.sums.total),
    }
    return Verdict(State.BLOCKED, Code.ALREADY_IN_PEAK, params)
