"""Sees files arrive in the watched folder, and waits until they are written to their end."""

import contextlib
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from xpeak_desktop.ports import Clock

SETTLE_SECONDS: Final = 2.0
_LONGEST_PAUSE: Final = 60.0
# A folder that takes long to list is looked at less often: a thousandth of the time.
_SHARE: Final = 1000

Seen = Mapping[str, tuple[int, int]]
"""Size and time of change by name."""


def listed(folder: Path) -> Seen:
    """What lies there; nothing when it is away. In the network that may take for ever."""
    found: dict[str, tuple[int, int]] = {}
    # Where something went while we looked, the next look tells.
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            about = path.stat()
            found[path.name] = (about.st_size, about.st_mtime_ns)
    return found


class FolderLook:
    """Compares what lies in a folder with what lay there before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.moving = False
        """Whether something was just put there, or is still written to."""
        # What lies there already is read by the first pass.
        self._known = self._last = listed(folder)

    def again(self) -> bool:
        """Look once more; whether something new lies there and stands still.

        A file that still grows is left alone until it stops: half of it would be read.
        """
        now = listed(self._folder)
        self.moving = now != self._last
        self._last = now
        if self.moving:
            return False
        news = any(self._known.get(name) != look for name, look in now.items())
        self._known = now
        return news


class FolderWatch(QObject):
    """Looks at one folder from a thread that nobody ever waits for.

    A folder in the network may never answer, and a thread in such a call cannot be ended. So it is
    Python's, a daemon: the end of the window leaves it behind, and the end of the process takes it
    along, where a running ``QThread`` would abort the process. It touches no object of Qt's but to
    emit, and asks at intervals since Qt's file system watcher would have to live on it.

    Signals:
        arrived(): something new lies in the folder, and stands still.
    """

    arrived = Signal()
    _looked = Signal(int, bool)

    def __init__(
        self, clock: Clock, settle_seconds: float = SETTLE_SECONDS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.watching = False
        self._clock, self._settle = clock, settle_seconds
        self._wanted = ""
        self._number = 0
        self._over = threading.Event()
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)

    def watch(self, folder: str) -> None:
        """Watch this folder from now on; empty: none."""
        if folder == self._wanted:
            return
        self.end()
        self._wanted = folder
        if folder:
            self._over = threading.Event()
            what = (Path(folder), self._number, self._over)
            threading.Thread(target=self._run, args=what, name="folder", daemon=True).start()

    def end(self) -> None:
        """Watch nothing any more. Never waits."""
        self._over.set()
        self._number += 1
        self._wanted = ""
        self.watching = False

    @Slot(int, bool)
    def _on_looked(self, number: int, news: bool) -> None:
        if number != self._number:
            # From a folder that was watched before.
            return
        self.watching = True
        if news:
            self.arrived.emit()

    # ------------------------------------------------------------------ on the folder's thread

    def _run(self, folder: Path, number: int, over: threading.Event) -> None:
        began = self._clock.monotonic()
        look = FolderLook(folder)
        self._tell(number, over, news=False)
        while not over.wait(self._pause(look, self._clock.monotonic() - began)):
            began = self._clock.monotonic()
            if look.again():
                self._tell(number, over, news=True)

    def _pause(self, look: FolderLook, took: float) -> float:
        if look.moving:
            return self._settle
        return max(self._settle, min(_LONGEST_PAUSE, took * _SHARE))

    def _tell(self, number: int, over: threading.Event, *, news: bool) -> None:
        # A window that is gone took this object's half in Qt along.
        with contextlib.suppress(RuntimeError):
            if not over.is_set():
                self._looked.emit(number, news)
