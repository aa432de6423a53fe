"""The shop and PEAK side by side: for a period and each channel, receipts, baht, the difference."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from xpeak_desktop.domain.document import PeakDocument
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Counted, Ledger, LedgerReader, ReceiptRow

_LEFT_US: Final = frozenset({State.SENT, State.SENDING, State.UNCERTAIN})
_ABOUT_PEAK: Final = frozenset(
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

    ``difference`` is what the ledger says was sent less what PEAK holds, in satang.
    """

    channel: str
    shop: Counted
    sent: Counted
    held: dict[tuple[State, Code | None], Counted]
    peak: Counted

    @property
    def difference(self) -> int:
        return self.sent.satang - self.peak.satang


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period's proof; the lists name what does not agree, ``cases`` what is open already.

    ``not_sent_here`` are receipts of the shop that PEAK holds though they are not sent from here.
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
    cases: tuple[Problem, ...] = ()

    @property
    def difference(self) -> int:
        """What was sent less what PEAK holds, over all channels, in satang."""
        return sum(side.difference for side in self.channels)


@dataclass(slots=True)
class _Channel:
    shop: _Sum = field(default_factory=_Sum)
    sent: _Sum = field(default_factory=_Sum)
    peak: _Sum = field(default_factory=_Sum)
    held: dict[tuple[State, Code | None], _Sum] = field(default_factory=dict)


def month_of(text: str) -> tuple[date, date]:
    """First and last day of ``YYYY-MM``. Raises ``ValueError``."""
    first = date.fromisoformat(f"{text}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def compare(
    ledger: Ledger, documents: Iterable[PeakDocument], first: date, last: date
) -> Comparison:
    """Put the ledger's receipts of a period beside PEAK's documents of the same dates."""
    live, voided = _by_code(documents)
    open_cases = _open_cases(ledger)
    channels: dict[str, _Channel] = {}
    not_in_peak, other_amount, other_date, seen_void = [], [], [], []
    doubles: list[str] = []
    not_sent_here: list[Problem] = []
    cases: list[Problem] = []
    for row in ledger.between(first, last):
        side = channels.setdefault(row.channel, _Channel())
        side.shop.add(row.total)
        cases += open_cases.get(row.number, ())
        shown = live.pop(row.number, [])
        total = _total_sent(ledger, row, shown)
        _count_state(side, row, total)
        for one in shown:
            side.peak.add(one.net or 0)
        if shown and row.state not in _LEFT_US:
            # Whoever made it: PEAK's books hold this sale, and the ledger does not say so.
            not_sent_here.append(_held_there(row, shown))
            continue
        if len(shown) > 1:
            doubles.append(row.number)
        elif shown:
            if shown[0].net != total:
                other_amount.append(row.number)
            if shown[0].issued_on != row.issued_on:
                other_date.append(row.number)
        elif row.state is State.SENT:
            not_in_peak.append(row.number)
        if not shown and row.state in (State.SENT, State.VOIDED) and row.number in voided:
            seen_void.append(row.number)
    return Comparison(
        first=first,
        last=last,
        channels=tuple(_sides(channels)),
        not_in_peak=tuple(not_in_peak),
        not_ours=tuple(sorted(one.code for same in live.values() for one in same)),
        not_sent_here=tuple(not_sent_here),
        other_amount=tuple(other_amount),
        other_date=tuple(other_date),
        voided_in_peak=tuple(seen_void),
        doubles=tuple(doubles),
        cases=tuple(cases),
    )


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
        if case.code in _ABOUT_PEAK:
            found.setdefault(number, []).append(case)
    return found


def _total_sent(ledger: Ledger, row: ReceiptRow, shown: list[PeakDocument]) -> int:
    """What was sent for it: another satang than the shop's where PEAK's rounding was accepted."""
    if row.state is State.SENT and any(one.net != row.total for one in shown):
        for sent in ledger.sent_of([row.number]):
            if sent.expected.net is not None:
                return sent.expected.net
    return row.total


def _count_state(side: _Channel, row: ReceiptRow, total: int) -> None:
    if row.state is State.SENT:
        side.sent.add(total)
    else:
        side.held.setdefault((row.state, row.code), _Sum()).add(row.total)


def _sides(channels: dict[str, _Channel]) -> Iterator[ChannelSide]:
    for name in sorted(channels):
        one = channels[name]
        held = {reason: part.counted() for reason, part in sorted(one.held.items(), key=_reason)}
        yield ChannelSide(name, one.shop.counted(), one.sent.counted(), held, one.peak.counted())


def _reason(entry: tuple[tuple[State, Code | None], _Sum]) -> tuple[str, str]:
    (state, code), _ = entry
    return state.value, code.value if code else ""
