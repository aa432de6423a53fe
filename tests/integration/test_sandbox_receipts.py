import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox_caller import Caller, Json, flat_receipt, nested_receipt
from xpeak_desktop.sandbox.server import PracticeServer


@pytest.fixture
def caller() -> Iterator[Caller]:
    with PracticeServer() as server:
        caller = Caller(server).log_in()
        caller.add_contact()
        yield caller


def test_a_receipt_is_booked_and_answered_whole(caller: Caller) -> None:
    (row,) = caller.create(flat_receipt())
    assert row["resCode"] == "200"
    assert (row["preTaxAmount"], row["vatAmount"], row["netAmount"]) == (100, 7, 107)
    assert (row["code"], row["contactCode"], row["issuedDate"]) == ("RC-1", "CUST1", "20261101")
    assert row["isVoid"] is False
    assert caller.server.books.snapshot()["receipts"] == [
        {
            "code": "RC-1",
            "net": 10700,
            "vat": 700,
            "date": "20261101",
            "lines": 1,
            "payment_method": "BSV001",
            "is_tax_invoice": 1,
            "tax_status": 1,
            "contact_code": "CUST1",
            "reference": "SO-RC-1",
            "foreign": False,
        }
    ]


LINE: Json = {"productCode": "SKU-0001", "quantity": 1, "price": 100, "vatType": 3}


@pytest.mark.parametrize(
    ("tax_status", "lines", "discount", "vat", "net"),
    [
        (0, [LINE], 0, "7.00", "107.00"),
        (1, [LINE | {"price": 107}], 0, "7.00", "107.00"),
        # Half a satang goes up: 0.07 x 50 = 3.5, of 0.50 baht.
        (0, [LINE | {"price": 0.5}], 0, "0.04", "0.54"),
        # Once on the document: per line it would be 3 x 0.01.
        (0, [LINE | {"price": 0.1}] * 3, 0, "0.02", "0.32"),
        (1, [LINE | {"quantity": 3, "price": 333.33}], 0, "65.42", "999.99"),
        (1, [LINE | {"price": 112}], 5, "7.00", "107.00"),
        (1, [LINE | {"price": 112, "discount": 5}], 0, "7.00", "107.00"),
        (0, [LINE | {"vatType": 1}], 0, "0.00", "100.00"),
        (0, [LINE | {"vatType": None}], 0, "0.00", "100.00"),
        # Two classes share the discount by their size: 10 off 100 + 100, so 95 are taxed.
        (0, [LINE, LINE | {"vatType": 1}], 10, "6.65", "196.65"),
        (1, [LINE | {"price": 107}, LINE | {"price": 0, "vatType": 2}], 0, "7.00", "107.00"),
        (0, [LINE | {"price": "0.333333", "quantity": 3}], 0, "0.07", "1.07"),
        (0, [LINE | {"price": -50}, LINE], 0, "3.50", "53.50"),
    ],
)
def test_vat_is_rounded_half_up_once_on_the_document(
    caller: Caller, tax_status: int, lines: list[Json], discount: int, vat: str, net: str
) -> None:
    receipt = flat_receipt(products=lines, taxStatus=tax_status, discountTotal=discount)
    (row,) = caller.create(receipt)
    assert row["resCode"] == "200", row
    (booked,) = caller.server.books.live_receipts()
    assert (str(booked["vatAmount"]), str(booked["netAmount"])) == (vat, net)
    assert (row["vatAmount"], row["netAmount"]) == (float(vat), float(net))
    assert booked["preTaxAmount"] == Decimal(net) - Decimal(vat)


def test_a_live_number_is_refused_with_315_whatever_its_letter_case(caller: Caller) -> None:
    caller.create(flat_receipt("RC-1"))
    (row,) = caller.create(flat_receipt("rc-1"))
    assert (row["resCode"], row["resDesc"]) == ("315", "Transaction number is duplicated")
    assert "id" not in row
    assert len(caller.server.books.all_receipts()) == 1


def test_a_number_is_free_again_after_a_void_and_then_has_several_documents(
    caller: Caller,
) -> None:
    (first,) = caller.create(flat_receipt())
    caller.server.books.void("RC-1")
    (second,) = caller.create(flat_receipt())
    assert second["resCode"] == "200"
    rows = caller.receipts(code="RC-1")
    assert [(row["id"], row["isVoid"]) for row in rows] == [
        (first["id"], True),
        (second["id"], False),
    ]


def test_codes_can_be_let_collide(caller: Caller) -> None:
    caller.server.switches.unique_codes = False
    caller.create(flat_receipt())
    (row,) = caller.create(flat_receipt())
    assert row["resCode"] == "200"
    assert len(caller.server.books.receipts_with_code("RC-1")) == 2


def test_one_bad_receipt_does_not_stop_its_neighbours(caller: Caller) -> None:
    rows = caller.create(
        flat_receipt("A"), flat_receipt("B", contactCode="NOBODY"), flat_receipt("C")
    )
    assert [(row["code"], row["resCode"]) for row in rows] == [
        ("A", "200"),
        ("B", "400"),
        ("C", "200"),
    ]


def without(name: str) -> Json:
    receipt = flat_receipt()
    del receipt[name]
    return receipt


def paid_with(**payment: Any) -> Json:
    return flat_receipt(paidPayments={"paymentDate": "20261101", "payments": [payment]})


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        (flat_receipt(contactCode="NOBODY"), "contactCode not found"),
        (flat_receipt(contactId="7a64c3d1"), "contactId not found"),
        (flat_receipt(products=[LINE | {"productCode": "NOPE"}]), "products[1].productCode"),
        (flat_receipt(products=[LINE, LINE | {"productId": "x"}]), "products[2].productId"),
        (flat_receipt(products=[LINE | {"accountCode": "410000"}]), "accountCode not found"),
        (flat_receipt(products=[{"quantity": 1, "price": 1}]), "products[1]"),
        (flat_receipt(products=[LINE | {"price": None}]), "price is required"),
        (flat_receipt(products=[LINE | {"quantity": "many"}]), "quantity"),
        (flat_receipt(products=[LINE | {"vatType": 7}]), "vatType"),
        (flat_receipt(products=[LINE | {"price": 1e300}]), "price"),
        (flat_receipt(products=[]), "products"),
        (flat_receipt(issuedDate="25691101"), "issuedDate"),
        (flat_receipt(issuedDate="20261131"), "issuedDate"),
        (flat_receipt(issuedDate="2026-11-01"), "issuedDate"),
        (without("issuedDate"), "issuedDate is required"),
        (without("paidPayments"), "Missing Payment Data"),
        (without("contactCode"), "Missing Contact Data"),
        (paid_with(paymentMethodCode="BSV999", amount=1), "payment method not found"),
        (paid_with(paymentMethodCode="BSV001"), "amount"),
        (paid_with(amount=1), "Missing Payment Method Data At Payment [1]"),
        (flat_receipt(taxStatus=2), "taxStatus"),
        (flat_receipt(tags="x"), "tags"),
    ],
)
def test_what_a_receipt_refers_to_must_exist_and_the_refusal_names_it(
    caller: Caller, receipt: Json, words: str
) -> None:
    (row,) = caller.create(receipt)
    assert row["resCode"] == "400"
    assert words in row["resDesc"]
    assert caller.server.books.all_receipts() == []


@pytest.mark.parametrize("path", ["/receipts/allinone", "/receipts/queue"])
def test_the_nested_calls_refuse_flat_keys_in_peaks_words(caller: Caller, path: str) -> None:
    flat, halfway = flat_receipt(), nested_receipt()
    halfway["paidPayments"]["payments"].append({"paymentMethodId": "x", "amount": 1})
    unpaid = nested_receipt(paidPayments=None)
    for receipt, words in [
        (flat, "Missing Contact Data"),
        (unpaid, "Missing Payment Data"),
        (halfway, "Missing Payment Method Data At Payment [2]"),
    ]:
        answer = caller.post(path, {"PeakReceipts": {"receipts": [receipt]}})
        assert words in answer.text
        assert '"200","resDesc":"Success","queueId"' not in answer.text
    assert caller.server.books.all_receipts() == []


def test_all_in_one_books_and_can_make_the_contact(caller: Caller) -> None:
    (known,) = caller.create(nested_receipt("A"), path="/receipts/allinone")
    assert (known["resCode"], known["contactCode"]) == ("200", "CUST1")
    new = nested_receipt("B", contact={"code": "NEW", "name": "ใหม่", "type": 5})
    (made,) = caller.create(new, path="/receipts/allinone")
    assert (made["resCode"], made["contactCode"]) == ("200", "NEW")
    unknown = nested_receipt("C", contact={"code": "NOBODY"})
    (refused,) = caller.create(unknown, path="/receipts/allinone")
    assert (refused["resCode"], "contact not found" in refused["resDesc"]) == ("400", True)


def test_the_queue_gives_its_id_at_the_top_and_rows_when_it_is_done(caller: Caller) -> None:
    caller.server.switches.queue_seconds = 50
    answer = caller.post("/receipts/queue", {"PeakReceipts": {"receipts": [nested_receipt()]}})
    queue_id = answer.json()["queueId"]
    waiting = caller.get("/receipts/queue", queueId=queue_id).json()["PeakReceipts"]
    assert waiting["receipts"] == []
    assert caller.server.books.all_receipts() == []
    caller.server.books.let_pass(50)
    rows = caller.get("/receipts/queue", queueId=queue_id).json()["PeakReceipts"]["receipts"]
    assert [(row["code"], row["netAmount"]) for row in rows] == [("RC-1", 107)]
    assert rows[0]["documentLink"]


def test_a_service_can_stand_in_a_line(caller: Caller) -> None:
    shipping = {"productCode": "S00001", "quantity": 1, "price": 40, "vatType": 3}
    (row,) = caller.create(flat_receipt(products=[LINE, shipping]))
    assert row["resCode"] == "200"
    assert row["products"][1]["name"] == "ค่าขนส่ง"


def test_keys_of_a_request_may_have_any_letter_case(caller: Caller) -> None:
    receipt = {key.upper(): value for key, value in flat_receipt().items()}
    answer = caller.post("/receipts", {"peakreceipts": {"RECEIPTS": [receipt]}}).json()
    assert answer["PeakReceipts"]["receipts"][0]["resCode"] == "200"


def test_reading_by_code_shows_lines_payment_groups_and_journals(caller: Caller) -> None:
    (made,) = caller.create(flat_receipt())
    assert "journals" not in made
    (row,) = caller.receipts(code="rc-1")
    assert len(row["journals"]) == 1
    assert row["journals"][0]["code"].startswith("JV-20261101")
    assert row["products"][0]["productCode"] == "SKU-0001"
    assert isinstance(row["paidPayments"], list)
    assert row["paidPayments"][0]["payments"][0]["amount"] == 107
    assert caller.receipts(id=made["id"]) == [row]
    assert caller.receipts(code="RC-2") == []


def test_journals_can_be_missing_or_late(caller: Caller) -> None:
    caller.server.switches.journals_after_seconds = 50
    caller.create(flat_receipt())
    assert caller.receipts(code="RC-1")[0]["journals"] == []
    caller.server.books.let_pass(50)
    assert len(caller.receipts(code="RC-1")[0]["journals"]) == 1
    caller.server.switches.journals = False
    assert caller.receipts(code="RC-1")[0]["journals"] == []


def test_the_list_gives_header_rows_by_day_and_status(caller: Caller) -> None:
    for number, day in enumerate(["20261103", "20261101", "20261102"]):
        caller.create(flat_receipt(f"RC-{number}", issuedDate=day))
    caller.server.books.void("RC-1")
    answer = caller.listed(dateStart="20261101", dateEnd="20261102", status=0)
    assert answer["totalReceipt"] == 2
    assert [(row["code"], row["isVoid"]) for row in answer["receipts"]] == [
        ("RC-1", True),
        ("RC-2", False),
    ]
    row = answer["receipts"][1]
    assert "journals" not in row
    assert "products" not in row
    assert (row["reference"], row["netAmount"], row["vatAmount"]) == ("SO-RC-2", 107, 7)
    assert row["contactId"]
    assert row["documentLink"]
    assert [row["code"] for row in caller.listed(status=3)["receipts"]] == ["RC-2", "RC-0"]
    assert [row["code"] for row in caller.listed(status=4)["receipts"]] == ["RC-1"]
    assert caller.listed(status=1)["totalReceipt"] == 0


def test_the_list_pages_and_counts_the_whole(caller: Caller) -> None:
    caller.create(*(flat_receipt(f"RC-{number:03d}") for number in range(25)))
    first = caller.listed()
    assert (first["totalReceipt"], len(first["receipts"])) == (25, 20)
    last = caller.listed(page=2)
    assert [row["code"] for row in last["receipts"]] == [f"RC-{n:03d}" for n in range(20, 25)]


def test_a_new_receipt_can_stay_invisible_for_a_while_though_its_number_is_taken(
    caller: Caller,
) -> None:
    caller.server.switches.visible_after_seconds = 50
    caller.create(flat_receipt())
    assert caller.receipts(code="RC-1") == []
    assert caller.listed()["totalReceipt"] == 0
    assert caller.create(flat_receipt())[0]["resCode"] == "315"
    caller.server.books.let_pass(50)
    assert [row["code"] for row in caller.receipts(code="RC-1")] == ["RC-1"]
    assert caller.listed()["totalReceipt"] == 1


@pytest.mark.parametrize(
    "shape",
    [
        lambda row: {"PeakReceipts": {"receipts": [{"code": row["code"]}]}},
        lambda row: {"PeakReceipts": {"receipts": [{"id": row["id"]}]}},
        lambda row: {"PeakReceipts": {"transactionId": row["id"]}},
        lambda row: {"PeakReceipts": {"transactionCode": row["code"]}},
        lambda row: {"peakReceipts": {"receipts": [{"transactionCode": row["code"]}]}},
        lambda row: {"transactionId": row["id"]},
    ],
)
def test_a_void_is_taken_in_every_shape_it_might_have(caller: Caller, shape: Any) -> None:
    (made,) = caller.create(flat_receipt())
    answer = caller.post("/receipts/void", shape(made)).json()["PeakReceipts"]
    (row,) = answer["receipts"]
    assert (row["resCode"], row["isVoid"]) == ("200", True)
    assert caller.server.books.live_receipts() == []
    again = caller.post("/receipts/void", shape(made)).json()["PeakReceipts"]["receipts"]
    assert again[0]["resCode"] == "384"


def test_sparse_answers_hold_id_code_and_result_only(caller: Caller) -> None:
    caller.server.switches.sparse_answers = True
    (row,) = caller.create(flat_receipt())
    assert set(row) == {"id", "code", "resCode", "resDesc"}


def test_no_receipt_is_created_in_a_closed_month(caller: Caller) -> None:
    caller.server.switches.closed_months = ("202610",)
    rows = caller.create(flat_receipt("A", issuedDate="20261031"), flat_receipt("B"))
    assert [row["resCode"] for row in rows] == ["400", "200"]
    assert "closed" in rows[0]["resDesc"]


def test_a_missing_code_is_numbered_by_peak(caller: Caller) -> None:
    (row,) = caller.create(without("code"))
    assert row["code"] == "RE261100001"


def test_an_edit_changes_the_notes_of_one_receipt(caller: Caller) -> None:
    caller.create(flat_receipt("A"), flat_receipt("B"))
    body = {"PeakReceipts": {"receipts": [{"code": "A", "remark": "หมายเหตุ"}]}}
    (row,) = caller.post("/receipts/edit", body).json()["PeakReceipts"]["receipts"]
    assert (row["resCode"], row["remark"]) == ("200", "หมายเหตุ")
    assert caller.receipts(code="B")[0]["remark"] == ""


def test_what_others_and_the_accountant_do_is_seen(caller: Caller) -> None:
    books = caller.server.books
    books.add_foreign_receipt("IV-1", 10700, "20261105", vat=700, reference="SO-RC-9")
    (row,) = caller.receipts(code="IV-1")
    assert (row["netAmount"], row["vatAmount"], row["reference"]) == (107, 7, "SO-RC-9")
    books.accountant_edit("IV-1", netAmount=Decimal("90.00"))
    assert caller.receipts(code="IV-1")[0]["netAmount"] == 90
    assert caller.listed()["receipts"][0]["netAmount"] == 90
    with pytest.raises(KeyError):
        books.void("IV-2")


def test_deleted_master_data_is_refused_in_later_receipts(caller: Caller) -> None:
    caller.server.books.methods.remove("BSV001")
    (row,) = caller.create(flat_receipt())
    assert "payment method not found" in row["resDesc"]


def test_answers_given_earlier_do_not_change_when_the_books_do(caller: Caller) -> None:
    caller.create(flat_receipt())
    (document,) = caller.server.books.live_receipts()
    before = copy.deepcopy(document)
    caller.server.books.void("RC-1")
    assert document == before
