"""Rows into receipts: by number over the whole file, nothing dropped unsaid."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.exports import HEADINGS, more, row, write_csv, write_xlsx
from xpeak_desktop.domain.document import Service
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.domain.rules import (
    ChannelRule,
    PaymentMethod,
    PeakItem,
    Shop,
    Verdict,
    judge,
)
from xpeak_desktop.domain.settings import Rules
from xpeak_desktop.domain.words import Words
from xpeak_desktop.ports import Complaint, Records
from xpeak_desktop.shop.export_file import read_export


def read(folder: Path, *rows: list[Any]) -> Records:
    return read_export(write_csv(folder / "sales.csv", rows))


def verdict(receipt: Receipt) -> Verdict:
    """What becomes of a receipt in a shop where everything else is decided."""
    cash = PaymentMethod("m", "CSH001", "เงินสด", cash=True)
    shop = Shop(
        rules=Rules(vat_registered=True, start_date=date(2026, 11, 1)),
        today=date(2026, 11, 29),
        words=Words(),
        channels={name: ChannelRule(name, send=True) for name in ("เงินสด", "โอน")},
        products={"SKU-1": PeakItem("p", "SKU-1", "เสื้อ")},
        services={one: PeakItem(one, one, one) for one in Service},
        methods={cash.code: cash},
    )
    return judge(receipt, shop)


def skus(receipt: Receipt) -> list[str]:
    return [line.sku for line in receipt.lines]


def test_rows_of_one_number_are_one_receipt_wherever_they_stand(tmp_path: Path) -> None:
    records = read(tmp_path, row(), row("RC-2", sku="B"), row(sku="C"), row(" RC-1 ", sku="D"))
    assert [(one.number, skus(one)) for one in records.receipts] == [
        ("RC-1", ["SKU-1", "C", "D"]),
        ("RC-2", ["B"]),
    ]
    assert records.complaints == ()


@pytest.mark.parametrize("written", ["'RC-1", "RC\u200b-1", '="RC-1"'])
def test_a_number_is_the_same_however_a_program_protects_it(tmp_path: Path, written: str) -> None:
    records = read(tmp_path, row(written, order_number="SO-RC-1"), row("RC-1"))
    assert [(one.number, len(one.lines)) for one in records.receipts] == [("RC-1", 2)]


def test_equal_lines_are_kept_apart(tmp_path: Path) -> None:
    (receipt,) = read(tmp_path, row(), row(), row()).receipts
    assert len(receipt.lines) == 3


def test_repeated_and_blank_fields_give_the_same_receipt(tmp_path: Path) -> None:
    line = {"sku": "B", "product_name": "หมวก", "quantity": "2", "unit_price": "5"}
    fees = {"discount": "10.00", "shipping": "40.00", "cod_fee": "20.00"}
    repeated = read(tmp_path, row(**fees), row(**fees, **line))
    blank = read(tmp_path, row(**fees), more(**line))
    numbered = read(tmp_path, row(**fees), more(number="RC-1", **line))
    assert repeated == blank == numbered
    (receipt,) = repeated.receipts
    assert (receipt.discount, receipt.shipping, receipt.cod_fee) == (1000, 4000, 2000)


def test_fees_that_stand_on_a_later_row_count_and_zero_says_nothing(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        row(shipping="0", total=""),
        row(shipping="50", total="157"),
        row(shipping="0.00", total=""),
    )
    (receipt,) = records.receipts
    assert (receipt.shipping, receipt.total) == (5000, 15700)
    assert records.complaints == ()


def test_values_written_differently_do_not_contradict_each_other(tmp_path: Path) -> None:
    records = read(
        tmp_path, row(shipping="50"), row(shipping="๕๐.๐๐", issued_on="2026-11-23", total="๑๐๗")
    )
    assert records.complaints == ()


def test_a_receipt_whose_rows_contradict_each_other_says_both_and_nothing_is_chosen(
    tmp_path: Path,
) -> None:
    records = read(tmp_path, row(channel=""), row(channel="A"), row(channel="B", total="999"))
    (receipt,) = records.receipts
    assert (receipt.channel, receipt.total, receipt.vat) == ("A / B", None, 700)
    assert records.complaints == (
        Complaint("sales.csv", 4, "channel", "A / B"),
        Complaint("sales.csv", 4, "total", "107.00 / 999"),
    )


@pytest.mark.parametrize(
    ("key", "other", "code"),
    [
        ("status", "ยกเลิก", Code.STATUS_UNKNOWN),
        ("kind", "ใบกำกับภาษีอย่างย่อ", Code.KIND_UNKNOWN),
        ("vat_mode", "ไม่มี VAT", Code.VAT_MODE_UNKNOWN),
        ("channel", "โอน", Code.CHANNEL_UNDECIDED),
        ("issued_on", "24/11/2569", Code.DATE_INVALID),
        ("discount", "7.00", Code.TOTAL_MISMATCH),
        ("shipping", "50.00", Code.TOTAL_MISMATCH),
        ("cod_fee", "20.00", Code.TOTAL_MISMATCH),
        ("vat", "14.00", Code.TOTAL_MISMATCH),
        ("total", "214.00", Code.TOTAL_MISMATCH),
    ],
)
def test_a_receipt_is_held_while_two_of_its_rows_say_different_things(
    tmp_path: Path, key: str, other: str, code: Code
) -> None:
    agreed = {"discount": "1.00", "shipping": "1.00", "cod_fee": "7.00"}
    first = row(**agreed, vat="7.46", total="114.00")
    value = first[HEADINGS.index(key)]
    silent = more(number="RC-1")
    (fine,) = read(tmp_path, first, silent).receipts
    assert verdict(fine).state is State.READY
    second = more(number="RC-1", **{key: other})
    records = read(tmp_path, first, second, silent, second, first[:7] + silent[7:])
    (receipt,) = records.receipts
    assert (verdict(receipt).state, verdict(receipt).code) == (State.BLOCKED, code)
    assert records.complaints == (Complaint("sales.csv", 3, key, f"{value} / {other}"),)


@pytest.mark.parametrize("key", ["total", "vat", "shipping"])
@pytest.mark.parametrize("first_is_zero", [True, False])
def test_a_sum_of_zero_beside_the_true_one_is_no_contradiction(
    tmp_path: Path, key: str, *, first_is_zero: bool
) -> None:
    rows = [row(**{key: "50.00"}), row(**{key: "0.00"})]
    records = read(tmp_path, *(reversed(rows) if first_is_zero else rows))
    assert getattr(records.receipts[0], key) == 5000
    assert records.complaints == ()


def test_a_cancellation_in_a_further_row_leaves_the_receipt_neither_sent_nor_left_out(
    tmp_path: Path,
) -> None:
    records = read(tmp_path, row(), more(number="RC-1", status="ยกเลิก"), row("RC-2"))
    first, second = records.receipts
    assert verdict(first).params == {"word": "ชำระแล้ว / ยกเลิก"}
    assert verdict(second).state is State.READY


def test_three_values_are_all_told_and_each_once(tmp_path: Path) -> None:
    rows = [row(channel=name) for name in ("A", "B", "A", "C", "B")]
    records = read(tmp_path, *rows)
    assert [one.channel for one in records.receipts] == ["A / B / C"]
    assert records.complaints == (Complaint("sales.csv", 3, "channel", "A / B / C"),)


def test_words_of_one_meaning_are_no_contradiction(tmp_path: Path) -> None:
    again = more(number="RC-1", status="จัดส่งแล้ว", kind="receipt", vat_mode="include")
    records = read(tmp_path, row(), again)
    assert (records.receipts[0].status, records.complaints) == ("ชำระแล้ว", ())


def test_a_word_in_other_letters_and_blanks_is_no_contradiction(tmp_path: Path) -> None:
    records = read(tmp_path, row(status="Paid"), row(status="PAID ", vat_mode="รวม  vat"))
    assert [(one.status, one.vat_mode) for one in records.receipts] == [("Paid", "รวม VAT")]
    assert records.complaints == ()


def test_dates_in_date_cells_that_contradict_each_other_are_both_told(tmp_path: Path) -> None:
    rows = [row(issued_on=date(2026, 11, day)) for day in (23, 24)]
    records = read_export(write_xlsx(tmp_path / "sales.xlsx", [HEADINGS, *rows]))
    told = [(one.issued_on, one.issued_text) for one in records.receipts]
    assert told == [(None, "2026-11-23 / 2026-11-24")]


def test_of_two_buyers_or_orders_the_first_stands_and_the_other_is_told(tmp_path: Path) -> None:
    other = row(order_number="SO-9", buyer_name="สมชาย")
    records = read(tmp_path, row(), other, other)
    (receipt,) = records.receipts
    assert (receipt.order_number, receipt.buyer.name) == ("SO-RC-1", "สมศรี ใจดี")
    assert {(one.row, one.column, one.value) for one in records.complaints} == {
        *((place, "order_number", "SO-9") for place in (3, 4)),
        *((place, "buyer_name", "สมชาย") for place in (3, 4)),
    }


def test_a_row_with_its_own_order_or_date_is_a_receipt_without_a_number(tmp_path: Path) -> None:
    records = read(
        tmp_path,
        row(),
        row("", order_number="SO-9", sku="B"),
        row("", order_number="SO-9", sku="C"),
        row("", order_number="SO-9", issued_on="24/11/2569", sku="D"),
    )
    assert [(one.number, one.order_number, skus(one)) for one in records.receipts] == [
        ("RC-1", "SO-RC-1", ["SKU-1"]),
        ("", "SO-9", ["B", "C"]),
        ("", "SO-9", ["D"]),
    ]


def test_an_order_number_is_a_rows_own_even_if_the_receipt_above_has_none(tmp_path: Path) -> None:
    lost = more(order_number="SO-9", sku="B", quantity="1", unit_price="1")
    records = read(tmp_path, row(order_number=""), lost)
    assert [one.order_number for one in records.receipts] == ["", "SO-9"]


def test_a_first_row_without_a_number_is_a_receipt_too(tmp_path: Path) -> None:
    records = read(tmp_path, more(sku="A", quantity="1", unit_price="1"), row())
    assert [one.number for one in records.receipts] == ["", "RC-1"]


@pytest.mark.parametrize(
    "total",
    [
        more(number="รวมทั้งสิ้น", total="214.00"),
        more(number="Grand Total:", total="214.00", quantity="2"),
        more(channel="รวม", total="214"),
        more(product_name="ยอดรวม", quantity="2", total="214"),
        more(sku="รวม", quantity="2", total="214"),
        more(number="Total", issued_on="", vat="14", shipping="100", total="214"),
        more(),
        more(discount="0", total="0.00", vat="0"),
        HEADINGS,
    ],
)
def test_total_rows_empty_rows_and_repeated_headings_do_no_harm(
    tmp_path: Path, total: list[Any]
) -> None:
    plain = read(tmp_path, row(), row("RC-2"))
    assert read(tmp_path, row(), total, row("RC-2"), total, more()) == plain


def test_numbers_and_products_may_begin_like_a_total(tmp_path: Path) -> None:
    dessert = more(product_name="รวมมิตร", quantity="1", unit_price="35")
    records = read(tmp_path, row("TOTAL-1"), dessert, row("รวม-2"))
    assert [(one.number, len(one.lines)) for one in records.receipts] == [
        ("TOTAL-1", 2),
        ("รวม-2", 1),
    ]


@pytest.mark.parametrize("sku", ["SUMMER-01", "TOTAL-CARE", "รวมมิตร"])
@pytest.mark.parametrize(
    "sold",
    [
        {"product_name": "เสื้อซัมเมอร์", "quantity": "1", "unit_price": "100"},
        {"product_name": "ของแถม", "quantity": "1", "unit_price": "0"},
        {"quantity": "1", "unit_price": "100"},
        {"product_name": "ของแถม", "quantity": "1"},
    ],
)
def test_a_code_may_begin_like_a_total(tmp_path: Path, sku: str, sold: dict[str, str]) -> None:
    (receipt,) = read(tmp_path, row(), more(sku=sku, **sold)).receipts
    assert skus(receipt) == ["SKU-1", sku]


def test_sums_without_a_word_are_complained_about_and_belong_to_nobody(tmp_path: Path) -> None:
    records = read(tmp_path, row(), more(shipping="500", total="999"))
    (receipt,) = records.receipts
    assert (receipt.shipping, receipt.total) == (0, 10700)
    assert records.complaints == (Complaint("sales.csv", 3, "total", "999"),)


def test_a_remark_below_the_table_is_no_receipt(tmp_path: Path) -> None:
    records = read(tmp_path, row(), more(number="พิมพ์โดย แอดมิน"))
    assert len(records.receipts) == 1
    assert records.complaints == (Complaint("sales.csv", 3, "number", "พิมพ์โดย แอดมิน"),)


def test_unreadable_cells_hold_their_receipt_and_never_the_others(tmp_path: Path) -> None:
    bad = row(issued_on="31/2/69", quantity="สอง", unit_price="", shipping="?", total="12,34")
    records = read(tmp_path, bad, row("RC-2"))
    broken, fine = records.receipts
    assert (broken.issued_on, broken.issued_text) == (None, "31/2/69")
    assert (broken.lines[0].quantity, broken.lines[0].unit_price) == (None, None)
    assert (broken.shipping, broken.total, broken.vat) == (None, None, 700)
    assert fine.total == 10700
    assert {(c.row, c.column, c.value) for c in records.complaints} == {
        (2, "issued_on", "31/2/69"),
        (2, "quantity", "สอง"),
        (2, "unit_price", ""),
        (2, "shipping", "?"),
        (2, "total", "12,34"),
    }


def test_a_bad_value_repeated_on_each_row_is_told_once(tmp_path: Path) -> None:
    records = read(tmp_path, row(total="?"), row(total="?"), row("RC-2", total="?"))
    assert [c.row for c in records.complaints] == [2, 4]


@pytest.mark.parametrize("bad", ["?", ""])
def test_a_bad_line_that_comes_again_is_held_and_told_again(tmp_path: Path, bad: str) -> None:
    records = read(tmp_path, row(quantity=bad), row("RC-2", quantity=bad))
    assert [one.lines[0].quantity for one in records.receipts] == [None, None]
    assert [c.row for c in records.complaints] == [2, 3]


def test_a_bad_value_in_another_receipt_is_held_and_told_again(tmp_path: Path) -> None:
    records = read(tmp_path, row(vat="?", issued_on="?"), row("RC-2", vat="?", issued_on="?"))
    assert [(one.vat, one.issued_on) for one in records.receipts] == [(None, None)] * 2
    assert [c.row for c in records.complaints] == [2, 2, 3, 3]


def test_the_complaint_names_the_row_where_the_value_stands(tmp_path: Path) -> None:
    records = read(tmp_path, row(total=""), row(total="?"))
    assert records.complaints == (Complaint("sales.csv", 3, "total", "?"),)


def test_a_row_with_blanks_for_a_product_sells_nothing(tmp_path: Path) -> None:
    blank = row(sku=" ", product_name="", quantity="", unit_price="", line_discount="0")
    records = read(tmp_path, row(), blank)
    assert [len(one.lines) for one in records.receipts] == [1]
    assert records.complaints == ()


def test_missing_sums_are_missing_and_missing_fees_are_none(tmp_path: Path) -> None:
    (receipt,) = read(tmp_path, row(vat="", total="", discount="-")).receipts
    assert (receipt.vat, receipt.total) == (None, None)
    assert (receipt.discount, receipt.shipping, receipt.lines[0].discount) == (0, 0, 0)


def test_columns_that_are_not_there_are_blank_and_extra_cells_do_no_harm(tmp_path: Path) -> None:
    rows = [["RC-1", "เงินสด", "A", "ของแถม"], ["", "", "B", "", "", "เกิน"], ["RC-2"]]
    path = write_csv(tmp_path / "few.csv", rows, ["number", "channel", "sku", "หมายเหตุ"])
    records = read_export(path)
    (receipt,) = records.receipts
    assert skus(receipt) == ["A", "B"]
    assert receipt.lines[0].quantity is None
    assert records.unknown_headings == ("หมายเหตุ",)
    assert records.complaints == (Complaint("few.csv", 4, "number", "RC-2"),)


def test_a_yes_or_no_is_never_taken_for_a_one(tmp_path: Path) -> None:
    one = row(quantity=1.0, unit_price=1.0)
    yes = row("RC-2", quantity=True, unit_price=1.0)
    records = read_export(write_xlsx(tmp_path / "sales.xlsx", [HEADINGS, one, yes, one]))
    first, second = records.receipts
    assert [line.quantity for line in first.lines] == [Decimal(1), Decimal(1)]
    assert second.lines[0].quantity is None
    assert records.complaints == (Complaint("sales.xlsx", 3, "quantity", "TRUE"),)


def test_numbers_that_excel_holds_as_numbers_are_the_same_numbers(tmp_path: Path) -> None:
    rows = [HEADINGS, row(260001), row("260001", order_number="SO-260001")]
    (receipt,) = read_export(write_xlsx(tmp_path / "sales.xlsx", rows)).receipts
    assert (receipt.number, len(receipt.lines)) == ("260001", 2)


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("ชำระแล้ว", "ยกเลิก", "ยกเลิก"),
        ("ยกเลิก", "ชำระแล้ว", "ยกเลิก"),
        ("ชำระแล้ว", "ชำระแล้ว", "ชำระแล้ว"),
        ("ชำระแล้ว", "", "ชำระแล้ว"),
        ("ชำระแล้ว", "ออกแล้ว", "ชำระแล้ว"),
    ],
)
def test_of_two_columns_with_a_status_the_one_that_says_cancelled_counts(
    tmp_path: Path, first: str, second: str, status: str
) -> None:
    headings = ["สถานะการชำระเงิน" if one == "status" else one for one in HEADINGS]
    sold = [*row(status=first), second]
    path = write_csv(tmp_path / "sales.csv", [sold, row("RC-2")], [*headings, "สถานะเอกสาร"])
    one, other = read_export(path).receipts
    assert (one.status, other.status) == (status, "ชำระแล้ว")
