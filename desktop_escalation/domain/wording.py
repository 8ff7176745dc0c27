"""A receipt as one or two plain sentences, as agents and managers read them."""

from collections.abc import Iterator
from datetime import timedelta

from desktop_escalation.domain.author import OF_SYSTEM
from desktop_escalation.domain.choice import Choice
from desktop_escalation.domain.clock import NOTHING
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.ladder_after import BY_HAND
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.moments import short_moment, span_words
from desktop_escalation.domain.policy import (
    AtOffset,
    AtPercent,
    BusinessSpan,
    Idle,
    TimesBounced,
    TimesReopened,
    Trigger,
    Unacknowledged,
    Unassigned,
    Wait,
)
from desktop_escalation.domain.receipt import FIRED, NOT_NEEDED, OTHER_POLICIES, SKIPPED, Arithmetic, Receipt
from desktop_escalation.domain.recipients import Telling
from desktop_escalation.domain.spans import decimal_text
from desktop_escalation.domain.trigger_text import parse_trigger

_STILL = {
    Metric.FIRST_RESPONSE: "still without a first answer",
    Metric.NEXT_RESPONSE: "still unanswered",
    Metric.UPDATE: "still without an update",
    Metric.OWNERSHIP: "still without an owner",
    Metric.RESOLUTION: "still unresolved",
}
LEAST_LOADED = "least loaded"
_MINUTE = timedelta(minutes=1)


def metric_words(metric: Metric) -> str:
    """Name a clock in plain words: "first response"."""
    return metric.replace("_", " ")


def person_name(directory: Directory, login: str) -> str:
    """Give the name of a person, or the login where nobody has it; of a system's user, the name there."""
    person = directory.people.get(login)
    return login.removeprefix(OF_SYSTEM) if person is None else person.name


def telling_words(telling: Telling) -> str:
    """Say why somebody is told, and in whose place."""
    absent = "" if telling.instead_of is None else f", in place of {telling.instead_of}, who is away"
    return f"{telling.why}{absent}"


def receipt_sentence(receipt: Receipt, directory: Directory) -> str:
    """Say in plain words why a step fired, or why not; times are on the wall clock of the site."""
    if receipt.outcome == FIRED:
        return " ".join(_fired(receipt, directory))
    if receipt.outcome == BY_HAND:
        return f"{_lead(receipt, directory)} by hand: {receipt.why}"
    return _not_fired(receipt)


# --- fired --------------------------------------------------------------------


def _fired(receipt: Receipt, directory: Directory) -> Iterator[str]:
    arithmetic, zone = receipt.arithmetic, directory.site.zone
    yield f"{_lead(receipt, directory)} because {_because(arithmetic, parse_trigger(receipt.trigger))}."
    if receipt.choice is not None:
        yield _chosen(receipt.choice, directory)
    if arithmetic.shift:
        yield f"A promise that was not kept had put this off by {span_words(arithmetic.shift)} of working time."
    if receipt.due_at is not None and receipt.at - receipt.due_at >= _MINUTE:
        yield f"It was due {short_moment(receipt.due_at, zone)} and came {short_moment(receipt.at, zone)}."
    if receipt.replaces:
        yield f"It stands for {_steps(receipt.replaces)}, missed before it."
    if receipt.failed:
        yield f"Not done: {'; '.join(receipt.failed)}."


def _lead(receipt: Receipt, directory: Directory) -> str:
    passage = receipt.passage
    if passage is not None and passage.to_tier > passage.from_tier:
        return f"This ticket was raised to L{passage.to_tier} {passage.to_team}"
    if passage is not None and passage.to_team != passage.from_team:
        return f"This ticket was moved to {passage.to_team}"
    if receipt.recipients:
        names = [_told_name(directory, telling) for telling in receipt.recipients]
        again = " again" if receipt.repetition else ""
        return f"{_listed(names)} {'was' if len(names) == 1 else 'were'} told of this ticket{again}"
    return f"Step {receipt.step} was taken" if receipt.step else "This ticket was escalated"


def _told_name(directory: Directory, telling: Telling) -> str:
    name = person_name(directory, telling.login)
    if telling.instead_of is None:
        return name
    return f"{name} (in place of {person_name(directory, telling.instead_of)})"


def _because(arithmetic: Arithmetic, trigger: Trigger) -> str:
    match trigger:
        case AtPercent() | AtOffset():
            return _because_of_clock(arithmetic, trigger)
        case Unassigned(wait=wait):
            return f"nobody had it for {_waited(arithmetic, wait)}"
        case Idle(wait=wait):
            return f"nobody had touched it for {_waited(arithmetic, wait)}"
        case TimesReopened(times=times):
            return f"it was reopened {_times(times)}"
        case TimesBounced(times=times):
            return f"it came back to the team that it had come from {_times(times)}"
        case Unacknowledged(wait=wait, step=step):
            return f"step {step} stayed unacknowledged for {_waited(arithmetic, wait)}"
        case _:
            return "the customer asked for it"


def _because_of_clock(arithmetic: Arithmetic, trigger: AtPercent | AtOffset) -> str:
    counted = arithmetic.counted if arithmetic.threshold is None else max(arithmetic.threshold, NOTHING)
    still = f"it was {_STILL[trigger.metric]} after {span_words(counted)} of working time"
    whole = f"its {span_words(arithmetic.target or NOTHING)} {metric_words(trigger.metric)} target"
    if isinstance(trigger, AtPercent):
        return f"{still}, {decimal_text(trigger.percent)} % of {whole}"
    if trigger.wait.span == BusinessSpan():
        return f"{still}, when {whole} was used up"
    side = "before" if trigger.is_before else "after"
    return f"{still}, {_distance(arithmetic, trigger.wait)} {side} {whole} was used up"


def _distance(arithmetic: Arithmetic, wait: Wait) -> str:
    if arithmetic.threshold is None or arithmetic.target is None:
        return f"{span_words(wait.span.exact)} by the wall clock"
    return span_words(abs(arithmetic.target - arithmetic.threshold))


def _waited(arithmetic: Arithmetic, wait: Wait) -> str:
    span = span_words(wait.span.exact if arithmetic.threshold is None else arithmetic.threshold)
    return f"{span} by the wall clock" if wait.is_wall else f"{span} of working time"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _chosen(choice: Choice, directory: Directory) -> str:
    if choice.chosen is None:
        return f"Nobody was assigned: {choice.why}."
    name = person_name(directory, choice.chosen)
    return f"{name} had the least load." if choice.why.startswith(LEAST_LOADED) else f"{name} was chosen: {choice.why}."


# --- not fired ----------------------------------------------------------------


def _not_fired(receipt: Receipt) -> str:
    step = f"Step {receipt.step}"
    if receipt.outcome in OTHER_POLICIES:
        return f"{step} does not apply: {receipt.why}."
    if receipt.outcome == NOT_NEEDED:
        return f"{step} was not needed: {receipt.why}."
    if receipt.outcome.startswith(SKIPPED):
        return f"{step} was skipped: {_skipped(receipt)}."
    sums = "; ".join((receipt.why, *_sums(receipt.arithmetic)))
    return f"{step} has not fired: {sums}."


def _skipped(receipt: Receipt) -> str:
    reason = receipt.outcome.removeprefix(SKIPPED).strip(" ()")
    match reason:
        case "condition":
            return f"its condition did not hold ({'; '.join(_failed_tests(receipt))})"
        case "acknowledged":
            return "the ticket was acknowledged, and work went on before the promise ended"
        case "by hand":
            return "somebody escalated the ticket there by hand"
        case _:
            return f"it was {reason}"


def _failed_tests(receipt: Receipt) -> Iterator[str]:
    for finding in receipt.conditions:
        if not finding.holds:
            yield f"{finding.field} should be {finding.wanted} and was {finding.seen}"


def _sums(arithmetic: Arithmetic) -> Iterator[str]:
    whole = arithmetic.threshold if arithmetic.metric is None else arithmetic.target
    if whole is None:
        return
    verb = "have passed" if arithmetic.metric is None else "are used"
    yield f"{span_words(arithmetic.counted)} of {span_words(whole)} {verb}"


def _steps(steps: tuple[str, ...]) -> str:
    return f"{'step' if len(steps) == 1 else 'steps'} {_listed(list(steps))}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
