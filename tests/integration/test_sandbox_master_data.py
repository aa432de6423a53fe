from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox_caller import Caller
from xpeak_desktop.sandbox.server import PracticeServer


@pytest.fixture
def caller() -> Iterator[Caller]:
    with PracticeServer() as server:
        yield Caller(server).log_in()


def contacts(caller: Caller, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    answer = caller.post("/contacts", {"peakCONTACTS": {"Contacts": list(rows)}}).json()
    made: list[dict[str, Any]] = answer["PeakContacts"]["contacts"]
    return made


def test_the_practice_business_has_what_the_sample_exports_need(caller: Caller) -> None:
    products = caller.get("/products/list", limit=100).json()["PeakProducts"]["products"]
    assert [row["code"] for row in products] == [f"SKU-{n:04d}" for n in range(50)]
    assert {row["sellVatType"] for row in products} == {3}
    assert products[24]["name"] == "สินค้าทดสอบ 24"
    services = caller.get("/services").json()["PeakServices"]["services"]
    assert [(row["name"], row["sellVatType"]) for row in services] == [
        ("ค่าขนส่ง", 3),
        ("ค่าบริการ COD", 3),
    ]
    methods = caller.get("/paymentmethods").json()["PeakPaymentMethods"]["paymentMethods"]
    assert [(row["code"], row["type"]) for row in methods] == [
        ("CSH001", 1),
        ("BSV001", 2),
        ("BSV002", 2),
    ]


def test_a_business_can_lack_the_services() -> None:
    with PracticeServer(scenario="no-services") as server:
        answer = Caller(server).log_in().get("/services/list").json()["PeakServices"]
    assert answer["resCode"] == "200"
    assert answer["services"] == []


def test_codes_are_generated_per_kind(caller: Caller) -> None:
    made = contacts(caller, {"name": "a", "type": 5}, {"name": "b", "type": 2})
    assert [row["code"] for row in made] == ["C00001", "C00002"]
    product = caller.post("/products", {"PeakProducts": {"products": [{"name": "x"}]}}).json()
    assert product["PeakProducts"]["products"][0]["code"] == "P00001"
    service = caller.post("/services", {"PeakServices": {"services": [{"name": "x"}]}}).json()
    assert service["PeakServices"]["services"][0]["code"] == "S00003"
    method = caller.post(
        "/paymentmethods",
        {"PeakPaymentMethods": {"paymentMethods": [{"name": "x", "type": 1}]}},
    ).json()
    assert method["PeakPaymentMethods"]["paymentMethods"][0]["code"] == "CSH002"


def test_a_used_contact_code_is_answered_100_without_an_id_whatever_its_letter_case(
    caller: Caller,
) -> None:
    first, second, third = contacts(
        caller,
        {"code": "Abc", "name": "a", "type": 5},
        {"code": "aBC", "name": "b", "type": 5},
        {"code": "other", "name": "c", "type": 5},
    )
    assert (first["resCode"], second["resCode"], third["resCode"]) == ("200", "100", "200")
    assert "id" not in second
    found = caller.get("/contacts", code="ABC").json()["PeakContacts"]["contacts"]
    assert [row["name"] for row in found] == ["a"]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({"name": "a", "type": 5, "code": "x" * 17}, "code"),
        ({"name": "n" * 257, "type": 5}, "name"),
        ({"name": " ", "type": 5}, "name"),
        ({"name": "a"}, "type"),
        ({"name": "a", "type": 12}, "type"),
        ({"name": ["a"], "type": 5}, "name"),
    ],
)
def test_a_contact_that_peak_would_refuse_is_answered_400_naming_the_field(
    caller: Caller, row: dict[str, Any], word: str
) -> None:
    (answer,) = contacts(caller, row)
    assert answer["resCode"] == "400"
    assert word in answer["resDesc"]
    assert len(caller.server.books.contacts) == 0


def test_a_contact_code_of_16_characters_is_taken_and_found_by_id(caller: Caller) -> None:
    (made,) = contacts(caller, {"name": "ก", "type": 2, "code": "X" * 16, "branchCode": "00000"})
    found = caller.get("/contacts", id=made["id"].upper()).json()["PeakContacts"]["contacts"]
    assert [(row["code"], row["branchCode"]) for row in found] == [("X" * 16, "00000")]


def test_product_names_end_at_100_characters(caller: Caller) -> None:
    body = {"PeakProducts": {"products": [{"name": "ก" * 100}, {"name": "ก" * 101}]}}
    rows = caller.post("/products", body).json()["PeakProducts"]["products"]
    assert [row["resCode"] for row in rows] == ["200", "400"]


def test_editing_changes_the_named_row_only(caller: Caller) -> None:
    contacts(caller, {"code": "A", "name": "a", "type": 5}, {"code": "B", "name": "b", "type": 5})
    body = {"PeakContacts": {"contacts": [{"code": "a", "taxNumber": "0105500000000"}]}}
    (row,) = caller.post("/contacts/edit", body).json()["PeakContacts"]["contacts"]
    assert (row["resCode"], row["name"], row["taxNumber"]) == ("200", "a", "0105500000000")
    other = caller.get("/contacts", code="B").json()["PeakContacts"]["contacts"][0]
    assert "taxNumber" not in other


def test_lists_are_paged_with_at_most_100_rows(caller: Caller) -> None:
    contacts(caller, *({"name": f"n{i}", "type": 5} for i in range(130)))

    def page(**query: Any) -> list[str]:
        answer = caller.get("/contacts/list", **query).json()
        return [row["name"] for row in answer["PeakContacts"]["contacts"]]

    assert len(page()) == 20
    assert len(page(limit=500)) == 100
    assert page(limit=100, page=2) == [f"n{i}" for i in range(100, 130)]
    assert page(limit=100, page=3) == []


def test_a_filter_peak_does_not_know_brings_the_whole_list(caller: Caller) -> None:
    contacts(caller, {"code": "A", "name": "a", "type": 5}, {"code": "B", "name": "b", "type": 5})
    rows = caller.get("/contacts", taxId="B").json()["PeakContacts"]["contacts"]
    assert [row["code"] for row in rows] == ["A", "B"]


def test_a_code_nobody_has_brings_an_empty_list_with_200(caller: Caller) -> None:
    answer = caller.get("/products", code="NOPE").json()["PeakProducts"]
    assert (answer["resCode"], answer["products"]) == ("200", [])


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b'{"PeakContacts":[]}', b'{"PeakContacts":{"contacts":[1]}}', b"\xff"]
)
def test_a_body_that_makes_no_sense_is_answered_400_and_books_nothing(
    caller: Caller, raw: bytes
) -> None:
    answer = caller.session.post(
        caller.server.peak_url + "/contacts", data=raw, headers=caller.headers(), timeout=10
    )
    assert answer.status_code == 200
    assert answer.json()["PeakContacts"]["resCode"] == "400"
    assert answer.json()["PeakContacts"]["contacts"] == []
    assert len(caller.server.books.contacts) == 0
