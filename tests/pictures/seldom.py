"""What is seldom seen: the live link, odd headings, near misses, pauses, questions, a stumble."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog

from tests.pictures.stage import Stage
from tests.pictures.steps import connect, go_on, the_set_up
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.sandbox.shop_files import HEADINGS
from xpeak_desktop.ui.channels_body import ChannelsBody
from xpeak_desktop.ui.columns_dialog import ColumnsDialog
from xpeak_desktop.ui.crash_dialog import CrashDialog
from xpeak_desktop.ui.place import PlaceName
from xpeak_desktop.ui.products_body import ProductsBody
from xpeak_desktop.ui.question import Question
from xpeak_desktop.ui.refusal import Refusal
from xpeak_desktop.ui.sales_page import SalesPage
from xpeak_desktop.ui.services_page import ServicesPage
from xpeak_desktop.ui.settings_place import SettingsPlace
from xpeak_desktop.ui.token_page import TokenPage
from xpeak_desktop.ui.welcome_page import WelcomePage
from xpeak_desktop.ui.widgets import Button

_REFUSALS: Final = (
    Problem(Code.PROFILE_BUSY),
    Problem(Code.LEDGER_NEWER),
    Problem(Code.DISK_FULL),
)
_CODES: Final = {
    "SKU-0000": ("sku-0000",),
    "SKU-0001": ("SKU-00 01",),
    "SKU-0002": ("SKU-๐๐๐๒",),
    "SKU-0003": ("SKU–0003",),
    "SKU-0004": ("SKU-OOO4",),
    "SKU-0005": ("sku –0005",),
    "SKU-0006": ("sku-0006", "SKU-OOO6"),
    "SKU-0007": ("SKU-0007", "SKU-0007"),
}
"""The shop's codes, and how PEAK spells them: each almost right in another way."""


def seldom(stage: Stage) -> None:
    """One shop from its set-up to its end, by the ways that few walk."""
    go_on(stage)
    connect(stage, stage.server.credentials()["user_token"])
    go_on(stage)
    (services,) = stage.shown(ServicesPage)
    for row in services.rows.values():
        stage.click(row.create_button)
        stage.until(lambda: not services.busy)
    go_on(stage)
    _sales(stage)
    go_on(stage)
    (channels,) = stage.shown(ChannelsBody)
    stage.click(channels.send_all)
    go_on(stage)
    _near_misses(stage)
    for _page in ("rules", "review", "done"):
        go_on(stage)
    stage.click(the_set_up(stage).foot.next)
    stage.until(lambda: stage.window.setup is None)
    stage.until(lambda: not stage.working)
    stage.rest()
    _pausing(stage)
    _stumbling(stage)
    _settings(stage)
    _refusals(stage)


# ---------------------------------------------------------------------- the set-up


def _sales(stage: Stage) -> None:
    (sales,) = stage.shown(SalesPage)
    stage.click(sales.by_link)
    stage.rest()
    stage.draw("70-live-empty")
    stage.type(sales.link.address.edit, stage.server.shop_url)
    for name, key in (("refused", "not-the-key"), ("found", _shop_key(stage))):
        stage.type(sales.link.key.edit, key)
        stage.click(sales.link.try_it)
        stage.until(lambda: not sales.busy)
        stage.rest()
        stage.draw(f"70-live-{name}")
    odd = stage.exports / "ยอดขายหน้าร้าน.csv"
    _write_odd_file(odd)
    sales.use_folder(str(stage.exports))
    stage.until(lambda: not sales.busy)
    stage.rest()
    stage.draw("71-columns-unknown")
    stage.click(next(one for one in sales.files.complaints.explains if one.isVisible()))
    stage.until(lambda: stage.shown(ColumnsDialog))
    stage.rest()
    stage.draw("72-columns")
    (dialog,) = stage.shown(ColumnsDialog)
    dialog.reject()
    odd.unlink()
    sales.use_folder(str(stage.exports))
    stage.until(lambda: not sales.busy)
    stage.rest()


def _shop_key(stage: Stage) -> str:
    return stage.server.credentials()["shop_key"]


def _write_odd_file(path: Path) -> None:
    """Another cash desk's file, whose headings are its own."""
    own = {"เลขที่ใบเสร็จ/ใบกำกับภาษี": "รหัสบิล", "ยอดรวมสุทธิ": "ยอดสุทธิ2", "รหัสสินค้า": "โค้ด"}
    some = {"รหัสบิล": "B-0001", "ยอดสุทธิ2": "1,250.00", "โค้ด": "SKU-0001", "ชื่อสินค้า": "เสื้อยืด"}
    headings = [own.get(one, one) for one in HEADINGS]
    rows = [headings, [some.get(one, "") for one in headings]]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), "utf-8-sig")


def _near_misses(stage: Stage) -> None:
    shelf = stage.server.books.products
    for right, codes in _CODES.items():
        kept = shelf.find("", right)
        assert kept is not None
        shelf.edit({"id": kept["id"], "code": codes[0]})
        for other in codes[1:]:
            shelf.create({"name": kept["name"], "code": other, "sellvattype": 3}, unique=False)
    (products,) = stage.shown(ProductsBody)
    products.match()
    stage.rest()
    stage.until(lambda: not the_set_up(stage).page.busy)
    for sku in _CODES:
        row = products.model.row_of(sku)
        if row is not None:
            products.table.selectRow(row)
            stage.rest()
            stage.draw(f"73-near-{sku}")


# ---------------------------------------------------------------------- the places


def _pausing(stage: Stage) -> None:
    home = stage.window.main.home
    stage.click(home.pause)
    stage.rest()
    stage.draw("74-pause-menu")
    stage.close_popup()
    home.pause_menu.hour.trigger()
    stage.rest()
    stage.draw("75-paused")
    stage.click(home.pause)
    stage.until(lambda: not stage.working)
    stage.rest()


def _stumbling(stage: Stage) -> None:
    try:
        raise RuntimeError("a picture of it is wanted")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    stage.until(lambda: stage.shown(CrashDialog))
    stage.rest()
    stage.draw("76-stumbled")
    stage.close_dialogs()


def _settings(stage: Stage) -> None:
    stage.window.main.go_to(PlaceName.SETTINGS)
    (place,) = stage.shown(SettingsPlace)
    care = place.care
    _settled(stage, place)
    stage.scroll_down()
    stage.click(care.copy)
    _settled(stage, place)
    stage.draw("77-copied")
    _ask(stage, care.restore, "restore")
    _ask(stage, care.disconnect_button, "disconnect")
    _ask(stage, care.moving.out, "move")
    care.moving.out_wanted.emit(stage.room / "xpeak-move.zip")
    _settled(stage, place)
    stage.scroll_down()
    stage.draw("79-moved-out")
    _ask(stage, care.moving.stay, "stay")
    care.moving.stay_wanted.emit()
    _settled(stage, place)
    stage.until(lambda: not stage.working)
    care.disconnect_wanted.emit()
    _settled(stage, place)
    stage.scroll_down()
    stage.draw("79-disconnected")
    _ask(stage, care.erase_button, "erase")


def _settled(stage: Stage, place: SettingsPlace) -> None:
    stage.rest()
    stage.until(lambda: not (place.asking.busy or place.keeping.busy))
    stage.rest()


def _ask(stage: Stage, button: Button, name: str) -> None:
    stage.click(button)
    stage.until(lambda: stage.shown(Question))
    stage.rest()
    stage.draw(f"78-question-{name}")
    stage.close_dialogs()


def _refusals(stage: Stage) -> None:
    """What is said in place of a window."""
    for problem in _REFUSALS:
        refusal: QDialog = Refusal(problem, stage.language)
        refusal.show()
        stage.rest()
        stage.draw_alone(refusal, f"80-refusal-{problem.code}")
        refusal.close()


# ---------------------------------------------------------------------- the practice shop


def first_steps(stage: Stage) -> None:
    """The practice shop's own set-up, chosen on the first page."""
    if not stage.practising:
        (welcome,) = stage.shown(WelcomePage)
        stage.click(welcome.practice)
        stage.click(the_set_up(stage).foot.next)
        return
    stage.rest()
    stage.draw("90-first-token")
    (token,) = stage.shown(TokenPage)
    assert token.practice is not None
    stage.click(token.practice.copy_link)
    stage.click(token.token.paste_button)
    stage.rest()
    stage.draw("91-first-token-pasted")
    stage.click(token.connect_button)
    stage.until(lambda: not token.busy)
    stage.rest()
    stage.draw("92-first-token-valid")
    go_on(stage)
    stage.draw("93-first-services")
    (services,) = stage.shown(ServicesPage)
    for row in services.rows.values():
        if row.create_button.isVisible():
            stage.click(row.create_button)
            stage.until(lambda: not services.busy)
    for name in ("sales", "channels", "products", "rules", "review", "done"):
        go_on(stage)
        if name == "channels":
            (channels,) = stage.shown(ChannelsBody)
            stage.click(channels.send_all)
            stage.until(channels.help.again.isEnabled)
        if name == "products":
            (products,) = stage.shown(ProductsBody)
            products.match()
            stage.rest()
            stage.until(lambda: not the_set_up(stage).page.busy)
            products.table.selectRow(0)
        stage.rest()
        stage.draw(f"94-first-{name}")
