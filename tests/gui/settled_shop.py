"""A shop that has come as far as the page "Rules", with real work behind the widgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from tests.sales import KBANK
from xpeak_desktop.bootstrap.desk import Desk as Room
from xpeak_desktop.bootstrap.profile import Profile
from xpeak_desktop.bootstrap.windows import WindowWork
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.domain.rules import ChannelRule
from xpeak_desktop.domain.settings import Rules, Settings, Source
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox import shop_files
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt
from xpeak_desktop.sandbox.switches import Switches
from xpeak_desktop.services.config import Plan
from xpeak_desktop.services.handover import Handover
from xpeak_desktop.services.setting_up import set_up
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.sync_controller import SyncController
from xpeak_desktop.ui.wizard_page import Desk

CHANNELS = (ChannelRule(KBANK, send=True, pay_into="BSV001"), ChannelRule("ShopeePay", send=False))


@dataclass
class SettledShop:
    """Services, channels and products are settled; ``rules`` are those the page begins with."""

    folder: Path
    server: PracticeServer
    rules: Rules = field(default_factory=Rules)
    language: str = "en"

    def __post_init__(self) -> None:
        self.profile = Profile(find_places(self.folder / "data", "default"))
        self.profile.places.create()
        exports = self.folder / "exports"
        exports.mkdir(exist_ok=True)
        self.exports = exports
        settings = Settings(
            base_url=self.server.peak_url,
            source=Source("folder", folder=str(exports)),
            rules=self.rules,
            create_services=True,
            keyring=False,
        )
        self.profile.store.save(settings)
        given = self.server.credentials()
        names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
        secrets = {name: Secret(given[name.value]) for name in names}
        self.profile.use_secrets(secrets, keyring=False)
        self._controllers: list[SyncController] = []
        self._translators: list[QTranslator] = []

    def settle(self, *receipts: ShopReceipt) -> None:
        """Read these sales, and do what the pages before "Rules" do."""
        shop_files.write(self.exports / "sales.csv", receipts, buddhist_years=True)
        with self.at_work() as room:
            plan = Plan(room.settings, CHANNELS)
            set_up(room.ledger, room.gateway(), plan, room.environment, room.read_source)

    @property
    def kept(self) -> Settings:
        """The settings on disk now."""
        return self.profile.store.load()

    @contextmanager
    def at_work(self) -> Iterator[Room]:
        """The room of the jobs, on this thread; not while a window works."""
        with self.profile.working(self.kept) as room:
            yield room

    def desk(self, **fields: Any) -> Desk:
        """What a page or place works with, its worker running."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._translators += i18n.install(app, self.language, resources_dir())
        settings, handover = self.kept, Handover()
        values: dict[str, Any] = {
            "open_reader": self.profile.open_reader,
            "make_work": lambda cancel: WindowWork(self.profile, settings, cancel, handover),
            "clock": self.profile.clock,
            "language": self.language,
            "practice": False,
            "shop_name": "",
            "every_minutes": 15,
            "resources": resources_dir(),
            "settings": settings,
            "handover": handover,
        }
        context = WindowContext(**(values | fields))
        controller = SyncController(context.make_work)
        controller.start()
        self._controllers.append(controller)
        return Desk(context, controller)

    def close(self) -> None:
        """End the workers."""
        while self._controllers:
            self._controllers.pop().wait()
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)


@contextmanager
def settled_shop(
    folder: Path, *receipts: ShopReceipt, language: str = "en", **rules: Any
) -> Iterator[SettledShop]:
    """Such a shop beside a practice PEAK of its own."""
    before = QLocale()
    first_day = {"start_date": date(2026, 11, 1)}
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        shop = SettledShop(folder, server, Rules(**(first_day | rules)), language)
        shop.settle(*receipts)
        try:
            yield shop
        finally:
            shop.close()
            QLocale.setDefault(before)
