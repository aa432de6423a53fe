"""Every bad manner of the practice PEAK, often: each receipt is booked once, to the satang."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import QUICK, export, sales, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import SWITCH_NAMES, Switches
from xpeak_desktop.services.jobs.contested import SendFromHere

RECEIPTS = 20
# A new client token is waited for a minute, a drip for the whole deadline, a huge body eats memory.
SLOW = (
    "session_over_before_rate",
    "session_over_after_rate",
    "token_killed_rate",
    "slow_body_rate",
    "huge_rate",
)
REFUSES = "unknown_code_before_rate"
PEOPLE = tuple(name for name in SWITCH_NAMES if name.startswith("accountant_"))
DELETED = tuple(name for name in SWITCH_NAMES if name.endswith("_deleted_rate"))
RATES = [name for name in SWITCH_NAMES if name.endswith("_rate")]
ELSEWHERE = (*SLOW, REFUSES, *PEOPLE, *DELETED)
SHAPES = (
    *("sparse_answers", "numbers_as_strings", "odd_key_case", "unknown_fields"),
    *("rows_reordered", "token_error_at_top_level"),
)


@pytest.fixture(params=[True, False], ids=["unique", "reused"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=request.param)
    with PracticeServer(switches=switches, receipts=0, seed=3) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, *sales(RECEIPTS))
        yield profile


def booked_once(shop: ShopProfile) -> None:
    """Let PEAK behave again, drain, and count."""
    shop.server.switches.update(dict.fromkeys(RATES, 0.0))
    _code, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": RECEIPTS}, answer["problems"]
    live = shop.live()
    assert sum(one["net"] for one in live.values()) == sum(
        int(one.total * 100) for one in sales(RECEIPTS)
    )
    assert len(live) == RECEIPTS


# Where the answer to a mint is crossed, a dead token was given, and the next is a minute away.
@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", [name for name in RATES if name not in ELSEWHERE])
def test_a_bad_manner_at_every_third_call_neither_doubles_nor_loses(
    shop: ShopProfile, name: str
) -> None:
    # Each 429 asks for a second's rest.
    shop.server.switches.set(name, 0.1 if name == "too_many_rate" else 0.34)
    shop.server.switches.booked_late_seconds = 0.2
    for _ in range(3):
        shop.command("sync")
    assert shop.server.faults.struck[name] > 0
    if name == "crossed_rate":
        # Two dead tokens look like another program; a person knows that there is none.
        with at_desk(shop) as desk:
            SendFromHere().do(desk)
    booked_once(shop)


@pytest.mark.parametrize("name", SHAPES)
def test_an_odd_shape_of_every_answer_changes_nothing(shop: ShopProfile, name: str) -> None:
    shop.server.switches.set(name, True)
    booked_once(shop)


def test_what_is_refused_by_an_unknown_code_is_rejected_once_it_is_surely_absent(
    shop: ShopProfile,
) -> None:
    shop.server.switches.set(REFUSES, 0.34)
    for _ in range(3):
        shop.command("sync")
    refused = shop.server.faults.struck[REFUSES]
    shop.server.switches.set(REFUSES, 0.0)
    _code, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": RECEIPTS - refused, "rejected": refused}
    assert len(shop.live()) == RECEIPTS - refused
