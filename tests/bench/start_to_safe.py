"""How long from the start of the process until everything uncertain is known, and nothing is sent.

    python -m tests.bench.start_to_safe              100,000 receipts
    python -m tests.bench.start_to_safe --millions   1,000,000 as well (2 GB of room, minutes)

Prints a table; asserts nothing. The clock starts before the interpreter does.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.fakes import FakeClock
from tests.ledgers import START, make_sending, make_sent
from xpeak_desktop.ledger.keeping import Keeper

SENT, UNDER_WAY, DAYS = "RC-1", 10, 365
STAGES = ("python", "imports", "file looked through", "uncertain listed")

CHILD = """
import sys, time
began = float(sys.argv[1])
marks = [time.time() - began]
from pathlib import Path
from xpeak_desktop.bootstrap import Profile
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.settings import Settings
marks.append(time.time() - began)
profile = Profile(find_places(sys.argv[2]))
with profile.working(Settings(keyring=False)) as desk:
    marks.append(time.time() - began)
    desk.ledger.interrupted()
    found = len(desk.ledger.uncertain())
    marks.append(time.time() - began)
    import json
    print(json.dumps([found, marks]), flush=True)
    if len(sys.argv) > 3:
        again = time.time()
        desk._ledger.close()
        desk._open_ledger(thorough=True)
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


def fill(folder: Path, receipts: int) -> Path:
    """A ledger of so many sent receipts, and ten whose sending a kill cut off."""
    path = folder / "default" / "ledger.sqlite3"
    ledger = Keeper(path, path.parent / "backups", FakeClock(START)).open()
    make_sent(ledger, SENT)
    for number in range(UNDER_WAY):
        make_sending(ledger, f"RC-{number + 2}")
    ledger.close()
    connection = sqlite3.connect(path)
    # Without the triggers, which are put back: only so a million rows take less than minutes.
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    known = triggers.fetchall()
    for name, _ in known:
        connection.execute(f"DROP TRIGGER {name}")
    for copy in (RECEIPTS, ATTEMPTS, EVENTS):
        connection.execute(copy, (receipts + 98 - UNDER_WAY,))
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


def measure(receipts: int, times: int) -> None:
    """Print the table of one size; the best of several starts, since the machine is shared."""
    with tempfile.TemporaryDirectory() as name:
        path = fill(Path(name), receipts)
        print(f"\n{receipts:,} receipts, {path.stat().st_size / 1e6:,.0f} MB")
        runs = [start(Path(name))[0] for _ in range(times)]
        best = min((marks for _, marks in runs), key=lambda marks: float(marks[-1]))
        for stage, mark in zip(STAGES, best, strict=True):
            print(f"  {stage:22} {mark:8.3f} s from the start")
        thorough, _, copy = start(Path(name), "more")[1]
        print(f"  {'thorough look (daily)':22} {thorough:8.3f} s")
        print(f"  {'copy, proved (daily)':22} {copy:8.3f} s")


def main() -> None:
    """Measure what was asked for."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--millions", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    asked = arguments.parse_args()
    for receipts in (100_000, 1_000_000) if asked.millions else (100_000,):
        measure(receipts, asked.times)


if __name__ == "__main__":
    main()
