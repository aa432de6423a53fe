"""What needs a person: one line per kind of problem, and how many receipts wait for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.needs import Need
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, rule


class NeedsPanel(QFrame):
    """At most as many lines as there is room for; the button shows all the receipts.

    Signals:
        asked_for_all(): show the receipts that wait.
    """

    asked_for_all = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setProperty("panel", "warn")
        self._language = language
        self._shown: tuple[tuple[Need, ...], int] = ((), 0)
        self.title = label(theme.HEADING, "warn")
        self.waiting = label(theme.SMALL, "ink2")
        self.show_all = Button(self.tr("Show all"), compact=True)
        self.show_all.clicked.connect(self.asked_for_all)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon("warn", 20, "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        head.addWidget(self.show_all)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 10, 16, 10)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(self._rows)
        box.addStretch()
        box.addWidget(self.waiting)

    def show_needs(self, needs: tuple[Need, ...], lines: int) -> None:
        """Show the first ``lines`` kinds; the rest is in the count."""
        if (needs, lines) == self._shown:
            return
        self._shown = (needs, lines)
        self.title.setText(self.tr("%Ln things need you", "", len(needs)))
        receipts = sum(need.receipts for need in needs)
        satang = sum(need.satang for need in needs)
        text = self.tr("%Ln receipts wait, %1", "", receipts)
        self.waiting.setText(text.replace("%1", wording.money_text(satang, self._language)))
        self._clear_rows()
        for number, need in enumerate(needs[:lines]):
            self._add_row(2 * number, need)

    def _clear_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_row(self, row: int, need: Need) -> None:
        sentence = WrappingLabel(theme.SMALL)
        sentence.setText(wording.sentence(need.problem, self._language))
        sentence.setToolTip(wording.fix(need.problem, self._language))
        how_many = label(
            theme.SMALL, "ink2", self.tr("%Ln receipts", "how many wait", need.receipts)
        )
        self._rows.addWidget(rule("warn"), row, 0, 1, 2)
        self._rows.addWidget(sentence, row + 1, 0)
        self._rows.addWidget(how_many, row + 1, 1, Qt.AlignmentFlag.AlignRight)
