"""Qt ships no Thai, so the words of its own dialogs are ours."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.resources import resources_dir

THAI = re.compile("[\u0e01-\u0e5b]")


@pytest.fixture(autouse=True)
def in_thai(qapp: QApplication) -> Iterator[None]:
    translators = i18n.install(qapp, "th", resources_dir())
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


def words_of(widget: QWidget) -> Iterator[str]:
    for button in widget.findChildren(QPushButton):
        yield button.text()
    for label in widget.findChildren(QLabel):
        yield label.text()
    for action in widget.findChildren(QAction):
        yield action.text()
    for one in widget.findChildren(QHeaderView):
        model = one.model()
        for section in range(model.columnCount()):
            yield str(model.headerData(section, one.orientation()) or "")


def not_thai(words: Iterator[str]) -> list[str]:
    return [text for text in words if any(map(str.isalpha, text)) and not THAI.search(text)]


def test_every_button_of_a_dialog_is_thai(qtbot: QtBot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            box.addButton(button)
    assert len(box.buttons()) > 15
    assert not_thai(words_of(box)) == []


def test_the_wizards_own_buttons_are_thai(qtbot: QtBot) -> None:
    wizard = QWizard()
    qtbot.addWidget(wizard)
    wizard.setOptions(QWizard.WizardOption.HaveHelpButton)
    assert not_thai(words_of(wizard)) == []
    assert wizard.button(QWizard.WizardButton.BackButton).text() == "ย้อนกลับ"


def test_choosing_a_file_or_a_folder_is_thai(qtbot: QtBot) -> None:
    for mode in (QFileDialog.FileMode.Directory, QFileDialog.FileMode.ExistingFiles):
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        dialog.setNameFilter("xCommerce (*.xlsx)")
        places = {"xCommerce (*.xlsx)", QCoreApplication.applicationName()}
        assert [text for text in not_thai(words_of(dialog)) if text not in places] == []


def test_details_of_a_message_are_thai(qtbot: QtBot) -> None:
    message = QMessageBox(QMessageBox.Icon.Question, "", "ส่ง")
    qtbot.addWidget(message)
    message.setDetailedText("TS-09")
    message.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    assert not_thai(words_of(message)) == []


def test_the_menu_of_a_field_is_thai(qtbot: QtBot) -> None:
    field = QLineEdit("Token")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    qtbot.addWidget(menu)
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert len([*filter(None, words)]) >= 7
    assert not_thai(iter(words)) == []
