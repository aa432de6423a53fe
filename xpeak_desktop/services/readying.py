"""Ask PEAK for what receipts are judged by: the two services, the accounts, new products."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, Final

from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.domain.matching import compare_products
from xpeak_desktop.domain.problems import Problem, Trouble
from xpeak_desktop.domain.receipt import clean
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.ports import Ledger, PeakGateway
from xpeak_desktop.services.judging import PRODUCTS, SERVICES
from xpeak_desktop.services.matching import match
from xpeak_desktop.services.tools import MAY_BE_ITS_OWN, Tools

log: Final = logging.getLogger(__name__)

_FEW: Final = 20
_SOME: Final = 100
"""So many products, one page of PEAK's list, tell whether the shop's goods carry VAT."""

_SERVICES: Final = "services"
_METHODS: Final = "methods"

_WHOLE: Final = (_SERVICES, _METHODS)
"""Lists that are asked for whole: where they cannot be read, they are known from before."""

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


def learn_from_peak(tools: Tools) -> Problem | None:
    """Read services, accounts and products not matched yet. Raises ``Trouble``.

    A question that has no answer for itself stops nobody: the lists known from before stay, which
    is worth telling, and a product that PEAK cannot show stays unmatched.
    """
    ledger, gateway = tools.ledger, tools.gateway
    unmatched = _unmatched(ledger)
    calls: dict[Any, Callable[[], Any]] = {
        _SERVICES: gateway.services,
        _METHODS: gateway.payment_methods,
    }
    if len(unmatched) <= _FEW:
        calls |= {("sku", sku): partial(gateway.product, clean(sku)) for sku in unmatched}
    answers, troubles = ask_each(tools, calls)
    if not answers:
        raise next(iter(troubles.values()))
    _need_known(troubles, {_SERVICES: ledger.items(SERVICES), _METHODS: ledger.methods()})
    with ledger.transaction():
        if _SERVICES in answers:
            keep_services(ledger, answers[_SERVICES])
        if _METHODS in answers:
            ledger.set_methods(answers[_METHODS])
        found = [item for key, items in answers.items() if key[0] == "sku" for item in items]
        if found:
            _keep_found(ledger, found)
    if len(unmatched) > _FEW:
        _match_many(tools)
    return next((troubles[name].problem for name in _WHOLE if name in troubles), None)


def _need_known(troubles: Mapping[Any, Trouble], known: Mapping[str, Sequence[object]]) -> None:
    """Raise what kept a list from being read of which nothing is known from before.

    Without it receipts would be held for a service or an account that PEAK has.
    """
    for name, items in known.items():
        if name in troubles and not items:
            raise troubles[name]


def _match_many(tools: Tools) -> None:
    """Match with PEAK's whole list; where it cannot be read, products stay unmatched."""
    try:
        match(tools.ledger, tools.gateway)
    except Trouble as error:
        if error.problem.code not in MAY_BE_ITS_OWN:
            raise
        log.info("PEAK's products could not be read: %s", error.problem.code)


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


def ask_each(
    tools: Tools, calls: Mapping[Any, Callable[[], Any]]
) -> tuple[dict[Any, Any], dict[Any, Trouble]]:
    """As ``ask_all``, with what may be a question's own trouble beside the other answers."""
    found = ask_all(tools, {key: partial(_answer_or_own, call) for key, call in calls.items()})
    troubles = {key: one for key, one in found.items() if isinstance(one, Trouble)}
    answers = {key: one for key, one in found.items() if key not in troubles}
    if troubles:
        log.info("PEAK had no answer to %d of %d questions", len(troubles), len(found))
    return answers, troubles


def _answer_or_own(call: Callable[[], Any]) -> Any:
    """The answer, or the trouble that this question may have alone; runs on a sender."""
    try:
        return call()
    except Trouble as error:
        if error.problem.code not in MAY_BE_ITS_OWN:
            raise
        return error
