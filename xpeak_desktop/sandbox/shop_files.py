"""The pretend shop's export files: one row per line, Thai headings, as a shop's program saves."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from xpeak_desktop.sandbox.shop_receipt import ShopReceipt

HEADINGS = (
    "เลขที่ใบเสร็จ/ใบกำกับภาษี",
    "เลขที่คำสั่งซื้อ",
    "วันที่เอกสาร",
    "ประเภทเอกสาร",
    "สถานะ",
    "ช่องทางการชำระเงิน",
    "วันที่ชำระเงิน",
    "ชื่อลูกค้า",
    "เลขประจำตัวผู้เสียภาษี",
    "สาขา",
    "ที่อยู่",
    "โทรศัพท์",
    "รหัสสินค้า",
    "ชื่อสินค้า",
    "จำนวน",
    "ราคาต่อหน่วย",
    "ส่วนลดรายการ",
    "ส่วนลดท้ายบิล",
    "ค่าขนส่ง",
    "ค่าบริการ COD",
    "ประเภทภาษี",
    "ภาษีมูลค่าเพิ่ม",
    "ยอดรวมสุทธิ",
)
KINDS = {
    "receipt": "ใบเสร็จรับเงิน",
    "tax_invoice": "ใบกำกับภาษี",
    "abbreviated_tax_invoice": "ใบกำกับภาษีอย่างย่อ",
}
VAT_MODES = {"none": "ไม่มี VAT", "exclude": "แยก VAT", "include": "รวม VAT"}
PAID, CANCELLED = "ชำระแล้ว", "ยกเลิก"


def write(path: Path, receipts: Iterable[ShopReceipt], *, buddhist_years: bool) -> Path:
    """Write one CSV file, UTF-8 with BOM, whole or not at all: a watched folder sees no half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(HEADINGS)
    for receipt in receipts:
        writer.writerows(_rows(receipt, buddhist_years=buddhist_years))
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(held.getvalue().encode("utf-8-sig"))
    os.replace(part, path)
    return path


def _rows(receipt: ShopReceipt, *, buddhist_years: bool) -> Iterator[tuple[str, ...]]:
    day = _day(receipt.issued_on, buddhist=buddhist_years)
    buyer = receipt.buyer
    before = (
        receipt.number,
        receipt.order_number,
        day,
        KINDS[receipt.kind],
        CANCELLED if receipt.cancelled else PAID,
        receipt.channel,
        day,
        buyer.name,
        buyer.tax_id,
        buyer.branch,
        buyer.address,
        buyer.phone,
    )
    after = (
        str(receipt.discount),
        str(receipt.shipping),
        str(receipt.cod_fee),
        VAT_MODES[receipt.vat_mode],
        str(receipt.vat),
        str(receipt.total),
    )
    for line in receipt.lines:
        yield (
            *before,
            line.sku,
            line.name,
            str(line.quantity),
            str(line.unit_price),
            str(line.discount),
            *after,
        )


def _day(day: date, *, buddhist: bool) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year + (543 if buddhist else 0)}"
