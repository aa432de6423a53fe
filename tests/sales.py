"""Sales written by hand, and PEAK in bad moods: what the tests of whole passes share."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from tests.shop_profile import ShopProfile
from xpeak_desktop.sandbox import shop_files
from xpeak_desktop.sandbox.exchange import HTML_TYPE, Exchange
from xpeak_desktop.sandbox.faults import Faults, Point
from xpeak_desktop.sandbox.money import baht, satang, vat_inside, vat_on_top
from xpeak_desktop.sandbox.shop_orders import BANGKOK, goods
from xpeak_desktop.sandbox.shop_people import Buyer
from xpeak_desktop.sandbox.shop_receipt import OrderLine, ShopReceipt

DAY: Final = date(2026, 11, 5)
KBANK, SCB, NOT_NAMED = "โอนธนาคาร กสิกร", "โอนธนาคาร ไทยพาณิชย์", "พร้อมเพย์"
SETTLE: Final = 0.1
QUICK: Final = {
    "settle_seconds = 300": f"settle_seconds = {SETTLE}",
    "retry_seconds = 30": "retry_seconds = 0.1",
}
"""Changes to the sample configuration, for tests that cannot wait five minutes."""


def line(sku: str = "SKU-0001", price: str = "107.00", quantity: int = 1) -> OrderLine:
    return OrderLine(sku, f"สินค้า {sku}", quantity, Decimal(price), Decimal("0.00"))


def sale(number: str = "RC-1", **changes: Any) -> ShopReceipt:
    """A sale over 107 baht with its VAT inside; VAT and total follow from ``changes``."""
    receipt = ShopReceipt(
        number=number,
        order_number=f"SO-{number}",
        issued_on=DAY,
        kind="receipt",
        channel=KBANK,
        buyer=Buyer("สมศรี ใจดี"),
        vat_mode="include",
        lines=(line(),),
        discount=Decimal("0.00"),
        shipping=Decimal("0.00"),
        cod_fee=Decimal("0.00"),
        vat=Decimal("0.00"),
        total=Decimal("0.00"),
        changed_at=datetime(2026, 11, 5, 9, tzinfo=BANGKOK),
    )
    receipt = replace(receipt, **changes)
    if "total" in changes:
        return receipt
    before = satang(goods(receipt.lines) - receipt.discount + receipt.shipping + receipt.cod_fee)
    vat = {"none": 0, "exclude": vat_on_top(before), "include": vat_inside(before)}[
        receipt.vat_mode
    ]
    total = before + (vat if receipt.vat_mode == "exclude" else 0)
    return replace(receipt, vat=baht(vat), total=baht(total))


def sales(count: int, **changes: Any) -> list[ShopReceipt]:
    """RC-01, RC-02 and so on, each on a day of its own."""
    return [
        sale(f"RC-{number:02}", issued_on=DAY + timedelta(days=number % 10), **changes)
        for number in range(1, count + 1)
    ]


def export(shop: ShopProfile, *receipts: ShopReceipt, name: str = "sales.csv") -> None:
    """Put an export file into the watched folder, replacing one of the same name."""
    shop_files.write(shop.exports / name, receipts, buddhist_years=True)


def codes(answer: dict[str, Any]) -> list[tuple[str | None, str]]:
    """The problems of an answer as (receipt, code), in order."""
    return [(one.get("receipt"), one["code"]) for one in answer["problems"]]


def standing(answer: dict[str, Any]) -> dict[str, int]:
    """The states that any receipt is in, with how many."""
    return {state: count for state, count in answer["receipts"].items() if count}


Action = Callable[[Exchange], None]


def on_posts(
    shop: ShopProfile,
    action: Action,
    *which: int,
    point: Point = "before_handling",
    posted: list[str] | None = None,
) -> list[str]:
    """Do this to some of the POSTs that make receipts, counted from 1 over all passes.

    ``posted``, which is given back, fills with the numbers of all receipts in order.
    """
    posted = [] if posted is None else posted

    def meet(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /receipts":
            body = json.loads(exchange.raw)
            posted.extend(one["code"] for one in body["PeakReceipts"]["receipts"])
            if len(posted) in which:
                action(exchange)

    shop.server.faults.add(point, meet)
    return posted


def hang_up(exchange: Exchange) -> None:
    exchange.hang_up = True


def fail_500(exchange: Exchange) -> None:
    exchange.reply({"message": "An error has occurred."}, status=500)


def show_html(exchange: Exchange) -> None:
    exchange.reply({})
    exchange.text, exchange.content_type = b"<html><h1>Wi-Fi</h1></html>", HTML_TYPE
