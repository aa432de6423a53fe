"""Chooses and installs translations; Qt itself ships no Thai."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from xpeak_desktop.ui.figures import locale_of

_CATALOGUES = {"th": ("qtbase_th", "xpeak_th"), "en": ("xpeak_en",)}


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
    return installed
