"""How somebody's duty is said in a list: "on duty to 18:00", "off until 08:00", "leave to 27 Nov"."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_escalation.domain.duty import Duty
from desktop_escalation.services.escalation_desk import PersonChoice
from ui.shared.moments import clock_words, time_words
from ui.shared.plain import one_line

translate = QCoreApplication.translate
_UNMISTAKABLE = timedelta(hours=20)


def duty_words(duty: Duty, now: datetime, zone: str) -> str:
    """Say whether somebody is there, and until when."""
    if duty.absence is not None:
        return translate("Duty", "leave to {}").format(_day_words(duty.absence.last_on))
    if duty.changes_at is None:
        return translate("Duty", "on duty") if duty.is_on else translate("Duty", "off for over a week")
    at = soon_words(duty.changes_at, now, zone)
    return (translate("Duty", "on duty to {}") if duty.is_on else translate("Duty", "off until {}")).format(at)


def soon_words(at: datetime, now: datetime, zone: str) -> str:
    """Say a moment to come: within twenty hours the time of day alone cannot be mistaken."""
    return time_words(at, zone) if at - now < _UNMISTAKABLE else clock_words(at, now, zone)


def person_words(person: PersonChoice) -> str:
    """Say what else is good to know of a person, in one line: on call, skills, and who stands in for somebody away."""
    parts = [one_line(skill) for skill in person.skills]
    if person.is_on_call:
        parts.insert(0, translate("Duty", "on call now"))
    if person.duty.absence is not None and person.substitute is not None:
        parts.insert(0, translate("Duty", "{} stands in").format(one_line(person.substitute)))
    return ", ".join(parts)


def load_words(person: PersonChoice) -> str:
    """Say how many tickets a person has, of how many he or she can have."""
    return translate("Duty", "{} of {}").format(person.load, person.capacity)


def _day_words(day: date) -> str:
    month = QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)
    return translate("Duty", "{day} {month}").format(day=day.day, month=month)
