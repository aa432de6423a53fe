"""Every measure in one table, each beside its baseline from the same run.

    python -m tests.bench [NAME ...] [--rounds 5]

Asserts nothing. Without names all are taken, which takes about an hour; a machine that does other
things meanwhile spoils them.
"""

import argparse
import sys
from pathlib import Path

# Run from the project's folder, or from anywhere.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import (
    commits,
    draining,
    first_paint,
    heartbeat,
    idle,
    importing,
    joining,
    memory,
    pass_beside_raw,
    sizes,
    start_to_safe,
)
from tests.bench.rows import Row, machine, table

ALL = {
    "pass_beside_raw": pass_beside_raw.rows,
    "commits": commits.rows,
    "importing": importing.rows,
    "joining": joining.rows,
    "first_paint": first_paint.rows,
    "heartbeat": heartbeat.rows,
    "memory": memory.rows,
    "idle": idle.rows,
    "sizes": sizes.rows,
    "draining": draining.rows,
    "start_to_safe": start_to_safe.rows,
}


def main() -> None:
    """Take the measures that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ALL], metavar="NAME")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print(f"{machine()}; {asked.rounds} rounds, interleaved", flush=True)
    found: list[Row] = []
    for name in asked.names or ALL:
        for row in ALL[name](asked.rounds):
            print(" | ".join(row.cells()), flush=True)
            found.append(row)
    print(f"\n{table(found)}")


if __name__ == "__main__":
    main()
