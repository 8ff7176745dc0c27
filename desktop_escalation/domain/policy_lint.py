"""What a policy may say but hardly means: warnings for the person who is about to publish it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from desktop_escalation.domain.condition_text import paths_of_tests
from desktop_escalation.domain.conditions import Operator, Test
from desktop_escalation.domain.decision import FIRES_BEFORE_PARKING, PARKING_WINDOW
from desktop_escalation.domain.errors import Problem
from desktop_escalation.domain.ladder_faults import admits
from desktop_escalation.domain.people import Organisation
from desktop_escalation.domain.policy import (
    Action,
    AddTag,
    AtOffset,
    BusinessSpan,
    Involve,
    MoveTo,
    Policy,
    RaisePriority,
    Repeat,
    Step,
    TellCustomer,
)
from desktop_escalation.domain.recipient_lint import recipients_and_moves
from desktop_escalation.domain.spans import write_target, write_wait
from desktop_escalation.domain.toml_lines import Path, TomlLines

Found = Iterator[tuple[Path, str]]


def lint(policy: Policy, organisation: Organisation, lines: TomlLines | None = None) -> tuple[Problem, ...]:
    """Find what is allowed and doubtful; `organisation` knows every name of the policy."""
    places = lines or TomlLines()
    found = dict.fromkeys((*_of_policy(policy, organisation), *_of_steps(policy, organisation)))
    return tuple(Problem(message, places.find(path)) for path, message in found)


def _of_policy(policy: Policy, organisation: Organisation) -> Found:
    if not policy.steps and not policy.targets:
        yield ("name",), "the policy promises nothing and does nothing: it has neither targets nor steps"
    if policy.close_after <= timedelta():
        yield ("close_after",), "a resolved ticket closes at once: no customer can reopen it"
    for metric, by_priority in policy.targets.items():
        for priority in by_priority:
            if not admits(policy.applies_when, "priority", int(priority)):
                place = ("targets", str(metric), str(priority.value))
                yield place, f'this target serves no ticket: "applies_when" excludes priority {priority.value}'
    if policy.tell_customer_by_hand is not None:
        yield from _missing_languages(("tell_customer_by_hand",), policy.tell_customer_by_hand, organisation)


def _of_steps(policy: Policy, organisation: Organisation) -> Found:
    for step in policy.steps:
        path: Path = ("step", step.position - 1)
        yield from _at_once(path, policy, step)
        if step.repeat is not None:
            yield from _repeats((*path, "repeat"), step, step.repeat)
        for index, action in enumerate(step.actions):
            place = (*path, "do", index)
            yield from _leaves_or_feeds(place, policy, action, organisation)
            if isinstance(action, TellCustomer):
                yield from _missing_languages(place, action.template, organisation)
        yield from recipients_and_moves(path, policy, step, organisation)


def _repeats(path: Path, step: Step, repeat: Repeat) -> Found:
    if not any(isinstance(action, Involve) for action in step.actions):
        yield path, "this step repeats but tells nobody: nothing is told again"
    fires = 1 + min(repeat.times, PARKING_WINDOW // repeat.every)
    if fires > FIRES_BEFORE_PARKING:
        limit = f"a ticket on which policies fire more than {FIRES_BEFORE_PARKING} times is parked"
        yield path, f"this step may fire {fires} times in 24 hours, and {limit}"


def _at_once(path: Path, policy: Policy, step: Step) -> Found:
    trigger = step.trigger
    if not isinstance(trigger, AtOffset) or not trigger.is_before or trigger.wait.is_wall:
        return
    before = trigger.wait.span
    for priority, target in policy.targets.get(trigger.metric, {}).items():
        if not isinstance(target, BusinessSpan) or not admits(policy.applies_when, "priority", int(priority)):
            continue
        if before.exact >= target.exact and before.working_days >= target.working_days:
            spans = f"{write_wait(trigger.wait)} before due, with a target of {write_target(target)}"
            yield (*path, "at"), f"this step fires at once at priority {priority.value}: {spans}"


def _leaves_or_feeds(path: Path, policy: Policy, action: Action, organisation: Organisation) -> Found:
    condition = policy.applies_when
    match action:
        case RaisePriority(to) if not admits(condition, "priority", int(to)):
            yield path, f"priority {to.value} {_LEAVES}"
        case MoveTo():
            yield from _move_leaves(path, policy, action, organisation)
        case AddTag(tag):
            tests = (test for _, test in paths_of_tests(condition, ()) if test.field == "tags")
            yield from _tag_feeds(path, tag, tests)
        case _:
            return


_LEAVES = 'is excluded by "applies_when": the ticket leaves this policy, and the steps after this one never fire'


def _move_leaves(path: Path, policy: Policy, move: MoveTo, organisation: Organisation) -> Found:
    condition = policy.applies_when
    tiers = {team.tier for team in organisation.teams if team.name == move.team}
    if move.tier is not None:
        tiers.add(move.tier)
    for tier in sorted(tiers):
        if not admits(condition, "tier", tier):
            yield path, f"tier {tier} {_LEAVES}"
    if move.team is not None and not admits(condition, "team", move.team):
        yield path, f'team "{move.team}" {_LEAVES}'
    if any(
        test.field == "transfers" and test.operator is not Operator.MIN for _, test in paths_of_tests(condition, ())
    ):
        yield path, 'a move adds to "transfers", which "applies_when" limits: the ticket may leave this policy'


def _tag_feeds(path: Path, tag: str, tests: Iterable[Test]) -> Found:
    for test in tests:
        holds = test.holds(frozenset({tag}))
        if test.operator is Operator.NONE_OF and not holds:
            yield path, f'tag "{tag}" {_LEAVES}'
        if test.operator is not Operator.NONE_OF and holds:
            yield path, f'tag "{tag}" feeds "applies_when": the policy keeps itself in force'


def _missing_languages(path: Path, template: str, organisation: Organisation) -> Found:
    written = {each.language for each in organisation.templates if each.name == template}
    missing = sorted({customer.language for customer in organisation.customers if customer.notices} - written)
    if missing:
        yield path, f'template "{template}" is missing in {", ".join(missing)}, the language of some customers'
