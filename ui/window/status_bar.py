"""The status bar: which database, how it answers, how the engine is, what is selected, and the time of the site."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.shared.tip import give_tip
from ui.themes import Themes

HEIGHT = 26
SIGN_SIZE = 14


class Notice(QWidget):
    """A sign and a few words in the status bar."""

    def __init__(self, themes: Themes, icon: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._icon = icon
        self._is_alarming = False
        self._sign = QLabel(self)
        self._sign.setFixedWidth(SIGN_SIZE)
        self._words = ElideLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, words: str, *, icon: Icon | None = None, is_alarming: bool = False, tip: str = "") -> None:
        """Say something else, in the colour of an alarm where it is one; the tip has what few need to know."""
        give_tip(self, tip)
        if icon is not None:
            self._icon = icon
        self._is_alarming = is_alarming
        self._words.setText(words)
        self.setAccessibleName(words)
        self._dress()

    def _dress(self) -> None:
        theme = self._themes.current
        ink = theme.crit if self._is_alarming else theme.text2
        self._sign.setPixmap(self._themes.pixmap(self._icon, ink, SIGN_SIZE, self.devicePixelRatioF()))
        self._words.setFont(self._themes.font(Role.SECONDARY))
        palette = self._words.palette()
        palette.setColor(self._words.foregroundRole(), ink)
        self._words.setPalette(palette)


class StatusBar(QStatusBar):
    """What an agent wants to be sure of without asking."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(HEIGHT)
        self.database = Notice(themes, Icon.DATABASE)
        self.connection = Notice(themes, Icon.PLUG)
        self.engine = Notice(themes, Icon.ENGINE)
        self.selection = Notice(themes, Icon.TABLE)
        self.time = Notice(themes, Icon.CLOCK)
        for notice, stretch in ((self.database, 0), (self.connection, 0), (self.engine, 1), (self.selection, 0)):
            self.addWidget(notice, stretch)
        self.addPermanentWidget(self.time)
