"""What the practice business has in its PEAK before anybody sends anything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from xpeak_desktop.sandbox.master_data import fill
from xpeak_desktop.sandbox.peak_books import PeakBooks

SCENARIOS: Final = ("practice", "no-services", "bad-manners")


def stock(books: PeakBooks, *, with_services: bool) -> None:
    """Fill new books with the practice business's products, services and accounts."""
    fill(books.products, _practice_products())
    if with_services:
        fill(
            books.services,
            [{"name": name, "sellVatType": 3} for name in ("ค่าขนส่ง", "ค่าบริการ COD")],
        )
    fill(
        books.methods,
        [
            {"type": 1, "name": "เงินสด"},
            {"type": 2, "name": "ธนาคารกสิกรไทย ออมทรัพย์", "accountNumber": "000-0-00001-0"},
            {"type": 2, "name": "ธนาคารไทยพาณิชย์ ออมทรัพย์", "accountNumber": "000-0-00002-0"},
        ],
    )


def _practice_products() -> Iterable[dict[str, Any]]:
    for number in range(50):
        yield {"code": f"SKU-{number:04d}", "name": f"สินค้าทดสอบ {number}", "sellVatType": 3}
