"""Days whose list PEAK could not show while the ledger was compared: nothing of them is sent yet.

They keep nobody else from going on. Each is read again by later passes, and is sent like any other
once its list was read twice, a settle window apart. ``Ledger.ready`` gives no receipt of them.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from xpeak_desktop.ports import Ledger

LEFT_DAYS: Final = "left_days"
"""The ledger's note: each day, with when its second reading may be; nothing before the first."""


class LeftDays:
    """The note of one ledger; every change is written at once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def due(self, now: datetime) -> list[date]:
        """The days that may be read now."""
        return [day for day, when in self._load().items() if when is None or when <= now]

    def missed(self, days: Iterable[date]) -> None:
        """PEAK could not show these lists."""
        left = self._load()
        self._keep({**dict.fromkeys(days), **left})

    def were_read(self, days: Iterable[date], began: datetime, again: datetime) -> None:
        """PEAK showed these lists, asked for at ``began``; ``again`` a second reading counts.

        Days that were never missed are none of ours.
        """
        left = self._load()
        for day in left.keys() & set(days):
            second = left[day]
            if second is None:
                left[day] = again
            elif second <= began:
                del left[day]
        self._keep(left)

    def _load(self) -> dict[date, datetime | None]:
        noted = json.loads(self._ledger.meta(LEFT_DAYS) or "{}")
        return {
            date.fromisoformat(day): datetime.fromisoformat(when) if when else None
            for day, when in noted.items()
        }

    def _keep(self, left: dict[date, datetime | None]) -> None:
        noted = {day.isoformat(): when.isoformat() if when else "" for day, when in left.items()}
        text = json.dumps(noted) if noted else None
        if text != self._ledger.meta(LEFT_DAYS):
            self._ledger.set_meta(LEFT_DAYS, text)
