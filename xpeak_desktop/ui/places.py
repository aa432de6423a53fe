"""Makes the places; a module is only loaded when its place is wanted or there is time for it."""

from PySide6.QtWidgets import QWidget

from xpeak_desktop.ui.place import PlaceName, PlaceView
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.wizard_page import Desk


def load(name: PlaceName) -> type[PlaceView]:
    """The class of that place; the home page's is known to whoever shows it."""
    if name is PlaceName.RECEIPTS:
        from xpeak_desktop.ui.receipts_place import ReceiptsPlace

        return ReceiptsPlace
    if name is PlaceName.PRODUCTS:
        from xpeak_desktop.ui.products_place import ProductsPlace

        return ProductsPlace
    if name is PlaceName.CHANNELS:
        from xpeak_desktop.ui.channels_place import ChannelsPlace

        return ChannelsPlace
    from xpeak_desktop.ui.settings_place import SettingsPlace

    return SettingsPlace


def make_place(name: PlaceName, desk: Desk, reading: Reading, parent: QWidget) -> PlaceView:
    """The place of that name; the home page is made by whoever shows it."""
    return load(name)(desk, reading, parent)
