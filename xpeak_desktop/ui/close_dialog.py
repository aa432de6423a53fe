"""What closing the window means, said the first time it is closed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.dialog_layout import fit
from xpeak_desktop.ui.tick_box import TickBox
from xpeak_desktop.ui.widgets import Button, WrappingLabel

_WIDTH = 500


class CloseDialog(QDialog):
    """With a tray the program goes on beside the clock; without one it would stop.

    Signals:
        decided(bool, bool): quit instead; and this need not be said again.
        given_up(): the question was left, and everything stays.
    """

    decided = Signal(bool, bool)
    given_up = Signal()

    def __init__(self, parent: QWidget, every_minutes: int, *, tray: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("XPEAK")
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.title = WrappingLabel(theme.HEADING)
        self.text = WrappingLabel(theme.BODY, "ink2")
        self.again = TickBox(self.tr("Do not tell me again"))
        self.again.setChecked(True)
        self.again.setVisible(tray)
        self.quit = Button(self.tr("Quit XPEAK"))
        self.stay = Button(self.tr("OK"), kind="primary")
        if tray:
            self.title.setText(self.tr("XPEAK keeps running in the system tray (by the clock)"))
            text = self.tr(
                "New receipts are sent every %Ln minutes. Open the window from its icon there",
                "",
                every_minutes,
            )
            self.text.setText(text)
        else:
            self.stay.setText(self.tr("Minimise"))
            self.title.setText(self.tr("This computer has no system tray (icons by the clock)"))
            self.text.setText(
                self.tr(
                    "After you quit, nothing is sent until you open XPEAK again. Nothing is lost"
                )
            )
        self.quit.clicked.connect(self._on_quit)
        self.stay.clicked.connect(self._on_stay)
        self.stay.setDefault(True)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.again)
        foot.addStretch()
        foot.addWidget(self.quit)
        foot.addWidget(self.stay)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(8)
        box.addWidget(self.title)
        box.addWidget(self.text)
        box.addSpacing(12)
        box.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_quit(self) -> None:
        self._decide(quitting=True)

    @Slot()
    def _on_stay(self) -> None:
        self._decide(quitting=False)

    def reject(self) -> None:
        """Neither: the window stays as it is."""
        super().reject()
        self.given_up.emit()

    def _decide(self, *, quitting: bool) -> None:
        self.accept()
        self.decided.emit(quitting, self.again.isChecked() and not self.again.isHidden())
