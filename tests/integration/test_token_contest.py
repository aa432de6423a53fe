"""Somebody else mints tokens with the same keys: said after the second early death, no ping-pong.

PEAK keeps one token alive, so each program's minting kills the other's. Where both begin a pass
every quarter of an hour, each finds its token dead once in each pass, never twice within minutes.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import MemorySecrets
from tests.ledgers import START, new_ledger
from tests.peak_room import Room, peak_room
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ledger.sqlite import SqliteLedger
from xpeak_desktop.peak.gateway import connect
from xpeak_desktop.services.contest import Contest

QUARTER = 15 * 60.0


@pytest.fixture
def room() -> Iterator[Room]:
    with peak_room() as one:
        yield one


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    one = new_ledger(tmp_path)
    yield one
    one.close()


def mints(room: Room) -> int:
    return room.count("POST /clienttoken")


def one_pass(room: Room, ledger: SqliteLedger) -> Code | None:
    """What a pass does with the token, in a process of its own; the code that ended it."""
    contest = Contest()
    gateway = connect(
        room.server.peak_url, room.secrets, room.clock, room.cancel, contest.token_died
    )
    try:
        contest.refuse(ledger, room.clock.now())
        gateway.business()
    except Trouble as error:
        return error.problem.code
    finally:
        contest.keep(ledger)
        gateway.close()
    return None


def test_a_running_program_stops_at_the_second_death_in_a_row(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.advance(QUARTER)
    room.server.gate.kill_client_token()
    gateway.business()
    minted = mints(room)
    room.advance(QUARTER)
    room.server.gate.kill_client_token()
    with pytest.raises(Trouble) as caught:
        gateway.business()
    assert caught.value.problem.code is Code.TOKEN_CONTESTED
    assert mints(room) == minted


def test_it_goes_on_by_itself_an_hour_later(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    for _ in range(2):
        room.advance(QUARTER)
        room.server.gate.kill_client_token()
        if len(room.early_deaths) == 0:
            gateway.business()
    for _ in range(4):
        with pytest.raises(Trouble):
            gateway.business()
        room.advance(QUARTER)
    assert len(room.early_deaths) == 2
    minted = mints(room)
    gateway.business()
    assert mints(room) == minted + 1


def test_processes_that_follow_each_other_stop_too(room: Room, ledger: SqliteLedger) -> None:
    ends = []
    for _ in range(8):
        ends.append(one_pass(room, ledger))
        room.advance(QUARTER)
        room.server.gate.kill_client_token()
    contested = Code.TOKEN_CONTESTED
    assert ends == [None, None, None, *[contested] * 3, None, None]
    # Three before it was known, and after an hour it is tried again.
    assert mints(room) == 5


def test_two_programs_side_by_side_do_not_play_ping_pong(room: Room) -> None:
    """Both are XPEAK: after a few rounds both have stopped and told their person."""
    given = {name.value: secret.reveal() for name, secret in room.secrets.kept.items()}
    ours, theirs = room.another_gateway(), room.another_gateway(secrets=MemorySecrets(**given))
    ends: list[Code | None] = []
    for _ in range(4):
        for gateway in (ours, theirs):
            try:
                gateway.business()
                ends.append(None)
            except Trouble as error:
                ends.append(error.problem.code)
            room.advance(QUARTER / 2)
    assert Code.TOKEN_CONTESTED in ends
    assert mints(room) <= 5


@pytest.mark.parametrize("minutes", [-20, 20])
def test_a_clock_that_is_wrong_hides_no_death(
    minutes: int, room: Room, ledger: SqliteLedger
) -> None:
    """Deaths are counted by the clock they are compared with, this computer's."""
    room.clock.advance(minutes * 60)
    for _ in range(3):
        assert one_pass(room, ledger) is None
        room.advance(QUARTER / 3)
        room.server.gate.kill_client_token()
    assert one_pass(room, ledger) is Code.TOKEN_CONTESTED


def test_one_early_death_a_day_is_nobodys_doing(room: Room, ledger: SqliteLedger) -> None:
    for _ in range(4):
        assert one_pass(room, ledger) is None
        room.advance(QUARTER)
        room.server.gate.kill_client_token()
        assert one_pass(room, ledger) is None
        room.advance(23 * 3600)
        room.server.gate.kill_client_token()


def test_a_clock_that_was_far_ahead_does_not_stop_the_program_for_ever(
    ledger: SqliteLedger,
) -> None:
    contest = Contest()
    ahead = START + timedelta(days=3000)
    for _ in range(2):
        contest.token_died(ahead, early=True)
    contest.keep(ledger)
    contest.refuse(ledger, START)
    with pytest.raises(Trouble):
        contest.refuse(ledger, ahead)
