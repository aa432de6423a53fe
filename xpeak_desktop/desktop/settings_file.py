"""``settings.json`` of one profile: whole or unchanged, whatever happens while it is written."""

import json
import logging
from pathlib import Path
from typing import Final

from xpeak_desktop import disk
from xpeak_desktop.desktop.paths import make_private_folder, storage_trouble
from xpeak_desktop.desktop.whole_file import write_whole
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.domain.settings import Settings, UnknownVersion, from_json, to_json

log = logging.getLogger(__name__)

# Our own file is a few kilobytes; something that large is not ours and is not read.
_LARGEST: Final = 1_000_000


class SettingsFile:
    """The ``SettingsStore`` on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._broken: Path | None = None

    def load(self) -> Settings:
        """Read the settings; without a file, or with an unreadable one, the defaults.

        An unreadable file is kept aside (see ``broken``). Raises SETTINGS_BROKEN with ``path``
        and ``version`` for one of a newer program, which is left as it is, and LEDGER_READ_ONLY
        with ``path`` for one that may not be opened.
        """
        try:
            if self._path.stat().st_size > _LARGEST:
                return self._keep_aside()
            stored = self._path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            raise storage_trouble(error, self._path) from error
        try:
            return from_json(json.loads(stored.decode("utf-8")))
        except UnknownVersion as error:
            raise trouble(Code.SETTINGS_BROKEN, path=str(self._path), version=str(error)) from error
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            return self._keep_aside()

    def save(self, settings: Settings) -> None:
        """Replace the settings durably; the old ones stay until the new ones are on the disk.

        Raises DISK_FULL or LEDGER_READ_ONLY with ``path``.
        """
        text = json.dumps(to_json(settings), ensure_ascii=False, indent=2) + "\n"
        make_private_folder(self._path.parent)
        try:
            write_whole(self._path, text.encode("utf-8"))
        except OSError as error:
            raise storage_trouble(error, self._path) from error

    def broken(self) -> Path | None:
        """Where the last unreadable file was put, if ``load`` met one."""
        return self._broken

    def _keep_aside(self) -> Settings:
        aside = self._free_name()
        try:
            disk.replace(self._path, aside)
        except OSError as error:
            raise storage_trouble(error, self._path) from error
        log.warning("settings could not be read and were kept aside as %s", aside.name)
        self._broken = aside
        return Settings()

    def _free_name(self) -> Path:
        number = 1
        aside = self._path.with_name(f"{self._path.name}.broken")
        while aside.exists():
            number += 1
            aside = self._path.with_name(f"{self._path.name}.broken-{number}")
        return aside
