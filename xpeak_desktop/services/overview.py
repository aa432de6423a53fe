"""What stands where: counts, baht and problems, the same for window, commands and tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Counted, LedgerReader
from xpeak_desktop.services.reconciling import resting_until

_NONE = Counted(0, 0)


@dataclass(frozen=True, slots=True)
class Overview:
    """A profile at one moment. ``next_try_seconds`` is 0 for now and ``None`` when nothing rests.

    ``problems`` name every receipt that needs a person, and what stands in everybody's way.
    """

    counts: Mapping[State, Counted]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    next_try_seconds: float | None


def look(reader: LedgerReader, now: datetime) -> Overview:
    """Read the overview from the ledger; ``now`` is UTC."""
    counts = reader.counts()
    waiting = (*reader.held(), *reader.stuck())
    problems = [Problem(row.code or Code.INTERNAL, row.params, row.number) for row in waiting]
    for number, case in reader.open_cases():
        problems.append(Problem(case.code, case.params, number))
    everybody = reader.trouble()
    if everybody is not None and everybody.receipt is None:
        problems.append(everybody)
    return Overview(
        counts={state: counts.get(state, _NONE) for state in State},
        problems=tuple(problems),
        warnings=tuple(reader.warnings()),
        next_try_seconds=_seconds_until(_next_try(reader), now),
    )


def _next_try(reader: LedgerReader) -> datetime | None:
    """When something is next to be done; while PEAK's lists rest, nothing is done before."""
    moment, rests = reader.next_try(), resting_until(reader)
    return rests if rests and (moment is None or moment < rests) else moment


def _seconds_until(moment: datetime | None, now: datetime) -> float | None:
    if moment is None:
        return None
    return max(0.0, (moment.astimezone(UTC) - now.astimezone(UTC)).total_seconds())
