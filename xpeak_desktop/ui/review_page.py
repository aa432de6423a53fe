"""The page "Review": nothing has been sent; what would be, in sums and in examples."""

from datetime import date
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.jobs.review import LookAtReview, Review, StartSending
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.review_examples import BUTTON, Examples
from xpeak_desktop.ui.review_sums import SumsPanel, WaitingList
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.widgets import WrappingLabel
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_MARGIN: Final = 40
_NARROW: Final = 800


class ReviewPage(SetupPage):
    """The button that leaves it is the word to start; the frame goes on once that is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.context.language
        self._language = language
        self.review: Review | None = None
        self.trouble = TroubleNote(language, Page.REVIEW)
        self.trouble.page_wanted.connect(self.page_wanted)
        self.trouble.again.connect(self.entered)
        self.since = WrappingLabel(theme.SMALL_STRONG, "ink2")
        # As high as the row of buttons beside it, so that both papers begin at one height.
        self.since.setMinimumHeight(BUTTON)
        self.sums = SumsPanel(language)
        self.waiting = WaitingList(language)
        self.waiting.page_wanted.connect(self.page_wanted)
        self.examples = Examples(language)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.since, self.sums, self.waiting):
            column.addWidget(part)
        column.addStretch()
        self._parts = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._parts)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(24)
        self._box.addWidget(left, 7)
        self._box.addWidget(self.examples, 5)
        self._parts.hide()
        scrolling = Scrolling(_MARGIN, foot=16)
        scrolling.box.addWidget(self.trouble)
        scrolling.box.addWidget(self._parts)
        scrolling.box.addStretch()
        self.body.addWidget(scrolling)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() - 2 * _MARGIN < theme.scaled(_NARROW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if narrow else across)

    # ------------------------------------------------------------------ what the frame shows

    def heading(self) -> str:
        return self.tr("Check before sending")

    def explanation(self) -> str:
        if self._started:
            return self.tr("What the next run does. Look at totals and examples")
        return self.tr("Nothing is sent yet. Look at totals and examples, then start")

    def note(self) -> str:
        review = self.review
        if review is None:
            return ""
        if not review.can_start:
            return self.tr("Nothing can be sent yet, fix what waits for you first")
        if not review.total.receipts:
            return self.tr("No receipt so far. Once there is one, it is sent by itself")
        if self._started:
            return ""
        if not review.going.receipts:
            return self._nothing_words(review)
        return self.tr("The first one goes alone and is compared with PEAK, then the others follow")

    def _nothing_words(self, review: Review) -> str:
        """There are receipts, and none of them goes now."""
        if self.desk.context.every_minutes == 0:
            return self.tr("No receipt is to be sent now")
        if review.start is None or review.start <= self._today():
            return self.tr("No receipt is to be sent now; later ones are sent by themselves")
        words = self.tr("No receipt is to be sent yet; those from %1 on are sent by themselves")
        return words.replace("%1", wording.date_text(review.start, self._language))

    def _today(self) -> date:
        return self.desk.context.clock.now().astimezone(BANGKOK).date()

    def next_words(self) -> str:
        return "" if self._started else self.tr("Start sending")

    def go_to_trouble(self) -> None:
        button = self.waiting.first_button()
        if self.trouble.isVisible():
            self.trouble.button.setFocus()
        elif button is not None:
            button.setFocus()

    @property
    def _started(self) -> bool:
        if self.review is None:
            return self.desk.context.settings.set_up
        return self.review.started

    # ------------------------------------------------------------------ what the frame asks

    def valid(self) -> bool:
        return self.review is not None and self.review.can_start

    @Slot()
    def entered(self) -> None:
        self.asking.ask(LookAtReview())

    def check(self) -> Job | None:
        return None if self._started else StartSending()

    def take(self, answer: Answered) -> None:
        self.trouble.show_problem(answer.problem)
        if isinstance(answer.result, Review):
            self.review = answer.result
            self._show(answer.result)
        elif isinstance(answer.result, Settings):
            self.passed.emit()

    def _show(self, review: Review) -> None:
        text = self.tr("All receipts")
        if review.start is not None:
            day = wording.date_text(review.start, self._language)
            text = self.tr("All receipts, sending from %1").replace("%1", day)
        self.since.setText(text)
        self.sums.show_review(review)
        self.waiting.show_review(review)
        self.examples.show_examples(review.examples)
        self._parts.show()
