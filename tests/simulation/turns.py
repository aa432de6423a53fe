"""Whose turn it is: computers run as threads, but never two at once, by virtual time alone."""

import threading
from collections.abc import Callable, Sequence
from typing import Final

from tests.simulation.moments import Timeline

_FOR_EVER: Final = float("inf")


class _Over(BaseException):
    """Another computer has ended the simulation."""


class Turns:
    """Gives the turn to the computer whose next moment comes first."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._wakes: list[float] = [0.0]
        self._gates: list[threading.Semaphore] = []
        self._error: BaseException | None = None
        self._done = threading.Event()

    def run(self, lives: Sequence[Callable[[], None]]) -> None:
        """Live all lives to their ends; the first error ends all of them and is raised."""
        self._wakes = [0.0] * len(lives)
        if len(lives) == 1:
            lives[0]()
            return
        self._gates = [threading.Semaphore(0) for _ in lives]
        threads = [
            threading.Thread(target=self._live, args=(index, life), daemon=True)
            for index, life in enumerate(lives)
        ]
        for thread in threads:
            thread.start()
        self._gates[0].release()
        for thread in threads:
            thread.join()
        if self._error is not None:
            raise self._error

    def _live(self, index: int, life: Callable[[], None]) -> None:
        self._gates[index].acquire()
        try:
            if self._error is None:
                life()
        except _Over:
            pass
        except BaseException as error:  # noqa: BLE001  (raised again in ``run``)
            self._error = self._error or error
        self._wakes[index] = _FOR_EVER
        self._next()

    def spend(self, index: int, seconds: float) -> None:
        """Let time pass for one; the others act meanwhile."""
        when = self._timeline.now + seconds
        if len(self._wakes) == 1:
            self._timeline.move_to(when)
            return
        self._wakes[index] = when
        self._next()
        self._gates[index].acquire()
        if self._error is not None:
            raise _Over

    def _next(self) -> None:
        """Hand the turn to whoever is next."""
        first = min(range(len(self._wakes)), key=lambda one: self._wakes[one])
        if self._wakes[first] == _FOR_EVER:
            return
        try:
            if self._error is None:
                self._timeline.move_to(self._wakes[first])
        except BaseException as error:  # noqa: BLE001  (raised again in ``run``)
            self._error = self._error or error
        self._gates[first].release()
