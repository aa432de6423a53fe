"""The command ``compare``, and the table that it and the practice run print."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.cli.replies import Reply, problem_json, problem_lines, table
from xpeak_desktop.cli.rooms import Rooms, Workplace, greet, ready_settings
from xpeak_desktop.domain.money import baht_text
from xpeak_desktop.domain.problems import Code, Problem, trouble
from xpeak_desktop.ports import Counted
from xpeak_desktop.services.comparing import (
    IN_THE_SHOP,
    ChannelSide,
    Comparison,
    compare,
    month_of,
)

_MOST_NAMED: Final = 20
"""Numbers of one kind that are named; with --json all are."""


def compare_command(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Put the shop and PEAK side by side for a month or a day."""
    first, last = period_of(args)
    with rooms.working(ready_settings(rooms)) as place:
        result = compare_now(place, first, last)
    problems = _comparison_problems(result)
    lines = [*comparison_lines(result, args.lang), *problem_lines(problems, args.lang)]
    return Reply({"profile": rooms.profile, **comparison_json(result)}, lines, problems)


def compare_now(place: Workplace, first: date, last: date) -> Comparison:
    """Ask PEAK for a period and compare. Raises ``Trouble``."""
    greet(place)
    return compare(place.ledger, place.gateway().receipts_of(first, last), first, last)


def period_of(args: argparse.Namespace) -> tuple[date, date]:
    """First and last day of ``--day`` or ``--month``; a wrong one raises ``Trouble``."""
    try:
        if args.day:
            day = date.fromisoformat(args.day)
            return day, day
        return month_of(args.month)
    except ValueError as error:
        key, value = ("--day", args.day) if args.day else ("--month", args.month)
        raise trouble(
            Code.CONFIG_INVALID, key=key, value=value, expected="2026-11-23 / 2026-11"
        ) from error


def _comparison_problems(result: Comparison) -> list[Problem]:
    """Open cases say best what differs; the rest is named until the next audit has looked.

    What the shop changed says nothing of what became of the receipt in PEAK.
    """
    told = {case.receipt for case in result.cases if case.code not in IN_THE_SHOP}
    voided = set(result.not_in_peak).intersection(result.voided_in_peak)
    changed = dict.fromkeys((*sorted(voided), *result.other_amount, *result.other_date))
    return [
        *result.cases,
        *(
            Problem(Code.DUPLICATE_IN_PEAK, {"number": number}, number)
            for number in result.doubles
            if number not in told
        ),
        *(
            Problem(Code.MISSING_IN_PEAK, {"number": number}, number)
            for number in result.not_in_peak
            if number not in told and number not in voided
        ),
        *(
            Problem(Code.PEAK_CHANGED, {"number": number}, number)
            for number in changed
            if number not in told
        ),
        *(one for one in result.not_sent_here if one.receipt not in told),
    ]


def _counted(part: Counted) -> dict[str, Any]:
    return {"receipts": part.receipts, "baht": baht_text(part.satang)}


def _side_json(side: ChannelSide) -> dict[str, Any]:
    return {
        "channel": side.channel,
        "shop": _counted(side.shop),
        "sent": _counted(side.sent),
        "held": [
            {"state": state.value, "code": code.value if code else None, **_counted(part)}
            for (state, code), part in side.held.items()
        ],
        "peak": _counted(side.peak),
        "difference": baht_text(side.difference),
    }


def comparison_json(result: Comparison) -> dict[str, Any]:
    """The object of ``compare --json``; baht are strings."""
    return {
        "first": result.first.isoformat(),
        "last": result.last.isoformat(),
        "channels": [_side_json(side) for side in result.channels],
        "difference": baht_text(result.difference),
        "not_in_peak": list(result.not_in_peak),
        "not_in_shop": list(result.not_ours),
        "not_sent_here": [one.receipt for one in result.not_sent_here],
        "other_amount": list(result.other_amount),
        "other_date": list(result.other_date),
        "voided_in_peak": list(result.voided_in_peak),
        "doubles": list(result.doubles),
        "changed_in_shop": list(result.changed_in_shop),
        "total_unknown": list(result.total_unknown),
        "being_checked": list(result.being_checked),
        "problems": [problem_json(one) for one in _comparison_problems(result)],
    }


def comparison_lines(result: Comparison, lang: str) -> list[str]:
    """The table a person reads: per channel, and the reasons of what was held."""
    heads = (
        "channel",
        "shop",
        "baht",
        "sent",
        "baht",
        "held",
        "baht",
        "peak",
        "baht",
        "difference",
    )
    rows: list[tuple[object, ...]] = [tuple(words.label(head, lang) for head in heads)]
    rows += [(side.channel, *_side_figures([side])) for side in result.channels]
    rows.append((words.label("all_channels", lang), *_side_figures(result.channels)))
    lines = table(rows)
    lines += ["", *_held_lines(result, lang), ""]
    lines.append(f"{words.label('difference', lang)} {baht_text(result.difference)}")
    lines += _named("not_in_shop", result.not_ours, lang)
    lines += _named("changed_in_shop", result.changed_in_shop, lang)
    lines += _named("total_unknown", result.total_unknown, lang)
    lines += _named("being_checked", result.being_checked, lang)
    return lines


def _named(title: str, numbers: Sequence[str], lang: str) -> list[str]:
    """A line with how many receipts there are of a kind, and which."""
    if not numbers:
        return []
    named = ", ".join(map(wording.inert, numbers[:_MOST_NAMED]))
    more = ", …" if len(numbers) > _MOST_NAMED else ""
    return [f"{words.label(title, lang)} {len(numbers):,}: {named}{more}"]


def _side_figures(sides: Iterable[ChannelSide]) -> tuple[object, ...]:
    sides = tuple(sides)
    held = [part for side in sides for part in side.held.values()]
    parts = (
        [side.shop for side in sides],
        [side.sent for side in sides],
        held,
        [side.peak for side in sides],
    )
    figures: list[object] = []
    for group in parts:
        figures.append(sum(part.receipts for part in group))
        figures.append(wording.amount_text(sum(part.satang for part in group)))
    return (*figures, wording.amount_text(sum(side.difference for side in sides)))


def _held_lines(result: Comparison, lang: str) -> list[str]:
    sums: dict[tuple[Any, Any], list[Counted]] = {}
    for side in result.channels:
        for reason, part in side.held.items():
            sums.setdefault(reason, []).append(part)
    rows = []
    for (state, code), parts in sums.items():
        name = wording.state_name(state, lang)
        why = f": {wording.sentence(Problem(code), lang)}" if code else ""
        receipts, satang = sum(p.receipts for p in parts), sum(p.satang for p in parts)
        rows.append((f"{name}{why}", receipts, wording.amount_text(satang)))
    return table(rows)
