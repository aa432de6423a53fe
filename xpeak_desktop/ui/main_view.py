"""What an owner lives with after the set-up: the rail and the places."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ui import figures
from xpeak_desktop.ui.home import HomePlace
from xpeak_desktop.ui.pausing import Pausing
from xpeak_desktop.ui.place import Going, PlaceName, PlaceView
from xpeak_desktop.ui.places import load, make_place
from xpeak_desktop.ui.rail import Rail
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.schedule import Schedule
from xpeak_desktop.ui.standing import CALM, Mood, Standing
from xpeak_desktop.ui.wizard_page import Desk


@runtime_checkable
class Searchable(Protocol):
    """A place with a search field."""

    def start_search(self) -> None: ...


class MainView(QWidget):
    """Makes the places once home is on the screen, and tells one when it is looked at.

    Signals:
        setup_wanted(Page): open that page of the set-up again.
        leaving(Leaving): another window must come.
        grown(QWidget): a place has been made.
    """

    setup_wanted = Signal(object)
    leaving = Signal(object)
    grown = Signal(object)

    def __init__(
        self,
        desk: Desk,
        reading: Reading,
        standing: Standing,
        pausing: Pausing,
        schedule: Schedule,
        shop_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._reading = desk, reading
        self._standing, self._schedule, self._pausing = standing, schedule, pausing
        self._language = desk.context.language
        self.rail = Rail(shop_name)
        self.rail.chosen.connect(self.go_to)
        self._views: dict[PlaceName, PlaceView] = {}
        self._stack = QStackedWidget(self)
        self.home = HomePlace(desk, reading, standing, pausing, self._stack)
        self._add(PlaceName.HOME, self.home)
        self._here = PlaceName.HOME
        self._painted = False
        self._behind = False
        self._had_keyboard: QWidget | None = None
        self.rail.mark(PlaceName.HOME)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self._steps = self._steps_ahead()
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._go_ahead)
        self._add_keys()
        standing.changed.connect(self._show_state)
        standing.moved.connect(self._on_moved)
        self._show_state()

    def _add_keys(self) -> None:
        keys = [(f"Ctrl+{place}", self._go_by_number) for place in range(1, 5)]
        keys += [
            ("Ctrl+,", self.go_to_settings),
            ("F5", self._desk.controller.request),
            ("F6", self._go_to_rail),
            ("Ctrl+F", self._start_search),
        ]
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ------------------------------------------------------------------ the places

    @property
    def here(self) -> PlaceName:
        """Where the person is."""
        return self._here

    @property
    def made(self) -> tuple[PlaceName, ...]:
        """The places there are so far."""
        return tuple(self._views)

    def view(self, name: PlaceName) -> PlaceView:
        """A place; a visit that comes before its turn makes it."""
        if name not in self._views:
            self._add(name, make_place(name, self._desk, self._reading, self._stack))
        return self._views[name]

    def _add(self, name: PlaceName, view: PlaceView) -> None:
        view.going.connect(self._on_going)
        view.setup_wanted.connect(self.setup_wanted)
        view.leaving.connect(self.leaving)
        self._views[name] = view
        self._stack.addWidget(view)
        self.grown.emit(view)

    # ------------------------------------------------------------------ ahead of the first visit

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            # What a person waits for is on the screen: the rest has time.
            self._painted = True
            self._idle.start()

    @Slot()
    def _go_ahead(self) -> None:
        """One step, and then the person's turn again."""
        step = next(self._steps, None)
        if step is None:
            self._idle.stop()
        else:
            step()

    def _steps_ahead(self) -> Iterator[Callable[[], object]]:
        yield self._standing.read_first
        for name in PlaceName:
            if name not in self._views:
                yield partial(load, name)
                yield partial(self.view, name)
                yield partial(_polish, self.view(name))

    # ------------------------------------------------------------------ going

    @Slot(object)
    def go_to(self, name: PlaceName) -> None:
        """Show a place."""
        self._on_going(Going(name))

    @Slot()
    def go_to_settings(self) -> None:
        """Show the settings."""
        self.go_to(PlaceName.SETTINGS)

    @Slot(object)
    def _on_going(self, going: Going) -> None:
        view = self.view(going.place)
        if going.place is not self._here:
            self._views[self._here].left()
        self._here = going.place
        self.rail.mark(going.place)
        self._stack.setCurrentWidget(view)
        view.entered(going.find)

    @Slot()
    def _go_by_number(self) -> None:
        shortcut = self.sender()
        assert isinstance(shortcut, QShortcut)
        number = int(shortcut.key().toString()[-1])
        self.go_to(list(PlaceName)[number - 1])

    @Slot()
    def _go_to_rail(self) -> None:
        self.rail.here.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _start_search(self) -> None:
        view = self._views[self._here]
        if not isinstance(view, Searchable):
            self.go_to(PlaceName.RECEIPTS)
            view = self._views[self._here]
        if isinstance(view, Searchable):
            view.start_search()

    # ------------------------------------------------------------------ the keyboard

    def keep_keyboard(self) -> None:
        """Remember what has the keyboard, before a page of the set-up lies over it."""
        focused: QWidget | None = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self._had_keyboard = focused if inside else None

    def take_keyboard(self, reason: Qt.FocusReason) -> None:
        """Give it back; where that is gone, to what comes first in the place that shows."""
        before, self._had_keyboard = self._had_keyboard, None
        view = self._views[self._here]
        wanted = [before] if before is not None and isValid(before) else []
        if view is self.home:
            wanted.append(self.home.send)
        stops = (one for one in (*wanted, *_tab_order(view)) if self._can_have(one))
        first = next(stops, None)
        if first is not None:
            first.setFocus(reason)

    def _can_have(self, widget: QWidget) -> bool:
        return widget.isEnabled() and widget.isVisibleTo(self)

    # ------------------------------------------------------------------ how things stand

    @Slot(bool)
    def _on_moved(self, afresh: bool) -> None:
        if self.isVisible():
            self._views[self._here].refresh(afresh=afresh)
        else:
            self._behind = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._behind = False
            self._views[self._here].refresh(afresh=True)

    @Slot()
    def _show_state(self) -> None:
        """The count at the receipts, and the rail's foot in two short lines."""
        needs = self._standing.summary.needs
        self.rail.places[PlaceName.RECEIPTS].set_count(sum(need.receipts for need in needs))
        controller, mood = self._desk.controller, self._standing.mood
        if controller.stop_asked or not controller.alive:
            self.rail.show_state("clock", self.tr("Stopping"), "")
        elif mood is Mood.WORKING:
            self.rail.show_state("refresh", self.tr("Working"), self._sending())
        elif mood is Mood.PAUSED:
            self.rail.show_state("pause", self.tr("Paused"), self._paused_until())
        elif self._standing.known:
            self._show_next_run()

    def _show_next_run(self) -> None:
        problem, next_run = self._standing.problem, self._schedule.next_run
        if problem is not None and problem.code is Code.MOVED_OUT:
            words = self.tr("The shop has moved")
            self.rail.show_state("pause", self.tr("Not sending"), words)
            return
        if problem is not None and problem.code is Code.SECRETS_MISSING:
            words = self.tr("Connect in Settings")
            self.rail.show_state("warn", self.tr("Not connected"), words)
            return
        if problem is not None and not problem.retryable:
            self.rail.show_state("warn", self.tr("Sending has stopped"), "")
            return
        if next_run is None:
            self.rail.show_state("clock", self.tr("Sends when you ask"), "")
            return
        time = figures.clock_time(next_run, self._language)
        text = self.tr("Next run %1").replace("%1", time)
        if problem is None:
            self.rail.show_state("ok", self.tr("Ready"), text)
        elif problem.code in CALM:
            self.rail.show_state("clock", self.tr("Waiting for PEAK"), text)
        else:
            text = self.tr("Tries again %1").replace("%1", time)
            away = self._standing.away
            words = self.tr("PEAK is out of reach") if away else self.tr("Cannot send now")
            self.rail.show_state("offline" if away else "clock", words, text)

    def _sending(self) -> str:
        progress = self._standing.sending
        if progress is None:
            return ""
        text = self.tr("%Ln of %1 receipts", "", progress.done)
        return text.replace("%1", figures.count(progress.total))

    def _paused_until(self) -> str:
        until = self._pausing.until
        if until is None:
            return self.tr("Until you resume")
        return self.tr("Until %1").replace("%1", figures.clock_time(until, self._language))


def _tab_order(view: QWidget) -> list[QWidget]:
    """All that Tab can reach in a place, in the order of reading."""
    # Not by nextInFocusChain: PySide takes what such calls return for a part of who was asked.
    reached = [
        one for one in view.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    corners = {one: one.mapTo(view, QPoint(0, 0)) for one in reached}
    return sorted(reached, key=lambda one: (corners[one].y(), corners[one].x()))


def _polish(view: QWidget) -> None:
    """Style all there is in a place, as its first showing would."""
    for part in view.findChildren(QWidget):
        part.ensurePolished()
