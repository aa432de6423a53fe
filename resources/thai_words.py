"""Where a line of Thai may break: Thai has no blanks between words.

Where a computer has no Thai dictionary (Windows, many Linux), Qt breaks a line only at blanks and
at U+200B. So our long texts get a U+200B between words when they are built. A place counts when
two ways of finding words agree on it, one by a dictionary and one by a trained model: each alone
now and then cuts a word in two, and never both the same one.
"""

import re
from functools import cache
from itertools import accumulate

import budoux
from newmm_tokenizer.tokenizer import word_tokenize

BREAK = "\u200b"
# Shorter texts stand on one line everywhere, and stay as they are.
SHORT = 24
UNBROKEN = 25
_RUN = re.compile("[\u0e00-\u0e7f]{9,}")
# A word begins with a consonant or with a vowel that is written before one; "ๆ" repeats a word.
_BEGINS = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44]")
_PARTS = re.compile(f"[ {BREAK}]")


def with_breaks(text: str) -> str:
    """A text with U+200B between the words of its long Thai runs."""
    if len(text) <= SHORT:
        return text
    return _RUN.sub(lambda run: BREAK.join(words(run[0])), text)


def runs(text: str) -> list[str]:
    """The parts of a text that need places to break when they stand in a long one."""
    return _RUN.findall(text)


def words(run: str) -> list[str]:
    """Cut a run of Thai letters where a line may break."""
    by_dictionary = _ends(word_tokenize(run))
    by_model = _ends(_model().parse(run))
    cuts = [end for end in sorted(by_dictionary & by_model) if _BEGINS.match(run, end)]
    return [run[i:j] for i, j in zip([0, *cuts], [*cuts, len(run)], strict=True)]


def cannot_wrap(text: str) -> bool:
    """Whether a long text has a stretch without a place to break it."""
    return len(text) > SHORT and any(len(part) > UNBROKEN for part in _PARTS.split(text))


@cache
def _model() -> budoux.Parser:
    return budoux.load_default_thai_parser()


def _ends(parts: list[str]) -> set[int]:
    return set(accumulate(map(len, parts)))
