"""Words from outside in tool tips and balloons, which read what looks like markup as markup.

Qt wraps the lines of a tip only when it is markup, so plain ones are wrapped here.
"""

import re
from typing import Final

from PySide6.QtGui import QTextLayout, QTextOption

from xpeak_desktop import wording
from xpeak_desktop.ui import i18n, theme

_LONGEST_LINE: Final = 300
_LINES: Final = 12
_WIDEST: Final = 400
_GAP: Final = "\u200b"
_STANDS_FOR_GAP: Final = "\ufffc"
"""Survives where signs without width are taken out."""

_BEGINS: Final = re.compile("<(?=[\\w!?/])|&(?=[\\w#])")


def tip(words: str) -> str:
    """The words as they are, harmless: no markup, no control or bidi signs, not endless.

    A line that is too wide to read at a glance continues on the next.
    """
    return _no_markup("\n".join(_wrapped(line) for line in _lines(words)))


def balloon(words: str) -> str:
    """The same for what the computer's own panel draws, and wraps by itself."""
    return _no_markup("\n".join(i18n.plain(line) for line in _lines(words)))


def _lines(words: str) -> list[str]:
    whole = words[: _LINES * _LONGEST_LINE * 20].replace(_GAP, _STANDS_FOR_GAP)
    lines = (wording.inert(line, _LONGEST_LINE) for line in whole.splitlines()[:_LINES])
    return [line.replace(_STANDS_FOR_GAP, _GAP) for line in lines]


def _no_markup(text: str) -> str:
    # A sign without width after them: no tag and no entity begins there any more.
    return _BEGINS.sub(f"\\g<0>{_GAP}", text)


def _wrapped(line: str) -> str:
    widest = theme.scaled(_WIDEST)
    if theme.metrics(theme.BODY).horizontalAdvance(line) <= widest:
        return i18n.plain(line)
    layout = QTextLayout(i18n.wrapping(line), theme.font(theme.BODY))
    # Qt counts in units of UTF-16.
    units = layout.text().encode("utf-16-le", "surrogatepass")
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    parts = []
    while (made := layout.createLine()).isValid():
        made.setLineWidth(widest)
        part = units[2 * made.textStart() : 2 * (made.textStart() + made.textLength())]
        parts.append(i18n.plain(part.decode("utf-16-le", "replace")).strip())
    layout.endLayout()
    return "\n".join(parts)
