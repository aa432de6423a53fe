"""The whole way over real HTTP: from the first start to receipts in PEAK."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from tests.gui.wizard_room import Wizard, WizardRoom
from xpeak_desktop.domain.journey import State
from xpeak_desktop.ports import Secret
from xpeak_desktop.services.setup_flow import ORDER, Page
from xpeak_desktop.ui.channels_page import ChannelsPage
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.done_page import DonePage
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.review_page import ReviewPage
from xpeak_desktop.ui.rules_page import RulesPage
from xpeak_desktop.ui.sales_page import SalesPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.token_page import TokenPage
from xpeak_desktop.ui.welcome_page import WelcomePage
from xpeak_desktop.ui.widgets import WrappingLabel

MakeRoom = Callable[..., WizardRoom]
CONTROL = Qt.KeyboardModifier.ControlModifier


def in_peak(room: WizardRoom) -> list[str]:
    """The numbers of PEAK's live receipts; one that stands twice fails the test."""
    codes = [one["code"] for one in room.server.books.live_receipts()]
    assert len(codes) == len(set(codes))
    return codes


def ready(room: WizardRoom) -> int:
    reader = room.profile.open_reader()
    try:
        return sum(
            part.receipts
            for state, part in reader.counts().items()
            if state in (State.READY, State.SENT)
        )
    finally:
        reader.close()


def walk(program: Wizard, room: WizardRoom) -> None:
    """From the first page to the last, answering as an owner would."""
    exports = room.folder / "exports"
    room.server.shop.write_csv(exports)
    program.page(WelcomePage)
    program.next(Page.TOKEN)

    token = program.page(TokenPage)
    if token.practice is not None:
        program.click(token.practice.copy_link)
    else:
        QGuiApplication.clipboard().setText(room.token)
    program.press(Qt.Key.Key_V, CONTROL)
    program.click(token.connect_button)
    program.settle()
    program.next(Page.SERVICES)

    services = program.page(ServicesPage)
    for row in services.rows.values():
        if row.create_button.isVisible():
            program.click(row.create_button)
            program.settle()
    program.next(Page.SALES)

    sales = program.page(SalesPage)
    sales.files.ask_for_folder = lambda *_: str(exports)
    program.click(sales.files.drop_area.choose)
    program.settle()
    program.next(Page.CHANNELS)

    channels = program.page(ChannelsPage)
    program.wait_for(channels.channels.send_all.isVisible)
    assert not program.can_go_on
    program.click(channels.channels.send_all)
    program.wait_for(lambda: program.can_go_on)
    program.next(Page.PRODUCTS)

    products = program.page(ProductsPage)
    program.wait_for(products.products.status.match.isVisible)
    program.click(products.products.status.match)
    program.settle()
    program.next(Page.RULES)
    program.page(RulesPage)
    program.next(Page.REVIEW)
    program.page(ReviewPage)
    assert in_peak(room) == []
    assert program.view.foot.next.text() == "Start sending"
    program.next(Page.DONE)
    program.page(DonePage)


@pytest.mark.parametrize("scenario", ["practice", "no-services"])
def test_from_the_first_page_to_receipts_in_peak(make_room: MakeRoom, scenario: str) -> None:
    room = make_room(scenario, receipts=30)
    program = room.open()
    walk(program, room)
    assert room.settings.set_up
    program.wait_for(lambda: not program.controller.running, 60)
    assert len(in_peak(room)) == ready(room) > 0
    program.next()
    assert program.ended == [True]


def test_the_practice_shop_needs_nothing_from_outside(make_room: MakeRoom) -> None:
    room = make_room(receipts=10)
    program = room.open(practice=True, practice_token=lambda: Secret(room.token))
    walk(program, room)
    program.wait_for(lambda: not program.controller.running, 60)
    assert in_peak(room)


def test_only_where_it_is_true_answers_are_kept_for_later(room: WizardRoom) -> None:
    for practice, words in (
        (False, "Answers kept. You can close and go on later"),
        (True, "Kept for this practice"),
    ):
        room.connect()
        program = room.open(Page.SERVICES, practice=practice)
        program.settle()
        assert program.note == words
        room.close()


def test_the_last_page_promises_what_the_shop_does(
    room: WizardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    own = room.open(Page.DONE, every_minutes=15)
    assert own.view.page.explanation().startswith("XPEAK works in the system tray")
    assert any("automatically, each once" in words for words in sentences(own))
    assert any("goes on working" in words for words in sentences(own))
    room.close()
    practice = room.open(Page.DONE, practice=True, every_minutes=0)
    assert "clock" not in practice.view.page.explanation()
    assert any(words.startswith("Later ones go when you press") for words in sentences(practice))
    assert any("ends the practice shop" in words for words in sentences(practice))
    practice.click(practice.page(DonePage).second)
    assert practice.left_by == [Leaving.REAL]


def test_closing_the_window_on_the_last_page_ends_the_set_up_first(room: WizardRoom) -> None:
    program = room.open(Page.DONE, every_minutes=15)
    program.click(program.page(DonePage).second)
    assert program.ended == [True]
    assert not program.view.isVisible()


def sentences(program: Wizard) -> list[str]:
    """What the page says, line by line."""
    return [one.accessibleName() for one in program.view.page.findChildren(WrappingLabel)]


def test_back_from_the_last_page_but_one_to_the_first_and_on_again(room: WizardRoom) -> None:
    room.connect()
    room.take_sales_in()
    program = room.open(Page.REVIEW)
    program.settle()
    for page in reversed(ORDER[:7]):
        program.back()
        program.come_to(page)
    program.next(Page.TOKEN)
    program.next(Page.SERVICES)
    program.next(Page.SALES)
    program.next(Page.CHANNELS)
    assert in_peak(room) == []
