"""The style sheet: shapes, paddings and states of controls, which a palette cannot say.

Widgets ask for a shape by the property `kind`: a button is "primary", "quiet", "link" or "segment", a frame is
"card", "panel", "note", "footer" or "strip", a label is "secondary", "muted" or "problem".
"""

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor

import resources
from ui.style_rules import BUTTONS, FIELDS, FRAMES, LISTS, MENUS
from ui.theme import Theme

_COMFORTABLE, _COMPACT = 28, 26
_SMALLER_BY = 4
_BORDER = 1
_INDICATOR = 14
# Qt makes tool buttons and spin boxes so much higher than a style sheet says.
_ADDED_BY_QT = 3
_ICONS = Path(resources.__path__[0]) / "icons"


def style_sheet(theme: Theme, text_scale: float, is_compact: bool) -> str:
    """Write the style sheet of a theme; controls grow with the text."""
    scale = max(text_scale, 1.0)
    control = round((_COMPACT if is_compact else _COMFORTABLE) * scale)
    values = {name: _written(getattr(theme, name)) for name in theme.__struct_fields__ if name != "is_dark"}
    small = control - _SMALLER_BY
    sizes = {
        **_inner("control", control),
        **_inner("tool", control - _ADDED_BY_QT),
        **_inner("small", small),
        **_inner("small_tool", small - _ADDED_BY_QT),
        "header": small - _BORDER,
        "indicator": round(_INDICATOR * scale),
        "indicator_radius": round(_INDICATOR * scale) // 2 + _BORDER,
        "body": round(13 * text_scale),
        "secondary": round(12 * text_scale),
        "small_text": round(11 * text_scale),
    }
    shades = {
        "primary_hover": _written(theme.accentfill.darker(108)),
        "primary_pressed": _written(theme.accentfill.darker(120)),
        "primary_ring": _written(theme.text),
    }
    images = {"icons": _ICONS.as_posix(), "tone": "dark" if theme.is_dark else "light"}
    rules = "\n".join((FRAMES, BUTTONS, FIELDS, MENUS, LISTS))
    return Template(rules).substitute(values, **{name: str(size) for name, size in sizes.items()}, **shades, **images)


def _inner(name: str, height: int) -> dict[str, int]:
    """Give the height within a border of one pixel, and within the two of the ring that shows the focus."""
    return {name: height - 2 * _BORDER, f"{name}_focused": height - 4 * _BORDER}


def _written(color: QColor) -> str:
    return color.name(QColor.NameFormat.HexRgb)
