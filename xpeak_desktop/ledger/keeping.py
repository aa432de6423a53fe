"""Keeps a profile's ledger alive: copies it daily, puts a copy back when the file is damaged.

Whatever stands in the ledger's place is set aside, never overwritten, and a ledger that is not
the last one that was written is marked: nothing is sent from it before PEAK was asked.
"""

import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.ledger import backup, files
from xpeak_desktop.ledger.connection import DELETE, FOREIGN
from xpeak_desktop.ledger.errors import KnownErrors
from xpeak_desktop.ledger.guarding import ARRIVED
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger, open_reader
from xpeak_desktop.ports import Clock

log: Final = logging.getLogger(__name__)

_EVERY: Final = timedelta(days=1)
_DAMAGED: Final = "damaged"
_RESTORED: Final = "before-restore"
_NO_USE: Final = frozenset({Code.LEDGER_BROKEN, Code.LEDGER_NEWER})


class Keeper:
    """Opens, copies and replaces one ledger file; the caller holds the profile's lock."""

    def __init__(self, path: Path, backups: Path, clock: Clock) -> None:
        self._path = path
        self._backups = backups
        self._clock = clock
        self._known = KnownErrors(path)

    # ------------------------------------------------------------------ opening

    def open(self, *, thorough: bool = False) -> SqliteLedger:
        """Open the ledger for writing; a damaged or lost one is replaced first.

        Raises ``Trouble`` as ``open_ledger`` does, but LEDGER_BROKEN only for a file that is
        another program's, or when nothing helps.
        """
        with self._known:
            files.finish_exchange(self._path, self._clock.now())
            lost = self._lost()
        if not lost:
            try:
                return open_ledger(self._path, self._clock, thorough=thorough)
            except Trouble as error:
                if error.problem.code is not Code.LEDGER_BROKEN or _is_foreign(error.problem):
                    raise
                log.info("the ledger is damaged: %s", error.problem.params.get("detail"))
        self._mend()
        return open_ledger(self._path, self._clock)

    def interrupted(self) -> bool:
        """Whether a new ledger waits to take the place of one that was set aside already."""
        return files.next_of(self._path).exists() and not self._path.exists()

    def _lost(self) -> bool:
        """Whether a ledger once stood here and nothing of it is left."""
        if self._path.exists() and self._path.stat().st_size:
            return False
        return bool(
            files.side_files(self._path)
            or files.set_aside(self._path)
            or backup.daily(self._backups)
        )

    def _mend(self) -> None:
        """Put the last good copy in the place of what is damaged; without one, begin anew."""
        with self._known:
            self._backups.mkdir(mode=0o700, exist_ok=True)
            for copy in backup.newest_first(self._backups):
                if self._stage_if_good(copy):
                    break
            else:
                log.info("no copy of the ledger is good: a new one is begun")
                self._stage(None, Problem(Code.LEDGER_REBUILT))
            files.exchange(self._path, _DAMAGED, self._clock.now())

    def _stage_if_good(self, copy: Path) -> bool:
        try:
            self._stage(copy, _restored(copy))
        except Trouble as error:
            if error.problem.code not in _NO_USE:
                raise
            log.info("the copy %s is of no use: %s", copy.name, error.problem.code)
            return False
        log.info("the copy %s takes the ledger's place", copy.name)
        return True

    def _stage(
        self,
        copy: Path | None,
        notice: Problem,
        *binding: str,
        notes: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        """Make the next ledger beside the present one: of this version, and marked."""
        part = files.part_of(self._path)
        files.remove(part)
        if copy is not None:
            if not backup.is_ledger(copy):
                raise trouble(Code.LEDGER_BROKEN, path=str(copy), detail="not a ledger")
            files.copy(copy, part)
        # One file without side files is what can take another's place. An older version stays
        # where it came from: among our copies it might be another shop's, and be put back.
        ledger = open_ledger(part, self._clock, DELETE, thorough=True, keep_old=False)
        with contextlib.closing(ledger):
            if binding:
                ledger.bind(*binding)
            for name, value in notes.items():
                ledger.set_meta(name, value)
            ledger.compare_first(notice)

    # ------------------------------------------------------------------ copies

    def due(self) -> bool:
        """Whether the last dated copy is older than a day."""
        with self._known:
            copies = backup.daily(self._backups)
        # One from the future is a clock that was wrong: it must not stop the copies.
        return not copies or not timedelta(0) <= self._clock.now() - copies[-1][0] < _EVERY

    def back_up_daily(self, ledger: SqliteLedger) -> Problem | None:
        """Copy the ledger; what stands in the way is told and stops nobody."""
        try:
            ledger.forget_notice()
            self.back_up(ledger)
        except Trouble as error:
            log.info("no copy of the ledger today: %s", error.problem.code)
            why = {"path": str(self._backups), "reason": error.problem.code.value}
            return Problem(Code.BACKUP_FAILED, why)
        return None

    def back_up(self, ledger: SqliteLedger, out: Path | None = None) -> Path:
        """Write a copy to a file, or a dated one of which seven are kept.

        Raises ``Trouble``: CONFIG_INVALID for a file that is no copy of a ledger, DISK_FULL, ....
        """
        if out is not None:
            self._check_target(out)
        target = out or self._backups / backup.daily_name(self._clock.now())
        with KnownErrors(target):
            if out is None:
                self._backups.mkdir(mode=0o700, exist_ok=True)
                backup.leave_room(self._path, self._backups)
            ledger.copy_to(target)
            if out is None:
                backup.rotate(self._backups)
        return target

    def leave_room(self, folder: Path) -> None:
        """Raise DISK_FULL when a copy in this folder would take the room the ledger needs."""
        with self._known:
            backup.leave_room(self._path, folder)

    def copies(self) -> list[tuple[datetime, Path]]:
        """Every copy among the profile's own with when it was made (UTC), newest first."""
        with self._known:
            found = list(backup.newest_first(self._backups)) if self._backups.exists() else []
        return [(backup.made(path), path) for path in found]

    def _check_target(self, out: Path) -> None:
        """Refuse to write over anything but a former copy, or where there is no folder."""
        taken = out.exists() and not backup.is_ledger(out)
        if taken or not out.parent.is_dir() or out.resolve() == self._path.resolve():
            raise trouble(Code.CONFIG_INVALID, key="--out", value=str(out))

    # ------------------------------------------------------------------ putting one back

    def restore(self, copy: Path, environment: str) -> Path | None:
        """Put a copy in the ledger's place; gives the file the present one was kept as.

        Raises BACKUP_UNUSABLE, BACKUP_OTHER_BUSINESS, LEDGER_NEWER or what the disk refuses, and
        then nothing has changed.
        """
        try:
            return self.take_in(copy, environment, _restored(copy), {ARRIVED: None})
        except Trouble as error:
            if error.problem.code is Code.LEDGER_OTHER_BUSINESS:
                # The copy was asked first; to a person "ours" is what stands here.
                theirs, ours = (error.problem.params[name] for name in ("ours", "theirs"))
                raise trouble(Code.BACKUP_OTHER_BUSINESS, ours=ours, theirs=theirs) from error
            if error.problem.code is not Code.LEDGER_BROKEN:
                raise
            raise trouble(Code.BACKUP_UNUSABLE, file=str(copy)) from error

    def take_in(
        self, copy: Path, environment: str, notice: Problem, notes: Mapping[str, str | None]
    ) -> Path | None:
        """As ``restore``, with another ``notice``, and ``notes`` that come with the ledger.

        LEDGER_BROKEN says that the copy is of no use.
        """
        with self._known:
            files.finish_exchange(self._path, self._clock.now())
            self._stage(copy, notice, environment, *self._business(), notes=notes)
            before = self._path.exists()
            now = self._clock.now()
            files.exchange(self._path, _RESTORED, now)
        return files.set_aside(self._path)[-1] if before else None

    def _business(self) -> tuple[str, str]:
        """Whose books the present ledger is for, as far as it can still be read."""
        try:
            with contextlib.closing(open_reader(self._path)) as reader:
                return reader.meta("business_id") or "", reader.meta("business_name") or ""
        except Trouble:
            return "", ""


def _is_foreign(problem: Problem) -> bool:
    return problem.params.get("detail") == FOREIGN


def _restored(copy: Path) -> Problem:
    return Problem(Code.LEDGER_RESTORED, {"file": copy.name, "made": _made(copy)})


def _made(copy: Path) -> str:
    """The day a copy was made, by its name; a file of a person's own naming tells nothing."""
    return next((f"{when:%Y-%m-%d}" for when, one in backup.daily(copy.parent) if one == copy), "")
