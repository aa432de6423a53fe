"""Where the sales are: a folder of xCommerce's exports, or the live link."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.problems import Problem
from xpeak_desktop.domain.settings import Source
from xpeak_desktop.ports import SecretName
from xpeak_desktop.services.jobs.headings import ExplainColumns, FileColumns, LookAtColumns
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.jobs.sales import (
    KeepSales,
    LiveFound,
    LookAtFolder,
    LookAtSource,
    SalesFound,
    SalesKept,
    SalesNow,
    TryLive,
)
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.choice_card import ChoiceCard
from xpeak_desktop.ui.columns_dialog import ColumnsDialog
from xpeak_desktop.ui.sales_files import SalesFiles
from xpeak_desktop.ui.sales_live import SalesLive
from xpeak_desktop.ui.scrolling import Scrolling
from xpeak_desktop.ui.side_by_side import SideBySide
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.wizard_page import Desk, SetupPage


class SalesPage(SetupPage):
    """Reads before a person decides, and writes only when they go on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.context.language
        self._asked: Job | None = None
        self._found: SalesFound | None = None
        self._live: LiveFound | None = None
        self._known = False
        by_itself = desk.context.every_minutes > 0
        minutes = str(desk.context.settings.pace.every_minutes)
        words = (
            self.tr("Choose the folder once. New files you put there are read within %1 minutes")
            if by_itself
            else self.tr("Choose the folder once. New files you put there are read when you send")
        )
        self.by_files = ChoiceCard(
            self.tr("Files exported from xCommerce"), words.replace("%1", minutes)
        )
        self.by_link = ChoiceCard(
            self.tr("Live link"),
            self.tr("If xCommerce gave your shop a live link. No more exporting by hand"),
        )
        self._either = QButtonGroup(self)
        for card in (self.by_files, self.by_link):
            self._either.addButton(card)
        self.by_files.setChecked(True)
        self.files = SalesFiles(language, by_itself=by_itself)
        self.files.chosen.connect(self.use_folder)
        self.files.complaints.columns_wanted.connect(self._on_columns_wanted)
        self.dialog: ColumnsDialog | None = None
        self.link = SalesLive(language)
        self.link.wanted.connect(self._try)
        self.link.edited.connect(self._on_link_edited)
        self.problem = TroubleNote(language, Page.SALES)
        self.problem.page_wanted.connect(self.page_wanted)
        self.problem.again.connect(self._look_again)
        self._build()
        self._either.buttonToggled.connect(self._on_chosen)
        self.asking.changed.connect(self._on_busy)
        self.setAcceptDrops(True)

    def _build(self) -> None:
        scrolling = Scrolling(margin=40)
        self.body.addWidget(scrolling)
        box = scrolling.box
        box.addWidget(SideBySide(self.by_files, self.by_link))
        box.addWidget(self.files)
        box.addWidget(self.link)
        box.addWidget(self.problem)
        box.addStretch()
        self._on_chosen()

    def heading(self) -> str:
        return self.tr("Where are your sales?")

    def explanation(self) -> str:
        return self.tr("The program only reads, it changes nothing in xCommerce")

    # ------------------------------------------------------------------ what the frame asks

    def valid(self) -> bool:
        if self.by_link.isChecked():
            return self._live is not None and self._live.url == self.link.url
        return self._found is not None and self._found.usable

    def note(self) -> str:
        has_receipts = self.by_link.isChecked() or (self._found and self._found.receipts)
        if self.busy or (self.valid() and has_receipts):
            return ""
        if self.by_link.isChecked():
            return self.tr("Try the live link first")
        if not self.files.folder:
            return self.tr("Choose the folder of receipt files first")
        return self.tr("There are no receipts in this folder yet")

    def slow_words(self) -> str:
        if isinstance(self._asked, TryLive):
            return self.tr("xCommerce is slow to answer. Still waiting")
        return self.tr("Many files to read. Still at it")

    def first(self) -> QWidget | None:
        if self.busy and not self._known:
            # What is offered meanwhile may be gone with the answer, and the keyboard with it.
            return None
        if self.by_link.isChecked():
            return self.link.address.edit if not self.valid() else None
        if self.files.folder:
            return self.files.change if not (self.valid() or self.busy) else None
        return self.files.drop_area.choose

    def entered(self) -> None:
        if not self._known:
            self._ask(LookAtSource())
        elif self.by_files.isChecked() and self.files.folder:
            self.use_folder(self.files.folder)

    def check(self) -> Job:
        self._asked = KeepSales(self._source())
        return self._asked

    def _source(self) -> Source:
        if self.by_link.isChecked():
            return Source("live", url=self.link.url)
        return Source("folder", folder=self.files.folder)

    # ------------------------------------------------------------------ asking

    @Slot(str)
    def use_folder(self, folder: str) -> None:
        """Read this folder, to show what is in it."""
        self._known = True
        self._found = None
        self.by_files.setChecked(True)
        self.files.show_folder(folder)
        self._ask(LookAtFolder(folder))

    @Slot(str)
    def _try(self, url: str) -> None:
        key = self.link.key.take()
        if key is not None:
            self.desk.context.handover.leave(SecretName.SHOP_KEY, key)
        self._live = None
        self.link.show_busy()
        self._ask(TryLive(url))

    @Slot()
    def _look_again(self) -> None:
        if self.by_files.isChecked() and self.files.folder:
            self.use_folder(self.files.folder)
        elif self.by_link.isChecked() and self.link.url:
            self._try(self.link.url)
        else:
            self._ask(LookAtSource())

    def _ask(self, job: Job) -> None:
        self._asked = job
        self.problem.show_problem(None)
        self.asking.ask(job)

    @Slot()
    def _on_busy(self) -> None:
        """A question was dropped: the person pressed Stop, or went elsewhere."""
        if self.busy or self._asked is None:
            return
        if isinstance(self._asked, LookAtFolder) and self._found is None:
            self.files.show_stopped()
        elif isinstance(self._asked, TryLive) and self._live is None:
            self.link.show_stopped()

    def take(self, answer: Answered) -> None:
        result = answer.result
        if answer.problem is not None:
            self._show_problem(answer.problem)
        elif isinstance(result, SalesNow):
            self._show_kept(result)
        elif isinstance(result, SalesFound):
            self._found = result
            self.files.show_found(result)
        elif isinstance(result, LiveFound):
            self._live = result
            self.link.show_found(result)
        elif isinstance(result, FileColumns):
            self._ask_for_columns(result)
        elif isinstance(answer.job, ExplainColumns):
            self.use_folder(self.files.folder)
        elif isinstance(result, SalesKept):
            self.passed.emit()

    def _show_kept(self, now: SalesNow) -> None:
        self._known = True
        if now.source.kind == "live":
            self.by_link.setChecked(True)
            self.link.show_address(now.source.url)
            self._live = LiveFound(now.source.url, (), 0, more=False)
        elif now.source.kind == "folder":
            self.files.show_folder(now.source.folder)
            self._found = now.found
            if now.found is not None:
                self.files.show_found(now.found)
            elif now.problem is not None:
                self.files.show_problem(now.problem)

    def _show_problem(self, problem: Problem) -> None:
        if isinstance(self._asked, LookAtFolder):
            self.files.show_problem(problem)
        elif isinstance(self._asked, TryLive) or self.by_link.isChecked():
            self._live = None
            self.link.show_problem(problem)
        else:
            self.problem.show_problem(problem)

    # ------------------------------------------------------------------ headings nobody knows

    @Slot(str)
    def _on_columns_wanted(self, file: str) -> None:
        if not self.busy:
            self._ask(LookAtColumns(Path(self.files.folder) / file))

    def _ask_for_columns(self, found: FileColumns) -> None:
        self.dialog = ColumnsDialog(found, self.window(), practice=self.desk.context.practice)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.explained.connect(self._on_explained)
        self.dialog.open()

    @Slot(object)
    def _on_explained(self, said: tuple[tuple[str, Key | None], ...]) -> None:
        self._ask(ExplainColumns(said))

    @Slot()
    def _on_chosen(self) -> None:
        self.files.setVisible(self.by_files.isChecked())
        self.link.setVisible(self.by_link.isChecked())
        self.changed.emit()

    @Slot()
    def _on_link_edited(self) -> None:
        self._live = None
        self.changed.emit()

    # ------------------------------------------------------------------ dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _folder_of(event) and not self.busy:
            event.acceptProposedAction()
            self._light(lit=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._light(lit=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(lit=False)
        folder = _folder_of(event)
        if folder:
            event.acceptProposedAction()
            self.use_folder(folder)

    def _light(self, *, lit: bool) -> None:
        self.files.drop_area.lit = lit
        self.files.drop_area.update()


def _folder_of(event: QDropEvent) -> str:
    """The folder that was dropped, or the one the first dropped file lies in."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.is_dir():
            return str(path)
        if url.isLocalFile() and path.is_file():
            return str(path.parent)
    return ""
