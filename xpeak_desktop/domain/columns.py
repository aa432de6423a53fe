"""What a column of an export can hold, whatever its heading says."""

from enum import StrEnum
from typing import Final


class Key(StrEnum):
    """What a column can hold; the names a profile maps headings to."""

    NUMBER = "number"
    ORDER_NUMBER = "order_number"
    ISSUED_ON = "issued_on"
    KIND = "kind"
    STATUS = "status"
    CHANNEL = "channel"
    PAID_ON = "paid_on"
    BUYER_NAME = "buyer_name"
    BUYER_TAX_ID = "buyer_tax_id"
    BUYER_BRANCH = "buyer_branch"
    BUYER_ADDRESS = "buyer_address"
    BUYER_PHONE = "buyer_phone"
    SKU = "sku"
    PRODUCT_NAME = "product_name"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    LINE_DISCOUNT = "line_discount"
    DISCOUNT = "discount"
    SHIPPING = "shipping"
    COD_FEE = "cod_fee"
    VAT_MODE = "vat_mode"
    VAT = "vat"
    TOTAL = "total"


REQUIRED: Final = (Key.NUMBER, Key.CHANNEL)
"""Without these a table holds no receipts."""
