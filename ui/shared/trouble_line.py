"""The line that says why what was asked for is not done, and offers to look again where others were faster."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.shared.icons import Icon
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, problem_ink
from ui.shared.tip import give_tip
from ui.themes import Themes

_LONGEST = 2_000
_SIGN = 16


class TroubleLine(QWidget):
    """Hidden while nothing is wrong; `looking` tells that somebody wants to see what others did."""

    looking = Signal()

    def __init__(self, themes: Themes, look_tip: str, parent: QWidget | None = None) -> None:
        """Begin without trouble; the tip says where looking leads."""
        super().__init__(parent)
        self._themes = themes
        self._is_conflict = False
        self._sign = QLabel()
        self.words = TintedLabel(themes, Role.SECONDARY, problem_ink)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.look_button = QPushButton(self.tr("&Look again"))
        self.look_button.setProperty("small", True)
        self.look_button.setAutoDefault(False)
        give_tip(self.look_button, look_tip)
        self.look_button.clicked.connect(self.looking)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        line.addWidget(self.look_button, 0, Qt.AlignmentFlag.AlignTop)
        themes.changed.connect(self._dress)
        self._dress()
        self.tell("")

    @property
    def is_conflict(self) -> bool:
        """Others were faster, and the same may be done all the same."""
        return self._is_conflict

    def text(self) -> str:
        """Give what it says, "" for nothing."""
        return self.words.text()

    def tell(self, words: str, *, is_conflict: bool = False) -> None:
        """Say what is wrong; "" for nothing."""
        self._is_conflict = is_conflict
        self.words.setText(harmless(words, _LONGEST))
        self.look_button.setVisible(is_conflict)
        self.setVisible(bool(words))

    def _dress(self) -> None:
        sign = self._themes.pixmap(Icon.OCTAGON_X, self._themes.current.brk, _SIGN, self.devicePixelRatioF())
        self._sign.setPixmap(sign)
