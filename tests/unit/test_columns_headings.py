"""Headings: three languages, synonyms, a person's own names, and what is never guessed."""

import json

import pytest

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.shop.columns import ColumnProfile, bare, builtin_heading, resolve
from xpeak_desktop.shop.values import Cell

TABLE: list[tuple[str, str, Key]] = [
    ("เลขที่ใบเสร็จ/ใบกำกับภาษี", "Receipt No.", Key.NUMBER),
    ("เลขที่คำสั่งซื้อ", "Order No.", Key.ORDER_NUMBER),
    ("วันที่เอกสาร", "Document Date", Key.ISSUED_ON),
    ("ประเภทเอกสาร", "Document Type", Key.KIND),
    ("สถานะ", "Status", Key.STATUS),
    ("ช่องทางการชำระเงิน", "Payment Channel", Key.CHANNEL),
    ("วันที่ชำระเงิน", "Paid Date", Key.PAID_ON),
    ("ชื่อลูกค้า", "Customer", Key.BUYER_NAME),
    ("เลขประจำตัวผู้เสียภาษี", "Tax ID", Key.BUYER_TAX_ID),
    ("สาขา", "Branch", Key.BUYER_BRANCH),
    ("ที่อยู่", "Address", Key.BUYER_ADDRESS),
    ("โทรศัพท์", "Phone", Key.BUYER_PHONE),
    ("รหัสสินค้า", "SKU", Key.SKU),
    ("ชื่อสินค้า", "Product", Key.PRODUCT_NAME),
    ("จำนวน", "Qty", Key.QUANTITY),
    ("ราคาต่อหน่วย", "Unit Price", Key.UNIT_PRICE),
    ("ส่วนลดรายการ", "Line Discount", Key.LINE_DISCOUNT),
    ("ส่วนลดท้ายบิล", "Discount", Key.DISCOUNT),
    ("ค่าขนส่ง", "Shipping", Key.SHIPPING),
    ("ค่าบริการ COD", "COD Fee", Key.COD_FEE),
    ("ประเภทภาษี", "VAT Mode", Key.VAT_MODE),
    ("ภาษีมูลค่าเพิ่ม", "VAT", Key.VAT),
    ("ยอดรวมสุทธิ", "Total", Key.TOTAL),
]


@pytest.mark.parametrize("language", [0, 1, 2])
def test_every_heading_is_known_in_thai_in_english_and_by_its_key(language: int) -> None:
    columns = resolve([str(row[language]) for row in TABLE])
    assert [columns.places[key] for _, _, key in TABLE] == list(range(len(TABLE)))
    assert {key for _, _, key in TABLE} == set(Key)
    assert not columns.unknown


@pytest.mark.parametrize(
    "written",
    ["RECEIPT NO", " receipt_no. ", "Receipt\nNo", "\ufeffReceipt No.", "ＲｅｃｅｉｐｔNo"],
)
def test_case_blanks_and_punctuation_do_not_matter(written: str) -> None:
    assert resolve([written]).places == {Key.NUMBER: 0}


def test_thai_vowel_marks_do_matter() -> None:
    assert bare("ที่อยู่") != bare("ทอย")
    assert bare("คำ") == bare("ค\u0e4dา")


def test_the_better_known_heading_wins_over_a_synonym_further_left() -> None:
    columns = resolve(["เลขที่เอกสาร", "เลขที่ใบเสร็จ/ใบกำกับภาษี"])
    assert columns.places == {Key.NUMBER: 1}
    assert columns.unknown == ("เลขที่เอกสาร",)


def test_of_two_equal_headings_the_left_one_counts() -> None:
    columns = resolve(["Total", "SKU", "total"])
    assert columns.places[Key.TOTAL] == 0
    assert columns.unknown == ("total",)


@pytest.mark.parametrize("doubtful", ["ส่วนลด", "Name", "COD", "หมายเหตุ"])
def test_a_heading_that_may_mean_two_things_is_unknown(doubtful: str) -> None:
    assert resolve([doubtful]).unknown == (doubtful,)


def test_what_is_missing_is_named() -> None:
    columns = resolve(["รหัสสินค้า", "ยอดรวมสุทธิ"])
    assert columns.missing == (Key.NUMBER, Key.CHANNEL)
    assert builtin_heading(Key.CHANNEL) == "ช่องทางการชำระเงิน"
    assert not columns.usable


@pytest.mark.parametrize(
    ("row", "is_list"),
    [
        (["รหัสสินค้า", "ชื่อสินค้า"], True),
        (["", "Product", "SKU", ""], True),
        (["SKU", "Product", "Receipt number of xCommerce"], False),
        (["SKU", "Product", "Qty"], False),
        (["SKU"], False),
    ],
)
def test_only_sku_and_name_alone_make_a_product_list(row: list[Cell], *, is_list: bool) -> None:
    assert resolve(row).product_list is is_list


def test_a_persons_own_headings_come_first_and_can_be_ignored() -> None:
    own = ColumnProfile({"บิล": "number", "จ่ายทาง": "channel", "Total": "", "ส่วนลด": "discount"})
    columns = resolve(["Receipt No.", "บิล", "จ่ายทาง", "total", "ส่วนลด"], own)
    assert columns.places == {Key.NUMBER: 1, Key.CHANNEL: 2, Key.DISCOUNT: 4}
    assert columns.unknown == ("Receipt No.",)


def test_a_profile_survives_json_and_refuses_keys_nobody_knows() -> None:
    own = ColumnProfile({"บิล": "number", "Total": ""})
    assert ColumnProfile.from_json(json.loads(json.dumps(own.to_json()))) == own
    with pytest.raises(ValueError, match="phone_number"):
        ColumnProfile.from_json({"โทร": "phone_number"})
