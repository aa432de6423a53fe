"""Says why there is no window, to someone who double-clicked and reads no terminal."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.app import the_application
from xpeak_desktop.ui.dialog_layout import fit, lay_out
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.widgets import Button, WrappingLabel

_WIDTH: Final = 460


class Refusal(QDialog):
    """What is, and what to do; there is nothing to choose."""

    def __init__(self, problem: Problem, language: str) -> None:
        super().__init__()
        self.setWindowTitle("XPEAK")
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.title = WrappingLabel(theme.HEADING)
        self.title.setText(wording.sentence(problem, language))
        self.fix = WrappingLabel(theme.BODY, "ink2")
        self.fix.setText(wording.fix(problem, language))
        self.closing = Button(self.tr("Close"), kind="primary")
        self.closing.setDefault(True)
        self.closing.clicked.connect(self.accept)
        lay_out(self, (self.title, self.fix), (self.closing,))
        self.setAccessibleDescription(self.title.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)


def show_refusal(problem: Problem, language: str, resources: Path) -> None:
    """Show the message until it is closed."""
    app = the_application(())
    the_look(app, resources)
    translators = i18n.install(app, language, resources)
    Refusal(problem, language).exec()
    for translator in translators:
        app.removeTranslator(translator)
