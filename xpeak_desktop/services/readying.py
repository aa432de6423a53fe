"""Ask PEAK for what receipts are judged by: the two services, the accounts, new products."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final

from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.domain.matching import compare_products
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.ports import Ledger, PeakGateway
from xpeak_desktop.services.judging import PRODUCTS, SERVICES
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.tools import Tools

_FEW: Final = 20
_SOME: Final = 100
"""So many products, one page of PEAK's list, tell whether the shop's goods carry VAT."""

_CHOSEN: Final = "service_chosen_"
"""The ledger's note of a person's choice, with the service's name behind it."""


def keep_services(ledger: Ledger, found: Mapping[Service, tuple[PeakItem, ...]]) -> None:
    """Remember one item per service: the one a person chose, else the one of the lowest code."""
    used = (chosen_service(ledger, service, items) for service, items in found.items())
    ledger.set_items(SERVICES, [item for item in used if item is not None])


def chosen_service(
    ledger: Ledger, service: Service, items: tuple[PeakItem, ...]
) -> PeakItem | None:
    """Which of several services with one name is used; ``None`` when there is none."""
    wanted = ledger.meta(f"{_CHOSEN}{service.name}") if len(items) > 1 else None
    by_code = sorted(items, key=lambda item: (item.peak_id != wanted, item.code))
    return next(iter(by_code), None)


def remember_service(ledger: Ledger, service: Service, peak_id: str) -> None:
    """Remember which of several services with one name a person chose."""
    ledger.set_meta(f"{_CHOSEN}{service.name}", peak_id)


def check_services(ledger: Ledger, gateway: PeakGateway) -> None:
    """Look both services up in PEAK, as before every pass (the guide's 5.2)."""
    keep_services(ledger, gateway.services())


def services_carry_vat(gateway: PeakGateway, *, registered: bool | None) -> bool | None:
    """Whether the two services should carry VAT; ``None`` while nothing tells.

    The goods tell: a fee is booked with the VAT of the goods beside it. Two exceptions: a shop
    that said it is not ``registered`` charges no VAT, whatever its goods say; and one without
    goods goes by its own word. Raises ``Trouble``.
    """
    if registered is False:
        return False
    goods = _goods_carry_vat(gateway)
    return registered if goods is None else goods


def _goods_carry_vat(gateway: PeakGateway) -> bool | None:
    """Whether most of the goods do, as PEAK has them now; 0 % is no VAT on a fee either."""
    every = (item.vat_class for item in islice(gateway.products(), _SOME))
    taxed = [one is VatClass.SEVEN for one in every if one is not None]
    more = 2 * sum(taxed) - len(taxed)
    return more > 0 if more else None


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
