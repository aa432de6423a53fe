"""Before the packed program starts on Linux: whoever asks for ``cryptography`` gets our cipher."""

from resources.packed import keyring_cipher

keyring_cipher.answer_to_its_name()
