"""A few facts beside each other, with as much of each as there is room for."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui.facts import Facts
from xpeak_desktop.ui.look import Look

CHANNELS = "โอนธนาคาร กสิกร, เก็บเงินปลายทาง (COD), บัตรเครดิต, ShopeePay, พร้อมเพย์"


def test_what_was_cut_short_comes_back_with_the_room(qtbot: QtBot, look: Look) -> None:
    del look
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts([("Receipts", "120 receipts"), ("Payment channels", CHANNELS)])
    facts.resize(300, 80)
    qtbot.waitUntil(lambda: CHANNELS not in shown(facts))
    facts.resize(900, 80)
    qtbot.waitUntil(lambda: CHANNELS in shown(facts))


def shown(facts: Facts) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in facts.findChildren(QLabel) if one.isVisibleTo(facts)]
