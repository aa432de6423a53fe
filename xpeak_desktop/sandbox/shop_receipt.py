"""What the pretend shop issues: the receipt that its files and its live link show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from xpeak_desktop.sandbox.shop_people import Buyer

Kind = Literal["receipt", "tax_invoice", "abbreviated_tax_invoice"]
VatMode = Literal["none", "exclude", "include"]
Flaw = Literal["", "unmatched_sku", "wrong_total"]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line: quantity × unit price − discount, in baht."""

    sku: str
    name: str
    quantity: int
    unit_price: Decimal
    discount: Decimal


@dataclass(frozen=True, slots=True)
class ShopReceipt:
    """One receipt as the shop issued it; money in baht, `flaw` says what is wrong on purpose."""

    number: str
    order_number: str
    issued_on: date
    kind: Kind
    channel: str
    buyer: Buyer
    vat_mode: VatMode
    lines: tuple[OrderLine, ...]
    discount: Decimal
    shipping: Decimal
    cod_fee: Decimal
    vat: Decimal
    total: Decimal
    changed_at: datetime
    cancelled: bool = False
    flaw: Flaw = ""
