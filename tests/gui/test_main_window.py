"""What a person sees and does in the window."""

import signal
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeReader, WorkShop, busy_shop, receipt_row
from tests.gui.window_page import WindowPage
from tests.pictures.flaws import flaws
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import main_window, theme
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.end_signals import EndSignals
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.settings_place import SettingsPlace

OpenWindow = Callable[..., WindowPage]


def test_sending_shows_how_far_it_is_and_then_what_was_sent(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(n, State.READY) for n in range(46)])
    page = open_window(reader)
    assert page.shows("46 receipts are waiting")
    page.press_send()
    page.qtbot.waitUntil(lambda: page.shows("Sending: 28 of 46 sent"))
    assert page.home.progress.bar.value() == 28
    assert page.home.progress.bar.maximum() == 46
    assert not page.home.send.isEnabled()
    assert page.shows("What is sent is never sent a second time")
    reader.all = [receipt_row(n) for n in range(46)]
    page.let_pass_end()
    assert page.shows("Last run 14:05, 12 receipts sent")
    assert page.shows("All is well, nothing to do")
    assert page.home.send.isEnabled()
    assert not page.home.progress.isVisible()


def test_a_pass_that_sent_nothing_is_no_sending(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.shop.work.results = [PassResult()]
    page.press_send()
    page.let_pass_end()
    assert page.shows("Last checked 14:05")


def test_a_pass_that_did_not_reach_peak_has_checked_nothing(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.shop.work.results = [PassResult(problem=Problem(Code.PEAK_UNREACHABLE))]
    page.press_send()
    page.let_pass_end()
    assert page.shows("Last tried 14:05")


def test_figures_move_while_a_pass_runs(open_window: OpenWindow, qtbot: QtBot) -> None:
    reader = FakeReader([receipt_row(n, State.READY) for n in range(46)])
    page = open_window(reader)
    page.press_send()
    reader.all = [receipt_row(n) for n in range(28)]
    qtbot.waitUntil(lambda: page.home.ledger.figures(State.SENT) == ("28", "28"))
    page.let_pass_end()


def test_stop_ends_the_pass_and_says_so(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.press_send()
    page.wait_until_working()
    with page.qtbot.waitSignal(page.controller.finished):
        page.press_stop()
        assert page.shows("Stopping")
        assert page.shows("Nothing is lost")
        assert not page.home.progress.stop.isEnabled()
    assert page.shows("Stopped at 14:05, 3 receipts sent before")
    assert not page.home.status.isVisible()


def test_keys_do_what_the_buttons_do(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.press(Qt.Key.Key_F5)
    page.wait_until_working()
    with page.qtbot.waitSignal(page.controller.finished):
        page.press(Qt.Key.Key_Escape)


# The offscreen platform cannot raise a menu.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_enter_presses_the_button_that_has_the_keyboard(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.qtbot.waitUntil(page.home.send.hasFocus)
    page.press(Qt.Key.Key_Return)
    page.wait_until_working()
    page.let_pass_end()
    page.home.pause.setFocus()
    page.press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert page.home.pause_menu.isVisible()
    page.home.pause_menu.close()
    page.press(Qt.Key.Key_F6)
    page.rail.places[PlaceName.RECEIPTS].setFocus()
    page.press(Qt.Key.Key_Return)
    assert page.window.main.here is PlaceName.RECEIPTS


def test_enter_that_is_held_down_presses_nothing_again(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    for button in (page.home.send, page.rail.places[PlaceName.RECEIPTS]):
        button.setFocus()
        with page.qtbot.assertNotEmitted(button.clicked):
            held = QKeyEvent(press, Qt.Key.Key_Return, none, "\r", autorep=True)
            QApplication.sendEvent(button, held)


def test_enter_in_a_dialog_is_its_careful_answer(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    question = Question(page.window, "Disconnect?", "", "Disconnect", grave=True)
    question.open()
    question.yes.setFocus()
    with page.qtbot.waitSignal(question.rejected):
        QTest.keyClick(question.yes, Qt.Key.Key_Return)


def test_ctrl_f_searches_the_receipts_from_anywhere(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.window.main.here is PlaceName.RECEIPTS
    assert page.window.focusWidget() is page.receipts.search


def test_every_place_is_reached_by_its_number_and_by_the_rail(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    control = Qt.KeyboardModifier.ControlModifier
    keys = {
        Qt.Key.Key_2: PlaceName.RECEIPTS,
        Qt.Key.Key_1: PlaceName.HOME,
    }
    for key, name in keys.items():
        page.press(key, control)
        assert page.window.main.here is name
        assert page.rail.places[name].isChecked()
    page.press(Qt.Key.Key_F6)
    assert page.window.focusWidget() is page.rail.places[PlaceName.HOME]
    page.go_to(PlaceName.RECEIPTS)
    assert page.window.main.here is PlaceName.RECEIPTS


def test_the_places_are_made_while_home_is_looked_at(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.qtbot.waitUntil(lambda: set(page.window.main.made) == set(PlaceName))
    assert page.window.main.here is PlaceName.HOME
    assert page.home.isVisible()


def test_a_place_is_made_by_a_visit_that_comes_before_its_turn(open_window: OpenWindow) -> None:
    page = open_window(busy_shop(), background=True)
    assert list(page.window.main.made) == [PlaceName.HOME]
    page.window.main.go_to(PlaceName.SETTINGS)
    assert list(page.window.main.made) == [PlaceName.HOME, PlaceName.SETTINGS]
    page.window.show()
    page.qtbot.waitUntil(lambda: set(page.window.main.made) == set(PlaceName))
    assert page.window.main.here is PlaceName.SETTINGS


def test_the_ring_follows_the_keyboard_and_not_the_mouse(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    window = page.window
    page.qtbot.waitUntil(page.home.send.hasFocus)
    assert not window.ring.isVisible()
    page.press(Qt.Key.Key_Tab)
    page.press(Qt.Key.Key_Backtab)
    assert window.focusWidget() is page.home.send
    middle = page.home.send.mapTo(window, page.home.send.rect().center())
    assert window.ring.isVisible()
    assert window.ring.geometry().contains(middle)
    page.go_to(PlaceName.HOME)
    assert not window.ring.isVisible()


@pytest.mark.parametrize("done", [False, True], ids=["back", "done"])
def test_the_keyboard_returns_to_what_opened_a_page_of_the_set_up(
    open_window: OpenWindow, *, done: bool
) -> None:
    page = open_window(busy_shop())
    page.window.main.go_to(PlaceName.SETTINGS)
    settings = page.window.main.view(PlaceName.SETTINGS)
    assert isinstance(settings, SettingsPlace)
    opener = settings.pages.buttons[Page.TOKEN]
    opener.setFocus()
    opener.click()
    setup = page.window.setup
    assert setup is not None
    assert not opener.isVisible()
    page.qtbot.waitUntil(lambda: setup.isAncestorOf(page.window.focusWidget()))
    if done:
        setup.finished.emit()
    else:
        page.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.window.focusWidget() is opener


def test_where_the_opener_is_gone_the_keyboard_returns_to_its_place(
    open_window: OpenWindow,
) -> None:
    page = open_window(busy_shop())
    main = page.window.main
    main.go_to(PlaceName.SETTINGS)
    settings = main.view(PlaceName.SETTINGS)
    assert isinstance(settings, SettingsPlace)
    opener = settings.pages.buttons[Page.TOKEN]
    opener.setFocus()
    opener.click()
    opener.setEnabled(False)
    setup = page.window.setup
    assert setup is not None
    setup.finished.emit()
    focused = page.window.focusWidget()
    assert focused is not None
    assert settings.isAncestorOf(focused)
    assert focused.isVisible()
    assert focused.focusPolicy() & Qt.FocusPolicy.TabFocus
    main.go_to(PlaceName.HOME)
    page.home.pause.setFocus()
    page.home.setup_wanted.emit(Page.TOKEN)
    page.home.pause.setEnabled(False)
    setup = page.window.setup
    assert setup is not None
    setup.finished.emit()
    assert page.window.focusWidget() is page.home.send


@pytest.mark.parametrize(
    ("width", "height", "wanted"),
    [
        (1920, 1040, (1280, 720)),
        (1366, 728, (1280, 692)),
        (1280, 720, (1272, 684)),
        (1100, 640, (1092, 604)),
    ],
)
def test_the_first_window_fits_the_screen_with_its_frame(
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
    wanted: tuple[int, int],
) -> None:
    room = QRect(0, 40, width, height)
    monkeypatch.setattr(main_window, "_room", lambda: room)
    window = open_window(busy_shop()).window
    assert window.size() == QSize(*wanted)
    assert not window.isMaximized()
    frame = QMargins(4, 32, 4, 4)
    assert room.contains(QRect(window.pos() + QPoint(4, 32), window.size()) + frame)


@pytest.mark.parametrize("size", [QSize(1024, 768), QSize(1093, 574)])
def test_where_the_smallest_window_does_not_fit_it_fills_the_screen(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, size: QSize
) -> None:
    monkeypatch.setattr(main_window, "_room", lambda: QRect(QPoint(0, 0), size))
    window = open_window(busy_shop()).window
    assert window.isMaximized()
    assert window.minimumWidth() <= size.width()
    assert window.minimumHeight() + 32 <= size.height()


# The offscreen platform has no windows above each other.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_maximised_window_is_brought_up_as_large_as_it_was(open_window: OpenWindow) -> None:
    window = open_window(busy_shop()).window
    window.showMaximized()
    window.showMinimized()
    window.bring_up()
    assert not window.isMinimized()
    assert window.isMaximized()


def test_the_keyboard_goes_from_send_to_stop_and_back(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    window = page.window
    page.qtbot.waitUntil(page.home.send.hasFocus)
    page.press(Qt.Key.Key_Space)
    page.wait_until_working()
    assert window.focusWidget() is page.home.progress.stop
    with page.qtbot.waitSignal(page.controller.finished):
        page.press(Qt.Key.Key_Space)
    assert window.focusWidget() is page.home.send
    assert not window.ring.isVisible()


def test_what_needs_a_person_is_told_by_kind_with_how_many_wait(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    assert page.shows("4 things need you")
    assert page.shows("2 products are not matched with PEAK yet: GFT-A, TS-09")
    assert page.shows("5 receipts, ฿17,047.00, not sent yet")
    assert page.rail.places[PlaceName.RECEIPTS].accessibleDescription() == "5 receipts need you"
    page.click(page.home.needs.show_all)
    assert page.window.main.here is PlaceName.RECEIPTS


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
    assert page.shows("5 products are not matched with PEAK yet: A-1, A-2 and 3 more")


def test_a_problem_of_everybody_says_what_to_do(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.shop.work.results = [PassResult(problem=Problem(Code.TOKEN_REFUSED))]
    page.press_send()
    page.let_pass_end()
    assert page.shows("PEAK no longer accepts the token")
    assert page.home.status.property("panel") == "bad"
    # The next pass takes it away.
    page.press_send()
    page.let_pass_end()
    assert not page.shows("PEAK no longer accepts the token")


def test_what_goes_away_by_itself_is_not_shown_in_red(open_window: OpenWindow) -> None:
    reader = busy_shop()
    reader.standing = Problem(Code.OFFLINE)
    page = open_window(reader)
    assert page.home.status.property("panel") == "warn"


def test_an_unknown_error_is_told_and_the_next_pass_works(
    open_window: OpenWindow, expected_logs: Callable[..., None]
) -> None:
    expected_logs("a pass ended with an unknown error")
    page = open_window(busy_shop())
    page.shop.work.results = [RuntimeError("boom")]
    page.press_send()
    page.let_pass_end()
    assert page.shows("Something went wrong")
    page.press_send()
    page.let_pass_end()
    assert page.shows("12 receipts sent")


def test_a_ledger_that_cannot_be_read_is_told_not_raised(open_window: OpenWindow) -> None:
    reader = busy_shop()
    reader.broken = Problem(Code.LEDGER_BROKEN)
    page = open_window(reader)
    assert page.shows("The shop's records cannot be read")
    reader.broken = None
    page.window.standing.refresh_all()
    assert page.home.ledger.figures(State.SENT) == ("1,191", "1,191")
    assert not page.shows("The shop's records cannot be read")


def test_a_ledger_that_the_first_pass_makes_is_seen(open_window: OpenWindow) -> None:
    shop = WorkShop()
    opened: list[FakeReader] = []

    class NoLedger(FakeReader):
        def is_current(self) -> bool:
            return not shop.work.passes

    def open_reader() -> FakeReader:
        opened.append(busy_shop() if shop.work.passes else NoLedger())
        return opened[-1]

    page = open_window(shop=shop, open_reader=open_reader)
    assert page.shows("No receipts yet")
    page.press_send()
    page.let_pass_end()
    assert not page.shows("No receipts yet")
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
    with qtbot.waitSignal(page.window.left):
        page.window.quit()
    assert not page.window.isVisible()
    assert not page.controller.alive
    assert reader.closed


# Raising a window is the real screen's business.
brings_up = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def quit_during_a_request(open_window: OpenWindow) -> WindowPage:
    """A window that was quit while PEAK is silent: the request under way does not end yet."""
    shop = WorkShop()
    shop.work.deaf = True
    page = open_window(busy_shop(), shop)
    page.press_send()
    page.wait_until_working()
    page.window.quit()
    return page


def test_quitting_during_a_request_hides_all_at_once_and_waits_for_its_outcome(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    page = quit_during_a_request(open_window)
    assert not page.window.isVisible()
    assert page.controller.alive
    assert page.shop.work.closed == 0
    with qtbot.waitSignal(page.window.left) as left:
        page.shop.work.gate.set()
    assert left.args == [Leaving.QUIT]
    assert page.shop.work.closed == 1
    assert not page.controller.alive


def test_quitting_takes_the_dialogs_along(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.window.close()
    dialog = page.window.dialog
    assert dialog is not None
    assert dialog.isVisible()
    page.window.quit()
    assert not dialog.isVisible()


@brings_up
def test_a_start_while_the_last_request_is_waited_for_opens_the_window_anew(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    page = quit_during_a_request(open_window)
    page.window.bring_up()
    # The window answers meanwhile: this timer would not fire in a frozen one.
    fired: list[bool] = []
    QTimer.singleShot(20, page.window, lambda: fired.append(True))
    qtbot.waitUntil(lambda: bool(fired))
    assert page.window.isVisible()
    assert page.shows("Stopping")
    assert page.shows("Nothing is lost")
    with qtbot.waitSignal(page.window.left) as left:
        page.shop.work.gate.set()
    assert left.args == [Leaving.AGAIN]
    assert page.shop.work.passes == 1


@brings_up
def test_who_quits_once_more_meanwhile_is_heard(open_window: OpenWindow, qtbot: QtBot) -> None:
    page = quit_during_a_request(open_window)
    page.window.bring_up()
    page.window.close()
    assert not page.window.isVisible()
    with qtbot.waitSignal(page.window.left) as left:
        page.shop.work.gate.set()
    assert left.args == [Leaving.QUIT]


def test_another_window_to_come_is_waited_for_in_plain_sight(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    shop = WorkShop()
    shop.work.deaf = True
    page = open_window(busy_shop(), shop)
    page.press_send()
    page.wait_until_working()
    page.window.leave(Leaving.AGAIN)
    assert page.window.isVisible()
    assert page.shows("Stopping")
    with qtbot.waitSignal(page.window.left) as left:
        shop.work.gate.set()
    assert left.args == [Leaving.AGAIN]


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
    assert page.home.send.text() == "ส่งตอนนี้"
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
    page.come_to_rest()
    assert page.window.size() == size
    assert page.clipped() == []
    assert page.cut_sentences() == []


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("percent", [115, 130])
@pytest.mark.parametrize("size", [QSize(1060, 600), QSize(1280, 720)], ids=["least", "usual"])
def test_larger_text_sticks_out_nowhere(
    open_window: OpenWindow, look: Look, language: str, percent: int, size: QSize
) -> None:
    look.use("", percent)
    try:
        page = open_window(busy_shop(), language=language)
        page.window.resize(size)
        page.come_to_rest()
        assert list(flaws(page.window)) == []
    finally:
        look.use("", 100)


def test_the_colours_follow_the_system(open_window: OpenWindow, look: Look) -> None:
    page = open_window(busy_shop())
    content = page.home
    try:
        look.use_scheme(Qt.ColorScheme.Dark)
        dark = content.grab().toImage().pixelColor(4, 4)
        assert dark == QColor(theme.DARK.window)
    finally:
        look.use_scheme(Qt.ColorScheme.Light)
    assert content.grab().toImage().pixelColor(4, 4) == QColor(theme.LIGHT.window)


def test_everything_a_key_can_reach_has_a_name(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    reached = [
        one
        for one in page.window.findChildren(QWidget)
        if one.isVisibleTo(page.window) and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) > 4
    nameless = [one for one in reached if not (one.accessibleName() or _words(one))]
    assert nameless == []


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""
