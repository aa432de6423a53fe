"""Stand-ins for ports, simple enough to be seen to be right."""

import threading
from datetime import UTC, datetime, timedelta

from xpeak_desktop.ports import Secret, SecretName


class FakeClock:
    """A ``Clock`` whose hands the test moves; waiting moves them too and takes no time.

    ``jump`` moves the wall clock alone, as a person does who sets it. ``waits`` lists every wait
    that nobody had cancelled, in seconds.
    """

    def __init__(
        self, start: datetime = datetime(2026, 11, 23, 3, 0, tzinfo=UTC), chance: float = 0.5
    ) -> None:
        self.waits: list[float] = []
        self.next_chance = chance
        self._now = start
        self._monotonic = 1000.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def wait(self, seconds: float, cancel: threading.Event) -> bool:
        if cancel.is_set():
            return True
        self.waits.append(seconds)
        self.advance(seconds)
        return cancel.is_set()

    def chance(self) -> float:
        return self.next_chance

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._now += timedelta(seconds=seconds)
            self._monotonic += seconds

    def jump(self, by: timedelta) -> None:
        with self._lock:
            self._now += by


class MemorySecrets:
    """A ``SecretStore`` that forgets everything with its object."""

    def __init__(self, **secrets: str) -> None:
        self.kept = {SecretName(name): Secret(value) for name, value in secrets.items()}

    def get(self, name: SecretName) -> Secret | None:
        return self.kept.get(name)

    def put(self, name: SecretName, secret: Secret) -> None:
        self.kept[name] = secret

    def delete(self, name: SecretName) -> None:
        self.kept.pop(name, None)
