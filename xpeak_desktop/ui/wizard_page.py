"""What every page of the wizard is to its frame: valid, busy, a note, and a way to go on."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.sync_controller import SyncController


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page or place works with."""

    context: WindowContext
    controller: SyncController


class SetupPage(QWizardPage):
    """A page of the wizard. Below the frame's header it lays out ``body``, and nothing else.

    Signals:
        changed(): valid, busy or note has changed.
        passed(): the check that ``check`` began has gone well: the frame may go on.
        leaving(Leaving): another window must come: practice, real, or the language.
        page_wanted(Page): what stands in the way is put right on another page.
        ended(): nothing is left to do in the set-up.
        replacing(): another ledger is about to take the present one's place.
    """

    changed = Signal()
    passed = Signal()
    leaving = Signal(object)
    page_wanted = Signal(object)
    ended = Signal()
    replacing = Signal()
    page: Page
    alone = False
    """Whether it was opened again by itself, out of the settings of a shop at work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.asking = Asking(desk.controller, self)
        self.asking.answered.connect(self._on_answered)
        self.asking.changed.connect(self.changed)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        # Not to completeChanged: for it QWizard hides its pages a moment, and the keyboard is lost.

    # ------------------------------------------------------------------ what the frame shows

    def heading(self) -> str:
        """The title, at most 40 letters."""
        raise NotImplementedError

    def explanation(self) -> str:
        """One sentence under the title."""
        raise NotImplementedError

    def note(self) -> str:
        """Why Next waits, or what will wait if one goes on; empty when all is well."""
        return ""

    def next_words(self) -> str:
        """The words on the button when they are not "Next"."""
        return ""

    def slow_words(self) -> str:
        """What the foot says when an answer takes long."""
        return QCoreApplication.translate("SetupPage", "PEAK is slow today. Still waiting")

    def busy_words(self) -> str:
        """What the foot says while an answer is awaited, when that is more than checking."""
        return ""

    @property
    def stoppable(self) -> bool:
        """Whether the foot offers Stop: not where the page has one of its own."""
        return self.asking.busy

    def first(self) -> QWidget | None:
        """What has the keyboard when the page comes."""
        return None

    def go_to_trouble(self) -> None:
        """The note was clicked: put the keyboard where its cause is."""
        first = self.first()
        if first is not None:
            first.setFocus()

    # ------------------------------------------------------------------ what the frame asks

    def valid(self) -> bool:
        """Whether Next may be pressed, as far as can be told without asking."""
        return True

    @property
    def busy(self) -> bool:
        """Whether the page waits for an answer."""
        return self.asking.busy

    def entered(self) -> None:
        """The page comes on the screen: ask for what it shows."""

    def left(self) -> None:
        """The page goes: answers under way are not wanted any more."""
        self.asking.drop()

    def check(self) -> Job | None:
        """What must go well before the page is left by Next; ``None`` when nothing needs asking."""
        return None

    # ------------------------------------------------------------------ Qt's side

    def minimumSizeHint(self) -> QSize:
        # A page that asks for more than there is would make every page after it as wide.
        return QSize(0, super().minimumSizeHint().height())

    def isComplete(self) -> bool:
        return self.valid() and not self.busy

    @Slot(object)
    def _on_answered(self, answer: Answered) -> None:
        self.take(answer)
        self.changed.emit()

    def take(self, answer: Answered) -> None:
        """Show an answer; a page whose check went well emits ``passed``."""
