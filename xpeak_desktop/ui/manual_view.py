"""Shows one chapter of the manual: our own files and nothing else, whatever a link may say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.manual_style import blocks, style
from xpeak_desktop.ui.manual_text import Chapter

_PICTURE: Final = re.compile(r"[a-z-]+\.png")
_DARK: Final = "dark"
"""A picture's text of that name holds a second table of its colours, as hexadecimal digits."""

_HEX: Final = re.compile(r"[0-9a-f]+")
_PICTURE_WIDTH: Final = 640
"""In a narrow window they are as wide as the column."""
_COLUMN: Final = 720
"""Lines longer than that tire the eye."""
_MARGIN: Final = 36
_BREAK: Final = "\u200b"


class ManualView(QTextBrowser):
    """Links are told by ``anchorClicked`` and never followed from here."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._chapter: Chapter | None = None
        self._headings: dict[str, int] = {}
        self._sought = ""
        self._drawn_width = 0
        self._paper: QTextDocument | None = None
        self.setObjectName("manual")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Chapter"))
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its beginning."""
        self._chapter = chapter
        self.setAccessibleName(i18n.plain(chapter.title))
        self._render()
        self.verticalScrollBar().setValue(0)

    def _render(self) -> None:
        if self._chapter is None:
            return
        self._drawn_width = self._picture_width()
        # A new one: a document that is filled again keeps some of the formats it had.
        before, made = self._paper, QTextDocument(self)
        made.setDocumentMargin(0)
        made.setUndoRedoEnabled(False)
        made.setMarkdown(i18n.wrapping(self._chapter.text))
        style(made)
        self.setDocument(made)
        self._paper = made
        if before is not None:
            before.deleteLater()
        headings = [one for one in blocks(self.document()) if one.blockFormat().headingLevel()]
        named = self._chapter.anchors
        self._headings = {
            named[n]: one.blockNumber() for n, one in enumerate(headings) if n in named
        }
        self.seek(self._sought)

    def headings(self) -> tuple[str, ...]:
        """The names that ``go_to_heading`` knows here."""
        return tuple(self._headings)

    def go_to_heading(self, name: str) -> None:
        """Bring the heading of that name to the top, in a view that is on the screen."""
        if name in self._headings:
            block = self.document().findBlockByNumber(self._headings[name])
            self.setTextCursor(QTextCursor(block))
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(int(top))

    # ------------------------------------------------------------------ searching

    def seek(self, words: str) -> None:
        """Mark every place where the words stand; none for no words."""
        self._sought = words
        self.setExtraSelections([self._marked(one) for one in self._found(words)])

    def go_to_next(self) -> None:
        """Go to the next such place, and from the last to the first."""
        found = list(self._found(self._sought))
        here = self.textCursor().selectionEnd()
        ahead = [one for one in found if one.selectionStart() >= here]
        for one in (ahead or found)[:1]:
            self.setTextCursor(one)
            self.ensureCursorVisible()

    def _found(self, words: str) -> Iterator[QTextCursor]:
        """The text has places to break its lines; what a person types has none."""
        if not words:
            return
        pattern = re.compile(f"{_BREAK}?".join(map(re.escape, words)), re.IGNORECASE)
        for found in pattern.finditer(self.document().toPlainText()):
            cursor = QTextCursor(self.document())
            cursor.setPosition(found.start())
            cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
            yield cursor

    @staticmethod
    def _marked(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = cursor
        colours = theme.current()
        made.format.setBackground(QColor(colours.warn.bg))
        made.format.setForeground(QColor(colours.warn.text))
        return made

    # ------------------------------------------------------------------ Qt's side

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture beside the chapter; nothing from anywhere else."""
        asked = name.toString() if isinstance(name, QUrl) else name
        picture = kind == QTextDocument.ResourceType.ImageResource.value
        if not picture or not _PICTURE.fullmatch(asked):
            return None
        image = QImage(str(self._folder / asked))
        if theme.current().dark:
            _darken(image)
        return _framed(image, self._picture_width(), self.devicePixelRatioF())

    def _picture_width(self) -> int:
        return min(_PICTURE_WIDTH, self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = self.width() - theme.scaled(_COLUMN)
        side = max(_MARGIN, min(spare // 2, 2 * _MARGIN))
        self.setViewportMargins(side, 20, max(_MARGIN // 2, spare - side), 0)
        if self._drawn_width != self._picture_width():
            self._render_here()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sought"):
            self._render_here()

    def _render_here(self) -> None:
        """Anew, for other colours or another width, without leaving the place."""
        at = self.verticalScrollBar().value()
        self._render()
        self.verticalScrollBar().setValue(at)


def _darken(image: QImage) -> None:
    """Show the same page as it is in dark, where the picture brings the colours for it."""
    digits = image.text(_DARK)
    if _HEX.fullmatch(digits) and len(digits) == 6 * image.colorCount():
        image.setColorTable(
            [0xFF000000 | int(digits[at : at + 6], 16) for at in range(0, len(digits), 6)]
        )


def _framed(image: QImage, shown_width: int, ratio: float) -> QPixmap | None:
    """The picture at its width in the text, sharp on this screen, with a hairline around it."""
    if image.isNull():
        return None
    width = round(shown_width * ratio)
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = QPixmap.fromImage(image.scaledToWidth(width, smooth))
    scaled.setDevicePixelRatio(ratio)
    size = scaled.deviceIndependentSize()
    made = QPixmap(scaled.size())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    edge = QPainterPath()
    edge.addRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 8, 8)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(edge)
    painter.drawPixmap(0, 0, scaled)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(theme.current().line_strong), 1))
    painter.drawPath(edge)
    painter.end()
    return made
