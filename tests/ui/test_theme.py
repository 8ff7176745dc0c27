"""The colours can be told from their grounds by everybody who has to read them."""

import pytest
from PySide6.QtGui import QColor

from desktop_escalation.domain.standing import Level
from ui.shared.tier_mark import TierMark
from ui.theme import DARK, LIGHT, Theme

READABLE = 4.5
VISIBLE = 3.0
GROUNDS = ("surface", "bg", "sunken", "sel", "hover")
# The ratio on the surface and on the worst ground, light and dark, as the design's table of tokens gives them.
RATIOS = {
    "text": ((16.5, 13.61), (13.4, 9.54)),
    "text2": ((8.8, 7.25), (9.2, 6.54)),
    "muted": ((5.9, 4.84), (6.3, 4.51)),
    "accent": ((6.5, 5.32), (7.4, 5.25)),
    "l1": ((5.6, 4.58), (8.0, 5.66)),
    "l2": ((6.2, 5.12), (7.5, 5.31)),
    "l3": ((6.2, 5.11), (7.7, 5.49)),
    "mg": ((7.9, 6.47), (9.7, 6.80)),
    "ok": ((5.6, 4.65), (8.2, 5.84)),
    "warn": ((6.3, 5.16), (9.7, 6.90)),
    "crit": ((5.5, 4.55), (7.8, 5.57)),
    "brk": ((8.2, 6.73), (7.6, 5.43)),
    "pause": ((6.3, 5.20), (7.4, 5.25)),
}
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grounds(theme: Theme, name: str) -> list[QColor]:
    own = [f"{name}_ground"] if f"{name}_ground" in Theme.__struct_fields__ else []
    return [getattr(theme, ground) for ground in (*GROUNDS, *own)]


@BOTH
@pytest.mark.parametrize("name", RATIOS)
def test_each_ink_has_the_contrast_of_the_design_and_can_be_read_everywhere(theme: Theme, name: str) -> None:
    ink: QColor = getattr(theme, name)
    on_surface, worst = RATIOS[name][theme.is_dark]
    assert contrast(ink, theme.surface) == pytest.approx(on_surface, abs=0.06)
    assert min(contrast(ink, ground) for ground in grounds(theme, name)) == pytest.approx(worst, abs=0.06)
    assert min(contrast(ink, ground) for ground in grounds(theme, name)) >= READABLE


@BOTH
def test_a_field_can_be_seen(theme: Theme) -> None:
    assert contrast(theme.field, theme.surface) == pytest.approx((3.2, 3.9)[theme.is_dark], abs=0.06)
    assert contrast(theme.field, theme.surface) >= VISIBLE


@BOTH
def test_text_on_what_is_filled_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_fill, theme.accentfill) == pytest.approx((6.5, 5.1)[theme.is_dark], abs=0.06)
    assert contrast(theme.on_fill, theme.brkfill) == pytest.approx((6.7, 5.6)[theme.is_dark], abs=0.06)
    assert contrast(theme.text, theme.note) == pytest.approx((15.6, 12.1)[theme.is_dark], abs=0.06)


@BOTH
def test_every_level_and_tier_has_a_ground_that_its_ink_can_be_read_on(theme: Theme) -> None:
    for level in Level:
        assert contrast(theme.level(level), theme.level_ground(level)) >= READABLE
    for tier in TierMark:
        assert contrast(theme.tier(tier), theme.tier_ground(tier)) >= READABLE


@BOTH
def test_each_tier_and_each_urgency_has_a_colour_of_its_own(theme: Theme) -> None:
    levels = (Level.OK, Level.WARN, Level.CRITICAL, Level.BREACHED, Level.PAUSED)
    assert len({theme.tier(tier).name() for tier in TierMark}) == 4
    assert len({theme.level(level).name() for level in levels}) == 5


def test_the_palettes_know_which_they_are() -> None:
    assert (LIGHT.is_dark, DARK.is_dark) == (False, True)
    assert luminance(LIGHT.bg) > luminance(LIGHT.text)
    assert luminance(DARK.bg) < luminance(DARK.text)
