"""How many passes may have sent, kept beside the ledger and with the secrets.

A ledger file that somebody put back by hand shows by the small file; a whole folder that came
back, or a copied computer, shows by the keyring. The higher number counts.
"""

from pathlib import Path

from xpeak_desktop.desktop.paths import storage_trouble
from xpeak_desktop.desktop.whole_file import write_whole
from xpeak_desktop.ports import Secret, SecretName, SecretStore

_LONGEST = 18


class KeptEpoch:
    """The ``EpochStore`` of one profile."""

    def __init__(self, path: Path, secrets: SecretStore) -> None:
        self._path = path
        self._secrets = secrets

    def kept(self) -> int:
        """The highest number kept; 0 when nothing was, or nothing readable. Raises KEYRING_...."""
        secret = self._secrets.get(SecretName.EPOCH)
        return max(_number(secret.reveal()) if secret else 0, self._in_file())

    def keep(self, epoch: int) -> None:
        """Keep a number durably. Raises KEYRING_..., DISK_FULL or LEDGER_READ_ONLY."""
        try:
            write_whole(self._path, f"{epoch}\n".encode("ascii"))
        except OSError as error:
            raise storage_trouble(error, self._path) from error
        self._secrets.put(SecretName.EPOCH, Secret(str(epoch)))

    def _in_file(self) -> int:
        try:
            return _number(self._path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except UnicodeDecodeError:
            return 0
        except OSError as error:
            raise storage_trouble(error, self._path) from error


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else 0
