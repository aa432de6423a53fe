"""What a person can see in the window and do with it, in their words."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import WorkShop
from xpeak_desktop.ui.main_window import MainWindow
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

    # ------------------------------------------------------------------ doing

    def press_send(self) -> None:
        self.click(self.window.overview.send)

    def press_stop(self) -> None:
        self.click(self.window.overview.progress.stop)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        pressed = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            pressed |= modifier
        QTest.keyClick(self.window.focusWidget(), key, pressed)

    def choose_tab(self, words: str) -> None:
        tabs = self.window.receipts.tabs
        number = next(n for n in range(tabs.count()) if tabs.tabText(n) == words)
        tabs.setCurrentIndex(number)

    def search(self, text: str) -> None:
        self.window.receipts.search.setText(text)
        self.press_enter_in_search()

    def type_into_search(self, text: str) -> None:
        QTest.keyClicks(self.window.receipts.search, text)

    def press_enter_in_search(self) -> None:
        QTest.keyClick(self.window.receipts.search, Qt.Key.Key_Return)

    def let_pass_end(self) -> None:
        with self.qtbot.waitSignal(self.controller.finished):
            self.shop.work.gate.set()

    def wait_until_working(self, passes: int = 1) -> None:
        self.qtbot.waitUntil(lambda: self.shop.work.passes >= passes)

    # ------------------------------------------------------------------ seeing

    def texts(self) -> list[str]:
        """Every text that is shown in a label."""
        return [one.text() for one in self.window.findChildren(QLabel) if one.isVisible()]

    def shows(self, text: str) -> bool:
        return any(text in one for one in self.texts())

    def tab_counts(self) -> list[str]:
        tabs = self.window.receipts.tabs
        return [tabs.accessibleTabName(number) for number in range(tabs.count())]

    def cell(self, row: int, column: Column) -> str:
        return str(self.window.receipts.model.index(row, column).data())

    def rows(self) -> int:
        return self.window.receipts.model.rowCount()

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
