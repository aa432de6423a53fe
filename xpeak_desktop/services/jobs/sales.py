"""The page "Sales": what a folder of exports or the live link holds, and taking it in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from xpeak_desktop.domain.problems import Area, Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Complaint
from xpeak_desktop.services.importing import Preview
from xpeak_desktop.services.jobs.room import Room

MOST_FILES: Final = 200
"""So many files, the newest, are looked at before a person decides; all are read afterwards."""

MOST_COMPLAINTS: Final = 200
_MOST_SUBFOLDERS: Final = 50


@dataclass(frozen=True, slots=True)
class SalesFound:
    """What the files of a folder hold together; nothing was written. ``total`` in satang.

    ``files`` are the names of those with receipts or products. ``complaints`` are the first values
    that cannot be read, in ``complaint_count`` rows. ``problems`` are files that cannot be read, or
    are no receipts at all. ``headings_file`` is the newest whose headings are not all known.
    ``subfolder`` is one with exports, when the folder itself has none.
    """

    folder: str
    all_files: int = 0
    looked_at: int = 0
    files: tuple[str, ...] = ()
    receipts: int = 0
    total: int = 0
    first: date | None = None
    last: date | None = None
    channels: tuple[str, ...] = ()
    products: int = 0
    complaints: tuple[Complaint, ...] = ()
    complaint_count: int = 0
    problems: tuple[Problem, ...] = ()
    unknown_headings: tuple[str, ...] = ()
    headings_file: str = ""
    subfolder: str = ""

    @property
    def usable(self) -> bool:
        """Whether a folder like this can be watched: it has receipts, or will have them.

        A new shop has none yet. Files that cannot be read, and exports one folder deeper, say that
        something is wrong: watched as it is, the folder would stay silent.
        """
        wrong = self.problems or self.complaint_count or self.subfolder
        return self.receipts > 0 or not wrong


@dataclass(frozen=True, slots=True)
class LiveFound:
    """The live link answered: its channels, and how many receipts its first page has."""

    url: str
    channels: tuple[str, ...]
    receipts: int
    more: bool


@dataclass(frozen=True, slots=True)
class SalesKept:
    """The source is kept and was read; ``problems`` are rows and files that could not be."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SalesNow:
    """The source that is kept, and what its folder holds; or why that could not be read."""

    source: Source
    found: SalesFound | None = None
    problem: Problem | None = None


@dataclass(slots=True)
class _Together:
    """Previews added up; a receipt of two files counts once, as its newest file has it."""

    sums: dict[str, int] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    channels: dict[str, None] = field(default_factory=dict)
    headings: dict[str, None] = field(default_factory=dict)
    headings_file: str = ""
    complaints: list[Complaint] = field(default_factory=list)
    complaint_count: int = 0
    products: int = 0

    def add(self, one: Preview) -> None:
        """Add a file; oldest first."""
        self.sums |= one.sums
        self.days += [day for day in (one.first, one.last) if day is not None]
        if one.receipts or one.products:
            self.names.append(one.name)
        self.channels |= dict.fromkeys(name for name in one.channels if name)
        self.headings |= dict.fromkeys(one.unknown_headings)
        if one.unknown_headings:
            self.headings_file = one.name
        self.complaint_count += len({complaint.row for complaint in one.complaints})
        self.complaints += one.complaints[: MOST_COMPLAINTS - len(self.complaints)]
        self.products += one.products


@dataclass(frozen=True, slots=True)
class LookAtFolder:
    """Read the exports of a folder and write nothing."""

    keeps: ClassVar[bool] = False

    folder: str

    def do(self, room: Room) -> SalesFound:
        """Answers ``SalesFound``; raises ``Trouble``: FOLDER_MISSING, STOPPED."""
        paths = room.exports_in(Path(self.folder))
        newest = paths[-MOST_FILES:]
        together, problems = _Together(), []
        for path in newest:
            _stop_if_asked(room)
            try:
                together.add(room.preview(path))
            except Trouble as error:
                if error.problem.area is not Area.SOURCE:
                    raise
                problems.append(error.problem)
        return SalesFound(
            folder=self.folder,
            all_files=len(paths),
            looked_at=len(newest),
            files=tuple(together.names),
            receipts=len(together.sums),
            total=sum(together.sums.values()),
            first=min(together.days, default=None),
            last=max(together.days, default=None),
            channels=tuple(together.channels),
            products=together.products,
            complaints=tuple(together.complaints),
            complaint_count=together.complaint_count,
            problems=tuple(problems),
            unknown_headings=tuple(together.headings),
            headings_file=together.headings_file,
            subfolder="" if together.names else _subfolder_with_exports(room, Path(self.folder)),
        )


@dataclass(frozen=True, slots=True)
class LookAtSource:
    """What is kept as the source, with its folder looked at."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> SalesNow:
        """Answers ``SalesNow``; raises ``Trouble`` when stopped."""
        source = room.settings.source
        if source.kind != "folder":
            return SalesNow(source)
        try:
            return SalesNow(source, LookAtFolder(source.folder).do(room))
        except Trouble as error:
            if error.problem.area is not Area.SOURCE:
                raise
            return SalesNow(source, problem=error.problem)


@dataclass(frozen=True, slots=True)
class TryLive:
    """Ask the live link for its channels and its first page, with the key handed over."""

    keeps: ClassVar[bool] = False

    url: str

    def do(self, room: Room) -> LiveFound:
        """Answers ``LiveFound``; raises ``Trouble``: SOURCE_..., INSECURE_ADDRESS, SECRETS_..."""
        source = room.live_source(self.url)
        channels = source.channels()
        page = source.receipts(None, None)
        return LiveFound(self.url, channels, len(page.receipts), page.next_cursor is not None)


@dataclass(frozen=True, slots=True)
class KeepSales:
    """Make this the source from now on and read it; receipts are judged at once."""

    keeps: ClassVar[bool] = False

    source: Source

    def do(self, room: Room) -> SalesKept:
        """Answers ``SalesKept``; raises ``Trouble``: FOLDER_MISSING, SOURCE_..., STOPPED."""
        if self.source.kind == "live":
            problems = room.read_source(self.source)
            if problems and problems[0].code in _LINK_IS_BAD:
                raise Trouble(problems[0])
            # Only a key that worked takes the place of the one kept before.
            room.keep_secrets(session_only=not room.secrets_kept())
        else:
            problems = _read_folder(room, Path(self.source.folder))
        room.use_settings(replace(room.settings, source=self.source))
        room.judge()
        return SalesKept(room.settings, tuple(problems))


_LINK_IS_BAD: Final = frozenset(
    {Code.SOURCE_UNREACHABLE, Code.SOURCE_REFUSED, Code.SHOP_KEY_MISSING, Code.INSECURE_ADDRESS}
)


def _read_folder(room: Room, folder: Path) -> list[Problem]:
    """Read file by file, so that a person can stop between two."""
    problems: list[Problem] = []
    for path in room.exports_in(folder):
        _stop_if_asked(room)
        problems += room.import_files([path]).problems()
    return problems


def _subfolder_with_exports(room: Room, folder: Path) -> str:
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return ""
    return next((path.name for path in _with_exports(room, inside[:_MOST_SUBFOLDERS])), "")


def _with_exports(room: Room, folders: Sequence[Path]) -> Iterable[Path]:
    for folder in folders:
        try:
            if room.exports_in(folder):
                yield folder
        except Trouble:
            # One that may not be opened is no answer either.
            continue


def _stop_if_asked(room: Room) -> None:
    if room.cancel.is_set():
        raise trouble(Code.STOPPED)
