"""What can stand in the way, by code: no sentences here, those live in ``wording``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Code(StrEnum):
    """Every reason the program can give; each has a Thai and an English sentence."""

    # A receipt that is not to be sent.
    CANCELLED_BEFORE_SEND = "cancelled_before_send"
    BEFORE_START_DATE = "before_start_date"
    CHANNEL_OFF = "channel_off"
    BY_PERSON = "by_person"
    # A receipt that waits for a person.
    NUMBER_MISSING = "number_missing"
    NUMBER_TOO_LONG = "number_too_long"
    NUMBER_CLASH = "number_clash"
    DATE_INVALID = "date_invalid"
    DATE_FUTURE = "date_future"
    DATE_IN_CLOSED_MONTH = "date_in_closed_month"
    STATUS_UNKNOWN = "status_unknown"
    KIND_UNKNOWN = "kind_unknown"
    VAT_MODE_UNKNOWN = "vat_mode_unknown"
    VAT_NOT_REGISTERED = "vat_not_registered"
    CHANNEL_UNDECIDED = "channel_undecided"
    TOTAL_MISMATCH = "total_mismatch"
    VAT_MISMATCH = "vat_mismatch"
    ROUNDING_DIFFERS = "rounding_differs"
    NEGATIVE_OR_ZERO = "negative_or_zero"
    TAX_INVOICE_INCOMPLETE = "tax_invoice_incomplete"
    PRODUCT_UNMATCHED = "product_unmatched"
    PRODUCT_AMBIGUOUS = "product_ambiguous"
    VAT_CLASS_DIFFERS = "vat_class_differs"
    SERVICE_MISSING = "service_missing"
    METHOD_MISSING = "method_missing"
    ALREADY_IN_PEAK = "already_in_peak"
    PEAK_REJECTED = "peak_rejected"
    STILL_UNCERTAIN = "still_uncertain"
    # What happens to a document after it was sent.
    CHANGED_AFTER_SEND = "changed_after_send"
    CANCELLED_AFTER_SEND = "cancelled_after_send"
    PEAK_TOTAL_DIFFERS = "peak_total_differs"
    PEAK_CHANGED = "peak_changed"
    DUPLICATE_IN_PEAK = "duplicate_in_peak"
    MISSING_IN_PEAK = "missing_in_peak"
    NOT_BOOKED = "not_booked"
    # Warnings: they hold nothing.
    TAX_ID_CHECK_DIGIT = "tax_id_check_digit"
    NO_VAT_SALE_OF_VAT_GOODS = "no_vat_sale_of_vat_goods"
    SERVICE_VAT_DIFFERS = "service_vat_differs"
    VAT_RATE_UNCONFIRMED = "vat_rate_unconfirmed"
    LEDGER_RESTORED = "ledger_restored"
    LEDGER_REBUILT = "ledger_rebuilt"
    LEDGER_BEHIND = "ledger_behind"
    LEDGER_MOVED = "ledger_moved"
    COMPARING_FIRST = "comparing_first"
    BACKUP_FAILED = "backup_failed"
    KEYRING_UNASKED = "keyring_unasked"
    AUTOSTART_KEEPS = "autostart_keeps"
    # Everybody's trouble: PEAK and the way to it.
    OFFLINE = "offline"
    PEAK_UNREACHABLE = "peak_unreachable"
    TLS_UNTRUSTED = "tls_untrusted"
    PEAK_ODD_ANSWER = "peak_odd_answer"
    PEAK_ERROR = "peak_error"
    PEAK_BUSY = "peak_busy"
    PEAK_QUOTA = "peak_quota"
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    KEYS_REFUSED = "keys_refused"
    TOKEN_CONTESTED = "token_contested"  # noqa: S105
    TOKEN_RESTING = "token_resting"  # noqa: S105
    CLOCK_WRONG = "clock_wrong"
    FIRST_DOCUMENT_WAITS = "first_document_waits"
    INSECURE_ADDRESS = "insecure_address"
    # Everybody's trouble: secrets.
    SECRETS_MISSING = "secrets_missing"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_REFUSED = "keyring_refused"
    KEYRING_KEEPS = "keyring_keeps"
    # Everybody's trouble: this computer and this profile.
    DISK_FULL = "disk_full"
    LEDGER_LOCKED = "ledger_locked"
    LEDGER_READ_ONLY = "ledger_read_only"
    LEDGER_BROKEN = "ledger_broken"
    LEDGER_NEWER = "ledger_newer"
    BACKUP_UNUSABLE = "backup_unusable"
    BACKUP_OTHER_BUSINESS = "backup_other_business"
    LEDGER_OTHER_BUSINESS = "ledger_other_business"
    MOVED_OUT = "moved_out"
    MOVE_FILE_UNUSABLE = "move_file_unusable"
    MOVE_FILE_NEWER = "move_file_newer"
    MOVE_FILE_OLDER = "move_file_older"
    PROFILE_IN_USE = "profile_in_use"
    PROFILE_BUSY = "profile_busy"
    SETTINGS_BROKEN = "settings_broken"
    NOT_SET_UP = "not_set_up"
    SOURCE_MISSING = "source_missing"
    CHANNELS_OFF = "channels_off"
    START_DATE_MISSING = "start_date_missing"
    KEYS_OTHER_SHOP = "keys_other_shop"
    CONFIG_INVALID = "config_invalid"
    # The shop's records.
    SOURCE_UNREACHABLE = "source_unreachable"
    SOURCE_REFUSED = "source_refused"
    SHOP_KEY_MISSING = "shop_key_missing"
    FOLDER_MISSING = "folder_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_HEADINGS_UNKNOWN = "file_headings_unknown"
    ROW_UNREADABLE = "row_unreadable"
    FILE_NOT_WRITTEN = "file_not_written"
    STOPPED = "stopped"
    AUTOSTART_REFUSED = "autostart_refused"
    CRASHED_BEFORE = "crashed_before"
    INTERNAL = "internal"


class Area(StrEnum):
    """Where a problem sits; it decides the exit code of a command."""

    RECEIPT = "receipt"
    CASE = "case"
    WARNING = "warning"
    PEAK = "peak"
    SECRETS = "secrets"
    STORAGE = "storage"
    PROFILE = "profile"
    CONFIG = "config"
    SOURCE = "source"
    PROGRAM = "program"


_AREAS: Final[Mapping[Area, tuple[Code, ...]]] = MappingProxyType(
    {
        Area.CASE: (
            Code.CHANGED_AFTER_SEND,
            Code.CANCELLED_AFTER_SEND,
            Code.PEAK_TOTAL_DIFFERS,
            Code.PEAK_CHANGED,
            Code.DUPLICATE_IN_PEAK,
            Code.MISSING_IN_PEAK,
            Code.NOT_BOOKED,
        ),
        Area.WARNING: (
            Code.TAX_ID_CHECK_DIGIT,
            Code.NO_VAT_SALE_OF_VAT_GOODS,
            Code.SERVICE_VAT_DIFFERS,
            Code.VAT_RATE_UNCONFIRMED,
            Code.LEDGER_RESTORED,
            Code.LEDGER_REBUILT,
            Code.LEDGER_BEHIND,
            Code.LEDGER_MOVED,
            Code.COMPARING_FIRST,
            Code.BACKUP_FAILED,
            Code.KEYRING_UNASKED,
            Code.AUTOSTART_KEEPS,
            Code.FIRST_DOCUMENT_WAITS,
            Code.CRASHED_BEFORE,
        ),
        Area.PEAK: (
            Code.OFFLINE,
            Code.PEAK_UNREACHABLE,
            Code.TLS_UNTRUSTED,
            Code.PEAK_ODD_ANSWER,
            Code.PEAK_ERROR,
            Code.PEAK_BUSY,
            Code.PEAK_QUOTA,
            Code.TOKEN_REFUSED,
            Code.KEYS_REFUSED,
            Code.TOKEN_CONTESTED,
            Code.TOKEN_RESTING,
            Code.CLOCK_WRONG,
        ),
        Area.SECRETS: (
            Code.SECRETS_MISSING,
            Code.KEYRING_MISSING,
            Code.KEYRING_LOCKED,
            Code.KEYRING_REFUSED,
            Code.KEYRING_KEEPS,
        ),
        Area.STORAGE: (
            Code.DISK_FULL,
            Code.LEDGER_LOCKED,
            Code.LEDGER_READ_ONLY,
            Code.LEDGER_BROKEN,
            Code.LEDGER_NEWER,
            Code.BACKUP_UNUSABLE,
            Code.BACKUP_OTHER_BUSINESS,
            Code.MOVE_FILE_UNUSABLE,
            Code.MOVE_FILE_NEWER,
            Code.MOVE_FILE_OLDER,
            Code.SETTINGS_BROKEN,
            Code.FILE_NOT_WRITTEN,
        ),
        Area.PROFILE: (Code.PROFILE_BUSY,),
        Area.CONFIG: (
            Code.CONFIG_INVALID,
            Code.NOT_SET_UP,
            Code.SOURCE_MISSING,
            Code.CHANNELS_OFF,
            Code.START_DATE_MISSING,
            Code.KEYS_OTHER_SHOP,
            Code.LEDGER_OTHER_BUSINESS,
            Code.MOVED_OUT,
            Code.PROFILE_IN_USE,
            Code.INSECURE_ADDRESS,
        ),
        Area.SOURCE: (
            Code.SOURCE_UNREACHABLE,
            Code.SOURCE_REFUSED,
            Code.SHOP_KEY_MISSING,
            Code.FOLDER_MISSING,
            Code.FILE_UNREADABLE,
            Code.FILE_HEADINGS_UNKNOWN,
            Code.ROW_UNREADABLE,
        ),
        Area.PROGRAM: (Code.STOPPED, Code.INTERNAL, Code.AUTOSTART_REFUSED),
    }
)
_AREA_OF: Final = {code: area for area, codes in _AREAS.items() for code in codes}

_MOVES_BY_ITSELF: Final = frozenset(
    {
        Code.OFFLINE,
        Code.PEAK_UNREACHABLE,
        Code.PEAK_ODD_ANSWER,
        Code.PEAK_ERROR,
        Code.PEAK_BUSY,
        Code.TOKEN_RESTING,
        Code.SOURCE_UNREACHABLE,
        Code.LEDGER_LOCKED,
        Code.PROFILE_BUSY,
        Code.STOPPED,
        Code.FIRST_DOCUMENT_WAITS,
        Code.COMPARING_FIRST,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands in the way: a code and the values its sentence needs.

    ``receipt`` is the receipt's number when the problem is one receipt's own, ``None`` when it
    stands in everybody's way. ``params`` hold display-ready strings, never a secret.
    """

    code: Code
    params: Mapping[str, str] = field(default_factory=dict)
    receipt: str | None = None

    @property
    def area(self) -> Area:
        """Where it sits; receipts' own codes are the default."""
        return _AREA_OF.get(self.code, Area.RECEIPT)

    @property
    def retryable(self) -> bool:
        """Whether waiting alone can cure it."""
        return self.code in _MOVES_BY_ITSELF

    @property
    def needs_person(self) -> bool:
        """Whether somebody must act before it goes away."""
        return not self.retryable and self.area is not Area.WARNING


class Trouble(Exception):  # noqa: N818  (it carries a Problem; "TroubleError" says nothing more)
    """A Problem on its way up: raised at the edges, caught once by whoever can tell a person.

    ``retry_after`` is in seconds when the other side named a time.
    """

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        super().__init__(str(problem.code))
        self.problem = problem
        self.retry_after = retry_after


def trouble(code: Code, retry_after: float | None = None, /, **params: str) -> Trouble:
    """Build the exception for a Problem without a receipt, ready to raise."""
    return Trouble(Problem(code, params), retry_after)
