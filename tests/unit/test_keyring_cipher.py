"""The packed program's cipher does what ``cryptography`` does, and refuses the rest."""

import ctypes.util
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from resources.packed import keyring_cipher as ours
from tests.house_rules.source import ROOT

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or ctypes.util.find_library("crypto") != ours.LIBRARY,
    reason=f"needs {ours.LIBRARY}, as the packed program on Linux has it",
)

KEYS = st.binary(min_size=16, max_size=16)
PARTS = st.lists(st.integers(0, 5).flatmap(lambda n: st.binary(min_size=16 * n, max_size=16 * n)))


@given(key=KEYS, vector=KEYS, parts=PARTS)
def test_it_encrypts_as_cryptography_does_and_takes_it_back(
    key: bytes, vector: bytes, parts: list[bytes]
) -> None:
    theirs = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    expected = theirs.update(b"".join(parts)) + theirs.finalize()
    cipher = ours.Cipher(ours.AES(key), ours.CBC(vector), None)
    run = cipher.encryptor()
    assert b"".join(map(run.update, parts)) + run.finalize() == expected
    back = cipher.decryptor()
    assert back.update(expected) + back.finalize() == b"".join(parts)


def test_a_text_that_does_not_fill_its_last_block_is_refused() -> None:
    run = ours.Cipher(ours.AES(bytes(16)), ours.CBC(bytes(16))).encryptor()
    run.update(b"short")
    with pytest.raises(ValueError, match="whole blocks"):
        run.finalize()


@pytest.mark.parametrize("length", [0, 15, 24, 32])
def test_other_keys_and_vectors_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"{length} bytes"):
        ours.AES(bytes(length))
    if length != 16:
        with pytest.raises(ValueError, match=f"{length} bytes"):
            ours.CBC(bytes(length))


def test_secretstorage_takes_it_for_cryptography() -> None:
    script = (
        "from resources.packed import keyring_cipher as ours\n"
        "ours.answer_to_its_name()\n"
        "from secretstorage import item, util\n"
        "assert item.Cipher is util.Cipher is ours.Cipher\n"
        "assert item.algorithms.AES is util.algorithms.AES is ours.AES\n"
        "assert item.modes.CBC is util.modes.CBC is ours.CBC\n"
    )
    # A process of its own: here the real one is loaded, and others want it.
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
