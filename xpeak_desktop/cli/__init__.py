"""The commands: arguments in, one answer and an exit code out."""

import argparse
import json
import logging
import signal
import sys
from collections.abc import Mapping
from types import FrameType, TracebackType
from typing import Any, Final, NoReturn, Self, TextIO

from xpeak_desktop import __version__, wording
from xpeak_desktop.cli.commands import COMMANDS
from xpeak_desktop.cli.replies import Reply, overview_json, problem_json, write
from xpeak_desktop.cli.rooms import Rooms
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.overview import look

log: Final = logging.getLogger(__name__)

_SCENARIOS: Final = ("practice", "no-services", "bad-manners")
_SHARED: Final = {
    "data_dir": None,
    "profile": "default",
    "json": False,
    "lang": None,
    "secrets_stdin": False,
}


class WrongUsage(Exception):  # noqa: N818  (it carries what a person typed, not a bug)
    """The command line cannot be read; ``usage`` is how it is written."""

    def __init__(self, usage: str, message: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leave the answer to the caller: under ``--json`` it is one object like any other."""
        raise WrongUsage(self.format_usage(), message)


def _shared() -> _Parser:
    """Options that may stand before or after the command; defaults come from ``parse``."""
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data-dir", metavar="DIR", help="folder of all profiles")
    shared.add_argument("--profile", metavar="NAME", help="one business each")
    shared.add_argument("--json", action="store_true", help="one JSON object on stdout")
    shared.add_argument("--lang", choices=("th", "en"), help="language of the answer")
    shared.add_argument("--secrets-stdin", action="store_true", help="secrets as JSON on stdin")
    return shared


def parser() -> argparse.ArgumentParser:
    """Everything the program understands on its command line; no secret is ever an argument."""
    shared = _shared()
    top = _Parser(prog="xpeak-desktop", parents=[shared], allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"xpeak-desktop {__version__}")
    top.add_argument("--demo", action="store_true", help="the practice shop")
    top.add_argument("--background", action="store_true", help="start in the tray")
    top.add_argument("--self-test", action="store_true", help="is this copy whole?")
    top.add_argument("--tray-probe", action="store_true", help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[shared], allow_abbrev=False, help=text)

    setup = command("setup", "the wizard's checks, from a file")
    setup.add_argument("--config", required=True, metavar="FILE")
    setup.add_argument("--no-keyring", action="store_true", help="keep secrets for this run only")
    command("import", "read export files").add_argument("files", nargs="+", metavar="FILE")
    command("match", "match products by code")
    command("sync", "one whole pass")
    command("status", "counts, baht and what needs a person")
    which = command("compare", "the shop and PEAK side by side").add_mutually_exclusive_group(
        required=True
    )
    which.add_argument("--month", metavar="2026-11")
    which.add_argument("--day", metavar="2026-11-23")
    backup = command("backup", "a copy of the ledger")
    backup.add_argument("--out", metavar="FILE", help="instead of the profile's backups")
    command("restore", "put a copy of the ledger back").add_argument("file", metavar="FILE")
    leave = command("disconnect", "tokens out of the keyring")
    leave.add_argument("--erase", action="store_true", help="all data of the profile too")
    away = command("move-out", "a file for another computer; this one sends no more")
    how = away.add_mutually_exclusive_group(required=True)
    how.add_argument("file", nargs="?", metavar="FILE")
    how.add_argument("--undo", action="store_true", help="send from this computer again")
    command("move-in", "take in another computer's file").add_argument("file", metavar="FILE")
    command("doctor", "what is fine and what is not")
    sandbox = command("sandbox", "the practice PEAK and shop, in the foreground")
    sandbox.add_argument("--port", type=int, default=0)
    sandbox.add_argument("--scenario", choices=_SCENARIOS, default="practice")
    sandbox.add_argument("--seed", type=int, default=1)
    demo = command("demo-data", "write practice export files")
    demo.add_argument("--out", required=True, metavar="DIR")
    demo.add_argument("--month", default="", metavar="2026-11")
    practice = command("practice-run", "the main job on the practice shop, in text")
    for one in (demo, practice):
        one.add_argument("--receipts", type=_how_many, default=500)
        one.add_argument("--seed", type=int, default=1)
    return top


def _how_many(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def parse(argv: list[str]) -> argparse.Namespace:
    """Read the command line. Raises ``WrongUsage``; ``--help`` and ``--version`` end it all."""
    return parser().parse_args(argv, argparse.Namespace(**_SHARED))


def run(args: argparse.Namespace, rooms: Rooms, out: TextIO) -> int:
    """Do the command and print its answer; the exit code of interfaces.md section 1."""
    with _Signals(rooms) as signals:
        try:
            if args.command == "sandbox":
                rooms.run_sandbox(args.port, args.scenario, args.seed, out)
                return 0
            _take_secrets(args, rooms)
            reply = COMMANDS[args.command](args, rooms)
        except Trouble as error:
            reply = _as_far_as_known(rooms, error.problem, args)
        except Exception:
            rooms.open_log()
            log.exception("command %s ended by a bug", args.command)
            reply = _as_far_as_known(rooms, Problem(Code.INTERNAL), args)
        write(reply, out, as_json=args.json, lang=args.lang)
        out.flush()
    return 128 + signals.caught if signals.caught else reply.code


class _Signals:
    """SIGINT and SIGTERM stop a pass between requests; the exit code says which it was."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._before: dict[int, Any] = {}
        self.caught = 0

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self.caught = number
        self._rooms.cancel.set()


def _take_secrets(args: argparse.Namespace, rooms: Rooms) -> None:
    keyring = not getattr(args, "no_keyring", False)
    given = read_secrets(sys.stdin) if args.secrets_stdin else None
    rooms.use_secrets(given, keyring=keyring)


def read_secrets(stream: TextIO) -> Mapping[SecretName, Secret]:
    """Read the secrets of ``--secrets-stdin``: one JSON object of strings.

    Raises ``Trouble`` (CONFIG_INVALID) that names the key, never the value.
    """
    expected = '{"connect_id": "…", "connect_key": "…", "user_token": "…"}'
    try:
        data = json.loads(stream.read())
    except ValueError as error:
        raise trouble(
            Code.CONFIG_INVALID, key="--secrets-stdin", value="…", expected=expected
        ) from error
    ours = (SecretName.CLIENT_TOKEN, SecretName.EPOCH)
    known = {name.value: name for name in SecretName if name not in ours}
    if not isinstance(data, dict):
        raise trouble(Code.CONFIG_INVALID, key="--secrets-stdin", value="…", expected=expected)
    secrets: dict[SecretName, Secret] = {}
    for key, value in data.items():
        if key not in known or not isinstance(value, str):
            raise trouble(Code.CONFIG_INVALID, key=str(key), value="…", expected=expected)
        if value.strip():
            secrets[known[key]] = Secret(value.strip())
    return secrets


def _as_far_as_known(rooms: Rooms, problem: Problem, args: argparse.Namespace) -> Reply:
    """The answer when a command could not do its work: the problem, and what the ledger tells."""
    lines = [
        f"! {wording.sentence(problem, args.lang)}",
        f"  > {wording.fix(problem, args.lang)}",
    ]
    data: dict[str, Any] = {"profile": rooms.profile}
    if args.command in ("sync", "status"):
        try:
            with rooms.reading() as reader:
                data = overview_json(rooms.profile, look(reader, rooms.clock.now()))
        except Trouble:
            log.info("nothing known about the ledger")
    shown = [one for one in data.get("problems", []) if one["code"] != problem.code.value]
    data |= {"ok": False, "problems": [*shown, problem_json(problem)]}
    return Reply(data, lines, [problem])


__all__ = ["Reply", "WrongUsage", "parse", "read_secrets", "run", "write"]
