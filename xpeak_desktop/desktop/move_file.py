"""The file that takes a shop to another computer: ledger and settings in one zip, no secret.

It may have lain on a stick, come by mail, or be somebody's trap: nothing in it is believed before
it was counted and compared, and nothing it names is ever used as a path.
"""

import contextlib
import glob
import hashlib
import json
import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from xpeak_desktop import __version__, disk
from xpeak_desktop.desktop.paths import PRIVATE_FILE, storage_trouble
from xpeak_desktop.desktop.whole_file import sync_folder
from xpeak_desktop.domain.problems import Code, Trouble, trouble

FORMAT: Final = 1
LEDGER: Final = "ledger.sqlite3"
_MANIFEST: Final = "manifest.json"
_SETTINGS: Final = "settings.json"
_NAMES: Final = frozenset({_MANIFEST, LEDGER, _SETTINGS})

_LARGEST_TEXT: Final = 1_000_000
_PIECE: Final = 1 << 20
_ROOM_TO_WORK: Final = 2
"""So many times its size must be free: the ledger is unpacked, and then copied into its place."""

# The last record of a zip without a comment, as ours are: entries, size of their list.
_END: Final = struct.Struct("<4s6xHL6x")
_LONGEST_LIST: Final = 4096
# Any date will do, and a fixed one tells nothing.
_DATE: Final = (1980, 1, 1, 0, 0, 0)

_NOT_OURS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError),
)
"""What a damaged or hostile file makes the readers of zip and JSON raise."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file says of itself; ``made`` is in UTC, ``program`` the version that made it.

    ``epoch`` counts the passes that may have sent.
    """

    made: datetime
    environment: str
    business_id: str
    business_name: str
    epoch: int
    program: str = __version__


class _Newer(Exception):  # noqa: N818
    """A program of this version made it, and this one does not know its form."""


# ---------------------------------------------------------------------- writing


def write_part(target: Path, manifest: Manifest, ledger: Path, settings: bytes) -> Path:
    """Write the whole file beside ``target`` under a name nobody opens, and read it back.

    Raises DISK_FULL or FILE_NOT_WRITTEN, and then nothing is left.
    """
    with _writing(target):
        # Left by a process that was killed: with another name, any of them could be used.
        for old in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
            discard(old)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=".part", dir=target.parent
        )
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                _write(file, manifest, ledger, settings)
                file.flush()
                os.fsync(file.fileno())
            _prove(part, manifest)
        except BaseException:
            discard(part)
            raise
    return part


def hand_over(part: Path, target: Path) -> None:
    """Give the file its name; from here on it can be used. Raises DISK_FULL, FILE_NOT_WRITTEN."""
    with _writing(target):
        disk.replace(part, target)
    # It has its name by now: that it may lose it at a power cut is no reason to say it has not.
    with contextlib.suppress(OSError):
        sync_folder(target.parent)


def discard(part: Path) -> bool:
    """Remove what was not handed over; whether it surely was not, and is gone."""
    try:
        disk.remove(part)
    except OSError:
        return False
    return True


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = storage_trouble(error, target)
        if found.problem.code is Code.DISK_FULL:
            raise found from error
        raise trouble(Code.FILE_NOT_WRITTEN, file=target.name) from error


def _write(file: BinaryIO, manifest: Manifest, ledger: Path, settings: bytes) -> None:
    with ledger.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    told = {
        "format": FORMAT,
        "program": manifest.program,
        "made": manifest.made.astimezone(UTC).isoformat(),
        "environment": manifest.environment,
        "business_id": manifest.business_id,
        "business_name": manifest.business_name,
        "epoch": manifest.epoch,
        "parts": {
            LEDGER: {"bytes": ledger.stat().st_size, "sha256": digest},
            _SETTINGS: {"bytes": len(settings), "sha256": hashlib.sha256(settings).hexdigest()},
        },
    }
    text = json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in ((_MANIFEST, text), (_SETTINGS, settings)):
            archive.writestr(_entry(name), content)
        with ledger.open("rb") as source, archive.open(_entry(LEDGER), "w", force_zip64=True) as to:
            shutil.copyfileobj(source, to, _PIECE)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DATE)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = (stat.S_IFREG | PRIVATE_FILE) << 16
    return made


def _prove(part: Path, manifest: Manifest) -> None:
    """Read back what was written; a stick that lost something is no place for it."""
    try:
        with opened(part) as file:
            if file.manifest != manifest:
                raise OSError("another file was read than was written")
            for _ in file.ledger():
                pass
    except Trouble as error:
        raise OSError("the file cannot be read back") from error


# ---------------------------------------------------------------------- reading


class MoveFile:
    """An open file whose manifest, settings and list of parts were looked at."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        told = json.loads(self._text(_MANIFEST))
        self.manifest = _manifest(told)
        self._parts = told["parts"]
        self.digest = _words(self._parts[LEDGER], "sha256")
        """Of the ledger, by which one file is told from another."""
        self.settings = self._text(_SETTINGS)
        self._compare(_SETTINGS, len(self.settings), hashlib.sha256(self.settings).hexdigest())

    def _text(self, name: str) -> bytes:
        with self._archive.open(name) as source:
            content = source.read(_LARGEST_TEXT + 1)
        if len(content) > _LARGEST_TEXT:
            raise ValueError(f"{name} is too long")
        return content

    def _compare(self, name: str, size: int, digest: str) -> None:
        told = self._parts[name]
        if (told["bytes"], told["sha256"]) != (size, digest):
            raise ValueError(f"{name} is not what the file says it is")

    def ledger(self) -> Iterator[bytes]:
        """The ledger piece by piece; the last one only comes when all was as the file says."""
        digest, size, most = hashlib.sha256(), 0, int(self._parts[LEDGER]["bytes"])
        last = b""
        with self._archive.open(LEDGER) as source:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise ValueError("the ledger is longer than the file says")
                digest.update(piece)
                yield last
                last = piece
        self._compare(LEDGER, size, digest.hexdigest())
        yield last

    def unpack_ledger(self, target: Path) -> None:
        """Write the ledger to a new file. Raises MOVE_FILE_UNUSABLE, DISK_FULL, ...."""
        size = int(self._parts[LEDGER]["bytes"])
        if shutil.disk_usage(target.parent).free < _ROOM_TO_WORK * size:
            raise trouble(Code.DISK_FULL, path=str(target.parent))
        with _storing(target):
            handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
        file = os.fdopen(handle, "wb")
        try:
            for piece in self.ledger():
                with _storing(target):
                    file.write(piece)
        finally:
            # A quota may show here first.
            with _storing(target):
                file.close()


@contextmanager
def _storing(target: Path) -> Iterator[None]:
    """What the disk refuses is not the fault of the file that is read."""
    try:
        yield
    except OSError as error:
        raise storage_trouble(error, target) from error


@contextmanager
def opened(path: Path) -> Iterator[MoveFile]:
    """Open and check such a file. Raises MOVE_FILE_UNUSABLE, MOVE_FILE_NEWER."""
    try:
        with path.open("rb") as file:
            _check_end(file)
            with zipfile.ZipFile(file) as archive:
                _check_entries(archive.infolist())
                yield MoveFile(path, archive)
    except _Newer as newer:
        raise trouble(Code.MOVE_FILE_NEWER, file=str(path), version=str(newer)) from newer
    except (*_NOT_OURS, OSError) as error:
        raise trouble(Code.MOVE_FILE_UNUSABLE, file=str(path)) from error


def is_move_file(path: Path) -> bool:
    """Whether a file is one of these, so that a later one may take its place."""
    try:
        with opened(path):
            return True
    except Trouble:
        return False


def _check_end(file: BinaryIO) -> None:
    """Refuse a list of parts that is longer than ours before it is read into memory."""
    file.seek(-_END.size, os.SEEK_END)
    signature, entries, size = _END.unpack(file.read(_END.size))
    if signature != b"PK\x05\x06" or entries != len(_NAMES) or size > _LONGEST_LIST:
        raise zipfile.BadZipFile("not one of ours")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Exactly our parts, plain files all: no folder, no link, no second one of a name."""
    if len(entries) != len(_NAMES) or {one.filename for one in entries} != _NAMES:
        raise zipfile.BadZipFile("other parts than ours")
    for one in entries:
        kind = stat.S_IFMT(one.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or one.flag_bits & 0x41:
            raise zipfile.BadZipFile("a link, or encrypted")
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("packed in another way")


def _manifest(told: Any) -> Manifest:
    if int(told["format"]) > FORMAT:
        raise _Newer(_words(told, "program"))
    made = datetime.fromisoformat(_words(told, "made"))
    if int(told["format"]) != FORMAT or made.tzinfo is None:
        raise ValueError("no form of ours")
    return Manifest(
        made=made.astimezone(UTC),
        environment=_words(told, "environment"),
        business_id=_words(told, "business_id"),
        business_name=_words(told, "business_name"),
        epoch=int(told["epoch"]),
        program=_words(told, "program"),
    )


def _words(told: Any, name: str) -> str:
    if not isinstance(told[name], str):
        raise TypeError(name)
    return cast(str, told[name])
