"""Has Python collect its unreachable objects on the window's thread, and nowhere else.

Python looks for cycles of unreachable objects on whichever thread happens to make the next object.
A dialog that is over can be such a cycle; destroyed by the worker's thread while Qt still paints or
has a timer for it, it ends the process. So the automatic search is off while a window is there, and
a timer of the window's thread does it by the same rule.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

IDLE_MS: Final = 1_000
"""Between two looks at the counters; a look takes some microseconds."""

BUSY_MS: Final = 50
"""While objects come by the thousand: each search must stay too short for a person to notice."""

_MANY: Final = 20_000


class WindowGarbage(QObject):
    """Between ``begin`` and ``end`` no other thread destroys what nobody can reach any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=IDLE_MS)
        self._timer.timeout.connect(self._look)
        self._was_on = False

    def begin(self) -> None:
        """Take the search over. Call it on the window's thread."""
        self._was_on = gc.isenabled()
        gc.disable()
        # Modules and what they hold stay to the end: a search through them takes 30 ms.
        gc.freeze()
        self._timer.start()

    def end(self) -> None:
        """Search once more and give the search back, once no window is left."""
        self._timer.stop()
        gc.collect()
        if self._was_on:
            gc.enable()

    @Slot()
    def _look(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        self._timer.setInterval(BUSY_MS if counts[0] > _MANY else IDLE_MS)
        due = [one for one in range(3) if counts[one] > thresholds[one]]
        if 0 in due:
            gc.collect(max(due))
