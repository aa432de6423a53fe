"""Every kind of fault by name, and the states of a receipt in which it can strike.

The names are the rows of the printed matrix; the states are its legal cells.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from xpeak_desktop.domain.journey import State

_ALL: Final = frozenset(State)
_IN_PASS: Final = _ALL - {State.IMPORTED}
_SHOWN: Final = frozenset({State.SENDING, State.UNCERTAIN, State.SENT})
_BETWEEN: Final = _ALL - {State.IMPORTED, State.SENDING}

CREATE: Final = tuple(
    "create." + name
    for name in (
        "offline", "tls", "lost_before", "lost_after", "late", "500_empty", "500_booked",
        "500_late", "html", "html_booked", "truncated", "odd_shape", "wrong_rows", "600",
        "600_booked", "401", "403", "busy_concurrency", "busy_rate", "busy_untyped", "quota",
        "strange_code", "strange_code_booked", "sparse", "no_id", "crossed", "empty_yes",
        "replayed", "time_stamp",
    )
)  # fmt: skip
"""A document's POST: refused, lost, late, booked with a bad answer, answered for another."""

READ: Final = tuple(
    "read." + name
    for name in (
        "offline", "lost", "500", "html", "truncated", "600", "busy_short", "busy_long",
        "filter_ignored", "403", "strange_code", "blind", "sparse",
    )
)  # fmt: skip
"""A question: no answer, an odd one, an empty one that means nothing, somebody else's rows."""

MINT: Final = ("mint.lost_after", "mint.lost_before", "mint.500", "mint.busy")
CONTACT: Final = ("contact.lost_before", "contact.lost_after", "contact.500", "contact.late")
HOST: Final = (
    "kill", "power", "disk.full", "disk.locked", "disk.commit_unclear", "clock.jump", "sleep",
)  # fmt: skip
WORLD: Final = ("token.killed", "keyring.locked", "source.gone", "ledger.lost")
BACKUP: Final = ("ledger.old",)
PEOPLE: Final = (
    "person.voids", "person.edits", "person.same_number", "person.same_order", "person.another",
)  # fmt: skip
MASTER: Final = ("gone.product", "gone.method", "gone.contact", "month.closed")
SOURCE: Final = ("source.changed", "source.cancelled", "source.taken_back")
REISSUE: Final = ("source.reissued",)

ALL_KINDS: Final = (
    *CREATE, *READ, *MINT, *CONTACT, *HOST, *WORLD, *BACKUP, *PEOPLE, *MASTER, *SOURCE, *REISSUE,
)  # fmt: skip


def legal_states(kind: str) -> frozenset[State]:
    """The states a receipt can be in when this fault strikes it."""
    group = kind.split(".")[0]
    special = {
        "kill": _ALL,
        "power": _ALL,
        "disk": _ALL,
        "clock": _ALL,
        "sleep": _ALL,
        "create": frozenset({State.SENDING}),
        "read": _SHOWN,
        "person.voids": _SHOWN,
        "person.edits": _SHOWN,
        "person.same_number": frozenset({State.READY, State.SENDING, State.UNCERTAIN, State.SENT}),
        "mint": _IN_PASS - {State.SENDING},
        "keyring": _IN_PASS - {State.SENDING},
        "source": _BETWEEN,
        "ledger": _BETWEEN,
        "contact": _IN_PASS,
        "gone": _IN_PASS,
        "month": _IN_PASS,
        "token": _IN_PASS,
        "person": _IN_PASS,
    }
    return special.get(kind) or special[group]


class Coverage:
    """How often each fault struck a receipt in each state."""

    def __init__(self) -> None:
        self.cells: Counter[tuple[str, str]] = Counter()
        self.kinds: Counter[str] = Counter()

    def hit(self, kind: str, states: Iterable[str]) -> None:
        self.kinds[kind] += 1
        for state in states:
            self.cells[kind, state] += 1

    def add(self, other: "Coverage") -> None:
        self.cells.update(other.cells)
        self.kinds.update(other.kinds)

    def missing(self, least: int = 1) -> list[tuple[str, str]]:
        """Legal cells that were hit less often than that."""
        return [
            (kind, state.value)
            for kind in ALL_KINDS
            for state in State
            if state in legal_states(kind) and self.cells[kind, state.value] < least
        ]

    def table(self) -> str:
        """The matrix as text: a dash where the fault cannot strike."""
        head = f"{'fault':24}{'times':>9}" + "".join(f"{state.value[:9]:>11}" for state in State)
        lines = [head]
        for kind in ALL_KINDS:
            legal = legal_states(kind)
            cells = (
                str(self.cells[kind, state.value]) if state in legal else "-" for state in State
            )
            lines.append(f"{kind:24}{self.kinds[kind]:>9}" + "".join(f"{c:>11}" for c in cells))
        return "\n".join(lines)
