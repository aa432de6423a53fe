"""Short dialogs are as high as their words, whatever they have to say."""

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ui.close_dialog import CloseDialog
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.moving_questions import EraseQuestion
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.refusal import Refusal
from xpeak_desktop.ui.widgets import WrappingLabel

_LONG = "A sentence that needs more than one line in a dialog of this width, as most of them do"


def _short_dialogs(parent: QWidget) -> list[QDialog]:
    return [
        Question(parent, "Short?", "Short", "Yes"),
        Question(parent, "Short?", _LONG, "Yes", practice=True),
        EraseQuestion(parent, practice=False),
        CloseDialog(parent, 15, tray=False),
        CloseDialog(parent, 15, tray=True),
        Refusal(Problem(Code.PROFILE_BUSY), "en"),
        Refusal(Problem(Code.LEDGER_NEWER), "en"),
    ]


@pytest.mark.parametrize("number", range(7))
def test_the_words_of_a_short_dialog_stand_close_together(
    number: int, qtbot: QtBot, look: Look
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = _short_dialogs(window)[number]
    qtbot.addWidget(dialog)
    dialog.show()
    words = [one for one in dialog.findChildren(WrappingLabel) if one.isVisible()]
    assert len(words) >= 2
    for one in words:
        assert one.height() == one.heightForWidth(one.width())
