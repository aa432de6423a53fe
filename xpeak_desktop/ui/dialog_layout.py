"""How a short dialog is laid out: words beside a sign, and the buttons at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from xpeak_desktop.ui.practice_strip import PracticeStrip
from xpeak_desktop.ui.widgets import Icon


def lay_out(
    dialog: QDialog,
    words: Sequence[QWidget | QLayout],
    buttons: Sequence[QPushButton],
    *,
    practice: bool = False,
) -> None:
    """A warning's sign and its words, the buttons at the right, the first answer last."""
    head = QHBoxLayout()
    head.setSpacing(16)
    head.addWidget(Icon("warn", 28, "warn"), 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(_below_each_other(words), 1)
    foot = QHBoxLayout()
    foot.setSpacing(10)
    foot.addStretch()
    for button in buttons:
        foot.addWidget(button)
    inside = QVBoxLayout()
    inside.setContentsMargins(24, 20, 20, 16)
    inside.addLayout(head)
    inside.addSpacing(16)
    inside.addLayout(foot)
    below_strip(dialog, inside, practice=practice)


def below_strip(dialog: QDialog, inside: QLayout, *, practice: bool) -> None:
    """Fill the dialog, the practice shop's strip above all else."""
    box = QVBoxLayout(dialog)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    if practice:
        strip = PracticeStrip()
        strip.leave.hide()
        box.addWidget(strip)
    box.addLayout(inside)


def fit(dialog: QDialog) -> None:
    """As high as its words: a window does not follow its broken lines by itself."""
    dialog.setFixedHeight(dialog.heightForWidth(dialog.width()))


def _below_each_other(words: Sequence[QWidget | QLayout]) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(8)
    for one in words:
        if isinstance(one, QLayout):
            box.addLayout(one)
        else:
            box.addWidget(one)
    return box
