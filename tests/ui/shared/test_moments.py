"""Times are said in the words of the design."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.standing import Level
from ui.shared.icons import Icon
from ui.shared.moments import (
    ago_words,
    clock_words,
    due_words,
    full_words,
    left_words,
    level_icon,
    level_words,
    metric_name,
    metric_short,
    span_words,
)

LONDON = "Europe/London"
NOW = datetime(2026, 11, 24, 13, 53, tzinfo=UTC)


def at(day: int, clock: str, month: int = 11, year: int = 2026) -> datetime:
    hour, minute = clock.split(":")
    return datetime(year, month, day, int(hour), int(minute), tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (at(24, "14:05"), "in 12 min"),
        (at(24, "15:29"), "in 1 h 36"),
        (at(24, "15:53"), "in 2 h"),
        (at(24, "18:55"), "in 5 h 02"),
        (at(25, "08:13"), "Wed 08:13"),
        (at(30, "08:13"), "Mon 08:13"),
        (at(1, "08:13", 12), "1 Dec 08:13"),
        (at(4, "08:13", 1, 2027), "4 Jan 2027 08:13"),
        (at(24, "13:35"), "18 min over"),
        (at(24, "11:41"), "2 h 12 over"),
        (at(23, "11:53"), "26 h over"),
        (at(21, "13:00"), "3 d over"),
        (NOW, "now over"),
        (NOW + timedelta(seconds=59), "in under 1 min"),
        (NOW + timedelta(seconds=119), "in 1 min"),
        (NOW - timedelta(seconds=59), "now over"),
    ],
)
def test_what_is_due_says_when(due: datetime, words: str) -> None:
    assert due_words(due, NOW, LONDON) == words


def test_shortly_after_midnight_is_still_said_in_minutes() -> None:
    late = at(24, "23:50")
    assert due_words(at(25, "00:20"), late, LONDON) == "in 30 min"
    assert due_words(at(25, "02:20"), late, LONDON) == "Wed 02:20"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(24, "14:05"), "14:05"),
        (at(25, "08:13"), "Wed 08:13"),
        (at(23, "16:20"), "Mon 16:20"),
        (at(12, "16:20", 10), "12 Oct 17:20"),
        (at(12, "16:20", 12, 2025), "12 Dec 2025 16:20"),
    ],
)
def test_a_clock_says_the_day_where_it_is_another(moment: datetime, words: str) -> None:
    assert clock_words(moment, NOW, LONDON) == words


def test_the_day_is_that_of_the_zone() -> None:
    assert clock_words(at(24, "23:30"), NOW, "Asia/Tokyo") == "Wed 08:30"
    assert clock_words(at(24, "14:05"), NOW, "Asia/Tokyo") == "23:05"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - timedelta(seconds=20), "now"),
        (NOW + timedelta(minutes=5), "now"),
        (at(24, "13:44"), "9 min"),
        (at(24, "12:50"), "1 h"),
        (at(24, "09:00"), "4 h"),
        (at(23, "17:00"), "Mon"),
        (at(20, "17:00"), "Fri"),
        (at(17, "17:00"), "17 Nov"),
        (at(17, "17:00", 11, 2025), "17 Nov 2025"),
    ],
)
def test_what_has_been_says_how_long_ago(moment: datetime, words: str) -> None:
    assert ago_words(moment, NOW, LONDON) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (96, "1 h 36"), (302, "5 h 02"), (-5, "0 min")]
)
def test_a_span_is_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert span_words(timedelta(minutes=minutes)) == words


def test_a_paused_clock_says_what_is_left() -> None:
    assert left_words(timedelta(hours=2, minutes=10)) == "2 h 10 left"


def test_a_country_with_twelve_hours_reads_twelve_hours() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert clock_words(at(24, "14:05"), NOW, LONDON).replace("\u202f", " ") == "2:05 PM"


def test_a_language_has_its_own_days() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert clock_words(at(25, "08:13"), NOW, LONDON).replace(".", "") == "Mi 08:13"


def test_a_tooltip_says_everything() -> None:
    assert full_words(at(24, "14:05"), LONDON) == "Tuesday, 24 November 2026, 14:05 (Europe/London)"


@pytest.mark.parametrize("name", [metric_name, metric_short])
def test_every_metric_has_a_name(name: Callable[[Metric], str]) -> None:
    assert all(name(metric) for metric in Metric)
    assert (metric_name(Metric.UPDATE), metric_short(Metric.RESOLUTION)) == ("Next update", "Fix")


def test_every_level_has_a_word_and_running_ones_have_signs_of_their_own() -> None:
    assert len({level_words(level) for level in Level}) == len(Level)
    assert len({level_icon(level) for level in Level}) == len(Level)
    assert level_icon(Level.BREACHED) is Icon.OCTAGON_X
