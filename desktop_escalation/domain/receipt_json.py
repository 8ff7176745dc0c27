"""A receipt as plain data for `explain --json`: minutes are numbers, moments are ISO 8601 with the site's offset."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop_escalation.domain.choice import Choice
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.receipt import Interval, Receipt
from desktop_escalation.domain.recipients import Telling
from desktop_escalation.domain.wording import receipt_sentence, telling_words

Plain = None | str | int | float | bool | list["Plain"] | dict[str, "Plain"]


def receipt_data(receipt: Receipt, directory: Directory) -> dict[str, Plain]:
    """Lay out a receipt with its sentence; `step` is a number where it is a position, None for one by hand."""
    sums, zone = receipt.arithmetic, ZoneInfo(directory.site.zone)
    return {
        "step": step_data(receipt.step),
        "repetition": receipt.repetition,
        "policy": receipt.policy or None,
        "version": receipt.version if receipt.policy else None,
        "trigger": receipt.trigger,
        "outcome": receipt.outcome,
        "at": _moment(receipt.at, zone),
        "due_at": _moment(receipt.due_at, zone),
        "metric": None if sums.metric is None else sums.metric.value,
        "target_minutes": minutes(sums.target),
        "threshold_minutes": minutes(sums.threshold),
        "shift_minutes": minutes(sums.shift),
        "counted_minutes": minutes(sums.counted),
        "intervals": [_interval(interval, zone) for interval in sums.intervals],
        "conditions": [
            {"field": finding.field, "wanted": finding.wanted, "seen": finding.seen, "holds": finding.holds}
            for finding in receipt.conditions
        ],
        "recipients": [_recipient(telling) for telling in receipt.recipients],
        "choice": None if receipt.choice is None else _choice(receipt.choice),
        "passage": _passage(receipt),
        "done": list(receipt.done),
        "failed": list(receipt.failed),
        "replaces": [step_data(step) for step in receipt.replaces],
        "lost_policies": list(receipt.lost_policies),
        "sentence": receipt_sentence(receipt, directory),
    }


def step_data(step: str) -> int | str | None:
    """Give a step's id as a number where it is a position, None where there is no step."""
    return int(step) if step.isascii() and step.isdigit() and str(int(step)) == step else step or None


def minutes(span: timedelta | None) -> int | float | None:
    """Give a span in minutes: a whole number where it is one, else with three decimals."""
    if span is None:
        return None
    whole, rest = divmod(span, timedelta(minutes=1))
    return round(span / timedelta(minutes=1), 3) if rest else whole


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()


def _interval(interval: Interval, zone: ZoneInfo) -> dict[str, Plain]:
    return {
        "from": _moment(interval.from_at, zone),
        "to": _moment(interval.to_at, zone),
        "counts": interval.counts,
        "reason": interval.reason,
    }


def _recipient(telling: Telling) -> dict[str, Plain]:
    return {"who": telling.login, "why": telling_words(telling), "instead_of": telling.instead_of}


def _choice(choice: Choice) -> dict[str, Plain]:
    candidates: list[Plain] = [
        {
            "login": candidate.login,
            "name": candidate.name,
            "load": candidate.load,
            "capacity": candidate.capacity,
            "fit": candidate.fit,
            "why": candidate.why,
        }
        for candidate in choice.candidates
    ]
    return {"chosen": choice.chosen, "why": choice.why, "candidates": candidates}


def _passage(receipt: Receipt) -> dict[str, Plain] | None:
    passage = receipt.passage
    if passage is None:
        return None
    return {
        "from_team": passage.from_team,
        "from_tier": passage.from_tier,
        "to_team": passage.to_team,
        "to_tier": passage.to_tier,
    }
