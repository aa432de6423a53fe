"""The three lines above every page of the wizard: the guide's step, the title, one sentence."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import label

_MARGIN = 40


class WizardHead(QWidget):
    """Always three lines high, so that nothing jumps from page to page.

    A line that is too long for a narrow window ends in dots; its tip has all of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._roles = (theme.SMALL_STRONG, theme.TITLE, theme.BODY)
        tones = ("accent", "", "ink2")
        self._labels = [label(*pair) for pair in zip(self._roles, tones, strict=True)]
        self._words = ("", "", "")
        box = QVBoxLayout(self)
        box.setContentsMargins(_MARGIN, 26, _MARGIN, 18)
        box.setSpacing(2)
        for line in self._labels:
            line.setMinimumWidth(1)
            box.addWidget(line)

    def show_words(self, guide: str, title: str, sentence: str) -> None:
        """Write the three lines."""
        self._words = (i18n.plain(guide), i18n.plain(title), i18n.plain(sentence))
        self.setAccessibleName(self._words[1])
        self.setAccessibleDescription(self._words[2])
        self._elide()

    def lines(self) -> tuple[str, ...]:
        """What the three lines say."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room, right = self.width() - 2 * _MARGIN, Qt.TextElideMode.ElideRight
        for line, role, words in zip(self._labels, self._roles, self._words, strict=True):
            shown = theme.metrics(role).elidedText(words, right, room)
            line.setText(shown)
            line.setAccessibleName(words)
            line.setToolTip("" if shown == words else tip(words))
