"""The foot of the wizard: why Next waits on the left, the way on and back on the right."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from xpeak_desktop.ui import i18n, icons, theme
from xpeak_desktop.ui.busy_arc import BusyArc
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import Button, set_tone

_HEIGHT = 64
_MARGIN = 40
_ICONS = {"info": "info", "warn": "warn", "ok": "ok"}


class _Note(QPushButton):
    """A line that can be pressed: it leads to its cause."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setFont(theme.font(theme.SMALL))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._tone = ""
        self._whole = ""

    def show_words(self, words: str, tone: str) -> None:
        """Show a line in a tone: info, warn or ok."""
        self._whole, self._tone = words, tone
        self.setAccessibleName(i18n.plain(words))
        self.setToolTip(tip(words))
        set_tone(self, "tone", tone)
        self._colour()
        self._elide()
        self.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 34
        elided = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(elided)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        if not self._tone:
            # The arc is beside it.
            self.setIcon(QIcon())
            return
        colours = theme.current()
        colour = colours.tone(self._tone).text if self._tone in ("warn", "ok") else colours.ink2
        icon, size = icons.button_icon(_ICONS.get(self._tone, "info"), colour, colour, 16)
        self.setIcon(icon)
        self.setIconSize(size)


class WizardFoot(QFrame):
    """One line: the note, or what is being waited for; then Back and Next."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("wizardfoot")
        self.setFixedHeight(theme.scaled(_HEIGHT))
        self.note = _Note()
        self.arc = BusyArc()
        self.stop = Button(self.tr("Stop"), "stop")
        self.back = Button(self.tr("Back"))
        self.next = Button(self.tr("Next"), kind="primary")
        for button in (self.stop, self.back, self.next):
            button.setMinimumWidth(112)
        box = QHBoxLayout(self)
        box.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        box.setSpacing(8)
        box.addWidget(self.arc)
        box.addWidget(self.note, 1000)
        box.addStretch()
        box.addSpacing(16)
        for button in (self.stop, self.back, self.next):
            box.addWidget(button)
        self._busy = False
        self._show_busy(busy=False, stoppable=False)

    @property
    def is_busy(self) -> bool:
        """Whether the arc turns."""
        return self._busy

    def _show_busy(self, *, busy: bool, stoppable: bool) -> None:
        self._busy = busy
        self.arc.setVisible(busy)
        self.stop.setVisible(stoppable)

    def show_buttons(self, words: str, *, ready: bool, back: bool) -> None:
        """Name the way on; grey while the page is not ready for it."""
        self.next.setText(words)
        self.next.setEnabled(ready)
        self.back.setVisible(back)

    def show_note(self, words: str, tone: str) -> None:
        """Why Next waits, or what will wait."""
        self._show_busy(busy=False, stoppable=False)
        self.note.show_words(words, tone)

    def show_kept(self, *, practising: bool) -> None:
        """All is well here; closing ends the practice shop, and its answers with it."""
        words = self.tr("Answers kept. You can close and go on later")
        self.show_note(self.tr("Kept for this practice") if practising else words, "ok")

    def show_busy(self, slow: str, *, words: str, stoppable: bool) -> None:
        """An answer is awaited; ``slow`` says what for, once it takes long."""
        self._show_busy(busy=True, stoppable=stoppable)
        self.note.show_words(slow or words or self.tr("Checking"), "warn" if slow else "")
