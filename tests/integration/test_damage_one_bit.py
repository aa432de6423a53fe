"""One flipped bit in a stored text, which SQLite does not see: nothing goes by a wrong number."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sales import QUICK, codes, export, line, on_posts, sale, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

DEARER = (line(price="321.00"),)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=False)
    with PracticeServer(switches=switches, receipts=0) as server:
        profile = ShopProfile(tmp_path, server)
        profile.set_up(**QUICK)
        export(profile, sale("RC-1"))
        profile.command("sync")
        yield profile


def ask(shop: ShopProfile, question: str) -> Any:
    connection = sqlite3.connect(shop.ledger)
    try:
        return connection.execute(question).fetchone()[0]
    finally:
        connection.close()


def flip_in(shop: ShopProfile, text: str, number: str) -> None:
    """Turn over the last bit of a number inside a text the file holds: RC-8 becomes RC-9."""
    content = bytearray(shop.ledger.read_bytes())
    place = content.find(text.encode())
    assert place >= 0
    content[place + text.encode().find(number.encode()) + len(number) - 1] ^= 1
    shop.ledger.write_bytes(bytes(content))


def warned(answer: dict[str, Any]) -> set[str]:
    return {one["code"] for one in answer["warnings"]}


def test_a_receipt_that_lost_a_bit_is_not_sent_and_comes_again_from_the_shop(
    shop: ShopProfile,
) -> None:
    export(shop, sale("RC-1"), sale("RC-8", lines=DEARER))
    shop.command("import", str(shop.exports / "sales.csv"))
    payload = ask(shop, "SELECT payload FROM receipt WHERE state = 'ready' AND code = 'RC-8'")
    flip_in(shop, payload, "RC-8")
    posts = shop.posts()
    code, answer = shop.command("sync")
    assert (code, codes(answer), shop.posts()) == (4, [(None, "ledger_broken")], posts)
    _, answer = shop.sync_until_nothing_rests()
    assert standing(answer) == {"sent": 2}
    assert sorted(shop.live()) == ["RC-1", "RC-8"]
    assert "ledger_restored" in warned(answer)


def test_a_document_that_lost_a_bit_settles_nothing(shop: ShopProfile) -> None:
    shop.server.faults.plan("answer_lost_after_booking", 1)
    export(shop, sale("RC-1"), sale("RC-8", lines=DEARER))
    assert standing(shop.command("sync")[1]) == {"sent": 1, "uncertain": 1}
    text = ask(shop, "SELECT document FROM attempt WHERE ended_at IS NULL")
    flip_in(shop, text, "RC-8")
    posted = on_posts(shop, lambda _: None)
    code, answer = shop.command("sync")
    assert (code, codes(answer)) == (4, [(None, "ledger_broken")])
    _, answer = shop.sync_until_nothing_rests()
    assert (standing(answer), posted) == ({"sent": 2}, [])
    assert sorted(shop.live()) == ["RC-1", "RC-8"]


def test_a_copy_with_the_same_damage_is_not_put_back(shop: ShopProfile) -> None:
    export(shop, sale("RC-1"), sale("RC-8", lines=DEARER))
    shop.command("import", str(shop.exports / "sales.csv"))
    payload = ask(shop, "SELECT payload FROM receipt WHERE code = 'RC-8'")
    flip_in(shop, payload, "RC-8")
    copy = shop.folder / "spoiled.sqlite3"
    copy.write_bytes(shop.ledger.read_bytes())
    code, answer = shop.command("restore", str(copy))
    assert (code, codes(answer)) == (4, [(None, "backup_unusable")])
