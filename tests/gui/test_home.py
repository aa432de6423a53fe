"""The home page: figures that add up, the chart by keyboard, pausing, and room for it all."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import NOON, FakeClock, FakeJob, FakeReader, busy_shop, receipt_row
from tests.gui.window_page import WindowPage
from tests.pictures.flaws import flaws
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Counted, ReceiptRow
from xpeak_desktop.services.jobs.keeping import RestoreLedger
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.services.reconciling import RECONCILE
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.day_chart import DAYS, Bar, DayChart, scale_of
from xpeak_desktop.ui.i18n import plain
from xpeak_desktop.ui.ledger_panel import month_of
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.place import PlaceName

OpenWindow = Callable[..., WindowPage]
TODAY = NOON.date()

# Raising a window or a menu is the real screen's business.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def month_of_sales() -> FakeReader:
    """One receipt a day for 40 days back, the last of each kind today."""
    rows = [
        receipt_row(n, issued_on=TODAY - timedelta(days=n), total=100_00 + n) for n in range(40)
    ]
    kinds = (State.READY, State.UNCERTAIN, State.BLOCKED, State.REJECTED, State.EXCLUDED)
    rows += [receipt_row(100 + n, state, total=1_00) for n, state in enumerate(kinds)]
    return FakeReader([*rows, receipt_row(200, State.VOIDED, total=5_00)])


def figures(page: WindowPage) -> list[str]:
    grid = page.home.ledger
    texts = [one.text() for one in grid.findChildren(QLabel) if one.isVisible()]
    return [text for text in texts if text.replace(",", "").replace(".", "").isdigit()]


def test_today_and_this_month_stand_side_by_side_and_add_up(open_window: OpenWindow) -> None:
    page = open_window(month_of_sales())
    ledger = page.home.ledger
    assert ledger.figures(State.SENT) == ("1", "23")
    assert ledger.figures(State.READY) == ("2", "2")
    assert ledger.figures(State.BLOCKED) == ("2", "2")
    assert ledger.total() == ("7", "29")
    sent = sum(100_00 + n for n in range(23))
    assert f"{sent / 100:,.2f}" in figures(page)
    assert f"{(sent + 10_00) / 100:,.2f}" in figures(page)


def test_how_many_of_the_sent_ones_need_somebody_stands_below(open_window: OpenWindow) -> None:
    reader = month_of_sales()
    page = open_window(reader)
    assert not page.home.ledger.open_cases.isVisible()
    changed = Problem(Code.CHANGED_AFTER_SEND)
    # Two sent ones of this month, one of a month before, one voided since, and one not sent yet.
    reader.cases = [(f"RC2611-{serial:05d}", changed) for serial in (0, 3, 35, 200)]
    vain = receipt_row(300, State.READY, code=Code.PEAK_ERROR, stuck=True)
    reader.all = [vain, *reader.all]
    page.window.standing.refresh_all()
    assert page.home.ledger.open_cases.isVisible()
    assert page.shows("Of those sent this month, 2 need you")
    assert page.home.ledger.figures(State.SENT) == ("1", "23")


def test_no_figure_stands_for_a_ledger_that_was_not_read_yet(open_window: OpenWindow) -> None:
    seen: list[list[str]] = []

    class Watched(FakeReader):
        def counts(self) -> Mapping[State, Counted]:
            labels = (one for one in QApplication.allWidgets() if isinstance(one, QLabel))
            seen.append([plain(one.text()) for one in labels if one.isVisible() and one.text()])
            return super().counts()

    page = open_window(Watched(month_of_sales().all))
    before = seen[0]
    assert "Needs you, not sent" in before
    assert [text for text in before if text.replace(",", "").replace(".", "").isdigit()] == []
    for untrue in ("No receipts yet", "Nothing has been sent yet", "Ready"):
        assert untrue not in before
    assert page.home.ledger.total() == ("7", "29")


def test_what_moved_behind_a_hidden_window_stands_there_when_it_comes_back(
    open_window: OpenWindow,
) -> None:
    reader = month_of_sales()
    page = open_window(reader)
    page.window.hide()
    reader.all.append(receipt_row(300, issued_on=TODAY, total=7_00))
    page.window.standing.refresh_all()
    page.window.bring_up()
    assert page.home.ledger.figures(State.SENT) == ("2", "24")


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_month_begins_and_ends_where_it_should(day: date, first: date, last: date) -> None:
    assert month_of(day) == (first, last)


def test_the_day_changes_at_the_shops_midnight(open_window: OpenWindow) -> None:
    page = open_window(month_of_sales())
    page.window.standing.refresh_all()
    page.home.desk.context.clock.moment += timedelta(hours=10)  # type: ignore[attr-defined]
    page.window.standing.refresh_all()
    assert page.shows("Tuesday 24 November 2026")
    assert page.home.ledger.figures(State.SENT)[0] == "0"


def test_how_far_the_sending_is_and_the_ledgers_figures_are_of_one_moment(
    open_window: OpenWindow,
) -> None:
    def shop(sent: int) -> list[ReceiptRow]:
        ready = [receipt_row(100 + n, State.READY) for n in range(46 - sent)]
        return [*(receipt_row(n) for n in range(10 + sent)), *ready]

    reader = FakeReader(shop(0))
    page = open_window(reader)
    standing, told = page.window.standing, page.controller.progressed

    def agree() -> bool:
        sent, ready = (int(page.home.ledger.figures(one)[1]) for one in (State.SENT, State.READY))
        assert standing.sending is not None
        return (sent - 10, sent - 10 + ready) == (standing.sending.done, standing.sending.total)

    told.emit(Progress(Stage.SENDING, 0, 46, 10))
    assert agree()
    # What is told comes a little later than it is kept, also at the first reading.
    reader.all = shop(1)
    standing.refresh()
    assert agree()
    reader.all = shop(7)
    told.emit(Progress(Stage.SENDING, 5, 46, 10))
    assert agree()
    standing.refresh()
    assert agree()
    assert page.home.ledger.figures(State.SENT)[1] == "17"
    told.emit(Progress(Stage.SENDING, 46, 46, 10))
    assert agree()
    # PEAK had to be waited for.
    told.emit(Progress(Stage.WAITING))
    told.emit(Progress(Stage.SENDING, 46, 46, 10))
    assert agree()


def test_a_pass_that_gave_way_to_a_job_goes_on_counting_what_is_left(
    open_window: OpenWindow,
) -> None:
    ready = [receipt_row(100 + n, State.READY) for n in range(30)]
    reader = FakeReader([*(receipt_row(n) for n in range(10)), *ready])
    page = open_window(reader)
    standing, told = page.window.standing, page.controller.progressed
    told.emit(Progress(Stage.SENDING, 0, 30, 10))
    reader.all = [*(receipt_row(n) for n in range(22)), *ready[12:]]
    told.emit(Progress(Stage.SENDING, 12, 30, 10))
    standing.refresh()
    assert standing.sending == Progress(Stage.SENDING, 12, 30, 10)
    told.emit(Progress(Stage.READING))
    told.emit(Progress(Stage.SENDING, 0, 18, 22))
    standing.refresh()
    assert standing.sending == Progress(Stage.SENDING, 0, 18, 22)


def test_the_figures_move_also_where_reading_them_takes_long(open_window: OpenWindow) -> None:
    clock = FakeClock()

    class Slow(FakeReader):
        took = 0.0

        def counts(self) -> Mapping[State, Counted]:
            clock.moment += timedelta(seconds=self.took)
            return super().counts()

    reader = Slow(month_of_sales().all)
    page = open_window(reader, clock=clock)
    waits: list[int] = []
    for reader.took in (0.0, 0.02, 0.1, 1.0):
        page.window.standing.refresh()
        waits.append(page.window.standing._soon.interval())
    # Cheap ones are not made more often; the window is never deaf for more than a tenth.
    assert waits == [400, 1200, 2000, 10_000]


# --------------------------------------------------------------------- what goes on


def test_an_empty_shop_is_told_where_to_put_files(open_window: OpenWindow) -> None:
    source = Source("folder", folder="/somewhere")
    page = open_window(FakeReader(), settings=Settings(set_up=True, source=source))
    assert page.shows("No receipts yet")
    assert page.shows("into the folder you chose")
    assert page.home.status.button.text() == "Open the folder"
    live = Settings(set_up=True, source=Source("live", url="https://shop.example"))
    page = open_window(FakeReader(), settings=live)
    assert page.shows("Press Send now. The program reads your sales")
    assert not page.home.status.button.isVisible()


def test_without_a_tray_the_window_says_so_as_long_as_it_is_so(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
    panel = [False]
    page = open_window(busy_shop(), tray_available=lambda: panel[0])
    assert page.shows("receipts are sent while the window is open or minimised")
    panel[0] = True
    page.window.tray.look_for_tray()
    assert not page.shows("receipts are sent while the window is open or minimised")


def test_the_ring_also_finds_buttons_that_were_made_later(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(1)])
    page = open_window(reader)
    reader.all.append(receipt_row(2, State.BLOCKED, code=Code.NUMBER_MISSING))
    page.window.standing.refresh_all()
    button = next(iter(page.home.needs.buttons))
    page.home.send.setFocus(Qt.FocusReason.OtherFocusReason)
    assert not page.window.ring.isVisible()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.window.ring.isVisible()


def test_when_all_is_well_the_months_amount_is_said(open_window: OpenWindow) -> None:
    page = open_window(FakeReader([receipt_row(1, total=1_015_613_25)]))
    assert page.shows("All is well, nothing to do")
    assert page.shows("The 1 receipt due this month is in PEAK")
    assert page.shows("฿1,015,613.25")


def test_a_refused_token_is_cured_from_where_one_stands(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(1, State.READY)])
    reader.standing = Problem(Code.TOKEN_REFUSED)
    page = open_window(reader)
    assert page.shows("1 receipt waits, it is not lost")
    with page.qtbot.waitSignal(page.home.setup_wanted) as wanted:
        page.click(page.home.status.button)
    assert wanted.args == [Page.TOKEN]


def test_a_need_leads_where_it_is_cured(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    button = next(
        one
        for one, need in page.home.needs.buttons.items()
        if need.problem.code is Code.TOTAL_MISMATCH
    )
    page.click(button)
    assert page.window.main.here is PlaceName.RECEIPTS


def test_the_time_left_is_told_roughly_once_it_is_known(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    clock = page.home.desk.context.clock
    panel = page.home.progress
    panel.begin()
    panel.show_progress(Progress(Stage.SENDING, 0, 100))
    assert panel.left.text() == ""
    clock.wait(60, page.shop.work.cancel)
    panel.show_progress(Progress(Stage.SENDING, 20, 100))
    assert panel.left.text() == "About 4 minutes left"
    clock.wait(220, page.shop.work.cancel)
    panel.show_progress(Progress(Stage.SENDING, 95, 100))
    assert panel.left.text() == "Less than a minute left"
    panel.show_progress(Progress(Stage.CHECKING))
    assert panel.left.text() == ""


def test_what_was_met_at_the_start_is_read_once(open_window: OpenWindow) -> None:
    notices = (Problem(Code.SETTINGS_BROKEN, {"path": "x"}), Problem(Code.BACKUP_FAILED))
    page = open_window(busy_shop(), notices=notices)
    panel = page.home.notices
    assert panel.isVisible()
    first = panel.title.text()
    page.click(panel.read)
    assert panel.title.text() != first
    page.click(panel.read)
    assert not panel.isVisible()


# --------------------------------------------------------------------- pausing


def test_the_pause_button_offers_an_hour_or_longer(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.click(page.home.pause)
    menu = page.home.pause_menu
    assert menu.isVisible()
    menu.hour.trigger()
    menu.close()
    assert page.shows("Paused until 15:05")
    assert page.home.pause.text() == "Resume"
    page.click(page.home.pause)
    assert page.home.pause.text() == "Pause"
    page.wait_until_working()
    page.let_pass_end()


def test_in_a_pause_the_loud_button_ends_it(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    loud = [page.home.pause, page.home.send]
    assert [one.property("kind") or "" for one in loud] == ["", "primary"]
    page.click(page.home.pause)
    page.home.pause_menu.hour.trigger()
    page.home.pause_menu.close()
    assert [one.property("kind") for one in loud] == ["primary", ""]
    assert page.home.send.isEnabled()
    page.click(page.home.pause)
    assert [one.property("kind") for one in loud] == ["", "primary"]
    page.wait_until_working()
    page.let_pass_end()


def test_where_only_a_person_sends_there_is_nothing_to_pause(open_window: OpenWindow) -> None:
    page = open_window(busy_shop(), every_minutes=0, practice=True)
    assert not page.home.pause.isVisible()


# --------------------------------------------------------------------- the chart


def chart_of(qtbot: QtBot, bars: list[Bar]) -> DayChart:
    chart = DayChart("en")
    qtbot.addWidget(chart)
    chart.resize(420, 240)
    chart.show_bars(bars)
    chart.show()
    chart.activateWindow()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chart.hasFocus)
    return chart


def month_of_bars() -> list[Bar]:
    first = TODAY - timedelta(days=DAYS - 1)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [Bar(day, 1000_00 * (n + 1), 250_00 if n == 29 else 0) for n, day in enumerate(days)]


def test_the_arrow_keys_walk_the_days_and_each_is_spoken(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, month_of_bars())
    assert chart.value_text() == "23 Nov 2026: sent ฿30,000.00, needs you ฿250.00"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.value_text() == "22 Nov 2026: sent ฿29,000.00"
    assert chart.accessibleDescription() == chart.value_text()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.value_text().startswith("25 Oct 2026")
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.value_text().startswith("23 Nov 2026")


def test_what_waits_is_drawn_and_told_as_well(qtbot: QtBot, open_window: OpenWindow) -> None:
    chart = chart_of(qtbot, [Bar(TODAY, 5_00, 3_00, 2_00)])
    assert chart.value_text() == "23 Nov 2026: sent ฿5.00, waiting ฿2.00, needs you ฿3.00"
    chart.show_bars([Bar(TODAY)])
    empty = chart.grab().toImage()
    chart.show_bars([Bar(TODAY, waiting=50_00)])
    assert chart.value_text() == "23 Nov 2026: sent ฿0.00, waiting ฿50.00"
    assert chart.grab().toImage() != empty
    page = open_window(FakeReader([receipt_row(1, State.READY)]))
    assert page.shows("baht per day")


def test_the_mouse_shows_the_day_it_is_over(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, month_of_bars())
    QTest.mouseMove(chart, QPoint(chart.width() - 8, 100))
    assert chart.value_text().startswith("23 Nov 2026")


def test_days_that_were_read_again_keep_the_place(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, month_of_bars())
    chart.show_bars([Bar(TODAY, 7_00)])
    assert chart.value_text() == "23 Nov 2026: sent ฿7.00"
    chart.show_bars([])
    assert chart.value_text() == ""
    assert not chart.grab().isNull()


@pytest.mark.parametrize(
    ("satang", "top"),
    [
        (0, 100_00),
        (100_00, 100_00),
        (101_00, 200_00),
        (64_300_00, 80_000_00),
        (5_050_00, 8_000_00),
        (999_999_999_99, 1_000_000_000_00),
    ],
)
def test_the_scale_has_four_even_steps_of_round_baht(satang: int, top: int) -> None:
    assert scale_of(satang) == top
    assert scale_of(satang) % 4 == 0


# --------------------------------------------------------------------- room


def test_a_narrow_window_puts_the_chart_under_the_figures(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.window.resize(QSize(1280, 720))
    page.qtbot.waitUntil(lambda: page.home.chart.y() == page.home.ledger.y())
    page.window.resize(QSize(1060, 600))
    page.qtbot.waitUntil(lambda: page.home.chart.y() > page.home.ledger.y())
    assert page.home.chart.width() == page.home.ledger.width()


def test_an_unfinished_set_up_comes_before_everything(open_window: OpenWindow) -> None:
    page = open_window(FakeReader(), settings=Settings(page="token"), shop_name="")
    assert page.window.setup is not None
    assert page.window.setup.here is Page.TOKEN
    assert page.window.schedule.next_run is None
    settings = Settings(set_up=True, business_name="ร้านใหม่")
    page.controller.ask(FakeJob(lambda work: settings))
    page.qtbot.waitUntil(lambda: page.window.settings.now.set_up)
    page.window.setup.finished.emit()
    assert page.home.isVisible()
    assert page.window.windowTitle() == "ร้านใหม่ – XPEAK"
    assert page.window.schedule.next_run is not None
    page.wait_until_working()
    page.let_pass_end()


def test_without_a_token_the_rail_says_so_and_how_to_connect(open_window: OpenWindow) -> None:
    reader = busy_shop()
    reader.standing = Problem(Code.SECRETS_MISSING)
    page = open_window(reader)
    page.qtbot.waitUntil(lambda: page.rail.state.text() == "Not connected")
    assert page.rail.next_run.text() == "Connect in Settings"
    assert not {"Not connected", "Connect in Settings"} & set(page.clipped())


@pytest.mark.parametrize("language", ["th", "en"])
def test_without_a_tray_one_line_beside_the_last_run_says_so(
    open_window: OpenWindow, language: str
) -> None:
    page = open_window(busy_shop(), language=language)
    page.window.resize(1280, 720)
    page.home.show_tray(there=False)
    page.home.last_run.setText("Last run 22 Nov 2026, 14:05, 1,114 receipts sent")
    page.come_to_rest()
    said = page.home.no_tray
    assert said.isVisible()
    assert said.heightForWidth(said.width()) <= theme.SMALL.line


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("percent", [100, 130])
def test_no_state_is_cut_off_at_the_foot_of_the_rail(
    open_window: OpenWindow, look: Look, language: str, percent: int
) -> None:
    look.use("", percent)
    try:
        page = open_window(busy_shop(), language=language)
        page.come_to_rest()
        seen: set[str] = set()

        def look_at_foot() -> None:
            state, next_run = page.rail.state, page.rail.next_run
            page.qtbot.waitUntil(lambda: list(flaws(page.rail)) == [])
            assert state.heightForWidth(state.width()) <= theme.SMALL.line, state.text()
            seen.add(f"{state.text()} {next_run.text()}")

        standing, pausing = page.window.standing, page.home.pause_menu
        codes = (
            Code.MOVED_OUT,
            Code.SECRETS_MISSING,
            Code.TOKEN_REFUSED,
            Code.PEAK_BUSY,
            Code.OFFLINE,
            Code.PEAK_ODD_ANSWER,
        )
        for problem in (None, *map(Problem, codes)):
            standing.problem = problem
            standing.changed.emit()
            look_at_foot()
        assert len(seen) == len(codes) + 1
        for paused in (pausing.hour, pausing.for_good):
            paused.trigger()
            look_at_foot()
        standing.problem = None
        page.window.schedule.use(0, "")
        look_at_foot()
        page.press_send()
        page.qtbot.waitUntil(lambda: "28" in page.rail.next_run.text())
        look_at_foot()
        page.press_stop()
        look_at_foot()
    finally:
        look.use("", 100)


def test_a_page_that_may_have_mended_what_was_wrong_is_followed_by_a_run(
    open_window: OpenWindow,
) -> None:
    reader = busy_shop()
    reader.standing = Problem(Code.TOKEN_REFUSED)
    page = open_window(reader)
    page.qtbot.waitUntil(lambda: page.shows("PEAK no longer accepts the token"))
    assert page.rail.state.text() == "Sending has stopped"
    page.home.setup_wanted.emit(Page.TOKEN)
    assert page.window.setup is not None
    reader.standing = None
    page.window.setup.finished.emit()
    page.wait_until_working()
    page.let_pass_end()
    assert not page.shows("PEAK no longer accepts the token")
    assert page.rail.state.text() == "Ready"


def _given(settings: Settings, _work: object) -> Settings:
    return settings


def test_the_name_of_the_business_is_shown_as_soon_as_it_is_known(
    open_window: OpenWindow,
) -> None:
    page = open_window(busy_shop(), shop_name="")
    assert page.window.windowTitle() == "XPEAK"
    assert not page.rail.shop.isVisible()
    for name in ("ร้านใหม่", "ร้านที่เปลี่ยนชื่อ"):
        settings = Settings(set_up=True, business_name=name)
        with page.qtbot.waitSignal(page.window.settings.changed):
            page.controller.ask(FakeJob(partial(_given, settings)))
        assert page.rail.shop.text() == name
        assert page.rail.shop.isVisible()
        assert page.window.windowTitle() == f"{name} – XPEAK"


def test_the_practice_shop_keeps_its_name(open_window: OpenWindow) -> None:
    page = open_window(busy_shop(), practice=True, shop_name="")
    settings = Settings(set_up=True, business_name="ร้านใหม่")
    page.controller.ask(FakeJob(lambda work: settings))
    page.qtbot.waitUntil(lambda: page.window.settings.now == settings)
    assert page.rail.shop.text() == "Practice shop"


def test_a_page_of_the_set_up_opens_alone_and_leads_back(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.home.setup_wanted.emit(Page.TOKEN)
    setup = page.window.setup
    assert setup is not None
    assert setup.isVisible()
    assert not page.home.isVisible()
    setup.finished.emit()
    assert page.home.isVisible()
    assert page.window.setup is None
    assert not page.controller.running


# --------------------------------------------------------------------- comparing with PEAK first


def restored(page: WindowPage) -> None:
    with page.qtbot.waitSignal(page.controller.answered):
        page.controller.ask(RestoreLedger(Path("ledger.sqlite3")))


def test_a_restored_copy_knows_of_no_pass_and_is_compared_at_once(
    open_window: OpenWindow,
) -> None:
    clock, reader = FakeClock(), FakeReader([receipt_row(n) for n in range(37)])
    page = open_window(reader, clock=clock)
    page.shop.work.results = [PassResult(sent=37)]
    page.press_send()
    page.let_pass_end()
    assert page.shows("Last run 14:05, 37 receipts sent")
    reader.all, reader.marks[RECONCILE] = [receipt_row(1, State.READY)], "new"
    restored(page)
    page.qtbot.waitUntil(lambda: page.shows("Comparing with PEAK before sending; none is lost"))
    assert not page.shows("37 receipts sent")
    assert page.shows("Waiting for PEAK")
    assert not page.shows("Ready")
    clock.moment += timedelta(seconds=6)
    page.window.schedule.look_at_clock()
    page.wait_until_working(2)


@pytest.mark.parametrize("code", [Code.LEDGER_RESTORED, Code.LEDGER_REBUILT])
def test_a_ledger_that_took_a_damaged_ones_place_knows_of_no_pass_either(
    open_window: OpenWindow, code: Code
) -> None:
    page = open_window(month_of_sales())
    page.press_send()
    page.let_pass_end()
    page.shop.work.refuses = Problem(code)
    with page.qtbot.waitSignal(page.controller.answered):
        page.controller.ask(FakeJob())
    page.window.standing.refresh_all()
    assert not page.shows("12 receipts sent")


def test_a_copy_that_could_not_be_restored_changes_nothing(open_window: OpenWindow) -> None:
    page = open_window(month_of_sales())
    page.press_send()
    page.let_pass_end()
    page.shop.work.refuses = Problem(Code.BACKUP_UNUSABLE)
    restored(page)
    page.window.standing.refresh_all()
    assert page.shows("Last run 14:05, 12 receipts sent")


def comparing(page: WindowPage, reader: FakeReader, seconds: int) -> None:
    """A pass that has read PEAK's lists once; the second reading comes after so long."""
    again = NOON + timedelta(seconds=seconds)
    reader.marks[RECONCILE] = again.isoformat()
    problem = Problem(Code.COMPARING_FIRST, {"seconds": str(seconds)})
    page.shop.work.results = [PassResult(problem=problem)]
    page.controller.request()
    page.let_pass_end()


def test_the_minutes_until_receipts_go_again_count_down(open_window: OpenWindow) -> None:
    clock, reader = FakeClock(), FakeReader([receipt_row(1, State.READY)])
    page = open_window(reader, clock=clock)
    comparing(page, reader, 480)
    assert page.shows("before sending, about 8 min more")
    clock.moment += timedelta(minutes=5)
    page.window.standing._minute.timeout.emit()
    assert page.shows("before sending, about 3 min more")
    clock.moment += timedelta(minutes=4)
    page.window.standing._minute.timeout.emit()
    assert page.shows("Comparing with PEAK before sending; none is lost")


@pytest.mark.parametrize("stopped", [False, True])
def test_the_next_run_comes_when_the_comparison_can_go_on(
    open_window: OpenWindow, *, stopped: bool
) -> None:
    clock, reader = FakeClock(), FakeReader([receipt_row(1, State.READY)])
    page = open_window(reader, clock=clock)
    comparing(page, reader, 90)
    if stopped:
        page.shop.work.gate.clear()
        page.controller.request()
        page.wait_until_working(2)
        with page.qtbot.waitSignal(page.controller.finished):
            page.controller.stop()
        assert page.shows("Comparing with PEAK before sending, about 2 min more")
    assert page.window.schedule.next_run == NOON + timedelta(seconds=90)


def test_nothing_is_said_to_wait_where_nothing_does(open_window: OpenWindow) -> None:
    reader = FakeReader([receipt_row(1)])
    page = open_window(reader, language="th")
    comparing(page, reader, 480)
    assert page.shows("กำลังเทียบกับ PEAK ก่อนส่ง อีกราว 8 นาที")
    assert not page.shows("ใบเสร็จรออยู่")


def test_where_only_a_person_sends_they_are_told_when_to_press_again(
    open_window: OpenWindow,
) -> None:
    clock, reader = FakeClock(), FakeReader([receipt_row(1, State.READY)])
    page = open_window(reader, clock=clock, every_minutes=0, practice=True)
    comparing(page, reader, 480)
    assert page.shows("Press Send now again after that")
    assert not page.shows("goes on by itself")
    clock.moment += timedelta(minutes=9)
    page.window.standing._minute.timeout.emit()
    assert page.shows("Press Send now to go on")
