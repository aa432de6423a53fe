"""Where PEAK takes a number twice, somebody enters ours as it leaves: we find our own document."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.sales import DAY, QUICK, codes, export, hang_up, line, on_posts, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

THEIRS = 99_900


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    """One receipt is sent already; as the next one leaves, an accountant enters its number."""
    switches = Switches(mint_limit_seconds=0, unique_codes=False)
    with PracticeServer(switches=switches, receipts=0) as server:
        profile = ShopProfile(tmp_path / "here", server)
        profile.set_up(**QUICK)
        export(profile, sale("RC-1"))
        assert standing(profile.command("sync")[1]) == {"sent": 1}
        entered: list[str] = []

        def enter(exchange: Exchange, _faults: Faults) -> None:
            if exchange.name == "POST /receipts" and not entered:
                entered.append("RC-2")
                server.books.add_foreign_receipt("RC-2", THEIRS, f"{DAY:%Y%m%d}")

        server.faults.add("before_handling", enter)
        export(profile, sale("RC-2", lines=(line(price="214.00"),)), name="next.csv")
        yield profile
        assert entered


def ours(shop: ShopProfile) -> str:
    """PEAK's id of the document that the program made of the second receipt."""
    documents = shop.server.books.receipts_with_code("RC-2")
    theirs, ours = documents  # in the order in which PEAK shows them
    assert float(theirs["netAmount"]) * 100 == THEIRS
    return str(ours["id"])


def named(shop: ShopProfile) -> str:
    """PEAK's id that the ledger names for it."""
    with closing(open_reader(shop.ledger)) as reader:
        (row,) = reader.rows(0, 9, text="RC-2")
        return row.peak_id


def test_a_lost_answer_is_settled_by_our_own_document(shop: ShopProfile) -> None:
    on_posts(shop, hang_up, 1, point="after_handling")
    _, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": 2}
    assert named(shop) == ours(shop)


def test_a_yes_that_showed_too_little_is_read_back_by_its_id(shop: ShopProfile) -> None:
    shop.server.switches.sparse_answers = True
    _, answer = shop.command("sync")
    assert standing(answer) == {"sent": 2}
    assert named(shop) == ours(shop)
    assert ("RC-2", "peak_total_differs") not in codes(answer)


def test_a_new_computer_takes_over_our_own_document(shop: ShopProfile, tmp_path: Path) -> None:
    assert standing(shop.command("sync")[1]) == {"sent": 2}
    there = ShopProfile(tmp_path / "there", shop.server)
    there.set_up(**QUICK)
    export(there, sale("RC-1"), sale("RC-2", lines=(line(price="214.00"),)))
    posts = there.posts()
    _, answer = there.sync_until_nothing_rests()
    assert (standing(answer), there.posts()) == ({"sent": 2}, posts)
    assert named(there) == ours(shop)
