"""How a receipt's state looks: icon, tone and ground, painted the same wherever it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xpeak_desktop.domain.journey import State
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.icons import paint_icon


@dataclass(frozen=True, slots=True)
class StateLook:
    """The icon and tone of a state; ``tinted`` when it must catch the eye."""

    icon: str
    tone: str
    tinted: bool = False


LOOKS: Final[Mapping[State, StateLook]] = MappingProxyType(
    {
        State.IMPORTED: StateLook("tray-in", "mute"),
        State.READY: StateLook("clock", "info"),
        State.SENDING: StateLook("send", "info", tinted=True),
        State.SENT: StateLook("ok", "ok"),
        State.UNCERTAIN: StateLook("question", "doubt", tinted=True),
        State.BLOCKED: StateLook("warn", "warn", tinted=True),
        State.REJECTED: StateLook("bad", "bad", tinted=True),
        State.EXCLUDED: StateLook("excluded", "mute"),
        State.VOIDED: StateLook("voided", "mute"),
    }
)

_HEIGHT: Final = 26
_ICON: Final = 14
_EDGE: Final = 9
_GAP: Final = 7
_RADIUS: Final = 4
_LEAST_WITH_WORDS: Final = 100
_ALARMED: Final = StateLook("warn", "warn", tinted=True)


def chip_width(state: State, words: str, *, alarmed: bool = False) -> int:
    """How wide a chip is when its words are whole."""
    inside = _ICON + _GAP + theme.metrics(theme.SMALL).horizontalAdvance(words) + 2
    return round(2 * _edge(_look(state, alarmed=alarmed)) + inside)


def _look(state: State, *, alarmed: bool) -> StateLook:
    return _ALARMED if alarmed else LOOKS[state]


def _edge(look: StateLook) -> int:
    """Without a ground the icon itself stands at the column's edge."""
    return _EDGE if look.tinted else 0


def paint_chip(
    painter: QPainter,
    where: QRectF,
    state: State,
    words: str,
    *,
    alarmed: bool = False,
    whole: bool = False,
) -> None:
    """Draw the state's chip at the left of the rectangle; too narrow a one shows the icon alone.

    ``alarmed``: something happened since, and a person must look at it. ``whole``: never the
    icon alone.
    """
    look, colours = _look(state, alarmed=alarmed), theme.current()
    edge = _edge(look)
    tone = colours.tone(look.tone)
    font = theme.font(theme.SMALL)
    alone = where.width() < _LEAST_WITH_WORDS and not whole
    room = where.width() - 2 * edge - _ICON - _GAP
    metrics = theme.metrics(theme.SMALL)
    shown = "" if alone else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    # One pixel more than measured: advance widths are fractions.
    words_width = metrics.horizontalAdvance(shown) + 1 if shown else 0
    width = 2 * edge + _ICON + (_GAP + words_width if shown else 0)
    chip = QRectF(where.left(), where.center().y() - _HEIGHT / 2, width, _HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.tinted:
        painter.setPen(QPen(QColor(tone.line), 1))
        painter.setBrush(QColor(tone.bg))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    icon = QRectF(chip.left() + edge, chip.center().y() - _ICON / 2, _ICON, _ICON)
    paint_icon(painter, look.icon, icon, tone.text)
    painter.setFont(font)
    painter.setPen(QColor(tone.text if look.tinted or look.tone == "mute" else colours.ink))
    text = QRectF(icon.right() + _GAP, where.top(), words_width, where.height())
    painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()
