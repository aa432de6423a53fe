"""How long 2,000 receipts take when PEAK lets only so many calls a minute through.

    python -m tests.bench draining

The ideal is a bare loop that does nothing but post, and rests exactly as long as PEAK says. A pass
also reads PEAK's lists, proves what it sent and has calls under way when the minute is full.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from tests.bench.pass_beside_raw import Bench, receipts, serving
from tests.bench.rows import Goal, Row
from xpeak_desktop.ports import SecretName

RECEIPTS = 2000
A_MINUTE = 600


def post_all(bench: Bench, made: list[bytes]) -> float:
    """Post all, as fast as PEAK takes them; seconds."""
    kept = bench.secrets.get(SecretName.CLIENT_TOKEN)
    assert kept is not None
    token = json.loads(kept.reveal())["token"]
    began = time.perf_counter()
    with requests.Session() as session:
        session.trust_env = False
        for body in made:
            while (rest := bench.post(session, body, token)) is not None:
                time.sleep(rest)
    return time.perf_counter() - began


def rows(rounds: int) -> Iterator[Row]:
    """One round, of six minutes: it waits for most of it, and the machine's mood hardly counts."""
    del rounds
    seconds = {}
    for name in ("ideal", "ours"):
        with (
            serving(0.0, A_MINUTE) as server,
            tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        ):
            bench = Bench(server, Path(folder))
            # What the set-up asked must not count: a minute later all of PEAK's calls are free.
            time.sleep(61)
            if name == "ideal":
                seconds[name] = post_all(bench, bench.bodies(receipts("RAW", RECEIPTS)))
            else:
                bench.put(receipts("OURS", RECEIPTS))
                seconds[name] = RECEIPTS / bench.run_pass(5)
            bench.gateway.close()
            bench.ledger.close()
    yield Row(
        f"draining {RECEIPTS:,} receipts, {A_MINUTE} calls a minute",
        "s",
        [seconds["ours"]],
        [seconds["ideal"]],
        "bare loop that rests as told",
        Goal(1.05, of_ratio=True),
    )
