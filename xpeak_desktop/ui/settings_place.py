"""The place "Settings": how it works, what the set-up was told, how it looks, and its care."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.jobs.keeping import (
    BackUpLedger,
    Copies,
    KeepSettings,
    Restored,
    RestoreLedger,
)
from xpeak_desktop.services.jobs.moving import MovedIn, MovedOut, MoveIn, MoveOut, StayHere
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.jobs.shop import LookAtShop, ShopNow
from xpeak_desktop.services.jobs.token import Disconnect, ForgetEverything, Secrets
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.keeping import Keeping
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.pace_choice import PaceChoice
from xpeak_desktop.ui.pause_row import PauseRow
from xpeak_desktop.ui.place import PlaceView
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.setting_row import SettingList, SettingRow
from xpeak_desktop.ui.settings_care import CareList
from xpeak_desktop.ui.settings_look import LookList
from xpeak_desktop.ui.settings_pages import PagesList
from xpeak_desktop.ui.start_row import StartRow
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.widgets import label
from xpeak_desktop.ui.wizard_page import Desk

_MARGIN: Final = 32


class SettingsPlace(PlaceView):
    """Every change is kept at once; only a copy put back and letting PEAK go ask first."""

    def __init__(self, desk: Desk, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(desk, reading, parent)
        self._settings = desk.context.settings
        self._reopen = 0
        self.asking = Asking(desk.controller, self)
        self.asking.answered.connect(self._on_looked)
        self.keeping = Keeping(desk.controller, self)
        self.keeping.answered.connect(self._on_kept)
        self._make_parts()
        self._lay_out()
        self._show_settings()

    def _make_parts(self) -> None:
        context = self.desk.context
        self.trouble = TroubleNote(context.language)
        self.trouble.again.connect(self.look_again)
        self.trouble.page_wanted.connect(self.setup_wanted)
        self.pace = PaceChoice()
        self.pace.chosen.connect(self._on_pace)
        self.pause = PauseRow(context.clock, context.language)
        self.pause.chosen.connect(self._on_pause)
        self.start = StartRow(context.autostart, context.language) if context.autostart else None
        self.pages = PagesList(context.language)
        self.pages.page_wanted.connect(self.setup_wanted)
        self.look = LookList()
        self.look.language_chosen.connect(self._on_language)
        self.look.theme_chosen.connect(self._on_theme)
        self.look.percent_chosen.connect(self._on_percent)
        self.care = CareList(context)
        self.care.copy_wanted.connect(self._on_copy)
        self.care.restore_wanted.connect(self._on_restore)
        self.care.disconnect_wanted.connect(self._on_disconnect)
        self.care.connect_wanted.connect(self._on_connect)
        self.care.erase_wanted.connect(self._on_erase)
        self.care.moving.out_wanted.connect(self._on_out)
        self.care.moving.in_wanted.connect(self._on_in)
        self.care.moving.stay_wanted.connect(self._on_stay)

    def _work(self) -> SettingList:
        made = SettingList()
        if self.desk.context.every_minutes > 0:
            made.add(SettingRow(self.tr("How often to send"), "", self.pace))
            made.add(self.pause)
        if self.start is not None:
            made.add(self.start)
        return made

    def _lay_out(self) -> None:
        scrolling = Scrolling(_MARGIN)
        title = label(theme.TITLE, words=self.tr("Settings"))
        title.setContentsMargins(_MARGIN, 20, _MARGIN, 9)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(title)
        box.addWidget(scrolling.line_above())
        box.addWidget(scrolling, 1)
        inside = scrolling.box
        inside.addWidget(self.trouble)
        if self.desk.context.every_minutes > 0 or self.start is not None:
            inside.addWidget(self._head(self.tr("Sending")))
            inside.addWidget(self._work())
        inside.addWidget(self._head(self.tr("Set-up")))
        inside.addWidget(self.pages)
        inside.addWidget(self._head(self.tr("Appearance")))
        inside.addWidget(self.look)
        inside.addWidget(self._head(self.tr("Maintenance")))
        inside.addWidget(self.care)
        inside.addStretch()

    def _head(self, words: str) -> QLabel:
        made = label(theme.SMALL_STRONG, "ink2", words)
        made.setContentsMargins(0, 8, 0, 0)
        made.setAlignment(Qt.AlignmentFlag.AlignBottom)
        return made

    # ------------------------------------------------------------------ the place

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Also when a page of the set-up, which lay over it, is done.
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Ask what holds now."""
        self.asking.ask(LookAtShop())
        if self.start is not None:
            self.start.look_again()

    def left(self) -> None:
        self.asking.drop()
        self.care.hush()

    def _keep(self, job: Job) -> int:
        self.care.hush()
        return self.keeping.ask(job)

    def _show_settings(self) -> None:
        settings = self._settings
        self.pace.show_minutes(settings.pace.every_minutes)
        self.pause.show_paused(settings.paused_until)
        self.look.show_settings(settings, self.desk.context.language)

    # ------------------------------------------------------------------ what a person decides

    @Slot(int)
    def _on_pace(self, _number: int) -> None:
        pace = replace(self._settings.pace, every_minutes=self.pace.minutes())
        self._keep(KeepSettings(pace=pace))

    @Slot(str)
    def _on_pause(self, until: str) -> None:
        if until:
            self.desk.controller.stop()
        self.pause.show_paused(until)
        self._keep(KeepSettings(paused_until=until))
        if not until:
            self.desk.controller.request()

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._reopen = self._keep(KeepSettings(language=language))

    @Slot(int)
    def _on_percent(self, percent: int) -> None:
        self._reopen = self._keep(KeepSettings(text_percent=percent))

    @Slot(str)
    def _on_theme(self, chosen: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            the_look(app, self.desk.context.resources).use(chosen, self._settings.text_percent)
        self._keep(KeepSettings(theme=chosen))

    @Slot()
    def _on_copy(self) -> None:
        self._keep(BackUpLedger())

    @Slot(object)
    def _on_restore(self, copy: Path) -> None:
        # An open file cannot be replaced everywhere, and what is open here is the old one.
        self.reading.close()
        self._keep(RestoreLedger(copy))

    @Slot()
    def _on_disconnect(self) -> None:
        self.desk.controller.stop()
        self._keep(Disconnect())

    @Slot()
    def _on_connect(self) -> None:
        self.setup_wanted.emit(Page.TOKEN)

    @Slot()
    def _on_erase(self) -> None:
        self.desk.controller.stop()
        self.care.say_erasing()
        self._keep(ForgetEverything())

    @Slot(object)
    def _on_out(self, file: Path) -> None:
        self.desk.controller.stop()
        self.care.moving.say_working()
        self._keep(MoveOut(file))

    @Slot(object)
    def _on_in(self, file: Path) -> None:
        # As for a copy that is put back.
        self.reading.close()
        self.care.moving.say_working()
        self._keep(MoveIn(file))

    @Slot()
    def _on_stay(self) -> None:
        self.care.moving.say_working()
        self._keep(StayHere())

    # ------------------------------------------------------------------ answers

    @Slot(object)
    def _on_looked(self, answer: Answered) -> None:
        self.trouble.show_problem(answer.problem)
        if isinstance(answer.result, ShopNow):
            self._settings = answer.result.settings
            self._show_settings()
            self.pages.show_shop(answer.result)
            self.care.show_shop(answer.result)

    @Slot(object)
    def _on_kept(self, answer: Answered) -> None:
        result = answer.result
        if answer.problem is not None:
            self._show_refusal(answer)
        elif isinstance(answer.job, ForgetEverything):
            # Its files not here: what is to be removed must not be open any more.
            self.leaving.emit(Leaving.ERASE)
        elif isinstance(answer.job, MoveOut | MoveIn | StayHere):
            self._show_moved(answer)
        elif isinstance(result, Settings):
            self._settings = result
            self._show_settings()
            if answer.number == self._reopen:
                self.leaving.emit(Leaving.AGAIN)
        elif isinstance(result, Copies):
            self.care.say_copied()
            self.look_again()
        elif isinstance(result, Restored):
            self.reading.close()
            self.care.say_restored(result.kept)
            self.look_again()
        elif isinstance(result, Secrets):
            # It ends at once, and from then on every place says that nothing is sent.
            self.desk.controller.request()
            self.look_again()

    def _show_moved(self, answer: Answered) -> None:
        row, result = self.care.moving, answer.result
        if isinstance(result, MovedOut):
            row.say_out(result.file)
            # It ends at once, and from then on every place says that nothing is sent.
            self.desk.controller.request()
        elif isinstance(result, MovedIn):
            self.reading.close()
            row.say_in()
            # Its token is asked for by a window that knows the settings that came.
            self.leaving.emit(Leaving.AGAIN)
        else:
            row.say_stays()
            self.desk.controller.request()
        self.look_again()

    def _show_refusal(self, answer: Answered) -> None:
        problem = answer.problem
        assert problem is not None
        if isinstance(answer.job, BackUpLedger | RestoreLedger):
            self.care.say_copy_problem(problem)
        elif isinstance(answer.job, MoveOut | MoveIn | StayHere):
            self.care.moving.say_problem(problem)
        elif isinstance(answer.job, Disconnect):
            self.care.say_disconnect_problem(problem)
            # Part of it may be gone.
            self.look_again()
        elif isinstance(answer.job, ForgetEverything):
            self.care.say_erase_problem(problem)
        else:
            self.trouble.show_problem(problem)
            self._show_settings()
