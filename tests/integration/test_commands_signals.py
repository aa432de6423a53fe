"""Stopped, killed, looked at meanwhile: a pass of a real process ends cleanly or is taken up."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sales import QUICK, export, sale, sales, standing
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

COUNT = 30
NUMBERS = [one.number for one in sales(COUNT)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        profile = ShopProfile(tmp_path, server)
        export(profile, *sales(COUNT))
        profile.set_up(**QUICK)
        server.switches.answer_delay_seconds = 0.3
        yield profile


def start(shop: ShopProfile, *words: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "xpeak_desktop", *words, "--json", "--secrets-stdin"),
            *("--data-dir", str(shop.folder / "data")),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(shop.secrets))
    process.stdin.close()
    process.stdin = None
    return process


def wait_for(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < ends
        time.sleep(0.01)


def booked(shop: ShopProfile) -> int:
    live: int = shop.server.books.snapshot()["live"]
    return live


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_pass_after_the_requests_in_flight(
    shop: ShopProfile, number: signal.Signals, code: int
) -> None:
    process = start(shop, "sync")
    wait_for(lambda: booked(shop) >= 4)
    process.send_signal(number)
    began = time.monotonic()
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 3
    assert (process.returncode, err) == (code, "")
    answer = json.loads(out)
    # It waited for the answers that were under way, so that nothing has to be settled.
    assert answer["this_pass"]["stopped"] is True
    assert standing(answer) == {"sent": booked(shop), "ready": COUNT - booked(shop)}
    assert 4 <= booked(shop) < COUNT
    assert answer["problems"] == []
    shop.server.switches.answer_delay_seconds = 0
    ended, answer = shop.command("sync")
    assert (ended, standing(answer)) == (0, {"sent": COUNT})
    assert sorted(shop.live()) == NUMBERS


def test_a_signal_while_the_first_document_waits_ends_the_wait(shop: ShopProfile) -> None:
    shop.set_up(**(QUICK | {"settle_seconds = 300": "settle_seconds = 3000"}))
    shop.server.switches.journals_after_seconds = 5000
    process = start(shop, "sync")
    wait_for(lambda: booked(shop) == 1)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (143, "")
    assert standing(json.loads(out)) == {"sent": 1, "ready": COUNT - 1}


@pytest.mark.parametrize("words", [("match",), ("compare", "--month", "2026-11"), ("sync",)])
def test_a_signal_while_peak_is_slow_to_answer_ends_every_command(
    shop: ShopProfile, words: tuple[str, ...]
) -> None:
    shop.server.switches.delay_seconds = 0.4
    process = start(shop, *words)
    asked = shop.server.books.request_counts
    before = asked["GET /user"]
    wait_for(lambda: asked["GET /user"] > before)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (143, "")
    assert isinstance(json.loads(out), dict)


def test_status_can_be_asked_while_a_pass_runs(shop: ShopProfile) -> None:
    process = start(shop, "sync")
    seen = []
    while process.poll() is None:
        code, answer = shop.command("status")
        assert code == 0, answer
        assert sum(answer["receipts"].values()) == COUNT
        assert (answer["ok"], answer["problems"]) == (True, [])
        seen.append(answer["receipts"]["sent"])
        time.sleep(0.02)
    assert process.wait() == 0
    process.communicate()
    assert seen == sorted(seen)
    # It was really looked at in the middle.
    assert len({one for one in seen if 0 < one < COUNT}) >= 2


def test_what_a_killed_pass_left_is_told_and_then_settled(shop: ShopProfile) -> None:
    process = start(shop, "sync")
    wait_for(lambda: booked(shop) >= 4)
    process.kill()
    process.communicate()
    # What it had under way still counts at PEAK for a moment, which a 429 would tell.
    time.sleep(0.5)
    code, answer = shop.command("status")
    assert code == 0
    open_ones = answer["receipts"]["sending"] + answer["receipts"]["uncertain"]
    assert open_ones >= 1
    assert answer["receipts"]["sent"] + answer["receipts"]["ready"] + open_ones == COUNT
    shop.server.switches.answer_delay_seconds = 0
    code, answer = shop.sync_until_nothing_rests()
    assert (code, standing(answer)) == (0, {"sent": COUNT})
    assert sorted(shop.live()) == NUMBERS


DIE_IN_A_COMMIT = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = DELETE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
# So little memory that changed pages go to the file before the commit.
connection.execute("UPDATE receipt SET payload = payload || hex(randomblob(2000))")
connection.execute("UPDATE receipt SET changed_at = '2099'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_status_reads_a_ledger_whose_writer_was_killed_in_a_commit(shop: ShopProfile) -> None:
    shop.command("import", str(shop.exports / "sales.csv"))
    _, before = shop.command("status")
    died = subprocess.run([sys.executable, "-c", DIE_IN_A_COMMIT, str(shop.ledger)], check=False)
    assert died.returncode == -signal.SIGKILL
    journal = shop.ledger.with_name(shop.ledger.name + "-journal")
    assert journal.stat().st_size > 0
    # The journal is hot: a reader alone may not roll it back.
    with pytest.raises(sqlite3.OperationalError):
        read_only(shop.ledger)
    code, answer = shop.command("status")
    assert (code, answer) == (0, before)
    shop.server.switches.answer_delay_seconds = 0
    code, answer = shop.command("sync")
    assert (code, standing(answer)) == (0, {"sent": COUNT})


def read_only(ledger: Path) -> Any:
    connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM receipt").fetchone()
    finally:
        connection.close()


def test_a_second_command_meets_the_first_one_and_gives_way(shop: ShopProfile) -> None:
    process = start(shop, "sync")
    wait_for(lambda: booked(shop) >= 1)
    second = start(shop, "sync")
    out, err = second.communicate(timeout=20)
    assert (second.returncode, err) == (5, "")
    answer = json.loads(out)
    assert (answer["ok"], answer["problems"][-1]["code"]) == (False, "profile_busy")
    assert answer["problems"][-1]["params"] == {"pid": str(process.pid)}
    assert sum(answer["receipts"].values()) == COUNT
    process.communicate(timeout=20)
    assert process.returncode == 0
    assert sorted(shop.live()) == NUMBERS
    # The lock went with its holder.
    export(shop, sale("RC-99"))
    assert shop.command("sync")[0] == 0
