"""The practice shop: a pretend PEAK and xCommerce on this computer, in a profile of their own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from xpeak_desktop.bootstrap.vault import KEYS
from xpeak_desktop.desktop.paths import Places, empty, storage_trouble
from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.domain.settings import Rules, Settings, Source
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.config import Plan
from xpeak_desktop.services.setup_flow import Page

if TYPE_CHECKING:
    from xpeak_desktop.bootstrap.profile import Profile
    from xpeak_desktop.sandbox.server import PracticeServer

_FIRST_RECEIPTS: Final = 60
_CHANNELS: Final = (
    ChannelRule("โอนธนาคาร กสิกร", send=True, pay_into="BSV001"),
    ChannelRule("โอนธนาคาร ไทยพาณิชย์", send=True, pay_into="BSV002"),
    ChannelRule("เก็บเงินปลายทาง (COD)", send=True, pay_into=CASH),
    ChannelRule("บัตรเครดิต", send=True, pay_into="BSV001"),
    ChannelRule("ShopeePay", send=False),
)


@dataclass(frozen=True, slots=True)
class Practice:
    """The running practice shop: what a person would have typed in, and what it holds."""

    settings: Settings
    plan: Plan
    period: tuple[date, date]
    receipts: int


@contextmanager
def open_shop(profile: "Profile", receipts: int, seed: int) -> Iterator[Practice]:
    """Open a new practice shop; what the last one left in this profile is thrown away."""
    from xpeak_desktop.sandbox.server import PracticeServer

    clear(profile.places)
    exports = profile.places.folder / "exports"
    with PracticeServer(receipts=receipts, seed=seed) as server:
        server.shop.write_csv(exports)
        given = server.credentials()
        names = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN)
        secrets = {name: Secret(given[name.value]) for name in names}
        profile.use_secrets(secrets, keyring=False)
        days = [receipt.issued_on for receipt in server.shop.receipts()]
        settings = _settings(server.peak_url, exports)
        yield Practice(
            settings=settings,
            plan=Plan(settings, _CHANNELS),
            period=(min(days), max(days)),
            receipts=len(days),
        )


@contextmanager
def open_first_steps(profile: "Profile", language: str) -> Iterator[Callable[[], Secret]]:
    """Open a practice shop nobody has set up, for the whole wizard; gives its pretend token.

    One service is missing in PEAK, and one product is almost the shop's own.
    """
    from xpeak_desktop.sandbox.server import PracticeServer

    clear(profile.places)
    exports = profile.places.folder / "exports"
    with PracticeServer(receipts=_FIRST_RECEIPTS) as server:
        _leave_work(server)
        server.shop.write_csv(exports)
        given = server.credentials()
        profile.provided = {name: Secret(given[name.value]) for name in KEYS}
        profile.use_secrets({}, keyring=False)
        profile.store.save(
            Settings(
                base_url=server.peak_url,
                source=Source("folder", folder=str(exports)),
                keyring=False,
                language=language,
                page=Page.TOKEN.value,
            )
        )
        yield lambda: Secret(given[SecretName.USER_TOKEN.value])


def _leave_work(server: "PracticeServer") -> None:
    books = server.books
    for service in books.services:
        if service["name"] == Service.COD_FEE.value:
            books.services.remove(service["code"])
    sold = Counter(line.sku for one in server.shop.sendable() for line in one.lines)
    # Seldom sold: most receipts are to go through.
    sku = min(sold, key=lambda one: (sold[one], one))
    product = books.products.find("", sku)
    if product is not None:
        books.products.edit({"id": product["id"], "code": sku.replace("0", "O", 1)})


def clear(places: Places) -> None:
    """Throw away what the last practice shop left, but for the lock that guards it."""
    places.create()
    with FileLock(places.lock):
        empty(places)
        places.create()


def _settings(peak_url: str, exports: Path) -> Settings:
    return Settings(
        base_url=peak_url,
        source=Source("folder", folder=str(exports)),
        rules=Rules(start_date=date(2000, 1, 1)),
        set_up=True,
        keyring=False,
        create_services=True,
    )


def write_demo_data(out: Path, receipts: int, seed: int, month: str) -> list[Path]:
    """Write export files like a shop's."""
    from xpeak_desktop.sandbox import shop_orders

    try:
        return shop_orders.write_demo_data(out, receipts, seed, month or None)
    except ValueError as error:
        raise trouble(
            Code.CONFIG_INVALID, key="--month", value=month, expected="2026-11"
        ) from error
    except OSError as error:
        raise storage_trouble(error, out) from error


def run_sandbox(
    port: int, scenario: str, seed: int, stdout: TextIO, cancel: threading.Event
) -> None:
    """Serve the practice PEAK and shop until the process is asked to stop."""
    from xpeak_desktop.sandbox.server import run_in_foreground

    try:
        run_in_foreground(port, scenario, seed, stdout, cancel)
    except (OSError, OverflowError) as error:
        raise trouble(
            Code.CONFIG_INVALID, key="--port", value=str(port), expected="0, 1024 … 65535"
        ) from error
