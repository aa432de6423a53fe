"""What the bundle weighs beside a bare PySide6 window packed in the same way.

    python -m tests.bench sizes

``resources/dev/bundle`` makes the one; the other is made here, by the same recipe.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.rows import Goal, Row

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "dist" / "xpeak-desktop" / "xpeak-desktop"
BARE = ROOT / "tests" / "bench" / "bare_window.py"


@contextmanager
def bare_bundle() -> Iterator[Path]:
    """The bare window as a program; gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(
            [
                *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
                *("--distpath", name, "--workpath", f"{name}/work", str(ROOT / "build.spec")),
            ],
            env=os.environ | {"XPEAK_BUNDLE_BARE": str(BARE), "QT_QPA_PLATFORM": "offscreen"},
            check=True,
        )
        yield Path(name) / "bare" / "bare"


def size_mb(folder: Path) -> float:
    """What the files of a folder hold; links count nothing."""
    files = (one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    return sum(one.stat().st_size for one in files) / 1e6


def rows(rounds: int) -> Iterator[Row]:
    del rounds
    if not BUILT.exists():
        print("no bundle in dist: resources/dev/bundle makes it")
        return
    with bare_bundle() as bare:
        yield Row(
            "bundle",
            "MB",
            [size_mb(BUILT.parent)],
            [size_mb(bare.parent)],
            "bare PySide6 window, packed alike",
            Goal(1.15, of_ratio=True),
        )
