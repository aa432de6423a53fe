"""What stands in the way of one product, and what to do about it here or in PEAK."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.services.jobs.products import ProductLine, Standing
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.click_path import GuideStep
from xpeak_desktop.ui.product_words import ProductWords, shown_code
from xpeak_desktop.ui.widgets import Button, WrappingLabel

_BRACKETS: Final = str.maketrans("[]", "()")
_MOST_NAMED: Final = 4


class ProductHelp(QFrame):
    """Explains the selected line of the list; hidden while there is nothing to explain.

    Signals:
        create_wanted(str): make this code in PEAK.
        check_again(): read PEAK's products anew.
    """

    create_wanted = Signal(str)
    check_again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "info")
        self._line: ProductLine | None = None
        self._causes = ProductWords(self)
        self.title = WrappingLabel(theme.STRONG)
        self.copy = Button(self.tr("Copy code"), compact=True)
        self.copy.clicked.connect(self._on_copy)
        self.make = Button(self.tr("Create in PEAK"), "plus", compact=True)
        self.make.clicked.connect(self._on_make)
        self.again = Button(self.tr("Check again"), "refresh", compact=True)
        self.again.clicked.connect(self.check_again)
        self._step: QWidget | None = None
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.title, 1)
        for button in (self.copy, self.make, self.again):
            first.addWidget(button)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(18, 8, 12, 10)
        self._box.setSpacing(4)
        self._box.addLayout(first)
        self.hide()

    def show_line(self, line: ProductLine | None, *, pulled: bool) -> None:
        """Explain this line; nothing to explain hides the whole."""
        needs = line is not None and pulled and line.standing is not Standing.MATCHED
        self._line = line if needs else None
        self.copy.setText(self.tr("Copy code"))
        if self._line is not None:
            self._explain(self._line)
        self.setVisible(needs)

    def _explain(self, line: ProductLine) -> None:
        code = shown_code(line.sku)
        if line.standing is Standing.MISSING:
            number, title = "3.1", self.tr("PEAK has no product with the number “%1”")
            step = self.tr("Create it here, or in PEAK: [Products] > [Add product/service]")
        elif line.standing is Standing.NEAR:
            number, title = "3.2", self._near_title(line)
            step = self._near_step(line)
        else:
            number, title = "3.2", self.tr("Several products in PEAK have the number “%1”")
            step = self.tr("In PEAK open [Products] and give all but one another product number")
        self.title.setText(title.replace("%1", code))
        self._show_step(number, step)
        self.make.setVisible(line.standing is not Standing.AMBIGUOUS)
        near = line.standing is Standing.NEAR
        self.make.setText(self.tr("Create as a new product") if near else self.tr("Create in PEAK"))

    def _near_title(self, line: ProductLine) -> str:
        if len(line.peak) > 1:
            return self.tr("%Ln products in PEAK are close to “%1”", "", len(line.peak))
        return self._causes.cause(line.peak[0].cause)

    def _near_step(self, line: ProductLine) -> str:
        """Names all that come close: only a person can tell which of them it is."""
        theirs = [_as_key(code) for code in dict.fromkeys(side.code for side in line.peak)]
        if len(theirs) == 1:
            words = self.tr("In PEAK: [Products] > %2 change its number to %1, then press [Save]")
        else:
            words = self.tr(
                "In PEAK: [Products] > %2 change the right one's number to %1, then press [Save]"
            )
        between = self.tr("or", "between two product numbers")
        either = f" {between} ".join(theirs[:_MOST_NAMED])
        return words.replace("%1", _as_key(line.sku)).replace("%2", either)

    def _show_step(self, number: str, words: str) -> None:
        if self._step is not None:
            self._box.removeWidget(self._step)
            self._step.hide()
            self._step.deleteLater()
        self._step = GuideStep(number, words, small=True)
        self._box.addWidget(self._step)

    @Slot()
    def _on_copy(self) -> None:
        if self._line is not None:
            QGuiApplication.clipboard().setText(self._line.sku)
            self.copy.setText(self.tr("Copied"))

    @Slot()
    def _on_make(self) -> None:
        if self._line is not None:
            self.create_wanted.emit(self._line.sku)


def _as_key(code: str) -> str:
    return f"[{shown_code(code).translate(_BRACKETS)}]"
