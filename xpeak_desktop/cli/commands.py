"""The commands of interfaces.md section 1, over the same services as the window."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.cli.comparing import (
    compare_command,
    compare_now,
    comparison_json,
    comparison_lines,
    period_of,
)
from xpeak_desktop.cli.keeping import backup, restore
from xpeak_desktop.cli.leaving import disconnect
from xpeak_desktop.cli.moving import move_in, move_out
from xpeak_desktop.cli.replies import (
    Reply,
    overview_json,
    overview_lines,
    problem_json,
    problem_lines,
    table,
)
from xpeak_desktop.cli.rooms import Rooms, greet, ready_settings
from xpeak_desktop.domain.matching import MatchReport
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.config import read_plan
from xpeak_desktop.services.importing import ImportReport
from xpeak_desktop.services.judging import judge_all
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.overview import look
from xpeak_desktop.services.progress import PassResult, Progress
from xpeak_desktop.services.setting_up import SetupReport, set_up

Command = Callable[[argparse.Namespace, Rooms], Reply]


def _quiet(_progress: Progress) -> None:
    """A command shows no progress."""


# ---------------------------------------------------------------------- setup


def setup(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Do the wizard's checks in its order, from a file; keep the answers."""
    plan = read_plan(Path(args.config), rooms.store.load())
    settings = replace(plan.settings, keyring=not args.no_keyring, language=args.lang or "")
    with rooms.working(settings) as place:
        report = set_up(place.ledger, place.gateway(), plan, place.environment, place.read_source)
        judge_all(place.ledger, settings, rooms.clock.now())
        if report.can_start:
            rooms.keep_secrets(settings)
            rooms.store.save(replace(settings, set_up=True))
        return _setup_reply(report, rooms.profile, args.lang)


def _setup_reply(report: SetupReport, profile: str, lang: str) -> Reply:
    products = report.products
    data: dict[str, Any] = {
        "profile": profile,
        "business": {"id": report.business.business_id, "name": report.business.name},
        "services": {"found": list(report.services), "created": list(report.created_services)},
        "payment_methods": [{"code": one.code, "name": one.name} for one in report.methods],
        "products": _match_counts(products) if products else {},
        "created_products": list(report.created_products),
    }
    word = words.label
    lines = [f"{word('business', lang)}: {wording.inert(report.business.name)}"]
    lines += [f"{word('service', lang)}: {name}" for name in report.services]
    lines += [
        f"{word('account', lang)}: {one.code} {wording.inert(one.name)}" for one in report.methods
    ]
    lines += problem_lines(report.problems, lang)
    if report.can_start:
        lines.append(word("setup_done", lang))
    else:
        data["ok"] = False
    return Reply(data, lines, report.problems)


# ---------------------------------------------------------------------- import and match


def import_(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Read export files into the ledger."""
    settings = rooms.store.load()
    with rooms.working(settings) as place:
        report = place.import_files([Path(file) for file in args.files])
        judge_all(place.ledger, settings, rooms.clock.now())
        overview = look(place.ledger, rooms.clock.now())
    problems = [one.problem for one in report.files if one.problem is not None]
    data = overview_json(rooms.profile, overview) | {"files": _files_json(report)}
    lines = [*_import_lines(report, args.lang), *overview_lines(overview, args.lang)]
    lines += problem_lines(problems, args.lang)
    data["problems"] += [problem_json(one) for one in problems]
    data["ok"] = len(problems) < len(report.files)
    return Reply(data, lines, [*overview.problems, *problems, *_complaint_problems(report)])


def _files_json(report: ImportReport) -> list[dict[str, Any]]:
    return [
        {
            "file": one.name,
            "known": one.known,
            "receipts": one.receipts,
            "new": one.new,
            "same": one.same,
            "replaced": one.replaced,
            "cases": one.cases,
            "complaints": [
                {"file": c.file, "row": c.row, "column": c.column, "value": wording.inert(c.value)}
                for c in one.complaints
            ],
        }
        for one in report.files
    ]


def _complaint_problems(report: ImportReport) -> list[Problem]:
    return [
        Problem(
            Code.ROW_UNREADABLE,
            {"file": c.file, "row": str(c.row), "column": c.column, "value": c.value},
        )
        for one in report.files
        for c in one.complaints
    ]


def _import_lines(report: ImportReport, lang: str) -> list[str]:
    heads = ("file", "receipts", "new", "same")
    rows: list[tuple[object, ...]] = [tuple(words.label(head, lang) for head in heads)]
    rows += [(one.name, one.receipts, one.new, one.same) for one in report.files]
    return [*table(rows), *problem_lines(_complaint_problems(report), lang)]


def match_(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Pull PEAK's products and join them with the shop's by code."""
    settings = ready_settings(rooms)
    with rooms.working(settings) as place:
        greet(place)
        report = match(place.ledger, place.gateway())
        judge_all(place.ledger, settings, rooms.clock.now())
    return _match_reply(report, rooms.profile, args.lang)


def _match_counts(report: MatchReport) -> dict[str, int]:
    return {
        "matched": len(report.matched),
        "unmatched": len(report.unmatched),
        "ambiguous": len(report.ambiguous),
        "near_misses": len(report.near_misses),
    }


def _match_reply(report: MatchReport, profile: str, lang: str) -> Reply:
    data = {
        "profile": profile,
        "counts": _match_counts(report),
        "matched": {sku: item.code for sku, item in report.matched.items()},
        "unmatched": [{"sku": sku, "name": name} for sku, name in report.unmatched.items()],
        "ambiguous": {
            sku: [item.peak_id for item in items] for sku, items in report.ambiguous.items()
        },
        "shop_duplicates": [list(same) for same in report.shop_duplicates],
        "near_misses": [
            {"sku": miss.sku, "peak_code": miss.item.code, "cause": miss.cause.value}
            for miss in report.near_misses
        ],
    }
    rows = [(words.label(name, lang), count) for name, count in _match_counts(report).items()]
    problems = [
        Problem(Code.PRODUCT_UNMATCHED, {"sku": sku, "name": name})
        for sku, name in report.unmatched.items()
    ]
    problems += [Problem(Code.PRODUCT_AMBIGUOUS, {"sku": sku}) for sku in report.ambiguous]
    data["problems"] = [problem_json(one) for one in problems]
    lines = [*table(rows), *problem_lines(problems, lang)]
    lines += [
        f"  {miss.sku} ~ {miss.item.code} ({words.cause_name(miss.cause, lang)})"
        for miss in report.near_misses
    ]
    return Reply(data, lines, problems)


# ---------------------------------------------------------------------- sync and status


def sync(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Do one whole pass."""
    settings = ready_settings(rooms)
    with rooms.working(settings) as place:
        result = place.sync(_quiet)
        overview = look(place.ledger, rooms.clock.now())
    data = overview_json(rooms.profile, overview) | {"this_pass": _pass_json(result)}
    problems = list(overview.problems)
    if result.problem is not None and result.problem not in problems:
        problems.append(result.problem)
    extra = [one for one in result.warnings if one not in problems]
    problems += [one for one in extra if one.needs_person or one.retryable]
    data["problems"] = [problem_json(one) for one in problems]
    extra = [one for one in extra if one not in problems and one not in overview.warnings]
    warned = (*overview.warnings, *extra)
    data["warnings"] += [problem_json(one) for one in extra]
    lines = [
        _pass_line(result, args.lang),
        *overview_lines(replace(overview, problems=tuple(problems), warnings=warned), args.lang),
    ]
    return Reply(data, lines, problems)


def _pass_json(result: PassResult) -> dict[str, Any]:
    return {
        "sent": result.sent,
        "uncertain": result.uncertain,
        "adopted": result.adopted,
        "requests": result.requests,
        "seconds": round(result.seconds, 1),
        "stopped": result.stopped,
    }


def _pass_line(result: PassResult, lang: str) -> str:
    return words.label("pass_line", lang).format(
        sent=result.sent, requests=result.requests, seconds=f"{result.seconds:.1f}"
    )


def status(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Show where everything stands; asks nobody outside."""
    with rooms.reading() as reader:
        overview = look(reader, rooms.clock.now())
    lines = overview_lines(overview, args.lang)
    return Reply(overview_json(rooms.profile, overview), lines, list(overview.problems))


# ---------------------------------------------------------------------- doctor and practice


def doctor(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """One line for each thing the program stands on: fine, or what to do."""
    checks = rooms.checks()
    problems: list[Problem] = []
    for check in checks:
        if check.problem is not None and check.problem not in problems:
            problems.append(check.problem)
    lines = []
    for check in checks:
        name = words.label(check.name, args.lang)
        if check.problem is None:
            found = words.detail(check.detail, args.lang)
            lines.append(f"{name}: {words.label('fine', args.lang)} {found}".rstrip())
        else:
            lines.append(f"{name}: {wording.sentence(check.problem, args.lang)}")
            lines.append(f"  > {wording.fix(check.problem, args.lang)}")
    data = {
        "profile": rooms.profile,
        "checks": [
            {"name": one.name, "fine": one.problem is None, "detail": one.detail} for one in checks
        ],
    }
    return Reply(data, lines, problems)


def demo_data(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Write export files like a shop's."""
    if args.month:
        period_of(argparse.Namespace(day=None, month=args.month))
    files = rooms.write_demo_data(Path(args.out), args.receipts, args.seed, args.month)
    names = [str(file) for file in files]
    return Reply({"files": names}, names)


def practice_run(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """The main job on the practice shop, in text: set up, import, match, send, read back."""
    word, lines = words.label, []
    with (
        rooms.practice(args.receipts, args.seed) as shop,
        rooms.working(shop.settings) as place,
    ):
        lines.append(word("practice_shop", args.lang).format(receipts=shop.receipts))
        report = set_up(
            place.ledger, place.gateway(), shop.plan, place.environment, place.read_source
        )
        result = place.sync(_quiet)
        lines.append(_pass_line(result, args.lang))
        overview = look(place.ledger, rooms.clock.now())
        comparison = compare_now(place, *shop.period)
    lines += ["", *comparison_lines(comparison, args.lang)]
    problems = [*report.problems, *([result.problem] if result.problem else [])]
    data = overview_json(rooms.profile, overview) | comparison_json(comparison)
    return Reply(data | {"this_pass": _pass_json(result)}, lines, problems)


COMMANDS: Final[dict[str, Command]] = {
    "setup": setup,
    "import": import_,
    "match": match_,
    "sync": sync,
    "status": status,
    "compare": compare_command,
    "backup": backup,
    "restore": restore,
    "disconnect": disconnect,
    "move-out": move_out,
    "move-in": move_in,
    "doctor": doctor,
    "demo-data": demo_data,
    "practice-run": practice_run,
}
