"""The rows of a .csv: which encoding it is in, and what to do about a quote that never ends."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from xpeak_desktop.shop.unreadable import Reason, unreadable

_PIECE: Final = 1024 * 1024
_THAI_WINDOWS: Final = "cp874"
"""Windows-874 is TIS-620 with a few signs more."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """Name the encoding: by its mark, else UTF-8 if the whole file is that, else Windows-874.

    Raises FILE_UNREADABLE for UTF-8 that stops in the middle of a letter.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(3)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
        file.seek(0)
        beyond_ascii = False
        try:
            while piece := file.read(_PIECE):
                beyond_ascii = not decoder.decode(piece).isascii() or beyond_ascii
        except UnicodeDecodeError:
            return _THAI_WINDOWS
    if not decoder.getstate()[0]:
        return "utf-8"
    # A letter is cut in two. Without any whole Thai letter before it, it is no UTF-8 at all.
    if beyond_ascii:
        raise unreadable(path, Reason.BEING_WRITTEN)
    return _THAI_WINDOWS


def csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Give the rows one by one.

    A quote that is opened and never closed would swallow the rows after it; where that is seen,
    each line of the file is a row of its own again.
    """
    with path.open(encoding=encoding, newline="") as file:
        taken: list[str] = []

        def lines() -> Iterator[str]:
            for line in file:
                taken.append(line)
                yield line

        reader = csv.reader(lines(), delimiter=delimiter)
        width = 2
        while True:
            taken.clear()
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                # Longer than any cell can be: swallowed as well.
                yield from _line_by_line(taken, delimiter)
                reader = csv.reader(lines(), delimiter=delimiter)
                continue
            if any(_is_a_row(line, delimiter, width) for line in taken[1:]):
                yield from _line_by_line(taken, delimiter)
                continue
            width = max(width, len(row))
            yield row


def _is_a_row(line: str, delimiter: str, width: int) -> bool:
    """Whether a line is a row by itself, though it was read as a part of a cell."""
    return line.count(delimiter) >= width - 1 and not _ends_a_cell(line, delimiter)


def _ends_a_cell(line: str, delimiter: str) -> bool:
    """Whether the line's first quote is one that closes a cell: its number of quotes is odd, too.

    An address of several lines may have as many commas as a row has columns.
    """
    after = line.replace('""', "").partition('"')[2]
    return line.count('"') % 2 == 1 and after[:1] in ("", delimiter, "\r", "\n")


def _line_by_line(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    for line in lines:
        yield from csv.reader([line], delimiter=delimiter)
