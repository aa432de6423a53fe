"""The way between one computer and PEAK: here answers are lost, late, odd or somebody else's.

It stands where the HTTP session stands, so the real gateway makes of every fault what it makes of
it in earnest.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.simulation.books import Row, posted_contact, posted_receipt
from tests.simulation.calls import SeededSenders
from tests.simulation.chance import Stream
from tests.simulation.faults import CONTACT, CREATE, MINT, READ
from tests.simulation.hazards import Hazards, Killed
from tests.simulation.oddities import Asked, Oddities
from xpeak_desktop.transport import Failure, Reply

if TYPE_CHECKING:
    from tests.simulation.world import World

_GIVEN_UP: Final = 30.0
_STAMP_SLACK: Final = 3600.0
_GROUPS: Final = {"create": CREATE, "read": READ, "mint": MINT, "contact": CONTACT}
_LASTING: Final = {
    "offline": {"create": "create.offline", "read": "read.offline"},
    "500": {"create": "create.500_empty", "read": "read.500"},
    "html": {"create": "create.html", "read": "read.html"},
}


class Line:
    """One computer's connection to PEAK; ``call`` is the transport's."""

    def __init__(self, world: "World", pc: int, hazards: Hazards, landing: str) -> None:
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
        self._rate = options.fault_rate
        self._rates = {"create": max(options.create_rate, options.fault_rate)}
        self._lasting: tuple[float, Mapping[str, str]] = (0.0, {})
        self._stamp = ""
        self._oddities = Oddities(world, self._draw, self.lateness, self._give_up)
        self.senders: SeededSenders | None = None
        self._landing = landing

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
        stop: threading.Event | None = None,
    ) -> Reply:
        """One request and its answer; raises ``Failure`` as the transport does."""
        group = _group(method, path)
        token = (headers or {}).get("Client-Token", "")
        self._stamp = (headers or {}).get("Time-Stamp", "")
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
                self._world.checks.token_was_asked_for(self._pc, answer)
            elif path == "/receipts/list" and query:
                self._world.pcs[self._pc].listed[query["dateStart"]] = self._world.timeline.now
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
        elif self._known[group] and self._draw.hit(self._rates.get(group, self._rate)):
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
        landing = self._landing or self._draw.one_of(("never", "now", "late"))
        if landing == "never":
            return
        delay = 0.0 if landing == "now" else self.lateness()
        if group == "create":
            self._world.books.book_later(posted_receipt(body), self._pc, delay)
        elif group == "contact":
            self._world.books.make_contact_later(posted_contact(body), delay)

    def lateness(self) -> float:
        late = self._world.options.late
        return late if self._draw.hit(0.5) else self._draw.between(0, late)

    def _pass_time(self) -> None:
        latency = self._world.options.latency
        self._world.spend(self._pc, latency * self._timing.between(0.2, 1.0))

    # ------------------------------------------------------------------ answers

    def _answer(
        self, group: str, kind: str, path: str, query: Mapping[str, str], token: str, body: bytes
    ) -> Reply:
        do = self._do(group, path, query, token, body)
        asked = Asked(path, token, do, code=query.get("code", ""))
        if group == "create":
            asked.posted = posted_receipt(body)
            asked.later = partial(self._book_later, asked.posted)
        elif group == "contact":
            asked.later = partial(self._world.books.make_contact_later, posted_contact(body))
        elif group == "mint":
            self._world.checks.token_is_minted(self._pc)
        if kind:
            return self._oddities.answer(kind.split(".")[1], asked)
        return asked.do() if self._stamp_is_right() else self._oddities.wrong_stamp(path)

    def _do(
        self, group: str, path: str, query: Mapping[str, str], token: str, body: bytes
    ) -> Callable[[], Reply]:
        """What PEAK does and answers when all goes well."""
        peak = self._world.peak
        if group == "create":
            return lambda: peak.post_receipt(body, token, self._pc)
        if group == "contact":
            return lambda: peak.post_contact(body, token)
        if group == "mint":
            return peak.mint
        return lambda: peak.read(path, query, token)

    def _book_later(self, posted: Row, delay: float) -> None:
        self._world.books.book_later(posted, self._pc, delay)

    def _give_up(self) -> None:
        self._world.spend(self._pc, _GIVEN_UP)

    def _stamp_is_right(self) -> bool:
        """PEAK refuses what was signed more than an hour off its own time."""
        now = self._world.timeline.utc()
        if self._stamp[:10] == f"{now:%Y%m%d%H}":
            return True
        signed = datetime.strptime(self._stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return abs((signed - now).total_seconds()) <= _STAMP_SLACK

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
