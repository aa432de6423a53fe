"""The list of receipts: how its rows are painted and how its columns share the width."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from xpeak_desktop.domain.journey import State
from xpeak_desktop.ports import ReceiptRow
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.receipts_model import ROW_ROLE, Column, ReceiptsModel
from xpeak_desktop.ui.state_chip import paint_chip

EDGE: Final = 32
_PAD: Final = 12
_BAR: Final = 3
_HEAD: Final = 34
_NARROW: Final = 560
# Widths at the size of type the design knows; the reason takes what is left.
_WIDTHS: Final = {
    Column.STATE: EDGE + 138,
    Column.NUMBER: 140,
    Column.DATE: 106,
    Column.CHANNEL: 176,
    Column.TOTAL: 116,
}
_ICON_ONLY: Final = EDGE + 44
_REASON_AT_LEAST: Final = 150
_CHANNEL_AT_LEAST: Final = 152
_SMALL: Final = (Column.DATE, Column.CHANNEL, Column.REASON)


class ReceiptDelegate(QStyledItemDelegate):
    """Paints a whole row: ground, hairline, chip and texts."""

    def __init__(self, view: "ReceiptsTable") -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = theme.current()
        where = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, where, index, chosen=chosen)
        row = index.data(ROW_ROLE)
        words = index.data()
        if isinstance(row, ReceiptRow) and words:
            column = Column(index.column())
            if column is Column.STATE:
                paint_chip(painter, where.adjusted(EDGE, 0, -_PAD, -1), row.state, words)
            else:
                self._paint_words(painter, where.adjusted(_PAD, 0, -_PAD, -1), column, row, words)
        painter.setPen(QColor(colours.line))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        where: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> None:
        colours = theme.current()
        if chosen:
            painter.fillRect(where, QColor(colours.selected))
            if index.column() == Column.STATE:
                bar = QRectF(where.left(), where.top(), _BAR, where.height())
                painter.fillRect(bar, QColor(colours.accent_text))
        elif index.row() == self._view.hovered_row:
            painter.fillRect(where, QColor(colours.hover))

    def _paint_words(
        self, painter: QPainter, where: QRectF, column: Column, row: ReceiptRow, words: str
    ) -> None:
        role = theme.SMALL if column in _SMALL else theme.BODY
        shown = theme.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        side = Qt.AlignmentFlag.AlignRight if column is Column.TOTAL else Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(role))
        painter.setPen(QColor(_colour(column, row)))
        painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _colour(column: Column, row: ReceiptRow) -> str:
    colours = theme.current()
    if column is Column.TOTAL and row.total == 0:
        return colours.ink3
    if column is Column.REASON and row.state in (State.BLOCKED, State.REJECTED):
        return colours.ink
    return colours.ink2 if column in _SMALL else colours.ink


class ReceiptsTable(QTableView):
    """Rows of one fixed height, so that 100,000 of them cost no more than those on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.setItemDelegate(ReceiptDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Receipts"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.ROW_HEIGHT)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        heads = self.horizontalHeader()
        heads.setFixedHeight(_HEAD)
        heads.setFont(theme.font(theme.SMALL_MEDIUM))
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(20)

    def show_model(self, model: ReceiptsModel) -> None:
        """Show this model and share the width out."""
        self.setModel(model)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        if self.model() is None:
            return
        room = self.viewport().width()
        narrow = room < _NARROW
        widths = dict(_WIDTHS)
        if narrow:
            widths[Column.STATE] = _ICON_ONLY
        self.setColumnHidden(Column.CHANNEL, narrow)
        taken = sum(width for column, width in widths.items() if not self.isColumnHidden(column))
        missing = max(0, _REASON_AT_LEAST - (room - taken))
        if not narrow:
            channel = widths[Column.CHANNEL]
            widths[Column.CHANNEL] = max(_CHANNEL_AT_LEAST, channel - missing)
            taken -= channel - widths[Column.CHANNEL]
        widths[Column.REASON] = max(0, room - taken)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
