"""A gateway and the practice server it talks to, with all that a test may want to move."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.fakes import FakeClock, MemorySecrets
from xpeak_desktop.peak.gateway import Gateway, connect
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.transport import Limits

QUICK = Limits(connect=2, read=2, total=4)


@dataclass
class Room:
    """``another_gateway`` is another process of the same profile."""

    server: PracticeServer
    clock: FakeClock
    secrets: MemorySecrets
    cancel: threading.Event = field(default_factory=threading.Event)
    early_deaths: list[datetime] = field(default_factory=list)
    made: list[Gateway] = field(default_factory=list)

    def another_gateway(
        self, limits: Limits = QUICK, secrets: MemorySecrets | None = None
    ) -> Gateway:
        gateway = connect(
            self.server.peak_url,
            secrets or self.secrets,
            self.clock,
            self.cancel,
            self.token_died,
            limits=limits,
        )
        self.made.append(gateway)
        return gateway

    def token_died(self, when: datetime, early: bool) -> None:
        if early:
            self.early_deaths.append(when)

    def advance(self, seconds: float) -> None:
        """Let time pass here and at PEAK."""
        self.clock.advance(seconds)
        self.server.switches.clock_shift_seconds += seconds

    def count(self, name: str) -> int:
        """How many requests of this name ("POST /clienttoken") the server has answered."""
        return self.server.books.request_counts[name]


@contextmanager
def peak_room(**switches: object) -> Iterator[Room]:
    """PEAK with no limit on minting, since a test does not wait a minute."""
    manners = Switches(mint_limit_seconds=0)
    manners.update(switches)
    with PracticeServer(switches=manners, receipts=0) as server:
        keys = server.credentials()
        keys.pop("shop_key")
        room = Room(server, FakeClock(datetime.now(UTC)), MemorySecrets(**keys))
        try:
            yield room
        finally:
            for gateway in room.made:
                gateway.close()
