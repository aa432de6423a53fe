"""The real process, killed with SIGKILL in the middle of its work: nothing twice, nothing lost."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

KILLS = 50
RECEIPTS = 600
SETTLE_SECONDS = 0.4
PASSES_AT_MOST = 40
CHANNELS_OFF = {"ShopeePay", "พร้อมเพย์"}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    switches = Switches(mint_limit_seconds=0, post_delay_seconds=0.02, answer_delay_seconds=0.02)
    with PracticeServer(receipts=RECEIPTS, seed=7, switches=switches) as server:
        profile = ShopProfile(tmp_path, server)
        server.shop.write_csv(profile.exports)
        profile.set_up(
            **{
                "settle_seconds = 300": f"settle_seconds = {SETTLE_SECONDS}",
                "retry_seconds = 30": "retry_seconds = 0.1",
            }
        )
        yield profile


def start_pass(shop: ShopProfile) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "xpeak_desktop", "sync", "--json", "--secrets-stdin"),
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


def finish_pass(shop: ShopProfile) -> dict[str, Any]:
    process = start_pass(shop)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def pass_until_nothing_rests(shop: ShopProfile) -> dict[str, Any]:
    for _ in range(PASSES_AT_MOST):
        answer = finish_pass(shop)
        if answer["next_try_seconds"] is None:
            return answer
        time.sleep(min(answer["next_try_seconds"], 1.0))
    raise AssertionError(f"still resting: {answer['receipts']}")


def kill_once(shop: ShopProfile, draw: random.Random) -> bool:
    """Kill a pass at a random moment; whether it had sent something by then."""
    before = shop.posts()
    process = start_pass(shop)
    if draw.random() < 0.7:
        # A pass needs a while to start: wait for its first document, then pick the moment.
        wait_until(lambda: shop.posts() > before or process.poll() is not None)
        time.sleep(draw.uniform(0.0, 0.25))
    else:
        time.sleep(draw.uniform(0.1, 1.2))
    process.kill()
    process.communicate()
    if process.returncode == 0 or process.returncode == 1:
        # It finished before the kill: more sales keep the next passes busy.
        shop.server.shop.more(100)
        shop.server.shop.write_csv(shop.exports)
    return process.returncode == -signal.SIGKILL and shop.posts() > before


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.005)


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_fifty_kills_in_the_middle_of_passes_neither_double_nor_lose(shop: ShopProfile) -> None:
    draw = random.Random(20261123)
    while_sending = sum(kill_once(shop, draw) for _ in range(KILLS))
    assert while_sending > KILLS // 3
    answer = pass_until_nothing_rests(shop)
    sendable = shop.server.shop.sendable()
    expected = {one.number for one in sendable if one.channel not in CHANNELS_OFF}
    live = shop.live()
    assert live.keys() == expected
    assert answer["receipts"]["sent"] == len(expected)
    assert answer["receipts"]["uncertain"] == answer["receipts"]["sending"] == 0
    code, compared = shop.command("compare", "--month", shop.server.shop.month)
    assert (code, compared["difference"]) == (0, "0.00")
