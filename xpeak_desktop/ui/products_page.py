"""The wizard's page "Products", the guide's steps 3, 5.3 and 5.4."""

from PySide6.QtWidgets import QWidget

from xpeak_desktop.services.jobs.room import Answered
from xpeak_desktop.ui.products_body import ProductsBody
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_MARGIN = 40


class ProductsPage(SetupPage):
    """What is not matched holds nobody up: those receipts wait, the others go."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.products = ProductsBody(desk, self.asking)
        self.products.changed.connect(self.changed)
        self.products.page_wanted.connect(self.page_wanted)
        self.products.services.open.hide()
        self.body.setContentsMargins(_MARGIN, 0, _MARGIN, 16)
        self.body.addWidget(self.products)

    def heading(self) -> str:
        return self.tr("Match products")

    def explanation(self) -> str:
        return self.tr(
            "The xCommerce product code must equal the PEAK product number, letter by letter"
        )

    def note(self) -> str:
        return self.products.note()

    def busy_words(self) -> str:
        return self.tr("Creating in PEAK") if self.products.creating else ""

    @property
    def stoppable(self) -> bool:
        """Not while the list's own Stop is there."""
        return super().stoppable and not self.products.status.is_working

    def first(self) -> QWidget | None:
        return self.products.first()

    def valid(self) -> bool:
        return self.products.valid()

    def entered(self) -> None:
        self.products.entered()

    def left(self) -> None:
        super().left()
        self.products.left()

    def take(self, answer: Answered) -> None:
        self.products.take(answer)
