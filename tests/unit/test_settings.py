import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain import settings as module
from xpeak_desktop.domain.settings import (
    LEAST_SETTLE,
    PRODUCTION_URL,
    UAT_URL,
    VERSION,
    Pace,
    Rules,
    Settings,
    Source,
    UnknownVersion,
    from_json,
    to_json,
)

# What from_json says about something that is not ours.
NOT_OURS = (UnknownVersion, KeyError, TypeError, ValueError, OverflowError)

SECONDS = st.floats(0, 10**6)
SETTINGS = st.builds(
    Settings,
    base_url=st.text(),
    source=st.builds(Source, st.text(), st.text(), st.text()),
    rules=st.builds(
        Rules,
        vat_registered=st.booleans(),
        start_date=st.none() | st.dates(),
        receipt_with_vat_is_tax_invoice=st.booleans(),
        filed_months=st.frozensets(st.dates().map(lambda day: day.isoformat()[:7])),
        zero_totals_allowed=st.booleans(),
        peak_rounding_accepted=st.booleans(),
    ),
    pace=st.builds(Pace, st.integers(1, 10**6), st.floats(LEAST_SETTLE, 10**6), SECONDS),
    language=st.sampled_from(["", "th", "en"]),
    set_up=st.booleans(),
    create_services=st.booleans(),
    create_products=st.booleans(),
    keyring=st.booleans(),
    page=st.text(),
    paused_until=st.text(),
    close_explained=st.booleans(),
    text_percent=st.integers(1, 10**6),
    theme=st.text(),
    business_name=st.text(),
    moved_out=st.text(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def stored() -> dict[str, Any]:
    return to_json(Settings())


def places(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every value in nested JSON objects."""
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*path, key))
    return found


def with_value(path: tuple[str, ...], value: object) -> dict[str, Any]:
    changed = deepcopy(stored())
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def without(path: tuple[str, ...]) -> dict[str, Any]:
    changed = with_value(path, None)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return changed


PLACES = places(stored())


def test_a_new_shop_begins_with_careful_settings() -> None:
    fresh = Settings()
    assert fresh.base_url == PRODUCTION_URL == "https://api.peakaccount.com/api/v1"
    assert fresh.rules == Rules(vat_registered=True, receipt_with_vat_is_tax_invoice=True)
    assert not fresh.rules.zero_totals_allowed
    assert not fresh.rules.peak_rounding_accepted
    assert not fresh.create_services
    assert not fresh.create_products
    assert not fresh.set_up
    assert fresh.pace == Pace(15, 300, 30)


@given(SETTINGS)
def test_settings_written_and_read_are_the_same_settings(settings: Settings) -> None:
    assert from_json(json.loads(json.dumps(to_json(settings)))) == settings


def test_what_is_written_is_stable() -> None:
    rules = Rules(start_date=date(2026, 11, 1), filed_months=frozenset({"2026-10", "2026-09"}))
    written = to_json(Settings(rules=rules))
    assert next(iter(written)) == "version"
    assert written["version"] == VERSION == 3
    assert written["rules"]["start_date"] == "2026-11-01"
    assert written["rules"]["filed_months"] == ["2026-09", "2026-10"]


def test_settings_of_a_newer_program_are_refused() -> None:
    with pytest.raises(UnknownVersion, match="4"):
        from_json({"version": VERSION + 1})


def test_settings_of_an_older_program_are_upgraded_step_by_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def rename(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "language": old["tongue"]}

    monkeypatch.setitem(module._UPGRADES, VERSION - 1, rename)
    old = {**without(("language",)), "version": VERSION - 1, "tongue": "en"}
    assert from_json(old) == Settings(language="en")
    assert "language" not in old


# As the first version wrote them.
FIRST = {
    "version": 1,
    "base_url": "https://api.peakaccount.com/api/v1",
    "source": {"kind": "folder", "folder": "/exports", "url": ""},
    "rules": {
        "vat_registered": False,
        "start_date": "2026-11-01",
        "receipt_with_vat_is_tax_invoice": True,
        "filed_months": ["2026-10"],
        "zero_totals_allowed": False,
        "peak_rounding_accepted": True,
    },
    "pace": {"every_minutes": 5, "settle_seconds": 300.0, "retry_seconds": 30.0},
    "language": "th",
    "set_up": True,
    "create_services": True,
    "create_products": False,
    "keyring": True,
}


def test_settings_of_the_first_version_keep_every_decision() -> None:
    before = deepcopy(FIRST)
    assert from_json(FIRST) == Settings(
        source=Source("folder", "/exports"),
        rules=Rules(
            vat_registered=False,
            start_date=date(2026, 11, 1),
            filed_months=frozenset({"2026-10"}),
            peak_rounding_accepted=True,
        ),
        pace=Pace(5),
        language="th",
        set_up=True,
        create_services=True,
    )
    assert before == FIRST


def settled_after(address: str, seconds: float) -> float:
    """The settle window of stored settings, once they are read."""
    data = {**stored(), "base_url": address}
    data["pace"] = {**data["pace"], "settle_seconds": seconds}
    return from_json(json.loads(json.dumps(data))).pace.settle_seconds


@pytest.mark.parametrize(
    "address", [PRODUCTION_URL, UAT_URL, "https://peak.example/v1", "http://["]
)
@pytest.mark.parametrize(
    ("seconds", "read"),
    [
        (0, LEAST_SETTLE),
        (-5, LEAST_SETTLE),
        (119.9, LEAST_SETTLE),
        (float("-inf"), LEAST_SETTLE),
        (float("nan"), 300),
        (120.5, 120.5),
        (float("inf"), 1_000_000),
    ],
)
def test_a_window_that_an_older_program_left_too_short_is_not_believed_in(
    address: str, seconds: float, read: float
) -> None:
    assert settled_after(address, seconds) == read


@pytest.mark.parametrize(("seconds", "read"), [(0.1, 0.1), (-1, 0), (float("nan"), 300)])
def test_the_practice_peak_may_be_settled_with_at_once(seconds: float, read: float) -> None:
    assert settled_after("http://127.0.0.1:8765/api/v1", seconds) == read


def test_settings_of_a_version_that_never_was_are_refused() -> None:
    with pytest.raises(KeyError):
        from_json({**stored(), "version": 0})


@pytest.mark.parametrize("path", PLACES, ids=".".join)
def test_no_value_may_be_missing(path: tuple[str, ...]) -> None:
    with pytest.raises(KeyError):
        from_json(without(path))


def test_a_key_that_nobody_knows_does_no_harm() -> None:
    assert from_json({**stored(), "colour": "red"}) == Settings()


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (("version",), "one", ValueError),
        (("version",), None, TypeError),
        (("version",), float("inf"), OverflowError),
        (("source",), "folder", TypeError),
        (("rules",), [], TypeError),
        (("rules", "start_date"), "1/11/2569", ValueError),
        (("rules", "start_date"), 20261101, TypeError),
        (("rules", "filed_months"), 5, TypeError),
        (("pace", "every_minutes"), "often", ValueError),
        (("pace", "every_minutes"), float("inf"), OverflowError),
        (("pace", "settle_seconds"), None, TypeError),
    ],
)
def test_a_value_that_is_not_ours_is_refused(
    path: tuple[str, ...], value: object, error: type[Exception]
) -> None:
    with pytest.raises(error):
        from_json(with_value(path, value))


@given(st.sampled_from(PLACES), JSON)
def test_garbage_gives_settings_or_one_of_the_known_errors(
    path: tuple[str, ...], value: object
) -> None:
    try:
        read = from_json(with_value(path, value))
    except NOT_OURS:
        return
    assert isinstance(read, Settings)
    assert isinstance(read.pace.every_minutes, int)
