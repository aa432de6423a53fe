"""The window as a person meets it, over a made-up ledger and made-up work."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeClock, FakeReader, WorkShop
from tests.gui.window_page import WindowPage
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.app import Look
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController

OpenWindow = Callable[..., WindowPage]


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """Fonts, style and colours; once, as in the program."""
    return Look(qapp, resources_dir())


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, look: Look) -> Iterator[OpenWindow]:
    """Opens windows and takes them down again, with their threads."""
    pages: list[WindowPage] = []
    before = QLocale()

    def open_one(
        reader: FakeReader | None = None,
        shop: WorkShop | None = None,
        language: str = "en",
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
        }
        context = WindowContext(**(values | fields))
        controller = SyncController(context.make_work, context.clock, context.every_minutes)
        window = MainWindow(context, controller)
        # Not qtbot.addWidget: that would close the window before its thread has ended.
        controller.start()
        window.refresh_all()
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page = WindowPage(qtbot, window, controller, the_shop, translators)
        pages.append(page)
        return page

    yield open_one
    for page in pages:
        page.shop.work.gate.set()
        page.controller.wait()
        page.window.close()
        page.window.deleteLater()
        for translator in page.translators:
            QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)
    qapp.processEvents()
