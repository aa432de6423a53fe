"""Tabs, search and the list of receipts."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QIcon,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop.ui import icons, theme
from xpeak_desktop.ui.count_tabs import CountTabs, Tab
from xpeak_desktop.ui.reading import NEEDS_YOU, NOT_SENT, SENT, WAITING, Reading, Summary
from xpeak_desktop.ui.receipts_model import ReceiptsModel
from xpeak_desktop.ui.receipts_table import EDGE, ReceiptsTable
from xpeak_desktop.ui.widgets import Button, label

_GROUPS = ((), NEEDS_YOU, WAITING, SENT, NOT_SENT)
_NEEDS_YOU_TAB = 1
_TYPING_PAUSE_MS = 250
_SEARCH_WIDTH = 260
_LEAST_HEIGHT = 110
_ROOM_FOR_SLIP = 210


class SearchField(QLineEdit):
    """A field with a magnifying glass and a cross that clears it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font(theme.BODY))
        self.setPlaceholderText(self.tr("Find receipts"))
        self.setAccessibleName(self.tr("Search receipts"))
        self.setMaximumWidth(_SEARCH_WIDTH)
        self.setMinimumWidth(150)
        self.setClearButtonEnabled(False)
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(self.tr("Clear search"), self)
        self._cross.triggered.connect(self.clear)
        self.textChanged.connect(self._offer_cross)
        self._colour_icons()

    @Slot(str)
    def _offer_cross(self, text: str) -> None:
        if text and self._cross not in self.actions():
            self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._cross)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_icons()

    def _colour_icons(self) -> None:
        colours = theme.current()
        for action, name in ((self._glass, "search"), (self._cross, "x")):
            action.setIcon(icons.field_icon(name, colours.ink2))


class Slip(QWidget):
    """Paper with a torn lower edge: the motif of an empty list."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(56, 70))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line_strong), 1))
        painter.setBrush(QColor(colours.paper))
        paper = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -6.5)
        path = QPainterPath(paper.topLeft())
        path.lineTo(paper.topRight())
        path.lineTo(paper.bottomRight())
        teeth = 7
        step = paper.width() / teeth
        for tooth in range(teeth):
            right = paper.right() - tooth * step
            path.lineTo(right - step / 2, paper.bottom() + 5)
            path.lineTo(right - step, paper.bottom())
        path.closeSubpath()
        painter.drawPath(path)
        icons.paint_icon(painter, "receipt", QRectF(18, 16, 20, 20), colours.ink2)
        painter.setPen(QPen(QColor(colours.line), 2))
        painter.drawLine(12, 46, 44, 46)
        painter.drawLine(12, 53, 32, 53)
        painter.end()


class EmptyList(QWidget):
    """What stands in the place of rows: what is so, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label(theme.HEADING)
        self.text = label(theme.BODY, "ink2")
        self.clear = Button(self.tr("Clear search"), compact=True)
        box = QVBoxLayout(self)
        box.setSpacing(4)
        box.addStretch()
        centre = Qt.AlignmentFlag.AlignHCenter
        self._slip = Slip()
        box.addWidget(self._slip, 0, centre)
        for widget in (self.title, self.text, self.clear):
            box.addWidget(widget, 0, centre)
        box.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._slip.setVisible(self.height() >= _ROOM_FOR_SLIP)

    def say_nothing_found(self, text: str) -> None:
        """No receipt has this text."""
        self.title.setText(self.tr("“%1” not found").replace("%1", text))
        self.text.setText(self.tr("Try the last digits of the number, or look in another tab"))
        self.clear.show()

    def say_nothing_here(self, *, none_at_all: bool) -> None:
        """There is no receipt, or none in this tab."""
        if none_at_all:
            self.title.setText(self.tr("No receipts yet"))
            self.text.setText(self.tr("Press Send now, the program then reads your sales"))
        else:
            self.title.setText(self.tr("Nothing here"))
            self.text.setText(self.tr("No receipt is in this state now"))
        self.clear.hide()


class ReceiptsPanel(QFrame):
    """Every receipt, by state and by search text."""

    def __init__(self, reading: Reading, language: str) -> None:
        super().__init__()
        self.setObjectName("receipts")
        self._reading = reading
        self._all = 0
        self.model = ReceiptsModel(reading, language, self)
        self.tabs = CountTabs(
            (
                Tab(self.tr("All"), "mute"),
                Tab(self.tr("Needs you"), "warn"),
                Tab(self.tr("Waiting"), "info"),
                Tab(self.tr("Sent"), "ok"),
                Tab(self.tr("Not sent"), "mute"),
            )
        )
        self.tabs.setAccessibleName(self.tr("Which receipts"))
        self.search = SearchField()
        self.table = ReceiptsTable()
        self.empty = EmptyList()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        # The empty list's own wish would take height from the figures above, shown or not.
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._lay_out()
        self.table.show_model(self.model)
        self.tabs.currentChanged.connect(self._show_rows)
        self.search.textChanged.connect(self._wait_for_typing)
        self.search.returnPressed.connect(self._show_rows)
        self._typing.timeout.connect(self._show_rows)
        self.empty.clear.clicked.connect(self._clear_search)
        self._show_rows()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addSpacing(12)
        head.addStretch()
        head.addWidget(self.search, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._stack, 1)

    def refresh(self, summary: Summary) -> None:
        """The ledger moved: new counts, and the rows that are on the screen."""
        self.tabs.set_counts([summary.of(states).receipts for states in _GROUPS])
        self._all = summary.of(()).receipts
        chosen = self.table.currentIndex()
        chosen_id = self._receipt_at(chosen.row())
        top = self.table.verticalScrollBar().value()
        top_id = self._receipt_at(top) if top else None
        self.model.refresh()
        self._choose_again(chosen_id, chosen)
        self._scroll_back(top_id, top)
        self._show_emptiness()

    def _receipt_at(self, number: int) -> int | None:
        row = self.model.row(number) if 0 <= number < self.model.rowCount() else None
        return row.receipt_id if row else None

    def _choose_again(self, receipt_id: int | None, chosen: QModelIndex) -> None:
        """Keep the selection on the receipt, not on the number of its row."""
        place = self.model.row_of(receipt_id, chosen.row()) if receipt_id is not None else None
        if place is not None and place != chosen.row():
            flag = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(place, chosen.column()), flag.ClearAndSelect | flag.Rows
            )

    def _scroll_back(self, receipt_id: int | None, top: int) -> None:
        """Whoever has scrolled down keeps the same receipt on top; at the top new ones show."""
        place = self.model.row_of(receipt_id, top) if receipt_id is not None else None
        self.table.verticalScrollBar().setValue(top if place is None else place)

    @Slot()
    def show_needs_you(self) -> None:
        """Show the receipts that wait for a person."""
        self.search.clear()
        self.tabs.setCurrentIndex(_NEEDS_YOU_TAB)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_all(self) -> None:
        """Show every receipt and go to the list."""
        self.tabs.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def start_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _wait_for_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _clear_search(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_rows(self) -> None:
        self._typing.stop()
        self.model.show(_GROUPS[self.tabs.currentIndex()], self.search.text().strip())
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        if self.model.text:
            self.empty.say_nothing_found(self.model.text)
        else:
            self.empty.say_nothing_here(none_at_all=self._all == 0)
        self._stack.setCurrentWidget(self.empty)
