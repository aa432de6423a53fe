"""What a person decides about one receipt, and asking PEAK about it again.

Nothing here changes PEAK. A decision is durable before its answer comes, the receipt is judged
again at once, and what may go is sent by the next pass like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from xpeak_desktop.domain.document import PeakDocument, changes
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.matching import compare_products
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Receipt, clean
from xpeak_desktop.domain.rules import Decisions
from xpeak_desktop.domain.words import Topic, check_meaning
from xpeak_desktop.ports import Ledger, PeakGateway, ReceiptDetail, SentReceipt, StoredReceipt
from xpeak_desktop.services import audit_findings as findings
from xpeak_desktop.services.jobs.room import Room, judge_if_awaited
from xpeak_desktop.services.judging import PRODUCTS, Judging, read_shop
from xpeak_desktop.services.proving import Pending, Proofs
from xpeak_desktop.services.readying import keep_services
from xpeak_desktop.services.senders import ThreadSenders
from xpeak_desktop.services.settling import Settling
from xpeak_desktop.services.tools import Tools

_ABOUT_PRODUCTS: Final = frozenset(
    {Code.PRODUCT_UNMATCHED, Code.PRODUCT_AMBIGUOUS, Code.VAT_CLASS_DIFFERS}
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """Where a receipt stands after a job; ``code`` is its own or that of its open case.

    ``documents`` are PEAK's of its number, when PEAK was asked.
    """

    receipt_id: int
    number: str
    state: State
    code: Code | None
    documents: tuple[PeakDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """PEAK's documents of one number, voided ones too."""

    number: str
    documents: tuple[PeakDocument, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """How many receipts changed because a word is known now."""

    receipts: int


# --------------------------------------------------------------------------- decisions


@dataclass(frozen=True, slots=True)
class CloseCase:
    """A person has looked at what happened to a sent receipt, and leaves it as it is.

    The same thing is not told again; where it stopped everybody, the next pass goes on.
    """

    keeps: ClassVar[bool] = True

    receipt_id: int
    code: Code

    def do(self, room: Room) -> Corrected:
        ledger = room.ledger
        with ledger.transaction():
            ledger.close_case(self.receipt_id, self.code)
            _free_the_others(ledger, self.receipt_id)
        return _corrected(ledger, self.receipt_id)


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Do not send this receipt; nothing happens to one that PEAK has or may have."""

    keeps: ClassVar[bool] = True

    receipt_id: int

    def do(self, room: Room) -> Corrected:
        return _decide(room, self.receipt_id, exclude=True)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back that a receipt is not to be sent, or that it is another sale than PEAK's."""

    keeps: ClassVar[bool] = True

    receipt_id: int

    def do(self, room: Room) -> Corrected:
        return _decide(room, self.receipt_id, exclude=False, different_sale=False)


@dataclass(frozen=True, slots=True)
class AcceptRounding:
    """Send this one with the total as PEAK rounds it."""

    keeps: ClassVar[bool] = True

    receipt_id: int

    def do(self, room: Room) -> Corrected:
        return _decide(room, self.receipt_id, accept_rounding=True)


@dataclass(frozen=True, slots=True)
class DifferentSale:
    """What PEAK holds only looks like this sale: send it."""

    keeps: ClassVar[bool] = True

    receipt_id: int

    def do(self, room: Room) -> Corrected:
        return _decide(room, self.receipt_id, different_sale=True)


@dataclass(frozen=True, slots=True)
class ExplainWord:
    """Say once what a word of the source means; ``meaning`` is a value of the topic's own enum.

    Raises ``ValueError`` for a meaning that the topic does not have.
    """

    keeps: ClassVar[bool] = True

    topic: Topic
    word: str
    meaning: str

    def do(self, room: Room) -> Explained:
        check_meaning(self.topic, self.meaning)
        room.ledger.remember_word(self.topic, self.word, self.meaning)
        return Explained(judge_if_awaited(room))


def _decide(room: Room, receipt_id: int, **fields: bool) -> Corrected:
    """Change a decision about an unsent receipt and judge it, in one commit."""
    ledger = room.ledger
    stored = ledger.unsent(receipt_id)
    if stored is not None:
        decisions = replace(stored.decisions, **fields)
        judging = Judging(ledger, read_shop(ledger, room.settings, room.clock.now()))
        with ledger.transaction():
            _keep_decisions(ledger, stored, decisions)
            judging.judge_one(replace(stored, decisions=decisions))
    return _corrected(ledger, receipt_id)


def _keep_decisions(ledger: Ledger, stored: StoredReceipt, decisions: Decisions) -> None:
    """Without having all the others judged again: one receipt's decisions concern no other."""
    judged_by = ledger.judged_by()
    ledger.decide(stored.key, decisions)
    if judged_by is not None:
        ledger.set_judged_by(judged_by)


def _free_the_others(ledger: Ledger, receipt_id: int) -> None:
    """Forget a trouble noted for everybody that was this receipt's case."""
    standing, detail = ledger.trouble(), ledger.receipt(receipt_id)
    if standing is None or detail is None or standing.receipt != detail.row.number:
        return
    if not any(case.closed_at is None for case in detail.cases):
        ledger.set_trouble(None)


# --------------------------------------------------------------------------- asking PEAK


@dataclass(frozen=True, slots=True)
class FindInPeak:
    """Ask PEAK for the documents of a number, to be shown and no more."""

    keeps: ClassVar[bool] = False

    number: str

    def do(self, room: Room) -> Found:
        return Found(self.number, room.gateway().receipt(self.number).documents)


@dataclass(frozen=True, slots=True)
class CheckAgain:
    """Ask PEAK about one receipt again, and write what it shows now.

    A refused receipt may go once more as it is. That PEAK does not show a sent one is no proof of
    anything when asked once: only the audit decides about absence.
    """

    keeps: ClassVar[bool] = False

    receipt_id: int

    def do(self, room: Room) -> Corrected:
        ledger, gateway = room.ledger, room.gateway()
        business = gateway.business()
        # Another business's documents must not decide about these receipts.
        ledger.bind(room.environment, business.business_id, business.name)
        stored = ledger.unsent(self.receipt_id)
        if stored is not None:
            return _check_unsent(room, gateway, stored)
        detail = ledger.receipt(self.receipt_id)
        if detail is not None and detail.row.code is Code.STILL_UNCERTAIN:
            return _check_uncertain(room, gateway, self.receipt_id)
        sent = ledger.sent_of([detail.row.number]) if detail is not None else []
        if detail is None or not sent:
            return _corrected(ledger, self.receipt_id)
        return _check_sent(room, gateway, detail, sent[0])


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Let what waits in vain go with the next pass, not only when it has rested to the end.

    Of one receipt, or of all that wait for the same reason. A pass by itself skips what rests.
    """

    keeps: ClassVar[bool] = False

    code: Code
    receipt_id: int | None = None

    def do(self, room: Room) -> None:
        if self.receipt_id is None:
            room.ledger.wake_stuck(self.code)
        else:
            room.ledger.wake(self.receipt_id)


def _check_unsent(room: Room, gateway: PeakGateway, stored: StoredReceipt) -> Corrected:
    ledger, receipt = room.ledger, stored.receipt
    shown = gateway.receipt(receipt.number).documents if receipt.number else ()
    day = receipt.issued_on
    listed = list(gateway.receipts_of(day, day)) if day else []
    _learn(ledger, gateway, stored)
    with ledger.transaction():
        if day is not None:
            ledger.set_date_read(day, [one for one in listed if one.issued_on in (None, day)])
            for one in findings.standing(shown):
                ledger.note_in_peak(day, one)
        ledger.forget_refusal(stored.receipt_id)
        afresh = ledger.unsent(stored.receipt_id)
        if afresh is not None:
            Judging(ledger, read_shop(ledger, room.settings, gateway.now())).judge_one(afresh)
        ledger.wake(stored.receipt_id)
    return _corrected(ledger, stored.receipt_id, shown)


def _check_uncertain(room: Room, gateway: PeakGateway, receipt_id: int) -> Corrected:
    """Look it up as a pass does; what it showed before, and when, counts on."""
    ledger = room.ledger
    tools = Tools(
        ledger=ledger,
        gateway=gateway,
        senders=ThreadSenders(),
        clock=room.clock,
        cancel=room.cancel,
        settings=room.settings,
        report=lambda _progress: None,
    )
    known = ledger.known_sent()
    control = gateway.receipt(known) if known is not None else None
    session = control.session if control is not None and control.documents else None
    shown: tuple[PeakDocument, ...] = ()
    for stored, attempt in ledger.uncertain():
        if stored.receipt_id == receipt_id:
            look_up = gateway.receipt(attempt.document.code)
            with ledger.transaction():
                Settling(tools).settle(stored, attempt, look_up, session)
            shown = look_up.documents
    return _corrected(ledger, receipt_id, shown)


def _learn(ledger: Ledger, gateway: PeakGateway, stored: StoredReceipt) -> None:
    """Ask for what the receipt waits for, if that is something of PEAK.

    What PEAK refused may name anything that was removed there.
    """
    refused = stored.code is Code.PEAK_REJECTED
    if refused or stored.code is Code.SERVICE_MISSING:
        services = gateway.services()
        with ledger.transaction():
            keep_services(ledger, services)
    if refused or stored.code is Code.METHOD_MISSING:
        ledger.set_methods(gateway.payment_methods())
    if refused or stored.code in _ABOUT_PRODUCTS:
        _learn_products(ledger, gateway, stored.receipt)


def _learn_products(ledger: Ledger, gateway: PeakGateway, receipt: Receipt) -> None:
    """Read a receipt's products anew; all other matches stay as they are."""
    skus = {line.sku: line.name for line in receipt.lines if line.sku}
    codes = {clean(sku) for sku in skus}
    found = [item for code in sorted(codes) for item in gateway.product(code)]
    found_ids = {item.peak_id for item in found}
    with ledger.transaction():
        others = [
            item
            for item in ledger.items(PRODUCTS)
            if item.code not in codes and item.peak_id not in found_ids
        ]
        ledger.set_items(PRODUCTS, [*others, *found])
        matched = compare_products(skus, found).matched
        kept = {
            sku: item
            for sku, item in ledger.matches().items()
            # A match that a person made has another code; it is nobody else's to undo.
            if sku not in skus or item.code != clean(sku)
        }
        ledger.set_matches({**matched, **kept})


def _check_sent(
    room: Room, gateway: PeakGateway, detail: ReceiptDetail, sent: SentReceipt
) -> Corrected:
    ledger = room.ledger
    proofs = Proofs(ledger)
    for entry in [one for one in proofs.pending if one.code == sent.number and not one.differs]:
        return _read_back(room, gateway, proofs, entry)
    shown = gateway.receipt(sent.number).documents
    live = findings.standing(shown)
    with ledger.transaction():
        if shown and not live:
            findings.void(ledger, sent, shown[0])
        elif len(live) > 1 or (live and findings.shows_enough(live[0])):
            _accept_correction(ledger, sent, detail.later, live)
            findings.tell(ledger, ledger.sent_of([sent.number])[0], findings.problem_of(sent, live))
        if len(live) == 1 and live[0].journals:
            ledger.close_case(sent.receipt_id, Code.NOT_BOOKED, over=True)
        _free_the_others(ledger, sent.receipt_id)
    return _corrected(ledger, sent.receipt_id, shown)


def _read_back(room: Room, gateway: PeakGateway, proofs: Proofs, entry: Pending) -> Corrected:
    """It is still to be read back with its journal; the next pass does that too."""
    ledger, document = room.ledger, room.ledger.sent_document(entry.receipt_id)
    if not entry.told or document is None:
        return _corrected(ledger, entry.receipt_id)
    look_up, seconds = gateway.receipt(entry.code), room.settings.pace.settle_seconds
    with ledger.transaction():
        proofs.judge(entry, document, look_up, gateway.now(), seconds)
        _free_the_others(ledger, entry.receipt_id)
    return _corrected(ledger, entry.receipt_id, look_up.documents)


def _accept_correction(
    ledger: Ledger, sent: SentReceipt, later: Receipt | None, live: Sequence[PeakDocument]
) -> None:
    """A person made PEAK's document say what the source says now: both cases are decided."""
    waits = any(case.open and case.code is Code.CHANGED_AFTER_SEND for case in sent.cases)
    if not waits or later is None or len(live) != 1 or not _says(live[0], later):
        return
    found = changes(sent.expected, live[0])
    if found:
        first = found[0]
        params = {"field": first.field, "ours": first.ours, "peak": first.peak}
        # Told and decided at once, so that the audit does not ask about it again.
        ledger.open_case(sent.receipt_id, Problem(Code.PEAK_CHANGED, params))
        ledger.close_case(sent.receipt_id, Code.PEAK_CHANGED)
    ledger.close_case(sent.receipt_id, Code.CHANGED_AFTER_SEND)


def _says(shown: PeakDocument, receipt: Receipt) -> bool:
    """Whether a document of PEAK has a receipt's day, total and VAT."""
    same_vat = shown.vat is None or receipt.vat is None or shown.vat == receipt.vat
    return shown.net == receipt.total and shown.issued_on == receipt.issued_on and same_vat


def _corrected(
    ledger: Ledger, receipt_id: int, documents: tuple[PeakDocument, ...] = ()
) -> Corrected:
    detail = ledger.receipt(receipt_id)
    if detail is None:
        raise LookupError(receipt_id)
    row = detail.row
    code = row.case.code if row.case else row.code
    return Corrected(receipt_id, row.number, row.state, code, documents)
