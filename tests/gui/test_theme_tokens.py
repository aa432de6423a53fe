"""Every colour of a theme has a contrast that is computed, or a reason why it needs none."""

from dataclasses import fields

import pytest

from tests.gui.test_theme import EDGE_PAIRS, TEXT_PAIRS, TONES, contrast
from xpeak_desktop.ui.theme import DARK, LIGHT, Theme

themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# Where text may come to stand: pages, panels, rows, pressed buttons, menus, slips, off fields.
GROUNDS = (
    *("window", "surface", "sunken", "raised", "hover", "selected", "disabled_bg", "paper"),
    "accent_soft",
)
INKS = ("ink", "ink2", "ink3", "accent_text")
CHART = tuple((bar, ground) for bar in ("bar", "bar_today") for ground in ("window", "surface"))
DECORATION = {
    # Hairlines part what is told apart by space already.
    "line",
    "rail_line",
    # What is off need not be readable as well as what is on (WCAG 1.4.3); see the test below.
    "disabled",
}


@themes
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@themes
@pytest.mark.parametrize("tone", TONES)
def test_every_tone_can_be_read_on_every_ground(theme: Theme, tone: str) -> None:
    for ground in GROUNDS:
        assert contrast(theme.tone(tone).text, getattr(theme, ground)) >= 4.5


@themes
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_tint(theme: Theme, ink: str, tone: str) -> None:
    assert contrast(getattr(theme, ink), theme.tone(tone).bg) >= 4.5


@themes
@pytest.mark.parametrize("tone", TONES)
def test_icons_stand_out_where_they_stand(theme: Theme, tone: str) -> None:
    for ground in ("window", "surface", "hover", "raised", "paper"):
        assert contrast(theme.tone(tone).solid, getattr(theme, ground)) >= 3


@themes
@pytest.mark.parametrize(("bar", "ground"), CHART)
def test_bars_stand_out(theme: Theme, bar: str, ground: str) -> None:
    assert contrast(getattr(theme, bar), getattr(theme, ground)) >= 3


@themes
def test_todays_bar_and_what_waits_differ_from_the_others(theme: Theme) -> None:
    assert contrast(theme.bar_today, theme.bar) >= 1.5
    assert theme.warn.solid not in (theme.bar, theme.bar_today)


@themes
@pytest.mark.parametrize("ground", ["surface", "disabled_bg"])
def test_what_is_off_can_still_be_seen(theme: Theme, ground: str) -> None:
    assert contrast(theme.disabled, getattr(theme, ground)) >= 3


@themes
def test_the_ring_can_be_seen_on_every_ground(theme: Theme) -> None:
    for ground in GROUNDS:
        assert contrast(theme.focus, getattr(theme, ground)) >= 3


def test_no_colour_is_left_out() -> None:
    named = {one for pair in (*TEXT_PAIRS, *EDGE_PAIRS, *CHART) for one in pair}
    covered = named | set(INKS) | set(GROUNDS) | set(TONES) | DECORATION | {"dark", "focus"}
    assert {one.name for one in fields(Theme)} - covered == set()
