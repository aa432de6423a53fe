"""Small export files for the import tests."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

DATA = Path(__file__).parent / "data"
HEADINGS = [
    *("number", "order_number", "issued_on", "kind", "status", "channel", "buyer_name"),
    *("sku", "product_name", "quantity", "unit_price", "line_discount"),
    *("discount", "shipping", "cod_fee", "vat_mode", "vat", "total"),
]


def row(number: Any = "RC-1", **cells: Any) -> list[Any]:
    """A row of a receipt over 107 baht; ``cells`` are columns by key."""
    values: dict[str, Any] = {
        "number": number,
        "order_number": f"SO-{str(number).strip()}",
        "issued_on": "23/11/2569",
        "kind": "ใบเสร็จรับเงิน",
        "status": "ชำระแล้ว",
        "channel": "เงินสด",
        "buyer_name": "สมศรี ใจดี",
        "sku": "SKU-1",
        "product_name": "เสื้อ",
        "quantity": "1",
        "unit_price": "107.00",
        "vat_mode": "รวม VAT",
        "vat": "7.00",
        "total": "107.00",
    }
    values |= cells
    return [values.get(key, "") for key in HEADINGS]


def more(**cells: Any) -> list[Any]:
    """A further row of the receipt above: only these cells."""
    return [cells.get(key, "") for key in HEADINGS]


def write_csv(
    path: Path,
    rows: Sequence[Sequence[Any]],
    headings: Sequence[str] = HEADINGS,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([headings, *rows])
    return path


def write_xlsx(path: Path, *sheets: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for cells in rows:
            sheet.append([cell if cell != "" else None for cell in cells])
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, date):
                    cell.number_format = "d/m/yyyy"
    book.save(path)
    return path
