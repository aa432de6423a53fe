"""What nobody caught: into the log, and once per kind in front of the person.

Python calls the hooks on whatever thread it happened on, and Qt may call them from inside a paint
event a hundred times a second. So a hook only writes to the log, seldom, and emits a signal.
"""

import contextlib
import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from traceback import walk_tb
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from xpeak_desktop import wording

log = logging.getLogger(__name__)
_qt = logging.getLogger("qt")

# A recursion that is too deep ends in the same few lines, wherever it began.
_LINES: Final = 6
# Beyond that nothing new is learned; and what counts may not grow for ever.
_KINDS: Final = 200
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


# Wayland says so at every window it raises: nobody need do anything.
_CANNOT: Final = "This plugin does not support"


class Seldom:
    """Counts what comes again and again, and says when to speak: at 1, 10, 100 and so on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[object] = Counter()

    def count(self, kind: object) -> int:
        """How many there were with this one; 0 when this one needs no word."""
        with self._lock:
            if kind not in self._counts and len(self._counts) >= _KINDS:
                return 0
            self._counts[kind] += 1
            count = self._counts[kind]
        return count if str(count).rstrip("0") == "1" else 0


class CrashWatch(QObject):
    """Hears of every exception that nobody caught, and of what Qt complains about.

    Signals:
        stumbled(): a kind of exception came for the first time; on this object's thread.
    """

    stumbled = Signal()
    _met = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seldom = Seldom()
        self._said = Seldom()
        self._inside = threading.local()
        self._before: tuple[Any, ...] | None = None
        # Queued: the hook may run inside a paint event, where no window may be opened.
        self._met.connect(self._on_met, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the hooks."""
        self._before = (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
            qInstallMessageHandler(self._on_qt_message),
        )
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        """Give the hooks back; needed before Python ends, since Qt still talks then."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, qt = self._before
            qInstallMessageHandler(qt)
            self._before = None

    def on_exception(
        self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """``sys.excepthook``: on any thread, at any moment; raises nothing."""
        self._guarded(lambda: self._note(kind, value, trace, tell=True))

    def _on_thread(self, met: threading.ExceptHookArgs) -> None:
        if met.exc_type is not SystemExit:
            self.on_exception(met.exc_type, met.exc_value, met.exc_traceback)

    def _on_unraisable(self, met: "sys.UnraisableHookArgs") -> None:
        # Python could only go on: nothing for a person.
        self._guarded(
            lambda: self._note(met.exc_type, met.exc_value, met.exc_traceback, tell=False)
        )

    def _note(
        self,
        kind: type[BaseException],
        value: BaseException | None,
        trace: TracebackType | None,
        *,
        tell: bool,
    ) -> None:
        name = f"{kind.__module__}.{kind.__qualname__}"
        count = self._seldom.count((name, _where(trace)))
        if count == 1:
            log.error("nobody caught this", exc_info=(kind, value or kind(), trace))
            if tell:
                self._met.emit()
        elif count:
            log.error("%s came %d times in the same place", name, count)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        self._guarded(lambda: self._write(kind, context.category or "", text))

    def _write(self, kind: QtMsgType, category: str, text: str) -> None:
        count = self._said.count((category, text[:_LONGEST]))
        if count:
            level = _LEVELS.get(kind, logging.INFO)
            if text.startswith(_CANNOT):
                level = logging.INFO
            again = f" ({count} times)" if count > 1 else ""
            words = wording.inert(text, _LONGEST)
            _qt.log(level, "%s: %s%s", category, words, again)

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do it, unless this thread is doing it already: a hook that fails must not call itself."""
        if getattr(self._inside, "it", False):
            return
        self._inside.it = True
        try:
            # Out of memory, out of disk: there is nobody left to tell.
            with contextlib.suppress(Exception):
                act()
        finally:
            self._inside.it = False

    @Slot()
    def _on_met(self) -> None:
        self.stumbled.emit()


_LONGEST: Final = 500


def _where(trace: TracebackType | None) -> tuple[tuple[str, int], ...]:
    """The last lines of a traceback; what stands in variables makes no new kind."""
    lines = [(frame.f_code.co_filename, line) for frame, line in walk_tb(trace)]
    return tuple(lines[-_LINES:])
