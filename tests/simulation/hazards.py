"""What strikes a computer between two steps: a kill, a power cut, a full disk, a new time."""

from collections.abc import Callable, Iterator
from typing import Final

from tests.simulation.chance import Stream

NEVER: Final = 10**9
_EDGES: Final = ("BEGIN", "COMMI")
MOST_STEPS: Final = 60_000
"""More steps than this in one pass is a loop that asks or writes for ever."""


class Killed(BaseException):
    """The process ends here and now; with ``power`` the computer does."""

    def __init__(self, *, power: bool = False) -> None:
        super().__init__("power" if power else "kill")
        self.power = power


class Violation(BaseException):
    """Something the program promises did not hold. Passes through the program untouched."""


class Hazards:
    """Counts the steps of one computer and strikes at planned ones.

    Unless ``every_step``, one in eight statements inside a transaction counts: taking in a file
    has so many of them that the sending would hardly ever be struck.
    """

    def __init__(
        self,
        plan: Iterator[tuple[int, str]],
        strike: Callable[[str, str], bool],
        *,
        every_step: bool,
    ) -> None:
        self._plan = plan
        self._strike = strike
        self._every_step = every_step
        self._inside = 0
        self.count = 0
        self.calm = False
        self.names: list[str] | None = None
        self._limit = MOST_STEPS
        self._next, self._kind = NEVER, ""
        self._plan_next()

    def _plan_next(self) -> None:
        self._next, self._kind = next(self._plan, (NEVER, ""))

    def pass_begins(self) -> None:
        self._limit = self.count + MOST_STEPS

    def step(self, name: str) -> None:
        """Tell that the computer is about to do something, or has just done it."""
        if not self._every_step and name.startswith("sql") and name[4:9] not in _EDGES:
            self._inside += 1
            if self._inside % 8:
                return
        self.count += 1
        if self.names is not None:
            self.names.append(name)
        if self.count > self._limit:
            raise Violation("the pass never ends")
        if self.count >= self._next and not self.calm:
            kind = self._kind
            if kind.startswith("disk") and not name.startswith("sql"):
                return  # a disk can only fail where something is written
            self._plan_next()
            if not self._strike(kind, name):
                self._next, self._kind = self.count + 1, kind


def seeded_plan(
    draw: Stream, every: float, kinds: tuple[str, ...], begin: int = 0
) -> Iterator[tuple[int, str]]:
    """Strike every so many steps on average."""
    if not every or not kinds:
        return
    at = begin
    while True:
        at += draw.steps(every)
        yield at, draw.one_of(kinds)
