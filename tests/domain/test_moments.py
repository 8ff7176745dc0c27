from datetime import UTC, datetime, timedelta

import pytest

from desktop_escalation.domain.moments import base_language, full_moment, short_moment, span_words

SUMMER = datetime(2026, 7, 5, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (12, "12 min"), (60, "1 h"), (200, "3 h 20 min"), (6000, "100 h")]
)
def test_a_span_is_told_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert span_words(timedelta(minutes=minutes)) == words


def test_a_span_is_told_in_german() -> None:
    assert span_words(timedelta(minutes=200), "de") == "3 Std. 20 Min."


def test_seconds_of_a_span_are_left_out() -> None:
    assert span_words(timedelta(minutes=1, seconds=59)) == "1 min"


def test_a_short_moment_is_on_the_wall_clock_of_its_zone_and_in_english_whatever_the_computer_speaks() -> None:
    assert short_moment(SUMMER, "UTC") == "Sun 5 Jul 22:30"
    assert short_moment(SUMMER, "Europe/Berlin") == "Mon 6 Jul 00:30"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Monday 6 July 2026, 00:30"),
        ("en_GB", "Monday 6 July 2026, 00:30"),
        ("de", "Montag, 6. Juli 2026, 00:30 Uhr"),
        ("fr", "2026-07-06 00:30"),
    ],
)
def test_a_full_moment_is_in_the_words_of_the_language(language: str, words: str) -> None:
    assert full_moment(SUMMER, "Europe/Berlin", language) == words


def test_the_base_of_a_language_has_no_region() -> None:
    assert [base_language(tag) for tag in ("de", "de-AT", "DE_ch", "")] == ["de", "de", "de", ""]
