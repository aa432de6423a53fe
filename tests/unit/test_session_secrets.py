"""Secrets that live as long as the process."""

from xpeak_desktop import log as our_log
from xpeak_desktop.desktop.keyring_secrets import SessionSecrets
from xpeak_desktop.ports import Secret, SecretName, SecretStore


def test_a_secret_is_there_until_it_is_deleted() -> None:
    store: SecretStore = SessionSecrets()
    assert store.get(SecretName.USER_TOKEN) is None
    store.put(SecretName.USER_TOKEN, Secret("first"))
    store.put(SecretName.USER_TOKEN, Secret("second"))
    assert store.get(SecretName.USER_TOKEN) == Secret("second")
    assert store.get(SecretName.CONNECT_KEY) is None
    store.delete(SecretName.USER_TOKEN)
    store.delete(SecretName.USER_TOKEN)
    assert store.get(SecretName.USER_TOKEN) is None


def test_another_store_knows_nothing_of_it() -> None:
    SessionSecrets().put(SecretName.USER_TOKEN, Secret("canary"))
    assert SessionSecrets().get(SecretName.USER_TOKEN) is None


def test_neither_the_store_nor_the_log_shows_a_secret() -> None:
    store = SessionSecrets()
    store.put(SecretName.USER_TOKEN, Secret("canary-session-4711"))
    assert "canary" not in f"{store!r} {store} {vars(store)}"
    assert our_log.redact("x canary-session-4711 x") == "x •••• x"
