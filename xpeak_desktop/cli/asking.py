"""Asks for a typed word before what cannot simply be taken back."""

import sys

from xpeak_desktop.domain.problems import Code, trouble


def ask_for_the_word(word: str, key: str, question: str) -> None:
    """Raises ``Trouble`` (CONFIG_INVALID with ``key``) when another word comes, or none."""
    # Not on stdout, where under --json only the answer stands.
    if sys.stderr is not None:
        sys.stderr.write(question)
        sys.stderr.flush()
    typed = sys.stdin.readline().strip() if sys.stdin is not None else ""
    if typed != word:
        raise trouble(Code.CONFIG_INVALID, key=key, value=typed, expected=word)
