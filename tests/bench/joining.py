"""Bringing 100,000 products of the shop and 100,000 of PEAK together beside a join of two dicts.

python -m tests.bench joining
"""

import time
from collections.abc import Iterator

from tests.bench.rows import Goal, Interleaved, Row
from xpeak_desktop.domain.document import VatClass
from xpeak_desktop.domain.matching import compare_products
from xpeak_desktop.domain.rules import PeakItem

PRODUCTS = 100_000


def rows(rounds: int) -> Iterator[Row]:
    shop = {f"SKU-{number:06d}": f"สินค้า {number}" for number in range(PRODUCTS)}
    # One in twenty has no partner, one in twenty is spelled with other letters' case.
    items = [
        PeakItem(f"id-{number}", _code(number), f"สินค้า {number}", VatClass.SEVEN)
        for number in range(PRODUCTS)
        if number % 20
    ]

    def ours() -> float:
        began = time.perf_counter()
        report = compare_products(shop, items)
        assert report.matched
        return (time.perf_counter() - began) * 1000

    def joined() -> float:
        began = time.perf_counter()
        by_code = {item.code: item for item in items}
        matched = {sku: by_code[sku] for sku in shop if sku in by_code}
        assert matched
        return (time.perf_counter() - began) * 1000

    figures = Interleaved({"ours": ours, "join": joined}).run(rounds)
    yield Row(
        "matching 100,000 with 100,000 products",
        "ms",
        figures["ours"],
        figures["join"],
        "join of two dicts",
        Goal(10, of_ratio=True),
    )


def _code(number: int) -> str:
    code = f"SKU-{number:06d}"
    return code.lower() if number % 20 == 1 else code
