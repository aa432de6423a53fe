"""While a large file is taken in, and while it is written out, the window's reader never waits."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledgers import new_ledger, put, receipt
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger.reader import SqliteReader
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_reader

MORE_THAN_THE_CACHE = 3_000
"""Receipts of about a kilobyte each; SQLite keeps 2 MB of changed pages before it spills."""


@pytest.fixture(params=["delete", "wal"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path, request.param)
    put(one, receipt("RC-OLD"))
    yield one
    one.close()


def path_in(folder: Path) -> Path:
    return folder / "profile" / "ledger.sqlite3"


def test_the_old_figures_can_be_read_in_the_middle_of_a_large_import(
    ledger: SqliteLedger, tmp_path: Path
) -> None:
    reader = open_reader(path_in(tmp_path), wait=0)
    with ledger.transaction():
        for number in range(MORE_THAN_THE_CACHE):
            put(ledger, receipt(f"RC-{number}"))
        assert reader.row_count() == 1
        late = open_reader(path_in(tmp_path), wait=0)
        assert [row.number for row in late.rows(0, 10)] == ["RC-OLD"]
        late.close()
    assert reader.row_count() == MORE_THAN_THE_CACHE + 1
    reader.close()


def test_a_reader_that_does_not_wait_is_told_of_the_lock_at_once(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, "delete")
    reader = open_reader(path_in(tmp_path), wait=0)
    other = sqlite3.connect(path_in(tmp_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Trouble) as caught:
        reader.row_count()
    assert caught.value.problem.code is Code.LEDGER_LOCKED
    other.execute("ROLLBACK")
    assert reader.row_count() == 0
    for one in (other, reader, ledger):
        one.close()


def test_the_windows_reader_waits_for_moments_only(tmp_path: Path) -> None:
    profile = Profile(find_places(tmp_path))
    with profile.locked():
        profile.put_in_order()
        reader = profile.open_reader()
        assert isinstance(reader, SqliteReader)
        [(milliseconds,)] = reader._connection.execute("PRAGMA busy_timeout").fetchall()
        assert milliseconds < 100
        reader.close()
