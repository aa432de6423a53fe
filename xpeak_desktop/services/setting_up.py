"""The checks of the wizard in its order, without a window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.matching import MatchReport
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.rules import CASH, ChannelRule, PaymentMethod
from xpeak_desktop.ports import Business, Ledger, PeakGateway
from xpeak_desktop.services.config import Plan
from xpeak_desktop.services.matching import create_missing, match
from xpeak_desktop.services.readying import keep_services, services_carry_vat

_ONE_FILES_OWN: Final = frozenset(
    {Code.FILE_UNREADABLE, Code.FILE_HEADINGS_UNKNOWN, Code.ROW_UNREADABLE}
)


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What was found and made, and what stands in the way."""

    business: Business
    services: tuple[str, ...] = ()
    created_services: tuple[str, ...] = ()
    methods: tuple[PaymentMethod, ...] = ()
    created_products: tuple[str, ...] = ()
    products: MatchReport | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def can_start(self) -> bool:
        """Whether a sync could start; a bad row or file of the shop never stops the others."""
        return all(problem.code in _ONE_FILES_OWN for problem in self.problems)


def set_up(
    ledger: Ledger,
    gateway: PeakGateway,
    plan: Plan,
    environment: str,
    read_source: Callable[[], list[Problem]],
) -> SetupReport:
    """Check and keep what a plan asks for. Raises ``Trouble`` when PEAK cannot be asked."""
    business = gateway.business()
    ledger.bind(environment, business.business_id, business.name)
    problems: list[Problem] = []
    created = _services(ledger, gateway, plan, problems)
    problems += read_source()
    methods = _channels(ledger, gateway, plan.channels, problems)
    report = match(ledger, gateway)
    made = create_missing(ledger, gateway, report) if plan.settings.create_products else {}
    missing = {problem.params.get("service") for problem in problems}
    return SetupReport(
        business=business,
        services=tuple(one.value for one in Service if one.value not in missing),
        created_services=created,
        methods=methods,
        created_products=tuple(made),
        products=report,
        problems=problems,
    )


def _services(
    ledger: Ledger, gateway: PeakGateway, plan: Plan, problems: list[Problem]
) -> tuple[str, ...]:
    found = dict(gateway.services())
    missing = [service for service in Service if not found.get(service)]
    created = []
    if missing and plan.settings.create_services:
        registered = plan.settings.rules.vat_registered
        with_vat = services_carry_vat(gateway, registered=registered) is True
        for service in missing:
            found[service] = (gateway.create_service(service, with_vat=with_vat),)
            created.append(service.value)
    else:
        problems += [Problem(Code.SERVICE_MISSING, {"service": one.value}) for one in missing]
    with ledger.transaction():
        keep_services(ledger, found)
    return tuple(created)


def _channels(
    ledger: Ledger,
    gateway: PeakGateway,
    rules: tuple[ChannelRule, ...],
    problems: list[Problem],
) -> tuple[PaymentMethod, ...]:
    methods = gateway.payment_methods()
    codes = {method.code for method in methods}
    has_cash = any(method.cash for method in methods)
    for rule in rules:
        there = has_cash if rule.pay_into == CASH else rule.pay_into in codes
        if rule.send and not there:
            params = {"channel": rule.channel, "method": rule.pay_into}
            problems.append(Problem(Code.METHOD_MISSING, params))
    with ledger.transaction():
        ledger.set_methods(methods)
        for rule in rules:
            ledger.set_channel(rule)
    return methods
