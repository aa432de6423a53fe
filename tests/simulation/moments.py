"""Virtual time: one true time for the world, and what a computer makes of it."""

import heapq
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

from tests.simulation.chance import Stream

MIDNIGHT: Final = datetime(2026, 11, 23, tzinfo=UTC)


class Timeline:
    """True time in seconds, and what is going to happen without anybody's doing."""

    def __init__(self, start_hour: int = 3) -> None:
        self.start = MIDNIGHT + timedelta(hours=start_hour)
        self.now = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._told = (-1, "")

    def at(self, when: float, act: Callable[[], None]) -> None:
        """Let something happen later, or at once if its time has come."""
        self._count += 1
        heapq.heappush(self._due, (when, self._count, act))

    def move_to(self, when: float) -> None:
        """Let time pass; what is due happens on the way, in order."""
        while self._due and self._due[0][0] <= when:
            due, _, act = heapq.heappop(self._due)
            self.now = max(self.now, due)
            act()
        self.now = max(self.now, when)

    def utc(self) -> datetime:
        return self.start + timedelta(seconds=self.now)

    def http_date(self) -> str:
        """The true time as a ``Date`` header tells it: in whole seconds."""
        second = int(self.now)
        if self._told[0] != second:
            moment = self.start + timedelta(seconds=second)
            self._told = (second, format_datetime(moment, usegmt=True))
        return self._told[1]


class PcClock:
    """One computer's ``Clock``: a wall clock that is wrong and jumps, and a steady one.

    ``spend`` lets the world's time pass.
    """

    def __init__(
        self,
        timeline: Timeline,
        spend: Callable[[float], None],
        chance: Stream,
        skew: float,
        *,
        monotonic_sleeps: bool,
    ) -> None:
        self._timeline = timeline
        self._spend = spend
        self._monotonic_sleeps = monotonic_sleeps
        self._slept = 0.0
        self._boot = chance.between(0, 10_000)
        self.skew = skew
        self.chance = chance.below

    def now(self) -> datetime:
        return self._timeline.utc() + timedelta(seconds=self.skew)

    def monotonic(self) -> float:
        return self._boot + self._timeline.now - self._slept

    def wait(self, seconds: float, cancel: threading.Event) -> bool:
        self._spend(max(0.0, seconds))
        return cancel.is_set()

    def sleep(self, seconds: float) -> None:
        """The lid is closed for a while; some computers' steady clock stands still meanwhile."""
        if self._monotonic_sleeps:
            self._slept += seconds
        self._spend(seconds)
