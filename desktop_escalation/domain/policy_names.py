"""The names in a policy that the organisation does not know."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from desktop_escalation.domain.condition_text import paths_of_tests
from desktop_escalation.domain.conditions import Condition, Operator
from desktop_escalation.domain.errors import Problem, did_you_mean
from desktop_escalation.domain.people import Organisation
from desktop_escalation.domain.policy import (
    Action,
    AssignMode,
    Involve,
    MoveTo,
    Policy,
    Recipient,
    RecipientKind,
    TellCustomer,
)
from desktop_escalation.domain.toml_lines import Path, TomlLines

Found = Iterator[tuple[Path, str]]


def unknown_names(policy: Policy, organisation: Organisation, lines: TomlLines | None = None) -> tuple[Problem, ...]:
    """Find names of a policy that the organisation lacks, each with the nearest known one; any is a refusal."""
    found = _find(policy, _Known.of(organisation))
    places = lines or TomlLines()
    return tuple(Problem(message, places.find(path)) for path, message in found)


class _Known(Struct, frozen=True):
    calendars: tuple[str, ...]
    tiers: tuple[str, ...]
    team_tiers: dict[str, int]
    logins: tuple[str, ...]
    templates: frozenset[str]
    contacts: frozenset[str]
    categories: tuple[str, ...]

    @classmethod
    def of(cls, organisation: Organisation) -> "_Known":
        return cls(
            calendars=tuple(calendar.name for calendar in organisation.calendars),
            tiers=tuple(str(tier.level) for tier in organisation.tiers),
            team_tiers={team.name: team.tier for team in organisation.teams},
            logins=tuple(person.login for person in organisation.people),
            templates=frozenset(template.name for template in organisation.templates),
            contacts=frozenset(role for team in organisation.teams for role in team.contacts),
            categories=() if organisation.site is None else organisation.site.categories,
        )


def _find(policy: Policy, known: _Known) -> Found:
    yield from _unknown(("calendar",), "calendar", policy.calendar, known.calendars)
    if policy.tell_customer_by_hand is not None:
        yield from _unknown(("tell_customer_by_hand",), "template", policy.tell_customer_by_hand, known.templates)
    yield from _of_condition(("applies_when",), policy.applies_when, known)
    for step in policy.steps:
        path: Path = ("step", step.position - 1)
        yield from _of_condition((*path, "if"), step.condition, known)
        for index, action in enumerate(step.actions):
            yield from _of_action((*path, "do", index), action, known)


def _unknown(path: Path, noun: str, word: str, known: Iterable[str]) -> Found:
    known = tuple(known)
    if word not in known:
        yield path, f'there is no {noun} "{word}"{did_you_mean(word, known)}'


def _of_condition(path: Path, condition: Condition, known: _Known) -> Found:
    nouns: dict[str, tuple[str, ...]] = {"tier": known.tiers, "team": tuple(known.team_tiers)}
    if known.categories:
        nouns["category"] = known.categories
    for place, test in paths_of_tests(condition, path):
        if test.field in nouns and test.operator in {Operator.ANY_OF, Operator.NONE_OF}:
            by_folded = {word.casefold() for word in nouns[test.field]}
            for value in test.wanted:
                if str(value).casefold() not in by_folded:
                    yield from _unknown(place, test.field, str(value), nouns[test.field])


def _of_action(path: Path, action: Action, known: _Known) -> Found:
    match action:
        case MoveTo():
            yield from _of_move((*path, "move_to"), action, known)
        case Involve(recipients):
            for index, recipient in enumerate(recipients):
                yield from _of_recipient((*path, "involve", index), recipient, known)
        case TellCustomer(template):
            yield from _unknown((*path, "tell_customer"), "template", template, known.templates)
        case _:
            return


def _of_move(path: Path, move: MoveTo, known: _Known) -> Found:
    if move.tier is not None:
        yield from _unknown((*path, "tier"), "tier", str(move.tier), known.tiers)
    if move.team is not None:
        yield from _unknown((*path, "team"), "team", move.team, known.team_tiers)
        tier = known.team_tiers.get(move.team, move.tier)
        if move.tier is not None and tier != move.tier:
            yield (*path, "tier"), f'team "{move.team}" belongs to tier {tier}, not {move.tier}'
    if move.assign.mode is AssignMode.PERSON and move.assign.login is not None:
        yield from _unknown((*path, "assign"), "person", move.assign.login, known.logins)


def _of_recipient(path: Path, recipient: Recipient, known: _Known) -> Found:
    match recipient.kind:
        case RecipientKind.PERSON:
            yield from _unknown(path, "person", recipient.name, known.logins)
        case RecipientKind.CONTACT:
            yield from _unknown(path, "contact", recipient.name, known.contacts)
        case RecipientKind.TEAM if recipient.name:
            yield from _unknown(path, "team", recipient.name, known.team_tiers)
        case _:
            return
