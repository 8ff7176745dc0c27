"""How a move chooses the assignee in the new team, and why it was this one."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import absence_at, is_on_duty, on_call
from desktop_escalation.domain.people import Team
from desktop_escalation.domain.policy import Assign, AssignMode

_NEVER = datetime.min.replace(tzinfo=UTC)


class Candidate(Struct, frozen=True):
    """Somebody who was looked at; `load` is a number of open tickets, `why` says what made the person fit or not."""

    login: str
    name: str
    load: int
    capacity: int
    fit: bool
    why: str


class Choice(Struct, frozen=True):
    """The login that was chosen, None for nobody, with those who were looked at."""

    chosen: str | None
    why: str
    candidates: tuple[Candidate, ...] = ()


class _Moment(Struct, frozen=True):
    directory: Directory
    team: Team
    at: datetime
    fallback: Calendar

    def candidates(self, logins: Iterable[str], *, members_only: bool = True) -> tuple[Candidate, ...]:
        known = (login for login in dict.fromkeys(logins) if login in self.directory.people)
        return tuple(self.candidate(login, members_only=members_only) for login in known)

    def candidate(self, login: str, *, members_only: bool) -> Candidate:
        person = self.directory.people[login]
        load = self.directory.load(login)
        hindrance = self.hindrance(login, members_only=members_only)
        why = hindrance or f"{load} open, capacity {person.capacity}"
        return Candidate(login, person.name, load, person.capacity, hindrance is None, why)

    def hindrance(self, login: str, *, members_only: bool) -> str | None:
        if members_only and login not in self.team.members:
            return f"no member of {self.team.name}"
        absence = absence_at(self.directory, login, self.at)
        if absence is not None:
            return f"away until {absence.last_on}"
        if not is_on_duty(self.directory, login, self.at, self.fallback):
            return "outside working hours"
        return None


def choose(
    directory: Directory, assign: Assign, team: Team, at: datetime, *, last_agents: Sequence[str], fallback: Calendar
) -> Choice:
    """Choose who gets a ticket that comes to `team`; the absent and those outside their hours are never chosen.

    `last_agents` are logins, the most recent first; `fallback` gives the hours of a person without a team.
    """
    moment = _Moment(directory, team, at, fallback)
    match assign.mode:
        case AssignMode.NOBODY:
            return Choice(None, "the step assigns nobody")
        case AssignMode.LEAST_LOADED:
            return _least_loaded(moment)
        case AssignMode.ROUND_ROBIN:
            return _round_robin(moment)
        case AssignMode.LAST_AGENT:
            return _last_agent(moment, last_agents)
        case AssignMode.ON_CALL:
            return _the_one(moment, on_call(directory, team, at), f"on call for {team.name}")
        case _:
            return _the_one(moment, assign.login, "named in the policy")


def _least_loaded(moment: _Moment) -> Choice:
    candidates = moment.candidates(moment.team.members)
    fit = sorted(
        _fit(candidates), key=lambda candidate: (Fraction(candidate.load, candidate.capacity), candidate.login)
    )
    if not fit:
        return _nobody_fit(moment, candidates)
    return Choice(fit[0].login, f"least loaded of {moment.team.name}: {fit[0].why}", candidates)


def _round_robin(moment: _Moment) -> Choice:
    candidates = moment.candidates(moment.team.members)
    last_chosen = moment.directory.last_chosen
    fit = sorted(_fit(candidates), key=lambda candidate: (last_chosen.get(candidate.login, _NEVER), candidate.login))
    if not fit:
        return _nobody_fit(moment, candidates)
    return Choice(fit[0].login, f"the turn of {fit[0].name} in {moment.team.name}", candidates)


def _last_agent(moment: _Moment, last_agents: Sequence[str]) -> Choice:
    candidates = moment.candidates(last_agents)
    fit = _fit(candidates)
    if not fit:
        return Choice(None, f"nobody of {moment.team.name} who knew the customer is on duty", candidates)
    return Choice(fit[0].login, f"the last of {moment.team.name} who knew the customer", candidates)


def _the_one(moment: _Moment, login: str | None, why: str) -> Choice:
    if login is None:
        return Choice(None, f"nobody is {why}")
    candidates = moment.candidates([login], members_only=False)
    if not candidates:
        return Choice(None, f'"{login}", {why}, is not known')
    (candidate,) = candidates
    if not candidate.fit:
        return Choice(None, f"{candidate.name}, {why}, is {candidate.why}", candidates)
    return Choice(login, why, candidates)


def _fit(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.fit]


def _nobody_fit(moment: _Moment, candidates: tuple[Candidate, ...]) -> Choice:
    return Choice(None, f"nobody of {moment.team.name} is on duty", candidates)
