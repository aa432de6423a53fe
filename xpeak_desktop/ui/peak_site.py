"""PEAK's own pages, opened in the person's browser."""

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

HOME: Final = "https://secure.peakaccount.com/home"


def open_peak() -> None:
    """Open PEAK's front page: deeper addresses need to know the business, and PEAK asks it."""
    QDesktopServices.openUrl(QUrl(HOME))
