"""Asks which copy of the ledger to put back, and says what that means."""

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.receipt import BANGKOK
from xpeak_desktop.services.jobs.keeping import Copy
from xpeak_desktop.ui import figures, theme
from xpeak_desktop.ui.question import Question

_MOST: Final = 7


class RestoreQuestion(Question):
    """The newest copies, the newest chosen."""

    def __init__(
        self, parent: QWidget, copies: tuple[Copy, ...], language: str, *, practice: bool = False
    ) -> None:
        super().__init__(
            parent,
            self.tr("Restore a backup?"),
            self.tr(
                "The present records are set aside, not deleted. Nothing is sent before the"
                " backup has been compared with PEAK, so no receipt goes twice"
            ),
            self.tr("Restore"),
            practice=practice,
            grave=True,
        )
        self._copies = copies[:_MOST]
        self._group = QButtonGroup(self)
        for number, words in enumerate(_told_apart(self._copies, language)):
            button = QRadioButton(words)
            button.setFont(theme.font(theme.BODY))
            button.setMinimumHeight(theme.scaled(30))
            self._group.addButton(button, number)
            self.body.addWidget(button)
        first = self._group.button(0)
        if first is not None:
            first.setChecked(True)

    def chosen(self) -> Path:
        """The copy to put back."""
        return self._copies[self._group.checkedId()].path


def _told_apart(copies: tuple[Copy, ...], language: str) -> list[str]:
    """When each was made; two of one minute with their seconds."""
    texts = [moment_text(copy.made, language) for copy in copies]
    told = []
    for copy, text in zip(copies, texts, strict=True):
        made = copy.made.astimezone(BANGKOK)
        exact = text.replace(f"{made:%H:%M}", f"{made:%H:%M:%S}")
        told.append(exact if texts.count(text) > 1 else text)
    return told


def moment_text(moment: datetime, language: str) -> str:
    """A day and a time of the shop: ``23 พ.ย. 2569 14:05 น.``."""
    day = wording.date_text(moment.astimezone(BANGKOK).date(), language)
    return f"{day} {figures.clock_time(moment, language)}"
