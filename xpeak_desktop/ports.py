"""What the services need from outside, as Protocols; the rooms outside implement them.

Read this with ``services/syncing.py``: everything a pass can ask of PEAK, of the ledger and of
the computer is listed here, and nothing else is possible.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Protocol

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.document import Document, PeakDocument, Service, differences
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Receipt
from xpeak_desktop.domain.rules import ChannelRule, Decisions, PaymentMethod, PeakItem, Verdict
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.domain.words import Topic


class Secret:
    """A secret that shows as dots wherever it is printed, formatted, logged or pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Give the secret itself; only for the one call that must send or store it."""
        return self._value

    def __repr__(self) -> str:
        return "••••"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return "••••"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> Any:
        raise TypeError("a secret is not pickled")


# --------------------------------------------------------------------------- PEAK


class Outcome(Enum):
    """The four ends of a call that may have changed PEAK's books; UNKNOWN is the default."""

    YES = "yes"
    NO = "no"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one document POST.

    ``document`` is what PEAK shows of it (YES). ``res_code`` and ``words`` are PEAK's own when it
    gave any. ``problem`` explains NOT_SENT and UNKNOWN; when ``everybody`` is true it concerns the
    whole queue, and ``retry_after`` (seconds) is PEAK's wish. ``duplicate`` is PEAK's 315.
    ``undocumented`` is a clear refusal of this document by a code nobody has written down.
    """

    outcome: Outcome
    document: PeakDocument | None = None
    res_code: str = ""
    words: str = ""
    duplicate: bool = False
    undocumented: bool = False
    problem: Problem | None = None
    everybody: bool = False
    retry_after: float | None = None
    http_status: int | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class LookUp:
    """PEAK's documents of exactly the code asked for (others are dropped), and the session.

    An empty ``documents`` is an authenticated "not found": PEAK answered 200 in the body. The
    ``session`` names the client token it was asked with, so that a positive control can be shown
    to belong to it.
    """

    documents: tuple[PeakDocument, ...]
    session: str

    @property
    def live(self) -> PeakDocument | None:
        """The document that stands, if one does."""
        return next((one for one in self.documents if not one.void), None)

    def named(self, peak_id: str) -> PeakDocument | None:
        """The one PEAK gave this id, if it stands."""
        own = (one for one in self.documents if one.peak_id == peak_id and not one.void)
        return next(own, None)

    def saying(self, sent: Document) -> PeakDocument | None:
        """One that stands and says what was sent, as far as PEAK shows it; else any that stands."""
        same = (one for one in self.documents if not one.void and not differences(sent, one))
        return next(same, self.live)


@dataclass(frozen=True, slots=True)
class Business:
    """Whose books the user token opens; PEAK's answer is unknown, so both may be empty."""

    business_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact of PEAK."""

    peak_id: str
    code: str
    name: str
    tax_id: str = ""
    branch: str = ""


class PeakGateway(Protocol):
    """PEAK's API in the program's words. Thread-safe; every read raises ``Trouble``.

    Reads (GET) are tried three times with back-off. Creating calls look up by code or name before
    a second try. ``create_receipt`` never repeats itself and never raises ``Trouble``; it asks
    ``may_leave`` when the client token is at hand, before the first byte.
    """

    def business(self) -> Business: ...
    def products(self) -> Iterator[PeakItem]: ...
    def product(self, code: str) -> tuple[PeakItem, ...]: ...
    def create_product(self, code: str, name: str) -> PeakItem: ...
    def services(self) -> Mapping[Service, tuple[PeakItem, ...]]: ...
    def create_service(self, service: Service, *, with_vat: bool) -> PeakItem: ...
    def payment_methods(self) -> tuple[PaymentMethod, ...]: ...
    def contact(self, code: str) -> Contact | None: ...
    def contacts(self) -> Iterator[Contact]: ...
    def create_contact(self, code: str, name: str, buyer: Buyer | None) -> Contact: ...
    def receipts_of(self, first: date, last: date) -> Iterator[PeakDocument]: ...
    def receipt(self, code: str) -> LookUp: ...
    def create_receipt(self, document: Document, may_leave: Callable[[], bool] = ...) -> Answer: ...
    def void_receipt(self, peak_id: str, code: str) -> Answer: ...
    def now(self) -> datetime: ...
    def session(self) -> str: ...
    def request_count(self) -> int: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Done:
    """A finished call: the key it was submitted under, and its result or the error it raised."""

    key: Any
    result: Any = None
    error: BaseException | None = None


class Senders(Protocol):
    """At most five threads that make calls to PEAK; results come back to the caller's thread."""

    def submit(self, key: Any, call: Callable[[], Any]) -> None: ...
    def gather(self, timeout: float | None) -> list[Done]: ...
    def waiting(self) -> int: ...
    def close(self) -> None: ...


# --------------------------------------------------------------------------- the ledger


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A receipt with where it stands.

    ``not_before`` and ``absent_since`` are UTC in PEAK's clock; ``failures`` counts its own
    troubles in a row. ``rejected_hash`` is the hash of the document PEAK refused.
    """

    receipt_id: int
    key: str
    receipt: Receipt
    fingerprint: str
    state: State
    code: Code | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    not_before: datetime | None = None
    failures: int = 0
    absent_since: datetime | None = None
    rejected_hash: str = ""
    peak_id: str = ""
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One intent to create one document: written durably before the first byte leaves.

    ``document`` is exactly what is sent. ``res_code`` and ``words`` are what PEAK said, if it did.
    """

    attempt_id: int
    receipt_id: int
    document: Document
    document_hash: str
    started_at: datetime
    res_code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """How an open attempt ended, to be written with the move of its receipt.

    ``outcome`` is one of ``sent``, ``adopted``, ``rejected``, ``not_sent``, ``uncertain`` (stays
    open), ``absent``, ``clash``, ``voided``.
    """

    outcome: str
    document: PeakDocument | None = None
    res_code: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Receipts and satang of one group."""

    receipts: int
    satang: int


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """What a list shows of a receipt; ``total`` in satang."""

    receipt_id: int
    number: str
    issued_on: date | None
    channel: str
    total: int
    state: State
    code: Code | None
    params: Mapping[str, str]
    not_before: datetime | None = None
    peak_id: str = ""
    case: Problem | None = None
    """What happened since it was sent and still waits for a person; only ``rows`` tells it."""
    stuck: bool = False
    """Whether it waits for PEAK in vain, as ``stuck`` of the ledger; only ``rows`` tells it."""

    @property
    def asks(self) -> bool:
        """Whether it needs a person although its state does not say so."""
        return self.stuck or self.case is not None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Receipts that wait for a person for one reason.

    ``examples`` are the values of a few of them. ``satang`` is 0 for cases of sent receipts, which
    hold no money back. ``number`` and ``receipt_id`` are of the one that waits longest, since
    ``since`` (UTC).
    """

    code: Code
    examples: tuple[Mapping[str, str], ...]
    receipts: int
    satang: int
    since: datetime
    number: str
    receipt_id: int


@dataclass(frozen=True, slots=True)
class AttemptTold:
    """One attempt to send, looked back at; ``document`` is ``None`` when it cannot be read.

    Times are UTC. ``outcome`` is empty while nobody knows it, else one of ``Settled``'s.
    """

    document: Document | None
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    res_code: str
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a receipt; ``before`` is ``None`` for the first. UTC.

    Where both states are the same, only the reason has become another.
    """

    at: datetime
    before: State | None
    after: State
    code: Code | None
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case of a receipt; ``over``: it closed because what it told of was gone. UTC."""

    problem: Problem
    opened_at: datetime
    closed_at: datetime | None
    over: bool


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """Everything the ledger knows of one receipt, for one screen.

    ``receipt`` is ``None`` when what was stored cannot be read any more. ``later`` is what the
    source says since it was sent. ``account`` is PEAK's name of the account its channel pays into
    now, ``accounts`` those of all accounts by code.
    """

    row: ReceiptRow
    receipt: Receipt | None
    later: Receipt | None
    decisions: Decisions
    warnings: tuple[Problem, ...]
    account: str
    words: Mapping[tuple[Topic, str], str]
    accounts: Mapping[str, str] = field(default_factory=dict)
    attempts: tuple[AttemptTold, ...] = ()
    moves: tuple[Move, ...] = ()
    cases: tuple[CaseTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody has been told about a sent receipt; not ``open``: a person has decided."""

    code: Code
    params: Mapping[str, str]
    open: bool


@dataclass(frozen=True, slots=True)
class SentReceipt:
    """A receipt the ledger calls sent, and what PEAK should show of it.

    ``sent_at`` is UTC in PEAK's clock; ``None`` for a document that was taken over from PEAK's
    list, of which the contact is not known either. ``cases`` leaves out those that are over.
    """

    receipt_id: int
    number: str
    expected: PeakDocument
    sent_at: datetime | None = None
    cases: tuple[Case, ...] = ()


class ImportResult(Enum):
    """What became of one receipt of a file."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"
    CASE = "case"
    LATER = "later"


class LedgerReader(Protocol):
    """Read-only questions; safe beside the writer, from another thread or process.

    Those inside ``with reader.together():`` are answered from one moment of the ledger.
    ``found`` is what the pages of a searched list come from: hand it to the next reader, and they
    go on to fit together.
    """

    found: Any

    def is_current(self) -> bool: ...
    def together(self) -> AbstractContextManager[None]: ...
    def counts(self) -> Mapping[State, Counted]: ...
    def counts_by_channel(
        self, first: date | None = None, last: date | None = None
    ) -> Mapping[tuple[str, State, Code | None], Counted]: ...
    def day_totals(self, first: date, last: date) -> Mapping[tuple[date, State], Counted]: ...
    def last_sent(self) -> datetime | None: ...
    def counts_between(self, first: date, last: date) -> Mapping[State, Counted]: ...
    def row_count(
        self,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> int: ...
    def rows(
        self,
        offset: int,
        limit: int,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> list[ReceiptRow]: ...
    def offset_of(
        self,
        receipt_id: int,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> int | None: ...
    def span(self) -> tuple[date, date] | None: ...
    def needs(self) -> list[NeedRow]: ...
    def receipt(self, receipt_id: int) -> ReceiptDetail | None: ...
    def receipt_id_of(self, number: str) -> int | None: ...
    def between(self, first: date, last: date) -> Iterator[ReceiptRow]: ...
    def held(self) -> Iterator[ReceiptRow]: ...
    def stuck(self) -> Iterator[ReceiptRow]: ...
    def open_cases(self) -> Iterator[tuple[str, Problem]]: ...
    def warnings(self) -> Iterator[Problem]: ...
    def next_try(self) -> datetime | None: ...
    def trouble(self) -> Problem | None: ...
    def meta(self, name: str) -> str | None: ...
    def channels(self) -> Mapping[str, ChannelRule]: ...
    def channel_totals(self) -> Mapping[str, Counted]: ...
    def matches(self) -> Mapping[str, PeakItem]: ...
    def shop_products(self) -> Mapping[str, str]: ...
    def close(self) -> None: ...


class Ledger(LedgerReader, Protocol):
    """The one writer. Every method outside ``transaction`` commits by itself, durably.

    Inside ``with ledger.transaction():`` everything is one commit, or nothing.
    """

    def transaction(self) -> AbstractContextManager[None]: ...
    def bind(self, environment: str, business_id: str, business_name: str) -> None: ...
    def set_meta(self, name: str, value: str | None) -> None: ...

    # importing
    def knows_file(self, digest: str) -> bool: ...
    def add_file(self, digest: str, name: str, receipts: int, complaints: int) -> None: ...
    def put_receipt(
        self,
        receipt: Receipt,
        mark: str,
        origin: str,
        *,
        buyer: Buyer | None = None,
        made: datetime | None = None,
    ) -> ImportResult: ...
    def put_shop_product(self, sku: str, name: str) -> None: ...

    # judging
    def to_judge(self, *, only_new: bool = False) -> Iterator[StoredReceipt]: ...
    def same_order(self, receipt: Receipt) -> str | None: ...
    def judged(self, stored: StoredReceipt, verdict: Verdict) -> bool: ...
    def judged_by(self) -> str | None: ...
    def set_judged_by(self, mark: str) -> None: ...
    def words(self) -> Mapping[tuple[Topic, str], str]: ...
    def remember_word(self, topic: Topic, word: str, meaning: str) -> None: ...
    def set_channel(self, rule: ChannelRule) -> None: ...
    def decide(self, key: str, decisions: Decisions) -> None: ...
    def unsent(self, receipt_id: int) -> StoredReceipt | None: ...
    def forget_refusal(self, receipt_id: int) -> None: ...

    # what PEAK holds
    def set_items(self, kind: str, items: Iterable[PeakItem]) -> None: ...
    def items(self, kind: str) -> list[PeakItem]: ...
    def set_methods(self, methods: Iterable[PaymentMethod]) -> None: ...
    def methods(self) -> list[PaymentMethod]: ...
    def set_matches(self, matches: Mapping[str, PeakItem]) -> None: ...
    def contact_id(self, code: str) -> str | None: ...
    def set_contact(self, contact: Contact) -> None: ...
    def contact_code(self, peak_id: str) -> str: ...
    def forget_contact(self, peak_id: str) -> None: ...
    def contact_of_taxpayer(self, tax_id: str, branch: str) -> str | None: ...
    def date_was_read(self, day: date) -> bool: ...
    def set_date_read(self, day: date, documents: Sequence[PeakDocument]) -> None: ...
    def in_peak(self, day: date) -> tuple[PeakDocument, ...]: ...
    def note_in_peak(self, day: date, document: PeakDocument) -> None: ...
    def own_numbers(self, codes: Sequence[str]) -> frozenset[str]: ...
    def held_in_peak(self, day: date) -> list[StoredReceipt]: ...

    # sending
    def ready(self, now: datetime, after: tuple[str, int], limit: int) -> list[StoredReceipt]: ...
    def begin(self, stored: StoredReceipt, document: Document, now: datetime) -> Attempt: ...
    def interrupted(self) -> int: ...
    def uncertain(self) -> list[tuple[StoredReceipt, Attempt]]: ...
    def finish(
        self,
        attempt: Attempt,
        state: State,
        settled: Settled,
        code: Code | None = None,
        params: Mapping[str, str] | None = None,
        not_before: datetime | None = None,
    ) -> None: ...
    def rest(
        self, receipt_id: int, not_before: datetime, absent_since: datetime | None
    ) -> None: ...
    def delay(self, receipt_id: int, not_before: datetime, problem: Problem) -> None: ...
    def wake(self, receipt_id: int) -> None: ...
    def wake_stuck(self, code: Code) -> None: ...
    def tell_long_doubts(self, before: datetime) -> None: ...
    def adopt(self, stored: StoredReceipt, state: State, document: PeakDocument) -> None: ...
    def void(self, receipt_id: int, document: PeakDocument) -> None: ...
    def sent_document(self, receipt_id: int) -> Document | None: ...
    def open_case(self, receipt_id: int, problem: Problem) -> None: ...
    def close_case(self, receipt_id: int, code: Code, *, over: bool = False) -> None: ...
    def known_sent(self) -> str | None: ...
    def set_trouble(self, problem: Problem | None) -> None: ...

    # auditing
    def days_to_audit(self, first: date, last: date) -> list[date]: ...
    def sent_between(self, first: date, last: date) -> Iterator[SentReceipt]: ...
    def sent_of(self, numbers: Sequence[str]) -> list[SentReceipt]: ...

    # after a copy was put back
    def compare_first(self, notice: Problem) -> None: ...
    def forget_dates(self) -> None: ...
    def days_to_compare(self, latest: int, start: date | None, last: date) -> list[date]: ...
    def put_off_day(self, day: date, not_before: datetime, problem: Problem) -> None: ...


# --------------------------------------------------------------------------- the shop's records


@dataclass(frozen=True, slots=True)
class Complaint:
    """A row that could not be read as it should: where it is and what stands there."""

    file: str
    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Records:
    """What a source gave in one reading. ``products`` are (SKU, name) of a product list."""

    receipts: tuple[Receipt, ...]
    complaints: tuple[Complaint, ...] = ()
    products: tuple[tuple[str, str], ...] = ()
    unknown_headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of an export: its heading, what it is taken for, and what stands under it first."""

    heading: str
    key: Key | None = None
    examples: tuple[str, ...] = ()


class ExportReader(Protocol):
    """Reads one export file into receipts; raises ``Trouble`` with FILE_UNREADABLE and the like."""

    def __call__(self, path: Path) -> Records: ...


@dataclass(frozen=True, slots=True)
class LivePage:
    """One page of the live link.

    ``read_at`` is when it was made, by the link's own clock; ``None`` when that was not told.
    """

    receipts: tuple[Receipt, ...]
    next_cursor: str | None
    read_at: datetime | None = None


class LiveSource(Protocol):
    """The live link of interfaces.md section 5; raises ``Trouble``."""

    def receipts(self, changed_since: datetime | None, cursor: str | None) -> LivePage: ...
    def channels(self) -> tuple[str, ...]: ...
    def products(self) -> Iterator[tuple[str, str]]: ...


# --------------------------------------------------------------------------- this computer


class SecretName(StrEnum):
    """The secrets of one profile."""

    CONNECT_ID = "connect_id"
    CONNECT_KEY = "connect_key"
    USER_TOKEN = "user_token"  # noqa: S105
    SHOP_KEY = "shop_key"
    CLIENT_TOKEN = "client_token"  # noqa: S105
    EPOCH = "epoch"


class SecretStore(Protocol):
    """Where the secrets of one profile live; raises ``Trouble`` (KEYRING_...)."""

    def get(self, name: SecretName) -> Secret | None: ...
    def put(self, name: SecretName, secret: Secret) -> None: ...
    def delete(self, name: SecretName) -> None: ...


class EpochStore(Protocol):
    """How many passes may have sent, kept outside the ledger; raises ``Trouble``."""

    def kept(self) -> int: ...
    def keep(self, epoch: int) -> None: ...


class SettingsStore(Protocol):
    """``settings.json`` of one profile; raises ``Trouble``. Unreadable files are kept aside."""

    def load(self) -> Settings: ...
    def save(self, settings: Settings) -> None: ...
    def broken(self) -> Path | None: ...


class Autostart(Protocol):
    """Whether the program starts with the computer; asks the system each time, never a setting.

    Raises ``Trouble`` (AUTOSTART_REFUSED).
    """

    def enabled(self) -> bool: ...
    def set_enabled(self, enabled: bool) -> None: ...


class Clock(Protocol):
    """Time and chance, so that tests can own both."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...
    def wait(self, seconds: float, cancel: threading.Event) -> bool: ...
    def chance(self) -> float: ...
