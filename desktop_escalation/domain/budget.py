"""How many notices an hour a person can bear: which are delivered one by one, and which become one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_escalation.domain.policy import Urgency

WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A message, by its row id, that may be delivered to its person now; `is_line` where it is a digest itself."""

    id: int
    urgency: Urgency
    deliver_at: datetime
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """Ids of messages: those to deliver now, in their order, and those that become lines of a digest."""

    deliver: tuple[int, ...]
    fold: tuple[int, ...]


def portion(budget: int, used: int, ready: Sequence[Ready]) -> Portion:
    """Share out the messages that are ready, where `used` of the hour's `budget` are used up.

    What cannot wait goes first, then the oldest. A digest is one line for many and counts for none, so that a budget
    of 0 is no silence. Messages meant for a digest become one where there are several.
    """
    lines = [one for one in ready if one.is_line]
    meant = [one for one in ready if not one.is_line and one.urgency is Urgency.DIGEST]
    others = [one for one in ready if not one.is_line and one.urgency is not Urgency.DIGEST]
    bundle, single = (meant, others) if len(meant) > 1 else ([], [*others, *meant])
    single.sort(key=_rank)
    room = max(0, budget - used)
    return Portion(_ids(*lines, *single[:room]), _ids(*single[room:], *bundle))


def _rank(one: Ready) -> tuple[bool, bool, datetime, int]:
    return (one.urgency is not Urgency.NOW, one.urgency is Urgency.DIGEST, one.deliver_at, one.id)


def _ids(*ready: Ready) -> tuple[int, ...]:
    return tuple(one.id for one in ready)
