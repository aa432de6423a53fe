"""The object that lives on the worker's thread and does the passes there."""

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal, Slot

from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.ui.context import Work

log = logging.getLogger(__name__)


class SyncWorker(QObject):
    """Builds its ``Work`` on its own thread, since SQLite and sessions stay where they are made.

    Signals:
        progressed(Progress): how far the pass under way is.
        finished(PassResult): a pass has ended, well or not; one for every ``run_pass``.
        answered(Answered): a job has ended, well or not; one for every ``do``.
    """

    progressed = Signal(object)
    finished = Signal(object)
    answered = Signal(object)

    def __init__(
        self, make_work: Callable[[threading.Event], Work], cancel: threading.Event
    ) -> None:
        super().__init__()
        self._make_work = make_work
        self._cancel = cancel
        self._work: Work | None = None

    @Slot()
    def run_pass(self) -> None:
        """Do one pass; whatever goes wrong becomes its result and the thread lives on."""
        result = PassResult(problem=Problem(Code.INTERNAL))
        try:
            result = self._at_work().run_pass(self.progressed.emit)
        except Trouble as trouble:
            result = PassResult(problem=trouble.problem)
        except Exception:
            log.exception("a pass ended with an unknown error")
        self.finished.emit(result)

    @Slot(int, object)
    def do(self, number: int, job: Job) -> None:
        """Do one job; whatever goes wrong becomes its answer and the thread lives on."""
        answer = Answered(number, job, problem=Problem(Code.INTERNAL))
        try:
            answer = Answered(number, job, self._at_work().do(job))
        except Trouble as trouble:
            answer = Answered(number, job, problem=trouble.problem)
        except Exception:
            log.exception("a job ended with an unknown error")
        self.answered.emit(answer)

    def _at_work(self) -> Work:
        if self._work is None:
            self._work = self._make_work(self._cancel)
        return self._work

    @Slot()
    def end(self) -> None:
        """Close the work and leave the thread's event loop; queued, so after the pass under way."""
        try:
            if self._work is not None:
                self._work.close()
        except Exception:
            log.exception("closing the work failed")
        self._work = None
        QThread.currentThread().quit()
