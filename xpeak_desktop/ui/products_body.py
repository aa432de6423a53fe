"""The shop's products beside PEAK's; the same on the wizard's page and as a place."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.jobs.products import (
    AddProductList,
    CreateAllProducts,
    Created,
    CreateProduct,
    ExportProducts,
    ListAdded,
    LookAtProducts,
    MatchProducts,
    Products,
)
from xpeak_desktop.services.jobs.room import Answered, Job
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import products_files
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.count_tabs import CountTabs, Tab
from xpeak_desktop.ui.empty_table import EmptyTable
from xpeak_desktop.ui.product_help import ProductHelp
from xpeak_desktop.ui.product_search import ProductSearch
from xpeak_desktop.ui.product_words import shown_code
from xpeak_desktop.ui.products_model import ProductsModel
from xpeak_desktop.ui.products_services import ProductsServices
from xpeak_desktop.ui.products_status import ProductsStatus
from xpeak_desktop.ui.products_table import ProductsTable
from xpeak_desktop.ui.row_table import EDGE
from xpeak_desktop.ui.tips import tip
from xpeak_desktop.ui.trouble_note import TroubleNote
from xpeak_desktop.ui.widgets import Button, rule, set_tone
from xpeak_desktop.ui.wizard_page import Desk

_UNMATCHED, _MATCHED, _SERVICES = range(3)
_TYPING_PAUSE_MS: Final = 200
_LEAST_HEIGHT: Final = 48
_AT_ONCE: Final = 5


class ProductsBody(QWidget):
    """Asks through the ``Asking`` it is given; its owner passes the answers to ``take``.

    Signals:
        changed(): valid, busy or note has changed.
        page_wanted(Page): what is wanted is on that page of the set-up.
    """

    changed = Signal()
    page_wanted = Signal(object)

    def __init__(self, desk: Desk, asking: Asking) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        language = desk.context.language
        self._asking = asking
        self._products: Products | None = None
        self._refusals: dict[str, Problem] = {}
        self._here = False
        self._find = ""
        self._made = self._of = 0
        self._clicked = ""
        self.creating = False
        """Whether what was asked last makes something in PEAK."""
        self.status = ProductsStatus(language, desk.context.clock)
        self.trouble = TroubleNote(language, Page.PRODUCTS, self.status.match)
        self.tabs = CountTabs(
            (
                Tab(self.tr("Not connected"), "warn"),
                Tab(self.tr("Connected"), "ok"),
                Tab(self.tr("Services"), "ok"),
            )
        )
        self.tabs.setAccessibleName(self.tr("Which products"))
        self.search = ProductSearch()
        self.add_list = Button("", "tray-in", "icon")
        self.export = Button("", "export", "icon")
        self.model = ProductsModel(language, self)
        self.table = ProductsTable(self.model)
        self.clear_search = Button(self.tr("Clear search"), compact=True)
        self.empty = EmptyTable("box", self.clear_search)
        self.services = ProductsServices()
        self.help = ProductHelp()
        self._stack = QStackedWidget()
        self._panel = QFrame()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._show_rows()

    def _lay_out(self) -> None:
        for button, words in (
            (self.add_list, self.tr("Add a product list from a file")),
            (self.export, self.tr("Save this list to a file")),
        ):
            button.setToolTip(tip(words))
            button.setAccessibleName(words)
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 0, 12, 0)
        head.setSpacing(6)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch()
        head.addWidget(self.search, 1)
        head.addWidget(self.add_list)
        head.addWidget(self.export)
        for page in (self.table, self.empty, self.services):
            self._stack.addWidget(page)
        # Two lines need no search; its place is kept, so that nothing moves.
        policy = self.search.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.search.setSizePolicy(policy)
        self._stack.setMinimumHeight(_LEAST_HEIGHT)
        self._panel.setProperty("panel", "plain")
        inner = QVBoxLayout(self._panel)
        inner.setContentsMargins(1, 5, 1, 1)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addWidget(rule())
        inner.addWidget(self._stack, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.status)
        box.addWidget(self.trouble)
        box.addWidget(self._panel, 1)
        box.addWidget(self.help)

    def _connect(self) -> None:
        self._asking.changed.connect(self._on_asking_changed)
        self.status.match_wanted.connect(self.match)
        self.status.create_all_wanted.connect(self._on_create_all)
        self.status.stop_wanted.connect(self.stop)
        self.help.check_again.connect(self.match)
        self.help.create_wanted.connect(self._on_create)
        self.table.acted.connect(self._on_create)
        self.table.chosen.connect(self._show_help)
        self.tabs.currentChanged.connect(self._on_tab)
        self.search.textChanged.connect(self._wait_for_typing)
        self.search.returnPressed.connect(self._show_rows)
        self._typing.timeout.connect(self._show_rows)
        self.clear_search.clicked.connect(self._on_clear)
        self.add_list.clicked.connect(self._on_add_list)
        self.export.clicked.connect(self._on_export)
        self.trouble.page_wanted.connect(self.page_wanted)
        self.services.page_wanted.connect(self.page_wanted)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._start_search)

    # ------------------------------------------------------------------ coming and going

    def entered(self, find: str = "") -> None:
        """Show what is known without asking PEAK; ``find`` is looked for in both lists."""
        self._here, self._find = True, find
        self._ask(LookAtProducts())

    def left(self) -> None:
        """What is under way ends by itself; what it made is kept."""
        self._here = False
        self.stop()
        self.status.show_result()

    @Slot()
    def look_again(self) -> None:
        """The ledger moved: show it as it is now, unless something is under way already."""
        if not self._asking.busy:
            self._ask(LookAtProducts())

    # ------------------------------------------------------------------ what the page asks

    def valid(self) -> bool:
        """Whether PEAK's products were read at least once."""
        return self._products is not None and self._products.pulled

    def note(self) -> str:
        """Why one cannot go on, or what will wait if one does."""
        if self._products is None:
            return ""
        if not self._products.pulled:
            return self.tr("Match products automatically first")
        if self._products.unmatched or self._products.no_code:
            return self.tr("You can go on, receipts with unmatched products will wait")
        return ""

    def first(self) -> QWidget:
        """The first thing to do."""
        return self.status.match

    # ------------------------------------------------------------------ asking

    @Slot()
    def match(self) -> None:
        """Read PEAK's products and the two services, and join what is equal."""
        self.status.show_working(self.tr("Reading products from PEAK"))
        self._ask(MatchProducts())

    @Slot(str)
    def _on_create(self, sku: str) -> None:
        """A quiet look is waited for: it may take as long as PEAK's answer to somebody else."""
        if self._working:
            return
        words = self.tr("Creating %1 in PEAK")
        self.status.show_working(words.replace("%1", shown_code(sku)))
        if not self._asking.busy:
            self._ask(CreateProduct(sku))
            return
        self._clicked, self.creating = sku, True
        self._show_able()
        self.changed.emit()

    def _create_clicked(self) -> None:
        """Create what was clicked meanwhile, unless it is not among the unmatched any more."""
        sku, self._clicked = self._clicked, ""
        unmatched = self._products.unmatched if self._products else ()
        if any(line.sku == sku for line in unmatched):
            self._on_create(sku)

    @Slot()
    def _on_create_all(self) -> None:
        self._made, self._of = 0, len(self._products.creatable()) if self._products else 0
        self._refusals = {}
        self._show_progress()
        self._ask(CreateAllProducts(at_once=_AT_ONCE))

    def _show_progress(self) -> None:
        done = self._made + len(self._refusals)
        words = self.tr("Created %1 of %2 in PEAK")
        words = words.replace("%1", str(self._made)).replace("%2", str(self._of))
        self.status.show_working(words, done, self._of)

    @Slot()
    def stop(self) -> None:
        """End what is under way; what PEAK was asked already is kept by the worker."""
        self._clicked = ""
        self._asking.drop()

    def _ask(self, job: Job) -> None:
        self.creating = isinstance(job, CreateProduct | CreateAllProducts)
        self.trouble.show_problem(None)
        self._asking.ask(job)

    @Slot()
    def _on_asking_changed(self) -> None:
        if not self._asking.busy:
            # Before its answer is taken, or because it was stopped: which, shows in a moment.
            QTimer.singleShot(0, self, self._after_stop)
        self._show_able()
        self.changed.emit()

    @Slot()
    def _after_stop(self) -> None:
        if self._here and not self._asking.busy and self.status.is_working:
            self.status.show_stopping()
            self._ask(LookAtProducts())

    @property
    def _working(self) -> bool:
        """Whether what is under way was asked for by a person, and no quiet look."""
        return self._asking.busy and self.status.is_working

    def _show_able(self) -> None:
        for button in (self.help.again, self.add_list, self.export):
            button.setEnabled(not self._asking.busy)
        self.help.make.setEnabled(not self._working)
        self.table.set_able(able=not self._working)

    # ------------------------------------------------------------------ answers

    @Slot(object)
    def take(self, answer: Answered) -> None:
        """Show an answer, or what stood in its way."""
        if answer.problem is not None:
            self._on_problem(answer)
        elif isinstance(answer.result, Created):
            self._on_created(answer.result)
        elif isinstance(answer.result, ListAdded):
            self._show(answer.result.products)
            self.status.say(self._list_words(answer.result))
        elif isinstance(answer.job, ExportProducts):
            self.status.show_result()
            self.status.say(self.tr("Saved to %1").replace("%1", answer.job.path.name))
        elif isinstance(answer.result, Products):
            if isinstance(answer.job, MatchProducts):
                self._refusals = {}
            self._show(answer.result)
            self._go_to_found()
        self._create_clicked()

    def _on_problem(self, answer: Answered) -> None:
        self._clicked = ""
        self.status.show_result()
        problem = answer.problem
        assert problem is not None
        if isinstance(answer.job, CreateProduct) and problem.code is Code.PEAK_REJECTED:
            self._refusals[answer.job.sku] = problem
            self._show_rows()
        self.trouble.show_problem(problem)

    def _on_created(self, created: Created) -> None:
        self._made += len(created.made)
        self._refusals |= {one.sku: one.problem for one in created.refused}
        for sku in created.made:
            self._refusals.pop(sku, None)
        goes_on = created.left and created.problem is None
        self._show(created.products, result=not goes_on)
        if goes_on:
            self._of = self._made + len(self._refusals) + len(created.left)
            self._show_progress()
            self._ask(CreateAllProducts(created.left, at_once=_AT_ONCE))
            return
        self.trouble.show_problem(created.problem)
        if created.refused or self._refusals:
            words = self.tr("PEAK refused %Ln products, the list says why", "", len(self._refusals))
            self.status.say(words)

    def _list_words(self, added: ListAdded) -> str:
        if added.receipts:
            return self.tr("This is a file of receipts, add it where your sales are")
        if added.report is not None and added.report.known:
            return self.tr("This list was read before, nothing is new")
        count = added.report.products if added.report is not None else 0
        return self.tr("%Ln products read from the list", "", count)

    # ------------------------------------------------------------------ showing

    def _show(self, products: Products, *, result: bool = True) -> None:
        self._products = products
        if result:
            self.status.show_products(products)
        services = products.services or {}
        found = sum(item is not None for item in services.values())
        self.tabs.set_counts([len(products.unmatched), len(products.matched), found])
        self.services.show_services(services)
        self._show_rows()
        self.changed.emit()

    @Slot()
    def _on_tab(self) -> None:
        self._show_rows()
        self.table.scrollToTop()

    @Slot()
    def _wait_for_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _on_clear(self) -> None:
        self.search.clear()
        self._show_rows()
        self._start_search()

    @Slot()
    def _start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _show_rows(self) -> None:
        self._typing.stop()
        tab, products = self.tabs.currentIndex(), self._products or Products()
        lines = products.matched if tab == _MATCHED else products.unmatched
        chosen, top = self.table.chosen_line(), self.table.verticalScrollBar().value()
        self.table.show_waiting(waits=tab != _MATCHED)
        self.model.show_lines(
            lines,
            pulled=products.pulled,
            refusals=self._refusals,
            text=self.search.text().strip(),
        )
        row = self.model.row_of(chosen.sku) if chosen is not None else None
        if row is not None:
            self.table.selectRow(row)
        self.table.verticalScrollBar().setValue(top)
        self.search.setVisible(tab != _SERVICES)
        self._show_emptiness(tab)
        self._show_help()

    def _show_emptiness(self, tab: int) -> None:
        if tab == _SERVICES:
            self._stack.setCurrentWidget(self.services)
            return
        if self.model.rowCount() or self._products is None:
            # Nobody knows yet whether there is anything to list.
            self._stack.setCurrentWidget(self.table)
            return
        self.clear_search.setVisible(bool(self.model.text))
        self.empty.say(*self._empty_words(tab))
        self._stack.setCurrentWidget(self.empty)

    def _empty_words(self, tab: int) -> tuple[str, str, str, str]:
        products = self._products or Products()
        if self.model.text:
            title = self.tr("“%1” not found").replace("%1", self.model.text)
            return title, self.tr("Try a part of the code or name, or the other tab"), "search", ""
        if not products.matched and not products.unmatched:
            hint = self.tr("They come with the first receipts, or drop a product list file here")
            return self.tr("No products yet"), hint, "box", ""
        if tab == _UNMATCHED:
            hint = self.tr("Every product of your sales has its number in PEAK")
            return self.tr("All products are connected"), hint, "ok", "ok"
        hint = self.tr("Press “Match products automatically” above")
        return self.tr("Nothing is connected yet"), hint, "box", ""

    @Slot()
    def _show_help(self) -> None:
        shown = self._stack.currentWidget() is self.table
        line = self.table.chosen_line() if shown else None
        pulled = self._products is not None and self._products.pulled
        self.help.show_line(line, pulled=pulled)
        # The list is lower now; the line it is about stays in sight.
        QTimer.singleShot(0, self, self._show_chosen)

    @Slot()
    def _show_chosen(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows:
            self.table.scrollTo(rows[0])

    def _go_to_found(self) -> None:
        """Whoever came here because of a product sees it, in whichever list it is."""
        find, self._find = self._find, ""
        products = self._products
        if not find or products is None:
            return
        known = {line.sku for line in (*products.unmatched, *products.matched)}
        wanted, several, _rest = (find, "", "") if find in known else find.partition(", ")
        # A need that names several products is led to the first, among the others.
        self.search.setText("" if several else wanted)
        matched = any(line.sku == wanted for line in products.matched)
        self.tabs.setCurrentIndex(_MATCHED if matched else _UNMATCHED)
        self._show_rows()
        row = self.model.row_of(wanted)
        if row is not None:
            self.table.selectRow(row)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ files

    @Slot()
    def _on_export(self) -> None:
        path = products_files.ask_where_to_save(self)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Save both lists, the unmatched first."""
        products = self._products or Products()
        lines = [*products.unmatched, *products.matched]
        self._ask(ExportProducts(path, self.model.words.export_rows(lines, pulled=products.pulled)))

    @Slot()
    def _on_add_list(self) -> None:
        path = products_files.ask_for_list(self)
        if path is not None:
            self.add_from(path)

    def add_from(self, path: Path) -> None:
        """Read a product list."""
        self.status.show_working(self.tr("Reading the list"))
        self._ask(AddProductList(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._asking.busy and products_files.dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            set_tone(self._panel, "panel", "info")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        set_tone(self._panel, "panel", "plain")

    def dropEvent(self, event: QDropEvent) -> None:
        set_tone(self._panel, "panel", "plain")
        path = products_files.dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.add_from(path)
