"""What a scene is played on: a pretend PEAK and shop, the program's window, and a camera."""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea, QWidget

from tests.memory_keyring import MemoryKeyring
from tests.pictures.flaws import flaws
from xpeak_desktop.bootstrap import run
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.standing import Mood

SIZE = (1280, 720)
PATIENCE_MS = 60_000
TURN_MS = 10
Kind = TypeVar("Kind", bound=QWidget)


class Stage:
    """One shop and one window; a scene moves it and takes pictures."""

    def __init__(self, folder: Path, language: str, room: Path) -> None:
        self.folder, self.language, self.room = folder, language, room
        self.window: MainWindow
        self.has_keyring = True
        self.has_tray = True
        self.practising = False
        switches = Switches(mint_limit_seconds=0)
        self.server = PracticeServer(
            scenario="no-services", seed=1, switches=switches, receipts=120
        )
        self.exports = room / "ใบเสร็จ xCommerce"
        self.data = room / "data"
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self.server)
        self.exports.mkdir()
        self.server.shop.write_csv(self.exports)
        self.data.mkdir()
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def _prepare(self) -> None:
        """Put the file of an integrator beside the profiles."""
        given = self.server.credentials()
        prepared = {name: given[name] for name in ("connect_id", "connect_key")}
        prepared["base_url"] = self.server.peak_url
        (self.data / "provision.json").write_text(json.dumps(prepared), "utf-8")

    def keyring(self, backend: MemoryKeyring) -> MemoryKeyring:
        """The computer's password store, unless this computer has none."""
        if not self.has_keyring:
            raise trouble(Code.KEYRING_MISSING)
        return backend

    def start(self, *arguments: str, prepared: bool) -> None:
        """Start the program; comes back when it has ended."""
        if prepared:
            self._prepare()
        run(["--lang", self.language, "--data-dir", str(self.data), *arguments], sys.stdout)

    # ------------------------------------------------------------------ doing

    def until(self, there: Callable[[], object]) -> None:
        """Let the window live until something is so.

        Counted in turns of the window, for which a computer that is busy or sleeps has no time.
        """
        for _turn in range(PATIENCE_MS // TURN_MS):
            if there():
                return
            QTest.qWait(TURN_MS)
        raise AssertionError(f"waited in vain: {there.__qualname__}")

    def shown(self, kind: type[Kind]) -> list[Kind]:
        """The visible widgets of that kind, in all windows."""
        found = [
            one
            for window in QApplication.topLevelWidgets()
            for one in [window, *window.findChildren(kind)]
            if isinstance(one, kind) and one.isVisible()
        ]
        # A dialog is both: a window, and a child of the one it stands before.
        return list(dict.fromkeys(found))

    def click(self, button: QWidget) -> None:
        """Click it with the mouse, once it may be."""
        self.until(lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, field: QLineEdit, text: str) -> None:
        """Put text into a field in place of what was there."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def rest(self, milliseconds: int = 250) -> None:
        """Let the window come to rest."""
        QTest.qWait(milliseconds)

    @property
    def working(self) -> bool:
        """Whether a pass runs."""
        return self.window.standing.mood is Mood.WORKING

    def close_popup(self) -> None:
        """Close the menu or calendar that is open."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def close_dialogs(self) -> None:
        """Leave whatever dialogs stand before the window."""
        for dialog in self.shown(QDialog):
            if dialog.isWindow():
                dialog.reject()
        self.rest()

    def scroll_down(self, *, half: bool = False) -> bool:
        """Scroll what scrolls to its end or its middle; false when all of it shows already."""
        areas = [one for one in self.shown(QScrollArea) if one.verticalScrollBar().maximum()]
        for area in areas:
            bar = area.verticalScrollBar()
            bar.setValue(bar.maximum() // 2 if half else bar.maximum())
        return bool(areas)

    # ------------------------------------------------------------------ drawing

    def draw(self, name: str) -> None:
        """Keep a picture of the window, with the dialog or menu that stands before it."""
        self.window.resize(*SIZE)
        QTest.qWait(60)
        # What has changed just now takes its room first, as before every painting.
        QApplication.sendPostedEvents()
        for flaw in flaws(self.window):
            print(f"  {self.folder.name}/{name}: {flaw}", flush=True)
        picture = self.window.grab()
        for one in QApplication.topLevelWidgets():
            if one.isVisible() and one is not self.window:
                _lay_over(picture, one, self.window)
        self.keep(picture, name)

    def draw_alone(self, widget: QWidget, name: str) -> None:
        """Keep a picture of something that has no window of ours around it: the tray's menu."""
        widget.ensurePolished()
        widget.adjustSize()
        self.keep(widget.grab(), name)

    def keep(self, picture: QPixmap, name: str) -> None:
        """Write a picture into the folder."""
        picture.save(str(self.folder / f"{name}.png"))
        print(f"{self.folder.name}/{name}.png", flush=True)


def _lay_over(picture: QPixmap, above: QWidget, window: QWidget) -> None:
    painter = QPainter(picture)
    at = above.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint())
    if above.isModal():
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
        at = window.rect().center() - above.rect().center()
    painter.drawPixmap(at, above.grab())
    if isinstance(above, QDialog):
        # As the system's frame would part it from what lies below.
        painter.setPen(QColor(128, 128, 128))
        painter.drawRect(QRect(at, above.size()).adjusted(-1, -1, 0, 0))
    painter.end()
