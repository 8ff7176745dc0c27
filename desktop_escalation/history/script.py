"""The script of a play: everything that a log says, in the order in which it happened."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.history.cast import Cast
from desktop_escalation.history.differences import Moment, moments_of
from desktop_escalation.history.snapshot import Log

# Moments of one time come as the log has its tickets, and of one ticket as it has its rows.
Cue = tuple[datetime, int, Moment]


class Script(Struct, frozen=True):
    """The moments of all tickets with the number of the ticket in the log; `lasts` has each ticket's last position."""

    cues: tuple[Cue, ...]
    sources: tuple[str, ...]
    lasts: Mapping[int, int]


def script_of(log: Log, cast: Cast, numbers: Mapping[str, str], strangers: frozenset[str]) -> Script:
    """Write the script, less the tickets that are none of this play's."""
    sources = tuple(map(log.source, log.incidents))
    cues = [
        (moment.at, index, moment)
        for index, incident in enumerate(log.incidents)
        if sources[index] not in strangers
        for moment in moments_of(incident, numbers.get(incident.key, incident.key), cast)
    ]
    cues.sort(key=lambda cue: cue[0])
    return Script(tuple(cues), sources, {index: position for position, (_, index, _) in enumerate(cues)})
