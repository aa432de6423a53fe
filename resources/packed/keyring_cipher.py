"""The one cipher that a Linux keyring speaks, from the OpenSSL that Python has brought already.

SecretStorage asks ``cryptography`` for AES in CBC mode and for nothing else. That package carries a
second OpenSSL, 12 MB, which would have to be kept safe too. So the packed program answers to its
name with this (``hook_cipher.py``): the same classes for the same calls, and the OpenSSL of TLS.
"""

import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import ctypes

LIBRARY: Final = "libcrypto.so.3"
_KEY_BYTES: Final = 16
_BLOCK: Final = 16


class AES:
    """The key. Raises ``ValueError`` unless it has 128 bits, as all of a keyring's have."""

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY_BYTES:
            raise ValueError(f"a key of {len(key)} bytes")
        self.key = key


class CBC:
    """What the first block is mixed with. Raises ``ValueError`` unless it is as long as one."""

    def __init__(self, initialization_vector: bytes) -> None:
        if len(initialization_vector) != _BLOCK:
            raise ValueError(f"a vector of {len(initialization_vector)} bytes")
        self.vector = initialization_vector


class Cipher:
    """Makes what encrypts and decrypts."""

    def __init__(self, algorithm: AES, mode: CBC, _backend: object = None) -> None:
        self._key, self._vector = algorithm.key, mode.vector

    def encryptor(self) -> "Run":
        """Encrypt whole blocks."""
        return Run(self._key, self._vector, encrypt=True)

    def decryptor(self) -> "Run":
        """Decrypt whole blocks."""
        return Run(self._key, self._vector, encrypt=False)


class Run:
    """One text on its way through OpenSSL. Raises ``ValueError`` where OpenSSL refuses."""

    def __init__(self, key: bytes, vector: bytes, *, encrypt: bool) -> None:
        self._openssl = _openssl()
        self._context = self._openssl.EVP_CIPHER_CTX_new()
        kind = self._openssl.EVP_aes_128_cbc()
        self._must(
            self._openssl.EVP_CipherInit_ex(self._context, kind, None, key, vector, int(encrypt))
        )
        # SecretStorage fills up the last block itself.
        self._must(self._openssl.EVP_CIPHER_CTX_set_padding(self._context, 0))

    def __del__(self) -> None:
        self._openssl.EVP_CIPHER_CTX_free(self._context)

    def update(self, data: bytes) -> bytes:
        """The next part."""
        return self._through(self._openssl.EVP_CipherUpdate, len(data), data, len(data))

    def finalize(self) -> bytes:
        """The end: nothing more comes, and all blocks were whole."""
        return self._through(self._openssl.EVP_CipherFinal_ex, 0)

    def _through(self, function: Any, length: int, *arguments: Any) -> bytes:
        import ctypes

        out = ctypes.create_string_buffer(length + _BLOCK)
        written = ctypes.c_int(0)
        self._must(function(self._context, out, ctypes.byref(written), *arguments))
        return out.raw[: written.value]

    def _must(self, done: int) -> None:
        if done != 1:
            raise ValueError("OpenSSL refuses: not whole blocks?")


@cache
def _openssl() -> "ctypes.CDLL":
    # Only who has a keyring pays for it.
    import ctypes

    library = ctypes.CDLL(LIBRARY)
    pointer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    written = ctypes.POINTER(number)
    for name, returns, takes in (
        ("EVP_CIPHER_CTX_new", pointer, ()),
        ("EVP_CIPHER_CTX_free", None, (pointer,)),
        ("EVP_aes_128_cbc", pointer, ()),
        ("EVP_CipherInit_ex", number, (pointer, pointer, pointer, text, text, number)),
        ("EVP_CIPHER_CTX_set_padding", number, (pointer, number)),
        ("EVP_CipherUpdate", number, (pointer, text, written, text, number)),
        ("EVP_CipherFinal_ex", number, (pointer, text, written)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = returns, takes
    return library


def answer_to_its_name() -> None:
    """Be ``cryptography`` for whoever imports these names of it; other names are not there."""
    algorithms, modes = ModuleType("algorithms"), ModuleType("modes")
    algorithms.AES, modes.CBC = AES, CBC  # type: ignore[attr-defined]
    parts: dict[str, dict[str, object]] = {
        "": {},
        ".hazmat": {},
        ".hazmat.backends": {"default_backend": lambda: None},
        ".hazmat.primitives": {},
        ".hazmat.primitives.ciphers": {"Cipher": Cipher, "algorithms": algorithms, "modes": modes},
    }
    for name, holds in parts.items():
        module = ModuleType(f"cryptography{name}")
        module.__path__ = []
        vars(module).update(holds)
        sys.modules[module.__name__] = module
