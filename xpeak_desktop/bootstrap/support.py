"""What a window gives to support: its report, and the trace of a crash."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from xpeak_desktop.desktop.report_zip import computer_facts, write_report
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger.connection import open_read_only
from xpeak_desktop.ledger.migrations import version_of
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.services.support_report import describe

if TYPE_CHECKING:
    from xpeak_desktop.bootstrap.profile import Profile


def save_report(profile: "Profile", path: Path) -> None:
    """Write the report for support; may take seconds, so never on the window's thread.

    Whatever cannot be read is left out. Raises DISK_FULL or LEDGER_READ_ONLY with ``path``.
    """
    facts = computer_facts() | {"ledger_schema": _schema(profile.places.ledger)}
    settings = Settings()
    with contextlib.suppress(Trouble):
        settings = profile.store.load()
    try:
        with contextlib.closing(open_reader(profile.places.ledger)) as reader:
            page = describe(settings, reader, facts)
    except Trouble as error:
        page = describe(settings, None, facts | {"ledger": error.problem.code})
    write_report(path, profile.places.logs, page)


def _schema(ledger: Path) -> str:
    try:
        connection = open_read_only(ledger)
    except Trouble as error:
        return f"{error.problem.code} {error.problem.params.get('detail', '')}".strip()
    if connection is None:
        return ""
    with contextlib.closing(connection):
        return str(version_of(connection))
