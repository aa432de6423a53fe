"""Products: the shop's codes beside PEAK's, what waits for each, and what can be done about it."""

import contextlib
import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Final

from xpeak_desktop import disk
from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.matching import Cause, MatchReport, NearMiss, compare_products
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.ports import Done, Ledger, PeakGateway
from xpeak_desktop.services.importing import FileReport
from xpeak_desktop.services.jobs.room import Look, Room
from xpeak_desktop.services.judging import PRODUCTS, SERVICES
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.readying import check_services
from xpeak_desktop.services.senders import AT_MOST, ThreadSenders

PULLED: Final = "products_pulled"
"""The ledger's note of when all products were last read from PEAK, in UTC."""

_FEW: Final = 10
_WAITS_FOR_PRODUCT: Final = (Code.PRODUCT_UNMATCHED, Code.PRODUCT_AMBIGUOUS)
_GATHER_SECONDS: Final = 0.2


class Standing(StrEnum):
    """How a code of the shop stands with PEAK's."""

    MATCHED = "matched"
    NEAR = "near"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class PeakSide:
    """A product of PEAK beside one of the shop; ``cause`` says what differs, if anything."""

    code: str
    name: str
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One code of the shop: whom it meets in PEAK, and how many receipts wait for it."""

    sku: str
    name: str
    standing: Standing
    peak: tuple[PeakSide, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A product PEAK would not make, and why."""

    sku: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Products:
    """Every code of the shop in one of two lists; unmatched ones with most receipts first.

    ``pulled``: PEAK's products were read before, at ``pulled_at`` (UTC) if that is known; until
    then "not in PEAK" cannot be said of anything. ``no_code`` receipts have a line without a code.
    """

    unmatched: tuple[ProductLine, ...] = ()
    matched: tuple[ProductLine, ...] = ()
    services: Mapping[Service, PeakItem | None] | None = None
    pulled: bool = False
    pulled_at: datetime | None = None
    no_code: int = 0

    def creatable(self) -> tuple[str, ...]:
        """The codes that "create all" would make: near misses are for a person to look at."""
        if not self.pulled:
            return ()
        return tuple(line.sku for line in self.unmatched if line.standing is Standing.MISSING)


@dataclass(frozen=True, slots=True)
class Created:
    """What became of creating: ``made`` codes stand in PEAK now; ``left`` were not tried yet.

    ``problem`` is what ended it early, other than a person.
    """

    products: Products
    made: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    left: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ListAdded:
    """What a dropped product list held; ``receipts`` when it was a file of receipts instead."""

    products: Products
    report: FileReport | None = None
    receipts: int = 0


# ---------------------------------------------------------------------- looking and matching


@dataclass(frozen=True, slots=True)
class LookAtProducts(Look):
    """How the codes stand by what was last read of PEAK; PEAK is not asked."""

    def do(self, room: Room) -> Products:
        """Answers ``Products``; raises ``Trouble`` when the ledger cannot be used."""
        return _products(room, _join(room))


@dataclass(frozen=True, slots=True)
class MatchProducts:
    """Read all products and the two services from PEAK and join what is equal."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> Products:
        """Answers ``Products``; raises ``Trouble`` when PEAK cannot be asked."""
        report = _pull(room)
        check_services(room.ledger, room.gateway())
        room.judge()
        return _products(room, report)


def _pull(room: Room) -> MatchReport:
    report = match(room.ledger, room.gateway())
    room.ledger.set_meta(PULLED, room.clock.now().isoformat())
    return report


def _join(room: Room, *, judge: bool = True) -> MatchReport:
    """Join the shop's codes with what is kept of PEAK, and judge: quick when nothing changed."""
    ledger = room.ledger
    report = compare_products(ledger.shop_products(), ledger.items(PRODUCTS))
    if report.matched != ledger.matches():
        ledger.set_matches(report.matched)
    if judge:
        room.judge()
    return report


# ---------------------------------------------------------------------- creating in PEAK


@dataclass(frozen=True, slots=True)
class CreateProduct:
    """Make one product in PEAK, as its guide's 3.1 says; one that is there already is taken."""

    keeps: ClassVar[bool] = False

    sku: str

    def do(self, room: Room) -> Created:
        """Answers ``Created``; raises ``Trouble`` when PEAK cannot be asked, or refuses it."""
        gateway, code = room.gateway(), clean(self.sku)
        name = room.ledger.shop_products().get(self.sku, "")
        found = gateway.product(code) or (gateway.create_product(code, name or code),)
        return Created(_keep(room, found), made=(self.sku,))


@dataclass(frozen=True, slots=True)
class CreateAllProducts:
    """Make a few of the products PEAK lacks; whoever asks goes on with what is ``left``.

    Without ``skus`` PEAK is read anew first and everything it lacks is meant, but for near misses.
    The event that cancels a job ends it cleanly; what was made is kept.
    """

    keeps: ClassVar[bool] = False

    skus: tuple[str, ...] | None = None
    at_once: int = _FEW

    def do(self, room: Room) -> Created:
        """Answers ``Created``; raises ``Trouble`` when PEAK's products cannot be read."""
        todo = list(_missing(_pull(room)) if self.skus is None else self.skus)
        some, left = todo[: self.at_once], todo[self.at_once :]
        making = _Making(room, some)
        making.run()
        # Many thousand receipts are judged once, at the end, not after every few products.
        goes_on = bool(left) and making.problem is None and not room.cancel.is_set()
        products = _keep(room, list(making.made.values()), judge=not goes_on)
        untried = [sku for sku in some if sku not in making.made and sku not in making.refused]
        refused = tuple(Refusal(sku, problem) for sku, problem in making.refused.items())
        return Created(products, tuple(making.made), refused, (*untried, *left), making.problem)


def _missing(report: MatchReport) -> list[str]:
    """The codes that nothing in PEAK resembles, each once however often the shop spells it."""
    near = {clean(miss.sku) for miss in report.near_misses}
    codes = {clean(sku): sku for sku in report.unmatched}
    return [sku for code, sku in codes.items() if code and code not in near]


class _Making:
    """Creates several products side by side, as many as PEAK takes at once."""

    def __init__(self, room: Room, skus: Sequence[str]) -> None:
        self._gateway, self._cancel = room.gateway(), room.cancel
        self._names = room.ledger.shop_products()
        self._todo = list(skus)
        self.made: dict[str, PeakItem] = {}
        self.refused: dict[str, Problem] = {}
        self.problem: Problem | None = None

    def run(self) -> None:
        """Create until all is done, PEAK cannot be reached, or a person has had enough."""
        with contextlib.closing(ThreadSenders()) as senders:
            while self._todo or senders.waiting():
                while self._todo and senders.waiting() < AT_MOST and not self._ends():
                    sku = self._todo.pop(0)
                    senders.submit(sku, _Create(self._gateway, sku, self._names.get(sku, "")))
                for done in senders.gather(_GATHER_SECONDS):
                    self._note(done)
                if self._ends():
                    self._todo.clear()

    def _ends(self) -> bool:
        return self.problem is not None or self._cancel.is_set()

    def _note(self, done: Done) -> None:
        if done.error is None:
            self.made[done.key] = done.result
        elif not isinstance(done.error, Trouble):
            raise done.error
        elif done.error.problem.code is Code.PEAK_REJECTED:
            self.refused[done.key] = done.error.problem
        elif done.error.problem.code is not Code.STOPPED:
            self.problem = self.problem or done.error.problem


@dataclass(frozen=True, slots=True)
class _Create:
    gateway: PeakGateway
    sku: str
    name: str

    def __call__(self) -> PeakItem:
        code = clean(self.sku)
        return self.gateway.create_product(code, self.name or code)


def _keep(room: Room, found: Sequence[PeakItem], *, judge: bool = True) -> Products:
    """Keep what PEAK has now, beside what it had, and join anew."""
    if found:
        known = {item.peak_id: item for item in (*room.ledger.items(PRODUCTS), *found)}
        room.ledger.set_items(PRODUCTS, known.values())
    return _products(room, _join(room, judge=judge))


# ---------------------------------------------------------------------- files


@dataclass(frozen=True, slots=True)
class AddProductList:
    """Read a product list, so that what was never sold can be matched too."""

    keeps: ClassVar[bool] = False

    path: Path

    def do(self, room: Room) -> ListAdded:
        """Answers ``ListAdded``; raises ``Trouble`` when the file cannot be read.

        A file of receipts is left alone: those come in by the page of the sales.
        """
        held = room.preview(self.path)
        if held.receipts:
            return ListAdded(_products(room, _join(room)), receipts=held.receipts)
        report = room.import_files([self.path]).files[0]
        if report.problem is not None:
            raise Trouble(report.problem)
        return ListAdded(_products(room, _join(room)), report)


@dataclass(frozen=True, slots=True)
class ExportProducts:
    """Write a table of words to a file that a spreadsheet opens by double-click."""

    keeps: ClassVar[bool] = False

    path: Path
    rows: tuple[tuple[str, ...], ...]

    def do(self, room: Room) -> Path:  # noqa: ARG002  (a job like any other)
        """Answers the path; raises ``Trouble`` (FILE_NOT_WRITTEN)."""
        # Beside its place first: a full disk must not spoil the list that was there before.
        draft = self.path.with_name(f"{self.path.name}.part")
        try:
            # The mark at the start tells Excel that the Thai is UTF-8.
            with draft.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([_inert(cell) for cell in row] for row in self.rows)
            disk.replace(draft, self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise trouble(Code.FILE_NOT_WRITTEN, file=self.path.name) from error
        return self.path


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


# ---------------------------------------------------------------------- the answer


def _products(room: Room, report: MatchReport) -> Products:
    ledger = room.ledger
    waiting = _waiting(ledger)
    names = ledger.shop_products()
    lines = [_line(sku, name, report, waiting) for sku, name in names.items() if sku]
    _add_near(lines, report.near_misses)
    unmatched = [line for line in lines if line.standing is not Standing.MATCHED]
    unmatched.sort(key=lambda line: (-line.waiting, line.sku))
    pulled_at = ledger.meta(PULLED)
    return Products(
        unmatched=tuple(unmatched),
        matched=tuple(line for line in lines if line.standing is Standing.MATCHED),
        services=_services(ledger),
        pulled=pulled_at is not None or bool(ledger.items(PRODUCTS)),
        pulled_at=datetime.fromisoformat(pulled_at) if pulled_at else None,
        no_code=waiting.get("", 0),
    )


def _line(sku: str, name: str, report: MatchReport, waiting: Mapping[str, int]) -> ProductLine:
    waits = waiting.get(sku, 0)
    item = report.matched.get(sku)
    if item is not None:
        return ProductLine(sku, name, Standing.MATCHED, (PeakSide(item.code, item.name),), waits)
    doubles = report.ambiguous.get(sku, ())
    sides = tuple(PeakSide(one.code, one.name) for one in doubles)
    standing = Standing.AMBIGUOUS if doubles else Standing.MISSING
    return ProductLine(sku, name, standing, sides, waits)


def _add_near(lines: list[ProductLine], misses: Sequence[NearMiss]) -> None:
    found: dict[str, list[PeakSide]] = {}
    for miss in misses:
        side = PeakSide(miss.item.code, miss.item.name, miss.cause)
        found.setdefault(miss.sku, []).append(side)
    for number, line in enumerate(lines):
        if line.sku in found:
            sides = tuple(found[line.sku])
            lines[number] = ProductLine(line.sku, line.name, Standing.NEAR, sides, line.waiting)


def _waiting(ledger: Ledger) -> dict[str, int]:
    """How many receipts wait for each code; a receipt names the first of its products only."""
    waiting: dict[str, int] = {}
    for row in ledger.held():
        if row.code in _WAITS_FOR_PRODUCT:
            sku = row.params.get("sku", "")
            waiting[sku] = waiting.get(sku, 0) + 1
    return waiting


def _services(ledger: Ledger) -> dict[Service, PeakItem | None]:
    by_name = {item.name: item for item in ledger.items(SERVICES)}
    return {service: by_name.get(service.value) for service in Service}
