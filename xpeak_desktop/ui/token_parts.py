"""The panels of the Token page: how to get it, the shop's keys, and whose books it opens."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ports import Secret
from xpeak_desktop.services.jobs.token import Connected
from xpeak_desktop.ui import figures, peak_site, theme
from xpeak_desktop.ui.click_path import GuideStep
from xpeak_desktop.ui.facts import Facts
from xpeak_desktop.ui.field import Field
from xpeak_desktop.ui.key_field import KeyField
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label

_MOST_ACCOUNTS = 2


class GetToken(QFrame):
    """The guide's 1.1 to 1.3; folded away once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._done = label(theme.SMALL, "ok", self.tr("Done"))
        self.open_peak = Button(self.tr("Open PEAK"), "open")
        self.open_peak.clicked.connect(peak_site.open_peak)
        self.show_how = Button(self.tr("Show how"), kind="quiet")
        self.show_how.clicked.connect(self.unfold)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(theme.HEADING, words=self.tr("Copy the link from PEAK")))
        head.addWidget(self._done)
        head.addStretch()
        head.addWidget(self.show_how)
        head.addWidget(self.open_peak)
        self._steps = QWidget()
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(0, 6, 0, 6)
        steps.setSpacing(10)
        for number, words in (
            ("1.1", self.tr("In PEAK open [Settings] and choose [Connect external applications]")),
            ("1.2", self.tr("In the xCommerce box press [Connect]")),
            ("1.3", self.tr("Press [Connect] and [Copy link]")),
        ):
            steps.addWidget(GuideStep(number, words))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 10, 16, 10)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self._steps)
        self.unfold()

    @Slot()
    def unfold(self) -> None:
        """Show the steps."""
        self._fold(folded=False)

    def fold(self) -> None:
        """It is done: the heading is enough."""
        self._fold(folded=True)

    def _fold(self, *, folded: bool) -> None:
        self._steps.setVisible(not folded)
        self.open_peak.setVisible(not folded)
        self._done.setVisible(folded)
        self.show_how.setVisible(folded)


class PracticeToken(QFrame):
    """The pretend PEAK of the practice shop: its one button copies a pretend link."""

    def __init__(self, link: Secret) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self._link = link
        self.copy_link = Button(self.tr("Copy link"), "copy")
        self.copy_link.clicked.connect(self._copy)
        self.told = WrappingLabel(theme.BODY, "ink2")
        self.told.setText(
            self.tr(
                "In your own shop you would copy this link from PEAK (steps 1.1 to 1.3)."
                " Here it is made up, so press the button instead"
            )
        )
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(theme.HEADING, words=self.tr("The practice shop's PEAK")))
        words.addWidget(self.told)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 12, 16, 14)
        across.setSpacing(16)
        across.addLayout(words, 1)
        across.addWidget(self.copy_link)

    @Slot()
    def _copy(self) -> None:
        token = self._link.reveal()
        QGuiApplication.clipboard().setText(f"https://practice.example/connect?usertoken={token}")
        self.told.setText(self.tr("Copied. Now paste it into the red field below, and connect"))

    def show_done(self) -> None:
        """It was taken: how it will be in a shop of one's own."""
        self.told.setText(
            self.tr("Connected. In your own shop you copy the link from PEAK, steps 1.1 to 1.3")
        )


class OwnKeys(QFrame):
    """Connect ID and Connect Key, for a shop whose program came without them.

    Signals:
        edited(): something was typed.
        entered(): Enter was pressed.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.connect_id = Field("Connect ID")
        self.connect_key = KeyField("Connect Key")
        self.connect_id.edit.setPlaceholderText(self.tr("Paste Connect ID"))
        self.connect_key.edit.setPlaceholderText(self.tr("Paste Connect Key"))
        for field in (self.connect_id, self.connect_key):
            field.edited.connect(self._on_edited)
            field.entered.connect(self.entered)
        self.connect_key.secret_edit.pasted.connect(self._on_edited)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(theme.HEADING, words=self.tr("Your shop's API keys")))
        head.addWidget(label(theme.SMALL, "ink2", self.tr("In the ZIP PEAK mailed you")))
        head.addStretch()
        self.message = WrappingLabel(theme.SMALL, "bad")
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.connect_id, 1)
        fields.addWidget(self.connect_key, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 12, 16, 12)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(fields)
        box.addWidget(self.message)
        self.message.hide()

    @property
    def ready(self) -> bool:
        """Whether both are there."""
        return bool(self.connect_id.edit.text().strip()) and self.connect_key.given

    def show_refused(self) -> None:
        """PEAK does not take them."""
        self.connect_key.forget()
        self.connect_id.show_state("red")
        self.connect_key.show_state("red")
        self.message.setText(
            self.tr("PEAK refuses these keys. Enter both again, as they stand in PEAK's ZIP")
        )
        self.message.show()

    @Slot()
    def _on_edited(self) -> None:
        for field in (self.connect_id, self.connect_key):
            field.show_state("plain")
        self.message.hide()
        self.edited.emit()


class KeyringTrouble(QFrame):
    """The computer's password store would not take the token: again, or without it.

    Signals:
        again(): try the store once more.
        session(): go on without it, until the program is quit.
    """

    again = Signal()
    session = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.setProperty("panel", "warn")
        self.sentence = WrappingLabel(theme.STRONG, "warn")
        self.fix = WrappingLabel(theme.BODY)
        self.try_again = Button(self.tr("Try again"), "refresh", "primary")
        self.try_again.clicked.connect(self.again)
        self.only_now = Button(self.tr("Use it until I quit"))
        self.only_now.clicked.connect(self.session)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.fix)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.try_again)
        buttons.addWidget(self.only_now)
        buttons.addStretch()
        words.addLayout(buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 14, 16, 14)
        across.setSpacing(12)
        across.addWidget(Icon("warn", 20, "warn"), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.hide()

    def show_problem(self, problem: Problem | None) -> None:
        """Say it, or take it away."""
        self.setVisible(problem is not None)
        if problem is not None:
            self.sentence.setText(wording.sentence(problem, self._language))
            self.fix.setText(wording.fix(problem, self._language))


class FoundShop(QFrame):
    """What there is to recognise the shop by, before anything is booked in it."""

    def __init__(self, language: str, *, practising: bool = False) -> None:
        super().__init__()
        self._language = language
        self._practising = practising
        self.setProperty("panel", "ok")
        self.title = WrappingLabel(theme.HEADING, "ok")
        self.facts = Facts()
        self._hint = WrappingLabel(theme.SMALL, "ink2")
        self._hint.setText(self.tr("If not, switch business in PEAK and copy the link again"))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        words.addWidget(self._hint)
        if practising:
            self._hint.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 14, 16, 14)
        across.setSpacing(12)
        across.addWidget(Icon("ok", 22, "ok"), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.hide()

    def show_found(self, found: Connected) -> None:
        """Show whose books these are."""
        self.title.setText(
            self.tr("Connected to the practice PEAK")
            if self._practising
            else self.tr("Connected to PEAK. Is this your shop?")
        )
        facts = []
        if found.business_name:
            facts.append((self.tr("Business"), wording.inert(found.business_name)))
        if found.methods is not None:
            facts.append((self.tr("Accounts found"), self._accounts(found)))
        if found.products is not None:
            words = self.tr("%Ln items", "", found.products)
            if found.more_products:
                words = self.tr("more than %Ln items", "", found.products)
            facts.append((self.tr("Products in PEAK"), words))
        if found.latest is not None and found.latest.issued_on is not None:
            day = wording.date_text(found.latest.issued_on, self._language)
            facts.append((self.tr("Latest receipt in PEAK"), day))
        self.facts.show_facts(facts)
        self.show()

    def _accounts(self, found: Connected) -> str:
        names = [wording.inert(one.name) for one in found.methods or ()]
        if not names:
            return self.tr("none yet")
        shown = ", ".join(names[:_MOST_ACCOUNTS])
        more = len(names) - _MOST_ACCOUNTS
        if more <= 0:
            return shown
        words = self.tr("%1 and %2 more")
        return words.replace("%1", shown).replace("%2", figures.count(more))
