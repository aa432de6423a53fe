"""How often a pass comes: a few usual answers, and the present one if it is another."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xpeak_desktop.ui.segmented import Segmented

USUAL: Final = (5, 15, 30, 60)


class PaceChoice(QWidget):
    """Minutes between two passes.

    Signals:
        chosen(int): a person has chosen.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._minutes: tuple[int, ...] = USUAL
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._make(15)

    def _make(self, minutes: int) -> None:
        self._minutes = tuple(sorted({*USUAL, minutes}))
        words = [self._words(one) for one in self._minutes]
        self.choice = Segmented(words, self.tr("How often to send"))
        self.choice.choose(self._minutes.index(minutes))
        self.choice.chosen.connect(self.chosen)
        self._box.addWidget(self.choice)

    def _words(self, minutes: int) -> str:
        if minutes == 60:
            return self.tr("1 hour")
        return self.tr("%Ln min", "", minutes)

    def minutes(self) -> int:
        """What is chosen."""
        return self._minutes[max(0, self.choice.currentIndex())]

    def show_minutes(self, minutes: int) -> None:
        """Show this; silent."""
        if minutes in self._minutes:
            self.choice.choose(self._minutes.index(minutes))
            return
        self._box.removeWidget(self.choice)
        self.choice.hide()
        self.choice.deleteLater()
        self._make(minutes)
