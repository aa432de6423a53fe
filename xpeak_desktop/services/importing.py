"""The shop's records into the ledger: each file whole or not at all, each version once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from xpeak_desktop.domain.problems import Area, Code, Problem, Trouble, trouble
from xpeak_desktop.domain.receipt import Kind, Receipt, fingerprint, without_buyer
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ports import (
    Complaint,
    ExportReader,
    ImportResult,
    Ledger,
    LivePage,
    LiveSource,
    Records,
)

SUFFIXES: Final = frozenset({".xlsx", ".xls", ".csv"})
LIVE_SINCE: Final = "live_since"
"""The ledger's note of up to when the live link was read, in UTC of the link's own clock."""

OVERLAP: Final = timedelta(hours=1)
LONG_OVERLAP: Final = timedelta(days=3)
"""How far back to read when the note cannot be right."""

LIVE_ORIGIN: Final = "live"
_MOST_PAGES: Final = 10_000

Digest = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. ``known``: its content was read before, so nothing was done.

    ``receipts`` is the sum of the five counts after it. ``problem`` is why nothing was read.
    """

    name: str
    known: bool = False
    receipts: int = 0
    new: int = 0
    same: int = 0
    replaced: int = 0
    cases: int = 0
    later: int = 0
    products: int = 0
    complaints: tuple[Complaint, ...] = ()
    unknown_headings: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every file; ``problem`` is the folder's or the live link's own."""

    files: tuple[FileReport, ...] = ()
    problem: Problem | None = None

    def problems(self) -> list[Problem]:
        """Everything that a person should hear of, row by row."""
        found = [self.problem] if self.problem else []
        for file in self.files:
            found += [file.problem] if file.problem else []
            found += [_as_problem(complaint) for complaint in file.complaints]
        return found


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds, for a person to see before anything is written; ``total`` in satang.

    ``sums`` are the satang of each receipt by its key, so that a receipt that stands in two
    files is counted once.
    """

    name: str
    receipts: int
    lines: int
    total: int
    first: date | None
    last: date | None
    channels: tuple[str, ...]
    products: int
    complaints: tuple[Complaint, ...]
    unknown_headings: tuple[str, ...]
    sums: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Tally:
    """The results of one file or of a whole reading of the live link.

    ``made`` is from when it is: an older one must not take back what a newer one shows.
    """

    made: datetime | None = None
    results: Counter[ImportResult] = field(default_factory=Counter)
    products: int = 0

    def report(self, name: str, records: Records | None = None) -> FileReport:
        """Freeze the tally."""
        return FileReport(
            name=name,
            receipts=self.results.total(),
            new=self.results[ImportResult.NEW],
            same=self.results[ImportResult.SAME],
            replaced=self.results[ImportResult.REPLACED],
            cases=self.results[ImportResult.CASE],
            later=self.results[ImportResult.LATER],
            products=self.products,
            complaints=records.complaints if records else (),
            unknown_headings=records.unknown_headings if records else (),
        )


class Importing:
    """Takes records in. Belongs to the thread of its ledger.

    What a file or the source does wrong is told in the report; the ledger's own trouble is raised.
    """

    def __init__(self, ledger: Ledger, read_export: ExportReader, digest: Digest) -> None:
        self._ledger = ledger
        self._read_export = read_export
        self._digest = digest

    def import_files(self, paths: Sequence[Path]) -> ImportReport:
        """Read these files in this order; one that cannot be read stops none of the others."""
        return ImportReport(tuple(self._import_file(path) for path in paths))

    def import_folder(self, folder: Path) -> ImportReport:
        """Read what is new or changed in a watched folder, oldest first."""
        try:
            paths = exports_in(folder)
        except OSError:
            return ImportReport(problem=Problem(Code.FOLDER_MISSING, {"folder": str(folder)}))
        files = (self._import_file(path) for path in paths)
        return ImportReport(tuple(file for file in files if not file.known))

    def preview(self, path: Path) -> Preview:
        """Read a file and write nothing. Raises ``Trouble`` as the reader does."""
        records = self._read_export(path)
        days = sorted(one.issued_on for one in records.receipts if one.issued_on)
        numbered = enumerate(records.receipts)
        return Preview(
            name=path.name,
            receipts=len(records.receipts),
            lines=sum(len(one.lines) for one in records.receipts),
            total=sum(one.total or 0 for one in records.receipts),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            channels=tuple(dict.fromkeys(one.channel for one in records.receipts)),
            products=len(_products(records)),
            complaints=records.complaints,
            unknown_headings=records.unknown_headings,
            sums={one.number or f"{path.name} {n}": one.total or 0 for n, one in numbered},
        )

    def import_live(self, source: LiveSource, now: datetime) -> ImportReport:
        """Read what changed since the last reading, and the hour before it once more.

        ``now`` is when this reading begins, by this computer. Every page is kept as it comes; only
        after the last one is the reading counted, so that one that was cut short is done again.
        """
        # The link shows what is true now, so that it is never older than any file.
        tally = _Tally(made=now)
        problem = None
        try:
            self._read_pages(source, now, tally)
        except Trouble as error:
            if error.problem.area is not Area.SOURCE:
                raise
            problem = error.problem
        return ImportReport((tally.report(LIVE_ORIGIN),), problem)

    # ------------------------------------------------------------------ one file

    def _import_file(self, path: Path) -> FileReport:
        tally = _Tally(made=_made(path))
        try:
            digest = self._digest(path)
            if self._ledger.knows_file(digest):
                return FileReport(path.name, known=True)
            records = self._read_export(path)
        except Trouble as error:
            if error.problem.area is not Area.SOURCE:
                raise
            return FileReport(path.name, problem=error.problem)
        with self._ledger.transaction():
            self._put(records, path.name, tally)
            found = len(records.receipts), len(records.complaints)
            self._ledger.add_file(digest, path.name, *found)
        return tally.report(path.name, records)

    def _put(self, records: Records, origin: str, tally: _Tally) -> None:
        words = Words(self._ledger.words())
        for receipt in records.receipts:
            # The mark is the whole receipt's, so that a buyer who is dropped still counts.
            mark = fingerprint(receipt)
            kept = receipt if _keeps_buyer(receipt, words) else without_buyer(receipt)
            result = self._ledger.put_receipt(
                kept, mark, origin, buyer=receipt.buyer, made=tally.made
            )
            tally.results[result] += 1
        known = self._ledger.shop_products()
        products = _products(records)
        for sku, name in products.items():
            # A file without names must not wipe out the names of another.
            if sku not in known or (name and known[sku] != name):
                self._ledger.put_shop_product(sku, name)
        tally.products += len(products)

    # ------------------------------------------------------------------ the live link

    def _read_pages(self, source: LiveSource, now: datetime, tally: _Tally) -> None:
        since, page = self._first_page(source, now)
        # Of two clocks the earlier one: a note that is early costs some reading, a late one loses
        # receipts. A link that does not tell its time is read from the same moment again.
        read_to = min(now, page.read_at) if page.read_at else None
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            with self._ledger.transaction():
                self._put(Records(page.receipts), LIVE_ORIGIN, tally)
                if page.next_cursor is None and read_to is not None:
                    self._ledger.set_meta(LIVE_SINCE, read_to.astimezone(UTC).isoformat())
            if page.next_cursor is None:
                return
            if page.next_cursor in seen:
                break
            seen.add(page.next_cursor)
            page = source.receipts(since, page.next_cursor)
        raise trouble(Code.SOURCE_UNREACHABLE, reason="endless")

    def _first_page(self, source: LiveSource, now: datetime) -> tuple[datetime | None, LivePage]:
        """From when on changes are read, and the first page of them."""
        stored = self._ledger.meta(LIVE_SINCE)
        since = datetime.fromisoformat(stored) - OVERLAP if stored else None
        page = source.receipts(since, None)
        told = page.read_at or now
        if since is not None and told < since:
            # A clock that was ahead made the note: nobody knows how much lies before it.
            since = told - LONG_OVERLAP
            page = source.receipts(since, None)
        return since, page


def _keeps_buyer(receipt: Receipt, words: Words) -> bool:
    """A full tax invoice names its buyer, and so may a document whose kind is not known yet."""
    return words.kind(receipt.kind) in (Kind.TAX_INVOICE, None)


def _products(records: Records) -> dict[str, str]:
    """Every SKU with the last name it was given."""
    found: dict[str, str] = {}
    sold = ((line.sku, line.name) for one in records.receipts for line in one.lines)
    for sku, name in (*records.products, *sold):
        if sku and (name or sku not in found):
            found[sku] = name
    return found


def exports_in(folder: Path) -> Iterable[Path]:
    """The export files by time, then name; office programs' lock files (``~$``) are none."""
    found = []
    for path in folder.iterdir():
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(("~$", ".")):
            continue
        if path.is_file():
            found.append((path.stat().st_mtime_ns, path.name, path))
    return [path for _, _, path in sorted(found)]


def _made(path: Path) -> datetime | None:
    """When a file was last written; ``None`` where its time cannot be true."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return None


def _as_problem(complaint: Complaint) -> Problem:
    return Problem(
        Code.ROW_UNREADABLE,
        {
            "file": complaint.file,
            "row": str(complaint.row),
            "column": complaint.column,
            "value": complaint.value,
        },
    )
