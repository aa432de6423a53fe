"""The cells of one file as a receipt's fields: read once each, with complaints kept.

A receipt's own values repeat on each of its rows, prices and products on many, so remembering
what a cell meant is most of the speed.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, Final

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.receipt import Buyer, Line, Receipt
from xpeak_desktop.ports import Complaint
from xpeak_desktop.shop.columns import Columns
from xpeak_desktop.shop.values import (
    Cell,
    Unreadable,
    is_not_understood,
    read_amount,
    read_code,
    read_date,
    read_digits,
    read_number,
    read_tax_id,
    read_text,
)

HEAD: Final = (
    Key.NUMBER,
    Key.ORDER_NUMBER,
    Key.ISSUED_ON,
    Key.KIND,
    Key.STATUS,
    Key.CHANNEL,
    Key.PAID_ON,
    Key.VAT_MODE,
    Key.BUYER_NAME,
    Key.BUYER_TAX_ID,
    Key.BUYER_BRANCH,
    Key.BUYER_ADDRESS,
    Key.DISCOUNT,
    Key.SHIPPING,
    Key.COD_FEE,
    Key.VAT,
    Key.TOTAL,
)
"""What belongs to the receipt. The phone number is left out: it is never read."""

_ORDER_NUMBER, _ISSUED_ON, _PAID_ON, _VAT = map(
    HEAD.index, (Key.ORDER_NUMBER, Key.ISSUED_ON, Key.PAID_ON, Key.VAT)
)

LINE: Final = (Key.SKU, Key.PRODUCT_NAME, Key.QUANTITY, Key.UNIT_PRICE, Key.LINE_DISCOUNT)
AMOUNTS: Final = frozenset({Key.DISCOUNT, Key.SHIPPING, Key.COD_FEE, Key.VAT, Key.TOTAL})

_ZERO_WHEN_BLANK: Final = frozenset({Key.DISCOUNT, Key.SHIPPING, Key.COD_FEE, Key.LINE_DISCOUNT})
_NEVER_BLANK: Final = frozenset({Key.QUANTITY, Key.UNIT_PRICE})
_READERS: Final[dict[Key, Callable[[Cell], Any]]] = {
    **dict.fromkeys(Key, read_text),
    **dict.fromkeys((Key.NUMBER, Key.ORDER_NUMBER, Key.SKU), read_code),
    **dict.fromkeys((Key.ISSUED_ON, Key.PAID_ON), read_date),
    Key.BUYER_TAX_ID: read_tax_id,
    Key.BUYER_BRANCH: read_digits,
    **dict.fromkeys((Key.QUANTITY, Key.UNIT_PRICE), read_number),
    **dict.fromkeys((*AMOUNTS, Key.LINE_DISCOUNT), read_amount),
}
_NEW: Final = object()
_UNREADABLE: Final = object()

Picker = Callable[[Sequence[Cell]], tuple[Cell, ...]]


def picker(columns: Columns, keys: tuple[Key, ...]) -> Picker:
    """Make the function that takes these columns out of a row.

    A column the file lacks is taken from the row's last cell: rows end in one blank cell more.
    """
    return itemgetter(*(columns.places.get(key, -1) for key in keys))


def says(cell: Cell) -> bool:
    """Whether a cell holds anything but blanks."""
    return bool(cell.strip()) if isinstance(cell, str) else True


class Fields:
    """Reads the cells of one file, and keeps the complaints about them.

    Cells are looked up by value, and ``True`` equals ``1.0``: a yes/no must come as text.
    """

    def __init__(self, file: str, columns: Columns) -> None:
        self._file = file
        self._columns = columns
        self._lines: dict[tuple[Cell, ...], Line] = {}
        self._known: dict[Key, dict[Cell, Any]] = {key: {} for key in Key}
        self._known_head = [self._known[key] for key in HEAD[2:]]
        self._known_line = [self._known[key] for key in LINE]
        self._complaints: dict[Complaint, None] = {}

    def complain(self, row: int, key: Key, cell: Cell) -> None:
        """Keep a complaint about one cell; ``row`` counts from 1 as a spreadsheet shows it."""
        complaint = Complaint(self._file, row, self._columns.heading(key), read_text(cell))
        self._complaints[complaint] = None

    def complaints(self) -> tuple[Complaint, ...]:
        """Give every complaint, by row."""
        return tuple(sorted(self._complaints, key=lambda complaint: complaint.row))

    def speaks(self, key: Key, cell: Cell) -> bool:
        """Whether a cell says anything; a fee of zero says as much as a blank one."""
        return says(cell) and not (key in _ZERO_WHEN_BLANK and self._value(key, cell) == 0)

    def same(self, key: Key, one: Cell, other: Cell) -> bool:
        """Whether two cells of one column mean the same: ``50`` and ``๕๐.๐๐`` do."""
        if one == other:
            return True
        value = self._value(key, one)
        return value is not _UNREADABLE and bool(value == self._value(key, other))

    def has_line(self, cells: tuple[Cell, ...]) -> bool:
        """Whether a row sells anything, or takes something off."""
        if cells in self._lines:
            return True
        return any(self.speaks(key, cell) for key, cell in zip(LINE, cells, strict=True))

    def line(self, row: int, cells: tuple[Cell, ...]) -> Line | None:
        """Read the line of one row; ``None`` when the row has none."""
        line = self._lines.get(cells)
        if line is not None or not (says(cells[0]) or self.has_line(cells)):
            return line
        values = [
            known.get(cell, _NEW) for known, cell in zip(self._known_line, cells, strict=True)
        ]
        for place, value in enumerate(values):
            if value is _NEW or value is _UNREADABLE or value is None:
                values[place] = self._read(row, LINE[place], cells[place])
        line = Line(*values)
        # Only a line without a complaint may stand for the next one like it.
        if None not in values:
            self._lines[cells] = line
        return line

    def receipt(
        self,
        number: str,
        cells: tuple[Cell, ...],
        lines: Sequence[Line],
        row: int,
        later: Mapping[Key, int],
    ) -> Receipt:
        """Read a receipt's own cells: they stand in ``row``, some of them in a ``later`` one.

        A VAT or a day of payment that cannot be read may not be told by a blank: the receipt is
        held by its total or its date.
        """
        # Number and order's number are hardly ever met twice.
        values = [None, None, *map(dict.get, self._known_head, cells[2:], repeat(_NEW))]
        for place, value in enumerate(values):
            if value is _NEW or value is _UNREADABLE:
                key = HEAD[place]
                values[place] = self._read(later.get(key, row), key, cells[place])
        _, _, issued_on, kind, status, channel, paid_on, vat_mode = values[:8]
        name, tax_id, branch, address, discount, shipping, cod_fee, vat, total = values[8:]
        day_cell = cells[_ISSUED_ON]
        # Most are blank, and need no look.
        if paid_on is None and cells[_PAID_ON] and is_not_understood(cells[_PAID_ON], paid_on):
            issued_on, day_cell = None, cells[_PAID_ON]
        if vat is None and cells[_VAT] and is_not_understood(cells[_VAT], vat):
            total = None
        return Receipt(
            number=number,
            order_number=read_code(cells[_ORDER_NUMBER]),
            issued_on=issued_on,
            issued_text="" if issued_on else read_text(day_cell),
            kind=kind,
            status=status,
            channel=channel,
            paid_on=paid_on,
            vat_mode=vat_mode,
            buyer=Buyer(name, tax_id, branch, address),
            lines=tuple(lines),
            discount=discount,
            shipping=shipping,
            cod_fee=cod_fee,
            vat=vat,
            total=total,
        )

    def _read(self, row: int, key: Key, cell: Cell) -> Any:
        """Read one cell; an unreadable one gives ``None`` and a complaint."""
        value = self._value(key, cell)
        if value is _UNREADABLE:
            self.complain(row, key, cell)
            return None
        if value is None and key in _NEVER_BLANK and key in self._columns.places:
            self.complain(row, key, cell)
        return value

    def _value(self, key: Key, cell: Cell) -> Any:
        """The value of a cell, read at most once; ``_UNREADABLE`` is one of them."""
        value = self._known[key].get(cell, _NEW)
        if value is _NEW:
            try:
                value = _READERS[key](cell)
            except Unreadable:
                value = _UNREADABLE
            if value is None and key in _ZERO_WHEN_BLANK:
                value = 0
            self._known[key][cell] = value
        return value
