"""Finds the receipts of a searched list by their ids, in one reading of an index.

A page of 100,000 found receipts is then read by its ids, wherever it lies; nothing is counted
twice, and no payload is touched to find them.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.money import satang
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ledger import codec

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]

_AT_ONCE: Final = 400
_FEW: Final = 400
"""So many found receipts are asked for their state one by one; for more the index is read."""

_MOST_BAHT: Final = Decimal(10) ** 15
# What waits for PEAK and not for a person, but in vain: word for word the index's condition.
STUCK: Final = (
    "state IN ('ready', 'uncertain') AND not_before IS NOT NULL AND problem_code IS NOT NULL"
    " AND (problem_code IN ('peak_rejected', 'still_uncertain')"
    " OR (state = 'ready' AND failures >= 3))"
)
ASKING: Final = (
    "SELECT receipt_id FROM case_ WHERE closed_at IS NULL UNION"
    f" SELECT receipt_id FROM receipt INDEXED BY receipt_stuck WHERE {STUCK}"
)
"""The receipts that need a person although their state does not say so."""
_HELD_FOR: Final = (
    "SELECT issued_on, receipt_id FROM receipt INDEXED BY receipt_held"
    " WHERE {days}state IN ('blocked', 'rejected') AND problem_code = ?"
)
_STUCK_FOR: Final = (
    "SELECT issued_on, receipt_id FROM receipt INDEXED BY receipt_stuck"
    f" WHERE {{days}}{STUCK} AND problem_code = ?"
)
_ASKING_FOR: Final = (
    "SELECT issued_on, receipt_id FROM case_ INDEXED BY case_open CROSS JOIN receipt"
    " USING (receipt_id) WHERE {days}case_.closed_at IS NULL AND case_.code = ?"
)
OF_ONE_REASON: Final = (_HELD_FOR, _STUCK_FOR, _ASKING_FOR)
"""Those that need a person for one reason; put in the days and hand over the reason."""

_MAY_ASK: Final = frozenset({State.SENT, State.VOIDED, State.READY, State.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows; ``asking`` adds receipts that need a person whatever their state.

    Those are in no other list of some states: each receipt lies on one pile.
    """

    states: tuple[State, ...] = ()
    text: str = ""
    days: tuple[date, date] | None = None
    asking: bool = False
    code: Code | None = None
    """What needs a person for this reason alone, in whatever state."""

    @property
    def plain(self) -> bool:
        """Whether an index alone gives its pages and its length."""
        return not self.text and not self.asking and self.code is None

    @property
    def calm(self) -> bool:
        """Whether receipts that need a person, which their state does not tell, are left out."""
        return not self.asking and not _MAY_ASK.isdisjoint(self.states)


def find(ask: Ask, wanted: Wanted) -> "array[int]":
    """The ids of all receipts that are wanted, newest first."""
    if wanted.code is not None:
        return array("q", _by_code(ask, wanted, wanted.code))
    if wanted.text:
        found = _by_text(ask, wanted)
        return array("q", _in_states(ask, found, wanted) if wanted.states else found)
    return array("q", _by_state(ask, wanted))


def _by_code(ask: Ask, wanted: Wanted, code: Code) -> Iterable[int]:
    """As many as are told of as waiting for this reason: each question goes by an index."""
    tests, parameters = _days(wanted.days)
    rows: set[tuple[Any, ...]] = set()
    for question in OF_ONE_REASON:
        rows.update(ask(question.format(days=tests), (*parameters, code.value)))
    kept = set(_by_text(ask, wanted)) if wanted.text else None
    return (one for _, one in sorted(rows, reverse=True) if kept is None or one in kept)


def _by_text(ask: Ask, wanted: Wanted) -> list[int]:
    pattern = _pattern(wanted.text)
    tests, parameters = _days(wanted.days)
    amount = _amount(wanted.text)
    rows = ask(
        "SELECT receipt_id FROM receipt INDEXED BY receipt_newest"
        rf" WHERE {tests}(number LIKE ? ESCAPE '\' OR channel LIKE ? ESCAPE '\'"
        f"{' OR total = ?' if amount is not None else ''})"
        " ORDER BY issued_on DESC, receipt_id DESC",
        (*parameters, pattern, pattern, *([] if amount is None else [amount])),
    )
    return [receipt_id for (receipt_id,) in rows]


def _in_states(ask: Ask, found: list[int], wanted: Wanted) -> Iterable[int]:
    if len(found) <= _FEW:
        kept = _few_in_states(ask, found, wanted.states)
    elif State.SENT in wanted.states:
        # Nearly all of a grown ledger are sent: the others are the shorter list.
        others = [state for state in State if state not in wanted.states]
        left_out = _all_in_states(ask, others)
        if wanted.calm:
            left_out |= _asking(ask)
        elif wanted.asking:
            left_out -= _asking(ask)
        return (receipt_id for receipt_id in found if receipt_id not in left_out)
    else:
        kept = _all_in_states(ask, wanted.states)
    if wanted.asking:
        kept |= _asking(ask)
    elif wanted.calm:
        kept -= _asking(ask)
    return (receipt_id for receipt_id in found if receipt_id in kept)


def _few_in_states(ask: Ask, found: list[int], states: Sequence[State]) -> set[int]:
    marks, kept = ", ".join("?" * len(states)), set[int]()
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        ids = ", ".join("?" * len(some))
        rows = ask(
            f"SELECT receipt_id FROM receipt WHERE receipt_id IN ({ids}) AND state IN ({marks})",
            (*some, *states),
        )
        kept.update(receipt_id for (receipt_id,) in rows)
    return kept


def _all_in_states(ask: Ask, states: Sequence[State]) -> set[int]:
    marks = ", ".join("?" * len(states))
    rows = ask(
        f"SELECT receipt_id FROM receipt INDEXED BY receipt_by_state WHERE state IN ({marks})",
        states,
    )
    return {receipt_id for (receipt_id,) in rows}


def _asking(ask: Ask) -> set[int]:
    return {receipt_id for (receipt_id,) in ask(ASKING, ())}


def _by_state(ask: Ask, wanted: Wanted) -> Iterable[int]:
    """Without a text: the states' own receipts and those that ask, put in one order."""
    states = wanted.states or tuple(State)
    marks = ", ".join("?" * len(states))
    tests, parameters = _days(wanted.days)
    calm = f"receipt_id NOT IN ({ASKING}) AND " if wanted.calm else ""
    rows = ask(
        "SELECT issued_on, receipt_id FROM receipt INDEXED BY receipt_by_state"
        f" WHERE {tests}{calm}state IN ({marks})",
        (*parameters, *states),
    )
    if wanted.asking:
        rows += ask(
            f"SELECT issued_on, receipt_id FROM receipt WHERE {tests}receipt_id IN ({ASKING})",
            parameters,
        )
    return (receipt_id for _, receipt_id in sorted(set(rows), reverse=True))


def _days(days: tuple[date, date] | None) -> tuple[str, list[str]]:
    if days is None:
        return "", []
    return "issued_on BETWEEN ? AND ? AND ", [codec.day_text(day) for day in days]


def _pattern(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _amount(text: str) -> int | None:
    """Satang, when a text looks like an amount of baht."""
    try:
        amount = Decimal(text.replace(",", "").replace("฿", "").strip())
    except InvalidOperation:
        return None
    return satang(amount) if amount.is_finite() and abs(amount) < _MOST_BAHT else None
