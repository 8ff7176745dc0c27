"""What the ticket pane says of a clock: how it stands, and the moment behind that."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.standing import Level, Standing
from ui.shared.moments import clock_words, due_words, full_words, left_words, metric_name, over_words, span_words

translate = QCoreApplication.translate

_HOUR = timedelta(hours=1)


def standing_words(standing: Standing, now: datetime, zone: str) -> str:
    """Say how a clock stands: "met in 18 of 30 min", "due in 12 min (14:05)", "18 min over (13:35)"."""
    match standing.level:
        case Level.MET:
            return _met(standing)
        case Level.CANCELLED:
            return translate("ClockWords", "not needed")
        case Level.PAUSED:
            return _paused(standing)
        case _:
            return _running(standing, now, zone)


def standing_sentence(standing: Standing, now: datetime, zone: str) -> str:
    """Say the same with the name of the clock, as a screen reader does."""
    words = standing_words(standing, now, zone)
    return translate("ClockWords", "{clock}: {words}").format(clock=metric_name(standing.metric), words=words)


def standing_tooltip(standing: Standing, now: datetime, zone: str) -> str:
    """Say it with the whole date and the working time, as plain text."""
    lines = [standing_sentence(standing, now, zone)]
    if standing.due_at is not None:
        lines.append(translate("ClockWords", "Due {}").format(full_words(standing.due_at, zone)))
    used = translate("ClockWords", "{used} of {target} of working time used")
    lines.append(used.format(used=span_words(standing.target - standing.left), target=span_words(standing.target)))
    return "\n".join(lines)


def _met(standing: Standing) -> str:
    if standing.left < timedelta():
        return translate("ClockWords", "met {} late").format(span_words(-standing.left))
    used = standing.target - standing.left
    if standing.target < _HOUR:
        # "18 of 30 min": one unit serves both.
        minutes = used // timedelta(minutes=1)
        return translate("ClockWords", "met in {} of {}").format(minutes, span_words(standing.target))
    return translate("ClockWords", "met in {} of {}").format(span_words(used), span_words(standing.target))


def _paused(standing: Standing) -> str:
    if standing.left < timedelta():
        return translate("ClockWords", "paused, {}").format(over_words(-standing.left))
    return translate("ClockWords", "paused, {}").format(left_words(standing.left))


def _running(standing: Standing, now: datetime, zone: str) -> str:
    if standing.due_at is None:
        return ""
    due, clock = due_words(standing.due_at, now, zone), clock_words(standing.due_at, now, zone)
    if standing.due_at <= now:
        return translate("ClockWords", "{} ({})").format(due, clock)
    if due == clock:
        return translate("ClockWords", "due {}").format(clock)
    return translate("ClockWords", "due {} ({})").format(due, clock)
