"""The palette that Fusion paints with, for everything that the style sheet leaves alone."""

from PySide6.QtGui import QColor, QPalette

from ui.theme import Theme

_ALL = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)


def palette_of(theme: Theme) -> QPalette:
    """Give every role of a palette its colour; an inactive window keeps its selection, what is disabled turns pale."""
    palette = QPalette()
    for role, color in _colors(theme).items():
        for group in _ALL:
            palette.setColor(group, role, color)
    for role in _INKS:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.field)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, theme.bg)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme.hover)
    return palette


_INKS = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
    QPalette.ColorRole.Link,
    QPalette.ColorRole.LinkVisited,
    QPalette.ColorRole.PlaceholderText,
)


def _colors(theme: Theme) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.bg,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.hover,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.brk,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.sel,
        role.HighlightedText: theme.text,
        role.Accent: theme.accentfill,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.raised,
        role.Midlight: theme.border,
        role.Mid: theme.border2,
        role.Dark: theme.field,
        role.Shadow: theme.sunken,
    }
