"""What a person said the columns of exports are; it explains receipts, so the ledger keeps it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.ports import Ledger

_NOTE: Final = "headings"
"""The ledger's note of them."""


def headings_kept(ledger: Ledger) -> dict[str, str]:
    """Heading -> what it is, empty for "nothing the program uses"; before the built-in ones."""
    stored = ledger.meta(_NOTE)
    return {str(heading): str(key) for heading, key in json.loads(stored).items()} if stored else {}


def keep_headings(ledger: Ledger, said: Mapping[str, Key | None]) -> None:
    """Keep what was said of these headings, beside what was said of others before."""
    kept = headings_kept(ledger) | {name: key.value if key else "" for name, key in said.items()}
    ledger.set_meta(_NOTE, json.dumps(kept, ensure_ascii=False, sort_keys=True))


def mark_of(headings: Mapping[str, str]) -> str:
    """Name what was said in a few signs, to know a file that was read by it."""
    text = json.dumps(headings, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
