"""The setting "start with the computer": asks the computer itself, never a memory of ours."""

from PySide6.QtCore import QCoreApplication, Slot

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.ports import Autostart
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.setting_row import SettingRow
from xpeak_desktop.ui.switch import Switch


class StartRow(SettingRow):
    """On or off; what the computer refuses is said, and the switch stands as things really are."""

    def __init__(self, autostart: Autostart, language: str) -> None:
        translate = QCoreApplication.translate
        title = translate("StartRow", "Start with the computer")
        hint = translate("StartRow", "It works quietly in the system tray (by the clock)")
        self.switch = Switch(translate("StartRow", "On"), translate("StartRow", "Off"))
        self.switch.setAccessibleName(i18n.plain(title))
        super().__init__(title, hint, self.switch)
        self._autostart = autostart
        self._language = language
        self.switch.toggled.connect(self._on_toggled)
        self.look_again()

    def look_again(self) -> None:
        """Show how the computer has it now; another program may have changed it."""
        try:
            self.switch.show_state(on=self._autostart.enabled())
        except Trouble as error:
            self._complain(error)
        else:
            self.more.say("")

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        try:
            self._autostart.set_enabled(on)
        except Trouble as error:
            self.switch.show_state(on=not on)
            self._complain(error)
        else:
            self.more.say("")

    def _complain(self, error: Trouble) -> None:
        self.more.say(wording.sentence(error.problem, self._language), "warn")
