"""Counts, days and times as the screens write them; amounts are ``wording``'s alone."""

from datetime import datetime

from PySide6.QtCore import QLocale

from xpeak_desktop import wording
from xpeak_desktop.domain.receipt import BANGKOK


def locale_of(language: str) -> QLocale:
    """Groups digits by thousands; both use Arabic digits. Years never come from it."""
    if language == "th":
        return QLocale(QLocale.Language.Thai, QLocale.Country.Thailand)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def count(number: int) -> str:
    """``1,203``."""
    return QLocale().toString(number)


def day_title(moment: datetime, language: str) -> str:
    """The shop's day: ``วันจันทร์ที่ 23 พฤศจิกายน 2569``."""
    return wording.long_date_text(moment.astimezone(BANGKOK).date(), language)


def clock_time(moment: datetime, language: str) -> str:
    """The shop's time of day: ``14:05 น.``."""
    return wording.time_text(moment.astimezone(BANGKOK), language)


def day_and_time(moment: datetime, language: str) -> str:
    """The shop's day and time of day: ``22 พ.ย. 2569 14:05 น.``."""
    day = wording.date_text(moment.astimezone(BANGKOK).date(), language)
    return f"{day} {clock_time(moment, language)}"
