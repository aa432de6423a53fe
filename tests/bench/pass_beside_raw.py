"""Receipts per second of a whole pass beside a bare ``requests.Session`` loop.

Both post the same bodies to the same server, which runs in its own process. Rounds are
interleaved; the table shows medians with the least and the most, and the ratio of the medians.

    python -m tests.bench.pass_beside_raw [--rounds 5] [--receipts 600] [--slow-receipts 300]
"""

import argparse
import hmac
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import requests

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
from xpeak_desktop.services.syncing import Syncing
from xpeak_desktop.services.tools import Tools

SEED_DAY = date(2026, 11, 2)
CHANNEL = "โอนธนาคาร กสิกร"


@dataclass(frozen=True)
class Server:
    peak_url: str
    secrets: dict[SecretName, str]


@contextmanager
def serving(delay: float) -> Iterator[Server]:
    """Run the practice server in another process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.server", "--delay", str(delay)],
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


def receipts(series: str, count: int) -> list[Receipt]:
    """Make receipts of three lines and a shipping fee, all of one day, VAT included."""
    lines = tuple(
        Line(f"SKU-{number:04d}", f"สินค้าทดสอบ {number}", Decimal(2), Decimal("53.50"))
        for number in (1, 2, 3)
    )
    return [
        Receipt(
            number=f"{series}-{number:06d}",
            issued_on=SEED_DAY,
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
            base_url=server.peak_url, rules=Rules(start_date=SEED_DAY), set_up=True
        )
        self.ledger: SqliteLedger = open_ledger(folder / "ledger.sqlite3", self.clock)
        self.gateway: Gateway = connect(server.peak_url, self.secrets, self.clock, self.cancel)
        self.ledger.set_channel(ChannelRule(CHANNEL, send=True, pay_into="BSV001"))
        self.put(receipts("WARM", 3))
        match(self.ledger, self.gateway)
        self.run_pass(5)

    def put(self, some: list[Receipt]) -> None:
        with self.ledger.transaction():
            for receipt in some:
                self.ledger.put_receipt(receipt, fingerprint(receipt), "bench")
                for line in receipt.lines:
                    self.ledger.put_shop_product(line.sku, line.name)

    def run_pass(self, threads: int) -> float:
        """Run one pass; receipts per second of its sending."""
        senders = ThreadSenders(threads)
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
        assert result.uncertain == 0
        return result.sent / seconds

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
        connect_id = self.server.secrets[SecretName.CONNECT_ID]
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Content-Type"] = "application/json"
            session.headers["Client-Token"] = token
            session.headers["User-Token"] = self.server.secrets[SecretName.USER_TOKEN]
            for body in made:
                stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
                digest = hmac.digest(connect_id.encode(), stamp.encode(), "sha1").hex()
                headers = {"Time-Stamp": stamp, "Time-Signature": digest}
                answer = session.post(
                    f"{self.server.peak_url}/receipts", data=body, headers=headers, timeout=30
                ).json()
                assert answer["PeakReceipts"]["receipts"][0]["resCode"] == "200", answer


@dataclass
class Series:
    name: str
    run: Callable[[str], float]
    figures: list[float] = field(default_factory=list)

    def shown(self) -> str:
        low, middle, high = min(self.figures), statistics.median(self.figures), max(self.figures)
        return f"{middle:8.0f}  ({low:.0f} to {high:.0f})"


def measure(server: Server, folder: Path, count: int, rounds: int) -> list[Series]:
    """Interleave the four ways for some rounds."""
    bench = Bench(server, folder)

    def raw(threads: int) -> Callable[[str], float]:
        return lambda series: bench.post_raw(bench.bodies(receipts(series, count)), threads)

    def ours(threads: int) -> Callable[[str], float]:
        def run(series: str) -> float:
            bench.put(receipts(series, count))
            return bench.run_pass(threads)

        return run

    ways = [
        Series("raw loop", raw(1)),
        Series("raw, five loops", raw(5)),
        Series("pass, one sender", ours(1)),
        Series("pass, five senders", ours(5)),
    ]
    for number in range(rounds):
        for place, way in enumerate(ways):
            way.figures.append(way.run(f"R{number}W{place}"))
    bench.gateway.close()
    bench.ledger.close()
    return ways


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--receipts", type=int, default=600)
    parser.add_argument("--slow-receipts", type=int, default=300)
    args = parser.parse_args()
    out = sys.stdout.write
    out(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, requests {requests.__version__},"
        f" {args.rounds} rounds, interleaved\n"
    )
    for delay, count in ((0.0, args.receipts), (0.05, args.slow_receipts)):
        with serving(delay) as server, tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
            ways = measure(server, Path(folder), count, args.rounds)
        base = statistics.median(ways[0].figures)
        out(f"\nserver delay {delay * 1000:.0f} ms, {count} receipts a round\n")
        out(f"{'':20}{'receipts/s, median (least to most)':38}{'of raw loop':>12}\n")
        for way in ways:
            ratio = statistics.median(way.figures) / base
            out(f"{way.name:20}{way.shown():38}{ratio:12.2f}\n")


if __name__ == "__main__":
    main()
