"""A field with its label above and, under it, what is wrong and what to do."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.busy_arc import BusyArc
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, set_tone

_HEIGHT = 40
_MESSAGE_ICONS = {"bad": "warn", "warn": "warn", "ok": "ok", "info": "info", "quiet": "shield"}


class Field(QWidget):
    """Its frame says how it stands: plain, red, valid or busy; typing shows as the focus' edge.

    Signals:
        edited(str): a person changed the text.
        entered(): Enter was pressed in it.
    """

    edited = Signal(str)
    entered = Signal()

    def __init__(self, words: str, *, hidden_label: bool = False, icon: str = "") -> None:
        super().__init__()
        self._state = "plain"
        self.label = label(theme.SMALL, "ink2", words)
        if hidden_label:
            self.label.hide()
        self.frame = QFrame()
        self.frame.setObjectName("field")
        self.frame.setFixedHeight(theme.scaled(_HEIGHT))
        self.edit = self.make_edit()
        self.edit.setFont(theme.font(theme.BODY))
        self.edit.setAccessibleName(i18n.plain(words))
        self.label.setBuddy(self.edit)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self.edited)
        self.arc = BusyArc()
        self.sign = Icon("ok", 18, "ok")
        self._row = QHBoxLayout(self.frame)
        self._row.setContentsMargins(13, 0, 11, 0)
        self._row.setSpacing(10)
        if icon:
            self._row.addWidget(Icon(icon, 18, "ink2"))
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(self.sign)
        self._row.addWidget(self.arc)
        self._message_icon = Icon("info", 18, "ink2")
        self.message = WrappingLabel(theme.SMALL, "ink2")
        self._build()
        self.show_state("plain")
        self.say("")

    def make_edit(self) -> QLineEdit:
        """The line itself; the token's is of its own kind."""
        return QLineEdit()

    def _build(self) -> None:
        self._under = QWidget()
        under = QHBoxLayout(self._under)
        under.setContentsMargins(0, 2, 0, 0)
        under.setSpacing(6)
        under.addWidget(self._message_icon, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self.message, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.label)
        box.addWidget(self.frame)
        box.addWidget(self._under)
        self.setFocusProxy(self.edit)

    def add_button(self, words: str, icon: str) -> Button:
        """A small button inside the frame, at its right."""
        made = Button(words, icon, "quiet", compact=True)
        self._row.addWidget(made)
        return made

    @property
    def state(self) -> str:
        """plain, red, valid, busy or off."""
        return self._state

    def show_state(self, state: str, *, sign: bool = True) -> None:
        """``state`` is plain, red, valid, busy or off; without ``sign`` red is the frame alone."""
        self._state = state
        self.arc.setVisible(state == "busy")
        wrong = state == "red" and bool(self.edit.text())
        self.sign.setVisible(sign and (state == "valid" or wrong))
        if state == "red":
            self.sign.show_icon("warn", "bad")
        elif state == "valid":
            self.sign.show_icon("ok", "ok")
        self.edit.setEnabled(state != "off")
        self._show_edge()

    def _show_edge(self) -> None:
        typing = self.edit.hasFocus() and self._state == "plain"
        set_tone(self.frame, "state", "typing" if typing else self._state)

    def show_filled(self, *, filled: bool) -> None:
        """Whether something is in place that the line does not hold: dots stand for it."""
        set_tone(self.frame, "filled", "true" if filled else "")
        self.edit.setProperty("filled", filled)
        # The line takes its placeholder's colour from the frame's property.
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)

    def say(self, words: str, tone: str = "quiet") -> None:
        """Write under the field; ``tone`` is bad, warn, ok, info or quiet."""
        self.message.setText(words)
        colour = "ink2" if tone in ("quiet", "info") else tone
        set_tone(self.message, "tone", colour)
        self._message_icon.show_icon(_MESSAGE_ICONS[tone], colour)
        self._under.setVisible(bool(words))
        self.edit.setAccessibleDescription(i18n.plain(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit:
            if isinstance(event, QFocusEvent):
                # After the line itself has taken the event: its focus is not set yet.
                self._show_edge_for(gained=event.gotFocus())
            elif event.type() == QEvent.Type.KeyPress and event.key() in (  # type: ignore[attr-defined]
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _show_edge_for(self, *, gained: bool) -> None:
        typing = gained and self._state == "plain"
        set_tone(self.frame, "state", "typing" if typing else self._state)
