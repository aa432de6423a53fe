"""The report for support: one zip that a person looks at, keeps or sends by himself."""

import getpass
import io
import platform
import re
import socket
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from xpeak_desktop import __version__
from xpeak_desktop import log as our_log
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.paths import storage_trouble
from xpeak_desktop.desktop.whole_file import write_whole
from xpeak_desktop.domain.problems import Trouble

# The end of a log tells most; our own never grow to that.
_LONGEST: Final = 2_000_000
_MASK: Final = "••••"
# Our own lines are English: what is Thai in them is a name, an address or a product. So may be what
# stands in quotes, unless it is a name of the program's own making.
_SHOPS: Final = (
    re.compile(r"[\u0e01-\u0e5b]+(?:[ .,/-]+[\u0e01-\u0e5b]+)*"),
    re.compile(r"(?<=: )(?:'(?!\w+')[^'\n]*'|\"(?!\w+\")[^\"\n]*\")"),
)
# Any date will do, and a fixed one makes the same report the same bytes.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
# They could hide a secret between its letters, or turn the words around them.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_PEOPLE: Final = (
    re.compile(r"[^\s@]{1,64}@[^\s@]{1,200}"),
    re.compile(r"(?<!\d)0[2-9]\d?[- ]?\d{3}[- ]?\d{3,4}(?!\d)"),
    # Whose folder it is, on any computer.
    re.compile(r"(?<=[/\\]home[/\\])[^/\\\r\n\"']+", re.IGNORECASE),
    re.compile(r"(?<=[/\\]users[/\\])[^/\\\r\n\"']+", re.IGNORECASE),
)


def write_report(path: Path, logs: Path, facts: str) -> None:
    """Write the report: the page of ``facts`` and every log, all without secrets and people.

    Raises DISK_FULL or LEDGER_READ_ONLY with ``path``.
    """
    packed = io.BytesIO()
    clean = cleaner()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as report:
        parts = [("facts.json", our_log.redact(facts))]
        parts += [(clean(name), clean(text)) for name, text in _logs(logs)]
        for name, text in parts:
            entry = zipfile.ZipInfo(name, _DATE)
            report.writestr(entry, text.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)
    try:
        write_whole(path, packed.getvalue())
    except OSError as error:
        raise storage_trouble(error, path) from error


def cleaner() -> Callable[[str], str]:
    """What takes secrets, tax numbers, people and this computer's names out of a text."""
    names = [one for one in (str(Path.home()), _user(), socket.gethostname()) if len(one) > 2]
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    own = re.compile(rf"(?<!\w)(?:{either})(?!\w)" if names else r"(?!)")

    def clean(text: str) -> str:
        text = our_log.redact(_CONTROLS.sub("", text))
        for pattern in (own, *_PEOPLE, *_SHOPS):
            text = pattern.sub(_MASK, text)
        return text

    return clean


def computer_facts() -> dict[str, str]:
    """Versions and system; the window notes its own in the log."""
    return {
        "xpeak": __version__,
        "python": platform.python_version(),
        "bundled": str(bool(getattr(sys, "frozen", False))),
        "system": platform.platform(),
        "machine": platform.machine(),
        "sqlite": sqlite3.sqlite_version,
        "keyring": _keyring(),
    }


def _keyring() -> str:
    try:
        return type(keyring_secrets.choose_backend()).__module__
    except Trouble as error:
        return str(error.problem.code)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _logs(folder: Path) -> Iterator[tuple[str, str]]:
    """Every log of the folder, by name, the last of it where it is too long."""
    for path in sorted(folder.glob("*.log*")):
        try:
            with path.open("rb") as file:
                start = file.seek(max(0, path.stat().st_size - _LONGEST))
                if start:
                    # Half a secret would not be known for one.
                    file.readline()
                yield path.name, file.read(_LONGEST).decode("utf-8", "replace")
        except OSError as error:
            # Windows may hold it; the rest is worth having.
            yield path.name, f"not readable: {type(error).__name__}\n"
