"""The one open ledger of a desk: looked through daily, copied, mended and put back."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xpeak_desktop.desktop.paths import Places
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.ledger.keeping import Keeper
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import Clock
from xpeak_desktop.services.progress import PassResult


class LedgerCare:
    """Holds the writer; another one after the file had to be opened anew.

    Belongs to the thread that made it; the caller holds the profile's lock.
    """

    def __init__(self, places: Places, clock: Clock) -> None:
        self._keeper = Keeper(places.ledger, places.backups, clock)
        self._suspect = False
        self._ledger: SqliteLedger | None = self._keeper.open()

    @property
    def ledger(self) -> SqliteLedger:
        """The writer, opened anew where the last opening met trouble. Raises ``Trouble``."""
        if self._ledger is None:
            self._ledger = self._keeper.open()
        return self._ledger

    def close(self) -> None:
        """Close the file."""
        ledger, self._ledger = self._ledger, None
        if ledger is not None:
            ledger.close()

    def look_after(self) -> list[Problem]:
        """Once a day, and when a pass met damage: look the file through, then copy it."""
        if not (self._suspected() or self._keeper.due()):
            return []
        self.close()
        self._suspect = True
        self._ledger = self._keeper.open(thorough=True)
        self._suspect = False
        problem = self._keeper.back_up_daily(self.ledger)
        return [problem] if problem else []

    def passed(self, result: PassResult) -> None:
        """A pass has ended: did it meet damage?"""
        self._suspect = result.problem is not None and result.problem.code is Code.LEDGER_BROKEN

    def remember(self, problem: Problem) -> None:
        """Let the next pass look the ledger through when somebody met damage in it."""
        if problem.code is Code.LEDGER_BROKEN:
            with contextlib.suppress(Trouble):
                self.ledger.set_trouble(problem)

    def _suspected(self) -> bool:
        """Whether this process or the one before met damage that the quick look had missed."""
        if self._suspect:
            return True
        try:
            known = self.ledger.trouble()
        except Trouble:
            return True
        return known is not None and known.code is Code.LEDGER_BROKEN

    def back_up(self, out: Path | None) -> Path:
        """Copy the ledger to a file, or among the profile's copies."""
        return self._keeper.back_up(self.ledger, out)

    def copies(self) -> Sequence[tuple[datetime, Path]]:
        """The copies of the ledger with when they were made (UTC), newest first."""
        return self._keeper.copies()

    def copy_to(self, target: Path) -> None:
        """Write a whole and proved copy anywhere. Raises ``Trouble`` (DISK_FULL, ...)."""
        self._keeper.leave_room(target.parent)
        self.ledger.copy_to(target)

    def take_in(
        self, copy: Path, environment: str, notice: Problem, notes: Mapping[str, str | None]
    ) -> None:
        """Put another computer's ledger in this one's place, which is set aside."""
        self.close()
        try:
            self._keeper.take_in(copy, environment, notice, notes)
        finally:
            self._ledger = self._keeper.open()

    def restore(self, copy: Path, environment: str) -> Path | None:
        """Put a copy in the ledger's place; gives the file the present one was kept as.

        The next pass compares everything with PEAK before it sends anything.
        """
        self.close()
        try:
            return self._keeper.restore(copy, environment)
        finally:
            # Whatever came of it, a ledger stands there.
            self._ledger = self._keeper.open()
