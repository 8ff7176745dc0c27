"""A message with what became of it, as plain data for `--json` and as words."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop_escalation.cli.output import moment
from desktop_escalation.domain.delivery import Delivery


def notice_data(one: Delivery, zone: ZoneInfo) -> dict[str, object]:
    """Lay out a message; moments have the offset of the site's zone."""
    message = one.message
    return {
        "id": one.id,
        "key": message.key,
        "ticket": message.ticket,
        "escalation": message.escalation,
        "to": message.to,
        "customer": message.is_for_customer,
        "channel": message.channel.value,
        "urgency": message.urgency.value,
        "made_at": _text(one.made_at, zone),
        "deliver_at": _text(message.deliver_at, zone),
        "expires_at": _text(message.expires_at, zone),
        "state": one.state.value,
        "state_at": _text(one.state_at, zone),
        "problem": one.problem,
        "way": one.way,
        "attempts": one.attempts,
        "next_try_at": _text(one.next_try_at, zone),
        "digest": one.digest,
        "subject": message.subject,
        "body": message.body,
        "why": message.why,
    }


def outcome_words(one: Delivery, zone: ZoneInfo) -> str:
    """Say what became of a message: its state with the way, the reason, and when it is tried again."""
    return ", ".join((f"{one.state}{'' if one.way is None else f' ({one.way})'}", *_details(one, zone)))


def _details(one: Delivery, zone: ZoneInfo) -> Iterator[str]:
    if one.problem is not None:
        yield one.problem
    if one.next_try_at is not None and one.next_try_at > one.message.deliver_at:
        yield f"again {moment(one.next_try_at.astimezone(zone))}"


def _text(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()
