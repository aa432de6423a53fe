from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.sandbox_caller import Caller, signature, stamp
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches


@pytest.fixture
def caller() -> Iterator[Caller]:
    with PracticeServer(switches=Switches(mint_limit_seconds=0)) as server:
        yield Caller(server)


def test_a_token_is_given_for_the_password_and_for_the_connect_key(caller: Caller) -> None:
    assert caller.ask_for_token().json()["PeakClientToken"]["resCode"] == "200"
    by_key = caller.post(
        "/clienttoken",
        {
            "PeakClientToken": {
                "connectId": caller.keys["connect_id"],
                "connectKey": caller.keys["connect_key"],
            }
        },
    )
    assert len(by_key.json()["PeakClientToken"]["token"]) == 36


def test_wrong_credentials_are_refused_inside_the_wrapper_with_http_200(caller: Caller) -> None:
    answer = caller.ask_for_token(password="wrong")
    assert answer.status_code == 200
    assert answer.json()["PeakClientToken"]["resCode"] != "200"
    assert "token" not in answer.json()["PeakClientToken"]


def test_a_new_token_kills_the_one_before(caller: Caller) -> None:
    old = caller.log_in().token
    caller.log_in()
    assert caller.get("/user").json()["PeakUser"]["resCode"] == "200"
    caller.token = old
    assert caller.get("/user").json()["PeakUser"]["resCode"] == "600"


def test_a_dead_token_answers_600_with_an_empty_list_in_the_right_wrapper(caller: Caller) -> None:
    caller.log_in().add_contact()
    caller.server.gate.kill_client_token()
    answer = caller.get("/contacts/list")
    assert answer.status_code == 200
    assert answer.json() == {
        "PeakContacts": {"resCode": "600", "resDesc": "Invalid Client Token", "contacts": []}
    }


def test_a_dead_token_can_show_at_the_top_level_only(caller: Caller) -> None:
    caller.server.switches.token_error_at_top_level = True
    answer = caller.get("/receipts", code="RC-1").json()
    assert answer["resCode"] == "600"
    assert answer["PeakReceipts"] == {"receipts": []}


def test_a_token_dies_of_old_age(caller: Caller) -> None:
    caller.server.switches.token_life_seconds = 3600
    caller.log_in()
    caller.server.switches.clock_shift_seconds = 3601
    caller.server.switches.clock_window_seconds = 7200
    assert caller.get("/user").json()["PeakUser"]["resCode"] == "600"


@pytest.mark.parametrize("shift", [timedelta(hours=7), timedelta(minutes=6), timedelta(minutes=-6)])
def test_a_stamp_outside_the_window_is_refused(caller: Caller, shift: timedelta) -> None:
    late = stamp(shift)
    headers = caller.headers(
        Time_Stamp=late, Time_Signature=signature(caller.keys["connect_id"], late)
    )
    answer = caller.get("/user", headers).json()["PeakUser"]
    assert answer["resCode"] == "400"
    assert answer["resDesc"] == "Invalid API Validate Data. (TimeStamp)"


@pytest.mark.parametrize("text", ["", "2026", "20261301000000", "๒๐๒๖๑๑๐๑๐๐๐๐๐๐", "x" * 14])
def test_a_stamp_that_is_none_is_refused(caller: Caller, text: str) -> None:
    headers: dict[str, str | bytes] = {**caller.headers(), "Time-Stamp": text.encode()}
    answer = caller.session.get(caller.server.peak_url + "/user", headers=headers, timeout=10)
    assert answer.json()["PeakUser"]["resCode"] == "400"


def test_only_the_lower_case_hex_signature_by_connect_id_is_taken(caller: Caller) -> None:
    caller.log_in()
    good = caller.headers()
    by_key = signature(caller.keys["connect_key"], good["Time-Stamp"])
    for wrong in (good["Time-Signature"].upper(), by_key, "", "é"):
        headers: dict[str, str | bytes] = {**good, "Time-Signature": wrong.encode("latin-1")}
        answer = caller.session.get(
            caller.server.peak_url + "/user", headers=headers, timeout=10
        ).json()["PeakUser"]
        assert answer["resDesc"] == "TimeSignature Unauthorized"
        assert answer["resCode"] != "200"


def test_an_unknown_or_revoked_user_token_is_refused_but_not_as_a_dead_client_token(
    caller: Caller,
) -> None:
    caller.log_in()
    unknown = caller.get("/user", caller.headers(User_Token="someone-else")).json()["PeakUser"]
    assert unknown["resCode"] not in ("200", "600")
    caller.server.gate.revoke_user_token()
    assert caller.get("/user").json()["PeakUser"]["resCode"] == unknown["resCode"]
    caller.server.gate.restore_user_token()
    assert caller.get("/user").json()["PeakUser"]["resCode"] == "200"


def test_minting_twice_within_the_limit_is_answered_429_with_the_seconds_to_wait(
    caller: Caller,
) -> None:
    caller.server.switches.mint_limit_seconds = 60
    caller.log_in()
    answer = caller.ask_for_token()
    assert answer.status_code == 429
    assert answer.json()["type"] == "rate"
    assert 0 < answer.json()["retryAfterSeconds"] <= 60
    assert "ClientTokenLimit" in answer.json()["message"]
    assert caller.get("/user").json()["PeakUser"]["resCode"] == "200", "the old token still lives"
    caller.server.gate.forget_mint()
    assert caller.ask_for_token().status_code == 200


def test_the_business_is_named_and_stays_the_same_for_one_seed(caller: Caller) -> None:
    who = caller.log_in().get("/user").json()["PeakUser"]
    assert who["businessName"]
    assert who["businessId"] == PracticeServer(seed=1).business.business_id
    assert who["businessId"] != PracticeServer(seed=2).business.business_id


def test_keys_are_new_in_every_server(caller: Caller) -> None:
    other = PracticeServer().credentials()
    assert set(other) == {"connect_id", "connect_key", "user_token", "shop_key"}
    assert all(other[name] != caller.keys[name] for name in other)


def test_calls_over_the_rate_limit_are_answered_429(caller: Caller) -> None:
    caller.log_in()
    caller.server.switches.rate_limit_per_minute = 3
    answers = [caller.get("/user") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json()["type"] == "rate"
    assert answers[3].json()["retryAfterSeconds"] >= 1
