"""One row of the table of measures: a figure of ours beside its baseline from the same run."""

import os
import platform
import sqlite3
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import PySide6
import requests


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row aims at: a bound of ours, or of ours divided by the baseline."""

    bound: float
    at_least: bool = False
    of_ratio: bool = False

    def met(self, ours: float, ratio: float | None) -> bool:
        figure = ratio if self.of_ratio else ours
        if figure is None:
            return False
        return figure >= self.bound if self.at_least else figure <= self.bound

    def told(self, unit: str) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.bound:g} {'×' if self.of_ratio else unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """``ours`` and ``base`` hold a figure of each round, in ``unit``; no ``base``: none exists."""

    what: str
    unit: str
    ours: Sequence[float]
    base: Sequence[float] = ()
    against: str = ""
    goal: Goal | None = None
    note: str = ""

    def ratio(self) -> float | None:
        base = statistics.median(self.base) if self.base else 0.0
        return statistics.median(self.ours) / base if base else None

    def cells(self) -> list[str]:
        """The row as the table shows it."""
        ratio = self.ratio()
        verdict = ""
        if self.goal is not None:
            met = self.goal.met(statistics.median(self.ours), ratio)
            verdict = f"{self.goal.told(self.unit)} {'met' if met else 'missed'}"
        base = f"{_spread(self.base)} ({self.against})" if self.base else self.against
        return [
            self.what,
            self.unit,
            _spread(self.ours),
            base,
            f"{ratio:.2f}" if ratio is not None else "",
            verdict,
        ]


HEADINGS = ("what", "unit", "ours: median (least to most)", "baseline", "ratio", "goal")


@dataclass(slots=True)
class Interleaved:
    """Ways of doing a thing, each done once a round, so that the machine's moods meet all alike."""

    ways: dict[str, Callable[[], float]]
    figures: dict[str, list[float]] = field(default_factory=dict)

    def run(self, rounds: int) -> dict[str, list[float]]:
        """A figure of each way and round."""
        self.figures = {name: [] for name in self.ways}
        for _ in range(rounds):
            for name, way in self.ways.items():
                self.figures[name].append(way())
        return self.figures


def table(rows: Iterable[Row]) -> str:
    """All rows in Markdown."""
    lines = [" | ".join(HEADINGS), "|".join("---" for _ in HEADINGS)]
    lines += [" | ".join(row.cells()) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def machine() -> str:
    """Where and with what the figures were taken."""
    today = datetime.now().astimezone()
    return (
        f"{today:%Y-%m-%d}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}, PySide6 {PySide6.__version__}, requests"
        f" {requests.__version__}"
    )


def _spread(figures: Sequence[float]) -> str:
    middle = _number(statistics.median(figures))
    if len(figures) == 1:
        return middle
    return f"{middle} ({_number(min(figures))} to {_number(max(figures))})"


def _number(figure: float) -> str:
    if abs(figure) >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if abs(figure) >= 10 else f"{figure:.2f}"
