"""The tab "Services": whether PEAK has the two services that fees are booked through."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.domain.rules import PeakItem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, rule


class _ServiceLine(QWidget):
    def __init__(self, service: Service) -> None:
        super().__init__()
        self._sign = Icon("ok", 20, "ok")
        self.name = label(theme.STRONG, words=service.value)
        self.facts = label(theme.SMALL, "ink2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 12, 20, 12)
        across.setSpacing(12)
        across.addWidget(self._sign)
        across.addLayout(words, 1)

    def show_item(self, item: PeakItem | None) -> None:
        """Show what PEAK has, or that it has none."""
        tone = "ok" if item is not None else "warn"
        self._sign.show_icon(tone, tone)
        if item is None:
            self.facts.setText(self.tr("Not in PEAK, receipts with this fee wait"))
            return
        words = self.tr("In PEAK, number %1").replace("%1", wording.inert(item.code))
        vat = {
            None: "",
            VatClass.SEVEN: self.tr("VAT 7%"),
            VatClass.ZERO: self.tr("VAT 0%"),
            VatClass.NONE: self.tr("no VAT"),
        }[item.vat_class]
        self.facts.setText(f"{words}  {vat}".strip())


class ProductsServices(QWidget):
    """Two lines, and the way to the page where a missing service is created.

    Signals:
        page_wanted(Page): open that page.
    """

    page_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = {service: _ServiceLine(service) for service in Service}
        self.open = Button(self.tr("Open the services page"), compact=True)
        self.open.clicked.connect(self._on_open)
        explanation = WrappingLabel(theme.SMALL, "ink2")
        explanation.setText(
            self.tr("Shipping and COD fees are booked through these two services of PEAK")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for line in self._lines.values():
            box.addWidget(line)
            box.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.addWidget(explanation, 1)
        foot.addWidget(self.open)
        box.addLayout(foot)
        box.addStretch()

    @Slot()
    def _on_open(self) -> None:
        self.page_wanted.emit(Page.SERVICES)

    def show_services(self, services: Mapping[Service, PeakItem | None]) -> None:
        """Show these."""
        for service, line in self._lines.items():
            line.show_item(services.get(service))
