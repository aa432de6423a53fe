"""Colours, type and measures of every screen, for light and for dark, in one place.

Text pairs stand at 4.5:1 or more on every ground they are used on, edges and icons at 3:1; a test
computes it. ``line`` and the tint edges are decoration only.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

FAMILY: Final = "XPEAK Sans"


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of one meaning: its text, its ground, the ground's edge, and its icon."""

    text: str
    bg: str
    line: str
    solid: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by what it is for; painted widgets read it while they paint."""

    dark: bool
    window: str
    surface: str
    sunken: str
    raised: str
    hover: str
    selected: str
    disabled_bg: str
    line: str
    line_strong: str
    ink: str
    ink2: str
    ink3: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_text: str
    accent_soft: str
    focus: str
    rail: str
    rail_line: str
    rail_hover: str
    rail_sel: str
    rail_ink: str
    rail_ink2: str
    rail_mark: str
    rail_ok: str
    demo: str
    demo_stripe: str
    demo_ink: str
    paper: str
    bar: str
    bar_today: str
    ok: Tone
    warn: Tone
    bad: Tone
    info: Tone
    doubt: Tone
    mute: Tone

    def tone(self, name: str) -> Tone:
        """The tone of that name: ok, warn, bad, info, doubt or mute."""
        found = getattr(self, name)
        assert isinstance(found, Tone)
        return found


LIGHT: Final = Theme(
    dark=False,
    window="#F3F4F7",
    surface="#FFFFFF",
    sunken="#ECEEF2",
    raised="#FFFFFF",
    hover="#F0F2F7",
    selected="#E4EAF8",
    disabled_bg="#ECEEF2",
    line="#DADDE5",
    line_strong="#8A92A6",
    ink="#1A2136",
    ink2="#4A5269",
    ink3="#5C647B",
    disabled="#80889B",
    accent="#2B4A96",
    accent_hover="#223C7D",
    accent_press="#1B3066",
    on_accent="#FFFFFF",
    accent_text="#2B4A96",
    accent_soft="#E8EDF9",
    focus="#3D6BE0",
    rail="#1C2A52",
    rail_line="#34446F",
    rail_hover="#26376A",
    rail_sel="#31457F",
    rail_ink="#F2F5FD",
    rail_ink2="#B6C1DF",
    rail_mark="#F5B83D",
    rail_ok="#74D6A0",
    demo="#F5B83D",
    demo_stripe="#EDA91F",
    demo_ink="#2A1C00",
    paper="#FFFFFF",
    bar="#5E7CC4",
    bar_today="#2B4A96",
    ok=Tone("#13693F", "#E4F3EA", "#A8D5BC", "#1E8A55"),
    warn=Tone("#8A4A00", "#FFF3DD", "#EBC37A", "#C87406"),
    bad=Tone("#AE2219", "#FDECEA", "#E9ABA5", "#CF3A2F"),
    info=Tone("#2550A8", "#E7EEFB", "#AFC4EC", "#3D6BE0"),
    doubt=Tone("#6536B0", "#F1EAFB", "#CDB8EC", "#7D4FCB"),
    mute=Tone("#4A5269", "#ECEEF2", "#CBD0DB", "#727B91"),
)

DARK: Final = Theme(
    dark=True,
    window="#12151D",
    surface="#1A1F2A",
    sunken="#10131A",
    raised="#232937",
    hover="#222837",
    selected="#2A3754",
    disabled_bg="#222837",
    line="#303848",
    line_strong="#6E788F",
    ink="#E9ECF4",
    ink2="#B9C1D2",
    ink3="#98A1B5",
    disabled="#727B90",
    accent="#4468C4",
    accent_hover="#4B6FCC",
    accent_press="#3859AE",
    on_accent="#FFFFFF",
    accent_text="#9DB8FF",
    accent_soft="#222F4D",
    focus="#8FB0FF",
    rail="#0E1220",
    rail_line="#262E45",
    rail_hover="#1A2136",
    rail_sel="#26345C",
    rail_ink="#EEF2FC",
    rail_ink2="#A3AECB",
    rail_mark="#F5B83D",
    rail_ok="#74D6A0",
    demo="#D99A1E",
    demo_stripe="#C98A0E",
    demo_ink="#1C1200",
    paper="#222836",
    bar="#6C8BD8",
    bar_today="#A9C2FF",
    ok=Tone("#74D6A0", "#15301F", "#2C5B3F", "#2FA468"),
    warn=Tone("#F3BC66", "#2B2417", "#5E4822", "#E0922A"),
    bad=Tone("#FF9C92", "#3A1D1C", "#7A3A36", "#E0584C"),
    info=Tone("#9DBBFF", "#1C2A47", "#36507F", "#6C93F5"),
    doubt=Tone("#C9AAFF", "#2B2140", "#54407C", "#9B72E6"),
    mute=Tone("#B9C1D2", "#262C39", "#3D4657", "#838CA1"),
)


class _Current:
    """The theme and the size of text in use; the only things here that change."""

    theme: Theme = LIGHT
    percent: int = 100


def current() -> Theme:
    """The theme to paint with now."""
    return _Current.theme


def use(theme: Theme) -> None:
    """Make this theme the one to paint with; who calls it repaints."""
    _Current.theme = theme


TEXT_PERCENTS: Final = (100, 115, 130)


def use_text_percent(percent: int) -> None:
    """Make all text that much larger; before the first widget, since they measure themselves."""
    _Current.percent = percent if percent in TEXT_PERCENTS else 100
    font.cache_clear()
    metrics.cache_clear()


def scaled(pixels: int) -> int:
    """A measure that holds text, designed for text of 100 %, at the size in use."""
    return round(pixels * _Current.percent / 100)


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One size of text as designed; ``px`` and ``line`` are what it is at the size in use."""

    designed_px: int
    designed_line: int
    weight: QFont.Weight

    @property
    def px(self) -> int:
        """The font's size."""
        return scaled(self.designed_px)

    @property
    def line(self) -> int:
        """The height of a line: Thai marks need all of it."""
        return -(-self.designed_line * _Current.percent // 100)


TITLE: Final = TypeRole(22, 33, QFont.Weight.DemiBold)
HEADING: Final = TypeRole(17, 26, QFont.Weight.DemiBold)
BODY: Final = TypeRole(15, 23, QFont.Weight.Normal)
STRONG: Final = TypeRole(15, 23, QFont.Weight.DemiBold)
SMALL: Final = TypeRole(13, 20, QFont.Weight.Normal)
SMALL_MEDIUM: Final = TypeRole(13, 20, QFont.Weight.Medium)
SMALL_STRONG: Final = TypeRole(13, 20, QFont.Weight.DemiBold)
CAPTION: Final = TypeRole(12, 18, QFont.Weight.Normal)
CAPTION_STRONG: Final = TypeRole(12, 18, QFont.Weight.DemiBold)

RAIL_WIDTH: Final = 208
STRIP_HEIGHT: Final = 38
ROW_HEIGHT: Final = 38


@cache
def font(role: TypeRole) -> QFont:
    """The font of a role; sizes are pixels and glyphs unhinted, so that widths scale evenly.

    One object for all who ask: a list asks for it hundreds of times per picture.
    """
    made = QFont(FAMILY)
    made.setPixelSize(role.px)
    made.setWeight(role.weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def metrics(role: TypeRole) -> QFontMetricsF:
    """How wide words of that role are."""
    return QFontMetricsF(font(role))


def palette(theme: Theme) -> QPalette:
    """What Fusion paints with where the style sheet says nothing."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.sunken,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.ink3,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.BrightText: theme.on_accent,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent_text,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.line_strong,
        QPalette.ColorRole.Light: theme.surface,
        QPalette.ColorRole.Shadow: theme.line_strong,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(off, role, QColor(theme.disabled))
    return made
