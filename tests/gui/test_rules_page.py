"""The page "Rules": every answer is kept, and what it means stands beside it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.settled_shop import SettledShop, settled_shop
from tests.gui.wizard_room import WizardRoom
from tests.sales import line, sale
from xpeak_desktop.domain.problems import Code, Trouble, trouble
from xpeak_desktop.domain.settings import Settings
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.month_chips import MonthChip
from xpeak_desktop.ui.rules_page import RulesPage

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 1)


@pytest.fixture
def ready(qtbot: QtBot, look: Look) -> Callable[..., RulesPage]:
    """Opens the page and waits until it knows what it asked."""

    def opened(shop: SettledShop, *, alone: bool = False, **fields: object) -> RulesPage:
        page = RulesPage(shop.desk(**fields))
        page.alone = alone
        qtbot.addWidget(page)
        page.resize(976, 600)
        page.show()
        page.entered()
        qtbot.waitUntil(lambda: not page.busy)
        return page

    return opened


def kept(qtbot: QtBot, page: RulesPage, shop: SettledShop) -> Settings:
    """The settings on disk once everything the page said is kept."""
    qtbot.waitUntil(lambda: not page.keeping.busy)
    return shop.kept


def test_tax_invoices_are_told_with_their_number_and_baht(
    tmp_path: Path, ready: Callable[..., RulesPage]
) -> None:
    sales = (sale("RC-1"), sale("RC-2"), sale("RC-3", vat_mode="none"))
    with settled_shop(tmp_path, *sales) as shop:
        page = ready(shop)
        assert page.invoice_row.more.words.text() == "This concerns 2 receipts, ฿214.00"


def test_saying_they_do_not_count_warns_and_is_kept(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop)
        page.invoice.setCurrentIndex(1)
        assert "1 receipt, ฿107.00, may be missing" in page.invoice_row.more.words.text()
        assert not kept(qtbot, page, shop).rules.receipt_with_vat_is_tax_invoice


# The offscreen platform cannot raise a popup.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_start_date_says_what_it_leaves_out(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    sales = (sale("RC-1", issued_on=OCTOBER), sale("RC-2"))
    with settled_shop(tmp_path, *sales) as shop:
        page = ready(shop)
        hint = page.start_row.hint.words
        assert hint.text() == "1 receipt before this day, ฿107.00, is not sent"
        QTest.mouseClick(page.start, Qt.MouseButton.LeftButton)
        QTest.keyClick(page.start.calendar, Qt.Key.Key_PageUp)
        QTest.keyClick(page.start.calendar, Qt.Key.Key_Return)
        assert page.start.day() == date(2026, 10, 1)
        assert hint.text() == "No receipt is dated before this day"
        assert kept(qtbot, page, shop).rules.start_date == date(2026, 10, 1)


def test_a_start_in_a_filed_month_warns(tmp_path: Path, ready: Callable[..., RulesPage]) -> None:
    with settled_shop(
        tmp_path, sale(), start_date=OCTOBER, filed_months=frozenset({"2026-10"})
    ) as shop:
        page = ready(shop)
        assert "Oct 2026 is marked as filed" in page.start_row.more.words.text()


def test_a_start_in_a_month_that_was_due_warns(
    tmp_path: Path, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale(), start_date=date(2026, 3, 1)) as shop:
        page = ready(shop)
        assert "has probably been filed" in page.start_row.more.words.text()


def test_a_start_that_is_still_to_come_says_that_nothing_goes_before(
    tmp_path: Path, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale(), start_date=date(2039, 12, 1)) as shop:
        page = ready(shop)
        words = page.start_row.more.words
        assert words.text() == "1 Dec 2039 is still to come: until then nothing is sent"
        assert words.property("tone") == "warn"


def test_a_month_marked_as_filed_holds_its_receipts(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale("RC-1", issued_on=OCTOBER), start_date=OCTOBER) as shop:
        page = ready(shop)
        chips = page.months.findChildren(MonthChip)
        chip = next(one for one in chips if one.month == date(2026, 10, 1))
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert kept(qtbot, page, shop).rules.filed_months == {"2026-10"}
        page.desk.controller.wait()
        with shop.at_work() as room:
            assert [row.code for row in room.ledger.held()] == [Code.DATE_IN_CLOSED_MONTH]


def test_a_shop_without_vat_sees_what_would_wait(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop)
        page.vat.setCurrentIndex(1)
        assert page.vat_row.hint.words.text() == "1 receipt carries VAT, ฿107.00. It waits for you"
        assert page.invoice_row.isHidden()
        assert not kept(qtbot, page, shop).rules.vat_registered


def test_without_a_start_date_the_first_of_this_month_is_offered_and_kept_by_next(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale(), start_date=None) as shop:
        page = ready(shop)
        assert page.start.day().day == 1
        assert shop.kept.rules.start_date is None
        job = page.check()
        assert job is not None
        with qtbot.waitSignal(page.passed):
            page.asking.ask(job)
        assert shop.kept.rules.start_date == page.start.day()


def test_gifts_wait_until_the_shop_sends_them(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    gift = sale("RC-1", lines=(line(price="0.00"),))
    with settled_shop(tmp_path, gift, sale("RC-2")) as shop:
        with shop.at_work() as room:
            room.judge()
        page = ready(shop)
        assert page.rounded.isHidden()
        assert page.gifts.more.words.text() == "1 receipt waits for this"
        page.gifts.choice.setCurrentIndex(1)
        assert kept(qtbot, page, shop).rules.zero_totals_allowed
        page.desk.controller.wait()
        with shop.at_work() as room:
            assert not list(room.ledger.held())


def test_how_often_is_kept_by_the_keyboard(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path) as shop:
        page = ready(shop)
        page.pace.choice.setFocus()
        QTest.keyClick(page.pace.choice, Qt.Key.Key_Right)
        assert kept(qtbot, page, shop).pace.every_minutes == 30


def test_settings_that_cannot_be_written_are_said(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_shop(tmp_path) as shop:
        page = ready(shop)

        def full(_settings: Settings) -> None:
            raise trouble(Code.DISK_FULL, path="settings.json")

        monkeypatch.setattr(shop.profile.store, "save", full)
        page.vat.setCurrentIndex(1)
        qtbot.waitUntil(page.trouble.isVisible)
        assert page.trouble.sentence.text()
        assert shop.kept.rules.vat_registered


def test_opened_alone_an_arrow_key_changes_nothing_before_done(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop, alone=True)
        assert page.first() is None
        assert page.note() == ""
        QTest.keyClick(page.vat, Qt.Key.Key_Right)
        QTest.keyClick(page.pace.choice, Qt.Key.Key_Right)
        assert page.vat_row.hint.words.text() == "1 receipt carries VAT, ฿107.00. It waits for you"
        assert page.note() == "Kept when you press Done. “Back” leaves all as it was"
        page.left()
        page.desk.controller.wait()
        assert shop.kept.rules.vat_registered
        assert shop.kept.pace.every_minutes == 15


def test_opened_alone_it_keeps_all_its_answers_by_done(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop, alone=True)
        page.vat.setCurrentIndex(1)
        page.pace.choice.setCurrentIndex(2)
        job = page.check()
        assert job is not None
        with qtbot.waitSignal(page.passed):
            page.asking.ask(job)
        assert not shop.kept.rules.vat_registered
        assert shop.kept.pace.every_minutes == 30


def test_opened_alone_what_was_answered_outlives_a_disk_that_was_full(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    with settled_shop(tmp_path, sale()) as shop:
        page = ready(shop, alone=True)
        page.vat.setCurrentIndex(1)

        def full(_settings: Settings) -> None:
            raise trouble(Code.DISK_FULL, path="settings.json")

        monkeypatch.setattr(shop.profile.store, "save", full)
        job = page.check()
        assert job is not None
        page.asking.ask(job)
        qtbot.waitUntil(page.trouble.isVisible)
        monkeypatch.undo()
        QTest.mouseClick(page.trouble.button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.busy)
        assert page.vat.currentIndex() == 1
        assert shop.kept.rules.vat_registered
        page.entered()
        qtbot.waitUntil(lambda: not page.busy)
        assert page.vat.currentIndex() == 0


def test_opened_alone_it_leaves_the_switch_of_the_computer_to_the_settings(
    tmp_path: Path, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path) as shop:
        page = ready(shop, alone=True, autostart=Computer())
        assert page.start_with is not None
        assert page.start_with.isHidden()


@pytest.mark.parametrize("alone", [True, False])
def test_only_opened_alone_the_keyboard_begins_on_the_button_below(
    make_room: Callable[..., WizardRoom], alone: bool
) -> None:
    room = make_room()
    program = room.open(Page.RULES, one_page=alone)
    program.settle()
    page = program.page(RulesPage)
    done = program.view.foot.next
    program.wait_for(lambda: program.view.focusWidget() is (done if alone else page.vat))
    program.press(Qt.Key.Key_Right)
    program.press(Qt.Key.Key_Down)
    assert room.settings.rules.vat_registered
    QTest.keyClick(page.vat, Qt.Key.Key_Right)
    program.wait_for(lambda: not page.keeping.busy)
    assert room.settings.rules.vat_registered is alone
    program.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    program.controller.wait()
    assert bool(program.ended) is alone
    assert room.settings.rules.vat_registered is alone


class Computer:
    """Starts programs, or refuses to."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.on = False
        self.refuses = refuses

    def enabled(self) -> bool:
        return self.on

    def set_enabled(self, enabled: bool) -> None:
        if self.refuses:
            raise Trouble(trouble(Code.AUTOSTART_REFUSED).problem)
        self.on = enabled


@pytest.mark.parametrize("refuses", [False, True])
def test_starting_with_the_computer_shows_what_the_computer_did(
    tmp_path: Path, qtbot: QtBot, ready: Callable[..., RulesPage], refuses: bool
) -> None:
    computer = Computer(refuses=refuses)
    with settled_shop(tmp_path) as shop:
        page = ready(shop, autostart=computer)
        assert page.start_with is not None
        QTest.mouseClick(page.start_with.switch, Qt.MouseButton.LeftButton)
        assert page.start_with.switch.isChecked() is computer.on is not refuses
        assert page.start_with.more.isHidden() is not refuses


def test_where_the_computer_cannot_there_is_no_such_row(
    tmp_path: Path, ready: Callable[..., RulesPage]
) -> None:
    with settled_shop(tmp_path) as shop:
        assert ready(shop).start_with is None
