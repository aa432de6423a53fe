"""A desktop of its own for tests that start the real program."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.built import unpacked
from tests.e2e.desktop import Desktop, skip_without_parts
from tests.e2e.shop_owner import Owner
from tests.person import nobody_special
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture(scope="session")
def built() -> Iterator[Path]:
    """The program out of the archive in ``dist``."""
    with unpacked() as program:
        yield program


@pytest.fixture(params=["source", pytest.param("bundle", marks=pytest.mark.bundle)])
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    """A screen, a session bus, an open keyring and a tray; nobody is there yet."""
    skip_without_parts()
    if request.param == "source":
        with Desktop(tmp_path) as one:
            yield one
        return
    built = request.getfixturevalue("built")
    # Not in tmp_path: root's folder is closed to others.
    with (
        tempfile.TemporaryDirectory(prefix="xp") as folder,
        Desktop(Path(folder), built=built, person=nobody_special(), pictures=tmp_path) as one,
    ):
        yield one


@pytest.fixture
def owner(desktop: Desktop) -> Iterator[Owner]:
    """A shop owner who has never started the program."""
    with PracticeServer(receipts=40, seed=3, switches=Switches(mint_limit_seconds=0)) as server:
        yield Owner(desktop, server)
