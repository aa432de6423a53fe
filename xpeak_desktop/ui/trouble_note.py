"""What stood in the way of a question, the way to its cure, and the button that asks again."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n, theme
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


def words_to_ask_again(problem: Problem, language: str, button: str) -> tuple[str, str]:
    """Sentence and fix where nothing asks again by itself: a person does, by this button.

    ``wording`` promises what a pass does, which comes again by itself.
    """
    found = _asked_again().get(problem.code)
    if found is None:
        return wording.sentence(problem, language), wording.fix(problem, language)
    sentence, fix = found
    return sentence, fix.replace("%1", button)


def _asked_again() -> dict[Code, tuple[str, str]]:
    translate = QCoreApplication.translate
    peak_away = translate("TroubleNote", "PEAK cannot be reached")
    shop_away = translate("TroubleNote", "xCommerce cannot be reached")
    net = translate("TroubleNote", "Check the internet connection, then press “%1”")
    link = translate(
        "TroubleNote", "Check the internet connection and the address, then press “%1”"
    )
    log_in = translate(
        "TroubleNote", "Open a web page to see whether the network wants a log-in, then press “%1”"
    )
    later = translate("TroubleNote", "Wait a few minutes, then press “%1”")
    soon = translate("TroubleNote", "Wait a minute, then press “%1”")
    return {
        Code.OFFLINE: (translate("TroubleNote", "No internet"), net),
        Code.PEAK_UNREACHABLE: (peak_away, net),
        Code.PEAK_ODD_ANSWER: (translate("TroubleNote", "PEAK's answer cannot be read"), log_in),
        Code.PEAK_ERROR: (translate("TroubleNote", "PEAK has a problem just now"), later),
        Code.PEAK_BUSY: (translate("TroubleNote", "PEAK asks to wait a little"), soon),
        Code.TOKEN_RESTING: (
            translate("TroubleNote", "PEAK allows a new connection about once a minute"),
            soon,
        ),
        Code.SOURCE_UNREACHABLE: (shop_away, link),
        Code.STOPPED: (
            translate("TroubleNote", "Stopped as you asked"),
            translate("TroubleNote", "Press “%1” when you are ready"),
        ),
    }


class TroubleNote(QFrame):
    """Hidden while nothing is wrong. ``here`` is the page of the set-up it stands on.

    ``instead`` is a button of the page that does the same as "Check again" would.

    Signals:
        again(): try once more.
        page_wanted(Page): go where it is cured.
    """

    again = Signal()
    page_wanted = Signal(object)

    def __init__(
        self, language: str, here: Page | None = None, instead: QPushButton | None = None
    ) -> None:
        super().__init__()
        self._language = language
        self._here, self._instead = here, instead
        self.setProperty("panel", "warn")
        self._icon = Icon("warn", 20, "warn")
        self.sentence = WrappingLabel(theme.STRONG, "warn")
        self.fix = WrappingLabel(theme.SMALL, "ink2")
        self.button = Button(self.tr("Check again"), "refresh", compact=True)
        self.button.clicked.connect(self.again)
        if instead is not None:
            self.button.hide()
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
        sentence, fix = self._words(problem)
        self.sentence.setText(sentence)
        self.fix.setText(fix)

    def _words(self, problem: Problem) -> tuple[str, str]:
        if self._here is None:
            return wording.sentence(problem, self._language), wording.fix(problem, self._language)
        button = i18n.plain((self._instead or self.button).text())
        return words_to_ask_again(problem, self._language, button)

    def first(self) -> QPushButton:
        """The button most worth pressing."""
        return (self._instead or self.button) if self.cure.isHidden() else self.cure
