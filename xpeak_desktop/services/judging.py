"""Look at every unsent receipt again: after an import, a match, a change of rules, and each pass.

The rules themselves are pure (``domain/rules.py``); this reads what they need from the ledger and
writes what they decide.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from xpeak_desktop.domain.document import PeakDocument, Service, rounded_once
from xpeak_desktop.domain.receipt import BANGKOK, Receipt, holds_a_number
from xpeak_desktop.domain.rules import PeakItem, Shop, judge
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ports import Ledger, StoredReceipt

PRODUCTS = "product"
SERVICES = "service"


def read_shop(ledger: Ledger, settings: Settings, now: datetime) -> Shop:
    """Gather what receipts are judged by; ``now`` is UTC, the shop's day is Bangkok's."""
    return Shop(
        rules=settings.rules,
        today=now.astimezone(BANGKOK).date(),
        words=Words(ledger.words()),
        channels=ledger.channels(),
        products=ledger.matches(),
        ambiguous=_ambiguous(ledger),
        services=_services(ledger),
        methods={method.code: method for method in ledger.methods()},
    )


def _ambiguous(ledger: Ledger) -> frozenset[str]:
    seen: dict[str, int] = {}
    for item in ledger.items(PRODUCTS):
        seen[item.code] = seen.get(item.code, 0) + 1
    return frozenset(code for code, times in seen.items() if times > 1)


def _services(ledger: Ledger) -> Mapping[Service, PeakItem]:
    by_name = {item.name: item for item in ledger.items(SERVICES)}
    return {service: by_name[service.value] for service in Service if service.value in by_name}


def _mark(shop: Shop) -> str:
    """Name all that receipts are judged by, so that a change of any of it shows."""
    parts = (
        replace(shop.rules, filed_months=frozenset()),
        sorted(shop.rules.filed_months),
        shop.today,
        sorted(shop.words.remembered.items()),
        sorted(shop.channels.items()),
        sorted(
            (sku, item.peak_id, item.code, str(item.vat_class))
            for sku, item in shop.products.items()
        ),
        sorted(shop.ambiguous),
        sorted(shop.services.items()),
        list(shop.methods.items()),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Day:
    foreign: tuple[PeakDocument, ...]
    own: Mapping[str, tuple[PeakDocument, ...]]


class Judging:
    """Judges with one reading of the shop; PEAK's documents are read per date, once."""

    def __init__(self, ledger: Ledger, shop: Shop) -> None:
        self._ledger = ledger
        self.shop = shop
        self._days: dict[date, _Day] = {}

    def in_peak(self, receipt: Receipt) -> tuple[PeakDocument, ...]:
        """PEAK's documents of the receipt's day that carry its number or are somebody else's.

        Documents under the numbers of our other receipts are left out: two sales of the same
        price to the general customer on one day are no sign of a second feeder. But one of the
        same order stands among them, of whatever day: the shop may issue a sale a second time.
        """
        day = receipt.issued_on
        if day is None:
            return ()
        if day not in self._days:
            documents = self._ledger.in_peak(day)
            own = self._ledger.own_numbers([one.code for one in documents])
            self._days[day] = _Day(
                foreign=tuple(one for one in documents if one.code not in own),
                own={code: tuple(d for d in documents if d.code == code) for code in own},
            )
        found = self._days[day]
        same_number = found.own.get(receipt.number, ())
        return (*same_number, *found.foreign, *self._same_order(receipt))

    def _same_order(self, receipt: Receipt) -> tuple[PeakDocument, ...]:
        """The sale under another number of ours, told by that number and the order alone."""
        if not holds_a_number(receipt.order_number):
            return ()
        other = self._ledger.same_order(receipt)
        return (PeakDocument("", other, reference=receipt.order_number),) if other else ()

    def forget_day(self, day: date) -> None:
        """PEAK's list of that day was just read anew."""
        self._days.pop(day, None)

    def judge_one(self, stored: StoredReceipt) -> bool:
        """Judge one receipt and write it; true when anything changed.

        A document that is this very receipt is no clash: it is taken over when sending.
        """
        receipt = stored.receipt
        in_peak = tuple(one for one in self.in_peak(receipt) if not is_of(receipt, one))
        verdict = judge(stored.receipt, self.shop, stored.decisions, in_peak)
        return self._ledger.judged(stored, verdict)

    def judge_all(self) -> int:
        """Judge what has to be judged; the number that changed. A few hundred per commit.

        All unsent receipts when anything they are judged by has changed, else only new ones, and
        those that another receipt holds.
        """
        mark = _mark(self.shop)
        anew = self._ledger.judged_by() != mark
        if anew:
            # Killed between two batches, all must be judged again, whatever they are judged by.
            self._ledger.set_judged_by("")
        changed, batch = 0, []
        for stored in self._ledger.to_judge(only_new=not anew):
            batch.append(stored)
            if len(batch) == _BATCH:
                changed += self._judge_batch(batch)
                batch = []
        changed += self._judge_batch(batch)
        if anew:
            self._ledger.set_judged_by(mark)
        return changed

    def _judge_batch(self, batch: list[StoredReceipt]) -> int:
        if not batch:
            return 0
        with self._ledger.transaction():
            return sum(self.judge_one(stored) for stored in batch)


_BATCH = 400


def is_of(receipt: Receipt, shown: PeakDocument) -> bool:
    """Whether a listed document of its number is this receipt; the list shows heads only."""
    # A sum that neither side shows is no sum they agree on.
    if shown.net is None or (shown.code, shown.issued_on) != (receipt.number, receipt.issued_on):
        return False
    same_vat = shown.vat is None or receipt.vat is None or shown.vat == receipt.vat
    if shown.net == receipt.total and same_vat:
        return True
    # Where PEAK's rounding was accepted, this is what was sent.
    return (shown.net, shown.vat) in [(one.total, one.vat) for one in rounded_once(receipt)]


def judge_all(ledger: Ledger, settings: Settings, now: datetime) -> int:
    """Judge all with a fresh reading of the shop, for callers that keep nothing."""
    return Judging(ledger, read_shop(ledger, settings, now)).judge_all()
