"""Whoever reads the screen can read it: contrast is computed, not judged by eye."""

import pytest

from xpeak_desktop.ui.style import style_sheet
from xpeak_desktop.ui.theme import DARK, LIGHT, Theme

TONES = ("ok", "warn", "bad", "info", "doubt", "mute")
GROUNDS = ("window", "surface", "hover", "selected", "raised")
# Text on the grounds it really stands on.
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "ink2", "ink3") for ground in GROUNDS),
    *(("accent_text", ground) for ground in ("window", "surface", "selected", "accent_soft")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_press")),
    *((ink, g) for ink in ("rail_ink", "rail_ink2") for g in ("rail", "rail_hover", "rail_sel")),
    ("demo_ink", "demo"),
    ("demo_ink", "demo_stripe"),
    ("demo_ink", "rail_mark"),
)
EDGE_PAIRS = (
    # The edge of a control parts its own white from what is around it.
    ("line_strong", "surface"),
    *(("focus", ground) for ground in ("window", "surface")),
    ("rail_mark", "rail"),
    ("rail_ok", "rail"),
)


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((brightness(one), brightness(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_known_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_a_tone_can_be_read_on_its_own_ground_and_on_panels(theme: Theme, tone: str) -> None:
    colours = theme.tone(tone)
    for ground in (colours.bg, theme.surface, theme.window, theme.hover, theme.selected):
        assert contrast(colours.text, ground) >= 4.5
    for ground in (colours.bg, theme.surface):
        assert contrast(colours.solid, ground) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["ok", "warn", "bad", "info"])
def test_plain_text_can_be_read_on_a_tinted_panel(theme: Theme, tone: str) -> None:
    for text in (theme.ink, theme.ink2):
        assert contrast(text, theme.tone(tone).bg) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_stand_out(theme: Theme, edge: str, ground: str) -> None:
    assert contrast(getattr(theme, edge), getattr(theme, ground)) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_knows_every_token_it_names(theme: Theme) -> None:
    assert "$" not in style_sheet(theme)
