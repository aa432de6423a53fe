"""PEAK behind its API: the routes the program uses, client tokens, and nothing that goes wrong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tests.simulation import reply
from tests.simulation.books import Booked, Books, Row, posted_contact, posted_receipt
from tests.simulation.moments import Timeline
from xpeak_desktop.peak.wire import Kind
from xpeak_desktop.transport import Reply

MINT_PAUSE: Final = 60.0
KINDS: Final = {
    "/user": Kind.USER,
    "/services/list": Kind.SERVICES,
    "/paymentmethods": Kind.METHODS,
    "/products": Kind.PRODUCTS,
    "/products/list": Kind.PRODUCTS,
    "/contacts": Kind.CONTACTS,
    "/contacts/list": Kind.CONTACTS,
    "/receipts": Kind.RECEIPTS,
    "/receipts/list": Kind.RECEIPTS,
    "/clienttoken": Kind.TOKEN,
}

Query = Mapping[str, str]


class Peak:
    """The server's side of every call."""

    def __init__(self, books: Books, timeline: Timeline) -> None:
        self.books = books
        self.timeline = timeline
        self.live_token = ""
        self.blind: set[str] = set()
        self.refused_mints = 0
        self._minted_at = -MINT_PAUSE
        self._tokens = 0
        self._reads: dict[str, Callable[[Query], Sequence[Row]]] = {
            "/user": lambda _: [{"id": "B-1", "name": "ร้านจำลอง"}],
            "/services/list": lambda query: _page(books.services, query),
            "/paymentmethods": lambda query: _page(books.methods, query),
            "/products": lambda query: _of_code(books.products, query),
            "/products/list": lambda query: _page(books.products, query),
            "/contacts": lambda query: _of_code(books.contacts.values(), query),
            "/contacts/list": lambda query: _page(list(books.contacts.values()), query),
        }

    # ------------------------------------------------------------------ reading

    def read(self, path: str, query: Query, token: str) -> Reply:
        """The true answer to a question."""
        date, now = self.timeline.http_date(), self.timeline.now
        if token != self.live_token:
            return self.dead_token(path)
        if path == "/receipts":
            seen = [] if token in self.blind else self.books.seen(query["code"])
            return reply.envelope(date, Kind.RECEIPTS, [one.row(now, whole=True) for one in seen])
        if path == "/receipts/list":
            listed = self.books.listed(query["dateStart"], query["dateEnd"])
            rows = [one.row(now, whole=False) for one in listed]
            page = _page(rows, query)
            return reply.envelope(date, Kind.RECEIPTS, page, totalReceipt=len(rows))
        if path == "/contacts" and token in self.blind:
            return reply.envelope(date, Kind.CONTACTS)
        return reply.envelope(date, KINDS[path], self._reads[path](query))

    def dead_token(self, path: str) -> Reply:
        """600: HTTP says 200 and the list is empty, as if there were nothing."""
        return reply.envelope(self.timeline.http_date(), KINDS[path], (), "600", "Token expired")

    # ------------------------------------------------------------------ tokens

    def mint(self) -> Reply:
        """A new client token kills the old one; a second within a minute is refused."""
        date, since = self.timeline.http_date(), self.timeline.now - self._minted_at
        if since < MINT_PAUSE:
            self.refused_mints += 1
            return reply.busy(date, "rate", MINT_PAUSE - since + 1)
        self._minted_at = self.timeline.now
        self._new_token()
        return reply.envelope(date, Kind.TOKEN, token=self.live_token)

    def _new_token(self) -> None:
        self._tokens += 1
        self.live_token = f"token-{self._tokens}"

    def kill_token(self) -> None:
        """Another program has minted."""
        self._new_token()

    # ------------------------------------------------------------------ making

    def post_receipt(self, body: bytes, token: str, pc: int) -> Reply:
        """Book a document, or refuse it; the answer as PEAK would give it."""
        date = self.timeline.http_date()
        if token != self.live_token:
            return self.dead_token("/receipts")
        posted = posted_receipt(body)
        refused = self.books.refusal(posted)
        if refused is not None:
            row = {"resCode": refused[0], "resDesc": refused[1], "code": posted["code"]}
            return reply.envelope(date, Kind.RECEIPTS, [row])
        return self.yes(self.books.book(posted, pc))

    def yes(self, booked: Booked, **changes: Any) -> Reply:
        """The answer to a document that was booked; a change to ``None`` leaves a field out."""
        row = {**booked.row(self.timeline.now, whole=False), "resCode": "200", **changes}
        row = {name: value for name, value in row.items() if value is not None}
        return reply.envelope(self.timeline.http_date(), Kind.RECEIPTS, [row])

    def post_contact(self, body: bytes, token: str) -> Reply:
        date = self.timeline.http_date()
        if token != self.live_token:
            return self.dead_token("/contacts")
        made = self.books.make_contact(posted_contact(body))
        if made is None:
            said = {"resCode": "100", "resDesc": "Contact exists"}
            return reply.envelope(date, Kind.CONTACTS, [said])
        return reply.envelope(date, Kind.CONTACTS, [made])


def _page(rows: Sequence[Row], query: Query) -> Sequence[Row]:
    size = int(query.get("limit", "100"))
    first = (int(query.get("page", "1")) - 1) * size
    return rows[first : first + size]


def _of_code(rows: Any, query: Query) -> list[Row]:
    return [row for row in rows if row["code"] == query["code"]]
