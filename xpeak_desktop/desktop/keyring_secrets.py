"""The secrets of one profile: in the operating system's keyring, or in memory and nowhere else."""

import importlib
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from xpeak_desktop import log as our_log
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.ports import Secret, SecretName

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

_PACKAGE: Final = "keyring.backends"
ALLOWED: Final = (
    (f"{_PACKAGE}.Windows", "WinVaultKeyring"),
    (f"{_PACKAGE}.macOS", "Keyring"),
    (f"{_PACKAGE}.SecretService", "Keyring"),
    (f"{_PACKAGE}.kwallet", "DBusKeyring"),
    (f"{_PACKAGE}.kwallet", "DBusKeyringKWallet4"),
)
"""The stores that encrypt. Others, fail, null, chainer and plain files, are never asked."""

_PARTS: Final = {
    "win32": ("keyring.backends.Windows", "win32ctypes.pywin32.win32cred"),
    "darwin": ("keyring.backends.macOS.api",),
    "linux": ("keyring.backends.SecretService", "secretstorage", "jeepney"),
}

# Windows holds 2,560 bytes of UTF-16 in one entry; the mark in front needs room too.
_PIECE: Final = 1200
_WHOLE: Final = "="
_PIECES: Final = "#"
# Generations take turns, so the pieces of the old secret stand until the new ones are complete.
_GENERATIONS: Final = 2


class SessionSecrets:
    """Secrets for as long as this process lives (``--no-keyring``)."""

    def __init__(self) -> None:
        self._kept: dict[SecretName, Secret] = {}

    def get(self, name: SecretName) -> Secret | None:
        """The secret, or ``None``."""
        return self._kept.get(name)

    def put(self, name: SecretName, secret: Secret) -> None:
        """Keep a secret until the process ends."""
        our_log.protect(secret)
        self._kept[name] = secret

    def delete(self, name: SecretName) -> None:
        """Forget a secret; not having it is fine."""
        self._kept.pop(name, None)


class KeyringSecrets:
    """Secrets in the keyring of the person who is logged in; may block on a system's question.

    Every method raises KEYRING_MISSING, KEYRING_LOCKED or KEYRING_REFUSED (with ``backend``).
    ``mark`` tells profiles of one name in different folders apart: the keyring knows no folders.
    ``backend`` is for tests: what is given there is not held against the allow-list.
    """

    def __init__(
        self,
        environment: str,
        profile: str,
        backend: "KeyringBackend | None" = None,
        *,
        mark: str = "",
    ) -> None:
        self._service = f"XPEAK Desktop {environment} {profile}" + (f" {mark}" if mark else "")
        self._backend = backend

    def get(self, name: SecretName) -> Secret | None:
        """Read a secret; ``None`` when there is none or only a part of it."""
        head = self._read(name.value)
        if head is None:
            return None
        value = head[1:] if head.startswith(_WHOLE) else self._join(name, head)
        if value is None:
            log.warning("the entry %s in the keyring is not complete", name)
            return None
        secret = Secret(value)
        our_log.protect(secret)
        return secret

    def put(self, name: SecretName, secret: Secret) -> None:
        """Store a secret and read it back; a longer one stands beside the old until complete."""
        our_log.protect(secret)
        pieces = _cut(secret.reveal())
        if len(pieces) == 1:
            self._write(name.value, _WHOLE + pieces[0])
            self._sweep(name)
            return
        used = _parsed(self._read(name.value) or "")
        generation = (used[0] + 1) % _GENERATIONS if used else 0
        for number, piece in enumerate(pieces):
            self._write(_piece_name(name, generation, number), _WHOLE + piece)
        # Last: whoever reads in between still finds the old secret.
        self._write(name.value, f"{_PIECES}{generation}/{len(pieces)}")
        self._sweep(name, generation, len(pieces))

    def delete(self, name: SecretName) -> None:
        """Remove a secret; not having it is fine."""
        self._remove(name.value)
        self._sweep(name)

    def _sweep(self, name: SecretName, generation: int = 0, kept: int = 0) -> None:
        """Remove pieces that nothing leads to, also those of a write that was interrupted."""
        for one in range(_GENERATIONS):
            first = end = kept if one == generation else 0
            while self._read(_piece_name(name, one, end)) is not None:
                end += 1
            # Backwards, so that the next sweep finds what an interrupted one leaves.
            for number in reversed(range(first, end)):
                self._remove(_piece_name(name, one, number))

    def _join(self, name: SecretName, head: str) -> str | None:
        manifest = _parsed(head)
        if manifest is None:
            return None
        generation, count = manifest
        pieces = [self._read(_piece_name(name, generation, number)) for number in range(count)]
        whole = [piece[1:] for piece in pieces if piece is not None]
        return "".join(whole) if len(whole) == count else None

    def _read(self, entry: str) -> str | None:
        backend = self._chosen()
        with _told(backend):
            return backend.get_password(self._service, entry)

    def _write(self, entry: str, value: str) -> None:
        backend = self._chosen()
        with _told(backend):
            backend.set_password(self._service, entry, value)
            same = backend.get_password(self._service, entry) == value
        if not same:
            raise trouble(Code.KEYRING_REFUSED, backend=_name(backend))

    def _remove(self, entry: str) -> None:
        # Asked first: what "nothing to delete" looks like differs from keyring to keyring.
        if self._read(entry) is None:
            return
        backend = self._chosen()
        with _told(backend):
            backend.delete_password(self._service, entry)

    def _chosen(self) -> "KeyringBackend":
        if self._backend is None:
            self._backend = choose_backend()
        return self._backend


def choose_backend() -> "KeyringBackend":
    """Pick this computer's keyring; raises KEYRING_MISSING.

    keyring itself is not asked to choose: an environment variable, its configuration file or a
    package that happens to be installed could make it take a store that keeps plain text.
    """
    found = [one for one in map(_viable, ALLOWED) if one is not None]
    if not found:
        raise trouble(Code.KEYRING_MISSING)
    return max(found, key=lambda one: float(one.priority))()


def check_parts(platform: str = sys.platform) -> None:
    """See that what this system's keyring needs came with the program; raises ``ImportError``.

    Without it the computer would seem to have no keyring.
    """
    for module in _PARTS.get(platform, ()):
        importlib.import_module(module)


def _viable(place: tuple[str, str]) -> "type[KeyringBackend] | None":
    module, name = place
    try:
        # Imported only now: keyring costs a start 60 ms.
        backend: type[KeyringBackend] = getattr(importlib.import_module(module), name)
    except ImportError:
        return None
    return backend if backend.viable else None


@contextmanager
def _told(backend: "KeyringBackend") -> Iterator[None]:
    """Turn what a keyring raises into a Trouble."""
    from keyring.errors import KeyringLocked, NoKeyringError

    try:
        yield
    except NoKeyringError as error:
        raise trouble(Code.KEYRING_MISSING) from error
    # Not only KeyringError: the system's own libraries raise through, each its own kind.
    except Exception as error:
        locked = isinstance(error, KeyringLocked) or _nobody_answered(error)
        code = Code.KEYRING_LOCKED if locked else Code.KEYRING_REFUSED
        raise trouble(code, backend=_name(backend)) from error


def _nobody_answered(error: BaseException | None) -> bool:
    """Whether the system wanted to ask a person and could not, or was turned away."""
    while error is not None:
        if type(error).__name__ in ("LockedException", "PromptDismissedException"):
            return True
        error = error.__cause__
    return False


def _name(backend: "KeyringBackend") -> str:
    return str(type(backend).__module__).removeprefix(f"{_PACKAGE}.")


def _cut(value: str) -> list[str]:
    """Cut so that no piece is longer than Windows holds, counted in UTF-16."""
    size = _PIECE if value.isascii() or max(value) <= "\uffff" else _PIECE // 2
    return [value[start : start + size] for start in range(0, len(value), size)] or [""]


def _piece_name(name: SecretName, generation: int, number: int) -> str:
    return f"{name.value}.{generation}.{number}"


def _parsed(head: str) -> tuple[int, int] | None:
    generation, _, count = head.removeprefix(_PIECES).partition("/")
    if not head.startswith(_PIECES) or not (generation.isdecimal() and count.isdecimal()):
        return None
    return int(generation), int(count)
