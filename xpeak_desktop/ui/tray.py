"""The icon beside the clock: how things stand, and the few things done without the window."""

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ui import figures, i18n, theme
from xpeak_desktop.ui.pausing import Pausing
from xpeak_desktop.ui.standing import Mood, Notice, Standing
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.tips import balloon
from xpeak_desktop.ui.tray_icon import tray_icon

_LOOK_MS: Final = 3_000
_REFRESH_MS: Final = 300
_NOTICE_MS: Final = 10_000
_ON_MACOS: Final = sys.platform == "darwin"
_CLICKS: Final = (
    QSystemTrayIcon.ActivationReason.Trigger,
    QSystemTrayIcon.ActivationReason.DoubleClick,
)


class Tray(QObject):
    """Everything here can be done in the window too, since some desktops have no tray.

    Panels come late at log-in and may end at any time, so the tray is looked for again and again.

    Signals:
        opened(): a person wants the window.
        settings_wanted(): a person wants the settings.
        quit_wanted(): a person wants the program to end.
        came(): there is a tray now.
        went(): there is none any more.
    """

    opened = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()
    came = Signal()
    went = Signal()

    def __init__(
        self,
        controller: SyncController,
        standing: Standing,
        pausing: Pausing,
        language: str,
        available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._standing = controller, standing
        self._pausing, self._language = pausing, language
        self._available = available
        self.quiet = False
        """During the set-up its pages say what is wrong, and nobody is surprised."""
        self._there = self._closed = False
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self._build_menu()
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._soon.timeout.connect(self._show)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look_for_tray)
        standing.changed.connect(self._show_soon)
        standing.worsened.connect(self._on_worsened)
        self.look_for_tray()

    @property
    def there(self) -> bool:
        """Whether the desktop has a place for the icon, now."""
        return self._there

    @property
    def icon(self) -> QSystemTrayIcon | None:
        """The icon, while there is a tray."""
        return self._icon

    def start(self) -> None:
        """Look for the tray from now on."""
        self._look.start()

    @Slot()
    def look_for_tray(self) -> None:
        """Take the tray that came, and notice the one that went."""
        there = self._available()
        if there == self._there:
            return
        self._there = there
        if there:
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._on_activated)
            self._icon.messageClicked.connect(self.opened)
            self._show()
            self.came.emit()
        else:
            self._drop_icon()
            self.went.emit()

    def close(self) -> None:
        """Take the icon away, for good."""
        if self._closed:
            return
        self._closed = True
        self._standing.changed.disconnect(self._show_soon)
        self._look.stop()
        self._soon.stop()
        self._drop_icon()
        self.menu.deleteLater()

    def _drop_icon(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    # ------------------------------------------------------------------ the menu

    def _build_menu(self) -> None:
        add = self.menu.addAction
        self.state = add("")
        bold = theme.font(theme.STRONG)
        self.state.setFont(bold)
        self.state.triggered.connect(self.opened)
        self.last = add("")
        self.last.setEnabled(False)
        self.menu.addSeparator()
        self.send = add(self.tr("Send now"))
        self.send.triggered.connect(self._controller.request)
        self.stop = add(self.tr("Stop"))
        self.stop.triggered.connect(self._controller.stop)
        self.hour = add(self.tr("Pause for 1 hour"))
        self.hour.triggered.connect(self._pausing.pause_an_hour)
        self.for_good = add(self.tr("Pause until I resume"))
        self.for_good.triggered.connect(self._pausing.pause_for_good)
        self.go_on = add(self.tr("Resume"))
        self.go_on.triggered.connect(self._pausing.go_on)
        self.menu.addSeparator()
        self.open = add(self.tr("Open XPEAK"))
        self.open.triggered.connect(self.opened)
        self.settings = add(self.tr("Settings"))
        self.settings.triggered.connect(self.settings_wanted)
        self.menu.addSeparator()
        self.quit = add(self.tr("Quit XPEAK"))
        self.quit.triggered.connect(self.quit_wanted)
        self.menu.aboutToShow.connect(self._show_menu)

    @Slot()
    def _show_menu(self) -> None:
        """Bring every line up to date."""
        running, paused = self._controller.running, self._pausing.paused
        _say(self.state, self.state_text())
        _say(self.last, self.last_text())
        self.last.setVisible(bool(self.last.text()))
        set_up = self._standing.set_up
        self.send.setVisible(set_up and not running)
        self.stop.setVisible(running)
        for action in (self.hour, self.for_good):
            action.setVisible(set_up and self._pausing.possible and not paused)
        self.settings.setVisible(set_up)
        self.go_on.setVisible(paused)

    # ------------------------------------------------------------------ words and picture

    def state_text(self) -> str:
        """The state in a few words, for the menu's head."""
        words = {
            Mood.SETTING_UP: self.tr("The set-up is not finished"),
            Mood.FINE: self.tr("All is well"),
            Mood.RESTING: self._sentence(),
            Mood.WORKING: self._working(),
            Mood.NEEDS: self.tr("%Ln things need you", "", len(self._standing.summary.needs)),
            Mood.PAUSED: self._paused(),
            Mood.OFFLINE: self._offline(),
        }
        problem = self._standing.problem
        if self._standing.mood is Mood.NEEDS and problem is not None and not problem.retryable:
            return self.tr("Sending has stopped. Open to see why")
        return words[self._standing.mood]

    def last_text(self) -> str:
        """When something last went to PEAK; blank where nobody here knows when it did."""
        last = self._standing.last_sent
        if last is None:
            in_peak = self._standing.summary.of((State.SENT, State.VOIDED)).receipts
            return "" if in_peak else self.tr("Nothing has been sent yet")
        return self.tr("Last sent %1").replace("%1", figures.day_and_time(last, self._language))

    def tip_text(self) -> str:
        """What the icon says when it is pointed at."""
        text = self.tr("XPEAK: %1").replace("%1", self.state_text())
        if self._standing.mood is Mood.FINE and self._standing.last_sent is not None:
            text += f" {self.last_text()}"
        return i18n.plain(text)

    def _working(self) -> str:
        progress = self._standing.sending
        if progress is None:
            return self.tr("Working")
        text = self.tr("Sending: %Ln of %1 sent", "", progress.done)
        return text.replace("%1", figures.count(progress.total))

    def _paused(self) -> str:
        until = self._pausing.until
        if until is None:
            return self.tr("Paused until you resume")
        time = figures.clock_time(until, self._language)
        return self.tr("Paused until %1").replace("%1", time)

    def _sentence(self) -> str:
        problem = self._standing.problem
        return "" if problem is None else wording.sentence(problem, self._language)

    def _offline(self) -> str:
        if not self._standing.away:
            return self._sentence()
        waiting = self._standing.waiting
        if not waiting:
            return self.tr("PEAK cannot be reached right now")
        return self.tr("PEAK cannot be reached right now, %Ln receipts wait", "", waiting)

    @Slot()
    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _show(self) -> None:
        # Also while the menu is closed: some panels show it without asking for its lines.
        self._show_menu()
        if self._icon is not None and self._standing.known:
            self._icon.setIcon(tray_icon(self._standing.mood))
            self._icon.setToolTip(balloon(self.tip_text()))
            self._icon.show()

    # ------------------------------------------------------------------ what happens

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # macOS opens the menu with every click, and would have the window come up behind it.
        if reason in _CLICKS and not _ON_MACOS:
            self.opened.emit()

    @Slot(object)
    def _on_worsened(self, notice: Notice) -> None:
        if self.quiet or self._icon is None:
            return
        if QSystemTrayIcon.supportsMessages():
            icon = tray_icon(Mood.NEEDS)
            self._icon.showMessage(balloon(notice.title), balloon(notice.text), icon, _NOTICE_MS)


def _say(action: QAction, words: str) -> None:
    plain = i18n.plain(words)
    if action.text() != plain:
        action.setText(plain)
