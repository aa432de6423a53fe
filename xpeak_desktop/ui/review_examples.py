"""The right side of "Review": the first documents, one at a time, exactly as PEAK gets them."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop.services.jobs.review import Example
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.calendar_popup import IconButton
from xpeak_desktop.ui.slip import Slip
from xpeak_desktop.ui.slip_rows import Names
from xpeak_desktop.ui.widgets import Icon, WrappingLabel, label

BUTTON: Final = 30


class Examples(QWidget):
    """A slip, and the way to the one before and after."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._examples: tuple[Example, ...] = ()
        self._at = 0
        self.slip = Slip(language)
        title = WrappingLabel(theme.SMALL_STRONG, "ink2")
        title.setText(self.tr("What PEAK will get"))
        self.before = IconButton("chevron-left", self.tr("The document before"), BUTTON)
        self.after = IconButton("chevron-right", self.tr("The next document"), BUTTON)
        self.before.clicked.connect(self._go_before)
        self.after.clicked.connect(self._go_after)
        self.place = label(theme.SMALL, "ink2")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(title, 1)
        for widget in (self.before, self.place, self.after):
            head.addWidget(widget)
        self._promise = QWidget()
        promise = QHBoxLayout(self._promise)
        promise.setContentsMargins(0, 4, 0, 0)
        words = WrappingLabel(theme.SMALL, "ink2")
        words.setText(self.tr("If PEAK's answer differs from it, you are told at once"))
        promise.addWidget(Icon("shield", 16, "ink2"), 0, Qt.AlignmentFlag.AlignTop)
        promise.addWidget(words, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self._head, self.slip, self._promise):
            box.addWidget(part)
        box.addStretch()

    def show_examples(self, examples: tuple[Example, ...]) -> None:
        """Show these, the first one on top."""
        self._examples = examples
        self.setVisible(bool(examples))
        if examples:
            self._show(0)

    @Slot()
    def _go_before(self) -> None:
        self._show(self._at - 1)

    @Slot()
    def _go_after(self) -> None:
        self._show(self._at + 1)

    def _show(self, at: int) -> None:
        self._at = max(0, min(at, len(self._examples) - 1))
        example = self._examples[self._at]
        self.slip.show_document(example.document, Names(account=example.account))
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._examples) - 1)
        text = self.tr("%1 of %2").replace("%1", figures.count(self._at + 1))
        self.place.setText(text.replace("%2", figures.count(len(self._examples))))
