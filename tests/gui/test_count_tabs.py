"""Tabs with counts, in as little room as an open pane and large text leave them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import busy_shop
from tests.gui.window_page import WindowPage
from xpeak_desktop.ui.count_tabs import CountTabs, Tab
from xpeak_desktop.ui.i18n import plain
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.place import PlaceName

WORDS = ("All", "Needs you", "Waiting", "Sent", "Not sent")


@pytest.fixture(params=[100, 130])
def percent(request: pytest.FixtureRequest, look: Look) -> Iterator[int]:
    """The size of text, as in Settings."""
    look.use("light", request.param)
    yield request.param
    look.use("", 100)


def cut(tabs: CountTabs) -> list[str]:
    """The tabs that stick out of the bar, whose words would end in the middle of a letter."""
    numbers = range(tabs.count())
    return [tabs.tabText(one) for one in numbers if tabs.tabRect(one).right() > tabs.width()]


@pytest.mark.usefixtures("percent")
def test_no_tab_sticks_out_beside_an_open_pane(
    open_window: Callable[..., WindowPage], qtbot: QtBot
) -> None:
    page = open_window(busy_shop())
    page.window.resize(1280, 720)
    page.go_to(PlaceName.RECEIPTS)
    table = page.receipts.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.receipts.pane.isVisible)
    assert cut(page.receipts.tabs) == []
    assert [page.receipts.tabs.shown_words(number) for number in range(5)] == list(WORDS)


@pytest.mark.usefixtures("percent")
@pytest.mark.parametrize("room", [700, 455, 380, 300, 240])
def test_in_too_little_room_words_end_in_dots_and_are_told_whole(qtbot: QtBot, room: int) -> None:
    tabs = CountTabs(tuple(Tab(words, "warn" if "you" in words else "mute") for words in WORDS))
    qtbot.addWidget(tabs)
    tabs.set_counts([1_046, 12, 46, 970, 30])
    tabs.setFixedWidth(room)
    for chosen in range(len(WORDS)):
        tabs.setCurrentIndex(chosen)
        tabs.fit(room)
        assert cut(tabs) == []
        for number, words in enumerate(WORDS):
            shown = tabs.shown_words(number)
            assert shown == words or shown.endswith("…")
            assert shown == words or words in plain(tabs.tabToolTip(number))
            assert tabs.accessibleTabName(number).startswith(words)


def test_a_count_that_had_to_go_is_in_the_tip(qtbot: QtBot) -> None:
    tabs = CountTabs((Tab("All", "mute"), Tab("Sent", "ok")))
    qtbot.addWidget(tabs)
    tabs.set_counts([30, 12])
    tabs.fit(400)
    assert tabs.tabToolTip(1) == ""
    tabs.fit(110)
    assert "12" in tabs.tabToolTip(1)
