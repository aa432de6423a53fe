"""Fonts, icons and translations are found wherever the program lies, and are in step."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import build
from xpeak_desktop.ui import i18n, resources
from xpeak_desktop.ui.icons import paint_icon
from xpeak_desktop.ui.resources import resources_dir

ICONS = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert resources_dir() == Path(__file__).parents[2] / "resources"


def test_a_wheel_has_them_inside_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "site" / "xpeak_desktop"
    (package / "resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources_dir() == package / "resources"


def test_a_bundle_has_them_where_it_unpacks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "xpeak_desktop" / "resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_dir() == tmp_path / "xpeak_desktop" / "resources"


def test_without_resources_the_program_says_where_it_looked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "xpeak_desktop")
    with pytest.raises(FileNotFoundError, match="xpeak_desktop"):
        resources_dir()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_paints_something_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint_icon(painter, name, QRectF(0, 0, 40, 40), "#ff0000")
    painter.end()
    points = [image.pixelColor(x, y) for x in range(40) for y in range(40)]
    painted = [point for point in points if point.alpha() == 255]
    assert 20 < len(painted) < len(points)
    if name != "mark":
        assert {point.name() for point in painted} == {"#ff0000"}


def test_translations_are_in_step_with_the_sources() -> None:
    assert list(build.complaints()) == []


def test_the_check_sees_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "xpeak_th.ts"
    path.write_text(
        """<TS><context><name>A</name>
        <message><source>a</source><translation type="unfinished"></translation></message>
        <message><source>b</source><translation></translation></message>
        <message><source>%1 of %Ln</source><translation>%1</translation></message>
        <message numerus="yes"><source>%Ln c</source>
          <translation><numerusform>%Ln ค</numerusform></translation></message>
        <message><source>d</source><translation>ดี</translation></message>
        </context></TS>""",
        "utf-8",
    )
    assert list(build.content_complaints(path)) == [
        "xpeak_th.ts: unfinished: a",
        "xpeak_th.ts: empty: b",
        "xpeak_th.ts: other places to fill in: %1 of %Ln",
    ]


def test_the_tool_explains_itself_when_asked_for_nothing() -> None:
    done = subprocess.run(
        [sys.executable, build.__file__], capture_output=True, check=False, env=os.environ | {}
    )
    assert done.returncode == 2
    assert b"update" in done.stderr


def test_qts_own_words_are_thai_too(qapp: QApplication) -> None:
    translators = i18n.install(qapp, "th", resources_dir())
    try:
        assert QCoreApplication.translate("QLineEdit", "&Paste") == "วาง(&P)"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "กลับ"
    finally:
        for translator in translators:
            QCoreApplication.removeTranslator(translator)


def test_a_missing_translation_file_is_not_passed_over(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="qtbase_th"):
        i18n.install(qapp, "th", tmp_path)
