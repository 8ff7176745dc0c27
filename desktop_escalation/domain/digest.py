"""The one line that stands for many notices: when it is delivered, and what it says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.budget import WINDOW
from desktop_escalation.domain.messages import DIGEST_EXPIRES_AFTER, Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency

CALM = timedelta(minutes=1)
LONGEST_STORM = timedelta(minutes=10)
_NAMED = 3
_CAN_WAIT = "You get this in one line, for none of it is urgent."
_OVER_THE_BUDGET = "You have had your notices for now; the rest are in one line."


class Lines(Struct, frozen=True):
    """How many messages a digest stands for, by the team that has the ticket.

    `is_urgent` where one cannot wait, `is_meant` where all were meant for a digest from the beginning.
    """

    by_team: Mapping[str, int]
    is_urgent: bool
    is_meant: bool = False


def digest_due(now: datetime, opened_at: datetime, last_at: datetime | None) -> datetime:
    """Give the moment at which a digest that `now` gets lines is delivered: when the storm is over.

    That is when nothing is added for a minute, or ten minutes after it was opened, but an hour after the digest before
    it (`last_at`) at the earliest.
    """
    calm_at = min(now + CALM, opened_at + LONGEST_STORM)
    return calm_at if last_at is None else max(calm_at, last_at + WINDOW)


def digest_key(login: str, channel: NoticeChannel, due_at: datetime) -> str:
    """Name the digest of the hour that it is due in: there is no other one for this person in that hour."""
    return f"digest/{login}/{channel}/{due_at.astimezone(UTC):%Y-%m-%dT%H}Z"


def digest_message(key: str, login: str, channel: NoticeChannel, due_at: datetime, lines: Lines) -> Message:
    """Write the one message that stands for many."""
    total = sum(lines.by_team.values())
    return Message(
        key=key,
        ticket=None,
        escalation=None,
        to=login,
        is_for_customer=False,
        channel=channel,
        urgency=Urgency.NOW if lines.is_urgent else Urgency.WORKING_HOURS,
        deliver_at=due_at,
        expires_at=due_at + DIGEST_EXPIRES_AFTER,
        subject=f"{total} more {'notice' if total == 1 else 'notices'}",
        body=f"{', '.join(_parts(lines.by_team))}; see them with: escalationctl notifications list",
        why=_CAN_WAIT if lines.is_meant else _OVER_THE_BUDGET,
    )


def _parts(by_team: Mapping[str, int]) -> list[str]:
    ranked = sorted(by_team.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{count} about {team}" for team, count in ranked[:_NAMED]]
    rest = ranked[_NAMED:]
    if rest:
        count = sum(count for _, count in rest)
        parts.append(f"{count} about {len(rest)} more {'team' if len(rest) == 1 else 'teams'}")
    return parts
