"""Which button cures which problem: every code has one, or a reason why it has none.

A button in a strip stands for all receipts of its kind and takes a person to where it is cured;
the buttons in a receipt's pane do it for that receipt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from xpeak_desktop.domain.problems import Code
from xpeak_desktop.services.setup_flow import Page


class Do(StrEnum):
    """Everything a button beside a problem can do."""

    # Show the receipt in its pane; the names differ by what a person will look at there.
    SHOW = auto()
    SHOW_SUM = auto()
    SHOW_LACKING = auto()
    SHOW_NUMBER = auto()
    # Go where it is decided.
    PRODUCTS = auto()
    SEND_OR_NOT = auto()
    ACCOUNT_AGAIN = auto()
    CHANNELS = auto()
    SERVICES = auto()
    RULES = auto()
    CHOICES = auto()
    TOKEN = auto()
    KEYS = auto()
    SALES = auto()
    COLUMNS = auto()
    SET_UP = auto()
    # Ask in a small dialog.
    COMPARE = auto()
    SAME_SALE = auto()
    CHANGES = auto()
    CORRECT = auto()
    MEANING = auto()
    LEAVE_OUT = auto()
    # Do it at once.
    ROUND = auto()
    TAKE_BACK = auto()
    CHECK = auto()
    SEND_AGAIN = auto()
    TRY_AGAIN = auto()
    SEND_FROM_HERE = auto()
    STAY_HERE = auto()
    READ_AGAIN = auto()
    SEND_NOW = auto()
    FOLDER = auto()
    REPORT = auto()
    PEAK = auto()


DIALOGS: Final = frozenset(
    {Do.COMPARE, Do.SAME_SALE, Do.CHANGES, Do.CORRECT, Do.MEANING, Do.LEAVE_OUT}
)

TRIES: Final = frozenset({Do.TRY_AGAIN, Do.READ_AGAIN, Do.SEND_NOW})
"""What one more pass does."""


PAGES: Final[Mapping[Do, Page]] = MappingProxyType(
    {
        Do.SERVICES: Page.SERVICES,
        Do.RULES: Page.RULES,
        Do.CHOICES: Page.RULES,
        Do.TOKEN: Page.TOKEN,
        Do.KEYS: Page.TOKEN,
        Do.SALES: Page.SALES,
        Do.COLUMNS: Page.SALES,
        Do.SET_UP: Page.WELCOME,
    }
)
"""What is done on a page of the set-up, be it opened alone."""

_PAGES_LIKE_PLACES: Final[Mapping[Do, Page]] = MappingProxyType(
    {
        Do.PRODUCTS: Page.PRODUCTS,
        Do.SEND_OR_NOT: Page.CHANNELS,
        Do.ACCOUNT_AGAIN: Page.CHANNELS,
        Do.CHANNELS: Page.CHANNELS,
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for a code: in the strip, and in a receipt's pane, the first one loudest."""

    strip: Do | None
    pane: tuple[Do, ...] = ()


def _where(go: Do, *more: Do) -> Offer:
    """Cured in one other place; the pane has the same button."""
    return Offer(go, (go, *more))


_FIX_AT_SHOP: Final = (Do.READ_AGAIN, Do.LEAVE_OUT)

OFFERS: Final[Mapping[Code, Offer]] = MappingProxyType(
    {
        Code.BEFORE_START_DATE: _where(Do.RULES),
        Code.CHANNEL_OFF: _where(Do.CHANNELS),
        Code.BY_PERSON: Offer(Do.SHOW, (Do.TAKE_BACK,)),
        Code.NUMBER_MISSING: Offer(Do.SHOW, _FIX_AT_SHOP),
        Code.NUMBER_TOO_LONG: Offer(Do.SHOW_NUMBER, _FIX_AT_SHOP),
        Code.NUMBER_CLASH: Offer(Do.COMPARE, (Do.COMPARE, Do.CHECK)),
        Code.DATE_INVALID: Offer(Do.SHOW, _FIX_AT_SHOP),
        Code.DATE_FUTURE: Offer(Do.SHOW, _FIX_AT_SHOP),
        Code.DATE_IN_CLOSED_MONTH: Offer(Do.CHOICES, (Do.RULES, Do.LEAVE_OUT)),
        Code.STATUS_UNKNOWN: _where(Do.MEANING, Do.LEAVE_OUT),
        Code.KIND_UNKNOWN: _where(Do.MEANING, Do.LEAVE_OUT),
        Code.VAT_MODE_UNKNOWN: _where(Do.MEANING, Do.LEAVE_OUT),
        Code.VAT_NOT_REGISTERED: _where(Do.RULES, Do.READ_AGAIN),
        Code.CHANNEL_UNDECIDED: _where(Do.SEND_OR_NOT),
        Code.TOTAL_MISMATCH: Offer(Do.SHOW_SUM, _FIX_AT_SHOP),
        Code.VAT_MISMATCH: Offer(Do.SHOW_SUM, _FIX_AT_SHOP),
        Code.ROUNDING_DIFFERS: Offer(Do.SHOW_SUM, (Do.ROUND, Do.RULES, Do.LEAVE_OUT)),
        Code.NEGATIVE_OR_ZERO: _where(Do.RULES, Do.LEAVE_OUT),
        Code.TAX_INVOICE_INCOMPLETE: Offer(Do.SHOW_LACKING, _FIX_AT_SHOP),
        Code.PRODUCT_UNMATCHED: _where(Do.PRODUCTS, Do.LEAVE_OUT),
        Code.PRODUCT_AMBIGUOUS: _where(Do.PRODUCTS, Do.CHECK),
        Code.VAT_CLASS_DIFFERS: Offer(Do.SHOW, (Do.CHECK, Do.LEAVE_OUT)),
        Code.SERVICE_MISSING: _where(Do.SERVICES, Do.CHECK),
        Code.METHOD_MISSING: _where(Do.ACCOUNT_AGAIN, Do.CHECK),
        Code.ALREADY_IN_PEAK: Offer(Do.SAME_SALE, (Do.SAME_SALE, Do.CHECK)),
        Code.PEAK_REJECTED: Offer(Do.SHOW, (Do.SEND_AGAIN, Do.LEAVE_OUT)),
        Code.STILL_UNCERTAIN: Offer(Do.SHOW, (Do.CHECK,)),
        # After it was sent.
        Code.CHANGED_AFTER_SEND: Offer(Do.CHANGES, (Do.CHANGES, Do.CHECK)),
        Code.CANCELLED_AFTER_SEND: Offer(Do.CORRECT, (Do.CORRECT, Do.CHECK)),
        Code.PEAK_TOTAL_DIFFERS: Offer(Do.COMPARE, (Do.COMPARE, Do.CHECK)),
        Code.PEAK_CHANGED: Offer(Do.COMPARE, (Do.COMPARE, Do.CHECK)),
        Code.DUPLICATE_IN_PEAK: Offer(Do.CORRECT, (Do.CORRECT, Do.CHECK)),
        Code.MISSING_IN_PEAK: Offer(Do.CORRECT, (Do.CORRECT, Do.CHECK)),
        Code.NOT_BOOKED: Offer(Do.CORRECT, (Do.CORRECT, Do.CHECK)),
        # Warnings.
        Code.SERVICE_VAT_DIFFERS: _where(Do.SERVICES),
        Code.LEDGER_RESTORED: _where(Do.CHANNELS),
        Code.LEDGER_REBUILT: _where(Do.CHANNELS),
        Code.LEDGER_BEHIND: _where(Do.CHANNELS),
        Code.CRASHED_BEFORE: _where(Do.REPORT),
        # Everybody's trouble.
        Code.OFFLINE: _where(Do.TRY_AGAIN),
        Code.PEAK_UNREACHABLE: _where(Do.TRY_AGAIN),
        Code.TLS_UNTRUSTED: _where(Do.TRY_AGAIN),
        Code.PEAK_ODD_ANSWER: _where(Do.TRY_AGAIN),
        Code.PEAK_ERROR: _where(Do.TRY_AGAIN),
        Code.PEAK_QUOTA: _where(Do.TRY_AGAIN),
        Code.TOKEN_REFUSED: _where(Do.TOKEN),
        Code.KEYS_REFUSED: _where(Do.KEYS),
        Code.TOKEN_CONTESTED: _where(Do.SEND_FROM_HERE),
        Code.CLOCK_WRONG: _where(Do.TRY_AGAIN),
        Code.INSECURE_ADDRESS: _where(Do.SALES),
        Code.SECRETS_MISSING: _where(Do.TOKEN),
        Code.KEYRING_MISSING: _where(Do.TOKEN),
        Code.KEYRING_LOCKED: _where(Do.TRY_AGAIN),
        Code.KEYRING_REFUSED: _where(Do.TRY_AGAIN),
        Code.DISK_FULL: _where(Do.TRY_AGAIN),
        Code.LEDGER_LOCKED: _where(Do.TRY_AGAIN),
        Code.LEDGER_READ_ONLY: _where(Do.TRY_AGAIN),
        Code.LEDGER_BROKEN: _where(Do.SEND_NOW),
        Code.LEDGER_OTHER_BUSINESS: _where(Do.TOKEN),
        Code.MOVED_OUT: _where(Do.STAY_HERE),
        Code.PROFILE_BUSY: _where(Do.TRY_AGAIN),
        Code.SETTINGS_BROKEN: _where(Do.SET_UP),
        Code.NOT_SET_UP: _where(Do.SET_UP),
        Code.SOURCE_MISSING: _where(Do.SALES),
        Code.CHANNELS_OFF: _where(Do.CHANNELS),
        Code.START_DATE_MISSING: _where(Do.RULES),
        Code.KEYS_OTHER_SHOP: _where(Do.KEYS),
        Code.SOURCE_UNREACHABLE: _where(Do.TRY_AGAIN),
        Code.SOURCE_REFUSED: _where(Do.SALES),
        Code.SHOP_KEY_MISSING: _where(Do.SALES),
        Code.FOLDER_MISSING: _where(Do.SALES),
        Code.FILE_UNREADABLE: _where(Do.FOLDER),
        Code.FILE_HEADINGS_UNKNOWN: _where(Do.COLUMNS),
        Code.ROW_UNREADABLE: _where(Do.FOLDER),
        Code.FILE_NOT_WRITTEN: _where(Do.TRY_AGAIN),
        Code.STOPPED: _where(Do.SEND_NOW),
        Code.INTERNAL: _where(Do.REPORT),
    }
)

NO_BUTTON: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Code.CANCELLED_BEFORE_SEND: "the shop decides it; a new status is read by itself",
        Code.TAX_ID_CHECK_DIGIT: "the customer knows the right one; it is corrected in the shop",
        Code.NO_VAT_SALE_OF_VAT_GOODS: "an accountant's question; it is cured in PEAK or the shop",
        Code.VAT_RATE_UNCONFIRMED: "an accountant's question; the cure is a newer version",
        Code.LEDGER_MOVED: "it ends by itself once PEAK was compared",
        Code.MOVE_FILE_UNUSABLE: "told where the file is chosen, and another is chosen there",
        Code.MOVE_FILE_NEWER: "the cure is a newer version of the program",
        Code.MOVE_FILE_OLDER: "told where the file is chosen; to send from here stands beside it",
        Code.PROFILE_IN_USE: "told where the file is chosen; what stands here must stay",
        Code.COMPARING_FIRST: "it ends by itself, and hurrying it would be the risk",
        Code.BACKUP_FAILED: "the next pass tries again; room and rights are the computer's",
        Code.PEAK_BUSY: "PEAK has named the time to wait",
        Code.TOKEN_RESTING: "PEAK allows one connection a minute; it goes on by itself",
        Code.FIRST_DOCUMENT_WAITS: "the next pass asks PEAK again",
        Code.LEDGER_NEWER: "the cure is a newer version of the program",
        Code.BACKUP_UNUSABLE: "told where a copy is chosen, and another one is chosen there",
        Code.BACKUP_OTHER_BUSINESS: "told where a copy is chosen, and another is chosen there",
        Code.CONFIG_INVALID: "told by a command about its own file",
        Code.KEYRING_UNASKED: "told once the shop is erased; cured in the system's own program",
        Code.AUTOSTART_KEEPS: "told once the shop is erased; cured in the system's own list",
        Code.KEYRING_KEEPS: "told beside Disconnect and Erase, and the same is pressed again",
        Code.AUTOSTART_REFUSED: "told beside its switch in the settings",
    }
)


def offer_of(code: Code) -> Offer:
    """What is offered for a code; an empty offer where there is a reason for none."""
    return OFFERS.get(code, Offer(None))


def page_of(code: Code) -> Page | None:
    """The page of the set-up on which a problem is cured, if it is one."""
    do = offer_of(code).strip
    if do is None:
        return None
    return PAGES.get(do) or _PAGES_LIKE_PLACES.get(do)


def words_of(do: Do) -> str:
    """The words on the button."""
    translate = QCoreApplication.translate
    return {
        Do.SHOW: translate("Actions", "Show receipt"),
        Do.SHOW_SUM: translate("Actions", "Show the sum"),
        Do.SHOW_LACKING: translate("Actions", "Show what is missing"),
        Do.SHOW_NUMBER: translate("Actions", "Show the number"),
        Do.PRODUCTS: translate("Actions", "Match products"),
        Do.SEND_OR_NOT: translate("Actions", "Send or not?"),
        Do.ACCOUNT_AGAIN: translate("Actions", "Choose another account"),
        Do.CHANNELS: translate("Actions", "Choose channels"),
        Do.SERVICES: translate("Actions", "Create in PEAK"),
        Do.RULES: translate("Actions", "Change shop rules"),
        Do.CHOICES: translate("Actions", "See the choices"),
        Do.TOKEN: translate("Actions", "Get a new token"),
        Do.KEYS: translate("Actions", "Enter the keys again"),
        Do.SALES: translate("Actions", "Choose where sales are"),
        Do.COLUMNS: translate("Actions", "Name the columns"),
        Do.SET_UP: translate("Actions", "Go on with set-up"),
        Do.COMPARE: translate("Actions", "Compare the two"),
        Do.SAME_SALE: translate("Actions", "Is it the same sale?"),
        Do.CHANGES: translate("Actions", "See what differs"),
        Do.CORRECT: translate("Actions", "Choose what to do"),
        Do.MEANING: translate("Actions", "Say what it means"),
        Do.LEAVE_OUT: translate("Actions", "Don't send this one…"),
        Do.ROUND: translate("Actions", "Send with PEAK's rounding"),
        Do.TAKE_BACK: translate("Actions", "Take back"),
        Do.CHECK: translate("Actions", "Check again"),
        Do.SEND_AGAIN: translate("Actions", "Try again"),
        Do.TRY_AGAIN: translate("Actions", "Try again"),
        Do.SEND_FROM_HERE: translate("Actions", "Send from this computer"),
        Do.STAY_HERE: translate("Actions", "Send from this computer…"),
        Do.READ_AGAIN: translate("Actions", "Read the files again"),
        Do.SEND_NOW: translate("Actions", "Send now"),
        Do.FOLDER: translate("Actions", "Open the folder"),
        Do.REPORT: translate("Actions", "Save report…"),
        Do.PEAK: translate("Actions", "Open PEAK"),
    }[do]
