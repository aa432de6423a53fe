"""Numbered steps from an old ledger to the present one, all of them in one transaction."""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from xpeak_desktop import disk

APPLICATION_ID: Final = 0x5850_4541
"""``XPEA`` in the file's header: another program's database is not taken for a ledger."""

_FILE_NAME: Final = re.compile(r"(\d{4})_\w+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that lead from version ``version - 1`` to ``version``."""

    version: int
    statements: tuple[str, ...]


def split(script: str) -> Iterator[str]:
    """Give the statements of a script one by one; a trigger's inner semicolons do not end it."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    rest = [line for line in pending.splitlines() if line.strip() and not line.startswith("--")]
    if rest:
        raise ValueError(f"unfinished statement: {rest[0]}")


def _load() -> tuple[Migration, ...]:
    found = []
    for file in resources.files(__name__).iterdir():
        match = _FILE_NAME.fullmatch(file.name)
        if match:
            statements = tuple(split(file.read_text(encoding="utf-8")))
            found.append(Migration(int(match[1]), statements))
    return tuple(sorted(found, key=lambda migration: migration.version))


MIGRATIONS: Final = _load()
VERSION: Final = MIGRATIONS[-1].version


def version_of(connection: sqlite3.Connection) -> int:
    """The version a database says it has; 0 for a new one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection,
    backups: Path | None,
    time_text: str,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Bring a database to the last version, or leave it untouched when anything fails.

    An existing ledger is copied into ``backups`` first; ``time_text`` names the copy. Raises what
    ``sqlite3`` and the file system raise.
    """
    version = version_of(connection)
    if version >= migrations[-1].version:
        return
    if version and backups:
        _keep_copy(connection, backups / f"before-v{migrations[-1].version}-{time_text}.sqlite3")
    # A rebuilt table may miss its rows for a moment; the check below looks at the end.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        _run(connection, migrations)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    # Read again: somebody else may have been faster before the lock was ours.
    version = version_of(connection)
    for migration in migrations:
        if migration.version > version:
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.version:d}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    if orphan:
        raise sqlite3.IntegrityError(f"a row of {orphan[0]} lost its parent in {orphan[2]}")


def _keep_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy under another name first: what a kill left half-made must not look like a copy."""
    part = target.with_name(f".{target.name}.part")
    back_up(connection, part)
    disk.replace(part, target)


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Write a whole, readable copy; copying the file would miss what is still in the WAL."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # VACUUM INTO takes an empty file as it is, with its permissions.
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except BaseException:
        disk.remove(target, missing_ok=True)
        raise
