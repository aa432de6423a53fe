"""Where the files of a profile are (interfaces.md section 4), private to the person."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from xpeak_desktop import disk
from xpeak_desktop.domain.problems import Code, Trouble, trouble

VARIABLE: Final = "XPEAK_DATA_DIR"
DEFAULT_PROFILE: Final = "default"
DEMO_PROFILE: Final = "demo"

PRIVATE_FOLDER: Final = 0o700
PRIVATE_FILE: Final = 0o600

# Letters of any script could be spelled in two ways on two file systems: ASCII only.
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# Windows opens a device for these, whatever follows the first dot.
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of one profile; nothing exists before ``create``."""

    data: Path
    profile: str = DEFAULT_PROFILE

    @property
    def folder(self) -> Path:
        """Everything of this profile."""
        return self.data / self.profile

    @property
    def mark(self) -> str:
        """Tells these profiles from the usual folder's of the same name; there it is empty."""
        ours, usual = (os.path.normcase(os.path.realpath(one)) for one in (self.data, _usual()))
        return "" if ours == usual else hashlib.sha256(os.fsencode(ours)).hexdigest()[:8]

    @property
    def ledger(self) -> Path:
        """The ledger file."""
        return self.folder / "ledger.sqlite3"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.folder / "settings.json"

    @property
    def backups(self) -> Path:
        """The folder of the ledger's copies."""
        return self.folder / "backups"

    @property
    def epoch(self) -> Path:
        """The file that counts the passes which may have sent."""
        return self.folder / "epoch"

    @property
    def logs(self) -> Path:
        """The folder of the log and the crash log."""
        return self.folder / "logs"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.logs / "xpeak.log"

    @property
    def crash_log(self) -> Path:
        """Where a hard crash leaves its trace."""
        return self.logs / "crash.log"

    @property
    def lock(self) -> Path:
        """The file whose lock says that this profile is being worked on."""
        return self.folder / "lock"

    def create(self) -> None:
        """Make the folders, for this person alone, and see that they can be written to.

        Raises DISK_FULL or LEDGER_READ_ONLY with ``path``.
        """
        make_private_folder(self.folder)
        for folder in (self.logs, self.backups):
            make_private_folder(folder)
        try:
            with tempfile.TemporaryFile(dir=self.folder) as probe:
                probe.write(b"x")
                probe.flush()
        except OSError as error:
            raise storage_trouble(error, self.folder) from error


def empty(places: Places) -> None:
    """Remove everything of a profile but the lock, which the caller holds.

    Ended half-way, nothing comes back and the rest can still be removed. Raises DISK_FULL or
    LEDGER_READ_ONLY with ``path``.
    """
    try:
        found = [one for one in places.folder.iterdir() if one != places.lock]
        for path in sorted(found, key=lambda one: _turn(places, one)):
            _remove(path)
    except OSError as error:
        raise storage_trouble(error, places.folder) from error


def _turn(places: Places, path: Path) -> int:
    """When a file goes: a later start puts a copy back where it finds one and no ledger.

    The settings go last, since without them the program knows no shop that could be erased.
    """
    if path == places.settings:
        return 3
    # A journal after its database: one without it would look whole and not be.
    if path.name.startswith(f"{places.ledger.name}-"):
        return 2
    return 1 if path == places.ledger else 0


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        disk.patiently(lambda: shutil.rmtree(path))
    else:
        disk.remove(path)


def find_places(
    data_dir: str | Path | None = None,
    profile: str = DEFAULT_PROFILE,
    environ: Mapping[str, str] | None = None,
) -> Places:
    """Decide where a profile lives: the argument, else the variable, else the system's place.

    Raises CONFIG_INVALID for a profile name that could be anything but one folder.
    """
    given = data_dir or (os.environ if environ is None else environ).get(VARIABLE)
    data = Path(given).expanduser() if given else _usual()
    return Places(Path(os.path.abspath(data)), checked_profile(profile))


def _usual() -> Path:
    """The system's own place for all profiles."""
    return platformdirs.user_data_path("xpeak-desktop", False)


def checked_profile(name: str) -> str:
    """Give the name back if it is plain; raises CONFIG_INVALID with ``key`` and ``value``."""
    plain = _NAME.fullmatch(name) and not name.endswith(".") and not _RESERVED.match(name)
    if not plain:
        raise trouble(Code.CONFIG_INVALID, key="--profile", value=name)
    return name


def make_private_folder(folder: Path) -> None:
    """Make a folder and what is missing above it, for this person alone.

    Raises DISK_FULL or LEDGER_READ_ONLY with ``path``.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(missing):
            one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        # It may have been made by hand, or copied from a backup.
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise storage_trouble(error, folder) from error


def storage_trouble(error: OSError, path: Path) -> Trouble:
    """Say what a failed write means: no room left, or a place that cannot be written to."""
    code = Code.DISK_FULL if disk.says_full(error) else Code.LEDGER_READ_ONLY
    return trouble(code, path=str(path))
