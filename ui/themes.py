"""The look that holds now: which palette, how large the text, how dense the rows; it tells when one of them changes."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_escalation.app.preferences import LARGEST_TEXT_SCALE, LEAST_TEXT_SCALE, ThemeChoice
from ui.fusion_palette import palette_of
from ui.shared.icons import Glyphs, Icon, IconEngine
from ui.shared.text_size import Role, font_of
from ui.style_sheet import style_sheet
from ui.theme import DARK, LIGHT, Theme

__all__ = ["ThemeChoice", "Themes"]

_ON_LINUX = ("Inter", "Noto Sans")


class Themes(QObject):
    """The look that holds now, and its changes at run time."""

    changed = Signal()
    density_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = ThemeChoice.SYSTEM
        self._text_scale = 1.0
        self._is_compact = False
        self._app: QApplication | None = None
        self._glyphs = Glyphs()
        self._families = _families()
        self._fonts: dict[Role, QFont] = {}
        self._current = self._chosen()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)

    @property
    def current(self) -> Theme:
        """The palette that holds now."""
        return self._current

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """How large text is, 1.0 being the sizes of the roles."""
        return self._text_scale

    @property
    def is_compact(self) -> bool:
        """Whether rows are one line high."""
        return self._is_compact

    def use(self, choice: ThemeChoice) -> None:
        """Change to another choice of palette."""
        self._choice = choice
        self._follow_desktop()

    def use_text_scale(self, text_scale: float) -> None:
        """Change the size of all text, within 90 % and 150 %."""
        scale = min(max(text_scale, LEAST_TEXT_SCALE), LARGEST_TEXT_SCALE)
        if scale != self._text_scale:
            self._text_scale = scale
            self._fonts.clear()
            self._dress()
            self.changed.emit()

    def use_density(self, is_compact: bool) -> None:
        """Change between rows of two lines and rows of one."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._dress()
            self.density_changed.emit()

    def apply(self, app: QApplication) -> None:
        """Dress the whole program, now and after each change."""
        self._app = app
        app.setStyle("Fusion")
        self._dress()

    def font(self, role: Role) -> QFont:
        """Give the font of a text that does this."""
        if role not in self._fonts:
            self._fonts[role] = font_of(role, self._families, self._text_scale)
        return self._fonts[role]

    def icon(self, icon: Icon, color: QColor | None = None) -> QIcon:
        """Give a sign as an icon; without a colour of its own it has that of secondary text and follows the theme."""

        def ink(mode: QIcon.Mode) -> QColor:
            if mode is QIcon.Mode.Disabled:
                return self._current.border2
            return self._current.text2 if color is None else color

        return QIcon(IconEngine(self._glyphs, icon, ink))

    def pixmap(self, icon: Icon, color: QColor, size_px: int, device_pixel_ratio: float) -> QPixmap:
        """Give a sign as a square picture of `size_px` logical pixels."""
        return self._glyphs.pixmap(icon, color, size_px, device_pixel_ratio)

    def _chosen(self) -> Theme:
        is_dark = self._choice is ThemeChoice.DARK or (
            self._choice is ThemeChoice.SYSTEM and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        return DARK if is_dark else LIGHT

    def _follow_desktop(self) -> None:
        chosen = self._chosen()
        if chosen is not self._current:
            self._current = chosen
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setFont(self.font(Role.BODY))
        self._app.setPalette(palette_of(self._current))
        self._app.setStyleSheet(style_sheet(self._current, self._text_scale, self._is_compact))


def _families() -> list[str]:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    preferred = _ON_LINUX if sys.platform.startswith("linux") else ()
    return [*preferred, *system]
