"""Ladders of a few steps, and a desk under them with its ticket open."""

from typing import Any

from desktop_escalation.domain import by_hand, events
from desktop_escalation.domain.explain import Explanation, explain
from desktop_escalation.domain.people import Person
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.receipt import Receipt
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wording import receipt_sentence
from tests.domain.desk import Desk, a_policy

TELL_LEAD = '{ involve = ["lead"] }'
TO_TIER_2 = "{ move_to = { tier = 2 } }"
TO_TIER_3 = "{ move_to = { tier = 3 } }"
TELL_CUSTOMER = '{ tell_customer = "raised" }'
TARGETS = 'resolution = { 1 = "4h", 2 = "8h" }'


def step(trigger: str, *actions: str, **more: str) -> str:
    """Write a step; `more` are further keys, such as `id`, with their values as TOML; `when` is the `if`."""
    keys = [f"{'if' if key == 'when' else key} = {value}" for key, value in more.items()]
    return "\n".join(("[[step]]", f'at = "{trigger}"', *keys, f"do = [{', '.join(actions or (TELL_LEAD,))}]"))


def ladder(*steps: str, name: str = "Ladder", head: str = "", targets: str = TARGETS, version: int = 1) -> Policy:
    """Make a policy of some steps under which a wait for the customer stops every clock."""
    pauses = 'customer = ["first_response", "next_response", "update", "ownership", "resolution"]'
    lines = (f'name = "{name}"', 'calendar = "Weekdays 08-18"', head, "[targets]", targets, "[pauses]", pauses, *steps)
    return a_policy("\n".join(lines), version)


def desk_with(*steps: str, priority: int = 1, team: str = "Desk", **more: Any) -> Desk:
    """Open a ticket at 09:00 under a ladder."""
    return Desk(policies=(ladder(*steps, **more),)).open(priority=priority, team=team)


def with_person(desk: Desk, person: Person) -> Desk:
    """Put a person in the place of the one with the same login."""
    desk.directory = replace(desk.directory, people={**desk.directory.people, person.login: person})
    return desk


def hands_back(desk: Desk, reason: str = "needs information", note: str = "Which office?", by: str = "jonas") -> Desk:
    """Hand the ticket back now."""
    outcome = by_hand.hand_back(desk.act(by), desk.caught_up(), desk.scene, reason, note)
    desk.adds(outcome.events)
    desk.messages.extend(outcome.messages)
    return desk


def moves(desk: Desk, team: str, *, by: str = "marek") -> Desk:
    """Move the ticket to a team by hand."""
    where = desk.directory.team(team)
    return desk.does(events.Moved(team, where.tier, where.calendar), by=by)


def receipts(desk: Desk) -> list[Receipt]:
    """List the receipts that the engine wrote, oldest first."""
    return [one.receipt for decision in desk.decisions for one in decision.receipts]


def stored(desk: Desk) -> list[Explanation]:
    """List them as they come from the store."""
    return [Explanation(one.escalation, one.receipt) for decision in desk.decisions for one in decision.receipts]


def why(desk: Desk, step_id: str) -> Receipt:
    """Explain a step now, without what is stored."""
    (explanation,) = explain(desk.life, desk.scene, (), step_id)
    return explanation.receipt


def sentence(desk: Desk, receipt: Receipt) -> str:
    """Give a receipt's sentence."""
    return receipt_sentence(receipt, desk.directory)


def opened_with(desk: Desk, **fields: Any) -> Desk:
    """Change what the ticket was opened with."""
    opened = desk.history[0]
    assert isinstance(opened.fact, events.Opened)
    desk.history[0] = replace(opened, fact=replace(opened.fact, **fields))
    return desk


def events_of(desk: Desk, kind: type) -> list[Any]:
    """List the facts of one kind, oldest first."""
    return [event.fact for event in desk.history if isinstance(event.fact, kind)]
