"""When it last sent, on the home page: also for records that were taken over from PEAK."""

from collections.abc import Callable

import pytest

from tests.gui.fakes_ui import FakeReader, receipt_row
from tests.gui.window_page import WindowPage
from xpeak_desktop.domain.journey import State

OpenWindow = Callable[..., WindowPage]
NEVER = "Nothing has been sent yet"

# Raising a window is the real screen's business.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_shop_that_has_not_sent_is_told_so(open_window: OpenWindow) -> None:
    waiting = [receipt_row(1, State.READY), receipt_row(2, State.EXCLUDED)]
    assert open_window(FakeReader(waiting)).home.last_run.text() == NEVER


@pytest.mark.parametrize("state", [State.SENT, State.VOIDED])
def test_what_was_taken_over_from_peak_was_sent_nobody_here_knows_when(
    open_window: OpenWindow, state: State
) -> None:
    page = open_window(FakeReader([receipt_row(1, state), receipt_row(2, State.READY)]))
    assert page.home.last_run.text() == ""
