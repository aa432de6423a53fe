"""A shop moves to another computer: one of the two sends, each receipt once, whatever comes."""

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import windowed_profile as keyrings
from tests.sales import codes, hang_up, on_posts
from tests.shop_profile import ShopProfile
from tests.windowed_profile import SharedKeyring
from xpeak_desktop.bootstrap import run
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.desktop.settings_file import SettingsFile
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

SETTLE = 0.3


@dataclass
class Move:
    """Two computers, one shop, one PEAK; ``file`` is what goes from one to the other."""

    old: ShopProfile
    new: ShopProfile
    file: Path

    def out(self) -> dict[str, Any]:
        code, answer = self.old.command("move-out", str(self.file))
        assert code == 0, answer
        return answer

    def moved_out(self) -> str:
        """When the old one went, by its settings."""
        text = (self.old.ledger.parent / "settings.json").read_text(encoding="utf-8")
        moment: str = json.loads(text)["moved_out"]
        return moment

    def into(self) -> dict[str, Any]:
        code, answer = self.new.command("move-in", str(self.file))
        assert code == 0, answer
        return answer


@pytest.fixture(params=[True, False], ids=["unique", "not_unique"])
def move(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Move]:
    switches = Switches(mint_limit_seconds=0, unique_codes=request.param)
    with PracticeServer(receipts=15, seed=5, switches=switches) as server:
        old = ShopProfile(tmp_path / "old", server)
        new = ShopProfile(tmp_path / "new", server)
        # The folder of exports is one that both computers see.
        new.exports = old.exports
        server.shop.write_csv(old.exports)
        old.set_up(**{"settle_seconds = 300": f"settle_seconds = {SETTLE}"})
        old.command("sync")
        server.shop.more(8)
        server.shop.write_csv(old.exports)
        yield Move(old, new, tmp_path / "stick" / "shop.zip")


@pytest.fixture(autouse=True)
def _stick(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()


@pytest.fixture
def once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Move]:
    """For what does not depend on PEAK's ways; with a keyring."""
    place = (keyrings.__name__, SharedKeyring.__name__)
    monkeypatch.setattr(keyring_secrets, "ALLOWED", (place,))
    SharedKeyring.reset()
    with PracticeServer(receipts=5, seed=5, switches=Switches(mint_limit_seconds=0)) as server:
        old = ShopProfile(tmp_path / "old", server)
        new = ShopProfile(tmp_path / "new", server)
        new.exports = old.exports
        server.shop.write_csv(old.exports)
        old.set_up(**{"settle_seconds = 300": f"settle_seconds = {SETTLE}"})
        old.command("sync")
        yield Move(old, new, tmp_path / "stick" / "shop.zip")


def all_is_well(shop: ShopProfile) -> None:
    """Nothing twice, nothing lost, and the ledger knows it."""
    _, answer = shop.sync_until_nothing_rests()
    assert shop.live().keys() == shop.expected()
    assert answer["receipts"]["sent"] == len(shop.live())


def contents(shop: ShopProfile) -> dict[str, bytes]:
    """What a person would miss."""
    folder = shop.ledger.parent
    kept = [one for one in folder.glob("*") if one.name in ("settings.json", "epoch")]
    kept += [one for one in folder.glob("ledger*") if not one.name.endswith((".part", "-shm"))]
    return {one.name: one.read_bytes() for one in kept}


def typed(shop: ShopProfile, patch: pytest.MonkeyPatch, word: str, *words: str) -> tuple[int, Any]:
    patch.setattr("sys.stdin", io.StringIO(word))
    out = io.StringIO()
    code = run([*words, "--json", "--data-dir", str(shop.folder / "data")], out)
    return code, json.loads(out.getvalue())


# ------------------------------------------------------------------ from one to the other


def test_what_the_old_one_had_sent_and_the_new_one_sends_is_in_peak_once(move: Move) -> None:
    sent, posts = move.old.live(), move.old.posts()
    answer = move.out()
    assert answer["bytes"] == move.file.stat().st_size
    answer = move.into()
    assert answer["warnings"][0]["code"] == "ledger_moved"
    assert answer["receipts"]["sent"] == len(sent)
    # Nothing goes before PEAK was asked twice.
    _, answer = move.new.command("sync")
    assert (move.new.live(), move.new.posts()) == (sent, posts)
    assert (None, "comparing_first") in codes(answer)
    all_is_well(move.new)
    assert move.new.posts() > posts


def test_the_old_one_sends_nothing_and_asks_nobody(move: Move) -> None:
    move.out()
    requests = dict(move.old.server.books.request_counts)
    setup = ("setup", "--config", str(move.old.folder / "setup.toml"), "--no-keyring")
    for command in (("sync",), ("match",), ("compare", "--month", "2026-11"), setup):
        code, answer = move.old.command(*command)
        assert (code, answer["ok"]) == (2, False)
        assert (None, "moved_out") in codes(answer)
    assert dict(move.old.server.books.request_counts) == requests
    code, answer = move.old.command("status")
    assert (code, codes(answer)[-1]) == (2, (None, "moved_out"))
    code, text = move.old.raw("status", "--lang", "th")
    assert "ร้านนี้ย้ายไปเครื่องอื่นแล้ว" in text


@pytest.mark.parametrize(("lang", "told"), [("th", "ย้ายจากเครื่องนั้นแทน"), ("en", "that one instead")])
def test_a_second_file_comes_with_a_warning_of_the_first(once: Move, lang: str, told: str) -> None:
    for warned in (False, True):
        text = once.old.raw("move-out", str(once.file), "--lang", lang)[1]
        assert (told in text) is warned
    assert once.old.command("move-out", str(once.file))[1]["again"] is True


def test_an_older_copy_of_the_ledger_does_not_make_the_old_one_send(move: Move) -> None:
    copy = move.file.with_name("copy.sqlite3")
    move.old.command("backup", "--out", str(copy))
    move.out()
    posts = move.old.posts()
    assert move.old.command("restore", str(copy))[0] == 0
    assert (None, "moved_out") in codes(move.old.command("sync")[1])
    assert move.old.posts() == posts


def test_told_again_the_old_one_compares_first_and_doubles_nothing(
    move: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    move.out()
    move.into()
    all_is_well(move.new)
    move.old.server.shop.more(5)
    move.old.server.shop.write_csv(move.old.exports)
    code, answer = typed(move.old, monkeypatch, "send\n", "move-out", "--undo")
    assert (code, answer["warnings"][0]["code"]) == (0, "ledger_moved")
    before, posts = move.old.live(), move.old.posts()
    _, answer = move.old.command("sync")
    assert (move.old.live(), move.old.posts()) == (before, posts)
    assert (None, "comparing_first") in codes(answer)
    all_is_well(move.old)
    all_is_well(move.new)


@pytest.mark.parametrize("word", ["", "yes\n", "SEND\n"])
def test_without_the_word_the_old_one_stays_silent(
    once: Move, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    once.out()
    code, answer = typed(once.old, monkeypatch, word, "move-out", "--undo")
    assert (code, codes(answer)) == (2, [(None, "config_invalid")])
    assert once.old.command("sync")[0] == 2


def test_what_is_uncertain_travels_and_is_settled_on_the_new_one(move: Move) -> None:
    on_posts(move.old, hang_up, 2, 3, point="after_handling")
    on_posts(move.old, hang_up, 4)
    _, answer = move.old.command("sync")
    assert answer["receipts"]["uncertain"] == 3
    move.out()
    assert move.into()["receipts"]["uncertain"] == answer["receipts"]["uncertain"]
    all_is_well(move.new)


def test_the_shop_can_come_back(move: Move) -> None:
    move.out()
    move.into()
    all_is_well(move.new)
    back = move.file.with_name("back.zip")
    assert move.new.command("move-out", str(back))[0] == 0
    assert move.new.command("sync")[0] == 2
    assert move.old.command("move-in", str(back))[0] == 0
    move.old.server.shop.more(5)
    move.old.server.shop.write_csv(move.old.exports)
    all_is_well(move.old)


def test_the_same_file_again_changes_nothing(move: Move) -> None:
    move.out()
    move.into()
    all_is_well(move.new)
    before = contents(move.new)
    move.into()
    assert contents(move.new) == before


def test_a_second_file_may_take_the_place_of_the_first(once: Move) -> None:
    once.out()
    first = once.file.read_bytes()
    once.out()
    assert once.file.read_bytes() != first
    once.into()
    all_is_well(once.new)


def test_a_lost_file_is_made_again_and_is_the_one_that_counts(once: Move) -> None:
    once.out()
    first = once.moved_out()
    once.file.unlink()
    once.out()
    assert once.moved_out() > first
    assert not sends(once.old)
    once.into()
    all_is_well(once.new)


# ------------------------------------------------------------------ back, but not by its own file


def refused(shop: ShopProfile, file: Path) -> None:
    """The shop stays away, as it was."""
    before = contents(shop)
    code, answer = shop.command("move-in", str(file))
    assert (code, codes(answer)) == (4, [(None, "move_file_older")])
    assert answer["problems"][0]["params"] == {"file": str(file)}
    assert contents(shop) == before
    assert not sends(shop)


def test_its_own_file_does_not_let_the_old_one_send(once: Move) -> None:
    once.out()
    refused(once.old, once.file)
    # The other computer has opened it meanwhile, or has not: this one cannot know.
    once.into()
    refused(once.old, once.file)
    all_is_well(once.new)


def test_nor_does_a_file_that_was_made_again_or_the_one_before_it(once: Move) -> None:
    once.out()
    first = once.file.rename(once.file.with_name("first.zip"))
    once.out()
    for file in (first, once.file):
        refused(once.old, file)


def test_nor_with_an_older_copy_of_the_ledger_in_place(once: Move) -> None:
    copy = once.file.with_name("copy.sqlite3")
    once.old.command("backup", "--out", str(copy))
    once.old.server.shop.more(5)
    once.old.server.shop.write_csv(once.old.exports)
    once.old.command("sync")
    once.out()
    assert once.old.command("restore", str(copy))[0] == 0
    refused(once.old, once.file)


def test_nor_does_a_later_file_of_a_computer_that_knows_less(
    once: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    once.out()
    once.into()
    typed(once.old, monkeypatch, "send\n", "move-out", "--undo")
    once.old.server.shop.more(5)
    once.old.server.shop.write_csv(once.old.exports)
    all_is_well(once.old)
    assert once.old.command("move-out", str(once.file.with_name("again.zip")))[0] == 0
    less = once.file.with_name("less.zip")
    assert once.new.command("move-out", str(less))[0] == 0
    refused(once.old, less)


def test_a_shop_that_comes_back_unsent_comes_back(once: Move) -> None:
    once.out()
    once.into()
    back = once.file.with_name("back.zip")
    assert once.new.command("move-out", str(back))[0] == 0
    assert once.old.command("move-in", str(back))[0] == 0
    all_is_well(once.old)


def test_one_file_taken_in_on_two_computers_doubles_nothing(move: Move) -> None:
    third = ShopProfile(move.file.parent.parent / "third", move.old.server)
    third.exports = move.old.exports
    both = (move.new, third)
    move.out()
    move.into()
    assert third.command("move-in", str(move.file))[0] == 0
    posts = move.old.posts()
    for shop in both:
        # Each reads PEAK's lists before it sends anything.
        assert (None, "comparing_first") in codes(shop.command("sync")[1])
        assert move.old.posts() == posts
    for _ in range(3):
        for shop in both:
            shop.sync_until_nothing_rests()
            move.old.server.shop.more(3)
            move.old.server.shop.write_csv(move.old.exports)
    for shop in both:
        all_is_well(shop)


# ------------------------------------------------------------------ what comes along


def test_settings_come_along(once: Move) -> None:
    once.out()
    once.into()
    old, new = (
        json.loads((one.ledger.parent / "settings.json").read_text(encoding="utf-8"))
        for one in (once.old, once.new)
    )
    differing = {name for name in old if old[name] != new[name]}
    assert differing == {"moved_out"}
    assert new["set_up"] is True


def test_the_new_one_keeps_the_secrets_it_is_given(once: Move) -> None:
    once.out()
    code, text = once.new.raw("move-in", str(once.file), "--secrets-stdin", "--json")
    assert code == 0, text
    assert {"connect_id", "connect_key", "user_token"} <= SharedKeyring.names()
    code, text = once.new.raw("sync", "--json", secrets=False)
    assert (code, (None, "secrets_missing") in codes(json.loads(text))) != (3, True)


def test_the_host_of_a_live_link_that_came_along_is_named(once: Move) -> None:
    settings = once.old.ledger.parent / "settings.json"
    stored = json.loads(settings.read_text(encoding="utf-8"))
    stored["source"] = {"kind": "live", "folder": "", "url": "https://shop.example:8443/v1"}
    settings.write_text(json.dumps(stored), encoding="utf-8")
    once.out()
    assert once.into()["live_link"] == "shop.example:8443"
    text = once.new.raw("move-in", str(once.file), "--lang", "en")[1]
    assert "Live link: shop.example:8443" in text


def test_without_secrets_the_new_one_says_what_is_missing(once: Move) -> None:
    once.out()
    assert "--secrets-stdin" in once.new.raw("move-in", str(once.file), "--lang", "en")[1]
    code, text = once.new.raw("sync", "--json", secrets=False)
    assert (code, (None, "secrets_missing") in codes(json.loads(text))) == (3, True)


# ------------------------------------------------------------------ where it must not go


def test_a_computer_that_has_sent_for_itself_takes_nothing_in(once: Move) -> None:
    once.new.set_up(**{"settle_seconds = 300": f"settle_seconds = {SETTLE}"})
    once.new.command("sync")
    once.out()
    before = contents(once.new)
    code, answer = once.new.command("move-in", str(once.file))
    assert (code, codes(answer)) == (2, [(None, "profile_in_use")])
    assert contents(once.new) == before


def test_a_computer_of_another_business_takes_nothing_in(once: Move) -> None:
    # Another seed is another business; it has not sent anything yet.
    with PracticeServer(receipts=3, seed=9, switches=Switches(mint_limit_seconds=0)) as server:
        other = ShopProfile(once.file.parent.parent / "other", server)
        server.shop.write_csv(other.exports)
        other.set_up()
        once.out()
        before = contents(other)
        code, answer = other.command("move-in", str(once.file))
        assert (code, codes(answer)) == (2, [(None, "profile_in_use")])
        assert answer["problems"][0]["params"]["ours"] == server.business.name
        assert contents(other) == before


def test_without_a_ledger_there_is_nothing_to_take_away(once: Move) -> None:
    code, answer = once.new.command("move-out", str(once.file))
    assert (code, codes(answer)) == (2, [(None, "not_set_up")])
    assert not once.file.exists()


def test_while_another_xpeak_works_nothing_moves(once: Move) -> None:
    with FileLock(once.old.ledger.parent / "lock"):
        assert once.old.command("move-out", str(once.file))[0] == 5
    assert not once.file.exists()


PLACES: dict[str, Callable[[Move], Path]] = {
    "no folder": lambda move: move.file.parent / "away" / "shop.zip",
    "a folder": lambda move: move.file.parent,
    "something else": lambda move: move.old.folder / "setup.toml",
    "the ledger": lambda move: move.old.ledger,
    "among the profile's own": lambda move: move.old.ledger.parent / "shop.zip",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_file_that_cannot_be_written_leaves_the_old_one_sending(
    once: Move, place: Callable[[Move], Path]
) -> None:
    before = contents(once.old)
    code, answer = once.old.command("move-out", str(place(once)))
    assert (code, codes(answer)) == (4, [(None, "file_not_written")])
    assert contents(once.old) == before
    assert list(once.file.parent.iterdir()) == []
    all_is_well(once.old)


# ------------------------------------------------------------------ ended half-way


class PulledPlug(BaseException):
    """The process ends here."""


def end_at(patch: pytest.MonkeyPatch, step: int) -> list[int]:
    """Let the process end before its ``step``-th change of files."""
    left = [step]

    def counted(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] <= 0:
                raise PulledPlug
            return real(*args, **named)

        return call

    for name in ("rename", "replace", "fsync", "unlink"):
        patch.setattr(os, name, counted(getattr(os, name)))
    patch.setattr(shutil, "copyfileobj", counted(shutil.copyfileobj))
    patch.setattr(shutil, "rmtree", counted(shutil.rmtree))
    return left


def sends(shop: ShopProfile) -> bool:
    """Whether a computer believes that it is the one to send."""
    return (None, "moved_out") not in codes(shop.command("sync")[1])


@pytest.mark.timeout(300)
def test_a_move_out_that_ends_at_any_step_never_leaves_both_sending(
    once: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, stopped = [], 0
    for step in range(1, 60):
        with monkeypatch.context() as patch:
            left = end_at(patch, step)
            with contextlib.suppress(PulledPlug):
                once.old.command("move-out", str(once.file))
        there = once.file.exists()
        goes_on = sends(once.old)
        both += [step] if there and goes_on else []
        stopped += not there and not goes_on
        if left[0] > 0:
            break
        # The way back, or on: whatever was left, the next try works.
        once.file.unlink(missing_ok=True)
        typed(once.old, monkeypatch, "send\n", "move-out", "--undo")
        once.old.sync_until_nothing_rests()
    assert both == []
    assert step > 6
    # A step between the mark and the name was among them.
    assert stopped
    assert once.into()["receipts"]["sent"]
    all_is_well(once.new)


@pytest.mark.timeout(300)
def test_a_move_in_that_ends_at_any_step_is_all_or_nothing(
    once: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    once.out()
    posts, seen = once.old.posts(), set()
    for step in range(1, 60):
        once.new.folder = once.file.parent.parent / f"new-{step}"
        with monkeypatch.context() as patch:
            left = end_at(patch, step)
            with contextlib.suppress(PulledPlug):
                once.new.command("move-in", str(once.file))
        _, answer = once.new.command("sync")
        came = bool(answer["receipts"]["sent"])
        # Nothing of it, or all of it: with settings, and to be compared first.
        wanted = "comparing_first" if came else "not_set_up"
        assert (None, wanted) in codes(answer), step
        seen.add(wanted)
        assert once.into()["receipts"]["sent"], step
        if left[0] > 0:
            break
    assert step > 8
    assert seen == {"comparing_first", "not_set_up"}
    all_is_well(once.new)
    assert once.new.posts() == posts


@pytest.mark.parametrize("came_back", [False, True], ids=["new", "came back"])
def test_a_disk_that_is_full_for_the_settings_only_is_made_good_by_the_same_file(
    once: Move, monkeypatch: pytest.MonkeyPatch, came_back: bool
) -> None:
    once.out()
    shop, file = once.new, once.file
    if came_back:
        once.into()
        shop, file = once.old, once.file.with_name("back.zip")
        assert once.new.command("move-out", str(file))[0] == 0
    profile = Profile(find_places(shop.folder / "data"))

    def full(_store: SettingsFile, _settings: Settings) -> None:
        raise trouble(Code.DISK_FULL, path="settings.json")

    with profile.working(profile.store.load()) as place:
        with monkeypatch.context() as patch:
            patch.setattr(SettingsFile, "save", full)
            with pytest.raises(Trouble) as caught:
                place.move_in(file)
        assert caught.value.problem.code is Code.DISK_FULL
        place.move_in(file)
        kept = profile.store.load()
        assert (kept.set_up, kept.moved_out) == (True, "")
        assert place.settings == kept
    all_is_well(shop)


def test_a_window_that_comes_after_a_cut_off_move_in_has_the_settings(
    once: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    once.out()

    def pull(_store: SettingsFile, _settings: Settings) -> None:
        raise PulledPlug

    with monkeypatch.context() as patch:
        patch.setattr(SettingsFile, "save", pull)
        with contextlib.suppress(PulledPlug):
            once.new.command("move-in", str(once.file))
    profile = Profile(find_places(once.new.folder / "data"))
    assert not profile.store.load().set_up
    with profile.locked():
        profile.put_in_order()
    assert profile.store.load().set_up
    all_is_well(once.new)
