"""The page "Review": sums that add up, documents as PEAK gets them, and the word to start."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.settled_shop import SettledShop, settled_shop
from tests.sales import NOT_NAMED, line, sale
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Counted
from xpeak_desktop.services.jobs.review import Reason, Review
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.done_page import DonePage
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.review_page import ReviewPage
from xpeak_desktop.ui.review_sums import SumsPanel
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.widgets import Button


@pytest.fixture
def ready(qtbot: QtBot, look: Look) -> Callable[..., ReviewPage]:
    """Opens the page and waits for its answer."""

    def opened(shop: SettledShop) -> ReviewPage:
        page = ReviewPage(shop.desk())
        qtbot.addWidget(page)
        page.resize(976, 600)
        page.show()
        page.entered()
        qtbot.waitUntil(lambda: not page.busy)
        return page

    return opened


def texts(widget: QWidget) -> list[str]:
    """What the labels of a widget say, in order."""
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]


def test_the_sums_stand_with_their_total(tmp_path: Path, ready: Callable[..., ReviewPage]) -> None:
    sales = (sale("RC-1"), sale("RC-2", channel="ShopeePay"), sale("RC-3", channel=NOT_NAMED))
    with settled_shop(tmp_path, *sales) as shop:
        page = ready(shop)
        shown = texts(page.sums)
    assert shown[3:] == [
        "โอนธนาคาร กสิกร", "1", "107.00",
        "Will go to PEAK", "1", "107.00",
        "Not sent (ShopeePay is off)", "1", "107.00",
        "Needs you", "1", "107.00",
        "All in xCommerce", "3", "321.00",
    ]  # fmt: skip


def test_each_document_can_be_leafed_through(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    sales = [sale(f"RC-{number}") for number in range(1, 8)]
    with settled_shop(tmp_path, *sales) as shop:
        page = ready(shop)
        examples = page.examples
        assert examples.place.text() == "1 of 5"
        assert not examples.before.isEnabled()
        for number in range(2, 6):
            QTest.mouseClick(examples.after, Qt.MouseButton.LeftButton)
            assert examples.place.text() == f"{number} of 5"
            assert f"RC-{number}" in examples.slip.text()
        assert not examples.after.isEnabled()
        QTest.keyClick(examples.before, Qt.Key.Key_Space)
        assert "RC-4" in examples.slip.text()


def test_the_slip_says_all_that_peak_gets(tmp_path: Path, ready: Callable[..., ReviewPage]) -> None:
    one = sale("RC-1", shipping=Decimal("50.00"), discount=Decimal("7.00"))
    with settled_shop(tmp_path, one) as shop:
        page = ready(shop)
        assert page.review is not None
        document = page.review.examples[0].document
        told = page.examples.slip.accessibleDescription()
        for part in (
            document.code,
            document.reference,
            *document.tags,
            page.review.examples[0].account,
        ):
            assert part in told
        for item in document.lines:
            assert item.description in told
        assert "−7.00" in told
        assert "฿150.00" in told
        assert page.examples.slip.accessibleName() == "Document RC-1"


def test_what_waits_leads_to_where_it_is_put_right(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., ReviewPage]
) -> None:
    sales = (sale("RC-1"), sale("RC-2", lines=(line("NOT-IN-PEAK"),)))
    with settled_shop(tmp_path, *sales) as shop:
        page = ready(shop)
        button = page.waiting.first_button()
        assert button is not None
        with qtbot.waitSignal(page.page_wanted) as asked:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [Page.PRODUCTS]


def test_several_things_of_a_kind_are_counted_and_the_first_are_named(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    sales = [sale("RC-1")]
    sales += [sale(f"RC-1{n}", lines=(line(f"NOPE-{n}"),)) for n in range(5)]
    sales += [sale(f"RC-2{n}", channel=f"{NOT_NAMED} {n}") for n in range(3)]
    with settled_shop(tmp_path, *sales) as shop:
        page = ready(shop)
        said = texts(page.waiting)
    named = f"{NOT_NAMED} 0, {NOT_NAMED} 1 and 1 more"
    assert "5 products are not matched with PEAK yet: NOPE-0, NOPE-1 and 3 more" in said
    assert f"3 new channels, still to be decided: {named}" in said


def test_several_channels_that_are_off_are_counted(look: Look, qtbot: QtBot) -> None:
    del look
    panel = SumsPanel("en")
    qtbot.addWidget(panel)
    off = [
        Reason(Problem(Code.CHANNEL_OFF, {"channel": "A, B …", "several": "3"}), Counted(4, 40000))
    ]
    panel.show_review(Review((), Counted(0, 0), tuple(off), (), Counted(4, 40000), None))
    assert "Not sent (3 channels are off)" in texts(panel)


def test_starting_is_kept_before_the_frame_goes_on(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop)
        assert page.next_words() == "Start sending"
        assert page.isComplete()
        assert shop.server.books.request_counts["POST /receipts"] == 0
        job = page.check()
        assert job is not None
        with qtbot.waitSignal(page.passed):
            page.asking.ask(job)
        assert shop.kept.set_up
        assert shop.server.books.request_counts["POST /receipts"] == 0


def test_when_everything_waits_one_cannot_start(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path, sale(channel=NOT_NAMED)) as shop:
        page = ready(shop)
        assert not page.isComplete()
        assert page.note() == "Nothing can be sent yet, fix what waits for you first"
        assert page.examples.isHidden()
        page.go_to_trouble()
        assert isinstance(page.focusWidget(), Button)


def test_a_shop_without_receipts_can_start(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path) as shop:
        page = ready(shop)
        assert page.isComplete()
        assert page.note() == "No receipt so far. Once there is one, it is sent by itself"


def test_a_start_that_is_still_to_come_is_said_and_no_first_one_is_promised(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path, sale(), start_date=date(2039, 12, 1)) as shop:
        page = ready(shop)
        assert page.isComplete()
        assert page.next_words() == "Start sending"
        assert page.note() == (
            "No receipt is to be sent yet; those from 1 Dec 2039 on are sent by themselves"
        )


def test_where_nothing_goes_now_no_first_one_is_promised(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path, sale(channel="ShopeePay")) as shop:
        page = ready(shop)
        assert page.note() == "No receipt is to be sent now; later ones are sent by themselves"


def test_peak_out_of_reach_is_said_and_asked_again(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        with shop.at_work() as room:
            room.ledger.set_methods([])
            room.use_settings(replace(room.settings, base_url="http://127.0.0.1:9/api/v1"))
        page = ready(shop)
        assert page.trouble.isVisible()
        assert not page.isComplete()
        QTest.mouseClick(page.trouble.button, Qt.MouseButton.LeftButton)
        assert page.busy
        qtbot.waitUntil(lambda: not page.busy)
        assert page.trouble.isVisible()


def test_opened_again_after_the_start_it_only_shows(
    tmp_path: Path, ready: Callable[..., ReviewPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        with shop.at_work() as room:
            room.use_settings(replace(room.settings, set_up=True))
        page = ready(shop)
        assert page.check() is None
        assert page.next_words() == ""
        assert "next run" in page.explanation()


@pytest.mark.parametrize("width", [980, 700, 420])
def test_narrow_windows_put_the_document_below(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., ReviewPage], width: int
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop)
        page.resize(width, 600)
        slip = page.examples.slip
        qtbot.waitUntil(lambda: (page.examples.y() < page.sums.height()) is (width == 980))
        qtbot.waitUntil(lambda: slip.width() <= width)
        qtbot.waitUntil(lambda: slip.height() >= slip.heightForWidth(slip.width()))


def test_the_last_page_begins_the_first_pass(tmp_path: Path, qtbot: QtBot, look: Look) -> None:
    with settled_shop(tmp_path, sale("RC-1"), sale("RC-2")) as shop:
        desk = shop.desk()
        page = DonePage(desk)
        qtbot.addWidget(page)
        with qtbot.waitSignal(desk.controller.finished) as ended:
            page.entered()
        assert ended.args is not None
        assert ended.args[0].sent == 2
        assert page.next_words() == "Go to Home"


@pytest.mark.parametrize("there", [True, False])
def test_the_last_page_speaks_of_the_tray_only_where_there_is_one(
    tmp_path: Path, qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: there)
    with settled_shop(tmp_path) as shop:
        page = DonePage(shop.desk())
        qtbot.addWidget(page)
        said = [page.explanation(), *texts(page)]
    assert any("tray (by the clock)" in words for words in said) is there
    assert ("Close this window when you like: the program goes on working" in said) is there
    without = "No tray icon: receipts are sent while the window is open or minimised"
    assert (without in said) is not there


def test_from_the_word_to_start_on_the_program_sends_by_itself(
    tmp_path: Path, qtbot: QtBot, look: Look
) -> None:
    with settled_shop(tmp_path, sale("RC-1")) as shop:
        with shop.at_work() as room:
            room.use_settings(replace(room.settings, page=Page.REVIEW.value))
        context = shop.desk().context
        window = MainWindow(context, SyncController(context.make_work), lambda: False)
        window.begin()
        try:
            setup = window.setup
            assert setup is not None
            qtbot.waitUntil(setup.page.isComplete)
            assert window.schedule.next_run is None
            QTest.mouseClick(setup.foot.next, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: setup.here is Page.DONE)
            assert window.schedule.next_run is not None
            qtbot.waitUntil(lambda: window.standing.result is not None)
            assert set(shop.server.books.request_counts) >= {"POST /receipts"}
            QTest.mouseClick(setup.foot.next, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(window.main.isVisible)
        finally:
            with qtbot.waitSignal(window.left):
                window.quit()
            window.deleteLater()
