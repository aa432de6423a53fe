"""Every place at which a small shop's computer can die, one after the other, and then every two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.simulation.options import Options
from tests.simulation.world import Outcome, World, simulate

SMALL: Final = Options(
    seed=2, receipts=3, days=1, passes=1, settle=120, late=60.0, lag=20.0, journal_lag=3.0,
    latency=0.2, taxpayer_share=0.5, arrive_over=1, at_once=0.0, overlap=0.3,
)  # fmt: skip
"""Three receipts of one day, one of them for a company; PEAK does not insist on unique numbers."""

_LANDINGS: Final = ("never", "now", "late")
_DISK: Final = ("disk.full", "disk.locked", "disk.commit_unclear")


@dataclass(frozen=True, slots=True)
class Crash:
    """One or two deaths by step number, and where the document on its way ends up."""

    plan: tuple[tuple[int, str], ...]
    landing: str = ""

    def run(self, options: Options = SMALL) -> Outcome:
        return simulate(options, self.plan, self.landing)


def step_names(
    options: Options = SMALL, plan: Sequence[tuple[int, str]] = (), landing: str = ""
) -> list[str]:
    """What happens at each step of the scenario, the first step first."""
    world = World(options, plan, landing)
    names: list[str] = []
    world.pcs[0].hazards.names = names
    try:
        world.run()
    finally:
        world.close()
    return names


def landings(name: str) -> tuple[str, ...]:
    return _LANDINGS if name == "way POST /receipts" else ("never",)


def singles(options: Options = SMALL) -> Iterator[Crash]:
    """A kill at every step; a power cut and every failure of the disk at every write."""
    for step, name in enumerate(step_names(options), 1):
        for landing in landings(name):
            yield Crash(((step, "kill"),), landing)
        if name.startswith("sql"):
            yield Crash(((step, "power"),), "never")
            for kind in _DISK:
                yield Crash(((step, kind),), "never")


def first_kills(options: Options = SMALL) -> list[Crash]:
    """Every first death of a pair."""
    return [
        Crash(((step, "kill"),), landing)
        for step, name in enumerate(step_names(options), 1)
        if matters(name)
        for landing in landings(name)
    ]


def seconds(first: Crash, options: Options = SMALL) -> list[Crash]:
    """That death with every later one the world still has after it."""
    step = first.plan[0][0]
    names = step_names(options, first.plan, first.landing)
    return [
        Crash((*first.plan, (later, "kill")), first.landing)
        for later, name in enumerate(names, 1)
        if later > step and matters(name)
    ]


def run_pairs(first: Crash) -> tuple[int, list[str]]:
    """Run all pairs that begin with this death; how many there are, and what broke."""
    crashes = seconds(first)
    ends = [(one, one.run().violation) for one in crashes]
    return len(crashes), [f"{one}: {how}" for one, how in ends if how]


def matters(name: str) -> bool:
    """Whether a kill at this step can end otherwise than one at the step before.

    What is left of a process is what the ledger and PEAK hold, so all kills between two changes of
    either are one and the same but for the time; look-ups are kept for the time's sake.
    """
    return name == "committed" or " POST " in name or name.startswith("answer GET /receipts")
