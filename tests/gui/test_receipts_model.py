"""The list shows any number of receipts and reads only those that are seen."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeReader, HugeReader, busy_shop, receipt_row
from tests.gui.window_page import WindowPage
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.ui.reading import NEEDS_YOU, Reading
from xpeak_desktop.ui.receipts_model import KEPT_PAGES, PAGE, Column, ReceiptsModel

OpenWindow = Callable[..., WindowPage]


def model_of(reader: FakeReader, language: str = "en") -> ReceiptsModel:
    model = ReceiptsModel(Reading(reader.opened), language)
    model.show((), "")
    return model


def cell(model: ReceiptsModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


def test_qt_finds_no_fault_with_the_model(qtmodeltester: ModelTester) -> None:
    model = model_of(busy_shop())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own has no types
    model.refresh()


def test_a_hundred_thousand_receipts_are_not_read_to_be_shown(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    reader = HugeReader(100_000)
    page = open_window(reader)
    assert page.rows() == 100_000
    page.window.receipts.table.scrollToBottom()
    qtbot.waitUntil(lambda: (99_800, PAGE) in reader.windows)
    assert page.cell(99_999, Column.NUMBER) == "RC2611-00001"
    first_and_last = {offset // PAGE for offset, _ in reader.windows}
    assert first_and_last <= {0, 498, 499}
    assert all(limit == PAGE for _, limit in reader.windows)


def test_only_a_few_pages_are_kept(qtbot: QtBot) -> None:
    reader = HugeReader(100_000)
    model = model_of(reader)
    for page in range(50):
        model.row(page * PAGE)
    reader.windows.clear()
    model.row(49 * PAGE)
    assert reader.windows == []
    model.row((49 - KEPT_PAGES) * PAGE)
    assert len(reader.windows) == 1


def test_a_row_says_all_there_is_to_say(qtbot: QtBot) -> None:
    model = model_of(busy_shop())
    blocked = next(r for r in range(20) if cell(model, r, Column.NUMBER) == "RC2611-01192")
    assert [cell(model, blocked, column) for column in Column] == [
        "Needs you",
        "RC2611-01192",
        "23 Nov 2026",
        "เก็บเงินปลายทาง (COD)",
        "3,393.00",
        "New channel LINE Pay, no account chosen yet",
    ]


def test_a_row_speaks_thai(qtbot: QtBot) -> None:
    model = model_of(busy_shop(), "th")
    assert cell(model, 0, Column.STATE) == "กำลังส่ง"
    assert cell(model, 0, Column.DATE) == "23 พ.ย. 2569"


def test_what_is_missing_is_said_in_words(qtbot: QtBot) -> None:
    row = receipt_row(1, State.BLOCKED, number="", issued_on=None, code=Code.NUMBER_MISSING)
    model = model_of(FakeReader([row]))
    assert cell(model, 0, Column.NUMBER) == "No number"
    assert cell(model, 0, Column.DATE) == "No date"


def test_words_from_outside_cannot_turn_the_line_around(qtbot: QtBot) -> None:
    model = model_of(FakeReader([receipt_row(1, channel="COD\u202e\n99")]))
    assert cell(model, 0, Column.CHANNEL) == "COD 99"


def test_amounts_are_aligned_right_and_words_left(qtbot: QtBot) -> None:
    model = model_of(busy_shop())
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, Column.TOTAL).data(role) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, Column.NUMBER).data(role) & Qt.AlignmentFlag.AlignLeft


def test_the_reason_tells_what_to_do_when_pointed_at(qtbot: QtBot) -> None:
    model = model_of(busy_shop())
    model.show(NEEDS_YOU, "")
    reason, fix = str(model.index(0, Column.REASON).data(Qt.ItemDataRole.ToolTipRole)).splitlines()
    assert reason == cell(model, 0, Column.REASON)
    assert fix


def test_new_receipts_move_neither_what_is_seen_nor_what_is_selected(
    open_window: OpenWindow,
) -> None:
    reader = busy_shop()
    page = open_window(reader)
    table = page.window.receipts.table
    table.selectRow(300)
    table.verticalScrollBar().setValue(298)
    top, chosen = page.cell(298, Column.NUMBER), page.cell(300, Column.NUMBER)
    reader.all = [receipt_row(2000), receipt_row(2001), *reader.all]
    page.window.refresh()
    assert page.rows() == 1205
    assert page.cell(table.verticalScrollBar().value(), Column.NUMBER) == top
    assert page.cell(table.currentIndex().row(), Column.NUMBER) == chosen
    selected = table.selectionModel().selectedRows()
    assert [index.row() for index in selected] == [302]


def test_receipts_that_leave_the_list_leave_no_empty_rows(open_window: OpenWindow) -> None:
    reader = busy_shop()
    page = open_window(reader)
    page.choose_tab("Needs you")
    reader.all = [row for row in reader.all if row.code is not Code.PRODUCT_UNMATCHED]
    page.window.refresh()
    assert page.rows() == 3
    assert [page.cell(row, Column.STATE) for row in range(3)] == [
        "Needs you",
        "Needs you",
        "PEAK refused",
    ]


def test_tabs_show_their_states_and_how_many(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    assert page.tab_counts() == [
        "All 1,203",
        "Needs you 5",
        "Waiting 5",
        "Sent 1,191",
        "Not sent 2",
    ]
    for words, rows in (("Needs you", 5), ("Waiting", 5), ("Sent", 1191), ("Not sent", 2)):
        page.choose_tab(words)
        assert page.rows() == rows
        assert {page.cell(row, Column.STATE) for row in range(rows)}


def test_tabs_stay_close_together_when_their_counts_grow_or_shrink(
    open_window: OpenWindow,
) -> None:
    reader = busy_shop()
    page = open_window(reader)
    reader.all = reader.all[:20]
    page.window.refresh()
    tabs = page.window.receipts.tabs
    for number in range(tabs.count()):
        assert tabs.tabRect(number).width() == tabs.tabSizeHint(number).width()


def test_searching_waits_until_the_person_stops_typing(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    page = open_window(busy_shop())
    page.type_into_search("01195")
    assert page.rows() == 1203
    qtbot.waitUntil(lambda: page.rows() == 1)
    assert page.cell(0, Column.NUMBER) == "RC2611-01195"


def test_a_search_without_result_says_so_and_can_be_taken_back(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.search("RC2612")
    assert page.shows("“RC2612” not found")
    page.click(page.window.receipts.empty.clear)
    page.press_enter_in_search()
    assert page.rows() == 1203


@pytest.mark.parametrize("width", [1060, 1280, 1920])
def test_the_columns_fill_the_width_and_hide_nothing(open_window: OpenWindow, width: int) -> None:
    page = open_window(busy_shop())
    page.window.resize(width, 720)
    table = page.window.receipts.table
    edges = [table.columnViewportPosition(column) for column in Column]
    assert all(left < right for left, right in pairwise(edges))
    assert sum(table.columnWidth(column) for column in Column) == table.viewport().width()
