"""The computer dies at every step of a small pass, one after the other; then at every two."""

import random

import pytest

from tests.simulation import crash
from tests.simulation.figures import jobs_here, spread

SAMPLE = 150


def test_nothing_dies_and_three_receipts_are_sent() -> None:
    outcome = crash.Crash(()).run()
    assert not outcome.violation
    assert (outcome.receipts, outcome.sent, outcome.kills) == (3, 3, 0)


@pytest.mark.timeout(300)
def test_every_single_death_leaves_each_receipt_in_peak_once() -> None:
    crashes = list(crash.singles())
    assert len(crashes) > 300
    ends = {one: one.run() for one in crashes}
    assert not [f"{one}: {end.violation}" for one, end in ends.items() if end.violation]
    assert all(end.sent == 3 for end in ends.values())
    killed = [end.kills for one, end in ends.items() if one.plan[0][1] in ("kill", "power")]
    assert set(killed) == {1}


@pytest.mark.timeout(300)
def test_two_deaths_do_no_harm_either() -> None:
    draw = random.Random(4)
    firsts = crash.first_kills()
    for _ in range(SAMPLE):
        one = draw.choice(crash.seconds(draw.choice(firsts)))
        assert not one.run().violation, one


@pytest.mark.night
@pytest.mark.timeout(7200)
def test_every_pair_of_deaths_does_no_harm() -> None:
    found = list(spread(crash.run_pairs, crash.first_kills(), jobs_here()))
    assert sum(tried for tried, _ in found) > 2_000
    assert not [broken for _, some in found for broken in some]
