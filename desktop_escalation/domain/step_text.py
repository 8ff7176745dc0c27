"""The steps of a ladder as policy files write them."""

from collections.abc import Iterator
from datetime import timedelta

from desktop_escalation.domain.action_text import read_actions, write_action
from desktop_escalation.domain.condition_text import read_condition, write_condition, write_text
from desktop_escalation.domain.conditions import Condition
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.names import check_name
from desktop_escalation.domain.organisation_table import Table
from desktop_escalation.domain.policy import Repeat, Step, Unacknowledged, Urgency
from desktop_escalation.domain.spans import parse_wall_span, write_wall_span
from desktop_escalation.domain.trigger_text import parse_trigger, write_trigger

LONGEST_ID = 100
MOST_REPEATS = 1_000


def read_steps(document: Table) -> tuple[Step, ...]:
    """Read the ladder in order; its faults are noted, and a step without a readable trigger is left out."""
    tables = tuple(document.tables("step"))
    ids = tuple(_read_id(table, position) for position, table in enumerate(tables, 1))
    steps = (_read_step(table, index, ids) for index, table in enumerate(tables))
    return tuple(step for step in steps if step is not None)


def write_step(step: Step) -> str:
    """Give the `[[step]]` table that reads back as the same step."""
    actions = ", ".join(write_action(action) for action in step.actions)
    return "\n".join(("[[step]]", *_lines_before_actions(step), f"do = [{actions}]"))


def _lines_before_actions(step: Step) -> Iterator[str]:
    if step.is_named:
        yield f"id = {write_text(step.id)}"
    yield f"at = {write_text(write_trigger(step.trigger))}"
    if step.condition != Condition():
        yield f"if = {write_condition(step.condition)}"
    if step.repeat is not None:
        yield f"repeat = {{ every = {write_text(write_wall_span(step.repeat.every))}, times = {step.repeat.times} }}"
    if step.urgency is not Urgency.WORKING_HOURS:
        yield f"urgency = {write_text(step.urgency)}"


def _read_id(table: Table, position: int) -> str:
    given = table.content.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(table.number("id", position, least=1))
    return table.read("id", _parse_id, str(position))


def _parse_id(text: str) -> str:
    check_name(text)
    if len(text) > LONGEST_ID:
        raise Refused(f"a step's id has at most {LONGEST_ID} characters")
    if " ".join(text.split()) != text:
        raise Refused(f'"{text}" has two blanks in a row: leave one out')
    return text


def _read_step(table: Table, index: int, ids: tuple[str, ...]) -> Step | None:
    table.allow("id", "at", "if", "do", "repeat", "urgency")
    table.require("at", "do")
    if ids[index] in ids[:index]:
        table.fault("id", f'the id "{ids[index]}" belongs to step {ids.index(ids[index]) + 1} already')
    trigger = table.read("at", parse_trigger, None)
    if isinstance(trigger, Unacknowledged):
        table.build("at", lambda: _check_earlier(trigger.step, index, ids))
    condition = table.table("if")
    actions = read_actions(table)
    repeat = _read_repeat(table.table("repeat"))
    urgency = table.read("urgency", _parse_urgency, Urgency.WORKING_HOURS)
    tests = Condition() if condition is None else read_condition(condition)
    if trigger is None:
        return None
    return Step(
        ids[index], index + 1, trigger, write_trigger(trigger), actions, tests, repeat, urgency, is_named="id" in table
    )


def _check_earlier(step_id: str, index: int, ids: tuple[str, ...]) -> None:
    if step_id not in ids:
        raise Refused(f'there is no step "{step_id}"{did_you_mean(step_id, ids[:index])}')
    if step_id not in ids[:index]:
        place = "this step itself" if step_id == ids[index] else "a later step"
        raise Refused(f'"{step_id}" is {place}; only an earlier step can be waited for')


def _read_repeat(table: Table | None) -> Repeat | None:
    if table is None:
        return None
    table.allow("every", "times")
    table.require("every", "times")
    every = table.read("every", _parse_every, timedelta(hours=1))
    return Repeat(every, table.number("times", 1, least=1, most=MOST_REPEATS))


def _parse_every(text: str) -> timedelta:
    every = parse_wall_span(text)
    if not every:
        raise Refused(f'"{text}" must be longer than zero')
    return every


def _parse_urgency(text: str) -> Urgency:
    if text not in tuple(Urgency):
        raise Refused(f'unknown urgency "{text}"{did_you_mean(text, Urgency)}')
    return Urgency(text)
