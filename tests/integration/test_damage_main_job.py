"""The main job over a damaged ledger, with the real command line: nothing twice, nothing lost."""

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.damage import SURE
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture(params=[True, False], ids=["unique", "not_unique"])
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=request.param)
    with PracticeServer(receipts=20, seed=8, switches=switches) as server:
        profile = ShopProfile(tmp_path, server)
        server.shop.write_csv(profile.exports)
        profile.set_up(**{"settle_seconds = 300": "settle_seconds = 0.3"})
        profile.command("sync")
        yield profile


def sell(shop: ShopProfile) -> None:
    shop.server.shop.more(8)
    shop.server.shop.write_csv(shop.exports)


def told(answer: dict[str, Any]) -> set[str]:
    return {one["code"] for one in answer["warnings"]}


@pytest.mark.parametrize("kind", SURE)
def test_a_damaged_ledger_is_replaced_and_the_job_goes_on(shop: ShopProfile, kind: str) -> None:
    before, posts = shop.live(), shop.posts()
    SURE[kind](shop.ledger, random.Random(f"{kind}"))
    sell(shop)
    _, answer = shop.command("sync")
    # The copy is from before the first send: it knows nothing of what PEAK has.
    assert (shop.live(), shop.posts()) == (before, posts)
    assert "ledger_restored" in told(answer)
    assert answer["receipts"]["sent"] == len(before)
    _, answer = shop.sync_until_nothing_rests()
    assert shop.live().keys() == shop.expected() > before.keys()
    assert answer["receipts"]["sent"] == len(shop.expected())


def test_without_a_copy_what_peak_has_is_taken_over_and_channels_are_asked_for(
    shop: ShopProfile,
) -> None:
    before, posts = shop.live(), shop.posts()
    shutil.rmtree(shop.ledger.parent / "backups")
    shop.ledger.write_bytes(b"no ledger any more")
    sell(shop)
    _, answer = shop.sync_until_nothing_rests()
    assert "ledger_rebuilt" in told(answer)
    assert (shop.live(), shop.posts()) == (before, posts)
    assert answer["receipts"]["sent"] == len(before)
    waiting = {one["receipt"] for one in answer["problems"] if one["code"] == "channel_undecided"}
    assert waiting >= shop.expected() - before.keys()
    code, _ = shop.command("setup", "--config", str(shop.folder / "setup.toml"), "--no-keyring")
    assert code == 0
    _, answer = shop.sync_until_nothing_rests()
    assert shop.live().keys() == shop.expected()
    assert answer["receipts"]["sent"] == len(shop.expected())


def test_a_person_is_told_in_both_languages(shop: ShopProfile) -> None:
    shop.ledger.write_bytes(b"no ledger any more")
    _, english = shop.raw("sync", "--lang", "en")
    assert "A backup of " in english
    assert "Comparing with PEAK before sending" in english
    _, thai = shop.raw("status", "--lang", "th")
    assert "ใช้สำเนาข้อมูลอยู่" in thai
    assert "กำลังเทียบกับ PEAK ก่อนส่ง" in thai


def test_any_command_that_writes_puts_the_ledger_right(shop: ShopProfile) -> None:
    shop.ledger.write_bytes(b"no ledger any more")
    code, answer = shop.command("status")
    assert (code, answer["problems"][-1]["code"]) == (4, "ledger_broken")
    assert shop.command("backup")[0] == 0
    code, answer = shop.command("status")
    assert code in (0, 1)
    assert "ledger_restored" in told(answer)


def test_nothing_is_sent_while_peaks_lists_cannot_be_read(shop: ShopProfile) -> None:
    posts = shop.posts()
    shop.ledger.write_bytes(b"no ledger any more")
    sell(shop)
    shop.server.switches.http_500_before_rate = 1.0
    for _ in range(3):
        code, _ = shop.command("sync")
        assert code == 3
        time.sleep(0.2)
    assert shop.posts() == posts
    shop.server.switches.http_500_before_rate = 0.0
    shop.sync_until_nothing_rests()
    assert shop.live().keys() == shop.expected()


def test_damage_that_only_a_pass_meets_is_put_right_by_the_next_process(
    shop: ShopProfile,
) -> None:
    # No text any more, in a state that the quick look does not read.
    content = shop.ledger.read_bytes()
    connection = sqlite3.connect(shop.ledger)
    connection.execute("DROP TRIGGER receipt_moves_as_allowed")
    connection.execute("DROP TRIGGER receipt_settles_with_outcome")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE receipt SET state = CAST(x'ff6e74' AS TEXT) WHERE state = 'sent'")
    connection.commit()
    connection.close()
    assert shop.ledger.read_bytes() != content
    before, posts = shop.live(), shop.posts()
    assert shop.command("sync")[0] == 4
    _, answer = shop.sync_until_nothing_rests()
    assert (shop.live(), shop.posts()) == (before, posts)
    assert answer["receipts"]["sent"] == len(before)
    assert "ledger_restored" in told(answer)


def test_damage_met_by_a_pass_is_put_right_by_the_next_one_of_the_same_process(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xpeak_desktop.bootstrap import Profile
    from xpeak_desktop.desktop.paths import find_places
    from xpeak_desktop.ports import Secret, SecretName

    profile = Profile(find_places(shop.folder / "data"))
    given = {SecretName(name): Secret(value) for name, value in shop.secrets.items()}
    profile.use_secrets(given, keyring=False)

    def broken(self: SqliteLedger) -> int:
        raise trouble(Code.LEDGER_BROKEN, path="x")

    with profile.working(profile.store.load()) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(SqliteLedger, "interrupted", broken)
            result = desk.sync(lambda _: None)
        assert result.problem is not None
        assert result.problem.code is Code.LEDGER_BROKEN
        first = desk.ledger
        result = desk.sync(lambda _: None)
        assert result.problem is None
        assert desk.ledger is not first
