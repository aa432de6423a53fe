"""Workbooks of several sheets: every one that is seen is read, or a person hears of it."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exports import HEADINGS, more, row, write_csv
from tests.fakes import FakeClock
from tests.ledgers import START
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger.sqlite import open_ledger
from xpeak_desktop.ports import Complaint, Records
from xpeak_desktop.services.importing import Importing
from xpeak_desktop.shop.columns import ColumnProfile
from xpeak_desktop.shop.export_file import file_digest, look_at_columns, read_export

Rows = Sequence[Sequence[Any]]
LINE = {"product_name": "หมวก", "quantity": "1", "unit_price": "5"}


def book(folder: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append([cell if cell != "" else None for cell in cells])
    for name in hidden[:1]:
        made[name].sheet_state = "hidden"
    for name in hidden[1:]:
        made[name].sheet_state = "veryHidden"
    path = folder / "sales.xlsx"
    made.save(path)
    return path


def read(folder: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> Records:
    return read_export(book(folder, sheets, hidden=hidden))


def numbers(records: Records) -> list[str]:
    return [one.number for one in records.receipts]


def test_every_sheet_with_receipts_is_read(tmp_path: Path) -> None:
    sheets = {
        "ต.ค.": [HEADINGS, row("RC-1")],
        "พ.ย.": [["ยอดขาย"], HEADINGS, row("RC-2"), row("RC-3")],
        "ธ.ค.": [HEADINGS],
    }
    records = read(tmp_path, sheets)
    assert numbers(records) == ["RC-1", "RC-2", "RC-3"]
    assert records.complaints == ()


def test_each_sheet_has_columns_of_its_own(tmp_path: Path) -> None:
    turned = [HEADINGS[::-1], row("RC-2")[::-1]]
    thai = [["ยอดรวมสุทธิ" if key == "total" else key for key in HEADINGS] + ["หมายเหตุ"], row("RC-3")]
    sheets = {"1": [[*HEADINGS, "ป้าย"], row("RC-1")], "2": turned, "3": thai}
    records = read(tmp_path, sheets)
    assert [(one.number, one.total) for one in records.receipts] == [
        *(("RC-1", 10700), ("RC-2", 10700), ("RC-3", 10700)),
    ]
    assert records.unknown_headings == ("ป้าย", "หมายเหตุ")


def test_a_receipt_of_two_sheets_is_one_receipt(tmp_path: Path) -> None:
    sheets = {
        "Sheet1": [HEADINGS, row("RC-1"), row("RC-2")],
        "Sheet2": [HEADINGS, more(sku="B", **LINE), row("RC-1", sku="C"), row("RC-3")],
    }
    records = read(tmp_path, sheets)
    assert [(one.number, [line.sku for line in one.lines]) for one in records.receipts] == [
        *(("RC-1", ["SKU-1", "C"]), ("RC-2", ["SKU-1", "B"]), ("RC-3", ["SKU-1"])),
    ]


def test_sheets_that_contradict_each_other_hold_their_receipt(tmp_path: Path) -> None:
    sheets = {
        "ส่ง": [HEADINGS, row("RC-1")],
        "คืน": [HEADINGS, more(number="RC-1", status="ยกเลิก", total="50")],
    }
    records = read(tmp_path, sheets)
    assert [(one.status, one.total) for one in records.receipts] == [("ชำระแล้ว / ยกเลิก", None)]
    assert records.complaints == (
        Complaint("sales.xlsx · คืน", 2, "status", "ชำระแล้ว / ยกเลิก"),
        Complaint("sales.xlsx · คืน", 2, "total", "107.00 / 50"),
    )


def test_a_complaint_says_on_which_sheet(tmp_path: Path) -> None:
    sheets = {
        "ต.ค.": [HEADINGS, row("RC-1"), row("RC-2", quantity="?"), row("RC-4", total="")],
        "พ.ย.": [HEADINGS, row("RC-3", total="?"), more(number="RC-4", total="x")],
    }
    assert read(tmp_path, sheets).complaints == (
        Complaint("sales.xlsx · ต.ค.", 3, "quantity", "?"),
        Complaint("sales.xlsx · พ.ย.", 2, "total", "?"),
        Complaint("sales.xlsx · พ.ย.", 3, "total", "x"),
    )


def test_hidden_sheets_do_not_count(tmp_path: Path) -> None:
    sheets = {
        "เก่า": [HEADINGS, row("RC-1")],
        "ใหม่": [HEADINGS, row("RC-1", status="ยกเลิก"), row("RC-2")],
        "ลับ": [HEADINGS, row("RC-0")],
    }
    records = read(tmp_path, sheets, hidden=["เก่า", "ลับ"])
    assert [(one.number, one.status) for one in records.receipts] == [
        *(("RC-1", "ยกเลิก"), ("RC-2", "ชำระแล้ว")),
    ]
    assert records.complaints == ()
    shown = look_at_columns(tmp_path / "sales.xlsx")
    assert shown[HEADINGS.index("status")].examples == ("ยกเลิก", "ชำระแล้ว")


def test_hidden_sheets_are_read_when_nothing_else_holds_anything(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Sheet1": [], "1": [HEADINGS, row()], "2": [HEADINGS, row("RC-2")]}
    assert numbers(read(tmp_path, sheets, hidden=["1", "2"])) == ["RC-1", "RC-2"]


def test_a_hidden_sheet_does_not_stand_in_for_one_that_nobody_can_read(tmp_path: Path) -> None:
    sheets = {"เก่า": [HEADINGS, row()], "ใหม่": [["เลขที่บิล", "ยอด"], ["RC-2", "107"]]}
    with pytest.raises(Trouble) as caught:
        read(tmp_path, sheets, hidden=["เก่า"])
    assert caught.value.problem.code is Code.FILE_HEADINGS_UNKNOWN


def renamed(*names: str) -> list[str]:
    return [f"{key} ใหม่" if key in names else key for key in HEADINGS]


@pytest.mark.parametrize(
    ("sheet", "line", "says"),
    [
        ([["ธันวาคม"], renamed("number"), row("RC-2"), row("RC-3")], 2, "number ใหม่, order_number"),
        ([renamed("channel"), row("RC-2")], 1, "number, order_number"),
        ([row("RC-2"), more(sku="B", **LINE), row("RC-3")], 1, "RC-2, SO-RC-2"),
        ([row("RC-2")], 1, "RC-2, SO-RC-2"),
        ([["number", "sku", "quantity"], ["RC-1", "B", 2]], 1, "number, sku, quantity"),
    ],
    ids=["other heading", "no channel", "goes on without headings", "one row", "the lines alone"],
)
def test_a_sheet_that_may_hold_receipts_and_cannot_be_read_is_complained_about(
    tmp_path: Path, sheet: Rows, line: int, says: str
) -> None:
    sheets: dict[str, Rows] = {"พ.ย.": [HEADINGS, row(), row("RC-9", total="?")], "ธ.ค.": sheet}
    records = read(tmp_path, sheets)
    assert numbers(records) == ["RC-1", "RC-9"]
    _, complaint = records.complaints
    assert (complaint.file, complaint.row, complaint.column) == ("sales.xlsx · ธ.ค.", line, "")
    assert complaint.value.startswith(says)


MONTHS = [f"เดือน {month}" for month in range(1, 13)]


@pytest.mark.parametrize(
    "sheet",
    [
        [],
        [["หมายเหตุ"], ["ราคารวม VAT แล้ว"], ["ติดต่อ", "081-000-0000"]],
        [["Row Labels", "Sum of total"], ["เงินสด", 214.0], ["Grand Total", 214.0]],
        [["ช่องทางการชำระเงิน", "ยอดรวมสุทธิ"], ["เงินสด", 214.0], ["โอน", 107.0]],
        [["ช่องทาง", *MONTHS], *[[name, *[1.5] * 12] for name in ("เงินสด", "โอน", "รวม")]],
        [["SKU", "Product"], ["SKU-1", "เสื้อ"]],
    ],
    ids=["empty", "notes", "pivot", "by channel", "by month", "products"],
)
def test_a_sheet_that_plainly_holds_no_receipts_is_left_alone(tmp_path: Path, sheet: Rows) -> None:
    sheets: dict[str, Rows] = {"สรุป": sheet, "ขาย": [HEADINGS, row()]}
    records = read(tmp_path, sheets)
    assert (numbers(records), records.complaints) == (["RC-1"], ())


def test_an_unreadable_sheet_is_told_once_and_its_headings_can_be_explained(tmp_path: Path) -> None:
    sheets = {"พ.ย.": [HEADINGS, row()], "ธ.ค.": [renamed("number"), row("RC-2")]}
    path = book(tmp_path, sheets)
    with closing(open_ledger(tmp_path / "ledger.sqlite3", FakeClock(START))) as ledger:
        importing = Importing(ledger, read_export, file_digest)
        (problem,) = importing.import_folder(tmp_path).problems()
        assert (problem.code, problem.params["file"]) == (Code.ROW_UNREADABLE, "sales.xlsx · ธ.ค.")
        assert importing.import_folder(tmp_path).problems() == []
    records = read_export(path, ColumnProfile({"number ใหม่": "number"}))
    assert (numbers(records), records.complaints) == (["RC-1", "RC-2"], ())


def test_a_person_is_shown_the_columns_of_every_sheet_that_may_hold_receipts(
    tmp_path: Path,
) -> None:
    sheets: dict[str, Rows] = {
        "ต.ค.": [[*HEADINGS, "ป้าย"], [*row("RC-1"), "ใหม่"]],
        "พ.ย.": [renamed("number"), row("RC-2")],
        "ธ.ค.": [row("RC-3"), row("RC-4")],
        "สรุป": [["channel", "ยอดรวม"], ["เงินสด", 107.0]],
    }
    columns = look_at_columns(book(tmp_path, sheets))
    assert [one.heading for one in columns] == [*HEADINGS, "ป้าย", "number ใหม่"]
    assert [one.key for one in columns[-2:]] == [None, None]
    assert columns[-1].examples == ("RC-2",)


def test_products_of_several_sheets_are_one_list(tmp_path: Path) -> None:
    heads = ["SKU", "Product"]
    sheets = {"เสื้อ": [heads, ["A", "a"]], "หมวก": [heads, ["B", "b"]]}
    assert read(tmp_path, sheets).products == (("A", "a"), ("B", "b"))


def test_an_unreadable_sheet_beside_a_list_of_products_is_told_too(tmp_path: Path) -> None:
    sheets = {"สินค้า": [["SKU", "Product"], ["A", "a"]], "ขาย": [renamed("number"), row()]}
    records = read(tmp_path, sheets)
    assert records.products == (("A", "a"),)
    assert [one.file for one in records.complaints] == ["sales.xlsx · ขาย"]


def test_of_a_text_file_the_first_delimiter_that_fits_counts_alone(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sales.csv", [row(product_name="ก;ข\tค")])
    records = read_export(path)
    assert (numbers(records), records.complaints) == (["RC-1"], ())
