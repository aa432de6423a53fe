"""Copies of the records, the report for support, where the data lies, and letting PEAK go."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import __version__, wording
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.ports import SecretName
from xpeak_desktop.services.jobs.keeping import Copy
from xpeak_desktop.services.jobs.shop import ShopNow
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.moving_questions import EraseQuestion
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.restore_question import RestoreQuestion, moment_text
from xpeak_desktop.ui.save_report import ReportSaver
from xpeak_desktop.ui.setting_row import SettingList, SettingRow
from xpeak_desktop.ui.settings_moving import MovingRow
from xpeak_desktop.ui.settings_pages import breakable
from xpeak_desktop.ui.widgets import Button, hand_over


class CareList(QWidget):
    """What is seldom needed, but badly then.

    Signals:
        copy_wanted(): make a copy now.
        restore_wanted(Path): put this copy back; a person has said yes.
        disconnect_wanted(): let the secrets go; a person has said yes.
        connect_wanted(): to where the token is pasted.
        erase_wanted(): remove all that is kept here of the shop; a person has said yes.
    """

    copy_wanted = Signal()
    restore_wanted = Signal(object)
    disconnect_wanted = Signal()
    connect_wanted = Signal()
    erase_wanted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._language = context.language
        self._copies: tuple[Copy, ...] = ()
        self._keyring = True
        self.question: Question | None = None
        panel = SettingList()
        panel.add(self._copies_row())
        if context.report is not None:
            panel.add(self._report_row(ReportSaver(context.report, self)))
        if context.folder is not None:
            panel.add(self._folder_row(context.folder))
        panel.add(self._version_row())
        self.moving = MovingRow(self._language, practice=context.practice)
        panel.add(self.moving)
        panel.add(self._disconnect_row())
        panel.add(self._connect_row())
        panel.add(self._erase_row())
        # What the practice shop holds goes by itself.
        self._practising = context.practice and context.practice_shop
        self.moving.setVisible(not self._practising)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panel)

    # ------------------------------------------------------------------ copies

    def _copies_row(self) -> SettingRow:
        self.copy = Button(self.tr("Back up now"), compact=True)
        self.restore = Button(self.tr("Restore…"), compact=True)
        self.copy.clicked.connect(self.copy_wanted)
        self.restore.clicked.connect(self._ask_restore)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(self.restore)
        self.copies = SettingRow(self.tr("Backups"), "", buttons)
        return self.copies

    def show_shop(self, shop: ShopNow) -> None:
        """Show the copies there are, and whether there is a connection to let go."""
        self._copies = shop.copies
        self.restore.setEnabled(bool(shop.copies))
        text = self.tr("None so far. One is made automatically every day")
        if shop.copies:
            text = self.tr("One is made automatically every day, the last on %1")
            text = text.replace("%1", moment_text(shop.copies[0].made, self._language))
        self.copies.hint.say(text)
        if shop.problem is not None:
            self.copies.more.say(wording.sentence(shop.problem, self._language), "warn")
        connected = shop.secrets.connected or shop.secrets.problem is not None
        self._show_connection(connected=connected, left=shop.secrets_left)
        self._keyring = shop.settings.keyring
        # What lies in a keyring that is not used and cannot be asked must not keep the shop here.
        unused = not self._keyring and SecretName.USER_TOKEN not in shop.secrets.names
        self._offer_erasing(unused or not shop.secrets_left)
        self.moving.show_settings(shop.settings)

    def _show_connection(self, *, connected: bool, left: bool) -> None:
        """What is offered instead is there first, and takes the keyboard of what goes."""
        rows = (
            (self.disconnect_row, left, self.connect_button),
            (self.connect_row, not connected, self.disconnect_button),
        )
        for row, shown, _other in rows:
            if shown:
                row.show()
        for row, shown, other in rows:
            if not shown:
                hand_over(row, other)
                row.hide()

    def _offer_erasing(self, offered: bool) -> None:
        self.erase_row.setVisible(offered and not self._practising)

    def hush(self) -> None:
        """Something else is done now: what went well before is told no longer.

        Nor is what the password store refused: by now it may hold other secrets.
        """
        for row in (self.copies, self.moving, getattr(self, "report", None)):
            if row is not None:
                row.more.hush()
        for row in (self.disconnect_row, self.erase_row):
            if row.more.words.property("tone") == "warn":
                row.more.say("")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # A page of the set-up lies over it. A window that goes into the tray has done nothing else.
        if self.window().isVisible():
            self.hush()

    def say_copied(self) -> None:
        """A copy was just made."""
        self.copies.more.say(self.tr("Backed up just now"), "ok")

    def say_restored(self, kept: Path | None) -> None:
        """A copy stands there now."""
        text = self.tr("Restored. The records are compared with PEAK before anything is sent")
        if kept is not None:
            text = self.tr(
                "Restored. The records before it are kept as %1. These are compared with PEAK"
                " before anything is sent"
            ).replace("%1", wording.inert(kept.name))
        self.copies.more.say(text, "ok")

    def say_copy_problem(self, problem: Problem) -> None:
        """The copy could not be made or put back; all is as it was."""
        self.copies.more.say(wording.sentence(problem, self._language), "warn")

    @Slot()
    def _ask_restore(self) -> None:
        question = RestoreQuestion(
            self.window(), self._copies, self._language, practice=self._context.practice
        )
        question.accepted.connect(self._on_restore)
        self._open(question)

    @Slot()
    def _on_restore(self) -> None:
        if isinstance(self.question, RestoreQuestion):
            self.restore_wanted.emit(self.question.chosen())

    def _open(self, question: Question) -> None:
        if self.question is not None:
            self.question.deleteLater()
        self.question = question
        question.open()

    # ------------------------------------------------------------------ report, folder, version

    def _report_row(self, saver: ReportSaver) -> SettingRow:
        self._saver = saver
        self.save = Button(self.tr("Save report…"), compact=True)
        self.save.clicked.connect(self._on_save)
        saver.changed.connect(self._on_saving)
        saver.saved.connect(self._on_saved)
        saver.refused.connect(self._on_refused)
        hint = self.tr(
            "What the program did and receipt numbers, but no token and no customer data"
        )
        self.report = SettingRow(self.tr("Report for support"), hint, self.save)
        return self.report

    @Slot()
    def _on_save(self) -> None:
        self.hush()
        self._saver.ask(self.window())

    @Slot()
    def _on_saving(self) -> None:
        self.save.setEnabled(not self._saver.busy)
        if self._saver.busy:
            self.report.more.say(self.tr("Saving the report"), "ink3")

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        text = self.tr("Saved as %1. Send this file to support")
        self.report.more.say(text.replace("%1", wording.inert(path.name)), "ok")

    @Slot(object)
    def _on_refused(self, problem: Problem) -> None:
        self.report.more.say(wording.sentence(problem, self._language), "warn")

    def _folder_row(self, folder: Path) -> SettingRow:
        self._folder = folder
        self.open_folder = Button(self.tr("Open folder"), "folder", compact=True)
        self.open_folder.clicked.connect(self._on_open_folder)
        title = self.tr("Where data is kept")
        return SettingRow(title, breakable(str(folder)), self.open_folder)

    @Slot()
    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _version_row(self) -> SettingRow:
        text = self.tr("Version %1").replace("%1", __version__)
        return SettingRow("XPEAK Desktop", text)

    # ------------------------------------------------------------------ letting PEAK go

    def _disconnect_row(self) -> SettingRow:
        self.disconnect_button = Button(self.tr("Disconnect…"), compact=True)
        self.disconnect_button.clicked.connect(self._ask_disconnect)
        self.disconnect_row = SettingRow(
            self.tr("Disconnect from PEAK"),
            self.tr("Takes token and keys off this computer. What was sent stays in PEAK"),
            self.disconnect_button,
        )
        return self.disconnect_row

    def _connect_row(self) -> SettingRow:
        self.connect_button = Button(self.tr("Connect…"), compact=True)
        self.connect_button.clicked.connect(self.connect_wanted)
        self.connect_row = SettingRow(self.tr("Not connected to PEAK"), "", self.connect_button)
        self.connect_row.hint.say(
            self.tr("Nothing is sent. Press Connect and paste the token again"), "warn"
        )
        self.connect_row.hide()
        return self.connect_row

    @Slot()
    def _ask_disconnect(self) -> None:
        text = self.tr(
            "Token and keys are removed from this computer, and nothing is sent until you connect"
            " again. Receipts wait, the records stay, and what is in PEAK stays there"
        )
        if self._context.keys_file is not None:
            kept = self.tr(
                "Connect ID and Connect Key stay in the file %1. If nobody needs them, delete it"
                " yourself"
            )
            text += "\n\n" + kept.replace("%1", breakable(str(self._context.keys_file)))
        question = Question(
            self.window(),
            self.tr("Disconnect from PEAK?"),
            text,
            self.tr("Disconnect"),
            practice=self._context.practice,
            grave=True,
        )
        question.accepted.connect(self.disconnect_wanted)
        self._open(question)

    def _erase_row(self) -> SettingRow:
        self.erase_button = Button(self.tr("Erase…"), compact=True)
        self.erase_button.clicked.connect(self._ask_erase)
        self.erase_row = SettingRow(
            self.tr("Erase this shop from this computer"),
            self.tr("Removes records and settings for good. What is in PEAK stays there"),
            self.erase_button,
        )
        self.erase_row.hide()
        return self.erase_row

    @Slot()
    def _ask_erase(self) -> None:
        question = EraseQuestion(self.window(), practice=self._context.practice)
        question.accepted.connect(self.erase_wanted)
        self._open(question)

    def say_erasing(self) -> None:
        """The keyring is being emptied, which may take a person's answer."""
        self.erase_button.setEnabled(False)
        self.erase_row.more.say(
            self.tr("Emptying the password store. It may ask you first"), "ink3"
        )

    def say_erase_problem(self, problem: Problem) -> None:
        """The keyring refused; the records are still there."""
        self.erase_button.setEnabled(True)
        self._say_with_cure(self.erase_row, problem)

    def say_disconnect_problem(self, problem: Problem) -> None:
        """The keyring refused; what was in memory alone has gone all the same."""
        self._say_with_cure(self.disconnect_row, problem)
        if not self._keyring:
            self.connect_row.show()
            self._offer_erasing(True)

    def _say_with_cure(self, row: SettingRow, problem: Problem) -> None:
        """What to do as well: the cure lies outside the program, and no button leads there."""
        said = (speak(problem, self._language) for speak in (wording.sentence, wording.fix))
        row.more.say("\n".join(said), "warn")
