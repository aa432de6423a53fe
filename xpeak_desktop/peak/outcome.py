"""What became of a call: one function reads every answer, and unknown is what it says by default.

HTTP's status never means success; PEAK's code in the body does (S5, S7, S12, S13, S16).
"""

import math
from dataclasses import dataclass
from enum import Enum
from typing import Final

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.peak import wire
from xpeak_desktop.ports import Outcome
from xpeak_desktop.transport import Failure, Reply

_BAD_REQUEST: Final = 400
_UNAUTHORISED: Final = 401
_FORBIDDEN: Final = 403
_TOO_MANY: Final = 429
_SERVER_ERROR: Final = 500
_SUCCESSES: Final = range(200, 300)
_CLIENT_ERRORS: Final = range(400, 500)

_REFUSALS: Final = frozenset({"100", "384", "400"})
"""Codes that surely made nothing: contact exists (S7), receipt not found on void, invalid input
(S6). The full list is UNKNOWN, so every other code leaves the outcome open."""

_DUPLICATE: Final = "315"
_INTERNAL: Final = "500"
_DEAD_TOKEN: Final = "600"  # noqa: S105
_NOT_ALLOWED: Final = frozenset({"401", "403", "601"})
"""Read as trouble with the user token by defensive code only (S12, unverified)."""

_CONCURRENCY_WAIT: Final = 8.0
_RATE_WAIT: Final = 60.0
"""Seconds, when a 429 names none: S7 waits 8 for "concurrency"; "rate" was seen with 60."""


class Refusal(Enum):
    """A refusal that can be cured on the spot: a new client token, a corrected time stamp."""

    TOKEN = "token"  # noqa: S105
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Expected:
    """The row an answer to a POST must hold: ours by code, or the only one if we gave no code.

    ``with_id`` is false where nobody has seen whether the answer carries an id (void).
    """

    code: str = ""
    with_id: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, with all that is known about it. ``everybody`` and the rest as in ``Answer``."""

    outcome: Outcome
    res_code: str = ""
    words: str = ""
    envelope: wire.Envelope | None = None
    row: wire.Row | None = None
    problem: Problem | None = None
    everybody: bool = False
    retry_after: float | None = None
    refusal: Refusal | None = None
    http_status: int | None = None

    @property
    def duplicate(self) -> bool:
        """Whether PEAK said that the number is in use (315, S7)."""
        return self.outcome is Outcome.NO and self.res_code == _DUPLICATE

    @property
    def undocumented(self) -> bool:
        """Whether PEAK refused this one document in a way that does not show that it made nothing.

        The code is one nobody has written down, or stands in a row that does not say whose it is.
        HTTP's own number serves as the code where the body is not in PEAK's form.
        """
        refused = self.res_code not in ("", wire.OK, _INTERNAL)
        return self.outcome is Outcome.UNKNOWN and refused and not self.everybody


def decide(heard: Reply | Failure, kind: wire.Kind, expected: Expected | None) -> Verdict:
    """Say which of the four outcomes a call had; ``expected`` is ``None`` for a GET."""
    if isinstance(heard, Failure):
        outcome = Outcome.UNKNOWN if heard.sent else Outcome.NOT_SENT
        return Verdict(outcome, problem=Problem(heard.code, heard.params), everybody=True)
    status = heard.status
    if status == _TOO_MANY:
        return _too_many(heard)
    # Whether the quota is PEAK's monthly one or a passing limit is in conflict (S7, S15).
    if status == _BAD_REQUEST and b"transaction limit exceeded" in heard.body.lower():
        return _everybody(Outcome.NOT_SENT, Code.PEAK_QUOTA, status)
    if status >= _SERVER_ERROR:
        return _everybody(Outcome.UNKNOWN, Code.PEAK_ERROR, status)
    try:
        envelope = wire.open_envelope(heard.json(), kind)
    except Failure as failure:
        if status == _UNAUTHORISED:
            return _everybody(Outcome.UNKNOWN, Code.TOKEN_RESTING, status, refusal=Refusal.TOKEN)
        return _not_peaks_form(heard, failure)
    if expected is not None and _all_of_others(envelope.rows, expected):
        # Not even its code is ours: a time stamp refused to somebody else is no leave to repeat.
        odd = Problem(Code.PEAK_ODD_ANSWER, {"why": "other_rows", **params(status)})
        return Verdict(Outcome.UNKNOWN, envelope=envelope, problem=odd, http_status=status)
    return _by_code(status, envelope, expected, kind)


def _not_peaks_form(reply: Reply, failure: Failure) -> Verdict:
    """A log-in page concerns everybody; a refusal in JSON may well be about this document alone."""
    status = reply.status
    try:
        words = wire.words_of(reply.json())
    except Failure:
        words = None
    if words is not None and status == _FORBIDDEN:
        return _everybody(Outcome.UNKNOWN, Code.TOKEN_REFUSED, status, words=words)
    refused = words is not None and status in _CLIENT_ERRORS
    return Verdict(
        Outcome.UNKNOWN,
        res_code=f"HTTP {status}" if refused else "",
        words=words or "",
        problem=Problem(failure.code, {**failure.params, **params(status, words=words or "")}),
        everybody=not refused,
        http_status=status,
    )


def _too_many(reply: Reply) -> Verdict:
    """429 with PEAK's own word for it was refused at the door; without, nobody knows."""
    try:
        kind, seconds = wire.limit_said(reply.json())
    except (Failure, RecursionError):
        kind, seconds = "", None
    if seconds is None:
        seconds = _CONCURRENCY_WAIT if kind == "concurrency" else _RATE_WAIT
    outcome = Outcome.NOT_SENT if kind in ("concurrency", "rate") else Outcome.UNKNOWN
    return _everybody(outcome, Code.PEAK_BUSY, reply.status, retry_after=seconds)


def _everybody(
    outcome: Outcome,
    code: Code,
    status: int,
    *,
    retry_after: float | None = None,
    refusal: Refusal | None = None,
    res_code: str = "",
    words: str = "",
) -> Verdict:
    return Verdict(
        outcome,
        res_code=res_code,
        words=words,
        problem=Problem(code, params(status, res_code, words, retry_after)),
        everybody=True,
        retry_after=retry_after,
        refusal=refusal,
        http_status=status,
    )


def params(
    status: int | None, code: str = "", words: str = "", seconds: float | None = None
) -> dict[str, str]:
    """What a sentence about PEAK's answer may name; what PEAK did not say is left out."""
    said = {
        "status": str(status or ""),
        "code": code,
        "words": words,
        "seconds": "" if seconds is None else str(math.ceil(seconds)),
    }
    return {name: value for name, value in said.items() if value}


def _by_code(
    status: int, envelope: wire.Envelope, expected: Expected | None, kind: wire.Kind
) -> Verdict:
    row = _expected_row(envelope, expected)
    res_code, words = _said(envelope, row)
    common = _about_everybody(status, res_code, words)
    if common is not None:
        return common
    outcome, code = _of_one(status, res_code, words, row, expected)
    if outcome is Outcome.NO and res_code != _DUPLICATE and not _names_ours(envelope, row, kind):
        outcome, code = Outcome.UNKNOWN, Code.PEAK_ODD_ANSWER
    return Verdict(
        outcome,
        res_code=res_code,
        words=words,
        envelope=envelope,
        row=row,
        problem=Problem(code, params(status, res_code, words)) if code else None,
        http_status=status,
    )


def _about_everybody(status: int, res_code: str, words: str) -> Verdict | None:
    """What stands in the way of every call, whichever document it was about."""
    text = words.lower().replace(" ", "").replace("-", "")
    bad = res_code not in ("", wire.OK) or status not in _SUCCESSES
    if not bad:
        return None

    def hit(outcome: Outcome, code: Code, refusal: Refusal | None = None) -> Verdict:
        return _everybody(outcome, code, status, refusal=refusal, res_code=res_code, words=words)

    # Two texts for one header each: "...Validate Data. (TimeStamp)" (S17; S6 says 400) and
    # "TimeSignature Unauthorized" (S12). Both were refused before anything was looked at.
    if "timestamp" in text:
        return hit(Outcome.NOT_SENT, Code.CLOCK_WRONG, Refusal.CLOCK)
    if "timesignature" in text:
        return hit(Outcome.NOT_SENT, Code.KEYS_REFUSED)
    if res_code == _DEAD_TOKEN or (status == _UNAUTHORISED and res_code in ("", wire.OK)):
        return hit(Outcome.UNKNOWN, Code.TOKEN_RESTING, Refusal.TOKEN)
    # How a wrong user token is answered is UNKNOWN; words that name it are not about a document.
    if res_code in _NOT_ALLOWED or status == _FORBIDDEN or "usertoken" in text:
        return hit(Outcome.UNKNOWN, Code.TOKEN_REFUSED)
    if "transactionlimitexceeded" in text:
        return hit(Outcome.NOT_SENT, Code.PEAK_QUOTA)
    return None


def _of_one(
    status: int,
    res_code: str,
    words: str,
    row: wire.Row | None,
    expected: Expected | None,
) -> tuple[Outcome, Code | None]:
    if res_code == _DUPLICATE:
        return Outcome.NO, None
    if res_code == wire.OK and status in _SUCCESSES:
        if expected is None:
            return Outcome.YES, None
        if row is not None and (wire.id_of(row) or not expected.with_id):
            return Outcome.YES, None
        return Outcome.UNKNOWN, Code.PEAK_ODD_ANSWER
    # S7's "Missing Contact Data" and its like came with codes nobody wrote down.
    missing = res_code not in ("", wire.OK) and words.lower().startswith("missing ")
    if res_code in _REFUSALS or missing:
        # A refusal that shows a document is no refusal we know.
        made = expected is not None and expected.with_id and row is not None and wire.id_of(row)
        return (Outcome.UNKNOWN, Code.PEAK_ODD_ANSWER) if made else (Outcome.NO, None)
    if res_code == _INTERNAL:
        return Outcome.UNKNOWN, Code.PEAK_ERROR
    return Outcome.UNKNOWN, Code.PEAK_ODD_ANSWER


def _expected_row(envelope: wire.Envelope, expected: Expected | None) -> wire.Row | None:
    """Find our row by its code, never by its place; a lone row without a code is ours too."""
    if expected is None:
        return None
    rows = envelope.rows
    if expected.code:
        ours = [row for row in rows if wire.code_of(row) == clean(expected.code)]
        if len(ours) == 1:
            return ours[0]
    if len(rows) == 1 and not (expected.code and wire.code_of(rows[0])):
        return rows[0]
    return None


def _all_of_others(rows: tuple[wire.Row, ...], expected: Expected) -> bool:
    """Whether the answer is another call's: a proxy or a bug crossed the two."""
    if not (expected.code and rows):
        return False
    ours = clean(expected.code)
    return all(wire.code_of(row) not in ("", ours) for row in rows)


def _names_ours(envelope: wire.Envelope, row: wire.Row | None, kind: wire.Kind) -> bool:
    """Whether a refusal is surely about ours: it has our row, or none at all.

    Only a document needs it: a number that is in use (315) is looked up, as is all master data.
    """
    if not envelope.rows or kind is not wire.Kind.RECEIPTS:
        return True
    return row is not None and bool(wire.code_of(row))


def _said(envelope: wire.Envelope, row: wire.Row | None) -> tuple[str, str]:
    """The row's bad news before the wrapper's; good news only if neither has bad ones."""
    of_row = wire.said(row) if row is not None else ("", "")
    if of_row[0] not in ("", wire.OK):
        return of_row
    if envelope.res_code not in ("", wire.OK):
        return envelope.res_code, envelope.words
    return (wire.OK, "") if of_row[0] or envelope.res_code else ("", envelope.words)
