"""Asks which column of an export is what; the answer is remembered for the files that follow."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.columns import REQUIRED, Key
from xpeak_desktop.ports import SeenColumn
from xpeak_desktop.services.jobs.headings import FileColumns
from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.channel_row import AccountBox, ElidedLabel
from xpeak_desktop.ui.column_names import NEEDED, OFFERED, name_of
from xpeak_desktop.ui.dialog_layout import below_strip
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.widgets import Button, WrappingLabel, rule, set_tone

_SIZE: Final = (720, 520)
_EDGE: Final = 24
_LONGEST_EXAMPLE: Final = 40


class ColumnRow(QWidget):
    """A column's heading, what stands under it, and what it is.

    Signals:
        chosen(): a person said what it is.
    """

    chosen = Signal()

    def __init__(self, column: SeenColumn) -> None:
        super().__init__()
        self.column = column
        heading = wording.inert(column.heading)
        self.heading, self.examples = ElidedLabel(theme.STRONG), ElidedLabel(theme.SMALL, "ink2")
        self.heading.show_words(heading)
        shown = [wording.inert(one, _LONGEST_EXAMPLE) for one in column.examples]
        self.examples.show_words("  ·  ".join(shown) or self.tr("Empty"))
        self.choice = AccountBox()
        self.choice.setFixedWidth(theme.scaled(250))
        self.choice.setAccessibleName(self.tr("What “%1” is").replace("%1", heading))
        self.choice.addItem(self.tr("Not used by the program"), None)
        # One that is known by its heading and cannot be chosen stays what it is.
        own = [column.key] if column.key is not None and column.key not in OFFERED else []
        for key in (*OFFERED, *own):
            self.choice.addItem(name_of(key), key)
        self.say(column.key)
        self.choice.activated.connect(self.chosen)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.examples)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 8, 0, 8)
        across.setSpacing(16)
        across.addLayout(words, 1)
        across.addWidget(self.choice)

    @property
    def key(self) -> Key | None:
        """What it is said to be."""
        said = self.choice.currentData()
        return Key(said) if said else None

    def say(self, key: Key | None) -> None:
        """Show it as this."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(key)))


class ColumnsDialog(QDialog):
    """Every column of one file, those nobody knows yet first.

    Signals:
        explained(tuple): (heading, what it is) of each that was said to be something else.
    """

    explained = Signal(object)

    def __init__(self, found: FileColumns, parent: QWidget, *, practice: bool) -> None:
        super().__init__(parent)
        title = self.tr("What is in each column?")
        self.setWindowTitle(i18n.plain(title))
        self.setModal(True)
        self.title = WrappingLabel(theme.HEADING)
        self.title.setText(title)
        self.text = WrappingLabel(theme.BODY, "ink2")
        words = self.tr("Columns of “%1”. What you choose is remembered for the next files")
        self.text.setText(words.replace("%1", wording.inert(found.path.name)))
        known = [column for column in found.columns if column.key is not None]
        unknown = [column for column in found.columns if column.key is None]
        self.rows = [ColumnRow(column) for column in (*unknown, *known)]
        self.told = WrappingLabel(theme.SMALL)
        self.back = Button(self.tr("Cancel"))
        self.back.clicked.connect(self.reject)
        self.keep = Button(self.tr("Keep and read again"), kind="primary")
        self.keep.clicked.connect(self._on_keep)
        self._lay_out(practice=practice)
        self._say()
        self._ring = FocusRing(self)
        self._ring.watch(self.back, self.keep)

    def _lay_out(self, *, practice: bool) -> None:
        scrolling = Scrolling(_EDGE, foot=8)
        scrolling.box.setSpacing(0)
        for number, row in enumerate(self.rows):
            if number:
                scrolling.box.addWidget(rule())
            row.chosen.connect(self._on_chosen)
            scrolling.box.addWidget(row)
        scrolling.box.addStretch()
        head = QVBoxLayout()
        head.setContentsMargins(_EDGE, 20, _EDGE, 8)
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.text)
        foot = QHBoxLayout()
        foot.setContentsMargins(_EDGE, 12, _EDGE, 16)
        foot.setSpacing(10)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.keep)
        inside = QVBoxLayout()
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(scrolling, 1)
        inside.addWidget(rule())
        inside.addLayout(foot)
        below_strip(self, inside, practice=practice)
        self.resize(theme.scaled(_SIZE[0]), theme.scaled(_SIZE[1]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.rows:
            self.rows[0].choice.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ what is said

    def said(self) -> tuple[tuple[str, Key | None], ...]:
        """What is said otherwise than it was taken before."""
        return tuple(
            (row.column.heading, row.key) for row in self.rows if row.key is not row.column.key
        )

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.sender()
        for row in self.rows:
            # One column each: what this one is now, no other is.
            if row is not chosen and isinstance(chosen, ColumnRow) and row.key is chosen.key:
                row.say(None)
        self._say()

    def _say(self) -> None:
        there = {row.key for row in self.rows}
        required = [key for key in REQUIRED if key not in there]
        needed = [key for key in NEEDED if key not in there]
        set_tone(self.told, "tone", "warn" if required else "ink2")
        if required:
            words = self.tr("Still to be chosen: %1")
        else:
            words = self.tr("Without %1 receipts are read, but wait") if needed else ""
        self.told.setText(words.replace("%1", _names(required or needed)))
        self.keep.setEnabled(not required and bool(self.said()))

    @Slot()
    def _on_keep(self) -> None:
        self.explained.emit(self.said())
        self.accept()


def _names(keys: Sequence[Key]) -> str:
    return ", ".join(name_of(key) for key in keys)
