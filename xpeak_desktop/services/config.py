"""Read the configuration file of ``setup``; every mistake is named with its key and the fix."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.domain.settings import (
    LEAST_SETTLE,
    PRODUCTION_URL,
    UAT_URL,
    Pace,
    Rules,
    Settings,
    Source,
    is_practice,
)

_WORDS: Final = {"production": PRODUCTION_URL, "uat": UAT_URL}
_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "peak": frozenset({"base_url", "create_services", "create_products"}),
    "source": frozenset({"kind", "folder", "url"}),
    "shop": frozenset(
        {"vat_registered", "start_date", "numbering", "receipt_with_vat_is_tax_invoice"}
    ),
    "sync": frozenset({"every_minutes", "settle_seconds", "retry_seconds"}),
}
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What the file asks for: settings, and the decisions about payment channels."""

    settings: Settings
    channels: tuple[ChannelRule, ...]


def _invalid(key: str, value: object, expected: str) -> Trouble:
    return trouble(Code.CONFIG_INVALID, key=key, value=str(value), expected=expected)


def read_plan(path: Path, before: Settings) -> Plan:
    """Read the file over the settings of before. Raises ``Trouble`` (CONFIG_INVALID).

    A relative ``folder`` is taken from where the configuration file stands.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _invalid("--config", path, "a readable TOML file in UTF-8") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _invalid(path.name, error, "TOML") from error
    _refuse_unknown(data)
    return Plan(_settings(data, before, path.parent), _channels(_table(data, "channels")))


def _refuse_unknown(data: Mapping[str, Any]) -> None:
    """A misspelt key would be a decision silently lost."""
    for name in data:
        if name != "channels" and name not in _KNOWN:
            raise _invalid(name, "[…]", ", ".join(f"[{one}]" for one in (*_KNOWN, "channels")))
        for key in () if name == "channels" else _table(data, name):
            if key not in _KNOWN[name]:
                raise _invalid(f"{name}.{key}", "…", ", ".join(sorted(_KNOWN[name])))


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise _invalid(name, table, f"[{name}]")
    return table


def _settings(data: Mapping[str, Any], before: Settings, beside: Path) -> Settings:
    peak, sync = _table(data, "peak"), _table(data, "sync")
    address = _text(peak, "peak.base_url", before.base_url)
    if not address:
        raise _invalid("peak.base_url", address, '"production", "uat", "https://…"')
    minutes = _number(sync, "sync.every_minutes", 15, least=1)
    if not minutes.is_integer():
        raise _invalid("sync.every_minutes", minutes, "1, 2, 3 …")
    base_url = _WORDS.get(address, address).rstrip("/")
    return replace(
        before,
        base_url=base_url,
        create_services=_flag(peak, "peak.create_services", default=False),
        create_products=_flag(peak, "peak.create_products", default=False),
        source=_source(_table(data, "source"), beside),
        rules=_rules(_table(data, "shop"), before.rules),
        pace=Pace(
            every_minutes=int(minutes),
            settle_seconds=_number(
                sync,
                "sync.settle_seconds",
                300,
                least=0 if is_practice(base_url) else LEAST_SETTLE,
            ),
            retry_seconds=_number(sync, "sync.retry_seconds", 30, least=0),
        ),
    )


def _source(table: Mapping[str, Any], beside: Path) -> Source:
    kind = _text(table, "source.kind", "")
    if kind == "folder":
        return Source("folder", folder=_folder(_text(table, "source.folder", ""), beside))
    if kind == "live":
        url = _text(table, "source.url", "")
        if not url:
            raise _invalid("source.url", url, "an address that begins with https://")
        return Source("live", url=url.rstrip("/"))
    raise _invalid("source.kind", kind, '"folder", "live"')


def _folder(text: str, beside: Path) -> str:
    try:
        folder = (beside / Path(text).expanduser()).resolve()
    except (RuntimeError, ValueError, OSError) as error:
        raise _invalid("source.folder", text, "a folder") from error
    if text in ("", "."):
        raise _invalid("source.folder", text, "a folder")
    return str(folder)


def _rules(table: Mapping[str, Any], before: Rules) -> Rules:
    numbering = _text(table, "shop.numbering", "shop")
    if numbering != "shop":
        raise _invalid("shop.numbering", numbering, '"shop"')
    start = table.get("start_date")
    if type(start) is not date:
        raise _invalid("shop.start_date", start, "a date: 2026-11-01")
    return replace(
        before,
        vat_registered=_flag(table, "shop.vat_registered", default=True),
        start_date=start,
        receipt_with_vat_is_tax_invoice=_flag(
            table, "shop.receipt_with_vat_is_tax_invoice", default=True
        ),
    )


def _channels(tables: Mapping[str, Any]) -> tuple[ChannelRule, ...]:
    rules: dict[str, ChannelRule] = {}
    for name, table in tables.items():
        key = f'channels."{name}"'
        channel = clean(name)
        if not channel or channel in rules:
            raise _invalid(key, name, "a name, once")
        if not isinstance(table, dict) or not isinstance(table.get("send"), bool):
            raise _invalid(f"{key}.send", table, "true, false")
        unknown = set(table) - {"send", "pay_into"}
        if unknown:
            raise _invalid(f"{key}.{min(unknown)}", "…", "send, pay_into")
        pay_into = _text(table, f"{key}.pay_into", CASH)
        rules[channel] = ChannelRule(channel, table["send"], pay_into or CASH)
    return tuple(rules.values())


def _text(table: Mapping[str, Any], key: str, default: str) -> str:
    value = table.get(key.rsplit(".", 1)[-1], default)
    if not isinstance(value, str):
        raise _invalid(key, value, '"text"')
    return clean(value)


def _flag(table: Mapping[str, Any], key: str, *, default: bool) -> bool:
    value = table.get(key.rsplit(".", 1)[-1], default)
    if not isinstance(value, bool):
        raise _invalid(key, value, "true, false")
    return value


def _number(table: Mapping[str, Any], key: str, default: float, *, least: float) -> float:
    value = table.get(key.rsplit(".", 1)[-1], default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= _MOST:
        raise _invalid(key, value, f"{least} … {_MOST}")
    return float(value)
