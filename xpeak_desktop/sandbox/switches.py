"""The practice server's manners, each of which can be changed while it runs."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(slots=True)
class Switches:
    """Hold every way in which the practice PEAK can be slow, strict, forgetful or rude.

    The defaults are PEAK on a good day, with its limits on. Names ending in `_seconds` are
    seconds, names ending in `_rate` are the share of calls (0 to 1) that are hit.
    """

    # Pace
    delay_seconds: float = 0.0
    post_delay_seconds: float = 0.0  # before booking: a client that gives up has met a zombie
    answer_delay_seconds: float = 0.0  # POSTs, after booking

    # Limits and checks
    mint_limit_seconds: float = 60.0  # 0: mint as often as one likes
    token_life_seconds: float = 86_400.0
    clock_window_seconds: float = 300.0
    clock_shift_seconds: float = 0.0  # PEAK's clock runs ahead of this computer's by so much
    concurrency_limit: int = 5  # POSTs at once per User-Token; 0: no limit
    rate_limit_per_minute: int = 0  # calls per User-Token; 0: no limit
    user_token_revoked: bool = False  # a person has withdrawn it in PEAK's window

    # The books
    unique_codes: bool = True
    journals: bool = True
    journals_after_seconds: float = 0.0
    visible_after_seconds: float = 0.0  # a new receipt is missing from look-up and list so long
    listed_after_seconds: float = 0.0  # and from lists for so much longer
    queue_seconds: float = 0.0
    closed_months: tuple[str, ...] = ()  # "202610": no receipt may be created in it

    # The shape of answers
    sparse_answers: bool = False
    token_error_at_top_level: bool = False
    numbers_as_strings: bool = False
    odd_key_case: bool = False
    unknown_fields: bool = False
    rows_reordered: bool = False

    # Accidents
    answer_lost_before_booking_rate: float = 0.0
    answer_lost_after_booking_rate: float = 0.0
    http_500_before_rate: float = 0.0
    http_500_after_rate: float = 0.0
    html_200_rate: float = 0.0
    answer_cut_rate: float = 0.0
    http_503_before_rate: float = 0.0  # 502 and 503 in turn
    http_503_after_rate: float = 0.0
    session_over_before_rate: float = 0.0  # code 600 for a token that is good
    session_over_after_rate: float = 0.0
    token_killed_rate: float = 0.0  # another program has taken a new client token
    booked_late_rate: float = 0.0  # no answer now, booked `booked_late_seconds` afterwards
    booked_late_seconds: float = 1.0
    too_many_rate: float = 0.0
    quota_rate: float = 0.0
    filter_ignored_rate: float = 0.0
    other_rows_rate: float = 0.0  # so ignored that the document is on another page
    crossed_rate: float = 0.0
    rows_missing_rate: float = 0.0
    rows_extra_rate: float = 0.0
    unknown_code_rate: float = 0.0  # with everything booked
    unknown_code_before_rate: float = 0.0  # with nothing booked
    malformed_rate: float = 0.0
    huge_rate: float = 0.0
    slow_body_rate: float = 0.0
    slow_body_seconds: float = 5.0

    # People, at the documents that are made
    product_deleted_rate: float = 0.0  # one that the document names, just before it is booked
    service_deleted_rate: float = 0.0
    contact_deleted_rate: float = 0.0
    method_deleted_rate: float = 0.0
    accountant_voids_rate: float = 0.0  # any of the program's documents, the newest too
    accountant_edits_rate: float = 0.0  # its total or its day
    accountant_enters_rate: float = 0.0  # the same number, the same order, or something else

    def set(self, name: str, value: object) -> None:
        """Change one switch by its name. ValueError when there is no such switch or value."""
        if name not in SWITCH_NAMES:
            raise ValueError(f"there is no switch named {name}")
        setattr(self, name, _fitting(name, value, getattr(self, name)))

    def update(self, values: Mapping[str, object]) -> None:
        """Change several switches, or none of them when one is wrong (ValueError)."""
        trial = Switches(**self.as_dict())
        for name, value in values.items():
            trial.set(name, value)
        for name in values:
            setattr(self, name, getattr(trial, name))

    def as_dict(self) -> dict[str, Any]:
        """Give all switches by name, in a form JSON can hold."""
        return {name: getattr(self, name) for name in SWITCH_NAMES}


SWITCH_NAMES = tuple(field.name for field in fields(Switches))


def gentle_bad_manners(seed: int) -> Switches:
    """Mix faults mild enough that a careful client still gets every receipt booked once."""
    draw = random.Random(f"{seed}:bad-manners")
    return Switches(
        delay_seconds=round(draw.uniform(0.005, 0.03), 3),
        answer_lost_before_booking_rate=round(draw.uniform(0.005, 0.02), 4),
        answer_lost_after_booking_rate=round(draw.uniform(0.005, 0.02), 4),
        http_500_before_rate=round(draw.uniform(0.002, 0.01), 4),
        http_500_after_rate=round(draw.uniform(0.002, 0.01), 4),
        html_200_rate=round(draw.uniform(0.001, 0.005), 4),
        visible_after_seconds=round(draw.uniform(0.2, 1.0), 2),
        journals_after_seconds=round(draw.uniform(0.2, 1.0), 2),
        numbers_as_strings=draw.random() < 0.5,
        odd_key_case=draw.random() < 0.5,
        token_error_at_top_level=draw.random() < 0.5,
    )


def _fitting(name: str, value: object, now: object) -> object:
    if isinstance(now, bool):
        _require(isinstance(value, bool), f"{name} is true or false")
        return value
    if isinstance(now, tuple):
        texts = tuple(value) if isinstance(value, list | tuple) else (None,)
        _require(all(isinstance(item, str) for item in texts), f"{name} is a list of texts")
        return texts
    return _fitting_number(name, value, whole=isinstance(now, int))


def _fitting_number(name: str, value: object, *, whole: bool) -> int | float:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    _require(math.isfinite(number), f"{name} is a number")
    _require(number >= 0 or name == "clock_shift_seconds", f"{name} is not negative")
    _require(number <= 1 or not name.endswith("_rate"), f"{name} is a share from 0 to 1")
    _require(number == int(number) or not whole, f"{name} is a whole number")
    return int(number) if whole else float(number)


def _require(fine: bool, message: str) -> None:
    if not fine:
        raise ValueError(message)
