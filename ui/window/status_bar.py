"""The status bar: the database and its answers, the engine, what was just done, what is selected, the site's time."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.shared.tip import give_tip
from ui.themes import Themes

HEIGHT = 26
SIGN_SIZE = 14
# Long enough for two sentences, also for who looks up late.
SAYS_FOR_MS = 15_000
# Of the room between them the engine keeps this much, and what was done has the rest.
ENGINE_SHARE, SAID_SHARE = 1, 3


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
        self._words.setText(words)
        self.setAccessibleName(words)
        looks = (icon or self._icon, is_alarming)
        if looks != (self._icon, self._is_alarming):
            self._icon, self._is_alarming = looks
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
    """What an agent wants to be sure of without asking.

    What was just done has a place of its own, beside the database, the connection and the engine: it hides no trouble
    of theirs, and moves nothing.
    """

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setMinimumHeight(HEIGHT)
        self.database = Notice(themes, Icon.DATABASE)
        self.connection = Notice(themes, Icon.PLUG)
        self.engine = Notice(themes, Icon.ENGINE)
        self.said = Notice(themes, Icon.CHECK)
        self.selection = Notice(themes, Icon.TABLE)
        self.time = Notice(themes, Icon.CLOCK)
        self._done = ""
        self._quiet = QTimer(self, singleShot=True, interval=SAYS_FOR_MS)
        self._quiet.timeout.connect(self._fall_silent)
        places = (
            (self.database, 0),
            (self.connection, 0),
            (self.engine, ENGINE_SHARE),
            (self.said, SAID_SHARE),
            (self.selection, 0),
        )
        for notice, stretch in places:
            self.addWidget(notice, stretch)
        self.addPermanentWidget(self.time)
        self._fall_silent()

    @property
    def is_telling(self) -> bool:
        """Something was just done and is still told."""
        return self._quiet.isActive()

    def tell(self, done: str, hint: str = "") -> None:
        """Say for a while what was done and how to go on; who hears the window instead of seeing it is told at once."""
        self._done = done
        self._quiet.start()
        self.hint(hint)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, self.said.words))

    def hint(self, hint: str) -> None:
        """Say something else of how to go on, for as long as what was done is told."""
        if self.is_telling:
            words = " ".join(part for part in (self._done, hint) if part)
            self.said.say(words)
            self.said.setVisible(bool(words))

    def _fall_silent(self) -> None:
        self.said.say("")
        self.said.hide()
