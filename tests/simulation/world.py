"""One simulated world: a shop, PEAK, people, and one to three computers; and how it runs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.simulation.books import Books
from tests.simulation.chance import Stream
from tests.simulation.checks import Checks
from tests.simulation.faults import Coverage
from tests.simulation.hazards import Violation
from tests.simulation.moments import Timeline
from tests.simulation.options import Options
from tests.simulation.pc import Pc
from tests.simulation.peak import Peak
from tests.simulation.people import People
from tests.simulation.shop import make_source
from tests.simulation.turns import Turns
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.services.progress import PassResult

_MOST_CALM_PASSES = 16
_FENCE = 3700.0
_FOR_A_PERSON = (Code.PEAK_TOTAL_DIFFERS, Code.NOT_BOOKED)


@dataclass
class Outcome:
    """What came of one world."""

    seed: int
    pcs: int = 1
    violation: str = ""
    receipts: int = 0
    sent: int = 0
    duplicates: int = 0
    revived: int = 0
    lost: int = 0
    satang: int = 0
    satang_off: int = 0
    passes: int = 0
    kills: int = 0
    steps: int = 0
    contested: int = 0
    digest: str = ""
    coverage: Coverage = field(default_factory=Coverage)
    trace: list[str] = field(default_factory=list)


class World:
    """Everything there is. ``plan`` replaces the drawn hazards of every computer.

    ``landing`` says how a document ends whose sender is killed while it is on its way: ``never``,
    ``now`` or ``late``; it is drawn if empty.
    """

    def __init__(
        self,
        options: Options,
        plan: Sequence[tuple[int, str]] | None = None,
        landing: str = "",
        pc_type: type[Pc] = Pc,
        checks_type: type[Checks] = Checks,
    ) -> None:
        self.options = options
        self.timeline = Timeline(options.start_hour)
        self.trace: list[str] = []
        self.coverage = Coverage()
        self.source = make_source(options)
        self.checks = checks_type(self)
        self.people = People(self)
        self.books = Books(options, self.timeline, self.checks.document_is_booked)
        self.peak = Peak(self.books, self.timeline)
        self.turns = Turns(self.timeline)
        self.refused_strangely: set[str] = set()
        self.calm = False
        self.contested = 0
        self._drained_pcs = 0
        self._draw = Stream(options.seed, "between")
        self.pcs: list[Pc] = []
        for index in range(options.pcs):
            self.pcs.append(pc_type(self, index, plan, landing))
        if options.feeder:
            self._feed()

    def note(self, text: str) -> None:
        self.trace.append(f"{self.timeline.now:.3f} {text}")

    def spend(self, pc: int, seconds: float) -> None:
        """Time passes for one computer; others have their turn meanwhile."""
        self.turns.spend(pc, seconds)

    def _feed(self) -> None:
        """Another program has put some of the sales into PEAK before."""
        for place, sale in enumerate(self.source.sales.values()):
            if place % 4 == 0:
                day = f"{sale.present.issued_on:%Y%m%d}"
                self.people.entered.add(sale.number)
                self.people.fed.add(sale.number)
                fed = self.books.add(
                    code=f"FEED-{place}",
                    day=day,
                    net=sale.present.total or 0,
                    vat=sale.present.vat or 0,
                    reference=sale.present.order_number,
                )
                fed.seen_at = fed.listed_at = fed.journal_at = 0.0

    # ------------------------------------------------------------------ the course of things

    def run(self) -> None:
        """Both phases; raises ``Violation``."""
        self.people.plan()
        self.turns.run([lambda pc=pc: self._live(pc) for pc in self.pcs])  # type: ignore[misc]
        self.checks.at_rest()

    def _live(self, pc: Pc) -> None:
        """One computer's life: passes with faults, then passes without until nothing is left."""
        self.spend(pc.index, self._draw.between(0, 20) * pc.index)
        while not self.calm:
            self._between(pc)
            result = pc.run_pass()
            self._after(pc, result)
            if pc.index == 0 and pc.passes >= self.options.passes:
                self._be_calm()
            self._rest(pc, result)
        self._wait_for_turn(pc)
        for _ in range(_MOST_CALM_PASSES + 2 * self.options.receipts):
            result = pc.run_pass()
            self._after(pc, result)
            if self._drained(pc, result):
                self._drained_pcs += 1
                return
            self._rest(pc, result)
        problem = result.problem if result else None
        raise Violation(f"does not drain: {problem}")

    def _wait_for_turn(self, pc: Pc) -> None:
        """One sender per business: a person lets the computers catch up one after the other."""
        while self._drained_pcs < pc.index:
            self.spend(pc.index, 60.0)
        if self.options.pcs > 1:
            pc.end_process()
            self.spend(pc.index, _FENCE)

    def _be_calm(self) -> None:
        """From now on nothing goes wrong; all of the shop's records are there."""
        self.source.batch = self.options.arrive_over
        self.source.gone = False
        self.peak.blind.clear()
        self.calm = True

    def _between(self, pc: Pc) -> None:
        """What may happen between two passes."""
        if pc.index == 0:
            self.source.batch += self._draw.hit(0.7)
            self.people.change_source()
            self.people.issue_again()
            gone = "source.gone" in self.options.faults
            self.source.gone = gone and self._draw.hit(self.options.fault_rate)
            if "ledger.lost" in self.options.faults and pc.passes and self._draw.hit(0.1):
                # Setting up anew takes longer than PEAK needs to show what was sent.
                self.spend(0, self.options.settle + 5)
                pc.lose_ledger()
        pc.may_put_back()
        if self._draw.hit(0.2):
            pc.end_process()

    def _rest(self, pc: Pc, result: PassResult | None) -> None:
        """Wait for the next pass: a while, or until something can be done."""
        if self.calm:
            self.spend(pc.index, self._until_due(pc))
        elif result is None:
            self.spend(pc.index, self._draw.between(1, 60))
        else:
            pause = self._draw.one_of((5.0, 40.0, self.options.settle * 1.0, 900.0))
            self.spend(pc.index, pause * self._draw.between(0.5, 1.2))

    def _until_due(self, pc: Pc) -> float:
        if pc.ledger is None:
            return self._draw.between(5, 60)
        due = pc.next_try()
        if due is None:
            return 61.0
        seconds = (due - self.timeline.utc()).total_seconds()
        return min(max(seconds + 2.0, self._draw.one_of((6.0, 66.0))), 7 * 3600.0)

    def _after(self, pc: Pc, result: PassResult | None) -> None:
        problem = result.problem if result else None
        self.note(f"{pc.index} pass ends: {problem.code.value if problem else 'well'}")
        if problem is None:
            return
        if problem.code is Code.INTERNAL:
            raise Violation("an internal error")
        if problem.code is Code.TOKEN_CONTESTED:
            # A person reads it, stops the other program, and starts this one again.
            self.contested += 1
            self.checks.somebody_contests()
            if self.options.pcs == 1 or self.calm:
                self.spend(pc.index, _FENCE)
                pc.end_process()
        elif problem.code is Code.TOKEN_REFUSED and pc.mints:
            # A person is told; a token that never worked is no part of a quarrel over tokens.
            pc.mints.pop()
        elif problem.code in _FOR_A_PERSON:
            self._look_at_case(pc, problem.code)

    def _look_at_case(self, pc: Pc, code: Code) -> None:
        meddled = self.people.edited | self.people.entered
        if code is Code.PEAK_TOTAL_DIFFERS and not meddled:
            raise Violation("a false alarm: PEAK shows what was sent")
        self.people.close_cases()

    def _drained(self, pc: Pc, result: PassResult | None) -> bool:
        """Nothing of this computer is under way, and the pass went well."""
        return result is not None and result.problem is None and not pc.busy()

    # ------------------------------------------------------------------ the end

    def outcome(self, violation: str = "") -> Outcome:
        digest = hashlib.blake2b("\n".join(self.trace).encode(), digest_size=8).hexdigest()
        return Outcome(
            seed=self.options.seed,
            pcs=self.options.pcs,
            violation=violation,
            receipts=len(self.source.sales),
            sent=sum(one.ours for one in self.books.documents),
            duplicates=self.checks.duplicates,
            revived=self.checks.revived,
            lost=self.checks.lost,
            satang=self.checks.satang,
            satang_off=self.checks.satang_off,
            passes=sum(pc.passes for pc in self.pcs),
            kills=sum(pc.kills for pc in self.pcs),
            steps=sum(pc.hazards.count for pc in self.pcs),
            contested=self.contested,
            digest=digest,
            coverage=self.coverage,
            trace=self.trace,
        )

    def close(self) -> None:
        for pc in self.pcs:
            pc.disk.close()


def simulate(
    options: Options, plan: Sequence[tuple[int, str]] | None = None, landing: str = ""
) -> Outcome:
    """Run one world to its end; a broken promise is in the outcome, never raised."""
    world = World(options, plan, landing)
    violation = ""
    try:
        world.run()
    except Violation as met:
        violation = str(met)
    except Exception as error:  # noqa: BLE001  (a bug of the program is a finding like any other)
        violation = f"{type(error).__name__}: {error}"
    finally:
        world.close()
    return world.outcome(violation)
