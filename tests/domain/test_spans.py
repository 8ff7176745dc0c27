from contextlib import suppress
from datetime import time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.policy import BusinessSpan, ByWorkingDay, Target, Wait
from desktop_escalation.domain.spans import (
    decimal_text,
    parse_business_span,
    parse_target,
    parse_wait,
    parse_wall_span,
    write_business_span,
    write_target,
    write_wait,
    write_wall_span,
)
from tests.domain.policies import business_spans, targets, waits, wall_spans

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "minutes", "days", "canonical"),
    [
        ("30m", 30, 0, "30m"),
        ("4h", 240, 0, "4h"),
        ("2d", 0, 2, "2d"),
        ("1h30m", 90, 0, "1h30m"),
        ("90m", 90, 0, "1h30m"),
        ("1d 4h", 240, 1, "1d 4h"),
        (" 1d4h 5m ", 245, 1, "1d 4h5m"),
        ("90s", Fraction(3, 2), 0, "1m30s"),
        ("1.5h", 90, 0, "1h30m"),
        ("1.5d", 0, Fraction(3, 2), "1.5d"),
        ("0m", 0, 0, "0m"),
        ("24h", 1440, 0, "24h"),
    ],
)
def test_a_span_of_business_time_reads_and_writes(text: str, minutes: Fraction, days: Fraction, canonical: str) -> None:
    span = parse_business_span(text)

    assert span == BusinessSpan(float(minutes) * MINUTE, Fraction(days))
    assert write_business_span(span) == canonical


@pytest.mark.parametrize(
    ("text", "hours", "canonical"),
    [("5d", 120, "5d"), ("36h", 36, "1d 12h"), ("0.5d", 12, "12h"), ("0h", 0, "0m")],
)
def test_a_day_of_the_wall_clock_has_24_hours(text: str, hours: int, canonical: str) -> None:
    span = parse_wall_span(text)

    assert span == timedelta(hours=hours)
    assert write_wall_span(span) == canonical


@pytest.mark.parametrize(
    ("text", "wait", "canonical"),
    [
        ("15m", Wait(BusinessSpan(15 * MINUTE)), "15m"),
        ("15 wall m", Wait(BusinessSpan(15 * MINUTE), is_wall=True), "15 wall m"),
        ("2 wall h", Wait(BusinessSpan(120 * MINUTE), is_wall=True), "2 wall h"),
        ("1 wall d 1 wall h", Wait(BusinessSpan(1500 * MINUTE), is_wall=True), "25 wall h"),
        ("90 wall s", Wait(BusinessSpan(90 * MINUTE / 60), is_wall=True), "90 wall s"),
        ("0 wall h", Wait(BusinessSpan(), is_wall=True), "0 wall m"),
    ],
)
def test_a_wait_says_whether_it_is_of_the_wall_clock(text: str, wait: Wait, canonical: str) -> None:
    assert parse_wait(text) == wait
    assert write_wait(wait) == canonical


def test_a_target_may_be_by_a_time_of_a_working_day() -> None:
    target = parse_target("1d 17:00")

    assert target == ByWorkingDay(1, time(17))
    assert write_target(target) == "1d 17:00"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is no span of time"),
        ("4", 'is no span of time; write it like "30m", "4h", "2d" or "1h30m"'),
        ("-4h", "is no span of time"),
        ("4 hours", "is no span of time"),
        ("5m 4h", "is no span of time"),
        ("1d 17:00", "is no span of time"),
        ("٣h", "is no span of time"),
        ("99999999999h", "the longest span is ten years"),
        ("9" * 5000 + "h", "is no span of time"),
        ("0.0001m", "is no whole number of seconds"),
        ("0.00001d", "has more than four decimals"),
    ],
)
def test_nonsense_is_no_span(text: str, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        parse_business_span(text)


def test_a_wall_wait_says_how_it_is_written() -> None:
    with pytest.raises(Refused, match='"15m wall" is no span of time; write it like "15 wall m" or "2 wall h"'):
        parse_wait("15m wall")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("0m", "must be longer than zero"),
        ("0d 17:00", "must name a working day from 1"),
        ("9999d 17:00", "must name a working day from 1"),
        ("1d 24:00", "must name a time of day"),
        ("1d 12:60", "must name a time of day"),
        ("soon", "is no span of time"),
    ],
)
def test_nonsense_is_no_target(text: str, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        parse_target(text)


@given(business_spans)
def test_business_spans_read_back(span: BusinessSpan) -> None:
    assert parse_business_span(write_business_span(span)) == span


@given(wall_spans)
def test_wall_spans_read_back(span: timedelta) -> None:
    assert parse_wall_span(write_wall_span(span)) == span


@given(waits)
def test_waits_read_back(wait: Wait) -> None:
    assert parse_wait(write_wait(wait)) == wait


@given(targets)
def test_targets_read_back(target: Target) -> None:
    assert parse_target(write_target(target)) == target


@given(st.text() | st.text("0123456789.dhms wal:", max_size=80))
def test_any_text_is_a_span_or_refused(text: str) -> None:
    for parse in (parse_business_span, parse_wall_span, parse_wait, parse_target):
        with suppress(Refused):
            parse(text)


def test_a_decimal_has_no_needless_zero() -> None:
    assert decimal_text(Fraction("12.50")) == "12.5"
    assert decimal_text(Fraction(100)) == "100"
