"""A real process, killed with SIGKILL in the middle of an upgrade of some thousand receipts.

Afterwards the ledger is the old one or the new one, and whole; the next start completes it.
"""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.kills import injected, skip_without_strace
from tests.fakes import FakeClock
from tests.ledgers import START, document, put, receipt
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.rules import Verdict
from xpeak_desktop.ledger.backup import rotate
from xpeak_desktop.ledger.migrations import MIGRATIONS, VERSION, migrate
from xpeak_desktop.ledger.sqlite import SqliteLedger

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")

ROOT = Path(__file__).parents[2]
RECEIPTS = 3000
SHARES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999)
"""After which share of the upgrade's work the process dies."""

FOLDER = "/.."
COMMITS = {
    "delete": [
        *(("pwrite64", "-journal", time) for time in (1, 300)),
        *(("fdatasync", "-journal", time) for time in (1, 2)),
        *(("pwrite64", "", time) for time in (1, 300)),
        *(("fdatasync", "", 1), ("unlink", "-journal", 1)),
        # The journal is gone, and the folder is to be told: it is done by then.
        ("fdatasync", FOLDER, 2),
    ],
    "wal": [
        *(("pwrite64", "-wal", time) for time in (1, 2, 600)),
        *(("fdatasync", "-wal", time) for time in (1, 2)),
        *(("pwrite64", "", time) for time in (3, 300)),
    ],
}
"""System calls of the commit that the process does not come back from: on what, which of many."""

UPGRADE = """
import os, signal, sys
from pathlib import Path
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.ledger import connection as opening
from xpeak_desktop.ledger import migrations
from xpeak_desktop.ledger.backup import rotate
from xpeak_desktop.ledger.migrations import MIGRATIONS, VERSION, Migration

path, mode, dies_after = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
# Another step after the real ones, which rewrites every receipt and makes a table.
later = Migration(VERSION + 1, (
    "UPDATE receipt SET origin = origin || '+'",
    "CREATE TABLE extra AS SELECT receipt_id, payload FROM receipt",
    "ALTER TABLE receipt RENAME COLUMN origin TO came_from",
))
opening.VERSION = later.version
steps = 0

def work():
    global steps
    steps += 1
    if steps == dies_after:
        os.kill(os.getpid(), signal.SIGKILL)

def migrate(connection, backups, time_text):
    connection.set_progress_handler(work, 1000)
    migrations.migrate(connection, backups, time_text, (*MIGRATIONS, later))
    connection.set_progress_handler(None, 1000)

opening.migrate = migrate
opening.open_writer(path, SystemClock().now(), mode).close()
print(steps)
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger as version 1 of the program left it: receipts held, ready, and on their way."""
    path = tmp_path_factory.mktemp("old") / "ledger.sqlite3"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, None, "", MIGRATIONS[:1])
        ledger = SqliteLedger(connection, path, FakeClock(START))
        with ledger.transaction():
            for number in range(RECEIPTS):
                put(ledger, receipt(f"RC-{number:05}"))
            for number, one in enumerate(list(ledger.to_judge())):
                code = one.receipt.number
                held = Verdict(State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": code})
                ready = Verdict(State.READY, document=document(code))
                ledger.judged(one, ready if number % 3 else held)
        with ledger.transaction():
            for one in list(ledger.ready(START, ("", 0), 500)):
                ledger.begin(one, document(one.receipt.number), START)
    return path


def copy_of(path: Path, target: Path) -> Path:
    shutil.copy(path, target)
    return target


def upgrade(
    path: Path, mode: str, dies_after: int = 0, way: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*way, sys.executable, "-c", UPGRADE, str(path), mode, str(dies_after)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


def content(path: Path) -> tuple[int, int, dict[str, int], set[str]]:
    """Version, receipts, how many of them are in which state, and what their origins end with."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        name = "origin" if version <= VERSION else "came_from"
        states = dict(connection.execute("SELECT state, count(*) FROM receipt GROUP BY state"))
        ends = {row[0] for row in connection.execute(f"SELECT DISTINCT {name} FROM receipt")}
        return version, sum(states.values()), states, ends


def look_and_finish(path: Path, mode: str, states: dict[str, int]) -> int:
    """What the kill left must be whole, and the next start completes it; the version it left."""
    backups = path.parent / "backups"
    # A copy that was not finished is no copy: it would be offered to whoever looks for one.
    for copy in backups.glob("*.sqlite3"):
        assert content(copy) == (1, RECEIPTS, states, {"sales.xlsx"})
    version, *rest = content(path)
    assert version in (1, VERSION + 1)
    assert rest == [RECEIPTS, states, {"sales.xlsx" if version == 1 else "sales.xlsx+"}]
    done = upgrade(path, mode)
    assert done.returncode == 0, done.stderr
    assert content(path) == (VERSION + 1, RECEIPTS, states, {"sales.xlsx+"})
    rotate(backups)
    assert {one.suffix for one in backups.iterdir()} == {".sqlite3"}
    return int(version)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_whenever_an_upgrade_dies_the_ledger_is_old_or_new_and_whole(
    old: Path, tmp_path: Path, mode: str
) -> None:
    _, receipts, states, _ = content(old)
    assert receipts == RECEIPTS
    assert states.keys() == {"blocked", "ready", "sending"}
    steps = int(upgrade(copy_of(old, tmp_path / "undisturbed.sqlite3"), mode).stdout)
    assert steps > 20
    seen = set()
    for share in SHARES:
        folder = tmp_path / f"after {share}"
        folder.mkdir()
        path = copy_of(old, folder / "ledger.sqlite3")
        died = upgrade(path, mode, 1 + int(share * (steps - 1)))
        assert died.returncode == -signal.SIGKILL, died.stderr
        seen.add(look_and_finish(path, mode, states))
    assert 1 in seen


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("mode", "calls"), COMMITS.items())
def test_an_upgrade_that_dies_in_its_commit_is_old_or_new_and_whole(
    old: Path, tmp_path: Path, mode: str, calls: Sequence[tuple[str, str, int]]
) -> None:
    skip_without_strace()
    _, _, states, _ = content(old)
    seen = set()
    for call, side, time in calls:
        folder = tmp_path / f"{call} {time} of {len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        path = copy_of(old, folder / "ledger.sqlite3")
        file = folder if side == FOLDER else path.with_name(path.name + side)
        way = injected(call, "signal=KILL", time, file=file)
        died = upgrade(path, mode, way=way)
        assert died.returncode == -signal.SIGKILL, (call, side, time, died.stderr)
        seen.add(look_and_finish(path, mode, states))
    assert seen == {1, VERSION + 1}
