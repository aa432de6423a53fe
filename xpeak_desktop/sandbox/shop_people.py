"""Invented buyers of the pretend shop: no name, number or address belongs to anybody."""

from __future__ import annotations

import random
from dataclasses import dataclass

_FIRST = (
    "กมล",
    "ขวัญใจ",
    "จันทร์เพ็ญ",
    "ชลธิชา",
    "ณัฐพล",
    "ดวงใจ",
    "ทิพวรรณ",
    "ธนากร",
    "นภัสสร",
    "บุญเลิศ",
    "ปรียา",
    "พิมพ์ชนก",
    "ภูผา",
    "มานี",
    "รุ่งนภา",
    "วรรณา",
    "ศิริพร",
    "สมชาย",
    "สุดา",
    "อรทัย",
)
_LAST = (
    "ใจดี",
    "ทองสุข",
    "แสงจันทร์",
    "ศรีสวัสดิ์",
    "บุญมาก",
    "รักเรียน",
    "พูนทรัพย์",
    "สุขเกษม",
    "วงศ์งาม",
    "ชื่นบาน",
    "แก้วมณี",
    "มั่นคง",
    "เพชรดี",
    "ทิพย์สุข",
    "รุ่งเรือง",
)
_TRADES = ("การค้า", "พาณิชย์", "ซัพพลาย", "เทรดดิ้ง", "บรรจุภัณฑ์", "อาหารไทย", "เครื่องเขียน", "การเกษตร")
_PLACES = (
    "ถนนพระราม 2 แขวงแสมดำ เขตบางขุนเทียน กรุงเทพมหานคร 10150",
    "ถนนมิตรภาพ ตำบลในเมือง อำเภอเมือง นครราชสีมา 30000",
    "ถนนเชียงใหม่-ลำปาง ตำบลช้างเผือก อำเภอเมือง เชียงใหม่ 50300",
    "ถนนเพชรเกษม ตำบลหาดใหญ่ อำเภอหาดใหญ่ สงขลา 90110",
)
_FORMS = ("บริษัท {} จำกัด", "บริษัท {} จำกัด", "ห้างหุ้นส่วนจำกัด {}", "บริษัท {} จำกัด (มหาชน)")


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought, in the words of an export file; "" where the shop knows nothing."""

    name: str
    tax_id: str = ""
    branch: str = ""
    address: str = ""
    phone: str = ""


def person(draw: random.Random) -> Buyer:
    """Invent a private buyer."""
    name = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
    return Buyer(name=name, phone=f"0000{draw.randrange(1_000_000):06d}")


def company(seed: int, number: int) -> Buyer:
    """Invent the shop's n-th business customer, the same one every time it buys."""
    draw = random.Random(f"{seed}:company:{number}")
    name = draw.choice(_FORMS).format(f"ตัวอย่าง{draw.choice(_TRADES)} {number + 1}")
    return Buyer(
        name=name,
        tax_id=with_check_digit(f"0{draw.randrange(10**11):011d}"),
        branch=draw.choice(("สำนักงานใหญ่", "สำนักงานใหญ่", "00001", "00012")),
        address=f"{draw.randrange(1, 400)} {draw.choice(_PLACES)}",
        phone=f"0000{draw.randrange(1_000_000):06d}",
    )


def with_check_digit(twelve: str) -> str:
    """Complete a Thai tax number: weights 13 down to 2, modulo 11."""
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(twelve))
    return f"{twelve}{(11 - total % 11) % 10}"
