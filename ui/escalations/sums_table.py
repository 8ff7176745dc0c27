"""The arithmetic of an explanation: each part of the time, whether it counts, and the sum after it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.ladder_after import BY_HAND
from desktop_escalation.domain.policy import AtOffset, AtPercent, BusinessSpan, Trigger
from desktop_escalation.domain.receipt import Interval, Receipt
from desktop_escalation.domain.spans import decimal_text
from desktop_escalation.domain.trigger_text import parse_trigger
from desktop_escalation.services.explaining import Reasons
from ui.escalations.page_table import Cell, PageTable, Row, Tone
from ui.escalations.sum_words import exact_words, from_to_words, reason_of_time, short_stamp
from ui.escalations.time_line import PartKind, TimeLine, step_name
from ui.shared.icons import Icon
from ui.shared.moments import metric_name, span_words
from ui.tickets.step_words import wait_words

translate = QCoreApplication.translate

_NOTHING = timedelta()


def sums_table(one: Explanation, reasons: Reasons, line: TimeLine | None) -> PageTable | None:
    """Add up the time of an explanation; None where it is about no time."""
    receipt = one.receipt
    if line is None:
        return None
    with_date = line.is_long
    heads = (
        Cell(translate("SumsTable", "Segment")),
        Cell(translate("SumsTable", "From, to")),
        Cell(translate("SumsTable", "Counts"), is_far=True),
        Cell(translate("SumsTable", "Total"), is_far=True),
    )
    rows = [
        *_intervals(receipt.arithmetic.intervals, reasons, with_date=with_date),
        *_threshold(receipt, reasons, line, with_date=with_date),
        *_due(receipt, line, with_date=with_date),
    ]
    return PageTable(translate("SumsTable", "The arithmetic"), tuple(rows), heads, widest=0)


def _intervals(intervals: tuple[Interval, ...], reasons: Reasons, *, with_date: bool) -> Iterator[Row]:
    zone, total = reasons.directory.site.zone, _NOTHING
    for interval in intervals:
        span = interval.to_at - interval.from_at if interval.counts else _NOTHING
        total += span
        quiet = Tone.TEXT if interval.counts else Tone.MUTED
        yield Row(
            (
                Cell(reason_of_time(interval.reason, reasons.directory), quiet, _sign(interval), sign_tone=quiet),
                Cell(from_to_words(interval.from_at, interval.to_at, zone, with_date=with_date), Tone.QUIET),
                Cell(exact_words(span) if interval.counts else "0", quiet, is_far=True),
                Cell(exact_words(total), Tone.STRONG, is_far=True),
            )
        )


def _sign(interval: Interval) -> Icon:
    if interval.counts:
        return Icon.RUNNING
    return Icon.CIRCLE_PAUSE if interval.reason.startswith(PartKind.PAUSED) else Icon.CLOSED


def _threshold(receipt: Receipt, reasons: Reasons, line: TimeLine, *, with_date: bool) -> Iterator[Row]:
    sums = receipt.arithmetic
    if receipt.outcome == BY_HAND:
        words = translate("SumsTable", "Escalated by hand")
        yield _row(words, Icon.THRESHOLD, exact_words(sums.counted), is_marked=True)
        return
    rule = reasons.rule_of(receipt)
    name = step_name(receipt, None if rule is None else rule.policy.step(receipt.step))
    when = _when(receipt, parse_trigger(receipt.trigger))
    words = translate("SumsTable", "{} comes {}").format(name[:1].upper() + name[1:], when)
    if sums.threshold is None:
        figure = _known(line.step_at, line.zone, with_date=with_date)
    else:
        figure = exact_words(max(sums.threshold, _NOTHING))
    yield _row(words, Icon.THRESHOLD, figure, is_marked=True)
    if sums.shift:
        words = translate("SumsTable", "Put off by a promise that was not kept")
        yield _row(words, Icon.CLOCK_ALERT, translate("SumsTable", "+ {}").format(exact_words(sums.shift)))


def _due(receipt: Receipt, line: TimeLine, *, with_date: bool) -> Iterator[Row]:
    sums = receipt.arithmetic
    if sums.target is None or sums.metric is None:
        return
    at = short_stamp(receipt.at, line.zone, with_date=with_date)
    name, whole = metric_name(sums.metric), span_words(sums.target)
    left = sums.target - sums.counted
    if line.is_paused:
        words = translate("SumsTable", "{name} due: {left} of {whole} after the clock runs again").format(
            name=name, left=exact_words(max(left, _NOTHING)), whole=whole
        )
    elif left <= _NOTHING:
        words = translate("SumsTable", "{name} due: {whole} were used up").format(name=name, whole=whole)
    elif line.due_at is not None:
        words = translate("SumsTable", "{name} due: {whole} less {used} used = {left} after {at}").format(
            name=name, whole=whole, used=exact_words(sums.counted), left=exact_words(left), at=at
        )
    else:
        return
    yield _row(words, Icon.FORWARD, _known(line.due_at, line.zone, with_date=with_date))


def _known(at: datetime | None, zone: str, *, with_date: bool) -> str:
    return "" if at is None else short_stamp(at, zone, with_date=with_date)


def _row(words: str, icon: Icon, figure: str, *, is_marked: bool = False) -> Row:
    """Make a row whose words may run on over the columns in the middle."""
    tone = Tone.STRONG if is_marked else Tone.QUIET
    cells = (Cell(words, tone, icon), Cell(""), Cell(""), Cell(figure, Tone.STRONG, is_far=True))
    return Row(cells, is_marked)


def _when(receipt: Receipt, trigger: Trigger) -> str:
    """Say when a step comes, in terms of the sum: "25 % of 8 h"."""
    sums = receipt.arithmetic
    whole = span_words(sums.target or _NOTHING)
    match trigger:
        case AtPercent(percent=percent):
            return translate("SumsTable", "at {} % of {}").format(decimal_text(percent), whole)
        case AtOffset(wait=wait) if wait.span == BusinessSpan():
            return translate("SumsTable", "when {} are used up").format(whole)
        case AtOffset(wait=wait, is_before=True):
            return translate("SumsTable", "{} before {} are used up").format(wait_words(wait), whole)
        case AtOffset(wait=wait):
            return translate("SumsTable", "{} after {} were used up").format(wait_words(wait), whole)
        case _:
            return translate("SumsTable", "after {}").format(exact_words(sums.threshold or _NOTHING))
