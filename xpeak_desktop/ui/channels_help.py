"""Under the channels: how to add an account in PEAK by hand, and asking PEAK again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.services.jobs.channels import Channels
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.busy_arc import BusyArc
from xpeak_desktop.ui.click_path import GuideStep
from xpeak_desktop.ui.trouble_note import CureButton
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, set_tone


class ChannelsHelp(QFrame):
    """The guide's steps 4.1 and 4.2, shown at once only while PEAK has no bank account.

    Signals:
        check_again(): ask PEAK for its accounts.
        page_wanted(Page): go where what stands in the way is cured.
    """

    check_again = Signal()
    page_wanted = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._asked = False
        self._problem: Problem | None = None
        self.setProperty("panel", "info")
        self._sign = Icon("info", 20, "info")
        self.words = WrappingLabel(theme.BODY)
        self.fix = WrappingLabel(theme.SMALL, "ink2")
        self.cure = CureButton(Page.CHANNELS)
        self.cure.page_wanted.connect(self.page_wanted)
        self.how = Button(self.tr("Show how"), kind="quiet", compact=True)
        self.how.clicked.connect(self._on_how)
        self.again = Button(self.tr("Check again"), "refresh", compact=True)
        self.again.clicked.connect(self.check_again)
        self._arc = BusyArc()
        self.steps = QWidget()
        self._lay_out()
        self._say()
        self.show_busy(False)
        self._show_steps(shown=False)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.words)
        words.addWidget(self.fix)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._sign)
        across.addLayout(words, 1)
        for part in (self.how, self._arc, self.again, self.cure):
            across.addWidget(part)
        steps = QVBoxLayout(self.steps)
        steps.setContentsMargins(32, 0, 0, 0)
        steps.setSpacing(6)
        open_menu = self.tr("In PEAK open [Finance] > [Bank] > [Add channel]")
        fill_in = self.tr("Fill in the account and press [Save]")
        steps.addWidget(GuideStep("4.1", open_menu, small=True))
        steps.addWidget(GuideStep("4.2", fill_in, small=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 10, 12, 10)
        box.setSpacing(4)
        box.addLayout(across)
        box.addWidget(self.steps)

    def show_channels(self, channels: Channels) -> None:
        """Show the steps by themselves where they are surely needed."""
        if not self._asked:
            no_bank = bool(channels.methods) and all(method.cash for method in channels.methods)
            self._show_steps(shown=no_bank)

    def show_busy(self, busy: bool) -> None:
        """PEAK is being asked, or not any more."""
        self._arc.setVisible(busy)
        self.again.setEnabled(not busy)
        self.again.setText(self.tr("Asking PEAK") if busy else self.tr("Check again"))

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is in the way, or that nothing is."""
        self._problem = problem
        self._say()

    def _say(self) -> None:
        problem = self._problem
        tone = "warn" if problem else "info"
        set_tone(self, "panel", tone)
        self._sign.show_icon(tone, tone)
        self.cure.show_problem(problem)
        self.how.setVisible(self.cure.isHidden())
        self.fix.setVisible(problem is not None)
        if problem is None:
            self.words.setText(
                self.tr("To see which bank got the money, choose an account for each channel")
            )
            return
        self.words.setText(wording.sentence(problem, self._language))
        self.fix.setText(wording.fix(problem, self._language))

    @Slot()
    def _on_how(self) -> None:
        self._asked = True
        self._show_steps(shown=self.steps.isHidden())

    def _show_steps(self, *, shown: bool) -> None:
        self.steps.setVisible(shown)
        self.how.setText(self.tr("Hide steps") if shown else self.tr("Add an account in PEAK"))
