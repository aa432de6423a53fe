"""What a seed stands for: one small world, written out so that a person can read it."""

from dataclasses import dataclass, fields, replace
from typing import Any, Final

from tests.simulation.chance import Stream
from tests.simulation.faults import CONTACT, CREATE, MASTER, MINT, PEOPLE, READ, SOURCE, WORLD

UTTER_MARGIN: Final = 3.0
"""Seconds by which lateness and lag together stay under the settle window: PEAK's time is told in
whole seconds, so two moments may seem two seconds further apart than they are."""


@dataclass(frozen=True, slots=True)
class Options:
    """All that is drawn from a seed before anything happens. Times are seconds.

    Documents meet faults at ``create_rate`` if it is higher than ``fault_rate``.
    Between two passes an old backup is put back at the rate ``old_ledgers``, and a sale is issued
    again under another number at the rate ``reissue_rate``.
    With a ``journal`` the ledger is a file kept by that mode of SQLite, else it is in memory.
    """

    seed: int
    receipts: int = 8
    days: int = 2
    start_hour: int = 3
    pcs: int = 1
    passes: int = 5
    unique_codes: bool = False
    settle: int = 120
    retry: int = 30
    late: float = 60.0
    lag: float = 20.0
    list_lag: float = 0.0
    journal_lag: float = 5.0
    latency: float = 0.5
    fault_rate: float = 0.05
    create_rate: float = 0.0
    faults: tuple[str, ...] = ()
    hazard_every: float = 0.0
    hazards: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    people_acts: int = 0
    master: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    change_rate: float = 0.0
    skew: float = 0.0
    overlap: float = 0.3
    at_once: float = 0.3
    monotonic_sleeps: bool = True
    taxpayer_share: float = 0.15
    arrive_over: int = 2
    buyers: int = 3
    feeder: bool = False
    journal: str = ""
    old_ledgers: float = 0.0
    reissue_rate: float = 0.0

    def told(self) -> str:
        """The options as they are printed beside a failing seed."""
        return "\n".join(f"  {one.name} = {getattr(self, one.name)!r}" for one in fields(self))


def expand(seed: int, **changes: Any) -> Options:
    """Draw the world of a seed; ``changes`` overrule what was drawn."""
    draw = Stream(seed, "options")
    pcs = 1 if draw.hit(0.85) else draw.whole(2, 3)
    settle = draw.one_of((60, 120, 300))
    late = draw.between(0.0, settle - UTTER_MARGIN)
    lag = draw.between(0.0, settle - UTTER_MARGIN - late)
    hostile = draw.hit(0.85)
    options = Options(
        seed=seed,
        receipts=draw.whole(5, 9) if draw.hit(0.85) else draw.whole(10, 40),
        days=draw.whole(1, 4),
        start_hour=draw.whole(0, 23),
        pcs=pcs,
        passes=draw.whole(2, 5),
        unique_codes=pcs > 1 or draw.hit(0.4),
        settle=settle,
        retry=draw.one_of((5, 30)),
        late=late,
        lag=lag,
        journal_lag=draw.between(0.0, settle) if draw.hit(0.3) else draw.between(0.0, 10.0),
        latency=draw.one_of((0.05, 0.5, 3.0)),
        fault_rate=draw.between(0.02, 0.35) if hostile else 0.0,
        faults=_swarm(draw),
        hazard_every=draw.one_of((25.0, 80.0, 250.0)) if draw.hit(0.6) else 0.0,
        hazards=draw.some_of(_HAZARDS, 0.6),
        people=draw.some_of(PEOPLE, 0.4) if draw.hit(0.5) else (),
        people_acts=draw.whole(1, 5),
        master=draw.some_of(MASTER, 0.4) if draw.hit(0.15) else (),
        changes=draw.some_of(SOURCE, 0.6) if draw.hit(0.4) else (),
        change_rate=draw.between(0.02, 0.15),
        skew=draw.between(-3600.0, 3600.0) if draw.hit(0.3) else draw.between(-5.0, 5.0),
        overlap=draw.one_of((0.0, 0.2, 0.5)),
        at_once=draw.one_of((0.0, 0.3, 0.8)),
        monotonic_sleeps=draw.hit(0.5),
        taxpayer_share=draw.one_of((0.0, 0.1, 0.5)),
        arrive_over=draw.whole(1, 3),
        feeder=draw.hit(0.1),
        list_lag=draw.one_of(_LIST_LAGS) if draw.hit(0.3) else 0.0,
        journal=draw.one_of(_JOURNALS) if draw.hit(0.04) else "",
        old_ledgers=_old_ledgers(Stream(seed, "old ledgers")),
        reissue_rate=_reissue_rate(Stream(seed, "reissues")),
    )
    if draw.hit(0.05):
        options = _crowded(options, draw)
    return _possible(replace(options, **changes))


def _crowded(options: Options, draw: Stream) -> Options:
    """A long life with receipts in every state, and few kinds of fault that meet them often."""
    always, others, rate = draw.one_of(_CROWDS)
    return replace(
        options,
        receipts=draw.whole(10, 16),
        days=draw.whole(1, 2),
        pcs=1,
        passes=12,
        latency=3.0,
        fault_rate=rate,
        create_rate=0.5,
        faults=(*always, *_few_of(draw, others, 2)),
        hazard_every=80.0 if draw.hit(0.3) else 0.0,
        hazards=draw.some_of(_HAZARDS, 0.6),
        people=("person.voids", draw.one_of(PEOPLE)),
        people_acts=10,
        master=("month.closed", draw.one_of(MASTER)),
        changes=SOURCE,
        change_rate=rate,
        taxpayer_share=0.8,
        arrive_over=7,
        buyers=9,
        feeder=False,
    )


def _old_ledgers(draw: Stream) -> float:
    return draw.one_of((0.1, 0.4)) if draw.hit(0.15) else 0.0


def _reissue_rate(draw: Stream) -> float:
    return draw.between(0.05, 0.3) if draw.hit(0.1) else 0.0


def _few_of(draw: Stream, kinds: tuple[str, ...], most: int) -> tuple[str, ...]:
    drawn = {draw.one_of(kinds) for _ in range(most)}
    return tuple(kind for kind in kinds if kind in drawn)


def _possible(options: Options) -> Options:
    """The same world without what does not go together."""
    # Of what a lost ledger had sent nothing is left but PEAK's lists.
    list_lag = 0.0 if "ledger.lost" in options.faults else options.list_lag
    # Several computers are several threads, and a connection belongs to one.
    journal = options.journal if options.pcs == 1 else ""
    # Nor is there more of what was sent after a backup was made.
    old_ledgers = 0.0 if list_lag else options.old_ledgers
    return replace(options, list_lag=list_lag, journal=journal, old_ledgers=old_ledgers)


def _swarm(draw: Stream) -> tuple[str, ...]:
    """Each world knows some kinds of fault only, and those it knows strike often.

    Half of the worlds know a handful, among them one that leaves a doubt behind: the worst comes
    from a few faults that meet, not from all of them at once.
    """
    kinds = (*CREATE, *READ, *MINT, *CONTACT, *WORLD)
    if draw.hit(0.5):
        return draw.some_of(kinds, draw.between(0.1, 0.9))
    few = {draw.one_of(kinds) for _ in range(draw.whole(1, 4))}
    few |= {draw.one_of(_DOUBTS) for _ in range(draw.whole(0, 2))}
    return tuple(kind for kind in kinds if kind in few)


_LIST_LAGS: Final = (600.0, 90_000.0)
"""How much later than to a question for its number PEAK shows a document in its lists: soon, or
never in this world. What is settled by number must hold without them."""

_CROWDS: Final = (
    (("create.lost_after", "create.strange_code"), CONTACT, 0.3),
    (("create.lost_after", "create.strange_code", "create.600", "token.killed"), MINT, 0.2),
    (("create.lost_after", "create.sparse"), READ, 0.15),
    (("create.lost_after", "create.sparse"), READ, 0.3),
    (("create.lost_after", "create.strange_code"), WORLD, 0.2),
    (("create.lost_after", "source.gone"), WORLD, 0.4),
)
"""Faults of a crowded world: those always there, those of which two are drawn, how often."""

_JOURNALS: Final = ("delete", "delete", "wal")

_DOUBTS: Final = (
    "create.late", "create.500_late", "create.lost_after", "create.lost_before",
    "create.600_booked", "create.truncated", "read.blind",
)  # fmt: skip
_HAZARDS: Final = (
    "kill", "kill", "power", "disk.full", "disk.locked", "disk.commit_unclear", "clock.jump",
    "sleep",
)  # fmt: skip
