"""The list shows any number of receipts and reads only those that are seen."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeReader, HugeReader, busy_shop, receipt_row
from tests.gui.receipts_room import made_up_place
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.figures import locale_of
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.reading import NEEDS_YOU, WAITING, Reading, Shown
from xpeak_desktop.ui.receipts_model import KEPT_PAGES, PAGE, Column, ReceiptsModel, state_words
from xpeak_desktop.ui.receipts_place import ReceiptsPlace
from xpeak_desktop.ui.receipts_table import ReceiptsTable
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.row_table import EDGE, PAD
from xpeak_desktop.ui.state_chip import chip_width

OpenPlace = Callable[[FakeReader], ReceiptsPlace]


@pytest.fixture
def open_place(qtbot: QtBot, look: Look) -> Iterator[OpenPlace]:
    """Shows the receipts' place over a made-up ledger."""
    del look
    places: list[ReceiptsPlace] = []
    before = QLocale()
    QLocale.setDefault(locale_of("en"))

    def open_one(reader: FakeReader) -> ReceiptsPlace:
        place = made_up_place(reader)
        places.append(place)
        place.show()
        return place

    yield open_one
    for place in places:
        place.close()
        place.deleteLater()
    QLocale.setDefault(before)


def model_of(reader: FakeReader, language: str = "en") -> ReceiptsModel:
    model = ReceiptsModel(Reading(reader.opened), language)
    model.show(Shown())
    return model


def cell(model: ReceiptsModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


def test_qt_finds_no_fault_with_the_model(qtmodeltester: ModelTester) -> None:
    model = model_of(busy_shop())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own has no types
    model.refresh()


def test_a_hundred_thousand_receipts_are_not_read_to_be_shown(
    open_place: OpenPlace, qtbot: QtBot
) -> None:
    reader = HugeReader(100_000)
    place = open_place(reader)
    assert place.model.rowCount() == 100_000
    place.table.scrollToBottom()
    last = 99_999 // PAGE
    qtbot.waitUntil(lambda: (last * PAGE, PAGE) in reader.windows)
    assert cell(place.model, 99_999, Column.NUMBER) == "RC2611-00001"
    first_and_last = {offset // PAGE for offset, _ in reader.windows}
    assert first_and_last <= {0, last - 1, last}
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
        "New channel LINE Pay, still to be decided: send or not",
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
    model.show(Shown(NEEDS_YOU))
    told = str(model.index(0, Column.REASON).data(Qt.ItemDataRole.ToolTipRole))
    reason, *fix = told.splitlines()
    assert reason == cell(model, 0, Column.REASON)
    assert fix


def test_new_receipts_move_neither_what_is_seen_nor_what_is_selected(
    open_place: OpenPlace,
) -> None:
    reader = busy_shop()
    place = open_place(reader)
    table = place.table
    table.selectRow(300)
    table.verticalScrollBar().setValue(298)
    top, chosen = cell(place.model, 298, Column.NUMBER), cell(place.model, 300, Column.NUMBER)
    reader.all = [receipt_row(2000), receipt_row(2001), *reader.all]
    place.refresh(afresh=False)
    assert place.model.rowCount() == 1205
    assert cell(place.model, table.verticalScrollBar().value(), Column.NUMBER) == top
    assert cell(place.model, table.currentIndex().row(), Column.NUMBER) == chosen
    selected = table.selectionModel().selectedRows()
    assert [index.row() for index in selected] == [302]


def test_receipts_that_leave_the_list_leave_no_empty_rows(open_place: OpenPlace) -> None:
    reader = busy_shop()
    place = open_place(reader)
    place.tabs.setCurrentIndex(1)
    reader.all = [row for row in reader.all if row.code is not Code.PRODUCT_UNMATCHED]
    place.refresh(afresh=False)
    assert place.model.rowCount() == 3
    assert [cell(place.model, row, Column.STATE) for row in range(3)] == [
        "Needs you",
        "Needs you",
        "PEAK refused",
    ]


def test_tabs_show_their_states_and_how_many(open_place: OpenPlace) -> None:
    place = open_place(busy_shop())
    names = [place.tabs.accessibleTabName(number) for number in range(place.tabs.count())]
    assert names == [
        "All 1,203",
        "Needs you 5",
        "Waiting 5",
        "Sent 1,191",
        "Not sent 2",
    ]
    for tab, rows in enumerate((5, 5, 1191, 2), start=1):
        place.tabs.setCurrentIndex(tab)
        assert place.model.rowCount() == rows
        assert {cell(place.model, row, Column.STATE) for row in range(rows)}


def test_tabs_stay_close_together_when_their_counts_grow_or_shrink(
    open_place: OpenPlace,
) -> None:
    reader = busy_shop()
    place = open_place(reader)
    reader.all = reader.all[:20]
    place.refresh(afresh=False)
    tabs = place.tabs
    for number in range(tabs.count()):
        assert tabs.tabRect(number).width() == tabs.tabSizeHint(number).width()


def test_searching_waits_until_the_person_stops_typing(open_place: OpenPlace, qtbot: QtBot) -> None:
    place = open_place(busy_shop())
    QTest.keyClicks(place.search, "01195")
    assert place.model.rowCount() == 1203
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    assert cell(place.model, 0, Column.NUMBER) == "RC2611-01195"


def test_a_search_without_result_says_so_and_can_be_taken_back(open_place: OpenPlace) -> None:
    place = open_place(busy_shop())
    place.search.setText("RC2612")
    QTest.keyClick(place.search, Qt.Key.Key_Return)
    assert place.empty.title.text() == "“RC2612” not found"
    QTest.mouseClick(place.list.clear, Qt.MouseButton.LeftButton)
    assert place.model.rowCount() == 1203


def test_what_finds_nothing_is_told_only_what_was_not_tried(open_place: OpenPlace) -> None:
    place = open_place(busy_shop())
    place.list.filter("RC2612", None)
    text = place.empty.text
    assert "another" not in text.accessibleName()
    place.tabs.setCurrentIndex(3)
    assert text.accessibleName().endswith("or another tab")
    month = (date(2026, 11, 1), date(2026, 11, 30))
    place.list.filter("RC2612", month)
    assert text.accessibleName().endswith("another month or another tab")
    place.tabs.setCurrentIndex(0)
    assert text.accessibleName().endswith("or another month")


def test_an_empty_tab_says_what_would_stand_in_it(open_place: OpenPlace) -> None:
    place = open_place(FakeReader([receipt_row(1)]))
    titles = []
    for tab in range(1, 5):
        place.tabs.setCurrentIndex(tab)
        titles.append(place.empty.title.text() if place.empty.isVisible() else "")
    assert titles == ["Nothing needs you", "No receipt is waiting", "", "No receipt is left out"]
    place.list.filter("", (date(2026, 1, 1), date(2026, 1, 31)))
    for tab in range(5):
        place.tabs.setCurrentIndex(tab)
        assert place.empty.title.text() == "Nothing of this month"


@pytest.mark.parametrize("width", [456, 640, 676, 852, 1072, 1712])
def test_the_columns_fill_the_width_and_hide_nothing(open_place: OpenPlace, width: int) -> None:
    place = open_place(busy_shop())
    place.list.setFixedWidth(width)
    table = place.table
    shown = [column for column in Column if not table.isColumnHidden(column)]
    edges = [table.columnViewportPosition(column) for column in shown]
    assert all(left < right for left, right in pairwise(edges))
    assert sum(table.columnWidth(column) for column in shown) == table.viewport().width()
    assert {Column.STATE, Column.NUMBER, Column.DATE, Column.TOTAL} <= set(shown)
    assert table.isColumnHidden(Column.CHANNEL) is (width < 560)


def test_a_scroll_bar_beside_the_pane_costs_no_channel_its_name(open_place: OpenPlace) -> None:
    place = open_place(busy_shop())
    for width in (664, 676):
        place.list.setFixedWidth(width)
        assert place.table.columnWidth(Column.CHANNEL) >= 140


@pytest.mark.parametrize(
    ("width", "left_out"),
    [(456, set()), (420, {Column.DATE}), (300, {Column.DATE, Column.TOTAL})],
)
def test_where_there_is_no_room_the_number_goes_last(
    open_place: OpenPlace, width: int, left_out: set[Column]
) -> None:
    place = open_place(busy_shop())
    place.list.setFixedWidth(width)
    table = place.table
    always = {Column.STATE, Column.NUMBER, Column.DATE, Column.TOTAL}
    shown = {column for column in always if not table.isColumnHidden(column)}
    assert always - shown == left_out
    assert table.columnWidth(Column.NUMBER) >= 120
    place.list.setFixedWidth(1072)
    assert not any(table.isColumnHidden(column) for column in always)


def test_a_sent_receipt_that_needs_somebody_stands_among_those_that_do(
    open_place: OpenPlace,
) -> None:
    reader = busy_shop()
    reader.cases = [("RC2611-00007", Problem(Code.CANCELLED_AFTER_SEND))]
    place = open_place(reader)
    assert place.tabs.accessibleTabName(1) == "Needs you 6"
    place.entered("RC2611-00007")
    assert place.tabs.currentIndex() == 1
    row = place.table.currentIndex().row()
    assert cell(place.model, row, Column.STATE) == "Sent, cancelled"
    assert cell(place.model, row, Column.REASON).startswith("Cancelled after")


def test_a_receipt_that_waits_in_vain_stands_among_those_that_need_somebody(
    open_place: OpenPlace,
) -> None:
    reader = busy_shop()
    before = Counter(row.state for row in reader.all)
    vain = receipt_row(99, State.READY, code=Code.PEAK_ERROR, stuck=True)
    soon = receipt_row(98, State.READY, code=Code.PEAK_ERROR)
    reader.all = [vain, soon, *reader.all]
    place = open_place(reader)
    waiting = sum(before[state] for state in WAITING)
    needs = sum(before[state] for state in NEEDS_YOU)
    assert place.tabs.accessibleTabName(1) == f"Needs you {needs + 1}"
    assert place.tabs.accessibleTabName(2) == f"Waiting {waiting + 1}"
    place.entered(vain.number)
    assert place.tabs.currentIndex() == 1
    place.entered(soon.number)
    assert place.tabs.currentIndex() == 0


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_state_is_whole_beside_an_open_receipt(
    qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    translators = i18n.install(qapp, language, resources_dir())
    table = ReceiptsTable()
    qtbot.addWidget(table)
    table.resize(676, 400)
    table.show_model(ReceiptsModel(Reading(FakeReader().opened), language))
    room = table.columnWidth(Column.STATE) - EDGE - PAD
    sent = receipt_row(1)
    codes = (Code.CHANGED_AFTER_SEND, Code.CANCELLED_AFTER_SEND, Code.PEAK_TOTAL_DIFFERS)
    rows = [*map(partial(receipt_row, 1), State)]
    rows += [replace(sent, case=Problem(code)) for code in codes]
    rows += [receipt_row(1, state, stuck=True) for state in (State.READY, State.UNCERTAIN)]
    for row in rows:
        words, alarmed = state_words(row, language), row.asks
        assert chip_width(row.state, words, alarmed=alarmed) <= room, words
    for translator in translators:
        qapp.removeTranslator(translator)


def test_tabs_give_up_counts_rather_than_words(open_place: OpenPlace) -> None:
    place = open_place(busy_shop())
    for width in (1712, 1072, 676, 456):
        place.list.setFixedWidth(width)
        tabs = place.tabs
        assert tabs.tabRect(tabs.count() - 1).right() <= tabs.width(), width


def test_what_is_on_the_screen_is_read_with_its_count_and_not_while_it_is_painted() -> None:
    reader = HugeReader(1_000)
    model = model_of(reader)
    for row in (0, PAGE * 3):
        cell(model, row, Column.NUMBER)
    reader.windows.clear()
    model.refresh()
    assert reader.windows == [(PAGE * 3, PAGE)]
    cell(model, PAGE * 3 + 1, Column.NUMBER)
    assert len(reader.windows) == 1
