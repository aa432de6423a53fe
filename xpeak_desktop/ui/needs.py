"""What needs a person, one entry per kind of problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ports import LedgerReader, NeedRow
from xpeak_desktop.services.naming import named

_MOST_EXAMPLES: Final = 12
"""As many examples as a ledger gives of one kind: behind so many there may be more."""


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of problem: its sentence's values joined over its receipts, and how many wait.

    ``satang`` is what the receipts amount to; cases of sent receipts hold no money back.
    ``receipt_id`` and ``number`` are of the one that waits longest, since ``since`` (UTC).
    """

    problem: Problem
    receipts: int
    satang: int
    since: datetime
    receipt_id: int
    number: str


def gather(reader: LedgerReader) -> tuple[Need, ...]:
    """Everything that waits for a person, the kind that has waited longest first."""
    return tuple(_need(row) for row in reader.needs())


def _need(row: NeedRow) -> Need:
    alone = row.number if row.receipts == 1 else None
    problem = Problem(row.code, joined(row.examples), alone)
    return Need(problem, row.receipts, row.satang, row.since, row.receipt_id, row.number)


def joined(examples: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """One set of values for the examples of one kind."""
    values: dict[str, list[str]] = {}
    for one in examples:
        for name, value in one.items():
            values.setdefault(name, []).append(value)
    return named(values, whole=len(examples) < _MOST_EXAMPLES)
