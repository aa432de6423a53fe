"""The document itself on paper with a torn lower edge: exactly what PEAK gets."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from xpeak_desktop.domain.document import Document
from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.slip_rows import CUT, Names, Row, rows_of, spoken

_EDGE: Final = 20
_GAP: Final = 14
_CUT_HEIGHT: Final = 17
_BETWEEN: Final = 1
_AFTER_STACKED: Final = 4
_TOOTH: Final = 10.0
_TEETH_HEIGHT: Final = 5.0
_LEAST_WORDS: Final = 130
_LEAST_WIDTH: Final = 240


def torn_paper(where: QRectF) -> QPainterPath:
    """A sheet that fills the rectangle; its lower edge is torn."""
    round_, bottom = 8.0, where.bottom() - _TEETH_HEIGHT
    path = QPainterPath(QPointF(where.left(), bottom))
    path.lineTo(where.left(), where.top() + round_)
    path.quadTo(where.topLeft(), QPointF(where.left() + round_, where.top()))
    path.lineTo(where.right() - round_, where.top())
    path.quadTo(where.topRight(), QPointF(where.right(), where.top() + round_))
    path.lineTo(where.right(), bottom)
    teeth = max(1, round(where.width() / _TOOTH))
    step = where.width() / teeth
    for tooth in range(teeth):
        right = where.right() - tooth * step
        path.lineTo(right - step / 2, where.bottom())
        path.lineTo(right - step, bottom)
    path.closeSubpath()
    return path


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece of text where it is painted; ``right`` aligned ones end at ``x``."""

    text: str
    x: float
    y: float
    role: theme.TypeRole
    tone: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Everything at one width."""

    pieces: tuple[_Placed, ...]
    cuts: tuple[float, ...]
    height: int


class Slip(QWidget):
    """Paints one document; its whole content is its accessible description.

    Names and texts of products wrap, since nothing of a document may be hidden.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._rows: list[Row] = []
        # A layout asks for several widths, and for each more than once.
        self._sheets: dict[int, _Sheet] = {}
        # Not a control, but a screen reader must be able to stop at it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_document(self, document: Document, names: Names | None = None) -> None:
        """Put this document on the paper."""
        self._rows = rows_of(document, names or Names(), self._language)
        self._sheets.clear()
        name = self.tr("Document %1").replace("%1", document.code)
        self.setAccessibleName(i18n.plain(name))
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All that stands on it, row by row."""
        return i18n.plain(spoken(self._rows))

    # ------------------------------------------------------------------ measures

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._at(width).height

    def sizeHint(self) -> QSize:
        width = max(self.width(), _LEAST_WIDTH)
        return QSize(theme.scaled(380), self._at(width).height)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self._at(max(self.width(), _LEAST_WIDTH)).height)

    def _at(self, width: int) -> _Sheet:
        if width not in self._sheets:
            self._sheets[width] = _Setting(self._rows, width).sheet()
        return self._sheets[width]

    # ------------------------------------------------------------------ paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, sheet = theme.current(), self._at(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(colours.focus), 2) if self.hasFocus() else QPen(QColor(colours.line), 1)
        painter.setPen(edge)
        painter.setBrush(QColor(colours.paper))
        paper = QRectF(0, 0, self.width(), sheet.height).adjusted(1, 1, -1, -1)
        painter.drawPath(torn_paper(paper))
        painter.setPen(QPen(QColor(colours.line_strong), 1, Qt.PenStyle.DotLine))
        for y in sheet.cuts:
            painter.drawLine(QPointF(_EDGE, y), QPointF(self.width() - _EDGE, y))
        for piece in sheet.pieces:
            self._paint_piece(painter, piece)
        painter.end()

    def _paint_piece(self, painter: QPainter, piece: _Placed) -> None:
        painter.setFont(theme.font(piece.role))
        painter.setPen(QColor(getattr(theme.current(), piece.tone)))
        width = float(self.width())
        side = Qt.AlignmentFlag.AlignRight if piece.right else Qt.AlignmentFlag.AlignLeft
        left = piece.x - width if piece.right else piece.x
        box = QRectF(left, piece.y, width, piece.role.line)
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), piece.text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class _Setting:
    """Sets rows at one width, as a printer would."""

    def __init__(self, rows: list[Row], width: int) -> None:
        self._rows = rows
        self._inside = width - 2 * _EDGE
        self._right = float(width - _EDGE)
        self._pieces: list[_Placed] = []
        self._cuts: list[float] = []
        self._y = _EDGE - 6.0
        lines = [row for row in rows if row.middle]
        self._amounts = max((_width(row.right, row.right_role) for row in lines), default=0.0)
        prices = max((_width(row.middle, row.role) for row in lines), default=0.0)
        # Three columns, unless that leaves too little for the words; then the price goes below.
        self._words = self._inside - self._amounts - prices - 2 * _GAP
        self._stacked = self._words < _LEAST_WORDS

    def sheet(self) -> _Sheet:
        for row in self._rows:
            if row is CUT:
                self._cuts.append(self._y + _CUT_HEIGHT // 2 + 0.5)
                self._y += _CUT_HEIGHT
            elif row.middle:
                self._set_line(row)
            else:
                self._set_pair(row)
            self._y += _BETWEEN
        bottom = self._y + _EDGE - 4 + _TEETH_HEIGHT
        return _Sheet(tuple(self._pieces), tuple(self._cuts), round(bottom))

    def _set_line(self, row: Row) -> None:
        top = self._y
        self._put_right(row.right, row, top, self._right)
        if self._stacked:
            self._put_wrapped(row, self._inside - self._amounts - _GAP)
            self._pieces.append(_Placed(row.middle, _EDGE, self._y, row.role, "ink2"))
            self._y += row.role.line + _AFTER_STACKED
            return
        column = self._right - self._amounts - _GAP
        self._pieces.append(_Placed(row.middle, column, top, row.role, "ink2", right=True))
        self._put_wrapped(row, self._words)

    def _set_pair(self, row: Row) -> None:
        """Words, and at the right what belongs to them; both wrap when they are long."""
        top, taken = self._y, 0.0
        if row.right:
            least = min(_width(row.left, row.role), self._inside / 2)
            room = self._inside - least - _GAP
            for text in _wrapped(row.right, row.right_role, room):
                self._put_right(text, row, self._y, self._right)
                taken = max(taken, _width(text, row.right_role))
                self._y += row.right_role.line
        below, self._y = self._y, top + max(0, row.right_role.line - row.role.line) / 2
        if not row.right:
            self._y = top
        self._put_wrapped(row, self._inside - (taken + _GAP if taken else 0))
        self._y = max(self._y, below)

    def _put_right(self, text: str, row: Row, y: float, x: float) -> None:
        self._pieces.append(_Placed(text, x, y, row.right_role, row.right_tone, right=True))

    def _put_wrapped(self, row: Row, room: float) -> None:
        for text in _wrapped(row.left, row.role, room):
            self._pieces.append(_Placed(text, _EDGE, self._y, row.role, row.tone))
            self._y += row.role.line


def _width(text: str, role: theme.TypeRole) -> float:
    return theme.metrics(role).horizontalAdvance(text) + 1


def _wrapped(text: str, role: theme.TypeRole, room: float) -> list[str]:
    """Cut a text into lines: between words where that is known, else between letters."""
    layout = QTextLayout(text, theme.font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    # Qt counts UTF-16 units: a smiling face in a product's name is two of them.
    units = text.encode("utf-16-le")
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 40.0))
        start, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * start : 2 * end].decode("utf-16-le").rstrip())
    layout.endLayout()
    return lines or [""]
