"""The working time that an explanation is about, from its start to the due time: what counted, and what was ahead.

What was ahead of a receipt follows from the calendar as it stands now; what had passed is as the receipt has it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.clocks_after import span_of
from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.ladder_after import BY_HAND
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import AtOffset, AtPercent, Step
from desktop_escalation.domain.receipt import (
    FIRED,
    HELD,
    PARKED,
    PAUSED,
    SKIPPED,
    WAITING,
    Arithmetic,
    Interval,
    Receipt,
)
from desktop_escalation.domain.spans import decimal_text
from desktop_escalation.domain.trigger_text import parse_trigger
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wall_clock import WALL_CLOCK
from desktop_escalation.services.explaining import Reasons
from ui.escalations.sum_words import exact_words
from ui.shared.moments import metric_name

translate = QCoreApplication.translate

_PAUSED = "paused"
_NOTHING = timedelta()
_MINUTE = timedelta(minutes=1)
_WEEKDAYS_FOR = timedelta(days=6)
_NOT_SETTLED = frozenset({WAITING, HELD, PAUSED, PARKED})


class PartKind(StrEnum):
    """What a part of the time is."""

    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    AHEAD = "ahead"


class MarkKind(StrEnum):
    """What a moment is marked for, the most important first."""

    STEP = "step"
    DUE = "due"
    NOW = "now"
    OTHER = "other"


class Part(Struct, frozen=True):
    """A part of the time; `counted` is the working time in it, and `to_at` is None where a pause keeps it open."""

    kind: PartKind
    from_at: datetime
    to_at: datetime | None
    counted: timedelta
    reason: str = ""


class Mark(Struct, frozen=True):
    """A marked moment with its words."""

    kind: MarkKind
    at: datetime
    words: str


class TimeLine(Struct, frozen=True):
    """All parts in order, and the marks on them; `tier` is where the ticket was raised to, else None.

    `due_at` is None where a clock has no target, or where a pause or its end keeps that open.
    """

    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    zone: str
    seen_at: datetime
    due_at: datetime | None = None
    tier: int | None = None

    @property
    def is_paused(self) -> bool:
        """Nobody could tell then when the clock would go on."""
        return self.parts[-1].to_at is None

    @property
    def is_long(self) -> bool:
        """Weekdays could be mistaken for those of another week."""
        return (self.parts[-1].to_at or self.seen_at) - self.parts[0].from_at > _WEEKDAYS_FOR

    @property
    def step_at(self) -> datetime | None:
        """When the step came, or will come as far as could be told."""
        return next((mark.at for mark in self.marks if mark.kind is MarkKind.STEP), None)


def time_line(one: Explanation, reasons: Reasons) -> TimeLine | None:
    """Lay out the time of an explanation; None where it is about no time, as with steps that count occurrences."""
    receipt = one.receipt
    if not receipt.arithmetic.intervals:
        return None
    span = _Span(receipt, reasons)
    passage = receipt.passage
    is_raised = passage is not None and passage.to_tier > passage.from_tier
    return TimeLine(
        parts=(*map(_part, receipt.arithmetic.intervals), *span.ahead()),
        marks=tuple(_apart(span.marks())),
        zone=reasons.directory.site.zone,
        seen_at=receipt.at,
        due_at=span.due_at(),
        tier=passage.to_tier if is_raised and passage is not None else None,
    )


def step_name(receipt: Receipt, step: Step | None) -> str:
    """Name a step by its place: "step 2"."""
    return translate("TimeLine", "step {}").format(receipt.step if step is None else step.position)


class _Span(Struct, frozen=True):
    """The time of one receipt, and the calendar by which it goes on."""

    receipt: Receipt
    reasons: Reasons

    @property
    def sums(self) -> Arithmetic:
        return self.receipt.arithmetic

    @property
    def step(self) -> Step | None:
        rule = self.reasons.rule_of(self.receipt)
        return None if rule is None else rule.policy.step(self.receipt.step)

    @property
    def last(self) -> Interval:
        return self.sums.intervals[-1]

    @property
    def is_paused(self) -> bool:
        return self.last.reason.startswith(_PAUSED)

    @property
    def goes_on(self) -> bool:
        """The clock went on after the moment of the receipt."""
        return self.last.to_at == self.receipt.at and not self.receipt.outcome.startswith(SKIPPED)

    def calendar(self) -> Calendar | None:
        rule, name = self.reasons.rule_of(self.receipt), None
        if rule is not None:
            name = rule.policy.calendar
        if self.sums.metric is Metric.OWNERSHIP:
            passage = self.receipt.passage
            team = self.reasons.directory.teams.get(self.reasons.ticket.team if passage is None else passage.from_team)
            name = name if team is None else team.calendar
        elif self.sums.metric is None and self.receipt.trigger and _is_wall(self.receipt.trigger):
            name = WALL_CLOCK
        return None if name is None else self.reasons.calendars.get(name)

    def end(self) -> timedelta | None:
        """Tell how much working time the line is about: up to the due time, or to a step that waits behind it."""
        target, threshold = self.sums.target, self.sums.threshold
        if target is None:
            return threshold
        if threshold is None or self.receipt.outcome not in _NOT_SETTLED:
            return target
        return max(target, threshold + self.sums.shift)

    def ahead(self) -> Iterator[Part]:
        end, calendar, at = self.end(), self.calendar(), self.receipt.at
        if end is None or calendar is None or not self.goes_on or end <= self.sums.counted:
            return
        left = end - self.sums.counted
        if self.is_paused:
            yield Part(PartKind.AHEAD, at, None, left)
            return
        for segment in calendar.segments(at, calendar.add(at, left)):
            span = segment.to_at - segment.from_at
            kind, counted = (PartKind.AHEAD, span) if segment.counts else (PartKind.CLOSED, _NOTHING)
            yield Part(kind, segment.from_at, segment.to_at, counted, segment.reason)

    def reached(self, threshold: timedelta) -> datetime | None:
        """Tell when the sum reaches a threshold; None where that is open."""
        counted = _NOTHING
        for interval in self.sums.intervals:
            span = interval.to_at - interval.from_at
            if interval.counts and counted + span >= threshold:
                return interval.from_at + (threshold - counted)
            counted += span if interval.counts else _NOTHING
        calendar = self.calendar()
        if calendar is None or not self.goes_on or self.is_paused:
            return None
        return calendar.add(self.receipt.at, threshold - self.sums.counted)

    def due_at(self) -> datetime | None:
        return None if self.sums.target is None else self.reached(self.sums.target)

    def marks(self) -> Iterator[Mark]:
        yield from self._own()
        due_at, metric = self.due_at(), self.sums.metric
        if due_at is not None and metric is not None:
            yield Mark(MarkKind.DUE, due_at, translate("TimeLine", "{} due").format(metric_name(metric).lower()))
        if self.receipt.outcome in _NOT_SETTLED:
            yield Mark(MarkKind.NOW, self.receipt.at, translate("TimeLine", "now"))
        yield from self._others()

    def _own(self) -> Iterator[Mark]:
        receipt = self.receipt
        if receipt.outcome == FIRED:
            yield Mark(MarkKind.STEP, receipt.at, self._fired())
        elif receipt.outcome == BY_HAND:
            yield Mark(MarkKind.STEP, receipt.at, translate("TimeLine", "escalated by hand"))
        elif receipt.outcome.startswith(SKIPPED):
            words = translate("TimeLine", "{} skipped").format(step_name(receipt, self.step))
            yield Mark(MarkKind.STEP, self.last.to_at, words)
        elif receipt.outcome in _NOT_SETTLED and receipt.due_at is not None:
            yield Mark(MarkKind.STEP, receipt.due_at, step_name(receipt, self.step))
        elif not self.goes_on:
            yield Mark(MarkKind.STEP, self.last.to_at, translate("TimeLine", "ended"))

    def _fired(self) -> str:
        passage, span = self.receipt.passage, exact_words(self.sums.counted)
        if passage is not None and passage.to_tier > passage.from_tier:
            words = translate("TimeLine", "raised at {}").format(span)
        else:
            name = step_name(self.receipt, self.step)
            words = translate("TimeLine", "{step} at {span}").format(step=name, span=span)
        share = self._share()
        return translate("TimeLine", "{} ({} %)").format(words, share) if share else words

    def _share(self) -> str:
        trigger = parse_trigger(self.receipt.trigger)
        return decimal_text(trigger.percent) if isinstance(trigger, AtPercent) else ""

    def _others(self) -> Iterator[Mark]:
        rule = self.reasons.rule_of(self.receipt)
        for step in () if rule is None or self.sums.target is None else rule.policy.steps:
            trigger = step.trigger
            if step.id == self.receipt.step or not isinstance(trigger, AtPercent | AtOffset):
                continue
            threshold = self._threshold(trigger)
            if trigger.metric is not self.sums.metric or threshold is None:
                continue
            at = self.reached(threshold)
            if at is not None:
                yield Mark(MarkKind.OTHER, at, _other_words(step, trigger))

    def _threshold(self, trigger: AtPercent | AtOffset) -> timedelta | None:
        target, calendar = self.sums.target, self.calendar()
        if target is None or calendar is None:
            return None
        if isinstance(trigger, AtPercent):
            share = target * trigger.percent.numerator / (trigger.percent.denominator * 100)
        elif trigger.wait.is_wall:
            return None
        else:
            span = span_of(trigger.wait.span, calendar, self.sums.intervals[0].from_at)
            share = target - span if trigger.is_before else target + span
        end = self.end()
        return share if end is not None and _NOTHING < share < max(end, self.sums.counted) else None


def _other_words(step: Step, trigger: AtPercent | AtOffset) -> str:
    if isinstance(trigger, AtPercent):
        return translate("TimeLine", "{} %, step {}").format(decimal_text(trigger.percent), step.position)
    return translate("TimeLine", "step {}").format(step.position)


def _is_wall(trigger: str) -> bool:
    wait = getattr(parse_trigger(trigger), "wait", None)
    return wait is not None and wait.is_wall


def _part(interval: Interval) -> Part:
    span = interval.to_at - interval.from_at
    if interval.counts:
        return Part(PartKind.RUNNING, interval.from_at, interval.to_at, span, interval.reason)
    kind = PartKind.PAUSED if interval.reason.startswith(_PAUSED) else PartKind.CLOSED
    return Part(kind, interval.from_at, interval.to_at, _NOTHING, interval.reason)


def _apart(marks: Iterable[Mark]) -> Iterable[Mark]:
    """Leave out marks of moments that a more important one has; a step that comes at the due time says so."""
    kept: list[Mark] = []
    for mark in marks:
        place = next((place for place, other in enumerate(kept) if abs(mark.at - other.at) < _MINUTE), None)
        if place is None:
            kept.append(mark)
        elif mark.kind is MarkKind.DUE:
            words = translate("TimeLine", "{}, {}").format(kept[place].words, mark.words)
            kept[place] = replace(kept[place], words=words)
    return kept
