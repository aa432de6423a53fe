"""The part of the self-test that needs Qt: what a packed program may have lost of its looks."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QLocale, QRect, Qt, qVersion
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QFontMetrics, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QSystemTrayIcon

from xpeak_desktop import wording
from xpeak_desktop.domain.problems import Code, Problem
from xpeak_desktop.services.setup_flow import Page
from xpeak_desktop.ui import i18n, theme, wizard_pages
from xpeak_desktop.ui.app import the_application
from xpeak_desktop.ui.icons import pixmap
from xpeak_desktop.ui.look import the_look
from xpeak_desktop.ui.main_window import MainWindow
from xpeak_desktop.ui.manual_text import folder_of, read_manual
from xpeak_desktop.ui.resources import resources_dir

# The Thai block but for the places Unicode leaves empty.
_THAI: Final = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))))
_STYLES: Final = {"Regular", "Medium", "SemiBold"}
_NARROW: Final = 200
_CANCEL: Final = QDialogButtonBox.StandardButton.Cancel


class NotWhole(Exception):  # noqa: N818  (it says what the program lacks)
    """Something of the program's looks is missing; the text says what."""


@contextmanager
def application(*, offscreen: bool) -> Iterator[QApplication]:
    """The application with the program's fonts and style; without a screen it draws in memory."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app, before = the_application([]), QLocale()
    the_look(app, resources_dir())
    try:
        yield app
    finally:
        QLocale.setDefault(before)


def _platform(app: QApplication) -> str:
    tray = "a tray" if QSystemTrayIcon.isSystemTrayAvailable() else "no tray"
    return f"Qt {qVersion()}, {app.platformName()}, {tray}"


def _fonts(_app: QApplication) -> str:
    styles = set(QFontDatabase.styles(theme.FAMILY))
    if not styles >= _STYLES:
        raise NotWhole(f"{theme.FAMILY}: only {sorted(styles)}")
    font = theme.font(theme.BODY)
    family = QFontInfo(font).family()
    if family != theme.FAMILY:
        raise NotWhole(f"{family} instead of {theme.FAMILY}")
    raw = QRawFont.fromFont(font, QFontDatabase.WritingSystem.Thai)
    boxes = [letter for letter in _THAI if not raw.supportsCharacter(ord(letter))]
    if boxes:
        raise NotWhole(f"no glyphs for {boxes}")
    # Boxes are all alike, and so is nothing.
    drawn = [_drawn(word) for word in ("", "กำ", "ก่ำ", "ญู", "฿")]
    if any(one == other for place, one in enumerate(drawn) for other in drawn[:place]):
        raise NotWhole("different Thai words look the same")
    return f"{family}: {', '.join(sorted(styles))}; {len(_THAI)} Thai signs"


def _drawn(text: str) -> bytes:
    picture = QImage(64, 48, QImage.Format.Format_Grayscale8)
    picture.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(picture)
    painter.setFont(theme.font(theme.TITLE))
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return bytes(picture.constBits())


def _translations(app: QApplication) -> str:
    told = []
    for language, meant in (("th", "กลับ"), ("en", "Cancel")):
        installed = i18n.install(app, language, resources_dir())
        box = QDialogButtonBox(_CANCEL)
        said = box.button(_CANCEL).text().replace("&", "")
        empty = [one for one in installed if one.isEmpty()]
        for translator in installed:
            app.removeTranslator(translator)
        if i18n.plain(said) != meant or empty:
            raise NotWhole(f"{language}: {said!r} instead of {meant!r}")
        told.append(f"{language} {len(installed)}")
    return ", ".join(told)


def _thai_lines(app: QApplication) -> str:
    """A Thai sentence must break between its words, dictionary or not."""
    for translator in i18n.install(app, "th", resources_dir()):
        app.removeTranslator(translator)
    text = i18n.wrapping(wording.sentence(Problem(Code.LEDGER_BROKEN), "th"))
    metrics = QFontMetrics(theme.font(theme.BODY))
    box = metrics.boundingRect(QRect(0, 0, _NARROW, 999), Qt.TextFlag.TextWordWrap, text)
    lines = box.height() // metrics.height()
    if "\u200b" not in text or lines <= 1 or box.width() > _NARROW:
        raise NotWhole(f"{lines} line(s), {box.width()} of {_NARROW} pixels")
    return f"{lines} lines in {_NARROW} pixels"


def _icons(_app: QApplication) -> str:
    names = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))
    blank = [name for name in names if _is_blank(name)]
    if blank or not names:
        raise NotWhole(f"not drawn: {blank}")
    return f"{len(names)} drawn"


def _manual(_app: QApplication) -> str:
    told = []
    for language in ("th", "en"):
        try:
            groups = read_manual(resources_dir(), language)
        except OSError as error:
            raise NotWhole(f"{language}: {error}") from error
        pictures = sorted(folder_of(resources_dir(), language).glob("*.png"))
        blank = [one.name for one in pictures if QImage(str(one)).isNull()]
        if blank or not pictures:
            raise NotWhole(f"{language}: pictures not drawn: {blank}")
        chapters = sum(len(group.chapters) for group in groups)
        told.append(f"{language} {chapters} chapters and {len(pictures)} pictures")
    return ", ".join(told)


def _pages(_app: QApplication) -> str:
    """Pages are imported by name, which a tool that packs programs does not see."""
    for page in Page:
        wizard_pages.load(page)
    return f"{len(Page)} pages, and {MainWindow.__name__}"


def _is_blank(name: str) -> bool:
    picture = pixmap(name, "#000000", 32).toImage()
    return all(not picture.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


CHECKS: Final[tuple[tuple[str, Callable[[QApplication], str]], ...]] = (
    ("qt", _platform),
    ("fonts", _fonts),
    ("translations", _translations),
    ("thai lines", _thai_lines),
    ("icons", _icons),
    ("manual", _manual),
    ("pages", _pages),
)
