"""A person who asks to stop waits for the request under way, never for another one."""

import pytest

from tests.peak_room import peak_room
from xpeak_desktop.domain.problems import Code, Trouble


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
