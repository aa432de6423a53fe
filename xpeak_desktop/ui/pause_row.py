"""Pausing and going on, as a row of the settings."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xpeak_desktop.domain.settings import ALWAYS
from xpeak_desktop.ports import Clock
from xpeak_desktop.ui import figures
from xpeak_desktop.ui.setting_row import SettingRow
from xpeak_desktop.ui.widgets import Button


class PauseRow(SettingRow):
    """What it stands at, and the buttons that make sense then.

    Signals:
        chosen(str): the new ``paused_until`` of the settings.
    """

    chosen = Signal(str)

    def __init__(self, clock: Clock, language: str) -> None:
        translate = QCoreApplication.translate
        self.hour = Button(translate("PauseRow", "1 hour"), compact=True)
        self.always = Button(translate("PauseRow", "Until I resume"), compact=True)
        self.go_on = Button(translate("PauseRow", "Resume"), "play", compact=True)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.hour, self.always, self.go_on):
            row.addWidget(button)
        super().__init__(translate("PauseRow", "Pause"), "", buttons)
        self._clock, self._language = clock, language
        self.hour.clicked.connect(self._on_hour)
        self.always.clicked.connect(self._on_always)
        self.go_on.clicked.connect(self._on_go_on)

    def show_paused(self, until: str) -> None:
        """Say how it stands: empty, ``ALWAYS``, or a moment."""
        end = None if until in ("", ALWAYS) else datetime.fromisoformat(until)
        paused = until == ALWAYS or (end is not None and end > self._clock.now())
        for button in (self.hour, self.always):
            button.setVisible(not paused)
        self.go_on.setVisible(paused)
        if not paused:
            self.hint.say(self.tr("Nothing is sent meanwhile, and nothing is lost"))
        elif end is None:
            self.hint.say(self.tr("Paused until you resume"), "warn")
        else:
            time = figures.clock_time(end, self._language)
            self.hint.say(self.tr("Paused until %1").replace("%1", time), "warn")

    @Slot()
    def _on_hour(self) -> None:
        end = self._clock.now() + timedelta(hours=1)
        self.chosen.emit(end.astimezone(UTC).isoformat())

    @Slot()
    def _on_always(self) -> None:
        self.chosen.emit(ALWAYS)

    @Slot()
    def _on_go_on(self) -> None:
        self.chosen.emit("")
