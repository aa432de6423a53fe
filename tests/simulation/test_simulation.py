"""A sample of the worlds; a night's command runs a hundred thousand of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.faults import ALL_KINDS
from tests.simulation.figures import Figures, jobs_here, run_many
from tests.simulation.options import expand
from tests.simulation.strategies import measure
from tests.simulation.world import simulate

SEEDS = int(os.environ.get("XPEAK_SIMULATION_SEEDS", "2000"))
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def figures() -> Figures:
    return run_many(range(SEEDS), jobs_here())


@pytest.mark.xdist_group("worlds")
@pytest.mark.timeout(1200)
def test_every_promise_holds_in_every_world(figures: Figures) -> None:
    print(figures.told())
    assert not figures.failed, figures.told()
    assert (figures.duplicates, figures.lost, figures.satang_off) == (0, 0, 0)


@pytest.mark.xdist_group("worlds")
@pytest.mark.timeout(1200)
def test_every_kind_of_fault_strikes(figures: Figures) -> None:
    print(figures.coverage.table())
    often = 1 if SEEDS >= 2000 else 0
    assert not [kind for kind in ALL_KINDS if figures.coverage.kinds[kind] < often]


def test_the_same_seed_gives_the_same_trace() -> None:
    for seed in range(0, SEEDS, 100):
        first, second = simulate(expand(seed)), simulate(expand(seed))
        assert first.trace == second.trace
        assert first.digest == second.digest


def test_a_trace_does_not_depend_on_the_process() -> None:
    told = []
    for salt in ("1", "2"):
        command = [sys.executable, "-m", "tests.simulation", "digests", "--seeds", "25"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": salt},
            check=True,
            capture_output=True,
            text=True,
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert told[0].count("\n") == 25


def test_other_ways_of_sending_fail_where_ours_does_not() -> None:
    seeds = range(60)
    ours = measure("ours", seeds)
    assert (ours.duplicates, ours.lost, ours.stuck) == (0, 0, 0)
    assert measure("naive retry", seeds).duplicates
    assert measure("batch of ten, then confirm", seeds).duplicates
    assert measure("outbox, look up at once", seeds).duplicates
