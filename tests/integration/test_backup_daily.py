"""The ledger's daily copies: whole, seven of them, and never in the way of sending."""

import errno
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeClock
from tests.ledgers import START, make_sent, put, receipt
from tests.shop_profile import ShopProfile
from tests.small_disk import small_disk
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ledger import backup, files, keeping, migrations
from xpeak_desktop.ledger.keeping import Keeper
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START)


@pytest.fixture
def keeper(tmp_path: Path, clock: FakeClock) -> Keeper:
    return Keeper(tmp_path / "ledger.sqlite3", tmp_path / "backups", clock)


@pytest.fixture
def ledger(keeper: Keeper) -> Iterator[SqliteLedger]:
    one = keeper.open()
    make_sent(one)
    yield one
    one.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(receipts=12, switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        server.shop.write_csv(profile.exports)
        profile.set_up()
        yield profile


def copies(folder: Path) -> list[str]:
    found = (folder / "backups").glob("*")
    return sorted(one.name for one in found)


def test_a_copy_is_due_once_a_day(keeper: Keeper, ledger: SqliteLedger, clock: FakeClock) -> None:
    assert keeper.due()
    assert keeper.back_up_daily(ledger) is None
    assert not keeper.due()
    clock.advance(DAY.total_seconds() - 1)
    assert not keeper.due()
    clock.advance(1)
    assert keeper.due()


def test_a_copy_from_the_future_does_not_stop_the_copies(
    keeper: Keeper, ledger: SqliteLedger, clock: FakeClock
) -> None:
    clock.jump(timedelta(days=400))
    keeper.back_up(ledger)
    clock.jump(timedelta(days=-400))
    assert keeper.due()


def test_seven_copies_are_kept_and_the_oldest_goes(
    keeper: Keeper, ledger: SqliteLedger, clock: FakeClock, tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    upgrade = tmp_path / "backups" / "before-v2-20200101T000000000000.sqlite3"
    upgrade.write_bytes(b"")
    made = []
    for _ in range(10):
        made.append(keeper.back_up(ledger).name)
        clock.advance(DAY.total_seconds())
    assert copies(tmp_path) == sorted([upgrade.name, *made[3:]])


def test_a_copy_is_a_whole_ledger_for_its_owner_only(
    keeper: Keeper, ledger: SqliteLedger, clock: FakeClock
) -> None:
    copy = keeper.back_up(ledger)
    assert copy.stat().st_mode & 0o077 == 0
    other = Keeper(copy, copy.parent / "none", clock).open()
    assert other.row_count() == ledger.row_count() == 1
    other.close()


@pytest.mark.parametrize("step", ["back_up", "check", "sync", "replace"])
def test_a_copy_that_ends_half_way_does_not_count_and_leaves_nothing(
    keeper: Keeper,
    ledger: SqliteLedger,
    clock: FakeClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    good = keeper.back_up(ledger).name
    clock.advance(DAY.total_seconds())
    place = {"sync": files, "replace": os}.get(step, backup)

    def fail(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(place, step, fail)
        problem = keeper.back_up_daily(ledger)
    assert problem is not None
    assert (problem.code, problem.params["reason"]) == (Code.BACKUP_FAILED, "disk_full")
    assert copies(tmp_path) == [good]
    assert keeper.due()


def test_a_copy_that_is_not_whole_does_not_count(
    keeper: Keeper, ledger: SqliteLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = migrations.back_up

    def spoil(connection: sqlite3.Connection, target: Path) -> None:
        real(connection, target)
        os.truncate(target, target.stat().st_size - 4096)

    monkeypatch.setattr(backup, "back_up", spoil)
    problem = keeper.back_up_daily(ledger)
    assert problem is not None
    assert problem.params["reason"] == "ledger_broken"
    assert copies(tmp_path) == []


def test_what_a_kill_left_half_made_goes_with_the_next_copy(
    keeper: Keeper, ledger: SqliteLedger, tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    for name in (".ledger-20261101T000000000000Z.sqlite3.part", ".ledger-1.sqlite3.part-journal"):
        (tmp_path / "backups" / name).write_bytes(b"half")
    good = keeper.back_up(ledger).name
    assert copies(tmp_path) == [good]


def test_a_copy_leaves_the_ledger_room_to_work(tmp_path: Path, clock: FakeClock) -> None:
    with small_disk(tmp_path, "size=1m") as disk:
        keeper = Keeper(disk / "ledger.sqlite3", disk / "backups", clock)
        ledger = keeper.open()
        with ledger.transaction():
            for number in range(450):
                put(ledger, receipt(f"RC-{number}"))
        problem = keeper.back_up_daily(ledger)
        assert problem is not None
        assert problem.params["reason"] == "disk_full"
        put(ledger, receipt("one more"))
        ledger.close()


def told(answer: dict[str, Any]) -> set[str]:
    return {one["code"] for one in answer["warnings"]}


def test_a_pass_makes_the_days_copy_before_it_sends(shop: ShopProfile) -> None:
    _, answer = shop.command("sync")
    profile = shop.ledger.parent
    (first,) = copies(profile)
    assert shop.posts() > 0
    connection = sqlite3.connect(profile / "backups" / first)
    attempts = connection.execute("SELECT count(*) FROM attempt").fetchone()
    connection.close()
    assert attempts == (0,)
    assert "backup_failed" not in told(answer)
    shop.command("sync")
    assert copies(profile) == [first]


def no_room(_ledger: Path, folder: Path) -> None:
    raise trouble(Code.DISK_FULL, path=str(folder))


def half_a_copy(_connection: sqlite3.Connection, target: Path) -> None:
    target.write_bytes(b"half")
    raise OSError(errno.EROFS, "read-only")


@pytest.mark.parametrize(("step", "fail"), [("leave_room", no_room), ("back_up", half_a_copy)])
def test_a_copy_that_cannot_be_made_is_told_and_stops_nothing(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, step: str, fail: Callable[..., None]
) -> None:
    monkeypatch.setattr(backup, step, fail)
    _, answer = shop.command("sync")
    assert answer["this_pass"]["sent"] == len(shop.live()) > 0
    assert "backup_failed" in told(answer)
    assert copies(shop.ledger.parent) == []
    _, text = shop.raw("sync", "--lang", "en")
    assert "Today's backup could not be made" in text


def on_small_disk(shop: ShopProfile, disk: Path) -> None:
    backups = shop.ledger.parent / "backups"
    backups.rmdir()
    backups.symlink_to(disk, target_is_directory=True)


def test_a_full_disk_for_the_copies_does_not_stop_sending(
    shop: ShopProfile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the look at the free room it is SQLite that meets the end of the disk.
    monkeypatch.setattr(backup, "leave_room", lambda *_: None)
    with small_disk(tmp_path) as disk:
        on_small_disk(shop, disk)
        _, answer = shop.command("sync")
        assert answer["this_pass"]["sent"] == len(shop.live()) > 0
        assert "backup_failed" in told(answer)
        assert list(disk.iterdir()) == []


def test_a_read_only_folder_for_the_copies_does_not_stop_sending(
    shop: ShopProfile, tmp_path: Path
) -> None:
    with small_disk(tmp_path, "size=4m") as disk:
        disk.chmod(0o700)
        on_small_disk(shop, disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        _, answer = shop.command("sync")
        assert answer["this_pass"]["sent"] == len(shop.live()) > 0
        assert "backup_failed" in told(answer)


# ------------------------------------------------------------------ the command


def test_the_command_makes_a_copy_among_the_others(shop: ShopProfile) -> None:
    code, answer = shop.command("backup")
    assert code == 0
    copy = Path(answer["file"])
    assert copies(shop.ledger.parent) == [copy.name]
    assert answer["bytes"] == copy.stat().st_size
    assert answer["receipts"] == 12
    code, text = shop.raw("backup", "--lang", "en")
    assert (code, text.startswith("Copy of the ledger: ")) == (0, True)


def test_the_command_writes_to_a_file_and_again_over_its_own_copy(
    shop: ShopProfile, tmp_path: Path
) -> None:
    out = tmp_path / "ledger of the shop.sqlite3"
    assert shop.command("backup", "--out", str(out))[0] == 0
    before = out.read_bytes()
    shop.command("sync")
    assert shop.command("backup", "--out", str(out))[0] == 0
    assert out.read_bytes() != before


def test_the_command_writes_over_nothing_else(shop: ShopProfile, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear customer")
    before = shop.ledger.read_bytes()
    for out in (letter, shop.ledger, tmp_path, tmp_path / "nowhere" / "copy.sqlite3"):
        code, answer = shop.command("backup", "--out", str(out))
        assert (code, answer["problems"][0]["code"]) == (2, "config_invalid")
    assert letter.read_text() == "dear customer"
    assert shop.ledger.read_bytes() == before


def test_where_nothing_was_ever_kept_there_is_nothing_to_copy(shop: ShopProfile) -> None:
    code, answer = shop.command("backup", "--profile", "other")
    assert (code, answer["problems"][0]["code"]) == (2, "not_set_up")


def test_both_commands_wait_for_nobody(shop: ShopProfile) -> None:
    from xpeak_desktop.desktop.profile_lock import FileLock

    with FileLock(shop.ledger.parent / "lock"):
        assert shop.command("backup")[0] == 5
        assert shop.command("restore", str(shop.ledger))[0] == 5


def test_a_notice_goes_a_week_after_all_is_compared(
    keeper: Keeper, clock: FakeClock, ledger: SqliteLedger
) -> None:
    ledger.compare_first(keeping._restored(Path("x")))
    clock.advance(8 * DAY.total_seconds())
    ledger.forget_notice()
    assert [one.code for one in ledger.warnings()] == [Code.LEDGER_RESTORED]
    ledger.set_meta("reconcile", None)
    ledger.forget_notice()
    assert list(ledger.warnings()) == []
