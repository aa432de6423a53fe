"""A disk with a real file on it, and power cuts that leave the file half written.

A cut inside COMMIT keeps what SQLite had synced until then, and of what it was writing any sectors.
The product's own way of opening a ledger must bring back the state before or after that commit,
byte for byte, and every earlier one whole.

The pieces are real: the file before and after the commit, and the journal that SQLite itself made,
read through a handle that outlives the file's deletion (so not on Windows). Not modelled: a disk
that lies about its syncs or spoils sectors nobody wrote, a cut inside a checkpoint of the WAL or
inside a migration, and transactions so large that SQLite writes pages before the commit.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

from tests.simulation.chance import Stream
from tests.simulation.disk import Disk, new_ledger_file
from tests.simulation.hazards import Violation
from tests.simulation.moments import MIDNIGHT
from xpeak_desktop.ledger import connection as real_connection

Files = dict[str, bytes]
Left = tuple[Files, list[bytes]]
"""The files a cut left, and what may stand in the ledger once they are opened again."""

_SIDES: Final = ("", "-journal", "-wal")
_SECTOR: Final = 512
_MEMORY: Final = Path("/dev/shm")
"""Where syncs cost nothing, if there is such a folder: what they save is decided here."""


class FileDisk(Disk):
    """A ledger file in a folder of its own; ``mode`` is SQLite's journal mode.

    ``cuts`` counts how processes ended.
    """

    def __init__(self, draw: Stream, mode: str) -> None:
        self._mode = mode
        self._folder = Path()
        self._journal: bytes | None = None
        self._left: Left | None = None
        self.cuts: Counter[str] = Counter()
        super().__init__(draw)

    @property
    def path(self) -> Path:
        return self._folder / "ledger.sqlite3"

    def install(self) -> None:
        base = _MEMORY if _MEMORY.is_dir() else None
        self._folder = Path(tempfile.mkdtemp(prefix="simulated-", dir=base))
        self.path.write_bytes(new_ledger_file())
        self._open_file()

    def copy(self) -> bytes:
        return self._committed()

    def put_back(self, data: bytes) -> None:
        self.connection.close()
        self._put({"": data})
        self._open_file()

    def close(self) -> None:
        super().close()
        shutil.rmtree(self._folder)

    def _open_file(self) -> None:
        self.connection = real_connection.open_writer(self.path, MIDNIGHT, self._mode)

    def _make_durable(self) -> None:
        """The product did so when it opened the file."""

    def _keep_synced(self) -> None:
        """What is lost without syncs is decided by the journal."""

    def commit(self, sql: str) -> sqlite3.Cursor:
        if self._durable:
            return self.connection.execute(sql)
        cursor, self._journal = self._commit_and_read(sql)
        return cursor

    def _commit_and_read(self, sql: str) -> tuple[sqlite3.Cursor, bytes | None]:
        """Commit; also what the journal held at the moment at which it was deleted."""
        journal = Path(f"{self.path}-journal")
        if not journal.exists():
            return self.connection.execute(sql), None
        with journal.open("rb") as kept:
            cursor = self.connection.execute(sql)
            return cursor, kept.read()

    # ------------------------------------------------------------------ the end of a process

    def struck(self, *, power: bool) -> None:
        """Take the files as they are now: on its way out the program still rolls back."""
        before = self._committed()
        if not self.connection.in_transaction:
            self._left = self._cut_idle(power), [before]
        elif self.at_commit:
            self._left = self._cut_commit(before)
        else:
            self._left = self._cut(power), [before]

    def process_died(self, *, power: bool) -> None:
        self.fails_no_more()
        if self._left is None:
            self.struck(power=power)
        assert self._left is not None
        (files, allowed), self._left = self._left, None
        self.connection.close()
        self._put(files)
        self._open_file()
        if self._committed() not in allowed:
            raise Violation("the ledger's file is not what its last commit made it")

    def _committed(self) -> bytes:
        """What somebody else would read now, without what is not committed yet."""
        with contextlib.closing(sqlite3.connect(self.path)) as other:
            return other.serialize()

    def _cut_idle(self, power: bool) -> Files:
        """Nothing was being written: all is there, and without EXTRA perhaps the journal again."""
        files = self._files()
        if power and not self._durable and self._journal and self._draw.hit(0.5):
            self.cuts["a journal is back"] += 1
            files["-journal"] = self._journal
        return files

    def _cut(self, power: bool) -> Files:
        """In mid-transaction: the file is untouched, and of the journal nothing is synced."""
        files = self._files()
        if power and "-journal" in files:
            files["-journal"] = self._some_of(files["-journal"])
        self.cuts["before a commit"] += 1
        return files

    def _cut_commit(self, before: bytes) -> Left:
        """Inside COMMIT, at one of the places SQLite's syncs leave open."""
        early = self._files()
        _, journal = self._commit_and_read("COMMIT")
        late, after = self._files(), self._committed()
        if "-wal" in late:
            return self._cut_wal(early, late, before, after)
        if journal is None:
            return late, [after]
        how = self._draw.one_of(("journal", "pages", "not deleted", "deleted"))
        self.cuts[how] += 1
        if how == "journal":
            return {**early, "-journal": self._some_of(early["-journal"])}, [before]
        if how == "pages":
            torn = self._torn(early[""], late[""])
            return {"": torn, "-journal": journal}, [before]
        if how == "not deleted":
            return {**late, "-journal": journal}, [before]
        return late, [after]

    def _cut_wal(self, early: Files, late: Files, before: bytes, after: bytes) -> Left:
        if early[""] != late[""] or self._draw.hit(0.3):
            self.cuts["wal whole"] += 1
            return late, [after]
        self.cuts["wal torn"] += 1
        torn = self._torn(early.get("-wal", b""), late["-wal"])
        return {**early, "-wal": torn}, [before, after]

    # ------------------------------------------------------------------ bytes

    def _files(self) -> Files:
        paths = {side: Path(f"{self.path}{side}") for side in _SIDES}
        return {side: path.read_bytes() for side, path in paths.items() if path.exists()}

    def _put(self, files: Files) -> None:
        for left in self._folder.glob("ledger.sqlite3*"):
            left.unlink()
        for side, data in files.items():
            Path(f"{self.path}{side}").write_bytes(data)

    def _some_of(self, data: bytes) -> bytes:
        """A new file of which the cut left some sectors."""
        return self._torn(b"", data)

    def _torn(self, old: bytes, new: bytes) -> bytes:
        """Each sector is the old or the new one; the file's end may be missing."""
        length = self._draw.one_of((len(old), len(new)))
        written = self._draw.below()
        sectors = []
        for start in range(0, max(length, 1), _SECTOR):
            source = new if self._draw.below() < written else old
            sectors.append(source[start : start + _SECTOR].ljust(_SECTOR, b"\0"))
        return b"".join(sectors)[:length]
