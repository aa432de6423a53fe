"""The place "Channels": the wizard's list, open to be changed at any time."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.channels_body import ChannelsBody
from xpeak_desktop.ui.place import PlaceView
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.widgets import WrappingLabel, label
from xpeak_desktop.ui.wizard_page import Desk

_MARGIN = 32


class ChannelsPlace(PlaceView):
    """PEAK is asked for its accounts only on demand: every pass reads them anyway."""

    def __init__(self, desk: Desk, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(desk, reading, parent)
        self.channels = ChannelsBody(desk)
        self.channels.page_wanted.connect(self.setup_wanted)
        box = QVBoxLayout(self)
        box.setContentsMargins(_MARGIN, 20, _MARGIN, 16)
        box.setSpacing(2)
        box.addWidget(label(theme.TITLE, words=self.tr("Payment channels")))
        explanation = WrappingLabel(theme.BODY, "ink2")
        explanation.setText(self.tr("Only receipts of switched-on channels go to PEAK"))
        box.addWidget(explanation)
        box.addSpacing(12)
        box.addWidget(self.channels, 1)

    def entered(self, find: str = "") -> None:
        self.channels.entered(find)

    def left(self) -> None:
        self.channels.left()

    def refresh(self, *, afresh: bool) -> None:
        # A look interrupts a pass; what a running one changes is looked at when it is over.
        if afresh and not self.desk.controller.running:
            self.channels.look_again()
