"""The shop's sales, and what a person who knows the rules would expect of each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tests.simulation.chance import Stream
from tests.simulation.moments import MIDNIGHT
from tests.simulation.options import Options
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.receipt import BANGKOK, Buyer, Line, Receipt, fingerprint
from xpeak_desktop.domain.rules import CASH, ChannelRule

PAID: Final = "ชำระแล้ว"
CANCELLED: Final = "ยกเลิก"
CHANNELS: Final = (
    ChannelRule("หน้าร้าน", send=True, pay_into=CASH),
    ChannelRule("Shopee", send=True, pay_into="BNK001"),
    ChannelRule("TikTok", send=True, pay_into="BNK001"),
    ChannelRule("ทดลอง", send=False),
)
PRODUCTS: Final = {"TS-01": "เสื้อยืด", "TS-02": "กางเกง", "MUG": "แก้ว", "BAG-7": "กระเป๋า"}
NOT_IN_PEAK: Final = "GONE-1"
_SEVEN: Final = Decimal("0.07")
_MODES: Final = ("ไม่มี VAT", "แยก VAT", "รวม VAT")


def half_up(amount: Decimal) -> int:
    """Round to a whole satang; written here again so that the program cannot check itself."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


def sums_of(mode: str, goods: int) -> tuple[int, int]:
    """VAT and total in satang of a sale whose priced lines add up to ``goods``."""
    if mode == _MODES[0]:
        return 0, goods
    if mode == _MODES[1]:
        vat = half_up(goods * _SEVEN)
        return vat, goods + vat
    return half_up(Decimal(goods) * 7 / 107), goods


@dataclass(slots=True)
class Sale:
    """One receipt with its versions in order; ``fate`` says what must become of the present one.

    ``twin`` is the number under which the shop has issued the same sale as well.
    """

    number: str
    versions: list[Receipt]
    fates: list[Code | None]
    arrives: int = 0
    twin: str = ""

    @property
    def present(self) -> Receipt:
        return self.versions[-1]

    @property
    def fate(self) -> Code | None:
        """``None``: to be sent. Else the code that excludes or holds it."""
        return self.fates[-1]


@dataclass
class Source:
    """The shop's records as a file shows them: all receipts up to the present batch."""

    sales: dict[str, Sale] = field(default_factory=dict)
    batch: int = 0
    version: int = 0
    gone: bool = False

    def rows(self) -> list[tuple[Receipt, str]]:
        """Every receipt in its present version, with its fingerprint."""
        present = (sale.present for sale in self.sales.values() if sale.arrives <= self.batch)
        return [(receipt, fingerprint(receipt)) for receipt in present]

    def change(self, sale: Sale, receipt: Receipt, fate: Code | None) -> None:
        sale.versions.append(receipt)
        sale.fates.append(fate)
        self.version += 1

    def issue_again(self, sale: Sale, day: date) -> None:
        """The same order, channel and sums under a new number, as for a buyer who asks for one."""
        number = f"TX-{sale.number[3:]}"
        again = replace(sale.present, number=number, issued_on=day)
        sale.twin = number
        self.sales[number] = Sale(number, [again], [None], twin=sale.number)
        self.version += 1


def make_source(options: Options) -> Source:
    """Draw the sales of a world."""
    draw = Stream(options.seed, "sales")
    sales = {}
    for place in range(1, options.receipts + 1):
        number = f"RC-{place:04}"
        receipt, fate = _receipt(number, draw, options)
        sale = Sale(number, [receipt], [fate])
        sale.arrives = draw.whole(0, options.arrive_over - 1)
        sales[number] = sale
    return Source(sales)


def _receipt(number: str, draw: Stream, options: Options) -> tuple[Receipt, Code | None]:
    mode = draw.one_of(_MODES)
    lines = tuple(_line(draw) for _ in range(draw.whole(1, 2)))
    buyer = Buyer()
    kind = "ใบเสร็จรับเงิน"
    if draw.hit(options.taxpayer_share):
        kind, buyer = "ใบกำกับภาษี", _buyer(draw, options.buyers)
    receipt = Receipt(
        number=number,
        issued_on=today(options) - timedelta(days=draw.whole(0, options.days - 1)),
        kind=kind,
        status=PAID,
        channel=draw.one_of(CHANNELS[:3]).channel,
        vat_mode=mode,
        lines=lines,
        order_number=f"SO{number[3:]}",
        buyer=buyer,
        discount=draw.one_of((0, 0, 0, 1, 500)),
        shipping=draw.one_of((0, 0, 4500)),
        cod_fee=draw.one_of((0, 0, 0, 2000)),
    )
    receipt = summed(receipt)
    if not receipt.total:
        # The cheapest sale with the largest discounts would be held, and rightly.
        receipt = summed(replace(receipt, discount=0))
    return _spoiled(receipt, draw) if draw.hit(0.2) else (receipt, None)


def today(options: Options) -> date:
    """The day on which a world begins; what is issued later may lie ahead of a wrong clock."""
    return (MIDNIGHT + timedelta(hours=options.start_hour)).astimezone(BANGKOK).date()


def _line(draw: Stream) -> Line:
    sku = draw.one_of(tuple(PRODUCTS))
    price = Decimal(draw.whole(600, 99_999)).scaleb(-2)
    return Line(sku, PRODUCTS[sku], Decimal(draw.whole(1, 3)), price, draw.one_of((0, 0, 100)))


def _buyer(draw: Stream, buyers: int) -> Buyer:
    place = draw.whole(1, buyers)
    if place == 1:
        return Buyer("นางสาวสมใจ", "", "", "กรุงเทพฯ")
    return Buyer(f"บริษัท ตัวอย่าง {place} จำกัด", f"010555612345{place}", "00000", "กรุงเทพฯ")


def summed(receipt: Receipt) -> Receipt:
    """The receipt with the VAT and total its lines come to."""
    goods = sum(
        half_up((line.quantity or Decimal(0)) * (line.unit_price or Decimal(0)) * 100)
        - (line.discount or 0)
        for line in receipt.lines
    )
    fees = (receipt.shipping or 0) + (receipt.cod_fee or 0)
    vat, total = sums_of(receipt.vat_mode, goods - (receipt.discount or 0) + fees)
    return replace(receipt, vat=vat, total=total)


def _spoiled(receipt: Receipt, draw: Stream) -> tuple[Receipt, Code | None]:
    """One of the ways in which a receipt is not to be sent as it stands."""
    spoils: Sequence[tuple[Receipt, Code | None]] = (
        (replace(receipt, status=CANCELLED), Code.CANCELLED_BEFORE_SEND),
        (replace(receipt, channel="ทดลอง"), Code.CHANNEL_OFF),
        (replace(receipt, status="แปลก"), Code.STATUS_UNKNOWN),
        (replace(receipt, total=(receipt.total or 0) + 100), Code.TOTAL_MISMATCH),
        (replace(receipt, lines=(Line(NOT_IN_PEAK, "ไม่มี", Decimal(1), Decimal(10)),)), None),
    )
    spoiled, code = draw.one_of(spoils)
    if code is None:
        plain = replace(spoiled, discount=0)
        return summed(plain), Code.PRODUCT_UNMATCHED
    return spoiled, code


def changed(sale: Sale, how: str, draw: Stream) -> tuple[Receipt, Code | None]:
    """A later version of a sale: other amount, cancelled, or as it was at first."""
    if how == "source.taken_back":
        return sale.versions[0], sale.fates[0]
    present = sale.present
    if how == "source.cancelled":
        return replace(present, status=CANCELLED), Code.CANCELLED_BEFORE_SEND
    if sale.fate is not None:
        return present, sale.fate
    return summed(replace(present, shipping=draw.whole(1, 90) * 100)), None
