"""Receipts per second of a whole pass beside a bare ``requests.Session`` loop.

Both post the same bodies to the same server, which runs in its own process.

    python -m tests.bench pass_beside_raw
"""

import hmac
import itertools
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import requests

from tests.bench.rows import Goal, Interleaved, Row
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.keyring_secrets import SessionSecrets
from xpeak_desktop.domain.receipt import Line, Receipt, fingerprint
from xpeak_desktop.domain.rules import ChannelRule, judge
from xpeak_desktop.domain.settings import Rules, Settings
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger
from xpeak_desktop.peak import bodies
from xpeak_desktop.peak.gateway import Gateway, connect
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.contacts import known_contact
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.judging import read_shop
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.senders import ThreadSenders
from xpeak_desktop.services.sending import _Create
from xpeak_desktop.services.syncing import Syncing
from xpeak_desktop.services.tools import Tools

SEED_DAY = date(2026, 11, 2)
FIRST_DAY = date(2026, 1, 1)
CHANNEL = "โอนธนาคาร กสิกร"

_SHOPS = itertools.count(2)

Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Server:
    peak_url: str
    secrets: dict[SecretName, str]


@contextmanager
def serving(delay: float, limit: int = 0) -> Iterator[Server]:
    """Run the practice server in another process; ``limit`` is calls a minute."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.bench.server"),
            *("--delay", str(delay), "--limit", str(limit)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
    try:
        yield Server(told["peak_url"], {name: told[name.value] for name in names})
    finally:
        process.communicate()


def receipts(series: str, count: int, day: date = SEED_DAY) -> list[Receipt]:
    """Make receipts of three lines and a shipping fee, all of one day, VAT included."""
    lines = tuple(
        Line(f"SKU-{number:04d}", f"สินค้าทดสอบ {number}", Decimal(2), Decimal("53.50"))
        for number in (1, 2, 3)
    )
    return [
        Receipt(
            number=f"{series}-{number:06d}",
            issued_on=day,
            kind="ใบกำกับภาษีอย่างย่อ",
            status="ชำระแล้ว",
            channel=CHANNEL,
            vat_mode="รวม VAT",
            lines=lines,
            order_number=f"SO-{series}-{number}",
            shipping=4000,
            vat=2362,
            total=36100,
        )
        for number in range(count)
    ]


class Busy(ThreadSenders):
    """Senders that know how long their threads had something to do while receipts were sent.

    From the first document's call to the end of the last one's: what a pass asks before, and audits
    afterwards, is no sending.
    """

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self._threads = threads
        self._times: list[tuple[float, float]] = []
        self._sending: list[tuple[float, float]] = []

    def submit(self, key: Any, call: Callable[[], Any]) -> None:
        def timed() -> Any:
            began = time.perf_counter()
            try:
                return call()
            finally:
                took = began, time.perf_counter()
                self._times.append(took)
                if isinstance(key, _Create):
                    self._sending.append(took)

        super().submit(key, timed)

    def busy_share(self) -> float:
        """Of all threads' time while receipts were sent, 0 to 1."""
        if not self._sending:
            return 0.0
        first = min(began for began, _ in self._sending)
        last = max(end for _, end in self._sending)
        busy = sum(max(0.0, min(end, last) - max(began, first)) for began, end in self._times)
        return busy / (self._threads * (last - first))


class Bench:
    """One shop whose set-up is done: VAT mode proved, day read, products matched."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.clock = SystemClock()
        self.cancel = threading.Event()
        self.secrets = SessionSecrets()
        for name, value in server.secrets.items():
            self.secrets.put(name, Secret(value))
        self.settings = Settings(
            base_url=server.peak_url, rules=Rules(start_date=FIRST_DAY), set_up=True
        )
        self.ledger: SqliteLedger = open_ledger(folder / "ledger.sqlite3", self.clock)
        self.gateway: Gateway = connect(server.peak_url, self.secrets, self.clock, self.cancel)
        self.ledger.set_channel(ChannelRule(CHANNEL, send=True, pay_into="BSV001"))
        # Numbers and a day of its own: what PEAK holds already is another computer's.
        shop = next(_SHOPS)
        self.put(receipts(f"WARM{shop}", 3, SEED_DAY + timedelta(days=shop)))
        match(self.ledger, self.gateway)
        self.busy = 0.0
        self.run_pass(5)

    def put(self, some: list[Receipt]) -> None:
        with self.ledger.transaction():
            for receipt in some:
                self.ledger.put_receipt(receipt, fingerprint(receipt), "bench")
                for line in receipt.lines:
                    self.ledger.put_shop_product(line.sku, line.name)

    def run_pass(self, threads: int) -> float:
        """Run one pass; receipts per second of its sending."""
        senders = Busy(threads)
        tools = Tools(
            self.ledger,
            self.gateway,
            senders,
            self.clock,
            self.cancel,
            self.settings,
            lambda _progress: None,
        )
        began = time.perf_counter()
        result = Syncing(tools, list, "practice", Contest()).run_pass()
        seconds = time.perf_counter() - began
        senders.close()
        assert result.problem is None, result
        assert result.sent, result
        assert result.uncertain == 0
        self.busy = senders.busy_share()
        return float(result.sent / seconds)

    def bodies(self, some: list[Receipt]) -> list[bytes]:
        """The very bodies a pass would send for these receipts."""
        shop = read_shop(self.ledger, self.settings, self.clock.now())
        contact_id = known_contact(self.ledger, None)
        made = []
        for receipt in some:
            document = judge(receipt, shop).document
            assert document is not None
            assert contact_id is not None
            made.append(bodies.receipt_body(replace(document, contact_id=contact_id)))
        return made

    def post_raw(self, made: list[bytes], threads: int) -> float:
        """Post bodies in a bare loop, or in as many loops as threads; receipts per second."""
        kept = self.secrets.get(SecretName.CLIENT_TOKEN)
        assert kept is not None
        token = json.loads(kept.reveal())["token"]
        parts = [made[number::threads] for number in range(threads)]
        began = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda part: self._post_all(part, token), parts))
        return len(made) / (time.perf_counter() - began)

    def _post_all(self, made: list[bytes], token: str) -> None:
        with requests.Session() as session:
            session.trust_env = False
            for body in made:
                assert self.post(session, body, token) is None

    def post(self, session: requests.Session, body: bytes, token: str) -> float | None:
        """Post one body; seconds to rest if PEAK takes no more calls this minute."""
        connect_id = self.server.secrets[SecretName.CONNECT_ID]
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        digest = hmac.digest(connect_id.encode(), stamp.encode(), "sha1").hex()
        headers = {
            "Content-Type": "application/json",
            "Client-Token": token,
            "User-Token": self.server.secrets[SecretName.USER_TOKEN],
            "Time-Stamp": stamp,
            "Time-Signature": digest,
        }
        url = f"{self.server.peak_url}/receipts"
        reply = session.post(url, data=body, headers=headers, timeout=30)
        answer = reply.json()
        if reply.status_code == requests.codes.too_many:
            return float(answer["retryAfterSeconds"])
        assert answer["PeakReceipts"]["receipts"][0]["resCode"] == "200", answer
        return None


# Seconds the server takes for each call, receipts of a round, and the same for a single sender.
SERVERS = ((0.0, 1500, 1500), (0.05, 600, 200), (0.5, 300, 40))


def measure(server: Server, folder: Path, count: int, alone: int, rounds: int) -> Figures:
    """Interleave the ways for some rounds; receipts per second, and the share that was busy."""
    bench = Bench(server, folder)
    numbers = itertools.count()
    # A day for each round: a pass reads what PEAK shows of a day, and earlier rounds would weigh.
    days = (SEED_DAY - timedelta(days=before) for before in itertools.count(1))
    busy: list[float] = []

    def raw(threads: int, count: int) -> float:
        # On another day: a pass would take them for another program's and hold its own.
        some = receipts(f"N{next(numbers)}", count, SEED_DAY + timedelta(days=1))
        return bench.post_raw(bench.bodies(some), threads)

    def ours(threads: int, count: int) -> float:
        bench.put(receipts(f"N{next(numbers)}", count, next(days)))
        rate = bench.run_pass(threads)
        if threads > 1:
            busy.append(bench.busy * 100)
        return rate

    ways: dict[str, Callable[[], float]] = {
        "raw": partial(raw, 1, alone),
        "raw five": partial(raw, 5, count),
        "ours": partial(ours, 1, alone),
        "ours five": partial(ours, 5, count),
    }
    figures = Interleaved(ways).run(rounds)
    bench.gateway.close()
    bench.ledger.close()
    return {**figures, "busy": busy}


def rows(rounds: int) -> Iterator[Row]:
    for delay, count, alone in SERVERS:
        with serving(delay) as server, tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            found = measure(server, Path(folder), count, alone, rounds)
        goal = Goal(0.8, at_least=True, of_ratio=True) if not delay else None
        name = f"pass, server of {delay * 1000:.0f} ms"
        unit = "receipts/s"
        one = "a bare loop"
        yield Row(f"{name}, one sender", unit, found["ours"], found["raw"], one, goal)
        yield Row(f"{name}, five senders", unit, found["ours five"], found["raw"], one, goal)
        yield Row("the same", unit, found["ours five"], found["raw five"], "five bare loops")
        goal = Goal(95, at_least=True) if delay == 0.5 else None
        yield Row("the same: time that the five were busy", "%", found["busy"], goal=goal)
