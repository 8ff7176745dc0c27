"""Policies as administrators write them: TOML to values, every fault with its line and the nearest known word."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from msgspec import Struct

from desktop_escalation.domain.condition_text import read_condition
from desktop_escalation.domain.conditions import Condition
from desktop_escalation.domain.errors import Problem, Refused, Unreadable, did_you_mean
from desktop_escalation.domain.ladder_faults import never_fires
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.names import check_name
from desktop_escalation.domain.organisation_table import Table, read_document
from desktop_escalation.domain.policy import BusinessSpan, Policy, Target
from desktop_escalation.domain.spans import parse_business_span, parse_target, parse_wall_span
from desktop_escalation.domain.step_text import read_steps
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.toml_lines import TomlLines
from desktop_escalation.domain.trigger_text import parse_target_metric

FORMAT = 1
DEFAULT_ORDER = 100

_KEYS = (
    *("format", "name", "order", "calendar", "reopen_continues_within", "close_after", "grace", "promise"),
    *("tell_customer_by_hand", "applies_when", "targets", "pauses", "step"),
)
_PRIORITIES = {str(priority.value): priority for priority in Priority}


class ParsedPolicy(Struct, frozen=True):
    """A policy with the lines of its file, for whoever finds a fault in it later."""

    policy: Policy
    lines: TomlLines


def parse_policy(text: str, source: str) -> Policy:
    """Read a policy file; raise Unreadable with every fault, `source` being the file's name."""
    return read_policy(text, source).policy


def read_policy(text: str, source: str) -> ParsedPolicy:
    """Read a policy file and keep its lines; raise Unreadable with every fault."""
    document = read_document(text, source)
    _refuse_newer_format(document, source)
    policy = _read(document)
    document.faults.refuse(source)
    for path, message in never_fires(policy):
        document.faults.add(path, message)
    document.faults.refuse(source)
    return ParsedPolicy(policy, document.faults.lines)


def _refuse_newer_format(document: Table, source: str) -> None:
    number = document.content.get("format")
    if isinstance(number, int) and number > FORMAT:
        message = f"is written for a newer format than {FORMAT}; upgrade the program"
        raise Unreadable(source, [Problem(message, document.faults.lines.find(("format",)))])


def _read(document: Table) -> Policy:
    document.allow(*_KEYS)
    document.require("name", "calendar")
    document.number("format", FORMAT, least=FORMAT)
    applies_when = document.table("applies_when")
    return Policy(
        name=document.read("name", check_name, ""),
        order=document.number("order", DEFAULT_ORDER, least=0),
        calendar=document.read("calendar", check_name, ""),
        applies_when=Condition() if applies_when is None else read_condition(applies_when),
        targets=dict(_read_targets(document.table("targets"))),
        pauses=_read_pauses(document.table("pauses")),
        steps=read_steps(document),
        reopen_continues_within=document.read(
            "reopen_continues_within", parse_business_span, BusinessSpan(timedelta(hours=16))
        ),
        close_after=document.read("close_after", parse_wall_span, timedelta(days=5)),
        grace=document.read("grace", parse_wall_span, timedelta(minutes=15)),
        promise=document.read("promise", _parse_promise, BusinessSpan(timedelta(minutes=30))),
        tell_customer_by_hand=document.read("tell_customer_by_hand", check_name, None),
    )


def _parse_promise(text: str) -> BusinessSpan:
    promise = parse_business_span(text)
    if promise == BusinessSpan():
        raise Refused(f'"{text}" must be longer than zero')
    return promise


def _read_targets(table: Table | None) -> Iterator[tuple[Metric, Mapping[Priority, Target]]]:
    if table is None:
        return
    for name in table.content:
        metric = table.build(name, partial(parse_target_metric, name))
        by_priority = table.table(name)
        if metric is None or by_priority is None:
            continue
        if not by_priority.content:
            table.fault(name, f'"{name}" states no target; write {{ 1 = "30m", 2 = "1h" }}')
        yield metric, dict(_read_by_priority(by_priority))


def _read_by_priority(table: Table) -> Iterator[tuple[Priority, Target]]:
    for key in table.content:
        target = table.read(key, parse_target, None)
        if key not in _PRIORITIES:
            table.fault(key, f'"{key}" is no priority; known are: {", ".join(_PRIORITIES)}')
        elif target is not None:
            yield _PRIORITIES[key], target


def _read_pauses(table: Table | None) -> Mapping[PendingReason, frozenset[Metric]]:
    pauses: dict[PendingReason, frozenset[Metric]] = {}
    if table is None:
        return pauses
    for name in table.content:
        reason = table.build(name, partial(_parse_reason, name))
        metrics = frozenset(table.read_all(name, _parse_metric))
        if reason is None:
            continue
        if reason in pauses:
            table.fault(name, f'"{reason}" is written twice')
        pauses[reason] = metrics
    return pauses


def _parse_reason(text: str) -> PendingReason:
    word = text.replace("_", " ")
    if word not in tuple(PendingReason):
        raise Refused(f'unknown reason to wait "{text}"{did_you_mean(word, PendingReason)}')
    return PendingReason(word)


def _parse_metric(text: str) -> Metric:
    if text not in tuple(Metric):
        raise Refused(f'"{text}" is no clock{did_you_mean(text, Metric)}')
    return Metric(text)
