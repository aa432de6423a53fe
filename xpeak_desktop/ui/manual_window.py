"""The manual as a window beside the program: chapters at the left, the chapter at the right."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.context import WindowContext
from xpeak_desktop.ui.dialog_layout import below_strip
from xpeak_desktop.ui.focus_ring import FocusRing
from xpeak_desktop.ui.manual_text import Chapter, folder_of, read_manual
from xpeak_desktop.ui.manual_view import ManualView
from xpeak_desktop.ui.search_field import SearchField
from xpeak_desktop.ui.widgets import Button, WrappingLabel, rule

_SIZE: Final = (1060, 640)
_LEAST: Final = (940, 480)
_LIST_WIDTH: Final = 280
_ROW: Final = 34
_NAME: Final = Qt.ItemDataRole.UserRole


class ManualWindow(QDialog):
    """Never blocks the program; Esc closes it."""

    def __init__(self, context: WindowContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("content")
        self.setWindowTitle(i18n.plain(self.tr("Manual – XPEAK")))
        self._groups = read_manual(context.resources, context.language)
        self._chapters = {one.name: one for group in self._groups for one in group.chapters}
        self._been: list[tuple[str, int]] = []
        self._here = ""
        self.search = SearchField(self.tr("Search the manual"), self.tr("Search the manual"))
        self.list = QListWidget()
        self.nothing = WrappingLabel(theme.SMALL, "ink2")
        self.nothing.hide()
        self.view = ManualView(folder_of(context.resources, context.language))
        self.back = Button(self.tr("Back"), "chevron-left", "quiet", compact=True)
        self.shut = Button(self.tr("Close"), compact=True)
        self._fill_list()
        self._lay_out(practice=context.practice)
        self._connect()
        ring = FocusRing(self)
        ring.watch(self.list, self.view, self.back, self.shut)

    def _fill_list(self) -> None:
        self.list.setObjectName("chapters")
        self.list.setAccessibleName(self.tr("Chapters"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for group in self._groups:
            head = QListWidgetItem(i18n.plain(group.title), self.list)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(theme.font(theme.SMALL_STRONG))
            head.setSizeHint(QSize(0, theme.scaled(_ROW)))
            for chapter in group.chapters:
                item = QListWidgetItem(i18n.plain(chapter.title), self.list)
                item.setData(_NAME, chapter.name)
                item.setFont(theme.font(theme.BODY))
                item.setSizeHint(QSize(0, theme.scaled(_ROW)))

    def _lay_out(self, *, practice: bool) -> None:
        self.setMinimumSize(*_LEAST)
        # Not the window's own screen(): PySide takes what that returns for a part of the window.
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(QSize(*_SIZE).boundedTo(room))
        left = QVBoxLayout()
        left.setContentsMargins(16, 16, 12, 12)
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(theme.scaled(_LIST_WIDTH))
        foot = QHBoxLayout()
        foot.setContentsMargins(36, 10, 20, 12)
        foot.addWidget(self.back)
        foot.addStretch()
        foot.addWidget(self.shut)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.view, 1)
        right.addWidget(rule())
        right.addLayout(foot)
        paper = QFrame()
        paper.setObjectName("manualpaper")
        paper.setLayout(right)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addWidget(paper, 1)
        below_strip(self, across, practice=practice)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_chosen)
        self.view.anchorClicked.connect(self._on_link)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self.view.go_to_next)
        self.back.clicked.connect(self.go_back)
        self.shut.clicked.connect(self.reject)
        for key, slot in (
            ("Alt+Left", self.go_back),
            ("Ctrl+F", self._start_search),
            ("F3", self.view.go_to_next),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    # ------------------------------------------------------------------ where one is

    @property
    def here(self) -> str:
        """The chapter on the screen."""
        return self._here

    def show_chapter(self, link: str) -> None:
        """Show ``chapter`` or ``chapter#heading``; what is shown now can be gone back to."""
        name, _, heading = link.partition("#")
        if name not in self._chapters:
            return
        if name != self._here:
            if self._here:
                self._been.append((self._here, self.view.verticalScrollBar().value()))
            self._show(self._chapters[name])
        self.view.go_to_heading(heading)

    def _show(self, chapter: Chapter) -> None:
        self._here = chapter.name
        self.view.show_chapter(chapter)
        self.back.setVisible(bool(self._been))
        self.list.blockSignals(True)
        self.list.setCurrentItem(self._item(chapter.name))
        self.list.blockSignals(False)

    def _item(self, name: str) -> QListWidgetItem:
        items = (self.list.item(row) for row in range(self.list.count()))
        return next(one for one in items if one.data(_NAME) == name)

    @Slot()
    def go_back(self) -> None:
        """To where the last link or choice was made."""
        if self._been:
            name, at = self._been.pop()
            self._show(self._chapters[name])
            self.view.verticalScrollBar().setValue(at)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.show_chapter(item.data(_NAME))

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        self.show_chapter(url.toString().replace(".md", ""))

    # ------------------------------------------------------------------ searching

    @Slot()
    def _start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        words = " ".join(typed.split())
        found = [name for name, one in self._chapters.items() if _has(one, words)]
        for row in range(self.list.count()):
            item = self.list.item(row)
            name = item.data(_NAME)
            item.setHidden(bool(words) and name not in found)
        self.nothing.setVisible(not found)
        self.nothing.setText(self.tr("“%1” not found").replace("%1", words))
        if words and found and self._here not in found:
            self.show_chapter(found[0])
        self.view.seek(words if found else "")
        if words and found:
            self.view.go_to_next()


def _has(chapter: Chapter, words: str) -> bool:
    return words.casefold() in i18n.plain(chapter.words).casefold()
