"""The set-up from the first page to receipts in PEAK, or one of its pages opened again."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWizard,
)

from xpeak_desktop.services.jobs.keeping import KeepSettings
from xpeak_desktop.services.setup_flow import GUIDE_STEPS, ORDER, Page, after, before
from xpeak_desktop.ui import i18n, wizard_pages
from xpeak_desktop.ui.context import Leaving
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.widgets import is_enter, press_once
from xpeak_desktop.ui.wizard_foot import WizardFoot
from xpeak_desktop.ui.wizard_head import WizardHead
from xpeak_desktop.ui.wizard_page import Desk, SetupPage
from xpeak_desktop.ui.wizard_rail import StepWords, WizardRail

_BUTTON_ROW: Final = 20
"""What Qt keeps free under the pages for buttons, of which there are none."""

_AHEAD_MS: Final = 400
"""A page at rest for so long has the next one's code read, which would hold up its coming."""

SLOW_MS: Final = 10_000
"""After so long without an answer the foot says what is being waited for."""


class _Pages(QWizard):
    """Qt's wizard without its own buttons: it holds the pages, the frame around it leads them."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Widget)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setOption(QWizard.WizardOption.NoDefaultButton)
        self.setButtonLayout([])
        # It may hold the keyboard while the page has nothing for it, but is no stop on the way.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_page(self, number: int) -> None:
        """Show a page whatever was shown before; the frame knows the way, not Qt's history."""
        self.setStartId(number)
        self.restart()

    def reject(self) -> None:
        """Esc would hide a wizard that is part of a window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The frame decides what Enter does; QDialog would press some button.
        event.ignore()


class _Holder(QWidget):
    """Shows Qt's wizard without the row its buttons would stand in."""

    def __init__(self, wizard: QWizard) -> None:
        super().__init__()
        self._wizard = wizard
        wizard.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wizard.setGeometry(0, 0, self.width(), self.height() + _BUTTON_ROW)


class SetupView(QWidget):
    """The wizard as the whole of a window, or one page of it (``one_page``).

    Signals:
        finished(): the set-up is done, or the one page was left.
        leaving(Leaving): another window must come: practice, real, or the language.
        replacing(): another ledger is about to take the present one's place.
        help_wanted(): the manual, at the chapter of this page.
    """

    finished = Signal()
    leaving = Signal(object)
    replacing = Signal()
    help_wanted = Signal()

    def __init__(self, desk: Desk, begin: Page, one_page: bool = False) -> None:
        super().__init__()
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._one_page = one_page
        self._practising = desk.context.practice and desk.context.practice_shop
        self._going = self._left = False
        self._pages: dict[Page, SetupPage] = {}
        self._here = begin
        self.wizard = _Pages()
        self.rail = WizardRail(self._steps())
        self.head = WizardHead()
        self.foot = WizardFoot()
        self._slow, self._ahead = QTimer(self), QTimer(self)
        for timer in (self._slow, self._ahead):
            timer.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_MS)
        self._build()
        self._connect()
        self._ring = FocusRing(self)
        self._ring.watch(*self.foot.findChildren(QPushButton), self.rail.help)
        self.go_to(begin)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.head)
        right.addWidget(_Holder(self.wizard), 1)
        right.addWidget(self.foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.rail.setVisible(not self._one_page)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.rail.help_wanted.connect(self.help_wanted)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.next.clicked.connect(self.go_on)
        self.foot.stop.clicked.connect(self._stop)
        self.foot.note.clicked.connect(self._on_note)
        self._slow.timeout.connect(self._show_foot)
        self._ahead.timeout.connect(self._read_next)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_on),
        )
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ------------------------------------------------------------------ the pages

    @property
    def here(self) -> Page:
        """The page on the screen."""
        return self._here

    @property
    def page(self) -> SetupPage:
        """The page on the screen, as a widget."""
        return self._pages[self._here]

    def _made(self, name: Page) -> SetupPage:
        if name not in self._pages:
            page = wizard_pages.make(name, self._desk)
            page.page = name
            page.alone = self._one_page
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            page.changed.connect(self._on_changed)
            page.passed.connect(self._on_passed)
            page.asking.answered.connect(self._on_answered)
            page.leaving.connect(self._on_leaving)
            page.page_wanted.connect(self.go_to)
            page.ended.connect(self._pass)
            page.replacing.connect(self.replacing)
            self._ring.watch(*page.findChildren(QPushButton))
            self._pages[name] = page
            self.wizard.setPage(ORDER.index(name), page)
        return self._pages[name]

    @Slot(object)
    def go_to(self, name: Page) -> None:
        """Show a page; whatever the one before was asking is dropped."""
        last = self._pages.get(self._here)
        page = self._made(name)
        if last is not None:
            last.left()
        self._going = False
        moved, self._here = name is not self._here, name
        self.wizard.show_page(ORDER.index(name))
        if moved and not self._one_page:
            # Unanswered: what goes wrong there is met again, and told, by the page's own keeping.
            self._desk.controller.ask(KeepSettings(page=name.value))
        self.rail.show_here(name)
        self.head.show_words(self._guide(name), page.heading(), page.explanation())
        page.entered()
        self._show_foot()
        QTimer.singleShot(0, self, self._greet)

    @Slot()
    def _greet(self) -> None:
        """The keyboard goes to the first thing to do, and the title is read aloud."""
        self._focus_first()
        announce(self, i18n.plain(self.page.heading()))

    def _focus_first(self) -> None:
        first = self.page.first()
        if first is None and self.foot.next.isEnabled():
            first = self.foot.next
        (first or self.wizard).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _read_next(self) -> None:
        coming = after(self._here)
        if not self._one_page and coming is not None:
            wizard_pages.load(coming)

    # ------------------------------------------------------------------ on and back

    @Slot()
    def go_back(self) -> None:
        """To the page before, at any moment; opened alone, a page is left unchecked."""
        if self._one_page:
            self.page.left()
            self.finished.emit()
        elif (earlier := before(self._here)) is not None:
            self.go_to(earlier)

    @Slot()
    def go_on(self) -> None:
        """To the next page, once this one's check has gone well."""
        page = self.page
        if not page.isComplete():
            return
        job = page.check()
        if self._left:
            return
        if job is None:
            self._pass()
            return
        self._going = True
        page.asking.ask(job)

    @Slot(object)
    def _on_leaving(self, leaving: Leaving) -> None:
        self._left = True
        self.leaving.emit(leaving)

    @Slot()
    def _on_passed(self) -> None:
        if self._going and self.sender() is self.page:
            self._pass()

    @Slot()
    def _pass(self) -> None:
        self._going = False
        coming = after(self._here)
        if self._one_page or coming is None:
            self.page.left()
            self.finished.emit()
        else:
            self.go_to(coming)

    @Slot(object)
    def _on_answered(self, _answer: object) -> None:
        """After the page took an answer: if it did not pass and asks no more, say what is wrong."""
        if self._going and not self.page.busy:
            self._going = False
            self.page.go_to_trouble()
            announce(self, i18n.plain(self.page.note()))

    @Slot()
    def _stop(self) -> None:
        self._going = False
        self.page.asking.drop()
        self._focus_first()

    # ------------------------------------------------------------------ the foot

    @Slot()
    def _on_changed(self) -> None:
        page = self._pages.get(self._here)
        if page is None or self.sender() is not page:
            return
        if page.busy and not self._slow.isActive() and not self.foot.is_busy:
            self._slow.start(SLOW_MS)
            QTimer.singleShot(0, self, self._park_focus)
        elif not page.busy:
            self._slow.stop()
        self._show_foot()
        if not page.busy:
            QTimer.singleShot(0, self, self._focus_again)

    @Slot()
    def _focus_again(self) -> None:
        """Only once the page has taken its answer it knows what is first, or asks on."""
        page = self.page
        if not page.busy and self._keyboard() in (None, self.wizard, page, self.foot.stop):
            self._focus_first()

    @Slot()
    def _park_focus(self) -> None:
        """A button that went grey under the keyboard's hands must not send it off the page."""
        focused = self._keyboard()
        if focused is None or self.wizard.isAncestorOf(focused) or self.foot.isAncestorOf(focused):
            return
        if self.page.busy:
            self.wizard.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # The answer was quicker.
            self._focus_first()

    def _keyboard(self) -> QWidget | None:
        """What has the keyboard in this window; above the wizard stands the practice strip."""
        return self.window().focusWidget()

    @Slot()
    def _show_foot(self) -> None:
        page = self.page
        if page.busy:
            self._ahead.stop()
        else:
            self._ahead.start()
        words = page.next_words() or (self.tr("Done") if self._one_page else self.tr("Next"))
        self.foot.show_buttons(
            words,
            ready=page.isComplete(),
            back=self._one_page or before(self._here) is not None,
        )
        self.head.show_words(self._guide(self._here), page.heading(), page.explanation())
        if page.busy:
            waited = not self._slow.isActive()
            self.foot.show_busy(
                page.slow_words() if waited else "",
                words=page.busy_words(),
                stoppable=page.stoppable,
            )
        elif page.note():
            self.foot.show_note(page.note(), "info" if page.valid() else "warn")
        elif self._here in (Page.WELCOME, Page.DONE) or self._one_page:
            self.foot.show_note("", "")
        else:
            self.foot.show_kept(practising=self._practising)

    @Slot()
    def _on_note(self) -> None:
        if not self.page.busy:
            self.page.go_to_trouble()

    # ------------------------------------------------------------------ words

    def _guide(self, name: Page) -> str:
        steps = GUIDE_STEPS.get(name)
        if name is Page.WELCOME:
            return self.tr("Welcome")
        if name is Page.DONE:
            return self.tr("All eight steps are done")
        if steps is None:
            return self.tr("Extra step, not in the guide")
        one, several = self.tr("xCommerce guide, step %1"), self.tr("xCommerce guide, steps %1")
        return _counted(one, several, steps)

    def _steps(self) -> list[StepWords]:
        names = {
            Page.WELCOME: self.tr("Start"),
            Page.TOKEN: self.tr("Token"),
            Page.SERVICES: self.tr("Two services"),
            Page.SALES: self.tr("Where sales are"),
            Page.CHANNELS: self.tr("Payment channels"),
            Page.PRODUCTS: self.tr("Products"),
            Page.RULES: self.tr("Shop rules"),
            Page.REVIEW: self.tr("Check before sending"),
        }
        one, several = self.tr("Guide, step %1"), self.tr("Guide, steps %1")
        return [
            StepWords(
                page,
                name,
                _counted(one, several, GUIDE_STEPS[page]) if page in GUIDE_STEPS else "",
            )
            for page, name in names.items()
        ]

    # ------------------------------------------------------------------ Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            press_once(focused, event)
            return
        event.accept()
        if not event.isAutoRepeat():
            self.go_on()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def _counted(one: str, several: str, steps: str) -> str:
    """The words for one step of the guide, or for several, with their numbers in them."""
    return (several if "," in steps else one).replace("%1", _listed(steps))


def _listed(steps: str) -> str:
    """``3, 5.3, 5.4`` as a sentence writes it: ``3, 5.3 and 5.4``."""
    first, comma, last = steps.rpartition(", ")
    joined = QCoreApplication.translate("SetupView", "%1 and %2")
    return joined.replace("%1", first).replace("%2", last) if comma else steps


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say it; nothing is seen."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
