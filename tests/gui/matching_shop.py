"""A shop beside a practice PEAK over real HTTP, with the worker that pages and places ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from xpeak_desktop.bootstrap.desk import Desk as Room
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import WindowWork
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.settings import Settings, Source
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox import shop_files
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.wizard_page import Desk


@dataclass
class MatchingShop:
    """One profile whose sales were read and which knows its token; nothing else is decided."""

    folder: Path
    server: PracticeServer
    language: str = "en"
    desks: list[Desk] = field(default_factory=list)
    shown: list[QWidget] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.profile = Profile(find_places(self.folder / "data", "default"))
        self.profile.places.create()
        self.exports = self.folder / "exports"
        self.exports.mkdir(exist_ok=True)
        source = Source("folder", folder=str(self.exports))
        self.profile.store.save(replace(Settings(), base_url=self.server.peak_url, source=source))
        given = self.server.credentials()
        names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
        secrets = {name: Secret(given[name.value]) for name in names}
        self.profile.use_secrets(secrets, keyring=False)

    @contextmanager
    def at_work(self) -> Iterator[Room]:
        """The room of the jobs, on this thread."""
        with self.profile.working(self.profile.store.load()) as room:
            yield room

    def write(self, *receipts: ShopReceipt, name: str) -> None:
        """Put an export file into the watched folder."""
        shop_files.write(self.exports / name, receipts, buddhist_years=True)

    def sell(self, *receipts: ShopReceipt, name: str = "sales.csv") -> None:
        """Read these sales into the ledger."""
        self.write(*receipts, name=name)
        with self.at_work() as room:
            assert not room.read_source()
            room.judge()

    def context(self, **fields: Any) -> WindowContext:
        """What the program gives its window."""
        settings, handover = self.profile.store.load(), Handover()
        values: dict[str, Any] = {
            "open_reader": self.profile.open_reader,
            "make_work": lambda cancel: WindowWork(self.profile, settings, cancel, handover),
            "clock": self.profile.clock,
            "language": self.language,
            "practice": True,
            "shop_name": "",
            "every_minutes": 0,
            "resources": resources_dir(),
            "settings": settings,
            "handover": handover,
        }
        return WindowContext(**(values | fields))

    def desk(self) -> Desk:
        """What a page or place works with; the worker runs until ``end``."""
        context = self.context()
        controller = SyncController(context.make_work)
        controller.start()
        self.desks.append(Desk(context, controller))
        return self.desks[-1]

    def show(self, widget: QWidget, width: int = 936, height: int = 560) -> None:
        """Show a page or place; it goes with the shop."""
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        self.shown.append(widget)

    def end(self) -> None:
        """End the worker, as when the program is closed; the ledger can be read by others."""
        while self.desks:
            self.desks.pop().controller.wait()

    def close(self) -> None:
        """Close everything."""
        self.end()
        while self.shown:
            widget = self.shown.pop()
            widget.close()
            widget.deleteLater()


@contextmanager
def shop_in(folder: Path, *receipts: ShopReceipt, language: str = "en") -> Iterator[MatchingShop]:
    """A shop that sold this, its language installed, beside a PEAK that answers at once."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = QLocale()
    translators = i18n.install(app, language, resources_dir())
    try:
        with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
            shop = MatchingShop(folder, server, language)
            if receipts:
                shop.sell(*receipts)
            try:
                yield shop
            finally:
                shop.close()
    finally:
        for translator in translators:
            QCoreApplication.removeTranslator(translator)
        QLocale.setDefault(before)
