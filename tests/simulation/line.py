"""The way between one computer and PEAK: here answers are lost, late, odd or somebody else's.

It stands where the HTTP session stands, so the real gateway makes of every fault what it makes of
it in earnest.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from tests.simulation import reply
from tests.simulation.books import Row, posted_contact, posted_receipt
from tests.simulation.calls import SeededSenders
from tests.simulation.chance import Stream
from tests.simulation.faults import CONTACT, CREATE, MINT, READ
from tests.simulation.hazards import Hazards, Killed
from tests.simulation.peak import KINDS
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.peak.wire import Kind
from xpeak_desktop.transport import Failure, Reply

if TYPE_CHECKING:
    from tests.simulation.world import World

_GIVEN_UP: Final = 30.0
_MINT_PAUSE: Final = 59.0
_HTML: Final = b"<html><body>Please sign in to the network</body></html>"
_CUT: Final = b'{"PeakReceipts":{"resCode":"200","rece'
_GROUPS: Final = {"create": CREATE, "read": READ, "mint": MINT, "contact": CONTACT}
_LASTING: Final = {
    "offline": {"create": "create.offline", "read": "read.offline"},
    "500": {"create": "create.500_empty", "read": "read.500"},
    "html": {"create": "create.html", "read": "read.html"},
}


class Line:
    """One computer's connection to PEAK; ``call`` is the transport's."""

    def __init__(self, world: "World", pc: int, hazards: Hazards) -> None:
        self._world = world
        self._pc = pc
        self._hazards = hazards
        options = world.options
        self._draw = Stream(options.seed, f"line{pc}")
        self._timing = Stream(options.seed, f"timing{pc}")
        self._known = {
            group: tuple(kind for kind in kinds if kind in options.faults)
            for group, kinds in _GROUPS.items()
        }
        self._lasting: tuple[float, Mapping[str, str]] = (0.0, {})
        self.senders: SeededSenders | None = None
        self.landing = ""
        """How a document ends whose sender is killed: ``never``, ``now``, ``late``; drawn if empty."""

    def close(self) -> None:
        """Nothing is kept open."""

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """One request and its answer; raises ``Failure`` as the transport does."""
        group = _group(method, path)
        token = (headers or {}).get("Client-Token", "")
        about = self._about(group, path, query, body)
        self._hazards.step(f"call {method} {path}")
        self._pass_time()
        if group == "create" and body is not None:
            self._world.checks.document_leaves(self._pc, body)
        kind = self._fault(group, about)
        if group != "mint" and self.senders is not None:
            self.senders.overlap()
        try:
            self._hazards.step(f"way {method} {path}")
        except Killed:
            self._on_the_way(group, body, token)
            raise
        try:
            answer = self._answer(group, kind, path, query or {}, token, body or b"")
            self._note(method, path, about, kind, f"{answer.status}")
            if group == "mint":
                pause = answer.json()["retryAfterSeconds"] if answer.status == 429 else _MINT_PAUSE
                self._world.checks.token_was_minted(self._pc, pause)
        except Failure as failure:
            self._note(method, path, about, kind, failure.code.value)
            raise
        self._hazards.step(f"answer {method} {path}")
        self._pass_time()
        return answer

    # ------------------------------------------------------------------ what goes wrong

    def _fault(self, group: str, about: str) -> str:
        world = self._world
        if world.calm:
            return ""
        until, lasting = self._lasting
        if world.timeline.now < until and group in lasting:
            kind = lasting[group]
        elif self._known[group] and self._draw.hit(world.options.fault_rate):
            kind = self._draw.one_of(self._known[group])
            self._may_last(kind)
        else:
            return ""
        if kind == "create.replayed" and not world.options.unique_codes:
            return ""
        self._cover(kind, group, about)
        return kind

    def _may_last(self, kind: str) -> None:
        for sort, kinds in _LASTING.items():
            if kind in kinds.values() and self._draw.hit(0.3):
                until = self._world.timeline.now + self._draw.between(5, 300)
                self._lasting = (until, _LASTING[sort])

    def _cover(self, kind: str, group: str, about: str) -> None:
        disk = self._world.pcs[self._pc].disk
        if group in ("create", "read"):
            state = disk.state_of(about) if about else None
            self._world.coverage.hit(kind, [state] if state else [])
        else:
            self._world.coverage.hit(kind, disk.states())

    def _on_the_way(self, group: str, body: bytes | None, token: str) -> None:
        """The sender died while its request was under way: it may arrive, even later."""
        if body is None or token != self._world.peak.live_token:
            return
        landing = self.landing or self._draw.one_of(("never", "now", "late"))
        if landing == "never":
            return
        delay = 0.0 if landing == "now" else self._lateness()
        if group == "create":
            self._world.books.book_later(posted_receipt(body), self._pc, delay)
        elif group == "contact":
            self._world.books.make_contact_later(posted_contact(body), delay)

    def _lateness(self) -> float:
        late = self._world.options.late
        return late if self._draw.hit(0.5) else self._draw.between(0, late)

    def _pass_time(self) -> None:
        latency = self._world.options.latency
        self._world.spend(self._pc, latency * self._timing.between(0.2, 1.0))

    # ------------------------------------------------------------------ answers

    def _answer(
        self, group: str, kind: str, path: str, query: Mapping[str, str], token: str, body: bytes
    ) -> Reply:
        peak = self._world.peak
        do: Callable[[], Reply]
        later: Callable[[float], None] = lambda _: None
        if group == "create":
            do = lambda: peak.post_receipt(body, token, self._pc)[0]
            later = lambda delay: self._world.books.book_later(
                posted_receipt(body), self._pc, delay
            )
        elif group == "contact":
            do = lambda: peak.post_contact(body, token)
            later = lambda delay: self._world.books.make_contact_later(posted_contact(body), delay)
        elif group == "mint":
            self._world.checks.token_is_minted(self._pc)
            do = peak.mint
        else:
            do = lambda: peak.read(path, query, token)
        if not kind:
            return do()
        fault = kind.split(".")[1]
        common = self._no_answer(fault, do, later, live=token == peak.live_token)
        if common is not None:
            return common
        if group == "create":
            return self._odd_yes(fault, do, posted_receipt(body))
        return self._odd_read(fault, do, path, token)

    def _no_answer(
        self, fault: str, do: Callable[[], Reply], later: Callable[[float], None], *, live: bool
    ) -> Reply | None:
        """Faults that a POST and a question have in common."""
        date = self._world.timeline.http_date()
        if fault == "offline":
            raise Failure(Code.OFFLINE, {}, sent=False)
        if fault == "tls":
            raise Failure(Code.TLS_UNTRUSTED, {}, sent=False)
        if fault in ("lost", "lost_before", "lost_after", "late"):
            if fault == "lost_after":
                do()
            elif fault == "late" and live:
                later(self._lateness())
            self._world.spend(self._pc, _GIVEN_UP)
            raise Failure(Code.PEAK_UNREACHABLE, {}, sent=True)
        if fault.startswith("500"):
            if fault == "500_booked":
                do()
            elif fault == "500_late" and live:
                later(self._lateness())
            return reply.raw(date, b"Internal Server Error", 500)
        if fault.startswith("html"):
            if fault == "html_booked":
                do()
            return reply.raw(date, _HTML)
        if fault == "truncated":
            do()
            return reply.raw(date, _CUT)
        return self._refusal(fault, date)

    def _refusal(self, fault: str, date: str) -> Reply | None:
        """Answers that say no to everybody, and do nothing."""
        answers: dict[str, Callable[[], Reply]] = {
            "401": lambda: reply.told(date, {"message": "Unauthorized"}, 401),
            "403": lambda: reply.told(date, {"message": "Forbidden"}, 403),
            "busy": lambda: reply.busy(date, "rate", 60),
            "busy_short": lambda: reply.busy(date, "rate", 5),
            "busy_long": lambda: reply.busy(date, "rate", 60),
            "busy_rate": lambda: reply.busy(date, "rate", 30),
            "busy_concurrency": lambda: reply.busy(date, "concurrency", None),
            "busy_untyped": lambda: reply.busy(date, "", None),
            "quota": lambda: reply.raw(date, b"Transaction Limit exceeded", 400),
        }
        answer = answers.get(fault)
        return answer() if answer else None

    def _odd_yes(self, fault: str, do: Callable[[], Reply], posted: Row) -> Reply:
        """Answers to a document that do not show what became of it."""
        peak, date = self._world.peak, self._world.timeline.http_date()
        if fault == "600":
            return peak.dead_token("/receipts")
        if fault == "time_stamp":
            words = "Validate Data. (TimeStamp)"
            return reply.envelope(date, Kind.RECEIPTS, (), "400", words)
        strange = reply.envelope(date, Kind.RECEIPTS, (), "999", "Contact support")
        if fault == "strange_code":
            self._world.refused_strangely.add(posted["code"])
            return strange
        answer = do()
        mine = self._world.books.live(posted["code"])
        if fault == "strange_code_booked":
            self._world.refused_strangely.add(posted["code"])
            return strange
        if fault == "600_booked":
            return peak.dead_token("/receipts")
        if fault == "odd_shape":
            return reply.told(date, {"ok": True})
        if fault == "wrong_rows":
            return reply.told(date, {"PeakReceipts": {"resCode": "200", "receipts": "one"}})
        if fault == "empty_yes":
            return reply.envelope(date, Kind.RECEIPTS)
        if fault == "replayed":
            return do()
        if not mine:
            return answer
        if fault == "sparse":
            return peak.yes(mine[0], netAmount=None, vatAmount=None, issuedDate=None)
        if fault == "no_id":
            return peak.yes(mine[0], id=None)
        return peak.yes(self._world.books.documents[0], code=f"{posted['code']}-X")

    def _odd_read(self, fault: str, do: Callable[[], Reply], path: str, token: str) -> Reply:
        peak, date = self._world.peak, self._world.timeline.http_date()
        if fault == "600":
            return peak.dead_token(path)
        if fault == "strange_code":
            return reply.envelope(date, KINDS[path], (), "999", "Contact support")
        if fault == "blind":
            peak.blind.add(token)
        if fault == "filter_ignored":
            return self._unfiltered(do, path, token)
        answer = do()
        if fault == "sparse" and path == "/receipts" and token == peak.live_token:
            rows = answer.json()["peakreceipts"]["receipts"]
            short = [{**row, "netAmount": None, "issuedDate": None} for row in rows]
            return reply.envelope(date, Kind.RECEIPTS, short)
        return answer

    def _unfiltered(self, do: Callable[[], Reply], path: str, token: str) -> Reply:
        """PEAK took no notice of the filter: the first rows there are."""
        world = self._world
        if not path.startswith("/receipts") or token != world.peak.live_token:
            return do()
        now = world.timeline.now
        seen = [one for one in world.books.documents if one.seen_at <= now][:100]
        rows = [one.row(now, whole=path == "/receipts") for one in seen]
        return reply.envelope(world.timeline.http_date(), Kind.RECEIPTS, rows)

    # ------------------------------------------------------------------ telling

    def _about(
        self, group: str, path: str, query: Mapping[str, str] | None, body: bytes | None
    ) -> str:
        if group == "create" and body is not None:
            return str(posted_receipt(body)["code"])
        return (query or {}).get("code", "") if path == "/receipts" else ""

    def _note(self, method: str, path: str, about: str, kind: str, end: str) -> None:
        self._world.note(f"{self._pc} {method} {path} {about} {kind} {end}")


def _group(method: str, path: str) -> str:
    if method == "GET":
        return "read"
    return {"/receipts": "create", "/clienttoken": "mint"}.get(path, "contact")
