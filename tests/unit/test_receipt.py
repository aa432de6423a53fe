from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xpeak_desktop.domain.receipt import (
    BANGKOK,
    Buyer,
    Line,
    Receipt,
    clean,
    fingerprint,
    source_key,
    without_buyer,
)

SHIRT = Line("TS-01", "เสื้อยืด", Decimal("2"), Decimal("53.50"), 100)
CAP = Line("CP-01", "หมวก", Decimal("1"), Decimal("10"))
BUYER = Buyer("บริษัท ตัวอย่าง จำกัด", "0105536112014", "00000", "กรุงเทพฯ")
SALE = Receipt(
    number="RC2611-00001",
    issued_on=date(2026, 11, 1),
    kind="ใบกำกับภาษี",
    status="ชำระแล้ว",
    channel="หน้าร้าน",
    vat_mode="รวม VAT",
    lines=(SHIRT, CAP),
    order_number="O-1",
    issued_text="1/11/2569",
    paid_on=date(2026, 11, 2),
    buyer=BUYER,
    discount=50,
    shipping=4000,
    cod_fee=2000,
    vat=1137,
    total=17550,
)


def test_bangkok_is_seven_hours_ahead_all_year() -> None:
    assert BANGKOK.utcoffset(None) == timedelta(hours=7)


def test_a_text_is_trimmed_and_composed() -> None:
    assert clean(" \t\u00a0RC-1\n") == "RC-1"
    assert clean("cafe\u0301") == "caf\u00e9"
    # A tone mark typed before the vowel below looks just like the usual order.
    assert clean("ก\u0e48\u0e38") == "ก\u0e38\u0e48"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_receipt_is_known_by_its_number() -> None:
    assert source_key(SALE) == "RC2611-00001"


def test_receipts_without_a_number_are_known_by_their_content() -> None:
    one, other = replace(SALE, number=""), replace(SALE, number="", total=1)
    assert source_key(one) == f"?{fingerprint(one)[:24]}"
    assert source_key(one) != source_key(other)
    assert source_key(one) == source_key(replace(one))


@pytest.mark.parametrize(
    "changed",
    [
        replace(SALE, number="RC2611-00002"),
        replace(SALE, order_number="O-2"),
        replace(SALE, issued_on=date(2026, 11, 2)),
        replace(SALE, issued_on=None),
        replace(SALE, kind="ใบเสร็จรับเงิน"),
        replace(SALE, status="ยกเลิก"),
        replace(SALE, channel="COD"),
        replace(SALE, vat_mode="แยก VAT"),
        replace(SALE, lines=(SHIRT,)),
        replace(SALE, lines=(CAP, SHIRT)),
        replace(SALE, lines=(SHIRT, CAP, CAP)),
        replace(SALE, lines=(replace(SHIRT, sku="TS-02"), CAP)),
        replace(SALE, lines=(replace(SHIRT, quantity=Decimal("20")), CAP)),
        replace(SALE, lines=(replace(SHIRT, quantity=None), CAP)),
        replace(SALE, lines=(replace(SHIRT, unit_price=Decimal("53.500001")), CAP)),
        replace(SALE, lines=(replace(SHIRT, unit_price=None), CAP)),
        replace(SALE, lines=(replace(SHIRT, discount=0), CAP)),
        replace(SALE, lines=(replace(SHIRT, discount=None), CAP)),
        replace(SALE, discount=None),
        replace(SALE, discount=51),
        replace(SALE, shipping=0),
        replace(SALE, shipping=None),
        replace(SALE, cod_fee=0),
        replace(SALE, vat=None),
        replace(SALE, vat=1138),
        replace(SALE, total=None),
        replace(SALE, total=17551),
        replace(SALE, buyer=replace(BUYER, tax_id="0994000617721")),
        replace(SALE, buyer=replace(BUYER, branch="00001")),
    ],
)
def test_what_matters_for_the_books_makes_another_version(changed: Receipt) -> None:
    assert fingerprint(changed) != fingerprint(SALE)


@pytest.mark.parametrize(
    "changed",
    [
        replace(SALE, issued_text="2026-11-01"),
        replace(SALE, paid_on=None),
        replace(SALE, buyer=replace(BUYER, name="บจก. ตัวอย่าง")),
        replace(SALE, buyer=replace(BUYER, address="กทม.")),
        replace(SALE, lines=(replace(SHIRT, name="เสื้อยืดคอกลม"), CAP)),
        replace(SALE, lines=(replace(SHIRT, quantity=Decimal("2.00")), CAP)),
        replace(SALE, lines=(replace(SHIRT, unit_price=Decimal("53.5000")), CAP)),
        replace(SALE, lines=(SHIRT, replace(CAP, unit_price=Decimal("1E+1")))),
    ],
)
def test_spelling_makes_no_other_version(changed: Receipt) -> None:
    assert fingerprint(changed) == fingerprint(SALE)


def test_unreadable_dates_are_told_apart_by_their_text() -> None:
    one, other = (replace(SALE, issued_on=None, issued_text=text) for text in ("32/1/69", ""))
    assert fingerprint(one) != fingerprint(other)


def test_fingerprints_of_earlier_releases_still_hold() -> None:
    # Stored in every ledger: another value would make each known receipt a changed one.
    assert fingerprint(SALE) == "ac78f43c5a40712cab53d835db3d09fc6532e8fd8dc9cbfc3a9e2394d358c8d5"


def test_dropping_the_buyer_drops_nothing_else() -> None:
    assert without_buyer(SALE) == replace(SALE, buyer=Buyer())
    assert without_buyer(SALE).buyer == Buyer("", "", "", "")
