"""The dialog "Escalate": where to, to whom, why, and everything that it brings about before it is done."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.policy import Recipient, RecipientKind
from desktop_escalation.services.escalation_desk import EscalationChoices, EscalationPreview, TeamChoice, TierChoice
from ui.escalations.consequences import ConsequenceList
from ui.escalations.customer_side import CustomerSide
from ui.escalations.people_model import person_row
from ui.escalations.people_table import PeopleTable
from ui.escalations.reason_words import reason_words
from ui.escalations.team_list import TeamList
from ui.escalations.tier_picker import TierPicker
from ui.shared.act_dialog import PADDING, ActDialog
from ui.shared.form_field import FormField, all_is_well
from ui.shared.form_scroll import FormScroll
from ui.shared.icons import Icon
from ui.shared.note_box import NoteBox
from ui.shared.plain import one_line
from ui.shared.tab_order import tab_in_order
from ui.themes import Themes

LONGEST_NOTE = 2_000
PREVIEW_AFTER_MS = 300
_SIZE = QSize(1098, 690)
_WINDOW_FRAME = QSize(0, 28)
# Beneath the title bar of a screen of 1024 by 640, with something below that for larger text.
_LEAST_SIZE = (984, 480)
_SIDE = (260, 380)
_TEAMS = 184
_PEOPLE_IN_SIGHT = 5
# What the trial says where nothing is typed yet; it is never sent.
_NOTHING_YET = "…"


class EscalateDialog(ActDialog):
    """Asks for a `HandEscalation`; `preview_wanted` asks for a trial of it, shortly after each change."""

    preview_wanted = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the choices on the left, and what the customer sees on the right."""
        super().__init__(themes, parent)
        self._choices: EscalationChoices | None = None
        self.tiers = TierPicker(themes)
        self.teams = TeamList(themes)
        self.people = PeopleTable(themes)
        self.reason = QComboBox()
        self.lead = QCheckBox()
        self.note = NoteBox(3, LONGEST_NOTE)
        self.tried = NoteBox(2, LONGEST_NOTE)
        self.consequences = ConsequenceList(themes)
        self.customer = CustomerSide(themes)
        self._scroll = FormScroll()
        self.tiers_field = FormField(themes, self.tr("Raise &to"), self.tiers)
        self.teams_field = FormField(themes, self.tr("Tea&m"), self.teams)
        self.people_field = FormField(themes, self.tr("&Person"), self.people, self.tr("sorted by least load"))
        self.reason_field = FormField(themes, self.tr("&Reason"), self.reason)
        self.note_field = FormField(themes, self.tr("What does the &next person need to know?"), self.note)
        self.tried_field = FormField(themes, self.tr("&What was tried?"), self.tried, self.tr("internal, may be empty"))
        self._wanted = QTimer(self, singleShot=True, interval=PREVIEW_AFTER_MS)
        self._lay_out()
        self._connect()
        self._count()
        self.setMinimumSize(*_LEAST_SIZE)
        room = self.screen().availableSize() - _WINDOW_FRAME
        self.resize(_SIZE.boundedTo(room))

    def show_choices(self, choices: EscalationChoices, level: int | None = None) -> None:
        """Show what there is to choose from; `level` picks a tier, else the next one is picked.

        Shown anew, as after a conflict, it keeps what was chosen as far as that is still there.
        """
        chosen, chosen_reason = self._trial_wish(), self.reason.currentData()
        ticket, self._choices = choices.ticket, choices
        self.set_words(self.tr("Escalate {}").format(ticket.number), "", "")
        self.reason.clear()
        self.reason.setPlaceholderText(self.tr("Choose a reason"))
        for reason in choices.site.reasons:
            self.reason.addItem(reason_words(reason), reason)
        self.reason.setCurrentIndex(-1)
        self._show_lead(choices)
        self.customer.show_choices(choices)
        self.tiers.show_tiers(choices.tiers, ticket.tier, level if chosen is None else chosen.tier)
        below = (self.teams, self.people, self.reason, self.lead, self.note, self.tried)
        tab_in_order((*self.tiers.buttons, *below, *self.customer.controls))
        tier = self.tiers.tier
        if tier is None:
            self.tiers_field.show_problem(self.tr("{} is in the highest tier already.").format(ticket.number))
            self.set_main(self.tr("Escalate"))
            self.main_button.setDisabled(True)
            return
        self._show_tier(tier)
        self.reason.setFocus()
        if chosen is not None:
            self._choose_again(chosen, chosen_reason)

    def show_preview(self, preview: EscalationPreview) -> None:
        """Show what the trial brought about; an answer to an older question is passed over."""
        if preview.wish == self._trial_wish():
            self.consequences.show_consequences(preview.consequences)
            self.customer.show_consequences(preview.consequences)

    def show_preview_problem(self, text: str) -> None:
        """Show why the trial was refused."""
        self.consequences.show_problem(text)

    def wish(self) -> HandEscalation | None:
        """Give what is asked for, or show beside the field what is missing."""
        is_mail_well = self.customer.check()
        if not (all_is_well(self.reason_field, self.note_field, self.tried_field) and is_mail_well):
            self._scroll.ensureWidgetVisible(self.focusWidget())
            return None
        return self._wish(self.reason.currentData(), self.note.text)

    def has_typed(self) -> bool:
        """Say whether there is text to lose."""
        return bool(self.note.text or self.tried.text or self.customer.has_typed())

    def _wrong_reason(self) -> str:
        return "" if self.reason.currentData() is not None else self.tr("Choose why the ticket is escalated.")

    def _wrong_note(self) -> str:
        if not self.note.text:
            return self.tr("Say in at least one sentence why the ticket is escalated.")
        return self.note.too_long_words() if self.note.is_too_long else ""

    def _wrong_tried(self) -> str:
        return self.tried.too_long_words() if self.tried.is_too_long else ""

    def _wish(self, reason: str, note: str) -> HandEscalation | None:
        tier, team, choices = self.tiers.tier, self.teams.team, self._choices
        if tier is None or choices is None:
            return None
        lead = (Recipient(RecipientKind.LEAD, choices.ticket.team),) if self.lead.isChecked() else ()
        return HandEscalation(
            reason=reason,
            note=note,
            tier=tier.level,
            team=None if team is None else team.name,
            person=self.people.login,
            involve=lead,
            tried=self.tried.text,
            tell_customer=self.customer.tells,
            mail=self.customer.mail,
        )

    def _trial_wish(self) -> HandEscalation | None:
        reasons = () if self._choices is None else self._choices.site.reasons
        reason = self.reason.currentData() or next(iter(reasons), "")
        return self._wish(reason, self.note.text or _NOTHING_YET)

    def _ask_for_preview(self) -> None:
        wish = self._trial_wish()
        if wish is not None:
            self.preview_wanted.emit(wish)

    def _choose_again(self, wish: HandEscalation, reason: str | None) -> None:
        self.reason.setCurrentIndex(-1 if reason is None else self.reason.findData(reason))
        self.lead.setChecked(bool(wish.involve))
        self.teams.pick(wish.team)
        if self.teams.team is not None and self.teams.team.name == wish.team:
            self.people.pick(wish.person)

    def _show_tier(self, tier: TierChoice) -> None:
        if self._choices is None:
            return
        self.customer.show_tier(tier)
        self.teams.show_teams(tier.teams, self._choices.now, self._choices.site.zone, tier.first_team)
        team = self.teams.team
        if team is None:
            self.people.show_people(())
            self._say_result()

    def _show_team(self, team: TeamChoice) -> None:
        if self._choices is None:
            return
        now, zone = self._choices.now, self._choices.site.zone
        first = next((person.login for person in team.people if person.duty.is_on), None)
        rows = [person_row(person, now, zone) for person in team.people]
        self.people.show_people(rows, nobody=self.tr("Whole team, first to acknowledge"), login=first)

    def _show_lead(self, choices: EscalationChoices) -> None:
        own = next((team for team in choices.teams if team.name == choices.ticket.team), None)
        lead = None if own is None else own.lead
        self.lead.setVisible(lead is not None)
        self.lead.setChecked(lead is not None)
        if lead is not None:
            name = one_line(lead).replace("&", "&&")
            self.lead.setText(self.tr("&Also tell {}").format(name))
            self.lead.setToolTip(self.tr("Leads the team that has the ticket now"))

    def _say_result(self) -> None:
        row, team, choices = self.people.row, self.teams.team, self._choices
        if choices is None:
            return
        is_person = row is not None and row.person is not None
        to = row.name if row is not None and is_person else "" if team is None else one_line(team.name)
        self.set_main(self.tr("Escalate to {}").format(to) if to else self.tr("Escalate"), Icon.ESCALATE)
        self.main_button.setEnabled(bool(to))
        if team is not None:
            self.set_hint(
                self.tr("Ticket moves from {} to {}").format(one_line(choices.ticket.team), one_line(team.name))
            )
        self._wanted.start()

    def _count(self) -> None:
        words = self.tr("internal, {} of {}")
        self.note_field.set_note(words.format(f"{self.note.length:,}", f"{LONGEST_NOTE:,}"))

    def _connect(self) -> None:
        self.tiers.picked.connect(self._show_tier)
        self.teams.picked.connect(self._show_team)
        self.people.picked.connect(self._say_result)
        self.note.textChanged.connect(self._count)
        for signal in (
            self.reason.currentIndexChanged,
            self.lead.toggled,
            self.note.textChanged,
            self.tried.textChanged,
            self.customer.changed,
        ):
            signal.connect(self._start_waiting)
        self.reason_field.judge_by(self._wrong_reason, self.reason.currentIndexChanged)
        self.note_field.judge_by(self._wrong_note, self.note.textChanged)
        self.tried_field.judge_by(self._wrong_tried, self.tried.textChanged)
        self.note.refused.connect(self.note_field.show_problem)
        self.tried.refused.connect(self.tried_field.show_problem)
        self._wanted.timeout.connect(self._ask_for_preview)
        self.finished.connect(self._wanted.stop)

    def _start_waiting(self) -> None:
        self._wanted.start()

    def _lay_out(self) -> None:
        self.main_button.setDefault(False)
        side = QFrame()
        side.setProperty("kind", "panel")
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.customer)
        side.setMinimumWidth(_SIDE[0])
        side.setMaximumWidth(_SIDE[1])
        rule = QFrame()
        rule.setProperty("kind", "rule")
        self.body.setContentsMargins(0, 0, 0, 0)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        self._scroll.show_form(self._form())
        panes.addWidget(self._scroll, 13)
        panes.addWidget(rule)
        panes.addWidget(side, 7)
        self.body.addLayout(panes, 1)

    def _form(self) -> QVBoxLayout:
        why = QVBoxLayout()
        why.setSpacing(10)
        why.addWidget(self.reason_field)
        why.addWidget(self.lead)
        why.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.note_field, 3)
        words.addWidget(self.tried_field, 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, _TEAMS)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.teams_field, 0, 0)
        grid.addWidget(self.people_field, 0, 1)
        grid.addLayout(why, 1, 0)
        grid.addLayout(words, 1, 1)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)
        for grows in (self.teams, self.people):
            # What is scrolled asks for the least height of each, and shares out what the dialog has beyond that.
            grows.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.people.keep_in_sight(_PEOPLE_IN_SIGHT)
        form = QVBoxLayout()
        form.setContentsMargins(PADDING - 2, 14, PADDING - 2, 14)
        form.setSpacing(10)
        form.addWidget(self.tiers_field)
        form.addLayout(grid, 1)
        form.addWidget(self.consequences)
        return form
