"""Secrets in a real Secret Service: kept, found again, gone; and what is said when it will not."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_desktop_keyring_secrets import WindowsSized
from tests.sales import QUICK, export, sale
from tests.secret_service import Bus, skip_without_parts
from tests.shop_profile import ShopProfile
from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.sandbox.server import PracticeServer
from xpeak_desktop.sandbox.switches import Switches

TOKEN = "9f1c2d4e-canary-กุญแจ-ของ-ร้าน"
LARGE = ("น้ำ/=#" * 6000 + "0123456789abcdef" * 4000)[:100_000]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody whose name is Thai and has a blank."""
    return tmp_path / "สมชาย ใจดี"


@pytest.fixture
def bus(home: Path) -> Iterator[Bus]:
    """A session with nobody in it yet."""
    skip_without_parts()
    with Bus(home) as one:
        yield one


def test_a_secret_outlives_the_program_and_the_session(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("backend") == {"value": "keyring.backends.SecretService"}
        assert program.ask("get") == {"value": None}
        assert program.ask("put", TOKEN) == {}
        assert program.ask("get") == {"value": TOKEN}
    with bus.child() as program:
        assert program.ask("get") == {"value": TOKEN}
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("get") == {"value": TOKEN}


def test_a_running_program_finds_its_secret_after_the_keyring_came_back(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", TOKEN) == {}
        bus.start_keyring()
        assert program.ask("get") == {"value": TOKEN}


def test_a_deleted_secret_is_gone_for_good(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        for name in SecretName:
            assert program.ask("put", f"{TOKEN} {name}", name=name) == {}
        for name in SecretName:
            assert program.ask("delete", name=name) == {}
            assert program.ask("delete", name=name) == {}
    bus.start_keyring()
    with bus.child() as program:
        for name in SecretName:
            assert program.ask("get", name=name) == {"value": None}


def test_profiles_do_not_see_each_others_secrets(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", TOKEN, profile="ร้านแรก") == {}
        assert program.ask("get", profile="ร้านสอง") == {"value": None}
        assert program.ask("get", profile="ร้านแรก") == {"value": TOKEN}


def test_a_secret_in_many_pieces_comes_back_and_goes_without_a_trace(bus: Bus, home: Path) -> None:
    """A tenth of a large one: each piece makes the daemon write its whole file anew."""
    long = LARGE[:10_000]
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", long) == {}
        assert program.ask("put", TOKEN, name="shop_key") == {}
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("get") == {"value": long}
        with_it = stored_bytes(home)
        assert program.ask("delete") == {}
        assert stored_bytes(home) < with_it - len(long)
        assert program.ask("get", name="shop_key") == {"value": TOKEN}


def test_a_hundred_kilobytes_fit_where_an_entry_holds_2560_bytes() -> None:
    windows = WindowsSized()
    KeyringSecrets("uat", "default", windows).put(SecretName.USER_TOKEN, Secret(LARGE))
    again = KeyringSecrets("uat", "default", windows)
    assert again.get(SecretName.USER_TOKEN) == Secret(LARGE)
    again.delete(SecretName.USER_TOKEN)
    assert windows.entries == {}


def stored_bytes(home: Path) -> int:
    return sum(one.stat().st_size for one in home.rglob("*.keyring"))


def test_what_lies_on_the_disk_is_encrypted(bus: Bus, home: Path) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", TOKEN) == {}
    bus.stop_keyring()
    assert stored_bytes(home)
    for file in (one for one in home.rglob("*") if one.is_file()):
        assert b"canary" not in file.read_bytes()


# --------------------------------------------------------------------------- when it will not


def refused(answer: dict[str, Any], code: str) -> None:
    """The trouble has this code, and a sentence in Thai and in English."""
    assert answer.get("code") == code, answer
    thai, english = answer["words"]
    assert thai
    assert english
    assert thai != english


def test_a_locked_keyring_is_said_and_asked_again_after_it_was_unlocked(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", TOKEN) == {}
        bus.start_keyring(unlocked=False)
        refused(program.ask("get"), "keyring_locked")
        refused(program.ask("put", "new"), "keyring_locked")
        refused(program.ask("delete"), "keyring_locked")
        bus.start_keyring()
        assert program.ask("get") == {"value": TOKEN}


def test_a_keyring_that_a_person_locks_meanwhile_is_locked(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", TOKEN) == {}
        assert program.ask("lock") == {}
        refused(program.ask("get"), "keyring_locked")


def test_a_keyring_that_the_session_starts_by_itself_is_locked_until_somebody_opens_it(
    home: Path,
) -> None:
    skip_without_parts()
    with Bus(home, starts_services=True) as bus, bus.child() as program:
        refused(program.ask("put", TOKEN), "keyring_locked")


def test_without_a_session_there_is_no_keyring(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child(DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere") as program:
        refused(program.ask("backend"), "keyring_missing")
        refused(program.ask("put", TOKEN), "keyring_missing")


def test_a_session_without_a_keyring_is_asked_again_once_it_has_one(bus: Bus) -> None:
    with bus.child() as program:
        refused(program.ask("put", TOKEN), "keyring_missing")
        refused(program.ask("get"), "keyring_missing")
        bus.start_keyring()
        assert program.ask("put", TOKEN) == {}
        assert program.ask("get") == {"value": TOKEN}


def test_a_keyring_or_a_session_that_goes_away_refuses(bus: Bus) -> None:
    bus.start_keyring()
    with bus.child() as program:
        assert program.ask("put", TOKEN) == {}
        bus.stop_keyring()
        for what in ("get", "put", "delete"):
            refused(program.ask(what, "x"), "keyring_refused")
        bus.stop_bus()
        refused(program.ask("get"), "keyring_refused")


# --------------------------------------------------------------------------- no plain text

PLAIN = '''
"""As keyrings.alt: keeps what it is given in a readable file."""
import os, pathlib
from keyring.backend import KeyringBackend

class PlaintextKeyring(KeyringBackend):
    priority = 99
    _file = pathlib.Path(os.environ["HOME"]) / "keyring_pass.cfg"

    def get_password(self, service, username):
        return self._file.read_text() if self._file.exists() else None

    def set_password(self, service, username, password):
        self._file.write_text(password)

    def delete_password(self, service, username):
        self._file.unlink()
'''
BACKENDS = ("keyrings.alt.file.PlaintextKeyring", "keyring.backends.null.Keyring")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A folder for PYTHONPATH with such a package, installed as packages are."""
    folder = tmp_path / "site"
    (folder / "keyrings" / "alt").mkdir(parents=True)
    for package in ("keyrings", "keyrings/alt"):
        (folder / package / "__init__.py").touch()
    (folder / "keyrings" / "alt" / "file.py").write_text(PLAIN)
    about = folder / "keyrings_alt-5.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: keyrings.alt\nVersion: 5.0\n")
    (about / "entry_points.txt").write_text("[keyring.backends]\nalt = keyrings.alt.file\n")
    return folder


def wanted(bus: Bus, plain: Path, backend: str) -> dict[str, str]:
    """Everything by which keyring itself could be made to take that backend."""
    for folder in (".config", ".local/share"):
        file = bus.home / folder / "python_keyring" / "keyringrc.cfg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"[backend]\ndefault-keyring={backend}\n")
    path = f"{plain}:{bus.environ['PYTHONPATH']}"
    return {"PYTHONPATH": path, "PYTHON_KEYRING_BACKEND": backend}


def test_keyring_itself_would_take_the_plain_one(bus: Bus, plain: Path) -> None:
    """Otherwise the tests below would prove nothing."""
    script = (
        "import keyring; keyring.set_password('s', 'u', 'canary'); print(keyring.get_keyring())"
    )
    environ = bus.environ | wanted(bus, plain, BACKENDS[0])
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, check=False
    )
    assert b"Plaintext" in done.stdout
    assert (bus.home / "keyring_pass.cfg").read_text() == "canary"


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_plain_or_forgetful_store_is_not_taken_where_there_is_no_other(
    backend: str, bus: Bus, plain: Path
) -> None:
    with bus.child(**wanted(bus, plain, backend)) as program:
        refused(program.ask("put", TOKEN), "keyring_missing")
        refused(program.ask("get"), "keyring_missing")
    assert not (bus.home / "keyring_pass.cfg").exists()


@pytest.mark.parametrize("backend", BACKENDS)
def test_nor_where_there_is_a_real_one(backend: str, bus: Bus, plain: Path) -> None:
    bus.start_keyring()
    with bus.child(**wanted(bus, plain, backend)) as program:
        assert program.ask("backend") == {"value": "keyring.backends.SecretService"}
        assert program.ask("put", TOKEN) == {}
    with bus.child() as program:
        assert program.ask("get") == {"value": TOKEN}
    assert not (bus.home / "keyring_pass.cfg").exists()


# ---------------------------------------------------------------------- the program's own life

ENTRIES = """
import contextlib, secretstorage
with contextlib.closing(secretstorage.dbus_init()) as bus:
    items = secretstorage.get_default_collection(bus).get_all_items()
    print(*(one.get_attributes()["username"] for one in items))
"""


def entries(bus: Bus) -> list[str]:
    """What this keyring holds, by name."""
    listed = subprocess.run(
        [sys.executable, "-c", ENTRIES], env=bus.environ, capture_output=True, check=True
    )
    return listed.stdout.decode().split()


@pytest.mark.timeout(120)
def test_a_token_is_kept_by_set_up_found_by_the_next_start_and_gone_after_disconnect(
    bus: Bus, tmp_path: Path
) -> None:
    bus.start_keyring()
    with PracticeServer(switches=Switches(mint_limit_seconds=0), receipts=0) as server:
        shop = ShopProfile(tmp_path / "shop", server)
        export(shop, sale("RC-1"))

        def program(*words: str, secrets: str = "") -> tuple[int, dict[str, Any]]:
            done = subprocess.run(
                [
                    *(sys.executable, "-m", "xpeak_desktop", *words, "--json"),
                    *("--data-dir", str(shop.folder / "data")),
                ],
                env=os.environ | bus.environ,
                input=secrets.encode(),
                capture_output=True,
                check=False,
            )
            return done.returncode, json.loads(done.stdout)

        config = ("--config", str(shop.write_config(**QUICK)))
        code, told = program("setup", *config, "--secrets-stdin", secrets=json.dumps(shop.secrets))
        assert code == 0, told
        assert {"connect_id", "connect_key", "user_token"} <= set(entries(bus))
        code, told = program("sync")
        assert (code, told["this_pass"]["sent"]) == (0, 1), told
        assert program("disconnect")[0] == 0
        # The number of the last ledger that sent is no secret, and guards an old copy.
        assert entries(bus) == ["epoch"]
        code, told = program("sync")
        assert (code, [one["code"] for one in told["problems"]]) == (3, ["secrets_missing"])
    assert len(server.books.live_receipts()) == 1
