"""How others send, in the same worlds and under the same faults: duplicates and losses beside ours.

Each is as good as its kind can be: it reads PEAK's answers with the real gateway, and what it notes
is on the disk at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from tests.simulation.books import Booked
from tests.simulation.calls import SeededSenders
from tests.simulation.checks import Checks
from tests.simulation.hazards import Violation
from tests.simulation.options import Options, expand
from tests.simulation.pc import Pc
from tests.simulation.shop import CHANNELS, PRODUCTS, Sale
from tests.simulation.world import World, simulate
from xpeak_desktop.domain.document import Document, Service
from xpeak_desktop.domain.problems import Problem, Trouble
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.domain.rules import PaymentMethod, PeakItem, Shop, judge
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ports import Answer, Outcome
from xpeak_desktop.services.contacts import find_or_create
from xpeak_desktop.services.progress import PassResult

_HTTP_OK: Final = 200
_BATCH: Final = 10
_TRIES: Final = 3


class Counting(Checks):
    """Counts what went wrong instead of ending the world at the first."""

    def document_leaves(self, pc: int, body: bytes) -> None: ...

    def document_is_booked(self, booked: Booked) -> None:
        again = [one for one in self._world.books.live(booked.code) if one is not booked]
        self.duplicates += bool(again)

    def somebody_contests(self) -> None: ...

    def token_is_minted(self, pc: int) -> None: ...

    def token_was_asked_for(self, pc: int, answer: Any) -> None: ...

    def after_pass(self, pc: Pc, result: PassResult | None) -> None: ...

    def at_rest(self) -> None: ...


class OtherPc(Pc):
    """A computer with another program on it: ``done`` is its whole memory, and durable."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.done: set[str] = set()
        self.contacts: dict[str, str] = {}

    def _pass(self, senders: SeededSenders) -> PassResult:
        problem: Problem | None = None
        try:
            self.gateway.business()
            self.send([sale for sale in self._eligible() if sale.number not in self.done])
        except Trouble as met:
            problem = met.problem
        return PassResult(problem=problem)

    def send(self, sales: Sequence[Sale]) -> None:
        raise NotImplementedError

    def busy(self) -> bool:
        return any(sale.number not in self.done for sale in self._eligible())

    def next_try(self) -> datetime | None:
        return None

    def _eligible(self) -> list[Sale]:
        source = self.world.source
        return [
            sale
            for sale in source.sales.values()
            if sale.arrives <= source.batch and sale.fate is None
        ]

    def document(self, sale: Sale) -> Document:
        """The same document ours would send."""
        items = {
            sku: PeakItem(f"p{n}", sku, name) for n, (sku, name) in enumerate(PRODUCTS.items(), 1)
        }
        services = {one: PeakItem(f"s{n}", f"S{n}", one.value) for n, one in enumerate(Service, 1)}
        shop = Shop(
            Rules(),
            self.world.timeline.utc().astimezone(BANGKOK).date(),
            Words(),
            channels={rule.channel: rule for rule in CHANNELS},
            products=items,
            services=services,
            methods={
                "CSH001": PaymentMethod("m1", "CSH001", "เงินสด", cash=True),
                "BNK001": PaymentMethod("m2", "BNK001", "ธนาคาร", cash=False),
            },
        )
        document = judge(sale.present, shop).document
        assert document is not None
        key = repr(document.buyer)
        if key not in self.contacts:
            self.contacts[key] = find_or_create(self.gateway, document.buyer).peak_id
        return replace(document, contact_id=self.contacts[key])


def http_says_yes(answer: Answer) -> bool:
    """Success as much public code judges it: by HTTP, and by a number that is in use already."""
    return answer.outcome is Outcome.YES or answer.duplicate or answer.http_status == _HTTP_OK


class NaiveRetry(OtherPc):
    """Sends, and sends again when no good answer came."""

    def send(self, sales: Sequence[Sale]) -> None:
        for sale in sales:
            document = self.document(sale)
            for _ in range(_TRIES):
                if http_says_yes(self.gateway.create_receipt(document)):
                    self.done.add(sale.number)
                    break


class BatchThenConfirm(OtherPc):
    """Sends ten, and notes them when all ten have been answered."""

    def send(self, sales: Sequence[Sale]) -> None:
        for start in range(0, len(sales), _BATCH):
            batch = sales[start : start + _BATCH]
            answers = [self.gateway.create_receipt(self.document(sale)) for sale in batch]
            if not all(http_says_yes(answer) for answer in answers):
                return
            self.done.update(sale.number for sale in batch)


class LookUpAtOnce(OtherPc):
    """Writes an intent, and looks up at once whatever has no clear answer; absent is sent again."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.intents: set[str] = set()

    def send(self, sales: Sequence[Sale]) -> None:
        for sale in sales:
            document = self.document(sale)
            if sale.number in self.intents and self._is_there(sale):
                continue
            self.intents.add(sale.number)
            answer = self.gateway.create_receipt(document)
            if answer.outcome is Outcome.YES or answer.duplicate:
                self.done.add(sale.number)
            elif answer.outcome is Outcome.UNKNOWN:
                self._is_there(sale)

    def _is_there(self, sale: Sale) -> bool:
        found = self.gateway.receipt(sale.number).live is not None
        if found:
            self.done.add(sale.number)
        return found


@dataclass
class Figures:
    """What a strategy did to the books over many worlds."""

    name: str
    receipts: int = 0
    duplicates: int = 0
    lost: int = 0
    stuck: int = 0
    worlds: int = 0
    spoilt: int = 0

    def row(self) -> str:
        thousand = max(self.receipts, 1) / 1000
        return (
            f"{self.name:38}{self.duplicates / thousand:>12.1f}{self.lost / thousand:>12.1f}"
            f"{100 * self.spoilt / max(self.worlds, 1):>12.1f}%"
        )


STRATEGIES: Final[dict[str, type[Pc]]] = {
    "naive retry": NaiveRetry,
    "batch of ten, then confirm": BatchThenConfirm,
    "outbox, look up at once": LookUpAtOnce,
    "ours": Pc,
}


def world_of(seed: int, *, unique_codes: bool) -> Options:
    """A seed's world as far as all strategies understand it: one computer, nobody meddles."""
    drawn = expand(seed)
    known = tuple(kind for kind in drawn.faults if kind not in _NOT_FOR_ALL)
    return replace(
        drawn, pcs=1, unique_codes=unique_codes, people=(), master=(), changes=(), feeder=False,
        faults=known, reissue_rate=0.0,
    )  # fmt: skip


_NOT_FOR_ALL: Final = (
    "ledger.lost",
    "source.gone",
    "create.strange_code",
    "create.strange_code_booked",
)


def measure(name: str, seeds: Iterable[int], *, unique_codes: bool = False) -> Figures:
    """Run one strategy over the seeds."""
    figures = Figures(name)
    for seed in seeds:
        options = world_of(seed, unique_codes=unique_codes)
        world = World(options, pc_type=STRATEGIES[name], checks_type=Counting)
        try:
            world.run()
        except Violation:
            figures.stuck += 1
        finally:
            world.close()
        _count(figures, world)
    return figures


def _count(figures: Figures, world: World) -> None:
    sales = [sale for sale in world.source.sales.values() if sale.fate is None]
    live = [len(world.books.live(sale.number)) for sale in sales]
    twice = sum(count - 1 for count in live if count > 1)
    lost = sum(count == 0 for count in live)
    figures.receipts += len(sales)
    figures.duplicates += twice
    figures.lost += lost
    figures.worlds += 1
    figures.spoilt += bool(twice or lost)


_HEAD: Final = f"{'strategy':38}{'dup/1,000':>12}{'lost/1,000':>12}{'bad worlds':>13}"


def table(seeds: Sequence[int]) -> str:
    """All strategies on the same seeds, with and without PEAK's insisting on unique numbers."""
    lines = []
    for unique_codes in (False, True):
        does = "refuses" if unique_codes else "takes"
        lines += [f"PEAK {does} a number twice, {len(seeds)} worlds", _HEAD]
        lines += [measure(name, seeds, unique_codes=unique_codes).row() for name in STRATEGIES]
        lines.append("")
    return "\n".join(lines)


@dataclass
class Several:
    """What several senders of one business do to its books."""

    worlds: int = 0
    receipts: int = 0
    duplicates: int = 0
    revived: int = 0
    spoilt: int = 0
    stopped: int = 0

    def told(self, pcs: int, *, unique_codes: bool) -> str:
        does = "refuses" if unique_codes else "takes"
        return (
            f"{pcs} PCs, PEAK {does} a number twice: {self.worlds} worlds,"
            f" {1000 * self.duplicates / max(self.receipts, 1):.1f} duplicates per 1,000 receipts,"
            f" in {self.spoilt} worlds; {self.revived} re-created after a void;"
            f" {self.stopped} worlds said that somebody else is sending"
        )


def several_pcs(seeds: Iterable[int], pcs: int, *, unique_codes: bool) -> Several:
    """Our program on more than one computer: not supported, and this is what it does."""
    sums = Several()
    for seed in seeds:
        outcome = simulate(expand(seed, pcs=pcs, unique_codes=unique_codes))
        sums.worlds += 1
        sums.receipts += outcome.receipts
        sums.duplicates += outcome.duplicates
        sums.revived += outcome.revived
        sums.spoilt += bool(outcome.duplicates)
        sums.stopped += bool(outcome.contested)
    return sums
