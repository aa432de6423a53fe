"""The two sides of a document: what differs, and a status in the window's own language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from tests.gui.fakes_ui import detail_of, receipt_row
from xpeak_desktop.domain.receipt import Receipt
from xpeak_desktop.ui import i18n
from xpeak_desktop.ui.compare_table import side_of_receipt
from xpeak_desktop.ui.resources import resources_dir


@pytest.fixture
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    translators = i18n.install(qapp, request.param, resources_dir())
    yield request.param
    for translator in translators:
        QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(before)


def receipt(status: str) -> Receipt:
    made = detail_of(receipt_row(1)).receipt
    assert made is not None
    return replace(made, status=status)


@pytest.mark.parametrize(
    ("language", "word", "shown"),
    [
        ("en", "ชำระแล้ว", "Paid"),
        ("en", " จัดส่งแล้ว ", "Paid"),
        ("en", "ยกเลิก", "Cancelled"),
        ("en", "VOID", "Cancelled"),
        ("th", "Paid", "ชำระแล้ว"),
        ("th", "cancelled", "ยกเลิก"),
    ],
    indirect=["language"],
)
def test_a_known_status_is_said_in_the_windows_language(
    language: str, word: str, shown: str
) -> None:
    assert i18n.plain(side_of_receipt(receipt(word)).status) == shown


@pytest.mark.parametrize("language", ["en", "th"], indirect=True)
def test_a_status_that_nobody_knows_stays_as_it_is_written(language: str) -> None:
    assert side_of_receipt(receipt("รอตรวจ")).status == "รอตรวจ"
