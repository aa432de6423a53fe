"""Every page of the set-up with what it was told, and the way back to it."""

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xpeak_desktop import wording
from xpeak_desktop.domain.document import Service
from xpeak_desktop.services.jobs.shop import ShopNow
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import figures, i18n
from xpeak_desktop.ui.setting_row import SettingList, SettingRow
from xpeak_desktop.ui.widgets import Button

PAGES: Final = (
    Page.TOKEN,
    Page.SERVICES,
    Page.SALES,
    Page.CHANNELS,
    Page.PRODUCTS,
    Page.RULES,
    Page.REVIEW,
)
_BREAK: Final = "\u200b"


class PagesList(QWidget):
    """One row per page.

    Signals:
        page_wanted(Page): open it again.
    """

    page_wanted = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.rows: dict[Page, SettingRow] = {}
        self.buttons: dict[Page, Button] = {}
        panel = SettingList()
        for page, title in self._titles().items():
            button = Button(self.tr("Open"), compact=True)
            name = self.tr("Open: %1").replace("%1", title)
            button.setAccessibleName(i18n.plain(name))
            button.clicked.connect(self._on_clicked)
            self.buttons[page] = button
            self.rows[page] = SettingRow(title, "", button)
            panel.add(self.rows[page])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panel)

    def _titles(self) -> dict[Page, str]:
        names = (
            self.tr("Connection to PEAK"),
            self.tr("Two services"),
            self.tr("Where sales are"),
            self.tr("Payment channels"),
            self.tr("Products"),
            self.tr("Shop rules"),
            self.tr("What the next run sends"),
        )
        return dict(zip(PAGES, names, strict=True))

    @Slot()
    def _on_clicked(self) -> None:
        for page, button in self.buttons.items():
            if button is self.sender():
                self.page_wanted.emit(page)

    def show_shop(self, shop: ShopNow) -> None:
        """Say what each page was told; what lacks something says so."""
        told = {
            Page.TOKEN: self._token(shop),
            Page.SERVICES: self._services(shop),
            Page.SALES: self._sales(shop),
            Page.CHANNELS: self._channels(shop),
            Page.PRODUCTS: self._products(shop),
            Page.RULES: self._rules(shop),
            Page.REVIEW: (self.tr("Totals, and the first documents as PEAK gets them"), ""),
        }
        for page, (words, tone) in told.items():
            self.rows[page].hint.say(words, tone or "ink2")
        more = self._token_more(shop)
        self.rows[Page.TOKEN].more.say(more, "warn" if shop.secrets.problem else "ink2")

    def _token(self, shop: ShopNow) -> tuple[str, str]:
        if not shop.secrets.connected and shop.secrets.problem is None:
            return self.tr("Not connected. Receipts wait, none is lost"), "warn"
        business, tail = wording.inert(shop.business), f"••••{shop.secrets.token_tail}"
        if not shop.secrets.token_tail:
            return business, ""
        if not business:
            return self.tr("Token ends in %1").replace("%1", tail), ""
        words = self.tr("%1, token ends in %2").replace("%2", tail)
        return words.replace("%1", business), ""

    def _token_more(self, shop: ShopNow) -> str:
        if shop.secrets.problem is not None:
            return wording.sentence(shop.secrets.problem, self._language)
        if shop.secrets.connected and not shop.secrets.kept:
            return self.tr("The token lasts until you quit")
        return ""

    def _services(self, shop: ShopNow) -> tuple[str, str]:
        lacking = len(Service) - shop.services
        if lacking:
            return self.tr("%Ln services missing in PEAK", "", lacking), "warn"
        return self.tr("Both are in PEAK"), ""

    def _sales(self, shop: ShopNow) -> tuple[str, str]:
        source = shop.settings.source
        if source.kind == "live":
            return self.tr("Live link: %1").replace("%1", breakable(source.url)), ""
        if source.kind == "folder":
            return self.tr("Folder: %1").replace("%1", breakable(source.folder)), ""
        return self.tr("Nothing chosen yet"), "warn"

    def _channels(self, shop: ShopNow) -> tuple[str, str]:
        parts = [
            self.tr("%Ln on", "channels", shop.sent_channels),
            self.tr("%Ln off", "channels", shop.silent_channels),
        ]
        if shop.undecided_channels:
            parts.append(self.tr("%Ln undecided", "channels", shop.undecided_channels))
        return self._joined(parts), "warn" if shop.undecided_channels else ""

    def _products(self, shop: ShopNow) -> tuple[str, str]:
        text = self.tr("%1 matched, %2 not matched").replace("%1", figures.count(shop.matched))
        text = text.replace("%2", figures.count(shop.unmatched))
        return text, "warn" if shop.unmatched else ""

    def _rules(self, shop: ShopNow) -> tuple[str, str]:
        return self._joined(self._rule_words(shop)), ""

    def _joined(self, parts: Iterable[str]) -> str:
        """Thai parts its words by a space."""
        return (", " if self._language == "en" else " ").join(parts)

    def _rule_words(self, shop: ShopNow) -> Iterator[str]:
        rules = shop.settings.rules
        yield self.tr("VAT registered") if rules.vat_registered else self.tr("Not VAT registered")
        if rules.start_date is not None:
            day = wording.date_text(rules.start_date, self._language)
            yield self.tr("sending from %1").replace("%1", day)
        if rules.filed_months:
            yield self.tr("%Ln months filed", "", len(rules.filed_months))


def breakable(path: str) -> str:
    """A path or address that may wrap after its strokes."""
    shown = wording.inert(path)
    return shown.replace("/", f"/{_BREAK}").replace("\\", f"\\{_BREAK}")
