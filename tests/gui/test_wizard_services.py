"""The Services page over real HTTP: ticks, crosses, making and choosing."""

from collections.abc import Callable

from tests.gui.wizard_room import WizardRoom
from xpeak_desktop.domain.document import Service
from xpeak_desktop.sandbox.master_data import fill
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.rules_page import RulesPage
from xpeak_desktop.ui.services_page import ServicesPage

MakeRoom = Callable[..., WizardRoom]


def test_two_ticks_let_one_go_on(room: WizardRoom) -> None:
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    codes = {Service.SHIPPING: "S00001", Service.COD_FEE: "S00002"}
    for service, row in page.rows.items():
        found = f"Found, product no. {codes[service]}, type service, VAT 7%"
        assert row.state.text() == found
        assert not row.create_button.isVisible()
    # Both are right: there is nothing to do in PEAK, and nothing to ask it again.
    assert not page.again.isVisible()
    program.next(Page.SALES)


def test_a_missing_service_is_made_with_one_click(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    assert program.note == "Both services are missing"
    kinds = [row.create_button.property("kind") for row in page.rows.values()]
    assert kinds == ["primary", ""]
    program.click(page.rows[Service.SHIPPING].create_button)
    program.settle()
    assert program.note == "The service “ค่าบริการ COD” is missing"
    assert page.rows[Service.COD_FEE].create_button.property("kind") == "primary"
    program.click(page.rows[Service.COD_FEE].create_button)
    program.settle()
    assert [row["name"] for row in room.server.books.services] == ["ค่าขนส่ง", "ค่าบริการ COD"]
    assert program.can_go_on


def test_a_service_added_by_hand_is_found_by_check_again(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    names = [service.value for service in Service]
    fill(room.server.books.services, [{"name": name, "sellVatType": 3} for name in names])
    program.click(page.again)
    program.settle()
    assert program.can_go_on


def test_nothing_is_to_be_done_by_hand_in_the_practice_peak(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES, practice=True)
    program.settle()
    page = program.page(ServicesPage)
    assert page.rows[Service.SHIPPING].create_button.isVisible()
    assert not page.again.isVisible()
    assert not page.in_peak.isVisible()


def test_a_click_twice_makes_one_service(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    page.rows[Service.SHIPPING].create_button.click()
    page.rows[Service.SHIPPING].create_button.click()
    program.settle()
    assert [row["name"] for row in room.server.books.services] == ["ค่าขนส่ง"]


def test_a_vat_that_differs_is_a_warning_that_holds_nobody(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    fill(
        room.server.books.services,
        [{"name": "ค่าขนส่ง", "sellVatType": 1}, {"name": "ค่าบริการ COD", "sellVatType": 3}],
    )
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    rows = program.page(ServicesPage).rows
    assert "VAT differs" in rows[Service.SHIPPING].warning.text()
    assert not rows[Service.COD_FEE].warning.isVisible()
    assert program.can_go_on


def test_without_goods_the_page_asks_for_the_vat_before_it_makes_a_service(
    make_room: MakeRoom,
) -> None:
    room = make_room("no-services")
    for row in room.server.books.products:
        room.server.books.products.remove(row["code"])
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    assert program.view.focusWidget() is page.vat.registered
    assert program.note == "Say first whether the shop is registered for VAT"
    assert not page.rows[Service.SHIPPING].create_button.isVisible()
    program.click(page.vat.not_registered)
    program.settle()
    assert not page.vat.isVisible()
    assert not room.settings.rules.vat_registered
    for service in Service:
        program.click(page.rows[service].create_button)
        program.settle()
    assert [row["sellVatType"] for row in room.server.books.services] == [1, 1]
    assert program.can_go_on
    program.view.go_to(Page.RULES)
    program.settle()
    assert program.page(RulesPage).vat.currentIndex() == 1


def test_with_goods_in_peak_the_page_asks_for_no_vat(make_room: MakeRoom) -> None:
    room = make_room("no-services")
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    assert not page.vat.isVisible()
    assert page.rows[Service.SHIPPING].create_button.isVisible()


def test_of_two_with_one_name_a_person_chooses_and_it_is_remembered(room: WizardRoom) -> None:
    fill(room.server.books.services, [{"name": "ค่าขนส่ง", "sellVatType": 3}])
    room.connect()
    program = room.open(Page.SERVICES)
    program.settle()
    row = program.page(ServicesPage).rows[Service.SHIPPING]
    assert row.several.isVisible()
    assert program.page(ServicesPage).again.isVisible()
    other = row.several.findText("S00003")
    assert row.several.currentIndex() != other
    assert f"{row.several.currentText()} is used, you can" in row.warning.accessibleName()
    row.several.setCurrentIndex(other)
    row.several.activated.emit(other)
    program.settle()
    room.close()
    again = room.open(Page.SERVICES)
    again.settle()
    row = again.page(ServicesPage).rows[Service.SHIPPING]
    assert row.several.currentText() == "S00003"


def test_peak_down_is_said_and_cured_by_check_again(room: WizardRoom) -> None:
    room.connect()
    room.server.stop()
    program = room.open(Page.SERVICES)
    program.settle()
    page = program.page(ServicesPage)
    assert page.problem.isVisible()
    assert not program.can_go_on
    room.server.start()
    program.click(page.problem.button)
    program.settle()
    assert program.can_go_on
