"""A writer may shut every reader out for a while; whoever looks at the window need not notice."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.window_page import WindowPage
from tests.ledgers import new_ledger, put, receipt
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_reader
from xpeak_desktop.ui import reading
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.receipts_place import ReceiptsPlace

OpenWindow = Callable[..., WindowPage]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "ledger.sqlite3"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """Three receipts, in the journal that shuts readers out."""
    with closing(new_ledger(tmp_path, "delete")) as one:
        for number in range(3):
            put(one, receipt(f"RC-{number}"))
        yield one


@contextmanager
def shut(path: Path) -> Iterator[None]:
    """As a writer does while its pages go to the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def at_the_receipts(open_window: OpenWindow, path: Path) -> tuple[WindowPage, ReceiptsPlace]:
    page = open_window(open_reader=partial(open_reader, path, wait=0))
    page.window.main.go_to(PlaceName.RECEIPTS)
    place = page.window.main.view(PlaceName.RECEIPTS)
    assert isinstance(place, ReceiptsPlace)
    return page, place


def tabs(place: ReceiptsPlace) -> str:
    return place.tabs.accessibleTabName(0)


def test_all_that_is_shown_stays_until_it_can_be_read_anew(
    open_window: OpenWindow, qtbot: QtBot, ledger: SqliteLedger, path: Path
) -> None:
    page, place = at_the_receipts(open_window, path)
    place.list.choose(place.model.row(1).receipt_id)  # type: ignore[union-attr]
    place.go_to("RC-1")
    put(ledger, receipt("RC-3"))
    with shut(path):
        page.window.standing.refresh_all()
        place.refresh(afresh=True)
        assert (place.model.rowCount(), tabs(place)) == (3, "All 3")
        assert place.list._stack.currentWidget() is place.table
        assert place.pane.isVisible()
        assert place.month.count() == 2
        assert page.window.standing.summary.of((State.IMPORTED,)).receipts == 3
        assert page.window.standing.problem is None
    qtbot.waitUntil(lambda: place.model.rowCount() == 4)
    assert tabs(place) == "All 4"
    assert place.pane.isVisible()


def test_rows_that_were_not_read_yet_come_when_they_can_be_read(
    open_window: OpenWindow, qtbot: QtBot, ledger: SqliteLedger, path: Path
) -> None:
    del ledger
    _, place = at_the_receipts(open_window, path)
    place.model.show(place.model.shown)
    with shut(path):
        assert place.model.row(0) is None
    qtbot.waitUntil(lambda: place.model.row(0) is not None)


def test_a_search_that_cannot_be_answered_yet_is_not_said_to_have_found_nothing(
    open_window: OpenWindow, qtbot: QtBot, ledger: SqliteLedger, path: Path
) -> None:
    del ledger
    _, place = at_the_receipts(open_window, path)
    with shut(path):
        place.search.setText("RC-2")
        place._filter()
        assert place.list._stack.currentWidget() is place.table
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)


def test_a_receipt_chosen_meanwhile_is_shown_later_and_never_beside_anothers_details(
    open_window: OpenWindow, qtbot: QtBot, ledger: SqliteLedger, path: Path
) -> None:
    del ledger
    _, place = at_the_receipts(open_window, path)
    place.go_to("RC-1")
    with shut(path):
        place.list.opened.emit(place.model.row(0).receipt_id)  # type: ignore[union-attr]
        assert not place.pane.isVisible()
    qtbot.waitUntil(place.pane.isVisible)
    detail, row = place.pane.detail, place.model.row(0)
    assert detail is not None
    assert row is not None
    assert detail.row.receipt_id == row.receipt_id


def test_a_ledger_that_stays_shut_is_told_and_nothing_is_blanked(
    open_window: OpenWindow,
    qtbot: QtBot,
    ledger: SqliteLedger,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del ledger
    monkeypatch.setattr(reading, "PATIENCE", 3)
    page, place = at_the_receipts(open_window, path)
    standing = page.window.standing
    with shut(path):
        standing.refresh_all()
        qtbot.waitUntil(lambda: standing.problem is not None)
        assert standing.problem is not None
        assert standing.problem.code is Code.LEDGER_LOCKED
        assert place.model.rowCount() == 3
    qtbot.waitUntil(lambda: standing.problem is None)


def test_a_window_that_opens_before_a_shut_ledger_claims_no_figures(
    open_window: OpenWindow, qtbot: QtBot, ledger: SqliteLedger, path: Path
) -> None:
    del ledger
    with shut(path):
        page = open_window(open_reader=partial(open_reader, path, wait=0), background=True)
        standing = page.window.standing
        standing.refresh_all()
        assert not standing.known
    qtbot.waitUntil(lambda: standing.known)
    assert standing.summary.of(()).receipts == 3


def test_nothing_is_asked_again_once_the_window_has_ended(
    open_window: OpenWindow, qtbot: QtBot, ledger: SqliteLedger, path: Path
) -> None:
    del ledger
    page, _ = at_the_receipts(open_window, path)
    with shut(path):
        page.window.standing.refresh_all()
        assert page.window._reading.busy
        with qtbot.waitSignal(page.window.left):
            page.window.quit()
        assert not page.window._reading.busy
