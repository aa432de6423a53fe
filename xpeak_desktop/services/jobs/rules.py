"""The page "Rules": what the shop's rules mean for its receipts. ``KeepSettings`` keeps them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.receipt import BANGKOK, Kind, Receipt, Status, VatMode
from xpeak_desktop.domain.rules import Decisions, Shop
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Counted
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.judging import read_shop

_NOTHING = Counted(0, 0)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day's receipts that are not in PEAK yet and that no other rule leaves out.

    ``issued_on`` is ``None`` for those whose day could not be read. ``taxed`` are those that carry
    VAT; of these ``plain`` are the ones that are not called a tax invoice.
    """

    issued_on: date | None
    receipts: Counted = _NOTHING
    taxed: Counted = _NOTHING
    plain: Counted = _NOTHING

    def with_one(self, satang: int, *, taxed: bool, plain: bool) -> "DayFacts":
        """The same day with one receipt more."""
        one = Counted(1, satang)
        return DayFacts(
            self.issued_on,
            _total((self.receipts, one)),
            _total((self.taxed, one)) if taxed else self.taxed,
            _total((self.plain, one)) if taxed and plain else self.plain,
        )


@dataclass(frozen=True, slots=True)
class RulesFacts:
    """What the page shows, by day, so that it needs no new question for another start date.

    ``gifts`` and ``rounded`` wait because their total is 0, or because of another way of rounding.
    """

    settings: Settings
    today: date
    days: tuple[DayFacts, ...] = ()
    gifts: Counted = _NOTHING
    rounded: Counted = _NOTHING

    def before(self, start: date) -> Counted:
        """What that start date would leave out."""
        return _total(
            day.receipts for day in self.days if day.issued_on is not None and day.issued_on < start
        )

    def taxed_from(self, start: date) -> Counted:
        """The receipts with VAT that the start date lets through."""
        return _total(day.taxed for day in self.days if _goes(day, start))

    def plain_from(self, start: date) -> Counted:
        """Of these, what only the shop's rule makes tax invoices."""
        return _total(day.plain for day in self.days if _goes(day, start))

    def months(self) -> tuple[tuple[date, Counted], ...]:
        """The first day of each month that has receipts, oldest first, with what it holds."""
        found: dict[date, Counted] = {}
        for day in self.days:
            if day.issued_on is not None:
                month = day.issued_on.replace(day=1)
                found[month] = _total((found.get(month, _NOTHING), day.receipts))
        return tuple(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class LookAtRules:
    """Read what the rules concern; nothing is changed."""

    keeps: ClassVar[bool] = False

    def do(self, room: Room) -> RulesFacts:
        """Answers ``RulesFacts``; raises ``Trouble`` when the ledger cannot be read."""
        now = room.clock.now()
        shop = read_shop(room.ledger, room.settings, now)
        days: dict[date | None, DayFacts] = {}
        gifts = rounded = _NOTHING
        for stored in room.ledger.to_judge():
            receipt = stored.receipt
            one = Counted(1, receipt.total or 0)
            if stored.code is Code.NEGATIVE_OR_ZERO and receipt.total == 0:
                gifts = _total((gifts, one))
            elif stored.code is Code.ROUNDING_DIFFERS:
                rounded = _total((rounded, one))
            if _left_out(receipt, shop, stored.decisions):
                continue
            day = days.get(receipt.issued_on) or DayFacts(receipt.issued_on)
            days[receipt.issued_on] = day.with_one(
                receipt.total or 0,
                taxed=_is_taxed(receipt, shop),
                plain=shop.words.kind(receipt.kind) is Kind.RECEIPT,
            )
        ordered = tuple(sorted(days.values(), key=lambda day: day.issued_on or date.min))
        today = now.astimezone(BANGKOK).date()
        return RulesFacts(room.settings, today, ordered, gifts, rounded)


def _left_out(receipt: Receipt, shop: Shop, decisions: Decisions) -> bool:
    """Whether the receipt is not sent whatever the rules of this page say."""
    channel = shop.channels.get(receipt.channel)
    off = channel is not None and channel.send is False
    return decisions.exclude or off or shop.words.status(receipt.status) is Status.CANCELLED


def _goes(day: DayFacts, start: date) -> bool:
    return day.issued_on is None or day.issued_on >= start


def _is_taxed(receipt: Receipt, shop: Shop) -> bool:
    if receipt.vat is not None:
        return receipt.vat != 0
    return shop.words.vat_mode(receipt.vat_mode) in (VatMode.EXCLUDE, VatMode.INCLUDE)


def _total(parts: Iterable[Counted]) -> Counted:
    every = tuple(parts)
    return Counted(sum(one.receipts for one in every), sum(one.satang for one in every))
