"""Chooses and installs translations, and says where lines of Thai may break; Qt ships no Thai.

Thai has no blanks between words, and Qt breaks its lines only where the computer has a Thai
dictionary, or at U+200B. The translations hold them already; ``wrapping`` puts them into the
sentences of ``wording``, which commands print plain.
"""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Slot
from PySide6.QtGui import QGuiApplication

from xpeak_desktop.ui.figures import locale_of

_CATALOGUES = {"th": ("qtbase_th", "xpeak_th"), "en": ("xpeak_en",)}
_BREAK = "\u200b"
_THAI = re.compile("[\u0e00-\u0e7f]+")
_broken: dict[str, str] = {}


def install(app: QCoreApplication, language: str, resources: Path) -> list[QTranslator]:
    """Install the language before the first widget; the caller keeps the list alive.

    English needs one as well: it holds the plurals.
    """
    QLocale.setDefault(locale_of(language))
    installed = []
    for name in _CATALOGUES.get(language, _CATALOGUES["en"]):
        translator = QTranslator(app)
        if not translator.load(str(resources / "translations" / f"{name}.qm")):
            raise FileNotFoundError(f"translations/{name}.qm")
        app.installTranslator(translator)
        installed.append(translator)
    if not _broken:
        lines = (resources / "translations" / "breaks_th.txt").read_text("utf-8").splitlines()
        _broken.update((line.replace("|", ""), line.replace("|", _BREAK)) for line in lines)
    if isinstance(app, QGuiApplication) and app.findChild(PlainCopies) is None:
        PlainCopies(app)
    return installed


def wrapping(text: str) -> str:
    """The text with places to break its lines, for a widget that wraps."""
    return _THAI.sub(lambda run: _broken.get(run[0], run[0]), text)


def plain(text: str) -> str:
    """The text without places to break, for whatever is not drawn: names, files, other programs."""
    return text.replace(_BREAK, "")


class PlainCopies(QObject):
    """Takes the places to break out of what a person copies from the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._on_copied)

    @Slot()
    def _on_copied(self) -> None:
        # Another program's contents are not ours to look at, and may be slow to come.
        if self._clipboard.ownsClipboard():
            text = self._clipboard.text()
            if _BREAK in text:
                self._clipboard.setText(plain(text))
