"""The command that lets PEAK go."""

import argparse
from typing import Final

from xpeak_desktop import wording
from xpeak_desktop.cli import words
from xpeak_desktop.cli.asking import ask_for_the_word
from xpeak_desktop.cli.replies import Reply, problem_json, problem_lines
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
        said, left = "erased", rooms.erase()
    else:
        rooms.disconnect()
        said, left = "disconnected", []
    if any(one.code is Code.KEYRING_UNASKED for one in left):
        said = "erased_here"
    lines = [words.label(said, args.lang).format(profile=rooms.profile)]
    lines += problem_lines(left, args.lang)
    file = rooms.provision_file()
    if file is not None:
        kept = words.label("keys_in_file", args.lang)
        lines.append(kept.format(file=wording.inert(str(file))))
    data = {
        "profile": rooms.profile,
        "erased": bool(args.erase),
        "keys_in_file": str(file) if file else None,
        "warnings": [problem_json(one) for one in left],
    }
    return Reply(data, lines)
