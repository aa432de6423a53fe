"""What the long lists have in common: whole rows that hover, are chosen, and painted by hand."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from xpeak_desktop.ui import theme

EDGE: Final = 20
PAD: Final = 12
HEAD: Final = 34
_BAR: Final = 3
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowTable(QTableView):
    """Rows of one fixed height, so that 100,000 of them cost no more than those on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setFont(theme.font(theme.SMALL_MEDIUM))
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(20)

    def set_row_height(self, pixels: int) -> None:
        """The height of every row, in pixels."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(20)
        rows.setDefaultSectionSize(pixels)

    def share_width(self) -> None:
        """Give each column its part of the room there is; what a list's columns are, it knows."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

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


class RowDelegate(QStyledItemDelegate):
    """Paints a cell's ground and the hairline below; the cell itself is its list's own."""

    def __init__(self, view: RowTable) -> None:
        super().__init__(view)
        self._rows = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        where = QRectF(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, where, index, chosen=chosen)
        self.paint_cell(painter, where, index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QColor(theme.current().line))
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
            if index.column() == 0:
                bar = QRectF(where.left(), where.top(), _BAR, where.height())
                painter.fillRect(bar, QColor(colours.accent_text))
        elif index.row() == self._rows.hovered_row:
            painter.fillRect(where, QColor(colours.hover))

    def paint_cell(
        self, painter: QPainter, where: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what stands in this cell."""
        raise NotImplementedError


def write(
    painter: QPainter,
    where: QRectF,
    words: str,
    role: theme.TypeRole,
    ink: str,
    *,
    right: bool = False,
) -> None:
    """One line of words in the middle of the cell's height, cut short where it is too long."""
    shown = theme.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
    painter.setFont(theme.font(role))
    painter.setPen(QColor(ink))
    painter.drawText(where, _RIGHT if right else _LEFT, shown)
