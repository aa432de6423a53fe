"""Wrong programs, made in the test's memory only: each must be seen by the simulation.

A mutant is a name and what it replaces: ``(owner, attribute, replacement)``. The real engine, the
ledger and PEAK's room are patched for the time of a run.
"""

import importlib
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from unittest.mock import patch

from tests.simulation.options import expand
from tests.simulation.world import simulate

Patch = tuple[object, str, Any]
Patches = Callable[[], list[Patch]]
World = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong program. ``world`` overrules drawn options, so that it meets its match sooner."""

    name: str
    patches: Patches
    world: World = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Killing:
    """How many seeds a mutant lived through, and by what it was seen at last.

    ``blamed`` is what the right program is blamed for in the same world: nothing, or it is the
    world that is wrong.
    """

    name: str
    seeds: int
    how: str
    blamed: str = ""

    @property
    def killed(self) -> bool:
        return bool(self.how)


MUTANTS: Final[dict[str, Mutant]] = {}


def mutant(name: str, *worlds: World, **world: Any) -> Callable[[Patches], Patches]:
    """Enter a mutant into the list; later ``worlds`` overrule earlier ones."""

    def keep(patches: Patches) -> Patches:
        MUTANTS[name] = Mutant(name, patches, dict(ChainMap(world, *reversed(worlds))))
        return patches

    return keep


@contextmanager
def alive(one: Mutant) -> Iterator[None]:
    """The program is this mutant inside the ``with``."""
    with ExitStack() as stack:
        for owner, name, value in one.patches():
            if isinstance(owner, dict):
                stack.enter_context(patch.dict(owner, {name: value}))
            else:
                stack.enter_context(patch.object(owner, name, value))
        yield


def hunt(name: str, most: int, *, drawn: bool = False) -> Killing:
    """Run seed after seed until one sees the mutant; ``drawn``: in the worlds as they are drawn."""
    load_all()
    one = MUTANTS[name]
    world = {} if drawn else one.world
    for count in range(1, most + 1):
        with alive(one):
            outcome = simulate(expand(count, **world))
        if outcome.violation:
            blamed = simulate(expand(count, **world)).violation
            return Killing(name, count, outcome.violation, blamed)
    return Killing(name, most, "")


def load_all() -> None:
    """The mutants enter themselves when their modules are read."""
    for part in ("engine", "ledger", "peak"):
        importlib.import_module(f"tests.simulation.mutants_{part}")


def table(killings: list[Killing]) -> str:
    """What the hunt brought: how many seeds each mutant lived."""
    lines = [f"{'mutant':58}{'seeds':>6}  seen as"]
    for one in killings:
        how = one.how if one.killed else "NOT SEEN"
        lines.append(f"{one.name:58}{one.seeds:>6}  {how[:70]}")
    lived = sorted(one.seeds for one in killings)
    killed = sum(one.killed for one in killings)
    median = lived[len(lived) // 2] if lived else 0
    lines.append(f"{killed} of {len(killings)} mutants killed, median {median} seeds")
    return "\n".join(lines)
