"""The settings as they are now: those of the start, or what a job has kept since."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.ui.sync_controller import SyncController


class CurrentSettings(QObject):
    """Any job's answer that is, or carries, ``Settings`` tells the newest.

    Signals:
        changed(Settings): they are others now.
    """

    changed = Signal(object)

    def __init__(
        self, settings: Settings, controller: SyncController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.now = settings
        self._controller = controller
        controller.answered.connect(self._on_answered)

    def keep(self, **changes: Any) -> None:
        """Take these fields as they are given, at once, and have them kept."""
        self._take(replace(self.now, **changes))
        self._controller.ask(KeepSettings(**changes))

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        told = answer.result
        if not isinstance(told, Settings):
            told = getattr(told, "settings", None)
        if isinstance(told, Settings):
            self._take(told)

    def _take(self, settings: Settings) -> None:
        if settings != self.now:
            self.now = settings
            self.changed.emit(settings)
