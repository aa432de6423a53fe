"""How things stand: what the rail, the home page and the tray all show, kept in one place."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.ports import Clock
from xpeak_desktop.services.jobs.keeping import RestoreLedger
from xpeak_desktop.services.jobs.moving import MoveOut
from xpeak_desktop.services.jobs.room import Answered, Look
from xpeak_desktop.services.jobs.token import Disconnect
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.ui.reading import SENT, WAITING, Reading, Summary
from xpeak_desktop.ui.schedule import Schedule
from xpeak_desktop.ui.sync_controller import SyncController

# Often enough to watch receipts move; a ledger that takes long is read less often, so that the
# window hears the person in between: one part in sixty of the time, or one in ten where whoever
# watches would else see nothing move.
REFRESH_MS: Final = 400
_SELDOM_MS: Final = 2000
_SHARE: Final = 60
_LARGEST_SHARE: Final = 10
_TELL_MS: Final = 80
_MINUTE_MS: Final = 30_000
"""Often enough for what is told in minutes."""


CALM: Final = frozenset(
    {Code.COMPARING_FIRST, Code.FIRST_DOCUMENT_WAITS, Code.TOKEN_RESTING, Code.PEAK_BUSY}
)
"""PEAK can be reached, it only takes its time: a state to be told, and nobody's alarm."""

_OWN_DOING: Final = {Disconnect: Code.SECRETS_MISSING, MoveOut: Code.MOVED_OUT}
"""What stands in the way of every pass from such a job on."""


class Mood(StrEnum):
    """The one thing to say when there is room for one picture only."""

    SETTING_UP = "setting_up"
    FINE = "fine"
    RESTING = "resting"
    WORKING = "working"
    NEEDS = "needs"
    PAUSED = "paused"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something has become a problem since the last time anybody looked."""

    title: str
    text: str


class Standing(QObject):
    """Listens to the worker and the schedule, reads the ledger, and tells everybody at once.

    Signals:
        changed(): a state, a figure or a time is another one.
        moved(bool): the ledger moved; true: also what needs a person may have.
        worsened(Notice): something became a problem.
    """

    changed = Signal()
    moved = Signal(bool)
    worsened = Signal(object)

    def __init__(
        self,
        controller: SyncController,
        schedule: Schedule,
        reading: Reading,
        clock: Clock,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._schedule = controller, schedule
        self._reading, self._clock, self._language = reading, clock, language
        self.set_up = True
        """Before the set-up has come to its end nothing is wrong yet."""
        self.known = False
        """Whether the ledger was read: until then no figure stands for it, not even nought."""
        self.summary = Summary()
        self.progress: Progress | None = None
        """How far a pass is, at the moment of the other figures."""
        self._told: Progress | None = None
        self.result: PassResult | None = None
        self.ended: datetime | None = None
        self.last_sent: datetime | None = None
        self._problem: Problem | None = None
        self._comparing: tuple[bool, datetime | None] = (False, None)
        """Whether a comparison with PEAK comes before all sending, and when it goes on."""
        self._notices: list[Problem] = []
        self._asides: list[Problem] = []
        self._known_needs: frozenset[Code] | None = None
        self._known_problem: Code | None = None
        self._own_doing: Code | None = None
        """What a person has just brought about, and need not be called for."""
        self._afresh = False
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        # A pass reports every receipt; nobody sees more than a few changes a second.
        self._tell_soon = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell_soon.timeout.connect(self.changed)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self.changed)
        controller.started.connect(self._on_started)
        controller.progressed.connect(self._on_progress)
        controller.stopping.connect(self.changed)
        controller.finished.connect(self._on_finished)
        controller.answered.connect(self._on_answered)
        schedule.changed.connect(self.changed)
        reading.again.connect(self.refresh_all)

    # ------------------------------------------------------------------ what stands

    @property
    def problem(self) -> Problem | None:
        """What keeps receipts from going; how much longer is reckoned when it is asked for."""
        problem = self._problem
        comparing, goes_on = self._comparing
        if problem is None or problem.code is not Code.COMPARING_FIRST or not comparing:
            return problem
        left = (goes_on - self._clock.now()).total_seconds() if goes_on is not None else 0
        return replace(problem, params={"seconds": f"{left:.0f}"} if left > 0 else {})

    @problem.setter
    def problem(self, problem: Problem | None) -> None:
        self._problem = problem
        if problem is None or problem.code is not Code.COMPARING_FIRST:
            self._minute.stop()
        elif not self._minute.isActive():
            self._minute.start()

    @property
    def mood(self) -> Mood:
        """What is under way comes first, then what keeps receipts from going."""
        if not self.set_up:
            return Mood.SETTING_UP
        if self._controller.running:
            return Mood.WORKING
        if self._schedule.paused:
            return Mood.PAUSED
        problem = self.problem
        calm = problem is None or problem.code in CALM
        if problem is not None and not calm:
            return Mood.OFFLINE if problem.retryable else Mood.NEEDS
        if self.summary.needs:
            return Mood.NEEDS
        return Mood.FINE if problem is None else Mood.RESTING

    @property
    def away(self) -> bool:
        """Whether PEAK cannot be reached."""
        problem = self.problem
        return problem is not None and problem.code in (Code.OFFLINE, Code.PEAK_UNREACHABLE)

    @property
    def waiting(self) -> int:
        """Receipts that will go without anybody's help."""
        return self.summary.of(WAITING).receipts

    @property
    def sending(self) -> Progress | None:
        """How far the sending is, while it is known."""
        progress = self.progress
        if progress is not None and progress.stage is Stage.SENDING and progress.total:
            return progress
        return None

    # ------------------------------------------------------------------ the ledger

    @Slot()
    def refresh(self) -> None:
        """Read the figures again."""
        self._read(afresh=self._afresh)

    @Slot()
    def refresh_all(self) -> None:
        """As ``refresh``, and what needs a person as well."""
        self._read(afresh=True)

    @Slot()
    def read_first(self) -> None:
        """As ``refresh_all``, unless the ledger was read already."""
        if not self.known and self._controller.alive:
            self.refresh_all()

    def _read(self, *, afresh: bool) -> None:
        began = self._clock.monotonic()
        with self._reading.together():
            self._read_together(afresh=afresh)
        self._soon.setInterval(_pause_after((self._clock.monotonic() - began) * 1000))

    def _read_together(self, *, afresh: bool) -> None:
        summary = self._reading.summary(afresh=afresh)
        last_sent = self._reading.last_sent() if afresh else self.last_sent
        if self._reading.busy:
            self._stay()
            return
        self._afresh, self.known = False, True
        self.summary, self.last_sent = summary, last_sent
        if self._told is not None:
            self.progress = self._in_step(self._told)
        if afresh:
            self._weigh()
        self.moved.emit(afresh)
        self.changed.emit()

    def _in_step(self, told: Progress) -> Progress:
        """Two figures of one thing must not be of two moments: what the ledger held counts.

        A receipt is told of after it was kept, so only the ledger's figures move what is shown.
        """
        if told.sent_before is None or not self.summary.counts:
            return told
        done = self.summary.of(SENT).receipts - told.sent_before
        return replace(told, done=max(0, min(done, told.total)))

    def _stay(self) -> None:
        """The figures are kept until the ledger can be read; only when that lasts it is told."""
        if self._reading.problem is not None:
            self.known = True
            self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        problem = self._reading.standing_problem()
        if self.result is not None:
            problem = self.result.problem or problem or _unread(self.result)
        if problem is not None and problem.code is Code.STOPPED:
            # A stop is what the person asked for, and no problem.
            problem = None
        self._comparing = self._reading.comparing()
        if problem is None and self._comparing[0]:
            problem = Problem(Code.COMPARING_FIRST)
        self.problem = None if self._controller.running else problem
        self._notice()

    def _notice(self) -> None:
        """Only what was not there the last time is worth a call; nothing is, at the start."""
        needs = {need.problem.code: need for need in self.summary.needs}
        problem = self.problem
        lasting = problem.code if problem is not None and not problem.retryable else None
        known, self._known_needs = self._known_needs, frozenset(needs)
        known_problem = self._known_problem
        if lasting is not None or self._shown_gone:
            self._known_problem = lasting
        if known is None:
            return
        fresh = [need for code, need in needs.items() if code not in known]
        if problem is not None and lasting is not None:
            own, self._own_doing = self._own_doing, None
            if lasting not in (known_problem, own):
                self._tell(wording.sentence(problem, self._language), problem, self.waiting)
                return
        if fresh:
            need = fresh[0]
            said = wording.sentence_of(need.problem, need.receipts, self._language)
            # Cases are about receipts that are in PEAK: those do not wait to be sent.
            self._tell(said, need.problem, need.receipts if need.satang else 0)

    @property
    def _shown_gone(self) -> bool:
        """Whether nothing lasting stands any more, rather than nobody having found out."""
        stopped = self.result is not None and self.result.stopped
        return not (stopped or self.away or self._controller.running)

    def _tell(self, said: str, problem: Problem, waiting: int) -> None:
        """Far from any list a receipt is told by its number; no notice is without a text."""
        number = wording.inert(problem.receipt or "", 40)
        title = said if number in said else f"{number}: {said}"
        text = self.tr("Click to look")
        if waiting:
            text = self.tr("%Ln receipts wait. Click to look", "", waiting)
        self.worsened.emit(Notice(title, text))

    def take_notices(self) -> list[Problem]:
        """What is to be told once, and was not there in the pass before."""
        taken, self._notices = self._notices, []
        return taken

    def _keep_notices(self, asides: list[Problem]) -> None:
        self._notices += [one for one in asides if one not in self._asides]
        self._asides = asides

    # ------------------------------------------------------------------ the worker

    @Slot()
    def _on_started(self) -> None:
        self.progress = self._told = None
        self.result = self.problem = None
        self.changed.emit()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if not self._controller.stop_asked:
            self._told = progress
            self.progress = self._in_step(progress)
        self._refresh_soon()
        if not self._tell_soon.isActive():
            self._tell_soon.start()

    @Slot(object)
    def _on_finished(self, result: PassResult) -> None:
        self.result, self.ended = result, self._clock.now()
        self.progress = self._told = None
        self._keep_notices(_asides(result))
        self._soon.stop()
        problem = result.problem
        self._schedule.pass_ended(
            retryable=problem is not None and problem.retryable,
            next_try=self._next_try(),
        )
        self.refresh_all()

    def _next_try(self) -> datetime | None:
        """When a receipt, or the comparison that all of them wait for, can go on."""
        now, (_, goes_on) = self._clock.now(), self._reading.comparing()
        moments = [one for one in (self._reading.next_try(), goes_on) if one and one > now]
        return min(moments, default=None)

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        """A job may have moved receipts; a place that looks again must not be told of its look."""
        if isinstance(answer.job, Look):
            return
        if _exchanged(answer):
            self._forget()
        if answer.problem is None:
            self._own_doing = _OWN_DOING.get(type(answer.job), self._own_doing)
        self._afresh = True
        self._refresh_soon()

    def _forget(self) -> None:
        """Another ledger stands there: no pass is known of it, and it is compared with PEAK."""
        self.result = self.ended = None
        self._known_needs = self._known_problem = None
        if not self._controller.running:
            self._schedule.soon()

    def _refresh_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()


def _pause_after(took: float) -> int:
    """Milliseconds to the next reading, after one of so many."""
    longest = max(_SELDOM_MS, took * _LARGEST_SHARE)
    return round(min(max(REFRESH_MS, took * _SHARE), longest))


def _exchanged(answer: Answered) -> bool:
    """Whether another ledger stands there since: as was asked for, or in a damaged one's place."""
    if answer.problem is not None:
        return answer.problem.code in (Code.LEDGER_RESTORED, Code.LEDGER_REBUILT)
    return isinstance(answer.job, RestoreLedger)


def _unread(result: PassResult) -> Problem | None:
    """What stood before the shop's records: new sales may lie there, so not all is well."""
    return next((one for one in result.warnings if not _is_aside(one)), None)


def _asides(result: PassResult) -> list[Problem]:
    """What is worth a word and stops nothing; of a file's rows the first one tells enough."""
    told = {(one.code, one.params.get("file")): one for one in reversed(result.warnings)}
    return [one for one in reversed(told.values()) if _is_aside(one)]


def _is_aside(problem: Problem) -> bool:
    return problem.area is Area.WARNING or problem.code is Code.ROW_UNREADABLE
