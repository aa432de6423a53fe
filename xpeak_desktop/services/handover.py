"""Secrets on their way from the window's thread to the worker's: no signal ever carries one."""

import threading
from collections.abc import Mapping

from xpeak_desktop.ports import Secret, SecretName


class Handover:
    """A place in memory where one thread leaves secrets and the other takes them; thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[SecretName, Secret] = {}

    def leave(self, name: SecretName, secret: Secret) -> None:
        """Leave a secret; a later one of that name replaces it."""
        with self._lock:
            self._left[name] = secret

    def take(self) -> Mapping[SecretName, Secret]:
        """Take everything that lies here."""
        with self._lock:
            taken, self._left = self._left, {}
        return taken
