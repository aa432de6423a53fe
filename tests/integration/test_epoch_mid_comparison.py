"""A copy that was made while its ledger was being compared, put back after more was sent."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=False)
    with PracticeServer(receipts=40, seed=3, switches=switches) as server:
        profile = ShopProfile(tmp_path, server)
        server.shop.write_csv(profile.exports)
        # PEAK's clock is read to the second: the rest must be longer than that and the delay.
        profile.set_up(**{"settle_seconds = 300": "settle_seconds = 3"})
        yield profile


def sell(shop: ShopProfile) -> None:
    shop.server.shop.more(15)
    shop.server.shop.write_csv(shop.exports)


def test_it_is_compared_anew_from_the_beginning(shop: ShopProfile) -> None:
    shop.sync_until_nothing_rests()
    yesterday = Path(shutil.copy(shop.ledger, shop.folder / "yesterday.sqlite3"))
    sell(shop)
    shop.sync_until_nothing_rests()
    shutil.copy(yesterday, shop.ledger)
    _, answer = shop.command("sync")
    assert "comparing_first" in {one["code"] for one in answer["problems"]}
    halfway = Path(shutil.copy(shop.ledger, shop.folder / "halfway.sqlite3"))
    shop.sync_until_nothing_rests()
    sell(shop)
    shop.server.switches.visible_after_seconds = 1.5
    shop.command("sync")
    sent = shop.live().keys()
    assert sent == shop.expected()
    # It knows of a first reading, long ago, and not of what was sent since and shows late.
    shutil.copy(halfway, shop.ledger)
    _, answer = shop.command("sync")
    assert "comparing_first" in {one["code"] for one in answer["problems"]}
    shop.sync_until_nothing_rests()
    assert shop.live().keys() == sent
