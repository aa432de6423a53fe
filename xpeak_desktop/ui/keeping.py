"""Has several small jobs done one after the other, none of which may be dropped for a later one."""

from PySide6.QtCore import QObject, Signal, Slot

from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.ui.sync_controller import SyncController


class Keeping(QObject):
    """Unlike ``Asking`` every answer counts: each keeps something else.

    Signals:
        answered(Answered): one of them has ended.
    """

    answered = Signal(object)

    def __init__(self, controller: SyncController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._open: set[int] = set()
        controller.answered.connect(self._on_answered)

    @property
    def busy(self) -> bool:
        """Whether one of them has not ended."""
        return bool(self._open)

    def ask(self, job: Job) -> int:
        """Have it done; the number its answer will carry."""
        number = self._controller.ask(job)
        self._open.add(number)
        return number

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        if answer.number in self._open:
            self._open.discard(answer.number)
            self.answered.emit(answer)
