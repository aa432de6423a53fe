"""What is cured on another page of the set-up: the way there stands beside the problem."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.wizard_room import WizardRoom
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.actions import page_of
from xpeak_desktop.ui.channels_page import ChannelsPage
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.trouble_note import CureButton, TroubleNote
from xpeak_desktop.ui.widgets import Button

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


@pytest.mark.parametrize("language", ["en", "th"])
def test_no_page_of_the_set_up_promises_to_ask_again_by_itself(
    qtbot: QtBot, look: Look, make_room: MakeRoom, language: str
) -> None:
    del look
    make_room(language=language).open(Page.WELCOME)
    promises = (
        "keep trying", "by itself", "just wait", "an hour", "goes on", "let the program",
        "เอง", "หนึ่งชั่วโมง", "รอบถัดไป",
    )  # fmt: skip
    asked = "ตรวจอีกครั้ง" if language == "th" else "Check again"
    note = TroubleNote(language, Page.TOKEN)
    qtbot.addWidget(note)
    for code in (
        Code.OFFLINE, Code.PEAK_UNREACHABLE, Code.PEAK_ODD_ANSWER, Code.PEAK_ERROR,
        Code.PEAK_BUSY, Code.TOKEN_RESTING, Code.SOURCE_UNREACHABLE, Code.STOPPED,
    ):  # fmt: skip
        note.show_problem(Problem(code))
        said = i18n.plain(f"{note.sentence.text()} {note.fix.text()}")
        assert f"“{asked}”" in said
        assert [one for one in promises if one in said] == []


def test_elsewhere_what_is_asked_again_by_itself_says_so(qtbot: QtBot, look: Look) -> None:
    del look
    note = TroubleNote("en")
    qtbot.addWidget(note)
    note.show_problem(Problem(Code.PEAK_UNREACHABLE))
    assert "keep trying" in note.sentence.text()
    assert "longer than an hour" in note.fix.text()


def test_where_the_page_has_a_button_for_it_the_note_names_that_one(
    qtbot: QtBot, look: Look
) -> None:
    del look
    note = TroubleNote("en", Page.PRODUCTS, Button("Match"))
    qtbot.addWidget(note)
    note.show_problem(Problem(Code.OFFLINE))
    note.show()
    assert note.button.isHidden()
    assert note.fix.text() == "Check the internet connection, then press “Match”"


def test_what_is_cured_at_a_place_is_cured_on_the_page_like_it() -> None:
    assert page_of(Code.KEYS_REFUSED) is Page.TOKEN
    assert page_of(Code.METHOD_MISSING) is Page.CHANNELS
    assert page_of(Code.PRODUCT_UNMATCHED) is Page.PRODUCTS
    assert page_of(Code.OFFLINE) is None
    assert page_of(Code.PEAK_BUSY) is None
