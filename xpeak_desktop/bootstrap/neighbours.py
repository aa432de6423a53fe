"""The other shops on this computer: one Connect ID must never serve two of them."""

import contextlib
import json
import logging
from collections.abc import Iterator
from typing import Final

from xpeak_desktop.bootstrap.vault import environment_of
from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets
from xpeak_desktop.desktop.paths import DEMO_PROFILE, Places, find_places
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.domain.settings import UnknownVersion, from_json
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.ports import Secret, SecretName

logger: Final = logging.getLogger(__name__)

_NOT_OURS: Final = (UnknownVersion, KeyError, TypeError, ValueError, OverflowError, OSError)


def shop_of_same_keys(
    places: Places, environment: str, connect_id: Secret, business_id: str
) -> str:
    """The name of another business whose profile here uses this Connect ID; empty for none."""
    for other in _neighbours(places):
        try:
            kept = KeyringSecrets(environment, other.profile, mark=other.mark)
            theirs = kept.get(SecretName.CONNECT_ID)
            if theirs == connect_id and _environment(other) == environment:
                with contextlib.closing(open_reader(other.ledger)) as reader:
                    found = reader.meta("business_id") or ""
                    if found and found != business_id:
                        return reader.meta("business_name") or found
        except Trouble as error:
            logger.info("a neighbour could not be asked: %s", error.problem.code)
    return ""


def _neighbours(places: Places) -> Iterator[Places]:
    for folder in sorted(places.data.iterdir()):
        if folder.name in (places.profile, DEMO_PROFILE):
            continue
        with contextlib.suppress(Trouble):
            other = find_places(places.data, folder.name)
            if other.settings.is_file() and other.ledger.is_file():
                yield other


def _environment(other: Places) -> str:
    """Which PEAK a neighbour works with; its settings are only looked at, never set aside."""
    try:
        stored = json.loads(other.settings.read_text(encoding="utf-8"))
        return environment_of(from_json(stored).base_url)
    except _NOT_OURS:
        return ""
