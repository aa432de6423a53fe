"""A language with longer words than ours still fits: nothing is cut off and nothing sticks out."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.window_page import WindowPage
from tests.gui.wizard_room import WizardRoom
from tests.pictures.flaws import flaws
from xpeak_desktop.services.setup_flow import ORDER, Page
from xpeak_desktop.ui.main_window import LEAST_SIZE
from xpeak_desktop.ui.place import PlaceName

LONGER = 1.25
# Its two answers stand in a column of fixed width; and the last page sends.
ELSEWHERE = (Page.CHANNELS, Page.DONE)


class LongerWords(QTranslator):
    """Every text a quarter longer, of words that can be told apart."""

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        wanted = round(len(source) * LONGER)
        words = source.split(" ")
        while len(" ".join(words)) < wanted:
            words.append("more"[: max(1, wanted - len(" ".join(words)) - 1)])
        return " ".join(words)


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    """English, a quarter longer, for all windows of the test."""
    words = LongerWords()
    QCoreApplication.installTranslator(words)
    yield
    QCoreApplication.removeTranslator(words)


@pytest.mark.usefixtures("longer")
@pytest.mark.parametrize("page", [page for page in ORDER if page not in ELSEWHERE])
def test_the_pages_hold_longer_words(room: WizardRoom, page: Page) -> None:
    room.connect()
    room.take_sales_in()
    program = room.open(page)
    program.settle()
    program.view.resize(*LEAST_SIZE)
    # A label's lines are counted anew once its width is known.
    program.wait_for(lambda: not list(flaws(program.view)))


@pytest.mark.usefixtures("longer")
def test_home_and_receipts_hold_longer_words(
    qtbot: QtBot, open_window: Callable[..., WindowPage]
) -> None:
    window = open_window().window
    window.resize(*LEAST_SIZE)
    for place in (PlaceName.HOME, PlaceName.RECEIPTS):
        window.main.go_to(place)
        qtbot.waitUntil(lambda: not list(flaws(window)))
