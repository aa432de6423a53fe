"""The shipped typeface loads as one family with three weights, whatever fonts a computer has."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics, QRawFont
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


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_the_minus_is_a_plus_without_its_upright_and_no_hyphen(path: Path) -> None:
    """Noto Sans Thai draws U+2212 with its hyphen, which is easily overlooked before an amount."""
    minus, plus, equal, hyphen = (_drawn(path, sign) for sign in "−+=-")
    assert minus[0] == plus[0] == equal[0]
    assert minus[1] != hyphen[1]
    (left, right), middle = (plus[1].left(), plus[1].right()), plus[1].center().y()
    assert (minus[1].left(), minus[1].right()) == (left, right)
    assert minus[1].center().y() == pytest.approx(middle, abs=2)
    assert minus[1].height() < 110, "a bar, as thick as that of the plus"


def _drawn(path: Path, sign: str) -> tuple[float, QRectF]:
    """How far a sign moves on, and the room of its outline, in thousandths of the font's size."""
    font = QRawFont(str(path), 1000, QFont.HintingPreference.PreferNoHinting)
    [index] = font.glyphIndexesForString(sign)
    [advance] = font.advancesForGlyphIndexes([index])
    return advance.x(), font.pathForGlyph(index).boundingRect()
