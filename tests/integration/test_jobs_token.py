"""The Token page's jobs against the practice PEAK, with a real ledger and a keyring."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import windowed_profile as module
from tests.windowed_profile import KEYS, SharedKeyring, WindowedProfile, windowed_profile
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.jobs.shop import LookAtShop
from xpeak_desktop.services.jobs.token import (
    ConfirmBusiness,
    Connect,
    Connected,
    Disconnect,
    LookAtSecrets,
    Secrets,
)

ALL = (*KEYS, SecretName.USER_TOKEN)


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(receipts=20) as running:
        yield running


@pytest.fixture
def shop(
    tmp_path: Path, server: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WindowedProfile]:
    place = (module.__name__, SharedKeyring.__name__)
    monkeypatch.setattr(keyring_secrets, "ALLOWED", (place,))
    SharedKeyring.reset()
    with windowed_profile(tmp_path, server) as made:
        yield made


def _no_products(exchange: Exchange, _faults: Faults) -> None:
    if exchange.path == "/products/list":
        exchange.reply({"message": "An error has occurred."}, status=500)


def refused(shop: WindowedProfile, job: Connect | None = None) -> Code:
    with pytest.raises(Trouble) as caught:
        shop.ask(job or Connect())
    return caught.value.problem.code


def test_before_anything_there_is_no_secret_and_no_business(shop: WindowedProfile) -> None:
    found = shop.ask(LookAtSecrets())
    assert found == Secrets(kept=True)
    assert not found.keys_known
    assert not found.connected


def test_a_right_token_says_whose_books_it_opens_and_is_kept(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL)
    found = shop.ask(Connect())
    assert isinstance(found, Connected)
    assert found.business_name == "ร้านฝึกหัด (ไม่ใช่ PEAK จริง)"
    assert found.business_id == shop.server.business.business_id
    assert found.token_tail == shop.server.credentials()["user_token"][-4:]
    assert found.kept
    assert found.methods is not None
    assert [method.code for method in found.methods] == ["CSH001", "BSV001", "BSV002"]
    assert (found.products, found.more_products, found.latest) == (50, False, None)
    assert {"connect_id", "connect_key", "user_token", "client_token"} <= SharedKeyring.names()
    assert shop.mints() == 1


def test_what_was_kept_is_there_at_the_next_start_without_another_client_token(
    shop: WindowedProfile,
) -> None:
    shop.hand_over(*ALL)
    tail = shop.ask(Connect()).token_tail
    shop.start_again()
    found = shop.ask(LookAtSecrets())
    assert found.connected
    assert found.token_tail == tail
    assert shop.desk.gateway().business().business_id
    assert shop.mints() == 1


def test_nothing_is_bound_before_a_person_said_yes(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL)
    found = shop.ask(Connect())
    assert shop.ask(LookAtSecrets()).business_id == ""
    assert not shop.answers().connected
    settings = shop.ask(ConfirmBusiness(found.business_id, found.business_name))
    assert settings.business_name == shop.settings.business_name == found.business_name
    assert shop.ask(LookAtSecrets()).business_id == found.business_id
    assert shop.answers().connected


def test_a_wrong_token_is_refused_and_the_right_one_needs_no_second_client_token(
    shop: WindowedProfile,
) -> None:
    shop.hand_over(*KEYS, user_token="00000000-1111-4222-8333-444444444444")
    assert refused(shop) is Code.TOKEN_REFUSED
    assert SharedKeyring.names() == set()
    # The keys were right: only the token is pasted again.
    shop.hand_over(SecretName.USER_TOKEN)
    assert shop.ask(Connect()).kept
    assert shop.mints() == 1


def test_wrong_keys_are_refused_and_nothing_is_kept(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL, connect_key="wrong")
    assert refused(shop) is Code.KEYS_REFUSED
    assert SharedKeyring.names() == set()
    shop.hand_over(*ALL)
    assert shop.ask(Connect()).kept


def test_a_token_without_keys_says_that_they_are_missing(shop: WindowedProfile) -> None:
    shop.hand_over(SecretName.USER_TOKEN)
    assert refused(shop) is Code.SECRETS_MISSING
    assert shop.mints() == 0


def test_keys_that_came_with_the_program_need_not_be_typed(shop: WindowedProfile) -> None:
    given = shop.server.credentials()
    shop.profile.provided = {name: Secret(given[name.value]) for name in KEYS}
    shop.start_again()
    found = shop.ask(LookAtSecrets())
    assert found.keys_known
    assert not found.connected
    shop.hand_over(SecretName.USER_TOKEN)
    assert shop.ask(Connect()).kept
    shop.profile.provided = {}
    shop.start_again()
    assert shop.ask(LookAtSecrets()).connected


def test_a_wrong_clock_is_told_as_such(shop: WindowedProfile) -> None:
    shop.server.switches.clock_window_seconds = -1
    shop.hand_over(*ALL)
    assert refused(shop) is Code.CLOCK_WRONG


def test_without_peak_nothing_is_kept(shop: WindowedProfile) -> None:
    shop.server.stop()
    shop.hand_over(*ALL)
    assert refused(shop) in (Code.OFFLINE, Code.PEAK_UNREACHABLE)
    assert SharedKeyring.names() == set()
    shop.server.start()
    # What was handed over is still there for "check again".
    assert shop.ask(Connect()).kept


def test_a_locked_keyring_is_told_and_asked_again(shop: WindowedProfile) -> None:
    SharedKeyring.locked = True
    found = shop.ask(LookAtSecrets())
    assert found.problem is not None
    assert found.problem.code is Code.KEYRING_LOCKED
    shop.hand_over(*ALL)
    assert refused(shop) is Code.KEYRING_LOCKED
    SharedKeyring.locked = False
    assert shop.ask(Connect()).kept
    assert shop.mints() == 1


def test_for_this_session_only_nothing_is_kept_and_the_next_start_asks_again(
    shop: WindowedProfile,
) -> None:
    SharedKeyring.locked = True
    shop.hand_over(*ALL)
    assert refused(shop) is Code.KEYRING_LOCKED
    found = shop.ask(Connect(session_only=True))
    assert not found.kept
    assert found.token_tail == shop.server.credentials()["user_token"][-4:]
    assert shop.desk.gateway().business().business_id
    assert shop.mints() == 1
    assert not shop.settings.keyring
    SharedKeyring.locked = False
    shop.start_again()
    assert SharedKeyring.names() == set()
    assert shop.ask(LookAtSecrets()).names == frozenset()


def test_after_a_session_without_a_keyring_the_token_can_be_kept_after_all(
    shop: WindowedProfile,
) -> None:
    shop.hand_over(*ALL)
    shop.ask(Connect(session_only=True))
    assert shop.ask(Connect()).kept
    assert shop.settings.keyring
    shop.start_again()
    assert shop.ask(LookAtSecrets()).connected


def test_a_keyring_that_refuses_half_way_keeps_what_it_had(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL)
    shop.ask(Connect())
    before = dict(SharedKeyring.held)
    other = PracticeServer(seed=1)
    with other:
        shop.ask(KeepSettings(base_url=other.peak_url))
        given = other.credentials()
        SharedKeyring.full = 1
        shop.hand_over(**{name.value: given[name.value] for name in ALL})
        assert refused(shop) is Code.KEYRING_LOCKED
        SharedKeyring.full = None
        same = {key: value for key, value in SharedKeyring.held.items() if key in before}
        assert same.keys() == before.keys()
        keys = [value for (_, name), value in SharedKeyring.held.items() if name == "connect_key"]
        assert f"={given['connect_key']}" not in keys


def test_the_token_of_another_business_is_refused_and_nothing_of_it_is_kept(
    shop: WindowedProfile,
) -> None:
    shop.hand_over(*ALL)
    found = shop.ask(Connect())
    shop.ask(ConfirmBusiness(found.business_id, found.business_name))
    before = dict(SharedKeyring.held)
    with PracticeServer(seed=2) as other:
        shop.ask(KeepSettings(base_url=other.peak_url))
        given = other.credentials()
        shop.hand_over(**{name.value: given[name.value] for name in ALL})
        assert refused(shop) is Code.LEDGER_OTHER_BUSINESS
    assert before == SharedKeyring.held
    assert shop.ask(LookAtSecrets()).token_tail == found.token_tail


def test_keys_that_serve_another_shop_here_are_refused(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL)
    found = shop.ask(Connect())
    shop.ask(ConfirmBusiness(found.business_id, found.business_name))
    shop.server.gate.forget_mint()
    # PEAK would not, but somebody copied the ZIP: the same keys, another business.
    object.__setattr__(shop.server.business, "business_id", "another")
    with windowed_profile(shop.folder, shop.server, "second") as second:
        before = dict(SharedKeyring.held)
        second.hand_over(*ALL)
        with pytest.raises(Trouble) as caught:
            second.ask(Connect())
        assert caught.value.problem.code is Code.KEYS_OTHER_SHOP
        assert caught.value.problem.params == {"ours": found.business_name}
        assert before == SharedKeyring.held


def test_disconnecting_leaves_no_token_anywhere(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL, SecretName.SHOP_KEY)
    shop.ask(Connect())
    assert "shop_key" in SharedKeyring.names()
    found = shop.ask(Disconnect())
    assert found.names == frozenset()
    assert found.token_tail == ""
    assert SharedKeyring.names() <= {"epoch"}
    with pytest.raises(Trouble) as caught:
        shop.desk.gateway().business()
    assert caught.value.problem.code is Code.SECRETS_MISSING
    shop.start_again()
    assert not shop.ask(LookAtSecrets()).connected


def test_a_keyring_that_lets_nothing_go_is_still_the_one_that_is_asked(
    shop: WindowedProfile,
) -> None:
    shop.hand_over(*ALL)
    shop.ask(Connect())
    SharedKeyring.locked = True
    with pytest.raises(Trouble) as caught:
        shop.ask(Disconnect())
    assert caught.value.problem.code is Code.KEYRING_LOCKED
    SharedKeyring.locked = False
    here = shop.settings.base_url
    for address in ("https://another.example/api/v1", here):
        shop.ask(KeepSettings(base_url=address))
    assert shop.ask(LookAtSecrets()).connected


def test_whether_anything_is_left_is_known_also_where_it_is_not_used_any_more(
    shop: WindowedProfile,
) -> None:
    left = shop.desk.secrets_left
    assert not left()
    shop.hand_over(*ALL)
    shop.ask(Connect())
    del SharedKeyring.held[next(one for one in SharedKeyring.held if one[1] == "connect_id")]
    assert not shop.ask(LookAtSecrets()).connected
    assert left()
    # As of a shop that came back in a file.
    shop.desk.use_settings(replace(shop.settings, keyring=False))
    assert shop.desk.secret_names() == frozenset()
    assert left()
    SharedKeyring.locked = True
    assert shop.ask(LookAtShop()).secrets_left
    SharedKeyring.locked = False
    shop.ask(Disconnect())
    assert not left()


def test_disconnecting_a_session_forgets_it(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL)
    shop.ask(Connect(session_only=True))
    assert shop.ask(Disconnect()).names == frozenset()


def test_a_cancelled_check_keeps_nothing(shop: WindowedProfile) -> None:
    shop.cancel.set()
    shop.hand_over(*ALL)
    assert refused(shop) is Code.STOPPED
    assert SharedKeyring.names() == set()


def test_what_peak_does_not_tell_just_now_does_not_spoil_the_connection(
    shop: WindowedProfile,
) -> None:
    shop.hand_over(*ALL)
    shop.server.faults.add("before_handling", _no_products)
    found = shop.ask(Connect())
    assert found.kept
    assert found.products is None
    assert found.methods is not None


def test_no_secret_is_written_to_the_profiles_files_or_shown(shop: WindowedProfile) -> None:
    shop.hand_over(*ALL)
    found = shop.ask(Connect(session_only=True))
    shop.ask(ConfirmBusiness(found.business_id, found.business_name))
    given = shop.server.credentials()
    for path in shop.profile.places.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for value in given.values():
                assert value.encode() not in content, path
    shown = repr((found, shop.ask(LookAtSecrets())))
    assert found.token_tail not in shown.replace(found.business_id, "")
    connection = sqlite3.connect(shop.profile.places.ledger)
    dump = "\n".join(connection.iterdump())
    connection.close()
    for value in given.values():
        assert value not in dump
