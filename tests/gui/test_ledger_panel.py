"""The figures of the home page say no more than what was counted."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from tests.gui.fakes_ui import FakeReader, receipt_row
from tests.gui.window_page import WindowPage

OpenWindow = Callable[..., WindowPage]

# Raising a window is the real screen's business.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_the_total_of_what_was_sent_as_it_was_sent_is_not_called_xcommerces(
    open_window: OpenWindow,
) -> None:
    panel = open_window(FakeReader([receipt_row(1)])).home.ledger
    names = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
    assert "All receipts" in names
    assert not [name for name in names if "xCommerce" in name]
