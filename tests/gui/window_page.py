"""What a person can see in the window and do with it, in their words."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import WorkShop
from xpeak_desktop.ui.home import HomePlace
from xpeak_desktop.ui.i18n import plain
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.rail import Rail
from xpeak_desktop.ui.receipts_model import Column
from xpeak_desktop.ui.sync_controller import SyncController


@dataclass
class WindowPage:
    """The window under test."""

    qtbot: QtBot
    window: MainWindow
    controller: SyncController
    shop: WorkShop
    translators: list[QTranslator]

    @property
    def home(self) -> HomePlace:
        return self.window.main.home

    @property
    def rail(self) -> Rail:
        return self.window.main.rail

    @property
    def receipts(self) -> Any:
        """What shows the list at the place of receipts."""
        place = self.window.main.view(PlaceName.RECEIPTS)
        return getattr(place, "panel", place)

    # ------------------------------------------------------------------ doing

    def go_to(self, name: PlaceName) -> None:
        self.click(self.rail.places[name])

    def press_send(self) -> None:
        self.click(self.home.send)

    def press_stop(self) -> None:
        self.click(self.home.progress.stop)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        pressed = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            pressed |= modifier
        QTest.keyClick(self.window.focusWidget(), key, pressed)

    def choose_tab(self, words: str) -> None:
        tabs = self.receipts.tabs
        number = next(n for n in range(tabs.count()) if tabs.tabText(n) == words)
        tabs.setCurrentIndex(number)

    def search(self, text: str) -> None:
        self.receipts.search.setText(text)
        self.press_enter_in_search()

    def type_into_search(self, text: str) -> None:
        QTest.keyClicks(self.receipts.search, text)

    def press_enter_in_search(self) -> None:
        QTest.keyClick(self.receipts.search, Qt.Key.Key_Return)

    def let_pass_end(self) -> None:
        with self.qtbot.waitSignal(self.controller.finished):
            self.shop.work.gate.set()

    def wait_until_working(self, passes: int = 1) -> None:
        self.qtbot.waitUntil(lambda: self.shop.work.passes >= passes)

    def come_to_rest(self) -> None:
        """Wait until all places are made, and nothing has moved for a turn of the event loop."""
        self.qtbot.waitUntil(lambda: set(self.window.main.made) == set(PlaceName))
        seen: list[list[QRect]] = [[]]

        def at_rest() -> bool:
            seen.append([one.geometry() for one in self.window.findChildren(QWidget)])
            return seen[-1] == seen[-2]

        self.qtbot.waitUntil(at_rest)

    # ------------------------------------------------------------------ seeing

    def texts(self) -> list[str]:
        """Every text that is shown in a label."""
        labels = self.window.findChildren(QLabel)
        return [plain(one.text()) for one in labels if one.isVisible()]

    def shows(self, text: str) -> bool:
        return any(text in one for one in self.texts())

    def tab_counts(self) -> list[str]:
        tabs = self.receipts.tabs
        return [tabs.accessibleTabName(number) for number in range(tabs.count())]

    def cell(self, row: int, column: Column) -> str:
        return str(self.receipts.model.index(row, column).data())

    def rows(self) -> int:
        return int(self.receipts.model.rowCount())

    def clipped(self) -> list[str]:
        """One-line labels that have less room than their words need."""
        return [
            one.text()
            for one in self.window.findChildren(QLabel)
            if one.isVisible()
            and not one.wordWrap()
            and (one.width() < one.sizeHint().width() or one.height() < one.sizeHint().height())
        ]

    def cut_sentences(self) -> list[str]:
        """Wrapping labels that are lower than their lines need."""
        return [
            one.text()
            for one in self.window.findChildren(QLabel)
            if one.isVisible() and one.wordWrap() and one.height() < one.heightForWidth(one.width())
        ]
