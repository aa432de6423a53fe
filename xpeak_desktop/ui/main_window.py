"""The window: the set-up or the places, and how all that belongs to it begins and ends."""

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QStackedWidget,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.jobs.auditing import AuditNow
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.close_dialog import CloseDialog
from xpeak_desktop.ui.context import Leaving, WindowContext
from xpeak_desktop.ui.current_settings import CurrentSettings
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.folder_watch import FolderWatch
from xpeak_desktop.ui.main_view import MainView
from xpeak_desktop.ui.manual import Manual
from xpeak_desktop.ui.manual_text import chapter_of
from xpeak_desktop.ui.network_watch import NetworkWatch
from xpeak_desktop.ui.pausing import Pausing
from xpeak_desktop.ui.practice_strip import PracticeStrip
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.schedule import Schedule
from xpeak_desktop.ui.standing import Standing
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.tray import Tray
from xpeak_desktop.ui.widgets import is_enter, press_once
from xpeak_desktop.ui.wizard import SetupView
from xpeak_desktop.ui.wizard_page import Desk

LEAST_SIZE = (1060, 600)
FIRST_SIZE = (1280, 720)
_TITLE_BAR, _EDGE = 32, 4
"""What the system draws around a window; before it is shown nobody can tell exactly."""
_UNSEEN_MS = 500
_ON_MACOS: Final = sys.platform == "darwin"


class MainWindow(QWidget):
    """Closes only when nothing runs any more; with a tray it only hides.

    Signals:
        left(Leaving): everything has ended, and what is to come next.
        vanished(): nothing shows any more, and the rest ends out of sight.
    """

    left = Signal(object)
    vanished = Signal()

    def __init__(
        self,
        context: WindowContext,
        controller: SyncController,
        tray_available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        super().__init__()
        self._context, self._controller = context, controller
        self._desk = Desk(context, controller)
        self._leaving: Leaving | None = None
        self._over = False
        self._sending = False
        self._came_by = Qt.FocusReason.OtherFocusReason
        # Whatever starts on macOS becomes active once, also what is to stay hidden.
        self._starts_hidden = context.background
        # What PEAK calls the business, or what the practice shop is called.
        name = wording.inert(context.shop_name)
        self._practising = context.practice and context.practice_shop
        self._shop = self.tr("Practice shop") if self._practising else name
        self.settings = CurrentSettings(context.settings, controller, self)
        self._reading = Reading(context.open_reader, self)
        self.schedule = Schedule(context.clock, context.every_minutes, self)
        self.standing = Standing(
            controller, self.schedule, self._reading, context.clock, context.language, self
        )
        self.pausing = Pausing(controller, self.schedule, self.settings, context.clock, self)
        self._folder = FolderWatch(context.clock, parent=self)
        self._network: NetworkWatch | None = None
        self.tray = Tray(
            controller, self.standing, self.pausing, context.language, tray_available, self
        )
        self.strip = PracticeStrip() if context.practice else None
        self.ring = FocusRing(self)
        self.manual = Manual(self, context, self._chapter)
        self._stack = QStackedWidget()
        self._main: MainView | None = None
        self.setup: SetupView | None = None
        self.dialog: CloseDialog | None = None
        self._lay_out()
        self._connect()
        if not self._is_set_up:
            self._show_setup(_page_of(context.settings), one_page=False)
        else:
            self._show_main()
            if context.begin_at is not None:
                self._on_setup_wanted(context.begin_at)

    def _lay_out(self) -> None:
        self._take_first_size()
        self._title()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if self.strip:
            box.addWidget(self.strip)
            self.strip.leave.clicked.connect(self._leave_practice)
            if not self._practising:
                self.strip.leave.hide()
        box.addWidget(self._stack, 1)

    def _take_first_size(self) -> None:
        """As large as designed where the screen has that room, and in its middle."""
        room, least = _room(), QSize(*LEAST_SIZE)
        frame = QSize(2 * _EDGE, _TITLE_BAR + _EDGE)
        most = room.size() - frame
        fits = least.boundedTo(most) == least
        if not fits:
            self.setWindowState(Qt.WindowState.WindowMaximized)
            most = room.size() - QSize(0, _TITLE_BAR)
        self.setMinimumSize(least.boundedTo(most))
        self.resize(QSize(*FIRST_SIZE).boundedTo(most))
        spare = room.size() - (self.size() + frame)
        if fits:
            # Where the system would cascade it, its foot may lie under the taskbar.
            self.move(room.topLeft() + QPoint(spare.width() // 2, spare.height() // 2))

    def _title(self) -> None:
        name = wording.inert(self._shop)
        self.setWindowTitle(f"{i18n.plain(name)} – XPEAK" if name else "XPEAK")

    def _name_shop(self, settings: Settings) -> None:
        """A shop has its name from PEAK, during the set-up or later."""
        name = wording.inert(settings.business_name)
        if not name or self._practising or name == self._shop:
            return
        self._shop = name
        self._title()
        if self._main is not None:
            self._main.rail.show_shop(name)

    def _connect(self) -> None:
        self._controller.ended.connect(self._on_ended)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.ring.watch_new)
            if _ON_MACOS:
                app.applicationStateChanged.connect(self._on_activated)
        self.settings.changed.connect(self._on_settings)
        self.schedule.due.connect(self._controller.request)
        self.schedule.audit_due.connect(self._audit)
        self._folder.arrived.connect(self.schedule.soon)
        self.tray.opened.connect(self.bring_up)
        self.tray.settings_wanted.connect(self._open_settings)
        self.tray.quit_wanted.connect(self.quit)
        self.tray.came.connect(self._on_tray_came)
        self.tray.went.connect(self._on_tray_went)

    # ------------------------------------------------------------------ beginning

    @property
    def _is_set_up(self) -> bool:
        return self.settings.now.set_up

    def begin(self) -> None:
        """Start the thread and whatever begins passes, and come on the screen or hide."""
        self._controller.start()
        at_home = self._stack.currentWidget() is self._main and not self._context.background
        if not at_home:
            self.standing.refresh_all()
        self._on_settings(self.settings.now)
        self.tray.start()
        # Asking the system about its network takes as long as building a page.
        QTimer.singleShot(_UNSEEN_MS, self._watch_network)
        if not self._context.background:
            self.show()
            # The figures come once home is painted; if it lies behind other windows, soon.
            QTimer.singleShot(_UNSEEN_MS, self.standing.read_first)
        elif not self.tray.there:
            # Nobody would find a hidden window; panels may still come.
            self.showMinimized()

    @Slot()
    def _watch_network(self) -> None:
        self._network = NetworkWatch(self)
        self._network.returned.connect(self.schedule.soon)

    @Slot()
    def _audit(self) -> None:
        """Nobody waits for the answer: what it finds stands in the ledger."""
        if self._is_set_up and not self._controller.running:
            self._controller.ask(AuditNow())

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self._name_shop(settings)
        if settings.set_up is not self.standing.set_up:
            self.standing.set_up = settings.set_up
            self.standing.changed.emit()
        scheduled = self._context.every_minutes > 0
        every = settings.pace.every_minutes if scheduled else 0
        self.schedule.use(every, settings.paused_until)
        folder = settings.source.folder if settings.source.kind == "folder" else ""
        self._folder.watch(folder if scheduled and settings.set_up else "")
        if settings.set_up and not self._sending:
            # From the word to start on, even if the window is closed on the last page.
            self._sending = True
            self.schedule.start()

    # ------------------------------------------------------------------ what is shown

    @property
    def main(self) -> MainView:
        """The rail and the places; made when they are first shown."""
        if self._main is None:
            self._main = MainView(
                self._desk,
                self._reading,
                self.standing,
                self.pausing,
                self.schedule,
                self._shop,
                # At once: what gets a parent later is styled anew with all that it holds.
                self._stack,
            )
            self._main.setup_wanted.connect(self._on_setup_wanted)
            self._main.leaving.connect(self.leave)
            self._main.rail.help_wanted.connect(self.manual.open)
            self._main.grown.connect(self.ring.watch_inside)
            self._stack.addWidget(self._main)
            self.ring.watch_inside(self._main)
            self._main.home.show_tray(there=self.tray.there)
        return self._main

    def _show_main(self) -> None:
        self.tray.quiet = False
        self._stack.setCurrentWidget(self.main)
        self.main.take_keyboard(self._came_by)
        if self.setup is not None:
            self.setup.deleteLater()
            self.setup = None

    def _show_setup(self, page: Page, *, one_page: bool) -> None:
        self.tray.quiet = not one_page
        if self._main is not None:
            self._main.keep_keyboard()
            by_key = self.ring.isVisible()
            reasons = Qt.FocusReason
            self._came_by = reasons.ShortcutFocusReason if by_key else reasons.OtherFocusReason
        self.setup = SetupView(self._desk, page, one_page)
        self.setup.finished.connect(self._on_setup_finished)
        self.setup.leaving.connect(self.leave)
        # An open file cannot be replaced everywhere.
        self.setup.replacing.connect(self._reading.close)
        self.setup.help_wanted.connect(self.manual.open)
        self._stack.addWidget(self.setup)
        self._stack.setCurrentWidget(self.setup)

    def _chapter(self) -> str:
        """The chapter of the manual on what is shown."""
        if self.setup is not None and self._stack.currentWidget() is self.setup:
            return chapter_of(self.setup.here)
        return chapter_of(self.main.here)

    @Slot(object)
    def _on_setup_wanted(self, page: Page) -> None:
        self._show_setup(page, one_page=True)

    @Slot()
    def _on_setup_finished(self) -> None:
        first_time = self._main is None
        stood = self.standing.problem
        self._show_main()
        self.standing.refresh_all()
        # The set-up's last page begins the first pass; a second would report that it sent nothing.
        begun = self._controller.running or self.standing.result is not None
        if first_time and not begun:
            self._controller.request()
        elif stood is not None and not self.schedule.paused and not self._controller.running:
            # What stood in the way may be gone, and nobody should have to wait for the next run.
            self._controller.request()

    @Slot()
    def _open_settings(self) -> None:
        self.bring_up()
        if self.setup is None:
            self.main.go_to_settings()

    @Slot()
    def bring_up(self) -> None:
        """Put the window before everything else; one that is about to end is opened anew."""
        if self._leaving is Leaving.QUIT:
            self._leaving = Leaving.AGAIN
        if not self.isVisible() and self.setup is not None and self.setup.here is Page.DONE:
            # Whoever comes back is past the set-up's last page.
            self._on_setup_finished()
        # Not showNormal: it would also undo that the window fills the screen.
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot(Qt.ApplicationState)
    def _on_activated(self, state: Qt.ApplicationState) -> None:
        """A click on the Dock, which makes the program active and shows no window that hides."""
        if state is not Qt.ApplicationState.ApplicationActive:
            return
        own, self._starts_hidden = self._starts_hidden, False
        if not own and not self.isVisible() and self._leaving is None:
            self.bring_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The rail's places, the months and the practice strip are buttons of their own kinds.
        focused = self.focusWidget()
        if is_enter(event) and isinstance(focused, QPushButton):
            press_once(focused, event)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ the tray

    @Slot()
    def _on_tray_came(self) -> None:
        if self._main is not None:
            self._main.home.show_tray(there=True)
        if self._context.background and self.isMinimized():
            self.hide()

    @Slot()
    def _on_tray_went(self) -> None:
        if self._main is not None:
            self._main.home.show_tray(there=False)
        if not self.isVisible() and self._leaving is None:
            self.showMinimized()

    # ------------------------------------------------------------------ ending

    @Slot()
    def quit(self) -> None:
        """End the program; what PEAK already holds is still waited for."""
        self.leave(Leaving.QUIT)

    @Slot()
    def _leave_practice(self) -> None:
        self.leave(Leaving.REAL)

    @Slot(object)
    def leave(self, leaving: Leaving) -> None:
        """End everything of this window; ``left`` tells when that is done."""
        begun = self._leaving is not None
        if begun and leaving is not Leaving.QUIT:
            return
        self._leaving = leaving
        if leaving is Leaving.QUIT:
            self._vanish()
        if begun:
            return
        self.schedule.stop()
        if self._main is not None:
            self._main.home.send.setEnabled(False)
        if self._controller.alive:
            self._controller.shut_down()
            self.standing.changed.emit()
        else:
            self._on_ended()

    def _vanish(self) -> None:
        """Be gone for the person; a request under way is waited for out of sight."""
        self.tray.close()
        self._drop_dialog()
        for window in QApplication.topLevelWidgets():
            window.hide()
        self.vanished.emit()

    @Slot()
    def _on_ended(self) -> None:
        """The thread is over: now the window may really go."""
        if self._over:
            return
        self._over = True
        self._folder.end()
        self.manual.close()
        self.tray.close()
        self._reading.close()
        self.close()
        self.left.emit(self._leaving or Leaving.QUIT)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._controller.alive:
            self._reading.close()
            event.accept()
            return
        event.ignore()
        if self._leaving is not None or self._session_ends() or self._context.every_minutes == 0:
            self.quit()
        elif not self._is_set_up:
            # Answers are kept; there is nothing to do in the background yet.
            self.quit()
        elif self.tray.there and self.settings.now.close_explained:
            self.hide()
        else:
            self._explain_closing()

    @staticmethod
    def _session_ends() -> bool:
        app = QGuiApplication.instance()
        return isinstance(app, QGuiApplication) and app.isSavingSession()

    def _explain_closing(self) -> None:
        if self.dialog is None:
            minutes = self.settings.now.pace.every_minutes
            self.dialog = CloseDialog(self, minutes, tray=self.tray.there)
            self.dialog.decided.connect(self._on_closing_decided)
            self.dialog.given_up.connect(self._drop_dialog)
            self.dialog.open()

    @Slot()
    def _drop_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot(bool, bool)
    def _on_closing_decided(self, quitting: bool, explained: bool) -> None:
        self._drop_dialog()
        if explained:
            self.settings.keep(close_explained=True)
        if quitting:
            self.quit()
        elif self.tray.there:
            self.hide()
        else:
            self.showMinimized()


def _room() -> QRect:
    """Where a first window may lie: beside the taskbar."""
    # Not the window's own screen(): PySide takes what that returns for a part of the window, and
    # with many windows one after the other the process crashed.
    return QGuiApplication.primaryScreen().availableGeometry()


def _page_of(settings: Settings) -> Page:
    """The page to go on with; what an odd hand wrote there begins anew."""
    return Page(settings.page) if settings.page in set(Page) else Page.WELCOME
