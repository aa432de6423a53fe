"""The command that lets PEAK go."""

import argparse
from typing import Final

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.cli.asking import ask_for_the_word
from xpeak_desktop.cli.replies import Reply
from xpeak_desktop.cli.rooms import Rooms
from xpeak_desktop.domain.problems import Code, trouble

_WORD: Final = "erase"


def disconnect(args: argparse.Namespace, rooms: Rooms) -> Reply:
    """Remove the tokens; with ``--erase``, after a typed word, the profile's data too.

    Raises ``Trouble`` (CONFIG_INVALID) for a profile that is not there: "gone" would be said of a
    mistyped name, and the keys of the other one would stay.
    """
    if not rooms.exists():
        raise trouble(Code.CONFIG_INVALID, key="--profile", value=rooms.profile)
    if args.erase:
        question = words.label("type_erase", args.lang).format(profile=rooms.profile)
        ask_for_the_word(_WORD, "--erase", question)
        rooms.erase()
    else:
        rooms.disconnect()
    said = words.label("erased" if args.erase else "disconnected", args.lang)
    lines, file = [said.format(profile=rooms.profile)], rooms.provision_file()
    if file is not None:
        kept = words.label("keys_in_file", args.lang)
        lines.append(kept.format(file=wording.inert(str(file))))
    data = {
        "profile": rooms.profile,
        "erased": bool(args.erase),
        "keys_in_file": str(file) if file else None,
    }
    return Reply(data, lines)
