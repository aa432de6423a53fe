"""Every kind of export file, and every way in which one cannot be read."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exports import DATA, HEADINGS, more, row, write_csv, write_xlsx
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.shop import export_file, zip_guard
from xpeak_desktop.shop.columns import ColumnProfile
from xpeak_desktop.shop.export_file import file_digest, read_export

ROWS = [row(product_name="เสื้อ"), more(sku="B", quantity="2", unit_price="๕"), row("RC-2")]


def reason(path: Path) -> str:
    with pytest.raises(Trouble) as caught:
        read_export(path)
    problem = caught.value.problem
    assert (problem.code, problem.params["file"]) == (Code.FILE_UNREADABLE, path.name)
    return problem.params["reason"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "tis-620", "cp874"]
)
def test_text_files_read_alike_in_every_encoding(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = write_csv(tmp_path / "sales.csv", ROWS, encoding=encoding, delimiter=delimiter)
    if encoding == "utf-16-be":
        path.write_bytes(b"\xfe\xff" + path.read_bytes())
    plain = write_csv(tmp_path / "plain.csv", ROWS)
    assert read_export(path).receipts == read_export(plain).receipts


def test_a_workbook_reads_like_a_text_file(tmp_path: Path) -> None:
    book = write_xlsx(tmp_path / "sales.xlsx", [HEADINGS, *ROWS])
    text = write_csv(tmp_path / "sales.csv", ROWS)
    assert read_export(book).receipts == read_export(text).receipts


def test_an_old_workbook_is_read_whatever_its_suffix_says(tmp_path: Path) -> None:
    old = DATA / "two-receipts.xls"
    first, second = read_export(old).receipts
    assert (first.number, first.issued_on, len(first.lines), first.total) == (
        *("RX-1", date(2026, 11, 23), 2, 10700),
    )
    assert (second.number, second.issued_on) == ("RX-2", date(2026, 11, 24))
    renamed = tmp_path / "new.xlsx"
    renamed.write_bytes(old.read_bytes())
    assert read_export(renamed).receipts == (first, second)
    new = write_xlsx(tmp_path / "sales.xlsx", [HEADINGS, *ROWS])
    assert len(read_export(new.rename(tmp_path / "old.xls")).receipts) == 2


def test_date_cells_and_number_cells_are_read(tmp_path: Path) -> None:
    cells = row(issued_on=date(2026, 11, 23), quantity=3, unit_price=333.33, total=999.99)
    (receipt,) = read_export(write_xlsx(tmp_path / "sales.xlsx", [HEADINGS, cells])).receipts
    assert receipt.issued_on == date(2026, 11, 23)
    assert (str(receipt.lines[0].unit_price), receipt.total) == ("333.33", 99999)


def test_headings_may_stand_below_titles_on_a_later_sheet(tmp_path: Path) -> None:
    table: list[list[Any]] = [[], ["รายงาน"], *[[]] * 20, HEADINGS, ["x"], row(total="?")]
    sheets = [[["หมายเหตุ"]], table]
    records = read_export(write_xlsx(tmp_path / "sales.xlsx", *sheets))
    assert [one.number for one in records.receipts] == ["RC-1"]
    assert [complaint.row for complaint in records.complaints] == [24, 25]


def test_headings_further_down_are_not_looked_for(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sales.csv", [*[["x"]] * 40, HEADINGS, row()], ["title"])
    with pytest.raises(Trouble) as caught:
        read_export(path)
    assert caught.value.problem.code is Code.FILE_HEADINGS_UNKNOWN


def test_a_file_without_the_headings_says_what_is_missing_and_what_is_there(
    tmp_path: Path,
) -> None:
    path = write_csv(tmp_path / "sales.csv", [], ["SKU", "Product", "ช่องทาง", "Receipt No."])
    with pytest.raises(Trouble) as caught:
        read_export(path)
    assert caught.value.problem.code is Code.FILE_HEADINGS_UNKNOWN
    assert caught.value.problem.params == {
        "file": "sales.csv",
        "missing": "ช่องทางการชำระเงิน",
        "headings": "ช่องทาง",
    }
    own = ColumnProfile({"ช่องทาง": "channel"})
    assert read_export(path, own).receipts == ()


def test_a_list_of_products_gives_products(tmp_path: Path) -> None:
    headings = ["รหัสสินค้า", "ชื่อสินค้า"]
    rows: list[list[Any]] = [["SKU-1", "เสื้อ"], ["", ""], [260001, "หมวก"], ["SKU-3"]]
    book = read_export(write_xlsx(tmp_path / "list.xlsx", [headings, *rows]))
    text = read_export(write_csv(tmp_path / "list.csv", rows, headings))
    assert book.receipts == ()
    assert book.products == (("SKU-1", "เสื้อ"), ("260001", "หมวก"), ("SKU-3", ""))
    assert text == book


def test_receipts_count_before_a_list_of_products_on_another_sheet(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "both.xlsx", [["SKU", "Product"], ["A", "a"]], [HEADINGS, row()])
    records = read_export(path)
    assert (len(records.receipts), records.products) == (1, ())


def test_a_quote_that_never_ends_swallows_no_rows(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sales.csv", [row(), row("RC-2", product_name="@"), row("RC-3")])
    path.write_text(path.read_text("utf-8").replace("@", '"12 นิ้ว'), "utf-8")
    records = read_export(path)
    assert [one.number for one in records.receipts] == ["RC-1", "RC-2", "RC-3"]
    assert {complaint.row for complaint in records.complaints} == {3}


def test_a_quote_that_swallows_more_than_a_cell_holds_swallows_no_rows(tmp_path: Path) -> None:
    rows = [row("RC-0", product_name="@"), *[row(f"RC-{n}") for n in range(1, 2001)]]
    path = write_csv(tmp_path / "sales.csv", rows)
    path.write_text(path.read_text("utf-8").replace("@", '"12 นิ้ว'), "utf-8")
    assert len(read_export(path).receipts) == 2001


def test_a_cell_may_have_several_lines(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "sales.csv", [row(buyer_name="บ้าน, เลขที่ 1\nถนน 2"), row("RC-2")])
    records = read_export(path)
    assert records.receipts[0].buyer.name == "บ้าน, เลขที่ 1\nถนน 2"
    assert (len(records.receipts), records.complaints) == (2, ())


def test_a_cell_of_several_lines_may_have_as_many_commas_as_a_row(tmp_path: Path) -> None:
    address = "99/1, ซอย 1\n" + "แขวง, เขต, " * 12 + "กทม"
    headings = ["order_number", "buyer_name", *(set(HEADINGS) - {"order_number", "buyer_name"})]
    rows = [row(f"RC-{n}", buyer_name=address, order_number="1") for n in (1, 2, 3)]
    ordered = [[dict(zip(HEADINGS, one, strict=True))[key] for key in headings] for one in rows]
    records = read_export(write_csv(tmp_path / "sales.csv", ordered, headings))
    assert [one.number for one in records.receipts] == ["RC-1", "RC-2", "RC-3"]
    assert {one.buyer.name for one in records.receipts} == {address}
    assert records.complaints == ()


@pytest.mark.parametrize("place", ["sku", "product_name", "buyer_name"])
def test_two_quotes_that_never_end_swallow_no_row(tmp_path: Path, place: str) -> None:
    rows = [row("RC-1", sku="@"), row("RC-2", **{place: "@"}), row("RC-3")]
    path = write_csv(tmp_path / "sales.csv", [row("RC-0"), *rows])
    path.write_text(path.read_text("utf-8").replace("@", '"12 นิ้ว'), "utf-8")
    records = read_export(path)
    assert [one.number for one in records.receipts] == ["RC-0", "RC-1", "RC-2", "RC-3"]


def test_a_code_that_a_text_file_protects_is_the_code(tmp_path: Path) -> None:
    cells = {"order_number": '="0012"', "sku": "'007", "total": '="107.00"'}
    path = write_csv(tmp_path / "sales.csv", [row('="RC-1"', **cells), row("RC-1\u200b", **cells)])
    (receipt,) = read_export(path).receipts
    assert (receipt.number, receipt.order_number, receipt.total) == ("RC-1", "0012", 10700)
    assert {line.sku for line in receipt.lines} == {"007"}


@pytest.mark.parametrize(
    ("cells", "issued_text", "total"),
    [
        ({"vat": "7,0"}, "", None),
        ({"vat": "ยกเว้น"}, "", 10700),
        ({"vat": "-"}, "", 10700),
        ({"paid_on": "30/11/69"}, "30/11/69", 10700),
        ({"paid_on": "-"}, "", 10700),
        ({"paid_on": "ยังไม่ชำระ"}, "", 10700),
        ({"paid_on": ""}, "", 10700),
    ],
)
def test_a_vat_or_a_day_of_payment_that_cannot_be_read_holds_its_receipt(
    tmp_path: Path, cells: dict[str, str], issued_text: str, total: int | None
) -> None:
    headings = [*HEADINGS, "paid_on"]
    sold = [*row(**{key: one for key, one in cells.items() if key in HEADINGS})]
    path = write_csv(tmp_path / "sales.csv", [[*sold, cells.get("paid_on", "")]], headings)
    (receipt,) = read_export(path).receipts
    assert (receipt.issued_on is None, receipt.issued_text) == (bool(issued_text), issued_text)
    assert receipt.total == total


# --------------------------------------------------------------------------- what cannot be read


def protected() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )


def cut(name: str) -> Callable[[], bytes]:
    return lambda: (DATA / name).read_bytes()[:-600]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.xlsx", lambda: b"", "empty"),
        ("a.csv", lambda: b"\n \n\n", "empty"),
        ("a.xlsx", cut("xcommerce-2026-11.xlsx"), "damaged"),
        ("a.xls", cut("two-receipts.xls"), "damaged"),
        ("a.xlsx", lambda: b"just text", "damaged"),
        ("a.xlsx", protected, "encrypted"),
        ("a.xls", lambda: b"<html><table>", "file_type"),
        ("a.pdf", lambda: b"%PDF", "file_type"),
        ("a.csv", lambda: "เลขที่".encode()[:-1], "being_written"),
        ("a.csv", lambda: b"number,channel\n\xe0\xdb\xff", "encoding"),
        ("a.csv", lambda: b"\xff\xfea", "encoding"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: Callable[[], bytes], word: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    assert reason(path) == word


def test_a_file_that_is_gone_or_a_folder_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.csv") == "missing"
    (tmp_path / "folder.csv").mkdir()
    assert reason(tmp_path / "folder.csv") == "file_type"
    with pytest.raises(Trouble):
        file_digest(tmp_path / "gone.csv")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_somebody_has_open_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")

    def refuse(*_args: Any, **_options: Any) -> None:
        raise PermissionError(13, "locked")

    # root may read everything, so the lock is pretended
    monkeypatch.setattr(Path, "open", refuse)
    assert reason(path) == "locked"


def test_a_file_that_changes_while_it_is_read_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "sales.csv", ROWS)
    reading = export_file._read

    def read_and_grow(*args: Any) -> Any:
        records = reading(*args)
        with path.open("a", encoding="utf-8") as file:
            file.write("RC-3,\n")
        return records

    monkeypatch.setattr(export_file, "_read", read_and_grow)
    assert reason(path) == "being_written"


def test_a_bug_of_the_reader_damages_one_file_and_other_exits_go_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "sales.csv", ROWS)
    panic = type("PanicException", (BaseException,), {})

    def raise_(error: BaseException) -> Callable[..., Any]:
        def raiser(*_args: Any) -> None:
            raise error

        return raiser

    monkeypatch.setattr(export_file, "_read", raise_(panic()))
    assert reason(path) == "damaged"
    monkeypatch.setattr(export_file, "_read", raise_(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        read_export(path)


# --------------------------------------------------------------------------- hostile workbooks


def archive(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in entries.items():
            book.writestr(name, content)
    return path


def test_a_small_file_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.xlsx", **{"xl/sharedStrings.xml": b"\0" * 20_000_000})
    assert path.stat().st_size < 100_000
    assert reason(path) == "too_big"


def test_what_a_zip_says_about_its_size_is_not_believed(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.xlsx", **{"xl/sharedStrings.xml": b"\0" * 20_000_000})
    true, small = struct.pack("<L", 20_000_000), struct.pack("<L", 10)
    path.write_bytes(path.read_bytes().replace(true, small))
    assert zipfile.ZipFile(path).infolist()[0].file_size == 10
    assert reason(path) == "too_big"


def test_a_workbook_whose_content_was_changed_is_damaged(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", **{"xl/worksheets/sheet1.xml": b'<c r="XFD1"/>'})
    assert reason(path) == "stray_cells"
    with zipfile.ZipFile(path) as book:
        checksum = struct.pack("<L", book.infolist()[0].CRC)
    path.write_bytes(path.read_bytes().replace(checksum, b"\1\2\3\4"))
    assert reason(path) == "damaged"


def test_too_many_entries_and_too_large_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = archive(tmp_path / "many.xlsx", **{str(n): b"" for n in range(2001)})
    assert reason(many) == "too_big"
    monkeypatch.setattr(zip_guard, "LARGEST_ENTRY", 5_000_000)
    monkeypatch.setattr(zip_guard, "LARGEST_TOTAL", 9_000_000)
    noise = os.urandom(4_000_000)
    assert reason(archive(tmp_path / "one.xlsx", a=noise + noise)) == "too_big"
    assert reason(archive(tmp_path / "all.xlsx", a=noise, b=noise, c=noise)) == "too_big"


@pytest.mark.parametrize(("row_number", "column"), [(1, 16_384), (1_048_576, 20), (999_999, 60)])
def test_a_stray_cell_far_away_cannot_ask_for_gigabytes(
    tmp_path: Path, row_number: int, column: int
) -> None:
    path = tmp_path / "stray.xlsx"
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(HEADINGS)
    book.active.cell(row_number, column).value = "x"
    book.save(path)
    assert reason(path) == "stray_cells"


def test_a_wide_table_is_no_stray_cell(tmp_path: Path) -> None:
    extra = [f"x{n}" for n in range(80)]
    path = write_xlsx(tmp_path / "wide.xlsx", [[*HEADINGS, *extra], row()])
    assert len(read_export(path).receipts) == 1


def test_a_lie_about_the_dimension_costs_nothing(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "sales.xlsx", [HEADINGS, row()])
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b"<dimension ref=" in content
                content = content.replace(
                    b'<dimension ref="A1:R2"', b'<dimension ref="A1:XFD1048576"'
                )
                assert b"XFD1048576" in content
            new.writestr(name, content)
    path.write_bytes(changed.getvalue())
    assert len(read_export(path).receipts) == 1


def test_a_copy_under_another_name_has_the_same_digest(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"abc")
    second.write_bytes(b"abc")
    assert file_digest(first) == file_digest(second)
    assert file_digest(first) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    second.write_bytes(b"abd")
    assert file_digest(first) != file_digest(second)
