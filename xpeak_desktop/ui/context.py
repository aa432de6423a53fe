"""What the window is given by whoever starts it; it builds nothing from outside by itself."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from xpeak_desktop.ports import Clock, LedgerReader
from xpeak_desktop.services.progress import PassResult, Progress


class Work(Protocol):
    """What the worker's thread does; built, used and closed on that thread alone."""

    def run_pass(self, report: Callable[[Progress], None]) -> PassResult: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class WindowContext:
    """Everything one window needs.

    ``open_reader`` is called on the window's thread; ``make_work`` on the worker's, with the event
    that asks a pass to stop. ``every_minutes`` 0 means that only a person starts a pass.
    """

    open_reader: Callable[[], LedgerReader]
    make_work: Callable[[threading.Event], Work]
    clock: Clock
    language: str
    practice: bool
    shop_name: str
    every_minutes: int
    resources: Path
