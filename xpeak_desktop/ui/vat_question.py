"""Whether the shop is registered for VAT, asked where nothing in PEAK tells it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xpeak_desktop.ui.setting_row import SettingList, SettingRow
from xpeak_desktop.ui.widgets import Button


class VatQuestion(SettingList):
    """Two buttons, neither of them chosen beforehand.

    Signals:
        said(bool): a person said whether it is.
    """

    said = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        question = self.tr("VAT registered?")
        self.registered = Button(self.tr("Registered"))
        self.not_registered = Button(self.tr("Not registered"))
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        for button in (self.registered, self.not_registered):
            button.setAccessibleName(f"{question} {button.text()}")
            across.addWidget(button)
        self.registered.clicked.connect(self._on_registered)
        self.not_registered.clicked.connect(self._on_not_registered)
        either = QWidget()
        either.setLayout(across)
        hint = self.tr(
            "No product in PEAK shows the shop's VAT yet. The services are created to match your"
            " answer"
        )
        self.add(SettingRow(question, hint, either))

    @Slot()
    def _on_registered(self) -> None:
        self.said.emit(True)

    @Slot()
    def _on_not_registered(self) -> None:
        self.said.emit(False)
