"""Secrets in a keyring: checked, never somewhere else, and whole after a kill at any write."""

import json
import logging
import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring.backends.null
import pytest
from keyring.errors import KeyringLocked, NoKeyringError, PasswordSetError

from tests.memory_keyring import MemoryKeyring
from xpeak_desktop import log as our_log
from xpeak_desktop.desktop import keyring_secrets
from xpeak_desktop.desktop.keyring_secrets import ALLOWED, KeyringSecrets, choose_backend
from xpeak_desktop.domain.problems import Code, Trouble
from xpeak_desktop.ports import Secret, SecretName, SecretStore

NAME = SecretName.USER_TOKEN
SERVICE = "XPEAK Desktop uat default"


class WindowsSized(MemoryKeyring):
    """Holds no more in one entry than Windows does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise PasswordSetError("1783")
        super().set_password(service, username, password)


@pytest.fixture
def backend() -> WindowsSized:
    return WindowsSized()


@pytest.fixture
def store(backend: WindowsSized) -> SecretStore:
    return KeyringSecrets("uat", "default", backend)


SECRETS = {
    "one letter": "x",
    "empty": "",
    "1,199": "a" * 1199,
    "1,200": "a" * 1200,
    "1,201": "a" * 1201,
    "1,279": "ก" * 1279,
    "1,280": "ก" * 1280,
    "1,281": "ก" * 1281,
    "5,000": "น้ำ/=#" * 833 + "xy",
    "outside the plane": "😀" * 1300,
    "looks like ours": "#0/3",
    "begins like ours": "=x",
}


@pytest.mark.parametrize("value", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_of_any_length_comes_back(
    value: str, store: SecretStore, backend: WindowsSized
) -> None:
    assert store.get(NAME) is None
    store.put(NAME, Secret(value))
    assert store.get(NAME) == Secret(value)
    assert KeyringSecrets("uat", "default", backend).get(NAME) == Secret(value)


def test_each_profile_and_environment_has_entries_of_its_own(backend: WindowsSized) -> None:
    KeyringSecrets("uat", "default", backend).put(NAME, Secret("of uat"))
    assert set(backend.entries) == {(SERVICE, "user_token")}
    for environment, profile in (("production", "default"), ("uat", "shop-2")):
        assert KeyringSecrets(environment, profile, backend).get(NAME) is None


def test_profiles_of_one_name_in_different_folders_have_entries_of_their_own(
    backend: WindowsSized,
) -> None:
    KeyringSecrets("uat", "default", backend, mark="0badcafe").put(NAME, Secret("of a trial"))
    assert set(backend.entries) == {(f"{SERVICE} 0badcafe", "user_token")}
    for mark in ("", "0badcaff"):
        store = KeyringSecrets("uat", "default", backend, mark=mark)
        assert store.get(NAME) is None
        store.delete(NAME)
    assert KeyringSecrets("uat", "default", backend, mark="0badcafe").get(NAME)


def test_one_entry_for_each_secret(store: SecretStore, backend: WindowsSized) -> None:
    for name in SecretName:
        store.put(name, Secret(f"value of {name}"))
    assert {entry for _, entry in backend.entries} == {name.value for name in SecretName}
    assert store.get(SecretName.SHOP_KEY) == Secret("value of shop_key")


@pytest.mark.parametrize("first", [10, 3000, 9000])
@pytest.mark.parametrize("second", [10, 3000, 9000])
def test_a_replaced_or_deleted_secret_leaves_nothing_behind(
    first: int, second: int, store: SecretStore, backend: WindowsSized
) -> None:
    store.put(NAME, Secret("a" * first))
    store.put(NAME, Secret("b" * second))
    assert store.get(NAME) == Secret("b" * second)
    assert not any("a" in value for value in backend.entries.values())
    store.delete(NAME)
    assert backend.entries == {}
    store.delete(NAME)
    assert store.get(NAME) is None


class Killed(BaseException):
    """Ends everything, as a kill would."""


class Dying(WindowsSized):
    """Is killed before the n-th change."""

    def __init__(self, entries: dict[tuple[str, str], str], changes: int) -> None:
        super().__init__()
        self.entries = entries
        self.left = changes

    def _count(self) -> None:
        if not self.left:
            raise Killed
        self.left -= 1

    def set_password(self, service: str, username: str, password: str) -> None:
        self._count()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._count()
        super().delete_password(service, username)


@pytest.mark.parametrize("new", ["b" * 10, "b" * 4000])
@pytest.mark.parametrize("old", ["a" * 10, "a" * 3000, "a" * 6000])
def test_a_kill_between_any_two_writes_leaves_the_old_or_the_new_secret_whole(
    old: str, new: str, backend: WindowsSized
) -> None:
    KeyringSecrets("uat", "default", backend).put(NAME, Secret(old))
    for changes in range(30):
        entries = dict(backend.entries)
        try:
            KeyringSecrets("uat", "default", Dying(entries, changes)).put(NAME, Secret(new))
            finished = True
        except Killed:
            finished = False
        after = WindowsSized()
        after.entries = entries
        store = KeyringSecrets("uat", "default", after)
        assert store.get(NAME) == Secret(new) or (not finished and store.get(NAME) == Secret(old))
        # What the interrupted write left does not disturb the next one, and goes with it.
        store.put(NAME, Secret("c" * 2500))
        assert store.get(NAME) == Secret("c" * 2500)
        store.delete(NAME)
        assert after.entries == {}
        if finished:
            return
    pytest.fail("it never finished")


def test_a_secret_with_a_piece_missing_is_none_at_all(
    store: SecretStore, backend: WindowsSized, expected_logs: Callable[..., None]
) -> None:
    expected_logs("user_token in the keyring is not complete")
    store.put(NAME, Secret("a" * 3000))
    del backend.entries[SERVICE, "user_token.0.1"]
    assert store.get(NAME) is None


def test_an_entry_that_is_not_ours_is_no_secret(
    store: SecretStore, backend: WindowsSized, expected_logs: Callable[..., None]
) -> None:
    expected_logs("user_token in the keyring is not complete")
    backend.entries[SERVICE, "user_token"] = "somebody else's"
    assert store.get(NAME) is None


class Forgetful(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Changing(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:-1])


@pytest.mark.parametrize("kind", [Forgetful, Changing, keyring.backends.null.Keyring])
def test_a_keyring_that_does_not_give_back_what_it_got_is_refused(kind: Callable[[], Any]) -> None:
    with pytest.raises(Trouble) as caught:
        KeyringSecrets("uat", "default", kind()).put(NAME, Secret("canary"))
    assert caught.value.problem.code is Code.KEYRING_REFUSED
    assert set(caught.value.problem.params) == {"backend"}
    assert "canary" not in repr(caught.value.problem)


class LockedException(Exception):  # noqa: N818
    """Named as SecretStorage names it."""


class Raising(MemoryKeyring):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error

    def delete_password(self, service: str, username: str) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoKeyringError("x"), Code.KEYRING_MISSING),
        (KeyringLocked("x"), Code.KEYRING_LOCKED),
        (LockedException("x"), Code.KEYRING_LOCKED),
        (PasswordSetError("x"), Code.KEYRING_REFUSED),
        (OSError(1783, "x"), Code.KEYRING_REFUSED),
        (RuntimeError("x"), Code.KEYRING_REFUSED),
    ],
)
def test_what_a_keyring_raises_becomes_one_of_three_troubles(error: Exception, code: Code) -> None:
    store = KeyringSecrets("uat", "default", Raising(error))
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.get(NAME),
        lambda: store.put(NAME, Secret("x")),
        lambda: store.delete(NAME),
    )
    for act in acts:
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.problem.code is code


def test_without_a_keyring_of_the_system_there_is_none(memory_keyring: MemoryKeyring) -> None:
    """The tests' own memory keyring is installed as keyring's choice, and is not taken."""
    if sys.platform in ("win32", "darwin"):
        pytest.skip("this system always has one")
    with pytest.raises(Trouble) as caught:
        KeyringSecrets("uat", "default").put(NAME, Secret("canary"))
    assert caught.value.problem.code is Code.KEYRING_MISSING
    assert memory_keyring.entries == {}


def test_a_store_that_keeps_plain_text_is_not_taken_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    class PlaintextKeyring(MemoryKeyring):
        priority = 99

        def set_password(self, service: str, username: str, password: str) -> None:
            super().set_password(service, username, password)
            (own_folders / "plain.txt").write_text(password)

    name = f"{PlaintextKeyring.__module__}.{PlaintextKeyring.__qualname__}"
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    for folder in (".config/python_keyring", ".local/share/python_keyring"):
        file = own_folders / "home" / folder / "keyringrc.cfg"
        file.parent.mkdir(parents=True)
        file.write_text(f"[backend]\ndefault-keyring={name}\n")
    # As on a computer without a session, whatever this one has.
    monkeypatch.setattr(keyring_secrets, "ALLOWED", ALLOWED[2:3])
    with pytest.raises(Trouble) as caught:
        KeyringSecrets("uat", "default").put(NAME, Secret("canary"))
    assert caught.value.problem.code is Code.KEYRING_MISSING
    files = [one for one in own_folders.rglob("*") if one.is_file()]
    assert not any(b"canary" in one.read_bytes() for one in files)


def test_only_stores_that_encrypt_are_allowed() -> None:
    assert {module for module, _ in ALLOWED} == {
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
    }


def test_the_best_of_several_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lesser(MemoryKeyring):
        priority = 1

    class Better(MemoryKeyring):
        priority = 5

    stores = types.ModuleType("stores")
    vars(stores).update(Lesser=Lesser, Better=Better)
    monkeypatch.setitem(sys.modules, "stores", stores)
    places = (("stores", "Lesser"), ("stores", "Better"), ("no.such.module", "Keyring"))
    monkeypatch.setattr(keyring_secrets, "ALLOWED", places)
    assert type(choose_backend()) is Better


def test_secrets_show_nowhere(
    store: SecretStore, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        store.put(NAME, Secret("canary-keyring-4711"))
        read = store.get(NAME)
    everything = f"{store!r} {store} {read!r} {caplog.text} {capsys.readouterr()}"
    assert "canary" not in everything
    assert our_log.redact("canary-keyring-4711") == "••••"


def test_a_secret_that_was_only_read_is_kept_out_of_the_log_too(backend: WindowsSized) -> None:
    backend.entries[SERVICE, "user_token"] = "=canary-read-4711"
    assert KeyringSecrets("uat", "default", backend).get(NAME)
    assert our_log.redact("canary-read-4711") == "••••"


def test_keyring_is_not_imported_before_it_is_needed() -> None:
    script = (
        "import sys\n"
        "from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets, SessionSecrets\n"
        "KeyringSecrets('uat', 'default'); SessionSecrets()\n"
        "sys.exit('keyring' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


# --------------------------------------------------------------------------- a real one

REAL = """
import json, sys
from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets, choose_backend
from xpeak_desktop.domain.problems import Trouble
from xpeak_desktop.ports import Secret, SecretName

def tried(act):
    try:
        found = act()
    except Trouble as trouble:
        return str(trouble.problem.code)
    return found.reveal() if found else found

long = "น้ำ/=#" * 900
said = {}
store = KeyringSecrets("uat", "default")
said["at first"] = tried(lambda: store.get(SecretName.USER_TOKEN))
said["put"] = tried(lambda: store.put(SecretName.USER_TOKEN, Secret("กุญแจ-1")))
again = KeyringSecrets("uat", "default")
said["get"] = tried(lambda: again.get(SecretName.USER_TOKEN))
said["other profile"] = tried(
    lambda: KeyringSecrets("uat", "other").get(SecretName.USER_TOKEN))
said["put long"] = tried(lambda: store.put(SecretName.CLIENT_TOKEN, Secret(long)))
said["long is back"] = tried(lambda: again.get(SecretName.CLIENT_TOKEN)) == long
said["delete"] = tried(lambda: store.delete(SecretName.USER_TOKEN))
said["delete again"] = tried(lambda: store.delete(SecretName.USER_TOKEN))
said["after"] = tried(lambda: again.get(SecretName.USER_TOKEN))
said["backend"] = type(choose_backend()).__module__
print(json.dumps(said))
"""

UNLOCKED = """
printf pw | gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 &
daemon=$!
for _ in $(seq 100); do
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
        org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null \
        | grep -q true && break
    sleep 0.05
done
"$@"; code=$?
kill $daemon; wait $daemon
exit $code
"""

LOCKED = UNLOCKED.replace("printf pw | ", "").replace("--unlock ", "")

with_real_keyring = pytest.mark.skipif(
    not all(map(shutil.which, ("gnome-keyring-daemon", "dbus-run-session", "dbus-send", "bash"))),
    reason="needs gnome-keyring and dbus-run-session (apt: gnome-keyring dbus)",
)


def real(session: str) -> dict[str, Any]:
    """What the script met with a real Secret Service; own_folders keeps it from this person's."""
    command = ["dbus-run-session", "--", "bash", "-c", session, "bash", sys.executable, "-c", REAL]
    done = subprocess.run(command, capture_output=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@with_real_keyring
def test_a_real_secret_service_keeps_secrets_though_the_environment_asks_for_another() -> None:
    """PYTHON_KEYRING_BACKEND names the fail backend here, and is ignored."""
    assert real(UNLOCKED) == {
        "at first": None,
        "put": None,
        "get": "กุญแจ-1",
        "other profile": None,
        "put long": None,
        "long is back": True,
        "delete": None,
        "delete again": None,
        "after": None,
        "backend": "keyring.backends.SecretService",
    }


@with_real_keyring
@pytest.mark.parametrize("before", ["locked again", "never made"])
def test_a_real_secret_service_that_cannot_ask_is_told_as_locked(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if before == "locked again":
        assert real(UNLOCKED)["put"] is None
    said = real(LOCKED)
    assert (said["put"], said["get"]) == ("keyring_locked", "keyring_locked")
