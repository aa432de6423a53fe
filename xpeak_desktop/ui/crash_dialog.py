"""Says that the program stumbled, offers the report for support, and lets the person go on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.crash import CrashWatch
from xpeak_desktop.ui.dialog_layout import fit, lay_out
from xpeak_desktop.ui.manual_text import CHAPTER, chapter_of_problem
from xpeak_desktop.ui.save_report import ReportSaver
from xpeak_desktop.ui.widgets import Button, WrappingLabel, set_tone

_WIDTH = 540


class CrashDialog(QDialog):
    """One problem of the program itself; nothing in it needs an answer."""

    def __init__(
        self,
        problem: Problem,
        context: WindowContext,
        write: Callable[[Path], None] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("XPEAK")
        self.setProperty(CHAPTER, chapter_of_problem(problem.code))
        self.setFixedWidth(theme.scaled(_WIDTH))
        self._language = context.language
        self._saved: Path | None = None
        self.title = WrappingLabel(theme.HEADING)
        self.title.setText(wording.sentence(problem, self._language))
        self.text = WrappingLabel(theme.BODY, "ink2")
        self.text.setText(
            self.tr("You can continue. If it happens again, save a report and send it to support")
        )
        self.note = WrappingLabel(theme.SMALL, "ink3")
        self.note.setText(
            self.tr(
                "The report holds what the program did and receipt numbers, but no token and no"
                " customer data"
            )
        )
        self.save = Button(self.tr("Save report…"))
        self.go_on = Button(self.tr("Continue"), kind="primary")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        self.save.clicked.connect(self._on_save)
        self.saver = ReportSaver(write, self) if write else None
        if self.saver is not None:
            self.saver.changed.connect(self._on_changed)
            self.saver.saved.connect(self._on_saved)
            self.saver.refused.connect(self._on_refused)
        self.save.setVisible(self.saver is not None)
        self.note.setVisible(self.saver is not None)
        words = (self.title, self.text, self.note)
        lay_out(self, words, (self.save, self.go_on), practice=context.practice)

    @Slot()
    def _on_save(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))
        elif self.saver is not None:
            self.saver.ask(self)

    @Slot()
    def _on_changed(self) -> None:
        busy = self.saver is not None and self.saver.busy
        self.save.setEnabled(not busy)
        if busy:
            self._say("ink3", self.tr("Saving the report"))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._saved = path
        text = self.tr("Saved as %1. Send this file to support")
        self._say("ok", text.replace("%1", wording.inert(path.name)))
        self.save.setText(self.tr("Open folder"))

    @Slot(object)
    def _on_refused(self, problem: Problem) -> None:
        words = (
            f"{wording.sentence(problem, self._language)} {wording.fix(problem, self._language)}"
        )
        self._say("bad", words)

    def _say(self, tone: str, words: str) -> None:
        set_tone(self.note, "tone", tone)
        self.note.setText(words)
        fit(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)


class CrashTelling(QObject):
    """Shows one dialog at a time: for what happens now, and once for how the last run ended."""

    def __init__(
        self, watch: CrashWatch, context: WindowContext, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.dialog: CrashDialog | None = None
        watch.stumbled.connect(self._on_stumbled)

    def tell_crashed_before(self) -> None:
        """Say that the run before this one crashed, if it did."""
        if self._context.crashed_before:
            self._show(Problem(Code.CRASHED_BEFORE))

    @Slot()
    def _on_stumbled(self) -> None:
        self._show(Problem(Code.INTERNAL))

    def _show(self, problem: Problem) -> None:
        # What comes while one is open is in the log, and in the report it offers.
        if self.dialog is not None:
            return
        window = QApplication.activeWindow()
        self.dialog = CrashDialog(problem, self._context, self._context.report, window)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    @Slot()
    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
