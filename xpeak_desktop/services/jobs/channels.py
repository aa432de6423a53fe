"""Bank channels: every payment channel of the sales, whether it is sent, and what it pays into."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.domain.rules import CASH, ChannelRule, PaymentMethod
from xpeak_desktop.ports import Counted, Ledger
from xpeak_desktop.services.jobs.room import Look, Room, judge_if_awaited

_NOT_JUDGED_OR_HELD: Final = (State.IMPORTED, State.BLOCKED)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One channel: what its receipts come to, and what a person decided about it.

    ``waiting`` receipts wait for that decision; none does once there is one.
    """

    rule: ChannelRule
    seen: Counted
    waiting: int = 0

    @property
    def name(self) -> str:
        """The channel's own name, as the shop writes it."""
        return self.rule.channel


@dataclass(frozen=True, slots=True)
class Channels:
    """Every channel: the undecided first, then by how many receipts it has.

    ``methods`` are PEAK's, in PEAK's order, as last read; empty before they ever were.
    ``problem`` is why PEAK could not be asked now.
    """

    lines: tuple[ChannelLine, ...]
    methods: tuple[PaymentMethod, ...]
    problem: Problem | None = None

    def cash(self) -> PaymentMethod | None:
        """What "cash" means: PEAK's first cash account."""
        return next((method for method in self.methods if method.cash), None)

    def is_gone(self, rule: ChannelRule) -> bool:
        """Whether PEAK has not, or no longer, what the channel pays into."""
        if not self.methods:
            return False
        if rule.pay_into == CASH:
            return self.cash() is None
        return all(method.code != rule.pay_into for method in self.methods)


@dataclass(frozen=True, slots=True)
class LookAtChannelsKept(Look):
    """What the ledger knows of the channels, without asking PEAK."""

    def do(self, room: Room) -> Channels:
        """Answers ``Channels``; raises ``Trouble`` when the ledger cannot be read."""
        return _channels(room.ledger)


@dataclass(frozen=True, slots=True)
class LookAtChannels:
    """Ask PEAK for its payment methods and keep them; receipts are judged by them at once."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> Channels:
        """Answers ``Channels``; what PEAK did not answer is told in it, and nothing is lost."""
        try:
            methods = room.gateway().payment_methods()
        except Trouble as trouble:
            return _channels(room.ledger, trouble.problem)
        if list(methods) != room.ledger.methods():
            room.ledger.set_methods(methods)
            room.judge()
        return _channels(room.ledger)


@dataclass(frozen=True, slots=True)
class DecideChannels:
    """Keep what a person decided about some channels, durably.

    ``judge``: judge all receipts by it as well. Clicks come faster than many thousand receipts are
    judged, so a page may leave that to one ``JudgeByChannels`` at the end; a pass does it anyway.
    """

    keeps: ClassVar[bool] = True

    rules: tuple[ChannelRule, ...]
    judge: bool = True

    def do(self, room: Room) -> Channels:
        """Answers ``Channels``; raises ``Trouble`` when the ledger cannot be written."""
        with room.ledger.transaction():
            for rule in self.rules:
                room.ledger.set_channel(rule)
        if self.judge:
            judge_if_awaited(room)
        return _channels(room.ledger)


@dataclass(frozen=True, slots=True)
class JudgeByChannels:
    """Judge all receipts by what was decided about their channels."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> Channels:
        """Answers ``Channels``; raises ``Trouble`` when the ledger cannot be written."""
        room.judge()
        return _channels(room.ledger)


def _channels(ledger: Ledger, problem: Problem | None = None) -> Channels:
    counts = ledger.counts_by_channel()
    rules = ledger.channels()
    seen: dict[str, Counted] = {}
    for (channel, _, _), counted in counts.items():
        seen[channel] = _plus(seen.get(channel), counted)
    lines = [
        _line(rules.get(channel) or ChannelRule(channel), seen.get(channel), counts)
        for channel in {**seen, **rules}
    ]
    lines.sort(key=lambda line: (line.rule.send is not None, -line.seen.receipts, line.name))
    return Channels(tuple(lines), tuple(ledger.methods()), problem)


def _line(
    rule: ChannelRule,
    seen: Counted | None,
    counts: Mapping[tuple[str, State, Code | None], Counted],
) -> ChannelLine:
    waiting = sum(
        counted.receipts
        for (channel, state, code), counted in counts.items()
        if channel == rule.channel
        and state in _NOT_JUDGED_OR_HELD
        and code in (None, Code.CHANNEL_UNDECIDED)
    )
    undecided = rule.send is None
    return ChannelLine(rule, seen or Counted(0, 0), waiting if undecided else 0)


def _plus(one: Counted | None, other: Counted) -> Counted:
    if one is None:
        return other
    return Counted(one.receipts + other.receipts, one.satang + other.satang)
