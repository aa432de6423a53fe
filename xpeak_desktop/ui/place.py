"""The places of the main window, and how one sends a person to another."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.wizard_page import Desk


class PlaceName(StrEnum):
    """The places in the order of the rail."""

    HOME = "home"
    RECEIPTS = "receipts"
    PRODUCTS = "products"
    CHANNELS = "channels"
    SETTINGS = "settings"


NEEDS: Final = "needs"
"""What to find in Receipts when all that need a person are meant."""


def needs_of(code: Code) -> str:
    """What to find in Receipts when all are meant that need a person for this reason."""
    return f"{NEEDS}:{code.value}"


def reason_in(find: str) -> Code | None:
    """The reason of ``needs_of``, if that is what is to be found."""
    before, _, name = find.partition(":")
    return next((one for one in Code if one.value == name), None) if before == NEEDS else None


@dataclass(frozen=True, slots=True)
class Going:
    """Where to go, and what to find there: a receipt's number, a SKU, a channel's name."""

    place: PlaceName
    find: str = ""


class PlaceView(QWidget):
    """One place; it exists from the start and is told when it is looked at.

    Signals:
        going(Going): go to another place.
        setup_wanted(Page): open that page of the set-up again.
        leaving(Leaving): another window must come: the language, the size of text.
    """

    going = Signal(object)
    setup_wanted = Signal(object)
    leaving = Signal(object)

    def __init__(self, desk: Desk, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reading = reading

    def entered(self, find: str = "") -> None:
        """The place comes on the screen."""

    def left(self) -> None:
        """Another place comes."""

    def refresh(self, *, afresh: bool) -> None:
        """The ledger moved; ``afresh``: also what needs a person. Only called while looked at."""
