"""The small pieces every screen is put together from."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from xpeak_desktop.ui import i18n, icons, theme


def label(role: theme.TypeRole, tone: str = "", words: str = "") -> QLabel:
    """A line of plain text; what a shop typed is never read as HTML."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(role))
    # Thai marks fill the whole line box.
    made.setMinimumHeight(role.line)
    if tone:
        made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, name: str, value: str) -> None:
    """Change a property the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        # Before its first showing a widget has no style yet that would have to be taken back.
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def panel() -> QFrame:
    """A ground with a hairline."""
    made = QFrame()
    made.setProperty("panel", "plain")
    return made


def rule(kind: str = "plain") -> QFrame:
    """A hairline across a panel."""
    made = QFrame()
    made.setProperty("rule", kind)
    return made


class WrappingLabel(QLabel):
    """A sentence that takes as many lines as its width asks for."""

    def __init__(self, role: theme.TypeRole, tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setWordWrap(True)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._line = role.line

    def setText(self, words: str) -> None:
        """Show a sentence; a screen reader and a test are told it without places to break."""
        super().setText(i18n.wrapping(words))
        self.setAccessibleName(i18n.plain(words))

    def minimumSizeHint(self) -> QSize:
        # Qt's own hint is computed for a narrow column and makes everything around it tall.
        return QSize(80, self._line)


class Icon(QWidget):
    """An icon in a tone's colour; decoration beside words, so it has no name of its own."""

    def __init__(self, name: str, size: int, tone: str = "") -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)

    def show_icon(self, name: str, tone: str) -> None:
        """Change picture and colour."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        if not self._tone:
            colour = colours.ink
        elif hasattr(colours, self._tone) and isinstance(getattr(colours, self._tone), str):
            colour = getattr(colours, self._tone)
        else:
            colour = colours.tone(self._tone).solid
        painter = QPainter(self)
        icons.paint_icon(painter, self._name, QRectF(self.rect()), colour)
        painter.end()


class Button(QPushButton):
    """A button with words and maybe an icon; ``kind`` is "", primary, grave or quiet."""

    def __init__(self, words: str, icon: str = "", kind: str = "", *, compact: bool = False):
        super().__init__(words)
        self._icon = icon
        if kind:
            self.setProperty("kind", kind)
        if compact:
            self.setProperty("compact", True)
        self.setFont(theme.font(theme.SMALL_MEDIUM if compact else theme.BODY))
        # Enter presses it only while it has the keyboard, never from another field.
        self.setAutoDefault(False)
        self._colour_icon()

    def show_icon(self, name: str) -> None:
        """Change the picture."""
        if name != self._icon:
            self._icon = name
            self._colour_icon()

    def show_kind(self, kind: str) -> None:
        """Make it the button to press, or one beside it."""
        if self.property("kind") != kind:
            set_tone(self, "kind", kind)
            self._colour_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and not _has_default(self.window()):
            press_once(self, event)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_icon()

    def _colour_icon(self) -> None:
        if not self._icon:
            self.setIcon(QIcon())
            return
        colours = theme.current()
        of_kind = {"primary": colours.on_accent, "quiet": colours.accent_text}
        colour = of_kind.get(str(self.property("kind")), colours.ink)
        made, size = icons.button_icon(self._icon, colour, colours.disabled, 18)
        self.setIcon(made)
        self.setIconSize(size)


def hand_over(leaving: QWidget, coming: QWidget) -> None:
    """Pass the keyboard on, before Qt does so when what has it is hidden or goes grey."""
    if has_keyboard(leaving) and coming.isVisibleTo(coming.window()):
        coming.setFocus(Qt.FocusReason.OtherFocusReason)


def has_keyboard(widget: QWidget) -> bool:
    """Whether it, or something in it, has the keyboard of its window."""
    focused: QWidget | None = widget.window().focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key is one of the two named Enter."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_once(button: QPushButton, event: QKeyEvent) -> None:
    """Press a button by a key; a key that is held down presses nothing again."""
    event.accept()
    if not event.isAutoRepeat():
        button.click()


def _has_default(window: QWidget) -> bool:
    """In such a dialog Enter is the careful answer, wherever the keyboard is."""
    buttons = window.findChildren(QPushButton) if isinstance(window, QDialog) else []
    return any(button.isDefault() for button in buttons)
