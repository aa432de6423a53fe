"""What a pass could not read, or could not do beside the sending, is told in the window too."""

from collections.abc import Callable

import pytest

from tests.gui.fakes_ui import FakeReader, receipt_row
from tests.gui.window_page import WindowPage
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.progress import PassResult
from xpeak_desktop.ui.standing import Mood, Notice

OpenWindow = Callable[..., WindowPage]
CALM = "All is well, nothing to do"
GONE = Problem(Code.FOLDER_MISSING, {"folder": "/media/shop/exports"})
AWAY = Problem(Code.SOURCE_UNREACHABLE, {"reason": "timeout"})
BACKUP = Problem(Code.BACKUP_FAILED, {"path": "/backups"})


def row(number: int, file: str = "sales.csv") -> Problem:
    params = {"file": file, "row": str(number), "column": "Total", "value": "12.3.4"}
    return Problem(Code.ROW_UNREADABLE, params)


@pytest.fixture
def page(open_window: OpenWindow) -> WindowPage:
    return open_window(FakeReader([receipt_row(1)]))


def run_pass(page: WindowPage, *warnings: Problem) -> None:
    page.shop.work.results = [PassResult(warnings=warnings)]
    page.controller.request()
    page.let_pass_end()


def mood(page: WindowPage) -> Mood:
    return page.window.standing.mood


def test_a_folder_that_is_gone_is_no_calm_shop(page: WindowPage) -> None:
    worsened: list[Notice] = []
    page.window.standing.worsened.connect(worsened.append)
    run_pass(page, GONE)
    assert not page.shows(CALM)
    assert page.shows("The receipt folder is not there")
    assert page.home.status.button.isVisible()
    assert mood(page) is Mood.NEEDS
    assert len(worsened) == 1
    run_pass(page)
    assert page.shows(CALM)
    assert mood(page) is Mood.FINE


def test_a_shop_that_cannot_be_reached_is_tried_again_and_said(page: WindowPage) -> None:
    run_pass(page, AWAY)
    assert not page.shows(CALM)
    assert mood(page) is Mood.OFFLINE


def test_what_keeps_receipts_from_going_is_told_before_what_was_not_read(page: WindowPage) -> None:
    page.shop.work.results = [PassResult(problem=Problem(Code.TOKEN_REFUSED), warnings=(GONE,))]
    page.controller.request()
    page.let_pass_end()
    assert page.window.standing.problem == Problem(Code.TOKEN_REFUSED)


def test_a_copy_that_was_not_made_is_told_once_and_alarms_nobody(page: WindowPage) -> None:
    notices = page.home.notices
    run_pass(page, BACKUP)
    assert notices.isVisible()
    assert page.shows("Today's backup could not be made")
    assert page.shows(CALM)
    page.click(notices.read)
    assert not notices.isVisible()
    run_pass(page, BACKUP)
    assert not notices.isVisible()
    run_pass(page)
    run_pass(page, BACKUP)
    assert notices.isVisible()


def test_of_many_rows_that_cannot_be_read_each_file_is_told_once(page: WindowPage) -> None:
    notices = page.home.notices
    run_pass(page, *(row(number) for number in range(2, 40)), row(7, "more.csv"))
    assert page.shows("Row 2 of sales.csv is not clear")
    page.click(notices.read)
    assert page.shows("Row 7 of more.csv is not clear")
    page.click(notices.read)
    assert not notices.isVisible()
