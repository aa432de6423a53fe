"""The ring around what has the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui.choice_card import ChoiceCard
from xpeak_desktop.ui.focus_ring import FocusRing


def test_the_ring_goes_away_with_what_is_scrolled_out_of_sight(qtbot: QtBot) -> None:
    window, inside, scroll = QWidget(), QWidget(), QScrollArea()
    qtbot.addWidget(window)
    rows = QVBoxLayout(inside)
    buttons = [QPushButton(str(number)) for number in range(40)]
    for button in buttons:
        rows.addWidget(button)
    scroll.setWidget(inside)
    QVBoxLayout(window).addWidget(scroll)
    ring = FocusRing(window)
    ring.watch(*buttons)
    window.resize(200, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    scroll.setFocus()
    QTest.keyClick(scroll, Qt.Key.Key_Tab)
    assert buttons[0].hasFocus()
    assert ring.isVisible()
    bar = scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: not ring.isVisible())
    assert buttons[0].hasFocus()
    bar.setValue(0)
    qtbot.waitUntil(ring.isVisible)


def test_a_choice_that_has_the_keyboard_does_not_look_chosen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    card = ChoiceCard("Live link", "For a shop whose xCommerce gave it one")
    QVBoxLayout(window).addWidget(card)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card.clearFocus()
    before = card.grab().toImage()
    card.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.hasFocus()
    assert card.grab().toImage() == before
