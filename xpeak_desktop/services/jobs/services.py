"""The page "Services": whether PEAK has the guide's two, and making what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.ports import PeakGateway
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.readying import (
    chosen_service,
    keep_services,
    remember_service,
    services_carry_vat,
)

_VAT_SAID: Final = "vat_said"
"""The ledger's note that a person said here whether the shop is registered."""


@dataclass(frozen=True, slots=True)
class ServiceFound:
    """One of the two: all of PEAK's that carry its name, and the one that is used.

    ``vat_differs`` when the used one has another VAT than the goods; a service of which PEAK
    does not say its VAT differs from nothing.
    """

    service: Service
    items: tuple[PeakItem, ...] = ()
    used: PeakItem | None = None
    vat_differs: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether a person should say which of several is meant."""
        return len(self.items) > 1


@dataclass(frozen=True, slots=True)
class ServicesFound:
    """Both services; ``with_vat`` is what they should be, ``None`` while a person must say."""

    services: tuple[ServiceFound, ...]
    with_vat: bool | None

    def missing(self) -> tuple[Service, ...]:
        """Those PEAK has not."""
        return tuple(one.service for one in self.services if one.used is None)

    @property
    def right(self) -> bool:
        """Whether both are there and nothing about them is left to be decided or mended."""
        return not any(
            one.used is None or one.vat_differs or one.ambiguous for one in self.services
        )

    def of(self, service: Service) -> ServiceFound:
        """What was found of one service."""
        return next(one for one in self.services if one.service is service)


@dataclass(frozen=True, slots=True)
class LookAtServices:
    """Look both up in PEAK and remember them (the guide's 5.2)."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> ServicesFound:
        """Answers ``ServicesFound``; raises ``Trouble`` when PEAK cannot be asked."""
        gateway = room.gateway()
        return _kept(room, gateway.services(), _with_vat(room, gateway))


@dataclass(frozen=True, slots=True)
class CreateService:
    """Make one service in PEAK, with the VAT of the goods; one that is there already is used.

    Nothing is made while nobody knows their VAT: there is no known call that unmakes a service.
    """

    keeps: ClassVar[bool] = False

    service: Service

    def do(self, room: Room) -> ServicesFound:
        """Answers ``ServicesFound``; raises ``Trouble`` when PEAK refuses or cannot be asked."""
        gateway = room.gateway()
        found, with_vat = gateway.services(), _with_vat(room, gateway)
        if not found[self.service] and with_vat is not None:
            made = gateway.create_service(self.service, with_vat=with_vat)
            found = {**found, self.service: (made,)}
        return _kept(room, found, with_vat)


@dataclass(frozen=True, slots=True)
class ChooseService:
    """Use this one of several services with the same name, now and in every pass."""

    keeps: ClassVar[bool] = True

    service: Service
    peak_id: str

    def do(self, room: Room) -> ServicesFound:
        """Answers ``ServicesFound``; raises ``Trouble`` when PEAK cannot be asked."""
        remember_service(room.ledger, self.service, self.peak_id)
        return LookAtServices().do(room)


@dataclass(frozen=True, slots=True)
class SayRegistered:
    """Keep whether the shop is registered for VAT: the answer that Rules shows, asked early."""

    keeps: ClassVar[bool] = True

    registered: bool

    def do(self, room: Room) -> ServicesFound:
        """Answers ``ServicesFound``; raises ``Trouble`` when PEAK cannot be asked."""
        rules = replace(room.settings.rules, vat_registered=self.registered)
        room.use_settings(replace(room.settings, rules=rules))
        room.ledger.set_meta(_VAT_SAID, "yes")
        return LookAtServices().do(room)


def _with_vat(room: Room, gateway: PeakGateway) -> bool | None:
    """Whether the services should carry VAT; ``None`` while nothing tells.

    This page comes before Rules, and the setting's default is nobody's word.
    """
    rules = room.settings.rules
    said = rules.start_date is not None or room.ledger.meta(_VAT_SAID) is not None
    return services_carry_vat(gateway, registered=rules.vat_registered if said else None)


def _kept(
    room: Room, found: Mapping[Service, tuple[PeakItem, ...]], with_vat: bool | None
) -> ServicesFound:
    with room.ledger.transaction():
        keep_services(room.ledger, found)
    room.judge()
    return ServicesFound(
        tuple(_found(room, service, found[service], with_vat) for service in Service), with_vat
    )


def _found(
    room: Room, service: Service, items: tuple[PeakItem, ...], with_vat: bool | None
) -> ServiceFound:
    used = chosen_service(room.ledger, service, items)
    vat = used.vat_class if used is not None else None
    differs = None not in (vat, with_vat) and (vat is VatClass.SEVEN) is not with_vat
    return ServiceFound(service, tuple(sorted(items, key=lambda one: one.code)), used, differs)
