"""The window: what the ledger holds, what goes on, and how to start and stop it."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.ui import figures
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.overview import Overview
from xpeak_desktop.ui.practice_strip import PracticeStrip
from xpeak_desktop.ui.rail import Rail
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.receipts_panel import ReceiptsPanel
from xpeak_desktop.ui.sync_controller import SyncController

LEAST_SIZE = (1060, 600)
FIRST_SIZE = (1280, 720)
# Often enough to watch receipts move, seldom enough for 100,000 of them.
_REFRESH_MS = 400
_LOW = 690


class MainWindow(QWidget):
    """Reads the ledger, asks the controller, and closes only when nothing runs any more."""

    def __init__(self, context: WindowContext, controller: SyncController) -> None:
        super().__init__()
        self._context = context
        self._language = context.language
        self._controller = controller
        self._closing = False
        self._result: PassResult | None = None
        self._reading = Reading(context.open_reader)
        self._shop = self.tr("Practice shop") if context.practice else context.shop_name
        self.rail = Rail(self._shop)
        self.overview = Overview(context.language, scheduled=context.every_minutes > 0)
        self.receipts = ReceiptsPanel(self._reading, context.language)
        self.strip = PracticeStrip() if context.practice else None
        self._refresh_soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh_soon.timeout.connect(self.refresh)
        self._lay_out()
        self._title()
        self._connect()
        self._add_keys()
        self._watch_focus()
        self.refresh_all()

    def _lay_out(self) -> None:
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        content = QWidget()
        content.setObjectName("content")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.overview)
        inside.addWidget(self.receipts, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(content, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if self.strip:
            box.addWidget(self.strip)
        box.addLayout(row, 1)

    def _title(self) -> None:
        self.setWindowTitle(f"{self._shop} – XPEAK")

    def _connect(self) -> None:
        controller = self._controller
        controller.started.connect(self._on_started)
        controller.progressed.connect(self._on_progress)
        controller.finished.connect(self._on_finished)
        controller.stopping.connect(self._on_stopping)
        controller.ended.connect(self._on_ended)
        self.overview.send.clicked.connect(controller.request)
        self.overview.progress.stop.clicked.connect(controller.stop)
        self.overview.needs.asked_for_all.connect(self.receipts.show_needs_you)
        self.rail.receipts.clicked.connect(self.receipts.show_all)

    def _add_keys(self) -> None:
        keys = {
            "F5": self._controller.request,
            "Esc": self._escape,
            "Ctrl+F": self.receipts.start_search,
            "Ctrl+1": self.receipts.show_all,
            "F6": self._go_to_rail,
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _watch_focus(self) -> None:
        self.ring = FocusRing(self)
        order = (
            self.rail.receipts,
            self.overview.send,
            self.overview.progress.stop,
            self.overview.needs.show_all,
            self.receipts.tabs,
            self.receipts.search,
            self.receipts.table,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        # The search field shows focus by its own edge, the list by its selected row.
        self.ring.watch(*order[:-2], self.receipts.empty.clear)
        self.overview.send.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _go_to_rail(self) -> None:
        self.rail.receipts.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _escape(self) -> None:
        """Esc leaves a search first; with none, it stops the pass."""
        if self.receipts.search.text():
            self.receipts.search.clear()
        else:
            self._controller.stop()

    # ------------------------------------------------------------------ the ledger

    @Slot()
    def refresh(self) -> None:
        """Read the figures and the rows on the screen again."""
        self._read(afresh=False)

    @Slot()
    def refresh_all(self) -> None:
        """As ``refresh``, and what needs a person as well; also the date, which passes midnight."""
        self._read(afresh=True)
        self.overview.day.setText(figures.day_title(self._context.clock.now(), self._language))
        self._show_state()
        problem = self._reading.standing_problem()
        if self._result is not None and self._result.problem is not None:
            problem = self._result.problem
        self.overview.show_problem(_worth_showing(problem))

    def _read(self, *, afresh: bool) -> None:
        summary = self._reading.summary(afresh=afresh)
        self.overview.show_summary(summary)
        self.receipts.refresh(summary)
        self.rail.receipts.set_count(sum(need.receipts for need in summary.needs))

    # ------------------------------------------------------------------ the worker

    @Slot()
    def _on_started(self) -> None:
        self._result = None
        self.overview.show_problem(None)
        self.overview.show_running(running=True)
        self._show_state()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if not self._controller.stop_asked:
            self.overview.progress.show_progress(progress)
            self._show_state(progress)
        if not self._refresh_soon.isActive():
            self._refresh_soon.start()

    @Slot()
    def _on_stopping(self) -> None:
        self.overview.progress.show_stopping()
        self._show_state()

    @Slot(object)
    def _on_finished(self, result: PassResult) -> None:
        self._result = result
        self._refresh_soon.stop()
        if not self._closing:
            self.overview.show_running(running=False)
        self._tell_last_run(result)
        self.refresh_all()

    def _tell_last_run(self, result: PassResult) -> None:
        time = figures.clock_time(self._context.clock.now(), self._language)
        sent = result.sent
        text = self.tr("Last run %1, %Ln receipts sent", "", sent)
        if result.stopped:
            text = self.tr("Stopped at %1, %Ln receipts sent before", "", sent)
        self.overview.last_run.setText(text.replace("%1", time))

    def _show_state(self, progress: Progress | None = None) -> None:
        """The rail's foot, in two short lines."""
        controller = self._controller
        if controller.stop_asked or self._closing:
            self.rail.show_state("clock", self.tr("Stopping"), "")
        elif controller.running:
            sending = progress is not None and progress.stage is Stage.SENDING
            counted = self._of(progress) if progress is not None and sending else ""
            self.rail.show_state("refresh", self.tr("At work"), counted)
        elif controller.next_run is None:
            self.rail.show_state("clock", self.tr("Sends when you ask"), "")
        else:
            time = figures.clock_time(controller.next_run, self._language)
            text = self.tr("Next run %1").replace("%1", time)
            self.rail.show_state("clock", self.tr("Ready"), text)

    def _of(self, progress: Progress) -> str:
        text = self.tr("%Ln of %1 receipts", "", progress.done)
        return text.replace("%1", figures.count(progress.total))

    # ------------------------------------------------------------------ closing

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._controller.alive:
            self._reading.close()
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._closing = True
            self.overview.send.setEnabled(False)
            self._controller.shut_down()
            self._show_state()

    @Slot()
    def _on_ended(self) -> None:
        """The thread is over: now the window may really go."""
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overview.set_compact(compact=self.height() < _LOW)
        self.ring.hide()


def _worth_showing(problem: Problem | None) -> Problem | None:
    """A stop is what the person asked for, and no problem."""
    return None if problem is None or problem.code is Code.STOPPED else problem
