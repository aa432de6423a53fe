"""A copy may take a damaged ledger's place; an open window must not go on with the old one."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeClock
from tests.ledgers import START, put, receipt
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import WindowWork
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.domain.receipt import fingerprint
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ledger import finding
from xpeak_desktop.ledger.keeping import Keeper
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.jobs.corrections import LeaveOut
from xpeak_desktop.ui.reading import Reading, Shown

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    """A ledger with a copy of its first receipt, and a second receipt that came later."""
    one = Profile(find_places(tmp_path))
    one.vault.bound = True
    one.store.save(Settings())
    with one.locked():
        keeper = keeper_of(one)
        with closing(keeper.open()) as ledger:
            put(ledger, receipt("RC-1"))
            keeper.back_up(ledger)
            put(ledger, receipt("RC-2"))
        yield one


def keeper_of(profile: Profile) -> Keeper:
    return Keeper(profile.places.ledger, profile.places.backups, FakeClock(START))


def spoil(profile: Profile) -> None:
    """Leave a page unwritten, as a power cut does."""
    with closing(sqlite3.connect(profile.places.ledger)) as connection:
        ((page,),) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'receipt_event'"
        )
        ((size,),) = connection.execute("PRAGMA page_size")
    with profile.places.ledger.open("r+b") as file:
        file.seek(size * (page - 1))
        file.write(bytes(size))


def numbers(reading: Reading) -> list[str]:
    return sorted(row.number for row in reading.rows(0, 10, Shown()))


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("text", ["", "RC"])
def test_what_is_shown_is_of_the_file_that_the_worker_writes_to(
    profile: Profile, *, holds: bool, text: str
) -> None:
    reading = Reading(partial(open_reader, profile.places.ledger), holds=holds)
    shown = Shown((), text)
    assert reading.row_count(shown) == 2
    spoil(profile)
    with closing(keeper_of(profile).open()) as ledger:
        put(ledger, receipt("RC-NEW"))
        assert sorted(row.number for row in reading.rows(0, 10, shown)) == ["RC-1", "RC-NEW"]
        with reading.together():
            assert numbers(reading) == ["RC-1", "RC-NEW"]
    reading.close()


def test_a_ledger_that_comes_into_being_is_read(profile: Profile) -> None:
    path = profile.places.folder / "another.sqlite3"
    reading = Reading(partial(open_reader, path), holds=True)
    assert reading.row_count(Shown()) == 0
    with closing(sqlite3.connect(profile.places.ledger)) as old:
        old.execute("VACUUM INTO ?", (str(path),))
    assert reading.row_count(Shown()) == 2
    reading.close()


def test_a_button_pressed_before_the_damage_was_seen_touches_no_other_receipt(
    profile: Profile,
) -> None:
    """The press itself may have the worker open, and mend, the ledger: ids are others then."""
    reading = Reading(partial(open_reader, profile.places.ledger), holds=True)
    [pressed] = [row.receipt_id for row in reading.rows(0, 10, Shown()) if row.number == "RC-2"]
    spoil(profile)
    work = WindowWork(profile, profile.store.load(), threading.Event(), Handover())
    try:
        new = receipt("RC-NEW")
        work._desk.ledger.put_receipt(new, fingerprint(new), "sales.xlsx")
        with pytest.raises(Trouble) as caught:
            work.do(LeaveOut(pressed))
        assert caught.value.problem.code is Code.LEDGER_RESTORED
        states = {row.number: row.state for row in reading.rows(0, 10, Shown())}
        assert states == {"RC-1": State.IMPORTED, "RC-NEW": State.IMPORTED}
        # What the window shows since is of the new file.
        [now] = [row.receipt_id for row in reading.rows(0, 10, Shown()) if row.number == "RC-NEW"]
        assert work.do(LeaveOut(now)).number == "RC-NEW"
    finally:
        work.close()
        reading.close()


@pytest.mark.parametrize("holds", [True, False])
def test_the_pages_of_a_searched_list_are_found_once(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, *, holds: bool
) -> None:
    """Also where the ledger is let go between two questions."""
    found: list[object] = []
    real = finding.find

    def find(ask: Any, wanted: Any) -> Any:
        found.append(wanted)
        return real(ask, wanted)

    monkeypatch.setattr("xpeak_desktop.ledger.reader.find", find)
    reading = Reading(partial(open_reader, profile.places.ledger), holds=holds)
    shown = Shown((), "RC")
    assert reading.row_count(shown) == 2
    pages = [reading.rows(offset, 1, shown)[0].number for offset in (0, 1)]
    assert (sorted(pages), len(found)) == (["RC-1", "RC-2"], 1)
    reading.close()
