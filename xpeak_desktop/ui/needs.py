"""What needs a person, one entry per kind of problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ports import LedgerReader, NeedRow

_NAMED: Final = 2
_NAMING: Final = frozenset({"sku", "channel", "service", "word", "method"})
"""Values that tell one thing from another: a strip names the first few of them."""

_MOST_EXAMPLES: Final = 12
"""As many examples as a ledger gives of one kind: behind so many there may be more."""

_NEEDED: Final = frozenset({"total", "month", "missing"})
"""Values that a sentence cannot do without; the others are left out where they differ."""


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
    """One set of values for many: ``TS-09, GFT-A`` for two names, ``TS-09, GFT-A …`` for more.

    Of products also how many there are, ``several``, and how many of them are not named, ``more``.
    """
    found: dict[str, str] = {}
    for name in {name: None for one in examples for name in one}:
        given = dict.fromkeys(one[name] for one in examples if name in one)
        # A value that is not there names nothing beside those that are.
        seen = [value for value in given if value] or list(given)
        if len(seen) == 1:
            found[name] = seen[0]
        elif name in _NAMING:
            found[name] = _some(seen)
            if name == "sku":
                found |= _counted(len(seen), whole=len(examples) < _MOST_EXAMPLES)
        elif name in _NEEDED:
            found[name] = _all_words(seen) if name == "missing" else seen[0]
    return found


def _some(seen: list[str]) -> str:
    return ", ".join(seen[:_NAMED]) + (" …" if len(seen) > _NAMED else "")


def _counted(number: int, *, whole: bool) -> dict[str, str]:
    """How many there are, with a plus where that is only what is known of them."""
    plus, more = "" if whole else "+", number - _NAMED
    left = {"more": f"{more}{plus}"} if more else {}
    return {"several": f"{number}{plus}"} | left


def _all_words(seen: list[str]) -> str:
    return ",".join(dict.fromkeys(word for one in seen for word in one.split(",")))
