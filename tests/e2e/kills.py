"""Real processes, killed: at any moment, at a write, at a commit, at a request, at an answer.

    python -m tests.e2e.kills --kills 1000            numbers that must be unique in PEAK
    python -m tests.e2e.kills --kills 1000 --reused   PEAK takes a number twice

Prints what was done and what PEAK and the ledger hold at the end; exit code 1 when a promise broke,
or when the time was over before all kills were done.
Where strace is there, some kills strike at an exact system call and some calls meet a disk that is
full or broken instead.
"""

import argparse
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

RECEIPTS: Final = 300
SETTLE_SECONDS: Final = 0.4
_PASSES_AT_MOST: Final = 60
_CHANNELS_OFF: Final = frozenset({"ShopeePay", "พร้อมเพย์"})
_PATIENCE: Final = 120.0

STRUCK: Final[dict[str, tuple[str, int]]] = {
    "write": ("pwrite64", 120),
    "commit": ("fdatasync", 40),
    "request": ("sendto", 60),
    "answer": ("recvfrom", 120),
}
"""A kill at the n-th of a system call, n up to about as many as a short pass makes."""

BROKEN: Final = {"disk full": ("pwrite64", "ENOSPC", 120), "disk broken": ("fdatasync", "EIO", 40)}


@contextmanager
def busy_shop(
    folder: Path, *, unique_codes: bool, receipts: int = RECEIPTS
) -> Iterator[ShopProfile]:
    """A shop with many sales and a PEAK slow enough to be struck in the middle."""
    switches = Switches(
        mint_limit_seconds=0,
        post_delay_seconds=0.02,
        answer_delay_seconds=0.02,
        unique_codes=unique_codes,
    )
    with PracticeServer(receipts=receipts, seed=7, switches=switches) as server:
        profile = ShopProfile(folder, server)
        server.shop.write_csv(profile.exports)
        profile.set_up(
            **{
                "settle_seconds = 300": f"settle_seconds = {SETTLE_SECONDS}",
                "retry_seconds = 30": "retry_seconds = 0.1",
            }
        )
        yield profile


@dataclass
class Kills:
    """What was done so far to one shop."""

    shop: ShopProfile
    draw: random.Random
    by_kind: Counter[str] = field(default_factory=Counter)
    while_sending: int = 0

    def once(self) -> None:
        """Strike one pass, by a way drawn at random."""
        # Under strace a pass is slow: most kills do without.
        kinds = ["moment", *["sending"] * 6]
        if shutil.which("strace"):
            kinds += [*STRUCK, *BROKEN]
        kind = self.draw.choice(kinds)
        before = self.shop.posts()
        process = self._start(kind)
        self._strike(kind, process, before)
        _out, err = process.communicate(timeout=_PATIENCE)
        if "Traceback" in err:
            raise AssertionError(err)
        killed = process.returncode == -signal.SIGKILL
        if killed:
            self.by_kind[kind] += 1
            self.while_sending += self.shop.posts() > before
        elif kind in BROKEN and process.returncode == 4:
            self.by_kind[kind] += 1
        else:
            # It finished first: more sales keep the next passes busy.
            self.shop.server.shop.more(100)
            self.shop.server.shop.write_csv(self.shop.exports)

    def _start(self, kind: str) -> subprocess.Popen[str]:
        if kind in STRUCK:
            call, most = STRUCK[kind]
            return start_pass(self.shop, injected(call, "signal=KILL", self.draw.randint(1, most)))
        if kind in BROKEN:
            call, error, most = BROKEN[kind]
            when = f"{self.draw.randint(1, most)}+"
            return start_pass(self.shop, injected(call, f"error={error}", when))
        return start_pass(self.shop)

    def _strike(self, kind: str, process: subprocess.Popen[str], before: int) -> None:
        if kind == "moment":
            time.sleep(self.draw.uniform(0.1, 1.2))
        elif kind == "sending":
            # A pass needs a while to start: wait for its first document, then pick the moment.
            wait_until(lambda: self.shop.posts() > before or process.poll() is not None)
            time.sleep(self.draw.uniform(0.0, 0.25))
        else:
            return
        process.kill()

    def check(self) -> None:
        """What must hold at any time: nothing twice in PEAK, and a ledger that is whole."""
        self.shop.live()
        with tempfile.TemporaryDirectory() as folder:
            # On a copy: the journal that a kill left is for the next pass to roll back.
            for part in self.shop.ledger.parent.glob(f"{self.shop.ledger.name}*"):
                shutil.copy(part, folder)
            ledger = sqlite3.connect(Path(folder) / self.shop.ledger.name)
            found = ledger.execute("PRAGMA quick_check").fetchone()[0]
            ledger.close()
        assert found == "ok", found


def skip_without_strace() -> None:
    """Not everywhere may one process trace another."""
    trial = ["strace", "-o", "/dev/null", "-e", "trace=none", "true"]
    if not shutil.which("strace"):
        pytest.skip("needs strace: apt-get install --no-install-recommends strace")
    if subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")


def injected(
    call: str, what: str, when: object, *, file: Path | None = None, trace: str = "/dev/null"
) -> list[str]:
    """The command that lets a system call (on this ``file`` alone) end as ``what`` says."""
    # Following threads: the senders make the requests. One word per option, strace reads no blanks.
    quiet = ["-o", trace, "-qq", "-e", f"trace={call}", *(["-P", str(file)] if file else [])]
    return ["strace", "-f", *quiet, "-e", f"inject={call}:{what}:when={when}"]


def start_pass(shop: ShopProfile, before: list[str] | None = None) -> subprocess.Popen[str]:
    """Start the real command; ``before`` is the program that starts it."""
    process = subprocess.Popen(
        [
            *(before or []),
            *(sys.executable, "-m", "xpeak_desktop", "sync", "--json", "--secrets-stdin"),
            *("--data-dir", str(shop.folder / "data")),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",  # a kill may strike in the middle of a letter
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(shop.secrets))
    process.stdin.close()
    process.stdin = None
    return process


def finish_pass(shop: ShopProfile) -> dict[str, Any]:
    """A pass that nobody disturbs; its answer."""
    process = start_pass(shop)
    out, err = process.communicate(timeout=_PATIENCE)
    assert "Traceback" not in err, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def pass_until_nothing_rests(shop: ShopProfile) -> dict[str, Any]:
    """Go on until everything has found its place."""
    for _ in range(_PASSES_AT_MOST):
        answer = finish_pass(shop)
        if answer["next_try_seconds"] is None:
            return answer
        time.sleep(min(answer["next_try_seconds"], 1.0))
    raise AssertionError(f"still resting: {answer['receipts']}")


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for something the process does, but not for ever."""
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.005)


@dataclass(frozen=True, slots=True)
class End:
    """How it stands when nobody disturbs any more."""

    expected: int
    live: int
    lost: int
    not_ours: int
    sent: int
    unsettled: int
    difference: str

    @property
    def good(self) -> bool:
        """Whether every promise held."""
        same = self.expected == self.live == self.sent
        return same and not (self.lost or self.not_ours or self.unsettled) and self.exact

    @property
    def exact(self) -> bool:
        """Whether PEAK and the shop agree to the satang."""
        return self.difference == "0.00"


def settle(shop: ShopProfile) -> End:
    """Let everything drain, then count PEAK's books beside the shop's."""
    answer = pass_until_nothing_rests(shop)
    sendable = shop.server.shop.sendable()
    expected = {one.number for one in sendable if one.channel not in _CHANNELS_OFF}
    live = shop.live().keys()
    _code, compared = shop.command("compare", "--month", shop.server.shop.month)
    counts = answer["receipts"]
    return End(
        expected=len(expected),
        live=len(live),
        lost=len(expected - live),
        not_ours=len(live - expected),
        sent=counts["sent"],
        unsettled=counts["uncertain"] + counts["sending"] + counts["ready"],
        difference=compared["difference"],
    )


def run(kills: int, minutes: float, seed: int, *, unique_codes: bool) -> bool:
    """Do a night's work and print it."""
    say = sys.stdout.write
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        busy_shop(Path(folder), unique_codes=unique_codes) as shop,
    ):
        done = Kills(shop, random.Random(seed))
        ends = began + minutes * 60
        while done.by_kind.total() < kills and time.monotonic() < ends:
            done.once()
            if done.by_kind.total() % 25 == 0:
                done.check()
                say(f"\r{done.by_kind.total():,} of {kills:,} kills, {shop.posts():,} POSTs")
                sys.stdout.flush()
        end = settle(shop)
        done.check()
        numbers = "unique" if unique_codes else "reused"
        say(f"\n{done.by_kind.total():,} kills, seed {seed}, numbers {numbers} in PEAK\n")
        for kind, times in sorted(done.by_kind.items()):
            say(f"  {kind:12} {times:6,}\n")
        say(f"  while sending {done.while_sending:5,}, POSTs {shop.posts():,}\n")
        say(f"{end}\n0 twice in PEAK, ledger whole, {time.monotonic() - began:.0f} s\n")
        lacking = kills - done.by_kind.total()
        if lacking > 0:
            say(f"TOO FEW: {lacking:,} of {kills:,} kills were not done in {minutes:g} minutes\n")
    return end.good and lacking <= 0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=600, help="end by then with what is done")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--reused", action="store_true", help="PEAK takes a number twice")
    given = parser.parse_args()
    sys.exit(not run(given.kills, given.minutes, given.seed, unique_codes=not given.reused))


if __name__ == "__main__":
    main()
