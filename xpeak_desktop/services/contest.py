"""Is somebody else sending with these keys? Early deaths of the client token tell.

PEAK keeps one live client token per connect ID, so a second program that mints one kills ours.
Two early deaths within ten minutes mean: stop and say so, never play ping-pong.
"""

import json
from collections import deque
from datetime import datetime, timedelta
from typing import Final

from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ports import Ledger

_NAME: Final = "early_deaths"
_WINDOW: Final = timedelta(minutes=10)
_ENOUGH: Final = 2


class Contest:
    """Collects early deaths from any thread; the pass's thread writes them into the ledger."""

    def __init__(self) -> None:
        self._fresh: deque[datetime] = deque()

    def died_early(self, when: datetime) -> None:
        """A client token younger than an hour was refused; may be called from a sender."""
        self._fresh.append(when)

    def keep(self, ledger: Ledger) -> None:
        """Write what was collected, so that a restart does not forget it."""
        if not self._fresh:
            return
        known = json.loads(ledger.meta(_NAME) or "[]")
        while self._fresh:
            known.append(self._fresh.popleft().isoformat())
        ledger.set_meta(_NAME, json.dumps(known[-_ENOUGH:]))

    def refuse(self, ledger: Ledger, now: datetime) -> None:
        """Raise ``Trouble`` (TOKEN_CONTESTED) while the last deaths are fresh."""
        known = [datetime.fromisoformat(when) for when in json.loads(ledger.meta(_NAME) or "[]")]
        if sum(timedelta(0) <= now - when < _WINDOW for when in known) >= _ENOUGH:
            raise trouble(Code.TOKEN_CONTESTED)
