"""The simulation as a command: ``python -m tests.simulation night --seeds 100000 --jobs 2``."""

import argparse
import sys
import time
from functools import partial
from pathlib import Path

# Run from the project's folder, or from anywhere.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.simulation import crash, mutants, strategies
from tests.simulation.figures import jobs_here, run_many, spread
from tests.simulation.options import expand
from tests.simulation.world import simulate


def night(first: int, seeds: int, jobs: int) -> int:
    """Many seeds, and all the figures."""
    began = time.perf_counter()
    figures = run_many(range(first, first + seeds), jobs)
    took = time.perf_counter() - began
    print(figures.told())
    print(f"time               {took:>12,.0f} s, {seeds / took:.1f} seeds/s")
    missing = figures.coverage.missing()
    print(f"legal cells of fault and state that were not hit: {len(missing)} {missing}")
    print(figures.coverage.table())
    return bool(figures.failed)


def one_seed(seed: int) -> int:
    """Replay one world with its options and all that happened."""
    options = expand(seed)
    outcome = simulate(options)
    print(f"options\n{options.told()}\ntrace")
    print("\n".join(outcome.trace))
    print(f"digest {outcome.digest}\n{outcome.violation or 'all promises were kept'}")
    return bool(outcome.violation)


def digests(seeds: int) -> int:
    """The trace's hash of every seed: two runs of this command must print the same."""
    for seed in range(seeds):
        print(seed, simulate(expand(seed)).digest)
    return 0


def hunt_all(seeds: int, jobs: int, *, drawn: bool) -> int:
    """Every mutant, until it is seen."""
    mutants.load_all()
    hunt = partial(mutants.hunt, most=seeds, drawn=drawn)
    killings = list(spread(hunt, list(mutants.MUTANTS), jobs))
    print(mutants.table(killings))
    return not all(one.killed for one in killings)


def pairs(jobs: int) -> int:
    """Every two kills on the small scenario."""
    tried = failed = 0
    for crashes, found in spread(crash.run_pairs, crash.first_kills(), jobs):
        tried += crashes
        failed += len(found)
        print("".join(f"{one}\n" for one in found), end="")
    print(f"{tried:,} pairs of kills, {failed} broke a promise")
    return bool(failed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("night", help="many seeds, and their figures")
    command.add_argument("--seeds", type=int, default=100_000)
    command.add_argument("--first", type=int, default=0)
    command.add_argument("--jobs", type=int, default=jobs_here())
    command = commands.add_parser("seed", help="replay one seed")
    command.add_argument("seed", type=int)
    command = commands.add_parser("mutants", help="wrong programs, each until it is seen")
    command.add_argument("--seeds", type=int, default=2_000)
    command.add_argument("--jobs", type=int, default=jobs_here())
    command.add_argument("--drawn", action="store_true", help="in the worlds as they are drawn")
    command = commands.add_parser("strategies", help="other ways of sending beside ours")
    command.add_argument("--seeds", type=int, default=1_000)
    command = commands.add_parser("matrix", help="which fault struck which state how often")
    command.add_argument("--seeds", type=int, default=5_000)
    command.add_argument("--jobs", type=int, default=jobs_here())
    command = commands.add_parser("pairs", help="every two kills on a small scenario")
    command.add_argument("--jobs", type=int, default=jobs_here())
    command = commands.add_parser("digests", help="the hash of every seed's trace")
    command.add_argument("--seeds", type=int, default=50)
    given = parser.parse_args()
    match given.command:
        case "night":
            return night(given.first, given.seeds, given.jobs)
        case "seed":
            return one_seed(given.seed)
        case "mutants":
            return hunt_all(given.seeds, given.jobs, drawn=given.drawn)
        case "pairs":
            return pairs(given.jobs)
        case "digests":
            return digests(given.seeds)
        case "strategies":
            print(strategies.table(range(given.seeds)))
            for unique in (True, False):
                sums = strategies.several_pcs(range(given.seeds // 4), 2, unique_codes=unique)
                print(sums.told(2, unique_codes=unique))
        case "matrix":
            print(run_many(range(given.seeds), given.jobs).coverage.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
