"""Which widget shows which page of the wizard."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.wizard_page import Desk, SetupPage

_WHERE: Final = {
    Page.WELCOME: ("welcome_page", "WelcomePage"),
    Page.TOKEN: ("token_page", "TokenPage"),
    Page.SERVICES: ("services_page", "ServicesPage"),
    Page.SALES: ("sales_page", "SalesPage"),
    Page.CHANNELS: ("channels_page", "ChannelsPage"),
    Page.PRODUCTS: ("products_page", "ProductsPage"),
    Page.RULES: ("rules_page", "RulesPage"),
    Page.REVIEW: ("review_page", "ReviewPage"),
    Page.DONE: ("done_page", "DonePage"),
}


def make(name: Page, desk: Desk) -> SetupPage:
    """Make the widget of a page; only now is it imported, so that the first one comes at once."""
    made = load(name)(desk)
    assert isinstance(made, SetupPage)
    return made


def load(name: Page) -> Callable[[Desk], object]:
    """Import what makes a page; raises ``ImportError`` in a program that was packed without it."""
    module, page = _WHERE[name]
    made: Callable[[Desk], object] = getattr(import_module(f"xpeak_desktop.ui.{module}"), page)
    return made
