"""What is asked before a shop moves, stays after all, or is erased, and for which file."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.save_report import suggested
from xpeak_desktop.ui.tick_box import TickBox

FILE_NAME: Final = "xpeak-move.zip"


def move_out_question(parent: QWidget, *, practice: bool) -> Question:
    """Whether the shop is to leave this computer."""
    translate = QCoreApplication.translate
    return Question(
        parent,
        translate("Moving", "Move to another computer?"),
        translate(
            "Moving",
            "One file gets the records and settings, never token or keys. From then on this"
            " computer sends nothing. On the other one, open XPEAK, choose the file on its first"
            " page and paste the token again",
        ),
        translate("Moving", "Make the file…"),
        practice=practice,
    )


def again_question(parent: QWidget, *, practice: bool) -> Question:
    """Whether another file is to be made: two that are opened are two computers that send."""
    translate = QCoreApplication.translate
    return Question(
        parent,
        translate("Moving", "Make the file again?"),
        translate(
            "Moving",
            "If another computer has already opened the earlier file, move from that one instead:"
            " a second file, opened on a third computer, makes two that send. If none has, make"
            " it again and delete the earlier one. This computer still sends nothing",
        ),
        translate("Moving", "Make the file…"),
        practice=practice,
    )


def stay_question(parent: QWidget, *, practice: bool) -> Question:
    """Whether this computer is to send again."""
    translate = QCoreApplication.translate
    return Question(
        parent,
        translate("Moving", "Send from this computer again?"),
        translate(
            "Moving",
            "Only one computer may send. If the other one has opened the file, disconnect it"
            " there first. The records are compared with PEAK before anything is sent",
        ),
        translate("Moving", "Send from this computer"),
        practice=practice,
    )


class EraseQuestion(Question):
    """Nothing goes before a person has also ticked that it is meant."""

    def __init__(self, parent: QWidget, *, practice: bool) -> None:
        super().__init__(
            parent,
            self.tr("Erase this shop from this computer?"),
            self.tr(
                "Gone for good: the records of what was sent, their backups here, the settings and"
                " the log. Everything in PEAK stays, and so do the receipt files from xCommerce"
            ),
            self.tr("Erase"),
            practice=practice,
            grave=True,
        )
        self.meant = TickBox(i18n.plain(self.tr("I do not need these records any more")))
        self.meant.toggled.connect(self._on_meant)
        self.body.addWidget(self.meant)
        self.yes.setEnabled(False)

    @Slot(bool)
    def _on_meant(self, meant: bool) -> None:
        self.yes.setEnabled(meant)


def ask_where_to(parent: QWidget) -> Path | None:
    """Where the file for the other computer goes; ``None`` when the person went back."""
    title = QCoreApplication.translate("Moving", "Save the file for the other computer")
    kind = QCoreApplication.translate("Moving", "File for moving (*.zip)")
    begin = str(suggested(FILE_NAME))
    chosen, _ = QFileDialog.getSaveFileName(parent, i18n.plain(title), begin, i18n.plain(kind))
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".zip")


def ask_for_file(parent: QWidget) -> Path | None:
    """Which file came from the other computer; ``None`` when the person went back."""
    title = QCoreApplication.translate("Moving", "Choose the file from the other computer")
    kind = QCoreApplication.translate("Moving", "File for moving (*.zip)")
    chosen, _ = QFileDialog.getOpenFileName(parent, i18n.plain(title), "", i18n.plain(kind))
    return Path(chosen) if chosen else None
