"""The slip shows and speaks a whole document, whatever its width."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from tests.documents import DOCUMENT
from xpeak_desktop.domain.document import Document, DocumentLine, Sums, VatClass
from xpeak_desktop.domain.receipt import Buyer
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.slip import Slip, torn_paper
from xpeak_desktop.ui.slip_rows import Names

LONG = "เสื้อยืดผ้าฝ้ายคอกลมสีขาวขนาดใหญ่พิเศษ 😀 สำหรับใส่ในวันที่ฝนตกหนักมากจนน้ำท่วม"
COMPANY = Buyer("บริษัท ปั๊มน้ำมัน จำกัด (มหาชน)", "0105551234567", "00001", "99/9 ถนนพหลโยธิน")


def shown(qtbot: QtBot, document: Document, width: int = 360, language: str = "en") -> Slip:
    slip = Slip(language)
    qtbot.addWidget(slip)
    slip.show_document(document, Names(account="ธ.กสิกรไทย ••7891"))
    slip.setFixedWidth(width)
    slip.resize(width, slip.heightForWidth(width))
    return slip


def line(**changes: object) -> DocumentLine:
    made = DocumentLine("p", "SKU-1", "ของ", Decimal(1), Decimal("10.00"), VatClass.SEVEN)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tax_invoice", "buyer", "words"),
    [
        (False, None, "Receipt 1 Nov 2026"),
        (True, None, "Receipt / abbreviated tax invoice 1 Nov 2026"),
        (True, COMPANY, "Receipt / tax invoice 1 Nov 2026"),
    ],
)
def test_it_says_what_the_document_is(
    qtbot: QtBot, look: Look, tax_invoice: bool, buyer: Buyer | None, words: str
) -> None:
    document = replace(DOCUMENT, tax_invoice=tax_invoice, buyer=buyer)
    assert shown(qtbot, document).text().splitlines()[0] == words


def test_a_taxpayer_stands_there_whole(qtbot: QtBot, look: Look) -> None:
    told = shown(qtbot, replace(DOCUMENT, buyer=COMPANY)).text()
    for part in (COMPANY.name, COMPANY.tax_id, COMPANY.branch, COMPANY.address):
        assert part in told


@pytest.mark.parametrize(
    ("branch", "words"),
    [
        ("00001", "Tax number 0105551234567, branch 00001"),
        ("00000", "Tax number 0105551234567, head office"),
        ("สำนักงานใหญ่", "Tax number 0105551234567, head office"),
        ("", "Tax number 0105551234567, head office"),
        ("สาขาที่ 12", "Tax number 0105551234567, branch 00012"),
        ("ลาดพร้าว", "Tax number 0105551234567  ลาดพร้าว"),
    ],
)
def test_a_branch_says_that_it_is_one(qtbot: QtBot, look: Look, branch: str, words: str) -> None:
    buyer = replace(COMPANY, branch=branch)
    assert words in shown(qtbot, replace(DOCUMENT, buyer=buyer)).text().splitlines()


def test_without_a_buyer_it_is_the_general_customer(qtbot: QtBot, look: Look) -> None:
    assert "ลูกค้าทั่วไป (xCommerce)" in shown(qtbot, DOCUMENT).text()


def test_vat_says_whether_it_is_in_the_prices(qtbot: QtBot, look: Look) -> None:
    assert "VAT 7%, in the prices 13.97" in shown(qtbot, DOCUMENT).text()
    added = replace(DOCUMENT, prices_include_vat=False)
    assert "VAT 7%, added to the prices 13.97" in shown(qtbot, added).text()
    none = replace(
        DOCUMENT, lines=(line(vat_class=VatClass.NONE),), sums=Sums(base=1000, vat=0, total=1000)
    )
    assert "Without VAT" in shown(qtbot, none).text()


@pytest.mark.parametrize(
    ("quantity", "price", "words"),
    [
        ("2.000", "107.25", "2 × 107.25 214.50"),
        ("1000", "0.5", "1,000 × 0.50 500.00"),
        ("0.5", "12.345678", "0.5 × 12.345678 6.17"),
        ("1E+2", "1", "100 × 1.00 100.00"),
        ("-1", "20", "-1 × 20.00 −20.00"),
    ],
)
def test_quantities_and_prices_stand_as_they_are(
    qtbot: QtBot, look: Look, quantity: str, price: str, words: str
) -> None:
    one = line(quantity=Decimal(quantity), unit_price=Decimal(price))
    assert f"SKU-1 ของ {words}" in shown(qtbot, replace(DOCUMENT, lines=(one,))).text()


def test_the_payment_day_stands_there_only_when_it_is_another(qtbot: QtBot, look: Look) -> None:
    assert "Paid on 2 Nov 2026" in shown(qtbot, DOCUMENT).text()
    same = replace(DOCUMENT, paid_on=date(2026, 11, 1))
    assert "Paid on" not in shown(qtbot, same).text()


def test_thai_dates_are_buddhist(qtbot: QtBot, look: Look) -> None:
    assert "1 พ.ย. 2569" in shown(qtbot, DOCUMENT, language="th").text()


@pytest.mark.parametrize("width", [240, 300, 380, 700])
@pytest.mark.parametrize("percent", theme.TEXT_PERCENTS)
def test_nothing_leaves_the_paper_at_any_width_and_size(
    qtbot: QtBot, look: Look, width: int, percent: int
) -> None:
    theme.use_text_percent(percent)
    try:
        lines = (line(description=LONG), line(unit_price=Decimal("1234567.891234")))
        document = replace(DOCUMENT, lines=lines, buyer=COMPANY, remark=LONG)
        slip = shown(qtbot, document, width)
        sheet = slip._at(width)
        for piece in sheet.pieces:
            metrics = theme.metrics(piece.role)
            wide = metrics.horizontalAdvance(piece.text)
            left = piece.x - wide if piece.right else piece.x
            assert left >= 19
            assert left + wide <= width - 18, piece.text
            assert piece.y + piece.role.line <= sheet.height
        drawn = "".join(piece.text for piece in sheet.pieces).replace(" ", "")
        assert LONG.replace(" ", "") in drawn
        assert not slip.grab().isNull()
    finally:
        theme.use_text_percent(100)


def test_user_text_is_no_markup_and_cannot_turn_the_line(qtbot: QtBot, look: Look) -> None:
    one = line(description="<b>ของ</b>\u202eกลับ\nด้าน")
    told = shown(qtbot, replace(DOCUMENT, lines=(one,))).text()
    assert "<b>ของ</b>กลับ ด้าน" in told


def test_the_paper_is_torn_at_its_foot_alone() -> None:
    where = QRectF(0, 0, 300, 200)
    path = torn_paper(where)
    assert path.boundingRect() == where
    assert path.contains(where.center())


def test_a_discount_is_told_with_the_true_minus(qtbot: QtBot, look: Look) -> None:
    assert "Discount \u22126.66" in shown(qtbot, replace(DOCUMENT, discount=666)).text()
