"""The Sales page: folders of every kind, dropped files, and the live link over real HTTP."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from tests.gui.wizard_room import Wizard, WizardRoom
from xpeak_desktop.domain.columns import Key
from xpeak_desktop.domain.settings import Source
from xpeak_desktop.services.jobs import sales
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.columns_dialog import ColumnsDialog
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.sales_complaints import ComplaintLine
from xpeak_desktop.ui.sales_page import SalesPage

MakeRoom = Callable[..., WizardRoom]
COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(room: WizardRoom) -> tuple[Wizard, SalesPage]:
    """The page in a shop that has chosen nothing yet."""
    room.connect()
    program = room.open(Page.SALES)
    program.settle()
    return program, program.page(SalesPage)


def exports(room: WizardRoom, name: str = "exports") -> Path:
    folder = room.folder / name
    room.server.shop.write_csv(folder)
    return folder


def look(program: Wizard, page: SalesPage, folder: Path) -> str:
    """Choose a folder; what the field says of it."""
    page.files.ask_for_folder = lambda *_: str(folder)
    drop = page.files.drop_area.choose
    program.click(drop if drop.isVisible() else page.files.change)
    program.settle()
    return page.files.field.message.text()


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8-sig").splitlines()


def drop(page: SalesPage, *paths: Path) -> bool:
    """Drop files on the page as a file manager does; whether the page wanted them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(50, 50), COPY, mime, LEFT, NO_KEY)
    enter.ignore()
    page.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    page.dropEvent(QDropEvent(QPoint(50, 50), COPY, mime, LEFT, NO_KEY))
    return True


def test_nothing_is_chosen_at_first(opened: tuple[Wizard, SalesPage]) -> None:
    program, page = opened
    assert page.files.drop_area.isVisible()
    assert program.note == "Choose the folder of receipt files first"
    assert program.view.focusWidget() is page.files.drop_area.choose


def test_a_folder_is_shown_before_anything_is_kept(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    look(program, page, exports(room))
    facts = dict(page.files.facts.told)
    total = sum(receipt.total for receipt in room.server.shop.receipts())
    assert facts["Receipts read"] == "40 receipts"
    assert facts["Total"] == f"฿{total:,.2f}"
    assert page.files.field.state == "valid"
    assert room.settings.source == Source()
    reader = room.profile.open_reader()
    assert reader.row_count() == 0
    reader.close()
    program.next(Page.CHANNELS)
    assert room.settings.source == Source("folder", folder=str(room.folder / "exports"))


def test_the_same_receipts_in_two_files_are_counted_once(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = exports(room)
    (folder / "again.csv").write_bytes(next(folder.glob("*.csv")).read_bytes())
    look(program, page, folder)
    facts = dict(page.files.facts.told)
    assert facts["Receipts read"] == "40 receipts"
    assert facts["Files"] == "2 files"


def test_an_empty_folder_says_what_to_do_and_lets_a_new_shop_go_on(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = room.folder / "empty"
    folder.mkdir()
    told = look(program, page, folder)
    assert told.startswith("No receipts in this folder yet. Export them from xCommerce")
    assert "You can go on" in told
    assert page.files.field.state == "plain"
    assert program.note == "There are no receipts in this folder yet"
    program.next(Page.CHANNELS)
    assert room.settings.source == Source("folder", folder=str(folder))
    program.wait_for(lambda: program.can_go_on)
    program.next(Page.PRODUCTS)
    program.click(program.page(ProductsPage).products.status.match)
    program.settle()
    program.next(Page.RULES)
    program.next(Page.REVIEW)
    assert program.note == "No receipt so far. Once there is one, it is sent by itself"
    assert program.can_go_on


def test_an_export_of_a_month_without_sales_lets_a_new_shop_go_on(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = exports(room)
    file = next(folder.glob("*.csv"))
    file.write_text(lines(file)[0], "utf-8")
    assert "You can go on" in look(program, page, folder)
    assert program.can_go_on


def test_a_folder_whose_files_are_all_unreadable_holds_the_page(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = room.folder / "torn"
    folder.mkdir()
    (folder / "torn.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert "hold no receipts" in look(program, page, folder)
    assert page.files.field.state == "red"
    assert page.files.complaints.isVisible()
    assert program.note == "There are no receipts in this folder yet"
    assert not program.can_go_on


def test_files_one_folder_deeper_are_pointed_at(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    exports(room, "ร้าน/2026")
    assert "“2026”" in look(program, page, room.folder / "ร้าน")
    assert page.files.field.state == "red"
    assert not program.can_go_on


def test_a_folder_that_went_away_is_said(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    assert "folder is not there" in look(program, page, room.folder / "gone")
    assert not program.can_go_on


def test_a_bad_row_is_named_and_stops_none_of_the_others(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = exports(room)
    file = next(folder.glob("*.csv"))
    rows = lines(file)
    cells = rows[2].split(",")
    cells[14] = "สาม"
    rows[2] = ",".join(cells)
    file.write_text("\n".join(rows), "utf-8")
    look(program, page, folder)
    complaints = page.files.complaints
    assert complaints.line.words.text().startswith("1 row cannot be read, see “จำนวน”")
    assert not complaints.table.isVisible()
    program.click(complaints.show_rows)
    assert complaints.table.isVisible()
    assert complaints.show_rows.text() == "Hide rows"
    assert program.can_go_on


def test_a_file_that_is_no_receipt_file_is_named_and_left_alone(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = exports(room)
    (folder / "wages.csv").write_text("name,wage\nSomchai,12000\n", "utf-8")
    (folder / "torn.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    look(program, page, folder)
    lines = page.files.complaints.findChildren(ComplaintLine)
    told = " ".join(line.words.text() for line in lines if line.isVisible())
    assert "wages.csv" in told
    assert "torn.xlsx" in told
    assert page.files.field.state == "plain"
    program.next(Page.CHANNELS)


def test_columns_nobody_knows_are_named(room: WizardRoom, opened: tuple[Wizard, SalesPage]) -> None:
    program, page = opened
    folder = exports(room)
    file = next(folder.glob("*.csv"))
    rows = lines(file)
    file.write_text("\n".join([rows[0] + ",ยอดสุทธิ2", *(row + ",1" for row in rows[1:])]), "utf-8")
    look(program, page, folder)
    assert "“ยอดสุทธิ2”" in page.files.complaints.headings.words.text()
    assert program.can_go_on


def with_headings(room: WizardRoom, **others: str) -> Path:
    """A folder whose only file has other headings than xCommerce's."""
    folder = exports(room)
    file = next(folder.glob("*.csv"))
    rows = lines(file)
    for heading, other in others.items():
        rows[0] = rows[0].replace(heading, other, 1)
    file.write_text("\n".join(rows), "utf-8")
    return folder


def choose(dialog: ColumnsDialog, heading: str, name: str) -> None:
    """Say what a column is."""
    (row,) = [one for one in dialog.rows if one.column.heading == heading]
    row.choice.setFocus()
    row.choice.setCurrentIndex(row.choice.findText(name))
    row.choice.activated.emit(row.choice.currentIndex())


def asked(program: Wizard, page: SalesPage) -> ColumnsDialog:
    """The dialog that asks for the columns."""
    program.wait_for(lambda: page.dialog is not None and page.dialog.isVisible())
    assert page.dialog is not None
    return page.dialog


def test_headings_nobody_knows_are_explained_once_and_the_file_is_read(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = with_headings(room, **{"เลขที่ใบเสร็จ/ใบกำกับภาษี": "รหัสบิล", "ยอดรวมสุทธิ": "ยอดสุทธิ2"})
    look(program, page, folder)
    assert not program.can_go_on
    (button,) = [one for one in page.files.complaints.explains if one.isVisible()]
    program.click(button)
    dialog = asked(program, page)
    assert {row.column.heading for row in dialog.rows[:2]} == {"รหัสบิล", "ยอดสุทธิ2"}
    assert dialog.told.text() == "Still to be chosen: Receipt number"
    assert not dialog.keep.isEnabled()
    choose(dialog, "รหัสบิล", "Receipt number")
    assert dialog.told.text() == "Without Total of the receipt receipts are read, but wait"
    assert dialog.keep.isEnabled()
    choose(dialog, "ยอดสุทธิ2", "Total of the receipt")
    assert dialog.told.text() == ""
    program.click(dialog.keep)
    program.settle()
    assert dict(page.files.facts.told)["Receipts read"] == "40 receipts"
    total = sum(receipt.total for receipt in room.server.shop.receipts())
    assert dict(page.files.facts.told)["Total"] == f"฿{total:,.2f}"
    program.next(Page.CHANNELS)


def test_one_column_each(room: WizardRoom, opened: tuple[Wizard, SalesPage]) -> None:
    program, page = opened
    folder = with_headings(room, ยอดรวมสุทธิ="ยอดสุทธิ2")
    look(program, page, folder)
    program.click(page.files.complaints.explain)
    dialog = asked(program, page)
    assert not dialog.keep.isEnabled()
    choose(dialog, "ยอดสุทธิ2", "Receipt number")
    assert dict(dialog.said()) == {"ยอดสุทธิ2": Key.NUMBER, "เลขที่ใบเสร็จ/ใบกำกับภาษี": None}
    dialog.reject()
    assert not page.busy
    assert program.can_go_on


def test_a_huge_folder_is_looked_at_in_part_and_says_so(
    room: WizardRoom, opened: tuple[Wizard, SalesPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sales, "MOST_FILES", 2)
    program, page = opened
    folder = exports(room)
    first = next(folder.glob("*.csv"))
    for number in range(3):
        (folder / f"copy {number}.csv").write_bytes(first.read_bytes())
    look(program, page, folder)
    assert "holds 4 files, and the newest 2" in page.files.told.text()


def test_a_folder_can_be_dropped_and_so_can_its_files(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    folder = exports(room)
    assert drop(page, folder)
    program.settle()
    assert page.files.folder == str(folder)
    other = exports(room, "other")
    assert drop(page, next(other.glob("*.csv")))
    program.settle()
    assert page.files.folder == str(other)
    assert program.can_go_on
    assert not drop(page, room.folder / "nothing there")


def test_the_folder_that_is_kept_is_shown_again(room: WizardRoom) -> None:
    room.connect()
    folder = room.take_sales_in()
    program = room.open(Page.SALES)
    program.settle()
    page = program.page(SalesPage)
    assert page.files.folder == str(folder)
    assert dict(page.files.facts.told)["Receipts read"] == "40 receipts"
    assert program.can_go_on


def test_the_kept_folder_takes_the_keyboard_to_next_and_nowhere_else(room: WizardRoom) -> None:
    room.connect()
    room.take_sales_in()
    program = room.open()
    above = QWidget()
    leave, box = QPushButton("Leave the practice shop", above), QVBoxLayout(above)
    box.addWidget(leave)
    box.addWidget(program.view)
    above.show()
    above.activateWindow()
    program.wait_for(above.isActiveWindow)
    program.view.go_to(Page.SALES)
    been: list[QWidget | None] = []
    QApplication.instance().focusChanged.connect(lambda _old, new: been.append(new))  # type: ignore[union-attr]
    program.settle()
    program.wait_for(lambda: above.focusWidget() is program.view.foot.next)
    assert leave not in been
    program.view.setParent(None)
    above.close()
    above.deleteLater()


def live(program: Wizard, page: SalesPage, url: str, key: str) -> None:
    """Choose the live link and try it."""
    program.click(page.by_link)
    page.link.address.edit.setText("")
    program.type(page.link.address.edit, url)
    program.type(page.link.key.edit, key)
    program.click(page.link.try_it)
    program.settle()


def test_the_live_link_is_tried_for_real_and_then_read(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    live(program, page, room.server.shop_url, room.server.credentials()["shop_key"])
    assert page.link.address.state == "valid"
    assert page.link.key.edit.text() == ""
    assert dict(page.link.facts.told)["Receipts there now"] == "40 receipts"
    program.next(Page.CHANNELS)
    assert room.settings.source == Source("live", url=room.server.shop_url)
    reader = room.profile.open_reader()
    assert sum(part.receipts for part in reader.counts().values()) == 40
    reader.close()


def test_a_wrong_key_of_the_live_link_is_said_at_the_key(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    live(program, page, room.server.shop_url, "not the key")
    assert page.link.key.state == "red"
    assert not program.can_go_on
    assert program.note == "Try the live link first"
    live(program, page, room.server.shop_url, room.server.credentials()["shop_key"])
    assert program.can_go_on


def test_a_live_link_that_does_not_answer_is_said_at_the_address(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    live(program, page, "http://example.com/shop", "a key")
    assert page.link.address.state == "red"
    assert "https" in page.link.message.text()
    live(program, page, "http://127.0.0.1:9/shop", "a key")
    assert page.link.message.text() == (
        "xCommerce cannot be reached"
        " · Check the internet connection and the address, then press “Try the link”"
    )


@pytest.mark.parametrize("typed", ["hello", "shop.example.com/link", "https://"])
def test_what_is_no_web_address_is_said_to_be_none(
    room: WizardRoom, opened: tuple[Wizard, SalesPage], typed: str
) -> None:
    program, page = opened
    live(program, page, typed, "a key")
    assert page.link.address.state == "red"
    said = page.link.message.text()
    assert said == f"“{typed}” is not a web address; it begins with https://"


def test_an_address_changed_after_the_try_must_be_tried_again(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    live(program, page, room.server.shop_url, room.server.credentials()["shop_key"])
    assert program.can_go_on
    program.type(page.link.address.edit, "x")
    assert not program.can_go_on


def test_a_pasted_key_of_the_live_link_leaves_the_clipboard_once_the_link_answers(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    program.click(page.by_link)
    program.type(page.link.address.edit, room.server.shop_url)
    QGuiApplication.clipboard().setText(room.server.credentials()["shop_key"])
    page.link.key.edit.setFocus()
    program.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    program.click(page.link.try_it)
    program.settle()
    assert program.can_go_on
    assert QGuiApplication.clipboard().text() == ""


def test_the_key_of_the_live_link_is_not_typed_again_for_another_address(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    live(program, page, "http://127.0.0.1:9/shop", room.server.credentials()["shop_key"])
    assert page.link.address.state == "red"
    page.link.address.edit.selectAll()
    program.type(page.link.address.edit, room.server.shop_url)
    program.click(page.link.try_it)
    program.settle()
    assert program.can_go_on


def test_the_live_link_goes_on_after_a_restart(
    room: WizardRoom, opened: tuple[Wizard, SalesPage]
) -> None:
    program, page = opened
    live(program, page, room.server.shop_url, room.server.credentials()["shop_key"])
    program.next(Page.CHANNELS)
    room.close()
    again = room.open(Page.SALES)
    again.settle()
    page = again.page(SalesPage)
    assert page.by_link.isChecked()
    assert page.link.url == room.server.shop_url
    again.next(Page.CHANNELS)
