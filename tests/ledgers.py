"""Receipts, documents and a clock for the ledger's tests."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.fakes import FakeClock
from xpeak_desktop.domain.document import Document, DocumentLine, PeakDocument, Sums, VatClass
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.domain.receipt import Buyer, Line, Receipt, fingerprint
from xpeak_desktop.domain.rules import ChannelRule, Decisions, PaymentMethod, PeakItem, Verdict
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.ledger.migrations import VERSION
from xpeak_desktop.ledger.sqlite import SqliteLedger, open_ledger
from xpeak_desktop.ports import Attempt, Contact, ImportResult, Settled, StoredReceipt

START = datetime(2026, 11, 2, 3, 4, 5, 678901, tzinfo=UTC)
DAY = date(2026, 11, 1)
PAID = "ชำระแล้ว"
CANCELLED = "ยกเลิก"


def new_ledger(folder: Path, mode: str | None = "delete") -> SqliteLedger:
    return open_ledger(folder / "profile" / "ledger.sqlite3", FakeClock(START), mode)


def receipt(number: str = "RC-1", **changes: Any) -> Receipt:
    """A sale of two shirts; ``changes`` are fields of ``Receipt``."""
    fields: dict[str, Any] = {
        "number": number,
        "issued_on": DAY,
        "kind": "ใบเสร็จรับเงิน",
        "status": PAID,
        "channel": "หน้าร้าน",
        "vat_mode": "รวม VAT",
        "lines": (Line("TS-01", "เสื้อยืด", Decimal("2"), Decimal("53.50")),),
        "order_number": f"O-{number}",
        "total": 10700,
    }
    return Receipt(**{**fields, **changes})


def document(number: str = "RC-1", **changes: Any) -> Document:
    fields: dict[str, Any] = {
        "code": number,
        "reference": f"O-{number}",
        "issued_on": DAY,
        "paid_on": DAY,
        "tax_invoice": True,
        "prices_include_vat": True,
        "lines": (
            DocumentLine("p1", "TS-01", "เสื้อยืด", Decimal(2), Decimal("53.50"), VatClass.SEVEN),
        ),
        "discount": 0,
        "sums": Sums(10000, 700, 10700),
        "method_id": "m1",
        "method_code": "CSH001",
        "tags": ("xCommerce", "หน้าร้าน"),
        "buyer": Buyer("บริษัท ตัวอย่าง จำกัด", "0105556123453", "00000", "กรุงเทพฯ"),
        "contact_id": "c1",
        "remark": "",
    }
    return Document(**{**fields, **changes})


def shown(number: str = "RC-1", **changes: Any) -> PeakDocument:
    fields: dict[str, Any] = {"peak_id": f"peak-{number}", "code": number, "issued_on": DAY}
    return PeakDocument(**{**fields, **changes})


def put(ledger: SqliteLedger, one: Receipt) -> ImportResult:
    return ledger.put_receipt(one, fingerprint(one), "sales.xlsx")


def stored(ledger: SqliteLedger, number: str = "RC-1") -> StoredReceipt:
    """An unsent receipt as the ledger has it."""
    return next(one for one in ledger.to_judge() if one.receipt.number == number)


def make_ready(ledger: SqliteLedger, number: str = "RC-1", **changes: Any) -> StoredReceipt:
    put(ledger, receipt(number, **changes))
    ledger.judged(stored(ledger, number), Verdict(State.READY, document=document(number)))
    return stored(ledger, number)


def make_sending(ledger: SqliteLedger, number: str = "RC-1", **changes: Any) -> Attempt:
    return ledger.begin(make_ready(ledger, number, **changes), document(number), START)


def make_sent(ledger: SqliteLedger, number: str = "RC-1", **changes: Any) -> Attempt:
    attempt = make_sending(ledger, number, **changes)
    ledger.finish(attempt, State.SENT, Settled("sent", shown(number), "200", "Success"))
    return attempt


def old_ledger(version: int) -> Path:
    """The stored ledger file of a released version."""
    return Path(__file__).parent / "data" / f"ledger-v{version}.sqlite3"


def write_everything(ledger: SqliteLedger) -> None:
    """Put something into every table, and a receipt into every state."""
    ledger.bind("http://127.0.0.1:1", "B-1", "ร้านตัวอย่าง")
    ledger.add_file("digest", "ยอดขาย.xlsx", 9, 1)
    ledger.put_shop_product("TS-01", "เสื้อยืด")
    ledger.set_matches({"TS-01": PeakItem("p1", "TS-01", "เสื้อยืด", VatClass.SEVEN)})
    ledger.set_items("product", [PeakItem("p1", "TS-01", "เสื้อยืด", None)])
    ledger.set_methods([PaymentMethod("m1", "CSH001", "เงินสด", cash=True)])
    ledger.set_channel(ChannelRule("หน้าร้าน", send=True))
    ledger.remember_word(Topic.STATUS, "โอนแล้ว", "paid")
    ledger.set_contact(Contact("c1", "X1", "บริษัท ตัวอย่าง จำกัด", "0105556123453", "00000"))
    ledger.set_date_read(DAY, [shown("IV-9", base=100, vat=7, net=107)])
    ledger.set_trouble(Problem(Code.OFFLINE, {"host": "peak"}))
    for state, move in _TO_STATE.items():
        move(ledger, f"RC-{state}")
    changed = receipt(f"RC-{State.SENT}", total=20000)
    ledger.put_receipt(changed, fingerprint(changed), "later.xlsx")
    warned = Verdict(State.READY, warnings=(Problem(Code.TAX_ID_CHECK_DIGIT, {"tax_id": "1"}),))
    ledger.judged(stored(ledger, f"RC-{State.READY}"), warned)
    ledger.decide(f"RC-{State.READY}", Decisions(different_sale=True))


def _verdict(ledger: SqliteLedger, number: str, verdict: Verdict) -> None:
    put(ledger, receipt(number))
    ledger.judged(stored(ledger, number), verdict)


def _settle(ledger: SqliteLedger, number: str, state: State, settled: Settled) -> None:
    ledger.finish(make_sending(ledger, number), state, settled)


_TO_STATE: dict[State, Callable[[SqliteLedger, str], object]] = {
    State.IMPORTED: lambda ledger, number: put(ledger, receipt(number)),
    State.EXCLUDED: lambda ledger, number: _verdict(
        ledger, number, Verdict(State.EXCLUDED, Code.CHANNEL_OFF, {"channel": "หน้าร้าน"})
    ),
    State.BLOCKED: lambda ledger, number: _verdict(
        ledger, number, Verdict(State.BLOCKED, Code.PRODUCT_UNMATCHED, {"sku": "TS-01"})
    ),
    State.READY: make_ready,
    State.SENDING: make_sending,
    State.UNCERTAIN: lambda ledger, number: _settle(
        ledger, number, State.UNCERTAIN, Settled("uncertain", None, "600", "?")
    ),
    State.SENT: make_sent,
    State.REJECTED: lambda ledger, number: _settle(
        ledger, number, State.REJECTED, Settled("rejected", None, "301", "no such product")
    ),
    State.VOIDED: lambda ledger, number: ledger.adopt(
        make_ready(ledger, number), State.VOIDED, shown(number, void=True)
    ),
}


def put_in_state(ledger: SqliteLedger, state: State, number: str = "RC-1") -> int:
    """Bring a receipt into a state by lawful moves; gives its id."""
    _TO_STATE[state](ledger, number)
    return next(row.receipt_id for row in ledger.rows(0, 1000) if row.number == number)


if __name__ == "__main__":
    # Once per released version: a stored file is never written again afterwards.
    target = old_ledger(VERSION)
    fresh = open_ledger(target, FakeClock(START), "delete")
    write_everything(fresh)
    fresh.close()
