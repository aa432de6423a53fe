"""What is cured on another page of the set-up: the way there stands beside the problem."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.wizard_room import WizardRoom
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.actions import page_of
from xpeak_desktop.ui.channels_page import ChannelsPage
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.trouble_note import CureButton, TroubleNote

MakeRoom = Callable[..., WizardRoom]


def cure_on(page: QWidget) -> CureButton:
    """The one way to a cure that is seen."""
    (found,) = [one for one in page.findChildren(CureButton) if one.isVisible()]
    return found


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (Page.SERVICES, ServicesPage),
        (Page.CHANNELS, ChannelsPage),
        (Page.PRODUCTS, ProductsPage),
    ],
)
def test_a_token_that_peak_refuses_by_now_is_cured_from_where_one_stands(
    make_room: MakeRoom, page: Page, kind: type[ServicesPage | ChannelsPage | ProductsPage]
) -> None:
    room = make_room()
    room.connect()
    room.take_sales_in()
    room.server.gate.revoke_user_token()
    program = room.open(page)
    program.settle()
    shown = program.page(kind)
    if isinstance(shown, ProductsPage):
        program.click(shown.products.status.match)
    program.wait_for(lambda: any(one.isVisible() for one in shown.findChildren(CureButton)))
    cure = cure_on(shown)
    assert cure.text() == "Get a new token"
    program.click(cure)
    program.come_to(Page.TOKEN)
    assert not program.can_go_on


def test_a_note_does_not_lead_to_the_page_it_stands_on(qtbot: QtBot, look: Look) -> None:
    del look
    for here, seen in ((Page.TOKEN, False), (Page.PRODUCTS, True)):
        note = TroubleNote("en", here)
        qtbot.addWidget(note)
        note.show_problem(Problem(Code.KEYS_REFUSED))
        note.show()
        assert note.cure.isVisible() is seen
        assert note.first() is (note.cure if seen else note.button)
        note.show_problem(Problem(Code.OFFLINE))
        assert not note.cure.isVisible()


def test_what_is_cured_at_a_place_is_cured_on_the_page_like_it() -> None:
    assert page_of(Code.KEYS_REFUSED) is Page.TOKEN
    assert page_of(Code.METHOD_MISSING) is Page.CHANNELS
    assert page_of(Code.PRODUCT_UNMATCHED) is Page.PRODUCTS
    assert page_of(Code.OFFLINE) is None
    assert page_of(Code.PEAK_BUSY) is None
