"""The log: a small rotating file that never holds a secret or a tax number."""

import base64
import contextlib
import json
import logging
import logging.handlers
import os
import re
import sys
import threading
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote, quote_plus

FILE: Final = "xpeak.log"
_LARGEST: Final = 1_000_000
_KEPT: Final = 5
_MASK: Final = "••••"
# Shorter ones are no real secrets, and masking them would tear ordinary words apart.
_SHORTEST: Final = 8

_UUID: Final = r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"
_IS: Final = r"[\"']?\s*[:=]\s*[\"']?"
_PATTERNS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), rf"\1{_MASK}")
    for pattern in (
        r"(\bbearer\s+)[^\s\"',}]+",
        # By their names: in a header, in JSON, in a dict's repr, in an address.
        rf"(authorization{_IS})[^\r\n\"']+",
        rf"((?:client|user|access|refresh)[-_ ]?token{_IS})[^\s\"',;&}}]+",
        rf"(\btoken{_IS})[^\s\"',;&}}]{{8,}}",
        rf"((?:time[-_ ]?signature|connect[-_ ]?(?:id|key)|shop[-_ ]?key){_IS})[^\s\"',;&}}]+",
        # PEAK's tokens have this shape; its receipts' ids too, and those may be shown.
        rf"((?:token|key|secret|signature|connect[-_ ]?id)\b[^\n]{{0,40}}?){_UUID}",
        # Tax and citizen numbers: thirteen digits, plain or in the usual groups.
        r"(?<!\d)()\d{13}(?!\d)",
        r"(?<!\d)()\d[- ]\d{4}[- ]\d{5}[- ]\d{2}[- ]\d(?!\d)",
    )
)


class Revealing(Protocol):
    """Anything that can give its secret, as ``ports.Secret`` does."""

    def reveal(self) -> str: ...


class Redactor:
    """Masks secrets in text: those it was told of in any spelling, and whatever looks like one."""

    def __init__(self) -> None:
        self._known: tuple[str, ...] = ()
        self._lock = threading.Lock()

    def protect(self, secret: Revealing) -> None:
        """Mask this secret from now on, also quoted for a URL, in base64 and in hex."""
        value = secret.reveal()
        if len(value) < _SHORTEST or value in self._known:
            return
        with self._lock:
            together = {*self._known, *_spellings(value)}
            # The longest first, or a part of a spelling would be masked and the rest left.
            self._known = tuple(sorted(together, key=len, reverse=True))

    def redact(self, text: str) -> str:
        """Give the text without secrets and without tax numbers."""
        for known in self._known:
            text = text.replace(known, _MASK)
        for pattern, mask in _PATTERNS:
            text = pattern.sub(mask, text)
        return text


_redactor: Final = Redactor()
protect: Final = _redactor.protect
redact: Final = _redactor.redact


def _spellings(value: str) -> Iterable[str]:
    raw = value.encode("utf-8", "surrogatepass")
    spellings = {
        value,
        quote(value),
        quote(value, safe=""),
        quote_plus(value),
        raw.hex(),
        raw.hex().upper(),
        json.dumps(value)[1:-1],
        repr(value)[1:-1],
        *(form for shift in range(3) for form in _base64_inside(raw, shift)),
    }
    return {one for one in spellings if len(one) >= _SHORTEST}


def _base64_inside(raw: bytes, shift: int) -> tuple[str, str]:
    """What is always the same of these bytes in base64, ``shift`` bytes into something longer."""
    encoded = base64.b64encode(bytes(shift) + raw)
    # The first and last letters mix with the bytes around.
    first = (0, 2, 3)[shift]
    last = (0, -3, -2)[(len(raw) + shift) % 3] or None
    inside = encoded[first:last].decode("ascii")
    return inside, inside.translate(str.maketrans("+/", "-_"))


class RedactingFormatter(logging.Formatter):
    """Redacts the final text: a filter would miss child loggers, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _LogFile(logging.handlers.RotatingFileHandler):
    """A rotating file that only its owner can read, and that never gets in the way."""

    def _open(self) -> TextIOWrapper:
        # Made before the handler opens it, so that there is no moment in which others may read.
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND
        handle = os.open(self.baseFilename, flags, 0o600)
        try:
            if os.name == "posix":
                os.fchmod(handle, 0o600)
        finally:
            os.close(handle)
        return super()._open()

    def doRollover(self) -> None:  # noqa: N802  (the library's name)
        try:
            if self.stream:
                self.stream.close()
            # Windows: another command has the file open. The library would only find out after it
            # had moved the older files on, anew with every line, until none of them was left.
            os.rename(self.baseFilename, self.baseFilename)
            super().doRollover()
        except OSError:
            # Better a longer file than a lost line.
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Stay silent: the library would print the line, not redacted, to stderr."""

    def close(self) -> None:
        # A full disk refuses what is still to be written; the program ends all the same.
        with contextlib.suppress(OSError):
            super().close()


class _LineFormatter(RedactingFormatter):
    """The message alone: a traceback is for the log, not for a person at a command line."""

    def format(self, record: logging.LogRecord) -> str:
        plain = logging.makeLogRecord(record.__dict__)
        plain.exc_info = plain.exc_text = plain.stack_info = None
        return super().format(plain)


class _StderrLines(logging.StreamHandler):  # type: ignore[type-arg]
    """Warnings and worse for whoever runs a command."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Stay silent: a closed pipe is no reason to print secrets into it."""


def set_up(folder: Path, *, level: int = logging.INFO) -> Path:
    """Write the log into this folder and warnings to stderr; a second call replaces the first.

    Gives the log file. Raises ``OSError`` when the place cannot be written to.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    path = folder / FILE
    shape = RedactingFormatter(
        "%(asctime)s %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z"
    )
    file = _LogFile(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="replace")
    file.setFormatter(shape)
    handlers: list[logging.Handler] = [file]
    if sys.stderr is not None:  # a windowed program on Windows has none
        lines = _StderrLines()
        lines.setLevel(logging.WARNING)
        lines.setFormatter(_LineFormatter("%(levelname)s: %(message)s"))
        handlers.append(lines)
    close()
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        root.addHandler(handler)
    return path


def close() -> None:
    """Take our own handlers off again; others' stay."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _LogFile | _StderrLines)]:
        root.removeHandler(handler)
        handler.close()
