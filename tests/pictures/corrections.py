"""What comes after sending: a choice about one receipt, all well, and what was changed later."""

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap

from tests.pictures.stage import Stage
from tests.pictures.steps import connect, go_on, open_receipt, the_set_up
from xpeak_desktop.domain.document import Service
from xpeak_desktop.ui.actions import DIALOGS, Do
from xpeak_desktop.ui.channels_body import ChannelsBody
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.problem_box import ProblemBox
from xpeak_desktop.ui.problem_dialog import ProblemDialog
from xpeak_desktop.ui.products_body import ProductsBody
from xpeak_desktop.ui.receipts_place import ReceiptsPlace
from xpeak_desktop.ui.sales_page import SalesPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.settings_place import SettingsPlace
from xpeak_desktop.ui.standing import Mood
from xpeak_desktop.ui.tray_icon import picture

_NEEDS_YOU: Final = 1
_NOT_SENT: Final = 4
_SIZES: Final = (16, 20, 24, 32, 64)
_PANELS: Final = ("#F3F4F7", "#12151D")


def corrections(stage: Stage) -> None:
    """A shop whose products are made at once, whose last doubts are settled, and what follows."""
    _set_up(stage)
    (receipts,) = _go_to_receipts(stage)
    _leave_out(stage, receipts)
    stage.window.main.go_to(PlaceName.HOME)
    notices = stage.window.main.home.notices
    if notices.isVisible():
        stage.click(notices.read)
    stage.rest()
    stage.draw("21-home-well")
    _change_what_was_sent(stage)
    stage.draw("22-home-corrections")
    (receipts,) = _go_to_receipts(stage)
    for row in range(receipts.list.model.rowCount()):
        open_receipt(stage, receipts, row)
        stage.draw(f"23-corrected-{row}")
        for box in stage.shown(ProblemBox):
            for button, do in box.buttons.items():
                if do in DIALOGS:
                    stage.click(button)
                    _answered(stage)
                    stage.draw(f"24-question-{row}-{do.name.lower()}")
                    stage.close_dialogs()
    stage.window.main.go_to(PlaceName.SETTINGS)
    (place,) = stage.shown(SettingsPlace)
    stage.until(lambda: not place.asking.busy)
    stage.scroll_down(half=True)
    stage.draw("25-settings-middle")
    stage.keep(_tray_icons(), "26-tray-icons")


def _set_up(stage: Stage) -> None:
    go_on(stage)
    connect(stage, stage.server.credentials()["user_token"])
    for code in [str(row["code"]) for row in stage.server.books.products]:
        stage.server.books.products.remove(code)
    go_on(stage)
    stage.draw("20-services-vat-question")
    (services,) = stage.shown(ServicesPage)
    stage.click(services.vat.registered)
    stage.until(lambda: not services.busy)
    stage.click(services.rows[Service.SHIPPING].create_button)
    stage.until(lambda: not services.busy)
    # PEAK is looked through again when the other one is made.
    twin = {"name": Service.SHIPPING.value, "code": "S-OLD", "sellvattype": 3}
    stage.server.books.services.create(twin)
    stage.click(services.rows[Service.COD_FEE].create_button)
    stage.until(lambda: not services.busy)
    stage.rest()
    stage.draw("20-services-two-of-a-name")
    go_on(stage)
    (sales,) = stage.shown(SalesPage)
    sales.use_folder(str(stage.exports))
    stage.until(lambda: not sales.busy)
    go_on(stage)
    (channels,) = stage.shown(ChannelsBody)
    stage.click(channels.send_all)
    stage.click(channels.help.how)
    stage.until(channels.help.again.isEnabled)
    stage.rest()
    stage.draw("20-channels-how")
    go_on(stage)
    (products,) = stage.shown(ProductsBody)
    products.match()
    stage.rest()
    stage.until(lambda: not the_set_up(stage).page.busy)
    stage.click(products.status.create_all)
    stage.draw("20-products-question")
    stage.click(products.status.yes)
    stage.rest(60)
    stage.draw("20-products-being-made")
    stage.until(lambda: not products.status.is_working)
    stage.rest()
    stage.draw("20-products-made")
    for _page in ("rules", "review", "done"):
        go_on(stage)
    stage.click(the_set_up(stage).foot.next)
    stage.until(lambda: stage.window.setup is None)
    _worked(stage)


def _worked(stage: Stage) -> None:
    stage.rest(400)
    stage.until(lambda: not stage.working)
    stage.rest(400)


def _go_to_receipts(stage: Stage) -> list[ReceiptsPlace]:
    stage.window.main.go_to(PlaceName.RECEIPTS)
    stage.rest()
    (place,) = stage.shown(ReceiptsPlace)
    place.list.tabs.setCurrentIndex(_NEEDS_YOU)
    stage.rest()
    return [place]


def _leave_out(stage: Stage, receipts: ReceiptsPlace) -> None:
    """What does not add up is left out, one by one."""
    drawn = False
    while receipts.list.model.rowCount():
        open_receipt(stage, receipts)
        left = receipts.list.model.rowCount()
        button = next(
            button
            for box in stage.shown(ProblemBox)
            for button, do in box.buttons.items()
            if do is Do.LEAVE_OUT
        )
        stage.click(button)
        _answered(stage)
        if not drawn:
            stage.draw("20-leave-out")
        (dialog,) = stage.shown(ProblemDialog)
        stage.click(next(iter(dialog.choices)))
        stage.until(lambda left=left: receipts.list.model.rowCount() < left)  # type: ignore[misc]
        stage.rest()
        if not drawn:
            stage.draw("20-left-out")
        drawn = True
    receipts.list.tabs.setCurrentIndex(_NOT_SENT)
    stage.rest()
    open_receipt(stage, receipts)
    stage.draw("20-not-sent")


def _answered(stage: Stage) -> None:
    stage.until(lambda: stage.shown(ProblemDialog))
    stage.rest(500)


def _change_what_was_sent(stage: Stage) -> None:
    """The shop cancels one and changes another; the accountant voids one and changes one."""
    cancelled, changed, voided, edited = (one.number for one in stage.server.shop.sendable()[-4:])
    stage.server.shop.cancel(cancelled)
    stage.server.shop.change_shipping(changed, Decimal("99.00"))
    stage.server.books.void(voided)
    stage.server.books.accountant_edit(edited, netAmount=999.0)
    stage.server.shop.write_csv(stage.exports)
    stage.click(stage.window.main.home.send)
    _worked(stage)


def _tray_icons() -> QPixmap:
    """Every picture beside the clock, on a light panel and on a dark one."""
    step, moods = 80, list(Mood)
    made = QPixmap(step * len(moods), 2 * step * len(_SIZES))
    painter = QPainter(made)
    for panel, ground in enumerate(_PANELS):
        top = panel * step * len(_SIZES)
        painter.fillRect(0, top, made.width(), step * len(_SIZES), QColor(ground))
        for column, mood in enumerate(moods):
            for line, size in enumerate(_SIZES):
                at = QPoint(column * step + 8, top + line * step + 8)
                painter.drawPixmap(at, picture(mood, size))
    painter.end()
    return made
