"""How the list of products is painted, and how a click or a key acts on a line of it."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from xpeak_desktop import wording
from xpeak_desktop.services.jobs.products import ProductLine, Standing
from xpeak_desktop.ui import icons, theme
from xpeak_desktop.ui.code_difference import differing, paint_code
from xpeak_desktop.ui.product_words import shown_code
from xpeak_desktop.ui.products_model import LINE_ROLE, Column, ProductsModel
from xpeak_desktop.ui.row_table import EDGE, HEAD, PAD, RowDelegate, RowTable, write

_ICON: Final = 16
_TALL: Final = 56
_LOW: Final = 40
_BUTTON_HEIGHT: Final = 30
_WAITING_WIDTH: Final = 104


class ProductDelegate(RowDelegate):
    """Paints codes with their differences, names, and a button."""

    def __init__(self, view: "ProductsTable") -> None:
        super().__init__(view)
        self._view = view

    def paint_cell(
        self, painter: QPainter, where: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, words = index.data(LINE_ROLE), index.data()
        if not isinstance(line, ProductLine):
            return
        column = Column(index.column())
        colours = theme.current()
        left = EDGE if column is Column.SKU else PAD
        cell = where.adjusted(left, 0, -PAD, -1)
        if column is Column.SKU:
            _paint_ours(painter, cell, line)
        elif column is Column.NAME:
            self._paint_name(painter, cell, line)
        elif column is Column.PEAK:
            self._paint_peak(painter, cell, line)
        elif column is Column.WAITING:
            write(painter, cell, words or "", theme.BODY, colours.ink, right=True)
        elif words and self._view.products.can_create(line):
            self._paint_button(painter, button_in(where), words)
        elif words:
            place = button_in(where).adjusted(PAD, 0, 0, 0)
            write(painter, place, words, theme.SMALL_MEDIUM, colours.accent_text)

    def _paint_name(self, painter: QPainter, cell: QRectF, line: ProductLine) -> None:
        colours = theme.current()
        name = wording.inert(line.name)
        names = dict.fromkeys(wording.inert(side.name) for side in line.peak if side.name)
        if line.standing is Standing.NEAR and names:
            upper, lower = _halves(cell)
            write(painter, upper, name, theme.BODY, colours.ink)
            theirs = self.tr("In PEAK: %1").replace("%1", ", ".join(names))
            write(painter, lower, theirs, theme.SMALL, colours.ink2)
        else:
            write(painter, cell, name, theme.BODY, colours.ink)

    def _paint_peak(self, painter: QPainter, cell: QRectF, line: ProductLine) -> None:
        colours, model = theme.current(), self._view.products
        refusal = model.refusal(line)
        words = refusal or model.words.standing(line, pulled=model.pulled)
        if refusal:
            _sign(painter, cell, "bad", colours.bad.solid)
            write(painter, _after_sign(cell), words, theme.SMALL, colours.bad.text)
        elif line.standing is Standing.MATCHED:
            _sign(painter, cell, "ok", colours.ok.solid)
            code = shown_code(line.peak[0].code)
            write(painter, _after_sign(cell), code, theme.BODY, colours.ink)
        elif line.peak:
            upper, lower = _halves(cell)
            _paint_theirs(painter, upper, line)
            write(painter, lower, words, theme.SMALL, colours.warn.text)
        else:
            _sign(painter, cell, "minus", colours.ink3)
            write(painter, _after_sign(cell), words, theme.SMALL, colours.ink2)

    def _paint_button(self, painter: QPainter, where: QRectF, words: str) -> None:
        colours = theme.current()
        able, pointer = self._view.able, self._view.pointer
        over = able and pointer is not None and where.contains(pointer)
        ink = colours.ink if able else colours.ink3
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line_strong if able else colours.line), 1))
        painter.setBrush(QColor(colours.hover if over else colours.surface))
        painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        wide = theme.metrics(theme.SMALL_MEDIUM).horizontalAdvance(words) + 1
        room = where.width() - 2 * PAD - _ICON - 6
        left = where.left() + PAD + max(0.0, (room - wide) / 2)
        icon = QRectF(left, where.center().y() - _ICON / 2, _ICON, _ICON)
        icons.paint_icon(painter, "plus", icon, ink)
        text = QRectF(icon.right() + 6, where.top(), room, where.height())
        write(painter, text, words, theme.SMALL_MEDIUM, ink)


def button_in(cell: QRectF) -> QRectF:
    """Where a line's button is painted in its cell."""
    high = theme.scaled(_BUTTON_HEIGHT)
    top = cell.center().y() - high / 2
    return QRectF(cell.left() + 4, top, cell.width() - 4 - EDGE, high)


def _theirs(line: ProductLine) -> list[str]:
    return [shown_code(code) for code in dict.fromkeys(side.code for side in line.peak)]


def _paint_ours(painter: QPainter, cell: QRectF, line: ProductLine) -> None:
    """The shop's code; what differs from any of PEAK's is marked."""
    code, marks = shown_code(line.sku), set[tuple[int, int]]()
    if line.standing is Standing.NEAR:
        marks.update(span for theirs in _theirs(line) for span in differing(code, theirs)[0])
    paint_code(painter, cell, code, tuple(sorted(marks)), theme.BODY, theme.current().ink)


def _paint_theirs(painter: QPainter, cell: QRectF, line: ProductLine) -> None:
    """PEAK's codes beside each other, each with what differs marked, as far as there is room."""
    ours, ink, metrics = shown_code(line.sku), theme.current().ink, theme.metrics(theme.BODY)
    left = cell.left()
    for number, code in enumerate(_theirs(line)):
        if number:
            room = QRectF(left, cell.top(), cell.right() - left, cell.height())
            write(painter, room, ", ", theme.BODY, ink)
            left += metrics.horizontalAdvance(", ")
        if left >= cell.right():
            break
        room = QRectF(left, cell.top(), cell.right() - left, cell.height())
        marks = differing(ours, code)[1] if line.standing is Standing.NEAR else ()
        paint_code(painter, room, code, marks, theme.BODY, ink)
        left += metrics.horizontalAdvance(code)


def _halves(cell: QRectF) -> tuple[QRectF, QRectF]:
    """A cell's two lines, close together in its middle."""
    upper, lower = theme.BODY.line, theme.SMALL.line
    top = cell.center().y() - (upper + lower) / 2
    return (
        QRectF(cell.left(), top, cell.width(), upper),
        QRectF(cell.left(), top + upper, cell.width(), lower),
    )


def _sign(painter: QPainter, cell: QRectF, icon: str, colour: str) -> None:
    where = QRectF(cell.left(), cell.center().y() - _ICON / 2, _ICON, _ICON)
    icons.paint_icon(painter, icon, where, colour)


def _after_sign(cell: QRectF) -> QRectF:
    return cell.adjusted(_ICON + 8, 0, 0, 0)


class ProductsTable(RowTable):
    """The products; the painted button is pressed by a click or by Enter.

    Signals:
        acted(str): make this code in PEAK.
        chosen(): another line is selected, or none.
    """

    acted = Signal(str)
    chosen = Signal()

    def __init__(self, model: ProductsModel) -> None:
        super().__init__()
        self.products = model
        self.pointer: QPointF | None = None
        self._pressed_row = -1
        self._waits = True
        self.able = True
        """Whether a line's button can be pressed now."""
        self.setModel(model)
        self.setItemDelegate(ProductDelegate(self))
        self.setProperty("edge", "panel")
        self.setAccessibleName(self.tr("Products"))
        heads = self.horizontalHeader()
        heads.setFixedHeight(max(HEAD, theme.SMALL.line + 12))
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.show_waiting(waits=True)
        self.selectionModel().selectionChanged.connect(self.chosen)

    def show_waiting(self, *, waits: bool) -> None:
        """Whether the lines wait for something: two more columns, and taller rows."""
        self._waits = waits
        self.set_row_height(theme.scaled(_TALL if waits else _LOW))
        for column in (Column.WAITING, Column.ACTION):
            self.setColumnHidden(column, not waits)
        self.share_width()

    def set_able(self, *, able: bool) -> None:
        """Grey the lines' buttons while something is under way."""
        if able is not self.able:
            self.able = able
            self.viewport().update()

    def chosen_line(self) -> ProductLine | None:
        """The selected line."""
        rows = self.selectionModel().selectedRows()
        return self.products.line(rows[0].row()) if rows else None

    def share_width(self) -> None:
        room = self.viewport().width()
        waiting, action = theme.scaled(_WAITING_WIDTH), self._action_width()
        rest = room - waiting - action if self._waits else room
        sku = EDGE + round(rest * 0.24)
        peak = round(rest * 0.4)
        for column, width in (
            (Column.SKU, sku),
            (Column.NAME, rest - sku - peak),
            (Column.PEAK, peak),
            (Column.WAITING, waiting),
            (Column.ACTION, action),
        ):
            self.setColumnWidth(column, max(20, width))

    def _action_width(self) -> int:
        words = self.products.action_words()
        widest = max(theme.metrics(theme.SMALL_MEDIUM).horizontalAdvance(one) for one in words)
        return 4 + PAD + _ICON + 6 + round(widest) + 2 + PAD + EDGE

    # ------------------------------------------------------------------ pointer and keys

    def _button_row(self, at: QPointF) -> int:
        """The row whose button is there, or -1."""
        index = self.indexAt(at.toPoint())
        line = self.products.line(index.row()) if self.able else None
        if line is None or index.column() != Column.ACTION or not self.products.can_create(line):
            return -1
        inside = button_in(QRectF(self.visualRect(index))).contains(at)
        return index.row() if inside else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.pointer = event.position()
        on_button = self._button_row(event.position()) >= 0
        shape = Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_row = self._button_row(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row, self._pressed_row = self._pressed_row, -1
        if row >= 0 and row == self._button_row(event.position()):
            self._act(row)

    def _act(self, row: int) -> None:
        line = self.products.line(row)
        if self.able and line is not None and self.products.can_create(line):
            self.acted.emit(line.sku)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            # Taken here: around this list, Enter would leave the page.
            event.accept()
            self._act(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            event.accept()
            self.clearSelection()
        else:
            super().keyPressEvent(event)
