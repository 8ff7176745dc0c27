"""Whether the people and teams whom a step means can be found and reached."""

from collections.abc import Callable, Iterator

from desktop_escalation.domain.ladder_faults import admits
from desktop_escalation.domain.people import NoticeChannel, Organisation, Person, Team
from desktop_escalation.domain.policy import (
    AssignMode,
    Involve,
    MoveTo,
    Policy,
    Recipient,
    RecipientKind,
    Step,
    Unassigned,
)
from desktop_escalation.domain.toml_lines import Path

Found = Iterator[tuple[Path, str]]
Teams = tuple[Team, ...]


def recipients_and_moves(path: Path, policy: Policy, step: Step, organisation: Organisation) -> Found:
    """Find what a step's moves and recipients miss; a move changes whose lead the later actions mean."""
    teams = _teams_before(policy, step, organisation)
    is_unassigned = isinstance(step.trigger, Unassigned)
    for index, action in enumerate(step.actions):
        place: Path = (*path, "do", index)
        match action:
            case MoveTo():
                teams = _teams_after(action, organisation)
                is_unassigned = is_unassigned and action.assign.mode is AssignMode.NOBODY
                yield from _move((*place, "move_to"), action, teams, organisation)
            case Involve(recipients):
                for number, recipient in enumerate(recipients):
                    below: Path = (*place, "involve", number)
                    if recipient.kind is RecipientKind.ASSIGNEE and is_unassigned:
                        yield below, '"assignee" finds nobody: the step fires where there is none'
                    yield from _recipient(below, recipient, teams, organisation)
            case _:
                continue


def _teams_before(policy: Policy, step: Step, organisation: Organisation) -> Teams:
    conditions = (policy.applies_when, step.condition)
    return tuple(
        team
        for team in organisation.teams
        if all(admits(each, "team", team.name) and admits(each, "tier", team.tier) for each in conditions)
    )


def _teams_after(move: MoveTo, organisation: Organisation) -> Teams:
    if move.team is not None:
        return tuple(team for team in organisation.teams if team.name == move.team)
    defaults = {tier.default_team for tier in organisation.tiers if tier.level == move.tier}
    in_tier = (team for team in organisation.teams if team.tier == move.tier)
    return tuple(team for team in in_tier if team.handles or team.name in defaults)


def _move(path: Path, move: MoveTo, teams: Teams, organisation: Organisation) -> Found:
    yield from _tier(path, move, teams, organisation)
    for team in teams:
        if not team.members:
            yield path, f'team "{team.name}" has no members: nobody would see the ticket'
        if move.assign.mode is AssignMode.ON_CALL and team.on_call is None:
            yield path, f'team "{team.name}" has no rota: "on call" assigns nobody'
        if move.assign.login is not None and move.assign.login not in team.members:
            yield path, f'"{move.assign.login}" is no member of team "{team.name}"'


def _tier(path: Path, move: MoveTo, teams: Teams, organisation: Organisation) -> Found:
    if move.team is not None:
        return
    if not teams:
        yield path, f"tier {move.tier} has neither a default team nor a team that handles a category: the move fails"
    elif not any(tier.default_team for tier in organisation.tiers if tier.level == move.tier):
        yield path, f"tier {move.tier} has no default team: the move fails for a category that no team handles"


def _recipient(path: Path, recipient: Recipient, teams: Teams, organisation: Organisation) -> Found:
    if recipient.kind is RecipientKind.TEAM and recipient.name:
        teams = tuple(team for team in organisation.teams if team.name == recipient.name)
    logins: set[str | None] = {recipient.name}
    if recipient.kind is RecipientKind.CONTACT:
        logins = {team.contacts.get(recipient.name) for team in organisation.teams}
    elif recipient.kind in _OF_TEAM:
        find, what = _OF_TEAM[recipient.kind]
        lacking = [team.name for team in teams if not find(team)]
        if lacking and len(lacking) == len(teams):
            yield path, f'"{recipient}" finds nobody: {_names(lacking)} {_have(lacking)} no {what}'
        elif lacking:
            yield path, f'"{recipient}" may find nobody: {_names(lacking)} {_have(lacking)} no {what}'
        logins = {login for team in teams for login in find(team)}
    for person in organisation.people:
        if person.login in logins and _lacks_mail(person):
            yield path, f'"{person.login}" wants notices by mail but has no mail address'


def _lead(team: Team) -> tuple[str, ...]:
    return () if team.lead is None else (team.lead,)


def _manager(team: Team) -> tuple[str, ...]:
    return () if team.manager is None else (team.manager,)


def _rota(team: Team) -> tuple[str, ...]:
    return () if team.on_call is None else team.on_call.people


def _members(team: Team) -> tuple[str, ...]:
    return team.members


_OF_TEAM: dict[RecipientKind, tuple[Callable[[Team], tuple[str, ...]], str]] = {
    RecipientKind.LEAD: (_lead, "lead"),
    RecipientKind.MANAGER: (_manager, "manager"),
    RecipientKind.ON_CALL: (_rota, "rota"),
    RecipientKind.TEAM: (_members, "members"),
}


def _lacks_mail(person: Person) -> bool:
    return person.mail is None and NoticeChannel.MAIL in person.channels


def _names(teams: list[str]) -> str:
    return f"{'team' if len(teams) == 1 else 'teams'} {', '.join(teams)}"


def _have(teams: list[str]) -> str:
    return "has" if len(teams) == 1 else "have"
