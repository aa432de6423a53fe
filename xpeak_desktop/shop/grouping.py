"""Rows into receipts: grouped by number over one whole file, in file order, nothing dropped unsaid.

A file may have several tables: the sheets of a workbook, each with columns of its own.

A receipt's own fields may be repeated on every row or stand on its first row only. Most rows
repeat what is known already, so they are first compared as they are and looked into only when not.
"""

import string
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import Final

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.receipt import Line, Receipt, Status
from xpeak_desktop.domain.words import Words, plain
from xpeak_desktop.ports import Complaint
from xpeak_desktop.shop.columns import Columns, bare
from xpeak_desktop.shop.fields import AMOUNTS, HEAD, LINE, Fields, picker, says
from xpeak_desktop.shop.values import Cell, read_code, read_text

_IDENTITY: Final = frozenset({Key.ORDER_NUMBER, Key.ISSUED_ON})
_MEANINGS: Final[Mapping[Key, Callable[[str], object]]] = {
    Key.STATUS: Words().status,
    Key.KIND: Words().kind,
    Key.VAT_MODE: Words().vat_mode,
}
"""One row may say "paid" and the next "shipped": both sell it."""

_DECISIVE: Final = frozenset({*_MEANINGS, Key.ISSUED_ON, Key.CHANNEL, *AMOUNTS})
"""What is booked hangs on these: where rows differ in one, none of them is chosen."""

_MOST_TOLD: Final = 5
_ROWS_OF_A_TABLE: Final = 1 << 32
"""More than any has: rows are counted on through all tables."""


_TOTAL_WORDS: Final = ("รวม", "ยอดรวม", "ผลรวม", "total", "grandtotal", "subtotal", "sum")
_NO_TOTAL: Final = frozenset(string.ascii_letters + string.digits) - {
    letter for word in _TOTAL_WORDS for letter in (word[0], word[0].upper())
}
"""With these no total begins; nearly every receipt's number does."""
_NOT_IN_A_TOTAL: Final = itemgetter(
    *map(HEAD.index, (Key.ORDER_NUMBER, Key.ISSUED_ON, Key.STATUS, Key.CHANNEL))
)
_SKU, _PRODUCT_NAME, _UNIT_PRICE = (
    LINE.index(key) for key in (Key.SKU, Key.PRODUCT_NAME, Key.UNIT_PRICE)
)


def _begins_like_a_total(text: str) -> bool:
    return text[:1] not in _NO_TOTAL and _is_total_word(text)


@lru_cache(maxsize=4096)
def _is_total_word(text: str) -> bool:
    return bare(text).startswith(_TOTAL_WORDS)


class _Draft:
    """A receipt that is being gathered: its own cells, its lines, and the row it begins in.

    ``later`` has the rows of the cells that stood further down, ``differing`` every cell of the
    columns in which its rows contradict each other.
    """

    __slots__ = ("differing", "fields", "head", "later", "lines", "number", "row")

    def __init__(self, fields: Fields, number: str, head: tuple[Cell, ...], row: int) -> None:
        self.fields = fields
        self.number = number
        self.head = head
        self.row = row
        self.later: dict[Key, int] = {}
        self.differing: dict[Key, list[Cell]] = {}
        self.lines: list[Line] = []


class Grouping:
    """Takes the rows of one file one by one; gives the receipts at the end."""

    def __init__(self, name: str, columns: Columns) -> None:
        self._tables: list[tuple[str, Fields]] = []
        self.begin(name, columns)
        self._drafts: list[_Draft] = []
        self._by_number: dict[str, _Draft] = {}
        self._by_cell: dict[Cell, _Draft] = {}
        self._above: _Draft | None = None
        self._silent = ("",) * len(HEAD)
        self._products: set[Cell] = set()

    def begin(self, name: str, columns: Columns) -> None:
        """Go on with another table of the file; complaints say its name."""
        self._columns = columns
        self._fields = Fields(name, columns)
        self._rows_before = len(self._tables) * _ROWS_OF_A_TABLE
        self._width = max(columns.places.values()) + 1
        self._head_of = picker(columns, HEAD)
        self._line_of = picker(columns, LINE)
        self._more_status = columns.more_status
        self._tables.append((name, self._fields))

    def add(self, row: int, cells: list[Cell]) -> None:
        """Take the next row, to keep; ``row`` counts from 1 as a spreadsheet shows it."""
        # A short row is filled up, and every row gets the blank cell that picker() relies on.
        if len(cells) < self._width:
            cells.extend([""] * (self._width - len(cells)))
        cells.append("")
        if bool in map(type, cells):
            cells[:] = [read_text(cell) if isinstance(cell, bool) else cell for cell in cells]
        if self._more_status:
            self._hear_a_void(cells)
        row += self._rows_before
        head, own = self._head_of(cells), self._line_of(cells)
        draft = self._by_cell.get(head[0])
        if draft is None:
            draft = self._find(row, cells, head, own)
            if draft is None:
                return
        elif draft.head != head:
            self._merge(draft, row, head)
        self._above = draft
        line = self._fields.line(row, own)
        if line is not None:
            draft.lines.append(line)

    def _hear_a_void(self, cells: list[Cell]) -> None:
        """A paid sale whose document is void, or the other way round, is none to send."""
        for place in self._more_status:
            told = cells[place] if place < len(cells) else ""
            if Words().status(read_text(told)) is Status.CANCELLED:
                cells[self._columns.places[Key.STATUS]] = told

    def receipts(self) -> tuple[Receipt, ...]:
        """Give every receipt, in the order of their first rows."""
        return tuple(
            one.fields.receipt(
                one.number,
                self._spoken(one) if one.differing else one.head,
                one.lines,
                one.row,
                one.later,
            )
            for one in self._drafts
        )

    def complaints(self) -> tuple[Complaint, ...]:
        """Give what could not be read or contradicts itself; complete only after ``receipts``."""
        told = [complaint for _, fields in self._tables for complaint in fields.complaints()]
        told.sort(key=lambda complaint: complaint.row)
        return tuple(map(self._placed, told))

    def _placed(self, complaint: Complaint) -> Complaint:
        """A complaint with the row and the name of the table that the row stands in."""
        table, row = divmod(complaint.row, _ROWS_OF_A_TABLE)
        return replace(complaint, file=self._tables[table][0], row=row)

    def _find(
        self, row: int, cells: list[Cell], head: tuple[Cell, ...], line: tuple[Cell, ...]
    ) -> _Draft | None:
        """The receipt this row belongs to, a new one, or ``None`` for a row without any."""
        above = self._above
        if head == self._silent and above is not None and self._fields.has_line(line):
            # Most rows of most exports: one more line of the receipt above, and no other word.
            return None if self._is_total(cells, head, line) else above
        number = read_code(head[0])
        if known := self._by_number.get(number):
            self._by_cell[head[0]] = known
            self._merge(known, row, head)
            return known
        if self._is_total(cells, head, line) or self._is_heading(number):
            return None
        if not number:
            return self._without_number(row, head, has_line=self._fields.has_line(line))
        if not self._fields.has_line(line) and not any(map(says, head[1:])):
            # A remark below the table; a receipt would say something besides its number.
            self._fields.complain(row, Key.NUMBER, head[0])
            return None
        return self._start(row, number, head)

    def _without_number(self, row: int, head: tuple[Cell, ...], *, has_line: bool) -> _Draft | None:
        spoken = [
            key
            for key, cell in zip(HEAD, head, strict=True)
            if says(cell) and not (key in AMOUNTS and self._fields.same(key, cell, "0"))
        ]
        above = self._above
        if not spoken and not has_line:
            return None
        if not has_line and AMOUNTS.issuperset(spoken):
            # Sums without a word or a product: whose they are is not guessed.
            self._fields.complain(row, spoken[-1], head[HEAD.index(spoken[-1])])
            return None
        if above is not None and self._continues(above, head):
            self._merge(above, row, head)
            return above
        return self._start(row, "", head)

    def _start(self, row: int, number: str, head: tuple[Cell, ...]) -> _Draft:
        draft = _Draft(self._fields, number, head, row)
        self._drafts.append(draft)
        if number:
            self._by_number[number] = self._by_cell[head[0]] = draft
        return draft

    def _continues(self, above: _Draft, head: tuple[Cell, ...]) -> bool:
        """Whether a row without a number can be a further row of the receipt above.

        An order number or date of its own, or any contradiction, makes it a receipt without a
        number: that must be seen, not added to somebody else's.
        """
        for key, old, new in zip(HEAD, above.head, head, strict=True):
            if not self._fields.speaks(key, new):
                continue
            if key not in _IDENTITY and not self._fields.speaks(key, old):
                continue
            if not self._fields.same(key, old, new):
                return False
        return True

    def _merge(self, draft: _Draft, row: int, head: tuple[Cell, ...]) -> None:
        """Fill what was blank, and note what differs."""
        merged = list(draft.head)
        for place, key in enumerate(HEAD[1:], start=1):
            old, new = merged[place], head[place]
            if new == old or not self._tells(key, new):
                continue
            if not self._tells(key, old):
                merged[place] = new
                draft.later[key] = row
            elif not self._same(key, old, new):
                self._note(draft, row, key, old, new)
        draft.head = tuple(merged)

    def _tells(self, key: Key, cell: Cell) -> bool:
        """Whether a row tells that field: a sum of 0.00 is how some leave it to the others."""
        if key in AMOUNTS and self._fields.same(key, cell, "0"):
            return False
        return self._fields.speaks(key, cell)

    def _same(self, key: Key, one: Cell, other: Cell) -> bool:
        if key in _MEANINGS:
            words = plain(read_text(one)), plain(read_text(other))
            meaning = _MEANINGS[key](words[0])
            if words[0] == words[1] or (meaning and meaning is _MEANINGS[key](words[1])):
                return True
        return self._fields.same(key, one, other)

    def _note(self, draft: _Draft, row: int, key: Key, old: Cell, new: Cell) -> None:
        """Note a contradiction; where nothing is booked by it, the first value stands."""
        if key not in _DECISIVE:
            self._fields.complain(row, key, new)
            return
        if key not in draft.differing:
            draft.differing[key] = [old]
            draft.later[key] = row
        told = draft.differing[key]
        if len(told) < _MOST_TOLD and not any(self._same(key, one, new) for one in told):
            told.append(new)

    def _spoken(self, draft: _Draft) -> tuple[Cell, ...]:
        """The cells of a receipt whose rows differ: all that is said, which nobody can read as one.

        So the receipt is held, and what holds it tells them, until the file says one thing.
        """
        head = dict(zip(HEAD, draft.head, strict=True))
        for key, cells in draft.differing.items():
            head[key] = " / ".join(map(read_text, cells))
            draft.fields.complain(draft.later[key], key, head[key])
        return tuple(head.values())

    def _is_total(self, cells: list[Cell], head: tuple[Cell, ...], line: tuple[Cell, ...]) -> bool:
        """Whether this is the row with the sums: its first word says so, and it sells nothing."""
        sku = line[_SKU]
        if sku in self._products:
            return False
        if isinstance(sku, str) and says(sku) and not _begins_like_a_total(sku):
            # Whatever else such a row says, it sells this.
            self._products.add(sku)
            return False
        first: Cell = ""
        for cell in cells:
            if cell != "" and says(cell):
                first = cell
                break
        if not isinstance(first, str) or not _begins_like_a_total(first):
            return False
        # Receipt numbers and products may begin with such a word, too.
        own = [line[_SKU], *_NOT_IN_A_TOTAL(head)]
        if sum(map(says, own)) > 1:
            return False
        if first is line[_PRODUCT_NAME]:
            own.append(line[_UNIT_PRICE])
        elif first is sku:
            own += (line[_PRODUCT_NAME], line[_UNIT_PRICE])
        return not any(says(cell) and cell is not first for cell in own)

    def _is_heading(self, number: str) -> bool:
        """Whether this is the heading row again, as some exports print it on every page."""
        return bool(number) and number == self._columns.headings.get(Key.NUMBER)
