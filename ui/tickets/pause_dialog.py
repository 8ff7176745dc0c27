"""The dialog "Pause": what the ticket waits for, and until when where that is known."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.services.act_desk import PauseChoice, Pauses
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField
from ui.shared.icons import Icon
from ui.shared.moment_edit import MomentEdit
from ui.shared.moments import clock_words, metric_name
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.themes import Themes
from ui.tickets.wishes import PauseWish

_LEAST_WIDTH = 440


class PauseDialog(ActDialog):
    """Asks for a `PauseWish`."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the reason over the moment to resume."""
        super().__init__(themes, parent)
        self._zone = "UTC"
        self._clock: Callable[[], datetime] | None = None
        self._pauses: Pauses | None = None
        self.reason = QComboBox()
        for reason in PendingReason:
            self.reason.addItem(pending_words(reason), reason)
        self.has_end = QCheckBox(self.tr("&Resume by itself"))
        self.resume_at = MomentEdit()
        self.resume_field = FormField(themes, self.tr("Resume a&t"), self.resume_at)
        self.resume_field.setEnabled(False)
        self.resume_field.judge_by(self._wrong_moment, self.resume_at.textChanged, self.has_end.toggled)
        self.understood = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self.understood.setWordWrap(True)
        self.has_end.toggled.connect(self._turn_end)
        self.resume_at.textChanged.connect(self._say_result)
        self.reason.currentIndexChanged.connect(self._say_result)
        self.meaning = TintedLabel(themes, Role.SECONDARY)
        self.meaning.setWordWrap(True)
        self.body.addWidget(FormField(themes, self.tr("&Waiting for"), self.reason))
        self.body.addWidget(self.meaning)
        self.body.addWidget(self.has_end)
        self.body.addWidget(self.resume_field)
        self.body.addWidget(self.understood)
        self.body.addStretch(1)
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_pauses(self, pauses: Pauses, clock: Callable[[], datetime]) -> None:
        """Show which ticket is paused, and what that means; `clock` tells the site's time by now."""
        ticket, zone = pauses.ticket, pauses.site.zone
        self._pauses, self._zone, self._clock = pauses, zone, clock
        self.set_words(
            self.tr("Pause {}").format(ticket.number), self.tr("What does {} wait for?").format(ticket.number), ""
        )
        if ticket.pending_reason is not None:
            self.reason.setCurrentIndex(self.reason.findData(ticket.pending_reason))
        self.resume_at.use_clock(clock, zone)
        if ticket.resume_at is not None:
            self.resume_at.show_moment(ticket.resume_at)
        self.has_end.setChecked(ticket.resume_at is not None)
        self._say_result()
        self.reason.setFocus()

    def wish(self) -> PauseWish | None:
        """Give reason and moment, or say beside the field that it is over, or cannot be told."""
        is_well = self.resume_field.check()
        self._say_result()
        if not is_well:
            return None
        resume_at = self.resume_at.moment if self.has_end.isChecked() else None
        return PauseWish(PendingReason(self.reason.currentData()), resume_at)

    def has_typed(self) -> bool:
        """Say whether there is a moment to lose that was typed here."""
        return self.has_end.isChecked() and self.resume_at.isModified()

    def _wrong_moment(self) -> str:
        return self.resume_at.wrong() if self.has_end.isChecked() else ""

    def _turn_end(self, is_on: bool) -> None:
        self.resume_field.setEnabled(is_on)
        self._say_result()
        if is_on and self.has_end.hasFocus():
            self.resume_at.setFocus()

    def _say_result(self) -> None:
        if self._clock is None or self._pauses is None:
            return
        reason = PendingReason(self.reason.currentData())
        self.meaning.setText(self._meaning(self._pauses.choice(reason), self._clock()))
        has_end, moment = self.has_end.isChecked(), self.resume_at.moment
        self.understood.setText(self.resume_at.told() if has_end else "")
        # What is wrong is said once.
        self.understood.setVisible(has_end and not self.resume_field.problem)
        if has_end and moment is not None:
            at = clock_words(moment, self._clock(), self._zone)
            self.set_main(self.tr("Pause until {}").format(at), Icon.CIRCLE_PAUSE)
        else:
            self.set_main(self.tr("Pause"), Icon.CIRCLE_PAUSE)
        is_customer = reason is PendingReason.CUSTOMER
        self.set_hint(self.tr("The customer's next message ends the pause.") if is_customer else "")

    def _meaning(self, choice: PauseChoice, now: datetime) -> str:
        """Say which clocks stand still, and when those that run on are due: nobody walks into a breach unawares."""
        still = ", ".join(map(metric_name, choice.still))
        going = ", ".join(
            metric_name(metric)
            if due_at is None
            else self.tr("{} (due {})").format(metric_name(metric), clock_words(due_at, now, self._zone))
            for metric, due_at in choice.going
        )
        if not going:
            return self.tr("Stands still: {}.").format(still) if still else self.tr("No clock runs on this ticket.")
        if not still:
            return self.tr("No clock stands still. Runs on: {}.").format(going)
        return self.tr("Stands still: {}. Runs on: {}.").format(still, going)


def pending_words(reason: PendingReason) -> str:
    """Name what a ticket waits for."""
    return {
        PendingReason.CUSTOMER: QCoreApplication.translate("Pending", "The customer"),
        PendingReason.SUPPLIER: QCoreApplication.translate("Pending", "A supplier"),
        PendingReason.CHANGE_WINDOW: QCoreApplication.translate("Pending", "A change window"),
        PendingReason.OTHER_TEAM: QCoreApplication.translate("Pending", "Another team"),
    }[reason]
