"""A choice that needs two lines to be understood: a radio button as wide as a card."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from xpeak_desktop.ui import i18n, theme

_PADDING = 20
_RING = 22
_WORDS = _PADDING + 4 + _RING + 22
_RADIUS = 8


class ChoiceCard(QRadioButton):
    """Title and two lines of explanation; the whole card can be pressed."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__(i18n.plain(title))
        self._title, self._words = title, words
        self.setAccessibleName(i18n.plain(title))
        self.setAccessibleDescription(i18n.plain(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(240)

    def hitButton(self, where: QPoint) -> bool:
        return self.rect().contains(where)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title = self._height_of(theme.HEADING, self._title, width)
        lines = max(self._height_of(theme.BODY, self._words, width), 2 * theme.BODY.line)
        return int(_PADDING * 2 + title + 4 + lines)

    def _height_of(self, role: theme.TypeRole, words: str, width: int) -> float:
        room = QRectF(0, 0, max(80, width - _WORDS - _PADDING), 10_000)
        wraps = int(Qt.TextFlag.TextWordWrap)
        height = theme.metrics(role).boundingRect(room, wraps, words).height()
        return max(role.line, height)

    def sizeHint(self) -> QSize:
        return QSize(440, self.heightForWidth(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(440))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        width = 2 if chosen else 1
        edge = colours.accent_text if chosen else colours.line_strong
        painter.setPen(QPen(QColor(edge), width))
        hovered = self.underMouse() and not chosen
        painter.setBrush(QColor(colours.hover if hovered else colours.surface))
        half = width / 2
        card = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)
        self._paint_ring(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_ring(self, painter: QPainter) -> None:
        colours = theme.current()
        top = _PADDING + (theme.HEADING.line - _RING) / 2
        ring = QRectF(_PADDING + 5, top, _RING, _RING)
        colour = QColor(colours.accent_text if self.isChecked() else colours.line_strong)
        painter.setBrush(QColor(colours.surface))
        painter.setPen(QPen(colour, 1.8))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(ring.adjusted(5, 5, -5, -5))

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme.current()
        width = self.width() - _WORDS - _PADDING
        painter.setFont(theme.font(theme.HEADING))
        painter.setPen(QColor(colours.ink))
        wraps = int(Qt.TextFlag.TextWordWrap)
        high = self._height_of(theme.HEADING, self._title, self.width())
        painter.drawText(QRectF(_WORDS, _PADDING - 1, width, high), wraps, self._title)
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(QColor(colours.ink2))
        top = _PADDING + high + 3
        words = QRectF(_WORDS, top, width, self.height() - top)
        painter.drawText(words, wraps, self._words)
