"""What an eye might miss in a picture: text that is cut off, and letters our fonts lack."""

from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QRawFont
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QPushButton, QWidget

from xpeak_desktop.ui.i18n import plain
from xpeak_desktop.ui.resources import resources_dir

_SLACK = 1
_ODD = {"\n", "\t"}


def flaws(window: QWidget) -> Iterator[str]:
    """One line for each flaw of what shows in a window."""
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            yield from _of_label(label)
            yield from _of_place(label, label.text())
            yield from _of_letters(label.text())
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            if isinstance(button, QPushButton) and _lacks(
                button.width(), button.sizeHint().width()
            ):
                yield f"cut off: button {_short(button.text())}"
            yield from _of_place(button, button.text())
            yield from _of_letters(button.text())


def _of_label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        if _lacks(label.height(), label.heightForWidth(label.width())):
            yield f"lines cut off: {_short(label.text())}"
        words = _longest(label.fontMetrics(), _unbreakable(label.text()))
        if _lacks(label.contentsRect().width(), words):
            yield f"a word is wider than its column: {_short(label.text())}"
    elif _lacks(label.width(), _longest(label.fontMetrics(), label.text().splitlines())):
        yield f"cut off: {_short(label.text())}"
    if _lacks(label.height(), label.fontMetrics().height()):
        yield f"marks cut off: {_short(label.text())}"


def _of_place(widget: QWidget, text: str) -> Iterator[str]:
    """Sideways, nothing may stick out of what holds it; up and down there may be a scroll bar."""
    outer = widget.parentWidget()
    while outer is not None and not outer.isWindow():
        corner = widget.mapTo(outer, widget.rect().topLeft())
        box = QRect(corner, widget.size())
        if box.left() < -_SLACK or box.right() > outer.rect().right() + _SLACK:
            if not _can_scroll_sideways(outer):
                yield f"sticks out of {type(outer).__name__}: {_short(text)}"
            return
        outer = outer.parentWidget()


def _can_scroll_sideways(outer: QWidget) -> bool:
    area = outer.parentWidget()
    if not isinstance(area, QAbstractScrollArea):
        return False
    return area.horizontalScrollBar().maximum() > 0 and area.horizontalScrollBar().isVisible()


@cache
def _our_font() -> QRawFont:
    return QRawFont(str(resources_dir() / "fonts" / "XPEAKSans-Regular.ttf"), 15)


def _of_letters(text: str) -> Iterator[str]:
    lacking = {one for one in plain(text) if not _our_font().supportsCharacter(ord(one))} - _ODD
    if lacking:
        yield f"not in our font: {' '.join(sorted(lacking))} in {_short(text)}"


def _unbreakable(text: str) -> list[str]:
    return text.replace("\u200b", " ").split() or [""]


def _longest(metrics: QFontMetrics, lines: list[str]) -> int:
    return max(map(metrics.horizontalAdvance, lines), default=0)


def _lacks(has: int, needs: int) -> bool:
    return needs > has + _SLACK


def _short(text: str) -> str:
    return repr(plain(text)[:50])
