"""The two standing exceptions of a shop: gifts, and another way of rounding."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal

from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.ports import Counted
from xpeak_desktop.ui.segmented import Segmented
from xpeak_desktop.ui.setting_row import SettingRow


class ExceptionRow(SettingRow):
    """Receipts of one kind wait, or are sent; hidden while it concerns none and is off.

    Signals:
        chosen(): a person has chosen.
    """

    chosen = Signal()

    def __init__(self, title: str, hint: str, send: str) -> None:
        wait = QCoreApplication.translate("ExceptionRow", "They wait")
        self.choice = Segmented((wait, send), title)
        super().__init__(title, hint, self.choice)
        self.choice.chosen.connect(self.chosen)

    @property
    def sends(self) -> bool:
        """Whether they are sent."""
        return self.choice.currentIndex() == 1

    def show_rule(self, waiting: Counted, *, sends: bool, always: bool) -> None:
        """Show how it stands, and how many wait for it; silent."""
        self.choice.choose(int(sends))
        words = self.tr("%Ln receipts wait for this", "", waiting.receipts)
        waits = waiting.receipts and not sends
        self.more.say(words if waits else "", "warn")
        self.setVisible(bool(always or sends or waiting.receipts))


def gift_row() -> ExceptionRow:
    """For totals of 0 baht."""
    translate = QCoreApplication.translate
    return ExceptionRow(
        translate("ExceptionRow", "Receipts of 0 baht"),
        translate("ExceptionRow", "PEAK need not book a gift. Send them if your accountant asks"),
        translate("ExceptionRow", "Send them"),
    )


def rounding_row() -> ExceptionRow:
    """For a difference that is only a matter of rounding."""
    translate = QCoreApplication.translate
    return ExceptionRow(
        translate("ExceptionRow", "Totals that differ by rounding"),
        translate(
            "ExceptionRow", "xCommerce rounds each line, PEAK once. Sent, PEAK's total holds"
        ),
        translate("ExceptionRow", "Send them"),
    )


def with_exceptions(rules: Rules, gifts: ExceptionRow, rounded: ExceptionRow) -> Rules:
    """The rules as the two rows show them."""
    return replace(rules, zero_totals_allowed=gifts.sends, peak_rounding_accepted=rounded.sends)
