"""Contacts, products, services and payment methods: rows with an id and a unique code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from xpeak_desktop.sandbox import forms
from xpeak_desktop.sandbox.forms import RefusedError, Row

# "100" is what one client meets when a contact's code exists (observed: S7). That products,
# services and payment methods answer the same is an assumption.
CODE_EXISTS = "100"


@dataclass(frozen=True, slots=True)
class Kind:
    """Say how one kind of row is named in PEAK's JSON, which fields it has and what it requires."""

    wrapper: str
    rows: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    others: tuple[str, ...]
    check: Callable[[Row], None]
    prefix: Callable[[Row], tuple[str, int]]


class Shelf:
    """Keep the rows of one kind, found by id or by code whatever its letter case."""

    def __init__(self, kind: Kind, new_id: Callable[[], str]) -> None:
        self.kind = kind
        self._new_id = new_id
        self._by_id: dict[str, Row] = {}
        self._by_code: dict[str, list[Row]] = {}
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Row]:
        return iter(list(self._by_id.values()))

    def create(self, sent: Row, *, unique: bool = True) -> Row:
        """Add a row from a request (lower-cased keys). Refused when PEAK would not take it."""
        self.kind.check(sent)
        code = forms.code(sent, "code")
        if code and unique and self._by_code.get(code.casefold()):
            raise RefusedError(CODE_EXISTS, f"{self.kind.rows} code already exists")
        row: Row = {"id": self._new_id(), "code": code or self._next_code(sent)}
        row.update(self._read(sent))
        self._put(row)
        return row

    def edit(self, sent: Row, *, unique: bool = True) -> Row:
        """Change a row named by id or code. The real body is unknown (only S4 names the path)."""
        row = self.find(forms.code(sent, "id"), forms.code(sent, "code"))
        if row is None:
            raise RefusedError("400", f"{self.kind.rows}: no row with this id or code")
        self.kind.check({key.lower(): value for key, value in row.items()} | sent)
        code = forms.code(sent, "code") or row["code"]
        others = [other for other in self._by_code.get(code.casefold(), []) if other is not row]
        if others and unique:
            raise RefusedError(CODE_EXISTS, f"{self.kind.rows} code already exists")
        fresh = {**row, **self._read(sent), "code": code}
        self._drop(row)
        self._put(fresh)
        return fresh

    def find(self, row_id: str, code: str = "") -> Row | None:
        """Look one row up, by id if given, else by code."""
        if row_id:
            return self._by_id.get(row_id.lower())
        rows = self._by_code.get(code.casefold()) if code else None
        return rows[0] if rows else None

    def matching(self, row_id: str, code: str) -> list[Row]:
        """Give all rows with this id, or with this code."""
        if row_id:
            row = self._by_id.get(row_id.lower())
            return [row] if row else []
        return list(self._by_code.get(code.casefold(), ()))

    def page(self, number: int, size: int) -> list[Row]:
        """Give one page, counted from 1, in the order of creation."""
        start = (number - 1) * size
        return list(islice(self._by_id.values(), start, start + size))

    def remove(self, code: str) -> None:
        """Delete a row as a person does in PEAK's window. KeyError when there is none."""
        row = self.find("", code)
        if row is None:
            raise KeyError(code)
        self._drop(row)

    def _read(self, sent: Row) -> Row:
        read: Row = {}
        for name in self.kind.texts:
            if sent.get(name.lower()) is not None:
                read[name] = forms.text(sent, name)
        for name in self.kind.numbers:
            value = forms.amount(sent, name)
            if value is not None:
                read[name] = int(value) if value == int(value) else value
        for name in self.kind.others:
            if isinstance(sent.get(name.lower()), dict):
                read[name] = sent[name.lower()]
        return read

    def _put(self, row: Row) -> None:
        self._by_id[row["id"]] = row
        self._by_code.setdefault(row["code"].casefold(), []).append(row)

    def _drop(self, row: Row) -> None:
        del self._by_id[row["id"]]
        rows = self._by_code[row["code"].casefold()]
        rows.remove(row)
        if not rows:
            del self._by_code[row["code"].casefold()]

    def _next_code(self, sent: Row) -> str:
        prefix, width = self.kind.prefix(sent)
        while True:
            self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
            code = f"{prefix}{self._numbers[prefix]:0{width}d}"
            if code.casefold() not in self._by_code:
                return code


def lower_keys(row: dict[str, Any]) -> Row:
    """Bring a row written in PEAK's spelling into the form a parsed request has."""
    return {key.lower(): value for key, value in row.items()}


def _texts(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def _check_contact(sent: Row) -> None:
    _require_name(sent, longest=256)
    forms.text(sent, "code", longest=16)
    if forms.choice(sent, "type", tuple(range(1, 12))) is None:
        raise RefusedError("400", "type is required")
    forms.choice(sent, "prefixNameType", (0, 1, 2, 3, 4))


def _check_sellable(sent: Row) -> None:
    # More than 100 characters: "400" (one integration's word, for products only).
    _require_name(sent, longest=100)
    forms.choice(sent, "sellVatType", (1, 2, 3))
    forms.choice(sent, "purchaseVatType", (1, 2, 3))


def _check_method(sent: Row) -> None:
    _require_name(sent, longest=0)
    if forms.amount(sent, "type") is None:
        raise RefusedError("400", "type is required")


def _require_name(sent: Row, *, longest: int) -> None:
    if not forms.text(sent, "name", longest=longest).strip():
        raise RefusedError("400", "name is required")


def _method_prefix(sent: Row) -> tuple[str, int]:
    # 1 is cash and 2 a bank account (observed: S7, S9); the prefix of other types is unknown.
    kind = forms.amount(sent, "type")
    return ("CSH" if kind == 1 else "BSV" if kind == 2 else "PMT"), 3


def _always(prefix: str) -> Callable[[Row], tuple[str, int]]:
    return lambda _sent: (prefix, 5)


_SELLABLE_TEXTS = _texts("name purchaseAccount sellAccount description")
_SELLABLE_NUMBERS = _texts("type purchaseValue purchaseVatType sellValue sellVatType")

CONTACTS = Kind(
    wrapper="PeakContacts",
    rows="contacts",
    texts=_texts(
        "name firstName lastName taxNumber branchCode address subDistrict district province country"
        " postCode callCenterNumber faxNumber email website contactFirstName contactLastName"
        " contactNickName contactPosition contactPhoneNumber contactEmail purchaseAccount"
        " sellAccount"
    ),
    numbers=("type", "prefixNameType"),
    others=("bankAccount",),
    check=_check_contact,
    prefix=_always("C"),
)
PRODUCTS = Kind(
    wrapper="PeakProducts",
    rows="products",
    texts=_SELLABLE_TEXTS,
    numbers=(*_SELLABLE_NUMBERS, "carryingBalanceValue", "carryingBalanceAmount"),
    others=("unit",),
    check=_check_sellable,
    prefix=_always("P"),
)
SERVICES = Kind(
    wrapper="PeakServices",
    rows="services",
    texts=_SELLABLE_TEXTS,
    numbers=_SELLABLE_NUMBERS,
    others=(),
    check=_check_sellable,
    prefix=_always("S"),
)
METHODS = Kind(
    wrapper="PeakPaymentMethods",
    rows="paymentMethods",
    texts=_texts("name memo accountNumber carringBalanceValue"),
    numbers=("type", "bankId", "accountType"),
    others=(),
    check=_check_method,
    prefix=_method_prefix,
)


def fill(shelf: Shelf, rows: Iterable[dict[str, Any]]) -> None:
    """Put a scenario's rows on a shelf."""
    for row in rows:
        shelf.create(lower_keys(row))
