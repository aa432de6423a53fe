"""PEAK's answers as the transport gives them, without making and reading JSON for the good ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from xpeak_desktop.peak.wire import Kind
from xpeak_desktop.transport import Reply


class Told(Reply):
    """An answer that is already parsed."""

    __slots__ = ("parsed",)
    parsed: Any

    def json(self) -> Any:
        return self.parsed


def told(date: str, parsed: Any, status: int = 200) -> Reply:
    reply = Told(status, date, b"")
    object.__setattr__(reply, "parsed", parsed)
    return reply


def raw(date: str, body: bytes, status: int = 200) -> Reply:
    """An answer as bytes: what is not PEAK's JSON."""
    return Reply(status, date, body)


def envelope(
    date: str,
    kind: Kind,
    rows: Sequence[Mapping[str, Any]] = (),
    code: str = "200",
    words: str = "Success",
    **fields: Any,
) -> Reply:
    """PEAK's usual form: everything is HTTP 200, and the code in the wrapper tells."""
    wrapper, array = kind.value
    inner: dict[str, Any] = {"resCode": code, "resDesc": words, **fields}
    if array:
        inner[array] = list(rows)
    return told(date, {wrapper: inner})


def busy(date: str, kind: str, seconds: float | None) -> Reply:
    """A 429; without a kind nobody knows whether the document was looked at."""
    said: dict[str, Any] = {"message": "Too many requests"}
    if kind:
        said["type"] = kind
    if seconds is not None:
        said["retryAfterSeconds"] = int(seconds)
    return told(date, said, 429)
