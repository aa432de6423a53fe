"""How a page asks the worker: one question at a time, and only its latest answer counts."""

from PySide6.QtCore import QObject, Signal, Slot

from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.ui.sync_controller import SyncController


class Asking(QObject):
    """Each question carries a number; an answer to anything but the latest is dropped.

    Signals:
        answered(Answered): the answer to the latest question.
        changed(): ``busy`` has changed.
    """

    answered = Signal(object)
    changed = Signal()

    def __init__(self, controller: SyncController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._number = 0
        controller.answered.connect(self._on_answered)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._number != 0

    def ask(self, job: Job) -> None:
        """Ask; what was asked before no longer matters."""
        if self.busy:
            self._controller.drop(self._number)
        self._number = self._controller.ask(job)
        self.changed.emit()

    @Slot()
    def drop(self) -> None:
        """Want no answer any more; the worker is told to stop, and is left to end by itself."""
        if self.busy:
            self._controller.drop(self._number)
            self._number = 0
            self.changed.emit()

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        if answer.number != self._number:
            return
        self._number = 0
        self.changed.emit()
        self.answered.emit(answer)
