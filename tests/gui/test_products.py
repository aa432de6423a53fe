"""The page and the place "Products": what matches, what nearly does, and what to do about it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fakes_ui import FakeJob
from tests.gui.matching_shop import MatchingShop, shop_in
from tests.sales import hang_up, line, sale
from xpeak_desktop.domain.problems import Code, trouble
from xpeak_desktop.domain.rules import ChannelRule
from xpeak_desktop.sandbox.exchange import Exchange
from xpeak_desktop.sandbox.faults import Faults
from xpeak_desktop.services.jobs.channels import DecideChannels
from xpeak_desktop.services.jobs.products import CreateProduct, LookAtProducts, MatchProducts
from xpeak_desktop.services.jobs.room import Room
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import products_table
from xpeak_desktop.ui.code_difference import differing
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.place import PlaceView
from xpeak_desktop.ui.product_words import shown_code
from xpeak_desktop.ui.products_body import ProductsBody
from xpeak_desktop.ui.products_model import Column
from xpeak_desktop.ui.products_page import ProductsPage
from xpeak_desktop.ui.products_place import ProductsPlace
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.schedule import Schedule
from xpeak_desktop.ui.standing import Standing

SOLD = ("SKU-0001", "CUP-O1", "TS-09", "TS-09", "NEW-1")
UNMATCHED, MATCHED, SERVICES = range(3)


@pytest.fixture
def shop(tmp_path: Path, look: Look) -> Iterator[MatchingShop]:
    """PEAK has CUP-01, which the shop writes with a letter O; TS-09 and NEW-1 it has not."""
    del look
    sales = [sale(f"RC-{number}", lines=(line(sku),)) for number, sku in enumerate(SOLD)]
    with shop_in(tmp_path, *sales) as made:
        made.server.books.products.create({"code": "CUP-01", "name": "แก้วกาแฟ"})
        with made.at_work() as room:
            rules = tuple(ChannelRule(one, send=True) for one in room.ledger.channel_totals())
            DecideChannels(rules).do(room)
        yield made


def open_page(qtbot: QtBot, shop: MatchingShop, *, matched: bool = False) -> ProductsPage:
    """The page as the wizard brings it."""
    if matched:
        with shop.at_work() as room:
            MatchProducts().do(room)
    page = ProductsPage(shop.desk())
    shop.show(page)
    page.entered()
    until_told(qtbot, page.products)
    return page


def until_told(qtbot: QtBot, body: ProductsBody) -> None:
    qtbot.waitUntil(lambda: body._products is not None and not body._asking.busy, timeout=20_000)


def cells(body: ProductsBody, column: Column) -> list[str]:
    model = body.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def tab_names(body: ProductsBody) -> list[str]:
    return [body.tabs.accessibleTabName(number) for number in range(3)]


def codes_in_peak(shop: MatchingShop) -> list[str]:
    return [str(row["code"]) for row in shop.server.books.products]


def choose(body: ProductsBody, sku: str) -> None:
    row = body.model.row_of(sku)
    assert row is not None
    body.table.selectRow(row)


def loud(body: ProductsBody) -> list[str]:
    """The primary buttons that are shown."""
    buttons = (one for one in body.findChildren(QPushButton) if one.isVisible())
    return [one.text() for one in buttons if one.property("kind") == "primary"]


def names_inside(widget: QWidget) -> list[str]:
    return [one.accessibleName() for one in widget.findChildren(QWidget)]


def press_create(body: ProductsBody, sku: str) -> None:
    """Click the painted button of that line."""
    row = body.model.row_of(sku)
    assert row is not None
    where = body.table.visualRect(body.model.index(row, Column.ACTION)).center()
    QTest.mouseClick(body.table.viewport(), Qt.MouseButton.LeftButton, pos=where)


@contextmanager
def looking(
    qtbot: QtBot, page: ProductsPage, act: Callable[[Room], object] = lambda _room: None
) -> Iterator[None]:
    """The page looks again quietly, and its answer comes once this is left and ``act`` done."""
    begun, gate = threading.Event(), threading.Event()

    def hold(room: Room) -> None:
        begun.set()
        gate.wait(20)
        act(room)

    page.desk.controller.ask(FakeJob(hold))
    page.products.look_again()
    qtbot.waitUntil(begun.is_set)
    try:
        yield
    finally:
        gate.set()


# ---------------------------------------------------------------------- matching


def test_before_anything_is_known_no_figure_and_nothing_untrue_is_said(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    with shop.at_work() as room:
        MatchProducts().do(room)
    page = ProductsPage(shop.desk())
    shop.show(page)
    body = page.products
    assert tab_names(body) == ["Not connected", "Connected", "Services"]
    assert body.status.fresh.accessibleName() == "Looking at your products"
    assert not body.status.said.isVisible()
    assert not body.empty.isVisible()
    page.entered()
    until_told(qtbot, body)
    assert tab_names(body) == ["Not connected 3", "Connected 1", "Services 2"]
    assert not body.status.fresh.isVisible()
    assert body.status.said.isVisible()


def test_before_matching_nothing_is_said_of_peak_and_next_waits(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    assert not page.isComplete()
    assert page.note() == "Match products automatically first"
    assert set(cells(page.products, Column.PEAK)) == {"Not looked up yet"}
    assert set(cells(page.products, Column.ACTION)) == {None}
    assert not page.products.status.create_all.isVisible()


def test_the_button_matches_and_tells_both_results(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    body = page.products
    assert loud(body) == ["Match products automatically"]
    body.status.match.click()
    assert page.busy
    until_told(qtbot, body)
    assert not loud(body)
    assert body.status.matched.text() == "Matched 1"
    assert body.status.unmatched.text() == "Not matched 3"
    assert tab_names(body) == ["Not connected 3", "Connected 1", "Services 2"]
    assert cells(body, Column.SKU) == ["TS-09", "CUP-O1", "NEW-1"]
    assert cells(body, Column.WAITING) == ["2 receipts", "1 receipt", "1 receipt"]
    assert cells(body, Column.PEAK)[1] == "CUP-01 Almost the same: letter O and zero"
    assert page.isComplete()
    assert page.note() == "You can go on, receipts with unmatched products will wait"
    body.tabs.setCurrentIndex(MATCHED)
    assert cells(body, Column.SKU) == ["SKU-0001"]
    assert body.table.isColumnHidden(Column.ACTION)


def test_a_near_miss_shows_how_to_edit_the_number_in_peak_and_then_matches(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop, matched=True)
    body = page.products
    choose(body, "CUP-O1")
    assert body.help.isVisible()
    step = "3.2 In PEAK: “Products” > “CUP-01” change its number to “CUP-O1”, then press “Save”"
    assert step in names_inside(body.help)
    body.help.copy.click()
    assert QGuiApplication.clipboard().text() == "CUP-O1"
    row = shop.server.books.products.find("", "CUP-01")
    assert row is not None
    shop.server.books.products.edit({"id": row["id"], "code": "CUP-O1"})
    body.help.again.click()
    until_told(qtbot, body)
    assert body.model.row_of("CUP-O1") is None
    assert not body.help.isVisible()
    assert tab_names(body)[MATCHED] == "Connected 2"


def test_everything_that_comes_close_is_named(
    qtbot: QtBot, shop: MatchingShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.server.books.products.create({"code": "cup-o1", "name": "cup"}, unique=False)
    body = open_page(qtbot, shop, matched=True).products
    choose(body, "CUP-O1")
    assert "CUP-01, cup-o1 2 products are almost the same" in cells(body, Column.PEAK)
    step = (
        "3.2 In PEAK: “Products” > “CUP-01” or “cup-o1”"
        " change the right one's number to “CUP-O1”, then press “Save”"
    )
    assert step in names_inside(body.help)
    painted: list[str] = []
    monkeypatch.setattr(products_table, "paint_code", lambda *a: painted.append(a[2]))
    body.table.viewport().grab()
    at = painted.index("CUP-O1")
    assert painted[at : at + 3] == ["CUP-O1", "CUP-01", "cup-o1"]


def test_two_products_with_one_number_are_explained_and_not_created(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    for name in ("หนึ่ง", "สอง"):
        shop.server.books.products.create({"code": "NEW-1", "name": name}, unique=False)
    body = open_page(qtbot, shop, matched=True).products
    choose(body, "NEW-1")
    assert not body.help.make.isVisible()
    assert body.help.title.accessibleName() == "Several products in PEAK have the number “NEW-1”"
    QTest.keyClick(body.table, Qt.Key.Key_Return)
    assert not body._asking.busy


def test_with_peak_down_the_list_stays_and_says_why(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop, matched=True)
    shop.server.stop()
    page.products.status.match.click()
    until_told(qtbot, page.products)
    trouble = page.products.trouble
    assert trouble.isVisible()
    assert trouble.fix.text().endswith("then press “Match products automatically”")
    assert not trouble.button.isVisible()
    assert page.products.model.rowCount() == 3
    assert page.isComplete()


def test_stopping_a_slow_match_leaves_everything_as_it_was(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop, matched=True)
    shop.server.switches.delay_seconds = 1
    page.products.status.match.click()
    qtbot.waitUntil(page.products.status.stop.isVisible)
    page.products.status.stop.click()
    qtbot.waitUntil(lambda: page.products.status.match.isVisible(), timeout=20_000)
    assert tab_names(page.products)[:2] == ["Not connected 3", "Connected 1"]
    assert not page.products.trouble.isVisible()


# ---------------------------------------------------------------------- creating


def test_a_click_on_the_painted_button_creates_one(qtbot: QtBot, shop: MatchingShop) -> None:
    body = open_page(qtbot, shop, matched=True).products
    press_create(body, "TS-09")
    until_told(qtbot, body)
    assert codes_in_peak(shop).count("TS-09") == 1
    assert body.model.row_of("TS-09") is None
    assert body.status.matched.text() == "Matched 2"


def test_a_click_during_a_quiet_look_waits_for_it_and_then_goes(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop, matched=True)
    body = page.products
    with looking(qtbot, page):
        assert body.table.able
        choose(body, "NEW-1")
        assert body.help.make.isEnabled()
        press_create(body, "TS-09")
        assert body.status.doing.accessibleName() == "Creating TS-09 in PEAK"
        assert page.busy_words() == "Creating in PEAK"
        assert not body.table.able
        assert not body.help.make.isEnabled()
        press_create(body, "NEW-1")
    until_told(qtbot, body)
    assert [codes_in_peak(shop).count(sku) for sku in ("TS-09", "NEW-1")] == [1, 0]
    assert body.status.matched.text() == "Matched 2"
    assert body.table.able


def test_what_the_look_finds_in_peak_is_not_created(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop, matched=True)
    body = page.products
    jobs: list[object] = []
    page.desk.controller.answered.connect(lambda answer: jobs.append(answer.job))
    with looking(qtbot, page, lambda room: CreateProduct("TS-09").do(room)):
        press_create(body, "TS-09")
    until_told(qtbot, body)
    assert isinstance(jobs[-1], LookAtProducts)
    assert body.status.match.isVisible()
    assert body.model.row_of("TS-09") is None


def test_a_click_that_waits_can_be_taken_back(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop, matched=True)
    body = page.products
    with looking(qtbot, page):
        press_create(body, "TS-09")
        body.status.stop.click()
    qtbot.waitUntil(body.status.match.isVisible)
    with looking(qtbot, page):
        press_create(body, "TS-09")
        assert not body.table.able
        page.left()
        page.entered()
    until_told(qtbot, body)
    assert "TS-09" not in codes_in_peak(shop)


def test_a_click_goes_no_further_than_a_look_that_fails(
    qtbot: QtBot, shop: MatchingShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot, shop, matched=True)
    body = page.products

    def fail(_job: LookAtProducts, _room: Room) -> None:
        raise trouble(Code.LEDGER_BROKEN)

    with looking(qtbot, page):
        monkeypatch.setattr(LookAtProducts, "do", fail)
        press_create(body, "TS-09")
    until_told(qtbot, body)
    assert body.trouble.isVisible()
    assert body.table.able
    assert "TS-09" not in codes_in_peak(shop)


def test_a_click_beside_the_button_creates_nothing(qtbot: QtBot, shop: MatchingShop) -> None:
    body = open_page(qtbot, shop, matched=True).products
    row = body.model.row_of("TS-09")
    assert row is not None
    where = body.table.visualRect(body.model.index(row, Column.NAME)).center()
    QTest.mouseClick(body.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not body._asking.busy
    assert body.help.isVisible()


def test_enter_creates_the_selected_product_and_does_not_leave_the_page(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    body = open_page(qtbot, shop, matched=True).products
    choose(body, "NEW-1")
    body.table.setFocus()
    QTest.keyClick(body.table, Qt.Key.Key_Return)
    until_told(qtbot, body)
    assert codes_in_peak(shop).count("NEW-1") == 1


def test_a_product_peak_refuses_says_why_in_its_line(qtbot: QtBot, shop: MatchingShop) -> None:
    def refuse(exchange: Exchange, _faults: Faults) -> None:
        if exchange.name == "POST /products":
            exchange.reply({"PeakProducts": {"resCode": "400", "resDesc": "name is bad"}})

    body = open_page(qtbot, shop, matched=True).products
    shop.server.faults.add("before_handling", refuse)
    choose(body, "TS-09")
    body.help.make.click()
    until_told(qtbot, body)
    row = body.model.row_of("TS-09")
    assert row is not None
    assert "name is bad" in cells(body, Column.PEAK)[row]


def test_creating_all_asks_first_and_leaves_near_misses_alone(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    body = open_page(qtbot, shop, matched=True).products
    body.resize(936, 500)
    assert body.status.create_all.text() == "Create 2 in PEAK…"
    body.status.create_all.click()
    words = "Create 2 products in PEAK with their xCommerce codes and names?"
    assert body.status.question.accessibleName() == words
    assert QApplication.focusWidget() is body.status.no
    # The page's own way on is its one loud button, and its way back the one called so.
    assert body.status.no.text() == "Cancel"
    assert not loud(body)
    body.status.no.click()
    assert body.status.match.isVisible()
    assert "TS-09" not in codes_in_peak(shop)
    body.status.create_all.click()
    body.status.yes.click()
    qtbot.waitUntil(lambda: body.status.match.isVisible(), timeout=20_000)
    found = codes_in_peak(shop)
    assert [found.count(sku) for sku in ("TS-09", "NEW-1", "CUP-O1")] == [1, 1, 0]
    assert cells(body, Column.SKU) == ["CUP-O1"]


def test_creating_many_shows_how_far_it_is_and_survives_lost_answers(
    qtbot: QtBot, tmp_path: Path, look: Look
) -> None:
    del look
    skus = [f"NEW-{number:02}" for number in range(12)]
    with shop_in(tmp_path, sale("RC-1")) as shop:
        with shop.at_work() as room:
            for sku in skus:
                room.ledger.put_shop_product(sku, f"สินค้า {sku}")
        page = open_page(qtbot, shop, matched=True)
        body = page.products
        count: list[int] = []

        def lose(exchange: Exchange, _faults: Faults) -> None:
            if exchange.name == "POST /products":
                count.append(1)
                if len(count) in (2, 7):
                    hang_up(exchange)

        shop.server.faults.add("after_handling", lose)
        told: list[str] = []
        body.changed.connect(lambda: told.append(body.status.doing.accessibleName()))
        body.status.create_all.click()
        body.status.yes.click()
        assert not body.table.able
        assert page.busy_words() == "Creating in PEAK"
        assert body.status.stop.isVisible()
        assert not page.stoppable
        qtbot.waitUntil(lambda: body.status.match.isVisible(), timeout=30_000)
        found = codes_in_peak(shop)
    assert all(found.count(sku) == 1 for sku in skus)
    assert body.table.able
    assert "Created 5 of 12 in PEAK" in told
    assert "Created 10 of 12 in PEAK" in told


def test_leaving_while_creating_keeps_what_was_made(
    qtbot: QtBot, tmp_path: Path, look: Look
) -> None:
    del look
    with shop_in(tmp_path, sale("RC-1")) as shop:
        with shop.at_work() as room:
            for number in range(40):
                room.ledger.put_shop_product(f"NEW-{number:02}", "สินค้า")
        page = open_page(qtbot, shop, matched=True)
        body = page.products
        body.status.create_all.click()
        body.status.yes.click()
        made = "POST /products"
        qtbot.waitUntil(lambda: shop.server.books.request_counts[made] >= 3, timeout=20_000)
        page.left()
        page.entered()
        until_told(qtbot, body)
        shop.end()
        found = [code for code in codes_in_peak(shop) if code.startswith("NEW-")]
        with shop.at_work() as room:
            matched = {sku for sku in room.ledger.matches() if sku.startswith("NEW-")}
    assert 0 < len(found) < 40
    assert len(set(found)) == len(found)
    assert matched <= set(found)


# ---------------------------------------------------------------------- finding


def test_searching_looks_into_codes_and_names_of_both_sides(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    body = open_page(qtbot, shop, matched=True).products
    for typed, found in (("ts-0", ["TS-09"]), ("สินค้า new", ["NEW-1"]), ("แก้ว", ["CUP-O1"])):
        body.search.setText(typed)
        QTest.keyClick(body.search, Qt.Key.Key_Return)
        assert cells(body, Column.SKU) == found
    body.search.setText("nothing")
    QTest.keyClick(body.search, Qt.Key.Key_Return)
    assert body.empty.title.text() == "“nothing” not found"
    body.clear_search.click()
    assert body.model.rowCount() == 3


def test_the_two_services_are_not_searched(qtbot: QtBot, shop: MatchingShop) -> None:
    body = open_page(qtbot, shop, matched=True).products
    body.tabs.setCurrentIndex(SERVICES)
    assert not body.search.isVisible()
    body.tabs.setCurrentIndex(UNMATCHED)
    assert body.search.isVisible()


def test_typing_searches_after_a_pause(qtbot: QtBot, shop: MatchingShop) -> None:
    body = open_page(qtbot, shop, matched=True).products
    QTest.keyClicks(body.search, "TS")
    qtbot.waitUntil(lambda: body.model.rowCount() == 1)
    QTest.keyClick(body.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: body.model.rowCount() == 3)


def open_place(shop: MatchingShop) -> ProductsPlace:
    desk = shop.desk()
    place = ProductsPlace(desk, Reading(desk.context.open_reader))
    shop.show(place)
    return place


def test_a_look_at_the_place_is_no_reason_to_look_again(qtbot: QtBot, shop: MatchingShop) -> None:
    place = open_place(shop)
    desk = place.desk
    schedule = Schedule(desk.context.clock, 0)
    standing = Standing(desk.controller, schedule, place.reading, desk.context.clock, "en")
    told: list[bool] = []
    standing.moved.connect(told.append)
    place.entered()
    until_told(qtbot, place.products)
    standing.refresh()
    assert told == [False]


@pytest.mark.parametrize(
    ("find", "tab", "shown"),
    [
        ("TS-09", UNMATCHED, ["TS-09"]),
        ("SKU-0001", MATCHED, ["SKU-0001"]),
        ("TS-09, NEW-1 …", UNMATCHED, ["TS-09", "CUP-O1", "NEW-1"]),
    ],
)
def test_the_place_shows_the_product_one_came_for(
    qtbot: QtBot, shop: MatchingShop, find: str, tab: int, shown: list[str]
) -> None:
    with shop.at_work() as room:
        MatchProducts().do(room)
    place = open_place(shop)
    assert isinstance(place, PlaceView)
    place.entered(find)
    until_told(qtbot, place.products)
    assert place.products.tabs.currentIndex() == tab
    assert cells(place.products, Column.SKU) == shown
    chosen = place.products.table.chosen_line()
    assert chosen is not None
    assert chosen.sku == shown[0]


def test_a_product_that_is_in_neither_list_says_so(qtbot: QtBot, shop: MatchingShop) -> None:
    place = open_place(shop)
    place.entered("GONE-1")
    until_told(qtbot, place.products)
    assert place.products.empty.title.text() == "“GONE-1” not found"


def test_the_tab_of_services_leads_to_their_page(qtbot: QtBot, shop: MatchingShop) -> None:
    shop.server.books.services.remove("S00002")
    with shop.at_work() as room:
        MatchProducts().do(room)
    place = open_place(shop)
    place.entered()
    until_told(qtbot, place.products)
    body = place.products
    body.tabs.setCurrentIndex(SERVICES)
    facts = [one.text() for one in body.services.findChildren(QLabel) if one.isVisible()]
    assert "In PEAK, number S00001  VAT 7%" in facts
    assert "Not in PEAK, receipts with this fee wait" in facts
    with qtbot.waitSignal(place.setup_wanted) as wanted:
        body.services.open.click()
    assert wanted.args == [Page.SERVICES]


# ---------------------------------------------------------------------- files


def drop(body: ProductsBody, path: Path) -> bool:
    """Drag a file over the list and let it go; whether it was welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(body, enter)
    if enter.isAccepted():
        QApplication.sendEvent(body, QDropEvent(QPointF(9, 9), copy, data, left, none))
    return enter.isAccepted()


def test_a_dropped_product_list_tells_what_was_never_sold(
    qtbot: QtBot, shop: MatchingShop, tmp_path: Path
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("รหัสสินค้า,ชื่อสินค้า\nSKU-0003,ถ้วย\nTS-77,ถาด\n", "utf-8")
    body = open_page(qtbot, shop, matched=True).products
    assert drop(body, listed)
    until_told(qtbot, body)
    assert body.status.said.accessibleName() == "2 products read from the list"
    assert "TS-77" in cells(body, Column.SKU)
    assert drop(body, listed)
    until_told(qtbot, body)
    assert body.status.said.accessibleName() == "This list was read before, nothing is new"


def test_only_files_that_can_be_read_may_be_dropped(
    qtbot: QtBot, shop: MatchingShop, tmp_path: Path
) -> None:
    body = open_page(qtbot, shop, matched=True).products
    assert not drop(body, tmp_path / "picture.png")
    receipts = shop.exports / "sales.csv"
    assert drop(body, receipts)
    until_told(qtbot, body)
    words = "This is a file of receipts, add it where your sales are"
    assert body.status.said.accessibleName() == words


def test_the_list_is_saved_with_what_stands_in_the_way(
    qtbot: QtBot, shop: MatchingShop, tmp_path: Path
) -> None:
    body = open_page(qtbot, shop, matched=True).products
    path = tmp_path / "out.csv"
    body.export_to(path)
    until_told(qtbot, body)
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("xCommerce code,Product,Status")
    assert "CUP-O1,สินค้า CUP-O1,Almost the same: letter O and zero,CUP-01,แก้วกาแฟ,1" in lines
    assert len(lines) == 5
    assert body.status.said.accessibleName() == "Saved to out.csv"
    body.export_to(tmp_path / "nowhere" / "out.csv")
    until_told(qtbot, body)
    assert body.trouble.isVisible()


# ---------------------------------------------------------------------- looks


@pytest.mark.parametrize("language", ["en", "th"])
def test_nothing_is_cut_off_in_a_small_window(
    qtbot: QtBot, tmp_path: Path, look: Look, language: str
) -> None:
    del look
    with shop_in(tmp_path, sale("RC-1"), language=language) as shop:
        with shop.at_work() as room, room.ledger.transaction():
            for number in range(5000):
                room.ledger.put_shop_product(f"NEW-{number:05}", "สินค้า")
        page = open_page(qtbot, shop, matched=True)
        page.resize(796, 400)
        page.products.table.selectRow(3)
        qtbot.waitUntil(page.products.help.isVisible)

        def cut() -> list[str]:
            return [
                one.text()
                for one in page.findChildren(QLabel)
                if one.isVisible()
                and (
                    one.height() < one.heightForWidth(one.width())
                    if one.wordWrap()
                    else one.width() < one.sizeHint().width()
                )
            ]

        qtbot.waitUntil(lambda: not cut())
        qtbot.waitUntil(lambda: page.products.minimumSizeHint().width() <= 716)


def test_letters_that_differ_are_found_on_both_codes() -> None:
    assert differing("CUP-O1", "CUP-01") == (((4, 5),), ((4, 5),))
    assert differing("plt-08", "PLT-08") == (((0, 3),), ((0, 3),))
    assert differing("GFT A", "GFTA") == (((3, 4),), ())
    assert differing("A-007", "A-7") == (((2, 4),), ())


def test_a_code_is_shown_sign_by_sign() -> None:
    assert shown_code("A  B") == "A  B"
    assert shown_code("A\u200bB\u202e\u00a0C") == "A B  C"
