"""The window as a person meets it, over a made-up ledger and made-up work."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeClock, FakeReader, WorkShop
from tests.gui.window_page import WindowPage
from tests.gui.wizard_room import ROOM_KEYRING, RoomKeyring, WizardRoom
from tests.offscreen import OFFSCREEN
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.look import Look, the_look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController

# Qt's own offscreen screen is smaller than the smallest window, which would be maximised there.
os.environ["QT_QPA_PLATFORM"] = OFFSCREEN

OpenWindow = Callable[..., WindowPage]

# A busy machine is slow, not wrong: five seconds, pytest-qt's own, have been too short.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _wait.__kwdefaults__ = {**(_wait.__kwdefaults__ or {}), "timeout": 20_000}


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """Fonts, style and colours; once, as in the program."""
    return the_look(qapp, resources_dir())


@pytest.fixture(autouse=True)
def fonts(look: Look) -> None:
    """Whichever test comes first may measure words; Qt aborts without an application."""


@pytest.fixture
def make_room(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., WizardRoom]]:
    """Makes a shop's computer beside a practice PEAK; switches as the server knows them."""
    monkeypatch.setattr(keyring_secrets, "ALLOWED", ROOM_KEYRING)
    monkeypatch.setattr(RoomKeyring, "locked", False)
    RoomKeyring.held.clear()
    made: list[WizardRoom] = []
    before = QLocale()

    def make_one(
        scenario: str = "practice",
        receipts: int = 40,
        language: str = "en",
        keys: bool = True,
        **manners: object,
    ) -> WizardRoom:
        switches = Switches(mint_limit_seconds=0)
        switches.update(manners)
        server = PracticeServer(scenario=scenario, receipts=receipts, switches=switches)
        server.start()
        room = WizardRoom(tmp_path, server, language, keys=keys, qtbot=qtbot)
        made.append(room)
        return room

    yield make_one
    for room in made:
        room.close()
        room.server.stop()
    QLocale.setDefault(before)


@pytest.fixture
def room(make_room: Callable[..., WizardRoom]) -> WizardRoom:
    """PEAK on a good day, and forty receipts."""
    return make_room()


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, look: Look) -> Iterator[OpenWindow]:
    """Opens windows and takes them down again, with their threads."""
    pages: list[WindowPage] = []
    before = QLocale()

    def open_one(
        reader: FakeReader | None = None,
        shop: WorkShop | None = None,
        language: str = "en",
        tray_available: Callable[[], bool] | None = None,
        **fields: Any,
    ) -> WindowPage:
        translators = i18n.install(qapp, language, resources_dir())
        the_reader, the_shop = reader or FakeReader(), shop or WorkShop()
        values: dict[str, Any] = {
            "open_reader": the_reader.opened,
            "make_work": the_shop.make,
            "clock": FakeClock(),
            "language": language,
            "practice": False,
            "shop_name": "บ้านดินเผา เซรามิก",
            "every_minutes": 15,
            "resources": resources_dir(),
            "settings": Settings(set_up=True),
        }
        context = WindowContext(**(values | fields))
        controller = SyncController(context.make_work)
        window = MainWindow(context, controller, tray_available or (lambda: False))
        # Not qtbot.addWidget: that would close the window before its thread has ended.
        window.begin()
        if not context.background:
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
            # The ledger is read once home is painted.
            qtbot.waitUntil(lambda: window.standing.known)
        page = WindowPage(qtbot, window, controller, the_shop, translators)
        pages.append(page)
        return page

    yield open_one
    for page in pages:
        page.shop.work.gate.set()
        page.controller.wait()
        page.window.quit()
        page.window.deleteLater()
        for translator in page.translators:
            QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)
    qapp.processEvents()
