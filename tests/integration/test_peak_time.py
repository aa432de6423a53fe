"""Signatures follow PEAK's clock, whatever this computer's does."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.documents import DOCUMENT
from tests.fakes import FakeClock, MemorySecrets
from tests.peak_room import Room, peak_room
from tests.raw_server import RawServer, http
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.peak.gateway import connect
from xpeak_desktop.peak.http import PeakTime
from xpeak_desktop.ports import Outcome

DATE = "Mon, 23 Nov 2026 03:00:00 GMT"
WRONG = [
    timedelta(hours=-1),
    timedelta(days=1),
    timedelta(hours=7),
    datetime(1970, 1, 2, tzinfo=UTC) - datetime.now(UTC),
]


@pytest.fixture
def room() -> Iterator[Room]:
    with peak_room() as made:
        yield made


def test_before_the_first_answer_the_computers_clock_serves() -> None:
    clock = FakeClock()
    assert PeakTime(clock).now() == clock.now()


def test_after_it_peaks_date_and_the_monotonic_clock_do() -> None:
    clock = FakeClock(datetime(1999, 1, 1, tzinfo=UTC))
    peak_time = PeakTime(clock)
    peak_time.hear(DATE)
    clock.advance(12.5)
    clock.jump(timedelta(days=-400))
    assert peak_time.now() == datetime(2026, 11, 23, 3, 0, 12, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Nov 2026 03:00:00 GMT"])
def test_a_date_that_cannot_be_read_changes_nothing(date: str) -> None:
    clock = FakeClock()
    peak_time = PeakTime(clock)
    peak_time.hear(date)
    assert peak_time.now() == clock.now()


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.days} days")
def test_a_wrong_clock_costs_exactly_one_more_request(room: Room, wrong: timedelta) -> None:
    room.clock.jump(wrong)
    gateway = room.another_gateway()
    gateway.business()
    gateway.contact("X")
    gateway.contact("Y")
    assert gateway.request_count() == 1 + 4
    assert abs((gateway.now() - datetime.now(UTC)).total_seconds()) < 5


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.days} days")
def test_a_clock_that_jumps_in_mid_run_costs_nothing(room: Room, wrong: timedelta) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.clock.jump(wrong)
    gateway.contact("X")
    assert gateway.create_receipt(DOCUMENT).outcome is not Outcome.UNKNOWN
    assert gateway.request_count() == 4


def test_a_document_whose_stamp_was_refused_goes_out_once_more(room: Room) -> None:
    gateway = room.another_gateway()
    contact = gateway.create_contact("X1", "ลูกค้าทั่วไป", None)
    product = next(gateway.products())
    method = gateway.payment_methods()[0]
    line = replace(DOCUMENT.lines[0], item_id=product.peak_id, item_code=product.code)
    document = replace(
        DOCUMENT, contact_id=contact.peak_id, method_id=method.peak_id, lines=(line,)
    )
    # The computer slept: its monotonic clock stood still while PEAK's went on.
    room.server.switches.clock_shift_seconds += 3000
    before = gateway.request_count()
    assert gateway.create_receipt(document).outcome is Outcome.YES
    assert gateway.request_count() - before == 2
    assert len(room.server.books.live_receipts()) == 1


REFUSED = b'"resCode":"400","resDesc":"Invalid API Validate Data. (TimeStamp)"'


@pytest.fixture
def keys() -> MemorySecrets:
    return MemorySecrets(connect_id="id", connect_key="k", user_token="u")


def test_a_stamp_refused_twice_is_a_wrong_clock_and_says_by_how_much(
    keys: MemorySecrets,
) -> None:
    refused = http(b'{"PeakClientToken":{%b}}' % REFUSED, headers=f"Date: {DATE}")
    clock = FakeClock(datetime(2026, 11, 23, 3, 30, tzinfo=UTC))
    with RawServer(refused) as server:
        gateway = connect(server.url, keys, clock, threading.Event())
        with pytest.raises(Trouble) as caught:
            gateway.business()
        gateway.close()
        assert len(server.requests) == 2
    assert caught.value.problem.code is Code.CLOCK_WRONG
    assert caught.value.problem.params["seconds"] == "1800"


def test_a_document_refused_twice_for_its_stamp_was_not_sent(keys: MemorySecrets) -> None:
    given = http(b'{"PeakClientToken":{"resCode":"200","token":"t"}}')
    refused = http(b'{"PeakReceipts":{%b}}' % REFUSED)
    with RawServer(given, refused) as server:
        gateway = connect(server.url, keys, FakeClock(), threading.Event())
        answer = gateway.create_receipt(DOCUMENT)
        gateway.close()
        assert len(server.requests) == 3
    assert (answer.outcome, answer.everybody) == (Outcome.NOT_SENT, True)
    assert answer.problem is not None
    assert answer.problem.code is Code.CLOCK_WRONG
