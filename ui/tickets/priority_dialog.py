"""The dialog "Priority": how urgent the ticket is, and what that makes of the time to fix it."""

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.act_desk import Priorities, PriorityChoice
from ui.shared.act_dialog import ActDialog
from ui.shared.moments import clock_words, due_words, span_words
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, problem_ink
from ui.themes import Themes
from ui.tickets.priorities import priority_icon, priority_ink, priority_name
from ui.tickets.wishes import PriorityWish

_LEAST_WIDTH = 420


class PriorityDialog(ActDialog):
    """Asks for a `PriorityWish`; the present priority is chosen until another is."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out nothing yet."""
        super().__init__(themes, parent)
        self._priorities: Priorities | None = None
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._group.idToggled.connect(self._say_result)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_priorities(self, priorities: Priorities) -> None:
        """Show each priority with what it means; a dialog shows one ticket only."""
        self._priorities = priorities
        number = priorities.ticket.number
        self.set_words(
            self.tr("Priority of {}").format(number), self.tr("How urgent is {}?").format(number), self.tr("Change")
        )
        for row, choice in enumerate(priorities.choices):
            button = QRadioButton(f"&{int(choice.priority)}  {priority_name(choice.priority)}")
            ink = priority_ink(choice.priority, self.themes.current)
            button.setIcon(self.themes.icon(priority_icon(choice.priority), ink))
            is_late = choice.due_at is not None and choice.due_at <= priorities.now
            label = TintedLabel(self.themes, Role.SECONDARY, problem_ink if is_late else muted_ink)
            label.setText(self._words(choice, priorities))
            button.setAccessibleDescription(label.text())
            self._group.addButton(button, int(choice.priority))
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(label, row, 1)
        present = self._group.button(int(priorities.ticket.priority))
        present.setChecked(True)
        present.setFocus()

    def choose(self, priority: Priority) -> None:
        """Choose a priority."""
        self._group.button(int(priority)).setChecked(True)

    @property
    def words(self) -> tuple[str, ...]:
        """What is said of each priority, the most urgent first."""
        return tuple(button.accessibleDescription() for button in self._group.buttons())

    def wish(self) -> PriorityWish | None:
        """Give the priority that is chosen."""
        return PriorityWish(Priority(self._group.checkedId()))

    def _words(self, choice: PriorityChoice, priorities: Priorities) -> str:
        if choice.target is None:
            return self.tr("no time to fix is promised")
        if choice.due_at is None:
            return self.tr("fix within {}, paused now").format(span_words(choice.target))
        due = due_words(choice.due_at, priorities.now, priorities.site.zone)
        at = clock_words(choice.due_at, priorities.now, priorities.site.zone)
        words = self.tr("fix within {span}: {due}") if due == at else self.tr("fix within {span}: {due} ({at})")
        return words.format(span=span_words(choice.target), due=due, at=at)

    def _say_result(self) -> None:
        if self._priorities is None or self._group.checkedId() < 0:
            return
        chosen = Priority(self._group.checkedId())
        is_other = chosen is not self._priorities.ticket.priority
        self.main_button.setEnabled(is_other)
        words = self.tr("Change to {}") if is_other else self.tr("Stays {}")
        self.set_main(words.format(priority_name(chosen).lower()))
