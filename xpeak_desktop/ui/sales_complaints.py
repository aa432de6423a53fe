"""Rows and files that could not be read, and headings nobody knows: where, and what to do."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import Complaint
from xpeak_desktop.services.jobs.sales import SalesFound
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label

_MOST_ROWS: Final = 50
_MOST_FILES: Final = 5


class ComplaintLine(QWidget):
    """One line with a sign, and maybe a button."""

    def __init__(self, icon: str, tone: str, button: Button | None = None) -> None:
        super().__init__()
        self.words = WrappingLabel(theme.BODY)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(Icon(icon, 20, tone), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.words, 1)
        if button is not None:
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class Complaints(QWidget):
    """Says first that the others are fine; the rows themselves only when asked for.

    Signals:
        columns_wanted(str): a person will say what the columns of this file are.
    """

    columns_wanted = Signal(str)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._rows: tuple[Complaint, ...] = ()
        self._count = 0
        self.is_empty = True
        self.show_rows = Button("", compact=True)
        self.show_rows.setCheckable(True)
        self.show_rows.toggled.connect(self._on_toggled)
        self.line = ComplaintLine("warn", "warn", self.show_rows)
        self.explain = Button(self.tr("Say what they are…"), compact=True)
        self.explain.clicked.connect(self._on_explain)
        self.headings = ComplaintLine("info", "info", self.explain)
        self.explains: dict[Button, str] = {}
        self._files = QVBoxLayout()
        self._files.setSpacing(6)
        self.table = QWidget()
        self.table.hide()
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(28, 4, 0, 4)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.line)
        box.addWidget(self.table)
        box.addLayout(self._files)
        box.addWidget(self.headings)

    def show_found(self, found: SalesFound) -> None:
        """Show what of the files could not be understood."""
        self._rows = found.complaints
        rows = self._count = found.complaint_count
        self.line.setVisible(rows > 0)
        text = self.tr("%Ln rows cannot be read%1. The others are fine", "", rows)
        self.line.words.setText(text.replace("%1", self._columns()))
        self.show_rows.setChecked(False)
        self.show_rows.setText(self.tr("Show %Ln rows", "", rows))
        self._clear(self._files)
        self.explains = {self.explain: found.headings_file}
        for problem in found.problems[:_MOST_FILES]:
            line = ComplaintLine("warn", "warn", self._explaining(problem))
            sentence = wording.sentence(problem, self._language)
            line.words.setText(f"{sentence} · {wording.fix(problem, self._language)}")
            self._files.addWidget(line)
        self._say_more(len(found.problems) - _MOST_FILES)
        self._show_headings(found)
        self.is_empty = not (rows or found.problems or found.unknown_headings)

    def _explaining(self, problem: Problem) -> Button | None:
        """The way out for a file whose headings nobody knows."""
        if problem.code is not Code.FILE_HEADINGS_UNKNOWN:
            return None
        made = Button(self.tr("Name the columns…"), compact=True)
        made.setAccessibleDescription(wording.inert(problem.params["file"]))
        made.clicked.connect(self._on_explain)
        self.explains[made] = problem.params["file"]
        ring = self.window().findChild(FocusRing)
        if ring is not None:
            ring.watch(made)
        return made

    @Slot()
    def _on_explain(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Button):
            self.columns_wanted.emit(self.explains[pressed])

    def _say_more(self, more: int) -> None:
        if more > 0:
            line = ComplaintLine("warn", "warn")
            line.words.setText(self.tr("And %Ln more files that hold no receipts", "", more))
            self._files.addWidget(line)

    def _columns(self) -> str:
        """Which columns the unreadable values stand in, if it is one or two."""
        names = list(dict.fromkeys(one.column for one in self._rows if one.column))
        if not 1 <= len(names) <= 2:
            return ""
        shown = ", ".join(f"“{wording.inert(name)}”" for name in names)
        return self.tr(", see %1").replace("%1", shown)

    def _show_headings(self, found: SalesFound) -> None:
        self.headings.setVisible(bool(found.unknown_headings))
        shown = ", ".join(f"“{wording.inert(one)}”" for one in found.unknown_headings[:6])
        words = self.tr("Columns the program does not use: %1. Nothing is lost by that")
        self.headings.words.setText(words.replace("%1", shown))

    # ------------------------------------------------------------------ the rows

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        self.table.setVisible(shown)
        words = self.tr("Hide rows") if shown else self.tr("Show %Ln rows", "", self._count)
        self.show_rows.setText(words)
        if shown:
            self._fill()

    def _fill(self) -> None:
        self._clear(self._grid)
        heads = (self.tr("File"), self.tr("Row"), self.tr("Column"), self.tr("Content"))
        for column, words in enumerate(heads):
            self._grid.addWidget(label(theme.SMALL_MEDIUM, "ink3", words), 0, column)
        for number, one in enumerate(self._rows[:_MOST_ROWS], 1):
            cells = (one.file, figures.count(one.row), one.column, one.value or "–")
            for column, words in enumerate(cells):
                cell = label(theme.SMALL, words=wording.inert(words))
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._grid.addWidget(cell, number, column)
        last = min(len(self._rows), _MOST_ROWS) + 1
        fix = WrappingLabel(theme.SMALL, "ink2")
        fix.setText(
            self.tr("Correct these rows in xCommerce and export again. They are read automatically")
        )
        self._grid.addWidget(fix, last, 0, 1, len(heads))
        self._grid.setColumnStretch(3, 1)

    def _clear(self, layout: QGridLayout | QVBoxLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
