"""The live link of a shop: read-only JSON over the shared session, page by page."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, TypeVar

import msgspec

from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.domain.receipt import Buyer, Line, Receipt
from xpeak_desktop.ports import Clock, LivePage, Secret
from xpeak_desktop.shop.values import (
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
from xpeak_desktop.transport import Failure, Reply, Transport

_PAGE_SIZE: Final = "200"
_MOST_PAGES: Final = 10_000
_TRIES: Final = 3
_FIRST_WAIT: Final = 1.0
_OK: Final = 200
_KEY_REFUSED: Final = (401, 403)
_TRY_AGAIN: Final = (408, 429)

Value = str | int | float | bool | None
"""Money and dates are strings by the book; a shop that sends numbers is understood as well."""


class _Line(msgspec.Struct, frozen=True):
    sku: Value = ""
    name: Value = ""
    quantity: Value = None
    unit_price: Value = None
    discount: Value = None


class _Buyer(msgspec.Struct, frozen=True):
    name: Value = ""
    tax_id: Value = ""
    branch: Value = ""
    address: Value = ""


class _Receipt(msgspec.Struct, frozen=True):
    number: Value = ""
    order_number: Value = ""
    issued_on: Value = None
    kind: Value = ""
    status: Value = ""
    channel: Value = ""
    paid_on: Value = None
    buyer: _Buyer | None = None
    vat_mode: Value = ""
    lines: list[_Line] | None = None
    discount: Value = None
    shipping: Value = None
    cod_fee: Value = None
    vat: Value = None
    total: Value = None


class _ReceiptPage(msgspec.Struct, frozen=True):
    receipts: list[msgspec.Raw]
    next_cursor: str | None = None


class _Channel(msgspec.Struct, frozen=True):
    name: Value = ""


class _ChannelList(msgspec.Struct, frozen=True):
    channels: list[_Channel]


class _Product(msgspec.Struct, frozen=True):
    sku: Value = ""
    name: Value = ""


class _ProductPage(msgspec.Struct, frozen=True):
    products: list[_Product]
    next_cursor: str | None = None


_T = TypeVar("_T")


class LiveLink:
    """A shop's live link. Raises ``Trouble``: SOURCE_UNREACHABLE, SOURCE_REFUSED or STOPPED.

    Building it raises INSECURE_ADDRESS unless the address is https or this computer itself.
    """

    def __init__(self, url: str, key: Secret, clock: Clock, cancel: threading.Event) -> None:
        self._transport = Transport(url, clock)
        self._address = url
        self._key = key
        self._clock = clock
        self._cancel = cancel

    def receipts(self, changed_since: datetime | None, cursor: str | None) -> LivePage:
        """Read one page of what changed since a moment; ``None`` means everything."""
        query = {"limit": _PAGE_SIZE}
        if changed_since is not None:
            query["changed_since"] = changed_since.astimezone(UTC).isoformat()
        if cursor is not None:
            query["cursor"] = cursor
        reply = self._ask("/receipts", query)
        page = self._decoded(reply, _ReceiptPage)
        following = page.next_cursor or None
        if following is not None and following == cursor:
            raise self._unreachable("endless")
        receipts = tuple(_receipt(self._row(row)) for row in page.receipts)
        return LivePage(receipts, following, _moment(reply.date))

    def channels(self) -> tuple[str, ...]:
        """Read the names of the payment channels."""
        found = self._get("/channels", {}, _ChannelList).channels
        return tuple(name for name in (_text(one.name) for one in found) if name)

    def products(self) -> Iterator[tuple[str, str]]:
        """Read every product as (SKU, name)."""
        query: dict[str, str] = {}
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            page = self._get("/products", query, _ProductPage)
            for one in page.products:
                yield _text(one.sku), _text(one.name)
            if not page.next_cursor:
                return
            if page.next_cursor in seen:
                break
            seen.add(page.next_cursor)
            query = {"cursor": page.next_cursor}
        raise self._unreachable("endless")

    def close(self) -> None:
        """Drop the connection."""
        self._transport.close()

    # ------------------------------------------------------------------ one call

    def _get(self, path: str, query: Mapping[str, str], shape: type[_T]) -> _T:
        return self._decoded(self._ask(path, query), shape)

    def _decoded(self, reply: Reply, shape: type[_T]) -> _T:
        try:
            return msgspec.json.decode(reply.body.removeprefix(b"\xef\xbb\xbf"), type=shape)
        except (msgspec.DecodeError, RecursionError) as error:
            raise self._unreachable("odd_answer") from error

    def _row(self, row: msgspec.Raw) -> _Receipt:
        """Read one receipt by itself: an odd one is held, and the others of its page come in."""
        try:
            return msgspec.json.decode(row, type=_Receipt)
        except (msgspec.DecodeError, RecursionError):
            pass
        try:
            return _mended(msgspec.json.decode(row))
        except (msgspec.DecodeError, RecursionError) as error:
            raise self._unreachable("odd_answer") from error

    def _ask(self, path: str, query: Mapping[str, str]) -> Reply:
        """Ask at most three times: reading changes nothing, and links hiccup."""
        last = self._unreachable("no_answer")
        for attempt in range(_TRIES):
            if self._cancel.is_set() or (attempt and self._rest(attempt)):
                raise trouble(Code.STOPPED)
            try:
                reply = self._transport.call(
                    "GET",
                    path,
                    query=query,
                    headers={"Authorization": f"Bearer {self._key.reveal()}"},
                    stop=self._cancel,
                )
            except Failure as failure:
                if self._cancel.is_set():
                    raise trouble(Code.STOPPED) from failure
                last = self._unreachable(failure.code.value)
                last.__cause__ = failure
                continue
            if reply.status == _OK:
                return reply
            if reply.status in _KEY_REFUSED:
                raise self._trouble(Code.SOURCE_REFUSED, f"HTTP {reply.status}")
            last = self._unreachable(f"HTTP {reply.status}")
            if reply.status < 500 and reply.status not in _TRY_AGAIN:
                break
        raise last

    def _rest(self, attempt: int) -> bool:
        """Wait before the next try, longer each time and spread; true when told to stop."""
        seconds = _FIRST_WAIT * 2.0 ** (attempt - 1) * (0.5 + self._clock.chance())
        return self._clock.wait(seconds, self._cancel)

    def _unreachable(self, reason: str) -> Trouble:
        return self._trouble(Code.SOURCE_UNREACHABLE, reason)

    def _trouble(self, code: Code, reason: str) -> Trouble:
        return trouble(code, address=self._address, reason=reason)


def _moment(date: str) -> datetime | None:
    """The time a ``Date`` header tells, in UTC as HTTP has it; ``None`` for none or an odd one."""
    try:
        when = parsedate_to_datetime(date)
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


# --------------------------------------------------------------------------- JSON to domain


def _mended(row: object) -> _Receipt:
    """What can be read of a receipt of another shape; the rest is something that holds it.

    PHP writes an empty object as ``[]``: a buyer nobody has named holds no receipt that needs none.
    """
    fields = row if isinstance(row, dict) else {}
    lines = fields.get("lines")
    number = fields.get("number")
    simple = _simple(_Receipt, {**fields, "buyer": None, "lines": None})
    return msgspec.structs.replace(
        simple,
        # No number of ours is made up from a value that is none.
        number=number if isinstance(number, Value) else "",
        buyer=_simple(_Buyer, fields.get("buyer")),
        lines=[_simple(_Line, one) for one in lines] if isinstance(lines, list) else None,
    )


def _simple(shape: type[_T], sent: object) -> _T:
    """A struct of values; what is no value becomes its text, which is no amount and no date."""
    fields = sent if isinstance(sent, dict) else {}
    return shape(
        **{
            name: value if isinstance(value, Value) else msgspec.json.encode(value).decode()
            for name, value in fields.items()
            if name in shape.__struct_fields__  # type: ignore[attr-defined]
        }
    )


def _receipt(sent: _Receipt) -> Receipt:
    issued_on, paid_on = _read(read_date, sent.issued_on), _read(read_date, sent.paid_on)
    vat, total = _read(read_amount, sent.vat), _read(read_amount, sent.total)
    day = sent.issued_on
    # What is told and cannot be read holds the receipt, as in a file.
    if is_not_understood(_cell(sent.paid_on), paid_on):
        issued_on, day = None, sent.paid_on
    if is_not_understood(_cell(sent.vat), vat):
        total = None
    buyer = sent.buyer or _Buyer()
    return Receipt(
        number=read_code(_cell(sent.number)),
        order_number=read_code(_cell(sent.order_number)),
        issued_on=issued_on,
        issued_text="" if issued_on else _text(day),
        kind=_text(sent.kind),
        status=_text(sent.status),
        channel=_text(sent.channel),
        paid_on=paid_on,
        buyer=Buyer(
            name=_text(buyer.name),
            tax_id=read_tax_id(_cell(buyer.tax_id)),
            branch=read_digits(_cell(buyer.branch)),
            address=_text(buyer.address),
        ),
        vat_mode=_text(sent.vat_mode),
        lines=tuple(map(_line, sent.lines or ())),
        discount=_fee(sent.discount),
        shipping=_fee(sent.shipping),
        cod_fee=_fee(sent.cod_fee),
        vat=vat,
        total=total,
    )


def _line(sent: _Line) -> Line:
    return Line(
        sku=read_code(_cell(sent.sku)),
        name=_text(sent.name),
        quantity=_read(read_number, sent.quantity),
        unit_price=_read(read_number, sent.unit_price),
        discount=_fee(sent.discount),
    )


def _cell(value: Value) -> str | int | float | bool:
    return "" if value is None else value


def _text(value: Value) -> str:
    return read_text(_cell(value))


def _fee(value: Value) -> int | None:
    """A fee that is not sent is none."""
    return _read(read_amount, value if _text(value) else "0")


def _read(reader: Callable[[Any], _T | None], value: Value) -> _T | None:
    """A value that cannot be read holds its receipt; it never stops the others."""
    try:
        return reader(_cell(value))
    except Unreadable:
        return None
