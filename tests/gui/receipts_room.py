"""The receipts' place over a real ledger, a real worker's thread and a practice PEAK."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from tests.desk import at_desk
from tests.gui.fakes_ui import FakeClock, FakeReader, WorkShop
from tests.shop_profile import ShopProfile
from xpeak_desktop.ledger.sqlite import open_reader
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.progress import PassResult, Progress
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.place import Going
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.receipts_place import ReceiptsPlace
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.wizard_page import Desk


class DeskWork:
    """Jobs and passes at a real desk, which is opened and closed on the worker's thread."""

    def __init__(self, shop: ShopProfile) -> None:
        self._stack = ExitStack()
        self._desk = self._stack.enter_context(at_desk(shop))

    def run_pass(self, report: Callable[[Progress], None]) -> PassResult:
        return self._desk.sync(report)

    def do(self, job: Job) -> Any:
        return job.do(self._desk)

    def close(self) -> None:
        self._stack.close()


class Refresher(QObject):
    """What the main window does when a job was answered: have the place look again."""

    def __init__(self, place: ReceiptsPlace) -> None:
        super().__init__(place)
        self._place = place

    @Slot(object)
    def on_answered(self, _answer: Answered) -> None:
        self._place.refresh(afresh=True)


@dataclass
class ReceiptsRoom:
    """The place, on the screen, and what it asked its window for."""

    qtbot: QtBot
    place: ReceiptsPlace
    controller: SyncController
    went: list[Going] = field(default_factory=list)
    pages: list[object] = field(default_factory=list)
    refresher: Refresher | None = None

    def close(self) -> None:
        self.controller.wait()
        self.place.reading.close()
        self.place.close()
        self.place.deleteLater()

    def press(self, words: str) -> None:
        """Press a button of the pane's first problem."""
        [box] = self.place.pane.boxes
        button = next(one for one in box.buttons if one.text() == words)
        button.click()

    def choose(self, words: str) -> None:
        """Wait for the dialog to be ready, choose, and wait until it is written."""
        dialog = self.place.acting.dialog
        assert dialog is not None
        button = next(one for one in dialog.choices if one.text() == words)
        self.qtbot.waitUntil(button.isEnabled)
        with self.qtbot.waitSignal(dialog.finished):
            button.click()

    def said(self, words: str) -> None:
        """Wait until the short notice says this."""
        self.qtbot.waitUntil(lambda: self.place.toast.words == words)


def made_up_place(reader: FakeReader, shop: WorkShop | None = None) -> ReceiptsPlace:
    """The place over a made-up ledger; its worker's thread is not started."""
    context = WindowContext(
        open_reader=reader.opened,
        make_work=(shop or WorkShop()).make,
        clock=FakeClock(),
        language="en",
        practice=False,
        shop_name="บ้านดินเผา",
        every_minutes=15,
        resources=resources_dir(),
    )
    place = ReceiptsPlace(
        Desk(context, SyncController(context.make_work)), Reading(context.open_reader)
    )
    place.resize(1072, 720)
    place.entered()
    return place


def open_room(qtbot: QtBot, shop: ShopProfile, **fields: Any) -> ReceiptsRoom:
    """The place over a shop's profile; its worker's thread runs."""

    def make_work(cancel: threading.Event) -> DeskWork:
        del cancel
        return DeskWork(shop)

    values: dict[str, Any] = {
        "open_reader": lambda: open_reader(shop.ledger),
        "make_work": make_work,
        "clock": FakeClock(),
        "language": "en",
        "practice": False,
        "shop_name": "บ้านดินเผา",
        "every_minutes": 15,
        "resources": resources_dir(),
    }
    context = WindowContext(**(values | fields))
    controller = SyncController(context.make_work)
    controller.start()
    place = ReceiptsPlace(Desk(context, controller), Reading(context.open_reader))
    room = ReceiptsRoom(qtbot, place, controller)
    place.going.connect(room.went.append)
    place.setup_wanted.connect(room.pages.append)
    room.refresher = Refresher(place)
    controller.answered.connect(room.refresher.on_answered)
    place.resize(1072, 720)
    place.show()
    place.activateWindow()
    place.entered()
    return room
