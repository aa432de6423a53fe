"""Every payment channel of the sales in one list; the same on the wizard's page and as a place."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.rules import ChannelRule
from xpeak_desktop.services.jobs.channels import (
    ChannelLine,
    Channels,
    DecideChannels,
    JudgeByChannels,
    LookAtChannels,
    LookAtChannelsKept,
)
from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.channel_row import EDGE, ChannelRow, ElidedLabel, share_width
from xpeak_desktop.ui.channels_help import ChannelsHelp
from xpeak_desktop.ui.empty_table import EmptyTable
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.widgets import Button, rule
from xpeak_desktop.ui.wizard_page import Desk

_HEAD: Final = 36
_LEAST_HEIGHT: Final = 120
_ROWS_AT_ONCE: Final = 12
"""More than are seen at first; the others follow without holding up the window."""
_DECIDED_MS: Final = 1200
"""After so long without another decision all receipts are judged by them, once."""


class ChannelsBody(QWidget):
    """Shows what is known at once, asks PEAK for its accounts, and keeps every decision.

    A decision is never dropped: those made while one is being kept are kept next, together.

    Signals:
        changed(): valid, busy or note has changed.
        page_wanted(Page): what stands in the way is put right on that page of the set-up.
    """

    changed = Signal()
    page_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._language = desk.context.language
        self._channels: Channels | None = None
        self._rows: dict[str, ChannelRow] = {}
        self._keeping: dict[str, ChannelRule] = {}
        self._waiting: dict[str, ChannelRule] = {}
        self._ask_peak_next = self._asks_peak = self._comes = self._sorts = False
        self._find = ""
        self._found: ChannelRow | None = None
        self._controller = desk.controller
        self._looking = Asking(desk.controller, self)
        self._deciding = Asking(desk.controller, self)
        self._looking.answered.connect(self._on_looked)
        self._looking.changed.connect(self._show_busy)
        self._deciding.answered.connect(self._on_decided)
        desk.controller.ending.connect(self._keep_last)
        self._owes_judging = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_DECIDED_MS)
        self._settled.timeout.connect(self._judge)
        self.help = ChannelsHelp(self._language)
        self.help.check_again.connect(self.check_again)
        self.help.page_wanted.connect(self.page_wanted)
        self.send_all = Button(self.tr("Send all"), kind="quiet", compact=True)
        self.send_all.clicked.connect(self._on_send_all)
        self.send_all.hide()
        self.empty = EmptyTable("bank")
        self._stack = QStackedWidget()
        self._scroll = QScrollArea()
        self._list = QVBoxLayout()
        self._lay_out()
        self._show_emptiness()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addStretch()
        self._scroll.setObjectName("scrolling")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        table = QFrame()
        table.setProperty("panel", "plain")
        inner = QVBoxLayout(table)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self._head())
        inner.addWidget(rule())
        inner.addWidget(self._stack, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(table, 1)
        box.addWidget(self.help)

    def _head(self) -> QWidget:
        names, send, pays = QWidget(), QWidget(), QWidget()
        for part, words in (
            (names, self.tr("Payment channel in xCommerce")),
            (send, self.tr("Send to PEAK")),
            (pays, self.tr("Pays into")),
        ):
            across = QHBoxLayout(part)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(0)
            title = ElidedLabel(theme.SMALL_MEDIUM, "ink3")
            title.show_words(words)
            across.addWidget(title, 1)
        pays_box = pays.layout()
        assert pays_box is not None
        pays_box.addWidget(self.send_all)
        made = QWidget()
        made.setFixedHeight(max(_HEAD, theme.SMALL.line + 12))
        self._head_box = share_width(made, names, send, pays)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._align_head)
        self._align_head(0, 0)
        return made

    @Slot(int, int)
    def _align_head(self, _least: int, most: int) -> None:
        """The head's columns stand over the rows', scroll bar or not."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if most else 0
        self._head_box.setContentsMargins(EDGE, 0, EDGE + bar, 0)

    # ------------------------------------------------------------------ coming and going

    def entered(self, find: str = "", *, ask_peak: bool = False) -> None:
        """Show what is known; ``ask_peak`` then asks for PEAK's accounts as well."""
        self._find = find
        self._ask_peak_next = ask_peak
        self._comes = self._sorts = True
        self._look()

    def left(self) -> None:
        """Answers to looks are not wanted any more; decisions are kept all the same."""
        self._ask_peak_next = False
        self._looking.drop()
        self._judge()

    @Slot()
    def look_again(self) -> None:
        """The ledger moved: show it as it is now, unless something is under way already."""
        if not self._looking.busy and not self._deciding.busy:
            self._look()

    @Slot()
    def check_again(self) -> None:
        """Ask PEAK for its accounts."""
        if self._deciding.busy:
            self._ask_peak_next = True
            return
        self._look(ask_peak=True)

    def _look(self, *, ask_peak: bool = False) -> None:
        self._asks_peak = ask_peak
        self._looking.ask(LookAtChannels() if ask_peak else LookAtChannelsKept())

    # ------------------------------------------------------------------ what the page asks

    @property
    def busy(self) -> bool:
        """Whether a decision is still being kept; judging by it holds nobody up."""
        return bool(self._keeping or self._waiting)

    def valid(self) -> bool:
        """Whether something would be sent at all; a shop without sales cannot decide yet."""
        return self._channels is not None and (
            not self._channels.lines or any(line.rule.send for line in self._channels.lines)
        )

    def note(self) -> str:
        """Why one cannot go on, or what will wait if one does."""
        if self._channels is None:
            return ""
        lines = self._channels.lines
        if not lines:
            return self.tr("You can go on, channels come with the first sales")
        if not self.valid():
            return self.tr("Choose Send for at least one channel")
        undecided = [line for line in lines if line.rule.send is None and line.waiting]
        if undecided:
            return self._waiting_note(undecided)
        gone = [line for line in lines if line.rule.send and self._channels.is_gone(line.rule)]
        if gone:
            words = self.tr("You can go on, receipts of %1 wait for another account")
            return words.replace("%1", wording.inert(gone[0].name, 40))
        return ""

    def _waiting_note(self, undecided: list[ChannelLine]) -> str:
        receipts = sum(line.waiting for line in undecided)
        if len(undecided) > 1:
            return self.tr("You can go on, %Ln receipts of new channels will wait", "", receipts)
        words = self.tr("You can go on, %Ln receipts of %1 will wait", "", receipts)
        return words.replace("%1", wording.inert(undecided[0].name, 40))

    def first(self) -> QWidget:
        """The first thing to decide, else the first switch."""
        rows = list(self._rows.values())
        row = next((one for one in rows if one.rule.send is None), rows[0] if rows else None)
        return row.first() if row is not None else self.help.again

    # ------------------------------------------------------------------ answers

    @Slot(object)
    def _on_looked(self, answer: Answered) -> None:
        if answer.problem is not None:
            self._show_problem(answer.problem)
        else:
            self._take(answer.result)
            # What asked the ledger alone says nothing new about PEAK.
            if isinstance(answer.job, LookAtChannels):
                self._show_problem(answer.result.problem)
        self._go_on()

    @Slot(object)
    def _on_decided(self, answer: Answered) -> None:
        self._keeping = {}
        if answer.problem is not None:
            # What could not be kept is shown as it was.
            self._waiting = {}
            self._show_problem(answer.problem)
            self._look()
        else:
            self._take(answer.result)
        self._keep_waiting()
        if not self._deciding.busy and self._owes_judging and not self._settled.isActive():
            self._judge()
        self._go_on()
        self.changed.emit()

    def _go_on(self) -> None:
        if self._ask_peak_next and not self._looking.busy and not self._deciding.busy:
            self._ask_peak_next = False
            self._look(ask_peak=True)

    def _take(self, channels: Channels) -> None:
        unsaved = {**self._keeping, **self._waiting}
        lines = tuple(
            ChannelLine(unsaved.get(line.name, line.rule), line.seen, line.waiting)
            for line in channels.lines
        )
        self._channels = Channels(lines, channels.methods, channels.problem)
        self._show()

    # ------------------------------------------------------------------ deciding

    @Slot(object)
    def _on_decided_here(self, decided: ChannelRule) -> None:
        self._decide([decided])

    @Slot()
    def _on_send_all(self) -> None:
        if self._channels is not None:
            self._decide(
                [
                    ChannelRule(line.name, True, line.rule.pay_into)
                    for line in self._channels.lines
                    if line.rule.send is None
                ]
            )

    def _decide(self, rules: list[ChannelRule]) -> None:
        for one in rules:
            self._waiting[one.channel] = one
        if self._looking.busy:
            # A decision does not wait for PEAK's accounts; those are asked for again after it.
            self._ask_peak_next = self._ask_peak_next or self._asks_peak
            self._looking.drop()
        if self._channels is not None:
            self._take(self._channels)
        self._keep_waiting()
        self.changed.emit()

    def _keep_waiting(self) -> None:
        if self._waiting and not self._deciding.busy:
            self._keeping, self._waiting = self._waiting, {}
            self._owes_judging = True
            self._settled.start()
            self._deciding.ask(DecideChannels(tuple(self._keeping.values()), judge=False))

    @Slot()
    def _keep_last(self) -> None:
        """The program ends: what waits for the answer to an earlier decision waits no more."""
        if self._waiting:
            self._controller.ask(DecideChannels(tuple(self._waiting.values()), judge=False))
            self._waiting = {}

    @Slot()
    def _judge(self) -> None:
        """Nothing more was decided for a while, or the page is left."""
        self._settled.stop()
        if self._owes_judging and not self._deciding.busy:
            self._owes_judging = False
            self._deciding.ask(JudgeByChannels())

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        channels = self._channels
        assert channels is not None
        for name in set(self._rows) - {line.name for line in channels.lines}:
            self._drop_row(name)
        whole = self._show_lines(channels)
        if whole and self._sorts:
            self._put_in_order(channels)
        undecided = sum(line.rule.send is None for line in channels.lines)
        if undecided <= 1 and self.send_all.hasFocus():
            # What goes away under the keyboard's hands leaves it at the list it was about.
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.send_all.setVisible(undecided > 1)
        self.help.show_channels(channels)
        self._show_emptiness()
        if self._comes and (whole or not self._find):
            self._comes = False
            self._greet()
        if not whole:
            QTimer.singleShot(0, self, self._show)
        self.changed.emit()

    def _show_lines(self, channels: Channels) -> bool:
        """Show every line, but make only a few rows at once; whether there is one for all."""
        made, ring = 0, self._ring()
        for line in channels.lines:
            row = self._rows.get(line.name)
            if row is None:
                if made == _ROWS_AT_ONCE:
                    return False
                made += 1
                row = self._rows[line.name] = ChannelRow(self._language)
                row.decided.connect(self._on_decided_here)
                self._list.addWidget(row)
                if ring is not None:
                    ring.watch_inside(row)
            row.show_line(line, channels)
        return True

    def _ring(self) -> FocusRing | None:
        """The window's; it is told of rows as they come, and when they are scrolled."""
        return self.window().findChild(FocusRing)

    @Slot()
    def _on_scrolled(self) -> None:
        if ring := self._ring():
            ring.follow()

    def _drop_row(self, name: str) -> None:
        row = self._rows.pop(name)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _put_in_order(self, channels: Channels) -> None:
        """Rows keep their places while a person looks; whoever comes back sees the new order."""
        self._sorts = False
        names = [line.name for line in channels.lines]
        if names == list(self._rows):
            return
        self._rows = {name: self._rows[name] for name in names}
        for row in self._rows.values():
            self._list.removeWidget(row)
            self._list.addWidget(row)

    def _show_emptiness(self) -> None:
        if self._channels is None:
            self.empty.say(self.tr("Looking at your sales"), "")
        elif not self._channels.lines:
            self.empty.say(
                self.tr("No payment channels yet"),
                self.tr("They show here with the first receipts that are read"),
            )
        some = self._channels is not None and bool(self._channels.lines)
        self._stack.setCurrentWidget(self._scroll if some else self.empty)

    def _greet(self) -> None:
        """The keyboard goes to what a person came for, else to the first thing to decide."""
        # A need that names two channels is led to the first.
        wanted = self._rows.get(self._find) or self._rows.get(self._find.split(", ")[0])
        if not self._find:
            # A sale may name no channel at all: nobody came for that one.
            wanted = None
        rows = list(self._rows.values())
        undecided = next((row for row in rows if row.rule.send is None), None)
        self._find = ""
        self._found = wanted or undecided or (rows[0] if rows else None)
        # The row has no place before the list is laid out.
        QTimer.singleShot(0, self, self._go_to_found)

    @Slot()
    def _go_to_found(self) -> None:
        row = self._found
        if row is not None and row in self._rows.values():
            self._scroll.ensureWidgetVisible(row)
            row.first().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_busy(self) -> None:
        self.help.show_busy(self._looking.busy and self._asks_peak)

    def _show_problem(self, problem: Problem | None) -> None:
        self.help.show_problem(problem)
