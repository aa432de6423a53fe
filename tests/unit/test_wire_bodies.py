"""What leaves for PEAK: exact numbers, fixed order, nothing over our own limits."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import DOCUMENT
from xpeak_desktop.domain.document import DocumentLine, Service, VatClass
from xpeak_desktop.domain.receipt import Buyer
from xpeak_desktop.peak import bodies
from xpeak_desktop.peak.bodies import OwnLimit


def receipt(body: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(body, parse_float=Decimal)["PeakReceipts"]["receipts"][0]
    return row


def with_line(**changes: Any) -> bytes:
    line = replace(DOCUMENT.lines[0], **changes)
    return bodies.receipt_body(replace(DOCUMENT, lines=(line,)))


def test_a_receipt_is_written_in_peaks_flat_shape_and_in_order() -> None:
    row = receipt(bodies.receipt_body(DOCUMENT))
    assert list(row) == [
        "code",
        "issuedDate",
        "dueDate",
        "contactId",
        "tags",
        "reference",
        "isTaxInvoice",
        "taxStatus",
        "discountTotal",
        "products",
        "paidPayments",
    ]
    assert row["issuedDate"] == row["dueDate"] == "20261101"
    assert (row["isTaxInvoice"], row["taxStatus"]) == (1, 1)
    assert row["products"][0] == {
        "productId": "p-1",
        "productCode": "SKU-1",
        "description": "ข้าวสาร",
        "quantity": 2,
        "price": Decimal("107.25"),
        "vatType": 3,
    }
    assert row["paidPayments"] == {
        "paymentDate": "20261102",
        "payments": [{"paymentMethodId": "m-1", "amount": Decimal("213.5")}],
    }


def test_empty_extras_are_left_out() -> None:
    row = receipt(bodies.receipt_body(replace(DOCUMENT, discount=0)))
    assert "discountTotal" not in row
    assert "remark" not in row
    assert receipt(bodies.receipt_body(replace(DOCUMENT, remark="ฝากไว้")))["remark"] == "ฝากไว้"
    assert "productCode" not in receipt(with_line(item_code=""))["products"][0]


def test_no_vat_is_type_1_and_prices_without_vat_are_status_0() -> None:
    line = replace(DOCUMENT.lines[0], vat_class=VatClass.NONE)
    document = replace(DOCUMENT, lines=(line,), prices_include_vat=False, tax_invoice=False)
    row = receipt(bodies.receipt_body(document))
    assert (row["taxStatus"], row["isTaxInvoice"]) == (0, 0)
    assert row["products"][0]["vatType"] == 1


@given(
    st.decimals(
        min_value=Decimal("-99999999"),
        max_value=Decimal("99999999"),
        places=6,
        allow_nan=False,
        allow_infinity=False,
    )
)
def test_every_price_goes_out_as_exactly_the_number_it_is(price: Decimal) -> None:
    body = with_line(unit_price=price)
    text = body.decode().partition('"price":')[2].partition(",")[0]
    assert Decimal(text) == price
    assert '"' not in text
    assert "E" not in text.upper()
    assert not (text.endswith("0") and "." in text)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"code": ""}, "code"),
        ({"code": " A"}, "code"),
        ({"code": "A" * 33}, "code"),
        ({"contact_id": ""}, "contact"),
        ({"method_id": ""}, "payment method"),
        ({"lines": ()}, "lines"),
        ({"discount": -1}, "discount"),
    ],
)
def test_a_document_over_our_limits_never_becomes_a_body(
    changes: dict[str, Any], named: str
) -> None:
    with pytest.raises(OwnLimit, match=named):
        bodies.receipt_body(replace(DOCUMENT, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"item_id": ""},
        {"description": "ก" * 257},
        {"quantity": Decimal("0.0000001")},
        {"unit_price": Decimal("NaN")},
        {"unit_price": Decimal("Infinity")},
        {"unit_price": Decimal("1E+30")},
    ],
)
def test_a_line_over_our_limits_never_becomes_a_body(changes: dict[str, Any]) -> None:
    with pytest.raises(OwnLimit, match="line 1"):
        with_line(**changes)


def test_the_longest_allowed_texts_pass() -> None:
    assert with_line(description="ก" * 256)
    assert bodies.receipt_body(replace(DOCUMENT, code="A" * 32))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("บริษัท ก จำกัด (มหาชน)", 3),
        ("บริษัท ก จำกัด", 2),
        ("ห้างหุ้นส่วนจำกัด ก", 1),
        ("ห้างหุ้นส่วนสามัญ ก", 8),
        ("ร้าน ก", 4),
        ("สมศรี ใจดี", 5),
    ],
)
def test_the_sort_of_a_contact_follows_from_its_name(name: str, kind: int) -> None:
    row = json.loads(bodies.contact_body("X1", name, None))["PeakContacts"]["contacts"][0]
    assert row["type"] == kind
    assert ("prefixNameType" in row) == (kind == 5)


def test_a_buyers_tax_number_branch_and_address_go_along_if_there_are_any() -> None:
    buyer = Buyer("บริษัท ก จำกัด", "0105500000001", "สำนักงานใหญ่", " 9 หมู่ 1 ")
    row = json.loads(bodies.contact_body("X1", buyer.name, buyer))["PeakContacts"]["contacts"][0]
    assert (row["taxNumber"], row["branchCode"], row["address"]) == (
        "0105500000001",
        "00000",
        "9 หมู่ 1",
    )
    bare = json.loads(bodies.contact_body("X1", "สมศรี", Buyer("สมศรี")))
    assert set(bare["PeakContacts"]["contacts"][0]) == {"code", "name", "type", "prefixNameType"}


def test_a_contact_code_of_more_than_16_characters_is_refused() -> None:
    with pytest.raises(OwnLimit):
        bodies.contact_body("X" * 17, "สมศรี", None)


def test_a_long_product_name_is_cut_at_a_blank_and_kept_whole_below() -> None:
    name = "ชื่อ " * 40
    row = json.loads(bodies.product_body("A", name))["PeakProducts"]["products"][0]
    assert len(row["name"]) <= 100
    assert row["description"] == name


def test_service_void_and_token_bodies_have_their_likely_shapes() -> None:
    service = json.loads(bodies.service_body(Service.SHIPPING, with_vat=True))
    assert service["PeakServices"]["services"][0]["name"] == "ค่าขนส่ง"
    assert service["PeakServices"]["services"][0]["sellVatType"] == 3
    free = json.loads(bodies.service_body(Service.COD_FEE, with_vat=False))
    assert free["PeakServices"]["services"][0]["sellVatType"] == 1
    void = json.loads(bodies.void_body("u-1", "A"))
    assert void == {"PeakReceipts": {"receipts": [{"id": "u-1", "code": "A"}]}}
    token = json.loads(bodies.token_body("id", "key"))
    assert token == {"PeakClientToken": {"connectId": "id", "password": "key"}}


def test_lines_keep_their_order_and_equal_lines_stay_apart() -> None:
    one = DOCUMENT.lines[0]
    other = DocumentLine("p-2", "B", "ค่าขนส่ง", Decimal(1), Decimal(50), VatClass.SEVEN)
    row = receipt(bodies.receipt_body(replace(DOCUMENT, lines=(one, other, one))))
    assert [line["productId"] for line in row["products"]] == ["p-1", "p-2", "p-1"]


def test_dates_are_written_without_a_zone() -> None:
    assert bodies.day_text(date(2026, 2, 3)) == "20260203"
