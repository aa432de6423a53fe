"""One computer with the real engine on it: its processes come and go, its disk stays."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from tests.fakes import MemorySecrets
from tests.simulation.calls import SeededSenders
from tests.simulation.chance import Stream
from tests.simulation.disk import Disk
from tests.simulation.file_disk import FileDisk
from tests.simulation.hazards import Hazards, Killed, seeded_plan
from tests.simulation.line import Line
from tests.simulation.moments import PcClock
from xpeak_desktop.domain.problems import Code, Problem, trouble
from xpeak_desktop.domain.settings import Pace, Settings
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.peak.gateway import Gateway
from xpeak_desktop.peak.http import PeakHttp
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.epochs import MemoryEpochs
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.services.reconciling import resting_until
from xpeak_desktop.services.syncing import Syncing
from xpeak_desktop.services.tools import Tools
from xpeak_desktop.transport import Transport

if TYPE_CHECKING:
    from tests.simulation.world import World

ENVIRONMENT = "simulated"


class Keyring(MemorySecrets):
    """The computer's keyring; sometimes it is locked."""

    def __init__(self, world: "World", pc: int) -> None:
        super().__init__(connect_id="id", connect_key="key", user_token="user")
        self._world = world
        self._pc = pc
        self._draw = Stream(world.options.seed, f"keyring{pc}")
        self._locks = "keyring.locked" in world.options.faults

    def get(self, name: SecretName) -> Secret | None:
        share = 0.0 if self._world.calm else self._world.options.fault_rate / 2
        if self._locks and self._draw.hit(share):
            states = self._world.pcs[self._pc].disk.states()
            self._world.coverage.hit("keyring.locked", states)
            raise trouble(Code.KEYRING_LOCKED)
        return super().get(name)


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup of the ledger, and what was true of the ledger when it was made."""

    data: bytes
    behind_since: float | None
    listed: Mapping[str, float]


class Pc:
    """Starts processes, runs passes, and dies when the hazards say so."""

    def __init__(
        self,
        world: "World",
        index: int,
        plan: Sequence[tuple[int, str]] | None = None,
        landing: str = "",
    ) -> None:
        options = world.options
        self.world = world
        self.index = index
        draw = Stream(options.seed, f"disk{index}")
        self.disk = FileDisk(draw, options.journal) if options.journal else Disk(draw)
        self._timing = Stream(options.seed, f"pc{index}")
        drawn = seeded_plan(
            Stream(options.seed, f"hazards{index}"), options.hazard_every, options.hazards
        )
        self._planned = plan is not None
        self.hazards = Hazards(
            drawn if plan is None else iter(plan), self.strike, every_step=self._planned
        )
        self.clock = PcClock(
            world.timeline,
            lambda seconds: world.spend(index, seconds),
            Stream(options.seed, f"clock{index}"),
            options.skew if index == 0 else self._timing.between(-5, 5),
            monotonic_sleeps=options.monotonic_sleeps,
        )
        self.secrets = Keyring(world, index)
        self._backups = Stream(options.seed, f"backups{index}")
        self._copies: list[Copy] = []
        self.epochs = MemoryEpochs()
        self.behind_since: float | None = None
        """When this ledger was put back, if it was not the last that sent."""
        self.listed: dict[str, float] = {}
        """When PEAK last listed a day to this ledger."""
        self.contest = Contest()
        self.let_in_at: float | None = None
        """When its client token was last refused: somebody else may have been let in."""
        self.line = Line(world, index, self.hazards, landing)
        self.settings = Settings(
            pace=Pace(settle_seconds=options.settle, retry_seconds=options.retry)
        )
        self.ledger: SqliteLedger | None = None
        self.passes = 0
        self.kills = 0
        self.starts = 0
        self.first_mint_free = True
        self.in_pass = False

    # ------------------------------------------------------------------ processes

    def start(self) -> None:
        """A new process: nothing is remembered but what is on the disk and in the keyring."""
        self.starts += 1
        self.cancel = threading.Event()
        self.contest = Contest()
        self.ledger = self.disk.open(self.clock, self.hazards)
        transport = cast(Transport, self.line)
        http = PeakHttp(transport, self.secrets, self.clock, self.cancel, self._token_died)
        self.gateway = Gateway(http, self.clock)
        self.first_mint_free = True
        self.mints: list[float] = []

    def _token_died(self, when: datetime, early: bool) -> None:
        self.let_in_at = self.world.timeline.now
        self.contest.token_died(when, early)

    def end_process(self, *, power: bool = False) -> None:
        if self.contest.another:
            # Killed in the seconds before it could be written down: the next process knows nothing.
            self.let_in_at = None
        self.ledger = None
        self.disk.process_died(power=power)

    def run_pass(self) -> PassResult | None:
        """One pass in a running process; ``None`` when it was killed in mid-pass."""
        if self.ledger is None:
            self.start()
        self.hazards.pass_begins()
        self.hazards.calm = self.world.calm and not self._planned
        options = self.world.options
        senders = SeededSenders(
            Stream(options.seed, f"senders{self.index}/{self.passes}"),
            lambda seconds: self.world.spend(self.index, seconds),
            options.overlap,
            options.at_once,
        )
        self.line.senders = senders
        self.passes += 1
        try:
            result = self._pass(senders)
        except Killed as death:
            self.kills += 1
            self.end_process(power=death.power)
            self.world.note(f"{self.index} {death}")
            result = None
        finally:
            self.line.senders = None
        if options.old_ledgers and not self.world.calm:
            self._copies.append(Copy(self.disk.copy(), self.behind_since, dict(self.listed)))
        self.world.checks.after_pass(self, result)
        return result

    def _pass(self, senders: SeededSenders) -> PassResult:
        assert self.ledger is not None
        tools = Tools(
            ledger=self.ledger,
            gateway=self.gateway,
            senders=senders,
            clock=self.clock,
            cancel=self.cancel,
            settings=self.settings,
            report=lambda _: None,
            epochs=self.epochs,
        )
        self.in_pass = True
        try:
            result = Syncing(tools, self._intake, ENVIRONMENT, self.contest).run_pass()
        except Exception:
            self._close(senders)
            raise
        # Not after a kill: what had not started then never does.
        self._close(senders)
        return result

    def _close(self, senders: SeededSenders) -> None:
        self.in_pass = False
        senders.close()

    def _intake(self) -> Sequence[Problem]:
        """Read the shop's file, as the folder is read: a file once, all of it in one commit."""
        ledger, source = self.ledger, self.world.source
        assert ledger is not None
        if source.gone:
            self.world.coverage.hit("source.gone", self.disk.states())
            raise trouble(Code.SOURCE_UNREACHABLE)
        name = f"{source.batch}-{source.version}"
        if ledger.knows_file(name):
            return []
        rows = source.rows()
        with ledger.transaction():
            for receipt, mark in rows:
                ledger.put_receipt(receipt, mark, name)
                for line in receipt.lines:
                    ledger.put_shop_product(line.sku, line.name)
        with ledger.transaction():
            ledger.add_file(name, name, len(rows), 0)
        return []

    def busy(self) -> bool:
        """Whether any receipt is still under way."""
        row = self.disk.connection.execute(
            "SELECT count(*) FROM receipt"
            " WHERE state IN ('imported', 'ready', 'sending', 'uncertain')"
        ).fetchone()
        return bool(row[0])

    def next_try(self) -> datetime | None:
        """When something can be done next, by the ledger."""
        if self.ledger is None:
            return None
        due, resting = self.ledger.next_try(), resting_until(self.ledger)
        return max(due, resting) if due and resting else due

    # ------------------------------------------------------------------ hazards

    def strike(self, kind: str, name: str) -> bool:
        """Let a hazard happen at this step; false when it cannot."""
        self.world.coverage.hit(kind, self.disk.states())
        self.world.note(f"{self.index} {kind} at {name}")
        if kind in ("kill", "power"):
            power = kind == "power"
            self.disk.struck(power=power)
            raise Killed(power=power)
        if kind.startswith("disk"):
            self.disk.fail_once(kind)
        elif kind == "clock.jump":
            self.clock.skew += self._timing.one_of(
                (-86_400.0, -3600.0, -30.0, 30.0, 3600.0, 90_000.0)
            )
        elif kind == "sleep":
            self.clock.sleep(self._timing.one_of((40.0, 400.0, 7200.0)))
        return True

    def lose_ledger(self) -> None:
        """The file is deleted, or the program is set up anew on a new computer."""
        self.world.coverage.hit("ledger.lost", self.disk.states())
        self.world.note(f"{self.index} ledger lost")
        self.end_process()
        self.disk.close()
        self.disk.install()
        if self._backups.hit(0.5):
            # A new computer knows nothing of what was sent, and there is no backup on it.
            self.epochs = MemoryEpochs()
            self._copies.clear()
        self._notice_whether_behind(None, {})

    def may_put_back(self) -> None:
        """Sometimes a backup, made after any earlier pass, takes the ledger's place."""
        if not (self._copies and self._backups.hit(self.world.options.old_ledgers)):
            return
        self.world.coverage.hit("ledger.old", self.disk.states())
        self.end_process()
        copy = self._backups.one_of(self._copies)
        self.disk.put_back(copy.data)
        self._notice_whether_behind(copy.behind_since, copy.listed)

    def _notice_whether_behind(self, since: float | None, listed: Mapping[str, float]) -> None:
        """``since`` and ``listed`` are what was true of the ledger that now stands there."""
        self.behind_since, self.listed = since, dict(listed)
        epoch, kept = self.disk.epoch(), self.epochs.kept()
        self.world.note(f"{self.index} ledger of epoch {epoch} of {kept} put in place")
        if epoch < kept:
            self.behind_since = self.world.timeline.now
