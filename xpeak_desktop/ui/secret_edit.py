"""A line for a secret: it can be put in and taken over, and never be seen or copied out."""

import hashlib
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QStyle, QStyleOptionFrame, QStylePainter

from xpeak_desktop.ports import Secret

_QTS_MARGIN: Final = 2


class SecretEdit(QLineEdit):
    """Shows dots. Nothing can be copied, cut, dragged or undone out of it.

    Signals:
        pasted(): a person pasted something; ``text()`` is it.
    """

    pasted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._marks: set[str] = set()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        hints = (
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.setInputMethodHints(hints)

    def take(self) -> Secret | None:
        """Hand over what was put in; nothing of it stays here."""
        text = self.text()
        self.wipe()
        return Secret(text) if text.strip() else None

    def wipe(self) -> None:
        """Empty the line and what Ctrl+Z could bring back."""
        # setText forgets the steps that led here, clear() does not.
        self.setText("")

    def paste(self) -> None:
        """Put the clipboard's text in, in place of what was there."""
        self.take_text(QGuiApplication.clipboard().text())

    def take_text(self, text: str) -> None:
        """Put this text in, as a paste does."""
        self.setText(text)
        self._marks.add(_mark(text))
        self.pasted.emit()

    def clear_clipboard(self) -> None:
        """Take off the clipboard what was pasted from it, if it is still there."""
        clipboard = QGuiApplication.clipboard()
        if self._marks and _mark(clipboard.text()) in self._marks:
            clipboard.clear()
        self._marks.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        refused = (
            QKeySequence.StandardKey.Copy,
            QKeySequence.StandardKey.Cut,
            QKeySequence.StandardKey.Undo,
            QKeySequence.StandardKey.Redo,
        )
        if any(event.matches(key) for key in refused):
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.text() or not self.property("filled"):
            super().paintEvent(event)
            return
        # As Qt does, but for the text cursor: it would stand among dots that are not there.
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        inside = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
            .adjusted(_QTS_MARGIN, 0, -_QTS_MARGIN, 0)
        )
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, self.placeholderText())
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        paste = menu.addAction(self.tr("Paste"))
        paste.triggered.connect(self.paste)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            return
        super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.ignore()


def _mark(text: str) -> str:
    """To know a text again without keeping it."""
    return hashlib.sha256(text.encode()).hexdigest()
