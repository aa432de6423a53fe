"""Settle what is uncertain: find out whether PEAK has it, and never guess.

"Not found" is the most dangerous answer PEAK can give, so absence must be shown twice,
``settle_seconds`` apart, in a session in which something known to exist is found. A receipt that
cannot be looked up rests, as uncertain as before, and holds nobody else.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from xpeak_desktop.domain.document import differences
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ports import Attempt, LookUp, Settled, StoredReceipt
from xpeak_desktop.services.contacts import GENERAL_CODE, find_or_create
from xpeak_desktop.services.progress import Progress, Stage
from xpeak_desktop.services.tools import MAY_BE_ITS_OWN, STRANGE_ANSWERS, Tools

_AT_ONCE: Final = 5
_LONGEST_REST: Final = timedelta(hours=1)


class Settling:
    """One round of look-ups for every uncertain receipt whose rest is over."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._rest = timedelta(seconds=tools.settings.pace.settle_seconds)
        self._strange = 0
        self.found = 0

    def run(self) -> None:
        """Look up what is due. Raises ``Trouble`` when PEAK cannot be asked."""
        self._strange = 0
        due = self._due(self._tools.gateway.now())
        if not due:
            return
        self._tools.report(Progress(Stage.SETTLING, 0, len(due)))
        while due and not self._tools.cancel.is_set():
            batch, due = due[:_AT_ONCE], due[_AT_ONCE:]
            self._settle_batch(batch)

    def _due(self, now: datetime) -> list[tuple[StoredReceipt, Attempt]]:
        due = []
        for stored, attempt in self._tools.ledger.uncertain():
            when = stored.not_before or attempt.started_at + self._rest
            if when <= now:
                due.append((stored, attempt))
            elif stored.not_before is None:
                self._tools.ledger.rest(stored.receipt_id, when, None)
        return due

    def _settle_batch(self, batch: list[tuple[StoredReceipt, Attempt]]) -> None:
        control = self._control()
        senders = self._tools.senders
        for stored, attempt in batch:
            look_up = partial(self._tools.gateway.receipt, attempt.document.code)
            senders.submit((stored, attempt), look_up)
        done = []
        while senders.waiting():
            done += senders.gather(1.0)
        trouble = None
        with self._tools.ledger.transaction():
            for one in done:
                stored, attempt = one.key
                if one.error is None:
                    self._strange = 0
                    self.settle(stored, attempt, one.result, control)
                else:
                    if self._is_its_own(one.error):
                        self._rest_long(stored, attempt)
                    trouble = trouble or self._everybodys(one.error)
        if trouble is not None:
            raise trouble

    def _control(self) -> str | None:
        """The positive control. One that cannot be asked for proves nothing and stops nobody."""
        try:
            return self.positive_control()
        except Trouble as error:
            if self._everybodys(error) is not None:
                raise
            return None

    def _everybodys(self, error: BaseException) -> BaseException | None:
        """What ends the pass: everybody's trouble, or the third in a row that may not be."""
        if not self._is_its_own(error):
            return error
        self._strange += 1
        return error if self._strange >= STRANGE_ANSWERS else None

    @staticmethod
    def _is_its_own(error: BaseException) -> bool:
        return isinstance(error, Trouble) and error.problem.code in MAY_BE_ITS_OWN

    def positive_control(self) -> str | None:
        """The session in which a document (or contact) known to exist was just found."""
        gateway, code = self._tools.gateway, self._tools.ledger.known_sent()
        if code is not None:
            look_up = gateway.receipt(code)
            return look_up.session if look_up.documents else None
        if gateway.contact(GENERAL_CODE) is None:
            # A shop that sells to companies only has not needed the general customer yet.
            find_or_create(gateway, None)
        return gateway.session() if gateway.contact(GENERAL_CODE) is not None else None

    def settle(
        self, stored: StoredReceipt, attempt: Attempt, look_up: LookUp, control: str | None
    ) -> None:
        """Write what a look-up of an uncertain receipt showed."""
        ledger, shown = self._tools.ledger, look_up.saying(attempt.document)
        if shown is not None and (shown.net is None or shown.issued_on is None):
            self._rest_again(stored, None)
        elif shown is not None and not differences(attempt.document, shown):
            ledger.finish(attempt, State.SENT, Settled("adopted", shown))
            self.found += 1
        elif shown is not None:
            # Where PEAK takes a number twice, ours may still come to stand beside it.
            if self._is_absent_again(stored):
                clash(self._tools, attempt, look_up)
        elif look_up.documents:
            if self._is_absent_again(stored):
                ledger.finish(attempt, State.VOIDED, Settled("voided", look_up.documents[0]))
        elif control is None or control != look_up.session:
            self._rest_again(stored, None)
        else:
            self._absent(stored, attempt)

    def _is_absent_again(self, stored: StoredReceipt) -> bool:
        """Whether our document was missing a settle window ago, too; else it rests once more."""
        now = self._tools.gateway.now()
        if stored.absent_since is None or now - stored.absent_since < self._rest:
            self._rest_again(stored, stored.absent_since or now)
            return False
        return True

    def _absent(self, stored: StoredReceipt, attempt: Attempt) -> None:
        if not self._is_absent_again(stored):
            return
        if attempt.res_code:
            # PEAK had refused it with a code nobody has documented; it is surely not booked, and
            # the same document would meet the same answer.
            self._tools.ledger.finish(
                attempt,
                State.REJECTED,
                Settled("rejected", None, attempt.res_code, attempt.words),
                Code.PEAK_REJECTED,
                {"code": attempt.res_code, "words": attempt.words},
            )
        else:
            self._tools.ledger.finish(attempt, State.READY, Settled("absent"))

    def _rest_long(self, stored: StoredReceipt, attempt: Attempt) -> None:
        """Rest the longer, the older the doubt: three that always fail must not end every pass."""
        now = self._tools.gateway.now()
        rest = max(self._rest, min(_LONGEST_REST, (now - attempt.started_at) / 2))
        self._tools.ledger.rest(stored.receipt_id, now + rest, stored.absent_since)

    def _rest_again(self, stored: StoredReceipt, absent_since: datetime | None) -> None:
        until = self._tools.gateway.now() + self._rest
        self._tools.ledger.rest(stored.receipt_id, until, absent_since)


def clash(tools: Tools, attempt: Attempt, look_up: LookUp) -> None:
    """Hold a receipt whose number a different live document of PEAK carries."""
    shown = look_up.live or look_up.documents[0]
    tools.ledger.note_in_peak(attempt.document.issued_on, shown)
    tools.ledger.finish(
        attempt,
        State.BLOCKED,
        Settled("clash", shown),
        Code.NUMBER_CLASH,
        {
            "number": attempt.document.code,
            "total": baht_text(attempt.document.sums.total),
            "peak_total": "?" if shown.net is None else baht_text(shown.net),
        },
    )
