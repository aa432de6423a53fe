"""One payment channel: what it came to, whether it is sent, and what it pays into."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop import wording
from xpeak_desktop.domain.rules import CASH, ChannelRule, PaymentMethod
from xpeak_desktop.services.jobs.channels import ChannelLine, Channels
from xpeak_desktop.ui import icons, theme
from xpeak_desktop.ui.switch import Switch
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, set_tone

EDGE: Final = 20
SEND_WIDTH: Final = 148
ACCOUNT_WIDTHS: Final = (170, 330)
GAP: Final = 20
_CHEVRON: Final = 14


class ElidedLabel(QLabel):
    """One line of what a shop typed; what does not fit is in the tip."""

    def __init__(self, role: theme.TypeRole, tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        self.setMinimumHeight(role.line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if tone:
            self.setProperty("tone", tone)
        self._role = role
        self._words = ""

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    def show_words(self, words: str) -> None:
        """Show this text."""
        self._words = words
        self.setAccessibleName(words)
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(80, self._role.line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics, right = theme.metrics(self._role), Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(self._words, right, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._words else tip(self._words))


class AccountBox(QComboBox):
    """PEAK's accounts; the wheel scrolls the page and never changes an answer by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font(theme.BODY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(12)
        # Qt's own delegate for these lists knows nothing of the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - 24 - _CHEVRON - 8
        text = theme.metrics(theme.BODY).elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        option.currentText = text
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        self._paint_chevron()

    def _paint_chevron(self) -> None:
        colours = theme.current()
        where = QRectF(0, 0, _CHEVRON, _CHEVRON)
        where.moveCenter(QRectF(self.rect()).center())
        where.moveRight(self.width() - 12)
        painter = QPainter(self)
        ink = colours.ink2 if self.isEnabled() else colours.disabled
        icons.paint_icon(painter, "chevron-down", where, ink)
        painter.end()


class ChannelRow(QFrame):
    """Shows one channel and takes a person's decisions.

    Signals:
        decided(ChannelRule): a person has decided.
    """

    decided = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._rule = ChannelRule("")
        self._shown: tuple[ChannelLine, tuple[PaymentMethod, ...]] | None = None
        self.name = ElidedLabel(theme.STRONG)
        self.counts = ElidedLabel(theme.SMALL, "ink2")
        self.switch = Switch(self.tr("Send"), self.tr("Don't send"))
        self.yes = Button(self.tr("Send"), compact=True)
        self.no = Button(self.tr("Don't send"), compact=True)
        self.account = AccountBox()
        self._sign = Icon("warn", 16, "warn")
        self.hint = WrappingLabel(theme.SMALL, "warn")
        self._answers = QStackedWidget()
        self._lay_out()
        self.switch.toggled.connect(self._on_switched)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self.account.activated.connect(self._on_account)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self.name)
        names.addWidget(self.counts)
        names.addStretch()
        self._answers.addWidget(_left(self.switch))
        self._answers.addWidget(_left(self.yes, self.no))
        self._answers.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hint = QHBoxLayout()
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(6)
        hint.addWidget(self._sign)
        hint.addWidget(self.hint, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(2)
        right.addStretch()
        right.addWidget(self.account)
        right.addLayout(hint)
        right.addStretch()
        pays = QWidget()
        pays.setLayout(right)
        left = QWidget()
        left.setLayout(names)
        share_width(self, left, self._answers, pays).setContentsMargins(EDGE, 7, EDGE, 7)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        # Between rows only: under the last one the rest of the panel would look like half a row.
        if self.y() == 0:
            return
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().line))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.end()

    # ------------------------------------------------------------------ showing

    @property
    def rule(self) -> ChannelRule:
        """What is decided, as shown."""
        return self._rule

    def show_line(self, line: ChannelLine, channels: Channels) -> None:
        """Show the channel as it stands; quick when that is shown already."""
        if (line, channels.methods) == self._shown:
            return
        self._shown = line, channels.methods
        self._rule = rule = line.rule
        name = wording.inert(line.name) or self.tr("(no channel given)")
        self.name.show_words(name)
        receipts = self.tr("%Ln receipts", "of a channel", line.seen.receipts)
        self.counts.show_words(
            f"{receipts}  {wording.money_text(line.seen.satang, self._language)}"
        )
        self._name_controls(name)
        undecided = rule.send is None
        self._answers.setCurrentIndex(int(undecided))
        self.switch.show_state(on=bool(rule.send))
        self._fill_accounts(channels)
        self.account.setVisible(not undecided)
        self.account.setEnabled(bool(rule.send))
        self._show_hint(line, gone=channels.is_gone(rule))

    def _name_controls(self, name: str) -> None:
        for control, words in (
            (self.switch, self.tr("%1: send to PEAK")),
            (self.yes, self.tr("%1: send")),
            (self.no, self.tr("%1: don't send")),
            (self.account, self.tr("%1: pays into")),
        ):
            control.setAccessibleName(words.replace("%1", name))

    def _fill_accounts(self, channels: Channels) -> None:
        cash = channels.cash()
        code = f" ({cash.code})" if cash else ""
        entries = [(CASH, self.tr("Not chosen, counts as cash") + code)]
        entries += [
            (method.code, f"{wording.inert(method.name)} ({wording.inert(method.code)})")
            for method in channels.methods
        ]
        codes = [code for code, _ in entries]
        if self._rule.pay_into not in codes:
            entries.append((self._rule.pay_into, wording.inert(self._rule.pay_into)))
        if entries != self._entries():
            self.account.clear()
            for code, words in entries:
                self.account.addItem(words, code)
                self.account.setItemData(
                    self.account.count() - 1, tip(words), Qt.ItemDataRole.ToolTipRole
                )
        chosen = [code for code, _ in entries].index(self._rule.pay_into)
        self.account.setCurrentIndex(chosen)
        self.account.setToolTip(tip(entries[chosen][1]))

    def _entries(self) -> list[tuple[str, str]]:
        box = self.account
        return [(box.itemData(number), box.itemText(number)) for number in range(box.count())]

    def _show_hint(self, line: ChannelLine, *, gone: bool) -> None:
        words, tone = "", "warn"
        if self._rule.send is None and line.waiting:
            words = self.tr("New channel, its receipts wait until you choose")
        elif self._rule.send is None:
            # All it has may be in PEAK already, as after a restored copy.
            words, tone = self.tr("New channel, choose before its next receipts come"), "info"
        elif gone and self._rule.send:
            words, tone = self.tr("This account is gone from PEAK, choose another"), "bad"
            if self._rule.pay_into == CASH:
                words = self.tr("PEAK has no cash account, choose another")
        self.hint.setText(words)
        set_tone(self.hint, "tone", tone)
        self._sign.show_icon(tone, tone)
        for part in (self.hint, self._sign):
            part.setVisible(bool(words))

    # ------------------------------------------------------------------ deciding

    @Slot(bool)
    def _on_switched(self, on: bool) -> None:
        self._decide(on)

    @Slot()
    def _on_yes(self) -> None:
        self._decide(True)
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_no(self) -> None:
        self._decide(False)
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, send: bool) -> None:
        self.decided.emit(ChannelRule(self._rule.channel, send, self._rule.pay_into))

    @Slot(int)
    def _on_account(self, number: int) -> None:
        pay_into = self.account.itemData(number)
        if pay_into != self._rule.pay_into:
            self.decided.emit(ChannelRule(self._rule.channel, self._rule.send, pay_into))

    def first(self) -> QWidget:
        """The first thing to decide here."""
        return self.yes if self._rule.send is None else self.switch


def share_width(row: QWidget, names: QWidget, send: QWidget, pays: QWidget) -> QHBoxLayout:
    """Lay the three columns out; the head of the list and all its rows share alike."""
    send.setFixedWidth(theme.scaled(SEND_WIDTH))
    least, most = (theme.scaled(width) for width in ACCOUNT_WIDTHS)
    pays.setMinimumWidth(least)
    pays.setMaximumWidth(most)
    across = QHBoxLayout(row)
    across.setSpacing(GAP)
    across.addWidget(names, 2)
    across.addWidget(send)
    across.addWidget(pays, 3)
    return across


def _left(*widgets: QWidget) -> QWidget:
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch()
    return made
