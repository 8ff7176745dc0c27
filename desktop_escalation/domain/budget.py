"""How many notices a person can bear: which are delivered one by one, and which become one line."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.policy import Urgency

WINDOW = timedelta(hours=1)
# Nobody reads more at once: a storm is a few notices, however large the hour's budget is.
BURST_WINDOW = timedelta(minutes=1)
MOST_AT_ONCE = 5


class Ready(Struct, frozen=True):
    """A message, by its row id, that may be delivered to its person now; `is_line` where it is a digest itself."""

    id: int
    urgency: Urgency
    deliver_at: datetime
    is_line: bool = False


class Used(Struct, frozen=True):
    """How many messages, digests aside, a person got within the hour, and how many of them within the minute."""

    in_hour: int = 0
    in_minute: int = 0


class Portion(Struct, frozen=True):
    """Ids of messages: those to deliver now, in their order, and those that become lines of a digest."""

    deliver: tuple[int, ...]
    fold: tuple[int, ...]


def portion(budget: int, used: Used, ready: Sequence[Ready]) -> Portion:
    """Share out the messages that are ready, where so many of the hour's `budget` and of the minute's are used up.

    What cannot wait goes first, then the oldest. A digest is one line for many and counts for none, so that a budget
    of 0 is no silence. Messages meant for a digest become one where there are several.
    """
    lines = [one for one in ready if one.is_line]
    meant = [one for one in ready if not one.is_line and one.urgency is Urgency.DIGEST]
    others = [one for one in ready if not one.is_line and one.urgency is not Urgency.DIGEST]
    bundle, single = (meant, others) if len(meant) > 1 else ([], [*others, *meant])
    single.sort(key=_rank)
    room = max(0, min(budget - used.in_hour, MOST_AT_ONCE - used.in_minute))
    return Portion(_ids(*lines, *single[:room]), _ids(*single[room:], *bundle))


def _rank(one: Ready) -> tuple[bool, bool, datetime, int]:
    return (one.urgency is not Urgency.NOW, one.urgency is Urgency.DIGEST, one.deliver_at, one.id)


def _ids(*ready: Ready) -> tuple[int, ...]:
    return tuple(one.id for one in ready)
