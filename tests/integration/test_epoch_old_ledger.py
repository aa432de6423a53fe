"""A ledger that is not the last one that sent: PEAK is asked first, and nothing goes twice."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.memory_keyring import MemoryKeyring
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.kept_epoch import KeptEpoch
from xpeak_desktop.desktop.keyring_secrets import SessionSecrets
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.reconciling import Reconciling

SETTLE = 0.6


@pytest.fixture(params=[True, False], ids=["unique", "not_unique"])
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, unique_codes=request.param)
    with PracticeServer(receipts=40, seed=3, switches=switches) as server:
        profile = ShopProfile(tmp_path, server)
        server.shop.write_csv(profile.exports)
        profile.set_up(**{"settle_seconds = 300": f"settle_seconds = {SETTLE}"})
        yield profile


def sync(shop: ShopProfile) -> dict[str, Any]:
    code, answer = shop.command("sync")
    assert code in (0, 1), answer
    return answer


def sell(shop: ShopProfile, count: int = 15) -> None:
    shop.server.shop.more(count)
    shop.server.shop.write_csv(shop.exports)


def keep_copy(shop: ShopProfile) -> Path:
    copy = shop.folder / "yesterday.sqlite3"
    shutil.copy(shop.ledger, copy)
    return copy


def codes(answer: dict[str, Any], where: str = "problems") -> set[str]:
    return {one["code"] for one in answer[where]}


def meta(ledger: Path, name: str) -> str | None:
    connection = sqlite3.connect(ledger)
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    connection.close()
    return row[0] if row else None


def test_an_old_ledger_put_back_by_hand_adopts_and_sends_nothing_twice(shop: ShopProfile) -> None:
    sync(shop)
    yesterday = keep_copy(shop)
    sell(shop)
    sync(shop)
    before, posts = shop.live(), shop.posts()
    shutil.copy(yesterday, shop.ledger)
    sell(shop)
    answer = sync(shop)
    # Nothing may leave yet, not even what is surely new; what PEAK shows is taken over at once.
    assert shop.posts() == posts
    assert answer["receipts"]["sent"] == len(before)
    assert "comparing_first" in codes(answer)
    assert "ledger_behind" in codes(answer, "warnings")
    assert answer["next_try_seconds"] is not None
    _, answer = shop.sync_until_nothing_rests()
    assert shop.live().keys() == shop.expected() > before.keys()
    assert answer["receipts"]["sent"] == len(shop.live())
    assert shop.posts() == posts + len(shop.live()) - len(before)
    assert "comparing_first" not in codes(answer)


def test_what_was_just_sent_and_shows_late_in_peak_is_not_sent_again(shop: ShopProfile) -> None:
    # PEAK's clock is read to the second: the rest must be longer than that and the delay.
    shop.set_up(**{"settle_seconds = 300": "settle_seconds = 3"})
    shop.server.switches.visible_after_seconds = 1.5
    shop.sync_until_nothing_rests()
    yesterday = keep_copy(shop)
    sell(shop)
    sync(shop)
    sent = shop.live().keys()
    assert sent == shop.expected()
    shutil.copy(yesterday, shop.ledger)
    shop.sync_until_nothing_rests()
    assert shop.live().keys() == sent


def test_what_a_person_voided_meanwhile_is_not_made_again(shop: ShopProfile) -> None:
    sync(shop)
    yesterday = keep_copy(shop)
    old = shop.live().keys()
    sell(shop)
    sync(shop)
    number = min(shop.live().keys() - old)
    shop.server.books.void(number)
    shutil.copy(yesterday, shop.ledger)
    _, answer = shop.sync_until_nothing_rests()
    assert number not in shop.live()
    assert answer["receipts"]["voided"] == 1
    assert shop.live().keys() == shop.expected() - {number}


def test_a_deleted_ledger_without_copies_adopts_everything(shop: ShopProfile) -> None:
    sync(shop)
    before, posts = shop.live(), shop.posts()
    shop.ledger.unlink()
    shutil.rmtree(shop.ledger.parent / "backups")
    _, answer = shop.sync_until_nothing_rests()
    assert (shop.live(), shop.posts()) == (before, posts)
    assert answer["receipts"]["sent"] == len(before)
    assert "ledger_behind" in codes(answer, "warnings")


def test_a_deleted_ledger_with_a_copy_gets_the_copy_back(shop: ShopProfile) -> None:
    sync(shop)
    before, posts = shop.live(), shop.posts()
    shop.ledger.unlink()
    _, answer = shop.sync_until_nothing_rests()
    assert (shop.live(), shop.posts()) == (before, posts)
    assert answer["receipts"]["sent"] == len(before)
    assert "ledger_restored" in codes(answer, "warnings")


def test_a_copy_made_in_mid_pass_counts_no_day_as_read(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(shop)
    sell(shop)
    yesterday = shop.folder / "in the middle.sqlite3"
    begin = Reconciling.begin_sending

    def begin_and_copy(self: Reconciling) -> None:
        begin(self)
        shutil.copy(shop.ledger, yesterday)

    with monkeypatch.context() as patch:
        patch.setattr(Reconciling, "begin_sending", begin_and_copy)
        sync(shop)
    # The same epoch: only the open mark of that pass tells that it did not end in this file.
    assert meta(yesterday, "epoch") == meta(shop.ledger, "epoch")
    before, posts = shop.live(), shop.posts()
    shutil.copy(yesterday, shop.ledger)
    answer = sync(shop)
    assert (shop.live(), shop.posts()) == (before, posts)
    assert answer["receipts"]["sent"] == len(before)


def test_the_epoch_grows_with_every_pass_that_may_send_and_only_then(shop: ShopProfile) -> None:
    sync(shop)
    assert meta(shop.ledger, "epoch") == "1"
    sync(shop)
    assert meta(shop.ledger, "epoch") == "1"
    sell(shop)
    sync(shop)
    assert meta(shop.ledger, "epoch") == "2"
    assert (shop.ledger.parent / "epoch").read_text() == "2\n"
    assert meta(shop.ledger, "sending_since_epoch") is None


def test_an_epoch_that_cannot_be_kept_stops_the_pass_before_its_first_send(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: KeptEpoch, epoch: int) -> None:
        raise trouble(Code.KEYRING_REFUSED)

    monkeypatch.setattr(KeptEpoch, "keep", refuse)
    code, answer = shop.command("sync")
    assert (code, shop.posts()) == (3, 0)
    assert "keyring_refused" in codes(answer)
    monkeypatch.undo()
    # What the ledger counted ahead of the kept number is no alarm.
    answer = sync(shop)
    assert shop.live().keys() == shop.expected()
    assert "ledger_behind" not in codes(answer, "warnings")


def test_a_whole_profile_put_back_shows_by_the_keyring(
    shop: ShopProfile, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_secrets, "choose_backend", lambda: memory_keyring)
    code, _ = shop.command("setup", "--config", str(shop.folder / "setup.toml"))
    assert code == 0
    shop.raw("sync", secrets=False)
    profile, yesterday = shop.ledger.parent, shop.folder / "profile of yesterday"
    shutil.copytree(profile, yesterday)
    sell(shop)
    shop.raw("sync", secrets=False)
    before, posts = shop.live(), shop.posts()
    assert before.keys() == shop.expected()
    shutil.rmtree(profile)
    shutil.copytree(yesterday, profile)
    _, text = shop.raw("sync", "--lang", "en", secrets=False)
    assert "These records are older than what was sent" in text
    assert (shop.live(), shop.posts()) == (before, posts)


def test_the_higher_of_the_two_kept_numbers_counts(tmp_path: Path) -> None:
    secrets = SessionSecrets()
    store = KeptEpoch(tmp_path / "epoch", secrets)
    assert store.kept() == 0
    store.keep(7)
    assert store.kept() == 7
    secrets.put(SecretName.EPOCH, Secret("9"))
    assert store.kept() == 9
    secrets.delete(SecretName.EPOCH)
    assert store.kept() == 7


@pytest.mark.parametrize("spoiled", [b"", b"seven", b"\xff\xfe", b"-3", b"9" * 400])
def test_a_spoiled_number_counts_as_none(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / "epoch").write_bytes(spoiled)
    assert KeptEpoch(tmp_path / "epoch", SessionSecrets()).kept() == 0


def test_a_kept_number_is_for_its_owner_only_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    store = KeptEpoch(tmp_path / "epoch", SessionSecrets())
    store.keep(1)
    store.keep(2)
    assert [one.name for one in tmp_path.iterdir()] == ["epoch"]
    assert (tmp_path / "epoch").stat().st_mode & 0o077 == 0
    with pytest.raises(Trouble) as caught:
        KeptEpoch(tmp_path / "nowhere" / "epoch", SessionSecrets()).keep(3)
    assert caught.value.problem.code is Code.LEDGER_READ_ONLY
