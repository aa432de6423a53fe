"""Which column is what: the built-in headings, their synonyms, and a person's own profile."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from xpeak_desktop.domain.columns import REQUIRED, Key
from xpeak_desktop.shop.values import Cell, read_text

_PRODUCT_LIST: Final = frozenset({Key.SKU, Key.PRODUCT_NAME})

_HEADINGS: Final[Mapping[Key, tuple[str, ...]]] = MappingProxyType(
    {
        Key.NUMBER: ("เลขที่ใบเสร็จ/ใบกำกับภาษี", "Receipt No."),
        Key.ORDER_NUMBER: ("เลขที่คำสั่งซื้อ", "Order No."),
        Key.ISSUED_ON: ("วันที่เอกสาร", "Document Date"),
        Key.KIND: ("ประเภทเอกสาร", "Document Type"),
        Key.STATUS: ("สถานะ", "Status"),
        Key.CHANNEL: ("ช่องทางการชำระเงิน", "Payment Channel"),
        Key.PAID_ON: ("วันที่ชำระเงิน", "Paid Date"),
        Key.BUYER_NAME: ("ชื่อลูกค้า", "Customer"),
        Key.BUYER_TAX_ID: ("เลขประจำตัวผู้เสียภาษี", "Tax ID"),
        Key.BUYER_BRANCH: ("สาขา", "Branch"),
        Key.BUYER_ADDRESS: ("ที่อยู่", "Address"),
        Key.BUYER_PHONE: ("โทรศัพท์", "Phone"),
        Key.SKU: ("รหัสสินค้า", "SKU"),
        Key.PRODUCT_NAME: ("ชื่อสินค้า", "Product"),
        Key.QUANTITY: ("จำนวน", "Qty"),
        Key.UNIT_PRICE: ("ราคาต่อหน่วย", "Unit Price"),
        Key.LINE_DISCOUNT: ("ส่วนลดรายการ", "Line Discount"),
        Key.DISCOUNT: ("ส่วนลดท้ายบิล", "Discount"),
        Key.SHIPPING: ("ค่าขนส่ง", "Shipping"),
        Key.COD_FEE: ("ค่าบริการ COD", "COD Fee"),
        Key.VAT_MODE: ("ประเภทภาษี", "VAT Mode"),
        Key.VAT: ("ภาษีมูลค่าเพิ่ม", "VAT"),
        Key.TOTAL: ("ยอดรวมสุทธิ", "Total"),
    }
)

# Left out on purpose: "ส่วนลด" may be the line's or the bill's, "Name" the buyer's or the product's.
_SYNONYMS: Final[Mapping[Key, tuple[str, ...]]] = MappingProxyType(
    {
        Key.NUMBER: (
            "เลขที่ใบเสร็จ",
            "เลขที่ใบเสร็จรับเงิน",
            "เลขที่ใบกำกับภาษี",
            "เลขที่ใบเสร็จรับเงิน/ใบกำกับภาษี",
            "เลขที่ใบกำกับภาษี/ใบเสร็จรับเงิน",
            "เลขที่เอกสาร",
            "Receipt Number",
            "Receipt ID",
            "Tax Invoice No.",
            "Tax Invoice Number",
            "Invoice No.",
            "Invoice Number",
            "Document No.",
            "Document Number",
        ),
        Key.ORDER_NUMBER: (
            "หมายเลขคำสั่งซื้อ",
            "เลขคำสั่งซื้อ",
            "เลขที่ออเดอร์",
            "หมายเลขออเดอร์",
            "Order Number",
            "Order ID",
        ),
        Key.ISSUED_ON: ("วันที่ออกเอกสาร", "วันที่ออกใบเสร็จ", "วันที่", "Issue Date", "Issued Date", "Date"),
        Key.KIND: ("ชนิดเอกสาร", "Type", "Doc Type"),
        Key.STATUS: ("สถานะการชำระเงิน", "สถานะเอกสาร", "Payment Status", "Document Status"),
        Key.CHANNEL: (
            "ช่องทางชำระเงิน",
            "ช่องทางการชำระ",
            "ช่องทางรับชำระเงิน",
            "วิธีการชำระเงิน",
            "วิธีชำระเงิน",
            "Payment Method",
            "Paid By",
        ),
        Key.PAID_ON: ("วันที่ชำระ", "วันที่รับชำระเงิน", "Payment Date", "Paid On", "Paid At"),
        Key.BUYER_NAME: ("ลูกค้า", "ชื่อผู้ซื้อ", "Customer Name", "Buyer", "Buyer Name"),
        Key.BUYER_TAX_ID: (
            "เลขผู้เสียภาษี",
            "เลขประจำตัวผู้เสียภาษีอากร",
            "Tax Number",
            "Tax No.",
            "Taxpayer ID",
        ),
        Key.BUYER_BRANCH: ("สำนักงาน/สาขา", "รหัสสาขา", "Branch Code", "Branch No."),
        Key.BUYER_ADDRESS: ("ที่อยู่ลูกค้า", "Customer Address", "Billing Address"),
        Key.BUYER_PHONE: (
            "เบอร์โทร",
            "เบอร์โทรศัพท์",
            "โทร",
            "หมายเลขโทรศัพท์",
            "Tel",
            "Telephone",
            "Mobile",
        ),
        Key.SKU: ("รหัส SKU", "Product Code", "Item Code", "Product SKU"),
        Key.PRODUCT_NAME: ("สินค้า", "รายการสินค้า", "Product Name", "Item Name", "Item"),
        Key.QUANTITY: ("จำนวนสินค้า", "จำนวนชิ้น", "Quantity"),
        Key.UNIT_PRICE: ("ราคา", "ราคา/หน่วย", "ราคาต่อชิ้น", "ราคาขาย", "Price", "Price per Unit"),
        Key.LINE_DISCOUNT: ("ส่วนลดสินค้า", "ส่วนลดต่อรายการ", "Item Discount"),
        Key.DISCOUNT: ("ส่วนลดบิล", "ส่วนลดทั้งบิล", "Bill Discount"),
        Key.SHIPPING: ("ค่าจัดส่ง", "ค่าส่ง", "Shipping Fee", "Delivery Fee", "Shipping Cost"),
        Key.COD_FEE: ("ค่าธรรมเนียม COD", "ค่าเก็บเงินปลายทาง", "COD Charge"),
        Key.VAT_MODE: ("ประเภท VAT", "ประเภทภาษีมูลค่าเพิ่ม", "รูปแบบภาษี", "VAT Type", "Tax Type"),
        Key.VAT: (
            "จำนวนภาษี",
            "ยอดภาษีมูลค่าเพิ่ม",
            "VAT Amount",
            "Tax Amount",
            "VAT 7%",
            "ภาษีมูลค่าเพิ่ม 7%",
        ),
        Key.TOTAL: (
            "ยอดสุทธิ",
            "ยอดรวมทั้งสิ้น",
            "จำนวนเงินรวมทั้งสิ้น",
            "รวมสุทธิ",
            "ยอดชำระ",
            "Grand Total",
            "Net Total",
            "Total Amount",
        ),
    }
)


def bare(heading: str) -> str:
    """The form in which headings are compared: no case, blanks, punctuation or hidden marks."""
    composed = unicodedata.normalize("NFKC", heading).casefold()
    # Thai vowels and tone marks are marks (M), so letters, marks and digits stay.
    return "".join(sign for sign in composed if unicodedata.category(sign)[0] in "LMN")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A person's own headings, before the built-in ones: heading -> key, or ``""`` to ignore it."""

    headings: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, str]:
        """Give the profile as plain JSON values."""
        return dict(self.headings)

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> "ColumnProfile":
        """Read a stored profile; raises ``ValueError`` for a key that no version knew."""
        return cls({str(heading): str(Key(key)) if key else "" for heading, key in stored.items()})


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of one file are; ``headings`` as they are written there."""

    places: Mapping[Key, int]
    headings: Mapping[Key, str]
    unknown: tuple[str, ...]
    seen: tuple[str, ...]
    more_status: tuple[int, ...] = ()
    """Further columns of a status: of payment and document, say, either may tell of a void."""

    @property
    def missing(self) -> tuple[Key, ...]:
        """The required columns that are not there."""
        return tuple(key for key in REQUIRED if key not in self.places)

    @property
    def product_list(self) -> bool:
        """Whether this is a list of products: exactly SKU and name.

        Anything more might be a sales file whose other headings nobody has explained yet.
        """
        return self.places.keys() == _PRODUCT_LIST and not self.unknown

    @property
    def usable(self) -> bool:
        """Whether rows below this heading row can be read."""
        return not self.missing or self.product_list

    def heading(self, key: Key) -> str:
        """The heading as the file writes it, or the built-in one."""
        return self.headings.get(key) or builtin_heading(key)


def builtin_heading(key: Key) -> str:
    """The Thai heading of a key, for telling a person what is missing."""
    return _HEADINGS[key][0]


def resolve(row: Sequence[Cell], profile: ColumnProfile | None = None) -> Columns:
    """Read one row as headings: a person's profile first, then the table, then synonyms.

    Where two columns claim one key the better known heading wins, then the left one; the other
    one is unknown, but a second status is heard, too.
    """
    written = [read_text(cell) for cell in row]
    spelled = [bare(text) for text in written]
    places: dict[Key, int] = {}
    ignored: set[int] = set()
    statuses: set[int] = set()
    for names in _name_tables(profile):
        for place, name in enumerate(spelled):
            if not name or place in ignored or name not in names or place in places.values():
                continue
            key = names[name]
            if key is None:
                ignored.add(place)
            else:
                places.setdefault(key, place)
                if key is Key.STATUS:
                    statuses.add(place)
    known = {*places.values(), *ignored}
    return Columns(
        places=places,
        headings={key: written[place] for key, place in places.items()},
        unknown=tuple(t for place, t in enumerate(written) if t and place not in known),
        seen=tuple(text for text in written if text),
        more_status=tuple(sorted(statuses - set(places.values()) - ignored)),
    )


def _name_tables(profile: ColumnProfile | None) -> Iterator[Mapping[str, Key | None]]:
    if profile:
        own = profile.headings.items()
        yield {bare(heading): Key(key) if key else None for heading, key in own}
    yield from _builtin_tables()


@cache
def _builtin_tables() -> tuple[Mapping[str, Key | None], ...]:
    table: dict[str, Key | None] = _spelled(_HEADINGS) | {bare(key): key for key in Key}
    return table, _spelled(_SYNONYMS)


def _spelled(headings: Mapping[Key, tuple[str, ...]]) -> dict[str, Key | None]:
    return {bare(text): key for key, texts in headings.items() for text in texts}
