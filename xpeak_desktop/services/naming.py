"""One set of values for many receipts of one kind: a sentence names the first few of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_NAMED: Final = 2
_NAMING: Final = frozenset({"sku", "channel", "service", "word", "method"})
"""Values that tell one thing from another: a sentence names the first few of them."""

_COUNTED: Final = frozenset({"sku", "channel"})
"""Of these a sentence says also how many there are."""

_NEEDED: Final = frozenset({"total", "month", "missing"})
"""Values that a sentence cannot do without; the others are left out where they differ."""


def named(values: Mapping[str, Iterable[str]], *, whole: bool = True) -> dict[str, str]:
    """``TS-09, GFT-A`` for two names, ``TS-09, GFT-A …`` for more.

    ``values`` are all that were seen, by their name. Of products and channels also how many there
    are, ``several``, and how many of them are not named, ``more``; a plus stands behind these where
    not the ``whole`` was looked through.
    """
    found: dict[str, str] = {}
    for name, all_seen in values.items():
        given = list(dict.fromkeys(all_seen))
        # A value that is not there names nothing beside those that are.
        seen = [value for value in given if value] or given
        if name == "sku":
            # In the order of the list they are matched in, whoever asks.
            seen.sort()
        if len(seen) == 1:
            found[name] = seen[0]
        elif name in _NAMING:
            found[name] = ", ".join(seen[:_NAMED]) + (" …" if len(seen) > _NAMED else "")
            if name in _COUNTED:
                found |= _counted(len(seen), whole=whole)
        elif name in _NEEDED:
            found[name] = _all_words(seen) if name == "missing" else seen[0]
    return found


def _counted(number: int, *, whole: bool) -> dict[str, str]:
    plus, more = "" if whole else "+", number - _NAMED
    left = {"more": f"{more}{plus}"} if more else {}
    return {"several": f"{number}{plus}"} | left


def _all_words(seen: Sequence[str]) -> str:
    return ",".join(dict.fromkeys(word for one in seen for word in one.split(",")))
