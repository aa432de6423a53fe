"""One profile while its lock is held: where passes, commands and the window's jobs are done."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xpeak_desktop.bootstrap.ledger_care import LedgerCare
from xpeak_desktop.bootstrap.moving import Moving, finish
from xpeak_desktop.bootstrap.neighbours import shop_of_same_keys
from xpeak_desktop.bootstrap.vault import GIVEN, TriedSecrets, Vault, environment_of
from xpeak_desktop.desktop.clock import SystemClock
from xpeak_desktop.desktop.kept_epoch import KeptEpoch
from xpeak_desktop.desktop.paths import Places
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import (
    Ledger,
    PeakGateway,
    Secret,
    SecretName,
    SecretStore,
    SeenColumn,
    SettingsStore,
)
from xpeak_desktop.services.contest import Contest
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.headings import headings_kept, mark_of
from xpeak_desktop.services.importing import Importing, ImportReport, Preview, exports_in
from xpeak_desktop.services.jobs.moving import moved_out
from xpeak_desktop.services.judging import judge_all
from xpeak_desktop.services.progress import PassResult, Report
from xpeak_desktop.services.senders import ThreadSenders
from xpeak_desktop.services.syncing import Syncing
from xpeak_desktop.services.tools import Tools

if TYPE_CHECKING:
    from xpeak_desktop.shop.live_link import LiveLink


class Desk:
    """The ledger is open, PEAK can be asked; the window's ``Room``.

    Belongs to the thread that made it; only the gateway is used by the senders too. ``provided``
    are the keys that came with the program.
    """

    def __init__(
        self,
        settings: Settings,
        places: Places,
        store: SettingsStore,
        vault: Vault,
        clock: SystemClock,
        cancel: threading.Event,
        handover: Handover,
        provided: Mapping[SecretName, Secret],
    ) -> None:
        self._settings = settings
        self._places = places
        self._store = store
        self._vault = vault
        self._clock = clock
        self._cancel = cancel
        self._handover = handover
        self._provided = provided
        self._contest = Contest()
        self._gateway: PeakGateway | None = None
        self._trial: PeakGateway | None = None
        self._link: LiveLink | None = None
        self._use_secrets()
        self._care = LedgerCare(places, clock)
        self._moving = Moving(places, self._care, clock)
        finish(self.ledger, self.use_settings)

    # ------------------------------------------------------------------ what there is

    @property
    def ledger(self) -> Ledger:
        """The writer; another one after it had to be opened anew."""
        return self._care.ledger

    @property
    def settings(self) -> Settings:
        """What is decided now."""
        return self._settings

    @property
    def clock(self) -> SystemClock:
        """The computer's clock."""
        return self._clock

    @property
    def cancel(self) -> threading.Event:
        """Set when what is under way should end."""
        return self._cancel

    @property
    def environment(self) -> str:
        """Which PEAK the settings point at."""
        return environment_of(self._settings.base_url)

    @property
    def handover(self) -> Handover:
        """Where the window leaves secrets."""
        return self._handover

    def use_settings(self, settings: Settings) -> None:
        """Write the settings durably and work with them from now on."""
        if settings == self._settings:
            return
        self._store.save(settings)
        before, self._settings = self._settings, settings
        if (before.base_url, before.keyring) != (settings.base_url, settings.keyring):
            self._hang_up()
            self._use_secrets()

    # ------------------------------------------------------------------ PEAK and its secrets

    def gateway(self) -> PeakGateway:
        """PEAK, connected when first needed; raises MOVED_OUT where another computer sends."""
        self._stop_if_moved()
        if self._gateway is None:
            self._gateway = self._connect(self._secrets)
        return self._gateway

    def connect_anew(self) -> None:
        """Begin with PEAK from the start, as if no client token had ever died early."""
        self._hang_up()
        self._contest.forget(self.ledger)

    def _stop_if_moved(self) -> None:
        # Even a look would make a client token, and so end the other computer's.
        problem = moved_out(self._settings)
        if problem is not None:
            raise Trouble(problem)

    def _connect(self, secrets: SecretStore) -> PeakGateway:
        # Only now: what a start finds uncertain is told before the web's modules are loaded.
        from xpeak_desktop.peak.gateway import connect

        return connect(
            self._settings.base_url, secrets, self._clock, self._cancel, self._contest.token_died
        )

    def try_secrets(self) -> PeakGateway:
        """PEAK, with the secrets handed over on top of those kept; nothing is kept yet."""
        self._stop_if_moved()
        self._tried.give(self._handover.take())
        # Its secrets may be other ones than the last time, and a gateway reads them once.
        _close(self._trial)
        self._trial = self._connect(self._tried)
        return self._trial

    def shop_of_same_keys(self, business_id: str) -> str:
        """Another business on this computer that the Connect ID being tried serves, by name."""
        connect_id = self._tried.get(SecretName.CONNECT_ID)
        if connect_id is None or self._vault.bound:
            return ""
        return shop_of_same_keys(self._places, self.environment, connect_id, business_id)

    def keep_secrets(self, *, session_only: bool) -> None:
        """Keep what was tried: in the keyring, or for as long as the program runs."""
        self._tried.give(self._handover.take())
        session = session_only or self._vault.bound
        if session:
            self._tried.keep_in(self._vault.session())
        else:
            self._tried.keep_in(self._vault.keyring(self._settings))
            self._vault.leave_session()
        self.use_settings(replace(self._settings, keyring=not session))
        self._hang_up()
        self._use_secrets()

    def forget_tried(self) -> None:
        """Drop what was handed over and tried; a client token that was minted meanwhile stays."""
        self._handover.take()
        self._tried.forget()
        _close(self._trial)
        self._trial = None

    def secret_names(self) -> frozenset[SecretName]:
        """Which secrets there are, with those that came with the program."""
        kept = {name for name in GIVEN if self._secrets.get(name) is not None}
        return frozenset(kept | self._provided.keys())

    def secrets_left(self) -> bool:
        """Whether anything that a person gave is kept, also where it is not used any more."""
        return self._vault.holds_any(self._settings)

    def token_tail(self) -> str:
        """The last four characters of the user token that is kept; empty without one."""
        token = self._secrets.get(SecretName.USER_TOKEN)
        return token.reveal()[-4:] if token is not None else ""

    def secrets_kept(self) -> bool:
        """Whether the secrets outlive the program."""
        return self._settings.keyring and not self._vault.bound

    def forget_secrets(self, *, everything: bool = False) -> None:
        """Remove every secret of the profile from the keyring and from memory.

        The count of passes stays beside the ledger it protects: it opens nothing. ``everything``
        is for a ledger that goes too.
        """
        self.forget_tried()
        self._hang_up()
        if everything:
            self._vault.forget(self._settings, tuple(SecretName))
        else:
            self._vault.forget(self._settings)
        self._use_secrets()

    def _use_secrets(self) -> None:
        self._secrets = self._vault.store(self._settings)
        self._tried = TriedSecrets(self._secrets, self._provided)
        self._epochs = KeptEpoch(self._places.epoch, self._secrets)

    def _hang_up(self) -> None:
        for gateway in (self._gateway, self._trial):
            _close(gateway)
        self._gateway = self._trial = None

    # ------------------------------------------------------------------ the shop's records

    def live_source(self, url: str) -> "LiveLink":
        """The live link with the shop key handed over, else the one kept."""
        from xpeak_desktop.shop.live_link import LiveLink

        self._tried.give(self._handover.take())
        key = self._tried.get(SecretName.SHOP_KEY)
        if key is None:
            raise trouble(Code.SHOP_KEY_MISSING)
        self._close_link()
        self._link = LiveLink(url, key, self._clock, self._cancel)
        return self._link

    def _close_link(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()

    @property
    def _importing(self) -> Importing:
        from xpeak_desktop.shop.columns import ColumnProfile
        from xpeak_desktop.shop.export_file import file_digest, read_export

        headings = headings_kept(self.ledger)
        if not headings:
            return Importing(self.ledger, read_export, file_digest)
        profile = ColumnProfile.from_json(headings)
        mark = mark_of(headings)
        return Importing(
            self.ledger,
            lambda path: read_export(path, profile),
            # What was read when its columns meant something else is read again.
            lambda path: f"{file_digest(path)} {mark}",
        )

    def columns_of(self, path: Path) -> tuple[SeenColumn, ...]:
        """The columns of one export file, as they are understood so far."""
        from xpeak_desktop.shop.columns import ColumnProfile
        from xpeak_desktop.shop.export_file import look_at_columns

        return look_at_columns(path, ColumnProfile.from_json(headings_kept(self.ledger)))

    def preview(self, path: Path) -> Preview:
        """What one export file holds; nothing is written."""
        return self._importing.preview(path)

    def exports_in(self, folder: Path) -> Sequence[Path]:
        """The export files of a folder, oldest first. Raises ``Trouble`` (FOLDER_MISSING)."""
        try:
            return list(exports_in(folder))
        except OSError as error:
            raise trouble(Code.FOLDER_MISSING, folder=str(folder)) from error

    def import_files(self, files: Sequence[Path]) -> ImportReport:
        """Read export files into the ledger."""
        return self._importing.import_files(files)

    def read_source(self, source: Source | None = None) -> list[Problem]:
        """Read what is new in the watched folder or over the live link."""
        source = source or self._settings.source
        if source.kind == "live":
            try:
                link = self.live_source(source.url)
            except Trouble as error:
                if error.problem.code is not Code.SHOP_KEY_MISSING:
                    raise
                # What was read before may still go to PEAK.
                return [error.problem]
            try:
                report = self._importing.import_live(link, self._clock.now())
            finally:
                self._close_link()
        elif source.kind == "folder":
            report = self._importing.import_folder(Path(source.folder))
        else:
            return []
        return report.problems()

    def judge(self) -> int:
        """Judge all unsent receipts by what is decided now; the number that changed."""
        return judge_all(self.ledger, self._settings, self._clock.now())

    # ------------------------------------------------------------------ passes

    def sync(self, report: Report) -> PassResult:
        """Do one whole pass; the ledger is looked after first.

        Raises ``Trouble`` when there is no ledger to work with.
        """
        away = moved_out(self._settings)
        if away is not None:
            self.ledger.set_trouble(away)
            return PassResult(problem=away)
        told = self._care.look_after()
        result = self._run_pass(report)
        self._care.passed(result)
        return replace(result, warnings=(*result.warnings, *told))

    def _run_pass(self, report: Report) -> PassResult:
        senders = ThreadSenders()
        tools = Tools(
            ledger=self.ledger,
            gateway=self.gateway(),
            senders=senders,
            clock=self._clock,
            cancel=self._cancel,
            settings=self._settings,
            report=report,
            epochs=self._epochs,
        )
        try:
            return Syncing(tools, self.read_source, self.environment, self._contest).run_pass()
        finally:
            senders.close()

    # ------------------------------------------------------------------ the ledger's health

    def remember(self, problem: Problem) -> None:
        """Let the next pass look the ledger through when somebody met damage in it."""
        self._care.remember(problem)

    def back_up(self, out: Path | None) -> Path:
        """Copy the ledger to a file, or among the profile's copies."""
        return self._care.back_up(out)

    def copies(self) -> Sequence[tuple[datetime, Path]]:
        """The copies of the ledger with when they were made (UTC), newest first."""
        return self._care.copies()

    def restore(self, copy: Path) -> Path | None:
        """Put a copy in the ledger's place; gives the file the present one was kept as."""
        return self._care.restore(copy, self.environment if self._settings.set_up else "")

    # ------------------------------------------------------------------ another computer

    def move_out(self, target: Path) -> None:
        """Write the file for another computer, and send nothing from here any more."""
        self._moving.out(target, self._settings, self.use_settings)

    def move_in(self, file: Path) -> None:
        """Take in a shop from another computer's file; its token is still to be given."""
        self._moving.take_in(file, self._settings, self.use_settings)

    def close(self) -> None:
        """Close connections; the caller releases the lock."""
        self._hang_up()
        self._close_link()
        self._care.close()


def _close(gateway: PeakGateway | None) -> None:
    if gateway is not None:
        gateway.close()
