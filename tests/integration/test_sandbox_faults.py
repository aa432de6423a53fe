import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.sandbox_caller import Caller, flat_receipt
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import SWITCH_NAMES, Switches, gentle_bad_manners


@pytest.fixture
def caller() -> Iterator[Caller]:
    with PracticeServer() as server:
        caller = Caller(server).log_in()
        caller.add_contact()
        yield caller


def codes(caller: Caller) -> list[str]:
    return [document["code"] for document in caller.server.books.live_receipts()]


@pytest.mark.parametrize(
    ("accident", "booked"),
    [("answer_lost_before_booking", []), ("answer_lost_after_booking", ["RC-1"])],
)
def test_an_answer_can_be_lost_before_or_after_booking(
    caller: Caller, accident: str, booked: list[str]
) -> None:
    caller.server.faults.plan(accident, 1)
    with pytest.raises(requests.ConnectionError):
        caller.create(flat_receipt())
    assert codes(caller) == booked
    assert caller.server.faults.struck == {f"{accident}_rate": 1}
    assert caller.create(flat_receipt("RC-2"))[0]["resCode"] == "200", "only one was planned"


@pytest.mark.parametrize(
    ("accident", "booked"), [("http_500_before", []), ("http_500_after", ["RC-1"])]
)
def test_http_500_can_come_before_or_after_booking(
    caller: Caller, accident: str, booked: list[str]
) -> None:
    caller.server.faults.plan(accident, 1)
    answer = caller.post("/receipts", {"PeakReceipts": {"receipts": [flat_receipt()]}})
    assert answer.status_code == 500
    assert codes(caller) == booked


def test_lost_answers_spare_reading_and_minting(caller: Caller) -> None:
    switches = caller.server.switches
    switches.answer_lost_after_booking_rate = switches.http_500_after_rate = 1.0
    assert caller.get("/receipts", code="RC-1").status_code == 200
    caller.server.gate.forget_mint()
    assert caller.ask_for_token().status_code == 200


def test_an_html_page_can_stand_in_for_any_answer(caller: Caller) -> None:
    caller.server.switches.html_200_rate = 1.0
    answer = caller.post("/receipts", {"PeakReceipts": {"receipts": [flat_receipt()]}})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert codes(caller) == []


def test_an_answer_can_break_off(caller: Caller) -> None:
    caller.server.faults.plan("answer_cut", 1)
    with pytest.raises(requests.RequestException):
        caller.get("/products/list")
    assert caller.get("/products/list").json()["PeakProducts"]["resCode"] == "200"


def test_numbers_can_come_as_texts(caller: Caller) -> None:
    caller.server.switches.numbers_as_strings = True
    (row,) = caller.create(flat_receipt())
    assert (row["netAmount"], row["vatAmount"]) == ("107.00", "7.00")
    assert (row["isTaxInvoice"], row["isVoid"]) == ("1", False)


def test_keys_can_come_in_another_letter_case(caller: Caller) -> None:
    caller.server.switches.odd_key_case = True
    seen = {next(iter(caller.get("/user").json())) for _ in range(30)}
    assert seen == {"peakUser", "peakuser"}


def test_one_seed_meets_the_same_accidents_whatever_else_is_switched_on() -> None:
    def struck(lost: float) -> list[bool]:
        switches = Switches(html_200_rate=0.5, answer_lost_before_booking_rate=lost)
        faults = Faults(switches, seed=7)
        found = []
        for _ in range(50):
            exchange = Exchange("POST", "/receipts", {}, {}, b"")
            faults.meet("before_handling", exchange)
            found.append(exchange.text is not None)
        return found

    assert struck(0) == struck(0.5)
    assert 10 < sum(struck(0)) < 40


def test_a_fault_can_be_added_without_touching_the_routes(caller: Caller) -> None:
    def empty(exchange: Exchange, faults: Faults) -> None:
        exchange.reply({})

    caller.server.faults.add("before_answer", empty)
    assert caller.get("/user").json() == {}


def test_five_posts_at_once_are_taken_and_a_sixth_is_answered_429(caller: Caller) -> None:
    inside, go_on = threading.Semaphore(0), threading.Event()

    def hold(exchange: Exchange, faults: Faults) -> None:
        if exchange.method == "POST":
            inside.release()
            go_on.wait(10)

    caller.server.faults.add("before_handling", hold)
    with ThreadPoolExecutor(5) as pool:
        busy = [pool.submit(post_contact, caller) for _ in range(5)]
        for _ in busy:
            assert inside.acquire(timeout=10)
        sixth = post_contact(caller)
        reading = caller.get("/user")
        go_on.set()
        answers = [one.result() for one in busy]
    assert sixth.status_code == 429
    assert sixth.json()["type"] == "concurrency"
    assert sixth.json()["retryAfterSeconds"] is None
    assert reading.status_code == 200, "reading is not limited"
    assert [one.status_code for one in answers] == [200] * 5
    assert post_contact(caller).status_code == 200
    assert len(caller.server.books.contacts) == 7


def test_stopping_breaks_slow_calls_off_and_books_nothing(caller: Caller) -> None:
    caller.server.switches.post_delay_seconds = 30
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(post_contact, caller)
        deadline = time.monotonic() + 10
        while caller.server.books.request_counts["POST /contacts"] < 2:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        caller.server.stop()
        with pytest.raises(requests.ConnectionError):
            slow.result(timeout=10)
    assert len(caller.server.books.contacts) == 1


def post_contact(caller: Caller) -> requests.Response:
    return requests.post(
        caller.server.peak_url + "/contacts",
        json={"PeakContacts": {"contacts": [{"name": "a", "type": 5}]}},
        headers=caller.headers(),
        timeout=20,
    )


def test_a_client_that_gives_up_can_be_booked_afterwards(caller: Caller) -> None:
    caller.server.switches.post_delay_seconds = 0.2
    with pytest.raises(requests.Timeout):
        requests.post(
            caller.server.peak_url + "/receipts",
            json={"PeakReceipts": {"receipts": [flat_receipt()]}},
            headers=caller.headers(),
            timeout=0.05,
        )
    deadline = time.monotonic() + 5
    while not codes(caller) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert codes(caller) == ["RC-1"]


def test_bad_manners_are_gentle_and_follow_from_the_seed() -> None:
    assert gentle_bad_manners(1) == gentle_bad_manners(1) != gentle_bad_manners(2)
    for seed in range(20):
        manners = gentle_bad_manners(seed)
        rates = [getattr(manners, name) for name in SWITCH_NAMES if name.endswith("_rate")]
        assert 0 < sum(rates) < 0.08
        assert manners.unique_codes
    with PracticeServer(scenario="bad-manners", seed=3) as server:
        assert server.switches == gentle_bad_manners(3)
