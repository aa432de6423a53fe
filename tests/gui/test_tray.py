"""The icon beside the clock, and what the window does with and without one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeClock, FakeJob, FakeReader, WorkShop, busy_shop, receipt_row
from tests.gui.window_page import WindowPage
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.settings import ALWAYS, Settings
from xpeak_desktop.services.jobs.moving import MoveOut
from xpeak_desktop.services.jobs.room import Job
from xpeak_desktop.services.jobs.token import Disconnect
from xpeak_desktop.services.progress import PassResult, Progress, Stage
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import main_window, tray
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.standing import Mood, Notice
from xpeak_desktop.ui.tray import Tray
from xpeak_desktop.ui.tray_icon import SIZES, picture

OpenWindow = Callable[..., WindowPage]

# Raising a window is the real screen's business.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Panel:
    """A desktop's panel that comes and goes."""

    def __init__(self, *, there: bool) -> None:
        self.there = there

    def __call__(self) -> bool:
        return self.there


@pytest.fixture(autouse=True)
def quiet_icon(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Offscreen there is no panel to draw on, and no bus to send a notice over."""
    notices: list[str] = []

    def note(_icon: object, title: str, text: str, *_rest: object) -> None:
        notices.append(f"{title} | {text}")

    monkeypatch.setattr(QSystemTrayIcon, "showMessage", note)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    return notices


def open_with_tray(open_window: OpenWindow, reader: FakeReader, **fields: object) -> WindowPage:
    return open_window(reader, tray_available=Panel(there=True), **fields)


def mood_of(page: WindowPage) -> Mood:
    return page.window.standing.mood


def lines(tray: Tray) -> list[str]:
    """What the menu shows when it opens."""
    tray.menu.aboutToShow.emit()
    return [one.text() for one in tray.menu.actions() if one.isVisible() and one.text()]


def test_the_menu_says_how_things_stand_and_what_can_be_done(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop())
    assert lines(page.window.tray) == [
        "4 things need you",
        "Send now",
        "Pause for 1 hour",
        "Pause until I resume",
        "Open XPEAK",
        "Settings",
        "Quit XPEAK",
    ]


def test_that_nothing_was_sent_is_said_only_while_nothing_is_in_peak(
    open_window: OpenWindow,
) -> None:
    reader = FakeReader([receipt_row(1, State.READY)])
    page = open_with_tray(open_window, reader)
    assert "Nothing has been sent yet" in lines(page.window.tray)
    # Taken over from PEAK: nobody here knows when it was sent.
    reader.all = [receipt_row(1, State.SENT)]
    page.window.standing.refresh_all()
    assert "Nothing has been sent yet" not in lines(page.window.tray)


def test_the_menu_speaks_thai(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop(), language="th")
    shown = lines(page.window.tray)
    assert shown[0] == "4 รายการต้องให้คุณดู"
    assert shown[1:4] == ["ส่งตอนนี้", "พัก 1 ชั่วโมง", "พักจนกว่าจะกดทำต่อ"]
    assert page.window.tray.tip_text() == "XPEAK 4 รายการต้องให้คุณดู"


def test_sending_from_the_menu_is_sending(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1)]))
    tray = page.window.tray
    assert mood_of(page) is Mood.FINE
    tray.send.trigger()
    page.wait_until_working()
    page.qtbot.waitUntil(lambda: "28 of 46" in tray.tip_text())
    assert mood_of(page) is Mood.WORKING
    assert "Stop" in lines(tray)
    assert "Send now" not in lines(tray)
    page.let_pass_end()


def test_a_pause_from_the_menu_stops_and_is_kept_and_ends(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1)]))
    tray, schedule = page.window.tray, page.window.schedule
    tray.send.trigger()
    page.wait_until_working()
    with page.qtbot.waitSignal(page.controller.finished):
        tray.hour.trigger()
    assert mood_of(page) is Mood.PAUSED
    assert schedule.next_run is None
    assert "Paused until 15:05" in lines(tray)
    assert "Resume" in lines(tray)
    page.qtbot.waitUntil(lambda: bool(page.shop.work.done))
    assert page.shop.work.done[-1].paused_until == "2026-11-23T08:05:00+00:00"
    # What waited goes at once.
    tray.go_on.trigger()
    assert page.controller.running
    page.qtbot.waitUntil(lambda: page.shop.work.done[-1].paused_until == "")
    page.let_pass_end()
    assert mood_of(page) is Mood.FINE


def test_a_pause_outlives_the_program(open_window: OpenWindow) -> None:
    settings = Settings(set_up=True, paused_until=ALWAYS)
    page = open_with_tray(open_window, busy_shop(), settings=settings)
    assert mood_of(page) is Mood.PAUSED
    assert page.shows("Paused until you resume")
    page.click(page.home.pause)
    assert page.controller.running


@pytest.mark.parametrize(
    ("problem", "mood", "words"),
    [
        (Code.OFFLINE, Mood.OFFLINE, "PEAK cannot be reached right now, 1 receipt waits"),
        (Code.TOKEN_REFUSED, Mood.NEEDS, "Sending has stopped. Open to see why"),
        (
            Code.PEAK_ERROR,
            Mood.OFFLINE,
            "PEAK has a problem; XPEAK will keep trying, no receipt is lost",
        ),
        (
            Code.COMPARING_FIRST,
            Mood.RESTING,
            "Comparing with PEAK before sending; none is lost",
        ),
        (
            Code.FIRST_DOCUMENT_WAITS,
            Mood.RESTING,
            "The first does not show in PEAK yet; others of its kind wait",
        ),
    ],
)
def test_what_stands_in_the_way_is_seen_on_the_icon(
    open_window: OpenWindow, problem: Code, mood: Mood, words: str
) -> None:
    reader = FakeReader([receipt_row(1, State.READY)])
    reader.standing = Problem(problem)
    page = open_with_tray(open_window, reader)
    assert mood_of(page) is mood
    assert lines(page.window.tray)[0] == words


def test_what_only_takes_its_time_is_said_alike_everywhere_and_alarms_nobody(
    open_window: OpenWindow,
) -> None:
    reader = FakeReader([receipt_row(1, State.READY)])
    reader.standing = Problem(Code.COMPARING_FIRST, {"seconds": "480"})
    page = open_with_tray(open_window, reader)
    sentence = "Comparing with PEAK before sending, about 8 min more; none is lost"
    assert page.shows(sentence)
    assert lines(page.window.tray)[0] == sentence
    assert page.home.status.property("panel") == "plain"
    assert page.home.status.title.property("tone") == "info"
    assert page.shows("Waiting for PEAK")


def test_during_the_set_up_nothing_is_wrong_and_nothing_can_be_sent(
    open_window: OpenWindow,
) -> None:
    reader = busy_shop()
    reader.standing = Problem(Code.SECRETS_MISSING)
    page = open_with_tray(open_window, reader, settings=Settings(page="token"))
    assert mood_of(page) is Mood.SETTING_UP
    assert lines(page.window.tray) == [
        "The set-up is not finished",
        "Open XPEAK",
        "Quit XPEAK",
    ]
    page.controller.ask(FakeJob(lambda work: Settings(set_up=True)))
    page.qtbot.waitUntil(lambda: mood_of(page) is Mood.NEEDS)
    assert "Send now" in lines(page.window.tray)


# --------------------------------------------------------------------- notices


def test_only_what_became_a_problem_is_told(open_window: OpenWindow, quiet_icon: list[str]) -> None:
    reader = busy_shop()
    page = open_with_tray(open_window, reader)
    page.shop.work.gate.set()
    for _ in range(2):
        with page.qtbot.waitSignal(page.controller.finished):
            page.controller.request()
    # What was there at the start is shown, and not called out.
    assert quiet_icon == []
    new = receipt_row(5000, State.BLOCKED, code=Code.NUMBER_MISSING, params={"row": "128"})
    reader.all.append(new)
    for _ in range(2):
        with page.qtbot.waitSignal(page.controller.finished):
            page.controller.request()
    assert len(quiet_icon) == 1
    assert quiet_icon[0].endswith("| 1 receipt waits. Click to look")


def test_a_token_that_was_refused_is_told_once_and_a_lost_network_never(
    open_window: OpenWindow, quiet_icon: list[str]
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1, State.READY)]))
    refused = PassResult(problem=Problem(Code.TOKEN_REFUSED))
    page.shop.work.results = [PassResult(problem=Problem(Code.OFFLINE)), refused, refused]
    page.shop.work.gate.set()
    for _ in range(3):
        with page.qtbot.waitSignal(page.controller.finished):
            page.controller.request()
    assert len(quiet_icon) == 1
    assert "token" in quiet_icon[0]


def test_a_receipt_that_is_in_peak_is_named_and_nobody_is_told_that_it_waits(
    open_window: OpenWindow, quiet_icon: list[str]
) -> None:
    reader = FakeReader([receipt_row(7)])
    page = open_with_tray(open_window, reader)
    number = reader.all[0].number
    changed = Problem(Code.CHANGED_AFTER_SEND, {"old": "10.00", "new": "12.00"}, number)
    reader.cases = [(number, changed)]
    page.window.standing.refresh_all()
    said = "Changed after it was sent, from ฿10.00 to ฿12.00"
    assert quiet_icon == [f"{number}: {said} | Click to look"]


def test_several_receipts_are_told_of_as_several(
    open_window: OpenWindow, quiet_icon: list[str]
) -> None:
    reader = FakeReader()
    page = open_with_tray(open_window, reader)
    reader.all = [receipt_row(n, State.BLOCKED, code=Code.NUMBER_MISSING) for n in (1, 2)]
    page.window.standing.refresh_all()
    words = "These receipts have no number, so they wait"
    assert quiet_icon == [f"{words} | 2 receipts wait. Click to look"]


def test_where_no_receipt_waits_none_is_said_to(
    open_window: OpenWindow, quiet_icon: list[str]
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1)]))
    passes_with(page, REFUSED)
    assert len(quiet_icon) == 1
    assert quiet_icon[0].endswith("| Click to look")


@pytest.mark.parametrize(
    ("job", "code"),
    [
        (Disconnect(), Code.SECRETS_MISSING),
        (MoveOut(Path("shop.xpeak")), Code.MOVED_OUT),
    ],
    ids=["disconnect", "move out"],
)
def test_what_a_person_just_did_is_no_news_to_them(
    open_window: OpenWindow, quiet_icon: list[str], job: Job, code: Code
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1, State.READY)]))
    with page.qtbot.waitSignal(page.controller.answered):
        page.controller.ask(job)
    page.window.standing.refresh_all()
    gone = PassResult(problem=Problem(code))
    passes_with(page, gone, gone)
    assert quiet_icon == []
    # What comes later by itself is.
    passes_with(page, REFUSED)
    assert len(quiet_icon) == 1


REFUSED = PassResult(problem=Problem(Code.TOKEN_REFUSED))


def passes_with(page: WindowPage, *results: PassResult) -> None:
    page.shop.work.results = list(results)
    for _ in results:
        page.controller.request()
        page.let_pass_end()


def test_what_is_known_is_no_news_because_a_pass_was_looked_at_meanwhile(
    open_window: OpenWindow, quiet_icon: list[str]
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1, State.READY)]))
    passes_with(page, REFUSED)
    assert len(quiet_icon) == 1
    page.shop.work.gate.clear()
    page.shop.work.results = [REFUSED]
    page.controller.request()
    page.wait_until_working(2)
    # As after a job, or when a place is shown.
    page.window.standing.refresh_all()
    page.let_pass_end()
    assert len(quiet_icon) == 1


@pytest.mark.parametrize(
    "between",
    [PassResult(stopped=True), PassResult(problem=Problem(Code.OFFLINE))],
    ids=["stopped", "offline"],
)
def test_a_pass_that_learnt_nothing_makes_no_news_of_what_was_known(
    open_window: OpenWindow, quiet_icon: list[str], between: PassResult
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1, State.READY)]))
    passes_with(page, REFUSED, between, REFUSED)
    assert len(quiet_icon) == 1


def test_what_was_over_and_comes_again_is_told_again(
    open_window: OpenWindow, quiet_icon: list[str]
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1, State.READY)]))
    passes_with(page, REFUSED, PassResult(), REFUSED)
    assert len(quiet_icon) == 2


def test_a_click_on_a_notice_opens_the_window(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop(), settings=explained())
    page.window.close()
    page.window.standing.worsened.emit(Notice("new", "look"))
    icon = page.window.tray.icon
    assert icon is not None
    icon.messageClicked.emit()
    assert page.window.isVisible()


# --------------------------------------------------------------------- closing


def explained() -> Settings:
    return Settings(set_up=True, close_explained=True)


def test_closing_the_first_time_explains_and_then_hides(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop())
    page.window.close()
    dialog = page.window.dialog
    assert dialog is not None
    assert page.window.isVisible()
    assert page.shows("XPEAK keeps running in the system tray")
    page.click(dialog.stay)
    assert not page.window.isVisible()
    assert page.controller.alive
    page.qtbot.waitUntil(lambda: bool(page.shop.work.done))
    assert page.shop.work.done[0].close_explained
    page.window.bring_up()
    page.window.close()
    assert page.window.dialog is None
    assert not page.window.isVisible()


def test_a_person_may_quit_instead_of_hiding(open_window: OpenWindow, qtbot: QtBot) -> None:
    page = open_with_tray(open_window, busy_shop())
    page.window.close()
    dialog = page.window.dialog
    assert dialog is not None
    with qtbot.waitSignal(page.window.left) as left:
        page.click(dialog.quit)
    assert left.args == [Leaving.QUIT]
    assert not page.controller.alive


def test_leaving_the_question_leaves_everything_as_it_was(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop())
    page.window.close()
    dialog = page.window.dialog
    assert dialog is not None
    dialog.reject()
    assert page.window.isVisible()
    assert page.controller.alive
    page.window.close()
    assert page.window.dialog is not None


def test_passes_go_on_while_the_window_is_hidden(open_window: OpenWindow) -> None:
    clock = FakeClock()
    page = open_with_tray(open_window, busy_shop(), settings=explained(), clock=clock)
    page.window.close()
    page.shop.work.gate.set()
    clock.moment += timedelta(minutes=20)
    with page.qtbot.waitSignal(page.controller.finished):
        page.window.schedule.look_at_clock()
    assert page.shop.work.passes == 1


def test_the_icon_and_a_second_start_bring_the_window_back(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop(), settings=explained())
    icon = page.window.tray.icon
    assert icon is not None
    page.window.close()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert page.window.isVisible()
    page.window.close()
    page.window.tray.settings.trigger()
    assert page.window.isVisible()
    assert page.window.main.here is PlaceName.SETTINGS


def test_on_macos_a_click_on_the_icon_opens_its_menu_alone(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray, "_ON_MACOS", True)
    page = open_with_tray(open_window, busy_shop(), settings=explained())
    icon = page.window.tray.icon
    assert icon is not None
    page.window.close()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert not page.window.isVisible()
    page.window.tray.open.trigger()
    assert page.window.isVisible()


def test_on_macos_the_dock_brings_a_hidden_window_back_until_it_is_quit(
    open_window: OpenWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "_ON_MACOS", True)
    page = open_with_tray(open_window, busy_shop(), settings=explained())
    page.window.close()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert not page.window.isVisible()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert page.window.isVisible()
    page.window.quit()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not page.window.isVisible()


def test_on_macos_a_start_in_the_background_makes_active_what_stays_hidden(
    open_window: OpenWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "_ON_MACOS", True)
    page = open_with_tray(open_window, busy_shop(), background=True)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not page.window.isVisible()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert page.window.isVisible()


def test_without_a_tray_closing_says_what_it_means(open_window: OpenWindow) -> None:
    page = open_window(busy_shop(), settings=explained())
    page.window.close()
    dialog = page.window.dialog
    assert dialog is not None
    assert page.shows("This computer has no system tray")
    assert not dialog.again.isVisible()
    page.click(dialog.stay)
    assert page.window.isMinimized()
    assert page.controller.alive


def test_a_pause_is_kept_although_the_program_is_quit_before_its_pass_has_ended(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    page = open_with_tray(open_window, FakeReader([receipt_row(1)]))
    page.shop.work.deaf = True
    page.window.tray.send.trigger()
    page.wait_until_working()
    page.window.tray.for_good.trigger()
    with qtbot.waitSignal(page.window.left):
        page.window.quit()
        page.shop.work.gate.set()
    assert [job.paused_until for job in page.shop.work.done] == [ALWAYS]


def test_quitting_from_the_menu_during_a_pass_loses_nothing(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    shop = WorkShop()
    shop.work.deaf = True
    page = open_with_tray(open_window, busy_shop(), shop=shop, settings=explained())
    page.window.close()
    page.window.tray.send.trigger()
    page.wait_until_working()
    page.window.tray.quit.trigger()
    assert page.controller.alive
    # To whoever quits, it is over at once.
    assert page.window.tray.icon is None
    assert not page.window.isVisible()
    with qtbot.waitSignal(page.window.left):
        shop.work.gate.set()
    assert shop.work.closed == 1


# --------------------------------------------------------------------- coming and going


def test_in_the_background_the_window_starts_hidden(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop(), background=True)
    assert not page.window.isVisible()


def test_in_the_background_without_a_tray_the_window_can_be_found(
    open_window: OpenWindow,
) -> None:
    panel = Panel(there=False)
    page = open_window(busy_shop(), tray_available=panel, background=True)
    assert page.window.isVisible()
    assert page.window.isMinimized()
    # Panels come late at log-in.
    panel.there = True
    page.window.tray.look_for_tray()
    assert not page.window.isVisible()
    assert page.window.tray.there


def test_a_window_that_was_opened_stays_open_when_a_tray_comes(open_window: OpenWindow) -> None:
    panel = Panel(there=False)
    page = open_window(busy_shop(), tray_available=panel)
    panel.there = True
    page.window.tray.look_for_tray()
    assert page.window.isVisible()


def test_a_tray_that_goes_brings_the_hidden_window_back(open_window: OpenWindow) -> None:
    panel = Panel(there=True)
    page = open_window(busy_shop(), tray_available=panel, settings=explained())
    page.window.close()
    assert not page.window.isVisible()
    panel.there = False
    page.window.tray.look_for_tray()
    assert page.window.isVisible()


# --------------------------------------------------------------------- pictures


@pytest.mark.parametrize("size", SIZES)
def test_every_mood_has_a_picture_of_its_own(look: object, size: int) -> None:
    pictures = [picture(mood, size).toImage() for mood in Mood]
    for number, one in enumerate(pictures):
        assert one.width() == size
        assert all(one != other for other in pictures[:number])


def test_the_badge_stands_free_of_the_tile(look: object) -> None:
    image = picture(Mood.NEEDS, 64).toImage()
    colours = {image.pixelColor(63, y).name(QColor.NameFormat.HexArgb) for y in range(30, 62)}
    assert any(name.startswith("#00") for name in colours)


def test_a_stage_without_figures_is_work_all_the_same(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop())
    page.shop.work.steps = [Progress(Stage.CHECKING)]
    page.window.tray.send.trigger()
    page.wait_until_working()
    assert lines(page.window.tray)[0] == "Working"
    page.let_pass_end()


def test_a_window_closed_on_the_set_ups_last_page_opens_at_home(open_window: OpenWindow) -> None:
    page = open_with_tray(open_window, busy_shop(), settings=explained())
    page.window.main.setup_wanted.emit(Page.DONE)
    assert page.window.setup is not None
    page.window.close()
    assert not page.window.isVisible()
    page.window.tray.opened.emit()
    assert page.window.isVisible()
    assert page.window.setup is None
    assert page.window.main.here is PlaceName.HOME
