"""The live link: its address and key, and whether it answers."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.jobs.sales import LiveFound
from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.facts import Facts
from xpeak_desktop.ui.field import Field
from xpeak_desktop.ui.key_field import KeyField
from xpeak_desktop.ui.trouble_note import words_to_ask_again
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, set_tone

_SHOWN: Final = 60


class SalesLive(QFrame):
    """Two fields and a button.

    Signals:
        wanted(str): try the link at this address; the key lies in the field.
        edited(): what was tried is not what stands here any more.
    """

    wanted = Signal(str)
    edited = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.setProperty("panel", "plain")
        self.address = Field(self.tr("Address of the live link"), icon="link")
        self.address.edit.setPlaceholderText("https://")
        self.key = KeyField(self.tr("Key of the live link"), icon="key")
        self.has_key = False
        self.try_it = Button(self.tr("Try the link"), kind="primary")
        self.try_it.setProperty("tall", True)
        self.try_it.clicked.connect(self._on_try)
        for field in (self.address, self.key):
            field.edited.connect(self._on_edited)
            field.entered.connect(self._on_try)
        self.key.secret_edit.pasted.connect(self._on_edited)
        # Under both, since the frames of two fields stand in line only while neither says anything.
        self.message = WrappingLabel(theme.SMALL, "bad")
        self._said = _beside(Icon("warn", 16, "bad"), self.message)
        self.facts = Facts()
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.address, 3)
        line.addWidget(self.key, 2)
        beside = QVBoxLayout()
        # In line with the frames, under their labels.
        beside.addSpacing(theme.SMALL.line + 4)
        beside.addWidget(self.try_it, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(beside)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 14, 16, 16)
        box.setSpacing(10)
        box.addWidget(label(theme.HEADING, words=self.tr("Live link")))
        box.addLayout(line)
        box.addWidget(self._said)
        box.addWidget(self.facts)
        self.facts.hide()
        self._on_edited()

    def show_address(self, url: str) -> None:
        """Show the address that is kept; its key is kept too."""
        self.address.edit.setText(url)
        self.has_key = True
        self.key.edit.setPlaceholderText(self.tr("Kept on this computer"))
        self._on_edited()

    @property
    def url(self) -> str:
        """The address as it stands."""
        return self.address.edit.text().strip()

    @Slot()
    def _on_edited(self) -> None:
        self.address.show_state("plain")
        self.key.show_state("plain")
        self._say("")
        self.facts.hide()
        set_tone(self.try_it, "kind", "primary")
        ready = bool(self.url) and (self.has_key or self.key.given)
        self.try_it.setEnabled(ready)
        self.edited.emit()

    @Slot()
    def _on_try(self) -> None:
        if self.try_it.isEnabled():
            self.wanted.emit(self.url)

    def show_busy(self) -> None:
        """The link is being tried."""
        self.address.show_state("busy")
        self.try_it.setEnabled(False)

    def show_stopped(self) -> None:
        """Nobody waits for the answer any more."""
        self._on_edited()

    def show_problem(self, problem: Problem) -> None:
        """The link does not answer, or refuses the key."""
        of_key = problem.code in (Code.SOURCE_REFUSED, Code.SHOP_KEY_MISSING)
        field, other = (self.key, self.address) if of_key else (self.address, self.key)
        if of_key:
            self.key.forget()
        other.show_state("plain")
        field.show_state("red")
        self._say(self._words(problem))
        field.edit.setFocus()
        self.try_it.setEnabled(True)

    def _words(self, problem: Problem) -> str:
        if problem.code is Code.INSECURE_ADDRESS and not problem.params.get("address"):
            words = self.tr("“%1” is not a web address; it begins with https://")
            return words.replace("%1", wording.inert(self.url, _SHOWN))
        button = i18n.plain(self.try_it.text())
        return " · ".join(words_to_ask_again(problem, self._language, button))

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self._said.setVisible(bool(words))

    def show_found(self, found: LiveFound) -> None:
        """It answered."""
        self.has_key = True
        self.key.secret_edit.clear_clipboard()
        self.key.forget()
        self.key.edit.setPlaceholderText(self.tr("Saved"))
        self.address.show_state("valid")
        self.key.show_state("plain")
        receipts = self.tr("%Ln receipts", "", found.receipts)
        if found.more:
            receipts = self.tr("more than %Ln receipts", "", found.receipts)
        self.facts.show_facts(
            [
                (self.tr("Receipts there now"), receipts),
                (self.tr("Payment channels"), ", ".join(map(wording.inert, found.channels))),
            ]
        )
        self.facts.show()
        set_tone(self.try_it, "kind", "")
        self.try_it.setEnabled(True)


def _beside(sign: QWidget, words: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(6)
    across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(words, 1)
    return made
