"""Which secrets a profile works with: those kept, and on top of them those being tried."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

from xpeak_desktop import log
from xpeak_desktop.desktop.keyring_secrets import KeyringSecrets, SessionSecrets
from xpeak_desktop.desktop.paths import Places
from xpeak_desktop.domain.problems import Code, Problem, Trouble, trouble
from xpeak_desktop.domain.settings import Settings, is_loopback
from xpeak_desktop.ports import Secret, SecretName, SecretStore

KEYS: Final = (SecretName.CONNECT_ID, SecretName.CONNECT_KEY)
GIVEN: Final = (*KEYS, SecretName.USER_TOKEN, SecretName.SHOP_KEY)
"""What a person gives; the other names are the program's own notes."""

PRACTICE: Final = "practice"
"""The environment of every pretend PEAK."""

_NOTE: Final = SecretName.CLIENT_TOKEN


def environment_of(base_url: str) -> str:
    """Which PEAK a ledger belongs to: the host, or ``practice`` for this computer itself."""
    host = urlsplit(base_url).hostname or ""
    return PRACTICE if is_loopback(host) else host


class Vault:
    """The secrets of one profile, for as long as the process lives.

    ``bound`` to the session, it never asks the keyring: the practice shop and ``--no-keyring``.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._session: SessionSecrets | None = None
        self.bound = False
        self.unasked: Problem | None = None
        """What a keyring that is not used may still hold of a shop that was let go."""

    def use(self, given: Mapping[SecretName, Secret] | None, *, keyring: bool) -> None:
        """Work with these secrets for this process; without them the keyring is asked."""
        if given is None and keyring:
            return
        self.bound = not keyring
        self._session = SessionSecrets()
        for name, secret in (given or {}).items():
            self._session.put(name, secret)

    def store(self, settings: Settings) -> SecretStore:
        """Where the secrets are, by what a person decided."""
        if self._session is not None:
            return self._session
        if not settings.keyring:
            return self.session()
        return self.keyring(settings)

    def session(self) -> SessionSecrets:
        """The secrets that go with the process."""
        if self._session is None:
            self._session = SessionSecrets()
        return self._session

    def keyring(self, settings: Settings) -> SecretStore:
        """The secrets in the operating system's keyring."""
        return self._keyring(environment_of(settings.base_url))

    def _keyring(self, environment: str) -> KeyringSecrets:
        return KeyringSecrets(environment, self._places.profile, mark=self._places.mark)

    def keep(self, settings: Settings) -> None:
        """Put the secrets of this process into the keyring, unless a person said no."""
        if settings.keyring and self._session is not None:
            copy(self._session, self.keyring(settings), SecretName)

    def holds_any(self, settings: Settings) -> bool:
        """Whether anything that a person gave is left. Raises KEYRING_...."""
        stores = [self.store(settings)]
        if not (self.bound or settings.keyring):
            stores.append(self.keyring(settings))
        with _none_is_fine(settings):
            return any(store.get(name) is not None for store in stores for name in GIVEN)
        return False

    def forget(
        self,
        settings: Settings,
        names: Collection[SecretName] = (*GIVEN, _NOTE),
        also: str = "",
    ) -> None:
        """Remove secrets from the keyring, ``also`` another PEAK's, and from memory.

        Raises KEYRING_... when all was tried: what did not go must be as little as possible. One
        that refuses is KEYRING_KEEPS, for what is there may be there still. With every name the
        shop itself goes: that a keyring it does not use cannot be asked is then only noted.
        """
        for name in names:
            self.session().delete(name)
        # First of all: where the keyring lets nothing go, it is still the one that is asked.
        self.leave_session()
        if self.bound:
            return
        self.unasked = None
        first = self._empty(settings, names, also)
        if first is None:
            return
        if settings.keyring or set(names) != set(SecretName):
            raise first
        self.unasked = Problem(Code.KEYRING_UNASKED, first.problem.params)

    def _empty(
        self, settings: Settings, names: Collection[SecretName], also: str
    ) -> Trouble | None:
        """Remove as much from the keyring as goes; what stood in the way first."""
        ours = environment_of(settings.base_url)
        stores = {one: self._keyring(one) for one in (ours, also or ours)}
        first: Trouble | None = None
        for name in sorted(names, key=_token_first):
            for environment, store in stores.items():
                try:
                    with _none_is_fine(settings):
                        store.delete(name)
                except Trouble as error:
                    first = first or self._still_there(error, environment)
        return first

    def _still_there(self, error: Trouble, environment: str) -> Trouble:
        """What a person needs who has to remove the entries by hand: how they are called."""
        problem, places = error.problem, self._places
        code = problem.code
        if code is Code.KEYRING_REFUSED:
            code = Code.KEYRING_KEEPS
        shop = " ".join(filter(None, (environment, places.profile, places.mark)))
        told = trouble(code, **problem.params, shop=shop)
        told.__cause__ = error
        return told

    def leave_session(self) -> None:
        """From now on the keyring is asked."""
        if not self.bound:
            self._session = None


@contextmanager
def _none_is_fine(settings: Settings) -> Iterator[None]:
    """A keyring that is not used any more may hold what was kept before, and need not be there."""
    try:
        yield
    except Trouble as error:
        if settings.keyring or error.problem.code is not Code.KEYRING_MISSING:
            raise


def _token_first(name: SecretName) -> bool:
    """The keys open nothing without it."""
    return name is not SecretName.USER_TOKEN


class TriedSecrets:
    """What was handed over, on top of what came with the program and what is kept.

    The client token of a try outlives it: PEAK gives a new one about once a minute only. It is
    shared with the kept secrets when the keys are the same ones.
    """

    def __init__(self, kept: SecretStore, provided: Mapping[SecretName, Secret]) -> None:
        self._kept = kept
        self._provided = provided
        self._given: dict[SecretName, Secret] = {}
        self._minted = SessionSecrets()
        self._minted_with: tuple[Secret | None, ...] = ()

    def give(self, secrets: Mapping[SecretName, Secret]) -> None:
        """Try these from now on, with those tried before under other names."""
        for secret in secrets.values():
            log.protect(secret)
        self._given |= secrets

    def forget(self) -> None:
        """Try nothing any more."""
        self._given = {}

    def get(self, name: SecretName) -> Secret | None:
        """The secret to try, or ``None``."""
        if name in GIVEN:
            return self._given.get(name) or self._provided.get(name) or self._kept.get(name)
        if name is not SecretName.CLIENT_TOKEN:
            return None
        if self._minted_with == self._keys():
            return self._minted.get(name)
        return self._kept.get(name) if self._shares_keys() else None

    def put(self, name: SecretName, secret: Secret) -> None:
        """Keep the client token of these keys."""
        self._minted_with = self._keys()
        self._minted.put(name, secret)
        if self._shares_keys():
            with contextlib.suppress(Trouble):
                self._kept.put(name, secret)

    def delete(self, name: SecretName) -> None:
        """Forget the client token of these keys."""
        self._minted.delete(name)
        if self._shares_keys():
            self._kept.delete(name)

    def keep_in(self, target: SecretStore) -> None:
        """Put all that works into a store, whole or not at all. Raises KEYRING_...."""
        names = [name for name in (*GIVEN, SecretName.CLIENT_TOKEN) if self._has(name)]
        before = {name: target.get(name) for name in names}
        try:
            copy(self, target, names)
        except Trouble:
            # Half of the new and half of the old would open nobody's books.
            with contextlib.suppress(Trouble):
                for name, secret in before.items():
                    _set(target, name, secret)
            raise

    def _has(self, name: SecretName) -> bool:
        try:
            return self.get(name) is not None
        except Trouble:
            # A keyring that cannot be asked holds nothing that was needed so far.
            return False

    def _keys(self) -> tuple[Secret | None, ...]:
        return tuple(self.get(name) for name in KEYS)

    def _shares_keys(self) -> bool:
        try:
            return all(self._kept.get(name) == self.get(name) for name in KEYS)
        except Trouble:
            return False


def copy(source: SecretStore, target: SecretStore, names: Iterable[SecretName]) -> None:
    """Copy what is there from store to store; what the target has already is not written again."""
    for name in names:
        secret = source.get(name)
        if secret is not None and target.get(name) != secret:
            target.put(name, secret)


def _set(store: SecretStore, name: SecretName, secret: Secret | None) -> None:
    if secret is None:
        store.delete(name)
    elif store.get(name) != secret:
        store.put(name, secret)
