from datetime import UTC, datetime

from desktop_escalation.domain.duty import Duty
from tests.ui.escalations.choices import AWAY, EVA, NOW, OFF, ON_DUTY, RAVI, ZONE, a_person
from ui.escalations.duty_words import duty_words, load_words, person_words


def test_duty_is_told_with_its_end() -> None:
    assert duty_words(ON_DUTY, NOW, ZONE) == "on duty to 18:00"
    assert duty_words(OFF, NOW, ZONE) == "off until 08:00"
    assert duty_words(AWAY, NOW, ZONE) == "leave to 27 Nov"


def test_a_time_of_another_day_that_could_be_mistaken_has_its_day() -> None:
    monday = datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert duty_words(Duty(is_on=False, changes_at=monday), NOW, ZONE) == "off until Mon 08:00"


def test_what_does_not_change_within_a_week_has_no_end() -> None:
    assert duty_words(Duty(is_on=True, changes_at=None), NOW, ZONE) == "on duty"
    assert duty_words(Duty(is_on=False, changes_at=None), NOW, ZONE) == "off for over a week"


def test_a_person_is_told_with_what_counts_first() -> None:
    assert person_words(RAVI) == "on call now, routing"
    assert person_words(EVA) == "Luca Ferri stands in"
    assert person_words(a_person("x", "X", skills=["a\u202eb", "c"])) == "ab, c"
    assert load_words(RAVI) == "3 of 8"
