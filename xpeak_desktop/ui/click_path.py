"""PEAK's own menu words drawn like keys, as the guide's steps name them."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.widgets import label

_KEY_PADDING = 10
_GAP = 10
_CHEVRON = 14


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words, a key, or the sign "then" (a chevron, without words)."""

    words: str
    key: bool = False


def _pieces(sentence: str) -> list[_Piece]:
    """``Open [Settings] > [Users]`` in its pieces; brackets hold PEAK's words."""
    found: list[_Piece] = []
    rest = sentence
    while rest:
        before, bracket, after = rest.partition("[")
        found += [_Piece(part) for part in _with_chevrons(before)]
        if not bracket:
            break
        key, _, rest = after.partition("]")
        found.append(_Piece(key.strip(), key=True))
    return found


def _with_chevrons(words: str) -> list[str]:
    if words.strip() == ">":
        return [""]
    return [words.strip()] if words.strip() else []


class ClickPath(QWidget):
    """One line of words and keys; where it is too long it goes on in the next line."""

    def __init__(self, sentence: str, small: bool = False) -> None:
        super().__init__()
        self._pieces = _pieces(sentence)
        self._role = theme.BODY
        self._key_role = theme.SMALL_MEDIUM if small else theme.BODY
        self._line = theme.scaled(28 if small else 32)
        self.setAccessibleName(i18n.plain(sentence.replace("[", "“").replace("]", "”")))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def line_height(self) -> int:
        """The height of one line of it."""
        return self._line

    def _width_of(self, piece: _Piece) -> float:
        if piece.key:
            return theme.metrics(self._key_role).horizontalAdvance(piece.words) + 2 * _KEY_PADDING
        if not piece.words:
            return _CHEVRON
        return theme.metrics(self._role).horizontalAdvance(piece.words)

    def _placed(self, width: float) -> list[tuple[_Piece, QRectF]]:
        placed: list[tuple[_Piece, QRectF]] = []
        left, top = 0.0, 0.0
        for piece in self._pieces:
            wide = self._width_of(piece)
            if left and left + wide > width:
                left, top = 0.0, top + self._line + 6
            placed.append((piece, QRectF(left, top, wide, self._line)))
            left += wide + _GAP
        return placed

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        placed = self._placed(width)
        return int(placed[-1][1].bottom()) + 1 if placed else self._line

    def sizeHint(self) -> QSize:
        wide = sum(self._width_of(piece) + _GAP for piece in self._pieces)
        return QSize(int(wide) + 1, self._line)

    def minimumSizeHint(self) -> QSize:
        widest = max((self._width_of(piece) for piece in self._pieces), default=0)
        return QSize(int(widest) + 1, self._line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece, where in self._placed(self.width()):
            if piece.key:
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.setBrush(QColor(colours.window))
                painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
                painter.setFont(theme.font(self._key_role))
                painter.setPen(QColor(colours.ink))
                painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), piece.words)
            elif piece.words:
                painter.setFont(theme.font(self._role))
                painter.setPen(QColor(colours.ink))
                painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), piece.words)
            else:
                side = QRectF(0, 0, _CHEVRON, _CHEVRON)
                side.moveCenter(where.center())
                icons.paint_icon(painter, "chevron-right", side, colours.ink3)
        painter.end()


class StepNumber(QWidget):
    """A step's number in the guide, as a pill."""

    def __init__(self, number: str, on_tint: bool = False) -> None:
        super().__init__()
        self._number, self._on_tint = number, on_tint
        wide = theme.metrics(theme.SMALL_STRONG).horizontalAdvance(number)
        self.setFixedSize(int(max(theme.scaled(36), wide + 18)), theme.scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The usual ground is nearly that of a tinted panel.
        painter.setPen(QColor(colours.info.line) if self._on_tint else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface if self._on_tint else colours.accent_soft))
        half = self.height() / 2
        edge = 0.5 if self._on_tint else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), half, half)
        painter.setPen(QColor(colours.accent_text))
        painter.setFont(theme.font(theme.SMALL_STRONG))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._number)
        painter.end()


class GuideStep(QWidget):
    """A numbered instruction of the guide: number, words, keys; a small one in a tinted panel."""

    def __init__(self, number: str, sentence: str, small: bool = False) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        self.path = ClickPath(sentence, small)
        self.path.setAccessibleName(f"{number} {self.path.accessibleName()}")
        pill = StepNumber(number, on_tint=small)
        across.addLayout(_lowered(pill, self.path.line_height))
        across.addWidget(self.path, 1)


def _lowered(pill: QWidget, line: int) -> QVBoxLayout:
    """In the middle of the first line, also where the sentence takes two."""
    box = QVBoxLayout()
    box.setContentsMargins(0, max(0, (line - pill.height()) // 2), 0, 0)
    box.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
    return box


def numbered_heading(number: str, words: str) -> tuple[QHBoxLayout, QLabel]:
    """A panel's heading that is itself a step of the guide; and the label with its words."""
    across = QHBoxLayout()
    across.setSpacing(14)
    head = label(theme.HEADING, words=words)
    across.addWidget(StepNumber(number))
    across.addWidget(head)
    across.addStretch()
    return across, head
