"""The frame that tells what happens when a ticket is escalated, from the dry run of the act."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_escalation.domain.consequences import Consequences
from ui.escalations.consequence_words import Line, consequence_lines
from ui.shared.icons import Icon
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, problem_ink, quiet_ink
from ui.themes import Themes

_SIGN = 15
# As many as most escalations have: what stands above does not move as the trial's answer comes.
_LINES_KEPT = 5
_BETWEEN = 4
_ABOVE, _BELOW_TITLE, _BELOW = 8, 6, 10


class ConsequenceList(QFrame):
    """Shows the sentences, or why the dry run was refused; old ones stay until new ones come."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._lines: tuple[Line, ...] = ()
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("What happens when you escalate"))
        title = TintedLabel(themes, Role.SECONDARY_STRONG, quiet_ink)
        title.setText(self.tr("What happens when you escalate"))
        self._rows = QWidget()
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(12, _ABOVE, 12, _BELOW)
        layout.setSpacing(_BELOW_TITLE)
        layout.addWidget(title)
        layout.addWidget(self._rows)
        layout.addStretch(1)
        themes.changed.connect(self._fill)
        self._fill()

    @property
    def words(self) -> str:
        """All sentences, a line each."""
        return "\n".join(line.text for line in self._lines)

    def show_consequences(self, told: Consequences) -> None:
        """Tell what the act would bring about."""
        self._lines = consequence_lines(told)
        self._fill()

    def show_problem(self, text: str) -> None:
        """Tell why it would be refused."""
        self._lines = (Line(Icon.OCTAGON_X, harmless(text, 1_000), is_grave=True),)
        self._fill()

    def _fill(self) -> None:
        old, self._rows = self._rows, self._made_rows()
        self._layout.replaceWidget(old, self._rows)
        old.deleteLater()
        self.setAccessibleDescription(self.words)
        title, line = (
            round(QFontMetricsF(self._themes.font(role)).lineSpacing())
            for role in (Role.SECONDARY_STRONG, Role.SECONDARY)
        )
        lines = _LINES_KEPT * line + (_LINES_KEPT - 1) * _BETWEEN
        self.setMinimumHeight(_ABOVE + title + _BELOW_TITLE + lines + _BELOW)

    def _made_rows(self) -> QWidget:
        theme, ratio = self._themes.current, self.devicePixelRatioF()
        rows = QWidget(self)
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(_BETWEEN)
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(self._lines):
            sign = QLabel()
            sign.setPixmap(self._themes.pixmap(line.icon, theme.brk if line.is_grave else theme.text2, _SIGN, ratio))
            text = TintedLabel(self._themes, Role.SECONDARY, problem_ink if line.is_grave else quiet_ink)
            text.setWordWrap(True)
            text.setText(line.text)
            grid.addWidget(sign, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, number, 1)
        return rows
