"""The way in: a command or the window, and the exit code of the process."""

import sys
from typing import TextIO

from xpeak_desktop import cli, wording
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.speaking import computer_languages
from xpeak_desktop.desktop.paths import DEMO_PROFILE, find_places
from xpeak_desktop.domain.problems import Code, Problem, Trouble


def run(argv: list[str], out: TextIO) -> int:
    """Start a command or the window; the exit code of the process."""
    try:
        args = cli.parse(argv)
    except cli.WrongUsage as wrong:
        return _wrong_usage(wrong, argv, out)
    if args.self_test:
        from xpeak_desktop.bootstrap.self_test import run_self_test

        return run_self_test(out, as_json=args.json)
    if args.tray_probe:
        from xpeak_desktop.ui import tray_probe

        tray_probe.main()
        return 0
    asked = args.lang
    args.lang = wording.pick_language(asked, computer_languages())
    try:
        if args.command is None:
            from xpeak_desktop.bootstrap.windows import run_windows

            return run_windows(args, argv, out, asked)
        name = DEMO_PROFILE if args.command == "practice-run" else args.profile
        profile = Profile(find_places(args.data_dir, name))
    except Trouble as error:
        return _refuse(error.problem, args.lang, as_json=args.json, out=out)
    return cli.run(args, profile, out)


def _wrong_usage(wrong: cli.WrongUsage, argv: list[str], out: TextIO) -> int:
    """Say what cannot be read, as every command does; how it is written goes to stderr."""
    asked = next((argv[i + 1] for i, word in enumerate(argv[:-1]) if word == "--lang"), None)
    problem = Problem(Code.CONFIG_INVALID, {"key": str(wrong)})
    if sys.stderr is not None:
        sys.stderr.write(wrong.usage)
    lang = wording.pick_language(asked, computer_languages())
    return _refuse(problem, lang, as_json="--json" in argv, out=out)


def _refuse(problem: Problem, lang: str, *, as_json: bool, out: TextIO) -> int:
    reply = cli.Reply(problems=[problem])
    cli.write(reply, out, as_json=as_json, lang=lang)
    return reply.code
