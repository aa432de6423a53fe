"""The practice server's back door: change its manners and read its books from another process."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.peak_books import PeakBooks
from xpeak_desktop.sandbox.shop_orders import ShopOrders
from xpeak_desktop.sandbox.switches import Switches


class ControlApplication:
    """Serve the control calls; each needs the header `Sandbox-Key`."""

    def __init__(
        self, key: str, switches: Switches, faults: Faults, books: PeakBooks, shop: ShopOrders
    ) -> None:
        self._key = key.encode()
        self._switches = switches
        self._faults = faults
        self._books = books
        self._shop = shop
        self._calls: dict[str, Callable[[Exchange], dict[str, Any]]] = {
            "GET /books": lambda _exchange: self._books.snapshot(),
            "GET /switches": lambda _exchange: self._switches.as_dict(),
            "POST /switches": self._set_switches,
            "POST /faults": self._plan_faults,
            "POST /void": self._void,
            "POST /more": self._more,
        }

    def __call__(self, exchange: Exchange) -> None:
        """Answer one control call."""
        call = self._calls.get(exchange.name)
        if not hmac.compare_digest(exchange.headers.get("sandbox-key", "").encode(), self._key):
            exchange.reply({"error": "the Sandbox-Key header is missing or wrong"}, status=401)
        elif call is None:
            exchange.reply({"error": "not found"}, status=404)
        else:
            try:
                exchange.reply(call(exchange))
            except (ValueError, KeyError) as error:
                exchange.reply({"error": str(error)}, status=400)

    def _set_switches(self, exchange: Exchange) -> dict[str, Any]:
        self._switches.update(_object(exchange))
        return self._switches.as_dict()

    def _plan_faults(self, exchange: Exchange) -> dict[str, Any]:
        for name, times in _object(exchange).items():
            self._faults.plan(name, _count(times))
        return {"struck": dict(self._faults.struck)}

    def _void(self, exchange: Exchange) -> dict[str, Any]:
        self._books.void(str(_object(exchange).get("code", "")))
        return {"void": True}

    def _more(self, exchange: Exchange) -> dict[str, Any]:
        issued = self._shop.more(_count(_object(exchange).get("receipts")))
        return {"numbers": [receipt.number for receipt in issued]}


def _object(exchange: Exchange) -> dict[str, Any]:
    body: dict[str, Any] | list[Any] = json.loads(exchange.raw)
    if isinstance(body, dict):
        return body
    raise ValueError("the body must be a JSON object")


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a count is a whole number from 0 up")
    return value
