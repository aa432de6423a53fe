"""From the start of the process to the first picture on the screen, beside a bare PySide6 window.

    python -m tests.bench first_paint

On a screen of its own (Xvfb), whose memory is watched until it is no longer black. Warm, and with
the files' pages dropped from the system's memory. The bundle only if ``dist`` has one; what it is
measured beside is the bare window packed in the same way.
"""

import mmap
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.rows import Goal, Interleaved, Row
from tests.bench.sizes import BUILT, bare_bundle

_SIZE = "1280x800"
_LONGEST = 30.0
_TIMES = 3
"""A start is short, and its spread wide."""


class Screen:
    """A screen nobody sees; black until somebody paints."""

    def __init__(self, name: str, memory: Path) -> None:
        self.name = name
        with memory.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._black = self._middle()

    def _middle(self) -> bytes:
        """A part of the picture that any window covers."""
        return self._memory[len(self._memory) // 4 : len(self._memory) // 4 + 400_000 : 64]

    def first_paint(self, command: list[str], folder: Path) -> float:
        """Start it; seconds until it has painted. It is ended again."""
        environ = {
            "DISPLAY": self.name,
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        try:
            while self._middle() == self._black:
                assert process.poll() is None, f"{command[0]} ended by itself"
                assert time.perf_counter() - began < _LONGEST, f"{command[0]} paints nothing"
                time.sleep(0.002)
            return time.perf_counter() - began
        finally:
            process.kill()
            process.wait()
            while self._middle() != self._black:
                time.sleep(0.002)


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    read, write = os.pipe()
    process = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-noreset", "-br"),
            *("-screen", "0", f"{_SIZE}x24", "-fbdir", str(folder)),
        ],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield Screen(f":{number}", folder / "Xvfb_screen0")
    finally:
        process.terminate()
        process.wait()


def drop_from_memory(folders: list[Path]) -> None:
    """Let the system forget these files' pages, as after a start of the computer."""
    os.sync()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                file = os.open(path, os.O_RDONLY)
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(file)


def rows(rounds: int) -> Iterator[Row]:
    source = [
        Path(sysconfig.get_path("purelib")),
        Path(sysconfig.get_path("stdlib")),
        Path("xpeak_desktop"),
    ]
    python = [sys.executable, "-m"]
    yield from pair(
        "source", [*python, "xpeak_desktop"], [*python, "tests.bench.bare_window"], source, rounds
    )
    if BUILT.exists():
        with bare_bundle() as bare:
            folders = [BUILT.parent, bare.parent]
            yield from pair("bundle", [str(BUILT)], [str(bare)], folders, rounds)


def pair(
    what: str, ours: list[str], bare: list[str], files: list[Path], rounds: int
) -> Iterator[Row]:
    """Warm and cold starts of ours and of the bare window."""
    with tempfile.TemporaryDirectory() as name, screen(Path(name)) as black:

        def start(command: list[str], *, cold: bool) -> float:
            with tempfile.TemporaryDirectory() as home:
                data = ["--data-dir", home, "--lang", "th"] if command is ours else []
                if cold:
                    drop_from_memory(files)
                return black.first_paint([*command, *data], Path(home))

        start(ours, cold=False)
        start(bare, cold=False)
        # All warm ones first: a cold start of either leaves the other cold as well.
        found = Interleaved(
            {
                "ours": lambda: start(ours, cold=False),
                "bare": lambda: start(bare, cold=False),
            }
        ).run(_TIMES * rounds)
        found |= Interleaved(
            {
                "ours cold": lambda: start(ours, cold=True),
                "bare cold": lambda: start(bare, cold=True),
            }
        ).run(_TIMES * rounds)
    against = "bare PySide6 window"
    yield Row(f"{what}: start to first paint, warm", "s", found["ours"], found["bare"], against,
              Goal(0.5))  # fmt: skip
    yield Row(f"{what}: start to first paint, cold", "s", found["ours cold"], found["bare cold"],
              against, Goal(1.0))  # fmt: skip
