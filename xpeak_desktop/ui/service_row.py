"""One of the guide's two services: there, missing, or there twice."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from xpeak_desktop.domain.document import Service, VatClass
from xpeak_desktop.services.jobs.services import ServiceFound
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.busy_arc import BusyArc
from xpeak_desktop.ui.combo import Combo
from xpeak_desktop.ui.widgets import Button, Icon, WrappingLabel, label, set_tone


class ServiceRow(QFrame):
    """Tick, cross or question, with the one thing to do about it.

    Signals:
        create_wanted(Service): make it in PEAK.
        chosen(Service, str): use this one of several; its PEAK id.
    """

    create_wanted = Signal(object)
    chosen = Signal(object, str)

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.service = service
        self._icon = Icon("clock", 24, "ink3")
        self._arc = BusyArc(24)
        self.state = WrappingLabel(theme.BODY, "ink2")
        self.warning = WrappingLabel(theme.SMALL, "warn")
        self.create_button = Button(self.tr("Create in PEAK"), "plus")
        name = self.create_button.text()
        self.create_button.setAccessibleName(f"{name}: {service.value}")
        self.create_button.clicked.connect(self._on_create)
        self.several = Combo()
        self.several.setMinimumWidth(theme.scaled(200))
        self.several.setAccessibleName(self.tr("Which “%1” to use").replace("%1", service.value))
        self.several.activated.connect(self._on_choose)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(theme.HEADING, words=service.value))
        words.addWidget(self.state)
        words.addWidget(self.warning)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 14, 16, 14)
        across.setSpacing(16)
        across.addWidget(self._icon)
        across.addWidget(self._arc)
        across.addLayout(words, 1)
        across.addWidget(self.several)
        across.addWidget(self.create_button)
        self.show_asking()

    def show_asking(self) -> None:
        """PEAK is being asked."""
        self._show("clock", "ink3", self.tr("Asking PEAK"), "ink2", busy=True)

    def show_unknown(self) -> None:
        """PEAK could not be asked."""
        self._show("question", "ink3", self.tr("Not known yet, PEAK could not be asked"), "ink2")

    def show_found(self, found: ServiceFound, *, creatable: bool, first: bool) -> None:
        """Show what PEAK holds.

        ``creatable``: it is known how a missing one is made; ``first``: that is the thing to do.
        """
        if found.used is None:
            self._show("bad", "bad", self.tr("Not in PEAK"), "bad")
            self.create_button.show_kind("primary" if first else "")
            self.create_button.setVisible(creatable)
            return
        words = self.tr("Found, product no. %1, type service%2")
        vat = {
            VatClass.SEVEN: self.tr(", VAT 7%"),
            VatClass.ZERO: self.tr(", VAT 0%"),
            VatClass.NONE: self.tr(", no VAT"),
            None: "",
        }[found.used.vat_class]
        words = words.replace("%1", found.used.code or "–").replace("%2", vat)
        sign = "warn" if found.vat_differs else "info" if found.ambiguous else "ok"
        self._show(sign, sign, words, "ink2")
        self._warn(found)
        if found.ambiguous:
            self._offer(found)

    def _warn(self, found: ServiceFound) -> None:
        told = []
        if found.ambiguous:
            assert found.used is not None
            words = self.tr("PEAK has this name more than once. %1 is used, you can choose another")
            told.append(words.replace("%1", found.used.code or "–"))
        if found.vat_differs:
            told.append(
                self.tr(
                    "Its VAT differs from the shop's goods."
                    " Correct it in PEAK before the first send"
                )
            )
        self.warning.setText("\n".join(told))
        set_tone(self.warning, "tone", "warn" if found.vat_differs else "ink2")
        self.warning.setVisible(bool(told))

    def _offer(self, found: ServiceFound) -> None:
        self.several.clear()
        for item in found.items:
            self.several.addItem(item.code or item.peak_id, item.peak_id)
        assert found.used is not None
        self.several.setCurrentIndex(self.several.findData(found.used.peak_id))
        self.several.show()

    def _show(self, icon: str, tone: str, words: str, colour: str, *, busy: bool = False) -> None:
        self._icon.show_icon(icon, tone)
        self._icon.setVisible(not busy)
        self._arc.setVisible(busy)
        self.state.setText(words)
        set_tone(self.state, "tone", colour)
        self.warning.hide()
        self.several.hide()
        self.create_button.hide()

    @Slot()
    def _on_create(self) -> None:
        self.create_wanted.emit(self.service)

    @Slot(int)
    def _on_choose(self, index: int) -> None:
        self.chosen.emit(self.service, str(self.several.itemData(index)))
