"""The page "Review": what would happen now, down to the first documents; and the word to start."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import ClassVar, Final

from xpeak_desktop.domain.document import Document, Service
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.domain.rules import judge
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Counted, Ledger, SecretName
from xpeak_desktop.services.contacts import known_contact
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.judging import SERVICES, Judging, is_of, read_shop
from xpeak_desktop.services.naming import named
from xpeak_desktop.services.readying import check_services
from xpeak_desktop.services.setup_flow import Page, missing, read_answers

EXAMPLES: Final = 5
_LOOKED_THROUGH: Final = 60
_NONE: Final = Counted(0, 0)

_WILL_GO: Final = (State.READY, State.IMPORTED)
_AT_PEAK: Final = (State.SENDING, State.UNCERTAIN, State.SENT, State.VOIDED)


@dataclass(frozen=True, slots=True)
class Example:
    """One document exactly as it would be sent, and what its account is called in PEAK."""

    document: Document
    account: str


@dataclass(frozen=True, slots=True)
class Share:
    """A named part of the whole: a channel's receipts that will go."""

    name: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Reason:
    """Why receipts are not sent, or wait: the problem with the values of all its receipts."""

    problem: Problem
    counted: Counted


@dataclass(frozen=True, slots=True)
class Review:
    """Every receipt of xCommerce in exactly one part: the four add up to ``total``.

    ``started``: a person has said the word before; this only shows what the next pass does.
    """

    will_go: tuple[Share, ...]
    at_peak: Counted
    not_sent: tuple[Reason, ...]
    waiting: tuple[Reason, ...]
    total: Counted
    start: date | None
    examples: tuple[Example, ...] = ()
    started: bool = False

    @property
    def going(self) -> Counted:
        """All that will go to PEAK."""
        return _total(one.counted for one in self.will_go)

    @property
    def left_out(self) -> Counted:
        """All that is not sent."""
        return _total(one.counted for one in self.not_sent)

    @property
    def held(self) -> Counted:
        """All that waits for a person."""
        return _total(one.counted for one in self.waiting)

    @property
    def can_start(self) -> bool:
        """Whether starting makes sense: something goes, or nothing is there to be put right."""
        return bool(self.going.receipts or self.at_peak.receipts or not self.held.receipts)


@dataclass(frozen=True, slots=True)
class LookAtReview:
    """Judge every unsent receipt by what is decided now, and say what would happen."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> Review:
        """Answers ``Review``; nothing is sent. Raises ``Trouble``, of PEAK only when it is asked.

        PEAK is asked for what the ledger does not know yet; a pass asks for all of it again.
        """
        _learn_what_is_missing(room)
        room.judge()
        ledger = room.ledger
        counts = ledger.counts_by_channel()
        return Review(
            will_go=_by_channel(counts),
            at_peak=_total(one for (_, state, _), one in counts.items() if state in _AT_PEAK),
            not_sent=_left_out(counts),
            waiting=_held(ledger),
            total=_total(counts.values()),
            start=room.settings.rules.start_date,
            examples=tuple(_examples(room)),
            started=room.settings.set_up,
        )


@dataclass(frozen=True, slots=True)
class StartSending:
    """The word to start: from now on the program sends by itself."""

    keeps: ClassVar[bool] = True

    def do(self, room: Room) -> Settings:
        """Answers the new settings; raises ``Trouble`` when they cannot be written.

        Also for what an earlier page lacks by now: each page knows only its own answers.
        """
        has_token = SecretName.USER_TOKEN in room.secret_names()
        answers = read_answers(room.ledger, room.settings, has_token=has_token)
        for problem in missing(Page.REVIEW, answers):
            raise Trouble(problem)
        settings = replace(room.settings, set_up=True, page="")
        room.use_settings(settings)
        return settings


def _learn_what_is_missing(room: Room) -> None:
    ledger = room.ledger
    if len(ledger.items(SERVICES)) < len(Service):
        check_services(ledger, room.gateway())
    if not ledger.methods():
        ledger.set_methods(room.gateway().payment_methods())


# --------------------------------------------------------------------------- sums

_Counts = Mapping[tuple[str, State, Code | None], Counted]


def _by_channel(counts: _Counts) -> tuple[Share, ...]:
    found: dict[str, Counted] = {}
    for (channel, state, _), one in counts.items():
        if state in _WILL_GO:
            found[channel] = _total((found.get(channel, _NONE), one))
    shares = [Share(name, counted) for name, counted in found.items()]
    return tuple(sorted(shares, key=lambda one: (-one.counted.satang, one.name)))


def _left_out(counts: _Counts) -> tuple[Reason, ...]:
    """Why receipts are excluded; of channels that are switched off the names as well."""
    found: dict[Code, tuple[Counted, list[str]]] = {}
    for (channel, state, code), one in counts.items():
        if state is State.EXCLUDED:
            why = code or Code.INTERNAL
            counted, channels = found.get(why, (_NONE, []))
            found[why] = (_total((counted, one)), [*channels, channel])
    return _sorted(
        Reason(Problem(code, named({"channel": sorted(set(channels))})), counted)
        for code, (counted, channels) in found.items()
    )


@dataclass(slots=True)
class _Group:
    counted: Counted = _NONE
    # Dicts as ordered sets: the first values seen are the ones that get named.
    values: dict[str, dict[str, None]] = field(default_factory=dict)


def _held(ledger: Ledger) -> tuple[Reason, ...]:
    groups: dict[Code, _Group] = {}
    for row in ledger.held():
        group = groups.setdefault(row.code or Code.INTERNAL, _Group())
        group.counted = _total((group.counted, Counted(1, row.total)))
        for name, value in row.params.items():
            group.values.setdefault(name, {})[value] = None
    return _sorted(
        Reason(Problem(code, named(group.values)), group.counted) for code, group in groups.items()
    )


def _sorted(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: (-one.counted.receipts, one.problem.code)))


def _total(parts: Iterable[Counted]) -> Counted:
    every = tuple(parts)
    return Counted(sum(one.receipts for one in every), sum(one.satang for one in every))


# --------------------------------------------------------------------------- examples


def _examples(room: Room) -> Iterator[Example]:
    return islice(_sendable(room), EXAMPLES)


def _sendable(room: Room) -> Iterator[Example]:
    """The documents that would be made first, by the very code that makes them when sending."""
    ledger, now = room.ledger, room.clock.now()
    judging = Judging(ledger, read_shop(ledger, room.settings, now))
    names = {method.code: method.name for method in ledger.methods()}
    for stored in ledger.ready(now, ("", 0), _LOOKED_THROUGH):
        in_peak = judging.in_peak(stored.receipt)
        if any(is_of(stored.receipt, one) for one in in_peak):
            # PEAK shows it already: it will be taken over, not sent.
            continue
        verdict = judge(stored.receipt, judging.shop, stored.decisions, in_peak)
        if verdict.document is not None:
            document = verdict.document
            contact = known_contact(ledger, document.buyer) or ""
            account = names.get(document.method_code, document.method_code)
            yield Example(replace(document, contact_id=contact), account)
