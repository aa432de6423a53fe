"""The simulation can see: wrong programs, each of which some world must find out."""

from functools import partial
from pathlib import Path

import pytest

from tests.simulation import mutants
from tests.simulation.figures import jobs_here, spread
from tests.simulation.options import expand
from tests.simulation.strategies import Counting
from tests.simulation.world import World

mutants.load_all()

MOST = 60
OUTSIDE = [name for name, one in mutants.MUTANTS.items() if one.seen_by]


def test_there_are_mutants_enough() -> None:
    assert len(mutants.MUTANTS) >= 35


@pytest.mark.timeout(900)
def test_every_mutant_is_seen() -> None:
    hunt = partial(mutants.hunt, most=MOST)
    simulated = [name for name in mutants.MUTANTS if name not in OUTSIDE]
    killings = list(spread(hunt, simulated, jobs_here()))
    print(mutants.table(killings))
    assert not [one.name for one in killings if not one.killed], mutants.table(killings)
    assert not [one for one in killings if one.blamed or one.stumbled]
    assert mutants.median(killings) <= 15


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_mutant_outside_the_simulation_is_seen(name: str) -> None:
    killing = mutants.hunt(name, 1)
    assert killing.killed
    assert not killing.stumbled


def test_the_test_of_a_mutant_sweeps_no_folder_that_others_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert mutants.hunt(OUTSIDE[0], 1).killed
    assert not list(tmp_path.glob("pytest-of-*"))


def test_a_mutant_that_does_not_fit_the_program_is_not_called_seen() -> None:
    assert mutants.Killing("x", 1, "TypeError: <lambda>() takes 3 positional arguments").stumbled
    assert not mutants.Killing("x", 1, "IntegrityError: UNIQUE constraint failed").stumbled


def test_a_power_cut_loses_commits_only_when_they_are_not_synced() -> None:
    one = mutants.MUTANTS["commits are not synced (NORMAL)"]
    assert lost_commits(one) == 0
    with mutants.alive(one):
        assert lost_commits(one) > 0


def lost_commits(one: mutants.Mutant) -> int:
    lost = 0
    for seed in range(1, 6):
        world = World(expand(seed, **one.world), checks_type=Counting)
        world.run()
        lost += sum(pc.disk.lost_commits for pc in world.pcs)
        world.close()
    return lost


@pytest.mark.parametrize("name", list(mutants.MUTANTS))
def test_a_mutant_is_gone_after_its_hunt(name: str) -> None:
    one = mutants.MUTANTS[name]
    before = [_now(owner, attribute) for owner, attribute, _ in one.patches()]
    with mutants.alive(one):
        pass
    assert [_now(owner, attribute) for owner, attribute, _ in one.patches()] == before


def _now(owner: object, attribute: str) -> object:
    return owner[attribute] if isinstance(owner, dict) else getattr(owner, attribute)
