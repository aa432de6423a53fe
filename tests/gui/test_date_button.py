"""A day is chosen by mouse or by keyboard alone, in the years of the language."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui.calendar_popup import month_moved
from xpeak_desktop.ui.date_button import DateButton
from xpeak_desktop.ui.figures import locale_of
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.segmented import Segmented

# The offscreen platform cannot raise a popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TODAY = date(2026, 11, 23)


def button(qtbot: QtBot, language: str = "th") -> DateButton:
    made = DateButton(language, TODAY, "เริ่มส่ง")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_shows_and_speaks_the_buddhist_year(qtbot: QtBot, look: Look) -> None:
    made = button(qtbot)
    assert made.text() == "23 พฤศจิกายน 2569"
    assert made.accessibleName() == "เริ่มส่ง 23 พฤศจิกายน 2569"
    assert button(qtbot, "en").text() == "23 November 2026"


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ([Qt.Key.Key_Left], date(2026, 11, 22)),
        ([Qt.Key.Key_Up, Qt.Key.Key_Right], date(2026, 11, 17)),
        ([Qt.Key.Key_Down], date(2026, 11, 30)),
        ([Qt.Key.Key_Home], date(2026, 11, 1)),
        ([Qt.Key.Key_End], date(2026, 11, 30)),
        ([Qt.Key.Key_PageUp, Qt.Key.Key_Home], date(2026, 10, 1)),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageDown], date(2027, 1, 23)),
    ],
)
def test_the_keyboard_chooses(qtbot: QtBot, look: Look, keys: list[Qt.Key], day: date) -> None:
    made = button(qtbot)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert made.calendar.isVisible()
    for key in keys:
        QTest.keyClick(made.calendar, key)
    with qtbot.waitSignal(made.chosen) as chosen:
        QTest.keyClick(made.calendar, Qt.Key.Key_Return)
    assert chosen.args == [day]
    assert made.day() == day
    assert not made.calendar.isVisible()


def test_escape_leaves_the_day_as_it_was(qtbot: QtBot, look: Look) -> None:
    made = button(qtbot)
    made.open_calendar()
    QTest.keyClick(made.calendar, Qt.Key.Key_PageUp)
    QTest.keyClick(made.calendar, Qt.Key.Key_Escape)
    assert not made.calendar.isVisible()
    assert made.day() == TODAY


def test_a_click_takes_a_day_and_each_day_has_a_name(qtbot: QtBot, look: Look) -> None:
    made = button(qtbot)
    made.open_calendar()
    days = {one.day: one for one in made.calendar._days}
    assert days[date(2026, 11, 9)].accessibleName() == "วันจันทร์ที่ 9 พฤศจิกายน 2569"
    QTest.mouseClick(days[date(2026, 11, 9)], Qt.MouseButton.LeftButton)
    assert made.day() == date(2026, 11, 9)


@pytest.mark.parametrize(("language", "first"), [("th", "อา."), ("en", "Mo")])
def test_weeks_begin_as_in_the_country(qtbot: QtBot, look: Look, language: str, first: str) -> None:
    before = QLocale()
    QLocale.setDefault(locale_of(language))
    try:
        made = button(qtbot, language)
        item = made.calendar._grid.itemAtPosition(0, 0)
        assert item is not None
        head = item.widget()
        assert isinstance(head, QLabel)
        assert head.text() == first
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), -1, date(2028, 2, 29)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 1, 5), -13, date(2024, 12, 5)),
        (date(2026, 11, 1), -1, date(2026, 10, 1)),
    ],
)
def test_months_are_moved_by_the_calendar(day: date, months: int, moved: date) -> None:
    assert month_moved(day, months) == moved


def test_a_choice_tells_only_what_a_person_chose(qtbot: QtBot, look: Look) -> None:
    choice = Segmented(("จดแล้ว", "ยังไม่ได้จด"), "VAT")
    qtbot.addWidget(choice)
    told: list[int] = []
    choice.chosen.connect(told.append)
    choice.choose(1)
    assert choice.currentIndex() == 1
    assert told == []
    QTest.keyClick(choice, Qt.Key.Key_Left)
    assert told == [0]
    assert choice.accessibleName() == "VAT"


def test_the_calendar_stays_within_its_window(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setFixedSize(700, 300)
    at_left, at_right = (DateButton("th", TODAY, "เริ่มส่ง") for _ in range(2))
    for one, left in ((at_left, 20), (at_right, 480)):
        one.setParent(window)
        one.move(left, 20)
    window.show()
    for one in (at_left, at_right):
        one.open_calendar()
    # The offscreen platform moves every popup by its frame.
    frame = 2
    left_edge = at_left.mapToGlobal(QPoint()).x()
    assert left_edge <= at_left.calendar.x() <= left_edge + frame
    calendar = at_right.calendar
    right_edge = at_right.mapToGlobal(QPoint(at_right.width(), 0)).x()
    assert right_edge <= calendar.x() + calendar.width() <= right_edge + frame
