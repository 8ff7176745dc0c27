"""Explanations as the dialog gets them, made from the small help desk in memory."""

from desktop_escalation.domain import by_hand
from desktop_escalation.domain.applying import applying
from desktop_escalation.domain.delivery import Delivery, DeliveryState
from desktop_escalation.domain.explain import Explanation, explain
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.value import replace
from desktop_escalation.services.explaining import Reasons, Rule
from tests.domain.desk import Desk, at
from tests.domain.ladders import stored
from ui.escalations.explain_page import ExplainPage, explain_page


def reasons_of(desk: Desk, *by_hand_receipts: Explanation) -> Reasons:
    """Explain everything of a help desk's ticket, as it stands now."""
    life, scene = desk.caught_up(), desk.scene
    recorded = (*stored(desk), *by_hand_receipts)
    rules = {
        PolicyRef(policy.name, policy.version): Rule(policy, at("08:00", -11), "helen") for policy in desk.policies
    }
    explanations = explain(life, scene, recorded)
    return Reasons(
        ticket=life.ticket,
        explanations=explanations,
        directory=replace(desk.directory, calendars=scene.rules.calendars),
        now=desk.now,
        recorded=recorded,
        rules=rules,
        calendars=scene.rules.calendars,
        escalations=life.ladder.escalations,
        messages=tuple(_delivered(desk)),
        applying=tuple(
            applying(desk.policies[0], desk.history, scene.customer, one.receipt.at) for one in explanations
        ),
    )


def escalated_by_hand(desk: Desk, tier: int = 2, person: str | None = None) -> Reasons:
    """Escalate the ticket by hand now, and explain everything."""
    wish = by_hand.HandEscalation(reason="no progress", note="Firmware <b>bug</b>.", tier=tier, person=person)
    outcome = by_hand.escalate(desk.act("marek"), desk.caught_up(), desk.scene, wish)
    desk.adds(outcome.events)
    desk.messages.extend(outcome.messages)
    assert outcome.receipt is not None
    return reasons_of(desk, Explanation(len(desk.life.ladder.escalations), outcome.receipt))


def explanation(reasons: Reasons, step: str) -> Explanation:
    """Give the last explanation of a step."""
    return [one for one in reasons.explanations if one.receipt.step == step][-1]


def page_of(desk: Desk, step: str) -> ExplainPage:
    """Word the last explanation of a step."""
    reasons = reasons_of(desk)
    return explain_page(explanation(reasons, step), reasons)


def _delivered(desk: Desk) -> list[Delivery]:
    return [
        Delivery(number, message, desk.now, DeliveryState.SHOWN, message.deliver_at, None)
        for number, message in enumerate(desk.messages, 1)
    ]
