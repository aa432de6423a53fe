"""Asks before something that cannot simply be taken back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.dialog_layout import fit, lay_out
from xpeak_desktop.ui.widgets import Button, WrappingLabel

_WIDTH = 500


class Question(QDialog):
    """The careful answer has the keyboard and looks like it; ``accepted``: a person wants it.

    ``grave``: the other answer takes something away.
    ``body``: room between the words and the buttons, for something to choose.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        yes: str,
        *,
        practice: bool = False,
        grave: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(i18n.plain(title))
        self.setFixedWidth(theme.scaled(_WIDTH))
        self.title = WrappingLabel(theme.HEADING)
        self.title.setText(title)
        self.text = WrappingLabel(theme.BODY, "ink2")
        self.text.setText(text)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        self.no = Button(self.tr("Cancel"), kind="primary")
        self.yes = Button(yes, kind="grave" if grave else "")
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        words = (self.title, self.text, self.body)
        lay_out(self, words, (self.no, self.yes), practice=practice)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
