"""The practice server's accidents: each one a small function hung on one of three points.

`before_handling` runs before anything is booked, `after_handling` when the books have already
changed, `before_answer` on whatever is about to be sent, refusals included.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeVar

from xpeak_desktop.sandbox import rude_answers as rude
from xpeak_desktop.sandbox.exchange import HTML_TYPE, Exchange
from xpeak_desktop.sandbox.switches import SWITCH_NAMES, Switches

Point = Literal["before_handling", "after_handling", "before_answer"]
Fault = Callable[[Exchange, "Faults"], None]
T = TypeVar("T")

_PORTAL = (
    "<!DOCTYPE html><html><head><title>Wi-Fi</title></head>"
    "<body><h1>กรุณาเข้าสู่ระบบเครือข่าย</h1></body></html>"
).encode()


class Faults:
    """Decide which call meets which accident, by rate from the seed or by a planned count.

    Every accident has its own stream of chances, so switching one on never moves another.
    """

    def __init__(self, switches: Switches, seed: int) -> None:
        self.switches = switches
        self.struck: Counter[str] = Counter()
        self.last_answers: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()
        self._planned: Counter[str] = Counter()
        self._streams = {name: random.Random(f"{seed}:{name}") for name in SWITCH_NAMES}
        self._points: dict[Point, list[Fault]] = {
            "before_handling": [
                html_page,
                answer_lost_before_booking,
                http_500_before,
                rude.gateway_gone("http_503_before_rate", booked=False),
                rude.session_over("session_over_before_rate", booked=False),
                rude.too_many,
                rude.quota_used_up,
                rude.filter_ignored,
                rude.unknown_code_before,
            ],
            "after_handling": [
                answer_lost_after_booking,
                http_500_after,
                rude.gateway_gone("http_503_after_rate", booked=True),
                rude.session_over("session_over_after_rate", booked=True),
            ],
            "before_answer": [
                rude.crossed,
                rude.other_rows,
                rude.rows_reordered,
                rude.rows_missing,
                rude.rows_extra,
                rude.unknown_code,
                rude.unknown_fields,
                numbers_as_strings,
                odd_key_case,
                rude.malformed,
                rude.huge,
                rude.slow_body,
                answer_cut,
            ],
        }

    def add(self, point: Point, fault: Fault) -> None:
        """Hang one more bad manner on a point, as a test of a rare one does."""
        self._points[point].append(fault)

    def plan(self, name: str, times: int) -> None:
        """Let the next `times` calls that can meet this accident meet it, whatever its rate.

        `name` is a switch name with or without `_rate`. ValueError when it is not a rate.
        """
        full = name if name.endswith("_rate") else f"{name}_rate"
        if full not in SWITCH_NAMES:
            raise ValueError(f"there is no accident named {name}")
        with self._lock:
            self._planned[full] = times

    def meet(self, point: Point, exchange: Exchange) -> None:
        """Let everything that hangs on this point have its way with the exchange."""
        for fault in self._points[point]:
            fault(exchange, self)

    def toss(self, name: str) -> bool:
        """Toss a coin from one accident's own stream."""
        return self._streams[name].random() < 0.5

    def pick(self, name: str, things: Sequence[T]) -> T:
        """Draw one of several things from one accident's own stream."""
        return self._streams[name].choice(things)

    def may_strike(self, name: str) -> bool:
        """Tell whether the accident `name` can happen at all as things are."""
        return bool(getattr(self.switches, name) or self._planned.get(name))

    def strikes(self, name: str) -> bool:
        """Draw whether the accident `name` (a `_rate` switch) happens now."""
        rate = getattr(self.switches, name)
        if not rate and not self._planned:
            return False
        with self._lock:
            if self._planned[name] > 0:
                self._planned[name] -= 1
            elif not rate or self._streams[name].random() >= rate:
                return False
            self.struck[name] += 1
        return True


def html_page(exchange: Exchange, faults: Faults) -> None:
    """Answer like the log-in page of a hotel's network: HTTP 200, and not PEAK at all."""
    if faults.strikes("html_200_rate"):
        exchange.text, exchange.content_type = _PORTAL, HTML_TYPE


def answer_lost_before_booking(exchange: Exchange, faults: Faults) -> None:
    """Drop the connection with nothing booked."""
    if exchange.books_something and faults.strikes("answer_lost_before_booking_rate"):
        exchange.hang_up = True


def answer_lost_after_booking(exchange: Exchange, faults: Faults) -> None:
    """Drop the connection with everything booked: the accident that makes duplicates."""
    if exchange.books_something and faults.strikes("answer_lost_after_booking_rate"):
        exchange.hang_up = True


def http_500_before(exchange: Exchange, faults: Faults) -> None:
    """Fail with nothing booked."""
    if faults.strikes("http_500_before_rate"):
        exchange.reply({"message": "An error has occurred."}, status=500)


def http_500_after(exchange: Exchange, faults: Faults) -> None:
    """Fail with everything booked."""
    if exchange.books_something and faults.strikes("http_500_after_rate"):
        exchange.reply({"message": "An error has occurred."}, status=500)


def numbers_as_strings(exchange: Exchange, faults: Faults) -> None:
    """Send every number as a text, as some JSON writers do with money."""
    if faults.switches.numbers_as_strings and exchange.answer is not None:
        exchange.answer = _with_text_numbers(exchange.answer)


def odd_key_case(exchange: Exchange, faults: Faults) -> None:
    """Send every key with a first letter in the other case, alternating with all lower case."""
    if faults.switches.odd_key_case and exchange.answer is not None:
        lower = faults.toss("odd_key_case")
        rename = str.lower if lower else _first_letter_swapped
        exchange.answer = _with_keys(exchange.answer, rename)


def answer_cut(exchange: Exchange, faults: Faults) -> None:
    """Break off in the middle of the body."""
    if faults.strikes("answer_cut_rate"):
        exchange.cut_after = 20


def _with_text_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_text_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_numbers(item) for item in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return value


def _with_keys(value: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {rename(key): _with_keys(item, rename) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_keys(item, rename) for item in value]
    return value


def _first_letter_swapped(key: str) -> str:
    return key[:1].swapcase() + key[1:]
