"""A real file system that is easily full; only root may mount it, others skip."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[Path]:
    """Mount 64 KB on a new folder inside this one, and take it away again."""
    mounted = folder / "disk"
    mounted.mkdir()
    wanted = ",".join(("size=64k", *options))
    command = ["mount", "-t", "tmpfs", "-o", wanted, "xpeak-test", str(mounted)]
    if os.name != "posix" or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield mounted
    finally:
        # Lazily: a file that a failed test left open must not keep the disk for ever.
        subprocess.run(["umount", "--lazy", str(mounted)], capture_output=True, check=False)


def fill(disk: Path) -> None:
    """Write until nothing more fits."""
    with (disk / "fill").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
