"""Real files under power cuts: the product opens what a cut left, and nothing committed is lost."""

import sys
from collections import Counter

import pytest

from tests.simulation.file_disk import FileDisk
from tests.simulation.options import expand
from tests.simulation.world import World

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files cannot be deleted")

SEEDS = 40
CUTS = {
    "delete": {"before a commit", "journal", "pages", "not deleted", "deleted"},
    "wal": {"before a commit", "wal torn", "wal whole"},
}


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_no_power_cut_spoils_a_file_or_loses_a_commit(mode: str) -> None:
    cuts: Counter[str] = Counter()
    for seed in range(SEEDS):
        cuts += cuts_of(seed, mode)
    assert set(cuts) == CUTS[mode]
    assert min(cuts.values()) >= 3, cuts


def cuts_of(seed: int, mode: str) -> Counter[str]:
    world = World(
        expand(
            seed, journal=mode, pcs=1, receipts=8, passes=6, fault_rate=0.1,
            hazards=("power", "power", "kill"), hazard_every=25.0,
        )
    )  # fmt: skip
    try:
        world.run()
        disk = world.pcs[0].disk
        assert isinstance(disk, FileDisk)
        return disk.cuts
    finally:
        world.close()
