"""Questions to a ledger: never a write, and no cursor left open that a writer would wait for."""

import contextlib
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from xpeak_desktop.domain.document import VatClass
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.rules import ChannelRule, PeakItem
from xpeak_desktop.ledger import codec, telling
from xpeak_desktop.ledger.errors import KnownErrors
from xpeak_desktop.ledger.files import identity
from xpeak_desktop.ledger.finding import ASKING, STUCK, Wanted, find
from xpeak_desktop.ports import Counted, NeedRow, ReceiptDetail, ReceiptRow

Row = tuple[Any, ...]

PAGE: Final = 500
"""Rows read at a time, so that 100,000 receipts need no more memory than a few."""

TROUBLE: Final = "trouble"
NOTICE: Final = "notice"
_LONG_AGO: Final = datetime.fromisoformat("1970-01-01T00:00:00Z")

_ROW: Final = (
    "SELECT receipt_id, number, issued_on, channel, total, state, problem_code, params,"
    " not_before, peak_id FROM receipt"
)


class SqliteReader:
    """Answers ``LedgerReader``'s questions over any connection; use it in one thread.

    Every method may raise ``Trouble`` (LEDGER_LOCKED, LEDGER_BROKEN and the like).
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._known = KnownErrors(path)
        self._path = path
        self._file: tuple[int, int] | None = None
        self.found: tuple[object, array[int]] | None = None
        """What was found for the last list: the next reader may go on with it."""

    def is_current(self) -> bool:
        """Whether the file that was opened is still the ledger: a copy may have taken its place.

        An open file can be read for ever, also when it is the ledger no more.
        """
        return self._file == identity(self._path)

    def close(self) -> None:
        with self._known:
            self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Answer what is asked inside from one moment, and wait for a writer once only.

        The writer waits meanwhile: ask quickly, and nothing else. Raises ``Trouble``.
        """
        if self._connection.in_transaction:
            yield
            return
        with self._known:
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            # Closed, when a question met trouble: then nothing is held any more.
            with contextlib.suppress(sqlite3.ProgrammingError):
                self._connection.rollback()

    def _rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        with self._known:
            return self._connection.execute(sql, parameters).fetchall()

    def _row(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Row | None:
        with self._known:
            row: Row | None = self._connection.execute(sql, parameters).fetchone()
            return row

    # ------------------------------------------------------------------ counting

    def counts(self) -> Mapping[State, Counted]:
        """Receipts and satang of each of the nine states."""
        counted = dict.fromkeys(State, Counted(0, 0))
        for state, receipts, satang in self._rows(
            "SELECT state, count(*), sum(total) FROM receipt GROUP BY state"
        ):
            counted[State(state)] = Counted(receipts, satang)
        return counted

    def counts_by_channel(
        self, first: date | None = None, last: date | None = None
    ) -> Mapping[tuple[str, State, Code | None], Counted]:
        """Receipts and satang by channel, state and code, of the days from first to last.

        Receipts whose day could not be read count when ``first`` is ``None``.
        """
        rows = self._rows(
            "SELECT channel, state, problem_code, count(*), sum(total) FROM receipt"
            " WHERE issued_on >= ? AND issued_on <= ? GROUP BY channel, state, problem_code",
            (codec.day_text(first), codec.day_text(last or date.max)),
        )
        return {
            (channel, State(state), _code(code)): Counted(receipts, satang)
            for channel, state, code, receipts, satang in rows
        }

    def channel_totals(self) -> Mapping[str, Counted]:
        """Receipts and satang of every channel that any receipt names."""
        rows = self._rows(
            "SELECT channel, count(*), sum(total) FROM receipt INDEXED BY receipt_newest"
            " GROUP BY channel ORDER BY channel"
        )
        return {channel: Counted(receipts, satang) for channel, receipts, satang in rows}

    def day_totals(self, first: date, last: date) -> Mapping[tuple[date, State], Counted]:
        """Receipts and satang by day and state, of the days from first to last."""
        rows = self._rows(
            # All states are named so that the index can be entered at each state's first day.
            "SELECT issued_on, state, count(*), sum(total) FROM receipt INDEXED BY receipt_by_state"
            f" WHERE state IN ({', '.join('?' * len(State))}) AND issued_on BETWEEN ? AND ?"
            " GROUP BY state, issued_on",
            (*State, codec.day_text(first), codec.day_text(last)),
        )
        return {
            (date.fromisoformat(day), State(state)): Counted(receipts, satang)
            for day, state, receipts, satang in rows
        }

    def last_sent(self) -> datetime | None:
        """When a document was last made in PEAK; ``None`` before the first."""
        row = self._row(
            "SELECT ended_at FROM attempt WHERE outcome = 'sent' ORDER BY attempt_id DESC LIMIT 1"
        )
        return codec.moment(row[0]) if row else None

    # ------------------------------------------------------------------ lists

    def counts_between(self, first: date, last: date) -> Mapping[State, Counted]:
        """As ``counts``, of the receipts of the days from first to last."""
        counted = dict.fromkeys(State, Counted(0, 0))
        for (_, state), one in self.day_totals(first, last).items():
            so_far = counted[state]
            counted[state] = Counted(so_far.receipts + one.receipts, so_far.satang + one.satang)
        return counted

    def row_count(
        self,
        states: Sequence[State] = (),
        text: str = "",
        *,
        days: tuple[date, date] | None = None,
        asking: bool = False,
        code: Code | None = None,
    ) -> int:
        """How many rows a list has; ``asking`` adds what needs a person whatever its state.

        Without it those are missing from a list of some states: each receipt lies on one pile.
        ``code`` lists what needs a person for that reason, whatever the states.
        """
        wanted = Wanted(tuple(states), text, days, asking, code)
        if not wanted.plain:
            return len(self._find(wanted))
        index, where, parameters = _filter(wanted)
        question = f"SELECT count(*) FROM receipt {index} {where}"
        if wanted.calm:
            # To count the few and take them off is quicker than to look for each one among them.
            few = f"FROM receipt NOT INDEXED {where} AND receipt_id IN ({ASKING})"
            question = f"SELECT ({question}) - (SELECT count(*) {few})"
            parameters = parameters * 2
        row = self._row(question, parameters)
        return int(row[0]) if row else 0

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
        """A page of the list, newest first; ``text`` is looked for in number and channel.

        A text that is an amount of baht finds receipts of that total as well. What is found for a
        text stays until ``row_count`` asks anew, so that the pages of one list fit together.
        """
        wanted = Wanted(tuple(states), text, days, asking, code)
        page = self._plain_page if wanted.plain else self._found_page
        rows = page(offset, limit, wanted)
        found = [_receipt_row(row) for row in rows]
        return self._with_what_asks(found) if found else found

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
        """Where in such a list a receipt stands; ``None`` when it is not in it."""
        wanted = Wanted(tuple(states), text, days, asking, code)
        if wanted == Wanted():
            row = self._row(
                "SELECT (SELECT count(*) FROM receipt INDEXED BY receipt_newest"
                " WHERE (issued_on, receipt_id) > (mine.issued_on, mine.receipt_id))"
                " FROM receipt AS mine WHERE receipt_id = ?",
                (receipt_id,),
            )
            return int(row[0]) if row else None
        if code is None and not self._may_show(receipt_id, wanted):
            return None
        found = find(self._rows, wanted)
        return found.index(receipt_id) if receipt_id in found else None

    def _may_show(self, receipt_id: int, wanted: Wanted) -> bool:
        """Whether the receipt's state lets it into that list: seen without reading the list."""
        row = self._row(
            f"SELECT state, receipt_id IN ({ASKING}) FROM receipt WHERE receipt_id = ?",
            (receipt_id,),
        )
        if row is None:
            return False
        state, asks = row
        if asks and (wanted.asking or wanted.calm):
            return wanted.asking
        return not wanted.states or state in wanted.states

    def _plain_page(self, offset: int, limit: int, wanted: Wanted) -> list[Row]:
        index, where, parameters = _filter(wanted)
        if wanted.calm and self._rows(f"{ASKING} LIMIT 1"):
            where += f" AND receipt_id NOT IN ({ASKING})"
        return self._rows(
            # The inner query runs over an index alone, so that a far page costs no payloads.
            f"{_ROW} WHERE receipt_id IN (SELECT receipt_id FROM receipt {index} {where}"
            " ORDER BY issued_on DESC, receipt_id DESC LIMIT ? OFFSET ?)"
            " ORDER BY issued_on DESC, receipt_id DESC",
            (*parameters, limit, offset),
        )

    def _found_page(self, offset: int, limit: int, wanted: Wanted) -> list[Row]:
        known = self.found
        all_found = known[1] if known and known[0] == (self._file, wanted) else self._find(wanted)
        page = all_found[offset : offset + limit]
        rows = self._rows(f"{_ROW} WHERE receipt_id IN ({','.join('?' * len(page))})", page)
        place = {receipt_id: number for number, receipt_id in enumerate(page)}
        return sorted(rows, key=lambda row: place[row[0]])

    def _find(self, wanted: Wanted) -> "array[int]":
        self.found = ((self._file, wanted), find(self._rows, wanted))
        return self.found[1]

    def _with_what_asks(self, rows: list[ReceiptRow]) -> list[ReceiptRow]:
        """The same rows, with what asks for a person although the state does not say so."""
        marks = ",".join("?" * len(rows))
        numbers = {row.receipt_id: row.number for row in rows}
        cases = {
            receipt_id: Problem(Code(code), codec.params_from_json(params), numbers[receipt_id])
            for receipt_id, code, params in self._rows(
                "SELECT receipt_id, code, params FROM case_ WHERE closed_at IS NULL"
                f" AND receipt_id IN ({marks}) ORDER BY case_id DESC",
                list(numbers),
            )
        }
        stuck = {
            receipt_id
            for (receipt_id,) in self._rows(
                "SELECT receipt_id FROM receipt INDEXED BY receipt_stuck"
                f" WHERE {STUCK} AND receipt_id IN ({marks})",
                list(numbers),
            )
        }
        return [
            replace(row, case=cases.get(row.receipt_id), stuck=row.receipt_id in stuck)
            if row.receipt_id in cases or row.receipt_id in stuck
            else row
            for row in rows
        ]

    def span(self) -> tuple[date, date] | None:
        """The first and the last day of any receipt; ``None`` without any."""
        row = self._row(
            "SELECT (SELECT min(issued_on) FROM receipt WHERE issued_on > ''),"
            " (SELECT max(issued_on) FROM receipt)"
        )
        if row is None or not row[0]:
            return None
        return date.fromisoformat(row[0]), date.fromisoformat(row[1])

    def needs(self) -> list[NeedRow]:
        """Everything that waits for a person, by reason and values; the longest waiting first."""
        return telling.needs(self._rows)

    def receipt(self, receipt_id: int) -> ReceiptDetail | None:
        """Everything about one receipt; what is damaged in it is left out."""
        found = self._rows(f"{_ROW} WHERE receipt_id = ?", (receipt_id,))
        if not found:
            return None
        [row] = self._with_what_asks([_receipt_row(found[0])])
        return telling.detail(self._rows, row)

    def receipt_id_of(self, number: str) -> int | None:
        """Which receipt carries a number."""
        row = self._row("SELECT receipt_id FROM receipt WHERE code = ?", (number,))
        return int(row[0]) if row else None

    def between(self, first: date, last: date) -> Iterator[ReceiptRow]:
        """Every receipt of the days from first to last, by day."""
        after, receipt_id = "", 0
        days = (codec.day_text(first), codec.day_text(last))
        while page := self._rows(
            f"{_ROW} WHERE issued_on BETWEEN ? AND ? AND (issued_on, receipt_id) > (?, ?)"
            " ORDER BY issued_on, receipt_id LIMIT ?",
            (*days, after, receipt_id, PAGE),
        ):
            yield from map(_receipt_row, page)
            receipt_id, after = page[-1][0], page[-1][2]

    def held(self) -> Iterator[ReceiptRow]:
        """Everything that waits for a person: blocked, then rejected, oldest first."""
        for state in (State.BLOCKED, State.REJECTED):
            yield from self._by_day("state = ?", state.value)

    def stuck(self) -> Iterator[ReceiptRow]:
        """What waits for PEAK in vain, so that a person should know of it, oldest first.

        Ready receipts for which PEAK refused something, or could not say something three times,
        and those of which nobody has known for long whether PEAK got them.
        """
        return self._by_day(STUCK, index="INDEXED BY receipt_stuck")

    def _by_day(self, where: str, *parameters: str, index: str = "") -> Iterator[ReceiptRow]:
        """Receipts by day, a page at a time."""
        issued_on, receipt_id = "", 0
        while page := self._rows(
            f"{_ROW} {index} WHERE {where} AND (issued_on, receipt_id) > (?, ?)"
            " ORDER BY issued_on, receipt_id LIMIT ?",
            (*parameters, issued_on, receipt_id, PAGE),
        ):
            yield from map(_receipt_row, page)
            receipt_id, issued_on = page[-1][0], page[-1][2]

    def open_cases(self) -> Iterator[tuple[str, Problem]]:
        """The number of a sent receipt and what happened to it since, oldest case first."""
        last = 0
        while page := self._rows(
            "SELECT case_.case_id, receipt.number, case_.code, case_.params"
            " FROM case_ JOIN receipt USING (receipt_id)"
            " WHERE case_.closed_at IS NULL AND case_.case_id > ? ORDER BY case_.case_id LIMIT ?",
            (last, PAGE),
        ):
            for _, number, code, params in page:
                yield number, Problem(Code(code), codec.params_from_json(params), number)
            last = page[-1][0]

    def warnings(self) -> Iterator[Problem]:
        """What was noticed about the ledger or about receipts without holding them."""
        notice = self.meta(NOTICE)
        if notice:
            yield codec.problem_from_json(notice)
        last = 0
        while page := self._rows(
            "SELECT receipt_id, number, warnings FROM receipt"
            " WHERE warnings <> '[]' AND receipt_id > ? ORDER BY receipt_id LIMIT ?",
            (last, PAGE),
        ):
            for _, number, warnings in page:
                yield from codec.warnings_from_json(warnings, number)
            last = page[-1][0]

    # ------------------------------------------------------------------ everybody's

    def next_try(self) -> datetime | None:
        """When something is next to be done; in the past when it can be done now."""
        row = self._row(
            "SELECT min(coalesce(not_before, '')) FROM receipt"
            " WHERE state IN ('ready', 'uncertain')"
        )
        if row is None or row[0] is None:
            return None
        return codec.moment(row[0]) or _LONG_AGO

    def trouble(self) -> Problem | None:
        """What stood in everybody's way when it was last tried."""
        text = self.meta(TROUBLE)
        return codec.problem_from_json(text) if text else None

    def meta(self, name: str) -> str | None:
        row = self._row("SELECT value FROM meta WHERE name = ?", (name,))
        return row[0] if row else None

    # ------------------------------------------------------------------ what a person decided

    def channels(self) -> Mapping[str, ChannelRule]:
        rows = self._rows("SELECT channel, send, pay_into FROM channel_rule ORDER BY channel")
        return {
            channel: ChannelRule(channel, None if send is None else bool(send), pay_into)
            for channel, send, pay_into in rows
        }

    def matches(self) -> Mapping[str, PeakItem]:
        rows = self._rows(
            "SELECT sku, peak_id, peak_code, name, vat_class FROM product_match ORDER BY sku"
        )
        return {sku: peak_item(row) for sku, *row in rows}

    def shop_products(self) -> Mapping[str, str]:
        return dict(self._rows("SELECT sku, name FROM shop_product ORDER BY sku"))


class ReadOnlyReader(SqliteReader):
    """Counts all receipts again only after somebody has written: at 100,000 that takes 30 ms.

    Only for a connection that never writes: SQLite tells of other connections' commits alone.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, file: tuple[int, int] | None
    ) -> None:
        super().__init__(connection, path)
        self._file = file
        self._counted: tuple[int, Mapping[State, Counted]] | None = None

    def counts(self) -> Mapping[State, Counted]:
        row = self._row("PRAGMA data_version")
        version = int(row[0]) if row else 0
        if self._counted is None or self._counted[0] != version:
            self._counted = version, super().counts()
        return self._counted[1]


def _filter(wanted: Wanted) -> tuple[str, str, list[str]]:
    """Say by which index, and which receipts: SQLite would guess by nothing without statistics."""
    index = "receipt_by_state" if wanted.states else "receipt_newest"
    tests: list[str] = []
    parameters: list[str] = []
    if wanted.days:
        tests.append("issued_on BETWEEN ? AND ?")
        parameters += [codec.day_text(day) for day in wanted.days]
    if wanted.states:
        tests.append(f"state IN ({', '.join('?' * len(wanted.states))})")
        parameters += [state.value for state in wanted.states]
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    return f"INDEXED BY {index}", where, parameters


def _receipt_row(row: Row) -> ReceiptRow:
    receipt_id, number, issued_on, channel, total, state, code, params, not_before, peak_id = row
    return ReceiptRow(
        receipt_id=receipt_id,
        number=number,
        issued_on=codec.day(issued_on),
        channel=channel,
        total=total,
        state=State(state),
        code=_code(code),
        params=codec.params_from_json(params),
        not_before=codec.moment(not_before),
        peak_id=peak_id,
    )


def peak_item(row: Sequence[Any]) -> PeakItem:
    """Build an item of PEAK from its id, code, name and VAT class."""
    peak_id, code, name, vat_class = row
    return PeakItem(peak_id, code, name, VatClass(vat_class) if vat_class else None)


def _code(text: str | None) -> Code | None:
    return Code(text) if text else None
