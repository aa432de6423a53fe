"""What disks, other programs and other versions do to a ledger: always a Problem, never a loss."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.ledgers import (
    START,
    document,
    make_ready,
    make_sending,
    new_ledger,
    put,
    receipt,
    shown,
    stored,
)
from tests.small_disk import fill, small_disk
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger import connection, place
from xpeak_desktop.ledger.errors import KnownErrors
from xpeak_desktop.ledger.migrations import VERSION
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger, open_reader, recover
from xpeak_desktop.ports import Settled

MODES = ["delete", "wal"]
posix_only = pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")


def path_in(folder: Path) -> Path:
    return folder / "profile" / "ledger.sqlite3"


def code_of_opening(path: Path) -> Code:
    with pytest.raises(Trouble) as caught:
        open_ledger(path, FakeClock(START))
    return caught.value.problem.code


@pytest.fixture(params=MODES)
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    yield one
    one.close()


# ------------------------------------------------------------------ full disk


@pytest.mark.parametrize("mode", MODES)
def test_a_full_disk_stops_an_intent_and_nothing_is_lost(tmp_path: Path, mode: str) -> None:
    with small_disk(tmp_path, "size=1m") as disk:
        ledger = new_ledger(disk, mode)
        make_ready(ledger)
        fill(disk)
        with pytest.raises(Trouble) as caught:
            _send_until_it_fails(ledger)
        assert caught.value.problem.code is Code.DISK_FULL
        (disk / "fill").unlink()
        counts = ledger.counts()
        assert counts[State.SENDING].receipts == 0
        assert counts[State.READY].receipts == 1
        # With room again the same ledger goes on.
        attempt = ledger.begin(stored(ledger), document(), START)
        ledger.finish(attempt, State.SENT, Settled("sent", shown()))
        ledger.close()


def _send_until_it_fails(ledger: SqliteLedger) -> None:
    """One commit too large for what a page or two of slack may still hold."""
    with ledger.transaction():
        for number in range(200):
            put(ledger, receipt(f"RC-{number + 2}"))
        ledger.begin(stored(ledger), document(remark="x" * 50_000), START)


@pytest.mark.parametrize("mode", MODES)
def test_a_disk_full_when_the_outcome_is_written_leaves_the_intent(
    tmp_path: Path, mode: str
) -> None:
    with small_disk(tmp_path, "size=1m") as disk:
        ledger = new_ledger(disk, mode)
        attempt = make_sending(ledger)
        fill(disk)
        with pytest.raises(Trouble) as caught:
            ledger.finish(attempt, State.SENT, Settled("sent", shown(), words="x" * 100_000))
        assert caught.value.problem.code is Code.DISK_FULL
        assert ledger.counts()[State.SENDING].receipts == 1
        (disk / "fill").unlink()
        ledger.finish(attempt, State.SENT, Settled("sent", shown()))
        assert ledger.counts()[State.SENT].receipts == 1
        ledger.close()


@pytest.mark.parametrize("mode", MODES)
def test_a_ledger_cannot_be_made_on_a_full_disk_but_later(tmp_path: Path, mode: str) -> None:
    with small_disk(tmp_path, "size=1m") as disk:
        fill(disk)
        with pytest.raises(Trouble) as caught:
            new_ledger(disk, mode)
        assert caught.value.problem.code is Code.DISK_FULL
        (disk / "fill").unlink()
        ledger = new_ledger(disk, mode)
        put(ledger, receipt())
        ledger.close()


def test_a_file_that_may_not_grow_counts_as_a_full_disk(ledger: SqliteLedger) -> None:
    # The same without a small disk, for systems where nobody may mount one.
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Trouble) as caught:
        put(ledger, receipt(kind="x" * 100_000))
    assert caught.value.problem.code is Code.DISK_FULL
    assert ledger.row_count() == 0


def io_error(number: int) -> sqlite3.Error:
    """What SQLite says of a disk, without the disk."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = number
    return error


def code_of_error(path: Path, error: Exception) -> Code:
    with pytest.raises(Trouble) as caught, KnownErrors(path):
        raise error
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("number", "otherwise"),
    [
        (sqlite3.SQLITE_IOERR_WRITE, Code.LEDGER_LOCKED),
        (sqlite3.SQLITE_IOERR_FSYNC, Code.LEDGER_LOCKED),
        (sqlite3.SQLITE_CANTOPEN, Code.LEDGER_READ_ONLY),
    ],
)
def test_what_may_be_a_full_disk_is_looked_at(tmp_path: Path, number: int, otherwise: Code) -> None:
    # A used-up quota and late news of a full disk reach SQLite as something else.
    assert code_of_error(tmp_path / "ledger", io_error(number)) is otherwise
    with small_disk(tmp_path) as disk:
        fill(disk)
        assert code_of_error(disk / "ledger", io_error(number)) is Code.DISK_FULL
        assert [file.name for file in disk.iterdir()] == ["fill"]
        (disk / "fill").unlink()
        assert code_of_error(disk / "ledger", io_error(number)) is otherwise


def test_a_disk_that_takes_no_more_files_is_full(tmp_path: Path) -> None:
    with small_disk(tmp_path, "size=1m,nr_inodes=20") as disk:
        ledger = new_ledger(disk, "delete")
        with contextlib.suppress(OSError):
            for number in range(30):
                (disk / f"file {number}").touch()
        with pytest.raises(Trouble) as caught:
            put(ledger, receipt())
        assert caught.value.problem.code is Code.DISK_FULL
        (disk / "file 0").unlink()
        put(ledger, receipt())
        ledger.close()


@pytest.mark.parametrize("number", [39, 112])
def test_windows_tells_a_full_disk_by_numbers_of_its_own(tmp_path: Path, number: int) -> None:
    error = OSError(0, "There is not enough space on the disk")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    assert code_of_error(tmp_path / "ledger", error) is Code.DISK_FULL


# ------------------------------------------------------------------ locked, read-only


def test_a_ledger_somebody_else_writes_to_is_locked_and_later_free(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    ledger._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path_in(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble) as caught:
        put(ledger, receipt())
    assert caught.value.problem.code is Code.LEDGER_LOCKED
    other.execute("ROLLBACK")
    other.close()
    put(ledger, receipt())
    assert ledger.row_count() == 1


def test_a_writer_waits_five_seconds_for_its_turn(ledger: SqliteLedger) -> None:
    assert ledger._connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_a_ledger_turned_read_only_says_so(ledger: SqliteLedger) -> None:
    ledger._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Trouble) as caught:
        put(ledger, receipt())
    assert caught.value.problem.code is Code.LEDGER_READ_ONLY


def test_a_read_only_disk_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path, "size=1m") as disk:
        new_ledger(disk).close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(Trouble) as caught:
            open_ledger(path_in(disk), FakeClock(START), "delete").set_meta("a", "b")
        assert caught.value.problem.code is Code.LEDGER_READ_ONLY
        reader = open_reader(path_in(disk))
        assert reader.row_count() == 0
        reader.close()


def test_a_folder_that_is_a_file_is_no_place_for_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("")
    assert code_of_opening(path_in(tmp_path)) is Code.LEDGER_READ_ONLY


# ------------------------------------------------------------------ broken, foreign, newer


def test_a_file_that_is_no_database_is_broken_and_left_alone(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"number,total\n" * 1000)
    before = path.read_bytes()
    assert code_of_opening(path) is Code.LEDGER_BROKEN
    with pytest.raises(Trouble) as caught:
        open_reader(path)
    assert caught.value.problem.code is Code.LEDGER_BROKEN
    assert path.read_bytes() == before


def test_another_programs_database_is_not_taken_for_a_ledger(tmp_path: Path) -> None:
    path = path_in(tmp_path)
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = path.read_bytes()
    assert code_of_opening(path) is Code.LEDGER_BROKEN
    assert path.read_bytes() == before


@pytest.mark.parametrize("first_spoiled", [1, 60])
def test_spoiled_pages_are_a_broken_ledger(tmp_path: Path, first_spoiled: int) -> None:
    ledger = new_ledger(tmp_path)
    with ledger.transaction():
        for number in range(500):
            put(ledger, receipt(f"RC-{number}"))
    ledger.close()
    data = bytearray(path_in(tmp_path).read_bytes())
    start = first_spoiled * 4096
    data[start:] = b"\xff" * (len(data) - start)
    path_in(tmp_path).write_bytes(data)
    with pytest.raises(Trouble) as caught:
        open_reader(path_in(tmp_path)).rows(0, 1000)
    assert caught.value.problem.code is Code.LEDGER_BROKEN


@pytest.mark.parametrize("mode", MODES)
def test_a_newer_ledger_is_refused_and_not_changed_by_a_byte(tmp_path: Path, mode: str) -> None:
    new_ledger(tmp_path, mode).close()
    path = path_in(tmp_path)
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    before = path.read_bytes()
    assert code_of_opening(path) is Code.LEDGER_NEWER
    with pytest.raises(Trouble) as caught:
        open_reader(path)
    assert caught.value.problem.code is Code.LEDGER_NEWER
    assert path.read_bytes() == before
    assert not (path.parent / "backups").exists()


# ------------------------------------------------------------------ after a kill


def killed_while_writing(tmp_path: Path, mode: str) -> Path:
    """The files as a kill in the middle of a large commit leaves them."""
    ledger = new_ledger(tmp_path, mode)
    make_ready(ledger)
    # A commit is over in no time: pages that go to the file before it look the same to a kill.
    ledger._connection.execute("PRAGMA cache_size = 2")
    ledger._connection.execute("PRAGMA cache_spill = ON")
    left = tmp_path / "left"

    def write_and_die() -> None:
        with ledger.transaction():
            for number in range(200):
                put(ledger, receipt(f"RC-{number + 2}"))
            # Nobody holds the copy's locks: to SQLite its writer is dead.
            shutil.copytree(tmp_path / "profile", left / "profile")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_die()
    ledger.close()
    return path_in(left)


def test_a_reader_asks_for_a_writer_when_a_kill_left_half_a_commit(tmp_path: Path) -> None:
    path = killed_while_writing(tmp_path, "delete")
    with pytest.raises(Trouble) as caught:
        open_reader(path)
    assert caught.value.problem.code is Code.LEDGER_LOCKED
    recover(path, FakeClock(START))
    reader = open_reader(path)
    assert reader.row_count() == 1
    reader.close()


@pytest.mark.parametrize("mode", MODES)
def test_a_writer_comes_back_from_a_kill_without_half_a_commit(tmp_path: Path, mode: str) -> None:
    ledger = open_ledger(killed_while_writing(tmp_path, mode), FakeClock(START), mode)
    assert ledger.row_count() == 1
    assert ledger._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ledger.close()


def test_there_is_nothing_to_recover_without_a_file(tmp_path: Path) -> None:
    recover(path_in(tmp_path), FakeClock(START))
    assert not path_in(tmp_path).exists()


def test_a_file_whose_first_opening_was_killed_is_an_empty_ledger(tmp_path: Path) -> None:
    path_in(tmp_path).parent.mkdir()
    path_in(tmp_path).touch()
    reader = open_reader(path_in(tmp_path))
    assert reader.row_count() == 0
    reader.close()
    new_ledger(tmp_path).close()


# ------------------------------------------------------------------ durable and private


@pytest.mark.parametrize(("mode", "synchronous"), [("delete", 3), ("wal", 2)])
def test_commits_reach_the_disk_before_they_count(
    tmp_path: Path, mode: str, synchronous: int
) -> None:
    for _ in ("new", "again"):
        ledger = new_ledger(tmp_path, mode)
        one = ledger._connection
        assert one.execute("PRAGMA journal_mode").fetchone() == (mode,)
        assert one.execute("PRAGMA synchronous").fetchone() == (synchronous,)
        assert one.execute("PRAGMA foreign_keys").fetchone() == (1,)
        ledger.close()


def test_the_journal_changes_when_this_computers_sqlite_or_disk_asks_for_another(
    tmp_path: Path,
) -> None:
    new_ledger(tmp_path, "wal").close()
    ledger = new_ledger(tmp_path, "delete")
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    ledger.close()


def test_a_journal_that_cannot_change_while_somebody_reads_stays_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    new_ledger(tmp_path, "wal").close()
    reader = open_reader(path_in(tmp_path))
    reader.row_count()
    ledger = new_ledger(tmp_path, "delete")
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ledger._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    reader.close()
    ledger.close()


@pytest.mark.parametrize(
    ("version", "trusted", "mode"),
    [
        ((3, 51, 3), True, "wal"),
        ((3, 52, 0), True, "wal"),
        ((3, 51, 2), True, "delete"),
        ((3, 51, 3), False, "delete"),
    ],
)
def test_wal_is_chosen_only_where_sqlite_and_the_folder_are_safe(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, int, int],
    trusted: bool,
    mode: str,
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    monkeypatch.setattr(place, "trusts_wal", lambda _folder: trusted)
    ledger = new_ledger(tmp_path, None)
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == (mode,)
    ledger.close()


MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "nas:/home /home nfs4 rw 0 0\n"
    "/dev/sdb1 /media/my\\040stick vfat rw 0 0\n"
    "/dev/sdc1 /home/shop/fast xfs rw 0 0\n"
)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home", "nfs4"),
        ("/home/shop", "nfs4"),
        ("/homely", "ext4"),
        ("/home/shop/fast/x", "xfs"),
        ("/media/my stick/x", "vfat"),
    ],
)
@posix_only
def test_a_folders_file_system_is_that_of_its_nearest_mount(folder: str, kind: str) -> None:
    assert place.file_system(Path(folder), MOUNTS) == kind


def test_a_computer_that_does_not_tell_its_disks_gets_the_journal_that_is_always_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "no such list")
    assert not place.trusts_wal(tmp_path)


@posix_only
@pytest.mark.parametrize("mode", MODES)
def test_nobody_else_on_the_computer_may_read_the_ledger(tmp_path: Path, mode: str) -> None:
    ledger = new_ledger(tmp_path, mode)
    with ledger.transaction():
        put(ledger, receipt())
        folder = path_in(tmp_path).parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert len(modes) > 1
    assert set(modes.values()) == {0o600}
    ledger.close()


def test_a_path_with_odd_signs_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "ร้าน ก?x=1#2%41" / "ledger.sqlite3"
    open_ledger(path, FakeClock(START)).close()
    reader = open_reader(path)
    assert reader.row_count() == 0
    reader.close()
    assert path.exists()


def test_what_is_not_known_stays_a_bug(ledger: SqliteLedger) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        ledger._run("SELECT * FROM no_such")
    ledger.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        ledger.row_count()


# ------------------------------------------------------------------ whose ledger


def refused(ledger: SqliteLedger, *facts: str) -> Code | None:
    try:
        ledger.bind(*facts)
    except Trouble as error:
        return error.problem.code
    return None


def test_a_ledger_belongs_to_one_environment_and_one_business(ledger: SqliteLedger) -> None:
    assert refused(ledger, "peak", "B-1", "ร้าน ก") is None
    assert refused(ledger, "peak", "B-1", "ร้าน ก (ใหม่)") is None
    assert ledger.meta("business_name") == "ร้าน ก (ใหม่)"
    assert refused(ledger, "uat", "B-1", "ร้าน ก") is Code.LEDGER_OTHER_BUSINESS
    assert refused(ledger, "peak", "B-2", "ร้าน ก (ใหม่)") is Code.LEDGER_OTHER_BUSINESS
    assert ledger.meta("business_id") == "B-1"


def test_where_peak_tells_no_id_the_name_decides(ledger: SqliteLedger) -> None:
    assert refused(ledger, "peak", "", "") is None
    assert refused(ledger, "peak", "", "ร้าน ก") is None
    assert refused(ledger, "peak", "", "ร้าน ข") is Code.LEDGER_OTHER_BUSINESS
    assert refused(ledger, "peak", "B-1", "ร้าน ก") is None
    assert refused(ledger, "peak", "", "") is None
    assert refused(ledger, "peak", "B-2", "ร้าน ก") is Code.LEDGER_OTHER_BUSINESS
