"""What a command answers: one JSON object, or lines for a person, and the exit code."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TextIO

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.services.overview import Overview

_EXIT_CODES: Final[Mapping[Area, int]] = {
    Area.CONFIG: 2,
    Area.PROFILE: 5,
    Area.STORAGE: 4,
    Area.PEAK: 3,
    Area.SECRETS: 3,
    Area.RECEIPT: 1,
    Area.CASE: 1,
    Area.PROGRAM: 1,
    Area.WARNING: 0,
}
_SOURCE_AWAY: Final = frozenset(
    {Code.SOURCE_UNREACHABLE, Code.SOURCE_REFUSED, Code.SHOP_KEY_MISSING, Code.FOLDER_MISSING}
)
_FIRST_WINS: Final = (2, 5, 4, 3, 1)


@dataclass(slots=True)
class Reply:
    """``data`` is printed under ``--json``, ``lines`` otherwise."""

    data: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def code(self) -> int:
        """0, unless a problem says otherwise: 2, 5, 4, 3, 1 in this order."""
        found = {exit_code(problem) for problem in self.problems}
        return next((code for code in _FIRST_WINS if code in found), 0)


def exit_code(problem: Problem) -> int:
    """The exit code of interfaces.md section 1 that a problem stands for."""
    if problem.area is Area.PEAK and problem.receipt is not None:
        # PEAK answers, only not about this receipt.
        return _EXIT_CODES[Area.RECEIPT]
    if problem.area is Area.SOURCE:
        return 3 if problem.code in _SOURCE_AWAY else 1
    return _EXIT_CODES[problem.area]


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as every JSON answer shows it."""
    shown: dict[str, Any] = {"code": problem.code.value}
    if problem.receipt is not None:
        shown["receipt"] = problem.receipt
    shown["params"] = {name: wording.inert(value) for name, value in problem.params.items()}
    for lang in ("th", "en"):
        shown[lang] = wording.sentence(problem, lang)
    return shown


def overview_json(profile: str, overview: Overview) -> dict[str, Any]:
    """The object that ``status`` and ``sync`` share."""
    counts = overview.counts
    return {
        "ok": True,
        "profile": profile,
        "receipts": {state.value: counts[state].receipts for state in State},
        "baht": {state.value: baht_text(counts[state].satang) for state in State},
        "next_try_seconds": overview.next_try_seconds,
        "problems": [problem_json(one) for one in overview.problems],
        "warnings": [problem_json(one) for one in overview.warnings],
    }


def overview_lines(overview: Overview, lang: str) -> list[str]:
    """Counts and baht by state, then what needs a person, each kind once."""
    rows = [
        (wording.state_name(state, lang), part.receipts, wording.amount_text(part.satang))
        for state, part in overview.counts.items()
        if part.receipts
    ]
    counted = table(rows) or [words.label("no_receipts", lang)]
    # What was noticed about single receipts would be a long list; the rest is told like problems.
    general = [one for one in overview.warnings if one.receipt is None]
    return [*counted, *problem_lines([*overview.problems, *general], lang)]


def problem_lines(problems: Iterable[Problem], lang: str) -> list[str]:
    """One line per kind of problem with the number of receipts, then what to do."""
    kinds: dict[Code, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    lines = []
    for same in kinds.values():
        first, more = same[0], len(same) - 1
        who = f"{first.receipt}: " if first.receipt else ""
        also = f" (+{more})" if more else ""
        lines.append(f"! {who}{wording.sentence(first, lang)}{also}")
        lines.append(f"  > {wording.fix(first, lang)}")
    return lines


def table(rows: Iterable[tuple[object, ...]]) -> list[str]:
    """Columns side by side: text left, figures right; Thai marks take no room of their own."""
    texts = [tuple(_figure(cell) for cell in row) for row in rows]
    if not texts:
        return []
    widths = [max(_width(row[i]) for row in texts) for i in range(len(texts[0]))]
    return [
        "  ".join(
            _pad(cell, width, left=i == 0)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in texts
    ]


def _figure(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


_MARKS: Final = frozenset("ัิีึืฺุู็่้๊๋์ํ๎\u200b")


def _width(text: str) -> int:
    return sum(letter not in _MARKS for letter in text)


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text


def write(reply: Reply, out: TextIO, *, as_json: bool, lang: str) -> None:
    """Print the answer; under ``--json`` one object and nothing else."""
    if as_json:
        shown = {"ok": reply.code in (0, 1), **reply.data}
        shown["ok"] = reply.code in (0, 1) and shown["ok"]
        shown.setdefault("problems", [problem_json(one) for one in reply.problems])
        print(json.dumps(shown, ensure_ascii=False), file=out)
        return
    for line in reply.lines or problem_lines(reply.problems, lang):
        print(line, file=out)
