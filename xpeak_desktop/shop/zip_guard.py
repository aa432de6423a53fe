"""Looks into an .xlsx before it is parsed, so that a hostile or absurd one cannot eat the memory.

What a zip says about its sizes is not believed: every entry is inflated and counted, piece by
piece, and thrown away.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from xpeak_desktop.shop.unreadable import Reason, unreadable

_MEGABYTE: Final = 1024 * 1024
MOST_ENTRIES: Final = 2_000
LARGEST_ENTRY: Final = 200 * _MEGABYTE
LARGEST_TOTAL: Final = 500 * _MEGABYTE
HIGHEST_RATIO: Final = 100
SMALL_ENTRY: Final = _MEGABYTE
"""Below this inflated size the ratio says nothing."""

MOST_CELLS: Final = 20_000_000
"""The reader lays a sheet out as a full rectangle, 24 bytes a cell, whatever is in it."""

_PIECE: Final = _MEGABYTE
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_LONGEST_REFERENCE: Final = 16
_FAR: Final = re.compile(rb"""r=["']([A-Z]{2,4}|[A-Z]?(?=\d{6}))(\d{1,9})""")
"""References beyond column Z or row 99,999: few or none in a usual file."""

_NEAR_COLUMNS: Final = 26
_NEAR_ROWS: Final = 99_999


class _Refused(Exception):  # noqa: N818
    """The reason this file is not parsed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def check_workbook(path: Path) -> None:
    """Raise FILE_UNREADABLE for a zip that is damaged, encrypted, too big or too far spread."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise _Refused(Reason.TOO_BIG)
            total = 0
            for entry in entries:
                total += _check_entry(file, entry, LARGEST_TOTAL - total)
    except _Refused as refused:
        raise unreadable(path, refused.reason) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError) as error:
        raise unreadable(path, Reason.DAMAGED) from error


def _check_entry(file: BinaryIO, entry: zipfile.ZipInfo, left: int) -> int:
    """Inflate one entry and give its true size in bytes."""
    size, checksum, limit = 0, 0, min(LARGEST_ENTRY, left)
    spread = _Spread() if "worksheets/" in entry.filename else None
    for piece in _pieces(file, entry):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > limit:
            raise _Refused(Reason.TOO_BIG)
        if size > SMALL_ENTRY and size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise _Refused(Reason.TOO_BIG)
        if spread:
            spread.add(piece)
    # A damaged file may seem to say anything, so this comes first.
    if checksum != entry.CRC:
        raise _Refused(Reason.DAMAGED)
    if spread and spread.too_far:
        raise _Refused(Reason.STRAY_CELLS)
    return size


def _pieces(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.flag_bits & 1:
        raise _Refused(Reason.ENCRYPTED)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _Refused(Reason.DAMAGED)
    file.seek(entry.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise _Refused(Reason.DAMAGED)
    file.seek(name_length + extra_length, 1)
    left = entry.compress_size
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail


class _Spread:
    """How far the cells of one sheet reach, so that one stray cell cannot ask for gigabytes."""

    def __init__(self) -> None:
        self._columns = _NEAR_COLUMNS
        self._rows = _NEAR_ROWS
        self._tail = b""

    @property
    def too_far(self) -> bool:
        """Whether the rectangle around the cells is larger than the reader may be given."""
        return self._columns * self._rows > MOST_CELLS

    def add(self, piece: bytes) -> None:
        """Take the next piece of the sheet's text."""
        text = self._tail + piece
        # A reference may be cut in two between pieces.
        self._tail = text[-_LONGEST_REFERENCE:]
        for letters, digits in set(_FAR.findall(text)):
            self._columns = max(self._columns, _column_number(letters))
            self._rows = max(self._rows, int(digits))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
