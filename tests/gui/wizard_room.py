"""The wizard over a real practice server: real HTTP, a real ledger, the program's own wiring."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.memory_keyring import MemoryKeyring
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import WindowWork
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.jobs.sales import KeepSales
from xpeak_desktop.services.setup_flow import Page, page_of
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.context import Leaving, WindowContext
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.wizard import SetupView
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

P = TypeVar("P", bound=SetupPage)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class RoomKeyring(MemoryKeyring):
    """One keyring for every process of a test; ``locked`` makes it refuse."""

    priority = 1
    held: ClassVar[dict[tuple[str, str], str]] = {}
    locked: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.entries = self.held

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return super().get_password(service, username)


ROOM_KEYRING = ((__name__, RoomKeyring.__name__),)
"""What takes the place of the keyrings the program knows."""


@dataclass
class Wizard:
    """The wizard as a person meets it: what is on the screen, and what can be pressed."""

    view: SetupView
    controller: SyncController
    translators: list[QTranslator]
    qtbot: QtBot | None = None
    left_by: list[Leaving] = field(default_factory=list)
    ended: list[bool] = field(default_factory=list)

    def wait_for(self, true: Callable[[], bool], seconds: float = 20) -> None:
        """Let the program run until something is true."""
        assert self.qtbot is not None
        self.qtbot.waitUntil(true, timeout=int(seconds * 1000))

    def settle(self) -> None:
        """Wait until the page has the answers it asked for."""
        self.wait_for(lambda: not self.view.page.busy)

    @property
    def here(self) -> Page:
        return self.view.here

    def page(self, kind: type[P]) -> P:
        """The page on the screen, which must be of this kind."""
        page = self.view.page
        assert isinstance(page, kind), page
        return page

    def come_to(self, page: Page) -> None:
        """Wait until that page is on the screen and has its answers."""
        self.wait_for(lambda: self.view.here is page)
        self.settle()

    def click(self, button: QWidget) -> None:
        """Press a button that can be seen."""
        assert button.isVisible(), button
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def next(self, come_to: Page | None = None) -> None:
        """Press Next, and maybe wait for the page it leads to."""
        assert self.can_go_on, self.note
        self.click(self.view.foot.next)
        if come_to is not None:
            self.come_to(come_to)

    def back(self) -> None:
        self.click(self.view.foot.back)

    @property
    def can_go_on(self) -> bool:
        return self.view.foot.next.isEnabled()

    @property
    def note(self) -> str:
        """What stands at the left of the foot."""
        note = self.view.foot.note
        return note.accessibleName() if note.isVisible() else ""

    def type(self, field: QWidget, words: str) -> None:
        """Type into a field."""
        field.setFocus()
        QTest.keyClicks(field, words)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key, wherever the keyboard is."""
        QTest.keyClick(self.view.focusWidget(), key, modifier)

    def close(self) -> None:
        """Close the program, as by the window's cross."""
        self.controller.wait()
        self.view.close()
        self.view.deleteLater()
        for translator in self.translators:
            QApplication.removeTranslator(translator)


@dataclass
class WizardRoom:
    """A shop's computer beside a practice PEAK; ``open`` starts the program there.

    ``keys`` says whether Connect ID and Connect Key came with the program.
    """

    folder: Path
    server: PracticeServer
    language: str = "en"
    keys: bool = True
    qtbot: QtBot | None = None
    opened: list[Wizard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        """A new process: nothing in memory is left."""
        self.profile = Profile(find_places(self.folder / "data", "default"))
        self.profile.places.create()
        if not self.profile.places.settings.exists():
            self.profile.store.save(replace(Settings(), base_url=self.server.peak_url))
        if self.keys:
            given = self.server.credentials()
            names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY)
            self.profile.provided = {name: Secret(given[name.value]) for name in names}
        # The window reads a ledger, so there is one.
        self.profile.open_desk(self.settings, self.profile.cancel).close()

    @property
    def settings(self) -> Settings:
        """What is kept on disk now."""
        return self.profile.store.load()

    @property
    def token(self) -> str:
        """The token a person would copy from PEAK."""
        return self.server.credentials()["user_token"]

    def connect(self) -> None:
        """Have the token kept already, as after the Token page."""
        desk = self.profile.open_desk(self.settings, self.profile.cancel)
        try:
            desk.handover.leave(SecretName.USER_TOKEN, Secret(self.token))
            business = desk.try_secrets().business()
            desk.ledger.bind(desk.environment, business.business_id, business.name)
            desk.keep_secrets(session_only=False)
        finally:
            desk.close()

    def take_sales_in(self) -> Path:
        """Have the shop's exports read already, as after the Sales page; the folder they are in."""
        exports = self.folder / "exports"
        self.server.shop.write_csv(exports)
        desk = self.profile.open_desk(self.settings, self.profile.cancel)
        try:
            KeepSales(Source("folder", folder=str(exports))).do(desk)
        finally:
            desk.close()
        return exports

    def context(self, **fields: Any) -> WindowContext:
        """What the program gives its window."""
        settings, handover = self.settings, Handover()
        make_work: Callable[..., Any] = lambda cancel: WindowWork(  # noqa: E731
            self.profile, settings, cancel, handover
        )
        values: dict[str, Any] = {
            "open_reader": self.profile.open_reader,
            "make_work": make_work,
            "clock": self.profile.clock,
            "language": self.language,
            "practice": False,
            "shop_name": "",
            "every_minutes": 0,
            "resources": resources_dir(),
            "settings": settings,
            "handover": handover,
        }
        return WindowContext(**(values | fields))

    def open(self, begin: Page = Page.WELCOME, *, one_page: bool = False, **fields: Any) -> Wizard:
        """Start the program on a page."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translators = i18n.install(app, self.language, resources_dir())
        context = self.context(**fields)
        controller = SyncController(context.make_work)
        view = SetupView(Desk(context, controller), begin, one_page)
        # Last: a thread whose page could not be made would take the whole process with it.
        controller.start()
        view.resize(1280, 720)
        view.show()
        made = Wizard(view, controller, translators, self.qtbot)
        view.leaving.connect(made.left_by.append)
        view.finished.connect(lambda: made.ended.append(True))
        if self.qtbot is not None:
            view.activateWindow()
            self.qtbot.waitUntil(view.isActiveWindow)
        self.opened.append(made)
        return made

    def restart(self) -> Wizard:
        """Start the program again after it was closed, where it says it goes on."""
        self.close()
        self._start()
        return self.open(page_of(self.settings.page))

    def close(self) -> None:
        """Close whatever runs."""
        while self.opened:
            self.opened.pop().close()
