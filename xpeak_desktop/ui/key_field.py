"""A field for a key: masked, and never copied out."""

from typing import Final

from PySide6.QtWidgets import QLineEdit

from xpeak_desktop.ports import Secret
from xpeak_desktop.ui.field import Field
from xpeak_desktop.ui.secret_edit import SecretEdit

_DOTS: Final = "•" * 16


class KeyField(Field):
    """A field whose contents nobody reads over a shoulder, or out of the program.

    What was taken out of it lies with the worker until it is accepted or refused: dots stand for
    it meanwhile, and nobody types it again.
    """

    def __init__(self, words: str, *, icon: str = "") -> None:
        super().__init__(words, icon=icon)
        self._held = False
        self._asks = ""

    def make_edit(self) -> QLineEdit:
        return SecretEdit()

    @property
    def secret_edit(self) -> SecretEdit:
        """The line, as what it is."""
        assert isinstance(self.edit, SecretEdit)
        return self.edit

    def take(self) -> Secret | None:
        """The secret that was typed, if one was; dots stand for it afterwards."""
        taken = self.secret_edit.take()
        if taken is not None and not self._held:
            self._held, self._asks = True, self.edit.placeholderText()
            self.edit.setPlaceholderText(_DOTS)
            self.show_filled(filled=True)
        return taken

    @property
    def given(self) -> bool:
        """Whether there is a secret: here, or handed over before."""
        return self._held or bool(self.edit.text().strip())

    def forget(self) -> None:
        """What was handed over was accepted, or is needed anew."""
        if self._held:
            self._held = False
            self.edit.setPlaceholderText(self._asks)
            self.show_filled(filled=False)
