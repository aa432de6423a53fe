"""Questions to a ledger: never a write, and no cursor left open that a writer would wait for."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from xpeak_desktop.domain.document import VatClass
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.rules import ChannelRule, PeakItem
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.errors import KnownErrors
from xpeak_desktop.ports import Counted, ReceiptRow

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

    def close(self) -> None:
        with self._known:
            self._connection.close()

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
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

    # ------------------------------------------------------------------ lists

    def row_count(self, states: Sequence[State] = (), text: str = "") -> int:
        where, parameters = _filter(states, text)
        row = self._row(f"SELECT count(*) FROM receipt {where}", parameters)
        return int(row[0]) if row else 0

    def rows(
        self, offset: int, limit: int, states: Sequence[State] = (), text: str = ""
    ) -> list[ReceiptRow]:
        """A page of the list, newest first; ``text`` is looked for in number and channel."""
        where, parameters = _filter(states, text)
        rows = self._rows(
            # The inner query runs over an index alone, so that a far page costs no payloads.
            f"{_ROW} WHERE receipt_id IN (SELECT receipt_id FROM receipt {where}"
            " ORDER BY issued_on DESC, receipt_id DESC LIMIT ? OFFSET ?)"
            " ORDER BY issued_on DESC, receipt_id DESC",
            (*parameters, limit, offset),
        )
        return [_receipt_row(row) for row in rows]

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
            issued_on, receipt_id = "", 0
            while True:
                page = self._rows(
                    f"{_ROW} WHERE state = ? AND (issued_on, receipt_id) > (?, ?)"
                    " ORDER BY issued_on, receipt_id LIMIT ?",
                    (state, issued_on, receipt_id, PAGE),
                )
                if not page:
                    break
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

    def history(self, receipt_id: int) -> list[Mapping[str, Any]]:
        """Everything that happened to a receipt, in order: moves, attempts and cases.

        Each has ``at`` (a moment) and ``what``; see the three queries for the rest.
        """
        moves = self._rows(
            "SELECT at, before, after, code, params FROM receipt_event"
            " WHERE receipt_id = ? ORDER BY event_id",
            (receipt_id,),
        )
        attempts = self._rows(
            "SELECT started_at, code, ended_at, outcome, res_code, words, peak_id FROM attempt"
            " WHERE receipt_id = ? ORDER BY attempt_id",
            (receipt_id,),
        )
        cases = self._rows(
            "SELECT opened_at, code, params, closed_at FROM case_"
            " WHERE receipt_id = ? ORDER BY case_id",
            (receipt_id,),
        )
        story = [
            *(_told("attempt", _ATTEMPT_FIELDS, row) for row in attempts),
            *(_told("move", _MOVE_FIELDS, row) for row in moves),
            *(_told("case", _CASE_FIELDS, row) for row in cases),
        ]
        return sorted(story, key=lambda entry: entry["at"])

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


_MOVE_FIELDS: Final = ("at", "before", "after", "code", "params")
_ATTEMPT_FIELDS: Final = (
    "at", "number", "ended_at", "outcome", "res_code", "words", "peak_id",
)  # fmt: skip
_CASE_FIELDS: Final = ("at", "code", "params", "closed_at")


def _told(what: str, names: Sequence[str], row: Row) -> dict[str, Any]:
    entry: dict[str, Any] = {"what": what, **dict(zip(names, row, strict=True))}
    for name in ("at", "ended_at", "closed_at"):
        if name in entry:
            entry[name] = codec.moment(entry[name])
    if "params" in entry:
        entry["params"] = codec.params_from_json(entry["params"])
    return entry


def _filter(states: Sequence[State], text: str) -> tuple[str, list[str]]:
    """Say which receipts, and by which index: SQLite would guess by nothing without statistics."""
    index = "receipt_by_state" if states and not text else "receipt_newest"
    tests: list[str] = []
    parameters: list[str] = []
    if text:
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        tests.append(r"(number LIKE ? ESCAPE '\' OR channel LIKE ? ESCAPE '\')")
        parameters += [pattern, pattern]
    if states:
        tests.append(f"state IN ({', '.join('?' * len(states))})")
        parameters += [state.value for state in states]
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    return f"INDEXED BY {index} {where}", parameters


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
