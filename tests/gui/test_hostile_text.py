"""Names that try to be something else: markup, turned-around letters, control signs, a megabyte."""

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import OpenWindow
from tests.gui.fakes_ui import FakeReader, receipt_row
from xpeak_desktop.domain.journey import State
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ports import ReceiptRow
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.look import Look
from xpeak_desktop.ui.rail import Rail
from xpeak_desktop.ui.reading import Reading, Shown
from xpeak_desktop.ui.receipts_model import Column, ReceiptsModel
from xpeak_desktop.ui.refusal import Refusal
from xpeak_desktop.ui.tips import balloon, tip
from xpeak_desktop.ui.widgets import WrappingLabel, label

HOSTILE = {
    "markup": "<b>ร้าน</b><img src='file:///etc/passwd'><a href='https://x.example'>x</a>",
    "entity": "A&lt;b&gt;B &amp; C",
    "xml": "<?xml version='1.0'?><html><body>x</body></html>",
    "bidi": "RC-\u202e00001\u202c\u2066x\u2069",
    "control": "a\x00b\x1b[31mc\r\nd\x07\x7f",
    "marks": "ก" + "้" * 300,
    "emoji": "👩‍👩‍👧‍👦" * 50,
    "huge": "ร้านดินเผา <b>" * 70_000,
    "one huge word": "x" * 1_000_000,
}
every_name = pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
DANGEROUS = "\x00\x07\x1b\x7f\u202e\u202c\u2066\u2069"


def no_danger(words: str) -> bool:
    return not any(sign in words for sign in DANGEROUS)


def labels_are_plain(widget: QWidget) -> bool:
    """Qt guesses with anything but PlainText; message boxes make labels of their own."""
    return all(
        one.textFormat() is Qt.TextFormat.PlainText or not Qt.mightBeRichText(one.text())
        for one in widget.findChildren(QLabel)
    )


def tips_are_inert(widget: QWidget) -> bool:
    tips = [one.toolTip() for one in (widget, *widget.findChildren(QWidget))]
    return all(not Qt.mightBeRichText(one) and no_danger(one) and len(one) < 4000 for one in tips)


# --------------------------------------------------------------------------- tips


@every_name
def test_a_tip_is_never_read_as_markup(name: str) -> None:
    for made in (tip(name), balloon(name)):
        assert not Qt.mightBeRichText(made)
        assert no_danger(made)
        assert len(made) < 4000


def test_a_plain_tip_stays_as_it_is() -> None:
    words = "บ้านดินเผา เซรามิก\nปั๊ม ที่ ญู A < B และ B & C"
    assert tip(words) == balloon(words) == words
    assert tip("") == balloon("") == ""


def test_a_balloon_is_left_to_the_computers_panel_to_wrap() -> None:
    words = "ใบเสร็จ " * 30
    assert balloon(words) == words.strip()


def test_a_long_tip_goes_on_in_the_next_line_between_words() -> None:
    said = "The xCommerce product code must equal the PEAK product number, letter by letter. " * 2
    lines = tip(said).splitlines()
    widest = max(theme.metrics(theme.BODY).horizontalAdvance(line) for line in lines)
    assert 3 <= len(lines) <= 5
    assert 250 < widest <= theme.scaled(400)
    assert " ".join(lines) == said.strip()


def test_a_long_tip_in_thai_breaks_where_words_end(look: Look) -> None:
    del look
    words = ["โปรแกรม", "อ่าน", "ไฟล์", "ใบเสร็จ", "ทั้งหมด", "ให้", "เอง"] * 6
    lines = tip("\u200b".join(words)).splitlines()
    assert len(lines) > 1
    assert "".join(lines) == "".join(words)
    ends = {"".join(words[:count]) for count in range(len(words) + 1)}
    assert all("".join(lines[: count + 1]) in ends for count in range(len(lines)))


def test_a_long_word_of_signs_beyond_the_first_plane_loses_none(look: Look) -> None:
    del look
    assert tip("😀" * 100).replace("\n", "") == "😀" * 100


def test_what_looks_like_markup_is_shown_letter_by_letter() -> None:
    assert tip("<b>ร้าน</b>").replace("\u200b", "") == "<b>ร้าน</b>"


# --------------------------------------------------------------------------- pieces


@every_name
def test_labels_show_letters_not_markup(name: str, qtbot: QtBot, look: Look) -> None:
    for one in (label(theme.BODY, words=name[:5000]), WrappingLabel(theme.BODY)):
        qtbot.addWidget(one)
        one.setText(name[:5000])
        assert one.textFormat() is Qt.TextFormat.PlainText


@every_name
def test_the_rail_shows_any_shops_name(name: str, qtbot: QtBot, look: Look) -> None:
    rail = Rail(name)
    qtbot.addWidget(rail)
    rail.show()
    assert rail.width() == rail.maximumWidth()
    assert labels_are_plain(rail)
    assert tips_are_inert(rail)
    assert len(rail.shop.text()) < 500


@every_name
def test_a_refusal_shows_any_name(name: str, qtbot: QtBot, look: Look) -> None:
    box = Refusal(Problem(Code.SETTINGS_BROKEN, {"path": name, "version": name}), "th")
    qtbot.addWidget(box)
    for shown in (box.title, box.fix):
        assert shown.textFormat() is Qt.TextFormat.PlainText
    said = box.title.text() + box.fix.text()
    assert no_danger(said)
    assert len(said) < 2000


# --------------------------------------------------------------------------- the window


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE.keys()))
def reader(request: pytest.FixtureRequest) -> FakeReader:
    """A ledger in which everything that comes from outside is hostile."""
    name: str = request.param
    given = {"sku": name, "channel": name, "words": name, "number": name}
    codes = (Code.PRODUCT_UNMATCHED, Code.CHANNEL_UNDECIDED, Code.NUMBER_TOO_LONG)
    rows = [
        receipt_row(serial, State.BLOCKED, code=code, params=given, number=name, channel=name)
        for serial, code in enumerate(codes, 1)
    ]
    sent = receipt_row(9, State.SENT, number=name, channel=name)
    made = FakeReader([*rows, sent])
    made.cases = [(name, Problem(Code.PEAK_TOTAL_DIFFERS, {"field": name, "ours": name}))]
    made.standing = Problem(Code.FOLDER_MISSING, {"folder": name})
    return made


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_whole_window_shows_any_name(
    reader: FakeReader, language: str, open_window: OpenWindow
) -> None:
    page = open_window(reader, language=language, shop_name=reader.all[0].number)
    page.window.grab()
    assert labels_are_plain(page.window)
    assert tips_are_inert(page.window)
    assert no_danger(page.window.windowTitle())
    assert len(page.window.windowTitle()) < 500


@every_name
def test_every_cell_of_the_list_is_one_short_line(name: str, look: Look) -> None:
    given = {"sku": name, "words": name}
    row = receipt_row(
        1, State.REJECTED, code=Code.PEAK_REJECTED, params=given, number=name, channel=name
    )
    model = model_of(row)
    for column in Column:
        index = model.index(0, column)
        words = index.data(Qt.ItemDataRole.DisplayRole) or ""
        said = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        assert no_danger(f"{words}{said}")
        assert "\n" not in words
        assert len(words) <= 1000
        assert not Qt.mightBeRichText(said)
        assert len(said) < 4000


def model_of(row: ReceiptRow) -> ReceiptsModel:
    model = ReceiptsModel(Reading(FakeReader([row]).opened), "th")
    model.show(Shown())
    assert model.rowCount() == 1
    return model


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("ร้านเล็ก", 1),
        ("บริษัท ตัวอย่างพาณิชย์ จำกัด", 2),
        ("บริษัท ตัวอย่างพาณิชย์และการเกษตร สาขาที่หนึ่งร้อยสิบสอง จำกัด (มหาชน)", 2),
        ("ร้านที่มีชื่อเดียวติดกันยาวจนไม่มีที่ให้ขึ้นบรรทัดใหม่", 1),
    ],
)
def test_the_shops_name_takes_two_lines_at_most(
    qtbot: QtBot, look: Look, name: str, lines: int
) -> None:
    rail = Rail(name)
    qtbot.addWidget(rail)
    shown = rail.shop.text().split("\n")
    assert len(shown) == lines
    room = rail.width() - 8 - 12 - 32 - 10 - 16
    assert max(map(rail.shop.fontMetrics().horizontalAdvance, shown)) <= room
    assert shown[0].split()[0] in name or shown[0].endswith("…")
