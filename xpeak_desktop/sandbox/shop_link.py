"""The pretend shop's live link: read-only JSON behind a bearer key."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.shop_orders import BANGKOK, CHANNELS, ShopOrders
from xpeak_desktop.sandbox.shop_receipt import ShopReceipt

_LARGEST_PAGE = 200

Row = TypeVar("Row")


class ShopApplication:
    """Serve the calls of the live link below its base path."""

    def __init__(self, shop: ShopOrders, key: str) -> None:
        self._shop = shop
        self._key = f"Bearer {key}".encode()
        self._calls: dict[str, Callable[[Exchange], dict[str, Any]]] = {
            "/receipts": self._receipts,
            "/channels": self._channels,
            "/products": self._products,
        }

    def __call__(self, exchange: Exchange) -> None:
        """Answer one call."""
        given = exchange.headers.get("authorization", "").encode()
        call = self._calls.get(exchange.path)
        if not hmac.compare_digest(given, self._key):
            exchange.reply({"error": "unauthorized"}, status=401)
        elif call is None:
            exchange.reply({"error": "not found"}, status=404)
        elif exchange.method != "GET":
            exchange.reply({"error": "read only"}, status=405)
        else:
            try:
                exchange.reply(call(exchange))
            except ValueError as error:
                exchange.reply({"error": str(error)}, status=400)

    def _receipts(self, exchange: Exchange) -> dict[str, Any]:
        since = _since(exchange.query.get("changed_since", ""))
        found = [one for one in self._shop.receipts() if since is None or one.changed_at >= since]
        found.sort(key=lambda one: (one.changed_at, one.number))
        page, cursor = _page(found, exchange)
        return {"receipts": [receipt_json(one) for one in page], "next_cursor": cursor}

    def _channels(self, _exchange: Exchange) -> dict[str, Any]:
        return {"channels": [{"name": name} for name in CHANNELS]}

    def _products(self, exchange: Exchange) -> dict[str, Any]:
        page, cursor = _page(self._shop.products(), exchange)
        return {
            "products": [{"sku": sku, "name": name} for sku, name in page],
            "next_cursor": cursor,
        }


def receipt_json(receipt: ShopReceipt) -> dict[str, Any]:
    """Write a receipt as the live link does: money as decimal strings in baht."""
    buyer = receipt.buyer
    return {
        "number": receipt.number,
        "order_number": receipt.order_number,
        "issued_on": receipt.issued_on.isoformat(),
        "kind": receipt.kind,
        "status": "cancelled" if receipt.cancelled else "paid",
        "channel": receipt.channel,
        "paid_on": receipt.issued_on.isoformat(),
        "buyer": {
            "name": buyer.name,
            "tax_id": buyer.tax_id,
            "branch": buyer.branch,
            "address": buyer.address,
        },
        "vat_mode": receipt.vat_mode,
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": str(line.quantity),
                "unit_price": str(line.unit_price),
                "discount": str(line.discount),
            }
            for line in receipt.lines
        ],
        "discount": str(receipt.discount),
        "shipping": str(receipt.shipping),
        "cod_fee": str(receipt.cod_fee),
        "vat": str(receipt.vat),
        "total": str(receipt.total),
        "changed_at": receipt.changed_at.isoformat(),
    }


def _since(text: str) -> datetime | None:
    if not text:
        return None
    # A plus sign that nobody escaped arrives as a blank.
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _page(rows: Sequence[Row], exchange: Exchange) -> tuple[Sequence[Row], str | None]:
    limit_text = exchange.query.get("limit", "")
    limit = int(limit_text) if limit_text else _LARGEST_PAGE
    if limit < 1:
        raise ValueError("limit must be 1 or more")
    limit = min(limit, _LARGEST_PAGE)
    cursor = exchange.query.get("cursor", "")
    start = int(base64.urlsafe_b64decode(cursor).decode("ascii")) if cursor else 0
    if start < 0:
        raise ValueError("cursor is not one of ours")
    end = start + limit
    if end >= len(rows):
        return rows[start:], None
    return rows[start:end], base64.urlsafe_b64encode(str(end).encode()).decode()
