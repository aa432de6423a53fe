"""Ask PEAK for what receipts are judged by: the two services, the accounts, new products."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.matching import compare_products
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.ports import Ledger, PeakGateway
from xpeak_desktop.services.judging import PRODUCTS, SERVICES
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.tools import Tools

_FEW: Final = 20


def keep_services(ledger: Ledger, found: Mapping[Service, tuple[PeakItem, ...]]) -> None:
    """Remember one item per service; of two with one name the lower code counts."""
    first = [min(items, key=lambda item: item.code) for items in found.values() if items]
    ledger.set_items(SERVICES, first)


def check_services(ledger: Ledger, gateway: PeakGateway) -> None:
    """Look both services up in PEAK, as before every pass (the guide's 5.2)."""
    keep_services(ledger, gateway.services())


def learn_from_peak(tools: Tools) -> None:
    """Read services, accounts and products not matched yet. Raises ``Trouble``."""
    ledger, gateway = tools.ledger, tools.gateway
    unmatched = _unmatched(ledger)
    calls: dict[Any, Callable[[], Any]] = {
        "services": gateway.services,
        "methods": gateway.payment_methods,
    }
    if len(unmatched) <= _FEW:
        calls |= {("sku", sku): partial(gateway.product, clean(sku)) for sku in unmatched}
    answers = ask_all(tools, calls)
    with ledger.transaction():
        keep_services(ledger, answers["services"])
        ledger.set_methods(answers["methods"])
        found = [item for key, items in answers.items() if key[0] == "sku" for item in items]
        if found:
            _keep_found(ledger, found)
    if len(unmatched) > _FEW:
        match(ledger, gateway)


def _unmatched(ledger: Ledger) -> list[str]:
    matched = ledger.matches()
    return [sku for sku in ledger.shop_products() if sku and sku not in matched]


def _keep_found(ledger: Ledger, found: list[PeakItem]) -> None:
    known = {item.peak_id: item for item in ledger.items(PRODUCTS)}
    known |= {item.peak_id: item for item in found}
    ledger.set_items(PRODUCTS, known.values())
    ledger.set_matches(compare_products(ledger.shop_products(), known.values()).matched)


def ask_all(tools: Tools, calls: Mapping[Any, Callable[[], Any]]) -> dict[Any, Any]:
    """Make independent reads side by side, since PEAK takes seconds for each.

    Raises the first error after all have ended.
    """
    for key, call in calls.items():
        tools.senders.submit(key, call)
    answers: dict[Any, Any] = {}
    error: BaseException | None = None
    while tools.senders.waiting():
        for done in tools.senders.gather(1.0):
            answers[done.key] = done.result
            error = error or done.error
    if error is not None:
        raise error
    return answers
