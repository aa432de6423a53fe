"""A ledger that makes up its rows, and work that does what a test tells it."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble
from xpeak_desktop.domain.receipt import Line, Receipt
from xpeak_desktop.domain.rules import ChannelRule, Decisions, PeakItem
from xpeak_desktop.ports import Counted, NeedRow, ReceiptDetail, ReceiptRow
from xpeak_desktop.services.progress import PassResult, Progress, Stage

NOON = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
CHANNELS = ("เก็บเงินปลายทาง (COD)", "บัตรเครดิต", "โอนธนาคาร กสิกรไทย", "LINE Pay")


class FakeClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.moment.timestamp()

    def wait(self, seconds: float, cancel: threading.Event) -> bool:
        self.moment += timedelta(seconds=seconds)
        return cancel.is_set()

    def chance(self) -> float:
        return 0.5


def receipt_row(serial: int, state: State = State.SENT, **fields: Any) -> ReceiptRow:
    """One plausible receipt."""
    values: dict[str, Any] = {
        "receipt_id": serial,
        "number": f"RC2611-{serial:05d}",
        "issued_on": date(2026, 11, 23),
        "channel": CHANNELS[serial % len(CHANNELS)],
        "total": 17500 + serial * 1025 % 900_000,
        "state": state,
        "code": None,
        "params": {},
    }
    return ReceiptRow(**(values | fields))


def detail_of(row: ReceiptRow, **fields: Any) -> ReceiptDetail:
    """All about a receipt of which nothing but its row is known."""
    values: dict[str, Any] = {
        "row": row,
        "receipt": Receipt(
            number=row.number,
            issued_on=row.issued_on,
            kind="ใบเสร็จรับเงิน",
            status="ชำระแล้ว",
            channel=row.channel,
            vat_mode="รวม VAT",
            lines=(Line("CUP-02", "แก้วกาแฟเซรามิก", Decimal(1), Decimal(row.total) / 100),),
            order_number=f"SO-{row.receipt_id}",
            total=row.total,
        ),
        "later": None,
        "decisions": Decisions(),
        "warnings": (),
        "account": "เงินสด",
        "words": {},
    }
    return ReceiptDetail(**(values | fields))


class FakeReader:
    """Rows held in a list, newest first; remembers every window that was asked for."""

    def __init__(self, rows: Sequence[ReceiptRow] = ()) -> None:
        self.all = list(rows)
        self.windows: list[tuple[int, int]] = []
        self.cases: list[tuple[str, Problem]] = []
        self.standing: Problem | None = None
        self.marks: dict[str, str] = {}
        self.broken: Problem | None = None
        self.closed = False
        self.found: object = None

    def is_current(self) -> bool:
        """Nothing takes its place."""
        return True

    def together(self) -> AbstractContextManager[None]:
        """What is asked inside is of one moment anyhow."""
        return nullcontext()

    def opened(self) -> "FakeReader":
        """What a context's open_reader gives."""
        if self.broken:
            raise Trouble(self.broken)
        return self

    def _found(self, states: Sequence[State], text: str) -> list[ReceiptRow]:
        if self.broken:
            raise Trouble(self.broken)
        return [
            row
            for row in self.all
            if (not states or row.state in states) and text in f"{row.number} {row.channel}"
        ]

    def counts(self) -> Mapping[State, Counted]:
        return {
            state: Counted(len(rows), sum(row.total for row in rows))
            for state in State
            if (rows := self._found((state,), ""))
        }

    def day_totals(self, first: date, last: date) -> Mapping[tuple[date, State], Counted]:
        totals: dict[tuple[date, State], Counted] = {}
        for row in self._found((), ""):
            if row.issued_on is not None and first <= row.issued_on <= last:
                sofar = totals.get((row.issued_on, row.state), Counted(0, 0))
                added = Counted(sofar.receipts + 1, sofar.satang + row.total)
                totals[(row.issued_on, row.state)] = added
        return totals

    def last_sent(self) -> datetime | None:
        return None

    def _listed(
        self,
        states: Sequence[State],
        text: str,
        days: tuple[date, date] | None,
        *,
        asking: bool,
        code: Code | None = None,
    ) -> list[ReceiptRow]:
        told = dict(self.cases)
        rows = [replace(row, case=told.get(row.number)) for row in self._found((), text)]
        if code is not None:
            rows = [row for row in rows if code in (row.code, row.case and row.case.code)]
        return [
            row
            for row in rows
            if (asking if row.asks and states else not states or row.state in states)
            and (days is None or (row.issued_on and days[0] <= row.issued_on <= days[1]))
        ]

    def counts_between(self, first: date, last: date) -> Mapping[State, Counted]:
        days = self._listed((), "", (first, last), asking=False)
        return {
            state: Counted(len(rows), sum(row.total for row in rows))
            for state in State
            if (rows := [row for row in days if row.state is state])
        }

    def row_count(
        self,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> int:
        return len(self._listed(states, text, days, asking=asking, code=code))

    def rows(
        self,
        offset: int,
        limit: int,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> list[ReceiptRow]:
        self.windows.append((offset, limit))
        return self._listed(states, text, days, asking=asking, code=code)[offset : offset + limit]

    def offset_of(
        self,
        receipt_id: int,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> int | None:
        ids = [row.receipt_id for row in self._listed(states, text, days, asking=asking, code=code)]
        return ids.index(receipt_id) if receipt_id in ids else None

    def span(self) -> tuple[date, date] | None:
        days = [row.issued_on for row in self.all if row.issued_on]
        return (min(days), max(days)) if days else None

    def needs(self) -> list[NeedRow]:
        held = [
            (row.code, row.params, row.total, row.number, row.receipt_id)
            for row in self.held()
            if row.code
        ]
        ids = {row.number: row.receipt_id for row in self.all}
        held += [(one.code, one.params, 0, n, ids.get(n, 0)) for n, one in self.open_cases()]
        groups: dict[Code, list[tuple[Code, Mapping[str, str], int, str, int]]] = {}
        for one in held:
            groups.setdefault(one[0], []).append(one)
        return [
            NeedRow(
                code=code,
                examples=tuple({str(one[1]): one[1] for one in some}.values()),
                receipts=len(some),
                satang=sum(one[2] for one in some),
                since=NOON - timedelta(hours=len(some)),
                number=some[0][3],
                receipt_id=some[0][4],
            )
            for code, some in groups.items()
        ]

    def receipt(self, receipt_id: int) -> ReceiptDetail | None:
        row = next(
            (row for row in self.rows(0, len(self.all)) if row.receipt_id == receipt_id), None
        )
        return detail_of(row) if row else None

    def receipt_id_of(self, number: str) -> int | None:
        return next((row.receipt_id for row in self.all if row.number == number), None)

    def held(self) -> Iterator[ReceiptRow]:
        return iter(self._found((State.BLOCKED, State.REJECTED), ""))

    def stuck(self) -> Iterator[ReceiptRow]:
        return iter(())

    def open_cases(self) -> Iterator[tuple[str, Problem]]:
        return iter(self.cases)

    def trouble(self) -> Problem | None:
        return self.standing

    def meta(self, name: str) -> str | None:
        return self.marks.get(name)

    def close(self) -> None:
        self.closed = True

    # What this window does not ask.
    def counts_by_channel(
        self, first: date | None = None, last: date | None = None
    ) -> Mapping[tuple[str, State, Code | None], Counted]:
        return {}

    def between(self, first: date, last: date) -> Iterator[ReceiptRow]:
        return iter(())

    def warnings(self) -> Iterator[Problem]:
        return iter(())

    def next_try(self) -> datetime | None:
        return None

    def channels(self) -> Mapping[str, ChannelRule]:
        return {}

    def channel_totals(self) -> Mapping[str, Counted]:
        return {}

    def matches(self) -> Mapping[str, PeakItem]:
        return {}

    def shop_products(self) -> Mapping[str, str]:
        return {}


class HugeReader(FakeReader):
    """A ledger of any size whose rows exist only while they are asked for."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def counts(self) -> Mapping[State, Counted]:
        return {State.SENT: Counted(self.size, self.size * 10_000)}

    def day_totals(self, first: date, last: date) -> Mapping[tuple[date, State], Counted]:
        return {(NOON.date(), State.SENT): Counted(self.size, self.size * 10_000)}

    def row_count(
        self,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> int:
        return self.size

    def rows(
        self,
        offset: int,
        limit: int,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> list[ReceiptRow]:
        self.windows.append((offset, limit))
        last = min(offset + limit, self.size)
        return [receipt_row(self.size - number) for number in range(offset, last)]

    def held(self) -> Iterator[ReceiptRow]:
        return iter(())


@dataclass(frozen=True)
class FakeJob:
    """A job whose doing a test writes; it is given the work."""

    act: Callable[[Any], Any] = lambda work: "done"
    keeps: bool = False

    def do(self, room: Any) -> Any:
        return self.act(room)


@dataclass
class FakeWork:
    """Waits at a gate in each pass, so that a test decides when the pass ends."""

    cancel: threading.Event
    gate: threading.Event = field(default_factory=threading.Event)
    results: list[PassResult | Exception] = field(default_factory=list)
    steps: list[Progress] = field(default_factory=list)
    passes: int = 0
    met: list[Problem] = field(default_factory=list)
    deaf: bool = False
    closed: int = 0
    threads: set[int] = field(default_factory=set)
    done: list[Any] = field(default_factory=list)
    refuses: Problem | None = None
    close_fails: Exception | None = None

    def run_pass(self, report: Callable[[Progress], None]) -> PassResult:
        self._note_thread()
        self.passes += 1
        for step in self.steps or [Progress(Stage.SENDING, 28, 46)]:
            report(step)
        passed = False
        while not passed:
            if self.cancel.is_set() and not self.deaf:
                stop = Problem(Code.STOPPED)
                return PassResult(sent=3, stopped=True, problem=stop, warnings=tuple(self.met))
            passed = self.gate.wait(0.005)
        result = self.results.pop(0) if self.results else PassResult(sent=12)
        if isinstance(result, Exception):
            raise result
        return result

    def do(self, job: Any) -> Any:
        """A ``FakeJob`` does itself with this work; the program's own jobs are only noted."""
        self._note_thread()
        self.done.append(job)
        if self.refuses:
            raise Trouble(self.refuses)
        return job.act(self) if isinstance(job, FakeJob) else None

    def close(self) -> None:
        self._note_thread()
        self.closed += 1
        if self.close_fails:
            raise self.close_fails

    def _note_thread(self) -> None:
        self.threads.add(threading.get_ident())


class WorkShop:
    """Makes the one FakeWork of a test and remembers where it was made."""

    def __init__(self) -> None:
        self.work = FakeWork(threading.Event())
        self.made_on: list[int] = []
        self.fails: list[Exception] = []

    def make(self, cancel: threading.Event) -> FakeWork:
        self.made_on.append(threading.get_ident())
        if self.fails:
            raise self.fails.pop(0)
        self.work.cancel = cancel
        return self.work


def busy_shop() -> FakeReader:
    """A shop with receipts in every state, as on the 23rd of a month."""
    front: tuple[tuple[int, State, Code | None, dict[str, str]], ...] = (
        (1203, State.SENDING, None, {}),
        (1202, State.READY, None, {}),
        (1201, State.READY, None, {}),
        (1200, State.IMPORTED, None, {}),
        (1199, State.UNCERTAIN, None, {}),
        (1198, State.SENT, None, {}),
        (1197, State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "TS-09"}),
        (1196, State.SENT, None, {}),
        (1195, State.BLOCKED, Code.TOTAL_MISMATCH, {"difference": "0.25"}),
        (1194, State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "GFT-A"}),
        (1193, State.VOIDED, None, {}),
        (1192, State.BLOCKED, Code.CHANNEL_UNDECIDED, {"channel": "LINE Pay"}),
        (1191, State.EXCLUDED, Code.CHANNEL_OFF, {"channel": "ShopeePay"}),
        (1190, State.REJECTED, Code.PEAK_REJECTED, {"words": "Invalid contact"}),
    )
    rows = [
        receipt_row(number, state, code=code, params=params)
        for number, state, code, params in front
    ]
    return FakeReader([*rows, *(receipt_row(number) for number in range(1189, 0, -1))])
