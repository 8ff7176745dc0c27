"""A ticket as plain data for `--json`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desktop_escalation.cli.notice_data import notice_data
from desktop_escalation.cli.output import minutes_of
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder import Escalation, StepRecord
from desktop_escalation.domain.receipt_json import step_data
from desktop_escalation.domain.ticket_view import ClockView, NextStep, TicketView
from desktop_escalation.services.ticket_lists import TicketPage


def page_data(page: TicketPage) -> dict[str, object]:
    """Lay out a ticket with its version, by which an act can say what was seen, and the messages about it."""
    notices = [notice_data(one, ZoneInfo(page.site.zone)) for one in page.messages]
    return {**ticket_data(page.view, page.site.zone), "version": page.version, "notices": notices}


def ticket_data(view: TicketView, zone: str) -> dict[str, object]:
    """Lay out a ticket; moments have the offset of the site's zone."""
    ticket, at = view.ticket, _Moments(zone)
    return {
        "number": ticket.number,
        "subject": ticket.subject,
        "body": ticket.body,
        "state": ticket.state.value,
        "pending_reason": None if ticket.pending_reason is None else ticket.pending_reason.value,
        "resume_at": at(ticket.resume_at),
        "priority": int(ticket.priority),
        "category": ticket.category,
        "channel": ticket.channel.value,
        "tier": ticket.tier,
        "team": ticket.team,
        "assignee": ticket.assignee,
        "customer": ticket.customer,
        "tags": sorted(ticket.tags),
        "watchers": sorted(ticket.watchers),
        "policy": None if ticket.policy is None else ticket.policy.name,
        "policy_version": None if ticket.policy is None else ticket.policy.version,
        "created_at": at(ticket.created_at),
        "resolved_at": at(ticket.resolved_at),
        "closed_at": at(ticket.closed_at),
        "merged_into": ticket.merged_into,
        "parked_at": at(ticket.parked_at),
        "promised_until": at(view.promised_until),
        "reopened": ticket.reopened,
        "transfers": ticket.transfers,
        "bounced": ticket.bounced,
        "clocks": [_clock(clock, at) for clock in view.clocks],
        "escalations": [_escalation(escalation, at) for escalation in view.escalations],
        "skipped": [_skipped(record, at) for record in view.skipped],
        "next_steps": [_next_step(step, at) for step in view.next_steps],
    }


class _Moments:
    """Writes moments in one zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def __call__(self, at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(self._zone).isoformat()


def _clock(clock: ClockView, at: _Moments) -> dict[str, object]:
    return {
        "metric": clock.metric.value,
        "cycle": clock.cycle,
        "state": clock.state.value,
        "target_minutes": minutes_of(clock.target),
        "used_minutes": minutes_of(clock.used),
        "due_at": at(clock.due_at),
        "breached_at": at(clock.breached_at),
        "set_by_hand": clock.set_by_hand,
    }


def _escalation(escalation: Escalation, at: _Moments) -> dict[str, object]:
    key = escalation.key
    return {
        "number": escalation.number,
        "policy": None if key is None else key.policy,
        "version": escalation.version,
        "step": None if key is None else step_data(key.step),
        "repetition": 0 if key is None else key.repetition,
        "kind": escalation.kind.value,
        "reason": escalation.reason,
        "by": escalation.by,
        "from_team": escalation.from_team,
        "from_tier": escalation.from_tier,
        "to_team": escalation.to_team,
        "to_tier": escalation.to_tier,
        "due_at": at(escalation.due_at),
        "fired_at": at(escalation.fired_at),
        "acknowledged_at": at(escalation.acknowledged_at),
        "acknowledged_by": escalation.acknowledged_by,
        "outcome": escalation.outcome,
        "told": list(escalation.told),
        "failed": list(escalation.failed),
        "note": escalation.note,
    }


def _skipped(record: StepRecord, at: _Moments) -> dict[str, object]:
    return {
        "step": step_data(record.key.step),
        "policy": record.key.policy,
        "due_at": at(record.due_at),
        "at": at(record.at),
        "reason": record.reason,
    }


def _next_step(step: NextStep, at: _Moments) -> dict[str, object]:
    return {"step": step_data(step.step), "at": at(step.at), "planned_at": at(step.planned_at)}


def event_data(event: Event, zone: str) -> dict[str, object]:
    """Lay out an event of the history."""
    return {
        "at": _Moments(zone)(event.at),
        "by": event.by.name,
        "by_kind": event.by.kind.value,
        "what": type(event.fact).__name__,
    }
