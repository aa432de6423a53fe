"""Bring the shop's products and PEAK's together, and remember which is which."""

from collections.abc import Mapping

from xpeak_desktop.domain.matching import MatchReport, compare_products
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.ports import Ledger, PeakGateway
from xpeak_desktop.services.judging import PRODUCTS


def match(ledger: Ledger, gateway: PeakGateway) -> MatchReport:
    """Pull all products of PEAK, page by page, and join them with the shop's.

    What no longer matches is forgotten, so that a product deleted in PEAK holds its receipts
    instead of making PEAK refuse them.
    """
    items = list(gateway.products())
    report = compare_products(ledger.shop_products(), items)
    with ledger.transaction():
        ledger.set_items(PRODUCTS, items)
        ledger.set_matches(report.matched)
    return report


def create_missing(
    ledger: Ledger, gateway: PeakGateway, report: MatchReport
) -> Mapping[str, PeakItem]:
    """Create in PEAK the products it lacks; near misses are left to a person.

    Returns what was created, by SKU.
    """
    near = {miss.sku for miss in report.near_misses}
    created: dict[str, PeakItem] = {}
    for sku, name in report.unmatched.items():
        if sku and sku not in near:
            created[sku] = gateway.create_product(sku, name or sku)
    if created:
        with ledger.transaction():
            ledger.set_items(PRODUCTS, [*ledger.items(PRODUCTS), *created.values()])
            ledger.set_matches({**report.matched, **created})
    return created
