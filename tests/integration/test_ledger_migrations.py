import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.ledgers import START, new_ledger, old_ledger, put_in_state, stored, write_everything
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger import connection as opening
from xpeak_desktop.ledger.migrations import (
    MIGRATIONS,
    VERSION,
    Migration,
    migrate,
    split,
    version_of,
)
from xpeak_desktop.ledger.sqlite import open_ledger, open_reader, recover

RENAME = "ALTER TABLE receipt RENAME COLUMN origin TO came_from"
NEXT = (*MIGRATIONS, Migration(VERSION + 1, (RENAME, "CREATE TABLE extra (a INTEGER) STRICT")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of the present version with one sent receipt."""
    ledger = new_ledger(tmp_path)
    put_in_state(ledger, State.SENT)
    ledger.close()
    return tmp_path / "profile" / "ledger.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    ).fetchall()


def test_versions_are_counted_without_a_gap() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, VERSION + 1))


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_the_stored_ledger_of_every_version_opens_with_all_it_held(
    tmp_path: Path, version: int
) -> None:
    # A new migration needs the stored file of its version: python -m tests.ledgers
    path = tmp_path / "ledger.sqlite3"
    shutil.copy(old_ledger(version), path)
    ledger = open_ledger(path, FakeClock(START), "delete")
    assert {state: counted.receipts for state, counted in ledger.counts().items()} == (
        dict.fromkeys(State, 1)
    )
    assert stored(ledger, "RC-ready").receipt.lines[0].name == "เสื้อยืด"
    assert ledger.uncertain()[0][1].document.code == "RC-uncertain"
    assert [problem.code for _, problem in ledger.open_cases()] == [Code.CHANGED_AFTER_SEND]
    assert ledger.meta("business_id") == "B-1"
    assert ledger._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert ledger._connection.execute("PRAGMA foreign_key_check").fetchone() is None
    ledger.close()


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_an_upgraded_ledger_has_the_schema_of_a_fresh_one(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ledger.sqlite3"
    shutil.copy(old_ledger(version), path)
    upgraded = open_ledger(path, FakeClock(START), "delete")
    fresh = new_ledger(tmp_path)
    assert schema(upgraded._connection) == schema(fresh._connection)
    upgraded.close()
    fresh.close()


def test_an_upgrade_keeps_a_whole_copy_of_the_old_ledger(
    path: Path, database: sqlite3.Connection, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    migrate(database, backups, "20261102", NEXT)
    assert version_of(database) == VERSION + 1
    (copy,) = backups.iterdir()
    assert copy.name == f"before-v{VERSION + 1}-20261102.sqlite3"
    ledger = open_ledger(copy, FakeClock(START), "delete")
    assert ledger.counts()[State.SENT].receipts == 1
    ledger.close()


def test_a_copy_before_an_upgrade_has_what_still_stands_in_the_log(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, "wal")
    put_in_state(ledger, State.SENT)
    file = tmp_path / "profile" / "ledger.sqlite3"
    log = Path(f"{file}-wal")
    assert file.stat().st_size < log.stat().st_size, "nothing has moved into the file yet"
    database = sqlite3.connect(file, isolation_level=None)
    migrate(database, tmp_path / "backups", "now", NEXT)
    database.close()
    ledger.close()
    (copy,) = (tmp_path / "backups").iterdir()
    old = open_ledger(copy, FakeClock(START), "delete")
    assert old.counts()[State.SENT].receipts == 1
    old.close()


def test_a_copy_has_its_name_only_when_it_is_whole(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    seen: set[str] = set()

    def look() -> None:
        if version_of_file(backups) is None:
            seen.update(one.name for one in backups.glob("*"))

    database.set_progress_handler(look, 50)
    migrate(database, backups, "now", NEXT)
    assert seen
    assert not [name for name in seen if name.endswith(".sqlite3")]


def version_of_file(backups: Path) -> int | None:
    """What the finished copy says of itself; ``None`` while there is none."""
    for copy in backups.glob("before-*.sqlite3"):
        reader = sqlite3.connect(f"file:{copy}?mode=ro", uri=True)
        version = version_of(reader)
        reader.close()
        return version or None
    return None


def test_a_new_ledger_needs_no_copy(tmp_path: Path) -> None:
    new_ledger(tmp_path).close()
    assert not (tmp_path / "profile" / "backups").exists()


@pytest.mark.parametrize("steps", range(3))
def test_an_upgrade_killed_in_the_middle_leaves_the_old_version_whole(
    path: Path, database: sqlite3.Connection, tmp_path: Path, steps: int
) -> None:
    before = schema(database)
    statements = [RENAME, "CREATE TABLE extra (a INTEGER) STRICT"]
    statements.insert(steps, "SELECT killed()")

    def killed() -> None:
        raise KeyboardInterrupt

    database.create_function("killed", 0, killed)
    broken = (*MIGRATIONS, Migration(VERSION + 1, tuple(statements)))
    with pytest.raises(sqlite3.OperationalError):
        migrate(database, tmp_path / "backups", "now", broken)
    assert schema(database) == before
    assert version_of(database) == VERSION
    ledger = open_ledger(path, FakeClock(START), "delete")
    assert ledger.counts()[State.SENT].receipts == 1
    ledger.close()


def test_several_steps_are_one_commit(database: sqlite3.Connection) -> None:
    before = schema(database)
    broken = (*NEXT, Migration(VERSION + 2, ("CREATE TABLE receipt (a)",)))
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(database, None, "", broken)
    assert (schema(database), version_of(database)) == (before, VERSION)


def test_an_upgrade_that_loses_a_parent_row_is_taken_back(
    database: sqlite3.Connection,
) -> None:
    lossy = (*MIGRATIONS, Migration(VERSION + 1, ("DELETE FROM receipt",)))
    with pytest.raises(sqlite3.IntegrityError, match="lost its parent"):
        migrate(database, None, "", lossy)
    assert database.execute("SELECT count(*) FROM receipt").fetchone() == (1,)


def test_a_failed_copy_stops_the_upgrade_and_leaves_no_half_copy(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    database.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError, match="VACUUM"):
        migrate(database, backups, "now", NEXT)
    assert list(backups.iterdir()) == []
    database.execute("ROLLBACK")
    assert version_of(database) == VERSION


def test_a_ledger_that_is_up_to_date_is_not_touched(
    path: Path, database: sqlite3.Connection, tmp_path: Path
) -> None:
    before = path.read_bytes()
    migrate(database, tmp_path / "backups", "now")
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_a_reader_asks_for_a_writer_when_the_ledger_is_old(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "VERSION", VERSION + 1)
    with pytest.raises(Trouble) as caught:
        open_reader(path)
    assert caught.value.problem.code is Code.LEDGER_LOCKED


def test_recovering_upgrades_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "VERSION", VERSION + 1)
    monkeypatch.setattr(
        opening, "migrate", lambda one, backups, time: migrate(one, backups, time, NEXT)
    )
    recover(path, FakeClock(START))
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name == f"before-v{VERSION + 1}-20261102T030405678901.sqlite3"
    with sqlite3.connect(path) as database:
        assert version_of(database) == VERSION + 1
    database.close()


def test_a_statement_ends_where_its_trigger_ends() -> None:
    script = (
        "-- A comment; with a semicolon.\n"
        "CREATE TABLE a (b TEXT DEFAULT ';');\n\n"
        "CREATE TRIGGER c AFTER INSERT ON a\nBEGIN\n"
        "    UPDATE a SET b = 1;\n    DELETE FROM a;\nEND;\n"
        "-- The end.\n"
    )
    table, trigger = split(script)
    assert table.endswith("(b TEXT DEFAULT ';');")
    assert trigger.startswith("CREATE TRIGGER")
    assert trigger.endswith("END;")


def test_a_statement_without_its_end_is_refused() -> None:
    with pytest.raises(ValueError, match="CREATE TABLE b"):
        list(split("CREATE TABLE a (a);\nCREATE TABLE b (b)\n"))


def test_a_stored_ledger_was_written_by_write_everything(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    write_everything(ledger)
    path = tmp_path / "ledger.sqlite3"
    shutil.copy(old_ledger(VERSION), path)
    kept = open_ledger(path, FakeClock(START), "delete")
    for ours, theirs in itertools.zip_longest(ledger.rows(0, 99), kept.rows(0, 99)):
        assert ours == theirs
    ledger.close()
    kept.close()
