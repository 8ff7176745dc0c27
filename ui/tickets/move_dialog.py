"""The dialog "Move": pick the team whose queue the ticket goes to."""

from PySide6.QtWidgets import QWidget

from desktop_escalation.services.escalation_desk import EscalationChoices
from ui.escalations.team_list import TeamList
from ui.shared.act_dialog import ActDialog
from ui.shared.form_field import FormField
from ui.shared.plain import one_line
from ui.themes import Themes
from ui.tickets.wishes import MoveWish

_SIZE = (420, 440)


class MoveDialog(ActDialog):
    """Asks for a `MoveWish`; it warns where moving is not the way to escalate."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out the teams."""
        super().__init__(themes, parent)
        self._tier, self._team = 0, ""
        self.teams = TeamList(themes)
        self.teams.picked.connect(self._say_result)
        self.teams.doubleClicked.connect(self.press)
        self.teams_field = FormField(themes, self.tr("&Team"), self.teams, self.tr("open tickets"))
        self.body.addWidget(self.teams_field, 1)
        self.resize(*_SIZE)

    def show_choices(self, choices: EscalationChoices) -> None:
        """Show every other team; those of the ticket's own tier come first."""
        ticket = choices.ticket
        self._tier, self._team = ticket.tier, one_line(ticket.team)
        self.set_words(
            self.tr("Move {}").format(ticket.number),
            self.tr("Which team is {} for?").format(ticket.number),
            self.tr("Move"),
        )
        others = [team for team in choices.teams if team.name != ticket.team]
        near_first = sorted(others, key=lambda team: (abs(team.tier - ticket.tier), team.tier))
        self.teams.show_teams(tuple(near_first), choices.now, choices.site.zone)
        self.main_button.setEnabled(bool(others))
        self._say_result()
        self.teams.setFocus()

    def wish(self) -> MoveWish | None:
        """Give the team that is picked."""
        team = self.teams.team
        return None if team is None else MoveWish(team.name)

    def _say_result(self) -> None:
        team = self.teams.team
        if team is None:
            return
        self.set_main(self.tr("Move to {}").format(one_line(team.name)))
        if team.tier > self._tier:
            self.set_hint(self.tr("A move up tells nobody. Escalate to tell the team why."))
        elif team.tier < self._tier:
            self.set_hint(self.tr("A move down tells nobody. Hand back to say what changed."))
        else:
            self.set_hint(self.tr("The ticket leaves the queue of {}.").format(self._team))
