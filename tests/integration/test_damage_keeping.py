"""Damage to the ledger file alone: always found, set aside, and replaced by the last good copy."""

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.damage import PAGE, SURE, cut_at_a_page, flipped_bits, no_database, zero_page
from tests.fakes import FakeClock
from tests.ledgers import START, make_ready, make_sent, old_ledger, put, receipt
from tests.small_disk import fill, small_disk
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.ledger.keeping import Keeper
from xpeak_desktop.ledger.migrations import VERSION
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger, open_reader

IN_COPY, SINCE = 60, 30
SEEDS = range(6)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with a copy of 60 sent receipts, and a ledger that knows 30 more."""
    folder = tmp_path_factory.mktemp("original")
    keeper = Keeper(folder / "ledger.sqlite3", folder / "backups", FakeClock(START))
    ledger = keeper.open()
    send(ledger, range(IN_COPY))
    keeper.back_up(ledger)
    send(ledger, range(IN_COPY, IN_COPY + SINCE))
    ledger.close()
    return folder


def send(ledger: SqliteLedger, numbers: range) -> None:
    with ledger.transaction():
        for number in numbers:
            make_sent(ledger, f"RC-{number}")


@pytest.fixture
def profile(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "profile"))


def ledger_of(profile: Path) -> Path:
    return profile / "ledger.sqlite3"


def keeper_of(profile: Path) -> Keeper:
    clock = FakeClock(START)
    clock.advance(3600)
    return Keeper(ledger_of(profile), profile / "backups", clock)


@contextlib.contextmanager
def opened(profile: Path, **how: Any) -> Iterator[SqliteLedger]:
    ledger = keeper_of(profile).open(**how)
    try:
        yield ledger
    finally:
        ledger.close()


def notice(ledger: SqliteLedger) -> Problem | None:
    return next(iter(ledger.warnings()), None)


def sent(ledger: SqliteLedger) -> int:
    return ledger.counts()[State.SENT].receipts


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", SURE)
def test_damage_is_found_set_aside_and_the_copy_put_back(
    profile: Path, kind: str, seed: int
) -> None:
    SURE[kind](ledger_of(profile), random.Random(seed))
    damaged = ledger_of(profile).read_bytes()
    with opened(profile) as ledger:
        assert sent(ledger) == IN_COPY
        told = notice(ledger)
        assert told is not None
        assert told.code is Code.LEDGER_RESTORED
        assert told.params["made"] == f"{START:%Y-%m-%d}"
        assert ledger.meta("reconcile") == "new"
    (aside,) = profile.glob("ledger.sqlite3.damaged-*")
    assert aside.read_bytes() == damaged
    # And the next time there is nothing left to put right.
    with opened(profile) as ledger:
        assert sent(ledger) == IN_COPY
    assert len(list(profile.glob("ledger.sqlite3.damaged-*"))) == 1


@pytest.mark.parametrize("kind", SURE)
def test_without_a_copy_a_new_ledger_begins_and_says_so(profile: Path, kind: str) -> None:
    shutil.rmtree(profile / "backups")
    SURE[kind](ledger_of(profile), random.Random(1))
    if kind == "cut_to_nothing":
        # Nothing is left that tells of a ledger but the number kept outside of it.
        return
    with opened(profile) as ledger:
        told = notice(ledger)
        assert told is not None
        assert told.code is Code.LEDGER_REBUILT
        assert ledger.meta("reconcile") == "new"
        assert ledger.row_count() == 0
    assert list(profile.glob("ledger.sqlite3.damaged-*"))


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bits_are_found_or_do_not_hinder(profile: Path, seed: int) -> None:
    flipped_bits(ledger_of(profile), random.Random(seed))
    code = None
    try:
        with opened(profile, thorough=True) as ledger:
            assert ledger.row_count() in (IN_COPY, IN_COPY + SINCE)
    except Trouble as error:
        code = error.problem.code
    # The header's own version number, or its mark of a file that nobody may write.
    assert code in (None, Code.LEDGER_NEWER, Code.LEDGER_READ_ONLY)


def test_an_index_that_lost_a_row_is_found_by_the_thorough_look(profile: Path) -> None:
    connection = sqlite3.connect(ledger_of(profile))
    connection.execute("PRAGMA writable_schema = ON")
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'receipt_code'")
    (sql,) = rows.fetchone()
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'receipt_code'", (
        sql.replace("code IS NOT NULL", "code > 'RC-5'"),
    ))  # fmt: skip
    connection.commit()
    connection.close()
    connection = sqlite3.connect(ledger_of(profile))
    connection.execute("REINDEX receipt_code")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'receipt_code'", (sql,))
    connection.commit()
    connection.close()
    with opened(profile) as ledger:
        assert notice(ledger) is None
    with opened(profile, thorough=True) as ledger:
        assert sent(ledger) == IN_COPY
        assert notice(ledger) is not None


@pytest.mark.parametrize("damage", [cut_at_a_page, zero_page, no_database])
def test_a_damaged_copy_is_passed_over_for_the_one_before(profile: Path, damage: Any) -> None:
    backups = profile / "backups"
    (good,) = backups.iterdir()
    newer = backups / "ledger-20261102T999999000000Z.sqlite3".replace("999999", "235959")
    shutil.copy(good, newer)
    damage(newer, random.Random(2))
    os.truncate(ledger_of(profile), 5000)
    with opened(profile) as ledger:
        told = notice(ledger)
        assert told is not None
        assert told.params["file"] == good.name
        assert sent(ledger) == IN_COPY


def test_a_copy_made_before_an_upgrade_serves_too(profile: Path) -> None:
    (good,) = (profile / "backups").iterdir()
    good.rename(profile / "backups" / f"before-v{VERSION}-20261101T000000000000.sqlite3")
    os.truncate(ledger_of(profile), 5000)
    with opened(profile) as ledger:
        assert sent(ledger) == IN_COPY


def test_a_refused_older_ledger_of_another_shop_stays_out_of_the_copies(profile: Path) -> None:
    with opened(profile) as ledger:
        ledger.bind("http://127.0.0.1:1", "B-2", "ร้านของเรา")
    before = kept(profile)
    with pytest.raises(Trouble, match="other_business"):
        keeper_of(profile).restore(old_ledger(1), "http://127.0.0.1:1")
    assert kept(profile) == before


def test_an_older_copy_is_put_back_and_is_its_own_backup(profile: Path) -> None:
    before, old = kept(profile), old_ledger(1).read_bytes()
    keeper_of(profile).restore(old_ledger(1), "http://127.0.0.1:1")
    with opened(profile) as ledger:
        assert ledger.counts()[State.SENT].receipts == 1
    assert kept(profile) == before
    assert old_ledger(1).read_bytes() == old


def kept(profile: Path) -> list[str]:
    return sorted(one.name for one in (profile / "backups").iterdir())


def test_a_log_goes_aside_with_its_database_and_never_into_the_copy(profile: Path) -> None:
    ledger = ledger_of(profile)
    ledger.with_name("ledger.sqlite3-wal").write_bytes(b"not yet in the database")
    no_database(ledger, random.Random(3))
    with opened(profile) as put_back:
        assert sent(put_back) == IN_COPY
    (wal,) = profile.glob("ledger.sqlite3.damaged-*-wal")
    assert wal.read_bytes() == b"not yet in the database"
    assert not ledger.with_name("ledger.sqlite3-wal").exists()


def test_a_lost_file_beside_a_journal_is_no_new_ledger(profile: Path) -> None:
    shutil.rmtree(profile / "backups")
    (profile / "backups").mkdir()
    ledger_of(profile).rename(profile / "ledger.sqlite3-journal")
    with opened(profile) as ledger:
        told = notice(ledger)
        assert told is not None
        assert told.code is Code.LEDGER_REBUILT
        assert ledger.row_count() == 0


def test_a_first_start_is_no_damage(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        assert notice(ledger) is None
        assert ledger.meta("reconcile") is None
    assert not list(tmp_path.glob("ledger.sqlite3.*"))


def test_a_newer_ledger_is_refused_and_never_replaced(profile: Path) -> None:
    connection = sqlite3.connect(ledger_of(profile))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = ledger_of(profile).read_bytes()
    with pytest.raises(Trouble) as caught:
        keeper_of(profile).open()
    assert caught.value.problem.code is Code.LEDGER_NEWER
    assert ledger_of(profile).read_bytes() == before


def test_another_programs_database_is_left_alone(profile: Path) -> None:
    ledger_of(profile).unlink()
    connection = sqlite3.connect(ledger_of(profile))
    connection.execute("CREATE TABLE photos (id INTEGER)")
    connection.close()
    before = ledger_of(profile).read_bytes()
    with pytest.raises(Trouble) as caught:
        keeper_of(profile).open()
    assert caught.value.problem.code is Code.LEDGER_BROKEN
    assert ledger_of(profile).read_bytes() == before


def test_a_ledger_whose_header_no_longer_says_so_is_damaged(profile: Path) -> None:
    connection = sqlite3.connect(ledger_of(profile))
    connection.execute("PRAGMA application_id = 7")
    connection.close()
    with opened(profile) as ledger:
        assert sent(ledger) == IN_COPY


def test_a_version_that_was_wiped_out_is_damage(profile: Path) -> None:
    connection = sqlite3.connect(ledger_of(profile))
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with opened(profile) as ledger:
        assert sent(ledger) == IN_COPY


def test_a_ledger_that_is_only_locked_is_left_alone(profile: Path) -> None:
    other = sqlite3.connect(ledger_of(profile), isolation_level=None)
    other.execute("PRAGMA journal_mode = delete")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Trouble) as caught:
        _open_impatiently(profile)
    assert caught.value.problem.code is Code.LEDGER_LOCKED
    other.execute("ROLLBACK")
    other.close()
    with opened(profile) as ledger:
        assert sent(ledger) == IN_COPY + SINCE


def _open_impatiently(profile: Path) -> None:
    from xpeak_desktop.ledger import connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "BUSY_SECONDS", 0.05)
        keeper_of(profile).open()


def test_no_room_for_the_copy_leaves_everything_as_it_was(original: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path, "size=3m") as disk:
        profile = Path(shutil.copytree(original, disk / "profile"))
        os.truncate(ledger_of(profile), 5000)
        fill(disk)
        with pytest.raises(Trouble) as caught:
            keeper_of(profile).open()
        assert caught.value.problem.code is Code.DISK_FULL
        assert ledger_of(profile).stat().st_size == 5000
        (disk / "fill").unlink()
        with opened(profile) as ledger:
            assert sent(ledger) == IN_COPY


class PulledPlug(BaseException):
    """The process ends here."""


def test_a_start_that_ends_at_any_step_is_finished_by_the_next(
    original: Path, tmp_path: Path
) -> None:
    for step in range(1, 30):
        profile = Path(shutil.copytree(original, tmp_path / f"{step}"))
        zero_page(ledger_of(profile), random.Random(4))
        left = [step]

        def counted(real: Any, left: list[int] = left) -> Any:
            def call(*args: Any, **named: Any) -> Any:
                left[0] -= 1
                if left[0] == 0:
                    raise PulledPlug
                return real(*args, **named)

            return call

        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(PulledPlug):
            for name in ("rename", "replace", "fsync"):
                patch.setattr(os, name, counted(getattr(os, name)))
            keeper_of(profile).open().close()
        with opened(profile) as ledger:
            assert sent(ledger) == IN_COPY, step
            assert ledger.meta("reconcile") == "new"
        if left[0] > 0:
            break
    assert step > 6


def test_readers_wait_for_nobody_and_never_change_a_damaged_file(profile: Path) -> None:
    no_database(ledger_of(profile), random.Random(5))
    before = ledger_of(profile).read_bytes()
    with pytest.raises(Trouble) as caught:
        open_reader(ledger_of(profile))
    assert caught.value.problem.code is Code.LEDGER_BROKEN
    assert ledger_of(profile).read_bytes() == before


def test_what_would_send_again_is_found_before_it_is_read(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite3", FakeClock(START), "delete")
    for number in range(200):
        put(ledger, receipt(f"RC-{number}"))
    make_ready(ledger, "RC-last")
    ledger.close()
    pages = (tmp_path / "ledger.sqlite3").stat().st_size // PAGE
    found = 0
    for page in range(pages):
        copy = tmp_path / "copy.sqlite3"
        shutil.copy(tmp_path / "ledger.sqlite3", copy)
        with copy.open("r+b") as file:
            file.seek(PAGE * page)
            file.write(bytes(PAGE))
        with pytest.raises(Trouble) as caught:
            open_ledger(copy, FakeClock(START), "delete")
        found += caught.value.problem.code is Code.LEDGER_BROKEN
    assert found == pages
