"""Which language to speak."""

import locale
import os

from xpeak_desktop import wording


def language_of(*chosen: str | None) -> str:
    """The first language that was chosen, else the computer's, else Thai."""
    return wording.pick_language(next(filter(None, chosen), None), computer_languages())


def computer_languages() -> list[str]:
    """What the computer says about the language, the most particular first."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    # Where the variables say something, Python only guesses: "C.UTF-8" becomes American English.
    return names if any(names) else [locale.getlocale()[0] or ""]
