"""Wrong programs, made in the test's memory only: each must be seen.

A mutant is a name and what it replaces: ``(owner, attribute, replacement)``. The real engine, the
ledger and PEAK's room are patched for the time of a run. Most are seen by the simulation; what it
has no part in (sockets, files, the log) is seen by one of the other tests, named with the mutant.
"""

import importlib
import os
import subprocess
import sys
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest.mock import patch

from tests.simulation.options import expand
from tests.simulation.world import simulate

Patch = tuple[object, str, Any]
Patches = Callable[[], list[Patch]]
World = dict[str, Any]

ROOT: Final = Path(__file__).parents[2]
_STUMBLES: Final = ("TypeError", "AttributeError", "NameError", "KeyError", "ImportError")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong program. ``world`` overrules drawn options, so that it meets its match sooner.

    ``seen_by`` is the test, below ``tests``, that must fail, where the simulation cannot see it.
    """

    name: str
    patches: Patches
    world: World = field(default_factory=dict)
    seen_by: str = ""


@dataclass(frozen=True, slots=True)
class Killing:
    """How many seeds a mutant lived through, and by what it was seen at last.

    ``blamed`` is what the right program is blamed for in the same world: nothing, or it is the
    world that is wrong. No seeds: another test saw it.
    """

    name: str
    seeds: int
    how: str
    blamed: str = ""

    @property
    def killed(self) -> bool:
        return bool(self.how)

    @property
    def stumbled(self) -> bool:
        """Whether the mutant fell over itself: it does not fit the program it replaces."""
        return self.how.startswith(_STUMBLES)


MUTANTS: Final[dict[str, Mutant]] = {}


def mutant(name: str, *worlds: World, **world: Any) -> Callable[[Patches], Patches]:
    """Enter a mutant into the list; later ``worlds`` overrule earlier ones."""

    def keep(patches: Patches) -> Patches:
        MUTANTS[name] = Mutant(name, patches, dict(ChainMap(world, *reversed(worlds))))
        return patches

    return keep


def outside(name: str, seen_by: str) -> Callable[[Patches], Patches]:
    """Enter a mutant that this test must see."""

    def keep(patches: Patches) -> Patches:
        MUTANTS[name] = Mutant(name, patches, seen_by=seen_by)
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
    if one.seen_by:
        return try_outside(one)
    world = {} if drawn else one.world
    for count in range(1, most + 1):
        with alive(one):
            outcome = simulate(expand(count, **world))
        if outcome.violation:
            blamed = simulate(expand(count, **world)).violation
            return Killing(name, count, outcome.violation, blamed)
    return Killing(name, most, "")


def try_outside(one: Mutant) -> Killing:
    """Run the mutant's test in a process whose program is the mutant; raises if it cannot run."""
    plugin = ("-p", "tests.simulation.wrong_program", "--wrong-program", one.name)
    # Schemathesis takes longer to load than any of these tests takes to run.
    quiet = ("-q", "-rf", "--tb=no", "-p", "no:cacheprovider", "-p", "no:schemathesis")
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    # Runs side by side that share pytest's usual folder sweep out the old ones of each other, and
    # one of them falls over what the other is just removing.
    with TemporaryDirectory() as own:
        base = ("--basetemp", f"{own}/tests")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *quiet, *plugin, *base, f"tests/{one.seen_by}"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    said = done.stdout.splitlines()
    failed = [line.removeprefix("FAILED ") for line in said if line.startswith("FAILED ")]
    if done.returncode not in (0, 1) or (done.returncode == 1 and not failed):
        raise RuntimeError(f"{one.name}: {one.seen_by} does not run\n{done.stdout}{done.stderr}")
    return Killing(one.name, 0, _told(failed[0]) if failed else "")


def _told(failed: str) -> str:
    """What a failing test said, or its name."""
    name, _, said = failed.partition(" - ")
    words = said or name.rpartition("::")[2]
    return words if words.startswith(_STUMBLES) else f"{name.rpartition('::')[2]} fails"


def load_all() -> None:
    """The mutants enter themselves when their modules are read."""
    for part in ("engine", "ledger", "peak", "outside"):
        importlib.import_module(f"tests.simulation.mutants_{part}")


def table(killings: list[Killing]) -> str:
    """What the hunt brought: how many seeds each mutant lived."""
    lines = [f"{'mutant':58}{'seeds':>6}  seen as"]
    for one in killings:
        how = one.how if one.killed else "NOT SEEN"
        seeds = one.seeds if one.seeds else "test"
        lines.append(f"{one.name:58}{seeds:>6}  {how[:70]}")
    killed = sum(one.killed for one in killings)
    lines.append(f"{killed} of {len(killings)} mutants killed, median {median(killings)} seeds")
    return "\n".join(lines)


def median(killings: list[Killing]) -> int:
    """How many seeds half of those lived that the simulation sees."""
    lived = sorted(one.seeds for one in killings if one.seeds)
    return lived[len(lived) // 2] if lived else 0
