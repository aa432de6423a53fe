"""Reading an export of 100,000 rows beside python-calamine alone, which only hands the cells out.

python -m tests.bench importing
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import python_calamine as calamine

from tests.bench.rows import Goal, Interleaved, Row
from tests.exports import HEADINGS, more, row
from tests.fakes import FakeClock
from tests.ledgers import START
from xpeak_desktop.ledger.sqlite import open_ledger
from xpeak_desktop.services.importing import Importing
from xpeak_desktop.shop.export_file import file_digest, read_export

ROWS = 100_000
LINES_EACH = 3


def write(path: Path) -> None:
    """Receipts of three lines each; only the first line carries what belongs to the whole."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    first = date(2026, 11, 1)
    for number in range(ROWS // LINES_EACH):
        day = first + timedelta(days=number % 28)
        sheet.append(
            row(
                f"RC-{number:06d}",
                issued_on=f"{day:%d/%m}/{day.year + 543}",
                sku=f"SKU-{number % 500:04d}",
                vat="21.00",
                total="321.00",
            )
        )
        for place in range(1, LINES_EACH):
            sku = f"SKU-{(number + place) % 500:04d}"
            sheet.append(
                more(sku=sku, product_name=f"สินค้า {sku}", quantity="1", unit_price="107.00")
            )
    book.save(path)


def rows(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        path = folder / "ยอดขาย.xlsx"
        write(path)

        def ours() -> float:
            began = time.perf_counter()
            assert len(read_export(path).receipts) == ROWS // LINES_EACH
            return time.perf_counter() - began

        def bare() -> float:
            began = time.perf_counter()
            with calamine.CalamineWorkbook.from_path(str(path)) as book:
                read = sum(1 for _ in book.get_sheet_by_index(0).iter_rows())
            assert read > ROWS * 0.99
            return time.perf_counter() - began

        def whole() -> float:
            ledger = open_ledger(folder / f"{time.monotonic_ns()}.sqlite3", FakeClock(START))
            with closing(ledger):
                began = time.perf_counter()
                report = Importing(ledger, read_export, file_digest).import_files([path])
                assert report.files[0].new == ROWS // LINES_EACH
                return time.perf_counter() - began

        figures = Interleaved({"ours": ours, "bare": bare, "whole": whole}).run(rounds)
    yield Row(
        "reading 100,000 xlsx rows",
        "s",
        figures["ours"],
        figures["bare"],
        "calamine alone",
        Goal(2, of_ratio=True),
    )
    yield Row("the same, into the ledger", "s", figures["whole"], figures["bare"], "calamine alone")
