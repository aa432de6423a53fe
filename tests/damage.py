"""Ways in which a disk spoils a database file, each at a place that a seed draws."""

import os
import random
from collections.abc import Callable
from pathlib import Path

PAGE = 4096


def cut_short(path: Path, draw: random.Random) -> None:
    """A copy that was not finished."""
    os.truncate(path, draw.randrange(1, path.stat().st_size))


def cut_at_a_page(path: Path, draw: random.Random) -> None:
    os.truncate(path, PAGE * draw.randrange(1, path.stat().st_size // PAGE))


def cut_to_nothing(path: Path, draw: random.Random) -> None:
    os.truncate(path, 0)


def zero_page(path: Path, draw: random.Random) -> None:
    """A page that a power cut left unwritten."""
    _write_page(path, draw, bytes(PAGE))


def spoiled_page(path: Path, draw: random.Random) -> None:
    """A page of something else."""
    _write_page(path, draw, draw.randbytes(PAGE))


def no_database(path: Path, draw: random.Random) -> None:
    path.write_bytes(draw.randbytes(5000))


def flipped_bits(path: Path, draw: random.Random) -> None:
    """A few bits, anywhere: may be found or not, and must do no harm."""
    content = bytearray(path.read_bytes())
    for _ in range(4):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def _write_page(path: Path, draw: random.Random, page: bytes) -> None:
    pages = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        file.seek(PAGE * draw.randrange(pages))
        file.write(page)


SURE: dict[str, Callable[[Path, random.Random], None]] = {
    one.__name__: one
    for one in (cut_short, cut_at_a_page, cut_to_nothing, zero_page, spoiled_page, no_database)
}
"""Kinds that are found whenever the ledger is opened for writing."""
