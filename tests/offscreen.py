"""A screen of a usual size where there is none: Qt's own is smaller than the smallest window."""

from pathlib import Path
from typing import Final

OFFSCREEN: Final = f"offscreen:configfile={Path(__file__).parent / 'gui' / 'screen.json'}"
"""For QT_QPA_PLATFORM."""
