"""Odd, rude and hasty answers of PEAK in the middle of a pass: nothing doubled, nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sales import QUICK, codes, export, held, pass_until_nothing_rests, sales
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        yield profile


@pytest.mark.parametrize("unique", [True, False])
@pytest.mark.parametrize(
    "accident",
    [
        "answer_lost_before_booking",
        "answer_lost_after_booking",
        "http_500_before",
        "http_500_after",
        "html_200",
        "answer_cut",
    ],
)
def test_x(shop: ShopProfile, accident: str, unique: bool) -> None:
    server = shop.server
    server.switches.unique_codes = unique
    export(shop, *sales(1))
    assert shop.command("sync")[0] == 0
    export(shop, *sales(12))
    server.faults.add("before_handling", lambda e, f: setattr(e, "_x", 1) if False else None)
    server.switches.set(f"{accident}_rate", 0.3)
    code, answer = shop.command("sync")
    print(code, held(answer), codes(answer), answer["this_pass"])
    server.switches.set(f"{accident}_rate", 0.0)
    code, answer = pass_until_nothing_rests(shop)
    print(code, held(answer), codes(answer), answer["this_pass"])
    assert shop.live().keys() == {one.number for one in sales(12)}
