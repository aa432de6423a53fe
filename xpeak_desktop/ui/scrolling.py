"""A page that is taller than its window scrolls; it never scrolls sideways."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from xpeak_desktop.ui.widgets import rule


class Scrolling(QScrollArea):
    """Give it widgets through ``box``; they stand at the top, the rest stays free."""

    def __init__(self, margin: int = 0, foot: int = 24) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The widgets inside have the keyboard, and whatever has it is scrolled into view.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.box = QVBoxLayout(inside)
        self.box.setContentsMargins(margin, 0, margin, foot)
        self.box.setSpacing(12)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        self.setObjectName("scrolling")
        self._margin, self._foot = margin, foot
        self._line: QFrame | None = None
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def line_above(self) -> QFrame:
        """A hairline for between a title and what is scrolled under it: it shows only then."""
        line = rule()
        policy = line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        line.setSizePolicy(policy)
        self._line = line
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._on_scrolled()
        return line

    @Slot()
    def _on_scrolled(self) -> None:
        if self._line is not None:
            self._line.setVisible(self.verticalScrollBar().value() > 0)

    @Slot(int, int)
    def _make_room(self, _least: int, most: int) -> None:
        """The bar stands in the margin, so that nothing moves when it comes."""
        bar = self.verticalScrollBar().sizeHint().width() if most > 0 else 0
        right = max(0, self._margin - bar)
        self.box.setContentsMargins(self._margin, 0, right, self._foot)
