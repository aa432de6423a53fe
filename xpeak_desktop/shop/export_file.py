"""Export files into records: .xlsx, .xls and .csv, row by row, whatever stands above the table."""

import csv
import hashlib
import io
from collections.abc import Generator, Iterable, Iterator, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import python_calamine as calamine

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.ports import Complaint, Records, SeenColumn
from xpeak_desktop.shop.columns import ColumnProfile, Columns, bare, builtin_heading, resolve
from xpeak_desktop.shop.csv_text import csv_rows, encoding_of
from xpeak_desktop.shop.fields import AMOUNTS, says
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
_MOST_SHOWN: Final = 6
_FIGURES: Final = AMOUNTS | {Key.QUANTITY, Key.UNIT_PRICE, Key.LINE_DISCOUNT}

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

    Other sheets with receipts, or with what may be some, add the columns that it lacks. Of two
    columns with one heading only the first is told. Raises FILE_UNREADABLE.
    """
    with _explained(path):
        _size_and_time(path)
        tops = [_Top(table, profile) for table in _tables(path)]
    best = max(tops, key=lambda top: top.closeness, default=None)
    if best is None or best.closeness == (0, 0):
        raise unreadable(path, Reason.EMPTY)
    least = _least_words(best.columns.places.keys())
    found: dict[str, SeenColumn] = {}
    for top in (best, *(one for one in tops if one.may_hold_receipts(least))):
        for column in _seen(top.rows[top.place], top.below, profile):
            found.setdefault(bare(column.heading), column)
    return tuple(found.values())


class _Top:
    """The first rows of a table, and which of them is likeliest its heading row."""

    def __init__(self, table: "_Table", profile: ColumnProfile | None) -> None:
        with closing(table.rows) as rows:
            self.rows = list(islice(rows, ROWS_WITH_HEADINGS + _EXAMPLES))
        self.is_text = table.is_text
        self.place = 0
        self.columns = resolve((), profile)
        self.closeness = 0, 0
        self._profile = profile
        for place, row in enumerate(self.rows[:ROWS_WITH_HEADINGS]):
            columns = resolve(row, profile)
            closeness = len(columns.places), len(columns.seen)
            if closeness > self.closeness:
                self.place, self.columns, self.closeness = place, columns, closeness

    @property
    def below(self) -> list[list[Cell]]:
        """The first rows under the headings."""
        return self.rows[self.place + 1 : self.place + 1 + _EXAMPLES]

    def may_hold_receipts(self, least: int) -> bool:
        """Whether a sheet has receipts, or could, once a person has said what its columns are."""
        if self.is_text or not self.columns.places:
            return False
        return _first_like_receipts(self.rows, least, self._profile) is not None


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
    """Read every table with receipts as one; lists of products only when there is none."""
    reading = _Reading(path, profile)
    for table in _tables(path):
        with closing(table.rows):
            reading.take(table)
        if table.is_text and reading.has_receipts:
            break
    return reading.records()


class _Reading:
    """What is found in the tables of one file, one after the other."""

    def __init__(self, path: Path, profile: ColumnProfile | None) -> None:
        self._path = path
        self._profile = profile
        self._grouping: Grouping | None = None
        self._keys: frozenset[Key] = frozenset()
        self._unknown: dict[str, None] = {}
        self._products: dict[tuple[str, str], None] | None = None
        self._nearest: Columns | None = None
        self._unread: list[tuple[str, list[list[Cell]]]] = []

    @property
    def has_receipts(self) -> bool:
        """Whether a table with receipts was among them."""
        return self._grouping is not None

    def take(self, table: "_Table") -> None:
        """Read one table by what its first rows say it is."""
        top = list(islice(table.rows, ROWS_WITH_HEADINGS))
        for place, row in enumerate(top):
            columns = resolve(row, self._profile)
            below = enumerate(chain(top[place + 1 :], table.rows), start=place + 2)
            if not columns.missing:
                self._take_receipts(table.name, columns, below)
                return
            if columns.product_list:
                products = dict.fromkeys(_products(columns, below))
                self._products = (self._products or {}) | products
                return
            if columns.seen and _is_nearer(columns, self._nearest):
                self._nearest = columns
        if not table.is_text:
            self._unread.append((table.name, top))

    def _take_receipts(
        self, name: str, columns: Columns, rows: Iterable[tuple[int, list[Cell]]]
    ) -> None:
        if self._grouping is None:
            self._grouping = Grouping(name, columns)
        else:
            self._grouping.begin(name, columns)
        self._keys |= columns.places.keys()
        self._unknown |= dict.fromkeys(columns.unknown)
        add = self._grouping.add
        for number, row in rows:
            add(number, row)

    def records(self) -> Records:
        """Give what they hold together; raises ``Trouble`` when that is nothing."""
        if self._grouping is not None:
            receipts = self._grouping.receipts()
            complaints = (*self._grouping.complaints(), *self._sheets_to_see(self._keys))
            return Records(receipts, complaints, unknown_headings=tuple(self._unknown))
        if self._products is not None:
            complaints = tuple(self._sheets_to_see(frozenset(Key)))
            return Records((), complaints, products=tuple(self._products))
        if self._nearest is not None:
            raise _headings_unknown(self._path, self._nearest)
        raise unreadable(self._path, Reason.EMPTY)

    def _sheets_to_see(self, keys: frozenset[Key]) -> Iterator[Complaint]:
        """Complain about sheets that were not read though they may hold receipts like the others'.

        Beside its receipts a workbook often has sums, notes or a pivot table: those are narrower,
        or hold figures.
        """
        least = _least_words(keys)
        for name, top in self._unread:
            place = _first_like_receipts(top, least, self._profile)
            if place is not None:
                shown = [text for text in map(read_text, top[place]) if text]
                yield Complaint(name, place + 1, "", ", ".join(shown[:_MOST_SHOWN]))


def _least_words(keys: Set[Key]) -> int:
    """In how many cells a row of receipts has words, if the table has these columns."""
    return max(2, len(keys - _FIGURES) // 2)


def _first_like_receipts(
    top: Sequence[list[Cell]], least: int, profile: ColumnProfile | None
) -> int | None:
    """The first row that receipts may begin with: a column is their number's, or many hold words.

    One such row may be a pivot table's headings, so there must be two, if there are two rows.
    """
    for place, row in enumerate(top):
        if Key.NUMBER in resolve(row, profile).places:
            return place
    filled = sum(any(map(says, row)) for row in top)
    wordy = [place for place, row in enumerate(top) if sum(map(_is_word, row)) >= least]
    return wordy[0] if wordy and len(wordy) >= min(2, filled) else None


def _is_word(cell: Cell) -> bool:
    return not isinstance(cell, int | float) and says(cell)


def _is_nearer(columns: Columns, nearest: Columns | None) -> bool:
    return nearest is None or _closeness(columns) > _closeness(nearest)


def _closeness(columns: Columns) -> int:
    return len(columns.places)


def _headings_unknown(path: Path, nearest: Columns) -> Trouble:
    return trouble(
        Code.FILE_HEADINGS_UNKNOWN,
        file=path.name,
        missing=", ".join(builtin_heading(key) for key in nearest.missing),
        headings=", ".join((nearest.unknown or nearest.seen)[:_MOST_SEEN]),
    )


def _products(
    columns: Columns, rows: Iterable[tuple[int, list[Cell]]]
) -> Iterator[tuple[str, str]]:
    sku, name = columns.places[Key.SKU], columns.places[Key.PRODUCT_NAME]
    width = max(sku, name) + 1
    # A row of a text file may end before its last columns.
    whole = ([*row, *[""] * (width - len(row))] for _, row in rows)
    pairs = ((read_text(row[sku]), read_text(row[name])) for row in whole)
    return (pair for pair in pairs if pair[0])


# --------------------------------------------------------------------------- the tables of a file


@dataclass(frozen=True, slots=True)
class _Table:
    """A table and how complaints call it; ``is_text``: one of several ways to cut up a text."""

    name: str
    rows: Rows
    is_text: bool = False


def _tables(path: Path) -> Iterator[_Table]:
    """Every table that may hold the records: by what the file is, not by its name."""
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
            yield _Table(path.name, _text_rows(path, encoding, delimiter), is_text=True)


def _check_old_workbook(path: Path) -> None:
    if path.stat().st_size > LARGEST_OLD_WORKBOOK:
        raise unreadable(path, Reason.TOO_BIG)
    # An .xlsx with a password is a file of the old kind with the new one locked up inside.
    if _ENCRYPTED_PACKAGE in path.read_bytes():
        raise unreadable(path, Reason.ENCRYPTED)


def _sheets(path: Path, *, own_suffix: bool) -> Iterator[_Table]:
    """The work sheets in order. The reader believes a suffix, so a wrong one is kept from it.

    What a person has hidden is no record of theirs, unless nothing else holds anything.
    """
    with (
        calamine.CalamineWorkbook.from_path(path)
        if own_suffix
        else calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    ) as workbook:
        seen, hidden = _work_sheets(workbook)
        filled = False
        for names in (seen, hidden):
            if filled:
                return
            for name in names:
                sheet = workbook.get_sheet_by_name(name)
                filled = filled or sheet.height > 0
                called = f"{path.name} · {name}" if len(names) > 1 else path.name
                yield _Table(called, _sheet_rows(sheet))


def _work_sheets(workbook: calamine.CalamineWorkbook) -> tuple[list[str], list[str]]:
    """The names of the work sheets that a person sees, and of the hidden ones."""
    seen: list[str] = []
    hidden: list[str] = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
            visible = sheet.visible == calamine.SheetVisibleEnum.Visible
            (seen if visible else hidden).append(sheet.name)
    return seen, hidden


def _sheet_rows(sheet: calamine.CalamineSheet) -> Rows:
    # Row by row: the whole sheet at once would hold the interpreter, and freeze the window.
    yield from sheet.iter_rows()


def _text_rows(path: Path, encoding: str, delimiter: str) -> Rows:
    for row in csv_rows(path, encoding, delimiter):
        yield list(row)
