"""This computer's time and chance, the only ones the program reads."""

import random
import threading
import time
from datetime import UTC, datetime
from typing import Final

_SLICE: Final = 0.5
"""Seconds: before Python 3.14, Windows hears no Ctrl-C while an event is waited for."""


class SystemClock:
    """The real ``Clock``; tests bring one whose hands they turn."""

    def __init__(self) -> None:
        # From the operating system: two computers of one shop must not retry in step.
        self._random = random.SystemRandom()

    def now(self) -> datetime:
        """The present moment in UTC, as this computer believes it."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards; only differences mean anything."""
        return time.monotonic()

    def wait(self, seconds: float, cancel: threading.Event) -> bool:
        """Rest for so many seconds; true as soon as somebody cancels."""
        until = time.monotonic() + seconds
        while not cancel.wait(max(0.0, min(_SLICE, until - time.monotonic()))):
            if time.monotonic() >= until:
                return False
        return True

    def chance(self) -> float:
        """A number in [0, 1)."""
        return self._random.random()
