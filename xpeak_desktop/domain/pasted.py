"""Finds the user token in what a person pasted: PEAK's link, or the token alone.

UNKNOWN: the form of PEAK's link, and whether its button copies a link or the bare token. Known is
only that the tokens seen were UUIDs. So a UUID counts wherever it stands, and in a link whatever
is called a token; this module is the one place that knows.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

LONGEST: Final = 4096
_SHORTEST: Final = 16
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_SCHEME: Final = re.compile(r"https?://", re.I)
_BARE_HOST: Final = re.compile(
    r"(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|co\.th|th)(/|\?|#|$)", re.I
)
_LETTERS: Final = re.compile(r"[A-Za-z0-9._~+/=-]+")
_SPOKEN: Final = re.compile(r"(user[-_]?)?token[:=]", re.I)
_QUOTES: Final = "\"'“”‘’<>()[]{}`,;"
_FOREIGN: Final = frozenset({"clienttoken", "refreshtoken"})
_PEAK: Final = "peakaccount.com"


class Fault(Enum):
    """Why there is no token to try."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    NO_TOKEN = "no_token"  # noqa: S105
    HOME_PAGE = "home_page"
    NOT_A_TOKEN = "not_a_token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Pasted:
    """The token, or why there is none."""

    token: str = ""
    fault: Fault | None = None

    def __repr__(self) -> str:
        return f"Pasted({self.fault or '••••'})"


def token_in(text: str) -> Pasted:
    """Find the token in a link or in a text; blanks and invisible characters do not matter."""
    plain = _visible(text)
    if not plain:
        return Pasted(fault=Fault.EMPTY)
    if len(plain) > LONGEST:
        return Pasted(fault=Fault.NOT_A_TOKEN)
    link = _link_in(plain)
    return _in_link(link) if link else _bare(_unquoted(plain))


def _visible(text: str) -> str:
    """Without blanks, line ends and what nobody sees: a mail program may have put them in."""
    kept = (one for one in text if unicodedata.category(one)[0] not in "CZ")
    return unicodedata.normalize("NFKC", "".join(kept)).strip(_QUOTES)


def _unquoted(text: str) -> str:
    """Percent-encoding taken off, also where it was put on twice."""
    return _visible(unquote(unquote(text)))


def _link_in(plain: str) -> str:
    for text in (plain, unquote(plain)):
        found = _SCHEME.search(text)
        if found:
            return text[found.start() :]
        if _BARE_HOST.match(text):
            return f"https://{text}"
    return ""


# ---------------------------------------------------------------------- a link


def _in_link(link: str) -> Pasted:
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return Pasted(fault=Fault.NO_TOKEN)
    token = _named(parts) or _uuid(unquote(unquote(link))) or _in_path(parts)
    if token:
        return Pasted(token)
    ours = host == _PEAK or host.endswith(f".{_PEAK}")
    return Pasted(fault=Fault.HOME_PAGE if ours else Fault.NO_TOKEN)


def _named(parts: SplitResult) -> str:
    """What the link itself calls a token; a user token before any other."""
    found: dict[str, str] = {}
    for text in (parts.query, parts.fragment.rpartition("?")[2]):
        for name, value in parse_qsl(text.replace("+", "%2B")):
            kind = re.sub(r"[^a-z]", "", name.casefold())
            if "token" in kind and kind not in _FOREIGN:
                found.setdefault(kind, _unquoted(value))
    named = [found.pop("usertoken", ""), *found.values()]
    return next((value for value in named if _plausible(value)), "")


def _uuid(text: str) -> str:
    found = _UUID.search(text)
    return found[0] if found else ""


def _in_path(parts: SplitResult) -> str:
    """The last part of the address, when it looks like nothing a person would have named."""
    texts = [_unquoted(one) for one in (*parts.path.split("/"), *parts.fragment.split("/"))]
    texts += [_unquoted(value) for _, value in parse_qsl(parts.query)]
    return next((one for one in reversed(texts) if _plausible(one) and _random(one)), "")


def _random(text: str) -> bool:
    return any(one.isdigit() for one in text) and any(one.isalpha() for one in text)


# ---------------------------------------------------------------------- no link


def _bare(text: str) -> Pasted:
    uuid = _uuid(text)
    if uuid:
        return Pasted(uuid)
    spoken = _SPOKEN.match(text)
    token = text[spoken.end() :].strip(_QUOTES) if spoken else text
    if not _LETTERS.fullmatch(token):
        return Pasted(fault=Fault.NOT_A_TOKEN)
    if len(token) < _SHORTEST:
        return Pasted(fault=Fault.TOO_SHORT)
    return Pasted(token)


def _plausible(text: str) -> bool:
    return len(text) >= _SHORTEST and bool(_LETTERS.fullmatch(text))
