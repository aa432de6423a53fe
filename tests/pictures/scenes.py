"""The scenes: each walks through a part of the program and draws what it comes by."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from unittest.mock import patch

from tests.pictures import seldom
from tests.pictures.corrections import corrections
from tests.pictures.stage import Stage
from tests.pictures.steps import Scene, connect, go_on, open_receipt, the_set_up
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults, Point
from xpeak_desktop.ui.channels_body import ChannelsBody
from xpeak_desktop.ui.close_dialog import CloseDialog
from xpeak_desktop.ui.done_page import DonePage
from xpeak_desktop.ui.manual_text import chapter_of_problem
from xpeak_desktop.ui.needs_panel import NeedsPanel
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.products_body import ProductsBody
from xpeak_desktop.ui.receipts_place import ReceiptsPlace
from xpeak_desktop.ui.review_page import ReviewPage
from xpeak_desktop.ui.rules_page import RulesPage
from xpeak_desktop.ui.sales_page import SalesPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.settings_place import SettingsPlace

_SOME: Final = 64
"""Receipts that are sent in the picture of a sending."""


def wizard(stage: Stage) -> None:
    """The set-up, page by page, with what may go wrong on each."""
    stage.draw("01-welcome")
    go_on(stage)
    stage.draw("02-token-empty")
    connect(stage, "https://secure.peakaccount.com/home")
    stage.draw("03-token-not-in-link")
    connect(stage, "0123456789abcdef0123456789abcdef")
    stage.draw("04-token-refused")
    connect(stage, stage.server.credentials()["user_token"])
    stage.draw("05-token-valid")
    go_on(stage)
    stage.draw("06-services-missing")
    (services,) = stage.shown(ServicesPage)
    for row in services.rows.values():
        stage.click(row.create_button)
        stage.until(lambda: not services.busy)
    stage.rest()
    stage.draw("07-services-found")
    go_on(stage)
    stage.draw("08-sales")
    (sales,) = stage.shown(SalesPage)
    sales.use_folder(str(stage.exports))
    stage.until(lambda: not sales.busy)
    stage.rest()
    stage.draw("09-sales-read")
    go_on(stage)
    (channels,) = stage.shown(ChannelsBody)
    # Many are undecided: their rows and this button come together.
    stage.until(channels.send_all.isVisible)
    stage.until(channels.help.again.isEnabled)
    stage.draw("10-channels-new")
    stage.click(channels.send_all)
    stage.rest()
    stage.until(channels.help.again.isEnabled)
    stage.draw("11-channels")
    go_on(stage)
    stage.draw("12-products-before")
    (products,) = stage.shown(ProductsBody)
    products.match()
    stage.rest()
    stage.until(lambda: not the_set_up(stage).page.busy and products.valid())
    for number, name in enumerate(("not-connected", "connected", "services")):
        products.tabs.setCurrentIndex(number)
        stage.rest()
        stage.draw(f"13-products-{name}")
    go_on(stage)
    stage.draw("14-rules")
    (rules,) = stage.shown(RulesPage)
    stage.click(rules.start)
    stage.rest()
    stage.draw("15-rules-calendar")
    stage.close_popup()
    go_on(stage)
    stage.draw("16-review")
    (review,) = stage.shown(ReviewPage)
    if review.examples.after.isEnabled():
        stage.click(review.examples.after)
        stage.draw("17-review-second")
    go_on(stage)
    stage.draw("18-done")
    (done,) = stage.shown(DonePage)
    stage.until(lambda: not stage.working)
    stage.click(done.second)
    stage.rest()
    if stage.shown(CloseDialog):
        stage.draw("19-closing")
        stage.shown(CloseDialog)[0].reject()
    stage.has_tray = False
    stage.window.tray.look_for_tray()
    stage.window.close()
    stage.rest()
    stage.draw("19-closing-without-tray")
    stage.shown(CloseDialog)[0].reject()
    stage.has_tray = True
    stage.window.tray.look_for_tray()
    places(stage)


def places(stage: Stage) -> None:
    """All places, after the set-up."""
    main = stage.window.main
    stage.until(lambda: not stage.working)
    stage.rest()
    stage.draw("31-home")
    stage.has_tray = False
    stage.window.tray.look_for_tray()
    stage.rest()
    stage.draw("31-home-without-tray")
    stage.has_tray = True
    stage.window.tray.look_for_tray()
    for number, button in enumerate(stage.shown(NeedsPanel)[0].buttons):
        stage.click(button)
        stage.rest()
        stage.draw(f"32-need-{number}")
        stage.close_dialogs()
        main.go_to(PlaceName.HOME)
        stage.rest()
    main.go_to(PlaceName.RECEIPTS)
    stage.rest()
    stage.draw("33-receipts")
    (receipts,) = stage.shown(ReceiptsPlace)
    for tab, name in enumerate(("all", "needs", "waiting", "sent", "not-sent")):
        receipts.list.tabs.setCurrentIndex(tab)
        stage.rest()
        open_receipt(stage, receipts)
        stage.draw(f"34-receipts-{name}")
    receipts.close_pane()
    receipts.list.tabs.setCurrentIndex(0)
    receipts.search.setText("ไม่มีอย่างนี้")
    stage.rest(600)
    stage.draw("35-receipts-nothing-found")
    receipts.search.clear()
    for place in (PlaceName.PRODUCTS, PlaceName.CHANNELS, PlaceName.SETTINGS):
        main.go_to(place)
        stage.rest(600)
        if place is PlaceName.SETTINGS:
            stage.until(lambda: not stage.shown(SettingsPlace)[0].asking.busy)
            stage.rest()
        stage.draw(f"36-{place}")
        if stage.scroll_down():
            stage.draw(f"37-{place}-below")
    manual(stage)
    stage.server.stop()
    main.go_to(PlaceName.HOME)
    stage.click(main.home.send)
    stage.rest()
    stage.until(lambda: not stage.working)
    stage.rest(600)
    stage.draw("38-home-offline")
    stage.window.tray.menu.aboutToShow.emit()
    stage.draw_alone(stage.window.tray.menu, "39-tray-menu")


def manual(stage: Stage) -> None:
    """The manual over the window: where F1 opens it, and a problem."""
    stage.window.main.go_to(PlaceName.PRODUCTS)
    stage.window.manual.open()
    shown = stage.window.manual.shown
    assert shown is not None
    stage.rest()
    stage.draw("40-manual")
    shown.show_chapter(chapter_of_problem(Code.TOTAL_MISMATCH))
    stage.rest()
    stage.draw("41-manual-problem")
    shown.close()


def practice(stage: Stage) -> None:
    """The practice shop as it is demonstrated."""
    stage.rest()
    stage.draw("50-practice-home")
    with _held_after(_SOME):
        stage.click(stage.window.main.home.send)
        stage.until(lambda: _sent(stage) == _SOME)
        stage.draw("51-practice-sending")
    stage.until(lambda: not stage.working)
    stage.rest()
    stage.draw("52-practice-sent")
    stage.window.main.go_to(PlaceName.RECEIPTS)
    stage.rest()
    (receipts,) = stage.shown(ReceiptsPlace)
    open_receipt(stage, receipts, row=1)
    stage.draw("53-practice-receipts")


def _sent(stage: Stage) -> int:
    """So many the window says are sent of those that go just now."""
    sending = stage.window.standing.sending
    return sending.done if sending is not None else 0


@contextmanager
def _held_after(count: int) -> Iterator[None]:
    """The pretend PEAK books so many receipts, and the next ones when this is left.

    A window on a busy computer looks seldom, and would see no more than that all have gone.
    """
    numbers, left = itertools.count(1), threading.Event()
    meet = Faults.meet

    def hold(faults: Faults, point: Point, exchange: Exchange) -> None:
        books = point == "before_handling" and exchange.name == "POST /receipts"
        if books and next(numbers) > count:
            left.wait()
        meet(faults, point, exchange)

    with patch.object(Faults, "meet", hold):
        try:
            yield
        finally:
            left.set()


def unprepared(stage: Stage) -> None:
    """A shop that brings its own keys."""
    go_on(stage)
    stage.draw("60-token-own-keys")


def lacking(stage: Stage) -> None:
    """A computer without a password store."""
    stage.has_keyring = False
    go_on(stage)
    stage.draw("61-no-keyring")
    page = connect(stage, stage.server.credentials()["user_token"])
    stage.draw("62-no-keyring-tried")
    stage.click(page.keyring.only_now)
    stage.until(lambda: not page.busy)
    stage.rest()
    stage.draw("63-for-this-session")


SCENES: Final = {
    "wizard": Scene(wizard),
    "practice": Scene(practice, ("--demo",)),
    "unprepared": Scene(unprepared, prepared=False),
    "lacking": Scene(lacking),
    "seldom": Scene(seldom.seldom),
    "corrections": Scene(corrections),
    "first-steps": Scene(seldom.first_steps),
}
