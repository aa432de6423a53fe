"""The receipts' place: found, looked at, decided, with the real worker and PEAK behind it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.receipts_room import ReceiptsRoom, open_room
from tests.sales import DAY, QUICK, export, line, sale
from tests.shop_profile import ShopProfile
from xpeak_desktop.domain.journey import State
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.practice_strip import PracticeStrip
from xpeak_desktop.ui.problem_dialog import ProblemDialog
from xpeak_desktop.ui.receipts_model import Column


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopProfile]:
    """Three receipts in PEAK, one whose total is off, one that looks like somebody else's."""
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        one = ShopProfile(tmp_path, server)
        one.set_up(**QUICK)
        server.books.add_foreign_receipt(
            "RE-1", 10700, f"{DAY:%Y%m%d}", vat=700, reference="SO-RC-5"
        )
        export(
            one,
            *(sale(f"RC-{number}") for number in range(1, 4)),
            sale("RC-4", total=Decimal("107.25"), vat=Decimal("7.00")),
            sale("RC-5"),
            sale("OLD-1", issued_on=date(2026, 10, 30)),
        )
        one.command("sync")
        yield one


@pytest.fixture
def room(qtbot: QtBot, look: Look, shop: ShopProfile) -> Iterator[ReceiptsRoom]:
    del look
    one = open_room(qtbot, shop)
    yield one
    one.close()


def numbers(room: ReceiptsRoom) -> list[str]:
    model = room.place.list.model
    return [str(model.index(row, Column.NUMBER).data()) for row in range(model.rowCount())]


def tab_names(room: ReceiptsRoom) -> list[str]:
    tabs = room.place.list.tabs
    return [tabs.accessibleTabName(tab) for tab in range(tabs.count())]


def click_row(room: ReceiptsRoom, number: str) -> None:
    table = room.place.list.table
    index = room.place.list.model.index(numbers(room).index(number), Column.NUMBER)
    middle = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def loud_rows(dialog: ProblemDialog) -> list[str]:
    """The rows of the two documents that are marked as differing."""
    labels = dialog.table.findChildren(QLabel) if dialog.table is not None else []
    return [one.text() for one in labels if one.accessibleDescription() == "differs"]


def search_for(room: ReceiptsRoom, text: str) -> None:
    room.place.search.setText(text)
    QTest.keyClick(room.place.search, Qt.Key.Key_Return)


# ---------------------------------------------------------------------- finding


def test_a_click_shows_the_receipt_and_esc_gives_the_list_its_width_back(
    room: ReceiptsRoom,
) -> None:
    assert room.place.pane.isHidden()
    click_row(room, "RC-2")
    assert room.place.pane.isVisible()
    assert room.place.pane.number.accessibleName() == "RC-2"
    QTest.keyClick(room.place.list.table, Qt.Key.Key_Escape)
    assert room.place.pane.isHidden()
    assert room.place.list.table.hasFocus()


def test_the_arrow_keys_take_an_open_pane_along_and_enter_opens_it(room: ReceiptsRoom) -> None:
    table = room.place.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert room.place.pane.isHidden()
    QTest.keyClick(table, Qt.Key.Key_Return)
    first = room.place.pane.number.accessibleName()
    assert room.place.pane.isVisible()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert room.place.pane.number.accessibleName() != first


def test_search_finds_numbers_channels_and_totals(room: ReceiptsRoom) -> None:
    search = room.place.search
    for text, found in (("RC-4", ["RC-4"]), ("107.25", ["RC-4"]), ("ไม่มี", [])):
        search.setText(text)
        QTest.keyClick(search, Qt.Key.Key_Return)
        assert numbers(room) == found
    assert "ไม่มี" in room.place.list.empty.title.text()
    room.place.list.clear.click()
    assert len(numbers(room)) == 6


def test_typing_searches_by_itself(room: ReceiptsRoom) -> None:
    QTest.keyClicks(room.place.search, "old")
    room.qtbot.waitUntil(lambda: numbers(room) == ["OLD-1"])


def test_a_month_shows_its_receipts_and_its_counts(room: ReceiptsRoom) -> None:
    month = room.place.month
    assert [month.itemText(one) for one in range(month.count())] == [
        "All months",
        "Nov 2026",
        "Oct 2026",
    ]
    month.setCurrentIndex(2)
    assert numbers(room) == ["OLD-1"]
    assert room.place.list.tabs.accessibleTabName(0) == "All 1"
    month.setCurrentIndex(0)
    assert room.place.list.tabs.accessibleTabName(0) == "All 6"


def test_what_needs_you_has_a_tab_and_being_sent_there_opens_it(room: ReceiptsRoom) -> None:
    assert room.place.list.tabs.accessibleTabName(1) == "Needs you 2"
    room.place.entered("needs")
    assert sorted(numbers(room)) == ["RC-4", "RC-5"]
    room.place.entered("RC-1")
    assert room.place.pane.number.accessibleName() == "RC-1"
    assert room.place.list.tabs.currentIndex() == 0
    room.place.entered("RC-5")
    assert room.place.list.tabs.currentIndex() == 1
    room.place.entered("RC-999")
    assert numbers(room) == []


# ---------------------------------------------------------------------- the pane


def test_the_pane_shows_the_sum_that_does_not_add_up(room: ReceiptsRoom) -> None:
    room.place.entered("RC-4")
    [box] = room.place.pane.boxes
    assert "0.25" in box.title.accessibleName()
    assert {"107.00", "107.25", "0.25"} <= texts(box)


def test_the_pane_shows_exactly_what_was_sent_and_the_history(room: ReceiptsRoom) -> None:
    room.place.entered("RC-1")
    pane = room.place.pane
    assert pane.boxes == []
    assert {"PEAK has it, the total agrees", "Read from xCommerce"} <= texts(pane)


def test_the_number_is_copied(room: ReceiptsRoom) -> None:
    room.place.entered("RC-1")
    room.place.pane.copy.click()
    assert QGuiApplication.clipboard().text() == "RC-1"
    room.said("Number copied")


def test_an_open_pane_goes_with_the_receipt_that_leaves_the_list(room: ReceiptsRoom) -> None:
    place = room.place
    ways: list[Callable[[], None]] = [
        lambda: place.list.tabs.setCurrentIndex(1),
        lambda: search_for(room, "RC-2"),
        lambda: search_for(room, "nothing like it"),
        lambda: place.month.setCurrentIndex(2),
    ]
    for leave in ways:
        place.entered("RC-1")
        assert place.pane.isVisible()
        leave()
        assert place.pane.isHidden()


def test_an_open_pane_stays_while_its_receipt_is_in_the_list(room: ReceiptsRoom) -> None:
    room.place.entered("RC-4")
    search_for(room, "RC-4")
    assert room.place.pane.isVisible()
    assert room.place.list.table.currentIndex().row() == 0
    room.place.list.tabs.setCurrentIndex(0)
    assert room.place.pane.isVisible()
    assert numbers(room)[room.place.list.table.currentIndex().row()] == "RC-4"


# ---------------------------------------------------------------------- deciding


def test_leaving_one_out_asks_first_and_taking_it_back_does_not(
    room: ReceiptsRoom, shop: ShopProfile
) -> None:
    room.place.entered("RC-4")
    room.press("Don't send this one…")
    dialog = room.place.acting.dialog
    assert dialog is not None
    assert dialog.back.isDefault()
    dialog.back.click()
    assert room.place.pane.detail is not None
    assert room.place.pane.detail.row.state is State.BLOCKED
    room.press("Don't send this one…")
    room.choose("Don't send it")
    room.said("RC-4 will not be sent")
    room.qtbot.waitUntil(lambda: room.place.pane.chip.accessibleName() == "Not sent")
    room.press("Take back")
    room.qtbot.waitUntil(lambda: room.place.pane.chip.accessibleName() == "Needs you")
    assert len(shop.live()) == 5


def test_another_sale_than_peaks_is_sent_once(room: ReceiptsRoom, shop: ShopProfile) -> None:
    room.place.entered("RC-5")
    room.press("Is it the same sale?")
    dialog = room.place.acting.dialog
    assert dialog is not None
    room.qtbot.waitUntil(lambda: "RE-1" in texts(dialog))
    room.choose("No, another sale: send it")
    room.said("RC-5 goes with the next run")
    with room.qtbot.waitSignal(room.controller.finished):
        room.controller.request()
    room.place.refresh(afresh=True)
    assert room.place.pane.chip.accessibleName() == "Sent"
    assert sorted(shop.live()) == ["OLD-1", "RC-1", "RC-2", "RC-3", "RC-5", "RE-1"]


def test_a_sale_cancelled_after_sending_is_settled_by_voiding_it(
    room: ReceiptsRoom, shop: ShopProfile
) -> None:
    export(shop, sale("RC-1", cancelled=True), name="later.csv")
    with room.qtbot.waitSignal(room.controller.finished):
        room.controller.request()
    room.place.entered("RC-1")
    assert room.place.list.tabs.currentIndex() == 1
    room.press("Choose what to do")
    dialog = room.place.acting.dialog
    assert dialog is not None
    check = next(one for one in dialog.choices if one.text().startswith("I have corrected"))
    room.qtbot.waitUntil(check.isEnabled)
    assert loud_rows(dialog) == ["Status"]
    check.click()
    room.qtbot.waitUntil(lambda: "still shows the same" in dialog.note.accessibleName())
    shop.server.books.void("RC-1")
    room.choose(check.text())
    room.said("RC-1 is settled")
    room.qtbot.waitUntil(lambda: room.place.pane.chip.accessibleName() == "Voided in PEAK")
    assert room.place.pane.boxes == []


def test_a_sent_receipt_that_needs_you_is_in_one_tab_and_all_tabs_add_up(
    room: ReceiptsRoom, shop: ShopProfile
) -> None:
    export(shop, sale("RC-1", cancelled=True), name="later.csv")
    with room.qtbot.waitSignal(room.controller.finished):
        room.controller.request()
    room.place.refresh(afresh=True)
    tabs, month = room.place.list.tabs, room.place.month
    names = ["All 6", "Needs you 3", "Waiting 0", "Sent 3", "Not sent 0"]
    assert tab_names(room) == names
    for tab, expected in ((1, ["RC-1", "RC-4", "RC-5"]), (3, ["OLD-1", "RC-2", "RC-3"])):
        tabs.setCurrentIndex(tab)
        assert sorted(numbers(room)) == expected
    search_for(room, "RC-1")
    assert numbers(room) == []
    room.place.search.clear()
    month.setCurrentIndex(1)
    assert tab_names(room) == ["All 5", "Needs you 3", "Waiting 0", "Sent 2", "Not sent 0"]
    assert sorted(numbers(room)) == ["RC-2", "RC-3"]


def test_a_change_after_sending_can_be_left_as_it_is(
    room: ReceiptsRoom, shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(shop, sale("RC-1", lines=(line(price="214.00"),)), name="later.csv")
    with room.qtbot.waitSignal(room.controller.finished):
        room.controller.request()
    room.place.entered("RC-1")
    room.press("See what differs")
    dialog = room.place.acting.dialog
    assert dialog is not None
    room.qtbot.waitUntil(lambda: "฿107.00" in texts(dialog))
    assert "฿214.00" in texts(dialog)
    assert loud_rows(dialog) == ["Total", "VAT"]
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog.peak.click()
    assert [one.scheme() for one in opened] == ["https"]
    room.choose("Leave it as it is")
    room.qtbot.waitUntil(lambda: room.place.pane.boxes == [])
    assert shop.posts() == 4


def test_peak_down_is_said_in_the_dialog_and_back_still_works(
    room: ReceiptsRoom, shop: ShopProfile
) -> None:
    room.place.entered("RC-5")
    shop.server.stop()
    room.press("Is it the same sale?")
    dialog = room.place.acting.dialog
    assert dialog is not None
    room.qtbot.waitUntil(lambda: "PEAK cannot be reached" in dialog.note.accessibleName())
    dialog.back.click()
    room.press("Check again")
    room.qtbot.waitUntil(lambda: "PEAK cannot" in room.place.pane.note.accessibleName())
    shop.server.start()


def test_the_practice_shop_says_so_in_its_dialogs_and_opens_no_web_page(
    qtbot: QtBot, look: Look, shop: ShopProfile
) -> None:
    del look
    room = open_room(qtbot, shop, practice=True)
    room.place.entered("RC-4")
    room.press("Don't send this one…")
    dialog = room.place.acting.dialog
    assert dialog is not None
    assert dialog.findChildren(PracticeStrip)
    assert not dialog.peak.isVisible()
    dialog.back.click()
    room.place.entered("RC-1")
    assert room.place.pane.number.text() == "RC-1"
    assert room.place.pane.peak.isHidden()
    room.close()


def test_everything_in_the_place_can_be_reached_and_has_a_name(room: ReceiptsRoom) -> None:
    room.place.entered("RC-4")
    for button in room.place.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
    for widget in (room.place.search, room.place.month, room.place.list.tabs):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def texts(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel)}
