"""The practice server: a pretend PEAK and a pretend shop on this computer's loopback address."""

from __future__ import annotations

import json
import secrets
import threading
import time
import uuid
from types import TracebackType
from typing import Final, Self, TextIO

from xpeak_desktop.sandbox.control import ControlApplication
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.http_loop import Application, Listener, serve
from xpeak_desktop.sandbox.peak_books import PeakBooks
from xpeak_desktop.sandbox.peak_gate import Credentials, Gate
from xpeak_desktop.sandbox.peak_routes import Business, PeakApplication
from xpeak_desktop.sandbox.people import People
from xpeak_desktop.sandbox.scenarios import SCENARIOS, stock
from xpeak_desktop.sandbox.shop_link import ShopApplication
from xpeak_desktop.sandbox.shop_orders import ShopOrders
from xpeak_desktop.sandbox.switches import Switches, gentle_bad_manners

_PEAK_BASE, _SHOP_BASE, _CONTROL_BASE = "/api/v1", "/shop/v1", "/sandbox"
_NAMES = uuid.UUID("2f0a5c58-8f0b-4f35-9d0e-6d1d6d8f5a11")


class PracticeServer:
    """Run a pretend PEAK and shop that a person, a test or a benchmark can use like the real ones.

    Books, keys and port outlive `stop`, so a stopped server that is started again is the same
    PEAK after an outage. The business id follows from scenario and seed, everything secret is new
    in every object. ValueError for an unknown scenario or a month that has not begun, OSError when
    the port is taken.
    """

    def __init__(
        self,
        *,
        scenario: str = "practice",
        seed: int = 1,
        port: int = 0,
        receipts: int = 0,
        switches: Switches | None = None,
        month: str | None = None,
        control_key: str | None = None,
    ) -> None:
        if scenario not in SCENARIOS:
            raise ValueError(f"there is no scenario named {scenario}")
        if switches is None:
            switches = gentle_bad_manners(seed) if scenario == "bad-manners" else Switches()
        self.switches: Final = switches
        self.control_key: Final = control_key or secrets.token_urlsafe(24)
        self.books: Final = PeakBooks(switches, seed)
        stock(self.books, with_services=scenario != "no-services")
        self.shop: Final = ShopOrders(seed, receipts, month)
        self.faults: Final = Faults(switches, seed)
        People(self.books, self.faults)
        self.business: Final = Business(
            str(uuid.uuid5(_NAMES, f"{scenario}:{seed}")),
            "ร้านฝึกหัด (ไม่ใช่ PEAK จริง)",
            "0999999999994",
        )
        self._keys = Credentials()
        self.gate: Final = Gate(switches, self._keys, self._clock)
        self._peak = PeakApplication(self.books, self.gate, self.faults, switches, self.business)
        self._applications: dict[str, Application] = {
            _PEAK_BASE: self._peak,
            _SHOP_BASE: ShopApplication(self.shop, self._keys.shop_key),
            _CONTROL_BASE: ControlApplication(
                self.control_key, switches, self.faults, self.books, self.shop
            ),
        }
        self._port = port
        self._running: tuple[Listener, threading.Thread] | None = None

    def start(self) -> None:
        """Listen on 127.0.0.1. RuntimeError when already started."""
        if self._running is not None:
            raise RuntimeError("the practice server is already running")
        self._peak.resume()
        listener = Listener(self._port, self._route, self._clock)
        self._port = listener.server_port
        self._running = listener, serve(listener)

    def stop(self) -> None:
        """Stop listening and close all connections; harmless when not running."""
        if self._running is None:
            return
        listener, thread = self._running
        self._running = None
        self._peak.stop()
        listener.shutdown()
        listener.server_close()
        listener.close_connections()
        thread.join(timeout=5)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """Give the port, known from the first start on."""
        if not self._port:
            raise RuntimeError("the practice server has not been started")
        return self._port

    @property
    def peak_url(self) -> str:
        """Give the base address of the pretend PEAK."""
        return f"http://127.0.0.1:{self.port}{_PEAK_BASE}"

    @property
    def shop_url(self) -> str:
        """Give the base address of the pretend shop's live link."""
        return f"http://127.0.0.1:{self.port}{_SHOP_BASE}"

    @property
    def control_url(self) -> str:
        """Give the base address of the control calls, which need `control_key`."""
        return f"http://127.0.0.1:{self.port}{_CONTROL_BASE}"

    def credentials(self) -> dict[str, str]:
        """Give the keys a person would get from PEAK and from the shop."""
        return {
            "connect_id": self._keys.connect_id,
            "connect_key": self._keys.connect_key,
            "user_token": self._keys.user_token,
            "shop_key": self._keys.shop_key,
        }

    def announcement(self) -> dict[str, str]:
        """Give what another program needs to use this server."""
        return {"peak_url": self.peak_url, "shop_url": self.shop_url, **self.credentials()}

    def _clock(self) -> float:
        return time.time() + self.switches.clock_shift_seconds

    def _route(self, exchange: Exchange) -> None:
        for base, application in self._applications.items():
            if exchange.path.startswith(base + "/"):
                exchange.path = exchange.path[len(base) :]
                application(exchange)
                return
        exchange.reply({"message": "Not found."}, status=404)


def run_in_foreground(
    port: int,
    scenario: str,
    seed: int,
    stdout: TextIO,
    stop: threading.Event,
    *,
    receipts: int = 120,
    control_key: str | None = None,
) -> None:
    """Serve until `stop` is set; the first line written is the announcement as one JSON object."""
    server = PracticeServer(
        scenario=scenario, seed=seed, port=port, receipts=receipts, control_key=control_key
    )
    with server:
        stdout.write(json.dumps(server.announcement(), ensure_ascii=False) + "\n")
        stdout.flush()
        # In slices: before Python 3.14, Windows hears no Ctrl-C while an event is waited for.
        while not stop.wait(0.5):
            pass
