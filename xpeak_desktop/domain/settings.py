"""What a shop has decided about the program itself, with a version and pure upgrades.

Business choices that explain past receipts (channels, matches, remembered words) are in the
ledger instead.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

VERSION: Final = 3

PRODUCTION_URL: Final = "https://api.peakaccount.com/api/v1"
UAT_URL: Final = "https://peakengineapidev.azurewebsites.net/api/v1"

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback(host: str) -> bool:
    """Whether a host name is this computer itself: the practice shop's, by definition."""
    return host in _LOOPBACK


def is_practice(address: str) -> bool:
    """Whether an address is the practice PEAK's; one that cannot be read is not."""
    try:
        return is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False


LEAST_SETTLE: Final = 120
"""Seconds; for any PEAK but the practice one on this computer. The window begins when the attempt
is written down: the document may then wait for a sender as long as another call lasts (60 s at
most), and as long again for its own answer. PEAK takes seconds for a document (a hundred contacts
14), so what is absent twice after that is not on its way any more."""

MOST_SETTLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where the sales come from: ``kind`` is ``folder``, ``live`` or empty before set-up."""

    kind: str = ""
    folder: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The shop's rules for its documents; months are ``YYYY-MM``."""

    vat_registered: bool = True
    start_date: date | None = None
    receipt_with_vat_is_tax_invoice: bool = True
    filed_months: frozenset[str] = frozenset()
    zero_totals_allowed: bool = False
    peak_rounding_accepted: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how patiently the program works; minutes and seconds as the names say."""

    every_minutes: int = 15
    settle_seconds: float = 300
    retry_seconds: float = 30


ALWAYS: Final = "always"
"""``paused_until``: until a person says otherwise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in ``settings.json``; no secret ever.

    ``page`` is the wizard's page to go on with. ``paused_until`` is empty, ``ALWAYS``, or a
    moment in UTC. ``text_percent`` is 100, 115 or 130; ``theme`` is ``light``, ``dark``, or empty
    for the system's. ``business_name`` is for the title of a window whose ledger is not open yet.
    ``moved_out`` is the moment in UTC at which the shop went to another computer: nothing is sent
    from here then; else empty.
    """

    base_url: str = PRODUCTION_URL
    source: Source = field(default_factory=Source)
    rules: Rules = field(default_factory=Rules)
    pace: Pace = field(default_factory=Pace)
    language: str = ""
    set_up: bool = False
    create_services: bool = False
    create_products: bool = False
    keyring: bool = True
    page: str = ""
    paused_until: str = ""
    close_explained: bool = False
    text_percent: int = 100
    theme: str = ""
    business_name: str = ""
    moved_out: str = ""


def is_paused(settings: Settings, now: datetime) -> bool:
    """Whether a person wants PEAK left alone at ``now`` (UTC); what cannot be read is no pause."""
    if settings.paused_until == ALWAYS:
        return True
    try:
        end = datetime.fromisoformat(settings.paused_until)
    except ValueError:
        return False
    return end.tzinfo is not None and now < end


def with_safe_pace(settings: Settings) -> Settings:
    """Believe in no absence too soon, whatever an older or a meddled file says."""
    seconds, practice = settings.pace.settle_seconds, is_practice(settings.base_url)
    least = 0 if practice else LEAST_SETTLE
    # What is no number at all, as NaN, is no answer to how soon.
    given = Pace().settle_seconds if math.isnan(seconds) else seconds
    safe = min(max(given, least), MOST_SETTLE)
    if safe == seconds:
        return settings
    return replace(settings, pace=replace(settings.pace, settle_seconds=safe))


def to_json(settings: Settings) -> dict[str, Any]:
    """Give the settings as plain JSON values, version first."""
    rules = settings.rules
    return {
        "version": VERSION,
        "base_url": settings.base_url,
        "source": {
            "kind": settings.source.kind,
            "folder": settings.source.folder,
            "url": settings.source.url,
        },
        "rules": {
            "vat_registered": rules.vat_registered,
            "start_date": rules.start_date.isoformat() if rules.start_date else None,
            "receipt_with_vat_is_tax_invoice": rules.receipt_with_vat_is_tax_invoice,
            "filed_months": sorted(rules.filed_months),
            "zero_totals_allowed": rules.zero_totals_allowed,
            "peak_rounding_accepted": rules.peak_rounding_accepted,
        },
        "pace": {
            "every_minutes": settings.pace.every_minutes,
            "settle_seconds": settings.pace.settle_seconds,
            "retry_seconds": settings.pace.retry_seconds,
        },
        "language": settings.language,
        "set_up": settings.set_up,
        "create_services": settings.create_services,
        "create_products": settings.create_products,
        "keyring": settings.keyring,
        "page": settings.page,
        "paused_until": settings.paused_until,
        "close_explained": settings.close_explained,
        "text_percent": settings.text_percent,
        "theme": settings.theme,
        "business_name": settings.business_name,
        "moved_out": settings.moved_out,
    }


class UnknownVersion(Exception):  # noqa: N818
    """Settings written by a newer program; they are left alone."""


def _with_window(stored: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew commands only."""
    window = {
        "page": "",
        "paused_until": "",
        "close_explained": False,
        "text_percent": 100,
        "theme": "",
        "business_name": "",
    }
    return {**stored, **window}


def _with_moving(stored: dict[str, Any]) -> dict[str, Any]:
    """Version 2 stayed on one computer; it would not know that it must not send any more."""
    return {**stored, "moved_out": ""}


_UPGRADES: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    1: _with_window,
    2: _with_moving,
}
"""From version n to n + 1; each is a pure function of the whole object."""


def from_json(stored: Mapping[str, Any]) -> Settings:
    """Read stored settings of any known version; a settle window that is too short is not kept.

    Raises ``UnknownVersion`` for a newer one, ``KeyError``, ``TypeError``, ``ValueError`` or
    ``OverflowError`` for something that is not ours.
    """
    data = dict(stored)
    version = int(data["version"])
    while version < VERSION:
        data = _UPGRADES[version](data)
        version += 1
    if version > VERSION:
        raise UnknownVersion(version)
    rules, pace, source = data["rules"], data["pace"], data["source"]
    start = rules["start_date"]
    settings = Settings(
        base_url=str(data["base_url"]),
        source=Source(str(source["kind"]), str(source["folder"]), str(source["url"])),
        rules=Rules(
            vat_registered=bool(rules["vat_registered"]),
            start_date=date.fromisoformat(start) if start else None,
            receipt_with_vat_is_tax_invoice=bool(rules["receipt_with_vat_is_tax_invoice"]),
            filed_months=frozenset(str(month) for month in rules["filed_months"]),
            zero_totals_allowed=bool(rules["zero_totals_allowed"]),
            peak_rounding_accepted=bool(rules["peak_rounding_accepted"]),
        ),
        pace=Pace(
            every_minutes=int(pace["every_minutes"]),
            settle_seconds=float(pace["settle_seconds"]),
            retry_seconds=float(pace["retry_seconds"]),
        ),
        language=str(data["language"]),
        set_up=bool(data["set_up"]),
        create_services=bool(data["create_services"]),
        create_products=bool(data["create_products"]),
        keyring=bool(data["keyring"]),
        page=str(data["page"]),
        paused_until=str(data["paused_until"]),
        close_explained=bool(data["close_explained"]),
        text_percent=int(data["text_percent"]),
        theme=str(data["theme"]),
        business_name=str(data["business_name"]),
        moved_out=str(data["moved_out"]),
    )
    return with_safe_pace(settings)
