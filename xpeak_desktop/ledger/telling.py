"""What the ledger tells a person: one receipt with all that happened to it, and what waits.

Tolerant on purpose: a payload that cannot be read any more is left out, the rest is still shown.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar

from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.rules import NO_DECISIONS
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.ledger import codec
from xpeak_desktop.ledger.errors import UNREADABLE
from xpeak_desktop.ledger.finding import STUCK
from xpeak_desktop.ports import AttemptTold, CaseTold, Move, NeedRow, ReceiptDetail, ReceiptRow

log: Final = logging.getLogger(__name__)
_T = TypeVar("_T")

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs one question and gives all its rows."""

OVER: Final = "over"
"""Marks the params of a case that closed because what it told of was gone."""

_NO_TIME: Final = datetime.fromisoformat("1970-01-01T00:00:00Z")

# All from one index; its condition must stand here word for word. With min() SQLite takes the
# other columns from the row that has the least.
_HELD: Final = (
    "SELECT problem_code, count(*), sum(total), min(changed_at), number, receipt_id"
    " FROM receipt INDEXED BY receipt_held WHERE state IN ('blocked', 'rejected')"
    " AND problem_code IS NOT NULL GROUP BY problem_code"
)
_HELD_EXAMPLES: Final = (
    "SELECT DISTINCT params FROM receipt INDEXED BY receipt_held"
    " WHERE state IN ('blocked', 'rejected') AND problem_code = ? LIMIT ?"
)
_STUCK: Final = (
    "SELECT problem_code, count(*), sum(total), min(changed_at), number, receipt_id"
    f" FROM receipt INDEXED BY receipt_stuck WHERE {STUCK} GROUP BY problem_code"
)
_STUCK_EXAMPLES: Final = (
    "SELECT DISTINCT params FROM receipt INDEXED BY receipt_stuck"
    f" WHERE {STUCK} AND problem_code = ? LIMIT ?"
)
_CASES: Final = (
    "SELECT case_.code, count(*), 0, min(case_.opened_at), receipt.number, receipt.receipt_id"
    " FROM case_ JOIN receipt USING (receipt_id) WHERE case_.closed_at IS NULL GROUP BY case_.code"
)
_CASE_EXAMPLES: Final = (
    "SELECT DISTINCT params FROM case_ WHERE closed_at IS NULL AND code = ? LIMIT ?"
)
_EXAMPLES: Final = 12
_NEEDS: Final = ((_HELD, _HELD_EXAMPLES), (_STUCK, _STUCK_EXAMPLES), (_CASES, _CASE_EXAMPLES))


def needs(ask: Ask) -> list[NeedRow]:
    """Everything that waits for a person, by reason; the longest waiting first."""
    by_code: dict[Code, NeedRow] = {}
    for need in _needs(ask):
        known = by_code.get(need.code)
        by_code[need.code] = _together(known, need) if known else need
    return sorted(by_code.values(), key=lambda need: (need.since, need.receipt_id))


def _needs(ask: Ask) -> list[NeedRow]:
    """The same, where one reason may come from several questions."""
    return [
        NeedRow(
            code=Code(code),
            examples=tuple(
                _read(codec.params_from_json, text) or {}
                for (text,) in ask(examples, (code, _EXAMPLES))
            ),
            receipts=receipts,
            satang=satang,
            since=codec.moment(since) or _NO_TIME,
            number=number,
            receipt_id=receipt_id,
        )
        for question, examples in _NEEDS
        for code, receipts, satang, since, number, receipt_id in ask(question, ())
    ]


def _together(one: NeedRow, other: NeedRow) -> NeedRow:
    """Receipts of one reason that stand in different states."""
    examples = {str(example): example for example in (*one.examples, *other.examples)}
    return replace(
        min(one, other, key=lambda need: need.since),
        examples=tuple(examples.values())[:_EXAMPLES],
        receipts=one.receipts + other.receipts,
        satang=one.satang + other.satang,
    )


def detail(ask: Ask, row: ReceiptRow) -> ReceiptDetail:
    """Everything about one receipt, in small questions."""
    [(payload, later, decisions, warnings)] = ask(
        "SELECT payload, later_payload, decisions, warnings FROM receipt WHERE receipt_id = ?",
        (row.receipt_id,),
    )
    return ReceiptDetail(
        row=row,
        receipt=_read(codec.receipt_from_json, payload),
        later=_read(codec.receipt_from_json, later) if later else None,
        decisions=_read(codec.decisions_from_json, decisions) or NO_DECISIONS,
        warnings=_read(lambda text: codec.warnings_from_json(text, row.number), warnings) or (),
        account=_account(ask, row.channel),
        words={
            (Topic(topic), word): meaning
            for topic, word, meaning in ask("SELECT topic, word, meaning FROM word", ())
        },
        accounts=dict(ask("SELECT code, name FROM payment_method", ())),
        attempts=_attempts(ask, row.receipt_id),
        moves=_moves(ask, row.receipt_id),
        cases=_cases(ask, row),
    )


def _account(ask: Ask, channel: str) -> str:
    """PEAK's name of the account a channel pays into; the first cash account by itself."""
    found = ask(
        "SELECT payment_method.name FROM payment_method WHERE payment_method.code ="
        " (SELECT pay_into FROM channel_rule WHERE channel = ?)"
        " UNION ALL SELECT * FROM (SELECT name FROM payment_method WHERE cash = 1 AND EXISTS"
        " (SELECT 1 FROM channel_rule WHERE channel = ? AND pay_into = 'cash')"
        " ORDER BY rowid LIMIT 1) LIMIT 1",
        (channel, channel),
    )
    return str(found[0][0]) if found else ""


def _attempts(ask: Ask, receipt_id: int) -> tuple[AttemptTold, ...]:
    rows = ask(
        "SELECT document, started_at, ended_at, outcome, res_code, words FROM attempt"
        " WHERE receipt_id = ? ORDER BY attempt_id",
        (receipt_id,),
    )
    return tuple(
        AttemptTold(
            document=_read(codec.document_from_json, document),
            started_at=codec.moment(started) or _NO_TIME,
            ended_at=codec.moment(ended),
            outcome=outcome or "",
            res_code=res_code,
            words=words,
        )
        for document, started, ended, outcome, res_code, words in rows
    )


def _moves(ask: Ask, receipt_id: int) -> tuple[Move, ...]:
    rows = ask(
        "SELECT at, before, after, code, params FROM receipt_event"
        " WHERE receipt_id = ? ORDER BY event_id",
        (receipt_id,),
    )
    return tuple(
        Move(
            at=codec.moment(at) or _NO_TIME,
            before=State(before) if before else None,
            after=State(after),
            code=Code(code) if code else None,
            params=_read(codec.params_from_json, params) or {},
        )
        for at, before, after, code, params in rows
    )


def _cases(ask: Ask, row: ReceiptRow) -> tuple[CaseTold, ...]:
    rows = ask(
        "SELECT code, params, opened_at, closed_at FROM case_ WHERE receipt_id = ?"
        " ORDER BY case_id",
        (row.receipt_id,),
    )
    found = []
    for code, text, opened, closed in rows:
        params = _read(codec.params_from_json, text) or {}
        problem = Problem(Code(code), params, row.number)
        opened_at = codec.moment(opened) or _NO_TIME
        found.append(CaseTold(problem, opened_at, codec.moment(closed), over=OVER in params))
    return tuple(found)


def _read(reader: Callable[[str], _T], text: str) -> _T | None:
    """Read one stored text; what is damaged is ``None``, and noted without its contents."""
    try:
        return reader(text)
    except UNREADABLE as error:
        log.info("a stored text cannot be read: %s", type(error).__name__)
        return None
