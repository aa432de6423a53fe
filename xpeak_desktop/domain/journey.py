"""The states a receipt passes through, which moves are allowed, and how long it rests.

    file ──> IMPORTED ──> EXCLUDED | BLOCKED | READY
    READY ──intent──> SENDING ──> SENT | REJECTED | READY (never left) | BLOCKED | UNCERTAIN
    UNCERTAIN ──look up, after resting──> SENT | VOIDED | BLOCKED | REJECTED | READY

The ledger holds the same table in a trigger, so that no other move can be written.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    """Where a receipt stands; every receipt is in exactly one of these."""

    IMPORTED = "imported"
    EXCLUDED = "excluded"
    BLOCKED = "blocked"
    READY = "ready"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    REJECTED = "rejected"
    VOIDED = "voided"


_JUDGED: Final = frozenset({State.EXCLUDED, State.BLOCKED, State.READY})

ALLOWED: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.IMPORTED: _JUDGED,
        # A later version of an unsent receipt takes it back to IMPORTED; judging moves it on.
        State.EXCLUDED: frozenset({State.IMPORTED, State.BLOCKED, State.READY}),
        State.BLOCKED: frozenset({State.IMPORTED, State.EXCLUDED, State.READY, State.SENT}),
        # READY -> SENT and READY -> VOIDED: PEAK's list already shows our number, so a fresh
        # ledger or a second computer adopts what is there instead of sending it again.
        State.READY: frozenset(
            {
                State.IMPORTED,
                State.EXCLUDED,
                State.BLOCKED,
                State.SENDING,
                State.SENT,
                State.VOIDED,
            }
        ),
        State.SENDING: frozenset(
            {State.SENT, State.REJECTED, State.READY, State.BLOCKED, State.UNCERTAIN}
        ),
        # UNCERTAIN -> REJECTED: PEAK had answered with a code nobody has documented, and the
        # document is surely absent; sending the same again would meet the same answer.
        State.UNCERTAIN: frozenset(
            {State.SENT, State.VOIDED, State.BLOCKED, State.READY, State.REJECTED}
        ),
        State.REJECTED: frozenset({State.IMPORTED, State.EXCLUDED, State.BLOCKED, State.READY}),
        State.SENT: frozenset({State.VOIDED}),
        # What a person voided in PEAK stays voided: PEAK frees the number and would take it again.
        State.VOIDED: frozenset(),
    }
)

UNSENT: Final = frozenset(
    {State.IMPORTED, State.EXCLUDED, State.BLOCKED, State.READY, State.REJECTED}
)


class ForbiddenMove(Exception):  # noqa: N818
    """A move the table does not know: a bug, never a user's mistake."""


def check_move(before: State, after: State) -> None:
    """Refuse a move that is not in the table; the ledger's trigger refuses it once more."""
    if after not in ALLOWED[before]:
        raise ForbiddenMove(f"{before} -> {after}")


LONGEST_DELAY: Final = timedelta(hours=6)
_GROWTH: Final = 4
_JITTER: Final = 0.2


def retry_delay(first_seconds: float, failures: int, chance: float) -> timedelta:
    """How long a receipt rests after its own trouble: growing fourfold, at most six hours.

    ``failures`` counts from 1; ``chance`` in [0, 1) spreads the delay by a fifth either way.
    """
    ceiling = LONGEST_DELAY.total_seconds()
    grown = min(ceiling, first_seconds * _GROWTH ** min(max(failures, 1) - 1, 16))
    spread = 1 - _JITTER + 2 * _JITTER * chance
    return timedelta(seconds=min(ceiling, grown * spread))
