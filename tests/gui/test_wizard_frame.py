"""The wizard's frame: on, back, stop, the rail, the keys, and what it keeps."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.wizard_room import WizardRoom
from xpeak_desktop.services.setup_flow import ORDER, Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.token_page import TokenPage
from xpeak_desktop.ui.welcome_page import WelcomePage
from xpeak_desktop.ui.widgets import WrappingLabel

MakeRoom = Callable[..., WizardRoom]
ALT = Qt.KeyboardModifier.AltModifier


def test_the_first_page_leads_to_the_token(room: WizardRoom) -> None:
    program = room.open()
    program.page(WelcomePage)
    program.next(Page.TOKEN)
    program.page(TokenPage)
    assert not program.can_go_on
    assert program.note == "Paste the link and connect first"


def test_alt_and_the_arrows_go_back_and_on(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    program.press(Qt.Key.Key_Left, ALT)
    program.come_to(Page.TOKEN)
    program.press(Qt.Key.Key_Right, ALT)
    program.come_to(Page.SERVICES)


def test_enter_goes_on_and_on_a_button_presses_it(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    program.view.foot.back.setFocus()
    program.press(Qt.Key.Key_Return)
    program.come_to(Page.TOKEN)
    program.view.wizard.setFocus()
    program.press(Qt.Key.Key_Return)
    program.come_to(Page.SERVICES)


def test_enter_that_is_held_down_does_not_run_through_the_pages(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    none = Qt.KeyboardModifier.NoModifier
    for widget in (program.view.wizard, program.view.foot.note, program.view.foot.back):
        widget.setFocus()
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=True)
        QApplication.sendEvent(widget, held)
        assert program.here is Page.SERVICES


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("percent", [100, 130])
def test_what_the_program_does_takes_one_line_of_the_rail(
    make_room: MakeRoom, look: Look, language: str, percent: int
) -> None:
    look.use("", percent)
    try:
        program = make_room(language=language).open()
        [said] = program.view.rail.findChildren(WrappingLabel)
        assert said.heightForWidth(said.width()) <= theme.SMALL.line
    finally:
        look.use("", 100)


def test_escape_leaves_the_page_where_it_is(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    program.press(Qt.Key.Key_Escape)
    assert program.view.wizard.isVisible()
    assert program.view.page.isVisible()


def test_the_keyboard_comes_back_from_above_the_wizard_after_waiting(room: WizardRoom) -> None:
    room.connect()
    program = room.open()
    above = QWidget()
    leave, box = QPushButton("Leave the practice shop", above), QVBoxLayout(above)
    box.addWidget(leave)
    box.addWidget(program.view)
    above.show()
    above.activateWindow()
    program.wait_for(above.isActiveWindow)
    program.view.go_to(Page.SALES)
    program.settle()
    program.view.go_to(Page.SERVICES)
    program.view.foot.next.setFocus()
    # The button that has the keyboard goes grey, and Qt looks for another one.
    program.view.foot.next.setEnabled(False)
    program.settle()
    program.wait_for(lambda: QApplication.focusWidget() is program.view.foot.next)
    program.view.setParent(None)
    above.close()
    above.deleteLater()


def test_the_rail_leads_back_to_what_is_done_and_to_nothing_else(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    steps = {step.page: step for step in program.view.rail.steps}
    assert [steps[page].state for page in ORDER[:4]] == ["done", "done", "here", "todo"]
    assert not steps[Page.SALES].isEnabled()
    program.click(steps[Page.WELCOME])
    assert program.here is Page.WELCOME
    assert steps[Page.TOKEN].state == "todo"


def test_everything_tab_reaches_has_a_name(room: WizardRoom) -> None:
    program = room.open()
    program.settle()
    reached = [
        one
        for one in [program.view, *program.view.findChildren(QWidget)]
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) > 4
    nameless = [one for one in reached if not (one.accessibleName() or _words(one))]
    assert nameless == []


def test_the_keyboard_is_kept_on_the_page_while_an_answer_is_awaited(make_room: MakeRoom) -> None:
    room = make_room()
    room.connect()
    room.server.switches.delay_seconds = 1.0
    program = room.open(Page.SERVICES)
    program.wait_for(lambda: program.view.focusWidget() is program.view.wizard)
    assert program.view.page.busy
    program.press(Qt.Key.Key_Tab)
    assert program.view.focusWidget() is not program.view.wizard
    room.server.switches.delay_seconds = 0
    program.settle()


def test_every_step_has_a_name_for_a_screen_reader(room: WizardRoom) -> None:
    program = room.open()
    names = [step.accessibleName() for step in program.view.rail.steps]
    assert names[1] == "2. Token"
    assert program.view.rail.steps[1].accessibleDescription() == "Guide, steps 1 and 5.1"
    assert program.view.rail.steps[0].accessibleDescription() == "you are here"


def test_the_head_says_which_step_of_the_guide_a_page_is(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    assert program.view.head.accessibleName() == "Two services in PEAK"
    assert "xCommerce guide, steps 2 and 5.2" in program.view.head.lines()
    program.view.go_to(Page.CHANNELS)
    assert "xCommerce guide, step 4" in program.view.head.lines()


def test_the_note_is_a_button_that_leads_to_its_cause(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    program.view.foot.next.setFocus()
    program.click(program.view.foot.note)
    page = program.page(ServicesPage)
    first = next(iter(page.rows.values()))
    assert program.view.focusWidget() is first.create_button


def test_back_while_peak_is_silent_goes_back_at_once_and_drops_the_answer(
    make_room: MakeRoom,
) -> None:
    room = make_room()
    room.connect()
    room.server.switches.delay_seconds = 1.0
    program = room.open(Page.SERVICES)
    program.wait_for(lambda: program.view.page.busy)
    page = program.page(ServicesPage)
    program.back()
    assert program.here is Page.TOKEN
    assert not page.busy
    room.server.switches.delay_seconds = 0
    program.settle()
    assert page.note() == "PEAK could not be asked. Check again"


def test_stop_ends_the_waiting_and_check_again_begins_anew(make_room: MakeRoom) -> None:
    room = make_room()
    room.connect()
    room.server.switches.delay_seconds = 1.0
    program = room.open(Page.SERVICES)
    program.wait_for(lambda: program.view.page.busy)
    assert not program.can_go_on
    program.click(program.view.foot.stop)
    assert not program.view.page.busy
    assert not program.view.foot.stop.isVisible()
    assert program.note == "PEAK could not be asked. Check again"
    room.server.switches.delay_seconds = 0
    program.click(program.page(ServicesPage).again)
    program.settle()
    assert program.can_go_on


@pytest.mark.parametrize("page", ORDER[1:8])
def test_the_set_up_goes_on_where_it_was_closed(room: WizardRoom, page: Page) -> None:
    room.connect()
    room.take_sales_in()
    room.open(Page.WELCOME).view.go_to(page)
    again = room.restart()
    again.settle()
    assert again.here is page


def test_a_page_opened_alone_has_done_and_back_and_no_rail(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES, one_page=True)
    program.settle()
    assert not program.view.rail.isVisible()
    assert program.view.foot.next.text() == "Done"
    program.next()
    assert program.ended == [True]
    assert room.settings.page == ""


def test_a_page_opened_alone_can_be_left_unchecked(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES, one_page=True)
    program.settle()
    assert not program.can_go_on
    program.back()
    assert program.ended == [True]


def test_choosing_the_practice_shop_asks_for_its_window(room: WizardRoom) -> None:
    program = room.open()
    program.click(program.page(WelcomePage).practice)
    program.next()
    assert program.left_by == [Leaving.PRACTICE]
    assert program.here is Page.WELCOME


def test_another_language_is_kept_and_asks_for_a_new_window(room: WizardRoom) -> None:
    program = room.open()
    page = program.page(WelcomePage)
    page.language.setCurrentIndex(page.language.findData("th"))
    page.language.activated.emit(page.language.currentIndex())
    program.wait_for(lambda: program.left_by == [Leaving.AGAIN])
    assert room.settings.language == "th"


def test_help_asks_for_the_manual(room: WizardRoom, qtbot: QtBot) -> None:
    program = room.open()
    with qtbot.waitSignal(program.view.help_wanted):
        program.click(program.view.rail.help)


class Flashes(QObject):
    """Notes every widget that came on the screen as a window of its own."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._view = view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        own = isinstance(watched, QWidget) and watched.isWindow() and watched is not self._view
        if own and event.type() == QEvent.Type.Show:
            self.seen.append(type(watched).__name__)
        return False


def test_no_page_flashes_a_window_of_its_own_while_it_is_made(
    room: WizardRoom, qapp: QApplication
) -> None:
    room.connect()
    room.take_sales_in()
    program = room.open()
    flashes = Flashes(program.view)
    qapp.installEventFilter(flashes)
    try:
        for page in ORDER[:-1]:
            program.view.go_to(page)
            program.settle()
    finally:
        qapp.removeEventFilter(flashes)
    assert flashes.seen == []


@pytest.fixture
def largest_text(look: Look) -> Iterator[None]:
    """As in Settings, 130 %."""
    look.use("light", 130)
    yield
    look.use("", 100)


def test_no_page_makes_those_after_it_wider_than_the_window(
    largest_text: None, make_room: MakeRoom
) -> None:
    del largest_text
    room = make_room(language="th")
    room.connect()
    room.take_sales_in()
    program = room.open(Page.PRODUCTS)
    program.view.resize(1060, 600)
    program.settle()
    program.click(program.page(ProductsPage).products.status.match)
    program.settle()
    for page in (Page.PRODUCTS, Page.RULES, Page.REVIEW):
        program.view.go_to(page)
        program.settle()
        shown = program.view.page
        right = shown.mapTo(program.view, shown.rect().topRight()).x()
        assert right < program.view.width()


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""
