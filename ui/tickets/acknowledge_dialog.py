"""The dialog "Acknowledge": the promise to act by a time, and which steps of the ladder wait for that."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_escalation.services.act_desk import Promises
from ui.shared.act_dialog import ActDialog
from ui.shared.choice_row import ChoiceRow
from ui.shared.counts import counted
from ui.shared.form_field import FormField
from ui.shared.icons import Icon
from ui.shared.moment_edit import MomentEdit
from ui.shared.moments import clock_words, span_words
from ui.shared.tab_order import tab_in_order
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, quiet_ink
from ui.themes import Themes
from ui.tickets.wishes import AcknowledgeWish

SPANS = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 45, 60))
BY_POLICY = "policy"
OWN_TIME = "own"
_LEAST_WIDTH = 560


class AcknowledgeDialog(ActDialog):
    """Asks for an `AcknowledgeWish`; the policy's promise is chosen until another is."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the choices over the field for a time of one's own."""
        super().__init__(themes, parent)
        self._promises: Promises | None = None
        self._clock: Callable[[], datetime] = _no_clock
        self.until = ChoiceRow()
        self.own_time = MomentEdit()
        self.held = TintedLabel(themes, Role.BODY, quiet_ink)
        self.held.setWordWrap(True)
        self.own_field = FormField(themes, self.tr("&Own time"), self.own_time)
        self.own_field.judge_by(self._wrong_time, self.own_time.textChanged)
        self.understood = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self.understood.setWordWrap(True)
        own = QVBoxLayout()
        own.setSpacing(4)
        own.addWidget(self.own_field)
        own.addWidget(self.understood)
        self.until.chosen.connect(self._choose)
        self.own_time.textChanged.connect(self._say_result)
        self.body.addWidget(FormField(themes, self.tr("&I act within"), self.until))
        self.body.addLayout(own)
        self.body.addWidget(self.held)
        self.body.addStretch(1)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_promises(self, promises: Promises, clock: Callable[[], datetime]) -> None:
        """Show what can be promised; `clock` tells the site's time by now."""
        self._promises, self._clock = promises, clock
        number, zone, now = promises.ticket.number, promises.site.zone, promises.now
        self.set_words(
            self.tr("Acknowledge {}").format(number), self.tr("By when do you act on {}?").format(number), ""
        )
        choices: list[tuple[str, object]] = []
        if promises.default_until is not None:
            until = clock_words(promises.default_until, now, zone)
            choices.append((self.tr("By {}, the usual").format(until), BY_POLICY))
        choices += [(span_words(span), span) for span in SPANS]
        choices.append((self.tr("Own time…"), OWN_TIME))
        self.own_time.use_clock(clock, zone)
        self.until.show_choices(choices)
        tab_in_order((*self.until.buttons, self.own_time))
        self._say_result()
        self.until.setFocus()

    def wish(self) -> AcknowledgeWish | None:
        """Give the time, or say beside the field that it is over, or cannot be told."""
        is_well = self.own_field.check()
        self._say_result()
        if not is_well:
            return None
        return AcknowledgeWish(None if self.until.value == BY_POLICY else self._until())

    def has_typed(self) -> bool:
        """Say whether there is a time of one's own to lose."""
        return self.until.value == OWN_TIME and bool(self.own_time.text())

    def _choose(self) -> None:
        self.own_field.show_problem("")
        self._say_result()
        if self.until.value == OWN_TIME:
            self.own_time.setFocus()

    def _wrong_time(self) -> str:
        return self.own_time.wrong() if self.until.value == OWN_TIME else ""

    def _until(self) -> datetime | None:
        chosen = self.until.value
        if isinstance(chosen, timedelta):
            return self._clock() + chosen
        if chosen == OWN_TIME:
            return self.own_time.moment
        return None if self._promises is None else self._promises.default_until

    def _say_result(self) -> None:
        promises, until = self._promises, self._until()
        is_own = self.until.value == OWN_TIME
        self.own_field.setVisible(is_own)
        # What is wrong is said once.
        self.understood.setVisible(is_own and not self.own_field.problem)
        self.understood.setText(self._understood_words())
        if promises is None:
            return
        if until is None:
            self.set_main(self.tr("Acknowledge"), Icon.CHECK)
            self.held.setText("")
            return
        words = clock_words(until, promises.now, promises.site.zone)
        self.set_main(self.tr("Acknowledge until {}").format(words), Icon.CHECK)
        self.held.setText(self._held_words(promises, until, words))
        if promises.current_until is not None:
            left = promises.new_promises_left
            words = counted(
                left,
                self.tr("This replaces the promise until {current}. It can be replaced once more."),
                self.tr("This replaces the promise until {current}. It can be replaced %n times more.", "", left),
            )
            current = clock_words(promises.current_until, promises.now, promises.site.zone)
            self.set_hint(words.format(current=current))

    def _understood_words(self) -> str:
        """Say which moment is meant, and how much working time there is until then."""
        words, now, until = self.own_time.told(), self._clock(), self.own_time.moment
        calendar = None if self._promises is None else self._promises.calendar
        if calendar is None or until is None or until <= now:
            return words
        worked, wall = calendar.between(now, until), until - now
        if not worked:
            return self.tr("{moment}; no working time until then").format(moment=words)
        if worked == wall:
            return self.tr("{moment}; all of it working time").format(moment=words)
        return self.tr("{moment}; {span} of working time until then").format(moment=words, span=span_words(worked))

    def _held_words(self, promises: Promises, until: datetime, words: str) -> str:
        held = sorted({step.position for step in promises.steps if step.at <= until})
        if not promises.steps:
            return self.tr("No step of the ladder has a time, so nothing waits for you.")
        if not held:
            return self.tr("No step of the ladder is due before {}. The clocks keep running.").format(words)
        steps = ", ".join(map(str, held))
        text = counted(
            len(held),
            self.tr("Step {steps}, due before {time}, waits for you. The clocks keep running."),
            self.tr("Steps {steps}, due before {time}, wait for you. The clocks keep running.", "", len(held)),
        )
        return text.format(steps=steps, time=words)


def _no_clock() -> datetime:
    raise LookupError("show_promises gives the clock")
