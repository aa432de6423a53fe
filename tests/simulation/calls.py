"""The ``Senders`` port without threads: calls overlap and end in an order drawn from the seed."""

from collections.abc import Callable
from typing import Any, Final

from tests.simulation.chance import Stream
from xpeak_desktop.ports import Done

AT_MOST: Final = 5
_PAUSE: Final = 1.0


class SeededSenders:
    """Up to five calls are under way; one may run whole while another waits for its answer.

    ``spend`` lets time pass when nothing has come back yet.
    """

    def __init__(
        self, draw: Stream, spend: Callable[[float], None], overlap: float, at_once: float
    ) -> None:
        self._draw = draw
        self._spend = spend
        self._overlap = overlap
        self._at_once = at_once
        self._waiting: list[tuple[Any, Callable[[], Any]]] = []
        self._ended: list[Done] = []
        self._running = 0
        self._gathering = False

    def submit(self, key: Any, call: Callable[[], Any]) -> None:
        if not self._running and self._draw.hit(self._at_once):
            self._run(key, call)
        else:
            self._waiting.append((key, call))

    def gather(self, timeout: float | None) -> list[Done]:
        """Some of what has ended; now and then nothing has."""
        if self._draw.hit(0.05) and timeout is not None:
            self._spend(timeout)
            return []
        self._gathering = True
        try:
            for _ in range(self._draw.whole(1, AT_MOST)):
                if not self._waiting:
                    break
                self._run_any()
        finally:
            self._gathering = False
        if len(self._ended) > 1 and self._draw.hit(0.5):
            some = self._draw.whole(1, len(self._ended))
            given, self._ended = self._ended[:some], self._ended[some:]
        else:
            given, self._ended = self._ended, []
        return given

    def waiting(self) -> int:
        return len(self._waiting) + len(self._ended)

    def close(self) -> None:
        """What was submitted is not taken back; nobody hears how it ends."""
        while self._waiting:
            self._run_any()
        self._ended.clear()

    def overlap(self) -> None:
        """Called while a call waits for its answer: let another one go through meanwhile."""
        free = self._gathering and self._waiting and self._running < AT_MOST
        if free and self._draw.hit(self._overlap):
            self._run_any()

    def _run_any(self) -> None:
        # A pool starts calls in order; those that have started may end in any order.
        started = min(AT_MOST, len(self._waiting))
        self._run(*self._waiting.pop(self._draw.whole(0, started - 1)))

    def _run(self, key: Any, call: Callable[[], Any]) -> None:
        self._running += 1
        try:
            done = Done(key, result=call())
        except Exception as error:  # noqa: BLE001  (carried to whoever gathers, as the real one does)
            done = Done(key, error=error)
        finally:
            self._running -= 1
        self._ended.append(done)
