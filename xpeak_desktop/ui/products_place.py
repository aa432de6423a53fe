"""The place "Products": the wizard's lists, open to be looked after at any time."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xpeak_desktop.ui import theme
from xpeak_desktop.ui.asking import Asking
from xpeak_desktop.ui.place import PlaceView
from xpeak_desktop.ui.products_body import ProductsBody
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.widgets import WrappingLabel, label
from xpeak_desktop.ui.wizard_page import Desk

_MARGIN = 32


class ProductsPlace(PlaceView):
    """A pass matches by itself what became equal; here a person sees what did not."""

    def __init__(self, desk: Desk, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(desk, reading, parent)
        self._asking = Asking(desk.controller, self)
        self.products = ProductsBody(desk, self._asking)
        self._asking.answered.connect(self.products.take)
        self.products.page_wanted.connect(self.setup_wanted)
        box = QVBoxLayout(self)
        box.setContentsMargins(_MARGIN, 20, _MARGIN, 16)
        box.setSpacing(2)
        box.addWidget(label(theme.TITLE, words=self.tr("Products")))
        explanation = WrappingLabel(theme.BODY, "ink2")
        explanation.setText(
            self.tr(
                "The xCommerce product code must equal the PEAK product number, letter by letter"
            )
        )
        box.addWidget(explanation)
        box.addSpacing(12)
        box.addWidget(self.products, 1)

    def entered(self, find: str = "") -> None:
        self.products.entered(find)

    def left(self) -> None:
        self.products.left()

    def refresh(self, *, afresh: bool) -> None:
        # A look interrupts a pass; what a running one changes is looked at when it is over.
        if afresh and not self.desk.controller.running:
            self.products.look_again()
