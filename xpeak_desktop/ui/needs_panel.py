"""What needs a person: one line per kind of problem, what waits for it, and its button.

Put it on a page, call ``show_needs`` whenever the needs were read, and connect its two signals:
``acted`` to ``Acting.act_on_need``, ``asked_for_all`` to going to the receipts with
``place.NEEDS``.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.actions import offer_of, words_of
from xpeak_desktop.ui.needs import Need
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, rule

MOST_LINES = 5
_BUTTON_WIDTH = 132


class NeedsPanel(QFrame):
    """At most five lines, the longest waiting first; the rest is one button away.

    Signals:
        asked_for_all(): show all the receipts that wait.
        acted(Need): the button of a line was pressed.
    """

    asked_for_all = Signal()
    acted = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.setProperty("panel", "warn")
        self._language = language
        self._shown: tuple[tuple[Need, ...], int] = ((), 0)
        self.buttons: dict[QPushButton, Need] = {}
        self.title = label(theme.HEADING, "warn")
        self.waiting = label(theme.SMALL, "ink2")
        self.show_all = Button(self.tr("See the receipts"), "", "quiet", compact=True)
        self.show_all.clicked.connect(self.asked_for_all)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon("warn", 20, "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        head.addWidget(self.waiting)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(5)
        self._rows.setColumnStretch(1, 1)
        # Under the title's words, not under its picture.
        self._rows.setColumnMinimumWidth(0, 16)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.show_all)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 10, 16, 10)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(self._rows)
        box.addLayout(foot)
        box.addStretch(1)

    def show_needs(self, needs: tuple[Need, ...], lines: int = MOST_LINES) -> None:
        """Show the first ``lines`` kinds; nothing happens when they are shown already."""
        if (needs, lines) == self._shown:
            return
        self._shown = (needs, lines)
        self.title.setText(self.tr("%Ln things need you", "", len(needs)))
        # Cases are about receipts that are in PEAK: those do not wait to be sent.
        held = [need for need in needs if need.satang]
        receipts, satang = sum(one.receipts for one in held), sum(one.satang for one in held)
        text = self.tr("%Ln receipts, %1, not sent yet", "", receipts)
        self.waiting.setText(text.replace("%1", wording.money_text(satang, self._language)))
        self.waiting.setVisible(bool(held))
        focused = next((self.buttons[one] for one in self.buttons if one.hasFocus()), None)
        self._clear_rows()
        for number, need in enumerate(needs[:lines]):
            self._add_row(2 * number, need)
        more = len(needs) - lines
        # Where every kind has its line, "all" would promise some that are hidden.
        see = self.tr("See the receipts")
        self.show_all.setText(self.tr("Show all, %Ln more", "", more) if more > 0 else see)
        self.show_all.setVisible(more > 0 or len(needs) > 1)
        self._focus_again(focused)

    def _focus_again(self, focused: Need | None) -> None:
        """Rows are made anew; whoever stood on a button stays on that kind's."""
        if focused is None:
            return
        for button, need in self.buttons.items():
            if need.problem.code is focused.problem.code:
                # The layout shows it later, and what is hidden cannot have the keyboard.
                button.show()
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.show_all.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_rows(self) -> None:
        self.buttons = {}
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_row(self, row: int, need: Need) -> None:
        sentence = WrappingLabel(theme.BODY)
        sentence.setText(self._sentence(need))
        sentence.setToolTip(tip(wording.fix(need.problem, self._language)))
        how_many = label(theme.SMALL, "ink2", self._how_many(need))
        self._rows.addWidget(rule("warn"), row, 0, 1, 4)
        self._rows.addWidget(sentence, row + 1, 1, Qt.AlignmentFlag(0))
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._rows.addWidget(how_many, row + 1, 2, middle)
        do = offer_of(need.problem.code).strip
        if do is None:
            return
        button = Button(words_of(do), compact=True)
        button.setMinimumWidth(theme.scaled(_BUTTON_WIDTH))
        button.setAccessibleDescription(sentence.accessibleName())
        button.clicked.connect(self._on_clicked)
        self.buttons[button] = need
        self._rows.addWidget(button, row + 1, 3)

    def _sentence(self, need: Need) -> str:
        """With the receipt's number when it is one alone and the sentence does not say it."""
        said = wording.sentence_of(need.problem, need.receipts, self._language)
        number = wording.inert(need.problem.receipt or "", 40)
        if not number or number in said or need.problem.params.keys() & _TELLING:
            return said
        return f"{number}: {said}"

    def _how_many(self, need: Need) -> str:
        if need.satang:
            return self.tr("%Ln receipts wait", "how many wait", need.receipts)
        return self.tr("%Ln receipts", "how many it concerns", need.receipts)

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton) and pressed in self.buttons:
            self.acted.emit(self.buttons[pressed])


_TELLING = frozenset({"sku", "channel", "service", "word"})
"""What a sentence names already: the receipt's own number would only make it longer."""
