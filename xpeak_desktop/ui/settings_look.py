"""Language, light or dark, and the size of text."""

from typing import Final

from PySide6.QtCore import Signal, Slot

from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.segmented import Segmented
from xpeak_desktop.ui.setting_row import SettingList, SettingRow

LANGUAGES: Final = ("th", "en")
THEMES: Final = ("", "light", "dark")


class LookList(SettingList):
    """Three rows.

    Signals:
        language_chosen(str): ``th`` or ``en``.
        theme_chosen(str): empty for the system's, ``light`` or ``dark``.
        percent_chosen(int): 100, 115 or 130.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    percent_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        # In their own words: whoever does not read this language must find theirs.
        name = self.tr("Language")
        self.language = Segmented(("ไทย", "English"), name)
        hint = self.tr("The window closes for a moment and opens again")
        self.add(SettingRow(name, hint, self.language))
        name = self.tr("Colours")
        words = (self.tr("Same as system"), self.tr("Light"), self.tr("Dark"))
        self.theme = Segmented(words, name)
        self.add(SettingRow(name, "", self.theme))
        name = self.tr("Size of text")
        words = (self.tr("Normal"), self.tr("Large"), self.tr("Very large"))
        self.percent = Segmented(words, name)
        self.add(SettingRow(name, hint, self.percent))
        self.language.chosen.connect(self._on_language)
        self.theme.chosen.connect(self._on_theme)
        self.percent.chosen.connect(self._on_percent)

    def show_settings(self, settings: Settings, language: str) -> None:
        """Show what holds now; silent."""
        self.language.choose(LANGUAGES.index(language) if language in LANGUAGES else 0)
        self.theme.choose(THEMES.index(settings.theme) if settings.theme in THEMES else 0)
        percents = theme.TEXT_PERCENTS
        known = settings.text_percent in percents
        self.percent.choose(percents.index(settings.text_percent) if known else 0)

    @Slot(int)
    def _on_language(self, number: int) -> None:
        self.language_chosen.emit(LANGUAGES[number])

    @Slot(int)
    def _on_theme(self, number: int) -> None:
        self.theme_chosen.emit(THEMES[number])

    @Slot(int)
    def _on_percent(self, number: int) -> None:
        self.percent_chosen.emit(theme.TEXT_PERCENTS[number])
