"""The commands that copy the ledger and put a copy back."""

import argparse
from pathlib import Path

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.cli.replies import Reply, overview_json, overview_lines
from xpeak_desktop.cli.rooms import Rooms
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.services.overview import look


def backup(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Write a whole copy of the ledger, to a file or among the profile's own."""
    if not rooms.has_ledger():
        raise trouble(Code.NOT_SET_UP)
    with rooms.working(rooms.store.load()) as place:
        copy = place.back_up(Path(args.out) if args.out else None)
        overview = look(place.ledger, rooms.clock.now())
    data = {
        "profile": rooms.profile,
        "file": str(copy),
        "bytes": copy.stat().st_size,
        "receipts": sum(part.receipts for part in overview.counts.values()),
    }
    return Reply(data, [f"{words.label('copy_made', args.lang)}: {wording.inert(str(copy))}"])


def restore(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Put a copy in the ledger's place; nothing is sent before it was compared with PEAK."""
    kept = rooms.restore(Path(args.file))
    with rooms.reading() as reader:
        overview = look(reader, rooms.clock.now())
    data = overview_json(rooms.profile, overview)
    data |= {"file": args.file, "kept": str(kept) if kept else None}
    lines = [f"{words.label('copy_restored', args.lang)}: {wording.inert(args.file)}"]
    if kept:
        lines.append(f"{words.label('kept_aside', args.lang)}: {wording.inert(str(kept))}")
    lines += overview_lines(overview, args.lang)
    return Reply(data, lines)
