"""The real process, killed with SIGKILL in the middle of its work: nothing twice, nothing lost."""

import random
from pathlib import Path

import pytest

from tests.e2e.kills import Kills, busy_shop, settle

KILLS = 25


@pytest.mark.e2e
@pytest.mark.timeout(300)
@pytest.mark.parametrize("unique_codes", [True, False], ids=["unique", "reused"])
def test_kills_in_the_middle_of_passes_neither_double_nor_lose(
    tmp_path: Path, unique_codes: bool
) -> None:
    with busy_shop(tmp_path, unique_codes=unique_codes) as shop:
        done = Kills(shop, random.Random(20261123))
        for _ in range(KILLS):
            done.once()
            done.check()
        assert done.while_sending > KILLS // 5
        end = settle(shop)
        assert end.good, end
