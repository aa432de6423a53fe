"""How long from the start of the process until everything uncertain is known, and nothing is sent.

    python -m tests.bench.start_to_safe              100,000 receipts
    python -m tests.bench.start_to_safe --millions   1,000,000 as well (2 GB of room, minutes)

Prints a table; asserts nothing. The clock starts before the interpreter does. The window lists
what is uncertain through its own reader at once; meanwhile the worker looks the whole file through
for damage, and only then takes over what a kill cut off. No call is made before that has ended.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.rows import Row, table
from tests.fakes import FakeClock
from tests.ledgers import START, make_sending, make_sent
from xpeak_desktop.ledger.keeping import Keeper

SENT, UNDER_WAY, DAYS = "RC-1", 10, 365
STAGES = ("python", "imports", "uncertain listed", "file looked through", "ready to send")

CHILD = """
import sys, time
began = float(sys.argv[1])
marks = [time.time() - began]
from pathlib import Path
from xpeak_desktop.bootstrap import Profile
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.settings import Settings
marks.append(time.time() - began)
profile = Profile(find_places(sys.argv[2]))
with profile.locked():
    profile.put_in_order()
    reader = profile.open_reader()
    listed = len(reader.rows(0, 1000, (State.SENDING, State.UNCERTAIN)))
    marks.append(time.time() - began)
    reader.close()
with profile.working(Settings(keyring=False)) as desk:
    marks.append(time.time() - began)
    desk.ledger.interrupted()
    found = len(desk.ledger.uncertain())
    marks.append(time.time() - began)
    assert listed == found
    import json
    print(json.dumps([found, marks]), flush=True)
    if len(sys.argv) > 3:
        again = time.time()
        desk._care.close()
        desk._care._ledger = desk._care._keeper.open(thorough=True)
        thorough = time.time() - again
        again = time.time()
        print(json.dumps([thorough, str(desk.back_up(None)), time.time() - again]), flush=True)
"""

NUMBERS = (
    "WITH RECURSIVE counted (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM counted WHERE n < ?)"
)
RECEIPTS = (
    f"{NUMBERS} INSERT INTO receipt (receipt_id, key, number, code, order_number, issued_on,"
    " channel, total, state, peak_id, origin, changed_at, fingerprint, payload)"
    " SELECT n, 'RC-' || n, 'RC-' || n, 'RC-' || n, 'O-' || n,"
    f" date('2026-01-01', '+' || (n % {DAYS}) || ' days'), channel, total, state, 'p-' || n,"
    " origin, changed_at, fingerprint, payload"
    f" FROM counted, receipt AS one WHERE one.number = '{SENT}'"
)
ATTEMPTS = (
    f"{NUMBERS} INSERT INTO attempt (receipt_id, code, document, document_hash, started_at,"
    " ended_at, outcome, res_code, peak_id)"
    " SELECT n, 'RC-' || n, document, document_hash, started_at, ended_at, outcome, res_code,"
    f" 'p-' || n FROM counted, attempt AS one WHERE one.code = '{SENT}'"
)
EVENTS = (
    f"{NUMBERS} INSERT INTO receipt_event (receipt_id, at, before, after, params)"
    " SELECT n, at, before, after, params FROM counted, receipt_event AS one"
    " WHERE one.receipt_id = 1"
)


def fill(folder: Path, receipts: int, under_way: int = UNDER_WAY) -> Path:
    """A ledger of so many receipts, all sent but those whose sending a kill cut off."""
    path = folder / "default" / "ledger.sqlite3"
    ledger = Keeper(path, path.parent / "backups", FakeClock(START)).open()
    make_sent(ledger, SENT)
    for number in range(under_way):
        make_sending(ledger, f"RC-{number + 2}")
    ledger.close()
    connection = sqlite3.connect(path)
    # Without the triggers, which are put back: only so a million rows take less than minutes.
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    known = triggers.fetchall()
    for name, _ in known:
        connection.execute(f"DROP TRIGGER {name}")
    for copy in (RECEIPTS, ATTEMPTS, EVENTS):
        connection.execute(copy, (receipts + 98 - under_way,))
    for _, sql in known:
        connection.execute(sql)
    connection.commit()
    connection.close()
    return path


def start(folder: Path, *more: str) -> list[Any]:
    """Start a process; what it printed."""
    command = [sys.executable, "-c", CHILD, repr(time.time()), str(folder), *more]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def rows(rounds: int, sizes: Sequence[int] = (100_000, 1_000_000)) -> Iterator[Row]:
    """Every stage at each size; nothing else does the same, so that there is no baseline."""
    for receipts in sizes:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
            folder = Path(name)
            size = fill(folder, receipts).stat().st_size / 1e6
            stages: list[tuple[float, ...]] = [start(folder)[0][1] for _ in range(rounds)]
            thorough, _, copy = start(folder, "more")[1]
        what = f"start, {receipts:,} receipts"
        for stage, figures in zip(STAGES, zip(*stages, strict=True), strict=True):
            yield Row(f"{what}: {stage}", "s", figures, note=f"{size:,.0f} MB")
        yield Row(f"{what}: thorough look, daily", "s", (thorough,))
        yield Row(f"{what}: copy, proved, daily", "s", (copy,))


def main() -> None:
    """Measure what was asked for."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--millions", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    asked = arguments.parse_args()
    sizes = (100_000, 1_000_000) if asked.millions else (100_000,)
    print(table(rows(asked.times, sizes)))


if __name__ == "__main__":
    main()
