"""The guide's steps 1 and 5.1: the token from PEAK, tried for real before anything is kept."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.pasted import Fault
from xpeak_desktop.domain.problems import Area, Code, Problem
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.ports import Secret, SecretName
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.jobs.token import (
    ConfirmBusiness,
    Connect,
    Connected,
    LookAtSecrets,
    Secrets,
)
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.click_path import numbered_heading
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.token_field import TokenField
from xpeak_desktop.ui.token_parts import (
    FoundShop,
    GetToken,
    KeyringTrouble,
    OwnKeys,
    PracticeToken,
)
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.widgets import Button, set_tone
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_OF_THE_TOKEN: Final = frozenset({Code.TOKEN_REFUSED})
_OF_THE_KEYS: Final = frozenset({Code.KEYS_REFUSED})
_DROPS_WHAT_WAS_TRIED: Final = frozenset({Code.LEDGER_OTHER_BUSINESS, Code.KEYS_OTHER_SHOP})


class TokenPage(SetupPage):
    """The field is red until PEAK has taken the token, as on xCommerce's page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.context.language
        self._asked: Job | None = None
        self._connected: Connected | None = None
        self._tried = False
        self._failed = self._refused = False
        practice = desk.context.practice_token
        self.get_token = GetToken()
        self.practice = PracticeToken(practice()) if practice is not None else None
        if self.practice is not None:
            self.get_token.hide()
        self.keys = OwnKeys()
        self.keys.hide()
        self.token = TokenField(practising=self.practice is not None)
        self.connect_button = Button(self.tr("Connect"), kind="primary")
        self.connect_button.setProperty("tall", True)
        self.connect_button.setMinimumWidth(116)
        self.found = FoundShop(language, practising=self.practice is not None)
        self.keyring = KeyringTrouble(language)
        self.problem = TroubleNote(language, Page.TOKEN)
        self.problem.page_wanted.connect(self.page_wanted)
        self._build()
        self._connect_signals()
        self._show_button()

    def _build(self) -> None:
        scrolling = Scrolling(margin=40)
        self.body.addWidget(scrolling)
        box = scrolling.box
        if self.practice is not None:
            box.addWidget(self.practice)
        box.addWidget(self.get_token)
        box.addWidget(self.keys)
        box.addWidget(self._field_panel())
        for part in (self.keyring, self.problem, self.found):
            box.addWidget(part)
        box.addStretch()

    def _field_panel(self) -> QFrame:
        made = QFrame()
        made.setProperty("panel", "plain")
        heading, self._step = numbered_heading("5.1", "")
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.token, 1)
        line.addWidget(self.connect_button, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(made)
        box.setContentsMargins(20, 12, 16, 14)
        box.setSpacing(8)
        box.addLayout(heading)
        box.addLayout(line)
        return made

    def _connect_signals(self) -> None:
        if self.practice is not None:
            # After the panel's own slot: copied, the next thing to do is to paste.
            self.practice.copy_link.clicked.connect(self.token.edit.setFocus)
        self.token.edited.connect(self._on_edited)
        self.token.filled.connect(self._on_pasted)
        self.token.entered.connect(self._on_connect)
        self.connect_button.clicked.connect(self._on_connect)
        self.keys.edited.connect(self._on_edited)
        self.keys.entered.connect(self._on_connect)
        self.keyring.again.connect(self._try)
        self.keyring.session.connect(self._try_for_session)
        self.problem.again.connect(self._try)
        self.asking.changed.connect(self._on_busy)
        # Wherever the keyboard is on this page: a link that was copied goes into the one field.
        anywhere = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        anywhere.activated.connect(self.token.paste)

    # ------------------------------------------------------------------ what the frame asks

    def heading(self) -> str:
        return self.tr("Connect to PEAK")

    def explanation(self) -> str:
        if self.practice is not None:
            return self.tr(
                "The token is the key that lets this program send receipts. This one is made up"
            )
        return self.tr(
            "The token is the key that lets this program send receipts to your books."
            " Get it in 3 steps"
        )

    def valid(self) -> bool:
        return self._connected is not None and not self.token.edit.text()

    def note(self) -> str:
        if self.valid():
            return self.tr("The token lasts until you quit") if self._lasts_until_quit else ""
        if self._failed:
            return self.tr("Not connected to PEAK yet")
        typed = bool(self.token.edit.text())
        if self.keys.isVisibleTo(self) and not self.keys.ready:
            words = self.tr("Fill in both keys and connect first")
            return words if typed else self.tr("Fill in both keys, paste the link and connect")
        return (
            self.tr("Press Connect first") if typed else self.tr("Paste the link and connect first")
        )

    @property
    def _lasts_until_quit(self) -> bool:
        """Whether that needs telling: the practice shop's pretend token opens no books."""
        found = self._connected
        return found is not None and not found.kept and self.practice is None

    def first(self) -> QWidget | None:
        if self.valid() or self.busy:
            return None
        if self.keys.isVisibleTo(self) and not self.keys.ready:
            return self.keys.connect_id.edit
        return self.token.edit

    def entered(self) -> None:
        # Each time: what PEAK took before it may refuse by now.
        self._forget_answers()
        self._ask(LookAtSecrets())

    def left(self) -> None:
        super().left()
        self.token.secret_edit.wipe()
        self.keys.connect_key.secret_edit.wipe()

    def check(self) -> Job:
        assert self._connected is not None
        self._asked = ConfirmBusiness(self._connected.business_id, self._connected.business_name)
        return self._asked

    # ------------------------------------------------------------------ putting in

    @Slot()
    def _on_edited(self) -> None:
        self._failed = False
        self._forget_answers()
        if self.token.edit.text():
            # Red until PEAK has taken it, but nothing is known to be wrong with it.
            self.token.show_state("red", sign=False)
            self.token.say("")
        elif self._tried:
            # The kept token shows again, and nothing is said of it before it is tried again.
            self.token.show_state("plain")
            self.token.say("")
        else:
            self.token.show_empty()
        self._show_button()
        self.changed.emit()

    @Slot()
    def _on_pasted(self) -> None:
        self._on_edited()
        fault = self.token.fault()
        if fault is not None and fault is not Fault.EMPTY:
            self._say_fault(fault)

    def _say_fault(self, fault: Fault) -> None:
        self._failed = True
        self.token.show_state("red")
        self.token.say(self._fault_words(fault), "bad")
        self.changed.emit()

    def _fault_words(self, fault: Fault) -> str:
        return {
            Fault.EMPTY: self.tr("Paste the link from PEAK here first"),
            Fault.TOO_SHORT: self.tr(
                "Too short for a token. Perhaps not all of it was copied. Copy the link again (1.3)"
            ),
            Fault.NO_TOKEN: self.tr("No token in this link. Copy the link again (1.3)"),
            Fault.HOME_PAGE: self.tr(
                "No token in this link, it looks like PEAK's home page. Copy the link again (1.3)"
            ),
            Fault.NOT_A_TOKEN: self.tr(
                "This is neither a link nor a token. Press “Copy link” in PEAK (1.3) and paste"
            ),
        }[fault]

    def _forget_answers(self) -> None:
        self._connected = None
        self.found.hide()
        self.keyring.show_problem(None)
        self.problem.show_problem(None)

    # ------------------------------------------------------------------ connecting

    @Slot()
    def _on_connect(self) -> None:
        if self.busy:
            return
        if self.token.edit.text():
            fault = self.token.fault()
            if fault is not None:
                self._say_fault(fault)
                return
            self._hand_over(SecretName.USER_TOKEN, self.token.take())
        elif not self._tried:
            self._say_fault(Fault.EMPTY)
            return
        self._hand_over_keys()
        self._try()

    def _hand_over_keys(self) -> None:
        if not self.keys.isVisibleTo(self) or not self.keys.ready:
            return
        connect_id = Secret(self.keys.connect_id.edit.text().strip())
        self._hand_over(SecretName.CONNECT_ID, connect_id)
        self._hand_over(SecretName.CONNECT_KEY, self.keys.connect_key.take())

    def _hand_over(self, name: SecretName, secret: Secret | None) -> None:
        if secret is not None:
            self.desk.context.handover.leave(name, Secret(secret.reveal().strip()))

    @Slot()
    def _try(self) -> None:
        """Try what was handed over, or what is kept."""
        self._connect_with(Connect())

    @Slot()
    def _try_for_session(self) -> None:
        self._connect_with(Connect(session_only=True))

    def _connect_with(self, job: Connect) -> None:
        self._tried = True
        self._failed = self._refused = False
        self._forget_answers()
        self.token.show_state("busy")
        self.token.say(self.tr("Asking PEAK whose token this is"), "info")
        self._ask(job)

    def _ask(self, job: Job) -> None:
        self._asked = job
        self.asking.ask(job)
        self._show_button()

    @Slot()
    def _on_busy(self) -> None:
        """A question was dropped: the person pressed Stop, or went elsewhere."""
        if not self.busy and isinstance(self._asked, Connect) and self.token.state == "busy":
            self.token.show_state("red")
            self.token.say(self.tr("Stopped. Press Check again when you are ready"), "info")
        self._show_button()

    # ------------------------------------------------------------------ answers

    def take(self, answer: Answered) -> None:
        result = answer.result
        if answer.problem is not None:
            self._show_problem(answer.problem)
        elif isinstance(result, Secrets):
            self._show_kept(result)
        elif isinstance(result, Connected):
            self._show_connected(result)
        elif isinstance(result, Settings):
            self.passed.emit()
        self._show_button()

    def _show_kept(self, secrets: Secrets) -> None:
        if secrets.problem is not None:
            self.problem.button.show()
            self.problem.show_problem(secrets.problem)
            # What the hint says of the password store is not so.
            self.token.say("")
            return
        self.keys.setVisible(not secrets.keys_known)
        if not secrets.keys_known and self.window().focusWidget() is self.token.edit:
            self.keys.connect_id.edit.setFocus()
        if secrets.connected:
            self.token.show_tail(secrets.token_tail)
            self._connect_with(Connect(session_only=not secrets.kept, only_kept=True))
        elif self._tried or not self.token.edit.text():
            self._tried = False
            self.token.show_empty()

    def _show_connected(self, found: Connected) -> None:
        self._connected = found
        for secret in (self.token.secret_edit, self.keys.connect_key.secret_edit):
            secret.clear_clipboard()
        self.keys.connect_key.forget()
        self.token.show_tail(found.token_tail)
        self.token.show_state("valid")
        if self._lasts_until_quit:
            words = self.tr("PEAK accepts this token. It is kept until you quit the program")
            self.token.say(words, "warn")
        elif self.practice is not None:
            self.token.say(self.tr("The practice PEAK accepts this token"), "ok")
            self.practice.show_done()
        else:
            words = self.tr("PEAK accepts this token. It is kept in this computer's password store")
            self.token.say(words, "ok")
        self.keys.hide()
        self.get_token.fold()
        self.found.show_found(found)
        by_itself = isinstance(self._asked, Connect) and self._asked.only_kept
        if by_itself and self.window().focusWidget() is self.token.edit:
            # Nobody typed anything: the frame leads the keyboard on.
            self.setFocus()

    def _show_problem(self, problem: Problem) -> None:
        self._failed = True
        if problem.code in _DROPS_WHAT_WAS_TRIED:
            self.keys.connect_key.forget()
        if problem.area is Area.SECRETS and isinstance(self._asked, Connect):
            self._show_keyring(problem)
            return
        self.token.show_state("red")
        if problem.code in _OF_THE_TOKEN:
            # The keys were taken, and are tried again with the next token.
            self._refused = True
            self.keys.hide()
            self.token.say(self.tr("PEAK refuses this token. Get a new one (1.1)"), "bad")
            self.get_token.unfold()
            self.token.edit.setFocus()
        elif problem.code in _OF_THE_KEYS:
            self.token.show_state("plain")
            self.token.say("")
            self.keys.show()
            self.keys.show_refused()
            self.keys.connect_id.edit.setFocus()
        else:
            self.token.say("")
            self.problem.button.show()
            self.problem.show_problem(problem)
            if problem.code is Code.LEDGER_OTHER_BUSINESS:
                self._tell_businesses(problem)

    def _tell_businesses(self, problem: Problem) -> None:
        language = self.desk.context.language
        told = (wording.cause(problem, language), wording.fix(problem, language))
        self.problem.fix.setText(" · ".join(told))
        # What was handed over has been dropped: there is nothing to check again.
        self.problem.button.hide()
        self._tried = False
        self.token.show_empty()

    def _show_keyring(self, problem: Problem) -> None:
        if problem.code is Code.SECRETS_MISSING:
            self.token.show_empty()
            self._tried = False
            self.keys.connect_key.forget()
            self.keys.setVisible(not self.keys.ready)
            return
        self.token.show_state("plain")
        self.token.say("")
        self.keyring.show_problem(problem)
        self.keyring.try_again.setFocus()

    # ------------------------------------------------------------------ the button

    def _show_button(self) -> None:
        """Primary while it is the thing to do; grey while there is nothing to connect with."""
        typed = bool(self.token.edit.text())
        again = self._tried and not typed
        self.connect_button.setText(self.tr("Check again") if again else self.tr("Connect"))
        # The password store's own button tries the same once more.
        self.connect_button.setVisible(not (again and self.keyring.isVisibleTo(self)))
        if again:
            # The note's own would be a second button for the same.
            self.problem.button.hide()
        kind = "" if self.valid() else "primary"
        set_tone(self.connect_button, "kind", kind)
        keys = not self.keys.isVisibleTo(self) or self.keys.ready or again
        self.connect_button.setEnabled((typed or self._tried) and keys and not self.busy)
        self._step.setText(self.step_words())

    def step_words(self) -> str:
        """What the heading of the red field says."""
        if self._connected is not None:
            return self.tr("The token is in place")
        if self._tried and not self._refused and not self.token.edit.text():
            return self.tr("The token is in place, not checked with PEAK yet")
        if self._refused and not self.token.edit.text():
            return self.tr("Paste a new link or token into the red field")
        return self.tr("Paste the link or token into the red field, then press Connect")
