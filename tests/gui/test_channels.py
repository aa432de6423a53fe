"""The page and the place "Bank channels": every channel, decided by mouse or by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.matching_shop import MatchingShop, shop_in
from tests.sales import KBANK, SCB, sale
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code
from xpeak_desktop.domain.rules import CASH, ChannelRule
from xpeak_desktop.ports import Counted
from xpeak_desktop.sandbox.master_data import lower_keys
from xpeak_desktop.services.jobs.channels import ChannelLine, Channels
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.channel_row import ChannelRow
from xpeak_desktop.ui.channels_page import ChannelsPage
from xpeak_desktop.ui.channels_place import ChannelsPlace
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.reading import Reading
from xpeak_desktop.ui.switch import Switch

LINE_PAY = "LINE Pay"
SALES = (sale("RC-1"), sale("RC-2"), sale("RC-3", channel=LINE_PAY))


@pytest.fixture
def shop(tmp_path: Path, look: Look) -> Iterator[MatchingShop]:
    del look
    with shop_in(tmp_path, *SALES) as made:
        yield made


def open_page(qtbot: QtBot, shop: MatchingShop) -> ChannelsPage:
    """The page as the wizard brings it; PEAK was asked when this returns."""
    page = ChannelsPage(shop.desk())
    shop.show(page)
    page.entered()
    qtbot.waitUntil(lambda: bool(page.channels._rows) or bool(page.note()))
    qtbot.waitUntil(lambda: not page.channels._looking.busy)
    return page


def row(page: ChannelsPage | ChannelsPlace, channel: str) -> ChannelRow:
    return page.channels._rows[channel]


def until_kept(qtbot: QtBot, page: ChannelsPage | ChannelsPlace) -> None:
    qtbot.waitUntil(lambda: not page.channels.busy)


def kept(shop: MatchingShop) -> dict[str, ChannelRule]:
    """What the ledger holds after the program has ended."""
    shop.end()
    with shop.at_work() as room:
        return dict(room.ledger.channels())


def cut_off(page: ChannelsPage) -> list[str]:
    """Sentences that are lower than their lines need."""
    return [
        one.text()
        for one in page.findChildren(QLabel)
        if one.isVisible() and one.wordWrap() and one.height() < one.heightForWidth(one.width())
    ]


def test_an_undecided_channel_shows_two_buttons_and_no_switch(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    one = row(page, LINE_PAY)
    assert one.yes.isVisible()
    assert one.no.isVisible()
    assert not one.switch.isVisible()
    assert not one.account.isVisible()
    assert one.hint.accessibleName() == "New channel, its receipts wait until you choose"
    assert one.counts.words == "1 receipt  ฿107.00"
    assert row(page, KBANK).counts.words == "2 receipts  ฿214.00"


def test_of_a_new_channel_nothing_is_said_to_wait_that_is_in_peak(qtbot: QtBot) -> None:
    made = ChannelRow("en")
    qtbot.addWidget(made)
    taken_over = ChannelLine(ChannelRule(LINE_PAY), Counted(18, 1800_00), waiting=0)
    made.show_line(taken_over, Channels((taken_over,), ()))
    assert made.counts.words == "18 receipts  ฿1,800.00"
    assert made.hint.accessibleName() == "New channel, choose before its next receipts come"
    assert made.hint.property("tone") == "info"
    more = replace(taken_over, waiting=1)
    made.show_line(more, Channels((more,), ()))
    assert made.hint.accessibleName() == "New channel, its receipts wait until you choose"
    assert made.hint.property("tone") == "warn"


def test_next_waits_until_one_channel_is_switched_on(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    assert not page.isComplete()
    assert page.note() == "Choose Send for at least one channel"
    row(page, KBANK).no.click()
    until_kept(qtbot, page)
    assert not page.isComplete()
    row(page, KBANK).switch.click()
    until_kept(qtbot, page)
    assert page.isComplete()
    assert page.note() == "You can go on, 1 receipt of LINE Pay will wait"
    row(page, LINE_PAY).yes.click()
    until_kept(qtbot, page)
    assert page.note() == ""


def test_a_decision_is_in_the_ledger_and_shown_when_one_comes_again(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    row(page, KBANK).yes.click()
    box = row(page, KBANK).account
    assert box.currentData() == CASH
    assert box.currentText() == "Not chosen, counts as cash (CSH001)"
    box.setCurrentIndex(box.findData("BSV002"))
    box.activated.emit(box.currentIndex())
    until_kept(qtbot, page)
    assert kept(shop)[KBANK] == ChannelRule(KBANK, send=True, pay_into="BSV002")
    again = open_page(qtbot, shop)
    assert row(again, KBANK).switch.isChecked()
    assert row(again, KBANK).account.currentData() == "BSV002"


def test_quick_decisions_are_all_kept(qtbot: QtBot, tmp_path: Path, look: Look) -> None:
    del look
    names = [f"ช่องทาง {number}" for number in range(12)]
    sales = [sale(f"RC-{number}", channel=name) for number, name in enumerate(names)]
    with shop_in(tmp_path, *sales) as shop:
        page = open_page(qtbot, shop)
        for number, name in enumerate(names):
            (row(page, name).yes if number % 2 else row(page, name).no).click()
        for name in names[:3]:
            row(page, name).switch.click()
        until_kept(qtbot, page)
        rules = kept(shop)
    sends = [rules[name].send for name in names]
    assert sends == [True, False, True] + [bool(number % 2) for number in range(3, 12)]


def test_quitting_at_once_loses_no_decision(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    # The second waits in the page for the answer to the first.
    row(page, KBANK).yes.click()
    row(page, LINE_PAY).no.click()
    shop.end()
    rules = kept(shop)
    assert rules[KBANK].send is True
    assert rules[LINE_PAY].send is False


def test_leaving_the_page_at_once_loses_no_decision(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    page.channels.check_again()
    row(page, LINE_PAY).yes.click()
    page.left()
    until_kept(qtbot, page)
    assert kept(shop)[LINE_PAY].send is True


def test_all_receipts_are_judged_once_by_what_was_decided(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    row(page, KBANK).yes.click()
    row(page, LINE_PAY).no.click()
    qtbot.waitUntil(lambda: not page.channels._owes_judging)
    shop.end()
    with shop.at_work() as room:
        held = [one.code for one in room.ledger.held()]
        excluded = room.ledger.row_count((State.EXCLUDED,))
    # KBANK's wait for their product now: PEAK's were never read.
    assert held == [Code.PRODUCT_UNMATCHED, Code.PRODUCT_UNMATCHED]
    assert excluded == 1


def test_send_all_decides_only_what_is_undecided(qtbot: QtBot, shop: MatchingShop) -> None:
    shop.sell(sale("RC-9", channel=SCB), name="more.csv")
    page = open_page(qtbot, shop)
    row(page, LINE_PAY).no.click()
    assert page.channels.send_all.isVisible()
    page.channels.send_all.click()
    until_kept(qtbot, page)
    assert not page.channels.send_all.isVisible()
    rules = kept(shop)
    assert [rules[name].send for name in (KBANK, SCB, LINE_PAY)] == [True, True, False]


def test_after_send_all_the_keyboard_is_at_the_first_channel(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    page.channels.send_all.setFocus()
    QTest.keyClick(page.channels.send_all, Qt.Key.Key_Space)
    until_kept(qtbot, page)
    assert not page.channels.send_all.isVisible()
    assert page.window().focusWidget() is page.first()
    assert isinstance(page.window().focusWidget(), Switch)


def test_a_channel_that_is_off_has_no_account_to_choose(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    row(page, KBANK).no.click()
    assert not row(page, KBANK).account.isEnabled()
    assert row(page, KBANK).switch.text() == "Don't send"


def test_an_account_gone_from_peak_is_flagged_where_it_is_used(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    row(page, KBANK).yes.click()
    box = row(page, KBANK).account
    box.setCurrentIndex(box.findData("BSV001"))
    box.activated.emit(box.currentIndex())
    until_kept(qtbot, page)
    shop.server.books.methods.remove("BSV001")
    page.channels.help.again.click()
    qtbot.waitUntil(lambda: row(page, KBANK).hint.isVisible())
    words = "This account is gone from PEAK, choose another"
    assert row(page, KBANK).hint.accessibleName() == words
    assert page.isComplete()
    row(page, LINE_PAY).no.click()
    assert page.note() == f"You can go on, receipts of {KBANK} wait for another account"


def test_an_account_added_by_hand_is_there_after_checking_again(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    row(page, KBANK).yes.click()
    until_kept(qtbot, page)
    page.channels.help.how.click()
    steps = [one.accessibleName() for one in page.channels.help.steps.findChildren(QWidget)]
    assert "4.1 In PEAK open “Finance” > “Bank” > “Add channel”" in steps
    shop.server.books.methods.create(lower_keys({"type": 2, "name": "กรุงเทพ"}))
    page.channels.help.again.click()
    qtbot.waitUntil(lambda: row(page, KBANK).account.findData("BSV003") > 0)


def test_the_steps_show_by_themselves_while_peak_has_no_bank_account(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    for code in ("BSV001", "BSV002"):
        shop.server.books.methods.remove(code)
    page = open_page(qtbot, shop)
    assert page.channels.help.steps.isVisible()


def test_with_peak_down_the_channels_are_there_and_can_be_decided(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    shop.server.stop()
    page = open_page(qtbot, shop)
    assert page.channels.help.property("panel") == "warn"
    row(page, KBANK).yes.click()
    until_kept(qtbot, page)
    assert page.isComplete()
    assert kept(shop)[KBANK].send is True


def test_a_slow_peak_holds_neither_the_list_nor_next(qtbot: QtBot, shop: MatchingShop) -> None:
    shop.server.switches.delay_seconds = 30
    page = ChannelsPage(shop.desk())
    shop.show(page)
    page.entered()
    qtbot.waitUntil(lambda: bool(page.channels._rows) and page.channels._looking.busy)
    assert page.channels.help.again.text() == "Asking PEAK"
    shop.server.switches.delay_seconds = 0
    shop.server.stop()
    row(page, KBANK).yes.click()
    qtbot.waitUntil(page.isComplete, timeout=20_000)


def test_a_shop_without_sales_may_go_on(qtbot: QtBot, tmp_path: Path, look: Look) -> None:
    del look
    with shop_in(tmp_path) as shop:
        page = open_page(qtbot, shop)
        assert page.isComplete()
        assert page.note() == "You can go on, channels come with the first sales"
        assert page.channels.empty.isVisible()


def test_everything_can_be_decided_by_keyboard(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    one = row(page, KBANK)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is one.yes)
    QTest.keyClick(one.yes, Qt.Key.Key_Space)
    # The keyboard stays where the decision was made.
    assert QApplication.focusWidget() is one.switch
    QTest.keyClick(one.switch, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is one.account
    QTest.keyClick(one.account, Qt.Key.Key_Down)
    until_kept(qtbot, page)
    QTest.keyClick(one.account, Qt.Key.Key_Backtab)
    QTest.keyClick(one.switch, Qt.Key.Key_Space)
    until_kept(qtbot, page)
    assert kept(shop)[KBANK] == ChannelRule(KBANK, send=False, pay_into="CSH001")


def test_the_wheel_never_changes_an_account(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    row(page, KBANK).yes.click()
    until_kept(qtbot, page)
    box = row(page, KBANK).account
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    assert turn.type() is QEvent.Type.Wheel
    QApplication.sendEvent(box, turn)
    assert box.currentData() == CASH


def test_every_control_says_which_channel_it_decides(qtbot: QtBot, shop: MatchingShop) -> None:
    page = open_page(qtbot, shop)
    one = row(page, LINE_PAY)
    names = [one.switch, one.yes, one.no, one.account]
    assert [widget.accessibleName() for widget in names] == [
        "LINE Pay: send to PEAK",
        "LINE Pay: send",
        "LINE Pay: don't send",
        "LINE Pay: pays into",
    ]


@pytest.mark.parametrize("language", ["en", "th"])
def test_sixty_channels_with_long_names_fit_a_small_window(
    qtbot: QtBot, tmp_path: Path, look: Look, language: str
) -> None:
    del look
    long = "ช่องทางการชำระเงินผ่านแอปธนาคารของร้านสาขาถนนสุขุมวิท ซอยที่ {}"
    sales = [sale(f"RC-{number}", channel=long.format(number)) for number in range(60)]
    with shop_in(tmp_path, *sales, language=language) as shop:
        page = open_page(qtbot, shop)
        page.resize(796, 400)
        qtbot.waitUntil(lambda: len(page.channels._rows) == 60, timeout=20_000)
        qtbot.waitUntil(lambda: page.channels._scroll.horizontalScrollBar().maximum() == 0)
        inside = page.channels._scroll.widget()
        assert inside is not None
        assert inside.width() <= page.channels._scroll.viewport().width()
        qtbot.waitUntil(lambda: not cut_off(page))


def test_the_place_goes_to_the_channel_one_came_for(qtbot: QtBot, shop: MatchingShop) -> None:
    desk = shop.desk()
    place = ChannelsPlace(desk, Reading(desk.context.open_reader))
    shop.show(place)
    place.entered("LINE Pay, โอน …")
    qtbot.waitUntil(lambda: bool(place.channels._rows))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row(place, LINE_PAY).yes)
    assert shop.server.books.request_counts.total() == 0


def test_a_channel_of_new_sales_appears_undecided(qtbot: QtBot, shop: MatchingShop) -> None:
    desk = shop.desk()
    place = ChannelsPlace(desk, Reading(desk.context.open_reader))
    shop.show(place)
    place.entered()
    qtbot.waitUntil(lambda: bool(place.channels._rows))
    row(place, KBANK).yes.click()
    until_kept(qtbot, place)
    with qtbot.waitSignal(desk.controller.finished, timeout=30_000):
        shop_more = sale("RC-77", channel="TrueMoney")
        shop.write(shop_more, name="new.csv")
        desk.controller.request()
    place.refresh(afresh=True)
    qtbot.waitUntil(lambda: "TrueMoney" in place.channels._rows)
    assert row(place, "TrueMoney").yes.isVisible()


def test_a_switch_is_a_check_box_whose_word_says_how_it_stands(qtbot: QtBot) -> None:
    switch = Switch("ส่ง", "ไม่ส่ง")
    qtbot.addWidget(switch)
    switch.show()
    assert switch.text() == "ไม่ส่ง"
    with qtbot.waitSignal(switch.toggled):
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 3, 5))
    assert switch.text() == "ส่ง"
    with qtbot.assertNotEmitted(switch.toggled):
        switch.show_state(on=False)
    assert switch.text() == "ไม่ส่ง"
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface is not None
    assert interface.role() is QAccessible.Role.CheckBox


def test_the_keyboard_goes_to_the_first_channel_though_one_has_no_name(
    qtbot: QtBot, tmp_path: Path, look: Look
) -> None:
    del look
    sales = [
        *(sale(f"RC-{number}", channel="โอน") for number in range(2)),
        sale("RC-9", channel=""),
    ]
    with shop_in(tmp_path, *sales) as shop:
        page = open_page(qtbot, shop)
        assert list(page.channels._rows) == ["โอน", ""]
        assert page.channels._found is row(page, "โอน")
        qtbot.waitUntil(lambda: QApplication.focusWidget() is row(page, "โอน").yes)


def test_a_line_stands_between_rows_and_none_under_the_last(
    qtbot: QtBot, shop: MatchingShop
) -> None:
    page = open_page(qtbot, shop)
    first, second = sorted((row(page, KBANK), row(page, LINE_PAY)), key=ChannelRow.y)

    def edges(one: ChannelRow) -> list[str]:
        picture = page.channels.grab(QRect(one.mapTo(page.channels, QPoint()), one.size()))
        image = picture.toImage()
        return [image.pixelColor(4, y).name().upper() for y in (0, image.height() - 1)]

    line, ground = theme.current().line, theme.current().surface
    assert edges(first) == [ground, ground]
    assert edges(second) == [line, ground]
