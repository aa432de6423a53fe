"""Each page that asks PEAK, while PEAK is silent: alive, left by Stop and Back, and closed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui.wizard_room import Wizard, WizardRoom
from xpeak_desktop.services.setup_flow import Page, before
from xpeak_desktop.ui import wizard
from xpeak_desktop.ui.channels_page import ChannelsPage
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.rules_page import RulesPage

MakeRoom = Callable[..., WizardRoom]

ASKING = (Page.TOKEN, Page.SERVICES, Page.CHANNELS, Page.PRODUCTS, Page.REVIEW)
"""The pages that ask PEAK. Sales asks xCommerce, and Rules the ledger alone."""

HOLDING = tuple(page for page in ASKING if page is not Page.CHANNELS)
"""Those that wait for the answer, and so offer Stop; Channels can be used meanwhile."""


class Heart(QObject):
    """Beats in the window's thread; ``beats`` shows that it never stood still."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.beats += 1


def waits(program: Wizard) -> bool:
    """Whether the page on the screen waits for PEAK's answer."""
    page = program.view.page
    if isinstance(page, ChannelsPage):
        return not page.channels.help.again.isEnabled()
    return page.busy


def asked(room: WizardRoom, page: Page, silence: float) -> Wizard:
    """Open the program on a page and have it ask a PEAK that takes so many seconds."""
    room.connect()
    room.take_sales_in()
    room.server.switches.delay_seconds = silence
    program = room.open(page)
    if page is Page.PRODUCTS:
        program.settle()
        match = program.page(ProductsPage).products.status.match
        program.wait_for(match.isVisible)
        program.click(match)
    program.wait_for(lambda: waits(program))
    return program


def the_stop(program: Wizard) -> QWidget:
    """The one Stop there is: Products has its own while its list is worked on."""
    page, foot = program.view.page, program.view.foot.stop
    stops = [foot, page.products.status.stop] if isinstance(page, ProductsPage) else [foot]
    (one,) = [stop for stop in stops if stop.isVisible()]
    return one


def beats_on(program: Wizard, heart: Heart, beats: int = 20) -> None:
    """The window's thread goes on with its other work."""
    seen = heart.beats
    program.wait_for(lambda: heart.beats > seen + beats)


@pytest.mark.parametrize("page", ASKING)
def test_the_window_lives_while_peak_is_silent(room: WizardRoom, page: Page) -> None:
    heart = Heart()
    program = asked(room, page, 0.7)
    beats_on(program, heart)
    assert waits(program)
    room.server.switches.delay_seconds = 0
    program.wait_for(lambda: not waits(program))
    assert program.here is page


@pytest.mark.parametrize("page", HOLDING)
def test_a_page_that_waits_says_so(
    room: WizardRoom, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wizard, "SLOW_MS", 50)
    program = asked(room, page, 0.7)
    program.wait_for(lambda: program.note == "PEAK is slow today. Still waiting")
    assert waits(program)
    assert not program.can_go_on


@pytest.mark.parametrize("page", HOLDING)
def test_stop_ends_the_waiting(room: WizardRoom, page: Page) -> None:
    heart = Heart()
    program = asked(room, page, 1.0)
    program.click(the_stop(program))
    assert not waits(program)
    # Products then looks at what was made before it was stopped, once PEAK lets the worker go.
    beats_on(program, heart)
    room.server.switches.delay_seconds = 0
    program.wait_for(lambda: not waits(program))
    assert program.here is page
    assert not program.view.foot.stop.isVisible()


@pytest.mark.parametrize("page", ASKING)
def test_back_leaves_at_once_and_the_late_answer_is_dropped(room: WizardRoom, page: Page) -> None:
    heart = Heart()
    program = asked(room, page, 1.0)
    program.back()
    earlier = before(page)
    assert program.here is earlier
    room.server.switches.delay_seconds = 0
    beats_on(program, heart)
    program.settle()
    assert program.here is earlier


@pytest.mark.parametrize("page", ASKING)
def test_the_set_up_goes_on_where_it_was_closed_with_an_answer_pending(
    room: WizardRoom, page: Page
) -> None:
    room.open(Page.WELCOME).view.go_to(page)
    room.close()
    assert waits(asked(room, page, 1.0))
    room.server.switches.delay_seconds = 0
    again = room.restart()
    assert again.here is page
    again.wait_for(lambda: not waits(again))


def test_a_rule_chosen_in_the_moment_of_closing_is_kept(room: WizardRoom) -> None:
    room.connect()
    room.take_sales_in()
    program = room.open(Page.WELCOME)
    program.view.go_to(Page.RULES)
    program.settle()
    rules = program.page(RulesPage)
    QTest.mouseClick(rules.vat, Qt.MouseButton.LeftButton, pos=rules.vat.tabRect(1).center())
    again = room.restart()
    again.settle()
    assert again.here is Page.RULES
    assert again.page(RulesPage).vat.currentIndex() == 1
