"""The commands that take a shop to another computer."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.cli.asking import ask_for_the_word
from xpeak_desktop.cli.replies import Reply, overview_json, overview_lines
from xpeak_desktop.cli.rooms import Rooms
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.domain.settings import Source
from xpeak_desktop.services.jobs.moving import stay_here
from xpeak_desktop.services.overview import look

_WORD: Final = "send"


def move_out(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Write the file for another computer and send no more; with ``--undo`` send again."""
    if not rooms.has_ledger():
        raise trouble(Code.NOT_SET_UP)
    if args.undo:
        return _stay(args, rooms)
    target = Path(args.file)
    settings = rooms.store.load()
    with rooms.working(settings) as place:
        place.move_out(target)
    again = bool(settings.moved_out)
    data = {
        "profile": rooms.profile,
        "file": str(target),
        "bytes": target.stat().st_size,
        "again": again,
    }
    lines = [
        f"{words.label('moved_out', args.lang)}: {wording.inert(str(target))}",
        words.label("moved_out_next", args.lang),
    ]
    if again:
        lines.append(words.label("moved_out_again", args.lang))
    return Reply(data, lines)


def _stay(args: argparse.Namespace, rooms: Rooms) -> Reply:
    question = words.label("type_send", args.lang).format(profile=rooms.profile)
    ask_for_the_word(_WORD, "--undo", question)
    with rooms.working(rooms.store.load()) as place:
        stay_here(place)
        overview = look(place.ledger, rooms.clock.now())
    lines = [words.label("stays_here", args.lang), *overview_lines(overview, args.lang)]
    return Reply(overview_json(rooms.profile, overview), lines)


def move_in(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Take in a shop from another computer's file; keep the secrets, if some were given."""
    with rooms.working(rooms.store.load()) as place:
        place.move_in(Path(args.file))
        if args.secrets_stdin:
            settings = replace(place.settings, keyring=True)
            rooms.keep_secrets(settings)
            place.use_settings(settings)
        overview = look(place.ledger, rooms.clock.now())
        host = _live_host(place.settings.source)
    data = overview_json(rooms.profile, overview) | {"file": args.file, "live_link": host}
    lines = [f"{words.label('moved_in', args.lang)}: {wording.inert(args.file)}"]
    if host is not None:
        lines.append(f"{words.label('live_link', args.lang)}: {wording.inert(host)}")
    if not args.secrets_stdin:
        lines.append(words.label("moved_in_next", args.lang))
    lines += overview_lines(overview, args.lang)
    return Reply(data, lines)


def _live_host(source: Source) -> str | None:
    """Who gets the shop's key: an address that came in a file is to be seen by a person."""
    if source.kind != "live":
        return None
    try:
        return urlsplit(source.url).netloc
    except ValueError:
        return source.url
