"""What the program costs while nothing happens, beside a bare PySide6 window in the same minutes.

    python -m tests.bench idle

The real program over a real shop's profile, its secrets in a real keyring, its first pass done, its
window open at Home, waiting for the next.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench.rows import Goal, Row
from tests.offscreen import OFFSCREEN
from tests.secret_service import Bus
from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer

SECONDS = 300
_UNTIL_QUIET = 30


def rows(rounds: int) -> Iterator[Row]:
    """Five minutes of both at once."""
    del rounds
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        bus = ends.enter_context(Bus(folder / "home"))
        bus.start_keyring()
        server = ends.enter_context(PracticeServer(receipts=200, seed=3))
        shop = ShopProfile(folder, server)
        server.shop.write_csv(shop.exports)
        environ = os.environ | bus.environ | {"QT_QPA_PLATFORM": OFFSCREEN}
        data = ["--data-dir", str(folder / "data")]
        subprocess.run(
            [
                *(sys.executable, "-m", "xpeak_desktop", "setup", "--secrets-stdin", *data),
                *("--config", str(shop.write_config())),
            ],
            env=environ,
            input=json.dumps(shop.secrets).encode(),
            stdout=subprocess.DEVNULL,
            check=True,
        )
        commands = {
            "ours": ["-m", "xpeak_desktop", *data],
            "bare": ["-m", "tests.bench.bare_window"],
        }
        running = {}
        for name, command in commands.items():
            running[name] = subprocess.Popen([sys.executable, *command], env=environ)
            ends.callback(running[name].kill)
        time.sleep(_UNTIL_QUIET)
        # At Home, and not at a page that asks for a token.
        assert server.books.live_receipts()
        before = {name: spent(process.pid) for name, process in running.items()}
        time.sleep(SECONDS)
        assert all(process.poll() is None for process in running.values())
        used = {
            name: [end - begin for begin, end in zip(before[name], spent(process.pid), strict=True)]
            for name, process in running.items()
        }
    cpu = {name: figures[0] / SECONDS * 100 for name, figures in used.items()}
    wakes = {name: figures[1] / SECONDS for name, figures in used.items()}
    against = "bare PySide6 window"
    yield Row("idle: processor time", "%", [cpu["ours"]], [cpu["bare"]], against, Goal(0.1))
    yield Row("idle: wake-ups", "a second", [wakes["ours"]], [wakes["bare"]], against)


def spent(pid: int) -> tuple[float, float]:
    """Processor seconds and voluntary switches of all threads of a process so far."""
    ticks, switches = 0, 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        after_name = (task / "stat").read_text().rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                switches += int(line.split()[1])
    return ticks / os.sysconf("SC_CLK_TCK"), switches
