"""The wizard's page "Bank channels", the guide's step 4."""

from PySide6.QtWidgets import QWidget

from xpeak_desktop.ui.channels_body import ChannelsBody
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_MARGIN = 40


class ChannelsPage(SetupPage):
    """Every decision is kept at once, so that leaving the page loses none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.channels = ChannelsBody(desk)
        self.channels.changed.connect(self.changed)
        self.channels.page_wanted.connect(self.page_wanted)
        self.body.setContentsMargins(_MARGIN, 0, _MARGIN, 16)
        self.body.addWidget(self.channels)

    def heading(self) -> str:
        return self.tr("Which account does each channel pay into?")

    def explanation(self) -> str:
        return self.tr("Only receipts of switched-on channels go to PEAK")

    def note(self) -> str:
        return self.channels.note()

    def first(self) -> QWidget | None:
        return self.channels.first()

    def valid(self) -> bool:
        return self.channels.valid()

    @property
    def busy(self) -> bool:
        """Whether a decision is still being kept; PEAK's accounts are not waited for."""
        return self.channels.busy

    def entered(self) -> None:
        self.channels.entered(ask_peak=True)

    def left(self) -> None:
        super().left()
        self.channels.left()
