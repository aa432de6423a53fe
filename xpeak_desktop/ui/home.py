"""The home page: the day, what needs a person, the figures, and how to start, stop and pause."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.acting import Acting
from xpeak_desktop.ui.chart_panel import ChartPanel
from xpeak_desktop.ui.day_chart import DAYS
from xpeak_desktop.ui.ledger_panel import LedgerPanel, month_of
from xpeak_desktop.ui.needs_panel import NeedsPanel
from xpeak_desktop.ui.notices_panel import NoticesPanel
from xpeak_desktop.ui.pausing import PauseMenu, Pausing
from xpeak_desktop.ui.place import NEEDS, Going, PlaceName, PlaceView
from xpeak_desktop.ui.progress_panel import ProgressPanel
from xpeak_desktop.ui.reading import NEEDS_YOU, SENT, WAITING, Days, Reading, Shown
from xpeak_desktop.ui.standing import CALM, Standing
from xpeak_desktop.ui.status_panel import StatusPanel
from xpeak_desktop.ui.toast import Toast
from xpeak_desktop.ui.widgets import Button, WrappingLabel, label
from xpeak_desktop.ui.wizard_page import Desk

_SIDE = 32
_LOW = 640
_LINES = 5
_LINES_BESIDE = 2
_IN_PEAK = (State.SENT, State.VOIDED)


class HomePlace(PlaceView):
    """Shows what ``Standing`` knows; the figures of the days it reads itself."""

    def __init__(
        self,
        desk: Desk,
        reading: Reading,
        standing: Standing,
        pausing: Pausing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, reading, parent)
        self._standing, self._pausing = standing, pausing
        self._language = language = desk.context.language
        self._days = Days()
        self._running = False
        self.day = label(theme.TITLE)
        self.last_run = label(theme.SMALL, "ink2")
        self.pause = Button(self.tr("Pause"), "pause")
        self.pause.clicked.connect(self._on_pause)
        self.pause_menu = PauseMenu(pausing, self)
        self.send = Button(self.tr("Send now"), "send", "primary")
        self.send.setToolTip(self.tr("Send now (F5)"))
        self.send.clicked.connect(desk.controller.request)
        self.progress = ProgressPanel(desk.context.clock, language)
        self.progress.stop.clicked.connect(desk.controller.stop)
        self.status = StatusPanel(language, scheduled=desk.context.every_minutes > 0)
        self.acting = Acting(desk, reading, self)
        self.acting.going.connect(self.going)
        self.acting.setup_wanted.connect(self.setup_wanted)
        self.acting.refused.connect(self._on_refused)
        self.status.acted.connect(self.acting.act_on_problem)
        self.status.folder_wanted.connect(self._on_folder_wanted)
        self.notices = NoticesPanel(desk.context.notices, language)
        self.needs = NeedsPanel(language)
        self.needs.asked_for_all.connect(self._on_asked_for_all)
        self.needs.acted.connect(self.acting.act_on_need)
        self.ledger = LedgerPanel(language)
        self.chart = ChartPanel(language)
        self.no_tray = WrappingLabel(theme.SMALL, "ink2")
        self.no_tray.setText(
            self.tr("No tray icon: receipts are sent while the window is open or minimised")
        )
        self.no_tray.hide()
        self.toast = Toast(self)
        self.acting.told.connect(self.toast.say)
        self._lay_out()
        # Only here: elsewhere Esc closes what is open.
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(desk.controller.stop)
        standing.changed.connect(self._on_changed)
        desk.controller.stopping.connect(self.progress.show_stopping)
        self.refresh(afresh=True)

    def _lay_out(self) -> None:
        # From the outside in: whatever gets a parent is styled anew with all that it holds.
        inside = self._lay_out_scrolling()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.day)
        titles.addLayout(self._below_title())
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addLayout(titles, 1)
        head.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        self._panels = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panels.setSpacing(16)
        self._panels.addWidget(self.ledger, 11)
        self._panels.addWidget(self.chart, 10)
        self._box = QVBoxLayout(inside)
        self._box.setSpacing(16)
        self._box.addLayout(head)
        for panel in (self.notices, self.progress, self.status, self.needs):
            self._box.addWidget(panel)
        self._box.addLayout(self._panels)
        self._box.addStretch(1)
        self._reflow()

    def _below_title(self) -> QHBoxLayout:
        """When it last sent, and that it only sends with its window: nothing to scroll to."""
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.last_run, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.no_tray, 1)
        return line

    def _lay_out_scrolling(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("content")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._scroll)
        return inside

    def show_tray(self, *, there: bool) -> None:
        """Say so where the program can only work with its window; not where a person sends."""
        self.no_tray.setVisible(not there and self._pausing.possible)

    # ------------------------------------------------------------------ the ledger

    @property
    def today(self) -> date:
        """The shop's day."""
        return self.desk.context.clock.now().astimezone(BANGKOK).date()

    def entered(self, find: str = "") -> None:  # noqa: ARG002  (nothing is looked for here)
        self.refresh(afresh=True)

    def refresh(self, *, afresh: bool) -> None:  # noqa: ARG002  (the days always may have moved)
        self.day.setText(figures.day_title(self.desk.context.clock.now(), self._language))
        if self._standing.known:
            today = self.today
            first, last = month_of(today)
            days = self.reading.days(min(first, today - timedelta(days=DAYS)), last)
            if not self.reading.busy:
                self._show_days(days, today)
        self._on_changed()

    def _show_days(self, days: Days, today: date) -> None:
        self._days = days
        self.ledger.show_days(days, today)
        open_cases = self._open_cases(days, month_of(today))
        if not self.reading.busy:
            self.ledger.show_open_cases(open_cases)
        self.chart.show_days(days, today)
        # Larger sums are wider.
        self._reflow()

    def _open_cases(self, days: Days, month: tuple[date, date]) -> int:
        """How many of a month's sent receipts need a person; no list is long that is counted."""
        count = self.reading.row_count
        needing = count(Shown(NEEDS_YOU, "", month, asking=True))
        needing -= days.of(NEEDS_YOU, *month).receipts
        if needing > 0:
            # So may some of what was voided since, and of what waits.
            others = (State.VOIDED, *WAITING)
            needing -= days.of(others, *month).receipts - count(Shown(others, "", month))
        return max(0, needing)

    # ------------------------------------------------------------------ how things stand

    @Slot()
    def _on_changed(self) -> None:
        standing, running = self._standing, self.desk.controller.running
        for problem in standing.take_notices():
            self.notices.add(problem)
        self.last_run.setText(self._last_run())
        self._show_pausing()
        if running and standing.progress is not None and not self.desk.controller.stop_asked:
            self.progress.show_progress(standing.progress)
        self._show_running(running=running)
        self._choose_panels(running=running)

    def _show_pausing(self) -> None:
        """In a pause the button to press ends it; sending once stays possible beside it."""
        paused, possible = self._pausing.paused, self._pausing.possible
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.show_icon("play" if paused else "pause")
        self.pause.setVisible(possible)
        self.pause.show_kind("primary" if paused else "")
        self.send.show_kind("" if paused and possible else "primary")

    def _choose_panels(self, *, running: bool) -> None:
        """What runs, what is in the way, what needs a person; else that all is well."""
        summary, problem = self._standing.summary, self._standing.problem
        lines = _LINES_BESIDE if running or problem is not None else _LINES
        self.progress.setVisible(running)
        if not self._standing.known:
            self.needs.hide()
            self.status.hide()
            return
        self.needs.show_needs(summary.needs, lines)
        self.needs.setVisible(bool(summary.needs))
        held = bool(summary.needs or summary.of(NEEDS_YOU).receipts)
        if problem is not None:
            self.status.show_problem(problem, self._standing.waiting)
        elif not summary.of(()).receipts:
            self.status.show_empty(folder=self.acting.settings.now.source.kind == "folder")
        else:
            self.status.show_figures(summary, self._days.of(SENT, *month_of(self.today)))
        self.status.setVisible(not running and (problem is not None or not held))

    def _last_run(self) -> str:
        standing, language = self._standing, self._language
        if self._pausing.paused:
            return self._paused()
        if not standing.known:
            return ""
        result, ended = standing.result, standing.ended
        if result is not None and ended is not None:
            text = self.tr("Last run %1, %Ln receipts sent", "", result.sent)
            if result.stopped:
                text = self.tr("Stopped at %1, %Ln receipts sent before", "", result.sent)
            elif not result.sent:
                tried = result.problem is not None and result.problem.code not in CALM
                text = self.tr("Last tried %1") if tried else self.tr("Last checked %1")
            return text.replace("%1", figures.clock_time(ended, language))
        if standing.last_sent is None:
            # While the first run sends, its progress tells more; what was taken over from PEAK
            # has been sent, only nobody here knows when.
            silent = self.desk.controller.running or standing.summary.of(_IN_PEAK).receipts
            return "" if silent else self.tr("Nothing has been sent yet")
        text = self.tr("Last sent %1")
        return text.replace("%1", figures.day_and_time(standing.last_sent, language))

    def _paused(self) -> str:
        until = self._pausing.until
        if until is None:
            return self.tr("Paused until you resume")
        time = figures.clock_time(until, self._language)
        return self.tr("Paused until %1").replace("%1", time)

    # ------------------------------------------------------------------ the worker

    def _show_running(self, *, running: bool) -> None:
        """The keyboard goes along, before Qt hands it to whatever comes next."""
        if running == self._running:
            return
        self._running = running
        if running:
            self.progress.begin()
            self.progress.show()
            _hand_over(self.send, self.progress.stop)
            _hand_over(self.status, self.progress.stop)
        self.send.setEnabled(not running)
        if not running:
            _hand_over(self.progress, self.send)

    # ------------------------------------------------------------------ what a person does

    @Slot()
    def _on_pause(self) -> None:
        if self._pausing.paused:
            self._pausing.go_on()
        else:
            below = QPoint(0, self.pause.height() + 4)
            self.pause_menu.popup(self.pause.mapToGlobal(below))

    @Slot()
    def _on_folder_wanted(self) -> None:
        folder = self.acting.settings.now.source.folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    @Slot(object)
    def _on_refused(self, problem: Problem) -> None:
        self.notices.add(problem)

    @Slot()
    def _on_asked_for_all(self) -> None:
        self.going.emit(Going(PlaceName.RECEIPTS, NEEDS))

    # ------------------------------------------------------------------ room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def _reflow(self) -> None:
        narrow, low = self.width() < self._beside(), self.height() < _LOW
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._panels.setDirection(under if narrow else beside)
        for panel, share in ((self.ledger, 11), (self.chart, 10)):
            self._panels.setStretchFactor(panel, 0 if narrow else share)
        margin = 16 if low else 28
        self._box.setContentsMargins(_SIDE, margin, _SIDE, margin)
        self._box.setSpacing(12 if low else 16)
        self.ledger.set_compact(compact=low)

    def _beside(self) -> int:
        """How wide the page must be to hold both panels side by side, whatever the size of text."""
        panels = sum(one.minimumSizeHint().width() for one in (self.ledger, self.chart))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return panels + self._panels.spacing() + 2 * _SIDE + bar


def _hand_over(leaving: QWidget, coming: QWidget) -> None:
    focused: QWidget | None = leaving.window().focusWidget()
    if focused is not None and (focused is leaving or leaving.isAncestorOf(focused)):
        coming.setFocus(Qt.FocusReason.OtherFocusReason)
