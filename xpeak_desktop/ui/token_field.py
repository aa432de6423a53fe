"""The red field of the guide's step 5.1: it takes a link or a token and never shows either."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from xpeak_desktop.domain.pasted import Fault, token_in
from xpeak_desktop.ports import Secret
from xpeak_desktop.ui.field import Field
from xpeak_desktop.ui.secret_edit import SecretEdit

_DOTS: Final = "••••••••-••••-••••-••••-••••••••"


class TokenField(Field):
    """Red until PEAK has taken what was put in.

    Signals:
        filled(): something was pasted.
    """

    filled = Signal()

    def __init__(self, *, practising: bool = False) -> None:
        super().__init__("Token", hidden_label=True)
        self._practising = practising
        self.paste_button = self.add_button(self.tr("Paste"), "paste")
        self.paste_button.clicked.connect(self.paste)
        self.show_empty()

    def make_edit(self) -> QLineEdit:
        made = SecretEdit()
        made.pasted.connect(self.filled)
        return made

    @property
    def secret_edit(self) -> SecretEdit:
        """The line, as what it is."""
        assert isinstance(self.edit, SecretEdit)
        return self.edit

    def show_empty(self) -> None:
        """Nothing is known: red, as on xCommerce's own page."""
        self.show_filled(filled=False)
        self.show_state("red")
        self.edit.setPlaceholderText(self.tr("Paste link or token here"))
        if self._practising:
            self.say(
                self.tr("The field turns green when connected. This token opens no real books")
            )
            return
        self.say(
            self.tr(
                "The field turns green when connected."
                " The token stays in this computer's password store only"
            )
        )

    def show_tail(self, tail: str) -> None:
        """A token is there: dots and its last four characters."""
        self.show_filled(filled=True)
        self.edit.setPlaceholderText(f"{_DOTS}{tail}")

    # ------------------------------------------------------------------ putting in, handing over

    @Slot()
    def paste(self) -> None:
        """Put the clipboard's text in, whatever had the keyboard."""
        self.edit.setFocus()
        self.secret_edit.paste()

    def fault(self) -> Fault | None:
        """Why what stands here holds no token."""
        return token_in(self.edit.text()).fault

    def take(self) -> Secret | None:
        """The token in what was put in; the field keeps its last four characters only."""
        token = token_in(self.edit.text()).token
        if not token:
            return None
        self.secret_edit.wipe()
        self.show_tail(token[-4:])
        return Secret(token)
