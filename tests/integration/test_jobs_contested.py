"""Two programs with one pair of keys: sending stops, until a person says which one sends."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import at_desk
from tests.sales import QUICK, codes, export, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.jobs.contested import SendFromHere


@pytest.fixture
def contested(tmp_path: Path) -> Iterator[ShopProfile]:
    """A shop whose client token died early twice."""
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        shop = ShopProfile(tmp_path, server)
        shop.set_up(**QUICK)
        export(shop, sale("RC-1"))
        deaths = [datetime.now(UTC) - timedelta(minutes=20), datetime.now(UTC)]
        with at_desk(shop) as desk:
            desk.ledger.set_meta("early_deaths", json.dumps([one.isoformat() for one in deaths]))
        yield shop


def test_nothing_is_sent_while_another_program_fights_for_the_token(
    contested: ShopProfile,
) -> None:
    code, answer = contested.command("sync")
    assert (code, codes(answer)[-1]) == (3, (None, "token_contested"))
    assert contested.posts() == 0


def test_a_person_can_send_from_this_computer(contested: ShopProfile) -> None:
    contested.command("sync")
    with at_desk(contested) as desk:
        SendFromHere().do(desk)
        assert desk.ledger.trouble() is None
    code, answer = contested.command("sync")
    assert (code, standing(answer)) == (0, {"sent": 1})
