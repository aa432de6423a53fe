"""A second start raises the first one's window instead of opening its own.

The profile's lock decides who is first; here the second only says "show" to it. Whoever else
reaches the socket can make the window come up, and nothing more.
"""

import hashlib
import json
import logging
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

VERSION: Final = 1
LONGEST: Final = 256
"""Bytes of a message; ours has 30."""
MOST_AT_ONCE: Final = 8
PATIENCE_MS: Final = 2_000

# Windows' ASFW_ANY.
_ANYBODY: Final = 0xFFFFFFFF


def address_of(name: str) -> str:
    """Where an instance of that name listens: a pipe's name on Windows, else a socket's path.

    Hashed, because the path of a socket holds about a hundred letters only. The folder is the
    person's own; in a common one somebody else could sit on the name.
    """
    short = f"xpeak-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return short
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(folder) / short)


class SingleInstance(QObject):
    """Listens while a window is there; an empty name listens to nobody.

    Signals:
        asked(): a second start wants the window to come up.
    """

    asked = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: list[_Caller] = []
        self.heard = 0
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if name:
            address = address_of(name)
            # Whoever holds the profile's lock is the only one: what lies there is left over.
            QLocalServer.removeServer(address)
            if not self._server.listen(address):
                log.info("a second start cannot be heard: %s", self._server.errorString())

    @property
    def calls(self) -> int:
        """How many callers are being listened to."""
        return len(self._open)

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._open) >= MOST_AT_ONCE:
                socket.abort()
                socket.deleteLater()
                continue
            self.heard += 1
            caller = _Caller(socket, self)
            caller.asked.connect(self.asked)
            caller.over.connect(self._on_over)
            self._open.append(caller)
            # What came before anybody listened.
            caller.on_bytes()

    @Slot()
    def _on_over(self) -> None:
        for caller in [one for one in self._open if one.is_over]:
            self._open.remove(caller)
            caller.deleteLater()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
        for caller in list(self._open):
            caller.end()


class _Caller(QObject):
    """One connection, for a moment: a line of JSON, an answer, and gone."""

    asked = Signal()
    over = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self.is_over = False
        socket.setParent(self)
        socket.setReadBufferSize(LONGEST)
        socket.readyRead.connect(self.on_bytes)
        socket.disconnected.connect(self.end)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.end)
        self._patience.start()

    @Slot()
    def on_bytes(self) -> None:
        """Take what there is; a line decides."""
        if self.is_over:
            return
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() >= LONGEST:
                self.end()
            return
        if _is_ours(bytes(self._socket.readLine(LONGEST).data())):
            self._socket.write(_line("shown"))
            self._socket.flush()
            self.asked.emit()
        self.end()

    @Slot()
    def end(self) -> None:
        """Let the caller go."""
        if not self.is_over:
            self.is_over = True
            self._patience.stop()
            self._socket.disconnectFromServer()
            self.over.emit()


def raise_other(name: str) -> bool:
    """Ask the instance of that name to show its window; false when nobody answers in time."""
    socket = QLocalSocket()
    socket.connectToServer(address_of(name))
    try:
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        _let_it_come_to_the_front()
        socket.write(_line("show"))
        while not socket.canReadLine():
            if socket.bytesAvailable() >= LONGEST or not socket.waitForReadyRead(PATIENCE_MS):
                return False
        return _said(bytes(socket.readLine(LONGEST).data())) == "shown"
    finally:
        socket.abort()


def _let_it_come_to_the_front() -> None:
    """Windows lets a program in the background do so only if the one that was started allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)


def _line(word: str) -> bytes:
    return json.dumps({"version": VERSION, "say": word}).encode() + b"\n"


def _is_ours(line: bytes) -> bool:
    return _said(line) == "show"


def _said(line: bytes) -> str:
    """What a line of our version says; empty for anything else."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict) or told.get("version") != VERSION:
        return ""
    return str(told.get("say", ""))
