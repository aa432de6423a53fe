"""SVG icons of one stroke, given their colour when they are painted."""

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from xpeak_desktop.ui.resources import resources_dir

# Qt leaves 4 pixels between a button's icon and its words; the design wants 8.
_CLEAR_SPACE = 4
_RATIOS = (1, 2, 3)
_SMALL = 16


@cache
def _folder() -> Path:
    """Asked for once: a first window has some twenty icons."""
    return resources_dir() / "icons"


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str, thick: bool) -> QSvgRenderer:
    text = (_folder() / f"{name}.svg").read_text("utf-8")
    text = text.replace("currentColor", colour)
    if thick:
        text = text.replace('stroke-width="1.6"', 'stroke-width="2"')
    return QSvgRenderer(QByteArray(text.encode("utf-8")))


def paint_icon(painter: QPainter, name: str, where: QRectF, colour: str) -> None:
    """Draw the icon into the rectangle; small ones get a thicker stroke."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour, where.width() < _SMALL).render(painter, where)
    painter.restore()


def pixmap(name: str, colour: str, size: int, ratio: float = 1, space: int = 0) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels, with clear space at its right."""
    made = QPixmap(QSize(round((size + space) * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return made


@lru_cache(maxsize=128)
def button_icon(name: str, colour: str, off: str, size: int) -> tuple[QIcon, QSize]:
    """An icon for a button, with its disabled colour, and the icon size to set."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, size, ratio, _CLEAR_SPACE), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, off, size, ratio, _CLEAR_SPACE), QIcon.Mode.Disabled)
    return made, QSize(size + _CLEAR_SPACE, size)


def field_icon(name: str, colour: str) -> QIcon:
    """An icon inside a field, which Qt draws 16 pixels wide."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, _SMALL, ratio))
    return made


def app_icon() -> QIcon:
    """The mark in the sizes that task bars and window titles ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("mark", "", size))
    return made
