"""Two codes that look alike, with the letters that differ marked on both."""

from difflib import SequenceMatcher
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from xpeak_desktop.ui import theme

Spans = tuple[tuple[int, int], ...]

_LINE: Final = 2
_LEAST: Final = 5
"""A mark is at least so wide: some blanks have no width at all."""


def differing(ours: str, theirs: str) -> tuple[Spans, Spans]:
    """The parts of each that the other has not, as (first, after the last)."""
    # Without its guess at junk, which would skip letters that come often.
    parts = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    changed = [(a, b, c, d) for what, a, b, c, d in parts if what != "equal"]
    return (
        tuple((first, last) for first, last, _, _ in changed if last > first),
        tuple((first, last) for _, _, first, last in changed if last > first),
    )


def paint_code(
    painter: QPainter, where: QRectF, code: str, marks: Spans, role: theme.TypeRole, ink: str
) -> None:
    """Draw a code at the left of the rectangle, its marked letters on amber with a line under.

    Everything is drawn once, and the marked letters again through a clip: letter by letter, the
    spaces between them would be lost.
    """
    metrics, colours = theme.metrics(role), theme.current()
    shown = metrics.elidedText(code, Qt.TextElideMode.ElideRight, where.width())
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
    painter.setFont(theme.font(role))
    painter.setPen(QColor(ink))
    painter.drawText(where, flags, shown)
    height = role.line
    for first, last in marks:
        left = where.left() + metrics.horizontalAdvance(code[:first])
        wide = max(_LEAST, metrics.horizontalAdvance(code[first:last]))
        mark = QRectF(left, where.center().y() - height / 2, wide, height)
        mark = mark.intersected(where)
        if mark.isEmpty():
            continue
        painter.save()
        painter.setClipRect(mark)
        painter.fillRect(mark, QColor(colours.warn.bg))
        painter.setPen(QColor(colours.warn.text))
        painter.drawText(where, flags, shown)
        under = QRectF(mark.left(), mark.bottom() - _LINE, mark.width(), _LINE)
        painter.fillRect(under, QColor(colours.warn.solid))
        painter.restore()
