"""The calendar that never rests."""

from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday

WALL_CLOCK = "(wall clock)"
_WHOLE_DAY = (WallInterval(0, 1440),)
ALWAYS = Calendar(WALL_CLOCK, (CalendarVersion(1, None, CalendarRules.of("UTC", dict.fromkeys(Weekday, _WHOLE_DAY))),))
