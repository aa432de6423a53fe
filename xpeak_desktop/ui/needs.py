"""What needs a person, one entry per kind of problem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import LedgerReader

_NAMED: Final = 2


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of problem: its sentence's values joined over all its receipts, and how many wait.

    ``satang`` is what the receipts amount to; cases of sent receipts hold no money back.
    """

    problem: Problem
    receipts: int
    satang: int


@dataclass(slots=True)
class _Group:
    receipts: int = 0
    satang: int = 0
    # Dicts as ordered sets: the first values seen are the ones that get named.
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    number: str | None = None

    def add(self, number: str, satang: int, params: Mapping[str, str]) -> None:
        self.number = number if not self.receipts else None
        self.receipts += 1
        self.satang += satang
        for name, value in params.items():
            self.values.setdefault(name, {})[value] = None


def gather(reader: LedgerReader) -> tuple[Need, ...]:
    """Everything that waits for a person, the kind with most receipts first."""
    groups: dict[Code, _Group] = {}
    for code, number, satang, params in _waiting(reader):
        groups.setdefault(code, _Group()).add(number, satang, params)
    needs = [
        Need(Problem(code, _joined(group.values), group.number), group.receipts, group.satang)
        for code, group in groups.items()
    ]
    return tuple(sorted(needs, key=lambda need: (-need.receipts, need.problem.code)))


def _waiting(reader: LedgerReader) -> Iterator[tuple[Code, str, int, Mapping[str, str]]]:
    for row in reader.held():
        if row.code is not None:
            yield row.code, row.number, row.total, row.params
    for number, problem in reader.open_cases():
        yield problem.code, number, 0, problem.params


def _joined(values: Mapping[str, Mapping[str, None]]) -> dict[str, str]:
    """``TS-09, GFT-A`` for two values, ``TS-09, GFT-A …`` for more."""
    return {name: _some(list(seen)) for name, seen in values.items()}


def _some(seen: list[str]) -> str:
    return ", ".join(seen[:_NAMED]) + (" …" if len(seen) > _NAMED else "")
