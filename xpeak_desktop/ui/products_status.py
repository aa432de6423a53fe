"""Above the list of products: how many match, the button that matches, and creating the rest."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.ports import Clock
from xpeak_desktop.services.jobs.products import Products
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.busy_arc import BusyArc
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label

_RESULT, _QUESTION, _WORKING = range(3)
_ROOMY, _ROOMIER = 740, 840


class ProductsStatus(QFrame):
    """One of three: the result so far, a question before many are created, or work under way.

    Signals:
        match_wanted(): read PEAK's products and match.
        create_all_wanted(): a person has said yes to creating all.
        stop_wanted(): end what is under way.
    """

    match_wanted = Signal()
    create_all_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, language: str, clock: Clock) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._language = language
        self._clock = clock
        self._creatable = 0
        self.matched = label(theme.STRONG, "ok")
        self.unmatched = label(theme.STRONG, "warn")
        self._matched_sign = Icon("ok", 18, "ok")
        self._unmatched_sign = Icon("warn", 18, "warn")
        self.fresh = WrappingLabel(theme.STRONG)
        self.said = WrappingLabel(theme.SMALL, "ink2")
        self.match = Button(self.tr("Match products automatically"), "refresh", "primary")
        self.create_all = Button("")
        self.create_all.setToolTip(self.tr("Create what PEAK lacks"))
        self.question = WrappingLabel(theme.BODY)
        # The loud button of the page is how it goes on; many are not made in PEAK by the way.
        self.yes = Button("", "plus")
        self.no = Button(self.tr("Cancel"))
        self.doing = WrappingLabel(theme.BODY)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop = Button(self.tr("Stop"), "stop")
        self._states = QStackedWidget()
        self._lay_out()
        self.match.clicked.connect(self.match_wanted)
        self.create_all.clicked.connect(self._ask)
        self.yes.clicked.connect(self.create_all_wanted)
        self.no.clicked.connect(self.show_result)
        self.stop.clicked.connect(self.stop_wanted)
        self._show_looking()

    def _lay_out(self) -> None:
        counts = QHBoxLayout()
        counts.setSpacing(6)
        for part in (self._matched_sign, self.matched, self._unmatched_sign, self.unmatched):
            counts.addWidget(part)
            if part is self.matched:
                counts.addSpacing(10)
        counts.addStretch()
        result = QVBoxLayout()
        result.setSpacing(0)
        result.addStretch()
        result.addLayout(counts)
        result.addWidget(self.fresh)
        result.addWidget(self.said)
        result.addStretch()
        working = QVBoxLayout()
        working.setSpacing(6)
        working.addStretch()
        working.addWidget(self.doing)
        working.addWidget(self.progress)
        working.addStretch()
        for page in (
            _row(result, self.create_all, self.match),
            _row(_only(self.question), self.no, self.yes),
            _row(working, self.stop, first=BusyArc()),
        ):
            self._states.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 8, 12, 8)
        box.addWidget(self._states)

    # ------------------------------------------------------------------ the result

    def _show_looking(self) -> None:
        """Nobody has said yet what is known: no figures, and nothing that may be untrue."""
        self.show_products(Products())
        self.fresh.setText(self.tr("Looking at your products"))
        self.said.hide()

    def show_products(self, products: Products) -> None:
        """Show how many match, and when PEAK was asked."""
        self._creatable = len(products.creatable())
        matched, unmatched = len(products.matched), len(products.unmatched)
        self.matched.setText(self.tr("Matched %Ln", "", matched))
        self.unmatched.setText(self.tr("Not matched %Ln", "", unmatched))
        self.matched.setVisible(products.pulled)
        self.unmatched.setVisible(products.pulled and unmatched > 0)
        self._show_signs()
        self.fresh.setText(self.tr("PEAK's products have not been read yet"))
        self.fresh.setVisible(not products.pulled)
        self.say(self._when(products))
        self._show_create_all()
        self.match.show_kind("" if products.pulled else "primary")
        self.show_result()

    def _show_signs(self) -> None:
        """The words say the same where there is no room for signs."""
        roomy = self.width() >= theme.scaled(_ROOMY)
        self._matched_sign.setVisible(roomy and not self.matched.isHidden())
        self._unmatched_sign.setVisible(roomy and not self.unmatched.isHidden())

    def _show_create_all(self) -> None:
        """Where is said only with room for it; the question that follows says it anyway."""
        self.create_all.setText(self.tr("Create %Ln…", "", self._creatable))
        self.create_all.setMinimumWidth(self.create_all.sizeHint().width())
        if self.width() >= theme.scaled(_ROOMIER):
            self.create_all.setText(self.tr("Create %Ln in PEAK…", "", self._creatable))
        self.create_all.setVisible(self._creatable > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_signs()
        self._show_create_all()

    def say(self, words: str) -> None:
        """What has just come of something, in the place of when PEAK was asked."""
        self.said.setText(words)
        self.said.show()

    def _when(self, products: Products) -> str:
        if not products.pulled:
            return self.tr("One click reads them and matches them by their codes")
        if products.pulled_at is None:
            return self.tr("Read from PEAK before")
        moment = products.pulled_at.astimezone(BANGKOK)
        today = self._clock.now().astimezone(BANGKOK).date() == moment.date()
        time = figures.clock_time(moment, self._language)
        if not today:
            time = f"{wording.date_text(moment.date(), self._language)} {time}"
        return self.tr("Read from PEAK at %1").replace("%1", time)

    @Slot()
    def show_result(self) -> None:
        """Nothing is under way and nothing is asked."""
        self._states.setCurrentIndex(_RESULT)

    # ------------------------------------------------------------------ the question

    @Slot()
    def _ask(self) -> None:
        count = self._creatable
        self.question.setText(
            self.tr("Create %Ln products in PEAK with their xCommerce codes and names?", "", count)
        )
        self.yes.setText(self.tr("Create %Ln in PEAK", "", count))
        self._states.setCurrentIndex(_QUESTION)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ work under way

    @property
    def is_working(self) -> bool:
        """Whether work is shown as under way."""
        return self._states.currentIndex() == _WORKING

    def show_working(self, words: str, done: int = 0, of: int = 0) -> None:
        """Say what is under way; ``of`` 0 leaves the bar out."""
        self.doing.setText(words)
        self.progress.setVisible(of > 0)
        self.progress.setMaximum(max(of, 1))
        self.progress.setValue(done)
        self.progress.setAccessibleName(words)
        self.stop.setEnabled(True)
        self._states.setCurrentIndex(_WORKING)

    def show_stopping(self) -> None:
        """What PEAK was already asked is still waited for."""
        self.doing.setText(self.tr("Stopping, what was created is kept"))
        self.stop.setEnabled(False)


def _only(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.addWidget(widget)
    return made


def _row(words: QVBoxLayout, *buttons: QWidget, first: QWidget | None = None) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    if first is not None:
        across.addWidget(first)
    across.addLayout(words, 1)
    for button in buttons:
        across.addWidget(button)
    return made
