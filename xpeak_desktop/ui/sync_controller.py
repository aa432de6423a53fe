"""Owns the worker's thread; everything the window wants from the worker goes through here."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from xpeak_desktop.ports import Clock
from xpeak_desktop.services.progress import PassResult, Progress
from xpeak_desktop.ui.context import Work
from xpeak_desktop.ui.sync_worker import SyncWorker

_LOOK_AT_CLOCK_MS = 15_000


class SyncController(QObject):
    """One pass runs and at most one waits; a stop is an event, because a queued call comes late.

    Signals:
        started(): a pass begins.
        progressed(Progress): how far it is.
        finished(PassResult): it has ended; ``started`` follows at once if one was waiting.
        stopping(): a person, or the end of the program, asked it to stop.
        ended(): after ``shut_down``: the thread is over, nothing runs any more.
    """

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    stopping = Signal()
    ended = Signal()
    _run = Signal()
    _end = Signal()

    def __init__(
        self,
        make_work: Callable[[threading.Event], Work],
        clock: Clock,
        every_minutes: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._period = timedelta(minutes=every_minutes)
        self._cancel = threading.Event()
        self._running = self._waiting = self._shutting_down = False
        self.next_run: datetime | None = None
        self._timer = QTimer(self, interval=_LOOK_AT_CLOCK_MS)
        self._timer.timeout.connect(self.look_at_clock)
        self._thread = QThread()
        self._thread.setObjectName("sync")
        self._worker = SyncWorker(make_work, self._cancel)
        self._connect()

    def _connect(self) -> None:
        worker, queued = self._worker, Qt.ConnectionType.QueuedConnection
        worker.moveToThread(self._thread)
        self._run.connect(worker.run_pass, queued)
        self._end.connect(worker.end, queued)
        worker.progressed.connect(self._on_progress, queued)
        worker.finished.connect(self._on_finished, queued)
        self._thread.finished.connect(worker.deleteLater)
        self._thread.finished.connect(self._on_thread_over, queued)

    @property
    def running(self) -> bool:
        """Whether a pass is under way."""
        return self._running

    @property
    def stop_asked(self) -> bool:
        """Whether the pass under way has been asked to stop."""
        return self._running and self._cancel.is_set()

    @property
    def thread_name(self) -> str:
        """The name the system shows for the thread."""
        return self._thread.objectName()

    @property
    def alive(self) -> bool:
        """Whether the thread is still there."""
        return self._thread.isRunning()

    def start(self) -> None:
        """Start the thread and the schedule; no pass yet."""
        self._thread.start()
        if self._period:
            self._plan()
            self._timer.start()

    @Slot()
    def request(self) -> None:
        """Ask for a pass: now, or once more after the one that runs."""
        if self._shutting_down:
            return
        if self._running:
            self._waiting = True
            return
        self._waiting = False
        self._running = True
        self._cancel.clear()
        self.started.emit()
        self._run.emit()

    @Slot()
    def stop(self) -> None:
        """Ask the pass under way to end; what PEAK already holds is still waited for."""
        self._waiting = False
        if self._running and not self._cancel.is_set():
            self._cancel.set()
            self.stopping.emit()

    @Slot()
    def shut_down(self) -> None:
        """Stop and end the thread; ``ended`` says when. Never waits."""
        if self._shutting_down:
            return
        self._shutting_down = True
        self._timer.stop()
        self.stop()
        self._cancel.set()
        self._end.emit()

    def wait(self) -> None:
        """Block until the thread is over: a running QThread must not be destroyed.

        Every request to PEAK has its time limit, so this ends.
        """
        self.shut_down()
        self._thread.wait()

    @Slot()
    def look_at_clock(self) -> None:
        """Begin a pass when one is due; after the computer slept one is due at once."""
        now = self._clock.now()
        if self.next_run is None or now + self._period < self.next_run:
            # The clock was set back: without this the next pass would be hours away.
            self._plan()
        elif now >= self.next_run:
            self._plan()
            self.request()

    def _plan(self) -> None:
        self.next_run = self._clock.now() + self._period

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    @Slot(object)
    def _on_finished(self, result: PassResult) -> None:
        self._running = False
        if self._period:
            self._plan()
        self.finished.emit(result)
        if self._waiting:
            self.request()

    @Slot()
    def _on_thread_over(self) -> None:
        self._running = False
        self.ended.emit()
