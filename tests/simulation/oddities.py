"""Answers that go wrong: none, too late, odd ones, or somebody else's. One function per fault."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.simulation import reply
from tests.simulation.books import Booked, Row
from tests.simulation.chance import Stream
from tests.simulation.peak import KINDS
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.peak.wire import Kind
from xpeak_desktop.transport import Failure, Reply

if TYPE_CHECKING:
    from tests.simulation.world import World

_HTML: Final = b"<html><body>Please sign in to the network</body></html>"
_SOMEBODYS: Final = Booked("R-0", "OTHER-1", "20261101", 10_700, 10_000, 700)
_CUT: Final = b'{"PeakReceipts":{"resCode":"200","rece'


def _nothing(_: float) -> None:
    """Nothing lands later."""


@dataclass
class Asked:
    """One request: ``do`` lets PEAK act and answer, ``later`` lets it act after a delay."""

    path: str
    token: str
    do: Callable[[], Reply]
    later: Callable[[float], None] = _nothing
    code: str = ""
    posted: Row = field(default_factory=dict)


Oddity = Callable[[Asked], Reply]


class Oddities:
    """Knows for every fault what PEAK does and what comes back; ``Failure`` when nothing does."""

    def __init__(
        self,
        world: "World",
        draw: Stream,
        lateness: Callable[[], float],
        give_up: Callable[[], None],
    ) -> None:
        self._world = world
        self._draw = draw
        self._lateness = lateness
        self._give_up = give_up
        self._known: dict[str, Oddity] = {
            "offline": self._offline,
            "tls": self._untrusted,
            "lost": self._lost,
            "lost_before": self._lost,
            "lost_after": self._lost_after,
            "late": self._late,
            "500": lambda _: self._error(),
            "500_empty": lambda _: self._error(),
            "500_booked": self._done_then(self._error),
            "500_late": self._error_late,
            "html": lambda _: self._page(),
            "html_booked": self._done_then(self._page),
            "truncated": self._done_then(lambda: reply.raw(self._date(), _CUT)),
            "600": lambda asked: world.peak.dead_token(asked.path),
            "600_booked": self._done_then(lambda: world.peak.dead_token("/receipts")),
            "401": lambda _: reply.told(self._date(), {"message": "Unauthorized"}, 401),
            "403": lambda _: reply.told(self._date(), {"message": "Forbidden"}, 403),
            "busy": lambda _: reply.busy(self._date(), "rate", 60),
            "busy_short": lambda _: reply.busy(self._date(), "rate", 5),
            "busy_long": lambda _: reply.busy(self._date(), "rate", 60),
            "busy_rate": lambda _: reply.busy(self._date(), "rate", 30),
            "busy_concurrency": lambda _: reply.busy(self._date(), "concurrency", None),
            "busy_untyped": self._busy_untyped,
            "quota": lambda _: reply.raw(self._date(), b"Transaction Limit exceeded", 400),
            "time_stamp": lambda asked: self.wrong_stamp(asked.path),
            "strange_code": self._strange,
            "strange_code_booked": self._strange_booked,
            "odd_shape": self._done_then(lambda: reply.told(self._date(), {"ok": True})),
            "wrong_rows": self._done_then(self._wrong_rows),
            "empty_yes": self._done_then(lambda: reply.envelope(self._date(), Kind.RECEIPTS)),
            "replayed": self._replayed,
            "sparse": self._sparse,
            "no_id": lambda asked: self._changed_yes(asked, id=None),
            "crossed": self._crossed,
            "blind": self._blind,
            "filter_ignored": self._unfiltered,
        }

    def answer(self, fault: str, asked: Asked) -> Reply:
        """What comes back when this fault strikes the request."""
        return self._known[fault](asked)

    def wrong_stamp(self, path: str) -> Reply:
        return reply.envelope(self._date(), KINDS[path], (), "400", "Validate Data. (TimeStamp)")

    def _date(self) -> str:
        return self._world.timeline.http_date()

    def _done_then(self, answer: Callable[[], Reply]) -> Oddity:
        """PEAK does it, and something else comes back."""

        def both(asked: Asked) -> Reply:
            asked.do()
            return answer()

        return both

    # ------------------------------------------------------------------ no answer

    def _offline(self, _: Asked) -> Reply:
        raise Failure(Code.OFFLINE, {}, sent=False)

    def _untrusted(self, _: Asked) -> Reply:
        raise Failure(Code.TLS_UNTRUSTED, {}, sent=False)

    def _lost(self, _: Asked) -> Reply:
        self._give_up()
        raise Failure(Code.PEAK_UNREACHABLE, {}, sent=True)

    def _lost_after(self, asked: Asked) -> Reply:
        asked.do()
        return self._lost(asked)

    def _late(self, asked: Asked) -> Reply:
        self._land_later(asked)
        return self._lost(asked)

    def _land_later(self, asked: Asked) -> None:
        if asked.token == self._world.peak.live_token:
            asked.later(self._lateness())

    # ------------------------------------------------------------------ not PEAK's form

    def _error(self) -> Reply:
        return reply.raw(self._date(), b"Internal Server Error", 500)

    def _error_late(self, asked: Asked) -> Reply:
        self._land_later(asked)
        return self._error()

    def _page(self) -> Reply:
        return reply.raw(self._date(), _HTML)

    def _wrong_rows(self) -> Reply:
        return reply.told(self._date(), {"PeakReceipts": {"resCode": "200", "receipts": "one"}})

    def _busy_untyped(self, asked: Asked) -> Reply:
        """A 429 that does not say what for: nobody knows whether the document was looked at."""
        if self._draw.hit(0.5):
            asked.do()
        return reply.busy(self._date(), "", None)

    # ------------------------------------------------------------------ PEAK's form, odd content

    def _strange(self, asked: Asked) -> Reply:
        if asked.posted:
            self._world.refused_strangely.add(asked.posted["code"])
        return reply.envelope(self._date(), KINDS[asked.path], (), "999", "Contact support")

    def _strange_booked(self, asked: Asked) -> Reply:
        asked.do()
        return self._strange(asked)

    def _replayed(self, asked: Asked) -> Reply:
        """Something on the way delivers the document twice: the second answer comes back."""
        asked.do()
        return asked.do()

    def _changed_yes(self, asked: Asked, **changes: str | None) -> Reply:
        """A yes without a field, or with somebody else's number."""
        books = self._world.books.documents
        before = len(books)
        answer = asked.do()
        # What PEAK refuses, or did not look at, it does not call a yes.
        return self._world.peak.yes(books[-1], **changes) if len(books) > before else answer

    def _crossed(self, asked: Asked) -> Reply:
        """Somebody else's answer: their yes, or their refusal."""
        code = f"{asked.posted['code']}-X"
        if self._draw.hit(0.5):
            return self._changed_yes(asked, code=code)
        asked.do()
        refused = {"code": code, "resCode": "400", "resDesc": "Invalid product"}
        return reply.envelope(self._date(), Kind.RECEIPTS, [refused], "400", "Invalid product")

    def _sparse(self, asked: Asked) -> Reply:
        """Hardly any field is shown."""
        if asked.posted:
            return self._changed_yes(asked, netAmount=None, vatAmount=None, issuedDate=None)
        answer = asked.do()
        if asked.path != "/receipts" or asked.token != self._world.peak.live_token:
            return answer
        rows = answer.json()["peakreceipts"]["receipts"]
        short = [{**row, "netAmount": None, "issuedDate": None} for row in rows]
        return reply.envelope(self._date(), Kind.RECEIPTS, short)

    def _blind(self, asked: Asked) -> Reply:
        """From now on questions for a number find nothing as long as this token lives."""
        self._world.peak.blind.add(asked.token)
        return asked.do()

    def _unfiltered(self, asked: Asked) -> Reply:
        """PEAK took no notice of the filter: a page of rows, on which ours may be missing."""
        world = self._world
        if not asked.path.startswith("/receipts") or asked.token != world.peak.live_token:
            return asked.do()
        now = world.timeline.now
        seen = [one for one in world.books.documents if one.seen_at <= now]
        if asked.code and self._draw.hit(0.5):
            # In earnest there are more documents than a page holds.
            seen = [one for one in seen if one.code != asked.code] or [_SOMEBODYS]
        rows = [one.row(now, whole=asked.path == "/receipts") for one in seen[:100]]
        return reply.envelope(self._date(), Kind.RECEIPTS, rows)
