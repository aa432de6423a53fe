"""The shipped typeface loads as one family with three weights, whatever fonts a computer has."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from pytestqt.qtbot import QtBot

from tests.house_rules.source import ROOT

FAMILY = "XPEAK Sans"
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))


@pytest.fixture(autouse=True)
def loaded(qtbot: QtBot) -> None:
    for font in FONTS:
        assert QFontDatabase.addApplicationFont(str(font)) >= 0


def test_the_family_has_exactly_the_three_weights() -> None:
    weights = {QFontDatabase.weight(FAMILY, style) for style in QFontDatabase.styles(FAMILY)}
    assert weights == {400, 500, 600}


@pytest.mark.parametrize("weight", QFont.Weight)
def test_every_weight_comes_from_our_files(weight: QFont.Weight) -> None:
    font = QFont(FAMILY, weight=weight)
    font.setPixelSize(15)
    assert QFontInfo(font).family() == FAMILY


def test_stacked_thai_marks_fit_the_line_box() -> None:
    font = QFont(FAMILY)
    font.setPixelSize(15)
    metrics = QFontMetrics(font)
    marks = metrics.tightBoundingRect("ปั๊ม ที่ ญู ฐุ น้ำ ผู้")
    assert -marks.top() <= metrics.ascent()
    assert marks.bottom() <= metrics.descent()
