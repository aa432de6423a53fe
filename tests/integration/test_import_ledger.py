"""Files into the real ledger: whole or not at all, each version once, no buyer too many."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.exports import DATA, HEADINGS, row, write_csv, write_xlsx
from tests.ledgers import new_ledger, stored
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.domain.words import Topic
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.ports import ImportResult
from xpeak_desktop.services.importing import FileReport, Importing
from xpeak_desktop.shop.export_file import file_digest, read_export

SALES = "xcommerce-2026-11.xlsx"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    found = new_ledger(tmp_path)
    yield found
    found.close()


@pytest.fixture
def importing(ledger: SqliteLedger) -> Importing:
    return Importing(ledger, read_export, file_digest)


def one(importing: Importing, path: Path) -> FileReport:
    (report,) = importing.import_files([path]).files
    return report


def numbers(ledger: SqliteLedger) -> list[str]:
    return sorted(found.receipt.number for found in ledger.to_judge())


def test_a_whole_export_goes_in_once(ledger: SqliteLedger, importing: Importing) -> None:
    first = one(importing, DATA / SALES)
    assert (first.name, first.receipts, first.new, first.problem) == (SALES, 600, 600, None)
    again = one(importing, DATA / SALES)
    assert again == FileReport(SALES, known=True)
    assert ledger.row_count() == 600
    assert len(ledger.shop_products()) == first.products


def test_a_renamed_copy_is_known_and_the_same_receipts_in_another_file_change_nothing(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(), row("RC-2")])
    one(importing, path)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(path.read_bytes())
    assert one(importing, copy).known
    other = write_csv(tmp_path / "b.csv", [row("RC-2"), row("RC-3")])
    report = one(importing, other)
    assert (report.same, report.new, report.receipts) == (1, 1, 2)
    assert numbers(ledger) == ["RC-1", "RC-2", "RC-3"]


def test_a_later_version_replaces_an_unsent_receipt(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    one(importing, write_csv(tmp_path / "a.csv", [row()]))
    report = one(importing, write_csv(tmp_path / "b.csv", [row(total="100")]))
    assert (report.replaced, report.new) == (1, 0)
    assert stored(ledger, "RC-1").receipt.total == 10000


def test_a_receipt_without_a_number_is_seen_and_seen_once(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    lost = row("", order_number="SO-9")
    one(importing, write_csv(tmp_path / "a.csv", [row(), lost]))
    report = one(importing, write_csv(tmp_path / "b.csv", [lost, row("RC-2")]))
    assert (report.same, report.new) == (1, 1)
    assert numbers(ledger) == ["", "RC-1", "RC-2"]


def test_a_bad_file_stops_none_of_the_others(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    good = write_csv(tmp_path / "good.csv", [row(total="?")])
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 no zip")
    gone = tmp_path / "gone.csv"
    report = importing.import_files([gone, bad, good])
    assert [file.new for file in report.files] == [0, 0, 1]
    assert [(found.code, found.params["file"]) for found in report.problems()] == [
        (Code.FILE_UNREADABLE, "gone.csv"),
        (Code.FILE_UNREADABLE, "bad.xlsx"),
        (Code.ROW_UNREADABLE, "good.csv"),
    ]
    assert report.problems()[2].params == {
        "file": "good.csv",
        "row": "2",
        "column": "total",
        "value": "?",
    }
    assert numbers(ledger) == ["RC-1"]


def test_a_file_that_fails_half_way_leaves_nothing_and_is_read_again(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(f"RC-{n}") for n in range(20)])
    put = ledger.put_receipt

    def full_disk(receipt: Receipt, mark: str, origin: str, **more: Any) -> ImportResult:
        if receipt.number == "RC-10":
            raise trouble(Code.DISK_FULL)
        return put(receipt, mark, origin, **more)

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "put_receipt", full_disk)
        with pytest.raises(Trouble):
            one(importing, path)
    assert numbers(ledger) == []
    assert not ledger.knows_file(file_digest(path))
    assert one(importing, path).new == 20


KILLED = """
import os, sys
from pathlib import Path
from tests.ledgers import new_ledger
from xpeak_desktop.services.importing import Importing
from xpeak_desktop.shop.export_file import file_digest, read_export
folder, path, calls = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
ledger = new_ledger(folder)
def dying(name):
    method = getattr(ledger, name)
    def call(*args, **more):
        global calls
        calls -= 1
        if calls < 0:
            os._exit(9)
        return method(*args, **more)
    setattr(ledger, name, call)
for name in ("put_receipt", "put_shop_product", "add_file"):
    dying(name)
Importing(ledger, read_export, file_digest).import_files([path])
"""


@pytest.mark.parametrize("calls", [0, 1, 150, 250])
def test_a_kill_in_the_middle_leaves_nothing_and_the_next_reading_is_whole(
    tmp_path: Path, calls: int
) -> None:
    path = DATA / "xcommerce-2026-10-tis620.csv"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(path), str(calls)],
        cwd=DATA.parent.parent,
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
        timeout=50,
    )
    assert killed.returncode == 9
    ledger = new_ledger(tmp_path)
    try:
        assert ledger.row_count() == 0
        assert not ledger.knows_file(file_digest(path))
        assert one(Importing(ledger, read_export, file_digest), path).new == 200
    finally:
        ledger.close()


# --------------------------------------------------------------------------- personal data


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("ใบกำกับภาษี", True),
        ("บิลเงินสด", True),
        ("ใบเสร็จรับเงิน", False),
        ("ใบกำกับภาษีอย่างย่อ", False),
    ],
)
def test_buyers_are_kept_for_full_tax_invoices_and_kinds_nobody_explained(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path, kind: str, *, kept: bool
) -> None:
    one(importing, write_csv(tmp_path / "a.csv", [row(kind=kind)]))
    assert bool(stored(ledger, "RC-1").receipt.buyer.name) is kept


def test_a_buyer_who_is_not_kept_still_makes_a_version(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    headings = [*HEADINGS, "buyer_tax_id"]
    one(importing, write_csv(tmp_path / "a.csv", [[*row(), "0105512345678"]], headings))
    report = one(importing, write_csv(tmp_path / "b.csv", [[*row(), "0105512345679"]], headings))
    assert report.replaced == 1
    assert stored(ledger, "RC-1").receipt.buyer.tax_id == ""


def test_a_kind_that_was_explained_decides_about_its_buyers(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    ledger.remember_word(Topic.KIND, "บิลเงินสด", "receipt")
    one(importing, write_csv(tmp_path / "a.csv", [row(kind="บิลเงินสด")]))
    assert stored(ledger, "RC-1").receipt.buyer.name == ""


def test_no_buyer_of_a_plain_receipt_and_no_phone_reaches_the_ledger_file(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    one(importing, DATA / SALES)
    ledger.close()
    written = b"".join(file.read_bytes() for file in (tmp_path / "profile").iterdir())
    for buyer in ("สมศรี ใจดี", "กฤษฎา ฐิติกุล"):
        assert buyer.encode() not in written
    assert "บริษัท ทดสอบ".encode() in written
    assert b"0812345678" not in written


# --------------------------------------------------------------------------- products


def test_products_are_remembered_and_a_blank_name_wipes_out_none(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    one(importing, write_csv(tmp_path / "a.csv", [row(), row("RC-2", sku="SKU-2")]))
    one(importing, write_csv(tmp_path / "b.csv", [row("RC-3", product_name="")]))
    products = [["SKU", "Product"], ["SKU-2", "หมวกใหม่"], ["SKU-9", "ยังไม่เคยขาย"]]
    report = one(importing, write_xlsx(tmp_path / "list.xlsx", products))
    assert (report.products, report.receipts) == (2, 0)
    assert ledger.shop_products() == {
        "SKU-1": "เสื้อ",
        "SKU-2": "หมวกใหม่",
        "SKU-9": "ยังไม่เคยขาย",
    }


# --------------------------------------------------------------------------- the watched folder


def test_a_folder_gives_each_file_once_oldest_first(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    new = write_csv(folder / "a.csv", [row(total="2")])
    old = write_csv(folder / "z.csv", [row(total="1")])
    for path, second in ((old, 1000), (new, 2000)):
        os.utime(path, (second, second))
    for name in ("~$a.xlsx", ".hidden.csv", "notes.txt", "photo.jpg"):
        (folder / name).write_bytes(b"x")
    (folder / "deep.csv").mkdir()
    report = importing.import_folder(folder)
    assert [file.name for file in report.files] == ["z.csv", "a.csv"]
    assert report.problems() == []
    assert stored(ledger, "RC-1").receipt.total == 200
    assert importing.import_folder(folder).files == ()
    write_csv(new, [row(total="2"), row("RC-2")])
    assert [(file.name, file.new) for file in importing.import_folder(folder).files] == [
        ("a.csv", 1)
    ]


@pytest.mark.parametrize("name", ["gone", "file"])
def test_a_folder_that_is_not_there_is_a_problem(
    importing: Importing, tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / name
    report = importing.import_folder(folder)
    assert report.problems() == [Problem(Code.FOLDER_MISSING, {"folder": str(folder)})]


# --------------------------------------------------------------------------- the preview


def test_a_preview_counts_and_writes_nothing(
    ledger: SqliteLedger, importing: Importing, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [row(), row(sku="B"), row("RC-2", issued_on="1/11/2569", total="?")]
    seen = importing.preview(write_csv(tmp_path / "a.csv", rows))
    assert (seen.receipts, seen.lines, seen.total, seen.products) == (2, 3, 10700, 2)
    assert (seen.first, seen.last) == (date(2026, 11, 1), date(2026, 11, 23))
    assert (seen.channels, len(seen.complaints)) == (("เงินสด",), 1)
    assert (ledger.row_count(), ledger.shop_products()) == (0, {})
    with pytest.raises(Trouble):
        importing.preview(tmp_path / "gone.csv")
