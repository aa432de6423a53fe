"""Memory of the program's window over a thousand, a hundred thousand and a million receipts.

    python -m tests.bench memory

Each size in a process of its own: the window opens, every place is made and visited, the list is
scrolled to its end and searched; then the resident memory is read.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Goal, Row
from tests.bench.start_to_safe import fill
from tests.bench.window_100k import vary
from xpeak_desktop.desktop.clock import SystemClock

SIZES = (1_000, 100_000, 1_000_000)

CHILD = """
import sys
from pathlib import Path
from tests.bench.window_100k import Stopwatch, resident_mb, use_window
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.ui.app import the_application
use_window(Path(sys.argv[1]), SystemClock(), Stopwatch(the_application([])))
print(resident_mb(), flush=True)
"""


def rows(rounds: int) -> Iterator[Row]:
    """One start of each size: memory hardly varies."""
    del rounds
    used: dict[int, float] = {}
    for receipts in SIZES:
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
            path = fill(Path(name), receipts)
            vary(path, SystemClock().now().date().isoformat())
            done = subprocess.run(
                [sys.executable, "-c", CHILD, str(path)], capture_output=True, check=True, text=True
            )
        used[receipts] = float(done.stdout.split()[-1])
    least = used[SIZES[0]]
    yield Row(f"memory at {SIZES[0]:,} receipts", "MB", [least], goal=Goal(150))
    for receipts in SIZES[1:]:
        against = f"at {SIZES[0]:,}"
        goal = Goal(1.2, of_ratio=True)
        yield Row(
            f"memory at {receipts:,} receipts", "MB", [used[receipts]], [least], against, goal
        )
