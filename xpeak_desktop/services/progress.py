"""What a pass tells whoever watches it: small frozen facts, never rows or secrets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from xpeak_desktop.domain.problems import Problem


class Stage(StrEnum):
    """The part of a pass that is under way."""

    READING = "reading"
    CHECKING = "checking"
    SETTLING = "settling"
    SENDING = "sending"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pass is: ``done`` of ``total`` receipts in the present stage.

    ``sent_before``, told of a sending: so many the ledger held as sent when it began. Whoever reads
    the ledger can say by it how far the sending was at that moment.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    sent_before: int | None = None


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class PassResult:
    """What one pass did. ``problem`` is what stood in everybody's way, if anything did.

    ``seconds`` is the pass's length on the monotonic clock; ``requests`` counts HTTP requests.
    """

    sent: int = 0
    uncertain: int = 0
    adopted: int = 0
    requests: int = 0
    seconds: float = 0.0
    stopped: bool = False
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = field(default=())
