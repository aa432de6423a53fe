"""What several scenes do: they go on from page to page, connect, open a receipt."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.pictures.stage import Stage
from xpeak_desktop.ui.receipts_place import ReceiptsPlace
from xpeak_desktop.ui.token_page import TokenPage
from xpeak_desktop.ui.wizard import SetupView


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played, and how the program is started for it."""

    play: Callable[[Stage], None]
    arguments: tuple[str, ...] = ()
    prepared: bool = True
    """Whether an integrator has put the shop's keys beside the program."""


def the_set_up(stage: Stage) -> SetupView:
    """The wizard."""
    (view,) = stage.shown(SetupView)
    return view


def go_on(stage: Stage) -> None:
    """Press Next, and be on the next page when it has what it shows."""
    view = the_set_up(stage)
    before = view.here
    stage.click(view.foot.next)
    stage.until(lambda: view.here is not before and not view.page.busy)
    stage.rest()


def connect(stage: Stage, pasted: str) -> TokenPage:
    """Paste and press Connect; comes back with PEAK's answer."""
    (page,) = stage.shown(TokenPage)
    stage.type(page.token.edit, pasted)
    stage.click(page.connect_button)
    stage.until(lambda: not page.busy)
    stage.rest()
    return page


def open_receipt(stage: Stage, receipts: ReceiptsPlace, row: int = 0) -> None:
    """Open a receipt of the list, if there is one."""
    if receipts.list.model.rowCount():
        receipts.list.table.selectRow(row)
        receipts.list.table.activated.emit(receipts.list.model.index(row, 0))
        stage.rest()
