"""Pausing and going on, from the home page and from the tray alike."""

from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from xpeak_desktop.domain.settings import ALWAYS
from xpeak_desktop.ports import Clock
from xpeak_desktop.ui.current_settings import CurrentSettings
from xpeak_desktop.ui.schedule import FOR_EVER, Schedule
from xpeak_desktop.ui.sync_controller import SyncController

HOUR: Final = timedelta(hours=1)


class Pausing(QObject):
    """Takes effect at once; the worker keeps it, so that it outlives the program.

    Signals:
        changed(): a pause has begun or ended.
    """

    changed = Signal()

    def __init__(
        self,
        controller: SyncController,
        schedule: Schedule,
        settings: CurrentSettings,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._schedule = controller, schedule
        self._settings, self._clock = settings, clock
        schedule.changed.connect(self.changed)

    @property
    def possible(self) -> bool:
        """Whether passes begin by themselves at all."""
        return self._schedule.scheduled

    @property
    def paused(self) -> bool:
        """Whether a pause is on."""
        return self._schedule.paused

    @property
    def until(self) -> datetime | None:
        """When the pause ends by itself; ``None`` without a pause, and for one without an end."""
        until = self._schedule.paused_until
        return None if until is None or until >= FOR_EVER else until

    @Slot()
    def pause_an_hour(self) -> None:
        """Begin nothing for an hour; what runs is stopped."""
        self._keep((self._clock.now() + HOUR).astimezone(UTC).isoformat())

    @Slot()
    def pause_for_good(self) -> None:
        """Begin nothing until a person says so; what runs is stopped."""
        self._keep(ALWAYS)

    @Slot()
    def go_on(self) -> None:
        """End the pause; what has gathered goes at once."""
        self._keep("")
        self._controller.request()

    def _keep(self, until: str) -> None:
        if until:
            self._controller.stop()
        self._schedule.pause(until)
        self._settings.keep(paused_until=until)


class PauseMenu(QMenu):
    """The two ways to pause."""

    def __init__(self, pausing: Pausing, parent: QWidget) -> None:
        super().__init__(parent)
        self.hour = self.addAction(self.tr("Pause for 1 hour"))
        self.hour.triggered.connect(pausing.pause_an_hour)
        self.for_good = self.addAction(self.tr("Pause until I resume"))
        self.for_good.triggered.connect(pausing.pause_for_good)
