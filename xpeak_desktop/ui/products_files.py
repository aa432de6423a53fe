"""Which file a person means: asked for, or dropped on the list of products."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from xpeak_desktop.services.importing import SUFFIXES


def ask_where_to_save(parent: QWidget) -> Path | None:
    """Where the list is to be saved; ``None`` when the person went back."""
    title, kind = (
        QCoreApplication.translate("ProductFiles", "Save the list"),
        QCoreApplication.translate("ProductFiles", "Table (*.csv)"),
    )
    chosen, _ = QFileDialog.getSaveFileName(parent, title, "products.csv", kind)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".csv")


def ask_for_list(parent: QWidget) -> Path | None:
    """Which product list is to be read; ``None`` when the person went back."""
    title = QCoreApplication.translate("ProductFiles", "Choose a product list from xCommerce")
    kind = QCoreApplication.translate("ProductFiles", "Tables (*.xlsx *.xls *.csv)")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kind)
    return Path(chosen) if chosen else None


def dropped(data: QMimeData) -> Path | None:
    """The one file of a kind that can be read, of what is being dropped."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None
