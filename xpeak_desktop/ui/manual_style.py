"""Gives a Markdown document the program's fonts, colours and distances."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)

from xpeak_desktop.ui import theme

_INDENT: Final = 26
_HEADINGS: Final = {1: (theme.TITLE, 0, 10), 2: (theme.HEADING, 26, 4), 3: (theme.STRONG, 18, 2)}
"""Font, and the room above and below."""
_PARAGRAPH: Final = (0, 10)
_ITEM: Final = (0, 6)


def style(document: QTextDocument) -> None:
    """Style what ``setMarkdown`` made; again after a change of light and dark."""
    document.setDefaultFont(theme.font(theme.BODY))
    document.setIndentWidth(theme.scaled(_INDENT))
    for table in _tables(document):
        _style_table(table)
    for block in blocks(document):
        _style_block(block)
        for fragment in _fragments(block):
            _style_fragment(block, fragment)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every paragraph, heading, item and cell."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found = []
    at = block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _style_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    above, below = _PARAGRAPH if block.textList() is None else _ITEM
    if level:
        above, below = _HEADINGS[level][1:]
    elif cursor.currentTable() is not None:
        above = below = 0
    elif block.textList() is None and block.previous().textList() is not None:
        above = below
    room = QTextBlockFormat()
    room.setTopMargin(above)
    room.setBottomMargin(below)
    cursor.mergeBlockFormat(room)


def _style_fragment(block: QTextBlock, fragment: QTextFragment) -> None:
    given = fragment.charFormat()
    if given.isImageFormat():
        return
    cursor = QTextCursor(block)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(_format(block.blockFormat().headingLevel(), given))


def _format(level: int, given: QTextCharFormat) -> QTextCharFormat:
    colours = theme.current()
    role, ink = _HEADINGS[level][0] if level else theme.BODY, colours.ink
    made = QTextCharFormat()
    if given.isAnchor():
        made.setAnchor(True)
        made.setAnchorHref(given.anchorHref())
        ink = colours.accent_text
        made.setFontUnderline(True)
    elif given.fontFixedPitch():
        role = theme.STRONG
        made.setBackground(QColor(colours.accent_soft))
    elif given.fontItalic():
        role, ink = theme.SMALL, colours.ink3
    elif given.fontWeight() > QFont.Weight.Normal and not level:
        role = theme.STRONG
    made.setFont(
        theme.font(role),
        QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly,
    )
    made.setForeground(QColor(ink))
    return made


# --------------------------------------------------------------------------- tables


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [one for one in document.rootFrame().childFrames() if isinstance(one, QTextTable)]


def _style_table(table: QTextTable) -> None:
    made = table.format()
    made.setBorder(0)
    made.setBorderCollapse(True)
    made.setCellPadding(8)
    made.setCellSpacing(0)
    made.setBottomMargin(14)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(made)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            lined = QTextTableCellFormat()
            lined.merge(cell.format())
            lined.setBottomBorder(1)
            lined.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            lined.setBottomBorderBrush(QBrush(QColor(theme.current().line)))
            lined.clearProperty(QTextFormat.Property.BackgroundBrush)
            cell.setFormat(lined)
