"""The command ``disconnect``: tokens out of the keyring, and with a typed word the data too."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from keyring.errors import PasswordDeleteError

from tests import windowed_profile as module
from tests.sales import codes
from tests.shop_profile import ShopProfile
from tests.windowed_profile import SharedKeyring
from xpeak_desktop.bootstrap import run
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.autostart import DesktopEntry, autostart
from xpeak_desktop.desktop.paths import find_places
from xpeak_desktop.desktop.profile_lock import FileLock
from xpeak_desktop.desktop.provision import FILE_NAME
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ports import Autostart
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

PERSONS = {"connect_id", "connect_key", "user_token", "client_token", "shop_key"}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ShopProfile]:
    place = (module.__name__, SharedKeyring.__name__)
    monkeypatch.setattr(keyring_secrets, "ALLOWED", (place,))
    SharedKeyring.reset()
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=5) as server:
        shop = ShopProfile(tmp_path, server)
        server.shop.write_csv(shop.exports)
        code, answer = shop.command("setup", "--config", str(shop.write_config()))
        assert code == 0, answer
        assert {"connect_id", "connect_key", "user_token"} <= SharedKeyring.names()
        yield shop


def typed(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, word: str, *words: str
) -> tuple[int, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(word))
    out = io.StringIO()
    code = run([*words, "--data-dir", str(shop.folder / "data")], out)
    return code, out.getvalue()


def left(shop: ShopProfile) -> list[str]:
    return sorted(path.name for path in shop.ledger.parent.iterdir())


def test_tokens_go_and_the_ledger_stays(shop: ShopProfile) -> None:
    before = left(shop)
    code, answer = shop.command("disconnect")
    assert (code, answer["ok"], answer["erased"]) == (0, True, False)
    assert not SharedKeyring.names() & PERSONS
    assert left(shop) == before
    code, text = shop.raw("sync", "--json", secrets=False)
    assert code == 3
    assert (None, "secrets_missing") in codes(json.loads(text))


def test_disconnecting_twice_is_fine(shop: ShopProfile) -> None:
    shop.command("disconnect")
    assert shop.command("disconnect")[0] == 0


@pytest.mark.parametrize("words", [("disconnect",), ("disconnect", "--erase")])
def test_a_mistyped_profile_is_named_and_not_made(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    code, text = typed(shop, monkeypatch, "erase\n", *words, "--profile", "typo", "--json")
    answer = json.loads(text)
    assert (code, answer["ok"], codes(answer)) == (2, False, [(None, "config_invalid")])
    assert answer["problems"][0]["params"] == {"key": "--profile", "value": "typo"}
    assert [path.name for path in (shop.folder / "data").iterdir()] == ["default"]
    assert "user_token" in SharedKeyring.names()


def test_a_keyring_that_is_locked_is_told_and_nothing_is_erased(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    SharedKeyring.locked = True
    assert shop.command("disconnect")[0] == 3
    code, text = typed(shop, monkeypatch, "erase\n", "disconnect", "--erase", "--json")
    assert (code, codes(json.loads(text))) == (3, [(None, "keyring_locked")])
    assert shop.ledger.exists()


def test_with_the_word_everything_of_the_profile_goes(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.command("sync")
    code, text = typed(shop, monkeypatch, "erase\n", "disconnect", "--erase", "--json")
    assert (code, json.loads(text)["erased"]) == (0, True)
    assert SharedKeyring.names() == set()
    assert left(shop) == ["lock"]
    # What the shop exported is the shop's.
    assert list(shop.exports.iterdir())
    assert "default" in capsys.readouterr().err
    assert shop.command("status")[1]["receipts"]["sent"] == 0


@pytest.mark.parametrize("word", ["", "\n", "yes\n", "ERASE\n"])
def test_without_the_word_nothing_goes(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    before = left(shop)
    code, text = typed(shop, monkeypatch, word, "disconnect", "--erase", "--json")
    assert (code, codes(json.loads(text))) == (2, [(None, "config_invalid")])
    assert left(shop) == before
    assert "user_token" in SharedKeyring.names()


def test_while_another_xpeak_works_nothing_goes(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FileLock(shop.ledger.parent / "lock"):
        assert shop.command("disconnect")[0] == 5
        assert typed(shop, monkeypatch, "erase\n", "disconnect", "--erase")[0] == 5
    assert "user_token" in SharedKeyring.names()
    assert shop.ledger.exists()


# ------------------------------------------------------------------ what must not be left


@pytest.fixture
def keyring_off(shop: ShopProfile) -> ShopProfile:
    """A shop that keeps no secrets any more, as one that came back from another computer."""
    settings(shop, keyring=False)
    return shop


def settings(shop: ShopProfile, **changes: Any) -> None:
    """Change the settings behind the program's back."""
    path = shop.ledger.parent / "settings.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(stored | changes), encoding="utf-8")


def test_where_no_keyring_is_used_any_more_an_old_token_goes_too(keyring_off: ShopProfile) -> None:
    assert keyring_off.command("disconnect")[0] == 0
    assert not SharedKeyring.names() & PERSONS


def test_where_it_cannot_be_asked_nobody_says_that_the_token_is_gone(
    keyring_off: ShopProfile,
) -> None:
    SharedKeyring.locked = True
    code, answer = keyring_off.command("disconnect")
    assert (code, codes(answer)) == (3, [(None, "keyring_locked")])
    assert keyring_off.ledger.exists()


def test_where_there_is_none_nothing_can_be_left(
    keyring_off: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_secrets, "ALLOWED", ())
    assert keyring_off.command("disconnect")[0] == 0


@pytest.mark.parametrize("stubborn", ["connect_id", "user_token", "shop_key"])
def test_what_does_not_go_keeps_nothing_else(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, stubborn: str
) -> None:
    tried = []
    remove = SharedKeyring.delete_password

    def refuse(self: SharedKeyring, service: str, username: str) -> None:
        tried.append(username)
        if username == stubborn:
            raise PasswordDeleteError(username)
        remove(self, service, username)

    monkeypatch.setattr(SharedKeyring, "delete_password", refuse)
    for (service, _), value in list(SharedKeyring.held.items()):
        SharedKeyring.held[service, "shop_key"] = value
    code, answer = shop.command("disconnect")
    assert (code, codes(answer)) == (3, [(None, "keyring_keeps")])
    assert SharedKeyring.names() & PERSONS == {stubborn}
    assert tried[0] == "user_token"


@pytest.mark.parametrize(
    ("lang", "told"), [("th", "อาจยังอยู่"), ("en", "token or keys may still be there")]
)
def test_who_reads_a_refusal_does_not_take_the_token_for_gone_and_knows_what_to_remove(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    monkeypatch.setattr(SharedKeyring, "delete_password", deny)
    code, text = shop.raw("disconnect", "--lang", lang)
    assert code == 3
    assert told in text
    [name] = {service for service, _ in SharedKeyring.held}
    assert name in text


def deny(_keyring: SharedKeyring, _service: str, username: str) -> None:
    """As a policy does, or a person on macOS."""
    raise PasswordDeleteError(username)


@pytest.mark.parametrize("how", ["locked", "refused"])
def test_a_keyring_that_is_not_used_and_cannot_be_asked_does_not_keep_the_shop_here(
    keyring_off: ShopProfile, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    SharedKeyring.locked = how == "locked"
    if how == "refused":
        monkeypatch.setattr(SharedKeyring, "delete_password", deny)
    code, text = typed(keyring_off, monkeypatch, "erase\n", "disconnect", "--erase", "--json")
    answer = json.loads(text)
    assert (code, answer["ok"], answer["erased"], answer["problems"]) == (0, True, True, [])
    assert [one["code"] for one in answer["warnings"]] == ["keyring_unasked"]
    assert left(keyring_off) == ["lock"]


@pytest.mark.parametrize(
    ("lang", "told", "untrue"),
    [("th", "อาจยังมี Token เก่า", "ลบ Token"), ("en", "may still hold", "Token, keys and")],
)
def test_that_it_may_still_hold_an_old_token_is_said_in_words(
    keyring_off: ShopProfile, monkeypatch: pytest.MonkeyPatch, lang: str, told: str, untrue: str
) -> None:
    SharedKeyring.locked = True
    text = typed(keyring_off, monkeypatch, "erase\n", "disconnect", "--erase", "--lang", lang)[1]
    assert told in text
    assert untrue not in text
    assert {service for service, _ in SharedKeyring.held if service in text}


def test_without_its_settings_the_ledger_says_where_the_secrets_are(shop: ShopProfile) -> None:
    shop.command("sync")
    (shop.ledger.parent / "settings.json").unlink()
    assert shop.command("disconnect")[0] == 0
    assert not SharedKeyring.names() & PERSONS


def test_so_it_does_where_they_are_broken(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, expected_logs: Any
) -> None:
    (shop.ledger.parent / "settings.json").write_text("{", encoding="utf-8")
    expected_logs("settings could not be read")
    code, _ = typed(shop, monkeypatch, "erase\n", "disconnect", "--erase")
    assert code == 0
    assert SharedKeyring.names() == set()
    assert left(shop) == ["lock"]


def test_so_it_does_where_a_newer_program_wrote_them(shop: ShopProfile) -> None:
    settings(shop, version=99)
    before = (shop.ledger.parent / "settings.json").read_bytes()
    assert shop.command("disconnect")[0] == 0
    assert not SharedKeyring.names() & PERSONS
    assert (shop.ledger.parent / "settings.json").read_bytes() == before


def test_where_nothing_says_where_they_are_nobody_says_that_they_are_gone(
    shop: ShopProfile,
) -> None:
    settings(shop, version=99)
    shop.ledger.unlink()
    code, answer = shop.command("disconnect")
    assert (code, codes(answer)) == (4, [(None, "settings_broken")])


def test_a_trial_in_another_folder_is_erased_without_the_shops_token(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    SharedKeyring.reset()
    monkeypatch.delenv("XPEAK_DATA_DIR")
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(shop.secrets)))
    config = str(shop.write_config())
    assert run(["setup", "--config", config, "--secrets-stdin"], io.StringIO()) == 0
    real = dict(SharedKeyring.held)
    assert {service for service, _ in real} == {"XPEAK Desktop practice default"}
    assert shop.command("setup", "--config", config)[0] == 0
    assert len(SharedKeyring.held) > len(real)
    assert typed(shop, monkeypatch, "erase\n", "disconnect", "--erase")[0] == 0
    assert SharedKeyring.held == real


@pytest.mark.parametrize("words", [("disconnect",), ("disconnect", "--erase")])
def test_a_file_that_keeps_the_keys_is_named(
    shop: ShopProfile, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    file = shop.folder / "data" / FILE_NAME
    for there in (None, str(file)):
        text = typed(shop, monkeypatch, "erase\n", *words, "--json")[1]
        assert json.loads(text)["keys_in_file"] == there
        file.write_text("{}", encoding="utf-8")
    text = typed(shop, monkeypatch, "erase\n", *words, "--lang", "en")[1]
    assert f"still in {file}." in text
    assert file.exists()


# ------------------------------------------------------------------ starting with the computer


@pytest.fixture
def in_its_usual_place(shop: ShopProfile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all profiles, where this system keeps them; two of them have worked."""
    monkeypatch.delenv("XPEAK_DATA_DIR")
    places = [find_places(None, name) for name in ("default", "second")]
    for one in places:
        one.create()
        for with_computer in started_by(one.profile):
            with_computer.set_enabled(True)
    del shop
    return places[0].data


def started_by(name: str) -> list[Autostart]:
    one = autostart(("xpeak",), "" if name == "default" else name)
    return [one] if one is not None else []


@pytest.mark.parametrize(("name", "other"), [("default", "second"), ("second", "default")])
@pytest.mark.skipif(sys.platform != "linux", reason="the entries of other systems are their own")
def test_a_shop_that_is_gone_starts_with_the_computer_no_more(
    in_its_usual_place: Path, monkeypatch: pytest.MonkeyPatch, name: str, other: str
) -> None:
    del in_its_usual_place
    assert erase_profile(monkeypatch, name)["warnings"] == []
    assert not started_by(name)[0].enabled()
    assert started_by(other)[0].enabled()


@pytest.mark.skipif(sys.platform != "linux", reason="the entries of other systems are their own")
def test_an_entry_that_does_not_go_is_told_and_the_shop_is_gone(
    in_its_usual_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_entry: DesktopEntry, _enabled: bool) -> None:
        raise trouble(Code.AUTOSTART_REFUSED, path="xpeak.desktop")

    monkeypatch.setattr(DesktopEntry, "set_enabled", refuse)
    [told] = erase_profile(monkeypatch, "second")["warnings"]
    assert told["code"] == "autostart_keeps"
    assert "may still start with the computer" in told["en"]
    assert [one.name for one in (in_its_usual_place / "second").iterdir()] == ["lock"]


def test_a_trial_in_another_folder_does_not_touch_what_starts_the_shop(
    in_its_usual_place: Path, shop: ShopProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    del in_its_usual_place
    assert typed(shop, monkeypatch, "erase\n", "disconnect", "--erase")[0] == 0
    assert all(one.enabled() for one in started_by("default"))


def erase_profile(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    monkeypatch.setattr("sys.stdin", io.StringIO("erase\n"))
    out = io.StringIO()
    assert run(["disconnect", "--erase", "--json", "--profile", name], out) == 0
    return json.loads(out.getvalue())


@pytest.mark.parametrize(("lang", "word"), [("th", "ออกจากเครื่องนี้แล้ว"), ("en", "are gone")])
def test_it_is_said_in_words(shop: ShopProfile, lang: str, word: str) -> None:
    assert word in shop.raw("disconnect", "--lang", lang)[1]
