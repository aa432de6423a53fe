"""Export files into records: .xlsx, .xls and .csv, row by row, whatever stands above the table."""

import csv
import hashlib
import io
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Final

import python_calamine as calamine

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.ports import Records, SeenColumn
from xpeak_desktop.shop.columns import ColumnProfile, Columns, bare, builtin_heading, resolve
from xpeak_desktop.shop.csv_text import csv_rows, encoding_of
from xpeak_desktop.shop.grouping import Grouping
from xpeak_desktop.shop.unreadable import Reason, cannot_open, unreadable
from xpeak_desktop.shop.values import Cell, read_text
from xpeak_desktop.shop.zip_guard import check_workbook

SUFFIXES: Final = frozenset({".xlsx", ".xls", ".csv"})
LARGEST_FILE: Final = 500 * 1024 * 1024
LARGEST_OLD_WORKBOOK: Final = 100 * 1024 * 1024
ROWS_WITH_HEADINGS: Final = 30
"""The heading row is looked for in so many first rows."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS: Final = (",", ";", "\t")
_MOST_SEEN: Final = 12
_EXAMPLES: Final = 3

Rows = Generator[list[Cell], None, None]


def read_export(path: Path, profile: ColumnProfile | None = None) -> Records:
    """Read one export file into receipts, or a product list into products.

    Raises FILE_UNREADABLE (``file``, ``reason``: a ``Reason``) or FILE_HEADINGS_UNKNOWN
    (``file``, ``missing``, ``headings``: what stands there that nobody knows).
    """
    with _explained(path):
        before = _size_and_time(path)
        records = _read(path, profile)
        if _size_and_time(path) != before:
            raise unreadable(path, Reason.BEING_WRITTEN)
    return records


def look_at_columns(path: Path, profile: ColumnProfile | None = None) -> tuple[SeenColumn, ...]:
    """Tell the columns of a file's likeliest table, to be explained by a person.

    Of two columns with one heading only the left one is told. Raises FILE_UNREADABLE.
    """
    with _explained(path):
        _size_and_time(path)
        best: list[list[Cell]] = []
        highest = (0, 0)
        for table in _tables(path):
            with closing(table) as rows:
                top = list(islice(rows, ROWS_WITH_HEADINGS + _EXAMPLES))
            for place, row in enumerate(top[:ROWS_WITH_HEADINGS]):
                columns = resolve(row, profile)
                closeness = len(columns.places), len(columns.seen)
                if closeness > highest:
                    highest, best = closeness, top[place : place + 1 + _EXAMPLES]
    if not best:
        raise unreadable(path, Reason.EMPTY)
    return _seen(best[0], best[1:], profile)


def _seen(
    heads: list[Cell], below: Sequence[list[Cell]], profile: ColumnProfile | None
) -> tuple[SeenColumn, ...]:
    keys = {place: key for key, place in resolve(heads, profile).places.items()}
    found: dict[str, SeenColumn] = {}
    for place, cell in enumerate(heads):
        heading = read_text(cell)
        if heading and bare(heading) not in found:
            cells = [read_text(row[place]) for row in below if place < len(row)]
            examples = tuple(dict.fromkeys(text for text in cells if text))
            found[bare(heading)] = SeenColumn(heading, keys.get(place), examples)
    return tuple(found.values())


def file_digest(path: Path) -> str:
    """Name a file by its content (SHA-256), so that a copy under another name is known."""
    with _explained(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the readers raise about a file into the one Problem a person can act on."""
    try:
        yield
    except OSError as error:
        raise cannot_open(path, error) from error
    except calamine.PasswordError as error:
        raise unreadable(path, Reason.ENCRYPTED) from error
    except UnicodeError as error:
        raise unreadable(path, Reason.ENCODING) from error
    except (calamine.CalamineError, csv.Error) as error:
        raise unreadable(path, Reason.DAMAGED) from error
    except BaseException as error:
        # A bug in the Rust reader arrives as PanicException, which is no Exception on purpose.
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(path, Reason.DAMAGED) from error


def _size_and_time(path: Path) -> tuple[int, int]:
    """What changes while somebody writes; refuses what is not worth opening."""
    found = path.stat()
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        raise unreadable(path, Reason.FILE_TYPE)
    if found.st_size == 0:
        raise unreadable(path, Reason.EMPTY)
    if found.st_size > LARGEST_FILE:
        raise unreadable(path, Reason.TOO_BIG)
    return found.st_size, found.st_mtime_ns


def _read(path: Path, profile: ColumnProfile | None) -> Records:
    """Read the first table with receipts; a list of products only when there is none."""
    nearest: Columns | None = None
    products: Records | None = None
    for table in _tables(path):
        with closing(table) as rows:
            top = list(islice(rows, ROWS_WITH_HEADINGS))
            for place, row in enumerate(top):
                columns = resolve(row, profile)
                below = enumerate(chain(top[place + 1 :], rows), start=place + 2)
                if not columns.missing:
                    return _receipts(path.name, columns, below)
                if columns.product_list and products is None:
                    products = _products(columns, below)
                    break
                if columns.seen and (nearest is None or _closeness(columns) > _closeness(nearest)):
                    nearest = columns
    if products is not None:
        return products
    raise _headings_unknown(path, nearest) if nearest else unreadable(path, Reason.EMPTY)


def _closeness(columns: Columns) -> int:
    return len(columns.places)


def _headings_unknown(path: Path, nearest: Columns) -> Trouble:
    return trouble(
        Code.FILE_HEADINGS_UNKNOWN,
        file=path.name,
        missing=", ".join(builtin_heading(key) for key in nearest.missing),
        headings=", ".join((nearest.unknown or nearest.seen)[:_MOST_SEEN]),
    )


def _receipts(file: str, columns: Columns, rows: Iterable[tuple[int, list[Cell]]]) -> Records:
    grouping = Grouping(file, columns)
    for number, row in rows:
        grouping.add(number, row)
    receipts = grouping.receipts()
    return Records(receipts, grouping.complaints(), unknown_headings=columns.unknown)


def _products(columns: Columns, rows: Iterable[tuple[int, list[Cell]]]) -> Records:
    sku, name = columns.places[Key.SKU], columns.places[Key.PRODUCT_NAME]
    width = max(sku, name) + 1
    # A row of a text file may end before its last columns.
    whole = ([*row, *[""] * (width - len(row))] for _, row in rows)
    pairs = ((read_text(row[sku]), read_text(row[name])) for row in whole)
    return Records((), products=tuple(pair for pair in pairs if pair[0]))


# --------------------------------------------------------------------------- the tables of a file


def _tables(path: Path) -> Iterator[Rows]:
    """Every table that may hold the records, as rows: by what the file is, not by its name."""
    with path.open("rb") as file:
        start = file.read(len(_OLE))
    if start.startswith(_ZIP):
        check_workbook(path)
        yield from _sheets(path, own_suffix=path.suffix.lower() == ".xlsx")
    elif start == _OLE:
        _check_old_workbook(path)
        yield from _sheets(path, own_suffix=path.suffix.lower() == ".xls")
    elif path.suffix.lower() == ".xlsx":
        raise unreadable(path, Reason.DAMAGED)
    elif start.lstrip().startswith(b"<"):
        # Some programs call a web page .xls.
        raise unreadable(path, Reason.FILE_TYPE)
    else:
        encoding = encoding_of(path)
        for delimiter in _DELIMITERS:
            yield _text_rows(path, encoding, delimiter)


def _check_old_workbook(path: Path) -> None:
    if path.stat().st_size > LARGEST_OLD_WORKBOOK:
        raise unreadable(path, Reason.TOO_BIG)
    # An .xlsx with a password is a file of the old kind with the new one locked up inside.
    if _ENCRYPTED_PACKAGE in path.read_bytes():
        raise unreadable(path, Reason.ENCRYPTED)


def _sheets(path: Path, *, own_suffix: bool) -> Iterator[Rows]:
    """The work sheets in order. The reader believes a suffix, so a wrong one is kept from it."""
    with (
        calamine.CalamineWorkbook.from_path(path)
        if own_suffix
        else calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    ) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                yield _sheet_rows(workbook.get_sheet_by_name(sheet.name))


def _sheet_rows(sheet: calamine.CalamineSheet) -> Rows:
    # Row by row: the whole sheet at once would hold the interpreter, and freeze the window.
    yield from sheet.iter_rows()


def _text_rows(path: Path, encoding: str, delimiter: str) -> Rows:
    for row in csv_rows(path, encoding, delimiter):
        yield list(row)
