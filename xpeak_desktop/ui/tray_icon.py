"""The pictures beside the clock, painted; under 20 pixels with fewer and thicker strokes."""

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from xpeak_desktop.ui.standing import Mood

SIZES: Final = (16, 18, 20, 22, 24, 32, 44, 48, 64, 128)
_SMALL: Final = 20
_TILE: Final = "#2B4A96"
_GREY: Final = "#5C6478"
_PAPER: Final = "#FFFFFF"
_BADGE: Final = "#F5A623"
_BADGE_INK: Final = "#2A1C00"


@cache
def tray_icon(mood: Mood) -> QIcon:
    """The picture in every size that panels ask for."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(picture(mood, size))
    return made


def picture(mood: Mood, size: int) -> QPixmap:
    """One picture; drawn on a grid of 16 units when small, else of 64."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    grey = mood in (Mood.PAUSED, Mood.OFFLINE)
    painter.setBrush(QColor(_GREY if grey else _TILE))
    radius = size * (0.19 if size < _SMALL else 0.22)
    painter.drawRoundedRect(QRectF(0, 0, size, size), radius, radius)
    if size < _SMALL:
        painter.scale(size / 16, size / 16)
        _small(painter, mood)
    else:
        painter.scale(size / 64, size / 64)
        _large(painter, mood)
    painter.end()
    return made


# --------------------------------------------------------------------- 64 units


def _large(painter: QPainter, mood: Mood) -> None:
    if mood is Mood.PAUSED:
        _bars(painter, (QRectF(19, 15, 9, 34), QRectF(36, 15, 9, 34)), 4.5)
        return
    painter.setBrush(QColor(_PAPER))
    painter.drawPath(_receipt(17, 9, 30, 45, 6))
    if mood is Mood.FINE:
        _stroke(painter, _TILE, 5.5, [(24, 28), (30, 34), (41, 21)])
    elif mood is Mood.WORKING:
        _stroke(painter, _TILE, 5.5, [(32, 43), (32, 19)])
        _stroke(painter, _TILE, 5.5, [(23, 28), (32, 19), (41, 28)])
    elif mood is Mood.RESTING:
        _dots(painter, [(23.5, 29), (32, 29), (40.5, 29)], 2.9)
    elif mood is Mood.SETTING_UP:
        _stroke(painter, _TILE, 4.5, [(23, 20), (41, 20)])
        _stroke(painter, _TILE, 4.5, [(23, 29), (41, 29)])
        _stroke(painter, _TILE, 4.5, [(23, 38), (33, 38)])
    elif mood is Mood.NEEDS:
        _stroke(painter, _TILE, 4.5, [(23, 20), (41, 20)])
        _stroke(painter, _TILE, 4.5, [(23, 29), (33, 29)])
        _badge(painter, QPointF(46, 46), 18, 4)
        _mark(painter, QRectF(43.2, 34.5, 5.6, 14), QRectF(43.2, 51.5, 5.6, 5.6))
    else:
        _slash(painter, 12, 6)


def _receipt(left: float, top: float, width: float, height: float, teeth: int) -> QPainterPath:
    """Paper with a torn lower edge."""
    path = QPainterPath(QPointF(left, top))
    path.lineTo(left + width, top)
    path.lineTo(left + width, top + height)
    step = width / teeth
    for tooth in range(1, teeth + 1):
        up = step if tooth % 2 else 0.0
        path.lineTo(left + width - step * tooth, top + height - up)
    path.closeSubpath()
    return path


def _slash(painter: QPainter, wide: float, narrow: float) -> None:
    ends = [(13.0, 53.0), (53.0, 11.0)]
    _stroke(painter, _GREY, wide, ends)
    _stroke(painter, _PAPER, narrow, ends)


# --------------------------------------------------------------------- 16 units


def _small(painter: QPainter, mood: Mood) -> None:
    if mood is Mood.PAUSED:
        _bars(painter, (QRectF(4.5, 4, 2.5, 8), QRectF(9, 4, 2.5, 8)), 0.8)
        return
    painter.setBrush(QColor(_PAPER))
    painter.drawPath(_receipt(3.5, 2.5, 9, 11, 4))
    if mood is Mood.FINE:
        _stroke(painter, _TILE, 1.9, [(5.6, 7), (7.4, 8.8), (10.6, 5.2)])
    elif mood is Mood.WORKING:
        _stroke(painter, _TILE, 1.9, [(8, 10), (8, 5)])
        _stroke(painter, _TILE, 1.9, [(5.8, 7), (8, 4.8), (10.2, 7)])
    elif mood is Mood.RESTING:
        _dots(painter, [(5.7, 7), (8, 7), (10.3, 7)], 0.9)
    elif mood is Mood.SETTING_UP:
        _stroke(painter, _TILE, 1.6, [(5.6, 5.4), (10.4, 5.4)])
        _stroke(painter, _TILE, 1.6, [(5.6, 8.6), (8.4, 8.6)])
    elif mood is Mood.NEEDS:
        _stroke(painter, _TILE, 1.6, [(5.4, 5.4), (10.6, 5.4)])
        _badge(painter, QPointF(11, 11), 4.6, 1.2)
        _mark(painter, QRectF(10.2, 7.8, 1.6, 3.6), QRectF(10.2, 12.4, 1.6, 1.6))
    else:
        ends = [(2.8, 13.4), (13.4, 2.6)]
        _stroke(painter, _GREY, 4, ends)
        _stroke(painter, _PAPER, 1.8, ends)


# --------------------------------------------------------------------- parts


def _bars(painter: QPainter, bars: tuple[QRectF, ...], radius: float) -> None:
    painter.setBrush(QColor(_PAPER))
    for bar in bars:
        painter.drawRoundedRect(bar, radius, radius)


def _stroke(
    painter: QPainter, colour: str, width: float, points: list[tuple[float, float]]
) -> None:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
    painter.setPen(Qt.PenStyle.NoPen)


def _dots(painter: QPainter, middles: list[tuple[float, float]], radius: float) -> None:
    painter.setBrush(QColor(_TILE))
    for x, y in middles:
        painter.drawEllipse(QPointF(x, y), radius, radius)


def _badge(painter: QPainter, middle: QPointF, radius: float, clear: float) -> None:
    """A disc with a cleared ring, so that it stands out on any panel."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(middle, radius + clear, radius + clear)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(QColor(_BADGE))
    painter.drawEllipse(middle, radius, radius)


def _mark(painter: QPainter, stroke: QRectF, dot: QRectF) -> None:
    painter.setBrush(QColor(_BADGE_INK))
    half = stroke.width() / 2
    painter.drawRoundedRect(stroke, half, half)
    painter.drawEllipse(dot)
