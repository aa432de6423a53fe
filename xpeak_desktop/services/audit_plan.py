"""Where the audit stands between two passes: which days are to be read, and who was not found."""

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Final

from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.ports import Ledger

ROUND_DAYS: Final = 35
MOST_ABSENT: Final = 200
"""Numbers watched at a time; each becomes a case or is found, and makes room."""

_META: Final = "audit"
_RECENT_EVERY: Final = timedelta(minutes=50)
_ROUND_EVERY: Final = timedelta(hours=23)
"""An hour and a day, less what the passes of an hourly or a daily schedule may vary by: what comes
a minute too early would else wait for the next, and so be due at every second one only."""


@dataclass(slots=True)
class AuditPlan:
    """Kept in the ledger as JSON; moments are UTC in PEAK's clock.

    ``absent`` holds, by number, when to look again and since when PEAK surely did not show it
    (empty: not yet sure). ``known`` is a number PEAK was last seen to hold.
    """

    recent_at: str = ""
    round_at: str = ""
    known: str = ""
    days: list[str] = field(default_factory=list)
    absent: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, ledger: Ledger) -> "AuditPlan":
        """Read the plan; a new ledger begins with an empty one."""
        kept = json.loads(ledger.meta(_META) or "{}")
        return cls(**{one.name: kept[one.name] for one in fields(cls) if one.name in kept})

    def save(self, ledger: Ledger) -> None:
        """Keep the plan, if it changed: most passes have nothing to say."""
        text = json.dumps(asdict(self))
        if text != ledger.meta(_META):
            ledger.set_meta(_META, text)

    def is_due(self, now: datetime) -> bool:
        """Whether today and yesterday are to be read."""
        return _is_due(self.recent_at, _RECENT_EVERY, now)

    def add_days(self, ledger: Ledger, now: datetime) -> None:
        """Put the days that are due into the queue, the most recent first."""
        today = now.astimezone(BANGKOK).date()
        last_days = [today - timedelta(days=ago) for ago in range(ROUND_DAYS)]
        recent, older = last_days[:2], last_days[2:]
        if self.is_due(now):
            self.recent_at = now.isoformat()
        else:
            recent = []
        if _is_due(self.round_at, _ROUND_EVERY, now):
            self.round_at = now.isoformat()
        else:
            older = []
        if recent or older:
            useful = set(ledger.days_to_audit(last_days[-1], today))
            queue = [*recent, *map(date.fromisoformat, self.days), *older]
            self.days = [day.isoformat() for day in dict.fromkeys(queue) if day in useful]

    # ------------------------------------------------------------------ who was not found

    def due(self, now: datetime) -> list[str]:
        """The numbers that have rested and are to be looked up again."""
        found = self.absent.items()
        return [number for number, (due, _) in found if datetime.fromisoformat(due) <= now]

    def absent_since(self, number: str) -> datetime | None:
        """Since when PEAK surely did not show a number."""
        since = self.absent.get(number, ["", ""])[1]
        return datetime.fromisoformat(since) if since else None

    def look_again(self, number: str, due: datetime, since: datetime | None) -> None:
        """Watch a number that PEAK did not show."""
        self.absent[number] = [due.isoformat(), since.isoformat() if since else ""]


def _is_due(last: str, every: timedelta, now: datetime) -> bool:
    """A clock that was set back must not put the audit off; PEAK's own is exact to a second."""
    return not last or abs(now - datetime.fromisoformat(last)) >= every
