"""The practice server in a process of its own, so that it does not share the client's interpreter.

    python -m tests.bench.server --delay 0.05

Prints one JSON line with its address and keys, then serves until its standard input ends.
"""

import argparse
import json
import sys

from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0.0, help="seconds added to every call")
    parser.add_argument("--limit", type=int, default=0, help="calls a minute; 0: as many as come")
    args = parser.parse_args()
    switches = Switches(mint_limit_seconds=0, delay_seconds=args.delay)
    switches.rate_limit_per_minute = args.limit
    with PracticeServer(switches=switches) as server:
        sys.stdout.write(json.dumps(server.announcement()) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
