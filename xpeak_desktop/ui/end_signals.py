"""SIGINT and SIGTERM close the window the same way a person does."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class EndSignals(QObject):
    """Wakes Qt's loop through a socket, since Python's handlers do not run while Qt waits.

    Signals:
        asked_to_end(): the process was asked to end.
    """

    asked_to_end = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inside, self._outside = socket.socketpair()
        for end in (self._inside, self._outside):
            end.setblocking(False)
        self._asked = False
        self._old_fd = signal.set_wakeup_fd(self._outside.fileno(), warn_on_full_buffer=False)
        self._old = {number: signal.signal(number, self._note) for number in _SIGNALS}
        self._notifier = QSocketNotifier(self._inside.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    @Slot()
    def _wake(self) -> None:
        self._inside.recv(64)
        if self._asked:
            self._asked = False
            self.asked_to_end.emit()

    def close(self) -> None:
        """Give the signals back to whoever had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._inside.close()
        self._outside.close()
