"""What a pass works with, handed from step to step."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Clock, EpochStore, Ledger, PeakGateway, Senders
from xpeak_desktop.services.epochs import MemoryEpochs
from xpeak_desktop.services.progress import Progress, Report, Stage

T = TypeVar("T")

STRANGE_ANSWERS: Final = 3
"""So many answers in a row that say nothing end the pass."""

MAY_BE_ITS_OWN: Final = frozenset({Code.PEAK_UNREACHABLE, Code.PEAK_ERROR, Code.PEAK_ODD_ANSWER})
"""What one time-out, one 500 or one odd page says; the receipt is left uncertain, others go on."""

_WORTH_WAITING: Final = frozenset({Code.TOKEN_RESTING, Code.PEAK_BUSY})
_LONGEST_WAIT: Final = 130.0
_MOST_WAITS: Final = 5


@dataclass(frozen=True, slots=True)
class Tools:
    """The ledger belongs to the thread that runs the pass; the gateway may be called from all."""

    ledger: Ledger
    gateway: PeakGateway
    senders: Senders
    clock: Clock
    cancel: threading.Event
    settings: Settings
    report: Report
    epochs: EpochStore = field(default_factory=MemoryEpochs)

    def wait_out(self, error: Trouble, waits: int) -> bool:
        """Wait as long as PEAK asked for, if that is short; false when the pass should end."""
        seconds = error.retry_after
        if seconds is None or seconds > _LONGEST_WAIT or waits >= _MOST_WAITS:
            return False
        if error.problem.code not in _WORTH_WAITING:
            return False
        self.report(Progress(Stage.WAITING))
        return not self.clock.wait(seconds, self.cancel)

    def patiently(self, step: Callable[[], T]) -> T:
        """Do a step that only reads, again after a wait PEAK asked for. Raises ``Trouble``."""
        waits = 0
        while True:
            self.check_cancel()
            try:
                return step()
            except Trouble as error:
                if not self.wait_out(error, waits):
                    raise
                waits += 1

    def check_cancel(self) -> None:
        """Raise ``Trouble`` (STOPPED) when a person asked the pass to stop."""
        if self.cancel.is_set():
            raise trouble(Code.STOPPED)
