"""The triggers of a ladder as administrators write them: "75% of first_response", "2h unassigned"."""

import difflib
import re
from collections.abc import Callable
from fractions import Fraction

from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.names import check_name
from desktop_escalation.domain.policy import (
    AtOffset,
    AtPercent,
    BusinessSpan,
    CustomerEscalates,
    Idle,
    TimesBounced,
    TimesReopened,
    Trigger,
    Unacknowledged,
    Unassigned,
    Wait,
)
from desktop_escalation.domain.spans import decimal_text, has_four_decimals, parse_wait, write_wait

TARGET_METRICS = tuple(metric for metric in Metric if metric is not Metric.ACKNOWLEDGEMENT)
MOST_PERCENT = 10_000
MOST_TIMES = 1_000

_MARKED_PERCENT = re.compile(r"(\d)%")
_METRIC = re.compile("|".join(Metric))
_WORDS = ("of", "before", "after", "at", "wall", "unassigned", "idle", "time", "times", "reopened", "bounced")
_MORE_WORDS = ("customer", "escalates", "unacknowledged", "step")
_EXAMPLES = (
    '"75% of resolution", "15m before resolution", "at resolution", "2h unassigned", "4h idle", "2 times reopened", '
    '"2 times bounced", "customer escalates" or "30m unacknowledged after step 2"'
)


def parse_trigger(text: str) -> Trigger:
    """Read a trigger; raise Refused, with the nearest known word, for anything else."""
    words = check_name(" ".join(text.split()))
    for pattern, build in _FORMS:
        match = pattern.fullmatch(words)
        if match:
            return build(*match.groups())
    raise Refused(f'"{words}" is no trigger{_nearest(words)}')


def parse_target_metric(text: str) -> Metric:
    """Read the name of a clock that has a target; raise Refused, with the nearest one, for anything else."""
    if text == Metric.ACKNOWLEDGEMENT:
        raise Refused('"acknowledgement" has no target: it is only measured; write "30m unacknowledged after step 2"')
    if text not in TARGET_METRICS:
        raise Refused(f'"{text}" is no clock{did_you_mean(text, TARGET_METRICS)}')
    return Metric(text)


def write_trigger(trigger: Trigger) -> str:
    """Give the text that reads back as the same trigger."""
    match trigger:
        case AtPercent(metric, percent):
            return f"{decimal_text(percent)}% of {metric}"
        case AtOffset():
            return _offset_text(trigger)
        case Unassigned(wait):
            return f"{write_wait(wait)} unassigned"
        case Idle(wait):
            return f"{write_wait(wait)} idle"
        case TimesReopened(times):
            return f"{times} times reopened"
        case TimesBounced(times):
            return f"{times} times bounced"
        case CustomerEscalates():
            return "customer escalates"
        case _:
            return f"{write_wait(trigger.wait)} unacknowledged after step {trigger.step}"


def trigger_in_words(text: str) -> str:
    """Give the text of a trigger as people read it: "75 % of first response"."""
    return _MARKED_PERCENT.sub(r"\1 %", _METRIC.sub(lambda metric: metric[0].replace("_", " "), text))


def _offset_text(trigger: AtOffset) -> str:
    if trigger.wait.span == BusinessSpan():
        return f"at {trigger.metric}"
    return f"{write_wait(trigger.wait)} {'before' if trigger.is_before else 'after'} {trigger.metric}"


def _percent(number: str, metric: str) -> Trigger:
    percent = Fraction(number)
    if not 0 < percent <= MOST_PERCENT:
        raise Refused(f'"{number}%" must be more than 0% and at most {MOST_PERCENT}%')
    if not has_four_decimals(percent):
        raise Refused(f'"{number}%" has more than four decimals')
    return AtPercent(parse_target_metric(metric), percent)


def _offset(span: str, side: str, metric: str) -> Trigger:
    wait = parse_wait(span)
    if wait.span == BusinessSpan():
        return _at(metric)
    return AtOffset(parse_target_metric(metric), wait, is_before=side == "before")


def _at(metric: str) -> Trigger:
    return AtOffset(parse_target_metric(metric), Wait(BusinessSpan()))


def _unassigned(span: str) -> Trigger:
    return Unassigned(_some_time(span))


def _idle(span: str) -> Trigger:
    return Idle(_some_time(span))


def _unacknowledged(span: str, step: str) -> Trigger:
    return Unacknowledged(_some_time(span), step)


def _times(number: str, what: str) -> Trigger:
    if len(number) > len(str(MOST_TIMES)) or not 1 <= int(number) <= MOST_TIMES:
        raise Refused(f'"{number} times" must be from 1 to {MOST_TIMES} times')
    return TimesReopened(int(number)) if what == "reopened" else TimesBounced(int(number))


def _customer_escalates() -> Trigger:
    return CustomerEscalates()


def _some_time(span: str) -> Wait:
    wait = parse_wait(span)
    if wait.span == BusinessSpan():
        raise Refused(f'"{span}" must be longer than zero')
    return wait


def _nearest(words: str) -> str:
    for word in words.split():
        near = difflib.get_close_matches(word.lower(), (*_WORDS, *_MORE_WORDS), n=1, cutoff=0.75)
        if near and near[0] != word:
            return f'; did you mean "{near[0]}"?'
    return f"; write it like {_EXAMPLES}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Trigger]], ...] = (
    (re.compile(r"([0-9]+(?:\.[0-9]+)?) ?% of (.+)"), _percent),
    (re.compile(r"(.+?) unacknowledged after step (.+)"), _unacknowledged),
    (re.compile(r"(.+) (before|after) (\S+)"), _offset),
    (re.compile(r"at (\S+)"), _at),
    (re.compile(r"(.+) unassigned"), _unassigned),
    (re.compile(r"(.+) idle"), _idle),
    (re.compile(r"([0-9]+) times? (reopened|bounced)"), _times),
    (re.compile(r"customer escalates"), _customer_escalates),
)
