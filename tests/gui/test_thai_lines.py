"""Thai breaks between its words, also on a computer that has no Thai dictionary."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import build, thai_words
from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.ui import i18n, theme
from xpeak_desktop.ui.resources import resources_dir
from xpeak_desktop.ui.widgets import WrappingLabel

BREAK = "\u200b"
SENTENCE = "ยังอ่านสมุดบันทึกของโปรแกรมไม่ได้และไม่มีสำเนา"

# Prints, for each text given, how wide and how many lines it is in 200 pixels.
MEASURE = """
import sys
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from xpeak_desktop.ui import theme
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.resources import resources_dir
application = QApplication([])
look = the_look(application, resources_dir())
metrics = QFontMetrics(theme.font(theme.BODY))
for text in sys.argv[1:]:
    box = metrics.boundingRect(QRect(0, 0, 200, 999), Qt.TextFlag.TextWordWrap, text)
    print(box.width(), box.height() // metrics.height())
"""


def measured_without_libthai(folder: Path, *texts: str) -> list[tuple[int, int]]:
    """(width, lines) of each text in 200 pixels, with Qt's Thai dictionary out of its reach."""
    # A file that is no library is found first, and Qt does without.
    (folder / "libthai.so.0").touch()
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, *texts],
        env=os.environ | {"LD_LIBRARY_PATH": str(folder), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        text=True,
    )
    return [(int(width), int(lines)) for width, lines in map(str.split, told.stdout.splitlines())]


@pytest.fixture
def in_thai(qapp: QApplication) -> Iterator[None]:
    """The program's Thai, and nothing of it afterwards."""
    translators = i18n.install(qapp, "th", resources_dir())
    yield
    for translator in translators:
        QCoreApplication.removeTranslator(translator)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's Qt asks libthai")
def test_a_translation_wraps_where_the_computer_has_no_thai_dictionary(tmp_path: Path) -> None:
    plain, broken = measured_without_libthai(tmp_path, SENTENCE, thai_words.with_breaks(SENTENCE))
    # The first shows that the dictionary was hidden.
    assert plain[0] > 200
    assert plain[1] == 1
    assert broken[0] <= 200
    assert broken[1] >= 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            SENTENCE,
            ["ยัง", "อ่าน", "สมุดบันทึก", "ของ", "โปรแกรม", "ไม่", "ได้", "และ", "ไม่", "มี", "สำเนา"],
        ),
        ("แล้วจะส่งต่อเอง", ["แล้วจะ", "ส่งต่อ", "เอง"]),
        ("เป็นสำเนาเก่าหรือถูกลบ", ["เป็น", "สำเนา", "เก่า", "หรือ", "ถูกลบ"]),
        ("โปรแกรมจะบอกเป็นภาษาง่ายๆพร้อมปุ่ม", None),
    ],
)
def test_a_line_never_breaks_within_a_word(text: str, parts: list[str] | None) -> None:
    found = thai_words.words(text)
    assert "".join(found) == text
    assert parts is None or found == parts
    assert not any(part.startswith("ๆ") for part in found)


def test_short_texts_and_foreign_words_stay_whole() -> None:
    assert thai_words.with_breaks("จับคู่สินค้าอัตโนมัติ") == "จับคู่สินค้าอัตโนมัติ"
    text = "ให้ใบเสร็จทุกใบจาก xCommerce ไปลงบัญชีใน PEAK เอง %1"
    assert [*filter(str.isascii, thai_words.with_breaks(text).split(BREAK))] == []
    assert "xCommerce" in thai_words.with_breaks(text)


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("ก" * 24, False),
        ("ก" * 26, True),
        ("ก" * 25 + " " + "ก" * 25, False),
        ("ก" * 25 + BREAK + "ก" * 25, False),
        ("ก" * 26 + " " + "ก" * 25, True),
    ],
)
def test_long_thai_needs_places_to_break(text: str, *, bad: bool) -> None:
    assert thai_words.cannot_wrap(text) is bad


def test_a_translation_that_holds_breaks_itself_is_complained_about(tmp_path: Path) -> None:
    path = tmp_path / "xpeak_th.ts"
    path.write_text(
        f"""<TS><context><name>A</name>
        <message><source>a</source><translation>ก{BREAK}ข</translation></message>
        </context></TS>""",
        "utf-8",
    )
    assert list(build.content_complaints(path)) == [
        "xpeak_th.ts: holds U+200B, which release puts in: a"
    ]


@pytest.mark.usefixtures("in_thai")
def test_every_sentence_of_wording_can_wrap_in_a_window() -> None:
    said = [
        speak(Problem(code), "th")
        for code in Code
        for speak in (wording.sentence, wording.cause, wording.fix)
    ]
    assert len(said) > 100
    assert not any(BREAK in text for text in said)
    assert [text for text in said if thai_words.cannot_wrap(i18n.wrapping(text))] == []


@pytest.mark.usefixtures("in_thai")
def test_a_wrapping_label_breaks_and_is_read_out_plain(qtbot: QtBot) -> None:
    sentence = wording.fix(Problem(Code.NUMBER_CLASH), "th")
    label = WrappingLabel(theme.BODY)
    qtbot.addWidget(label)
    label.setText(sentence)
    assert BREAK in label.text()
    assert i18n.plain(label.text()) == label.accessibleName() == sentence


def test_what_is_copied_from_the_window_is_plain(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    # A platform without a screen says that it never owns it.
    monkeypatch.setattr(clipboard, "ownsClipboard", lambda: True, raising=False)
    keeper = i18n.PlainCopies(qapp)
    try:
        clipboard.setText(f"ส่ง{BREAK}ตอนนี้")
        assert clipboard.text() == "ส่งตอนนี้"
    finally:
        clipboard.clear()
        keeper.deleteLater()
