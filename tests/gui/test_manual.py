"""The manual: F1 opens it at what is on the screen; it is read by keyboard, without a network."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFont, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeWork, WorkShop, busy_shop
from tests.gui.window_page import WindowPage
from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.crash_dialog import CrashDialog
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.manual_style import blocks
from xpeak_desktop.ui.manual_text import chapter_of_problem
from xpeak_desktop.ui.manual_window import ManualWindow
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.question import Question

OpenWindow = Callable[..., WindowPage]

# The offscreen screen has no windows above each other.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


class Offline(FakeWork):
    """Has an answer for every page and place: none today."""

    def do(self, job: Any) -> Any:
        raise trouble(Code.OFFLINE)


@pytest.fixture
def offline() -> WorkShop:
    shop = WorkShop()
    shop.work = Offline(shop.work.cancel)
    return shop


def press(window: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    pressed = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        pressed |= modifier
    QTest.keyClick(window.focusWidget(), key, pressed)


def opened(page: WindowPage) -> ManualWindow:
    manual = page.window.manual.shown
    assert manual is not None
    page.qtbot.waitUntil(manual.isActiveWindow)
    return manual


def top(manual: ManualWindow) -> str:
    """The heading or sentence that stands first in the view."""
    below_edge = manual.view.cursorForPosition(manual.view.viewport().rect().topLeft())
    return below_edge.block().text()


def back_to(page: WindowPage) -> None:
    page.window.activateWindow()
    page.qtbot.waitUntil(page.window.isActiveWindow)


@pytest.mark.parametrize("name", list(PlaceName))
def test_f1_opens_the_chapter_of_the_place(
    open_window: OpenWindow, offline: WorkShop, name: PlaceName
) -> None:
    page = open_window(busy_shop(), offline)
    page.go_to(name)
    press(page.window, Qt.Key.Key_F1)
    assert opened(page).here == name


@pytest.mark.parametrize("name", [one for one in Page if one is not Page.DONE])
def test_f1_opens_the_chapter_of_the_page(
    open_window: OpenWindow, offline: WorkShop, name: Page
) -> None:
    page = open_window(busy_shop(), offline, settings=Settings(page=name))
    press(page.window, Qt.Key.Key_F1)
    assert opened(page).here == name


def test_a_page_opened_again_from_the_settings_has_its_chapter_too(
    open_window: OpenWindow,
) -> None:
    page = open_window(busy_shop())
    page.window.main.setup_wanted.emit(Page.RULES)
    press(page.window, Qt.Key.Key_F1)
    assert opened(page).here == Page.RULES


def test_help_in_the_rail_opens_it_too_and_a_second_time_moves_it(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    page.click(page.rail.help)
    manual = opened(page)
    assert manual.here == PlaceName.HOME
    page.go_to(PlaceName.SETTINGS)
    page.click(page.rail.help)
    assert opened(page) is manual
    assert manual.here == PlaceName.SETTINGS


def test_the_window_goes_on_working_beside_it(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    opened(page)
    back_to(page)
    page.go_to(PlaceName.RECEIPTS)
    assert page.window.main.here is PlaceName.RECEIPTS


def test_a_dialog_opens_it_above_itself_and_may_name_its_chapter(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    dialog = Question(page.window, "Sure?", "", "Yes")
    dialog.setProperty("chapter", chapter_of_problem(Code.TOTAL_MISMATCH))
    dialog.open()
    page.qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog, Qt.Key.Key_F1)
    manual = opened(page)
    assert manual.parentWidget() is dialog
    assert manual.here == "problem-receipt"
    assert top(manual) == "The totals differ, so it waits"
    press(manual, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.reject()


def test_dialogs_about_a_problem_open_its_own_section(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    dialog = CrashDialog(Problem(Code.DISK_FULL), page.window._context, None, page.window)
    dialog.open()
    page.qtbot.waitUntil(dialog.isActiveWindow)
    press(dialog, Qt.Key.Key_F1)
    assert top(opened(page)) == wording.in_general(Code.DISK_FULL, "en")[0]
    dialog.reject()


def test_esc_closes_it_and_nothing_else(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    press(manual, Qt.Key.Key_Escape)
    assert page.window.manual.shown is None
    assert not manual.isVisible()
    assert page.window.isVisible()


def test_the_keyboard_reaches_all_of_it(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    assert manual.focusWidget() is manual.view
    been: list[QWidget | None] = []
    for _ in range(40):
        press(manual, Qt.Key.Key_Tab)
        been.append(manual.focusWidget())
    assert {manual.search, manual.list, manual.view, manual.shut} <= set(been)
    press(manual, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert manual.focusWidget() is manual.search
    manual.list.setFocus()
    press(manual, Qt.Key.Key_Down)
    assert manual.here == PlaceName.RECEIPTS


def test_links_lead_to_chapters_and_back_leads_to_where_one_was(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    assert not manual.back.isVisible()
    manual.view.verticalScrollBar().setValue(40)
    manual.view.anchorClicked.emit(QUrl("problem-receipt.md#date_future"))
    assert manual.here == "problem-receipt"
    assert top(manual) == "Its date lies ahead, so it waits"
    press(manual, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (manual.here, manual.view.verticalScrollBar().value()) == (PlaceName.HOME, 40)


def test_searching_shows_the_chapters_that_say_it_and_marks_the_places(
    open_window: OpenWindow,
) -> None:
    page = open_window(busy_shop(), language="th")
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    # It stands in a text with places to break in the middle of it.
    manual.search.setText("กู้คืนจากสำเนา")
    assert manual.here == "support"
    shown = [item for item in items(manual) if not item.isHidden()]
    assert [item.text() for item in shown] == ["สำหรับผู้ดูแลโปรแกรม"]
    assert manual.view.extraSelections()
    manual.search.setText("ไม่มีคำนี้แน่")
    assert manual.nothing.isVisible()
    assert not manual.view.extraSelections()
    manual.search.clear()
    assert not any(item.isHidden() for item in items(manual))
    assert not manual.nothing.isVisible()


def items(manual: ManualWindow) -> list[QListWidgetItem]:
    return [manual.list.item(row) for row in range(manual.list.count())]


@pytest.mark.parametrize(
    "name",
    [
        "https://example.com/x.png",
        "file:///etc/hostname",
        "../th/home.png",
        "/etc/hostname",
        "none.png",
    ],
)
def test_nothing_is_read_from_anywhere_else(open_window: OpenWindow, name: str) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    view = opened(page).view
    for kind in QTextDocument.ResourceType:
        assert view.loadResource(kind.value, QUrl(name)) is None
    assert view.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("home.png"))


def test_a_link_to_the_outside_leads_nowhere(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    manual.view.anchorClicked.emit(QUrl("https://example.com/"))
    assert manual.here == PlaceName.HOME
    assert not manual.view.openExternalLinks()


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_chapter_fits_its_column(open_window: OpenWindow, language: str) -> None:
    page = open_window(busy_shop(), language=language)
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    manual.resize(manual.minimumSize())
    for item in items(manual):
        manual.list.setCurrentItem(item)
        view = manual.view
        assert view.document().idealWidth() <= view.viewport().width() + 1, manual.here


def test_a_chapter_looks_the_same_whatever_was_shown_before(open_window: OpenWindow) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    manual.resize(manual.minimumSize())
    looks = []
    for before in ("support", "token", "problem-peak"):
        manual.show_chapter(before)
        manual.show_chapter("problem-case")
        looks.append(look_of(manual.view.document()))
    assert looks[0] == looks[1] == looks[2]
    sizes = {size for _, _, size, _ in looks[0]}
    assert sizes == {theme.TITLE.px, theme.HEADING.px, theme.BODY.px, theme.SMALL.px}


def look_of(document: QTextDocument) -> list[tuple[str, float, int, QFont.Weight]]:
    """Of each paragraph its words, the room above, and the size and weight of its last word."""
    found = []
    for block in blocks(document):
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        font = cursor.charFormat().font()
        room = block.blockFormat().topMargin()
        found.append((block.text(), room, font.pixelSize(), font.weight()))
    return found


def test_it_goes_with_the_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    manual = opened(page)
    with qtbot.waitSignal(page.window.left):
        page.window.quit()
    assert not manual.isVisible()
    assert not any(isinstance(one, ManualWindow) and one.isVisible() for one in _windows())


def _windows() -> list[QWidget]:
    return QApplication.topLevelWidgets()


def test_the_picture_of_a_narrow_window_is_as_wide_as_its_column(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    view = opened(page).view
    kind = QTextDocument.ResourceType.ImageResource.value
    view.resize(400, 400)
    assert view.loadResource(kind, QUrl("home.png")).deviceIndependentSize().width() == (
        view.viewport().width()
    )


def test_in_a_dark_window_the_pictures_are_dark(open_window: OpenWindow, look: Look) -> None:
    page = open_window(busy_shop())
    press(page.window, Qt.Key.Key_F1)
    view = opened(page).view
    shown = []
    try:
        for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
            look.use_scheme(scheme)
            made = view.loadResource(
                QTextDocument.ResourceType.ImageResource.value, QUrl("home.png")
            )
            shown.append((made.size(), made.toImage().pixelColor(6, 100).name().upper()))
    finally:
        look.use_scheme(Qt.ColorScheme.Light)
    size = shown[0][0]
    assert shown == [(size, theme.LIGHT.window), (size, theme.DARK.window)]
