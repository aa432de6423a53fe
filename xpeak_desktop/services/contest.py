"""Is somebody else sending with these keys? Early deaths of the client token tell.

PEAK keeps one live client token per connect ID, so a second program that mints one kills ours.
Two tokens in a row that die within an hour of their minting mean: stop and say so, never play
ping-pong. Ten minutes would be too short: two programs that begin a pass every quarter of an hour
kill each other's token once in every pass.

Already the first death says more, and so does a document of ours that this ledger never sent:
whoever was let in may have sent what PEAK's lists do not show yet. So nothing more is sent before
they were read again, twice, a settle window apart.
"""

import json
from collections import deque
from datetime import datetime, timedelta
from typing import Final

from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ports import Ledger

_NAME: Final = "early_deaths"
_WINDOW: Final = timedelta(hours=1)
_ENOUGH: Final = 2


class Contest:
    """Collects deaths from any thread; the pass's thread writes them into the ledger."""

    def __init__(self) -> None:
        self._fresh: deque[datetime] = deque()
        self._another = False

    def token_died(self, when: datetime, early: bool) -> None:
        """A client token was refused, ``early`` within an hour; may be called from a sender.

        ``when`` and the ``now`` of ``refuse`` are of this computer's clock: PEAK's is not known
        before the first answer, which may already have cost a minting.
        """
        self._another = True
        if early:
            self._fresh.append(when)

    def met(self) -> None:
        """PEAK holds under one of our numbers what this ledger never sent."""
        self._another = True

    @property
    def another(self) -> bool:
        """Whether somebody else may have sent since ``noted``: nothing more may leave."""
        return self._another

    def noted(self) -> None:
        """It stands in the ledger now that PEAK's lists come first."""
        self._another = False

    def keep(self, ledger: Ledger) -> None:
        """Write what was collected, so that a restart does not forget it."""
        if not self._fresh:
            return
        known = json.loads(ledger.meta(_NAME) or "[]")
        while self._fresh:
            known.append(self._fresh.popleft().isoformat())
        ledger.set_meta(_NAME, json.dumps(known[-_ENOUGH:]))

    def forget(self, ledger: Ledger) -> None:
        """A person has said that this computer is the one that sends."""
        self._fresh.clear()
        ledger.set_meta(_NAME, None)

    def refuse(self, ledger: Ledger, now: datetime) -> None:
        """Raise ``Trouble`` (TOKEN_CONTESTED) for an hour; then it is tried once more."""
        known = [datetime.fromisoformat(when) for when in json.loads(ledger.meta(_NAME) or "[]")]
        if len(known) < _ENOUGH or known[-1] - known[0] >= _WINDOW:
            return
        if timedelta(0) <= now - known[-1] < _WINDOW:
            raise trouble(Code.TOKEN_CONTESTED)
