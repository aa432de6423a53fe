"""The place "Settings": what the shop has decided and connected so far, without asking PEAK."""

from dataclasses import dataclass, field
from typing import ClassVar

from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.problems import Problem, Trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.jobs.keeping import Copy, LookAtBackups
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.jobs.token import LookAtSecrets, Secrets
from xpeak_desktop.services.judging import SERVICES


@dataclass(frozen=True, slots=True)
class ShopNow:
    """The present answers of the set-up's pages, in counts.

    ``secrets_left``: something that was given is still kept, though PEAK may not be asked with it.
    ``problem`` is why the copies could not be listed.
    """

    settings: Settings
    secrets: Secrets = field(default_factory=Secrets)
    secrets_left: bool = False
    business: str = ""
    services: int = 0
    sent_channels: int = 0
    silent_channels: int = 0
    undecided_channels: int = 0
    matched: int = 0
    unmatched: int = 0
    copies: tuple[Copy, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class LookAtShop:
    """Read what the pages of the set-up have been told."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> ShopNow:
        """Answers ``ShopNow``; raises ``Trouble`` when the ledger cannot be read."""
        ledger = room.ledger
        rules = ledger.channels()
        sends = [rules[name].send if name in rules else None for name in ledger.channel_totals()]
        sold, matched = set(ledger.shop_products()), set(ledger.matches())
        names = {item.name for item in ledger.items(SERVICES)}
        copies, problem = _copies(room)
        return ShopNow(
            settings=room.settings,
            secrets=LookAtSecrets().do(room),
            secrets_left=_secrets_left(room),
            business=ledger.meta("business_name") or room.settings.business_name,
            services=sum(service.value in names for service in Service),
            sent_channels=sends.count(True),
            silent_channels=sends.count(False),
            undecided_channels=sends.count(None),
            matched=len(sold & matched),
            unmatched=len(sold - matched),
            copies=copies,
            problem=problem,
        )


def _secrets_left(room: Room) -> bool:
    """A keyring that cannot be asked may hold anything."""
    try:
        return room.secrets_left()
    except Trouble:
        return True


def _copies(room: Room) -> tuple[tuple[Copy, ...], Problem | None]:
    try:
        return LookAtBackups().do(room).copies, None
    except Trouble as error:
        return (), error.problem
