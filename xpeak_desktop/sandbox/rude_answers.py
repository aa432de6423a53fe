"""Answers that are wrong in rarer ways: odd bodies, odd codes, other people's rows.

Each function hangs on one point of ``faults``; what PEAK itself was seen to do is said there, the
rest is what networks, proxies and bugs do to any service.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.forms import RefusedError
from xpeak_desktop.sandbox.peak_gate import SESSION_OVER

if TYPE_CHECKING:
    from xpeak_desktop.sandbox.faults import Faults

_MEGABYTE: Final = 1024 * 1024
_STRANGER: Final = {
    "id": "00000000-0000-4000-8000-000000000000",
    "code": "X-1",
    "issuedDate": "20260101",
    "netAmount": 1,
}
_FILTERS: Final = ("id", "code", "datestart", "dateend", "status")


def gateway_gone(name: str, *, booked: bool) -> Callable[[Exchange, Faults], None]:
    """Make the fault in which a proxy before PEAK gives up: 502 and 503 in turn."""

    def fault(exchange: Exchange, faults: Faults) -> None:
        if (exchange.books_something or not booked) and faults.strikes(name):
            status = 502 + faults.struck[name] % 2
            exchange.reply({"message": "The service is unavailable."}, status=status)

    return fault


def filter_ignored(exchange: Exchange, faults: Faults) -> None:
    """Answer a look-up as if it had no filter: other rows come back (observed: S7)."""
    asked = any(name in exchange.query for name in _FILTERS)
    if exchange.method == "GET" and asked and faults.strikes("filter_ignored_rate"):
        for name in _FILTERS:
            exchange.query.pop(name, None)


def other_rows(exchange: Exchange, faults: Faults) -> None:
    """Answer a look-up with a page on which the document is not: the filter was ignored (S7)."""
    asked = exchange.name == "GET /receipts" and "code" in exchange.query
    if asked and exchange.answer is not None and faults.strikes("other_rows_rate"):
        for wrapper in exchange.answer.values():
            if isinstance(wrapper, dict) and wrapper.get("resCode") == "200":
                wrapper["receipts"] = [dict(_STRANGER)]


def too_many(exchange: Exchange, faults: Faults) -> None:
    """Answer 429 with nothing booked, a second's rest asked for."""
    if faults.strikes("too_many_rate"):
        busy = {"type": "rate", "retryAfterSeconds": 1, "message": "RATE_LIMITED"}
        exchange.reply(busy, status=429)


def quota_used_up(exchange: Exchange, faults: Faults) -> None:
    """Refuse a document because the package's transactions are used up (observed: S7, S15)."""
    if exchange.name == "POST /receipts" and faults.strikes("quota_rate"):
        exchange.reply({"message": "Transaction Limit exceeded"}, status=400)


def session_over(name: str, *, booked: bool) -> Callable[[Exchange, Faults], None]:
    """Make the fault in which a good token is called dead: code 600 and an empty list (S12).

    It stands where a token's true death is told: in the wrapper, or by a switch at the top level.
    """

    def fault(exchange: Exchange, faults: Faults) -> None:
        if exchange.path == "/clienttoken" or (booked and not exchange.books_something):
            return
        if faults.strikes(name):
            raise RefusedError(SESSION_OVER, "Invalid Client Token")

    return fault


def malformed(exchange: Exchange, faults: Faults) -> None:
    """Send something that is nearly JSON."""
    if faults.strikes("malformed_rate"):
        exchange.text = b'{"PeakReceipts":{"resCode":"200","receipts":[{"id":}]}'


def huge(exchange: Exchange, faults: Faults) -> None:
    """Send a body that no answer of PEAK's could have."""
    if faults.strikes("huge_rate"):
        exchange.text = b'{"resCode":"200","note":"' + b"x" * (64 * _MEGABYTE) + b'"}'


def slow_body(exchange: Exchange, faults: Faults) -> None:
    """Let the body come byte by byte over ``slow_body_seconds``."""
    if faults.strikes("slow_body_rate"):
        exchange.slowly = faults.switches.slow_body_seconds


def crossed(exchange: Exchange, faults: Faults) -> None:
    """Give the answer of the call of this kind that came before, as a broken proxy does."""
    before = faults.last_answers.get(exchange.name)
    if exchange.answer is not None and exchange.status == 200:
        faults.last_answers[exchange.name] = exchange.answer
        if before is not None and faults.strikes("crossed_rate"):
            exchange.answer = before


def unknown_fields(exchange: Exchange, faults: Faults) -> None:
    """Say more than anybody has documented."""
    if faults.switches.unknown_fields and exchange.answer is not None:
        exchange.answer = _with_extra(exchange.answer)


def unknown_code(exchange: Exchange, faults: Faults) -> None:
    """Refuse by a code nobody has written down, though everything is booked."""
    if exchange.answer is not None and faults.strikes("unknown_code_rate"):
        for wrapper in exchange.answer.values():
            if isinstance(wrapper, dict):
                wrapper["resCode"] = "977"
                for row in _rows(wrapper):
                    row["resCode"] = "977"


def unknown_code_before(exchange: Exchange, faults: Faults) -> None:
    """Refuse a document by such a code in earnest."""
    if exchange.name == "POST /receipts" and faults.strikes("unknown_code_before_rate"):
        raise RefusedError("977", "Please contact support")


def rows_reordered(exchange: Exchange, faults: Faults) -> None:
    """Turn the rows of an answer round."""
    if faults.switches.rows_reordered:
        for wrapper in _wrappers(exchange):
            _rows(wrapper).reverse()


def rows_missing(exchange: Exchange, faults: Faults) -> None:
    """Leave the last row of an answer out."""
    if exchange.books_something and faults.strikes("rows_missing_rate"):
        for wrapper in _wrappers(exchange):
            del _rows(wrapper)[-1:]


def rows_extra(exchange: Exchange, faults: Faults) -> None:
    """Give a row twice, and one that nobody asked for."""
    if exchange.books_something and faults.strikes("rows_extra_rate"):
        for wrapper in _wrappers(exchange):
            rows = _rows(wrapper)
            named = {name: _STRANGER[name] for name in ("id", "code")}
            rows[:0] = [{**rows[0], **named}, dict(rows[0])] if rows else []


def _wrappers(exchange: Exchange) -> list[dict[str, Any]]:
    """The answer's parts that hold rows."""
    parts = (exchange.answer or {}).values()
    return [part for part in parts if isinstance(part, dict) and _rows(part)]


def _rows(wrapper: dict[str, Any]) -> list[dict[str, Any]]:
    return next((rows for rows in wrapper.values() if isinstance(rows, list)), [])


def _with_extra(value: Any) -> Any:
    if isinstance(value, dict):
        more = {key: _with_extra(item) for key, item in value.items()}
        return {**more, "x-new": None, "promotion": {"id": 7, "rows": []}}
    if isinstance(value, list):
        return [_with_extra(item) for item in value]
    return value
