"""Takes a shop out of one computer and into another; at no moment may both believe they send.

Out: the file is made whole under a name nobody opens, this computer is marked, and only then the
file gets its name. Whatever ends it half-way, either the file cannot be used or nothing is sent
from here. In: the ledger that takes the place of the present one carries the settings, so that
one exchange of a file decides, and whoever opens the ledger next keeps them.
"""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from xpeak_desktop.bootstrap.ledger_care import LedgerCare
from xpeak_desktop.bootstrap.vault import environment_of
from xpeak_desktop.desktop import move_file
from xpeak_desktop.desktop.move_file import Manifest
from xpeak_desktop.desktop.paths import Places, make_private_folder
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import (
    PRODUCTION_URL,
    UAT_URL,
    Settings,
    UnknownVersion,
    from_json,
    is_loopback,
    to_json,
)
from xpeak_desktop.ledger.guarding import ARRIVED
from xpeak_desktop.ports import Clock, Ledger
from xpeak_desktop.services.jobs.moving import moved_out

log: Final = logging.getLogger(__name__)

Keep = Callable[[Settings], None]
"""Keeps settings durably and works with them from then on."""

_FROM: Final = "arrived_from"
_MAY_BE_IN_PEAK: Final = (
    *(State.SENDING, State.UNCERTAIN, State.SENT, State.VOIDED),
    State.REJECTED,
)
_OF_ITS_LAST_COMPUTER: Final = ("trouble", "early_deaths")
"""Notes about the way to PEAK, which is another one from here."""


class Moving:
    """Both ends of a move, for one profile whose lock is held."""

    def __init__(self, places: Places, care: LedgerCare, clock: Clock) -> None:
        self._places = places
        self._care = care
        self._clock = clock

    @property
    def _ledger(self) -> Ledger:
        return self._care.ledger

    # ------------------------------------------------------------------ out

    def out(self, target: Path, settings: Settings, keep: Keep) -> None:
        """Write the file, and stop sending here before it can be used anywhere.

        Raises FILE_NOT_WRITTEN, DISK_FULL, ...: then this computer sends on, unless the file may
        be there all the same.
        """
        self._check_target(target)
        now = self._clock.now().astimezone(UTC)
        manifest = Manifest(
            made=now,
            environment=self._ledger.meta("environment") or "",
            business_id=self._ledger.meta("business_id") or "",
            business_name=self._ledger.meta("business_name") or "",
            epoch=int(self._ledger.meta("epoch") or 0),
        )
        with self._workshop() as folder:
            copy = folder / move_file.LEDGER
            self._care.copy_to(copy)
            part = move_file.write_part(target, manifest, copy, _packed(settings))
        marked, told = replace(settings, moved_out=now.isoformat()), self._ledger.trouble()
        try:
            keep(marked)
            self._ledger.set_trouble(moved_out(marked))
            move_file.hand_over(part, target)
        except Trouble:
            # Only what surely was not handed over lets this computer send on.
            if move_file.discard(part):
                keep(settings)
                self._ledger.set_trouble(told)
            raise
        log.info("the shop was packed for another computer; nothing is sent from here")

    def _check_target(self, target: Path) -> None:
        """Refuse to write over anything but a former such file, or among the profile's own."""
        inside = target.resolve().is_relative_to(self._places.folder.resolve())
        taken = target.exists() and not move_file.is_move_file(target)
        if inside or taken:
            raise trouble(Code.FILE_NOT_WRITTEN, file=target.name)

    # ------------------------------------------------------------------ in

    def take_in(self, file: Path, settings: Settings, keep: Keep) -> None:
        """Put the file's ledger and settings in place of the present ones, all or nothing.

        Raises MOVE_FILE_..., PROFILE_IN_USE or what the disk refuses, and then nothing has
        changed; or the shop is here and only its settings are not kept yet, which the same file
        once more, or the next start, makes good.
        """
        with self._workshop() as folder:
            copy = folder / move_file.LEDGER
            with move_file.opened(file) as packed:
                manifest, coming = packed.manifest, packed.settings
                if self._is_here(packed.digest, settings):
                    finish(self._ledger, keep)
                    return
                self._check_free(settings)
                self._check_comes_back(manifest, settings, file)
                packed.unpack_ledger(copy)
            arriving = _unpacked(coming, settings, file, manifest)
            notes: dict[str, str | None] = dict.fromkeys(_OF_ITS_LAST_COMPUTER)
            notes |= {ARRIVED: _packed(arriving).decode("utf-8"), _FROM: packed.digest}
            self._exchange(copy, arriving, notes, file, manifest)
        log.info("a shop was taken in from another computer")
        finish(self._ledger, keep)

    def _is_here(self, digest: str, settings: Settings) -> bool:
        """Whether this very file was taken in before: what was done since must not be undone."""
        # Until the settings that came are kept, those of before say that the shop is away.
        gone = settings.moved_out and self._ledger.meta(ARRIVED) is None
        return self._ledger.meta(_FROM) == digest and not gone

    def _check_free(self, settings: Settings) -> None:
        """A shop that has sent from here is not replaced, unless it went away itself."""
        counts = self._ledger.counts()
        if not settings.moved_out and any(counts[state].receipts for state in _MAY_BE_IN_PEAK):
            raise trouble(Code.PROFILE_IN_USE, ours=self._business())

    def _check_comes_back(self, manifest: Manifest, settings: Settings, file: Path) -> None:
        """A shop that went away comes back in no file from before it went, as its own one is.

        With such a file this computer would send again beside the other, and nobody was asked.
        """
        if not settings.moved_out:
            return
        # Both moments were written alike, in UTC. Another computer's clock may be behind: who
        # counts more passes was at work later all the same.
        made, ours = manifest.made.isoformat(), int(self._ledger.meta("epoch") or 0)
        before = (manifest.epoch, made) <= (ours, settings.moved_out)
        if before or made == settings.moved_out:
            raise trouble(Code.MOVE_FILE_OLDER, file=str(file))

    def _business(self) -> str:
        return self._ledger.meta("business_name") or self._ledger.meta("business_id") or ""

    def _exchange(
        self,
        copy: Path,
        arriving: Settings,
        notes: dict[str, str | None],
        file: Path,
        manifest: Manifest,
    ) -> None:
        environment = environment_of(arriving.base_url) if arriving.set_up else ""
        ours = self._business()
        try:
            self._care.take_in(copy, environment, Problem(Code.LEDGER_MOVED), notes)
        except Trouble as error:
            code = error.problem.code
            if code is Code.LEDGER_NEWER:
                raise _newer(file, manifest) from error
            if code is Code.LEDGER_OTHER_BUSINESS and ours:
                raise trouble(Code.PROFILE_IN_USE, ours=ours) from error
            if code in (Code.LEDGER_BROKEN, Code.LEDGER_OTHER_BUSINESS):
                raise trouble(Code.MOVE_FILE_UNUSABLE, file=str(file)) from error
            raise

    # ------------------------------------------------------------------ where it is done

    @contextmanager
    def _workshop(self) -> Iterator[Path]:
        """A folder of the profile's own for a ledger on its way; what a kill left there goes."""
        folder = self._places.folder / "moving"
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def finish(ledger: Ledger, keep: Keep) -> None:
    """Keep the settings that came with the ledger, if they have not been kept."""
    arrived = ledger.meta(ARRIVED)
    if arrived is not None:
        keep(from_json(json.loads(arrived)))
        ledger.set_meta(ARRIVED, None)


def _packed(settings: Settings) -> bytes:
    """The settings as another computer may use them, as the settings file has them."""
    # There is no secret in its keyring yet, and its icon was not explained to anybody.
    fresh = replace(settings, moved_out="", keyring=False, close_explained=False)
    return json.dumps(to_json(fresh), ensure_ascii=False, indent=2).encode("utf-8")


def _unpacked(text: bytes, present: Settings, file: Path, manifest: Manifest) -> Settings:
    """Settings out of a file that may be anybody's."""
    try:
        settings = from_json(json.loads(text))
        known = {PRODUCTION_URL, UAT_URL, present.base_url}
        # The token a person gives next goes to this address.
        if settings.base_url in known or is_loopback(urlsplit(settings.base_url).hostname or ""):
            return settings
    except UnknownVersion as error:
        raise _newer(file, manifest) from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
        log.info("the file's settings cannot be read")
    raise trouble(Code.MOVE_FILE_UNUSABLE, file=str(file))


def _newer(file: Path, manifest: Manifest) -> Trouble:
    return trouble(Code.MOVE_FILE_NEWER, file=str(file), version=manifest.program)
