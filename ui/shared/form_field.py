"""A field of a dialog: its name, its control, and beneath it what is wrong with what was typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shared.elide_label import ElideLabel
from ui.shared.plain import harmless
from ui.shared.restyle import restyle
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, problem_ink, quiet_ink
from ui.themes import Themes


class FormField(QWidget):
    """Holds a control under its name; `name` has the mnemonic that leads to the control."""

    def __init__(
        self, themes: Themes, name: str, control: QWidget, note: str = "", parent: QWidget | None = None
    ) -> None:
        """Lay out name and note over the control."""
        super().__init__(parent)
        self.control = control
        self._name = TintedLabel(themes, Role.SECONDARY_STRONG, quiet_ink)
        self._name.setText(name)
        self._name.setBuddy(control)
        self._themes = themes
        self._note = ElideLabel()
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note.setText(note)
        self._problem = TintedLabel(themes, Role.SECONDARY, problem_ink)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._judge: Callable[[], str] = str
        control.setAccessibleName(name.replace("&", ""))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(control, 1)
        layout.addWidget(self._problem)
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def problem(self) -> str:
        """What is shown as wrong; "" where nothing is."""
        return self._problem.text()

    @property
    def note(self) -> str:
        """What is said beside the name."""
        return self._note.text()

    def set_note(self, text: str) -> None:
        """Say something quietly beside the name."""
        self._note.setText(text)

    def show_problem(self, text: str) -> None:
        """Say beneath the control what is wrong with it and go there; "" takes that back."""
        self._say(text)
        if text:
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def judge_by(self, judge: Callable[[], str], *changes: SignalInstance) -> None:
        """Let `judge` say what is wrong, "" where nothing is; once something was, it is judged anew at each change."""
        self._judge = judge
        for change in changes:
            change.connect(self._judge_again)

    def check(self) -> bool:
        """Judge now: say what is wrong and go there, or take back what was said; tell whether all is well."""
        self.show_problem(self._judge())
        return not self.problem

    def _judge_again(self) -> None:
        if self.problem:
            self._say(self._judge())

    def _say(self, text: str) -> None:
        self._problem.setText(harmless(text, 1_000))
        self._problem.setVisible(bool(text))
        self.control.setAccessibleDescription(text)
        restyle(self.control, "trouble", bool(text))

    def _dress(self) -> None:
        self._note.setFont(self._themes.font(Role.SECONDARY))
        palette = self._note.palette()
        palette.setColor(self._note.foregroundRole(), self._themes.current.muted)
        self._note.setPalette(palette)


def all_is_well(*fields: FormField) -> bool:
    """Judge fields, in the order in which they stand: the first that is wrong gets the keyboard."""
    wrong = [field for field in reversed(fields) if not field.check()]
    return not wrong
