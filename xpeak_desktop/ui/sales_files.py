"""The folder of exports: chosen or dropped, and what was understood of its files."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.services.jobs.sales import SalesFound
from xpeak_desktop.ui import figures, icons, theme
from xpeak_desktop.ui.facts import Facts
from xpeak_desktop.ui.field import Field
from xpeak_desktop.ui.sales_complaints import Complaints
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import Button, WrappingLabel, label, rule

_MOST_NAMES: Final = 2


class _DropArea(QFrame):
    """A dashed place that says: files may be dropped here."""

    def __init__(self) -> None:
        super().__init__()
        self.lit = False
        words = label(theme.STRONG, words=self.tr("Drag the folder or its files here"))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kinds = label(theme.SMALL, "ink2", self.tr("Excel (.xlsx, .xls) or .csv from xCommerce"))
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = Button(self.tr("Choose folder…"), "folder", "primary")
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(self.choose)
        across.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 58, 20, 20)
        box.setSpacing(2)
        box.addWidget(words)
        box.addWidget(kinds)
        box.addSpacing(12)
        box.addLayout(across)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.focus if self.lit else colours.line_strong), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(QColor(colours.accent_soft if self.lit else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        middle = self.width() / 2
        icons.paint_icon(painter, "tray-in", QRectF(middle - 15, 20, 30, 30), colours.accent_text)
        painter.end()


def ask_for_folder(parent: QWidget, title: str, begin: str) -> str:
    """Ask the person for a folder; empty when they think better of it."""
    return QFileDialog.getExistingDirectory(parent, title, begin)


class SalesFiles(QWidget):
    """Shows the drop area until there is a folder, then the folder and what it holds.

    Signals:
        chosen(str): a person chose this folder.
    """

    chosen = Signal(str)

    def __init__(self, language: str, *, by_itself: bool) -> None:
        super().__init__()
        self._language = language
        self._by_itself = by_itself
        self.ask_for_folder: Callable[[QWidget, str, str], str] = ask_for_folder
        self.folder = ""
        self.drop_area = _DropArea()
        self.drop_area.choose.clicked.connect(self._choose)
        self.panel = QFrame()
        self.panel.setProperty("panel", "plain")
        self.field = Field(self.tr("Receipt folder"), hidden_label=True, icon="folder")
        self.field.edit.setReadOnly(True)
        self.change = Button(self.tr("Change folder…"))
        self.change.setProperty("tall", True)
        self.change.clicked.connect(self._choose)
        self.facts = Facts()
        self.told = WrappingLabel(theme.SMALL, "ink2")
        self._rule = rule()
        self.complaints = Complaints(language)
        self._build()
        self.show_folder("")

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.field, 1)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(20, 14, 16, 16)
        inside.setSpacing(10)
        inside.addWidget(label(theme.HEADING, words=self.tr("Receipt folder")))
        inside.addLayout(line)
        inside.addWidget(self.facts)
        inside.addWidget(self.told)
        inside.addWidget(self._rule)
        inside.addWidget(self.complaints)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.drop_area)
        box.addWidget(self.panel)

    # ------------------------------------------------------------------ what is shown

    def show_folder(self, folder: str) -> None:
        """Show a folder that is about to be read; empty: none is chosen yet."""
        self.folder = folder
        self.drop_area.setVisible(not folder)
        self.panel.setVisible(bool(folder))
        self.field.edit.setText(folder)
        self.field.edit.setCursorPosition(0)
        self.field.edit.setToolTip(tip(folder))
        self.field.show_state("busy" if folder else "plain")
        self.field.say(self.tr("Reading the files. Nothing is kept yet") if folder else "", "info")
        self._show_rest(shown=False)

    def show_stopped(self) -> None:
        """The reading was stopped."""
        self.field.show_state("plain")
        self.field.say(self.tr("Stopped. Choose the folder again when you are ready"), "info")

    def show_problem(self, problem: Problem) -> None:
        """The folder cannot be read."""
        self.field.show_state("red")
        words = (wording.sentence(problem, self._language), wording.fix(problem, self._language))
        self.field.say(" · ".join(words), "bad")
        self._show_rest(shown=False)

    def show_found(self, found: SalesFound) -> None:
        """Show what the files hold."""
        self._show_rest(shown=found.receipts > 0)
        self.complaints.show_found(found)
        nothing = self.complaints.is_empty
        if found.receipts:
            # Where something could not be read, not all is well.
            self.field.show_state("valid" if nothing else "plain")
            words = (
                self.tr("Put new exports here any time. They are read automatically")
                if self._by_itself
                else self.tr("Put new exports here any time. They are read when you send")
            )
            self.field.say(words, "quiet")
        elif found.usable:
            self.field.show_state("plain")
            words = self.tr(
                "No receipts in this folder yet. Export them from xCommerce into it as Excel or"
                " .csv. You can go on, they are read once they are there"
            )
            self.field.say(words, "info")
        else:
            self.field.show_state("red")
            self.field.say(self._why_empty(found), "bad")
        self.facts.show_facts(self._facts(found))
        self.told.setText(self._limits(found))
        self.told.setVisible(bool(self.told.text()))
        self.complaints.setVisible(not nothing)
        self._rule.setVisible(not nothing)

    def _show_rest(self, *, shown: bool) -> None:
        self.facts.setVisible(shown)
        for part in (self.told, self._rule, self.complaints):
            part.hide()

    def _why_empty(self, found: SalesFound) -> str:
        if found.subfolder:
            words = self.tr(
                "No receipt file in this folder, but there are some in “%1” inside it."
                " Choose that one"
            )
            return words.replace("%1", found.subfolder)
        return self.tr(
            "The files of this folder hold no receipts. Export the receipts from xCommerce into it"
        )

    def _facts(self, found: SalesFound) -> list[tuple[str, str]]:
        names = ", ".join(found.files[-1:])
        if len(found.files) >= _MOST_NAMES:
            names = self.tr("%Ln files", "", len(found.files))
        facts = [
            (self.tr("Files"), names),
            (self.tr("Receipts read"), self.tr("%Ln receipts", "", found.receipts)),
        ]
        if found.first is not None and found.last is not None:
            days = wording.span_text(found.first, found.last, self._language)
            facts.append((self.tr("Dates"), days))
        facts.append((self.tr("Total"), wording.money_text(found.total, self._language)))
        channels = self.tr("%Ln channels", "", len(found.channels))
        facts.append((self.tr("Payment channels"), channels))
        return facts

    def _limits(self, found: SalesFound) -> str:
        if found.looked_at < found.all_files:
            words = self.tr(
                "This folder holds %1 files, and the newest %2 were looked at. All are read when"
                " you go on. A folder for xCommerce's exports alone is read faster"
            )
            words = words.replace("%1", figures.count(found.all_files))
            return words.replace("%2", figures.count(found.looked_at))
        return ""

    # ------------------------------------------------------------------ choosing

    @Slot()
    def _choose(self) -> None:
        title = self.tr("Folder of xCommerce's receipt files")
        folder = self.ask_for_folder(self, title, self.folder)
        if folder:
            self.chosen.emit(folder)
