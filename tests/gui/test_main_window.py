"""What a person sees and does in the window."""

import signal
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeReader, WorkShop, busy_shop, receipt_row
from tests.gui.window_page import WindowPage
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.app import Look
from xpeak_desktop.ui.end_signals import EndSignals

OpenWindow = Callable[..., WindowPage]


def test_sending_shows_how_far_it_is_and_then_what_was_sent(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(n, State.READY) for n in range(46)])
    page = open_window(reader)
    assert page.shows("46 receipts are waiting")
    page.press_send()
    page.qtbot.waitUntil(lambda: page.shows("Sending: 28 of 46 sent"))
    assert page.window.overview.progress.bar.value() == 28
    assert page.window.overview.progress.bar.maximum() == 46
    assert not page.window.overview.send.isEnabled()
    assert page.shows("What is sent is never sent a second time")
    reader.all = [receipt_row(n) for n in range(46)]
    page.let_pass_end()
    assert page.shows("Last run 14:05, 12 receipts sent")
    assert page.shows("All is well, nothing to do")
    assert page.window.overview.send.isEnabled()
    assert not page.window.overview.progress.isVisible()


def test_figures_move_while_a_pass_runs(open_window: OpenWindow, qtbot: QtBot) -> None:
    reader = FakeReader([receipt_row(n, State.READY) for n in range(46)])
    page = open_window(reader)
    page.press_send()
    reader.all = [receipt_row(n) for n in range(28)]
    qtbot.waitUntil(lambda: "Sent 28" in page.tab_counts())
    page.let_pass_end()


def test_stop_ends_the_pass_and_says_so(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.press_send()
    page.wait_until_working()
    with page.qtbot.waitSignal(page.controller.finished):
        page.press_stop()
        assert page.shows("Stopping")
        assert page.shows("Nothing is lost")
        assert not page.window.overview.progress.stop.isEnabled()
    assert page.shows("Stopped at 14:05, 3 receipts sent before")
    assert not page.window.overview.status.isVisible()


def test_keys_do_what_the_buttons_do(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.press(Qt.Key.Key_F5)
    page.wait_until_working()
    page.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.window.focusWidget() is page.window.receipts.search
    page.window.receipts.search.setText("012")
    # The first Esc takes the search back, only the second one stops the pass.
    page.press(Qt.Key.Key_Escape)
    assert page.window.receipts.search.text() == ""
    assert not page.controller.stop_asked
    with page.qtbot.waitSignal(page.controller.finished):
        page.press(Qt.Key.Key_Escape)


def test_f6_and_ctrl_1_walk_between_rail_and_list(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.press(Qt.Key.Key_F6)
    assert page.window.focusWidget() is page.window.rail.receipts
    page.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert page.window.focusWidget() is page.window.receipts.table


def test_the_tab_key_follows_the_reading_order_and_shows_where_it_is(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    page = open_window(busy_shop())
    window = page.window
    qtbot.waitUntil(lambda: window.overview.send.hasFocus())
    assert not window.ring.isVisible()
    seen = []
    for _ in range(4):
        page.press(Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    receipts = window.receipts
    assert seen == [window.overview.needs.show_all, receipts.tabs, receipts.search, receipts.table]
    page.press(Qt.Key.Key_Backtab)
    page.press(Qt.Key.Key_Backtab)
    assert window.ring.isVisible()
    assert window.ring.geometry().contains(
        receipts.tabs.mapTo(window, receipts.tabs.rect().center())
    )
    page.click(window.overview.needs.show_all)
    assert not window.ring.isVisible()


def test_the_keyboard_goes_from_send_to_stop_and_back(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    window = page.window
    page.press(Qt.Key.Key_Space)
    page.wait_until_working()
    assert window.focusWidget() is window.overview.progress.stop
    with page.qtbot.waitSignal(page.controller.finished):
        page.press(Qt.Key.Key_Space)
    assert window.focusWidget() is window.overview.send
    assert not window.ring.isVisible()


def test_what_needs_a_person_is_told_by_kind_with_how_many_wait(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    assert page.shows("4 things need you")
    assert page.shows("Product TS-09, GFT-A is not matched with PEAK yet")
    assert page.shows("5 receipts wait, ฿17,047.00")
    assert page.window.rail.receipts.accessibleDescription() == "5 receipts need you"
    page.click(page.window.overview.needs.show_all)
    assert page.rows() == 5


def test_what_happened_after_sending_needs_a_person_too(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(1)])
    reader.cases = [("RC2611-00001", Problem(Code.CANCELLED_AFTER_SEND))]
    page = open_window(reader)
    assert page.shows("1 thing needs you")
    assert page.shows("it still stands in PEAK")


def test_values_of_many_receipts_are_named_up_to_two(open_window: OpenWindow) -> None:
    rows = [
        receipt_row(n, State.BLOCKED, code=Code.PRODUCT_UNMATCHED, params={"sku": f"A-{n}"})
        for n in range(1, 6)
    ]
    page = open_window(FakeReader(rows))
    assert page.shows("Product A-1, A-2 … is not matched with PEAK yet")


def test_a_problem_of_everybody_says_what_to_do(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.shop.work.results = [PassResult(problem=Problem(Code.TOKEN_REFUSED))]
    page.press_send()
    page.let_pass_end()
    assert page.shows("PEAK no longer takes the token")
    assert page.window.overview.status.property("panel") == "bad"
    # The next pass takes it away.
    page.press_send()
    page.let_pass_end()
    assert not page.shows("PEAK no longer takes the token")


def test_what_goes_away_by_itself_is_not_shown_in_red(open_window: OpenWindow) -> None:
    reader = busy_shop()
    reader.standing = Problem(Code.OFFLINE)
    page = open_window(reader)
    assert page.window.overview.status.property("panel") == "warn"


def test_an_unknown_error_is_told_and_the_next_pass_works(
    open_window: OpenWindow, expected_logs: Callable[..., None]
) -> None:
    expected_logs("a pass ended with an unknown error")
    page = open_window(busy_shop())
    page.shop.work.results = [RuntimeError("boom")]
    page.press_send()
    page.let_pass_end()
    assert page.shows("The program stumbled")
    page.press_send()
    page.let_pass_end()
    assert page.shows("12 receipts sent")


def test_a_ledger_that_cannot_be_read_is_told_not_raised(open_window: OpenWindow) -> None:
    reader = busy_shop()
    reader.broken = Problem(Code.LEDGER_BROKEN)
    page = open_window(reader)
    assert page.shows("The program's ledger cannot be read")
    assert page.rows() == 0
    reader.broken = None
    page.window.refresh_all()
    assert page.rows() == 1203
    assert not page.shows("The program's ledger cannot be read")


def test_a_ledger_that_the_first_pass_makes_is_seen(open_window: OpenWindow) -> None:
    shop = WorkShop()
    opened: list[FakeReader] = []

    def open_reader() -> FakeReader:
        opened.append(busy_shop() if shop.work.passes else FakeReader())
        return opened[-1]

    page = open_window(shop=shop, open_reader=open_reader)
    assert page.shows("No receipts yet")
    page.press_send()
    page.let_pass_end()
    assert page.rows() == 1203
    assert all(one.closed for one in opened[:-1])


def test_an_empty_ledger_says_what_to_do(open_window: OpenWindow) -> None:
    page = open_window(FakeReader(), every_minutes=0)
    assert page.shows("No receipts yet")
    assert page.shows("Sends when you ask")


def test_without_a_schedule_no_next_run_is_promised(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(1, State.READY)])
    assert not open_window(reader, every_minutes=0).shows("next run")
    assert open_window(reader, every_minutes=15).shows("leave it to the next run")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.READING, "Reading sales"),
        (Stage.CHECKING, "Checking with PEAK"),
        (Stage.SETTLING, "Looking up what is unsure"),
        (Stage.WAITING, "Waiting for PEAK"),
    ],
)
def test_every_stage_has_words(open_window: OpenWindow, stage: Stage, words: str) -> None:
    page = open_window(busy_shop())
    page.shop.work.steps = [Progress(stage)]
    page.press_send()
    page.qtbot.waitUntil(lambda: page.shows(words))
    page.let_pass_end()


# --------------------------------------------------------------------- closing


def test_closing_while_nothing_runs_ends_the_thread_and_the_reader(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    reader = busy_shop()
    page = open_window(reader)
    page.window.close()
    qtbot.waitUntil(lambda: not page.window.isVisible())
    assert not page.controller.alive
    assert reader.closed


def test_closing_during_a_pass_waits_for_it_in_plain_sight(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    shop = WorkShop()
    shop.work.deaf = True
    page = open_window(busy_shop(), shop)
    page.press_send()
    page.wait_until_working()
    page.window.close()
    # The window answers meanwhile: this timer would not fire in a frozen one.
    fired: list[bool] = []
    QTimer.singleShot(20, page.window, lambda: fired.append(True))
    qtbot.waitUntil(lambda: bool(fired))
    assert page.window.isVisible()
    assert page.shows("Stopping")
    page.window.close()
    assert page.window.isVisible()
    shop.work.gate.set()
    qtbot.waitUntil(lambda: not page.window.isVisible())
    assert shop.work.closed == 1
    assert not page.controller.alive


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_the_window_to_close(
    qtbot: QtBot, qapp: QApplication, number: signal.Signals
) -> None:
    before = signal.getsignal(number)
    signals = EndSignals()
    try:
        with qtbot.waitSignal(signals.asked_to_end):
            signal.raise_signal(number)
    finally:
        signals.close()
    assert signal.getsignal(number) is before


# --------------------------------------------------------------------- looks


def test_the_practice_shop_cannot_be_mistaken_for_the_real_one(open_window: OpenWindow) -> None:
    page = open_window(busy_shop(), practice=True, shop_name="")
    strip = page.window.strip
    assert strip is not None
    assert strip.width() == page.window.width()
    assert strip.mapTo(page.window, strip.rect().topLeft()).y() == 0
    assert strip.accessibleName() == "Practice shop"
    assert "Nothing is sent to the real PEAK" in strip.accessibleDescription()
    assert "Practice shop" in page.window.windowTitle()
    picture = strip.grab().toImage()
    colours = {picture.pixelColor(x, 2).name() for x in range(picture.width())}
    assert QColor(theme.LIGHT.demo).name() in colours
    assert QColor(theme.LIGHT.demo_stripe).name() in colours


def test_the_real_shop_has_no_strip(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    assert page.window.strip is None
    assert "บ้านดินเผา" in page.window.windowTitle()


def test_thai_is_complete_and_dates_are_buddhist(open_window: OpenWindow) -> None:
    page = open_window(busy_shop(), language="th", practice=True)
    assert page.shows("วันจันทร์ที่ 23 พฤศจิกายน 2569")
    assert page.shows("4 รายการต้องให้คุณดู")
    assert page.tab_counts()[0] == "ทั้งหมด 1,203"
    assert page.window.overview.send.text() == "ส่งตอนนี้"
    english = [
        text for text in page.texts() if text.isascii() and any(letter.islower() for letter in text)
    ]
    assert english == []


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("running", [False, True], ids=["idle", "running"])
@pytest.mark.parametrize("size", [QSize(1060, 600), QSize(1280, 720)], ids=["least", "usual"])
def test_nothing_is_cut_off(
    open_window: OpenWindow, language: str, size: QSize, *, running: bool
) -> None:
    page = open_window(busy_shop(), language=language, practice=True)
    page.window.resize(size)
    if running:
        page.press_send()
        page.qtbot.waitUntil(lambda: page.shows("28"))
    page.qtbot.wait(20)
    assert page.window.size() == size
    assert page.clipped() == []
    assert page.cut_sentences() == []


def test_the_colours_follow_the_system(open_window: OpenWindow, look: Look) -> None:
    page = open_window(busy_shop())
    content = page.window.overview
    try:
        look.use_scheme(Qt.ColorScheme.Dark)
        dark = content.grab().toImage().pixelColor(4, 4)
        assert dark == QColor(theme.DARK.window)
    finally:
        look.use_scheme(Qt.ColorScheme.Light)
    assert content.grab().toImage().pixelColor(4, 4) == QColor(theme.LIGHT.window)


def test_everything_a_key_can_reach_has_a_name(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    window = page.window
    for widget in (
        window.rail.receipts,
        window.overview.send,
        window.overview.progress.stop,
        window.overview.needs.show_all,
        window.receipts.tabs,
        window.receipts.search,
        window.receipts.table,
    ):
        text = getattr(widget, "text", str)
        assert widget.accessibleName() or text()
