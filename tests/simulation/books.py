"""A model of PEAK's books: documents, contacts, items, and when each of them can be seen.

It adds up the posted lines itself, so that a wrong body shows as wrong money.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from tests.simulation.chance import Stream
from tests.simulation.moments import Timeline
from tests.simulation.options import Options
from tests.simulation.shop import PRODUCTS, half_up, sums_of
from xpeak_desktop.domain.document import Service

Row = dict[str, Any]

_NAMES: Final = {(1, 0): "none", (3, 0): "exclude", (3, 1): "include"}
_MODES: Final = {(1, 0): "ไม่มี VAT", (3, 0): "แยก VAT", (3, 1): "รวม VAT"}


@dataclass(slots=True)
class Booked:
    """A document in PEAK's books; ``pc`` is -1 for one that a person or another program made."""

    peak_id: str
    code: str
    day: str
    net: int
    base: int
    vat: int
    reference: str = ""
    contact_id: str = ""
    channel: str = ""
    pc: int = -1
    booked_at: float = 0.0
    seen_at: float = 0.0
    listed_at: float = 0.0
    journal_at: float = 0.0
    mode: str = ""
    void: bool = False
    edited: bool = False

    @property
    def ours(self) -> bool:
        return self.pc >= 0

    def row(self, now: float, *, whole: bool) -> Row:
        """What PEAK shows of it; only a question for the number shows the journals."""
        row: Row = {
            "id": self.peak_id,
            "code": self.code,
            "issuedDate": self.day,
            "reference": self.reference,
            "contactId": self.contact_id,
            "preTaxAmount": Decimal(self.base).scaleb(-2),
            "vatAmount": Decimal(self.vat).scaleb(-2),
            "netAmount": Decimal(self.net).scaleb(-2),
            "isVoid": self.void,
        }
        if whole:
            row["journals"] = [{"no": 1}] if now >= self.journal_at else []
        return row


@dataclass
class Books:
    """One business in PEAK. ``watch`` is told of every document at the moment it is booked."""

    options: Options
    timeline: Timeline
    watch: Callable[[Booked], None]
    documents: list[Booked] = field(default_factory=list)
    contacts: dict[str, Row] = field(default_factory=dict)
    contacts_made: list[str] = field(default_factory=list)
    products: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    methods: list[Row] = field(default_factory=list)
    closed_days: set[str] = field(default_factory=set)
    gone_contacts: set[str] = field(default_factory=set)
    _under_way: Counter[str] = field(default_factory=Counter)
    _number: int = 0

    def __post_init__(self) -> None:
        self._draw = Stream(self.options.seed, "books")
        self.products = [
            {"id": f"p{place}", "code": sku, "name": name, "sellVatType": 3}
            for place, (sku, name) in enumerate(PRODUCTS.items(), 1)
        ]
        self.services = [
            {"id": f"s{place}", "code": f"S{place}", "name": service.value}
            for place, service in enumerate(Service, 1)
        ]
        self.methods = [
            {"id": "m1", "code": "CSH001", "name": "เงินสด", "type": 1},
            {"id": "m2", "code": "BNK001", "name": "ธนาคาร", "type": 2},
        ]

    # ------------------------------------------------------------------ documents

    def live(self, code: str) -> list[Booked]:
        return [one for one in self.documents if one.code == code and not one.void]

    def may_land(self, code: str) -> bool:
        """Whether a request for this number is still on its way."""
        return self._under_way[code] > 0

    def seen(self, code: str) -> list[Booked]:
        """What a question for this number shows now."""
        now = self.timeline.now
        return [one for one in self.documents if one.code == code and one.seen_at <= now]

    def listed(self, first: str, last: str) -> list[Booked]:
        """What the list of these days shows now."""
        now = self.timeline.now
        return [one for one in self.documents if first <= one.day <= last and one.listed_at <= now]

    def refusal(self, posted: Row) -> tuple[str, str] | None:
        """PEAK's code and words when it will not book this; ``None`` when it will."""
        if self.options.unique_codes and self.live(posted["code"]):
            return "315", "Duplicated code"
        if posted["issuedDate"] in self.closed_days:
            return "377", "Period closed"
        known = {row["id"] for row in (*self.products, *self.services)}
        if any(line["productId"] not in known for line in posted["products"]):
            return "400", "Invalid product"
        methods = {row["id"] for row in self.methods}
        if any(one["paymentMethodId"] not in methods for one in posted["paidPayments"]["payments"]):
            return "400", "Invalid payment method"
        if posted["contactId"] in self.gone_contacts:
            return "400", "Missing Contact Data"
        return None

    def book(self, posted: Row, pc: int) -> Booked:
        """Write the document into the books; it can be seen after the lag of this world."""
        mode = _MODES[posted["products"][0]["vatType"], posted["taxStatus"]]
        goods = sum(
            half_up(Decimal(str(line["quantity"])) * Decimal(str(line["price"])) * 100)
            for line in posted["products"]
        )
        discount = half_up(Decimal(str(posted.get("discountTotal", 0))) * 100)
        vat, net = sums_of(mode, goods - discount)
        booked = self.add(
            code=posted["code"],
            day=posted["issuedDate"],
            net=net,
            vat=vat,
            reference=posted["reference"],
            contact_id=posted["contactId"],
            channel=posted["tags"][1],
            pc=pc,
            mode=mode_of(posted),
        )
        self.watch(booked)
        return booked

    def add(self, *, code: str, day: str, net: int, vat: int, **others: Any) -> Booked:
        """Put a document into the books, whoever made it."""
        self._number += 1
        now, draw = self.timeline.now, self._draw
        seen_at = now + (self.options.lag if draw.hit(0.5) else draw.between(0, self.options.lag))
        booked = Booked(
            peak_id=f"R{self._number}",
            code=code,
            day=day,
            net=net,
            base=net - vat,
            vat=vat,
            booked_at=now,
            seen_at=seen_at,
            listed_at=seen_at + self.options.list_lag,
            journal_at=now + draw.between(0, self.options.journal_lag),
            **others,
        )
        self.documents.append(booked)
        return booked

    def book_later(self, posted: Row, pc: int, seconds: float) -> None:
        """A request that everybody has given up lands after all."""
        code = posted["code"]
        self._under_way[code] += 1

        def land() -> None:
            self._under_way[code] -= 1
            if self.refusal(posted) is None:
                self.book(posted, pc)

        self.timeline.at(self.timeline.now + seconds, land)

    # ------------------------------------------------------------------ contacts

    def make_contact(self, posted: Row) -> Row | None:
        """A new contact, or ``None`` when its code is in use."""
        code = posted["code"]
        if code in self.contacts:
            return None
        row = {**posted, "id": f"c{len(self.contacts_made) + 1}"}
        self.contacts[code] = row
        self.contacts_made.append(code)
        return row

    def make_contact_later(self, posted: Row, seconds: float) -> None:
        def land() -> None:
            self.make_contact(posted)

        self.timeline.at(self.timeline.now + seconds, land)


def mode_of(posted: Row) -> str:
    """The VAT mode of a posted document, by the name the program proves it under."""
    discount = "+discount" if posted.get("discountTotal") else ""
    return _NAMES[posted["products"][0]["vatType"], posted["taxStatus"]] + discount


def mode_named(source_word: str, *, discounted: bool) -> str:
    """The same name for what the shop calls it."""
    name = next(_NAMES[key] for key, word in _MODES.items() if word == source_word)
    return f"{name}+discount" if discounted else name


def posted_receipt(body: bytes) -> Row:
    """The one document in a POST's body, fractions exact."""
    parsed = json.loads(body, parse_float=Decimal)
    row: Row = parsed["PeakReceipts"]["receipts"][0]
    return row


def posted_contact(body: bytes) -> Row:
    row: Row = json.loads(body)["PeakContacts"]["contacts"][0]
    return row
