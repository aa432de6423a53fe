"""The practice PEAK's calls: which path does what, and what an answer is wrapped in.

A new kind of document is a few more rows in `ROUTES` and a handler each.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xpeak_desktop.sandbox import forms, master_data
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.forms import RefusedError, Row
from xpeak_desktop.sandbox.master_data import Kind, Shelf
from xpeak_desktop.sandbox.peak_books import SUCCESS, PeakBooks
from xpeak_desktop.sandbox.peak_gate import SESSION_OVER, Gate, TooManyError
from xpeak_desktop.sandbox.switches import Switches

_PAGE_SIZE, _LARGEST_PAGE = 20, 100  # 20 and 100 are seen to work; PEAK's own bounds are unknown


@dataclass(frozen=True, slots=True)
class Business:
    """Who the practice PEAK says it is."""

    business_id: str
    name: str
    tax_number: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What a handler works with."""

    books: PeakBooks
    gate: Gate
    business: Business


@dataclass(frozen=True, slots=True)
class Route:
    """One call: the wrapper and list its answers have, and the function that serves it."""

    wrapper: str
    rows: str
    handle: Callable[[Desk, Exchange], dict[str, Any]]
    needs_tokens: bool = True


class PeakApplication:
    """Serve PEAK's calls: checks first, then faults around the one step that books."""

    def __init__(
        self,
        books: PeakBooks,
        gate: Gate,
        faults: Faults,
        switches: Switches,
        business: Business,
    ) -> None:
        self._desk = Desk(books, gate, business)
        self._faults = faults
        self._switches = switches
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Break off every call that is being slow on purpose; what it asked for is not booked."""
        self._stopping.set()

    def resume(self) -> None:
        """Let calls be slow again after a stop."""
        self._stopping.clear()

    def __call__(self, exchange: Exchange) -> None:
        """Answer one call below the base path."""
        books = self._desk.books
        with books.lock:
            books.request_counts[exchange.name] += 1
        methods = ROUTES.get(exchange.path)
        route = methods.get(exchange.method) if methods else None
        if route is None:
            # What PEAK answers on a path or method it does not have is unknown.
            exchange.reply({"message": "Not found."}, status=405 if methods else 404)
        else:
            self._serve(exchange, route)
        self._faults.meet("before_answer", exchange)

    def _serve(self, exchange: Exchange, route: Route) -> None:
        gate = self._desk.gate
        try:
            gate.check_signature(exchange)
            if not route.needs_tokens:
                self._handle(exchange, route)
                return
            if self._faults.strikes("token_killed_rate"):
                gate.kill_client_token()
            gate.check_tokens(exchange)
            gate.enter(exchange)
            try:
                self._handle(exchange, route)
            finally:
                gate.leave(exchange)
        except TooManyError as error:
            exchange.reply(dict(error.body), status=429)
        except RefusedError as refusal:
            exchange.reply(self._refusal(route, refusal))

    def _handle(self, exchange: Exchange, route: Route) -> None:
        switches = self._switches
        posting = exchange.method == "POST"
        delay = switches.delay_seconds + (switches.post_delay_seconds if posting else 0)
        self._sleep(exchange, delay)
        self._faults.meet("before_handling", exchange)
        if exchange.decided:
            return
        if exchange.books_something and self._faults.strikes("booked_late_rate"):
            self._book_later(exchange, route)
            exchange.hang_up = True
            return
        try:
            exchange.reply(route.handle(self._desk, exchange))
        except RefusedError as refusal:
            exchange.reply(self._refusal(route, refusal))
        self._sleep(exchange, switches.answer_delay_seconds if posting else 0)
        self._faults.meet("after_handling", exchange)

    def _book_later(self, exchange: Exchange, route: Route) -> None:
        """Do what was asked when the client has long given up: a zombie (F17)."""

        def book() -> None:
            if not self._stopping.wait(self._switches.booked_late_seconds):
                with contextlib.suppress(RefusedError):
                    route.handle(self._desk, exchange)

        threading.Thread(target=book, name="practice-zombie", daemon=True).start()

    def _refusal(self, route: Route, refusal: RefusedError) -> dict[str, Any]:
        """Answer like PEAK with a dead token: HTTP 200 and an empty list (observed: S12).

        Inside the wrapper (S6, S12) or at the top level (S8) is in conflict, hence the switch.
        """
        inner: dict[str, Any] = {route.rows: []} if route.rows else {}
        result = {"resCode": refusal.code, "resDesc": refusal.text}
        if refusal.code == SESSION_OVER and self._switches.token_error_at_top_level:
            return {**result, route.wrapper: inner}
        return {route.wrapper: {**result, **inner}}

    def _sleep(self, exchange: Exchange, seconds: float) -> None:
        if seconds and self._stopping.wait(seconds):
            exchange.hang_up = True


def _body(exchange: Exchange) -> Any:
    try:
        return forms.read_json(exchange.raw)
    except ValueError:
        raise RefusedError("400", "the body is not JSON") from None


def _envelope(kind: Kind, rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {kind.wrapper: {**SUCCESS, **more, kind.rows: rows}}


def _paging(exchange: Exchange) -> tuple[int, int]:
    size = _whole(exchange, "limit", _PAGE_SIZE)
    return max(_whole(exchange, "page", 1), 1), min(size, _LARGEST_PAGE) if size > 0 else _PAGE_SIZE


def _whole(exchange: Exchange, name: str, default: int) -> int:
    given = exchange.query.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else default


def _wanted(exchange: Exchange) -> tuple[str, str]:
    return exchange.query.get("id", "").strip(), exchange.query.get("code", "").strip()


def _mint(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    body = _body(exchange)
    asked = body.get("peakclienttoken") if isinstance(body, dict) else None
    if not isinstance(asked, dict):
        raise RefusedError("400", "PeakClientToken is required")
    return {"PeakClientToken": {**SUCCESS, "token": desk.gate.mint(asked)}}


def _user(desk: Desk, _exchange: Exchange) -> dict[str, Any]:
    # PEAK's own answer is unknown in every field; only the path and its use are observed (S5).
    who = desk.business
    return {
        "PeakUser": {
            **SUCCESS,
            "businessId": who.business_id,
            "businessName": who.name,
            "taxNumber": who.tax_number,
        }
    }


def _shelf_routes(
    path: str, kind: Kind, pick: Callable[[PeakBooks], Shelf], *, listed: bool = True
) -> RouteTable:
    def get(desk: Desk, exchange: Exchange) -> dict[str, Any]:
        wanted = _wanted(exchange)
        if not any(wanted):
            # A filter that is not understood brings the whole list (observed: S7).
            return page(desk, exchange)
        with desk.books.lock:
            return _envelope(kind, pick(desk.books).matching(*wanted))

    def page(desk: Desk, exchange: Exchange) -> dict[str, Any]:
        with desk.books.lock:
            return _envelope(kind, pick(desk.books).page(*_paging(exchange)))

    def change(desk: Desk, exchange: Exchange, how: Callable[..., Row]) -> dict[str, Any]:
        rows = forms.items(_body(exchange), kind.wrapper, kind.rows)
        with desk.books.lock:
            return _envelope(kind, [_attempt(how, row, desk.books) for row in rows])

    def create(desk: Desk, exchange: Exchange) -> dict[str, Any]:
        return change(desk, exchange, pick(desk.books).create)

    def edit(desk: Desk, exchange: Exchange) -> dict[str, Any]:
        return change(desk, exchange, pick(desk.books).edit)

    def route(handle: Callable[[Desk, Exchange], dict[str, Any]]) -> Route:
        return Route(kind.wrapper, kind.rows, handle)

    table = {path: {"GET": route(get), "POST": route(create)}}
    if listed:
        table[f"{path}/list"] = {"GET": route(page)}
        table[f"{path}/edit"] = {"POST": route(edit)}
    return table


def _attempt(how: Callable[..., Row], row: Row, books: PeakBooks) -> dict[str, Any]:
    try:
        return {**how(row, unique=books.switches.unique_codes), **SUCCESS}
    except RefusedError as refusal:
        return refusal.as_row(row)


_RECEIPTS, _RECEIPT_ROWS = "PeakReceipts", "receipts"


def _receipts_answer(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {_RECEIPTS: {**SUCCESS, **more, _RECEIPT_ROWS: rows}}


def _create_receipts(*, nested: bool) -> Callable[[Desk, Exchange], dict[str, Any]]:
    def create(desk: Desk, exchange: Exchange) -> dict[str, Any]:
        rows = forms.items(_body(exchange), _RECEIPTS, _RECEIPT_ROWS)
        with desk.books.lock:
            desk.books.run_due()
            return _receipts_answer(desk.books.create_all(rows, nested=nested))

    return create


def _enqueue(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    rows = forms.items(_body(exchange), _RECEIPTS, _RECEIPT_ROWS)
    with desk.books.lock:
        # queueId stands at the top level of the body (observed in production: S8).
        return {**SUCCESS, "queueId": desk.books.enqueue(rows)}


def _poll_queue(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    with desk.books.lock:
        desk.books.run_due()
        results = desk.books.queue_results(exchange.query.get("queueid", ""))
    if results is None:
        raise RefusedError("400", "queueId not found")  # what PEAK says here is unknown
    return _receipts_answer(results)


def _get_receipts(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    wanted = _wanted(exchange)
    if not any(wanted):
        return _list_receipts(desk, exchange)
    with desk.books.lock:
        desk.books.run_due()
        return _receipts_answer(desk.books.find_receipts(*wanted))


def _list_receipts(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    query = exchange.query
    page, size = _paging(exchange)
    with desk.books.lock:
        desk.books.run_due()
        rows, total = desk.books.list_receipts(
            query.get("datestart", ""),
            query.get("dateend", ""),
            _whole(exchange, "status", 0),
            page,
            size,
        )
    return _receipts_answer(rows, totalReceipt=total)


def _void_receipts(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    return _act_on_receipts(desk, exchange, desk.books.void_receipt)


def _edit_receipts(desk: Desk, exchange: Exchange) -> dict[str, Any]:
    return _act_on_receipts(desk, exchange, desk.books.edit_receipt)


def _act_on_receipts(
    desk: Desk, exchange: Exchange, act: Callable[[Row], dict[str, Any]]
) -> dict[str, Any]:
    results: list[dict[str, Any]] = []
    rows = _candidate_rows(_body(exchange))
    with desk.books.lock:
        desk.books.run_due()
        for row in rows:
            try:
                results.append({**act(row), **SUCCESS})
            except RefusedError as refusal:
                results.append(refusal.as_row(row))
    return _receipts_answer(results)


def _candidate_rows(body: Any) -> list[Row]:
    """Read every body a void could have, since PEAK's own is unknown.

    Rows in `PeakReceipts.receipts[]`, or one document named in the wrapper or without any.
    """
    inner = body.get(_RECEIPTS.lower(), body) if isinstance(body, dict) else None
    if not isinstance(inner, dict):
        raise RefusedError("400", f"{_RECEIPTS} is required")
    rows = inner.get(_RECEIPT_ROWS, [inner])
    if isinstance(rows, dict):
        rows = [rows]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise RefusedError("400", f"{_RECEIPT_ROWS} must be a list of objects")
    return rows


RouteTable = dict[str, dict[str, Route]]


def _receipt_route(handle: Callable[[Desk, Exchange], dict[str, Any]]) -> Route:
    return Route(_RECEIPTS, _RECEIPT_ROWS, handle)


ROUTES: RouteTable = {
    "/clienttoken": {"POST": Route("PeakClientToken", "", _mint, needs_tokens=False)},
    "/user": {"GET": Route("PeakUser", "", _user)},
    **_shelf_routes("/contacts", master_data.CONTACTS, lambda books: books.contacts),
    **_shelf_routes("/products", master_data.PRODUCTS, lambda books: books.products),
    **_shelf_routes("/services", master_data.SERVICES, lambda books: books.services),
    # No list or edit of payment methods was ever seen; the plain GET pages.
    **_shelf_routes(
        "/paymentmethods", master_data.METHODS, lambda books: books.methods, listed=False
    ),
    "/receipts": {
        "GET": _receipt_route(_get_receipts),
        "POST": _receipt_route(_create_receipts(nested=False)),
    },
    "/receipts/allinone": {"POST": _receipt_route(_create_receipts(nested=True))},
    "/receipts/queue": {"POST": _receipt_route(_enqueue), "GET": _receipt_route(_poll_queue)},
    "/receipts/list": {"GET": _receipt_route(_list_receipts)},
    "/receipts/void": {"POST": _receipt_route(_void_receipts)},
    "/receipts/edit": {"POST": _receipt_route(_edit_receipts)},
}
