"""Owns the worker's thread; everything the window wants from the worker goes through here."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from xpeak_desktop.domain.problems import Code
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.progress import PassResult, Progress
from xpeak_desktop.ui.context import Work
from xpeak_desktop.ui.sync_worker import SyncWorker


class SyncController(QObject):
    """One pass runs and at most one waits; a stop is an event, because a queued call comes late.

    Jobs go before passes: a pass under way stops between two requests, the jobs are done one by
    one, and the pass is taken up again. To everybody who listens that is one pass.

    Signals:
        started(): a pass begins, or waits for a job to end.
        progressed(Progress): how far it is.
        finished(PassResult): it has ended; ``started`` follows at once if one was waiting.
        stopping(): a person, or the end of the program, asked it to stop.
        answered(Answered): a job has ended; one that was dropped before it began, or that was
            only kept while all ended, never answers.
        ending(): the thread is to end; jobs asked for now are the last ones.
        ended(): after ``shut_down``: the thread is over, nothing runs any more.
    """

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    stopping = Signal()
    answered = Signal(object)
    ending = Signal()
    ended = Signal()
    _run = Signal()
    _do = Signal(int, object)
    _end = Signal()

    def __init__(
        self, make_work: Callable[[threading.Event], Work], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cancel = threading.Event()
        # What people see: a pass is open, another waits, one was asked to stop.
        self._open = self._again = self._stop_asked = False
        # What the worker is at: a pass (that may be giving way), a job, or nothing.
        self._at_pass = self._giving_way = False
        self._at_job = 0
        self._jobs: deque[tuple[int, Job]] = deque()
        self._number = 0
        self._so_far = PassResult()
        self._shutting_down = False
        self._thread = QThread()
        self._thread.setObjectName("sync")
        self._worker = SyncWorker(make_work, self._cancel)
        self._connect()

    def _connect(self) -> None:
        worker, queued = self._worker, Qt.ConnectionType.QueuedConnection
        worker.moveToThread(self._thread)
        self._run.connect(worker.run_pass, queued)
        self._do.connect(worker.do, queued)
        self._end.connect(worker.end, queued)
        worker.progressed.connect(self._on_progress, queued)
        worker.finished.connect(self._on_finished, queued)
        worker.answered.connect(self._on_answered, queued)
        self._thread.finished.connect(worker.deleteLater)
        self._thread.finished.connect(self._on_thread_over, queued)

    @property
    def running(self) -> bool:
        """Whether a pass is under way, be it that it gives way to a job just now."""
        return self._open

    @property
    def stop_asked(self) -> bool:
        """Whether the pass under way has been asked to stop."""
        return self._stop_asked

    @property
    def alive(self) -> bool:
        """Whether the thread is still there."""
        return self._thread.isRunning()

    def start(self) -> None:
        """Start the thread; no pass yet."""
        self._thread.start()

    # ------------------------------------------------------------------ passes

    @Slot()
    def request(self) -> None:
        """Ask for a pass: now, or once more after the one that runs."""
        if self._shutting_down:
            return
        if self._open:
            # One that has not begun, or will begin anew after a job, sees everything anyway.
            self._again = self._again or self._at_pass
            return
        self._open = True
        self._so_far = PassResult()
        self.started.emit()
        self._next()

    @Slot()
    def stop(self) -> None:
        """Ask the pass under way to end; what PEAK already holds is still waited for."""
        self._again = False
        if not self._open or self._stop_asked:
            return
        self._stop_asked = True
        self._giving_way = False
        if self._at_pass:
            self._cancel.set()
        self.stopping.emit()
        if not self._at_pass:
            self._close_pass(PassResult(stopped=True))

    # ------------------------------------------------------------------ jobs

    def ask(self, job: Job) -> int:
        """Have a job done; the number its answer will carry. A pass under way gives way to it."""
        self._number += 1
        if not self._shutting_down:
            self._jobs.append((self._number, job))
            if self._at_pass and not self._stop_asked:
                self._giving_way = True
                self._cancel.set()
            self._next()
        return self._number

    def drop(self, number: int) -> None:
        """Nobody wants that answer any more: it is not begun, or asked to stop."""
        if number == self._at_job:
            self._cancel.set()
            return
        self._jobs = deque(one for one in self._jobs if one[0] != number)

    # ------------------------------------------------------------------ the worker

    def _next(self) -> None:
        """Give the worker its next task; the event is only cleared while it has none."""
        if self._at_pass or self._at_job or self._shutting_down:
            return
        if self._jobs:
            self._at_job, job = self._jobs.popleft()
            self._cancel.clear()
            self._do.emit(self._at_job, job)
        elif self._open:
            self._at_pass = True
            self._cancel.clear()
            self._run.emit()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        if answer.number != self._at_job:
            # Kept while all ended: whoever said it is gone.
            return
        self._at_job = 0
        self.answered.emit(answer)
        self._next()

    @Slot(object)
    def _on_finished(self, result: PassResult) -> None:
        interrupted = self._giving_way and _was_stopped(result) and not self._shutting_down
        self._at_pass = self._giving_way = False
        if interrupted:
            self._so_far = _added(self._so_far, result)
        else:
            self._close_pass(result)
        self._next()

    def _close_pass(self, result: PassResult) -> None:
        again, self._again = self._again, False
        self._open = self._stop_asked = False
        self.finished.emit(_added(self._so_far, result))
        if again and not self._open:
            self.request()

    # ------------------------------------------------------------------ the end

    @Slot()
    def shut_down(self) -> None:
        """Stop and end the thread; ``ended`` says when. Never waits.

        What a person has said is still kept, as nobody says it twice; all else is dropped.
        """
        if self._shutting_down:
            return
        self.ending.emit()
        self._shutting_down = True
        self.stop()
        self._cancel.set()
        self._hand_over_kept()
        self._end.emit()

    def _hand_over_kept(self) -> None:
        """Queue at the worker, after what it is at and before its end, what must not be lost."""
        for number, job in self._jobs:
            if job.keeps:
                self._do.emit(number, job)
        self._jobs.clear()

    def wait(self) -> None:
        """Block until the thread is over: a running QThread must not be destroyed.

        Every request to PEAK has its time limit, so this ends.
        """
        self.shut_down()
        self._thread.wait()

    @Slot()
    def _on_thread_over(self) -> None:
        self._at_pass = False
        self._at_job = 0
        if self._open:
            # Its last signal is not delivered when the thread ends under it.
            self._close_pass(PassResult(stopped=True))
        self.ended.emit()


def _was_stopped(result: PassResult) -> bool:
    problem = result.problem
    return result.stopped or (problem is not None and problem.code is Code.STOPPED)


def _added(before: PassResult, last: PassResult) -> PassResult:
    """One result for a pass that was done in parts; its end is the last part's."""
    return replace(
        last,
        sent=before.sent + last.sent,
        uncertain=before.uncertain + last.uncertain,
        adopted=before.adopted + last.adopted,
        requests=before.requests + last.requests,
        seconds=before.seconds + last.seconds,
        warnings=(*(one for one in before.warnings if one not in last.warnings), *last.warnings),
    )
