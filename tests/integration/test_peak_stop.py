"""A person who asks to stop waits for no question, only for what may change PEAK's books."""

import threading
import time

import pytest

from tests.peak_room import peak_room
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ports import Outcome


def test_nothing_more_is_asked_once_a_stop_came_during_minting() -> None:
    with peak_room() as room:
        gateway = room.another_gateway()
        room.server.faults.add("before_handling", lambda *_: room.cancel.set())
        with pytest.raises(Trouble) as met:
            gateway.business()
        assert met.value.problem.code is Code.STOPPED
        assert (room.count("POST /clienttoken"), room.count("GET /user")) == (1, 0)


def test_no_client_token_is_minted_after_a_stop() -> None:
    with peak_room() as room:
        gateway = room.another_gateway()
        room.cancel.set()
        with pytest.raises(Trouble) as met:
            gateway.session()
        assert met.value.problem.code is Code.STOPPED
        assert room.count("POST /clienttoken") == 0


def test_a_question_under_way_is_given_up_at_once() -> None:
    with peak_room() as room:
        gateway = room.another_gateway()
        gateway.business()
        over = threading.Event()

        def be_silent(*_: object) -> None:
            over.wait(10)

        room.server.faults.add("before_handling", be_silent)
        threading.Timer(0.3, room.cancel.set).start()
        began = time.monotonic()
        with pytest.raises(Trouble) as met:
            gateway.business()
        took = time.monotonic() - began
        over.set()
        assert met.value.problem.code is Code.STOPPED
        assert took < 2


def test_a_document_under_way_is_waited_for() -> None:
    with peak_room() as room:
        gateway = room.another_gateway()
        gateway.business()

        def stop(*_: object) -> None:
            room.cancel.set()
            time.sleep(1)

        room.server.faults.add("before_handling", stop)
        assert gateway.void_receipt("no-such-id", "RC-1").outcome is not Outcome.NOT_SENT
