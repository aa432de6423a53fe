"""When a pass begins by itself: every so often, soon after trouble, and never while paused."""

from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from xpeak_desktop.domain.settings import ALWAYS
from xpeak_desktop.ports import Clock

FIRST_AFTER: Final = timedelta(seconds=10)
RETRY_AFTER: Final = timedelta(minutes=2)
SOON_AFTER: Final = timedelta(seconds=5)
FOR_EVER: Final = datetime.max.replace(tzinfo=UTC)
"""The end of a pause that only a person ends."""
_LOOK_AT_CLOCK_MS: Final = 5_000
_AUDIT_BETWEEN: Final = timedelta(hours=1)
"""Passes that are further apart leave hours without the audit that each of them makes."""
_AUDIT_ASKED_EVERY: Final = timedelta(minutes=10)
_JITTER: Final = 0.1


class Schedule(QObject):
    """Looks at the clock now and then; what passes do is the controller's business.

    A timer of the whole period would not survive the computer's sleep, nor a clock that is set.
    Passes also make the audit's hours and nights come true, so they begin when nothing is to be
    sent, too.

    Signals:
        due(): a pass is due.
        audit_due(): an audit between passes that are far apart may be due; its job knows.
        changed(): the next run or the pause is another one.
    """

    due = Signal()
    audit_due = Signal()
    changed = Signal()

    def __init__(self, clock: Clock, every_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._period = timedelta(minutes=every_minutes)
        self._next: datetime | None = None
        self._paused_until: datetime | None = None
        self._audit_asked = clock.now()
        self._started = False
        self._timer = QTimer(self, interval=_LOOK_AT_CLOCK_MS)
        self._timer.timeout.connect(self.look_at_clock)

    @property
    def next_run(self) -> datetime | None:
        """When the next pass begins by itself; ``None`` if only a person begins one."""
        return None if self.paused else self._next

    @property
    def paused_until(self) -> datetime | None:
        """The end of the pause, if there is one."""
        return self._paused_until if self.paused else None

    @property
    def paused(self) -> bool:
        """Whether a person wants no pass to begin by itself now."""
        return self._paused_until is not None and self._clock.now() < self._paused_until

    @property
    def scheduled(self) -> bool:
        """Whether passes begin by themselves at all."""
        return bool(self._period)

    def start(self) -> None:
        """Begin; what has gathered while the program was off goes first."""
        self._started = True
        self._plan(FIRST_AFTER)
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Begin nothing any more."""
        self._started = False
        self._timer.stop()

    def use(self, every_minutes: int, paused_until: str) -> None:
        """Take what a person has decided, as the settings hold it; a pause that is over is none."""
        period = timedelta(minutes=every_minutes)
        was_paused, changed = self.paused, period != self._period
        self._period, self._paused_until = period, _end_of(paused_until)
        if changed or (was_paused and not self.paused):
            self._plan(self._usual())
        self.changed.emit()

    def pause(self, paused_until: str) -> None:
        """Begin or end a pause and leave the rest as it is."""
        self.use(round(self._period.total_seconds() / 60), paused_until)

    @Slot()
    def soon(self) -> None:
        """Something has come: a file, or the network. The pass waits a moment for the rest."""
        if self._period and self._started:
            self._bring_forward(self._clock.now() + SOON_AFTER)

    def pass_ended(self, *, retryable: bool, next_try: datetime | None) -> None:
        """Plan the next pass: earlier after trouble that goes away by itself.

        ``next_try`` is when the ledger wants to look at a receipt again.
        """
        self._plan(min(self._usual(), RETRY_AFTER) if retryable else self._usual())
        if next_try is not None and next_try > self._clock.now():
            self._bring_forward(next_try)

    @Slot()
    def look_at_clock(self) -> None:
        """Say when a pass is due; after the computer slept one is due at once."""
        now = self._clock.now()
        if self._paused_until is not None and now >= self._paused_until:
            self._paused_until = None
            self.changed.emit()
        if self._next is None or self.paused:
            return
        if now >= self._next:
            self._plan(self._usual())
            self.due.emit()
        elif now + self._period * (1 + _JITTER) < self._next:
            # The clock was set back: without this the next pass would be hours away.
            self._plan(self._usual())
        elif self._period > _AUDIT_BETWEEN and abs(now - self._audit_asked) >= _AUDIT_ASKED_EVERY:
            self._audit_asked = now
            self.audit_due.emit()

    def _usual(self) -> timedelta:
        """The period, a little more or less: many computers must not ask PEAK at once."""
        return self._period * (1 + _JITTER * (2 * self._clock.chance() - 1))

    def _bring_forward(self, moment: datetime) -> None:
        if self._next is not None and moment < self._next:
            self._next = moment
            self.changed.emit()

    def _plan(self, after: timedelta) -> None:
        self._next = self._clock.now() + after if self._period and self._started else None
        self.changed.emit()


def _end_of(paused_until: str) -> datetime | None:
    """What cannot be read is no pause: better a pass too many than none for ever."""
    if paused_until == ALWAYS:
        return FOR_EVER
    try:
        end = datetime.fromisoformat(paused_until)
    except ValueError:
        return None
    return end if end.tzinfo else None
