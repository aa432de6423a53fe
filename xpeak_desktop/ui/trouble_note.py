"""What stood in the way of a question, the way to its cure, and the button that asks again."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.actions import offer_of, page_of, words_of
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, set_tone


class CureButton(Button):
    """Leads to the page of the set-up where a problem is cured; hidden where that is here.

    Signals:
        page_wanted(Page): go there.
    """

    page_wanted = Signal(object)

    def __init__(self, here: Page | None = None) -> None:
        super().__init__("", kind="primary", compact=True)
        self._here = here
        self._page: Page | None = None
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_problem(self, problem: Problem | None) -> None:
        """Offer the way to its cure."""
        page = page_of(problem.code) if problem is not None else None
        self._page = page if page is not self._here else None
        do = offer_of(problem.code).strip if problem is not None else None
        if do is not None and self._page is not None:
            self.setText(words_of(do))
        self.setVisible(self._page is not None)

    @Slot()
    def _on_clicked(self) -> None:
        self.page_wanted.emit(self._page)


_MILD: Final = frozenset({Code.KEYRING_MISSING})
"""Lasting, but there is a way to go on: the token lasts until the program is quit."""


class TroubleNote(QFrame):
    """Hidden while nothing is wrong. ``here`` is the page of the set-up it stands on.

    Signals:
        again(): try once more.
        page_wanted(Page): go where it is cured.
    """

    again = Signal()
    page_wanted = Signal(object)

    def __init__(self, language: str, here: Page | None = None) -> None:
        super().__init__()
        self._language = language
        self.setProperty("panel", "warn")
        self._icon = Icon("warn", 20, "warn")
        self.sentence = WrappingLabel(theme.STRONG, "warn")
        self.fix = WrappingLabel(theme.SMALL, "ink2")
        self.button = Button(self.tr("Check again"), "refresh", compact=True)
        self.button.clicked.connect(self.again)
        self.cure = CureButton(here)
        self.cure.page_wanted.connect(self.page_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sentence)
        words.addWidget(self.fix)
        box = QHBoxLayout(self)
        box.setContentsMargins(20, 12, 16, 12)
        box.setSpacing(12)
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        for button in (self.button, self.cure):
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong; ``None`` when nothing is any more."""
        self.setVisible(problem is not None)
        self.cure.show_problem(problem)
        if problem is None:
            return
        mild = problem.retryable or problem.code in _MILD
        tone, icon = ("warn", "warn") if mild else ("bad", "bad")
        set_tone(self, "panel", tone)
        set_tone(self.sentence, "tone", tone)
        self._icon.show_icon(icon, tone)
        self.sentence.setText(wording.sentence(problem, self._language))
        self.fix.setText(wording.fix(problem, self._language))

    def first(self) -> Button:
        """The button most worth pressing."""
        return self.button if self.cure.isHidden() else self.cure
