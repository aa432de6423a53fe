"""The practice PEAK's rarer bad manners do what their switches say."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import requests

from tests.sandbox_caller import Caller, flat_receipt
from xpeak_desktop.sandbox.server import PracticeServer


@pytest.fixture
def caller() -> Iterator[Caller]:
    with PracticeServer(receipts=0) as server:
        caller = Caller(server).log_in()
        caller.add_contact()
        yield caller


def post(caller: Caller, *numbers: str) -> requests.Response:
    rows = [flat_receipt(number) for number in numbers]
    answer: requests.Response = caller.post("/receipts", {"PeakReceipts": {"receipts": rows}})
    return answer


def rows(answer: requests.Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["PeakReceipts"]["receipts"]
    return found


def codes(caller: Caller) -> list[str]:
    return [document["code"] for document in caller.server.books.live_receipts()]


@pytest.mark.parametrize(
    ("accident", "status", "booked"),
    [
        ("http_503_before", 503, []),
        ("http_503_after", 503, ["RC-1"]),
        ("session_over_before", 200, []),
        ("session_over_after", 200, ["RC-1"]),
        ("token_killed", 200, []),
        ("unknown_code", 200, ["RC-1"]),
        ("unknown_code_before", 200, []),
        ("too_many", 429, []),
        ("quota", 400, []),
    ],
)
def test_a_document_can_be_refused_with_and_without_being_booked(
    caller: Caller, accident: str, status: int, booked: list[str]
) -> None:
    caller.server.faults.plan(accident, 1)
    assert (post(caller, "RC-1").status_code, codes(caller)) == (status, booked)


def test_a_document_can_be_booked_when_the_client_has_given_up(caller: Caller) -> None:
    caller.server.switches.booked_late_seconds = 0.05
    caller.server.faults.plan("booked_late", 1)
    with pytest.raises(requests.ConnectionError):
        post(caller, "RC-1")
    for _ in range(200):
        if codes(caller):
            break
        time.sleep(0.01)
    assert codes(caller) == ["RC-1"]


def test_a_filter_can_be_ignored(caller: Caller) -> None:
    post(caller, "RC-1", "RC-2")
    caller.server.faults.plan("filter_ignored", 1)
    assert len(rows(caller.get("/receipts", code="RC-1"))) == 2
    assert len(rows(caller.get("/receipts", code="RC-1"))) == 1


def test_a_page_can_be_shown_on_which_the_document_is_not(caller: Caller) -> None:
    post(caller, "RC-1")
    caller.server.faults.plan("other_rows", 1)
    assert [row["code"] for row in rows(caller.get("/receipts", code="RC-1"))] == ["X-1"]
    assert [row["code"] for row in rows(caller.get("/receipts", code="RC-1"))] == ["RC-1"]


def test_lists_can_lag_behind_look_ups(caller: Caller) -> None:
    caller.server.switches.listed_after_seconds = 60
    post(caller, "RC-1")
    assert len(rows(caller.get("/receipts", code="RC-1"))) == 1
    assert rows(caller.get("/receipts/list")) == []
    caller.server.books.let_pass(60)
    assert len(rows(caller.get("/receipts/list"))) == 1


@pytest.mark.parametrize("at_top_level", [False, True])
def test_a_session_is_over_where_the_switch_says(caller: Caller, at_top_level: bool) -> None:
    caller.server.switches.token_error_at_top_level = at_top_level
    caller.server.faults.plan("session_over_before", 1)
    body = caller.get("/contacts").json()
    assert (body if at_top_level else body["PeakContacts"])["resCode"] == "600"
    assert body["PeakContacts"]["contacts"] == []


def test_another_program_can_take_the_client_token(caller: Caller) -> None:
    caller.server.faults.plan("token_killed", 1)
    for _ in range(2):
        assert caller.get("/receipts").json()["PeakReceipts"]["resCode"] == "600"
    caller.server.gate.forget_mint()
    caller.log_in()
    assert caller.get("/receipts").json()["PeakReceipts"]["resCode"] == "200"


def test_the_user_token_can_be_revoked_and_given_back(caller: Caller) -> None:
    for revoked, code in ((True, "401"), (False, "200")):
        caller.server.switches.user_token_revoked = revoked
        assert caller.get("/receipts").json()["PeakReceipts"]["resCode"] == code


def test_answers_can_be_crossed(caller: Caller) -> None:
    post(caller, "RC-1")
    caller.server.faults.plan("crossed", 1)
    assert rows(post(caller, "RC-2"))[0]["code"] == "RC-1"
    assert codes(caller) == ["RC-1", "RC-2"]


def test_rows_can_come_in_another_order_be_missing_or_be_too_many(caller: Caller) -> None:
    caller.server.switches.rows_reordered = True
    assert [row["code"] for row in rows(post(caller, "RC-1", "RC-2"))] == ["RC-2", "RC-1"]
    caller.server.faults.plan("rows_missing", 1)
    assert [row["code"] for row in rows(post(caller, "RC-3", "RC-4"))] == ["RC-4"]
    caller.server.faults.plan("rows_extra", 1)
    assert [row["code"] for row in rows(post(caller, "RC-5"))] == ["X-1", "RC-5", "RC-5"]
    assert codes(caller) == ["RC-1", "RC-2", "RC-3", "RC-4", "RC-5"]


def test_answers_can_say_more_or_something_unknown(caller: Caller) -> None:
    caller.server.switches.unknown_fields = True
    assert "promotion" in rows(post(caller, "RC-1"))[0]
    caller.server.faults.plan("unknown_code", 1)
    assert rows(post(caller, "RC-2"))[0]["resCode"] == "977"


def test_bodies_can_be_malformed_huge_or_slow(caller: Caller) -> None:
    caller.server.faults.plan("malformed", 1)
    with pytest.raises(requests.exceptions.JSONDecodeError):
        caller.get("/receipts").json()
    caller.server.faults.plan("huge", 1)
    assert len(caller.get("/receipts").content) > 60_000_000
    caller.server.switches.slow_body_seconds = 0.2
    caller.server.faults.plan("slow_body", 1)
    began = time.monotonic()
    assert caller.get("/receipts").json()
    assert time.monotonic() - began >= 0.2, "the server waits between two bytes, at least so long"


# ---------------------------------------------------------------------- people in PEAK's window


@pytest.mark.parametrize(
    ("accident", "words"),
    [
        ("product_deleted", "productCode not found"),
        ("contact_deleted", "contactCode not found"),
        ("method_deleted", "payment method not found"),
    ],
)
def test_what_a_document_names_can_be_deleted_just_before_it(
    caller: Caller, accident: str, words: str
) -> None:
    caller.server.faults.plan(accident, 1)
    assert words in rows(post(caller, "RC-1"))[0]["resDesc"]
    assert caller.server.faults.struck == {f"{accident}_rate": 1}
    assert codes(caller) == []


def test_a_service_can_be_deleted_where_a_document_names_one(caller: Caller) -> None:
    caller.server.faults.plan("service_deleted", 1)
    assert rows(post(caller, "RC-1"))[0]["resCode"] == "200", "it names products only"
    service = next(iter(caller.server.books.services))
    sent = flat_receipt("RC-2")
    sent["products"][0]["productCode"] = service["code"]
    assert caller.create(sent)[0]["resCode"] == "400"
    assert caller.server.books.services.find("", service["code"]) is None


def test_an_accountant_can_void_and_edit_what_was_just_booked(caller: Caller) -> None:
    caller.server.faults.plan("accountant_voids", 1)
    post(caller, "RC-1")
    assert codes(caller) == []
    caller.server.faults.plan("accountant_edits", 1)
    post(caller, "RC-2")
    [edited] = caller.server.books.live_receipts()
    total, day = edited["netAmount"], edited["issuedDate"]
    assert (total, day) in ((Decimal(108), "20261101"), (Decimal(107), "20261031"))


def test_a_document_moved_to_another_day_is_listed_there(caller: Caller) -> None:
    day = rows(post(caller, "RC-1"))[0]["issuedDate"]
    caller.server.books.accountant_edit("RC-1", issuedDate="20260901")
    asked = {"datestart": day, "dateend": day}
    assert rows(caller.get("/receipts/list", **asked)) == []
    asked = {"datestart": "20260901", "dateend": "20260901"}
    assert [row["code"] for row in rows(caller.get("/receipts/list", **asked))] == ["RC-1"]


def test_an_accountant_can_enter_documents_of_his_own(caller: Caller) -> None:
    caller.server.faults.plan("accountant_enters", 9)
    for number in range(9):
        post(caller, f"RC-{number}")
    live = caller.server.books.snapshot()["receipts"]
    foreign = [one for one in live if one["foreign"]]
    assert len(foreign) == 9
    assert {one["net"] for one in foreign} == {one["net"] for one in live}
    by_number = {one["code"] for one in foreign if one["code"].startswith("RC-")}
    assert 0 < len(by_number) < 9, "a number that he took is refused to the program"
    assert len(live) == 18 - len(by_number)
