"""``provision.json``: the Connect ID and Key that an integrator prepared for one shop.

It lies beside the program, or in the folder of all profiles. One Connect ID must never serve two
shops: PEAK keeps one live client token for each.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ports import Secret, SecretName

FILE_NAME: Final = "provision.json"

_LARGEST: Final = 100_000
_EXPECTED: Final = '{"connect_id": "…", "connect_key": "…"}'


@dataclass(frozen=True, slots=True)
class Provision:
    """What was prepared; everything is empty without a file."""

    secrets: Mapping[SecretName, Secret] = field(default_factory=dict)
    base_url: str = ""


def program_folder() -> Path | None:
    """Where a packed program lies; ``None`` for one that runs from its sources."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def find_provision(data: Path, beside: Path | None) -> Provision:
    """Read the first file there is: beside the program, else in the data folder.

    Raises ``Trouble`` (CONFIG_INVALID) that names what is wrong, never a value.
    """
    path = provision_file(data, beside)
    return _read(path) if path else Provision()


def provision_file(data: Path, beside: Path | None) -> Path | None:
    """The file that counts, if there is one."""
    paths = [folder / FILE_NAME for folder in (beside, data) if folder]
    return next((path for path in paths if path.is_file()), None)


def _read(path: Path) -> Provision:
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(path.name)
        # A Windows editor puts a mark in front.
        stored = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise trouble(Code.CONFIG_INVALID, key=FILE_NAME, expected=_EXPECTED) from error
    if not isinstance(stored, dict):
        raise trouble(Code.CONFIG_INVALID, key=FILE_NAME, expected=_EXPECTED)
    names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY)
    return Provision(
        {name: Secret(_text(stored, name.value)) for name in names},
        _text(stored, "base_url", must=False).rstrip("/"),
    )


def _text(stored: Mapping[str, object], key: str, *, must: bool = True) -> str:
    value = stored.get(key, "")
    text = value.strip() if isinstance(value, str) else ""
    if not text and (must or value != ""):
        raise trouble(Code.CONFIG_INVALID, key=f"{FILE_NAME}: {key}", expected=_EXPECTED)
    return text
