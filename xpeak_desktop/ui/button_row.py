"""Buttons beside each other, or one under the other where their words need more room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

_GAP = 8


class ButtonRow(QWidget):
    """As high as its buttons are at the width it gets; a dialog's stand at the ``right``.

    It places them itself: a layout inside would answer for its height, and knows one direction.
    """

    def __init__(self, *, right: bool = False) -> None:
        super().__init__()
        self._right = right
        self._buttons: list[QPushButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_buttons(self, buttons: list[QPushButton]) -> None:
        """Show these in place of the former ones."""
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = buttons
        for button in buttons:
            button.setParent(self)
            button.show()
        self.setVisible(bool(buttons))
        self._place(self.width())
        self.updateGeometry()

    def _side_by_side(self, width: int) -> bool:
        widths = [button.sizeHint().width() for button in self._buttons]
        return sum(widths) + _GAP * max(0, len(widths) - 1) <= width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [button.sizeHint().height() for button in self._buttons]
        if not heights:
            return 0
        if self._side_by_side(width):
            return max(heights)
        return sum(heights) + _GAP * (len(heights) - 1)

    def sizeHint(self) -> QSize:
        widths = [button.sizeHint().width() for button in self._buttons]
        width = sum(widths) + _GAP * max(0, len(widths) - 1)
        return QSize(width, self.heightForWidth(self.width() or width))

    def minimumSizeHint(self) -> QSize:
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        height = max((button.sizeHint().height() for button in self._buttons), default=0)
        return QSize(widest, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        left = top = 0
        beside = self._side_by_side(width)
        if self._right and beside:
            left = width - self.sizeHint().width()
        for button in self._buttons:
            size = button.sizeHint()
            button.setGeometry(left, top, min(size.width(), max(width, 1)), size.height())
            if beside:
                left += size.width() + _GAP
            else:
                top += size.height() + _GAP
