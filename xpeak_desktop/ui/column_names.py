"""What the program calls the columns of an export, in the person's language."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from xpeak_desktop.domain.columns import Key

OFFERED: Final = (
    Key.NUMBER,
    Key.ISSUED_ON,
    Key.CHANNEL,
    Key.TOTAL,
    Key.SKU,
    Key.PRODUCT_NAME,
    Key.QUANTITY,
    Key.UNIT_PRICE,
    Key.LINE_DISCOUNT,
    Key.DISCOUNT,
    Key.SHIPPING,
    Key.COD_FEE,
    Key.VAT,
    Key.VAT_MODE,
    Key.KIND,
    Key.STATUS,
    Key.PAID_ON,
    Key.ORDER_NUMBER,
    Key.BUYER_NAME,
    Key.BUYER_TAX_ID,
    Key.BUYER_BRANCH,
    Key.BUYER_ADDRESS,
)
"""What a column may be said to be, the most needed first; telephone numbers are never read."""

NEEDED: Final = (Key.ISSUED_ON, Key.SKU, Key.QUANTITY, Key.UNIT_PRICE, Key.TOTAL)
"""Without these receipts can be read, but wait instead of being sent."""


def name_of(key: Key) -> str:
    """Its name in the language of the window."""
    translate = QCoreApplication.translate
    return {
        Key.NUMBER: translate("Columns", "Receipt number"),
        Key.ORDER_NUMBER: translate("Columns", "Order number"),
        Key.ISSUED_ON: translate("Columns", "Document date"),
        Key.KIND: translate("Columns", "Document type"),
        Key.STATUS: translate("Columns", "Status"),
        Key.CHANNEL: translate("Columns", "Payment channel"),
        Key.PAID_ON: translate("Columns", "Date of payment"),
        Key.BUYER_NAME: translate("Columns", "Customer"),
        Key.BUYER_TAX_ID: translate("Columns", "Customer's tax ID"),
        Key.BUYER_BRANCH: translate("Columns", "Customer's branch"),
        Key.BUYER_ADDRESS: translate("Columns", "Customer's address"),
        Key.BUYER_PHONE: translate("Columns", "Customer's telephone"),
        Key.SKU: translate("Columns", "Product code"),
        Key.PRODUCT_NAME: translate("Columns", "Product name"),
        Key.QUANTITY: translate("Columns", "Quantity"),
        Key.UNIT_PRICE: translate("Columns", "Price of one"),
        Key.LINE_DISCOUNT: translate("Columns", "Discount of the line"),
        Key.DISCOUNT: translate("Columns", "Discount of the receipt"),
        Key.SHIPPING: translate("Columns", "Shipping"),
        Key.COD_FEE: translate("Columns", "COD fee"),
        Key.VAT_MODE: translate("Columns", "VAT type"),
        Key.VAT: translate("Columns", "VAT in baht"),
        Key.TOTAL: translate("Columns", "Total of the receipt"),
    }[key]
