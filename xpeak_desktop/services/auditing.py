"""The always-on audit: what the ledger calls sent is held against PEAK, which is never changed.

After each pass by number, every hour today and yesterday, every day the last 35 days. Lists lag
and show heads only, so they raise a suspicion and no more: what becomes of a receipt rests on a
look-up of its number, and absence on two of them, a settle window apart.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.ports import LookUp, SentReceipt
from xpeak_desktop.services import audit_findings as findings
from xpeak_desktop.services.adopting import take_over_held
from xpeak_desktop.services.audit_plan import MOST_ABSENT, AuditPlan
from xpeak_desktop.services.progress import Progress, Stage
from xpeak_desktop.services.proving import Proofs
from xpeak_desktop.services.readying import ask_all
from xpeak_desktop.services.tools import MAY_BE_ITS_OWN, STRANGE_ANSWERS, Tools

log: Final = logging.getLogger(__name__)

SAMPLE: Final = 20
"""Documents of one pass that are looked up again at its end."""

MOST_LISTS: Final = 12
MOST_LOOK_UPS: Final = 40
"""Per pass. A day that is begun is read to its end, since half a list shows nobody's absence."""

_LONGEST: Final = 60.0
_AT_ONCE: Final = 5
_LONG_REST: Final = timedelta(hours=1)


class Auditing:
    """One pass's share of the audit; made anew for each, where it stands is in the ledger."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._ledger = tools.ledger
        self._gateway = tools.gateway
        self._settle = timedelta(seconds=tools.settings.pace.settle_seconds)
        self._lists = 0
        self._look_ups = MOST_LOOK_UPS
        self._proving: frozenset[str] = frozenset()
        self._plan = AuditPlan()

    def run(self, just_sent: Sequence[str]) -> None:
        """Audit as far as this pass may; trouble ends it, and the next pass goes on from there."""
        try:
            self._plan = AuditPlan.load(self._ledger)
            self._go_as_far_as_possible(just_sent)
            self._plan.save(self._ledger)
        except Trouble as error:
            log.info("audit was not kept: %s", error.problem.code)

    def _go_as_far_as_possible(self, just_sent: Sequence[str]) -> None:
        try:
            self._run(just_sent)
        except Trouble as error:
            log.info("audit ended early: %s", error.problem.code)

    def _run(self, just_sent: Sequence[str]) -> None:
        clock = self._tools.clock
        began = clock.monotonic()
        self._tools.report(Progress(Stage.CHECKING))
        # A document that waits for its proof is looked at there, with its journal.
        self._proving = frozenset(entry.code for entry in Proofs(self._ledger).pending)
        self._look_up(self._sent_of(findings.sample(just_sent, SAMPLE, clock.chance())))
        self._look_again()
        self._plan.add_days(self._ledger, self._gateway.now())
        while self._plan.days and self._lists < MOST_LISTS and self._look_ups > 0:
            if clock.monotonic() - began >= _LONGEST:
                return
            self._next_day()

    def _next_day(self) -> None:
        """Audit one day. It goes to the end first: one that PEAK cannot show stops no other."""
        day = self._plan.days.pop(0)
        self._plan.days.append(day)
        if self._audit_day(date.fromisoformat(day)):
            self._plan.days.remove(day)
        self._plan.save(self._ledger)

    # ------------------------------------------------------------------ one day's list

    def _audit_day(self, day: date) -> bool:
        """Hold one day of the ledger against PEAK's list; false when suspects are left over."""
        listed = self._list(day)
        own = self._ledger.sent_between(day, day)
        suspects = [sent for sent in own if self._suspect(sent, listed.pop(sent.number, ()))]
        # What was sent with another date than PEAK shows it under now.
        moved = self._ledger.sent_of(list(listed))
        suspects += [sent for sent in moved if self._suspect(sent, listed.pop(sent.number))]
        self._keep(day, listed)
        some = suspects[: self._look_ups]
        self._look_ups -= len(some)
        self._look_up(some)
        return len(some) == len(suspects)

    def _list(self, day: date) -> dict[str, list[PeakDocument]]:
        listed: dict[str, list[PeakDocument]] = {}
        asked = self._gateway.request_count()
        for document in self._gateway.receipts_of(day, day):
            self._tools.check_cancel()
            listed.setdefault(document.code, []).append(document)
        self._lists += self._gateway.request_count() - asked
        return listed

    def _suspect(self, sent: SentReceipt, shown: Sequence[PeakDocument]) -> bool:
        """Whether a list shows something about this receipt that nobody has been told."""
        if sent.number in self._proving:
            return False
        live = findings.standing(shown)
        if live:
            self._plan.known = sent.number
            return findings.is_news(sent, findings.problem_of(sent, live))
        if shown:
            return True
        waited = sent.number not in self._plan.absent and self._rested(sent)
        return waited and findings.is_news(sent, findings.missing(sent))

    def _keep(self, day: date, listed: Mapping[str, Sequence[PeakDocument]]) -> None:
        """Keep what is not sent from here, for judging: a second feeder, or ours still unsent."""
        # A list whose dates were ignored must not move other days' documents here.
        others = [one for same in listed.values() for one in same if one.issued_on in (None, day)]
        with self._ledger.transaction():
            before = set(self._ledger.in_peak(day))
            self._ledger.set_date_read(day, others)
            now = set(self._ledger.in_peak(day))
            _, differ = take_over_held(self._ledger, day)
            found = {one.code for one in now - before}
            if before - now or any(stored.receipt.number in found for stored in differ):
                # What held a receipt may be gone or void now, or what was left out stands there.
                self._ledger.set_judged_by("")

    # ------------------------------------------------------------------ by number

    def _sent_of(self, numbers: Sequence[str]) -> list[SentReceipt]:
        found = self._ledger.sent_of(numbers)
        return [sent for sent in found if sent.number not in self._proving]

    def _look_again(self) -> None:
        """Look up what was not shown before, now that it has rested."""
        due = self._plan.due(self._gateway.now())[: self._look_ups]
        self._look_ups -= len(due)
        found = self._sent_of(due)
        for number in set(due) - {sent.number for sent in found}:
            del self._plan.absent[number]
        self._look_up(found)

    def _look_up(self, receipts: Sequence[SentReceipt]) -> None:
        for start in range(0, len(receipts), _AT_ONCE):
            self._tools.check_cancel()
            some = {sent.number: sent for sent in receipts[start : start + _AT_ONCE]}
            answers, unanswered = self._ask(list(some))
            control = self._control(answers)
            with self._ledger.transaction():
                for number, look_up in answers.items():
                    self._decide(some[number], look_up, sure=look_up.session == control)
                for number in unanswered:
                    self._leave_for_later(some[number])

    def _ask(self, numbers: Sequence[str]) -> tuple[dict[str, LookUp], list[str]]:
        """What PEAK shows by number, and for which it had no answer: one may have none for ever.

        Raises ``Trouble`` that is everybody's, as that of several numbers and of no other is.
        """
        found = ask_all(self._tools, {number: partial(self._one, number) for number in numbers})
        answers = {number: one for number, one in found.items() if isinstance(one, LookUp)}
        troubles = {number: one for number, one in found.items() if isinstance(one, Trouble)}
        if not answers and len(troubles) >= STRANGE_ANSWERS:
            raise next(iter(troubles.values()))
        return answers, list(troubles)

    def _one(self, number: str) -> LookUp | Trouble:
        """What PEAK shows, or that it had no answer; runs on a sender too."""
        try:
            return self._gateway.receipt(number)
        except Trouble as error:
            if error.problem.code not in MAY_BE_ITS_OWN:
                raise
            return error

    def _leave_for_later(self, sent: SentReceipt) -> None:
        """Watch a number that PEAK had no answer for, and ask the more seldom."""
        if sent.number in self._plan.absent or len(self._plan.absent) < MOST_ABSENT:
            later = self._gateway.now() + max(self._settle, _LONG_REST)
            self._plan.look_again(sent.number, later, self._plan.absent_since(sent.number))

    def _control(self, answers: Mapping[str, LookUp]) -> str | None:
        """The session in which a receipt known to be in PEAK was found, if absence needs one."""
        found = [number for number, look_up in answers.items() if look_up.documents]
        known = found[0] if found else self._plan.known
        if len(found) == len(answers) or not known:
            return None
        look_up = self._one(known)
        return look_up.session if isinstance(look_up, LookUp) and look_up.documents else None

    def _decide(self, sent: SentReceipt, look_up: LookUp, *, sure: bool) -> None:
        """Write what a look-up shows; ``sure`` when it would have shown the receipt."""
        live = findings.standing(look_up.documents)
        if not look_up.documents:
            self._not_shown(sent, sure=sure)
            return
        self._plan.absent.pop(sent.number, None)
        if not live:
            findings.void(self._ledger, sent, look_up.documents[0])
        elif len(live) > 1 or findings.shows_enough(live[0]):
            self._plan.known = sent.number
            findings.tell(self._ledger, sent, findings.problem_of(sent, live))

    # ------------------------------------------------------------------ what PEAK does not show

    def _rested(self, sent: SentReceipt) -> bool:
        return sent.sent_at is None or self._gateway.now() - sent.sent_at >= self._settle

    def _not_shown(self, sent: SentReceipt, *, sure: bool) -> None:
        """Absence counts when it was sure twice, a settle window apart, well after sending."""
        now, absent = self._gateway.now(), self._plan.absent
        if sent.number not in absent and len(absent) >= MOST_ABSENT:
            return
        since = self._plan.absent_since(sent.number)
        if sure and since is not None and now - since >= self._settle:
            del absent[sent.number]
            findings.tell(self._ledger, sent, findings.missing(sent))
            return
        if sure and since is None and self._rested(sent):
            since = now
        self._plan.look_again(sent.number, self._next_look(sent, now), since)

    def _next_look(self, sent: SentReceipt, now: datetime) -> datetime:
        if sent.sent_at is None or self._rested(sent):
            return now + self._settle
        return sent.sent_at + self._settle
