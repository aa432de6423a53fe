"""Retries, pauses, odd answers and limits, over real HTTP."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.documents import DOCUMENT
from tests.fakes import FakeClock, MemorySecrets
from tests.peak_room import QUICK, Room, peak_room
from tests.raw_server import Answer, RawServer, http, saying
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.peak.gateway import Gateway, connect
from xpeak_desktop.ports import Outcome, Secret, SecretName
from xpeak_desktop.transport import Limits

DAY = date(2026, 11, 1)
PORTAL = http(b"<html>log in</html>", headers="Content-Type: text/html")


def rows(*found: dict[str, Any], kind: str = "Receipts", total: int | None = None) -> bytes:
    array = kind[0].lower() + kind[1:]
    wrapper: dict[str, Any] = {"resCode": "200", "resDesc": "Success", array: list(found)}
    if total is not None:
        wrapper["totalReceipt"] = total
    return http(json.dumps({f"Peak{kind}": wrapper}).encode())


EMPTY = rows()
LIMITED = http(b'{"type":"concurrency","retryAfterSeconds":null}', status="429 Too Many Requests")


class Bench:
    """A gateway that has its token already, before a server that says what the test wants."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.cancel = threading.Event()
        self.gateways: list[Gateway] = []
        kept = {"token": "canary-token", "minted_at": self.clock.now().isoformat()}
        self.secrets = MemorySecrets(
            connect_id="canary-id", connect_key="canary-key", user_token="canary-user"
        )
        self.secrets.put(SecretName.CLIENT_TOKEN, Secret(json.dumps(kept)))

    def reach(self, server: RawServer, limits: Limits = QUICK) -> Gateway:
        gateway = connect(server.url, self.secrets, self.clock, self.cancel, limits=limits)
        self.gateways.append(gateway)
        return gateway


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    for gateway in made.gateways:
        gateway.close()


@pytest.fixture
def room() -> Iterator[Room]:
    with peak_room() as made:
        yield made


def trouble_of(call: Callable[[], Any]) -> Trouble:
    with pytest.raises(Trouble) as caught:
        call()
    return caught.value


# ------------------------------------------------------------------ questions


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, Code.PEAK_UNREACHABLE),
        (PORTAL, Code.PEAK_ODD_ANSWER),
        (http(b"", status="503 Busy"), Code.PEAK_ERROR),
        (http(b'{"PeakReceipts":{"resCode":"500"}}'), Code.PEAK_ERROR),
        (b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", Code.PEAK_ODD_ANSWER),
        (LIMITED, Code.PEAK_BUSY),
    ],
)
def test_a_question_is_asked_three_times_with_growing_pauses(
    bench: Bench, answer: bytes | None, code: Code
) -> None:
    with RawServer(answer) as server:
        met = trouble_of(lambda: bench.reach(server).receipt("A"))
        assert met.problem.code is code
        assert len(server.requests) == 3
    expected = [8.0, 8.0] if answer is LIMITED else [0.375, 0.75]
    assert bench.clock.waits == expected


def test_a_question_answered_at_the_second_try_is_answered(bench: Bench) -> None:
    with RawServer(None, rows({"id": "1", "code": "A"})) as server:
        assert bench.reach(server).receipt("A").live is not None
        assert len(server.requests) == 2


def test_the_pause_is_spread_from_half_to_whole(bench: Bench) -> None:
    with RawServer(None) as server:
        bench.clock.next_chance = 0.0
        trouble_of(lambda: bench.reach(server).receipt("A"))
    assert bench.clock.waits == [0.25, 0.5]


def test_a_wish_for_a_long_pause_is_handed_on_and_not_waited_out(bench: Bench) -> None:
    answer = http(b'{"type":"rate","retryAfterSeconds":60}', status="429 Too Many Requests")
    with RawServer(answer) as server:
        met = trouble_of(lambda: bench.reach(server).receipt("A"))
        assert (met.problem.code, met.retry_after) == (Code.PEAK_BUSY, 60)
        assert met.problem.params["seconds"] == "60"
        assert len(server.requests) == 1


def test_a_refusal_of_a_question_is_not_asked_again(bench: Bench) -> None:
    answer = http(b'{"PeakReceipts":{"resCode":"402","resDesc":"no such thing"}}')
    with RawServer(answer) as server:
        met = trouble_of(lambda: bench.reach(server).receipt("A"))
        assert met.problem.code is Code.PEAK_ODD_ANSWER
        assert met.problem.params["words"] == "no such thing"
        assert len(server.requests) == 1


def test_every_try_is_signed_anew(bench: Bench) -> None:
    with RawServer(None) as server:
        trouble_of(lambda: bench.reach(server).receipt("A"))
        stamps = {
            line for one in server.requests for line in one.split(b"\r\n") if b"Stamp" in line
        }
    assert len(stamps) >= 2


def test_a_cancelled_gateway_asks_nothing_and_sends_nothing(bench: Bench) -> None:
    with RawServer(EMPTY) as server:
        gateway = bench.reach(server)
        bench.cancel.set()
        assert trouble_of(lambda: gateway.receipt("A")).problem.code is Code.STOPPED
        answer = gateway.create_receipt(DOCUMENT)
        assert answer.outcome is Outcome.NOT_SENT
        assert server.requests == []


def test_a_cancel_during_a_pause_ends_the_question(bench: Bench) -> None:
    class Impatient(FakeClock):
        def wait(self, seconds: float, cancel: threading.Event) -> bool:
            bench.cancel.set()
            return True

    bench.clock = Impatient()
    with RawServer(None) as server:
        gateway = bench.reach(server)
        assert trouble_of(lambda: gateway.receipt("A")).problem.code is Code.STOPPED
        assert len(server.requests) == 1


# ------------------------------------------------------------------ look-ups and lists


def test_rows_of_other_numbers_are_dropped(bench: Bench) -> None:
    found = [{"id": str(place), "code": code} for place, code in enumerate(["a", "A", "AB", "A "])]
    with RawServer(rows(*found)) as server:
        look_up = bench.reach(server).receipt("A")
    assert [one.peak_id for one in look_up.documents] == ["1", "3"]


def test_rows_of_other_numbers_alone_do_not_show_that_ours_is_absent(bench: Bench) -> None:
    with RawServer(rows({"id": "1", "code": "B"}, {"id": "2", "code": "C"})) as server:
        met = trouble_of(lambda: bench.reach(server).receipt("A"))
    assert met.problem.code is Code.PEAK_ODD_ANSWER
    assert met.problem.params["why"] == "other_rows"


def test_equal_looking_numbers_are_equal_however_they_are_composed(bench: Bench) -> None:
    with RawServer(rows({"id": "1", "code": "Cafe\u0301"})) as server:
        assert bench.reach(server).receipt("Caf\u00e9").documents


def test_one_unreadable_row_spoils_the_answer(bench: Bench) -> None:
    with RawServer(rows({"id": "1", "code": "A", "netAmount": "many"})) as server:
        met = trouble_of(lambda: bench.reach(server).receipt("A"))
    assert met.problem.code is Code.PEAK_ODD_ANSWER
    assert "netamount" in met.problem.params["path"]


def page(first: int, count: int, total: int | None = None) -> bytes:
    return rows(
        *({"id": str(first + n), "code": f"A{first + n}"} for n in range(count)), total=total
    )


@pytest.mark.parametrize(
    ("answers", "found", "requests"),
    [
        ([EMPTY], 0, 1),
        ([page(0, 100), page(100, 100), page(200, 40)], 240, 3),
        ([page(0, 100), page(100, 100), EMPTY], 200, 3),
        ([page(0, 20), page(20, 20), page(40, 3)], 43, 3),
        ([page(0, 100, 200), page(100, 100, 200)], 200, 2),
        ([page(0, 30, 30)], 30, 1),
        ([page(0, 100), page(0, 100), page(0, 100)], 100, 2),
        ([page(0, 100), page(50, 100), page(150, 1)], 151, 3),
    ],
    ids=["empty", "short page", "empty page", "smaller pages", "total", "one", "same", "shifted"],
)
def test_a_list_is_read_to_its_end_and_no_further(
    bench: Bench, answers: list[bytes], found: int, requests: int
) -> None:
    with RawServer(*answers) as server:
        listed = list(bench.reach(server).receipts_of(DAY, DAY))
        assert len({one.peak_id for one in listed}) == len(listed) == found
        assert len(server.requests) == requests
        assert (
            b"dateStart=20261101&dateEnd=20261101&status=0&page=1&limit=100" in server.requests[0]
        )


def test_a_list_that_claims_more_than_it_gives_is_not_believed(bench: Bench) -> None:
    with RawServer(page(0, 100, 250)) as server:
        met = trouble_of(lambda: list(bench.reach(server).receipts_of(DAY, DAY)))
    assert met.problem.code is Code.PEAK_ODD_ANSWER


# ------------------------------------------------------------------ documents


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, Code.PEAK_UNREACHABLE),
        (PORTAL, Code.PEAK_ODD_ANSWER),
        (http(b"", status="500 Error"), Code.PEAK_ERROR),
        (b"HTTP/1.1 307 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", Code.PEAK_ODD_ANSWER),
        (saying(), Code.PEAK_UNREACHABLE),
    ],
    ids=["hang up", "portal", "500", "redirect", "silence"],
)
def test_a_document_without_a_clear_answer_is_unknown_and_sent_once(
    bench: Bench, answer: Answer | bytes | None, code: Code
) -> None:
    limits = Limits(connect=1, read=0.2, total=0.3)
    with RawServer(answer) as server:
        got = bench.reach(server, limits).create_receipt(DOCUMENT)
        assert (got.outcome, got.everybody) == (Outcome.UNKNOWN, True)
        assert got.problem is not None
        assert got.problem.code is code
        assert len(server.requests) == 1
    assert bench.clock.waits == []


def test_a_document_that_could_not_leave_is_not_sent(bench: Bench) -> None:
    server = RawServer(EMPTY)
    gateway = bench.reach(server)
    server.__exit__()
    answer = gateway.create_receipt(DOCUMENT)
    assert (answer.outcome, answer.everybody) == (Outcome.NOT_SENT, True)


def test_the_answer_for_another_document_is_unknown(bench: Bench) -> None:
    with RawServer(rows({"id": "1", "code": "OTHER"})) as server:
        assert bench.reach(server).create_receipt(DOCUMENT).outcome is Outcome.UNKNOWN


def test_a_yes_with_an_unreadable_amount_is_unknown(bench: Bench) -> None:
    row = {"id": "1", "code": DOCUMENT.code, "netAmount": "x"}
    with RawServer(rows(row)) as server:
        answer = bench.reach(server).create_receipt(DOCUMENT)
    assert (answer.outcome, answer.document) == (Outcome.UNKNOWN, None)


def test_a_document_over_our_limits_is_a_no_that_never_left(bench: Bench) -> None:
    with RawServer(EMPTY) as server:
        answer = bench.reach(server).create_receipt(replace(DOCUMENT, contact_id=""))
        assert (answer.outcome, answer.res_code) == (Outcome.NO, "")
        assert "contact" in answer.words
        assert server.requests == []


def test_an_answer_tells_its_status_and_how_long_it_took(bench: Bench) -> None:
    class Slow(FakeClock):
        def monotonic(self) -> float:
            self.advance(0.01)
            return super().monotonic()

    bench.clock = Slow()
    with RawServer(rows({"id": "1", "code": DOCUMENT.code})) as server:
        answer = bench.reach(server).create_receipt(DOCUMENT)
    assert (answer.outcome, answer.http_status, answer.res_code) == (Outcome.YES, 200, "200")
    assert answer.seconds > 0


def test_no_more_than_five_posts_are_under_way_at_once() -> None:
    with peak_room(post_delay_seconds=0.05) as room:
        gateway = room.another_gateway()
        with ThreadPoolExecutor(12) as pool:
            codes = [f"A-{place}" for place in range(24)]
            answers = list(
                pool.map(lambda code: gateway.create_receipt(replace(DOCUMENT, code=code)), codes)
            )
        assert all(answer.http_status == 200 for answer in answers)


def test_a_429_for_five_at_once_pauses_everybody(bench: Bench) -> None:
    with RawServer(LIMITED) as server:
        answer = bench.reach(server).create_receipt(DOCUMENT)
    assert (answer.outcome, answer.everybody, answer.retry_after) == (Outcome.NOT_SENT, True, 8)


# ------------------------------------------------------------------ master data


def test_a_creation_whose_answer_was_lost_is_looked_up_and_not_repeated(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.server.faults.plan("answer_lost_after_booking", 1)
    assert gateway.create_contact("X1", "ลูกค้าทั่วไป", None).code == "X1"
    assert room.count("POST /contacts") == 1


def test_a_creation_in_doubt_that_shows_later_is_found_before_a_second_try(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.server.faults.plan("answer_lost_before_booking", 1)
    met = trouble_of(lambda: gateway.create_product("P-NEW", "ใหม่"))
    assert met.problem.code is Code.PEAK_UNREACHABLE
    room.another_gateway().create_product("P-NEW", "ใหม่")
    made = gateway.create_product("P-NEW", "ใหม่")
    assert room.count("POST /products") == 2
    assert gateway.product("P-NEW") == (made,)


def test_a_contact_that_exists_already_is_found(room: Room) -> None:
    gateway = room.another_gateway()
    first = gateway.create_contact("X1", "ก", None)
    assert gateway.create_contact("X1", "ก", None) == first


def test_a_lost_service_is_found_by_its_name() -> None:
    with peak_room() as room:
        gateway = room.another_gateway()
        before = gateway.services()
        service = next(iter(before))
        room.server.faults.plan("answer_lost_after_booking", 1)
        made = gateway.create_service(service, with_vat=True)
        assert made.name == service.value
        assert room.count("POST /services") == 1


def test_a_refused_creation_gives_peaks_words(bench: Bench) -> None:
    refused = http(
        b'{"PeakProducts":{"resCode":"200","products":'
        b'[{"code":"P","resCode":"400","resDesc":"name too long"}]}}'
    )
    with RawServer(refused, rows(kind="Products")) as server:
        met = trouble_of(lambda: bench.reach(server).create_product("P", "ชื่อ"))
    assert met.problem.code is Code.PEAK_REJECTED
    assert met.problem.params["words"] == "name too long"


def test_a_creation_that_never_left_is_not_looked_up(bench: Bench) -> None:
    with RawServer(LIMITED) as server:
        met = trouble_of(lambda: bench.reach(server).create_contact("X", "ก", None))
        assert (met.problem.code, met.retry_after) == (Code.PEAK_BUSY, 8)
        assert len(server.requests) == 1


# ------------------------------------------------------------------ what is written down


def test_the_log_has_number_status_code_and_time_and_no_header_or_body(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    odd = http(b'{"PeakReceipts":{"resCode":"402","resDesc":"canary-words"}}')
    with RawServer(odd) as server:
        gateway = bench.reach(server)
        gateway.create_receipt(replace(DOCUMENT, remark="canary-remark"))
        trouble_of(lambda: gateway.receipt("A"))
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("xpeak_desktop")]
    assert any(DOCUMENT.code in line and "HTTP 200, code 402" in line for line in ours)
    assert "canary" not in caplog.text
    assert "canary" not in repr(vars(gateway))
