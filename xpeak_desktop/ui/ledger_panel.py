"""The ledger in figures, today and this month: one line per state, and the total under a rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ports import Counted
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.reading import NEEDS_YOU, SENT, WAITING, Days
from xpeak_desktop.ui.widgets import Icon, WrappingLabel, label, rule, set_tone

_ICON = 18
_ROW = 34
_ROW_LOW = 27
_LINES = (2, 3, 4, 5, 6, 8)
_TODAY, _MONTH = 2, 5
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Figures:
    """A count and its baht, side by side."""

    receipts: QLabel
    baht: QLabel

    def show(self, counted: Counted, tone: str) -> None:
        self.receipts.setText(figures.count(counted.receipts))
        self.baht.setText(wording.amount_text(counted.satang))
        for figure in (self.receipts, self.baht):
            # What is zero steps back.
            set_tone(figure, "tone", tone if counted.receipts else "ink3")


@dataclass(frozen=True, slots=True)
class _Line:
    states: Sequence[State]
    icon: str
    tone: str
    picture: Icon
    name: QLabel
    today: _Figures
    month: _Figures

    def show(self, today: Counted, month: Counted) -> None:
        """Put the figures in; what needs a person comes forward."""
        some = month.receipts > 0
        loud = self.tone if self.tone == "warn" and some else ""
        self.picture.show_icon(self.icon, self.tone if some else "mute")
        set_tone(self.name, "tone", loud or ("ink2" if self.tone == "mute" else ""))
        self.today.show(today, loud)
        self.month.show(month, loud)


class LedgerPanel(QFrame):
    """All receipts of a day or month are in exactly one line, so the total is their sum."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.setProperty("panel", "plain")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(20, 12, 20, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        for column, width in ((2, 40), (3, 84), (4, 4), (5, 44), (6, 96)):
            self._grid.setColumnMinimumWidth(column, width)
        # "Sent 3, today" would else be read as what went out today.
        dated = label(theme.CAPTION, "ink3", self.tr("By receipt date"))
        self._grid.addWidget(dated, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._add_head(_TODAY, self.tr("Today"))
        self._add_head(_MONTH, self.tr("This month"))
        self._lines = (
            self._add_line(2, SENT, "ok", "ok", self.tr("Sent")),
            self._add_line(3, WAITING, "clock", "info", self.tr("Waiting")),
            self._add_line(4, NEEDS_YOU, "warn", "warn", self.tr("Needs you, not sent")),
            self._add_line(5, (State.EXCLUDED,), "excluded", "mute", self.tr("Not sent")),
            self._add_line(6, (State.VOIDED,), "voided", "mute", self.tr("Voided in PEAK")),
        )
        self._grid.addWidget(rule(), 7, 0, 1, 7)
        self._total = self._add_line(8, (), "receipt", "", self.tr("All receipts"))
        bold = (self._total.today, self._total.month)
        for part in (self._total.name, *(one for pair in bold for one in _both(pair))):
            part.setFont(theme.font(theme.STRONG))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._grid)
        box.addWidget(self._foot())
        box.addStretch()
        self.set_compact(compact=False)

    def _add_head(self, column: int, words: str) -> None:
        head = label(theme.SMALL_MEDIUM, "ink2", words)
        self._grid.addWidget(head, 0, column, 1, 2, Qt.AlignmentFlag.AlignRight)
        units = ((column, self.tr("receipts")), (column + 1, self.tr("baht")))
        for place, unit in units:
            small = label(theme.CAPTION, "ink3", unit)
            self._grid.addWidget(small, 1, place, Qt.AlignmentFlag.AlignRight)

    def _add_line(
        self, row: int, states: Sequence[State], icon: str, tone: str, name: str
    ) -> _Line:
        line = _Line(
            states,
            icon,
            tone,
            Icon(icon, _ICON, tone),
            label(theme.BODY, words=name),
            self._add_figures(row, _TODAY),
            self._add_figures(row, _MONTH),
        )
        self._grid.addWidget(line.picture, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line.name, row, 1)
        return line

    def _add_figures(self, row: int, column: int) -> _Figures:
        made = _Figures(label(theme.BODY), label(theme.BODY))
        self._grid.addWidget(made.receipts, row, column, _RIGHT)
        self._grid.addWidget(made.baht, row, column + 1, _RIGHT)
        return made

    def _foot(self) -> QWidget:
        """Of the sent ones some may need a person: the lines alone do not tell."""
        self.open_cases = WrappingLabel(theme.SMALL, "ink2")
        self._remark = QWidget()
        column = QVBoxLayout(self._remark)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(20, 10, 20, 10)
        line.setSpacing(12)
        line.addWidget(Icon("info", _ICON, "mute"), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.open_cases, 1)
        column.addLayout(line)
        self._remark.hide()
        return self._remark

    def show_open_cases(self, receipts: int) -> None:
        """Say how many of this month's sent receipts need a person, if any do."""
        words = self.tr("Of those sent this month, %Ln need you", "", receipts)
        self.open_cases.setText(words)
        self._remark.setVisible(receipts > 0)

    def show_days(self, days: Days, today: date) -> None:
        """Show the day and its month up to the month's end."""
        first, last = month_of(today)
        for line in (*self._lines, self._total):
            line.show(days.of(line.states, today, today), days.of(line.states, first, last))
        unsure = days.of((State.UNCERTAIN,), first, last).receipts > 0
        self._lines[1].name.setText(self.tr("Waiting, checking") if unsure else self.tr("Waiting"))

    def figures(self, state: State) -> tuple[str, str]:
        """The receipts of today and of this month, as the line with that state shows them."""
        line = next(one for one in self._lines if state in one.states)
        return line.today.receipts.text(), line.month.receipts.text()

    def total(self) -> tuple[str, str]:
        """All receipts of today and of this month, as shown."""
        return self._total.today.receipts.text(), self._total.month.receipts.text()

    def set_compact(self, *, compact: bool) -> None:
        """Bring the lines closer together, for a low window."""
        for row in _LINES:
            self._grid.setRowMinimumHeight(row, theme.scaled(_ROW_LOW if compact else _ROW))


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    if day.month == 12:
        return first, day.replace(day=31)
    return first, date.fromordinal(day.replace(month=day.month + 1, day=1).toordinal() - 1)


def _both(pair: _Figures) -> tuple[QWidget, QWidget]:
    return pair.receipts, pair.baht
