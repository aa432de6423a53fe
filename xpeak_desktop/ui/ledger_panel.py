"""The ledger in figures: one line per state, receipts and baht, and the total under a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from xpeak_desktop import wording
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.reading import NEEDS_YOU, SENT, WAITING, Summary
from xpeak_desktop.ui.widgets import Icon, label, rule, set_tone

_ICON = 18


@dataclass(frozen=True, slots=True)
class _Line:
    states: Sequence[State]
    icon: str
    tone: str
    picture: Icon
    name: QLabel
    receipts: QLabel
    baht: QLabel

    def show(self, summary: Summary) -> None:
        """Put the figures in; what is zero steps back, what needs a person comes forward."""
        counted = summary.of(self.states)
        some = counted.receipts > 0
        self.receipts.setText(figures.count(counted.receipts))
        self.baht.setText(wording.amount_text(counted.satang))
        self.picture.show_icon(self.icon, self.tone if some else "mute")
        loud = self.tone == "warn" and some
        set_tone(self.name, "tone", self.tone if loud else "")
        for figure in (self.receipts, self.baht):
            set_tone(figure, "tone", self.tone if loud else "" if some else "ink3")


class LedgerPanel(QFrame):
    """All receipts of the ledger are in exactly one of its lines, so the total is their sum."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 10, 20, 10)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(2, 52)
        self._grid.setColumnMinimumWidth(3, 104)
        self._add_head()
        self._lines = (
            self._add_line(1, SENT, "ok", "ok", self.tr("Sent")),
            self._add_line(2, WAITING, "clock", "info", self.tr("Waiting")),
            self._add_line(3, NEEDS_YOU, "warn", "warn", self.tr("Needs you")),
            self._add_line(4, (State.EXCLUDED,), "excluded", "mute", self.tr("Not sent (rule)")),
            self._add_line(5, (State.VOIDED,), "voided", "mute", self.tr("Voided in PEAK")),
        )
        self._grid.addWidget(rule(), 6, 0, 1, 4)
        self._total = self._add_line(7, (), "receipt", "", self.tr("All in xCommerce"))
        for part in (self._total.name, self._total.receipts, self._total.baht):
            part.setFont(theme.font(theme.STRONG))
        self.show_summary(Summary())

    def _add_head(self) -> None:
        for column, words in ((2, self.tr("receipts")), (3, self.tr("baht"))):
            head = label(theme.CAPTION, "ink3", words)
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight)

    def _add_line(
        self, row: int, states: Sequence[State], icon: str, tone: str, name: str
    ) -> _Line:
        line = _Line(
            states,
            icon,
            tone,
            Icon(icon, _ICON, tone),
            label(theme.BODY, words=name),
            label(theme.BODY),
            label(theme.BODY),
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(line.picture, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(line.name, row, 1)
        self._grid.addWidget(line.receipts, row, 2, right)
        self._grid.addWidget(line.baht, row, 3, right)
        return line

    def show_summary(self, summary: Summary) -> None:
        """Show these figures."""
        for line in (*self._lines, self._total):
            line.show(summary)
        unsure = summary.of((State.UNCERTAIN,)).receipts > 0
        waiting = self.tr("Waiting, checking") if unsure else self.tr("Waiting")
        self._lines[1].name.setText(waiting)

    def set_compact(self, *, compact: bool) -> None:
        """Bring the lines closer together, for a low window."""
        self._grid.setVerticalSpacing(0 if compact else 4)
        self._grid.setContentsMargins(20, 6 if compact else 10, 20, 6 if compact else 10)
