"""The list of receipts: how its rows are painted and how its columns share the width."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from xpeak_desktop.ports import ReceiptRow
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.reading import NEEDS_YOU
from xpeak_desktop.ui.receipts_model import COLUMNS, ROW_ROLE, Column, ReceiptsModel
from xpeak_desktop.ui.row_table import EDGE, HEAD, PAD, RowDelegate, RowTable, write
from xpeak_desktop.ui.state_chip import paint_chip

_NARROW: Final = 560
# Widths at the size of type the design knows; the last column that is shown takes what is left.
_WIDTHS: Final = {
    Column.STATE: EDGE + 146,
    Column.NUMBER: 138,
    Column.DATE: 100,
    Column.CHANNEL: 150,
    Column.TOTAL: 122,
}
_ICON_ONLY: Final = EDGE + 54
_NUMBER_AT_LEAST: Final = 120
_AT_LEAST: Final = {Column.NUMBER: _NUMBER_AT_LEAST, Column.TOTAL: 108}
_REASON_AT_LEAST: Final = 160
_CHANNEL_AT_MOST: Final = 210
_SMALL: Final = (Column.DATE, Column.CHANNEL, Column.REASON)


class ReceiptDelegate(RowDelegate):
    """Paints a receipt's chip and texts."""

    def paint_cell(
        self, painter: QPainter, where: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, words = index.data(ROW_ROLE), index.data()
        if not isinstance(row, ReceiptRow) or not words:
            return
        column = COLUMNS[index.column()]
        if column is Column.STATE:
            inside = where.adjusted(EDGE, 0, -PAD, -1)
            paint_chip(painter, inside, row.state, words, alarmed=row.asks)
        else:
            role = theme.SMALL if column in _SMALL else theme.BODY
            inside = where.adjusted(PAD, 0, -PAD, -1)
            right = column is Column.TOTAL
            write(painter, inside, words, role, _colour(column, row), right=right)


def _colour(column: Column, row: ReceiptRow) -> str:
    colours = theme.current()
    if column is Column.TOTAL and row.total == 0:
        return colours.ink3
    if column is Column.REASON and (row.asks or row.state in NEEDS_YOU):
        return colours.ink
    return colours.ink2 if column in _SMALL else colours.ink


class ReceiptsTable(RowTable):
    """The receipts; which columns it shows depends on its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(ReceiptDelegate(self))
        self.setAccessibleName(self.tr("Receipts"))
        self.set_row_height(theme.ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(theme.scaled(HEAD))

    def show_model(self, model: ReceiptsModel) -> None:
        """Show this model and share the width out."""
        self.setModel(model)
        self.share_width()

    def share_width(self) -> None:
        if self.model() is None:
            return
        room = self.viewport().width()
        widths = {column: theme.scaled(width) for column, width in _WIDTHS.items()}
        narrow = room < theme.scaled(_NARROW)
        if narrow:
            self._make_room(widths, room)
        left = room - sum(widths.values())
        if not narrow:
            # A scroll bar beside the pane: figures have room to spare, channels' names have not.
            for column, least in _AT_LEAST.items():
                spare = min(max(0, -left), widths[column] - theme.scaled(least))
                widths[column] -= spare
                left += spare
        reason = left >= theme.scaled(_REASON_AT_LEAST)
        if reason and not narrow:
            more = min(theme.scaled(_CHANNEL_AT_MOST) - widths[Column.CHANNEL], left // 4)
            widths[Column.CHANNEL] += more
            left -= more
        # Without room for the reason, what is long anyway gets the rest.
        last = Column.REASON if reason else Column.NUMBER if narrow else Column.CHANNEL
        widths[last] = max(0, widths.get(last, 0) + left)
        for column in Column:
            self.setColumnHidden(column, column not in widths)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    @staticmethod
    def _make_room(widths: dict[Column, int], room: int) -> None:
        """Leave out what a person misses least; a receipt without its number is nobody's."""
        widths[Column.STATE] = theme.scaled(_ICON_ONLY)
        del widths[Column.CHANNEL]
        spare = widths[Column.NUMBER] - theme.scaled(_NUMBER_AT_LEAST)
        for column in (Column.DATE, Column.TOTAL):
            if sum(widths.values()) - spare > room:
                del widths[column]
