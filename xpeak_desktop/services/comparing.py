"""The shop and PEAK side by side: for a period and each channel, receipts, baht, the difference.

The shop's side is what it says now, also of a receipt that it changed after it was sent: whatever
the two sides differ by is named.
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Case, Counted, Ledger, LedgerReader, ReceiptRow, SentReceipt

_CHECKED: Final = frozenset({State.SENDING, State.UNCERTAIN})
_LEFT_US: Final = frozenset({State.SENT, *_CHECKED})
IN_THE_SHOP: Final = frozenset({Code.CHANGED_AFTER_SEND, Code.CANCELLED_AFTER_SEND})
"""What happened to a sent receipt on the shop's side; all other cases tell of PEAK's."""
_TOLD: Final = IN_THE_SHOP | frozenset(
    {
        Code.PEAK_CHANGED,
        Code.PEAK_TOTAL_DIFFERS,
        Code.DUPLICATE_IN_PEAK,
        Code.MISSING_IN_PEAK,
        Code.NOT_BOOKED,
    }
)


@dataclass(slots=True)
class _Sum:
    receipts: int = 0
    satang: int = 0

    def add(self, satang: int) -> None:
        self.receipts += 1
        self.satang += satang

    def counted(self) -> Counted:
        return Counted(self.receipts, self.satang)


@dataclass(frozen=True, slots=True)
class ChannelSide:
    """One channel: all of the shop's receipts, those by state and reason, and PEAK's of ours.

    ``sent`` are totals as they were sent. ``due``, in satang, is what PEAK holds where it agrees:
    what the shop says now of all that was sent, and of what is being checked but stands there.
    """

    channel: str
    shop: Counted
    sent: Counted
    held: dict[tuple[State, Code | None], Counted]
    peak: Counted
    due: int

    @property
    def difference(self) -> int:
        return self.due - self.peak.satang


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period's proof; the lists name what does not agree.

    ``cases`` are open already, or decided while the sides still differ. ``not_sent_here`` are
    receipts of the shop that PEAK holds though they are not sent from here, ``changed_in_shop``
    those whose total the shop changed after they were sent; where the new one cannot be read,
    which ``total_unknown`` tells, what was sent counts.
    """

    first: date
    last: date
    channels: tuple[ChannelSide, ...]
    not_in_peak: tuple[str, ...] = ()
    not_ours: tuple[str, ...] = ()
    not_sent_here: tuple[Problem, ...] = ()
    other_amount: tuple[str, ...] = ()
    other_date: tuple[str, ...] = ()
    voided_in_peak: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    changed_in_shop: tuple[str, ...] = ()
    total_unknown: tuple[str, ...] = ()
    being_checked: tuple[str, ...] = ()
    cases: tuple[Problem, ...] = ()

    @property
    def difference(self) -> int:
        """What the shop says now of what was sent less what PEAK holds, in satang."""
        return sum(side.difference for side in self.channels)


@dataclass(slots=True)
class _Channel:
    shop: _Sum = field(default_factory=_Sum)
    sent: _Sum = field(default_factory=_Sum)
    peak: _Sum = field(default_factory=_Sum)
    held: dict[tuple[State, Code | None], _Sum] = field(default_factory=dict)
    due: int = 0


@dataclass(frozen=True, slots=True)
class _Later:
    """What the shop says since a receipt was sent; ``total`` is ``None`` when it cannot be read."""

    case: Case
    total: int | None
    issued_on: date | None


@dataclass(slots=True)
class _Found:
    """What does not agree, by number."""

    not_in_peak: list[str] = field(default_factory=list)
    not_sent_here: list[Problem] = field(default_factory=list)
    other_amount: list[str] = field(default_factory=list)
    other_date: list[str] = field(default_factory=list)
    voided_in_peak: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    changed_in_shop: list[str] = field(default_factory=list)
    total_unknown: list[str] = field(default_factory=list)
    being_checked: list[str] = field(default_factory=list)
    cases: list[Problem] = field(default_factory=list)


def month_of(text: str) -> tuple[date, date]:
    """First and last day of ``YYYY-MM``. Raises ``ValueError``."""
    first = date.fromisoformat(f"{text}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def compare(
    ledger: Ledger, documents: Iterable[PeakDocument], first: date, last: date
) -> Comparison:
    """Put the ledger's receipts of a period beside PEAK's documents of the same dates."""
    live, voided = _by_code(documents)
    open_cases, later = _open_cases(ledger), _later_versions(ledger, first, last)
    channels: dict[str, _Channel] = {}
    found = _Found()
    for row in ledger.between(first, last):
        side = channels.setdefault(row.channel, _Channel())
        found.cases += open_cases.get(row.number, ())
        shown = live.pop(row.number, [])
        one = _Compared(row, shown, _total_sent(ledger, row, shown), later.get(row.number))
        _count(side, one)
        _name(found, one, voided)
    return Comparison(
        first=first,
        last=last,
        channels=tuple(_sides(channels)),
        not_in_peak=tuple(found.not_in_peak),
        not_ours=tuple(sorted(one.code for same in live.values() for one in same)),
        not_sent_here=tuple(found.not_sent_here),
        other_amount=tuple(found.other_amount),
        other_date=tuple(found.other_date),
        voided_in_peak=tuple(found.voided_in_peak),
        doubles=tuple(found.doubles),
        changed_in_shop=tuple(found.changed_in_shop),
        total_unknown=tuple(found.total_unknown),
        being_checked=tuple(found.being_checked),
        cases=tuple(found.cases),
    )


@dataclass(frozen=True, slots=True)
class _Compared:
    """A receipt, what PEAK shows of it, what was sent, and what the shop says since."""

    row: ReceiptRow
    shown: list[PeakDocument]
    sent: int
    later: _Later | None

    @property
    def changed(self) -> bool:
        """Whether the shop gives it another total now, or one that cannot be read."""
        return self.later is not None and self.later.total != self.row.total

    @property
    def due(self) -> int:
        """What PEAK should hold of it; with PEAK's rounding accepted, that is what was sent."""
        if self.later is None or self.later.total is None or not self.changed:
            return self.sent
        return self.later.total

    @property
    def in_shop(self) -> int:
        """What the shop says now."""
        return self.due if self.changed else self.row.total

    @property
    def days(self) -> frozenset[date | None]:
        """On which PEAK may show it: as it was sent, or as the shop says since."""
        moved = self.later.issued_on if self.later else None
        return frozenset({self.row.issued_on, moved or self.row.issued_on})

    @property
    def in_peak(self) -> int:
        return sum(one.net or 0 for one in self.shown)


def _count(side: _Channel, one: _Compared) -> None:
    state = one.row.state
    side.shop.add(one.in_shop)
    if state is State.SENT:
        side.sent.add(one.sent)
    else:
        side.held.setdefault((state, one.row.code), _Sum()).add(one.row.total)
    if state is State.SENT or (state in _CHECKED and one.shown):
        side.due += one.due
    for document in one.shown:
        side.peak.add(document.net or 0)


def _name(found: _Found, one: _Compared, voided: set[str]) -> None:
    """Put a receipt on each list that it belongs to."""
    row, shown, number = one.row, one.shown, one.row.number
    if shown and row.state not in _LEFT_US:
        # Whoever made it: PEAK's books hold this sale, and the ledger does not say so.
        found.not_sent_here.append(_held_there(row, shown))
        return
    if row.state in _CHECKED:
        found.being_checked.append(number)
    _name_changed(found, one)
    if len(shown) > 1:
        found.doubles.append(number)
    elif shown:
        if shown[0].net not in (one.sent, one.due):
            found.other_amount.append(number)
        if shown[0].issued_on not in one.days:
            found.other_date.append(number)
    elif row.state is State.SENT:
        found.not_in_peak.append(number)
    if not shown and row.state in (State.SENT, State.VOIDED) and number in voided:
        found.voided_in_peak.append(number)


def _name_changed(found: _Found, one: _Compared) -> None:
    """What a person has decided is no case any more, but named while the sides differ by it."""
    later, number = one.later, one.row.number
    if later is None or not one.changed:
        return
    found.changed_in_shop.append(number)
    if later.total is None:
        found.total_unknown.append(number)
    if not later.case.open and (later.total is None or one.in_peak != one.due):
        found.cases.append(Problem(later.case.code, later.case.params, number))


def _held_there(row: ReceiptRow, shown: list[PeakDocument]) -> Problem:
    """What PEAK holds under the number of a receipt that is not sent from here."""
    params = {
        "number": row.number,
        "total": baht_text(row.total),
        "peak_total": baht_text(sum(one.net or 0 for one in shown)),
    }
    return Problem(Code.NUMBER_CLASH, params, row.number)


def _by_code(
    documents: Iterable[PeakDocument],
) -> tuple[dict[str, list[PeakDocument]], set[str]]:
    """Live documents by code, and the codes of voided ones."""
    live: dict[str, list[PeakDocument]] = {}
    voided: set[str] = set()
    for document in documents:
        if document.void:
            voided.add(document.code)
        else:
            live.setdefault(document.code, []).append(document)
    return live, voided


def _open_cases(reader: LedgerReader) -> dict[str, list[Problem]]:
    """What an audit has told already, by number."""
    found: dict[str, list[Problem]] = {}
    for number, case in reader.open_cases():
        if case.code in _TOLD:
            found.setdefault(number, []).append(case)
    return found


def _later_versions(ledger: Ledger, first: date, last: date) -> dict[str, _Later]:
    """What the shop says of the period's sent receipts since, by number; the newest counts."""
    found: dict[str, _Later] = {}
    for sent in ledger.sent_between(first, last):
        told = [case for case in sent.cases if case.code in IN_THE_SHOP]
        if told:
            found[sent.number] = _later(ledger, sent, told[-1])
    return found


def _later(ledger: Ledger, sent: SentReceipt, case: Case) -> _Later:
    if case.code is Code.CANCELLED_AFTER_SEND:
        return _Later(case, 0, None)
    detail = ledger.receipt(sent.receipt_id)
    later = detail.later if detail else None
    return _Later(case, later.total, later.issued_on) if later else _Later(case, None, None)


def _total_sent(ledger: Ledger, row: ReceiptRow, shown: list[PeakDocument]) -> int:
    """What was sent for it: another satang than the shop's where PEAK's rounding was accepted."""
    if row.state is State.SENT and any(one.net != row.total for one in shown):
        for sent in ledger.sent_of([row.number]):
            if sent.expected.net is not None:
                return sent.expected.net
    return row.total


def _sides(channels: dict[str, _Channel]) -> Iterator[ChannelSide]:
    for name in sorted(channels):
        one = channels[name]
        held = {reason: part.counted() for reason, part in sorted(one.held.items(), key=_reason)}
        shop, sent, peak = (part.counted() for part in (one.shop, one.sent, one.peak))
        yield ChannelSide(name, shop, sent, held, peak, one.due)


def _reason(entry: tuple[tuple[State, Code | None], _Sum]) -> tuple[str, str]:
    (state, code), _ = entry
    return state.value, code.value if code else ""
