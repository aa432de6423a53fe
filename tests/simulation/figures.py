"""Many worlds over several processes, and what they come to."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Final, TypeVar

from tests.simulation.faults import Coverage
from tests.simulation.options import expand
from tests.simulation.world import Outcome, simulate

T = TypeVar("T")
U = TypeVar("U")

_TOGETHER: Final = 25


@dataclass
class Figures:
    """The sums of many worlds. ``failed`` are the seeds that broke a promise, and how."""

    seeds: int = 0
    receipts: int = 0
    booked: int = 0
    satang: int = 0
    duplicates: int = 0
    revived: int = 0
    lost: int = 0
    satang_off: int = 0
    passes: int = 0
    kills: int = 0
    steps: int = 0
    several_pcs: int = 0
    contested: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)

    def add(self, outcome: Outcome) -> None:
        self.seeds += 1
        self.several_pcs += outcome.pcs > 1
        self.coverage.add(outcome.coverage)
        for name in (
            "receipts", "satang", "duplicates", "revived", "lost", "satang_off", "passes",
            "kills", "steps", "contested",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(outcome, name))
        self.booked += outcome.sent
        if outcome.violation:
            self.failed.append((outcome.seed, outcome.violation))

    def merge(self, other: "Figures") -> None:
        for name, value in vars(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)
        self.failed += other.failed
        self.coverage.add(other.coverage)

    def told(self) -> str:
        """The figures as a night prints them."""
        faults = sum(self.coverage.kinds.values())
        lines = [
            f"seeds              {self.seeds:>12,}  ({self.several_pcs:,} with two or three PCs)",
            f"receipts           {self.receipts:>12,}",
            f"documents booked   {self.booked:>12,}  ({self.satang / 100:,.2f} baht)",
            f"passes             {self.passes:>12,}",
            f"steps              {self.steps:>12,}",
            f"faults             {faults:>12,}  of {len(self.coverage.kinds)} kinds",
            f"kills              {self.kills:>12,}",
            f"duplicates         {self.duplicates:>12,}",
            f"lost               {self.lost:>12,}",
            f"satang off         {self.satang_off:>12,}",
            f"broken promises    {len(self.failed):>12,}",
            f"re-created after a void, several PCs {self.revived:,}",
        ]
        lines += [replay(seed, how) for seed, how in sorted(self.failed)[:20]]
        return "\n".join(lines)


def replay(seed: int, how: str) -> str:
    """What a failing seed prints."""
    return f"seed {seed}: {how}\n  replay: python -m tests.simulation seed {seed}"


def run_some(seeds: Sequence[int]) -> Figures:
    """A few worlds in this process."""
    figures = Figures()
    for seed in seeds:
        figures.add(simulate(expand(seed)))
    return figures


def run_many(seeds: Sequence[int], jobs: int) -> Figures:
    """All worlds, spread over processes."""
    figures = Figures()
    batches = [seeds[start : start + _TOGETHER] for start in range(0, len(seeds), _TOGETHER)]
    for some in spread(run_some, batches, jobs):
        figures.merge(some)
    return figures


def spread(work: Callable[[T], U], parts: Iterable[T], jobs: int) -> Iterator[U]:
    """Map over fresh processes; a fork of a test's process would carry its threads along."""
    if jobs <= 1:
        yield from map(work, parts)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield from pool.map(work, parts)


def jobs_here() -> int:
    """How many processes this machine serves at once."""
    return min(os.cpu_count() or 1, 8)
