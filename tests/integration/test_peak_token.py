"""The one client token over real HTTP: shared, renewed once, never fought over."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.documents import DOCUMENT
from tests.fakes import FakeClock, MemorySecrets
from tests.peak_room import Room, peak_room
from tests.raw_server import RawServer, free_port, http
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.peak.gateway import Gateway, connect
from xpeak_desktop.peak.http import Keys
from xpeak_desktop.peak.token import ClientTokens, Minting
from xpeak_desktop.ports import Outcome, Secret, SecretName

MINTS = "POST /clienttoken"


@pytest.fixture
def room() -> Iterator[Room]:
    with peak_room() as made:
        yield made


def trouble_of(call: Callable[[], Any]) -> Trouble:
    with pytest.raises(Trouble) as caught:
        call()
    return caught.value


def mints(room: Room) -> int:
    return room.count(MINTS)


def test_a_gateway_makes_no_call_by_itself(room: Room) -> None:
    gateway = room.another_gateway()
    assert gateway.request_count() == 0
    assert room.server.books.request_counts == {}


def test_one_token_serves_many_calls_and_the_next_process(room: Room) -> None:
    first = room.another_gateway()
    first.business()
    first.contact("X")
    second = room.another_gateway()
    second.business()
    assert mints(room) == 1
    assert first.session() == second.session()
    assert first.request_count() == 3


def test_the_token_is_kept_with_the_time_it_was_minted(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    kept = room.secrets.get(SecretName.CLIENT_TOKEN)
    assert kept is not None
    stored = json.loads(kept.reveal())
    assert set(stored) == {"token", "minted_at"}
    assert stored["minted_at"].endswith("+00:00")
    assert stored["token"] not in gateway.session()


def test_a_dead_token_is_renewed_and_the_question_asked_again(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.advance(3700)
    room.server.gate.kill_client_token()
    assert gateway.contact("X") is None
    assert mints(room) == 2
    assert room.early_deaths == []


def test_600_at_the_top_level_is_noticed_too() -> None:
    with peak_room(token_error_at_top_level=True) as room:
        gateway = room.another_gateway()
        gateway.business()
        room.advance(3700)
        room.server.gate.kill_client_token()
        assert gateway.receipt("X").documents == ()
        assert mints(room) == 2


def test_five_senders_whose_token_died_together_cause_one_minting(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.advance(3700)
    room.server.gate.kill_client_token()
    together = threading.Barrier(5)

    def send(place: int) -> Outcome:
        together.wait()
        return gateway.create_receipt(replace(DOCUMENT, code=f"A-{place}")).outcome

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(send, range(5)))
    assert mints(room) == 2


def test_a_document_that_met_600_is_unknown_not_repeated_and_the_next_goes(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.advance(3700)
    room.server.gate.kill_client_token()
    answer = gateway.create_receipt(DOCUMENT)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.everybody
    assert answer.problem is not None
    assert (answer.problem.code, answer.retry_after) == (Code.TOKEN_RESTING, 0.0)
    assert room.count("POST /receipts") == 1
    assert gateway.contact("X") is None
    assert mints(room) == 2


def test_a_second_minting_waits_and_says_how_long(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.advance(20)
    room.server.gate.kill_client_token()
    met = trouble_of(gateway.business)
    assert met.problem.code is Code.TOKEN_RESTING
    assert met.retry_after == pytest.approx(45, abs=1)
    assert met.problem.params["seconds"] == "45"
    assert mints(room) == 1
    room.advance(46)
    gateway.business()
    assert mints(room) == 2
    assert len(room.early_deaths) == 1


def test_a_process_first_minting_follows_at_once(room: Room) -> None:
    room.another_gateway().business()
    room.server.gate.kill_client_token()
    room.another_gateway().business()
    assert mints(room) == 2


def test_a_token_minted_by_another_process_of_ours_is_taken_over(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    other = room.another_gateway()
    other.business()
    room.server.gate.kill_client_token()
    other.business()  # it may mint at once: its first
    gateway.business()
    assert mints(room) == 2
    assert gateway.session() == other.session()
    assert len(room.early_deaths) == 1


def test_an_early_death_is_told_and_a_second_one_stops_everything(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    for _ in range(2):
        room.advance(100)
        room.server.gate.kill_client_token()
        if len(room.early_deaths) == 0:
            gateway.business()
    assert trouble_of(gateway.business).problem.code is Code.TOKEN_CONTESTED
    assert len(room.early_deaths) == 2
    assert mints(room) == 2
    room.advance(3000)
    assert trouble_of(gateway.business).problem.code is Code.TOKEN_CONTESTED
    answer = gateway.create_receipt(DOCUMENT)
    assert (answer.outcome, answer.everybody) == (Outcome.NOT_SENT, True)
    assert mints(room) == 2


def test_two_early_deaths_far_apart_are_nobodys_doing(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    for _ in range(3):
        room.advance(700)
        room.server.gate.kill_client_token()
        gateway.business()
        room.advance(3700)
        room.server.gate.kill_client_token()
        gateway.business()
    assert len(room.early_deaths) == 3
    assert mints(room) == 7


def test_a_token_of_nearly_a_day_is_renewed_before_it_dies(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.advance(23 * 3600 + 1)
    gateway.business()
    assert mints(room) == 2
    assert room.early_deaths == []


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"token": ""}', '{"token": "a"}', "null"])
def test_a_kept_token_that_cannot_be_read_is_no_token(room: Room, kept: str) -> None:
    room.secrets.put(SecretName.CLIENT_TOKEN, Secret(kept))
    room.another_gateway().business()
    assert mints(room) == 1


@pytest.mark.parametrize("name", ["connect_id", "connect_key", "user_token"])
@pytest.mark.parametrize("value", [None, " \n"])
def test_a_missing_secret_is_named_and_nothing_is_sent(
    room: Room, name: str, value: str | None
) -> None:
    room.secrets.delete(SecretName(name))
    if value is not None:
        room.secrets.put(SecretName(name), Secret(value))
    gateway = room.another_gateway()
    met = trouble_of(gateway.business)
    assert (met.problem.code, met.problem.params["name"]) == (Code.SECRETS_MISSING, name)
    assert gateway.create_receipt(DOCUMENT).outcome is Outcome.NOT_SENT
    assert gateway.request_count() == 0


def test_pasted_blanks_around_secrets_do_no_harm(room: Room) -> None:
    for name in (SecretName.CONNECT_ID, SecretName.CONNECT_KEY, SecretName.USER_TOKEN):
        secret = room.secrets.get(name)
        assert secret is not None
        room.secrets.put(name, Secret(f" {secret.reveal()}\r\n"))
    assert room.another_gateway().business().business_id


def test_a_wrong_connect_key_is_refused_as_such_and_not_tried_on(room: Room) -> None:
    room.secrets.put(SecretName.CONNECT_KEY, Secret("wrong"))
    gateway = room.another_gateway()
    assert trouble_of(gateway.business).problem.code is Code.KEYS_REFUSED
    assert trouble_of(gateway.business).problem.code is Code.KEYS_REFUSED
    assert gateway.request_count() == 1


def test_a_wrong_connect_id_spoils_the_signature_and_means_the_keys(room: Room) -> None:
    room.secrets.put(SecretName.CONNECT_ID, Secret("somebody_else"))
    assert trouble_of(room.another_gateway().business).problem.code is Code.KEYS_REFUSED


@pytest.mark.parametrize("token", ["a4b1-not-this-one", "ไม่ใช่"])
def test_a_wrong_user_token_is_refused_as_such(room: Room, token: str) -> None:
    room.secrets.put(SecretName.USER_TOKEN, Secret(token))
    gateway = room.another_gateway()
    assert trouble_of(gateway.business).problem.code is Code.TOKEN_REFUSED
    answer = gateway.create_receipt(DOCUMENT)
    assert answer.everybody
    assert answer.problem is not None
    assert answer.problem.code is Code.TOKEN_REFUSED
    assert room.server.books.live_receipts() == []


def test_peaks_limit_on_minting_is_obeyed() -> None:
    with peak_room(mint_limit_seconds=60) as room:
        room.another_gateway().business()
        room.secrets.delete(SecretName.CLIENT_TOKEN)
        gateway = room.another_gateway()
        met = trouble_of(gateway.business)
        assert met.problem.code is Code.TOKEN_RESTING
        assert met.retry_after == 60
        again = trouble_of(gateway.business)
        assert again.problem.code is Code.TOKEN_RESTING
        assert mints(room) == 2


# --------------------------------------------------------------- answers PEAK's double never gives

GIVEN = http(b'{"PeakClientToken":{"resCode":"200","resDesc":"Success","token":"t-1"}}')
DEAD = http(b'{"PeakUser":{"resCode":"600","resDesc":"Invalid Client Token"}}')
FINE = http(b'{"PeakUser":{"resCode":"200","id":"b"}}')


@pytest.fixture
def keys() -> MemorySecrets:
    return MemorySecrets(connect_id="id", connect_key="canary-key", user_token="canary-user")


def reach(server: RawServer, keys: MemorySecrets, clock: FakeClock) -> Gateway:
    return connect(server.url, keys, clock, threading.Event())


def test_a_fresh_token_that_never_works_points_at_the_user_token(keys: MemorySecrets) -> None:
    clock = FakeClock()
    with RawServer(GIVEN, DEAD) as server:
        gateway = reach(server, keys, clock)
        assert trouble_of(gateway.business).problem.code is Code.TOKEN_REFUSED
        assert trouble_of(gateway.business).problem.code is Code.TOKEN_REFUSED
        gateway.close()
        assert len(server.requests) == 2


def test_a_token_whose_own_keeper_fails_still_works(keys: MemorySecrets) -> None:
    class Locked(MemorySecrets):
        def put(self, name: SecretName, secret: Secret) -> None:
            raise trouble(Code.KEYRING_LOCKED)

    locked = Locked()
    locked.kept = keys.kept
    with RawServer(GIVEN, FINE) as server:
        gateway = reach(server, locked, FakeClock())
        assert gateway.business().business_id == "b"
        gateway.close()


@pytest.mark.parametrize(
    ("answer", "code", "seconds"),
    [
        (http(b"<html>"), Code.PEAK_ODD_ANSWER, None),
        (http(b'{"PeakClientToken":{"resCode":"200"}}'), Code.PEAK_ODD_ANSWER, None),
        (http(b'{"PeakClientToken":{"resCode":"500"}}'), Code.PEAK_ERROR, None),
        (http(b"", status="503 Busy"), Code.PEAK_ERROR, None),
        (http(b'{"PeakClientToken":{"resCode":"600"}}'), Code.KEYS_REFUSED, None),
        (http(b'{"message":"no"}', status="403 Forbidden"), Code.KEYS_REFUSED, None),
        (
            http(b'{"PeakClientToken":{"resCode":"429","resDesc":"ClientTokenLimit"}}'),
            Code.TOKEN_RESTING,
            65,
        ),
        (
            http(b'{"type":"rate","retryAfterSeconds":33}', status="429 Too Many"),
            Code.TOKEN_RESTING,
            33,
        ),
        (None, Code.PEAK_UNREACHABLE, None),
    ],
)
def test_a_minting_that_fails_says_why_and_is_not_repeated_at_once(
    keys: MemorySecrets, answer: bytes | None, code: Code, seconds: float | None
) -> None:
    clock = FakeClock()
    with RawServer(answer) as server:
        gateway = reach(server, keys, clock)
        met = trouble_of(gateway.business)
        assert (met.problem.code, met.retry_after) == (code, seconds)
        trouble_of(gateway.business)
        assert len(server.requests) == 1
        clock.advance(66)
        trouble_of(gateway.business)
        gateway.close()
        assert len(server.requests) == 2


def test_a_minting_that_never_left_may_be_tried_again_at_once(keys: MemorySecrets) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/api/v1"
    gateway = connect(url, keys, FakeClock(), threading.Event())
    assert trouble_of(gateway.business).problem.code is Code.PEAK_UNREACHABLE
    with RawServer(GIVEN, FINE, port=port):
        assert gateway.business().business_id == "b"
        gateway.close()


def test_a_token_stored_under_a_clock_that_ran_ahead_is_not_of_negative_age(
    keys: MemorySecrets,
) -> None:
    clock = FakeClock()
    minted = (clock.now() + timedelta(days=2)).isoformat()
    keys.put(SecretName.CLIENT_TOKEN, Secret(json.dumps({"token": "old", "minted_at": minted})))
    with RawServer(DEAD, GIVEN, FINE) as server:
        gateway = reach(server, keys, clock)
        assert gateway.business().business_id == "b"
        gateway.close()
        assert len(server.requests) == 3


class Forgetful(MemorySecrets):
    def put(self, name: SecretName, secret: Secret) -> None:
        """Keep nothing, as a locked keyring does."""


def tokens_of(clock: FakeClock, deaths: list[datetime], minted: list[str]) -> ClientTokens:
    def mint() -> Minting:
        minted.append(f"t-{len(minted)}")
        return Minting(minted[-1])

    def died(when: datetime, early: bool) -> None:
        if early:
            deaths.append(when)

    return ClientTokens(Forgetful(), clock, clock.now, mint, died)


def test_several_who_met_the_same_dead_token_get_the_same_new_one() -> None:
    clock, deaths, minted = FakeClock(), list[datetime](), list[str]()
    tokens = tokens_of(clock, deaths, minted)
    dead = tokens.token()
    dead.proven = True
    clock.advance(3700)
    renewed = [tokens.renew(dead) for _ in range(5)]
    assert {one.text for one in renewed} == {"t-1"}
    assert minted == ["t-0", "t-1"]
    assert deaths == []


def test_several_who_met_the_same_early_death_count_it_once() -> None:
    clock, deaths, minted = FakeClock(), list[datetime](), list[str]()
    tokens = tokens_of(clock, deaths, minted)
    dead = tokens.token()
    dead.proven = True
    clock.advance(20)
    for _ in range(5):
        assert trouble_of(lambda: tokens.renew(dead)).problem.code is Code.TOKEN_RESTING
    assert len(deaths) == 1
    clock.advance(46)
    assert tokens.renew(dead).text == "t-1"


def test_a_dead_token_that_cannot_be_removed_stops_nobody(room: Room) -> None:
    room.another_gateway().business()
    room.server.gate.kill_client_token()

    class KeepsAll(MemorySecrets):
        def delete(self, name: SecretName) -> None:
            raise trouble(Code.KEYRING_REFUSED, name=name.value)

    secrets = KeepsAll()
    secrets.kept = room.secrets.kept
    assert room.another_gateway(secrets=secrets).contact("X") is None
    assert len(room.early_deaths) == 1
    assert mints(room) == 2


def test_tokens_and_keys_never_show_themselves() -> None:
    token = tokens_of(FakeClock(), [], []).token()
    assert token.text not in f"{token!r} {token.name}"
    assert "canary" not in repr(Keys("canary", "canary", "canary"))


def test_a_dead_token_is_not_left_for_the_next_process_to_bury_again(room: Room) -> None:
    gateway = room.another_gateway()
    gateway.business()
    room.server.gate.kill_client_token()
    # It must rest before it mints again, so nothing takes the dead token's place.
    assert trouble_of(gateway.business).problem.code is Code.TOKEN_RESTING
    assert room.secrets.get(SecretName.CLIENT_TOKEN) is None


def test_a_death_met_while_the_keyring_is_locked_is_told_when_it_opens(room: Room) -> None:
    class Locks(MemorySecrets):
        locked = False

        def get(self, name: SecretName) -> Secret | None:
            if self.locked and name is SecretName.CLIENT_TOKEN:
                raise trouble(Code.KEYRING_LOCKED)
            return super().get(name)

    secrets = Locks()
    secrets.kept = room.secrets.kept
    gateway = room.another_gateway(secrets=secrets)
    gateway.business()
    room.advance(120)
    room.server.gate.kill_client_token()
    secrets.locked = True
    assert trouble_of(gateway.business).problem.code is Code.KEYRING_LOCKED
    secrets.locked = False
    gateway.business()
    assert (len(room.early_deaths), mints(room)) == (1, 2)


def test_whether_a_document_may_still_leave_is_asked_when_its_token_is_there(room: Room) -> None:
    gateway = room.another_gateway()
    answer = gateway.create_receipt(DOCUMENT, lambda: mints(room) == 0)
    assert (answer.outcome, answer.problem) == (Outcome.NOT_SENT, Problem(Code.COMPARING_FIRST))
    assert (mints(room), room.count("POST /receipts")) == (1, 0)
