"""A pretend shop whose receipts give the practice PEAK something to book."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from xpeak_desktop.sandbox import shop_files
from xpeak_desktop.sandbox.money import baht, satang, vat_inside, vat_on_top
from xpeak_desktop.sandbox.shop_people import Buyer, company, person
from xpeak_desktop.sandbox.shop_receipt import Kind, OrderLine, ShopReceipt, VatMode

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")

COD = "เก็บเงินปลายทาง (COD)"
CHANNELS = (
    "โอนธนาคาร กสิกร",
    "โอนธนาคาร ไทยพาณิชย์",
    COD,
    "บัตรเครดิต",
    "ShopeePay",
    "พร้อมเพย์",
)
_CHANNEL_WEIGHTS = (30, 20, 22, 14, 10, 4)
_PRICES = tuple(map(Decimal, ("0.75", "19", "59.50", "89", "107", "199", "333.33", "450", "1290")))
_SHIPPING = tuple(map(Decimal, ("0.00", "0.00", "35.50", "40.00", "50.00")))
_COMPANIES = 25
_ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ChannelTotal:
    """What one channel took, cancelled receipts included."""

    receipts: int
    satang: int


class ShopOrders:
    """Issue receipts from a seed, so that every run of a practice has the same sales.

    `month` is "2026-11", or None for the current month in Bangkok; nothing is ever dated after
    today. ValueError for a month that has not begun.
    """

    def __init__(
        self,
        seed: int = 1,
        receipts: int = 0,
        month: str | None = None,
        *,
        today: date | None = None,
    ) -> None:
        self.seed = seed
        self._today = today or datetime.now(BANGKOK).date()
        self.first_day, self.last_day = _window(month, self._today)
        self._lock = threading.Lock()
        draw = random.Random(f"{seed}:shop")
        self._prices = [draw.choice(_PRICES) + _ZERO for _ in range(50)]
        self._unmatched_at, self._wrong_at, self._cancelled_at = draw.sample(range(25), 3)
        self._receipts: list[ShopReceipt] = []
        days = (self.last_day - self.first_day).days + 1
        self._issue([self.first_day + timedelta(i * days // receipts) for i in range(receipts)])

    @property
    def month(self) -> str:
        """Give the month the receipts belong to, e.g. "2026-11"."""
        return f"{self.first_day:%Y-%m}"

    def receipts(self) -> list[ShopReceipt]:
        """Give all receipts in the order of issue."""
        with self._lock:
            return list(self._receipts)

    def sendable(self) -> list[ShopReceipt]:
        """Give the receipts with nothing wrong: neither flawed nor cancelled."""
        return [one for one in self.receipts() if not one.flaw and not one.cancelled]

    def more(self, count: int) -> list[ShopReceipt]:
        """Issue further receipts on the last day: a shop whose sales keep coming."""
        with self._lock:
            before = len(self._receipts)
            self._issue([self.last_day] * count, changed_at=_now())
            return self._receipts[before:]

    def cancel(self, number: str) -> None:
        """Cancel a receipt after the fact. KeyError when there is none of this number."""
        with self._lock:
            index = self._index(number)
            self._receipts[index] = replace(
                self._receipts[index], cancelled=True, changed_at=_now()
            )

    def change_shipping(self, number: str, shipping: Decimal) -> None:
        """Change a receipt's shipping fee, and with it VAT and total. KeyError when unknown."""
        with self._lock:
            index = self._index(number)
            changed = replace(self._receipts[index], shipping=shipping, changed_at=_now())
            self._receipts[index] = _with_sums(changed)

    def totals_by_channel(self) -> dict[str, ChannelTotal]:
        """Add up receipts and satang per channel, as the shop states them."""
        totals: dict[str, ChannelTotal] = {}
        for one in self.receipts():
            so_far = totals.get(one.channel, ChannelTotal(0, 0))
            totals[one.channel] = ChannelTotal(
                so_far.receipts + 1, so_far.satang + satang(one.total)
            )
        return totals

    def products(self) -> list[tuple[str, str]]:
        """Give the shop's product list: SKU and name."""
        return [(_sku(number), _product_name(number)) for number in range(50)]

    def write_csv(self, directory: Path, *, buddhist_years: bool = True) -> list[Path]:
        """Write the month's export file the way a shop saves it, replacing an earlier one whole."""
        return [
            shop_files.write(
                directory / f"xcommerce-{self.month}.csv",
                self.receipts(),
                buddhist_years=buddhist_years,
            )
        ]

    def _issue(self, days: list[date], changed_at: datetime | None = None) -> None:
        for day in days:
            index = len(self._receipts)
            moment = changed_at or _moment(day, index)
            self._receipts.append(self._receipt(index, day, moment))

    def _index(self, number: str) -> int:
        for index, one in enumerate(self._receipts):
            if one.number == number:
                return index
        raise KeyError(number)

    def _receipt(self, index: int, day: date, changed_at: datetime) -> ShopReceipt:
        draw = random.Random(f"{self.seed}:receipt:{index}")
        kind, vat_mode, buyer = self._document(draw)
        channel = draw.choices(CHANNELS, _CHANNEL_WEIGHTS)[0]
        lines = self._lines(draw, unmatched=index % 50 == self._unmatched_at)
        receipt = ShopReceipt(
            number=f"RC{day:%y%m}-{index + 1:05d}",
            order_number=f"SO{index + 1:07d}",
            issued_on=day,
            kind=kind,
            channel=channel,
            buyer=buyer,
            vat_mode=vat_mode,
            lines=lines,
            discount=_bill_discount(draw, lines),
            shipping=draw.choice(_SHIPPING),
            cod_fee=Decimal(draw.choice(("20.00", "30.00"))) if channel == COD else _ZERO,
            vat=_ZERO,
            total=_ZERO,
            changed_at=changed_at,
            cancelled=index % 100 == self._cancelled_at,
            flaw="unmatched_sku" if index % 50 == self._unmatched_at else "",
        )
        receipt = _with_sums(receipt)
        if index % 100 == self._wrong_at:
            receipt = replace(receipt, total=receipt.total + 1, flaw="wrong_total")
        return receipt

    def _document(self, draw: random.Random) -> tuple[Kind, VatMode, Buyer]:
        chance = draw.random()
        if chance < 0.15:
            buyer = company(self.seed, draw.randrange(_COMPANIES))
            return "tax_invoice", ("exclude" if chance < 0.08 else "include"), buyer
        buyer = person(draw)
        if chance < 0.65:
            return "abbreviated_tax_invoice", "include", buyer
        if chance < 0.85:
            return "receipt", "include", buyer
        return "receipt", ("exclude" if chance < 0.93 else "none"), buyer

    def _lines(self, draw: random.Random, *, unmatched: bool) -> tuple[OrderLine, ...]:
        lines = []
        for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 4, 5))):
            number = draw.randrange(50)
            price, quantity = self._prices[number], draw.choice((1, 1, 1, 2, 3, 12))
            discount = _ZERO
            if price > 50 and draw.random() < 0.15:
                discount = draw.choice((Decimal("5.00"), Decimal("10.00"), Decimal("3.33")))
            lines.append(OrderLine(_sku(number), _product_name(number), quantity, price, discount))
        if unmatched:
            sku = f"NOPE-{draw.randrange(10, 100)}"
            lines[0] = replace(lines[0], sku=sku, name="สินค้าที่ไม่มีใน PEAK")
        return tuple(lines)


def goods(lines: tuple[OrderLine, ...]) -> Decimal:
    """Add up lines after their own discounts, in baht."""
    return sum((one.quantity * one.unit_price - one.discount for one in lines), _ZERO)


def _with_sums(receipt: ShopReceipt) -> ShopReceipt:
    before = goods(receipt.lines) - receipt.discount + receipt.shipping + receipt.cod_fee
    base = satang(before)
    vat = 0
    if receipt.vat_mode == "exclude":
        vat = vat_on_top(base)
    elif receipt.vat_mode == "include":
        vat = vat_inside(base)
    total = base + vat if receipt.vat_mode == "exclude" else base
    return replace(receipt, vat=baht(vat), total=baht(total))


def _bill_discount(draw: random.Random, lines: tuple[OrderLine, ...]) -> Decimal:
    if goods(lines) > 60 and draw.random() < 0.2:
        return draw.choice((Decimal("10.00"), Decimal("3.33"), Decimal("25.00")))
    return _ZERO


def _window(month: str | None, today: date) -> tuple[date, date]:
    first = today.replace(day=1)
    if month is not None:
        first = date.fromisoformat(f"{month}-01")
    if first > today:
        raise ValueError(f"{month} has not begun yet")
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first, min(last, today)


def _moment(day: date, index: int) -> datetime:
    wanted = datetime.combine(day, time(9), BANGKOK) + timedelta(seconds=7 * (index % 5000))
    return min(wanted, _now())


def _now() -> datetime:
    return datetime.now(BANGKOK).replace(microsecond=0)


def _sku(number: int) -> str:
    return f"SKU-{number:04d}"


def _product_name(number: int) -> str:
    return f"สินค้าทดสอบ {number}"


def write_demo_data(out: Path, receipts: int, seed: int, month: str | None) -> list[Path]:
    """Write export files like a shop's into a folder, made if missing, and give their paths."""
    return ShopOrders(seed, receipts, month).write_csv(out)
